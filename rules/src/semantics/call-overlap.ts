/**
 * May two calls of a function be under way at once, on the same object? Only what is known says yes: code that frameworks
 * call at their own pace, that one task runs for itself, or that runs once in the life of its object says no.
 */
import { DECORATORS } from '../knowledge/python-decorators.js';
import {
  functionOf, isBelow, textOf, nodesIn, walk,
  type CallExpression, type ClassModel, type Expression, type FunctionModel, type Node,
} from '../model/index.js';
import { blocksOf } from '../model/blocks.js';
import { isOrderedByNature, type Knowledge } from './await-runs.js';
import { isUnderLock } from './lock-regions.js';
import { isConnectionHandler, isRequestHandler } from './request-handlers.js';
import { statePlaceOf } from './state-places.js';
import { hasRole, isMainCoroutine } from './task-lifetime.js';

/** Longest chain of callers that is followed. */
const DEPTH = 6;

/** Whose state it is about: that of one object, or of all that the code is run for (the module, a class, a closure). */
export type Reach = 'object' | 'all';

export function mayOverlap(fn: FunctionModel, reach: Reach, knowledge: Knowledge): boolean {
  return !isOrderedByNature(fn) && overlaps(fn, reach, knowledge, new Set());
}

function overlaps(fn: FunctionModel, reach: Reach, knowledge: Knowledge, asked: Set<FunctionModel>): boolean {
  if (asked.has(fn) || asked.size >= DEPTH) return false;
  asked.add(fn);
  // Of arrow functions it is known only where a framework of Node is given one.
  if (fn.form !== 'function' && !fn.owner && !(fn.isAsync && isRequestHandler(fn, knowledge.semantics))) return false;
  const callers = knowledge.semantics.callersInModule(fn).filter((call) => functionOf(call) !== fn);
  // A caller that holds a lock tells how the function is meant to be called.
  const isLeftFree = callers.length === 0 || callers.some((call) => !isUnderLock(call, knowledge));
  // Servers run a task for each request; which of them share an object is not known.
  if ((reach === 'all' || !fn.owner) && (isRequestHandler(fn, knowledge.semantics) || isConnectionHandler(fn))) return isLeftFree;
  if (runsOnce(fn, knowledge) || isHook(fn, knowledge) || !isPlainlyDecorated(fn, knowledge)) return false;
  const isFree = (call: CallExpression): boolean => mayCallsOverlap(call, reach, knowledge, asked) || callers.some((other) => startTogether(call, other, reach, knowledge));
  const isCalledByName = isMethodOfSubclass(fn, knowledge) && !givesState(fn) && !(reach === 'all' && isOfOwnFamily(fn, knowledge));
  if ((isNested(fn) && !replaces(fn, knowledge)) || isPrivate(fn) || isCalledByName) return callers.some(isFree);
  return isLeftFree;
}

/** May the call start while one that it started earlier is still under way? */
function mayCallsOverlap(call: CallExpression, reach: Reach, knowledge: Knowledge, asked: Set<FunctionModel>): boolean {
  if (isUnderLock(call, knowledge)) return false;
  const caller = functionOf(call);
  if (startOf(call, knowledge) && isRepeated(call)) return true;
  return overlaps(caller, reach, knowledge, asked);
}

/** `gather(add(1), add(2))`, or two tasks that are started one right after the other; of one object when it is about its state. */
function startTogether(one: CallExpression, other: CallExpression, reach: Reach, knowledge: Knowledge): boolean {
  if (one === other || isUnderLock(one, knowledge) || (reach === 'object' && textOf(one.callee) !== textOf(other.callee))) return false;
  const [start, another] = [startOf(one, knowledge), startOf(other, knowledge)];
  if (!start || !another) return false;
  return start === another || (isSpawnedAlone(start) && isSpawnedAlone(another) && areNeighbours(start, another));
}

/** Nothing is waited for in the statement. */
function isSpawnedAlone(start: CallExpression): boolean {
  return start.parent?.kind === 'assignment' || start.parent?.kind === 'expression-statement';
}

function areNeighbours(one: Node, other: Node): boolean {
  return blocksOf(functionOf(one)).some((block) => {
    const [a, b] = [one, other].map((node) => block.findIndex((statement) => isBelow(node, statement)));
    return a !== undefined && b !== undefined && a >= 0 && b >= 0 && Math.abs(a - b) === 1;
  });
}

