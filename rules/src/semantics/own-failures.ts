/** Coroutines that see to their own failures, and tasks whose outcome a callback looks at: nothing is lost when nobody else asks. */
import {
  functionOf, moduleOf, nodesIn, textOf, visitCode, walk,
  type CallExpression, type Expression, type FunctionModel, type Node, type TryStatement,
} from '../model/index.js';
import { caughtBy } from '../model/catching.js';
import { lockOf } from './locks.js';
import type { Semantics } from './semantics.js';
import { waitsOf } from './suspension.js';

const MAX_DEPTH = 2;

/** Does every wait of the coroutines that the call may run stand where all errors are caught and none is raised on? */
export function seesToFailures(call: CallExpression, semantics: Semantics, depth = 0): boolean {
  const { functions, library, complete } = semantics.targets(call);
  return complete && library.length === 0 && functions.length > 0 && functions.every((fn) => fn.isAsync && !fn.isGenerator && catchesAll(fn, semantics, depth));
}

function catchesAll(fn: FunctionModel, semantics: Semantics, depth: number): boolean {
  const waits = waitsOf(fn);
  return waits.length > 0 && waits.every((node) => isCaught(node) || isHarmlessWait(node, semantics, depth));
}

/** Within a `try` that takes every error, or its clean-up. */
function isCaught(node: Node): boolean {
  for (let current: Node | undefined = node.parent; current && current.kind !== 'function'; current = current.parent) {
    if (current.kind === 'try' && takesAll(current)) return true;
  }
  return false;
}

function takesAll({ handlers }: TryStatement): boolean {
  return handlers.some((handler) => caughtBy(handler).errors === 'all') && handlers.every((handler) => !raises(handler) || caughtBy(handler).errors === 'none');
}

function raises(node: Node): boolean {
  let found = false;
  walk(node, (inner) => {
    if (inner.kind === 'raise') found = true;
    return found || inner.kind === 'function' ? 'skip' : undefined;
  });
  return found;
}

/** Waiting for a lock, or for a coroutine that catches everything itself. */
function isHarmlessWait(node: Node, semantics: Semantics, depth: number): boolean {
  if (node.kind === 'with') return node.items.every(({ context }) => lockOf(context, semantics) !== undefined);
  return node.kind === 'await' && node.value.kind === 'call' && depth < MAX_DEPTH && seesToFailures(node.value, semantics, depth + 1);
}

/**
 * Is a callback that looks at the outcome (not one that only forgets the task) added to tasks that are waited for here: in this function, in
 * those that make the list, or where the class fills the attribute?
 */
export function isWatchedByCallback(wait: CallExpression, semantics: Semantics): boolean {
  const fn = functionOf(wait);
  const sources = new Set<FunctionModel>([fn]);
  const attributes = new Set<string>();
  const follow = (node: Node): void => walk(node, (inner) => {
    if (inner.kind === 'call') for (const target of semantics.targets(inner).functions) if (!target.isAsync) sources.add(target);
    if (inner.kind === 'member' && inner.object.kind === 'name' && inner.object.name === 'self') attributes.add(inner.name);
    return inner.kind === 'function' ? 'skip' : undefined;
  });
  for (const { value } of wait.arguments) {
    follow(value);
    for (const source of value.kind === 'name' ? filledFrom(value.name, fn) : []) follow(source);
  }
  if (attributes.size > 0 && fn.owner) {
    const { owner } = fn;
    for (const other of moduleOf(wait).functions) if (other.owner === owner && nodesIn(other, 'member').some(({ name }) => attributes.has(name))) sources.add(other);
  }
  return [...sources].some(addsLook);
}

/** What is put into the local of that name: its values, and what is appended or added later. */
function filledFrom(name: string, fn: FunctionModel): readonly Expression[] {
  const found: Expression[] = [];
  visitCode(fn, (node) => {
    if (node.kind === 'function') return 'skip';
    if (node.kind === 'assignment' && node.value && node.targets.some((target) => target.kind === 'name' && target.name === name)) found.push(node.value);
    if (node.kind === 'call' && node.callee.kind === 'member' && /^(?:append|add|extend|update)$/.test(node.callee.name) && textOf(node.callee.object) === name) {
      for (const { value } of node.arguments) found.push(value);
    }
    return undefined;
  });
  return found;
}

/** `task.add_done_callback(log_failure)`, but not `task.add_done_callback(tasks.discard)`. */
function addsLook(fn: FunctionModel): boolean {
  return nodesIn(fn, 'call').some(({ callee, arguments: [callback] }) => {
    if (callee.kind !== 'member' || callee.name !== 'add_done_callback' || !callback) return false;
    return !(callback.value.kind === 'member' && /^(?:discard|remove|pop)$/.test(callback.value.name)) && !isForgetting(callback.value);
  });
}

/** `lambda _: self.tasks.pop(key, None)` */
function isForgetting(callback: Expression): boolean {
  if (callback.kind !== 'function-expression') return false;
  const [parameter] = callback.fn.parameters;
  return nodesIn(callback.fn, 'name').every((name) => name.name !== parameter?.name || (name.parent?.kind === 'argument' && /\.(?:discard|remove|pop)$/.test(calleeText(name.parent.parent))));
}

function calleeText(node: Node | undefined): string {
  return node?.kind === 'call' ? textOf(node.callee) : '';
}
