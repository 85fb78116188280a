/**
 * Which code of a function runs while a lock is held: `async with lock`, `acquire` … `release`, a lock entered on an exit
 * stack. A region is a set of steps of the control-flow graph, so `finally` and early returns come out right.
 */
import {
  Remembered, cfgOf, functionOf, nodesIn, resolveName, stepOf, visitCode, walk,
  type CallExpression, type Expression, type FunctionModel, type Node, type Step, type WithItem,
} from '../model/index.js';
import { lookupClass } from '../knowledge/index.js';
import { lockOf, type Lock } from './locks.js';
import type { Knowledge } from './await-runs.js';
import type { Analyses, Semantics } from './semantics.js';

export interface LockRegion {
  /** undefined for a context manager of which nothing is known: it may well keep others out. */
  readonly lock: Lock | undefined;
  /** The expression that is the lock (or the unknown context manager). */
  readonly taken: Expression;
  readonly form: 'with' | 'acquire' | 'stack';
  /** What runs while it may be held. Taking it is no part of that, nor is giving it back. */
  readonly steps: ReadonlySet<Step>;
}

/** Analyses are made anew after every change, and so is what hangs on them. */
const regions = new WeakMap<Analyses, Remembered<FunctionModel, readonly LockRegion[]>>();

/** Every region of the function's own code. */
export function lockRegionsOf(fn: FunctionModel, { semantics, analyses }: Knowledge): readonly LockRegion[] {
  let known = regions.get(analyses);
  if (!known) regions.set(analyses, (known = new Remembered('lock regions')));
  let found = known.get(fn);
  if (!found) known.set(fn, (found = findRegions(fn, semantics)));
  return found;
}

/** The regions in which all of the given steps lie. */
export function regionsAround(fn: FunctionModel, steps: readonly Step[], knowledge: Knowledge): readonly LockRegion[] {
  return lockRegionsOf(fn, knowledge).filter((region) => steps.every((step) => region.steps.has(step)));
}

export interface HeldOverAwait {
  readonly region: LockRegion & { readonly lock: Lock };
  /** The first place, as the code is written, where other tasks get a turn. */
  readonly suspended: Node;
}

/** Locks for threads that the function holds while it waits. One that it made for itself has nobody else to wait for it. */
export function threadLocksOverAwait(fn: FunctionModel, knowledge: Knowledge): readonly HeldOverAwait[] {
  return lockRegionsOf(fn, knowledge).flatMap(({ lock, steps, ...region }) => {
    if (lock?.stops !== 'thread' || lock.key?.startsWith('new ')) return [];
    const [suspended] = [...steps].map(suspensionIn).filter((node) => node !== undefined).sort((a, b) => a.start - b.start);
    return suspended ? [{ region: { lock, steps, ...region }, suspended }] : [];
  });
}

/** Is the node evaluated while a lock is held, or something that may be one? */
export function isUnderLock(node: Node, knowledge: Knowledge): boolean {
  const steps = stepOf(node);
  return steps.length > 0 && regionsAround(functionOf(node), steps, knowledge).length > 0;
}

function findRegions(fn: FunctionModel, semantics: Semantics): LockRegion[] {
  const calls = nodesIn(fn, 'call').flatMap((call) => (semantics.language === 'python' ? heldByCall(call, semantics) : heldByMutex(call)));
  return [...nodesIn(fn, 'with-item').flatMap((item) => heldByWith(item, semantics)), ...calls];
}

function heldByWith(item: WithItem, semantics: Semantics): LockRegion[] {
  const lock = lockOf(item.context, semantics);
  if (!lock && keepsNobodyOut(item.context, semantics)) return [];
  return [{ lock, taken: item.context, form: 'with', steps: untilLeft(stepOf(item), item) }];
}

/** `lock.acquire()` and `stack.enter_async_context(lock)`. */
function heldByCall(call: CallExpression, semantics: Semantics): LockRegion[] {
  if (call.callee.kind !== 'member') return [];
  const { object, name } = call.callee;
  if (name === 'acquire') {
    const lock = lockOf(object, semantics);
    return lock && !isAttempt(call) ? [{ lock, taken: object, form: 'acquire', steps: untilReleased(call, lock, semantics) }] : [];
  }
  const [entered] = call.arguments;
  const stack = ENTERING.has(name) && entered ? stackItem(object) : undefined;
  if (!entered || !stack) return [];
  const lock = lockOf(entered.value, semantics);
  if (!lock && keepsNobodyOut(entered.value, semantics)) return [];
  return [{ lock, taken: entered.value, form: 'stack', steps: untilLeft(stepOf(call), stack) }];
}

