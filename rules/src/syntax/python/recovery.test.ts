/** Broken text: how many of the functions that the damage does not touch are still found. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { HALF_STATEMENTS, SOURCES } from './broken-sources.js';
import { dumpTree } from './dump.js';
import { parsePython } from './index.js';

interface Edit {
  readonly start: number;
  readonly end: number;
  readonly inserted: string;
}

/** Every function in the text: its type and name, and where its header lies. */
function functionsOf(text: string): { name: string; start: number; headerEnd: number }[] {
  return dumpTree(parsePython(text).module.body)
    .filter((line) => /^(?:Async)?FunctionDef /.test(line))
    .map((line) => {
      const [type = '', start = '', , name = ''] = line.split(' ');
      return { name: `${type} ${name}`, start: Number(start), headerEnd: text.indexOf(':\n', Number(start)) };
    });
}

/** Share of the functions outside the damage that are found again, over all edits of all sources. */
function rate(editsOf: (source: string) => Edit[], isOther = (at: { start: number; headerEnd: number }, edit: Edit): boolean => at.headerEnd < edit.start || at.start > edit.end): number {
  let expected = 0;
  let found = 0;
  for (const source of SOURCES) {
    const functions = functionsOf(source);
    for (const edit of editsOf(source)) {
      const left = new Set(functionsOf(source.slice(0, edit.start) + edit.inserted + source.slice(edit.end)).map(({ name }) => name));
      const others = functions.filter((each) => isOther(each, edit));
      expected += others.length;
      found += others.filter(({ name }) => left.has(name)).length;
    }
  }
  assert.ok(expected > 1000, `${expected} are too few to measure`);
  return found / expected;
}

function lines(source: string): Edit[] {
  let start = 0;
  return source.split(/(?<=\n)/).map((line) => ({ start, end: (start += line.length), inserted: '' }));
}

