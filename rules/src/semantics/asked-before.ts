/** Code that has found out before a call that the call will not wait: `if future.done(): future.result()`. */
import type { LibraryFacts } from '../knowledge/facts.js';
import { functionOf, nodesIn, textOf, visitCode, type CallExpression, type Expression, type FunctionModel, type Node } from '../model/index.js';
import type { CallPath } from './call-chains.js';
import { conditionsAt, conditionsBehind, statementsBefore, type Condition } from './conditions.js';
import type { Semantics } from './semantics.js';

type Told = NonNullable<LibraryFacts['unlessTold']>;

/** Is it known where the call stands? */
export function isTold(call: CallExpression, fact: Told, semantics: Semantics): boolean {
  if (call.callee.kind !== 'member') return false;
  const receiver = textOf(call.callee.object);
  return isToldAt(call, receiver, fact, semantics) || wasWaitedFor(call, receiver, fact, semantics) || (fact.notify !== undefined && wasNotified(call, receiver, fact.notify));
}

/** Has the code before the node asked what `receiver` names, and got the answer? */
function isToldAt(node: Node, receiver: string, fact: Told, semantics: Semantics): boolean {
  return conditionsAt(node).some((condition) => isAnswer(condition, receiver, fact, semantics));
}

function isAnswer({ test, holds }: Condition, receiver: string, { method, answer }: Told, semantics: Semantics): boolean {
  if (answer !== 'something') return holds === answer && asks(test, receiver, method);
  const [left, right] = test.kind === 'compare' && test.operands.length === 2 ? test.operands : [];
  if (test.kind !== 'compare' || !left || right?.kind !== 'literal' || right.type !== 'none') return false;
  const isThere = test.operators[0] === 'is' ? !holds : test.operators[0] === 'is not' && holds;
  return isThere && (asks(left, receiver, method) || passesQuestionOn(left, receiver, method, semantics));
}

function asks(expression: Expression, receiver: string, method: string): boolean {
  return expression.kind === 'call' && expression.callee.kind === 'member' && expression.callee.name === method && textOf(expression.callee.object) === receiver;
}

/** `await self.poll()` for `self.process.poll()`: a method of the same object that asks. */
function passesQuestionOn(expression: Expression, receiver: string, method: string, semantics: Semantics): boolean {
  const call = expression.kind === 'await' ? expression.value : expression;
  if (!receiver.startsWith('self.') || call.kind !== 'call' || !isOwnMethod(call)) return false;
  const { functions: [fn, ...others], complete } = semantics.targets(call);
  return fn !== undefined && complete && others.length === 0 && fn.isAsync === (expression.kind === 'await') && nodesIn(fn, 'call').some((inner) => asks(inner, receiver, method));
}

/** `await finished(job)` in front of the node, where `finished` ends only when `while not job.done(): …` does. */
function wasWaitedFor(node: Node, receiver: string, fact: Told, semantics: Semantics): boolean {
  if (semantics.language !== 'python') return false;
  let child = node;
  for (let current = node.parent; current && child.kind !== 'function'; child = current, current = current.parent) {
    for (const statement of [...statementsBefore(current, child)].reverse()) {
      if (statement.kind === 'assignment' && statement.targets.some((target) => textOf(target) === receiver)) return false;
      const value = statement.kind === 'assignment' || statement.kind === 'expression-statement' ? statement.value : undefined;
      if (value && endsWhenTold(value, receiver, fact, semantics)) return true;
    }
  }
  return false;
}

function endsWhenTold(value: Expression, receiver: string, fact: Told, semantics: Semantics): boolean {
  const call = value.kind === 'await' ? value.value : value;
  if (call.kind !== 'call' || !call.arguments.some((argument) => textOf(argument.value) === receiver)) return false;
  const { library, functions: [fn, ...others], complete } = semantics.targets(call);
  if (!fn || !complete || library.length > 0 || others.length > 0 || fn.isGenerator || fn.isAsync !== (value.kind === 'await') || nodesIn(fn, 'return').length > 0) return false;
  const told = fn.parameters.filter(({ name }) => name !== undefined && !isWritten(name, fn) && conditionsBehind(fn.body).some((condition) => isAnswer(condition, name, fact, semantics)));
  return told.some((parameter) => {
    const given = semantics.givenFor?.(call, fn, parameter);
    return given !== undefined && textOf(given) === receiver;
  });
}

function isWritten(name: string, fn: FunctionModel): boolean {
  return nodesIn(fn, 'assignment').some(({ targets }) => targets.some((target) => textOf(target) === name));
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
export function isToldOnTheWay(path: CallPath, semantics: Semantics): boolean {
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
  return receiver.startsWith('self.') && callers.some((caller) => isToldAt(caller, receiver, unlessTold, semantics));
}

function isOwnMethod(node: Node): boolean {
  return node.kind === 'call' && node.callee.kind === 'member' && node.callee.object.kind === 'name' && node.callee.object.name === 'self';
}
