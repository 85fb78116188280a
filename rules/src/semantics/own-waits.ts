/**
 * `asyncio.CancelledError` arrives in two ways: this task was cancelled, or somebody cancelled the task or future that it
 * awaits. Only the first must be passed on; here are the waits at which nothing else can be meant.
 */
import { nodesIn, textOf, walk, type Expression, type FunctionModel, type Node, type Statement } from '../model/index.js';
import { cancellationHandler } from './cancellation.js';
import { isOwnFuture } from './own-futures.js';
import { hasRole } from './task-lifetime.js';
import type { Semantics } from './semantics.js';

/** Do the statements wait so that cancelling this task interrupts them, with no handler of their own for it? */
export function waitsItself(body: readonly Statement[], semantics: Semantics): boolean {
  let found = false;
  const visit = (node: Node): 'skip' | undefined => {
    if (found || node.kind === 'function' || node.kind === 'class') return 'skip';
    if (node.kind === 'try' && cancellationHandler(node, semantics)) {
      for (const part of [...node.handlers, ...node.otherwise, ...node.finalizer]) walk(part, visit);
      return 'skip';
    }
    if (node.kind === 'await') found = isOwnWait(node.value, semantics, 0);
    else if (node.kind === 'for' || node.kind === 'with' || node.kind === 'comprehension-clause') found = node.isAsync;
    return undefined;
  };
  for (const statement of body) walk(statement, visit);
  return found;
}

const DEEPEST = 3;

/** Only this task can be cancelled here: what is awaited is a coroutine, or a task or future that nobody else cancels. */
function isOwnWait(value: Expression, semantics: Semantics, depth: number): boolean {
  const { kind, library } = semantics.awaitable(value);
  if (value.kind !== 'call') return kind === 'coroutine' || isOwnFuture(value, semantics);
  if (hasRole(value, semantics, 'spawn-task', 'off-loop', 'wait')) return true;
  if (hasRole(value, semantics, 'shield', 'wait-for')) return value.arguments.slice(0, 1).every((argument) => isOwnArgument(argument.value, semantics, depth));
  if (hasRole(value, semantics, 'gather')) return value.arguments.every((argument) => isOwnArgument(argument.value, semantics, depth));
  if (kind === 'task' || kind === 'future') return false;
  const { functions } = semantics.targets(value);
  if (functions.length > 0) return depth >= DEEPEST || functions.some((fn) => waitsForMore(fn, semantics, depth + 1));
  return library !== undefined || kind === 'coroutine' || !/task|future|fut$|job|cancel|join/i.test(textOf(value.callee));
}

function isOwnArgument(value: Expression, semantics: Semantics, depth: number): boolean {
  if (value.kind === 'comprehension') return isOwnArgument(value.element, semantics, depth);
  if (value.kind === 'sequence') return value.items.every((item) => isOwnArgument(item, semantics, depth));
  if (value.kind === 'literal') return true;
  return value.kind === 'call' ? isOwnWait(value, semantics, depth + 1) : isOwnFuture(value, semantics);
}

/** A coroutine function that only waits for tasks of others (`await self._task`) passes their cancellation on. */
function waitsForMore(fn: FunctionModel, semantics: Semantics, depth: number): boolean {
  const awaits = nodesIn(fn, 'await');
  return awaits.length === 0 || awaits.some((node) => isOwnWait(node.value, semantics, depth));
}
