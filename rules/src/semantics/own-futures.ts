/**
 * Tasks and futures that nobody cancels but whoever waits for them: a task of the function that is kept in a local and handed
 * to nobody, a future in an attribute that no code of its module cancels. A cancellation at `await` of one is meant for the
 * task that waits.
 */
import {
  functionOf, isWithin, mentionsOf, resolveName, stepOf, walk,
  type CallExpression, type Expression, type FunctionModel, type MemberExpression, type NameExpression, type Node, type Variable,
} from '../model/index.js';
import { reachableFrom } from '../model/cfg-paths.js';
import type { Semantics } from './semantics.js';
import { hasRole, isLook, isNaming } from './task-lifetime.js';

/** Asks about the value of an `await`, or about what `shield` and `wait_for` are given. */
export function isOwnFuture(value: Expression, semantics: Semantics): boolean {
  if (value.kind === 'name') return isOwnTask(value, semantics);
  return value.kind === 'member' && isWaiter(value, semantics);
}

// ---- A task in a local ----------------------------------------------------------------------------------------------

/** Started here for a coroutine; before it is awaited nobody else can have come by it, and the function has not cancelled it. */
function isOwnTask(name: NameExpression, semantics: Semantics): boolean {
  const variable = resolveName(name);
  if (!variable || variable.escapesFunction || variable.owner !== functionOf(name)) return false;
  const isStarted = variable.bindings.every(({ kind, node, name: target }) =>
    kind === 'target' && node.kind === 'assignment' && node.operator === undefined && node.targets.length === 1 && node.targets[0] === target
    && node.value?.kind === 'call' && startsCoroutine(node.value, semantics));
  const waits = stepOf(name);
  const bound = new Set(variable.bindings.map((binding) => binding.name));
  return isStarted && mentionsOf(variable).every((mention) => bound.has(mention) || isHarmless(mention, semantics) || !comesBefore(mention, waits));
}

/**
 * `await shield(task)`, and in the handler `await task`: the work is brought to its end before anything else, as the
 * documentation of `asyncio.shield` has it for code that means to ignore a cancellation.
 */
export function finishesWhatWasShielded(handler: Node, body: readonly Node[], semantics: Semantics): boolean {
  const shielded = new Set<Variable>();
  for (const statement of body) {
    walk(statement, (node) => {
      if (node.kind !== 'call' || !hasRole(node, semantics, 'shield')) return;
      const variable = node.arguments[0]?.value.kind === 'name' ? resolveName(node.arguments[0].value) : undefined;
      if (variable) shielded.add(variable);
    });
  }
  return [...shielded].some((variable) => mentionsOf(variable).some((mention) => isWithin(mention, handler) && isAwaited(mention)));
}

/** Awaited itself, or inside a call that is: `await shield(task)`, `await asyncio.wait({task})`. */
function isAwaited(mention: Node): boolean {
  for (let node: Node | undefined = mention.parent; node && node.kind !== 'function'; node = node.parent) if (node.kind === 'await') return true;
  return false;
}

/** A future that is handed to `ensure_future` stays somebody else's. */
function startsCoroutine(call: CallExpression, semantics: Semantics): boolean {
  const started = call.arguments.find((argument, index) => argument.name === 'coro' || (index === 0 && argument.name === undefined))?.value;
  return hasRole(call, semantics, 'spawn-task') && started !== undefined && semantics.awaitable(started).kind === 'coroutine';
}

const HARMLESS: ReadonlySet<string> = new Set(['done', 'cancelled', 'result', 'exception', 'add_done_callback', 'remove_done_callback', 'set_result', 'set_exception']);

function isHarmless(mention: Expression, semantics: Semantics): boolean {
  const { parent } = mention;
  if (mention.kind === 'name' && (isLook(mention) || isNaming(mention))) return true;
  switch (parent?.kind) {
    case 'await': case 'delete': case 'if': case 'while': case 'unary': case 'compare': case 'logical': return true;
    case 'assert': return parent.test === mention;
    case 'member': return parent.object === mention && HARMLESS.has(parent.name);
    case 'argument': return parent.parent?.kind === 'call' && hasRole(parent.parent, semantics, 'shield', 'wait-for');
    default: return false;
  }
}

function comesBefore(mention: Expression, waits: ReturnType<typeof stepOf>): boolean {
  return stepOf(mention).some((step) => {
    const later = reachableFrom(step);
    return waits.some((wait) => wait === step || later.has(wait));
  });
}

// ---- A future in an attribute ---------------------------------------------------------------------------------------

/** `self._waiter = loop.create_future()`, and everybody else in the module only looks at it or gives it its result. */
function isWaiter(member: MemberExpression, semantics: Semantics): boolean {
  if (member.object.kind !== 'name' || functionOf(member).parameters[0]?.name !== member.object.name) return false;
  const fn = functionOf(member);
  const waits = stepOf(member);
  let isMade = false;
  let isShared = false;
  walk(fn.unit.module.root, (node) => {
    if (isShared) return 'skip';
    if (node.kind === 'literal') isShared = node.value === member.name;
    if (node.kind !== 'member' || node.name !== member.name) return undefined;
    const { parent } = node;
    if (parent?.kind === 'assignment' && parent.targets.some((target) => target === node)) {
      if (isFutureMade(parent.value, semantics)) isMade = true;
      else isShared = !isNothing(parent.value);
    } else isShared = !isHarmless(node, semantics) && !(isOf(node, fn) && isCancel(node) && !comesBefore(node, waits));
    return undefined;
  });
  return isMade && !isShared;
}

function isFutureMade(value: Expression | undefined, semantics: Semantics): boolean {
  return value?.kind === 'call' && semantics.awaitable(value).kind === 'future' && value.arguments.length === 0;
}

/** `None`, or a declaration without a value. */
function isNothing(value: Expression | undefined): boolean {
  return value === undefined || (value.kind === 'literal' && value.type === 'none');
}

function isOf(node: Node, fn: FunctionModel): boolean {
  return functionOf(node) === fn && fn.body.some((statement) => isWithin(node, statement));
}

function isCancel(member: MemberExpression): boolean {
  return member.parent?.kind === 'member' && member.parent.name === 'cancel';
}