/**
 * `const release = await this.mutex.acquire()`: JavaScript has no lock of its own, so what is waited for by such a name may well be
 * one, and who gives it back, and how, is not followed.
 */
function heldByMutex(call: CallExpression): LockRegion[] {
  const { callee } = call;
  const name = callee.kind === 'member' || callee.kind === 'name' ? callee.name : '';
  if (!/^(?:acquire|lock|enter|p?wait|take)(?:$|[A-Z_])|(?:Lock|Mutex|Semaphore)$/.test(name) || call.parent?.kind !== 'await') return [];
  return [{ lock: undefined, taken: callee, form: 'acquire', steps: stepsAfter(stepOf(call), () => false) }];
}

/** `contextlib.ExitStack` and `AsyncExitStack`. */
const ENTERING: ReadonlySet<string> = new Set(['enter_context', 'enter_async_context']);

/** `acquire(False)`, `acquire(timeout=1)`: whoever gets nothing goes on without it. */
function isAttempt(acquire: CallExpression): boolean {
  return acquire.arguments.some(({ value }) => !(value.kind === 'literal' && value.value === true));
}

/** The `with` item that binds the stack to a name. */
function stackItem(stack: Expression): WithItem | undefined {
  const bindings = stack.kind === 'name' ? resolveName(stack)?.bindings ?? [] : [];
  const [only] = bindings;
  return bindings.length === 1 && only?.node.kind === 'with-item' ? only.node : undefined;
}

function untilLeft(entered: readonly Step[], item: WithItem): ReadonlySet<Step> {
  return stepsAfter(entered, (step) => step.kind === 'leave' && step.node === item);
}

function untilReleased(acquire: CallExpression, lock: Lock, semantics: Semantics): ReadonlySet<Step> {
  const releases = new Set<Step>();
  visitCode(functionOf(acquire), (node) => {
    if (node.kind === 'call' && node.callee.kind === 'member' && node.callee.name === 'release') {
      if (lockOf(node.callee.object, semantics)?.key === lock.key) for (const step of stepOf(node)) releases.add(step);
    }
  });
  return stepsAfter(stepOf(acquire), (step) => releases.has(step));
}

/** What runs after the steps were passed successfully, up to those that end the region. */
function stepsAfter(starts: readonly Step[], isEnd: (step: Step) => boolean): ReadonlySet<Step> {
  const seen = new Set<Step>();
  const pending: Step[] = [];
  const follow = (step: Step): void => {
    if (seen.has(step) || isEnd(step)) return;
    seen.add(step);
    pending.push(step);
  };
  for (const start of starts) for (const { kind, to } of start.successors) if (kind !== 'exception' && kind !== 'cancellation') follow(to);
  for (let step = pending.pop(); step; step = pending.pop()) for (const { to } of step.successors) follow(to);
  const [first] = starts;
  if (first) for (const outside of [cfgOf(functionOf(first.node)).exit, cfgOf(functionOf(first.node)).raiseExit]) seen.delete(outside);
  return seen;
}

/** A context manager that is known, and is no lock: sessions, files, time limits. */
function keepsNobodyOut(context: Expression, semantics: Semantics): boolean {
  const classes = semantics.classNames(context);
  if (classes.length > 0) return classes.every((cls) => lookupClass(cls) !== undefined && !isLockRole(lookupClass(cls)?.construct?.role));
  if (context.kind !== 'call') return false;
  const { library, functions, complete } = semantics.targets(context);
  return complete && functions.length === 0 && library.length > 0 && library.every(({ facts }) => Object.keys(facts).length > 0 && !isLockRole(facts.role));
}

function isLockRole(role: string | undefined): boolean {
  return role === 'lock' || role === 'semaphore';
}

/** Where a step gives other tasks a turn: `await`, `async for`, entering and leaving `async with`. */
export function suspensionIn(step: Step): Node | undefined {
  if (step.kind === 'entry' || step.kind === 'exit' || step.kind === 'raise-exit' || step.kind === 'dispatch') return undefined;
  const { node } = step;
  if (node.kind === 'with-item' && (step.kind === 'enter' || step.kind === 'leave') && node.parent?.kind === 'with' && node.parent.isAsync) return node;
  if (step.kind === 'loop' && node.kind === 'for' && node.isAsync) return node.iterable;
  let found: Node | undefined;
  for (const expression of step.evaluated) {
    walk(expression, (inner) => {
      if (inner.kind === 'await' || (inner.kind === 'comprehension-clause' && inner.isAsync)) found ??= inner;
      return found || inner.kind === 'function' ? 'skip' : undefined;
    });
  }
  return found;
}
