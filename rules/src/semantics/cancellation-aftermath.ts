/** What comes before and after a caught cancellation: did the function ask for it, and does it go on as if nothing was? */
import { isException, reachableFrom } from '../model/cfg-paths.js';
import { stepOf, type Step } from '../model/cfg.js';
import {
  functionOf, isWithin, visitCode, walk,
  type CallExpression, type FunctionModel, type Handler, type Node, type Statement, type WithItem,
} from '../model/index.js';
import type { Semantics } from './semantics.js';
import { suspends } from './task-lifetime.js';

/**
 * Has the function itself asked for the cancellation that it catches? It cancels something on the way there (also by a
 * callback: `call_later(5, task.cancel)`), or handles cancellation requests by number (`uncancel`, `cancelling`).
 */
export function expectsCancellation(fn: FunctionModel, clause: Handler | WithItem, semantics: Semantics): boolean {
  const guarded = clause.parent;
  // What other handlers and the `finally` cancel comes too late to be met here.
  const body = guarded?.kind === 'try' || guarded?.kind === 'with' ? guarded.body : [];
  const steps = new Set<Step>(body[0] ? stepOf(body[0]) : []);
  let expects = false;
  visitCode(fn, (node) => {
    if (expects) return 'skip';
    if (node.kind === 'member' && (node.name === 'uncancel' || node.name === 'cancelling')) expects = true;
    else if (asksToCancel(node) && !isWithin(node, clause) && !isOfTimer(node, semantics)) {
      const isInside = body.some((statement) => isWithin(node, statement));
      expects = isInside || stepOf(node).some((from) => [...reachableFrom(from)].some((step) => steps.has(step)));
    }
    return undefined;
  });
  return expects;
}

/** `handle.cancel()` of what `call_later` gave: it drops a callback, no task gets an exception. */
function isOfTimer(node: Node, semantics: Semantics): boolean {
  const cancel = node.kind === 'call' ? node.callee : node;
  if (cancel.kind !== 'member') return false;
  const classes = semantics.classNames(cancel.object);
  return classes.length > 0 && classes.every((name) => TIMERS.has(name));
}

const TIMERS: ReadonlySet<string> = new Set(['asyncio.Handle', 'asyncio.TimerHandle', 'None']);

/** A `cancel` of anything, called or handed on. */
export function asksToCancel(node: Node): boolean {
  if (node.kind === 'member') return node.name === 'cancel' || node.name === 'athrow';
  if (node.kind !== 'call') return false;
  const { callee } = node;
  return (callee.kind === 'name' || callee.kind === 'member') && /cancel/i.test(callee.name) && !/cancell(?:ed|ing|ation)/i.test(callee.name);
}

const ENDING = /(?:^|_)(?:a?close|stop|shutdown|shut_down|clean_?up|teardown|tear_down|terminate|dispose|disconnect|cancel|destroy|unload|finish|a?exit|kill|abort|join|del)(?:_|$)/i;

/** Is this the name of a function that ends something? */
export function isEndingName(name: string): boolean {
  return ENDING.test(name) || name === 'wait_closed';
}

/** Code that ends something, by its function's name or in a `finally`: it must get through whatever happens. */
export function isEnding(fn: FunctionModel, code: Node): boolean {
  if (ENDING.test(fn.name)) return true;
  let child: Node = code;
  for (let node = code.parent; node && node.kind !== 'function'; child = node, node = node.parent) {
    if (node.kind === 'try' && node.finalizer.some((statement) => statement === child)) return true;
  }
  return false;
}

export type Aftermath =
  /** The code that was interrupted runs again. */
  | 'loop'
  /** Other waits follow. */
  | 'goes-on'
  /** Nothing that could be interrupted follows. */
  | 'ends'
  /** Every way from there raises something. */
  | 'raises';

/** What the function does after its cancellation was caught; `first` are the steps behind the clause. */
export function aftermathOf(clause: Node, body: readonly Statement[], first: readonly Step[]): Aftermath {
  const later = new Set<Step>();
  const pending = [...first];
  for (let step = pending.pop(); step; step = pending.pop()) {
    if (later.has(step)) continue;
    later.add(step);
    for (const edge of step.successors) if (!isException(edge)) pending.push(edge.to);
  }
  if ([...later].some((step) => body.some((statement) => step.kind !== 'exit' && isWithin(step.node, statement)) && waits(step))) return 'loop';
  if ([...later].some((step) => step.kind !== 'exit' && !isEndingStep(step, clause) && waits(step))) return 'goes-on';
  return [...later].some((step) => step.kind === 'exit') ? 'ends' : 'raises';
}

function waits(step: Step): boolean {
  const statement = step.node.kind === 'with-item' ? step.node.parent : step.node;
  const isAsyncStep = (statement?.kind === 'for' || statement?.kind === 'with') && statement.isAsync;
  return isAsyncStep || step.evaluated.some(suspends);
}

/** `await writer.wait_closed()`, or anything in a `finally` or in the clause itself. */
function isEndingStep(step: Step, clause: Node): boolean {
  if (isWithin(step.node, clause) || step.kind === 'leave' || isEnding(functionOf(step.node), step.node)) return true;
  let closes = false;
  for (const expression of step.evaluated) {
    walk(expression, (node) => {
      if (node.kind === 'await' && node.value.kind === 'call') closes ||= closesByCallee(node.value);
    });
  }
  return closes;
}

function closesByCallee({ callee }: CallExpression): boolean {
  return (callee.kind === 'name' || callee.kind === 'member') && isEndingName(callee.name);
}
