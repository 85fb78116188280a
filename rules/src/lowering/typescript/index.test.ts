import assert from 'node:assert/strict';
import { test } from 'node:test';
import ts from 'typescript';
import { resolveName, textOf, walk, type FunctionModel, type ModuleModel, type NameExpression } from '../../model/index.js';
import { outline } from '../../model/outline.js';
import { parseTypeScript } from '../../syntax/typescript/parse.js';
import { lowerTypeScript, originOf } from './index.js';

const lower = (text: string, path = '/m.tsx'): ModuleModel => lowerTypeScript(ts, path, parseTypeScript(ts, path, text));

function bodyOf(text: string): string {
  return lower(text).root.body.map(outline).join(' ');
}

const EXPRESSIONS: readonly (readonly [string, string])[] = [
  ['a.b[0]', 'index(member:b(name:a) literal:0)'],
  ['a?.b?.(c)', 'call(member:b(name:a) argument(name:c))'],
  ['f(x, ...y)', 'call(name:f argument(name:x) argument:items(name:y))'],
  ['new A', 'call(name:A)'],
  ['f<T>(x)', 'call(name:f argument(name:x))'],
  ['tag`a${b}`', 'call(name:tag argument(name:b))'],
  ['`a${b}c${await d}`', 'template(name:b await(name:d))'],
  ['`plain`', 'literal:"plain"'],
  ['(x as any).y', 'member:y(name:x)'],
  ['x! satisfies T', 'name:x'],
  ['a && b && c', 'logical:and(name:a name:b name:c)'],
  ['a ?? (b || c)', 'logical:nullish(name:a logical:or(name:b name:c))'],
  ['a < b === c', 'compare:===(compare:<(name:a name:b) name:c)'],
  ['a + b * -c', 'binary:+(name:a binary:*(name:b unary:-(name:c)))'],
  ['void p', 'unary:void(name:p)'],
  ['typeof a', 'unary:typeof(name:a)'],
  ['i++', 'unary:++(name:i)'],
  ['a, b()', 'opaque:other(name:a call(name:b))'],
  ['a ? b : c', 'conditional(name:a name:b name:c)'],
  ['[a, , ...b]', 'sequence:list(name:a opaque:other spread(name:b))'],
  ['({ a, b: c, [d]: e, ...f })',
    'mapping(mapping-entry(literal:"a" name:a) mapping-entry(literal:"b" name:c) mapping-entry(name:d name:e) mapping-entry(name:f))'],
  ['({ async m() { x }, get g() { return 1 } })',
    'mapping(mapping-entry(literal:"m" function-expression(function:async m(expression-statement(name:x)))) mapping-entry(literal:"g" function-expression(function:getter g(return(literal:1)))))'],
  ['null, undefined, 1n, /x/, true', 'opaque:other(opaque:other(opaque:other(opaque:other(literal:none literal:none) literal:number) literal:regexp) literal:true)'],
  ['async (x, {y = 1}, ...z) => x', 'function-expression(function:async <anonymous>(parameter:positional(name:x) parameter:positional(mapping(mapping-entry(literal:"y" assignment-expression(literal:1 name:y)))) parameter:rest(name:z) return(name:x)))'],
  ['(function* g() { yield* h(); yield })', 'function-expression(function:generator g(expression-statement(yield:from(call(name:h))) expression-statement(yield)))'],
  ['import("x")', 'call(name:import argument(literal:"x"))'],
  ['import.meta.url', 'member:url(opaque:other)'],
  ['<A b={c} {...d}>text // no comment {e}<f g="h"/></A>', 'opaque:jsx(name:A name:c name:d name:e opaque:jsx)'],
  ['<B onClick={async () => { await x }}/>', 'opaque:jsx(name:B function-expression(function:async <anonymous>(expression-statement(await(name:x)))))'],
  ['(class extends B { x = 1 })', 'class-expression(class:<anonymous>(name:B assignment(literal:1 name:x)))'],
];

for (const [source, expected] of EXPRESSIONS) {
  test(`expression ${source}`, () => assert.equal(bodyOf(`${source};\n`), `expression-statement(${expected})`));
}

