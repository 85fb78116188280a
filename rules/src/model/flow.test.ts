import assert from 'node:assert/strict';
import { test } from 'node:test';
import { lowerPython } from '../lowering/python/index.js';
import { reachingBindings } from './flow.js';
import type { NameExpression } from './nodes.js';
import { textOf } from './place.js';
import { targetNames, type Binding } from './scope.js';
import { walk } from './walk.js';

/** The value a binding gives, as source text. */
function valueOf(binding: Binding): string {
  const { node } = binding;
  switch (node.kind) {
    case 'assignment': return `${node.operator ? `${node.operator}= ` : ''}${node.value ? textOf(node.value) : 'nothing'}`;
    case 'assignment-expression': return textOf(node.value);
    case 'for': return `item of ${textOf(node.iterable)}`;
    case 'with-item': return `entered ${textOf(node.context)}`;
    case 'handler': return `caught ${node.type ? textOf(node.type) : ''}`;
    case 'function': case 'class': return `${node.kind} ${node.name}`;
    default: return node.kind;
  }
}

/** What `x` may be in the reads `use(x)`, one entry each; the code is the body of `def f(p)`. */
function uses(body: string, header = 'async def f(p):'): string[] {
  const text = `${header}\n${body.split('\n').map((line) => `  ${line}`).join('\n')}\n`;
  const found: string[] = [];
  for (const statement of lowerPython('/m.py', text).root.body) {
    walk(statement, (node) => {
      if (node.kind !== 'call' || node.callee.kind !== 'name' || node.callee.name !== 'use') return;
      const read = node.arguments[0]?.value;
      assert.ok(read?.kind === 'name');
      found.push(described(read));
    });
  }
  return found;
}

function described(read: NameExpression): string {
  const bindings = reachingBindings(read);
  return bindings ? bindings.map(valueOf).join(' | ') : 'unknown';
}

const CASES: readonly (readonly [name: string, body: string, ...uses: readonly string[]])[] = [
  ['the last assignment counts', 'x = 1\nuse(x)\nx = 2\nuse(x)', '1', '2'],
  ['a parameter', 'use(p)\np = 1\nuse(p)', 'parameter', '1'],
  ['branches join', 'if p:\n  x = 1\nelse:\n  x = 2\nuse(x)', '1 | 2'],
  ['one branch', 'x = 1\nif p:\n  x = 2\nuse(x)', '1 | 2'],
  ['a branch that leaves', 'x = 1\nif p:\n  x = 2\n  return\nuse(x)', '1'],
  ['a value is read before it is written again', 'x = 1\nx = use(x)', '1'],
  ['around a loop', 'x = 1\nwhile p:\n  use(x)\n  x = 2\nuse(x)', '1 | 2', '1 | 2'],
  ['endless loop with break', 'x = 1\nwhile True:\n  x = 2\n  if p:\n    break\nuse(x)', '2'],
  ['augmented', 'x = 1\nx += 2\nuse(x)', '+= 2'],
  ['for target', 'x = 1\nfor x in p:\n  use(x)\nuse(x)', 'item of p', '1 | item of p'],
  ['async for target', 'async for x in p:\n  use(x)', 'item of p'],
  ['with target', 'x = 1\nwith p as x:\n  use(x)\nuse(x)', 'entered p', 'entered p'],
  ['tuple targets', 'x, y = p\nuse(x)', 'p'],
  ['handler target', 'try:\n  x = g()\nexcept E as x:\n  use(x)', 'caught E'],
  ['a failing assignment has not happened', 'x = 1\ntry:\n  x = g()\nexcept E:\n  use(x)\nuse(x)', '1', '1 | g()'],
  ['a later failure', 'x = 1\ntry:\n  x = g()\n  h()\nexcept E:\n  use(x)', '1 | g()'],
  ['finally sees every way', 'x = 1\ntry:\n  x = g()\n  x = h()\nfinally:\n  use(x)\nuse(x)', '1 | g() | h()', 'h()'],
  ['walrus', 'x = 1\nif (x := g()):\n  use(x)\nuse(x)', 'g()', 'g()'],
  ['walrus before the read in one step', 'x = 1\ny = (x := 2) + use(x)', '2'],
  ['walrus after the read in one step', 'x = 1\ny = use(x) + (x := 2)', '1'],
  ['walrus that may not run', 'x = 1\nif p and (x := 2):\n  use(x)\nuse(x)', '1 | 2', '1 | 2'],
  ['walrus in a comprehension', 'x = 1\n[x := y for y in p]\nuse(x)', '1 | y'],
  ['del', 'x = 1\ndel x\nuse(x)', ''],
  ['del in a branch', 'x = 1\nif p:\n  del x\n  x = 2\nelif q:\n  del x\nuse(x)', '1 | 2'],
  ['match captures', 'x = 1\nmatch p:\n  case [x]:\n    use(x)\nuse(x)', 'match-case', '1 | match-case'],
  ['functions and classes', 'def x(): pass\nuse(x)\nclass x: pass\nuse(x)', 'function x', 'class x'],
  ['import', 'import x\nuse(x)', 'import'],
  ['a bare annotation is kept as a declaration', 'x: int\nuse(x)\nx = 1\nuse(x)', 'nothing', '1'],
  ['and leaves the value as it was', 'x = 1\nx: int\nuse(x)', '1 | nothing'],
  ['a comprehension has its own variable', 'x = 1\n[use(x) for x in p]\nuse(x)', 'comprehension-clause', '1'],
  ['the first iterable is evaluated outside', 'x = 1\n[0 for x in use(x)]', '1'],
  ['read in a comprehension', 'x = 1\n[use(x) for y in p]', '1'],
  ['a lambda has parameters of its own', 'x = 1\nlambda x: use(x)', 'parameter'],
  ['a variable of another function', 'x = 1\ndef g():\n  use(x)', 'unknown'],
  ['read by a nested function', 'x = 1\ndef g():\n  return x\nuse(x)', '1'],
  ['written by a nested function', 'x = 1\ndef g():\n  nonlocal x\n  x = 2\nuse(x)', 'unknown'],
  ['global', 'global x\nx = 1\nuse(x)', 'unknown'],
  ['builtin', 'use(print)', 'unknown'],
  ['class scope', 'class A:\n  x = 1\n  use(x)', 'unknown'],
  ['a default is evaluated outside', 'x = 1\ndef g(y=use(x)): pass\nx = 2', '1'],
  ['unreachable', 'x = 1\nreturn\nuse(x)', ''],
  ['read before it is bound', 'use(x)\nx = 1', ''],
  ['swallowed exceptions', 'x = 1\nwith suppress(E):\n  x = g()\nuse(x)', '1 | g()'],
];

