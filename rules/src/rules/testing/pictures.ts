/**
 * Rule pictures: a snippet with a line of `~~~~ message` under the text that must be reported (under its first line when
 * it has several). A snippet without such a line must stay silent. Several files are written one after another, each
 * after a line `# file: name.py`. Backticks of messages are left out.
 *
 * Free with every case: each fix removes exactly the findings it may, adds none of its rule, parses, and loses no comment;
 * every prefix of the snippet is survived; Python without `async`, `await` and libraries is silent.
 */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { createEngine, type Engine } from '../../engine/engine.js';
import type { FileReport } from '../../engine/file-report.js';
import { applyEdits } from '../../engine/edits.js';
import type { Finding, Fix } from '../../engine/finding.js';
import { MemoryFileSystem } from '../../engine/memory-host.js';
import { rules } from '../index.js';

export interface Case {
  readonly name: string;
  readonly language: 'python' | 'typescript';
  readonly source: string;
  /** Expected text of the (first) file after the first fix of every finding, one after another; checked when given. */
  readonly fixed?: string;
  /** Which fix leads to `fixed`, by the beginning of its title without backticks; default: the first of each finding. */
  readonly fix?: string;
  readonly pythonVersion?: string;
  readonly isNotebook?: boolean;
  /** Default `\n`. */
  readonly lineBreak?: '\r\n';
}

interface Expected {
  readonly start: number;
  readonly end: number;
  readonly message: string;
}

interface Picture {
  readonly files: ReadonlyMap<string, string>;
  readonly expected: ReadonlyMap<string, readonly Expected[]>;
}

const ROOT = '/project';
const LONGEST_SNIPPET_FOR_PREFIXES = 1500;
/** Checking half-typed code costs milliseconds in Python, a new program in TypeScript. */
const PREFIX_STEPS = { python: 3, typescript: 60 } as const;

/** Registers one test per case; each runs with only the rule `id` switched on. */
export function pictures(id: string, cases: readonly Case[]): void {
  for (const picture of cases) test(`${id}: ${picture.name}`, () => checkCase(id, picture));
}

function checkCase(id: string, given: Case): void {
  const picture = read(given);
  const engine = engineFor(id, given, picture.files);
  const reports = checkFiles(engine, picture.files);
  for (const [path, text] of picture.files) {
    const found = (reports.get(path)?.findings ?? []).map((finding) => drawn(text, finding.start, finding.end, finding.message));
    const wanted = (picture.expected.get(path) ?? []).map(({ start, end, message }) => drawn(text, start, end, message));
    assert.deepEqual(found, wanted, `${path}:\n${text}`);
  }
  checkFixes(engine, given, picture.files, reports);
  checkPrefixes(engine, given, picture.files);
  checkStripped(engine, given, picture.files);
  if (given.fixed !== undefined) assert.equal(fixAll(engine, picture.files, given.fix ?? ''), given.fixed);
}

function drawn(text: string, start: number, end: number, message: string): string {
  const line = text.slice(0, start).split('\n').length;
  return `${line}: ${text.slice(start, end).split(/\r?\n/)[0] ?? ''} ~~~ ${message.replaceAll('`', '')}`;
}

function engineFor(id: string, given: Case, files: ReadonlyMap<string, string>): Engine {
  const host = new MemoryFileSystem(Object.fromEntries(files));
  const others = Object.fromEntries(rules.map((rule) => [rule.id, 'off' as const]));
  const level = rules.find((rule) => rule.id === id)?.level ?? assert.fail(`no rule ${id}`);
  const engine = createEngine({
    host, roots: [ROOT], crashes: 'throw',
    overrides: { preset: 'strict', rules: { ...others, [id]: level }, 'python-version': given.pythonVersion ?? '3.11' },
  });
  for (const [path, text] of files) engine.open(path, text, { version: 1, isNotebook: given.isNotebook ?? false });
  return engine;
}

/** Checks these texts, whatever the engine has seen before: findings never depend on the way to a text. */
function checkFiles(engine: Engine, files: ReadonlyMap<string, string>): Map<string, FileReport> {
  for (const [path, text] of files) if (engine.texts.read(path).text !== text) engine.change(path, text);
  return new Map([...files.keys()].map((path) => {
    const report = engine.check(path);
    assert.deepEqual(report.problems, [], `problems in ${path}`);
    return [path, report];
  }));
}

function checkFixes(engine: Engine, given: Case, files: ReadonlyMap<string, string>, reports: ReadonlyMap<string, FileReport>): void {
  for (const [path, report] of reports) {
    for (const finding of report.findings) {
      for (const fix of finding.fixes) checkFix(engine, given, files, path, report, finding, fix);
    }
  }
}

