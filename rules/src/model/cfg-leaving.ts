/** Control flow on the ways out: `try` with its handlers and `finally`, and the end of a `with`. */
import type { EdgeKind, StepKind } from './cfg.js';
import { caughtBy, type Caught } from './catching.js';
import { connect, remembered, type MutableStep } from './cfg-steps.js';
import { either, ERROR, interruptionsIn, swallowsExceptions, WAITING, type Interruptions } from './interruptions.js';
import type { Expression, Handler, Node, Statement, TryStatement, WithStatement } from './nodes.js';

/** A way of leaving a piece of code other than at its end. A `rare` error goes no further than the next handlers. */
export type Way = 'error' | 'cancellation' | 'rare' | 'return' | `break ${string}` | `continue ${string}`;
/** The step that a way of leaving leads to; undefined if nothing would notice (`rare`). */
export type Leave = (way: Way) => MutableStep | undefined;

export interface Context {
  readonly leave: Leave;
  /** What a bare `raise` raises here, and the name the exception has. */
  readonly caught: readonly Way[];
  readonly caughtName: string | undefined;
  /** Labels directly on the next statement. */
  readonly labels: readonly string[];
  /** How many `finally` blocks this code is in. */
  readonly finalizers: number;
}

/** Copies of `finally` multiply when nested in each other; deeper than this all ways share one. */
const MAX_COPIED_FINALIZERS = 2;

/** What the construction of one graph offers to the code for single statements. */
export interface Building {
  /** The first step of the statements, `next` being what follows them. */
  sequence(statements: readonly Statement[], next: MutableStep, context: Context): MutableStep;
  /** A step that `stepOf` finds by its node and by what it evaluates. */
  registered(kind: StepKind, node: Node, evaluated: readonly Expression[]): MutableStep;
  step(kind: StepKind, node: Node): MutableStep;
  /** Adds the edges for what may happen while the step is evaluated. */
  interrupted(step: MutableStep, what: Interruptions, context: Context): MutableStep;
  left(way: Way, context: Context): MutableStep;
}

export function tryStatement(build: Building, node: TryStatement, next: MutableStep, outer: Context): MutableStep {
  const inFinalizer: Context = { ...outer, finalizers: outer.finalizers + 1 };
  const leaveFinally = node.hasFinalizer ? throughFinalizer(build, node, inFinalizer) : outer.leave;
  const context: Context = { ...outer, leave: leaveFinally };
  const after = node.hasFinalizer ? build.sequence(node.finalizer, next, inFinalizer) : next;
  const handlers = handlerSteps(build, node, after, context);
  const leaveBody = handlers.length > 0 ? toHandlers(build, node, handlers, leaveFinally) : leaveFinally;
  return build.sequence(node.body, build.sequence(node.otherwise, after, context), { ...context, leave: leaveBody });
}

/** Every way out of a `try` leads through a copy of its `finally`. */
function throughFinalizer(build: Building, node: TryStatement, context: Context): Leave {
  if (context.finalizers > MAX_COPIED_FINALIZERS) return throughSharedFinalizer(build, node, context);
  return remembered((way: Way) => {
    const target = context.leave(way);
    return target && build.sequence(node.finalizer, target, context);
  });
}

function throughSharedFinalizer(build: Building, node: TryStatement, context: Context): Leave {
  const onwards = build.step('dispatch', node);
  const copy = build.sequence(node.finalizer, onwards, context);
  return remembered((way: Way) => {
    const target = context.leave(way);
    if (target) connect(onwards, target, 'normal');
    return target && copy;
  });
}

/** From first to last. With `except*` a handler's end looks for the next one, and what nobody took is raised again. */
function handlerSteps(build: Building, node: TryStatement, after: MutableStep, context: Context): MutableStep[] {
  const entries: MutableStep[] = [];
  for (const handler of [...node.handlers].reverse()) {
    let next = after;
    if (node.handlesGroups) {
      next = build.step('dispatch', node);
      connect(next, after, 'normal');
      for (const later of entries) connect(next, later, 'normal');
      connect(next, build.left('error', context), 'exception');
    }
    entries.unshift(handlerStep(build, handler, next, context));
  }
  return entries;
}

function handlerStep(build: Building, handler: Handler, next: MutableStep, context: Context): MutableStep {
  const inside: Context = {
    ...context, caught: waysOf(caughtBy(handler)), caughtName: handler.target?.kind === 'name' ? handler.target.name : undefined,
  };
  const evaluated = [...present(handler.type), ...present(handler.target)];
  const step = build.registered('handler', handler, evaluated);
  connect(step, build.sequence(handler.body, next, inside), 'normal');
  return step;
}

function toHandlers(build: Building, node: TryStatement, entries: readonly MutableStep[], outside: Leave): Leave {
  return remembered((way: Way) => {
    if (way !== 'error' && way !== 'cancellation' && way !== 'rare') return outside(way);
    const dispatch = build.step('dispatch', node);
    let isCaught = way === 'rare';
    for (const [i, handler] of node.handlers.entries()) {
      const entry = entries[i];
      const caught = caughtBy(handler);
      const share = way === 'cancellation' ? caught.cancellation : caught.errors;
      if (!entry || share === 'none') continue;
      connect(dispatch, entry, kindOf(way));
      if (share !== 'all') continue;
      isCaught = true;
      break;
    }
    const further = isCaught ? undefined : outside(way);
    if (further) connect(dispatch, further, kindOf(way));
    return dispatch;
  });
}

export function withStatement(build: Building, node: WithStatement, next: MutableStep, context: Context): MutableStep {
  return withItems(build, node, 0, next, context);
}

function withItems(build: Building, node: WithStatement, i: number, next: MutableStep, context: Context): MutableStep {
  const item = node.items[i];
  if (!item) return build.sequence(node.body, next, context);
  const mayHappen = node.isAsync ? WAITING : ERROR;
  const leaveTo = (target: MutableStep, kind: EdgeKind): MutableStep => {
    const step = build.step('leave', item);
    connect(step, target, kind);
    if (kind !== 'normal' && swallowsExceptions(item.context)) connect(step, next, 'normal');
    return build.interrupted(step, mayHappen, context);
  };
  const leave = remembered((way: Way) => {
    const target = context.leave(way);
    return target && leaveTo(target, kindOf(way));
  });
  const evaluated = [item.context, ...present(item.target)];
  const enter = build.registered('enter', item, evaluated);
  connect(enter, withItems(build, node, i + 1, leaveTo(next, 'normal'), { ...context, leave }), 'normal');
  return build.interrupted(enter, either(mayHappen, interruptionsIn(evaluated)), context);
}

export function present<T>(value: T | undefined): readonly T[] {
  return value === undefined ? [] : [value];
}

export function waysOf(caught: Caught): readonly ('error' | 'cancellation')[] {
  return [
    ...(caught.errors === 'none' ? [] : ['error' as const]),
    ...(caught.cancellation === 'none' ? [] : ['cancellation' as const]),
  ];
}

export function kindOf(way: Way): EdgeKind {
  if (way === 'cancellation') return way;
  return way === 'error' || way === 'rare' ? 'exception' : 'normal';
}
