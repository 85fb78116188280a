/** Which clauses take the cancellation of a task, and which of them pass it on. Questions of `swallowed-cancellation`. */
import { isException } from '../model/cfg-paths.js';
import { cfgOf, stepOf, type Step } from '../model/cfg.js';
import {
  functionOf, isWithin, resolveName, textOf, visitCode, walk,
  type Expression, type FunctionModel, type Handler, type Node, type TryStatement, type WithItem,
} from '../model/index.js';
import { conditionsAt } from './conditions.js';
import type { Semantics } from './semantics.js';

/** How a clause takes cancellation: by its name alone, as one of several classes, or together with everything else. */
export type Breadth = 'named' | 'listed' | 'broad';

export interface CancellationCatch {
  readonly breadth: Breadth;
  /** The class that takes it; undefined for a bare `except`. */
  readonly type: Expression | undefined;
}

const CANCELLATION: ReadonlySet<string> = new Set(['asyncio.CancelledError', 'trio.Cancelled']);
/** anyio has no class of its own: https://anyio.readthedocs.io/en/stable/cancellation.html */
const CANCELLATION_GETTER = 'anyio.get_cancelled_exc_class';

/** Does an `except` with this type, or `suppress` with these arguments, take cancellation for certain? */
export function catchOf(types: readonly Expression[] | undefined, semantics: Semantics): CancellationCatch | undefined {
  if (!types) return { breadth: 'broad', type: undefined };
  const listed = types.flatMap((type) => (type.kind === 'sequence' ? type.items : [type]));
  // What is declared as `type[BaseException]` may be any class below it.
  const all = listed.find((type) => /(?:^|\.)BaseException$/.test(textOf(type)) && semantics.libraryName(type) === 'BaseException');
  if (all) return { breadth: 'broad', type: all };
  const own = listed.find((type) => isCancellation(type, semantics));
  return own && { breadth: listed.length === 1 ? 'named' : 'listed', type: own };
}

function isCancellation(type: Expression, semantics: Semantics): boolean {
  if (type.kind === 'call') return semantics.libraryName(type.callee) === CANCELLATION_GETTER;
  return CANCELLATION.has(semantics.libraryName(type) ?? '');
}

/** The handler that a cancellation inside the `try` meets, and how it takes it. */
export function cancellationHandler(node: TryStatement, semantics: Semantics): { readonly handler: Handler; readonly caught: CancellationCatch } | undefined {
  if (node.handlesGroups) return undefined;
  for (const handler of node.handlers) {
    const caught = catchOf(handler.type && [handler.type], semantics);
    if (caught) return { handler, caught };
  }
  return undefined;
}

/** Classes given to `contextlib.suppress`; undefined for other context managers. */
export function suppressed(item: WithItem, semantics: Semantics): readonly Expression[] | undefined {
  const { context } = item;
  if (context.kind !== 'call' || semantics.libraryName(context.callee) !== 'contextlib.suppress') return undefined;
  return context.arguments.map((argument) => argument.value);
}

/**
 * Does the handler let the exception go, or give it to somebody? Every way through it raises; or it raises on a condition
 * that it was written for; or the exception is stored or passed on (`future.set_exception(error)`).
 */
export function passesOn(handler: Handler, breadth: Breadth, semantics: Semantics): boolean {
  if (!leavesNormally(handler) || leavesForOthers(handler, semantics)) return true;
  return (breadth === 'broad' ? raisesForItsKind(handler) : contains(handler, (node) => node.kind === 'raise')) || handsOver(handler);
}

/** `cancelled = True` in the handler and `if cancelled: raise asyncio.CancelledError` at the end: the function raises it again itself. */
export function raisesCancellation(fn: FunctionModel, semantics: Semantics): boolean {
  let raises = false;
  visitCode(fn, (node) => {
    if (raises || node.kind === 'function') return 'skip';
    if (node.kind === 'raise' && node.value) raises = isCancellation(node.value.kind === 'call' ? node.value.callee : node.value, semantics);
    return undefined;
  });
  return raises;
}

