/** Line breaks, indentation, comments and characters: what surrounds the grammar. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { dumpTree } from './dump.js';
import { parsePython } from './index.js';

const SOURCE = 'def f(a,\n      b):\n    # comment\n    x = """one\n    two"""\n\n    return x + \\\n        a\n\nclass C:\n    y = [\n1,\n]\n    def g(self): pass\n';

/** Types and labels without offsets. */
function shape(text: string): string[] {
  const { module, problems } = parsePython(text);
  assert.deepEqual(problems, []);
  return dumpTree(module.body).map((line) => line.replace(/^(\S+) \S+ \S+/, '$1'));
}

for (const [name, text] of [
  ['CRLF', SOURCE.replaceAll('\n', '\r\n')],
  ['CR', SOURCE.replaceAll('\n', '\r')],
  ['tabs', SOURCE.replaceAll('    ', '\t')],
  ['a byte order mark', `\uFEFF${SOURCE}`],
  ['form feeds', `\f${SOURCE.replaceAll('\n\n', '\n\f\n')}`],
  ['no line break at the end', SOURCE.trimEnd()],
  ['a comment at the end', `${SOURCE}# end`],
  ['blanks at the ends of lines', SOURCE.replaceAll(/(?<!\\)\n/g, '  \n')],
  ['odd comments', SOURCE.replaceAll('\n\n', '\n# zero\n            # deep\n  # between\n')],
] as const) {
  test(`the tree is the same with ${name}`, () => assert.deepEqual(shape(text), shape(SOURCE)));
}

test('offsets count UTF-16 units of the text as given', () => {
  const text = '\uFEFFx = "😀"  # 😀\n𝐱 = f"😀{y}😀"\n';
  const { module, comments, problems } = parsePython(text);
  assert.deepEqual(problems, []);
  assert.deepEqual(dumpTree(module.body), [
    'Assign 1 9 ', 'Name 1 2 x', 'Constant 5 9 str', 'Assign 16 31 ', 'Name 16 18 x', 'JoinedStr 21 31 ', 'Name 26 27 y',
  ]);
  assert.deepEqual(comments.map(({ start, end }) => text.slice(start, end)), ['# 😀']);
});

test('names are normalised (PEP 3131)', () => {
  assert.deepEqual(shape('ﬁne = ª\nx·y = ℘ = 变量\n'), ['Assign ', 'Name fine', 'Name a', 'Assign ', 'Name x·y', 'Name ℘', 'Name 变量']);
});

test('nothing at all is a module', () => {
  for (const text of ['', '\n', '   \n\t\n', '# only\n', '\uFEFF', '\f\n']) assert.deepEqual(shape(text), []);
});

test('the first backslash decides the indentation', () => {
  assert.deepEqual(shape('if x:\n    y\n\\\n    z\n'), ['If ', 'Name x', 'Expr ', 'Name y', 'Expr ', 'Name z']);
});

test('comments are kept in order, also inside brackets and fields', () => {
  const text = '# a\nx = [  # b\n  # c\n]\ny = f"""{\n  z  # d\n}"""\n';
  const { comments } = parsePython(text);
  assert.deepEqual(comments.map(({ start, end }) => text.slice(start, end)), ['# a', '# b', '# c', '# d']);
});
