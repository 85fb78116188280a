import assert from 'node:assert/strict';
import { test } from 'node:test';
import { linkChildren, lookup, resolveName, textOf, unitOf, walk, type FunctionModel, type ModuleModel, type Node } from '../../model/index.js';
import { outline } from '../../model/outline.js';
import { PythonFunction } from './functions.js';
import { lowerPython, parsePythonExpression } from './index.js';

const lower = (text: string, previous?: ModuleModel): ModuleModel => lowerPython('/m.py', text, previous);

function bodyOf(text: string): string {
  return lower(text).root.body.map(outline).join(' ');
}

const EXPRESSIONS: readonly (readonly [string, string])[] = [
  ['a.b[0]', 'index(member:b(name:a) literal:0)'],
  ['f(x, *y, k=1, **z)', 'call(name:f argument(name:x) argument:items(name:y) argument:k(literal:1) argument:mapping(name:z))'],
  ['f(k=1, *y)', 'call(name:f argument:k(literal:1) argument:items(name:y))'],
  ['f(x for x in y)', 'call(name:f argument(comprehension:generator(comprehension-clause(name:y name:x) name:x)))'],
  ['a + b * -c', 'binary:+(name:a binary:*(name:b unary:-(name:c)))'],
  ['a and b and not c', 'logical:and(name:a name:b unary:not(name:c))'],
  ['a < b is not c not in d', 'compare:< is not not in(name:a name:b name:c name:d)'],
  ['x if y else z', 'conditional(name:y name:x name:z)'],
  ['(y := f())', 'assignment-expression(call(name:f) name:y)'],
  ['{**a, "k": v}', 'mapping(mapping-entry(name:a) mapping-entry(literal:"k" name:v))'],
  ['[*a, 1]', 'sequence:list(spread(name:a) literal:1)'],
  ['{1, 2}', 'sequence:set(literal:1 literal:2)'],
  ['x[1:n, ...]', 'index(name:x sequence:tuple(opaque:slice(literal:1 name:n) literal:ellipsis))'],
  ['{k: v for k, v in d if k if v}',
    'comprehension:dict(comprehension-clause(name:d sequence:tuple(name:k name:v) name:k name:v) name:k name:v)'],
  ['[x async for x in y]', 'comprehension:list(comprehension-clause:async(name:y name:x) name:x)'],
  ['f"a{x!r:>{width}}b{await y}"', 'template(name:x name:width await(name:y))'],
  ['b"x", None, True, 1.5, 2j', 'sequence:tuple(literal:bytes literal:none literal:true literal:1.5 literal:number)'],
  ['"a" "b"', 'literal:"ab"'],
  ['lambda x, *a, k=d, **kw: (yield x)',
    'function-expression(function:generator <lambda>(parameter:positional(name:x) parameter:rest(name:a) parameter:keyword-only(name:k name:d) parameter:rest-keywords(name:kw) return(yield(name:x))))'],
];

for (const [source, expected] of EXPRESSIONS) {
  test(`expression ${source}`, () => assert.equal(bodyOf(`${source}\n`), `expression-statement(${expected})`));
}

