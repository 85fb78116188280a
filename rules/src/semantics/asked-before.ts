/** Code that has found out before a call that the call will not wait: `if future.done(): future.result()`. */
import type { LibraryFacts } from '../knowledge/facts.js';
import { functionOf, textOf, visitCode, type CallExpression, type Node } from '../model/index.js';
import type { CallPath } from './call-chains.js';
import { conditionsAt } from './conditions.js';

type Told = NonNullable<LibraryFacts['unlessTold']>;

/** Is it known where the call stands? */
export function isTold(call: CallExpression, fact: Told): boolean {
  if (call.callee.kind !== 'member') return false;
  const receiver = textOf(call.callee.object);
  return isToldAt(call, receiver, fact) || (fact.notify !== undefined && wasNotified(call, receiver, fact.notify));
}

/** Has the code before the node asked what `receiver` names, and got the answer? */
function isToldAt(node: Node, receiver: string, { method, answer }: Told): boolean {
  return conditionsAt(node).some(({ test, holds }) => holds === answer && test.kind === 'call' && test.callee.kind === 'member'
    && test.callee.name === method && textOf(test.callee.object) === receiver);
}

/** `future.add_done_callback(wake)`, `await event.wait()`: who asks to be told and waits knows when it is done. */
function wasNotified(node: Node, receiver: string, method: string): boolean {
  let asked: Node | undefined;
  let waited = false;
  visitCode(functionOf(node), (other) => {
    if (other.end > node.start) return other.start >= node.start ? 'skip' : undefined;
    if (other.kind === 'call' && other.callee.kind === 'member' && other.callee.name === method && textOf(other.callee.object) === receiver) asked = other;
    if (other.kind === 'await' && asked && other.start > asked.end) waited = true;
    return undefined;
  });
  return waited;
}

/** `while self.queue.empty(): …`, then `self._take()`, which calls `self.queue.get()`: methods of one object all the way. */
export function isToldOnTheWay(path: CallPath): boolean {
  const callers: Node[] = [];
  let step = path;
  for (; step.next; step = step.next) {
    if (!isOwnMethod(step.invocation.node)) return false;
    callers.push(step.invocation.node);
  }
  const { node } = step.invocation;
  const { unlessTold } = path.callable.facts;
  if (!unlessTold || node.kind !== 'call' || node.callee.kind !== 'member') return false;
  const receiver = textOf(node.callee.object);
  return receiver.startsWith('self.') && callers.some((caller) => isToldAt(caller, receiver, unlessTold));
}

function isOwnMethod(node: Node): boolean {
  return node.kind === 'call' && node.callee.kind === 'member' && node.callee.object.kind === 'name' && node.callee.object.name === 'self';
}
