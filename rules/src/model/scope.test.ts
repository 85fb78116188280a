import assert from 'node:assert/strict';
import { test } from 'node:test';
import { lowerPython } from '../lowering/python/index.js';
import type { ModuleModel } from './module.js';
import type { NameExpression } from './nodes.js';
import { mentionsOf, readsOf, resolveName, scopeAround, scopeOf, type ScopeOwner } from './scope.js';
import { walk } from './walk.js';

function ownerName(owner: ScopeOwner): string {
  if (owner.kind === 'comprehension') return 'comprehension';
  return owner.kind === 'function' && owner.form === 'module' ? 'module' : owner.qualifiedName;
}

function namesIn(module: ModuleModel): NameExpression[] {
  const names: NameExpression[] = [];
  for (const statement of module.root.body) {
    walk(statement, (node) => {
      if (node.kind === 'name') names.push(node);
    });
  }
  return names.sort((a, b) => placed(a) - placed(b));
}

const placed = (name: NameExpression): number => {
  let up = name.parent;
  while (up && up.kind !== 'function' && up.kind !== 'class') up = up.parent;
  return (up?.unit.base ?? 0) + name.start;
};

/** For every mention of `x`: the scope its variable belongs to, or `-`. */
function ownersOfX(source: string): string[] {
  return namesIn(lowerPython('/m.py', source)).filter((name) => name.name === 'x').map((name) => {
    const variable = resolveName(name);
    return variable ? ownerName(variable.owner) : '-';
  });
}

const CASES: readonly (readonly [name: string, source: string, ...owners: readonly string[]])[] = [
  ['module variable read in a function', 'x = 1\ndef f():\n  return x', 'module', 'module'],
  ['assignment makes it local', 'x = 1\ndef f():\n  x = 2\n  return x', 'module', 'f', 'f'],
  ['assignment below the read as well', 'x = 1\ndef f():\n  print(x)\n  x = 2', 'module', 'f', 'f'],
  ['parameters', 'def f(x, y=x):\n  return x', 'f', '-', 'f'],
  ['defaults, annotations and decorators are evaluated outside', 'x = 1\n@x\ndef f(a: x = x) -> x:\n  x = 2', 'module', 'module', 'module', 'module', 'module', 'f'],
  ['in a class they see the class', 'class A:\n  x = 1\n  @x\n  def f(self, a=x): return x', 'A', 'A', 'A', '-'],
  ['class scope is invisible to methods', 'x = 0\nclass A:\n  x = 1\n  y = x\n  def f(self):\n    return x', 'module', 'A', 'A', 'module'],
  ['nested classes do not see the outer class', 'class A:\n  x = 1\n  class B:\n    y = x', 'A', '-'],
  ['bases are evaluated outside', 'x = 1\nclass A(x, metaclass=x):\n  x = 2', 'module', 'module', 'module', 'A'],
  ['comprehension variable', 'x = 1\ny = [x for x in x]', 'module', 'comprehension', 'comprehension', 'module'],
  ['second iterable is inside', '[0 for y in x for z in x]\nx = 1', 'module', 'module', 'module'],
  ['second iterable sees the first target', '[0 for x in y for z in x]', 'comprehension', 'comprehension'],
  ['comprehension in a class: only the first iterable sees it', 'class A:\n  x = 1\n  y = [x for z in x if x]', 'A', '-', 'A', '-'],
  ['walrus in a comprehension binds outside', 'def f():\n  [x := y for y in z]\n  return x', 'f', 'f'],
  ['walrus in a nested comprehension', 'def f():\n  [[x := y for y in z] for z in w]\n  return x', 'f', 'f'],
  ['walrus in a lambda binds in the lambda', 'f = lambda: (x := 1) + x\nx', '<lambda>', '<lambda>', '-'],
  ['lambda parameters', 'x = 1\nf = lambda x, y=x: x', 'module', '<lambda>', 'module', '<lambda>'],
  ['lambda in a comprehension sees its variable', '[lambda: x for x in y]', 'comprehension', 'comprehension'],
  ['global', 'def f():\n  global x\n  x = 1\ndef g():\n  return x', 'module', 'module'],
  ['global in the function around', 'x = 0\ndef f():\n  global x\n  x = 1\n  def g():\n    return x', 'module', 'module', 'module'],
  ['nonlocal', 'x = 0\ndef f():\n  x = 1\n  def g():\n    nonlocal x\n    x = 2', 'module', 'f', 'f'],
  ['nonlocal means the nearest function', 'def f():\n  x = 1\n  def g():\n    x = 2\n    def h():\n      nonlocal x\n      x = 3', 'f', 'f.g', 'f.g'],
  ['enclosing function, not the class between', 'def f():\n  x = 1\n  class A:\n    x = 2\n    def g(self): return x', 'f', 'f.A', 'f'],
  ['handler, with, for, match, del and import targets', 'def f():\n  for x in a: pass\nx', 'f', '-'],
  ['handler', 'def f():\n  try: pass\n  except E as x: pass\nx', 'f', '-'],
  ['with', 'def f():\n  with a as (b, *x): pass\nx', 'f', '-'],
  ['match', 'def f():\n  match a:\n    case {"k": x, **y}: pass\nx', 'f', '-'],
  ['import', 'def f():\n  import x.y\n  return x\nx', 'f', '-'],
  ['function and class names', 'def f():\n  def x(): pass\n  return x\nx', 'f', '-'],
  ['names in f-strings', 'x = 1\ndef f(): return f"{x:{x}}"', 'module', 'module', 'module'],
];

for (const [name, source, ...owners] of CASES) {
  test(`scope: ${name}`, () => assert.deepEqual(ownersOfX(`${source}\n`), owners));
}

test('bindings of a module variable include those made through global, in any form', () => {
  const source = 'x = 1\ndef f():\n  global x, y\n  x += 1\n  import y\nclass A:\n  def g(self):\n    global x\n    for x in z: pass\n    del x\n';
  const { variables } = scopeOf(lowerPython('/m.py', source).root);
  assert.deepEqual(variables.get('x')?.bindings.map((binding) => binding.node.kind), ['assignment', 'assignment', 'for', 'delete']);
  assert.deepEqual(variables.get('y')?.bindings.map((binding) => binding.kind), ['import']);
});

test('star imports are kept', () => {
  const { starImports } = scopeOf(lowerPython('/m.py', 'from a import *\nfrom .b import *\n').root);
  assert.deepEqual(starImports.map((each) => each.module), ['a', '.b']);
});

test('which variables nested code mentions', () => {
  const fn = lowerPython('/m.py', 'def f(a, b, c, d):\n  def g(x=a): return b\n  class A:\n    c\n  return [d for _ in x]\n').functions[0];
  assert.ok(fn);
  const { variables } = scopeOf(fn);
  const escaping = ['b', 'c', 'd'].map((name) => variables.get(name)?.escapesFunction);
  assert.deepEqual(escaping, [true, true, false]);
});

test('mentions and reads', () => {
  const module = lowerPython('/m.py', 'x = 1\nx += 1\ndef f(): return x\ndef g():\n  x = 2\n');
  const variable = scopeOf(module.root).variables.get('x');
  assert.ok(variable);
  assert.equal(mentionsOf(variable).length, 3);
  assert.equal(readsOf(variable).length, 2);
});

test('every node has a scope', () => {
  const source = '@d(lambda q: q)\nclass A(B):\n  def f(self, a: T = [y for y in z]) -> R:\n    return {**a, k: (lambda *b: b)}\n';
  const module = lowerPython('/m.py', source);
  for (const name of namesIn(module)) assert.ok(scopeAround(name));
});
