/** The positions that CPython does not give, and values of literals. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Expr, Stmt } from './ast.js';
import { parseExpression, parsePython } from './index.js';

function only<T extends Stmt['type']>(text: string, type: T): Extract<Stmt, { type: T }> {
  const { module, problems } = parsePython(text);
  assert.deepEqual(problems, []);
  const statement = module.body.find((each): each is Extract<Stmt, { type: T }> => each.type === type);
  assert.ok(statement, `${type} in ${text}`);
  return statement;
}

function expression<T extends Expr['type']>(text: string, type: T): Extract<Expr, { type: T }> {
  const found = parseExpression(text);
  assert.equal(found.type, type);
  return found as Extract<Expr, { type: T }>;
}

test('definitions know their keyword, name and colon', () => {
  const text = '@a\nasync def f[T](b: int) -> {1: 2}:\n    pass\n';
  const node = only(text, 'AsyncFunctionDef');
  assert.equal(node.start, 3);
  assert.equal(node.keywordStart, 3);
  assert.equal(text.slice(node.nameStart, node.nameEnd), 'f');
  assert.equal(node.colon, text.indexOf(':\n'));
  const cls = only('@a\nclass C(B): pass\n', 'ClassDef');
  assert.deepEqual([cls.keywordStart, cls.nameStart, cls.nameEnd, cls.colon], [3, 9, 10, 13]);
});

test('loops and with know their keyword', () => {
  assert.equal(only('async for a in b: pass', 'AsyncFor').keywordStart, 0);
  assert.equal(only('x\nwith a: pass', 'With').keywordStart, 2);
});

test('attributes, calls, keywords and aliases know where their parts are', () => {
  assert.equal(expression('a . b', 'Attribute').attrStart, 4);
  const call = expression('f (a, b = c, **d)', 'Call');
  assert.equal(call.open, 2);
  assert.deepEqual(call.keywords.map((keyword) => keyword.nameStart), [6, -1]);
  assert.deepEqual(only('from a import b as c, d', 'ImportFrom').names.map((alias) => alias.asnameStart), [19, -1]);
  const handler = only('try: a\nexcept B as name: c\n', 'Try').handlers[0];
  assert.deepEqual([handler?.nameStart, handler?.nameEnd], [19, 23]);
  assert.equal(only('def f(name: int): pass', 'FunctionDef').args.args[0]?.nameEnd, 10);
});

test('redundant parentheses are known, the outermost ones', () => {
  assert.deepEqual(expression('((a))', 'Name').parenthesised, { start: 0, end: 5 });
  assert.equal(expression('(a, b)', 'Tuple').parenthesised, undefined);
  assert.deepEqual(expression('((a, b))', 'Tuple').parenthesised, { start: 0, end: 8 });
  assert.equal(expression('f(a)', 'Call').args[0]?.parenthesised, undefined);
});

test('targets have their context', () => {
  const { targets, value } = only('a, [b.c, *d[e]] = f\n', 'Assign');
  const contexts: string[] = [];
  const visit = (node: Expr | undefined): void => {
    if (!node || !('ctx' in node)) return;
    contexts.push(`${node.type} ${node.ctx}`);
    if (node.type === 'Tuple' || node.type === 'List') node.elts.forEach(visit);
    else if (node.type !== 'Name') visit(node.value);
  };
  visit(targets[0]);
  visit(value);
  assert.deepEqual(contexts, [
    'Tuple Store', 'Name Store', 'List Store', 'Attribute Store', 'Name Load', 'Starred Store', 'Subscript Store', 'Name Load', 'Name Load',
  ]);
});

for (const [text, kind, value] of [
  ['1_000', 'int', 1000], ['0xFF', 'int', 255], ['0b1_0', 'int', 2], ['0o17', 'int', 15], ['00', 'int', 0],
  ['123456789012345678901234567890', 'int', 123456789012345678901234567890n],
  ['1.', 'float', 1], ['1_0.5e1', 'float', 105], ['2.5j', 'complex', 2.5],
  ['True', 'bool', true], ['None', 'none', null], ['...', 'ellipsis', undefined],
  ["'a\\n\\x41\\u00e9\\101\\q\\\nb'", 'str', 'a\nAéA\\qb'], ["r'\\n'", 'str', '\\n'], ["b'\\xff\\u0041'", 'bytes', '\xff\\u0041'],
  ['"a" \'b\' """c\r\n"d"""', 'str', 'abc\n"d'], ["'\\U0001F600'", 'str', '😀'], ['"" ""', 'str', ''],
] as const) {
  test(`literal ${JSON.stringify(text)}`, () => {
    const node = expression(text, 'Constant');
    assert.deepEqual([node.kind, node.value], [kind, value]);
  });
}

test('literal parts of f-strings', () => {
  const text = (source: string): unknown[] => expression(source, 'JoinedStr').values.map((part) => (part.type === 'Constant' ? part.value : part.type));
  assert.deepEqual(text('f"a{{b}}\\n{c}\\x41"'), ['a{b}\n', 'FormattedValue', 'A']);
  assert.deepEqual(text('rf"\\n{c}" "d\\t"'), ['\\n', 'FormattedValue', 'd\t']);
  const [field] = expression('f"{a!r:>{b}.2}"', 'JoinedStr').values;
  assert.ok(field?.type === 'FormattedValue');
  assert.equal(field.conversion, 'r'.charCodeAt(0));
  assert.deepEqual(field.format_spec?.values.map((part) => (part.type === 'Constant' ? part.value : part.type)), ['>', 'FormattedValue', '.2']);
});

test('t-strings keep the source of their fields', () => {
  const [field] = expression('t"{a + b !r}"', 'TemplateStr').values;
  assert.ok(field?.type === 'Interpolation');
  assert.equal(field.str, 'a + b');
});
