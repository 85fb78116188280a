import assert from 'node:assert/strict';
import { test } from 'node:test';
import { lowerPython } from '../lowering/python/index.js';
import { functionOf } from './place.js';
import { visitCode } from './code-order.js';
import { enclosingClass, nestedFunctions, walk } from './walk.js';

const source = '@a(b)\ndef f(c=d, e: g = h):\n  i\n  @j\n  def k(l=m): n\n  class O(p):\n    q\n    def r(self): s\n  return lambda t=u: v\n';
const { root } = lowerPython('/m.py', source);
const f = root.body[0]?.kind === 'function-statement' ? root.body[0].fn : assert.fail();

test('walk visits everything in evaluation order', () => {
  const names: string[] = [];
  walk(f, (node) => {
    if (node.kind === 'name') names.push(node.name);
  });
  assert.equal(names.join(''), 'abcdeghijlmnpqselfstuv');
});

test('visitCode visits what runs with the function', () => {
  const names: string[] = [];
  visitCode(f, (node) => {
    if (node.kind === 'name') names.push(node.name);
  });
  assert.equal(names.join(' '), 'i j m p q u');
});

test('a visitor can leave a part out', () => {
  const names: string[] = [];
  visitCode(f, (node) => {
    if (node.kind === 'name') names.push(node.name);
    return node.kind === 'class' ? 'skip' : undefined;
  });
  assert.equal(names.join(' '), 'i j m u');
});

test('nested functions, and the function that evaluates a node', () => {
  assert.deepEqual(nestedFunctions(f).map((fn) => fn.qualifiedName), ['f.k', 'f.O.r', 'f.<lambda>']);
  const evaluators = new Map<string, string>();
  walk(f, (node) => {
    if (node.kind === 'name') evaluators.set(node.name, functionOf(node).qualifiedName);
  });
  for (const name of 'abdgh') assert.equal(evaluators.get(name), '', name);
  for (const name of 'ceijmpqu') assert.equal(evaluators.get(name), 'f', name);
  for (const [name, owner] of [['l', 'f.k'], ['n', 'f.k'], ['s', 'f.O.r'], ['v', 'f.<lambda>']] as const) assert.equal(evaluators.get(name), owner);
});

test('the class around a function', () => {
  assert.deepEqual(nestedFunctions(f).map((fn) => enclosingClass(fn)?.name), [undefined, 'O', undefined]);
});