const STATEMENTS: readonly (readonly [string, string])[] = [
  ['a = b.c = d', 'assignment(name:d name:a member:c(name:b))'],
  ['a += b', 'assignment:+=(name:b name:a)'],
  ['a ??= b', 'assignment:??=(name:b name:a)'],
  ['[a, b = 1] = c', 'assignment(name:c sequence:list(name:a assignment-expression(literal:1 name:b)))'],
  ['({ a, b: { c } = d } = e)', 'assignment(name:e mapping(mapping-entry(literal:"a" name:a) mapping-entry(literal:"b" assignment-expression(name:d mapping(mapping-entry(literal:"c" name:c))))))'],
  ['let a, b = 1', 'assignment:let(name:a) assignment:let(literal:1 name:b)'],
  ['const { a, b: [c], ...d } = e', 'assignment:const(name:e mapping(mapping-entry(literal:"a" name:a) mapping-entry(literal:"b" sequence:list(name:c)) mapping-entry(name:d)))'],
  ['const x: Promise<void> = y', 'assignment:const(name:y name:x opaque:type-assertion)'],
  ['using a = b()', 'assignment:using(call(name:b) name:a)'],
  ['await using a = b()', 'assignment:await-using(call(name:b) name:a)'],
  ['delete a.b', 'delete(member:b(name:a))'],
  ['throw e', 'raise(name:e)'],
  ['if (a) b; else if (c) { d } else e', 'if(name:a expression-statement(name:b) if(name:c expression-statement(name:d) expression-statement(name:e)))'],
  ['for (const [k, v] of m) continue', 'for(name:m sequence:list(name:k name:v) continue)'],
  ['for await (const x of y) z', 'for:async(name:y name:x expression-statement(name:z))'],
  ['for (k in o) ;', 'for(name:o name:k)'],
  ['for (let i = 0; i < n; i++) a', 'while:for(assignment:let(literal:0 name:i) compare:<(name:i name:n) expression-statement(name:a) unary:++(name:i))'],
  ['for (;;) break', 'while:for(break)'],
  ['while (a) { b }', 'while(name:a expression-statement(name:b))'],
  ['do a; while (b)', 'while:do(name:b expression-statement(name:a))'],
  ['l: while (a) continue l', 'block:label(while(name:a continue))'],
  ['try { a } catch ({ message }) { b } finally { c }',
    'try:finally(expression-statement(name:a) handler(mapping(mapping-entry(literal:"message" name:message)) expression-statement(name:b)) expression-statement(name:c))'],
  ['try { a } catch { b }', 'try(expression-statement(name:a) handler(expression-statement(name:b)))'],
  ['switch (a) { case b: case c: d; default: e }', 'match(name:a match-case(name:b) match-case(name:c expression-statement(name:d)) match-case:default(expression-statement(name:e)))'],
  ['import a, { b as c, type D } from "x"', 'import:x/default/a x/b/c'],
  ['import * as fs from "fs"; import "y"', 'import:fs//fs import'],
  ['import fs = require("fs")', 'import:fs//fs'],
  ['const fs = require("fs"), { a, b: c } = require("m")', 'import:fs//fs import:m/a/a m/b/c'],
  ['export const a = 1', 'assignment:const(literal:1 name:a)'],
  ['export default f()', 'assignment:const(call(name:f) name:default)'],
  ['export default async function () {}', 'function-statement(function:async <anonymous>)'],
  ['export { a } from "b"; export * from "c"', 'block:type block:type'],
  ['interface A {} type B = 1; declare function f(): void', 'block:type block:type block:type'],
  ['enum E { A = f() }', 'assignment:const(opaque:other(call(name:f)) name:E)'],
  ['namespace N.M { a }', 'block:block(expression-statement(name:a))'],
  ['function f(): void; function f(this: W, a?: string) {}', 'block:type function-statement(function:f(parameter:positional(name:a opaque:type-assertion)))'],
  ['@d class A<T> extends B { static x = 1; #y: number; constructor(private z) { super(z) } static async *m() {} get g() { return 1 } set g(v) {} static { q } h = async () => w }',
    'class-statement(class:A(name:d name:B assignment(literal:1 name:x) assignment(name:#y opaque:type-assertion) ' +
    'function-statement(function:instance A.constructor(parameter:positional(name:z) expression-statement(call(name:super argument(name:z))))) ' +
    'function-statement(function:async generator static A.m) function-statement(function:getter A.g(return(literal:1))) ' +
    'function-statement(function:setter A.g(parameter:positional(name:v))) block:block(expression-statement(name:q)) ' +
    'assignment(function-expression(function:async instance A.h(return(name:w))) name:h)))'],
  ['with (a) b', 'block:block(expression-statement(name:a) expression-statement(name:b))'],
  ['debugger;;', ''],
];

for (const [source, expected] of STATEMENTS) {
  test(`statement ${source}`, () => assert.equal(bodyOf(`${source};\n`), expected));
}

test('functions are named by what they are assigned to', () => {
  const names = lower('const a = async () => {}; b = function () {}; x.c = () => {}; const d = { e() {}, f: () => {} }; g(() => {}); class K { h = () => {}; i = j(() => {}) }').functions;
  assert.deepEqual(names.map((fn) => `${fn.qualifiedName} ${fn.form} ${fn.method} ${fn.owner?.name ?? '-'}`), [
    'a lambda none -', 'b function none -', 'c lambda none -', 'e function none -', 'f lambda none -', '<anonymous> lambda none -', 'K.h lambda instance K', 'K.<anonymous> lambda none -',
  ]);
});

test('where async stands or belongs', () => {
  const text = 'export default function a() {} export async function b() {} const c = x => x, d = async x => x; class E { static f() {} private async g() {} *h() {} @k() m() {} constructor() {} }';
  const module = lower(text);
  assert.deepEqual(module.functions.map((fn) => text.slice(fn.keywordStart, fn.keywordStart + 7)), [
    'functio', 'async f', 'x => x,', 'async x', 'f() {} ', 'async g', '*h() {}', 'm() {} ', 'constru',
  ]);
});

