/**
 * Texts and settings are the ground state: an engine that has seen a long row of edits answers like one that has just
 * been made. `EDIT_SEED` and `EDIT_STEPS` choose another row.
 */
import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import type { Engine } from '../../rules/src/core.js';
import { findingsOf, projectTexts, ruleProgramTexts, sourcesOf, strictEngine, type Texts } from './testing/programs.js';

/** Whole numbers from 0 to below `limit`, the same row for the same seed (mulberry32). */
type Choose = (limit: number) => number;

function chooser(seed: number): Choose {
  let state = seed;
  return (limit) => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) % limit;
  };
}

type Edit = (lines: readonly string[], choose: Choose) => readonly string[];

const swap = (lines: readonly string[], at: number, line: string): readonly string[] => [...lines.slice(0, at), line, ...lines.slice(at + 1)];

/** What people do: most leave the file valid, some change what other files see, some break it. */
const edits: Readonly<Record<string, Edit>> = {
  'delete a line': (lines, choose) => lines.toSpliced(choose(lines.length), 1),
  'repeat a line': (lines, choose) => {
    const at = choose(lines.length);
    return lines.toSpliced(at, 0, lines[at] ?? '');
  },
  'insert an empty line': (lines, choose) => lines.toSpliced(choose(lines.length), 0, ''),
  'drop an await': (lines, choose) => onLineWith(lines, choose, 'await ', (line) => line.replace('await ', '')),
  'drop an async': (lines, choose) => onLineWith(lines, choose, 'async ', (line) => line.replace('async ', '')),
  'add an async': (lines, choose) => onLineWith(lines, choose, /^\s*(?:def|export function)\b/, (line) => line.replace(/def|function/, 'async $&')),
  'rename a definition': (lines, choose) => onLineWith(lines, choose, /\b(?:def|class|function) \w/, (line) => line.replace(/(def|class|function) (\w+)/, '$1 $2_')),
  'type a character': (lines, choose) => {
    const at = choose(lines.length);
    const line = lines[at] ?? '';
    const column = choose(line.length + 1);
    return swap(lines, at, line.slice(0, column) + '(:."x'.charAt(choose(5)) + line.slice(column));
  },
};

function onLineWith(lines: readonly string[], choose: Choose, part: string | RegExp, edit: (line: string) => string): readonly string[] {
  const fitting = lines.flatMap((line, index) => (line.search(part) >= 0 ? [index] : []));
  const at = fitting[choose(Math.max(fitting.length, 1))];
  return at === undefined ? lines : swap(lines, at, edit(lines[at] ?? ''));
}

interface Row {
  readonly name: string;
  readonly texts: Texts;
  readonly language: 'python' | 'typescript';
  readonly steps: number;
}

const rows: readonly Row[] = [
  { name: 'demo-service', texts: projectTexts('demo-service'), language: 'python', steps: 60 },
  { name: 'programs of the rules', texts: ruleProgramTexts(), language: 'python', steps: 30 },
  { name: 'ts-service', texts: projectTexts('ts-service'), language: 'typescript', steps: 8 },
];
const seed = Number(process.env['EDIT_SEED'] ?? 20260101);

for (const { name, texts, language, steps } of rows) {
  const count = Number(process.env['EDIT_STEPS'] ?? steps);
  const files = sourcesOf(texts, language);
  describe(name, () => {
    test(`after each of ${count} edits (seed ${seed}) as after a fresh start`, () => {
      const choose = chooser(seed);
      const current: Record<string, string> = { ...texts };
      const engine = strictEngine(texts);
      findingsOf(engine, files);
      const done: string[] = [];
      for (let step = 0; step < count; step++) {
        done.push(edit(engine, current, files, texts, choose));
        // Not every file is looked at after every edit: what was left unasked must come right later as well.
        const asked = files.filter(() => choose(3) > 0);
        assert.deepEqual(findingsOf(engine, asked), findingsOf(strictEngine(current), asked), done.join('\n'));
      }
      assert.deepEqual(findingsOf(engine, files), findingsOf(strictEngine(current), files), done.join('\n'));
    });

    test('asked again, and in another order, the answers are the same', () => {
      const engine = strictEngine(texts);
      const first = findingsOf(engine, files);
      assert.ok(Object.values(first).some((findings) => findings.length > 0));
      assert.deepEqual(findingsOf(engine, files), first);
      engine.configure({});
      assert.deepEqual(findingsOf(engine, files), first, 'after all reports were dropped');
      assert.deepEqual(findingsOf(strictEngine(texts), [...files].reverse()), Object.fromEntries(Object.entries(first).reverse()), 'from the last file to the first');
    });
  });
}

/** One edit, or one file as it was at first; the answer says which. */
function edit(engine: Engine, current: Record<string, string>, files: readonly string[], texts: Texts, choose: Choose): string {
  const file = files[choose(files.length)] ?? '';
  const [title, change] = Object.entries(edits)[choose(Object.keys(edits).length)] ?? assert.fail();
  const isReset = choose(6) === 0;
  const text = isReset ? texts[file] ?? '' : change((current[file] ?? '').split('\n'), choose).join('\n');
  current[file] = text;
  if (isReset) engine.close(file);
  else engine.change(file, text);
  return `${isReset ? 'as it was' : title}: ${file}`;
}