const STATEMENTS: readonly (readonly [string, string])[] = [
  ['a = b = c', 'assignment(name:c name:a name:b)'],
  ['a.x, (b, *c) = d', 'assignment(name:d sequence:tuple(member:x(name:a) sequence:tuple(name:b spread(name:c))))'],
  ['a //= b', 'assignment://=(name:b name:a)'],
  ['a: int', 'assignment(name:a name:int)'],
  ['a: int = 1', 'assignment(literal:1 name:a name:int)'],
  ['import a.b, c.d as e, f', 'import:a.b//a/top c.d//e f//f'],
  ['from ..p import x as y, z', 'import:..p/x/y ..p/z/z'],
  ['from . import *', 'import:./*/*'],
  ['pass', 'block:block'],
  ['del a, b[0]', 'delete(name:a index(name:b literal:0))'],
  ['assert a, b', 'assert(name:a name:b)'],
  ['raise A from b', 'raise(name:A name:b)'],
  ['global a, b', 'scope:global a b'],
  ['if a:\n  b\nelif c:\n  d\nelse:\n  e',
    'if(name:a expression-statement(name:b) if(name:c expression-statement(name:d) expression-statement(name:e)))'],
  ['while a:\n  break\nelse:\n  b', 'while(name:a break expression-statement(name:b))'],
  ['for a, b in c:\n  continue\nelse:\n  d', 'for(name:c sequence:tuple(name:a name:b) continue expression-statement(name:d))'],
  ['try:\n  a\nexcept (B, C) as e:\n  d\nexcept:\n  f\nelse:\n  g\nfinally:\n  h',
    'try:finally(expression-statement(name:a) handler(sequence:tuple(name:B name:C) name:e expression-statement(name:d)) handler(expression-statement(name:f)) expression-statement(name:g) expression-statement(name:h))'],
  ['try:\n  a\nexcept* B:\n  c', 'try:groups(expression-statement(name:a) handler(name:B expression-statement(name:c)))'],
  ['with (a as b, c as d.e):\n  f', 'with(with-item(name:a name:b) with-item(name:c member:e(name:d)) expression-statement(name:f))'],
  ['match x:\n  case [1, *rest] | {"k": v, **others}:\n    a\n  case C(p, q=None) as w if g:\n    b\n  case _:\n    c',
    'match(name:x match-case(literal:1 literal:"k" name:rest name:v name:others expression-statement(name:a)) ' +
    'match-case(name:C literal:none name:p name:w name:g expression-statement(name:b)) match-case:default(expression-statement(name:c)))'],
  ['type A[T] = list[T]', 'assignment(index(name:list name:T) name:A)'],
  ['async def f[T](a, /, b: int = 1, *, c) -> d:\n  async with e:\n    async for i in g:\n      yield i',
    'function-statement(function:async generator f(parameter:positional-only(name:a) parameter:positional(name:b name:int literal:1) parameter:keyword-only(name:c) name:d ' +
    'with:async(with-item(name:e) for:async(name:g name:i expression-statement(yield(name:i))))))'],
  ['@d\nclass A(B, metaclass=M):\n  x = 1\n  @property\n  def p(self): pass',
    'class-statement(class:A(name:d name:B name:M assignment(literal:1 name:x) function-statement(function:getter A.p(name:property parameter:positional(name:self) block:block))))'],
];

for (const [source, expected] of STATEMENTS) {
  test(`statement ${source.split('\n')[0]}`, () => assert.equal(bodyOf(`${source}\n`), expected));
}

test('kinds of methods', () => {
  const source = [
    'class A:', '  def a(self): pass', '  @classmethod', '  def b(cls): pass', '  @staticmethod', '  def c(): pass',
    '  @functools.cached_property', '  def d(self): pass', '  @d.setter', '  def d(self, v): pass', '  if x:', '    def e(self): pass',
    '  def __new__(cls):', '    def inner(self): pass', 'def f(): pass',
  ].join('\n');
  const kinds = lower(source).functions.map((fn) => `${fn.qualifiedName} ${fn.method} ${fn.owner?.name ?? '-'}`);
  assert.deepEqual(kinds, [
    'A.a instance A', 'A.b class A', 'A.c static A', 'A.d getter A', 'A.d setter A', 'A.e instance A', 'A.__new__ static A',
    'A.__new__.inner none -', 'f none -',
  ]);
});

test('a generator is told by its own yields, before anything in it is lowered', () => {
  const source = [
    'def a():', '  def b():', '    yield 1', '  return lambda: (yield)', 'def c():', '  if x:', '    y = yield', '"yield"',
    'def d(): "yield"', 'def e():', '  lambda x=(yield): 0',
  ].join('\n');
  const found = new Map(lower(source).functions.map((fn) => [fn.qualifiedName, fn.isGenerator]));
  assert.deepEqual([...found], [
    ['a', false], ['a.b', true], ['a.<lambda>', true], ['c', true], ['d', false], ['e', true], ['e.<lambda>', false],
  ]);
});

