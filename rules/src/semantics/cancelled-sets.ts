/** Sets of tasks that are told to end and then forgotten: `for task in pending: task.cancel()` and nothing more. */
import {
  mentionsOf, resolveName, walk, type CallExpression, type Expression, type NameExpression, type Node, type Statement, type Variable,
} from '../model/index.js';
import { isDoneTest, isIdleLoop, isLook, isNaming } from './task-lifetime.js';

export interface CancelledSet {
  /** The first `task.cancel()`. */
  readonly cancel: CallExpression;
  /** The statement that goes over the set. */
  readonly statement: Statement;
}

/**
 * The cancelling of every task in a set with which nothing else is done than looking. A set that is bound more than once
 * is waited for again or replaced, so nothing is claimed about it.
 */
export function onlyCancelledSet(variable: Variable): CancelledSet | undefined {
  const [binding, ...rebound] = variable.bindings;
  if (!binding || rebound.length > 0) return undefined;
  const used = mentionsOf(variable).filter((mention) => mention !== binding.name && !isLook(mention) && !isIdleLoop(mention));
  const cancels = used.map((mention) => cancelOfEach(mention));
  return cancels.every((cancel) => cancel !== undefined) ? cancels[0] : undefined;
}

/** `for task in <mention>: task.cancel()` or `[task.cancel() for task in <mention>]` as a statement of its own. */
function cancelOfEach(mention: NameExpression): CancelledSet | undefined {
  const { parent } = mention;
  if (parent?.kind === 'for' && !parent.isAsync && parent.iterable === mention) {
    const cancel = onlyCancels(parent.target, parent.body);
    return cancel && { cancel, statement: parent };
  }
  const comprehension = parent?.kind === 'comprehension-clause' && parent.iterable === mention ? parent.parent : undefined;
  if (parent?.kind !== 'comprehension-clause' || comprehension?.kind !== 'comprehension' || comprehension.shape === 'generator') return undefined;
  const statement = comprehension.parent;
  if (statement?.kind !== 'expression-statement') return undefined;
  const cancel = onlyCancels(parent.target, [comprehension.element, ...parent.conditions]);
  return cancel && { cancel, statement };
}

/** The code cancels what `target` names, and does nothing else with it than looking at it. */
function onlyCancels(target: Expression, code: readonly Node[]): CallExpression | undefined {
  const element = target.kind === 'name' ? resolveName(target) : undefined;
  if (!element) return undefined;
  const mentions: NameExpression[] = [];
  for (const part of code) walk(part, (node) => { if (node.kind === 'name' && resolveName(node) === element) mentions.push(node); });
  const used = mentions.filter((mention) => !isLook(mention) && !isNaming(mention) && !isDoneTest(mention));
  const cancels = used.map(cancelCall);
  return cancels.every((cancel) => cancel !== undefined) ? cancels[0] : undefined;
}

function cancelCall(mention: NameExpression): CallExpression | undefined {
  const { parent } = mention;
  const call = parent?.kind === 'member' && parent.name === 'cancel' ? parent.parent : undefined;
  return call?.kind === 'call' && call.callee === parent ? call : undefined;
}
