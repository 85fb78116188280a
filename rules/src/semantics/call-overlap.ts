/**
 * May two calls of a function be under way at once, on the same object? Only what is known says yes: code that frameworks
 * call at their own pace, that one task runs for itself, or that runs once in the life of its object says no.
 */
import { DECORATORS } from '../knowledge/python-decorators.js';
import {
  functionOf, visitCode,
  type CallExpression, type ClassModel, type Expression, type FunctionModel, type Node,
} from '../model/index.js';
import { isOrderedByNature, type Knowledge } from './await-runs.js';
import { isUnderLock } from './lock-regions.js';
import { statePlaceOf } from './state-places.js';
import { hasRole, isMainCoroutine } from './task-lifetime.js';

/** Longest chain of callers that is followed. */
const DEPTH = 6;

export function mayOverlap(fn: FunctionModel, knowledge: Knowledge): boolean {
  return !isOrderedByNature(fn) && overlaps(fn, knowledge, new Set());
}

function overlaps(fn: FunctionModel, knowledge: Knowledge, asked: Set<FunctionModel>): boolean {
  if (asked.has(fn) || asked.size >= DEPTH) return false;
  asked.add(fn);
  if (fn.form !== 'function' || runsOnce(fn, knowledge) || isHook(fn, knowledge) || !isPlainlyDecorated(fn, knowledge)) return false;
  const callers = knowledge.semantics.callersInModule(fn).filter((call) => functionOf(call) !== fn);
  const isFree = (call: CallExpression): boolean => mayCallsOverlap(call, knowledge, asked);
  if (isNested(fn) || isPrivate(fn) || (isMethodOfSubclass(fn, knowledge) && !givesState(fn))) return callers.some(isFree);
  // A caller that holds a lock tells how the function is meant to be called.
  return callers.length === 0 || callers.some((call) => !isUnderLock(call, knowledge));
}

/** May the call start while one that it started earlier is still under way? */
function mayCallsOverlap(call: CallExpression, knowledge: Knowledge, asked: Set<FunctionModel>): boolean {
  if (isUnderLock(call, knowledge)) return false;
  const caller = functionOf(call);
  if (isStarted(call, knowledge) && isRepeated(call)) return true;
  return overlaps(caller, knowledge, asked);
}

/** `create_task(self.work())`, `gather(*(work(n) for n in …))`: nobody waits for one before starting the next. */
function isStarted(call: CallExpression, { semantics }: Knowledge): boolean {
  for (let node: Node | undefined = call.parent; node && node.kind !== 'function'; node = node.parent) {
    if (node.kind === 'await' && node.value === call) return false;
    if (node.kind === 'call' && hasRole(node, semantics, 'spawn-task', 'spawn-owned-task', 'gather', 'wait', 'as-completed')) return true;
  }
  return false;
}

function isRepeated(call: CallExpression): boolean {
  for (let node: Node | undefined = call.parent; node && node.kind !== 'function'; node = node.parent) {
    if (node.kind === 'for' || node.kind === 'while' || node.kind === 'comprehension') return true;
  }
  return false;
}

function isNested(fn: FunctionModel): boolean {
  return fn.owner === undefined && fn.enclosing?.form === 'function';
}

function isPrivate(fn: FunctionModel): boolean {
  return fn.name.startsWith('_') && !fn.name.endsWith('__');
}

/** Methods that Python calls at the beginning and end of an object's life, or by turns (`__anext__`). */
const SPECIAL: ReadonlySet<string> = new Set(['__aenter__', '__aexit__', '__anext__', '__init__', '__new__', '__await__', 'asyncSetUp', 'asyncTearDown']);
/** Names that say that the owner of an object calls them once, in order; what they start twice is the owner's mistake. */
const LIFE_CYCLE = /^_*(?:async_)?(?:a?init(?:iali[sz]e)?|a?start|a?stop|a?run|a?close|a?open|set_?up|tear_?down|shut_?down|startup|boot(?:strap)?|main|serve|listen|lifespan|run_forever|unload|finali[sz]e|cleanup)(?:_\w+)?$/;

function runsOnce(fn: FunctionModel, { semantics }: Knowledge): boolean {
  return SPECIAL.has(fn.name) || LIFE_CYCLE.test(fn.name) || isMainCoroutine(fn, semantics);
}

/** A base class has a method of that name, or may have one: who calls it, and when, is written there. */
function isHook(fn: FunctionModel, { semantics }: Knowledge): boolean {
  const cls = fn.owner;
  if (!cls) return false;
  const { classes, complete } = semantics.classChain(cls);
  return !complete || classes.some((base) => base !== cls && hasMethod(base, fn.name));
}

/** Frameworks find methods of subclasses by name, without declaring them: only calls that can be seen count. */
function isMethodOfSubclass({ owner }: FunctionModel, { semantics }: Knowledge): boolean {
  if (!owner) return false;
  const { classes, libraryBases } = semantics.classChain(owner);
  return classes.some((base) => base !== owner) || libraryBases.some((base) => !PLAIN_BASES.has(base));
}

/** `return self._projects`: made to be asked by others, whatever its class is. */
function givesState(fn: FunctionModel): boolean {
  let gives = false;
  visitCode(fn, (node) => {
    if (node.kind === 'return' && node.value && statePlaceOf(node.value, fn)) gives = true;
  });
  return gives;
}

const PLAIN_BASES: ReadonlySet<string> = new Set(['object', 'abc.ABC', 'typing.Generic', 'typing.Protocol', 'dict', 'list', 'set']);

function hasMethod(cls: ClassModel, name: string): boolean {
  return cls.body.some((statement) => statement.kind === 'function-statement' && statement.fn.name === name);
}

/** Decorators by which a framework calls the function for every request or message, as many at once as come in. */
const HANDLING: ReadonlySet<string> = new Set(
  ('route get post put delete patch websocket websocket_route api_route view command group slash_command event listen listener on_message message '
    + 'callback_query inline_query handler subscribe subscriber tool').split(' '),
);

/** No decorator that might call the function in a way of its own, or keep calls apart. */
function isPlainlyDecorated(fn: FunctionModel, { semantics }: Knowledge): boolean {
  return fn.decorators.every((decorator) => {
    const callee: Expression = decorator.kind === 'call' ? decorator.callee : decorator;
    const name = semantics.libraryName(callee);
    if (name !== undefined && DECORATORS.get(name) === 'keep') return !/cache|fixture/.test(name);
    return callee.kind === 'member' && HANDLING.has(callee.name) && semantics.referencedFunctions(callee).length === 0;
  });
}