const LAYOUT = [
  '# first line', '@route("/x")', '@other', 'async def view(request, key=lambda r: r.id):', '    def inner():', '        return request',
  '    return inner()', '', 'class Service(Base):', '    limit = 3', '    @property', '    def size(self) -> int:', '        return self.limit',
  '', '    def same(self): return 1', '    def same(self): return 1', '', 'def last():', '    return [view for view in ()]', '',
].join('\n');

test('a function is lowered when its body is first asked for, not before', () => {
  const [first, second] = lower('def a():\n  def b(): pass\n  return b\n\ndef c(): pass\n').root.body;
  assert.ok(first?.kind === 'function-statement' && first.fn instanceof PythonFunction);
  assert.ok(second?.kind === 'function-statement' && second.fn instanceof PythonFunction);
  assert.equal(first.fn.isLowered, false);
  const inner = first.fn.body[0];
  assert.ok(inner?.kind === 'function-statement' && inner.fn instanceof PythonFunction);
  assert.deepEqual([first.fn.isLowered, inner.fn.isLowered, second.fn.isLowered], [true, false, false]);
});

test('units start at the first decorator and offsets count from there', () => {
  const { root, functions } = lower(LAYOUT);
  const view = functions.find((fn) => fn.name === 'view');
  assert.ok(view);
  assert.equal(view.unit.base, LAYOUT.indexOf('@route'));
  assert.equal(view.start, 0);
  assert.equal(view.unit.root, view);
  const inner = functions.find((fn) => fn.name === 'inner');
  assert.equal(inner?.unit, view.unit);
  assert.equal(inner?.enclosing, view);
  const lambda = functions.find((fn) => fn.form === 'lambda');
  assert.equal(lambda?.unit, view.unit, 'a lambda in a header is in the unit of its function');
  assert.equal(lambda?.enclosing, root, 'but code of the module');
  assert.equal(textOf(view).startsWith('@route'), true);
  assert.equal(root.unit.base, 0);
});

/** Every node with its absolute text, in walking order. */
function pictures(module: ModuleModel): string[] {
  const found: string[] = [];
  for (const statement of module.root.body) {
    walk(statement, (node) => {
      const { base } = unitOf(node);
      found.push(`${node.kind} ${base + node.start}-${base + node.end} ${JSON.stringify(textOf(node))}`);
    });
  }
  return found;
}

test('names stand where they are written, children inside their parents', () => {
  const module = lower(LAYOUT);
  for (const statement of module.root.body) {
    walk(statement, (node) => {
      if (node.kind === 'name') assert.equal(textOf(node), node.name);
      const { parent } = node;
      if (!parent) return;
      const from = unitOf(node).base + node.start;
      const outer = unitOf(parent).base;
      assert.ok(from >= outer + parent.start && unitOf(node).base + node.end <= outer + parent.end, `${node.kind} in ${parent.kind}`);
    });
  }
});

const EDITS: readonly { readonly name: string; readonly edit: (text: string) => string; readonly changed: readonly string[] }[] = [
  { name: 'a comment above', edit: (text) => `# more\n\n${text}`, changed: [] },
  { name: 'a body', edit: (text) => text.replace('return inner()', 'return 2 * inner()'), changed: ['view'] },
  { name: 'a decorator', edit: (text) => text.replace('@route("/x")', '@route("/other")'), changed: ['view'] },
  { name: 'the class name', edit: (text) => text.replace('Service', 'Server'), changed: ['Server.size', 'Server.same', 'Server.same'] },
  { name: 'class code', edit: (text) => text.replace('limit = 3', 'limit = 33'), changed: [] },
  { name: 'one more equal method', edit: (text) => text.replace('    def same', '    def same(self): return 1\n    def same'), changed: ['Service.same'] },
  { name: 'a function removed', edit: (text) => text.slice(0, text.indexOf('def last')), changed: [] },
];

