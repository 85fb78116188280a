/** No text takes the parser down: deep nesting, long chains, garbage. Each input must be read to its end. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { dumpTree } from './dump.js';
import { parsePython } from './index.js';

const repeat = (text: string, count: number): string => text.repeat(count);
const joined = (text: string, by: string, count: number): string => new Array<string>(count).fill(text).join(by);

/** Long, but flat enough for CPython to read. */
const VALID: Readonly<Record<string, string>> = {
  'sum': joined('a', ' + ', 5000),
  'power': joined('a', ' ** ', 1000),
  'and': joined('a', ' and ', 5000),
  'comparison': joined('a', ' < ', 5000),
  'minus': `${repeat('-', 5000)}1`,
  'not': `${repeat('not ', 5000)}a`,
  'lambda': `${repeat('lambda: ', 3000)}1`,
  'ternary': `${repeat('a if b else ', 3000)}c`,
  'attributes': `a${repeat('.b', 5000)}`,
  'calls': `a${repeat('()', 3000)}`,
  'concatenation': `(${joined('"a"', '\n', 5000)})`,
  'parentheses': `${repeat('(', 190)}1${repeat(')', 190)}`,
  'elif': `if a:\n    pass\n${repeat('elif b:\n    pass\n', 3000)}`,
  'blocks': `${Array.from({ length: 95 }, (_, depth) => `${repeat(' ', depth)}if a:\n`).join('')}${repeat(' ', 95)}pass\n`,
  'list': `[${joined('1', ', ', 50000)}]`,
  'decorators': `${repeat('@a\n', 5000)}def f(): pass\n`,
};

for (const [name, text] of Object.entries(VALID)) {
  test(`long: ${name}`, () => {
    const { module, problems } = parsePython(text);
    assert.deepEqual(problems, []);
    assert.ok(dumpTree(module.body).length > 90 || name === 'concatenation' || name === 'parentheses');
  });
}

/** Too deep or broken all over: a problem, and what follows is still read. */
const HOPELESS: Readonly<Record<string, string>> = {
  'parentheses': `${repeat('(', 10000)}1${repeat(')', 10000)}`,
  'open parentheses': repeat('(', 100000),
  'mismatched brackets': repeat('([', 50000) + repeat(')]', 50000),
  'closing brackets only': repeat(')', 50000),
  'lists': `${repeat('[', 2000)}${repeat(']', 2000)}`,
  'dictionaries': repeat('{', 100000),
  'calls': repeat('f(', 50000),
  'subscripts': repeat('a[', 50000),
  'defaults': repeat('lambda x=', 30000),
  'yield': repeat('yield ', 50000),
  'yield from': repeat('yield from ', 50000),
  'async': repeat('async ', 50000),
  'await': repeat('await ', 50000),
  'power': repeat('a**', 50000),
  'ternary': repeat('a if ', 50000),
  'comprehensions': repeat('[x for x in ', 30000),
  'else': repeat('else: ', 50000),
  'if': repeat('if x: ', 50000),
  'with': repeat('with (', 30000),
  'headers': repeat('def f(a, b\n', 30000),
  'f-strings': repeat('f"{', 50000),
  'triple f-strings': repeat('f"""{', 30000),
  'specs': `f"${repeat('{x:', 30000)}`,
  'open strings': repeat('"abc\n', 50000),
  'open triple strings': repeat('x = """\ndef f():\n', 10001),
  'open triple f-strings': repeat('x = f"""\ndef f():\n{', 10001),
  'quotes': repeat('\'\'\'"""', 30001),
  'patterns': `match x:\n case ${repeat('[', 50000)}`,
  'stairs': Array.from({ length: 2000 }, (_, depth) => `${repeat(' ', depth)}if a:\n`).join(''),
  'stairs down': Array.from({ length: 1000 }, (_, depth) => `${repeat(' ', 1000 - depth)}x\n`).join(''),
  'unclosed brackets on many lines': repeat('x = (\n', 30000),
  'an unclosed bracket before many lines': `x = (\n${repeat('y = f(1, 2)\n', 20000)}`,
  'backslashes': repeat('\\\n', 50000),
  'unknown characters': repeat('\ud800$\0?', 30000),
};

for (const [name, text] of Object.entries(HOPELESS)) {
  test(`hopeless: ${name}`, () => {
    for (const source of [text, `${text}\ndef after(): pass\n`]) {
      const { module, problems } = parsePython(source);
      assert.equal(module.end, source.length);
      assert.ok(problems.length > 0 || name === 'quotes' || name === 'backslashes');
    }
  });
}

const PIECES = [
  'def ', 'class ', 'async ', 'await ', 'if ', 'else', 'elif ', 'for ', 'in ', 'while ', 'with ', 'as ', 'try', 'except ', 'finally',
  'match ', 'case ', 'lambda ', 'not ', 'is ', 'yield ', 'from ', 'import ', 'return ', 'raise ', 'del ', 'type ', 'lazy ', 'x', '_', '1', '0777',
  '"a"', "'b", 'f"{', '}', '{', '(', ')', '[', ']', ':', ',', '.', '=', ':=', '+=', '**', '*', '-', '@', '->', '!r', ';', '\n', '\n    ', '\n        ',
  '\t', '\\\n', '#c\n', '"""', "f'''", 't"', '\\N{', '\0', '\ud800', '𝐱', '\u00a0', '\f', '\r', '$', '`', '<>', 'None', 'pass',
];

test('random pieces: always a tree with spans inside the text', () => {
  let seed = 1;
  const next = (below: number): number => {
    seed = (Math.imul(seed, 1664525) + 1013904223) >>> 0;
    return Math.floor((seed / 2 ** 32) * below);
  };
  for (let round = 0; round < 5000; round++) {
    const text = Array.from({ length: 1 + next(50) }, () => PIECES[next(PIECES.length)]).join('');
    const { module, problems, comments } = parsePython(text);
    const spans = dumpTree(module.body).map((line) => line.split(' ').slice(1, 3).map(Number)).filter(([start]) => !Number.isNaN(start));
    for (const [start = -1, end = -1] of [...spans, ...problems.map((each) => [each.start, each.end]), ...comments.map((each) => [each.start, each.end])]) {
      assert.ok(start >= 0 && start <= end && end <= text.length, `${start} ${end} in ${JSON.stringify(text)}`);
    }
  }
});
