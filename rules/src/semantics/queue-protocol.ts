/** What goes wrong between the producers and consumers of one queue. */
import {
  cfgOf, mentionsOf, reachableFrom, resolveName, stepOf, textOf, visitCode, walk,
  type CallExpression, type Edge, type Expression, type ForStatement, type FunctionModel, type Node, type Step, type Variable,
} from '../model/index.js';
import { isException } from '../model/cfg-paths.js';
import type { QueueOperation, QueueUses } from './queue-uses.js';
import type { Semantics } from './semantics.js';

const GETTING: ReadonlySet<string> = new Set(['get', 'get_nowait']);
const PUTTING: ReadonlySet<string> = new Set(['put', 'put_nowait']);

// ---- task_done ------------------------------------------------------------------------------------------------------

export interface Unaccounted {
  readonly get: CallExpression;
  /** `never`: no task_done at all; otherwise what leads past it. */
  readonly how: 'never' | 'skipped' | 'raises';
  readonly witness: Node | undefined;
}

/** Items that are taken but not always reported as done, while somebody waits in `join()`. */
export function unaccountedItems({ operations, escapes }: QueueUses): Unaccounted[] {
  const joins = operations.filter(({ name }) => name === 'join');
  if (joins.length === 0) return [];
  const done = operations.filter(({ name }) => name === 'task_done');
  return operations.filter(({ name }) => GETTING.has(name)).flatMap((get): Unaccounted[] => {
    const own = done.filter(({ fn }) => fn === get.fn);
    // Where the joiner takes the items itself, an error that ends it ends the joining as well.
    if (own.length > 0) return missedDone(get, own, joins.every(({ fn }) => fn === get.fn) ? 'joiner' : 'others');
    return done.length === 0 && !escapes ? [{ get: get.call, how: 'never', witness: undefined }] : [];
  });
}

/** A way from the `get` to the next one, or out of the function, that passes no `task_done`. */
function missedDone(get: QueueOperation, done: readonly QueueOperation[], by: 'joiner' | 'others'): Unaccounted[] {
  const batches = batchesOf(done);
  const stops = new Set([...done.map(({ call }) => call), ...batches.map(({ loop }) => loop)].flatMap(stepOf));
  const sentinel = sentinelTest(get);
  const cfg = cfgOf(get.fn);
  const [start] = stepOf(get.call);
  if (!start) return [];
  const cameFrom = new Map<Step, { readonly step: Step; readonly raised: boolean }>();
  const pending: Step[] = [];
  const follow = (edge: Edge, raised: boolean): Unaccounted | undefined => {
    const { to } = edge;
    if ((to === start && isCollected(edge.from, cameFrom, batches)) || (to === cfg.raiseExit && by === 'joiner')) return undefined;
    if (to === start || to === cfg.exit || to === cfg.raiseExit) {
      return { get: get.call, how: raised || isException(edge) ? 'raises' : 'skipped', witness: witnessOf(edge.from, cameFrom) };
    }
    if (stops.has(to) || cameFrom.has(to)) return undefined;
    cameFrom.set(to, { step: edge.from, raised: raised || isException(edge) });
    pending.push(to);
    return undefined;
  };
  const mayTake = (edge: Edge): boolean => {
    if (edge.kind === 'cancellation') return false;
    if (isException(edge)) return mayFail(edge.from);
    if (edge.kind === 'false' && batches.some(({ list }) => isTestOf(edge.from, list))) return false;
    return !(edge.kind === sentinel?.branch && edge.from === sentinel.step);
  };
  for (const edge of start.successors) {
    const found = isException(edge) ? undefined : follow(edge, false);
    if (found) return [found];
  }
  for (let step = pending.pop(); step; step = pending.pop()) {
    for (const edge of step.successors) {
      const found = mayTake(edge) ? follow(edge, cameFrom.get(step)?.raised ?? false) : undefined;
      if (found) return [found];
    }
  }
  return [];
}

/** `for _ in batch: queue.task_done()`: a local list of items that are reported together. */
function batchesOf(done: readonly QueueOperation[]): { readonly loop: ForStatement; readonly list: Variable }[] {
  return done.flatMap(({ call }) => {
    const [loop] = ancestorsOf(call).filter((node) => node.kind === 'for');
    const list = loop?.iterable.kind === 'name' ? resolveName(loop.iterable) : undefined;
    return loop && list ? [{ loop, list }] : [];
  });
}

/** Was the item put into such a list before the next one is taken? */
function isCollected(from: Step, cameFrom: ReadonlyMap<Step, { readonly step: Step }>, batches: readonly { readonly list: Variable }[]): boolean {
  for (let step: Step | undefined = from; step; step = cameFrom.get(step)?.step) {
    const [call] = step.evaluated;
    const { object, name } = call?.kind === 'call' && call.callee.kind === 'member' ? call.callee : { object: undefined, name: '' };
    if (name === 'append' && object?.kind === 'name' && batches.some(({ list }) => resolveName(object) === list)) return true;
  }
  return false;
}