for (const { name, edit, changed } of EDITS) {
  test(`after editing ${name} the other functions are the same objects`, () => {
    const before = lower(LAYOUT);
    const old = new Set<FunctionModel>(before.functions);
    const text = edit(LAYOUT);
    const after = lower(text, before);
    const units = after.functions.filter((fn) => fn.unit.root === fn);
    assert.deepEqual(units.filter((fn) => !old.has(fn)).map((fn) => fn.qualifiedName), changed);
    assert.equal(new Set(units).size, units.length, 'no function stands in two places');
    assert.deepEqual(pictures(after), pictures(lower(text)));
    for (const fn of after.functions) {
      assert.equal(fn.unit.module, after);
      let outermost: FunctionModel = fn;
      while (outermost.enclosing) outermost = outermost.enclosing;
      assert.equal(outermost, after.root);
      if (fn.owner) assert.ok(after.classes.includes(fn.owner));
    }
  });
}

test('versions nobody looked at do not break the chain, and two successors never share a function', () => {
  const first = lower(LAYOUT);
  const last = first.functions.find((fn) => fn.name === 'last');
  const unseen = lower(`# a\n${LAYOUT}`, first);
  const seen = lower(`# ab\n${LAYOUT}`, unseen);
  assert.equal(seen.functions.find((fn) => fn.name === 'last'), last);
  assert.notEqual(unseen.functions.find((fn) => fn.name === 'last'), last);
  assert.equal(last?.unit.module, seen);
});

test('a reused lambda still resolves names in the new module', () => {
  const before = lower('limit = 1\ndef f(g=lambda: limit): pass\n');
  assert.equal(before.functions.length, 2);
  const after = lower('# moved\nlimit = 2\ndef f(g=lambda: limit): pass\n', before);
  const name = after.functions.flatMap((fn) => fn.body).flatMap((node) => (node.kind === 'return' && node.value ? [node.value] : []))[0];
  assert.ok(name?.kind === 'name');
  assert.equal(resolveName(name)?.owner, after.root);
});

test('a bare expression, as in a string annotation', () => {
  const expression = parsePythonExpression('list[\n "int"] | None');
  assert.ok(expression);
  assert.equal(outline(expression), 'binary:|(index(name:list literal:"int") literal:none)');
  assert.deepEqual([expression.start, expression.end], [0, 20]);
  const annotated = lower('x: "T"\n').root.body[0];
  const parsed = parsePythonExpression('T');
  assert.ok(annotated?.kind === 'assignment' && annotated.annotation && parsed?.kind === 'name');
  linkChildren(annotated.annotation, [parsed]);
  assert.equal(lookup('x', parsed)?.name, 'x');
  assert.deepEqual([parsed.start, parsed.end], [0, 1]);
  for (const text of ['', 'a b', 'a, b', 'x = 1', 'a) + (b', 'pass', 'a\n)\n(b', 'if']) assert.equal(parsePythonExpression(text), undefined, text);
});

test('very long and very deep code is flattened or cut, never overflows', () => {
  const terms = Array.from({ length: 5_000 }, (_, i) => `x${i}`).join(' + ');
  const elifs = `if a0: b\n${Array.from({ length: 3_000 }, (_, i) => `elif a${i + 1}: b${i}\n`).join('')}else: z\n`;
  const chain = `q${'.a()'.repeat(5_000)}`;
  const lists = `${'['.repeat(150)}x${']'.repeat(150)}`;
  const names = new Set<string>();
  let deepest = 0;
  const measure = (node: Node, depth: number): void => {
    deepest = Math.max(deepest, depth);
    if (node.kind === 'name') names.add(node.name);
  };
  for (const source of [terms, elifs, chain, lists, `x = ${'not '.repeat(2_000)}y`, `v = ${'lambda: '.repeat(1_000)}w`]) {
    const { root } = lower(`${source}\n`);
    for (const statement of root.body) {
      walk(statement, (node) => {
        let depth = 0;
        for (let up = node.parent; up; up = up.parent) depth++;
        measure(node, depth);
      });
    }
  }
  for (const name of ['x0', 'x4999', 'a0', 'a3000', 'b2999', 'z', 'q', 'x', 'y']) assert.ok(names.has(name), name);
  assert.ok(deepest < 700, `${deepest}`);
});
