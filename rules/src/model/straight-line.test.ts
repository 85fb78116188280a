import assert from 'node:assert/strict';
import fs from 'node:fs';
import path from 'node:path';
import { test } from 'node:test';
import { lowerPython } from '../lowering/python/index.js';
import { bindingsInGraph } from './flow.js';
import { functionOf, placeOf } from './place.js';
import { resolveName } from './scope.js';
import { onlyBindingBefore } from './straight-line.js';
import { walk } from './walk.js';

interface Answers {
  /** Reads of a function's own variables. */
  readonly reads: number;
  /** Those that the short cut answers. */
  readonly short: number;
  /** `line name` of those that the graph answers otherwise. */
  readonly wrong: readonly string[];
}

function answersIn(text: string): Answers {
  let [reads, short] = [0, 0];
  const wrong: string[] = [];
  walk(lowerPython('/m.py', text).root, (node) => {
    const variable = node.kind === 'name' ? resolveName(node) : undefined;
    if (node.kind !== 'name' || variable?.owner.kind !== 'function' || functionOf(node) !== variable.owner) return;
    if (variable.bindings.some((binding) => binding.name === node)) return;
    reads++;
    const only = onlyBindingBefore(node, variable, variable.owner);
    if (!only) return;
    short++;
    const all = bindingsInGraph(node, variable, variable.owner);
    if (all?.length !== 1 || all[0] !== only) wrong.push(`${text.slice(0, placeOf(node).start).split('\n').length} ${node.name}`);
  });
  return { reads, short, wrong };
}

/** Body of `def f(p):` → how many of the reads `use(x)` need no graph. */
const CASES: readonly (readonly [name: string, body: string, short: number])[] = [
  ['a row of statements', 'x = 1\nuse(x)\nx = 2\nuse(x)', 1],
  ['a parameter', 'x = p', 1],
  ['in blocks after it', 'x = 1\nif p:\n  use(x)\nfor y in p:\n  use(x)', 4],
  ['in the other branch', 'if p:\n  x = 1\nelse:\n  use(x)', 1],
  ['behind a branch', 'if p:\n  x = 1\nuse(x)', 2],
  ['behind a branch that leaves', 'if p:\n  x = 1\n  return\nuse(x)', 1],
  ['behind one of several branches', 'x = 0\nif p:\n  x = 1\nuse(x)', 1],
  ['a loop that binds it again', 'x = 0\nwhile p:\n  use(x)\n  x = 1', 1],
  ['the item of a loop', 'for x in p:\n  use(x)\nuse(x)', 3],
  ['what a loop goes over', 'for x in use(x):\n  pass', 0],
  ['an else that leaves', 'for y in p:\n  x = 1\nelse:\n  return\nuse(x)', 1],
  ['an assignment in a condition', 'if (x := p):\n  use(x)\nuse(x)', 3],
  ['its own condition', 'if (x := p) and use(x): pass', 1],
  ['a handler that is reached', 'x = 1\ntry:\n  g(p)\nexcept E:\n  use(x)', 2],
  ['a handler that nothing reaches', 'x = 1\ntry:\n  y = p\nexcept E:\n  use(x)', 1],
  ['behind all other handlers', 'x = 1\ntry:\n  g()\nexcept Exception:\n  pass\nexcept ValueError:\n  use(x)', 0],
  ['dead code', 'x = 1\nreturn p\nuse(x)', 0],
  ['a constant test', 'x = 1\nif False:\n  use(x)', 0],
  ['an endless loop', 'x = 1\nwhile True:\n  g(p)\nuse(x)', 0],
  ['a try that fails or leaves', 'try:\n  x = g()\nexcept E:\n  return\nuse(x)', 1],
  ['a try whose else leaves', 'try:\n  x = g()\nexcept E:\n  pass\nelse:\n  return\nuse(x)', 0],
  ['a class body', 'x = 1\nclass A:\n  y = use(x)', 1],
  ['a bare declaration', 'x: int\nuse(x)', 0],
  ['two imports of one package', 'import x.a, x.b\nuse(x)', 0],
  ['del', 'x = 1\ndel x\nuse(x)', 0],
  ['written by a nested function', 'x = 1\ndef g():\n  nonlocal x\n  x = 2\nuse(x)', 0],
  ['patterns', 'match p:\n  case [x]:\n    use(x)\nuse(x)', 1],
];

for (const [name, body, expected] of CASES) {
  test(`without the graph: ${name}`, () => {
    const { short, wrong } = answersIn(`def f(p):\n${body.split('\n').map((line) => `  ${line}`).join('\n')}\n`);
    assert.deepEqual({ short, wrong }, { short: expected, wrong: [] });
  });
}

test('the short cut answers most reads of all fixtures, and never otherwise than the graph', () => {
  const root = path.resolve('test-fixtures');
  const texts = fs.readdirSync(root, { recursive: true, encoding: 'utf8' }).filter((name) => name.endsWith('.py')).map((name) => fs.readFileSync(path.join(root, name), 'utf8'));
  const all = texts.map(answersIn);
  assert.deepEqual(all.flatMap(({ wrong }) => wrong), []);
  const sum = (count: (answers: Answers) => number): number => all.reduce((total, answers) => total + count(answers), 0);
  assert.ok(sum(({ reads }) => reads) > 900 && sum(({ short }) => short) > 0.9 * sum(({ reads }) => reads));
});
