/** Rows of objects that are asked in turn who can do something. */
import { walk, type Expression, type IfStatement, type Node } from '../model/index.js';
import { conditionsAt } from './conditions.js';

/** `if reader.can_read(path): reader.read(path)`: of several objects the one runs that says that it can; which, only what they are given tells. */
export function isChosenByItself(node: Node): boolean {
  const object = node.kind === 'call' && node.callee.kind === 'member' ? node.callee.object : undefined;
  if (object?.kind !== 'name') return false;
  return conditionsAt(node).some(({ test, holds }) => holds && asks(test, object.name)) || isTheQuestion(node, object.name);
}

/** The `reader.can_read(path)` itself, in a loop that the first one ends which says yes: how many are asked, again only what they are given tells. */
function isTheQuestion(node: Node, name: string): boolean {
  let child = node;
  for (let current = node.parent; current && current.kind !== 'function'; child = current, current = current.parent) {
    if (current.kind !== 'if') continue;
    const isLast = current.test === child && current.parent?.kind === 'for' && /^(?:return|break)$/.test(current.then.at(-1)?.kind ?? '');
    return isLast && usesAgain(current, name);
  }
  return false;
}

function usesAgain({ then }: IfStatement, name: string): boolean {
  let uses = false;
  for (const statement of then) {
    walk(statement, (inner) => {
      if (inner.kind === 'call' && inner.callee.kind === 'member' && inner.callee.object.kind === 'name' && inner.callee.object.name === name) uses = true;
      return uses ? 'skip' : undefined;
    });
  }
  return uses;
}

function asks(test: Expression, name: string): boolean {
  if (test.kind === 'logical') return test.operands.some((operand) => asks(operand, name));
  return test.kind === 'call' && test.callee.kind === 'member' && test.callee.object.kind === 'name' && test.callee.object.name === name;
}