for (const [name, body, ...expected] of CASES) {
  test(`reaching: ${name}`, () => assert.deepEqual(uses(body), expected));
}

test('module code', () => {
  assert.deepEqual(uses('x = 1\nuse(x)\nx = 2', 'if p:'), ['1']);
  assert.deepEqual(uses('x = 1\nuse(x)\ndef g():\n  global x\n  x = 2', 'if p:'), ['unknown']);
});

test('a name that is only written is no read', () => {
  const statement = lowerPython('/m.py', 'x = 1\nx += 1\n').root.body;
  const answers = statement.map((each) => (each.kind === 'assignment' ? each.targets.flatMap(targetNames).map(described) : []));
  assert.deepEqual(answers, [['unknown'], ['1']]);
});

test('long functions give the same answers as short ones', () => {
  const filler = Array.from({ length: 700 }, (_, i) => `a${i}()`).join('\n');
  const source = (between: string): string => [
    'x = 1', 'if p:', '  x = 2', between, 'use(x)', 'for x in p:', '  if q:', '    del x', '    continue', between.replaceAll('\n', '\n  ').replace('a0', '  a0'),
    '  use(x)', 'use(x)', 'try:', '  x = 3', '  x = g()', 'except E:', '  use(x)', between, 'use(x)',
  ].join('\n');
  const short = uses(source('a0()'));
  assert.deepEqual(short, ['1 | 2', 'item of p', '1 | 2 | item of p', '3', '3 | g()']);
  assert.deepEqual(uses(source(filler)), short);
});

test('a read with more bindings than anybody could list is unknown, and quickly so', () => {
  const source = (count: number): string => Array.from({ length: count }, (_, i) => `if p:\n  x = ${i}`).join('\n');
  assert.equal(uses(`${source(60)}\nuse(x)`)[0]?.split(' | ').length, 60);
  assert.deepEqual(uses(`${source(70)}\nuse(x)`), ['unknown']);
  assert.deepEqual(uses(`while p:\n  use(x)\n${source(2_000).split('\n').map((line) => `  ${line}`).join('\n')}`), ['unknown']);
});

test('a reused function: its decorators and defaults mean bindings of the module that it is in now', () => {
  const before = 'limit = 1\ndef f(x=limit):\n  return x\ndef g(): pass\n';
  const after = 'limit = 22\ndef f(x=limit):\n  return x\ndef g(): pass\n';
  const bindingOfDefault = (module: ReturnType<typeof lowerPython>): Binding | undefined => {
    const [fn] = module.functions;
    const value = fn?.parameters[0]?.default;
    assert(value?.kind === 'name');
    return reachingBindings(value)?.[0];
  };
  const old = lowerPython('/m.py', before);
  const oldFunction = old.functions[0];
  assert.equal(bindingOfDefault(old)?.node.start, 0);
  const edited = lowerPython('/m.py', after, old);
  const binding = bindingOfDefault(edited);
  assert.equal(edited.functions[0], oldFunction);
  assert(binding);
  assert.equal(valueOf(binding), '22');
  assert.equal(binding.node.parent, edited.root);
});