function checkFix(engine: Engine, given: Case, files: ReadonlyMap<string, string>, path: string, before: FileReport, finding: Finding, fix: Fix): void {
  const fixed = new Map(files);
  for (const [target, text] of files) {
    const edits = fix.edits.filter((edit) => (edit.path ?? path) === target);
    if (edits.length > 0) fixed.set(target, applyEdits(text, edits));
  }
  const text = fixed.get(path) ?? '';
  const what = `fix "${fix.title}" of "${finding.message}":\n${text}`;
  assert.notEqual(text, files.get(path), `no edit: ${what}`);
  const after = checkFiles(engine, fixed).get(path);
  assert.equal(after?.syntaxErrors, before.syntaxErrors, `syntax: ${what}`);
  const remaining = (after?.findings ?? []).map((other) => other.message);
  const expected = before.findings.filter((other) => other !== finding).map((other) => other.message);
  for (const message of remaining) assert.ok(expected.includes(message), `new finding "${message}" after ${what}`);
  assert.ok(remaining.length < before.findings.length, `still there after ${what}`);
  for (const comment of commentsIn(files.get(path) ?? '', given.language)) assert.ok(text.includes(comment), `comment ${comment} lost by ${what}`);
}

function commentsIn(text: string, language: Case['language']): string[] {
  return (language === 'python' ? text.match(/# [^\r\n]*/g) : text.match(/\/\/ [^\r\n]*/g)) ?? [];
}

/** Half-typed code: no crash whatever the cursor has reached. */
function checkPrefixes(engine: Engine, given: Case, files: ReadonlyMap<string, string>): void {
  const [[path, text] = ['', '']] = files;
  if (text.length > LONGEST_SNIPPET_FOR_PREFIXES) return;
  checkFiles(engine, files);
  for (let length = 0; length < text.length; length += PREFIX_STEPS[given.language]) {
    engine.change(path, text.slice(0, length));
    engine.check(path);
  }
}

/** Code in which nothing is asynchronous has no trap: plain functions, and no library that could be known. */
function checkStripped(engine: Engine, given: Case, files: ReadonlyMap<string, string>): void {
  if (given.language === 'typescript') return;
  const names = [...files.keys()].map((path) => path.slice(ROOT.length + 1).split(/[/.]/)[0] ?? '');
  const stripped = new Map([...files].map(([path, text]) => [path, strip(text, new Set(names))]));
  for (const [path, { findings, syntaxErrors }] of checkFiles(engine, stripped)) {
    if (syntaxErrors === 0) assert.deepEqual(findings.map((finding) => finding.message), [], `stripped ${path}:\n${stripped.get(path) ?? ''}`);
  }
}

function strip(text: string, ownModules: ReadonlySet<string>): string {
  return text.replaceAll(/\basync (?=def|for|with)|\bawait /g, '')
    .replaceAll(/\b__a(?=(?:enter|exit|iter|next)__)/g, '__')
    .replaceAll(/^([ \t]*)(?:import|from) ([\w.]+)[^\r\n]*/gm, (line: string, indent: string, module: string) =>
      (module.startsWith('.') || ownModules.has(module.split('.')[0] ?? '') ? line : `${indent}pass`));
}

/** Applies the wanted fix of the first finding that has it until none is left (at most 20 rounds). */
function fixAll(engine: Engine, files: ReadonlyMap<string, string>, title: string): string {
  const current = new Map(files);
  const [path = ''] = files.keys();
  for (let round = 0; round < 20; round++) {
    const fixes = checkFiles(engine, current).get(path)?.findings.flatMap((finding) => finding.fixes.slice(0, title === '' ? 1 : undefined)) ?? [];
    const fix = fixes.find((candidate) => candidate.title.replaceAll('`', '').startsWith(title));
    if (!fix) break;
    current.set(path, applyEdits(current.get(path) ?? '', fix.edits));
  }
  return current.get(path) ?? '';
}

/** Splits the snippet into files and takes the pictures out. */
function read(given: Case): Picture {
  const extension = given.language === 'python' ? 'py' : 'ts';
  const lineBreak = given.lineBreak ?? '\n';
  const files = new Map<string, string>();
  const expected = new Map<string, Expected[]>();
  let path = `${ROOT}/main.${extension}`;
  let lines: string[] = [];
  let marks: { line: number; column: number; length: number; message: string }[] = [];
  const finish = (): void => {
    if (lines.length === 0) return;
    const text = `${lines.join(lineBreak)}${lineBreak}`;
    files.set(path, text);
    const starts = lines.reduce<number[]>((all, line) => [...all, (all.at(-1) ?? 0) + line.length + lineBreak.length], [0]);
    expected.set(path, marks.map(({ line, column, length, message }) => {
      const start = (starts[line] ?? 0) + column;
      return { start, end: start + length, message };
    }));
    lines = [];
    marks = [];
  };
  for (const line of given.source.replace(/^\n/, '').replace(/\n\s*$/, '').split('\n')) {
    const header = /^(?:#|\/\/) file: (\S+)$/.exec(line);
    const mark = /^(\s*)(~+) ?(.*)$/.exec(line);
    if (header) {
      finish();
      path = `${ROOT}/${header[1] ?? ''}`;
    } else if (mark) {
      marks.push({ line: lines.length - 1, column: mark[1]?.length ?? 0, length: mark[2]?.length ?? 0, message: mark[3] ?? '' });
    } else lines.push(line);
  }
  finish();
  return { files, expected };
}
