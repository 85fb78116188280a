/**
 * A fixture is a runnable program with a trap: `<rule id>/<name>.bad.py` or `.bad.ts`. Comments at its top say what goes
 * wrong when it runs and what it prints once it is repaired; a comment at the end of a line says that it must be reported.
 *
 *     # symptom: never-awaited        one of `symptoms.ts`; for `elapsed<0.6` the repaired program takes that much of the time
 *     # fix: Await                    which fix repairs it, by the beginning of its title; default: the first
 *     # prints: saved 1               a line of the repaired program's output, in order (the line `elapsed …` is left out)
 *     # python: 3.12                  lowest version that can run it; default 3.11
 *     save(1)  # expect: missing-await
 */
import fs from 'node:fs';
import path from 'node:path';

export interface Fixture {
  /** `missing-await/statement.bad.py` */
  readonly name: string;
  readonly file: string;
  readonly language: 'python' | 'typescript';
  readonly rule: string;
  readonly text: string;
  readonly symptom: string;
  /** '' for the first fix. */
  readonly fixTitle: string;
  readonly prints: readonly string[];
  readonly python: readonly [number, number];
  /** `line: rule`, in order of lines. */
  readonly expected: readonly string[];
}

const BAD = /\.bad\.(py|ts)$/;

/** Every fixture below a folder of rule folders. Throws when one has no symptom, prints nothing or expects no finding. */
export function findFixtures(folder: string): Fixture[] {
  return fs.readdirSync(folder, { withFileTypes: true })
    .filter((entry) => entry.isDirectory())
    .flatMap((entry) => fs.readdirSync(path.join(folder, entry.name))
      .filter((name) => BAD.test(name))
      .map((name) => readFixture(path.join(folder, entry.name, name))))
    .sort((a, b) => (a.name < b.name ? -1 : 1));
}

function readFixture(file: string): Fixture {
  const text = fs.readFileSync(file, 'utf8');
  const rule = path.basename(path.dirname(file));
  const name = `${rule}/${path.basename(file)}`;
  const headers = headersOf(text);
  const values = (key: string): string[] => headers.filter((header) => header.key === key).map((header) => header.value);
  const [symptom] = values('symptom');
  const [major = 3, minor = 11] = (values('python')[0] ?? '3.11').split('.').map(Number);
  const expected = text.split(/\r?\n/).flatMap((line, index) => {
    const rules = /(?:#|\/\/) expect: ([\w-]+(?:, [\w-]+)*)$/.exec(line)?.[1];
    return rules ? rules.split(', ').map((id) => `${index + 1}: ${id}`) : [];
  });
  if (symptom === undefined) throw new Error(`${name} has no "symptom:" line`);
  if (values('prints').length === 0) throw new Error(`${name} has no "prints:" line`);
  if (expected.length === 0) throw new Error(`${name} has no "expect:" comment`);
  return {
    name, file, rule, text, symptom, expected,
    language: file.endsWith('.py') ? 'python' : 'typescript',
    fixTitle: values('fix')[0] ?? '',
    prints: values('prints'),
    python: [major, minor],
  };
}

function headersOf(text: string): { key: string; value: string }[] {
  const headers: { key: string; value: string }[] = [];
  for (const line of text.split(/\r?\n/)) {
    const match = /^(?:#|\/\/) (symptom|fix|prints|python): (.*)$/.exec(line);
    if (match) headers.push({ key: match[1] ?? '', value: match[2] ?? '' });
    else if (!/^(?:#|\/\/)/.test(line)) break;
  }
  return headers;
}