/** Steps outside the handler at which its body arrives without an exception. */
export function stepsAfter(handler: Handler): readonly Step[] {
  const outside = new Set<Step>();
  const seen = new Set<Step>(stepOf(handler));
  const pending = [...seen];
  for (let step = pending.pop(); step; step = pending.pop()) {
    for (const edge of step.successors) {
      if (isException(edge) || seen.has(edge.to)) continue;
      seen.add(edge.to);
      if (edge.to.kind !== 'exit' && isWithin(edge.to.node, handler)) pending.push(edge.to);
      else outside.add(edge.to);
    }
  }
  return [...outside];
}

/** The steps behind a `with` whose context manager took an exception. */
export function stepsAfterSuppress(item: WithItem, fn: FunctionModel): readonly Step[] {
  const taking = cfgOf(fn).steps.filter((step) => step.kind === 'leave' && step.node === item && step.predecessors.some(isException));
  return taking.flatMap((step) => step.successors.filter((edge) => edge.kind === 'normal').map((edge) => edge.to));
}

function leavesNormally(handler: Handler): boolean {
  return stepsAfter(handler).length > 0;
}

/** `if isinstance(error, ConnectionLost): return`, and then `raise`: whatever leaves the handler is no cancellation. */
function leavesForOthers(handler: Handler, semantics: Semantics): boolean {
  const caught = handler.target?.kind === 'name' ? resolveName(handler.target) : undefined;
  return caught !== undefined && leavingSteps(handler).every((step) => conditionsAt(step.node).some(({ test, holds }) => {
    const [subject, type] = holds && test.kind === 'call' && semantics.libraryName(test.callee) === 'isinstance' ? test.arguments : [];
    return subject?.value.kind === 'name' && resolveName(subject.value) === caught && type !== undefined && !catchOf([type.value], semantics);
  }));
}

/** Steps of the handler from which it ends without an exception. */
function leavingSteps(handler: Handler): readonly Step[] {
  const after = new Set(stepsAfter(handler));
  return cfgOf(functionOf(handler)).steps.filter((step) => isWithin(step.node, handler) && step.successors.some((edge) => !isException(edge) && after.has(edge.to)));
}

/** `if isinstance(error, asyncio.CancelledError): raise` */
function raisesForItsKind(handler: Handler): boolean {
  const name = handler.target?.kind === 'name' ? handler.target.name : undefined;
  return contains(handler, (node) => node.kind === 'if'
    && (/cancel/i.test(textOf(node.test)) || (name !== undefined && contains(node.test, (part) => part.kind === 'name' && part.name === name)))
    && contains(node, (part) => part.kind === 'raise'));
}

const TELLS = /^(?:debug|info|warning|warn|error|exception|critical|log|print|print_exc|print_exception|format_exc|str|repr|format|type|isinstance|getattr|capture_exception)$/;

function handsOver(handler: Handler): boolean {
  if (contains(handler, isExceptionInfo)) return true;
  const variable = handler.target?.kind === 'name' ? resolveName(handler.target) : undefined;
  if (!variable) return false;
  return contains(handler, (node) => node.kind === 'name' && node !== handler.target && resolveName(node) === variable && isHandedOver(node));
}

/** `state.set_exception(sys.exc_info())`; `exc_info=sys.exc_info()` only shows it. */
function isExceptionInfo(node: Node): boolean {
  if (node.kind !== 'call' || node.callee.kind !== 'member' || node.callee.name !== 'exc_info') return false;
  return (node.parent?.kind === 'argument' && node.parent.name === undefined) || node.parent?.kind === 'assignment' || node.parent?.kind === 'return';
}

function isHandedOver(name: Node): boolean {
  const { parent } = name;
  switch (parent?.kind) {
    case 'return': case 'yield': case 'assignment': case 'sequence': case 'mapping-entry': return true;
    case 'argument': {
      const call = parent.parent;
      const callee = call?.kind === 'call' ? call.callee : undefined;
      return callee !== undefined && !((callee.kind === 'name' || callee.kind === 'member') && TELLS.test(callee.name));
    }
    default: return false;
  }
}

function contains(code: Node, wanted: (node: Node) => boolean): boolean {
  let found = false;
  walk(code, (node) => {
    if (!found && wanted(node)) found = true;
    return found || node.kind === 'function' ? 'skip' : undefined;
  });
  return found;
}