function tokens(source: string): Edit[] {
  return [...source.matchAll(/"""|'''|\w+|[^\s\w]/g)].map((match) => ({ start: match.index, end: match.index + match[0].length, inserted: '' }));
}

function atLeast(what: string, share: number, bar: number): void {
  assert.ok(share >= bar, `${what}: ${(share * 100).toFixed(2)} % of the other functions found, expected ${bar * 100} %`);
}

test('a token is deleted', () => atLeast('token', rate(tokens), 0.98));

test('a line is deleted', () => atLeast('line', rate(lines), 0.98));

test('a line is cut', () => {
  const cuts = (source: string): Edit[] => lines(source).flatMap(({ start, end }) => [1, 2, 3, 4, 5].map((part) => ({
    start: Math.min(end - 1, start + Math.floor(((end - start) * part) / 6)), end: end - 1, inserted: '',
  })));
  atLeast('cut', rate(cuts), 0.98);
});

test('the end is missing', () => {
  const ends = (source: string): Edit[] => Array.from({ length: source.length }, (_, start) => ({ start, end: source.length, inserted: '' })).filter(({ start }) => start % 3 === 0);
  atLeast('end', rate(ends), 0.98);
});

test('half a statement is inserted', () => {
  const halves = (source: string): Edit[] => lines(source).flatMap(({ start, end }) => HALF_STATEMENTS.map((half) => {
    const indentation = /^[ ]*/.exec(source.slice(start, end))?.[0] ?? '';
    return { start, end: start, inserted: `${indentation}${half}\n` };
  }));
  atLeast('half', rate(halves), 0.95);
});

test('two lines are joined', () => {
  const joins = (source: string): Edit[] => lines(source).map(({ end }) => ({ start: end - 1, end, inserted: '' }));
  atLeast('joined', rate(joins), 0.98);
});

/** The statements of the text, each as its dump without offsets. */
function statements(text: string): string[] {
  return parsePython(text).module.body.map((statement) => dumpTree([statement]).map((line) => line.replace(/^(\S+) \S+ \S+ ?/, '$1 ').trim()).join(', '));
}

for (const [what, text, expected] of [
  ['an open bracket ends at the next line that may begin a statement', 'x = f(a,\ny = await g()\nreturn_ = 1\ndef h(): pass\n', [
    'Assign, Name x, Call, Name f, Name a', 'Assign, Name y, Await, Call, Name g', 'Assign, Name return_, Constant int', 'FunctionDef h, arguments, Pass',
  ]],
  ['at the end of the file as well', 'x = (1,\ny\nz\n', ['Assign, Name x, Tuple, Constant int', 'Expr, Name y', 'Expr, Name z']],
  ['a quote ends at the end of its line', 'x = "a\ny\n', ['Assign, Name x, Constant str', 'Expr, Name y']],
  ['so does an f-string, also inside its field', 'x = f"{a"\ny\n', ['Assign, Name x, JoinedStr, Name a', 'Expr, Name y']],
  ['a name is missing after a dot', 'x.\ny\n', ['Expr, Attribute, Name x', 'Expr, Name y']],
  ['a header without colon keeps its block', 'def f(a)\n    b\nc\n', ['FunctionDef f, arguments, arg a, Expr, Name b', 'Expr, Name c']],
  ['a header without block', 'if a:\nb\n', ['If, Name a', 'Expr, Name b']],
  ['a block without header', 'a\n    def b(): pass\nc\n', ['Expr, Name a', 'ErrorStmt, FunctionDef b, arguments, Pass', 'Expr, Name c']],
  ['a clause without its statement', 'else:\n    a\nb\n', ['ErrorStmt, Expr, Name a', 'Expr, Name b']],
  ['a missing comma', 'f(a b, c)\n', ['Expr, Call, Name f, Name a, Name b, Name c']],
  ['Python 2', 'print "a", b\nexec c\ndef d(): pass\n', ['Expr, Name print', 'ErrorStmt, Constant str, Name b', 'Expr, Name exec', 'ErrorStmt, Name c', 'FunctionDef d, arguments, Pass']],
  ['a line break is missing before a definition', 'return a def b(): pass\n', ['Return, Name a', 'FunctionDef b, arguments, Pass']],
  ['an indentation between two levels stays in the inner block', 'def f():\n        a\n    b\n    c\nd\n', ['FunctionDef f, arguments, Expr, Name a, Expr, Name b, Expr, Name c', 'Expr, Name d']],
  ['an open triple quote ends before a definition', 'def a():\n    """b\n    c\ndef d():\n    """e"""\n', ['FunctionDef a, arguments, Expr, Constant str', 'FunctionDef d, arguments, Expr, Constant str']],
] as const) {
  test(`recovery: ${what}`, () => {
    assert.ok(parsePython(text).problems.length > 0);
    assert.deepEqual(statements(text), expected);
  });
}

/** What CPython rejects, and the text that the first problem is found at. */
for (const [text, found] of [
  ['x = (1\n', '('], ['x = 1)\n', ')'], ['f() = 1\n', 'f()'], ['1 += a\n', '1'], ['(a, b) += 1\n', '(a, b)'], ['del f()\n', 'f()'],
  ['for f() in a: pass\n', 'f()'], ['f(a=1, b)\n', 'b'], ['x = 0777\n', '0777'], ['a <> b\n', '<>'], ['x = “a”\n', '“a”'], ['a $ b\n', '$'], ['x = \u00a0 1\n', '\u00a0'],
  ['x y\n', 'y'], ['raise A, b\n', ','], ['x.await\n', 'await'], ['def f(a=1, b): pass\n', 'b'], ['class: pass\n', ':'], ['if a\n    b\n', '\n'], ['x = `a`\n', '`'],
  ['import a.\n', '.'], ['x = \\ 1\n', '\\'], ['try:\n    a\nb\n', 'b'], ['    x\n', ''], ['x = f"{}"\n', '}'], ['x := 1\n', ':='],
] as const) {
  test(`problem in ${JSON.stringify(text)}`, () => {
    const [problem] = parsePython(text).problems;
    assert.ok(problem);
    assert.equal(text.slice(problem.start, problem.end), found);
  });
}