/** `if batch:`, with an item in it. */
function isTestOf({ kind, evaluated }: Step, list: Variable): boolean {
  const [test] = evaluated;
  return kind === 'condition' && test?.kind === 'name' && resolveName(test) === list;
}

function ancestorsOf(node: Node): Node[] {
  const found: Node[] = [];
  for (let current = node.parent; current && current.kind !== 'function'; current = current.parent) found.push(current);
  return found;
}

function witnessOf(from: Step, cameFrom: ReadonlyMap<Step, { readonly step: Step }>): Node | undefined {
  let step: Step | undefined = from;
  while (step && (step.kind === 'dispatch' || step.kind === 'leave')) step = cameFrom.get(step)?.step;
  return step?.node.kind === 'function' ? undefined : step?.node;
}

/** A `raise`, or waiting for something else than the clock: what consumers fail at. */
function mayFail(step: Step): boolean {
  if (step.kind === 'dispatch' || step.node.kind === 'raise') return true;
  return step.evaluated.some((expression) => {
    let waits = false;
    walk(expression, (node) => {
      if (node.kind === 'await' && !/\bsleep\(/.test(textOf(node))) waits = true;
      return node.kind === 'function' || waits ? 'skip' : undefined;
    });
    return waits;
  });
}

// ---- Sentinels ------------------------------------------------------------------------------------------------------

interface SentinelTest {
  readonly step: Step;
  readonly branch: 'true' | 'false';
  /** `None`, `STOP`, as written. */
  readonly value: string;
}

/** `if item is None:` about what the `get` returned. */
function sentinelTest({ call, fn }: QueueOperation): SentinelTest | undefined {
  const assignment = call.parent?.kind === 'await' ? call.parent.parent : call.parent;
  const target = assignment?.kind === 'assignment' ? assignment.targets[0] : assignment?.kind === 'assignment-expression' ? assignment.target : undefined;
  const variable = target?.kind === 'name' ? resolveName(target) : undefined;
  for (const step of cfgOf(fn).steps) {
    const [test] = step.evaluated;
    if (!variable || (step.kind !== 'condition' && step.kind !== 'loop') || test?.kind !== 'compare' || test.operands.length !== 2) continue;
    const [left, right] = test.operands;
    const held = left?.kind === 'assignment-expression' ? left.target : left;
    if (!right || held?.kind !== 'name' || resolveName(held) !== variable) continue;
    if (right.kind !== 'literal' && right.kind !== 'name' && right.kind !== 'member') continue;
    const [operator] = test.operators;
    if (operator === 'is' || operator === '==') return { step, branch: 'true', value: textOf(right) };
    if (operator === 'is not' || operator === '!=') return { step, branch: 'false', value: textOf(right) };
  }
  return undefined;
}

export interface TooFewSentinels {
  readonly put: CallExpression;
  readonly sentinels: number;
  readonly consumers: number;
  readonly consumer: FunctionModel;
}

/** Consumers that stop at a sentinel, and fewer sentinels than consumers: those that get none wait for ever. */
export function tooFewSentinels({ operations, escapes }: QueueUses, maker: FunctionModel, semantics: Semantics): TooFewSentinels | undefined {
  const gets = operations.filter(({ name }) => GETTING.has(name));
  const [consumer, ...others] = new Set(gets.map(({ fn }) => fn));
  const [get, ...more] = gets;
  if (escapes || !consumer || !get || others.length > 0 || more.length > 0 || !isRepeated(get.call) || isAnyCancelled(maker)) return undefined;
  const sentinel = sentinelTest(get);
  const puts = operations.filter(({ name, call }) => PUTTING.has(name) && call.arguments[0] && textOf(call.arguments[0].value) === sentinel?.value);
  const [put] = puts;
  // A consumer that passes the sentinel on serves all the others.
  if (!sentinel || !put || operations.some(({ name, fn }) => name === 'shutdown' || (fn === consumer && PUTTING.has(name)))) return undefined;
  if (!endsAt(sentinel, get)) return undefined;
  const consumers = startedTimes(consumer, maker, semantics);
  const sentinels = sum(puts.map(({ call, fn }) => (fn === maker ? timesRun(call) : times(timesRun(call), startedTimes(fn, maker, semantics)))));
  if (consumers === undefined || sentinels === undefined || sentinels >= consumers) return undefined;
  return { put: put.call, sentinels, consumers, consumer };
}

/** The sentinel leads out of the function, not to the next item. */
function endsAt({ step, branch }: SentinelTest, get: QueueOperation): boolean {
  const gets = new Set(stepOf(get.call));
  return step.successors.filter(({ kind }) => kind === branch).every(({ to }) => !gets.has(to) && ![...reachableFrom(to)].some((later) => gets.has(later)));
}

/** How often `maker` starts the function; undefined when that is not written down in numbers, or others start it too. */
function startedTimes(fn: FunctionModel, maker: FunctionModel, semantics: Semantics): number | undefined {
  const calls = semantics.callersInModule(fn);
  if (calls.length === 0 || calls.some((call) => !isWithinFunction(call, maker))) return undefined;
  return sum(calls.map(timesRun));
}

function isWithinFunction(call: CallExpression, fn: FunctionModel): boolean {
  let node: Node | undefined = call;
  while (node && node.kind !== 'function') node = node.parent;
  return node === fn;
}

/** How often an expression is evaluated in one run of its function, from literal ranges and sequences around it. */
function timesRun(call: CallExpression): number | undefined {
  let count: number | undefined = 1;
  for (let node: Node | undefined = call; node && node.kind !== 'function'; node = node.parent) {
    const parent: Node | undefined = node.parent;
    if (parent?.kind === 'for' && node !== parent.iterable) count = times(count, lengthOf(parent.iterable));
    if (parent?.kind === 'while' || parent?.kind === 'if' || parent?.kind === 'conditional') return undefined;
    if (parent?.kind === 'comprehension') {
      for (const clause of parent.clauses) count = times(count, clause.conditions.length > 0 ? undefined : lengthOf(clause.iterable));
    }
  }
  return count;
}

function lengthOf(iterable: Expression): number | undefined {
  if (iterable.kind === 'sequence') return iterable.items.some(({ kind }) => kind === 'spread') ? undefined : iterable.items.length;
  if (iterable.kind !== 'call' || iterable.callee.kind !== 'name' || iterable.callee.name !== 'range' || iterable.arguments.length !== 1) return undefined;
  const stop = iterable.arguments[0]?.value;
  return stop?.kind === 'literal' && typeof stop.value === 'number' ? stop.value : undefined;
}

function times(a: number | undefined, b: number | undefined): number | undefined {
  return a === undefined || b === undefined ? undefined : a * b;
}

function sum(counts: readonly (number | undefined)[]): number | undefined {
  return counts.reduce((total, count) => (total === undefined || count === undefined ? undefined : total + count), 0);
}

// ---- Consumers that never end ---------------------------------------------------------------------------------------

export interface EndlessConsumer {
  readonly join: CallExpression;
  readonly consumer: FunctionModel;
}

/** After `join()` the consumers wait in `get()` for items that nobody will put, and nobody cancels them. */
export function endlessConsumer({ operations, escapes }: QueueUses, maker: FunctionModel, semantics: Semantics): EndlessConsumer | undefined {
  const join = operations.find(({ name, fn }) => name === 'join' && fn === maker);
  if (!join || escapes || isAnyCancelled(maker) || operations.some(({ name }) => name === 'shutdown')) return undefined;
  const get = operations.find(({ name, fn, call }) => GETTING.has(name) && fn !== maker && isRepeated(call) && !canEnd(fn, call));
  return get && startedTimes(get.fn, maker, semantics) !== 0 && semantics.callersInModule(get.fn).some((call) => isWithinFunction(call, maker))
    ? { join: join.call, consumer: get.fn } : undefined;
}

/** The local in which `maker` keeps the tasks of a consumer: one task, or a list of them. */
export function tasksOf(consumer: FunctionModel, maker: FunctionModel, semantics: Semantics): { readonly variable: Variable; readonly isList: boolean } | undefined {
  const holders = semantics.callersInModule(consumer).map((call) => {
    for (let node: Node | undefined = call; node && node.kind !== 'function'; node = node.parent) if (node.kind === 'assignment') return node;
    return undefined;
  });
  const [holder, ...others] = new Set(holders);
  const [target] = holder?.targets ?? [];
  const variable = others.length === 0 && target?.kind === 'name' ? resolveName(target) : undefined;
  return variable?.owner === maker && holder ? { variable, isList: holder.value?.kind === 'comprehension' || holder.value?.kind === 'sequence' } : undefined;
}

/** `await asyncio.gather(*workers)` below the `join`. */
export function tasksAwaitedAfter(variable: Variable, join: CallExpression): boolean {
  return mentionsOf(variable).some((mention) => {
    if (mention.start < join.start) return false;
    for (let node: Node | undefined = mention; node && node.kind !== 'function'; node = node.parent) if (node.kind === 'await') return true;
    return false;
  });
}

/** Does any way lead from the `get` to the end of the function? An error or a cancellation ends it, too, but not on its own. */
function canEnd(fn: FunctionModel, get: CallExpression): boolean {
  const { exit } = cfgOf(fn);
  return stepOf(get).some((step) => reachableFrom(step).has(exit));
}

function isRepeated(call: CallExpression): boolean {
  for (let node: Node | undefined = call.parent; node && node.kind !== 'function'; node = node.parent) {
    if (node.kind === 'while' || node.kind === 'for') return true;
  }
  return false;
}

function isAnyCancelled(fn: FunctionModel): boolean {
  let found = false;
  visitCode(fn, (node) => {
    if (node.kind === 'member' && node.name === 'cancel') found = true;
  });
  return found;
}

