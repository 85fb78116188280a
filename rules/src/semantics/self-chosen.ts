/** Rows of objects that are asked in turn who can do something. */
import type { Expression, Node } from '../model/index.js';
import { conditionsAt } from './conditions.js';

/** `if reader.can_read(path): reader.read(path)`: of several objects the one runs that says that it can; which, only what they are given tells. */
export function isChosenByItself(node: Node): boolean {
  const object = node.kind === 'call' && node.callee.kind === 'member' ? node.callee.object : undefined;
  return object?.kind === 'name' && conditionsAt(node).some(({ test, holds }) => holds && asks(test, object.name));
}

function asks(test: Expression, name: string): boolean {
  if (test.kind === 'logical') return test.operands.some((operand) => asks(operand, name));
  return test.kind === 'call' && test.callee.kind === 'member' && test.callee.object.kind === 'name' && test.callee.object.name === name;
}