/** The call that starts it: `create_task(self.work())`, `gather(*(work(n) for n in …))`. Nobody waits for one before starting the next. */
function startOf(call: CallExpression, { semantics }: Knowledge): CallExpression | undefined {
  for (let node: Node | undefined = call.parent; node && node.kind !== 'function'; node = node.parent) {
    if (node.kind === 'await' && node.value === call) return undefined;
    if (node.kind === 'call' && hasRole(node, semantics, 'spawn-task', 'spawn-owned-task', 'gather', 'wait', 'as-completed')) return node;
  }
  return undefined;
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

/** `@functools.wraps(work)`: whoever calls what was decorated calls this instead. */
function replaces(fn: FunctionModel, { semantics }: Knowledge): boolean {
  return fn.decorators.some((decorator) => decorator.kind === 'call' && semantics.libraryName(decorator.callee) === 'functools.wraps');
}

function isPrivate(fn: FunctionModel): boolean {
  return fn.isPrivate === true || fn.name.startsWith('_') && !fn.name.endsWith('__');
}

/** Methods that Python calls at the beginning and end of an object's life, or by turns (`__anext__`). */
const SPECIAL: ReadonlySet<string> = new Set(['__aenter__', '__aexit__', '__anext__', '__init__', '__new__', '__await__', 'asyncSetUp', 'asyncTearDown']);
/** Iterators of JavaScript, and what Node frameworks call at the beginning and the end. */
const SPECIAL_JS: ReadonlySet<string> = new Set(['next', 'return', '[Symbol.asyncDispose]', 'on_module_init', 'on_module_destroy', 'on_application_bootstrap', 'on_application_shutdown',
  'before_application_shutdown', 'ng_on_init', 'ng_on_destroy', 'component_did_mount', 'component_will_unmount', 'connected_callback', 'dispose',
  'destroy', 'connect', 'disconnect']);
/** Names that say that the owner of an object calls them once, in order; what they start twice is the owner's mistake. */
const LIFE_CYCLE = /^_*(?:async_)?(?:a?init(?:iali[sz]e)?|a?start|a?stop|a?close|a?open|set_?up|tear_?down|shut_?down|startup|boot(?:strap)?|main|serve|listen|lifespan|run_forever|unload|finali[sz]e|cleanup)(?:_\w+)?$/;
/** `run`, `run_forever`, `run_web_server`; a `run_command` is one of many. */
const RUNNER = /^_*(?:async_)?a?run(?:_\w*(?:forever|apps?|server|bot|loop|main|until\w*|polling|webhook|workers?|service|migrations\w*|once|all|tests?))?$/;

function runsOnce(fn: FunctionModel, { semantics }: Knowledge): boolean {
  const isPython = fn.unit.module.language === 'python';
  const name = isPython ? fn.name : withUnderscores(fn.name);
  return (isPython ? SPECIAL : SPECIAL_JS).has(name) || LIFE_CYCLE.test(name) || RUNNER.test(name) || isMainCoroutine(fn, semantics);
}

/** `startServer` → `start_server` */
function withUnderscores(name: string): string {
  return name.replace(/([a-z\d])([A-Z])/g, '$1_$2').toLowerCase();
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

/**
 * The classes it is made of are of one distribution, and none of their modules looks methods up by a name put together at run
 * time (`getattr(flow, f"step_{step}")`): nobody calls the method but those who can read that it is there.
 */
function isOfOwnFamily({ owner }: FunctionModel, { semantics }: Knowledge): boolean {
  if (!owner) return false;
  const { classes, libraryBases, complete } = semantics.classChain(owner);
  const home = distributionOf(owner);
  return complete && libraryBases.every((base) => PLAIN_BASES.has(base))
    && classes.every((cls) => distributionOf(cls) === home && !looksUpByName(cls.unit.module.root));
}

function distributionOf({ unit }: ClassModel): string {
  return /\/site-packages\/([^/]+)/.exec(unit.module.path)?.[1] ?? '';
}

function looksUpByName(root: FunctionModel): boolean {
  let looks = false;
  walk(root, (node) => {
    if (looks) return 'skip';
    if (node.kind === 'call' && node.callee.kind === 'name' && node.callee.name === 'getattr') looks = node.arguments[1]?.value.kind !== 'literal';
    return undefined;
  });
  return looks;
}

/** `return self._projects`: made to be asked by others, whatever its class is. */
function givesState(fn: FunctionModel): boolean {
  return nodesIn(fn, 'return').some(({ value }) => value !== undefined && statePlaceOf(value, fn) !== undefined);
}

const PLAIN_BASES: ReadonlySet<string> = new Set(['node:events', 'node:events.EventEmitter', 'EventEmitter', 'object', 'abc.ABC', 'typing.Generic', 'typing.Protocol', 'dict', 'list', 'set']);

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