/** Each mention of `x` with the line where its variable is first bound. */
function linesOfX(text: string): string[] {
  const module = lower(text);
  const found: string[] = [];
  const line = (offset: number): number => module.lines.positionAt(offset).line + 1;
  const names: NameExpression[] = [];
  walk(module.root, (node) => {
    if (node.kind === 'name' && node.name === 'x') names.push(node);
  });
  for (const name of names.sort((a, b) => a.start - b.start)) {
    const bound = resolveName(name)?.bindings[0]?.node;
    found.push(`${line(name.start)}→${bound ? line(bound.start) : '?'}`);
  }
  return found;
}

test('block-scoped variables of one name are kept apart', () => {
  assert.deepEqual(linesOfX([
    'const x = 1;', 'function f() {', '  use(x);', '  if (a) { const x = 2;', '    g(() => x); }', '  else { let x = 3;', '    { let x = 4;', '      use(x); }',
    '    use(x); }', '  for (const x of y) {', '    use(x); }', '  try {} catch (x) {', '    use(x); }', '  use(x);', '}',
  ].join('\n')), ['1→1', '3→1', '4→4', '5→4', '6→6', '7→7', '8→7', '9→6', '10→10', '11→10', '12→12', '13→12', '14→1']);
});

test('var belongs to the function, a switch has one block', () => {
  assert.deepEqual(linesOfX([
    'let x;', 'function f() {', '  { var x = 1; }', '  use(x);', '}', 'switch (a) { case 1: let x = 2;', '  break; case 2:', '  use(x); }', 'use(x);',
  ].join('\n')), ['1→1', '3→3', '4→3', '6→6', '8→6', '9→1']);
});

test('a field is not a variable', () => {
  assert.deepEqual(linesOfX('const x = 1;\nclass A { x = 2;\n y = x; }'), ['1→1', '2→2', '3→1']);
});

test('every node has its text, a parent and a function', () => {
  const module = lower('// one\nasync function f(a = g()) {\n  return (await h(a))?.b as T; /* two */\n}\nf("// no", /\\/\\*no/, `//${1 /* three */}`); // four\n');
  const texts: string[] = [];
  walk(module.root, (node) => {
    if (node !== module.root) assert.ok(node.parent, node.kind);
    if (node.kind === 'call' || node.kind === 'await') texts.push(textOf(node));
  });
  assert.deepEqual(texts, ['g()', 'await h(a)', 'h(a)', 'f("// no", /\\/\\*no/, `//${1 /* three */}`)']);
  assert.deepEqual(module.comments.map(({ start, end }) => module.text.slice(start, end)), ['// one', '/* two */', '/* three */', '// four']);
});

test('comments between any tokens, none in JSX text', () => {
  const text = '#!/usr/bin/env node\nf(/* a */); const o = { /* b */ }; if (x) { // c\n}\nconst j = <a /* d */>// text {/* e */}</a>; class A { /* f */ }\n// g';
  const module = lower(text);
  assert.deepEqual(module.comments.map(({ start, end }) => text.slice(start, end)), ['/* a */', '/* b */', '// c', '/* d */', '/* e */', '/* f */', '// g']);
});

test('syntax errors are problems, the rest is lowered', () => {
  const module = lower('function a( {\n  b(;\n}\nasync function c() { await d() }');
  assert.ok(module.problems.length > 0);
  assert.ok(module.functions.some((fn) => fn.name === 'c' || fn.name === 'a'));
  assert.deepEqual(lower('const a = 1').problems, []);
});

test('nothing is lowered before it is looked at', () => {
  const module = lower('function a() { return () => 1 }');
  const [statement] = module.root.body;
  assert.ok(statement?.kind === 'function-statement');
  const outer: FunctionModel = statement.fn;
  assert.ok(originOf(outer));
  assert.equal(outer.body.length, 1);
  assert.equal(outer.body, outer.body);
});

test('every prefix of the snippets is survived', () => {
  for (const [source] of [...EXPRESSIONS, ...STATEMENTS]) {
    for (let end = 0; end <= source.length; end++) {
      const module = lower(source.slice(0, end));
      module.root.body.map(outline);
      void module.functions;
      void module.comments;
    }
  }
});

const DEEP: readonly (readonly [string, string])[] = [
  ['parentheses', '('.repeat(10_000)], ['arrays', '['.repeat(10_000)], ['calls', 'f('.repeat(5_000)], ['arrows', 'x => '.repeat(5_000)],
  ['blocks', '{'.repeat(10_000)], ['sums', `${'a + '.repeat(10_000)}a`], ['members', `a${'.b()'.repeat(10_000)}`],
  ['else', `if (a) b; ${'else if (a) b; '.repeat(5_000)}`], ['and', `${'a && '.repeat(10_000)}a`], ['classes', 'class A { m() { '.repeat(2_000)],
  ['templates', '`${'.repeat(5_000)], ['jsx', '<a>'.repeat(5_000)], ['types', `let x: ${'A<'.repeat(5_000)}`],
];

for (const [name, text] of DEEP) {
  test(`deep nesting: ${name}`, () => {
    const module = lower(text);
    module.root.body.map(outline);
    void module.functions;
    void module.comments;
  });
}
