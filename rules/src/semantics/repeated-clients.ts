/**
 * Clients and pools that are made again for every item or request, although one could serve them all. What is made with
 * values of the item (another host, another proxy), shares a pool that it is given, or serves several items itself is not.
 */
import type { ResourceFact } from '../knowledge/index.js';
import {
  isBelow, functionOf, mentionsOf, resolveName, walk,
  type Binding, type CallExpression, type Expression, type ForStatement, type FunctionModel, type MappingEntry, type NameExpression, type Node,
  type Variable, type WhileStatement, type WithItem,
} from '../model/index.js';
import { isOrderedByNature } from './await-runs.js';
import { isUsedInOwnLoop, keptClient } from './kept-clients.js';
import { openedBy, type Opened } from './opened-resources.js';
import { callsGiven, isRequestHandler } from './request-handlers.js';
import type { Semantics } from './semantics.js';
import { earlyExit, plainLocal } from './task-lifetime.js';

export type Loop = ForStatement | WhileStatement;

export interface RepeatedClient {
  readonly call: CallExpression;
  readonly resource: ResourceFact;
  /** The local that holds it. */
  readonly name: NameExpression | undefined;
  /** The `with` item that keeps it open. */
  readonly item: WithItem | undefined;
  readonly repeats: { readonly by: 'loop'; readonly loop: Loop } | { readonly by: 'callers'; readonly caller: CallExpression } | { readonly by: 'requests' };
}

/** Is the call one that makes a client again and again? */
export function repeatedClient(call: CallExpression, semantics: Semantics): RepeatedClient | undefined {
  const fn = functionOf(call);
  if (!mayRepeat(fn)) return undefined;
  const opened = openedBy(call, semantics);
  const [resource] = opened?.held ?? [];
  if (!opened || !resource?.reusable || sharesPool(opened) || connectsNowhere(opened, semantics) || !opensWith(opened)) return undefined;
  const keeper = keeperOf(opened, resource, semantics);
  if (!keeper) return undefined;
  const { item, name } = keeper;
  const found = { call, resource, item, name };
  const loop = loopAround(call, semantics);
  if (loop) {
    const isVarying = (variable: Variable): boolean => variable.bindings.some((binding) => binding.name && isBelow(binding.name, loop));
    return !fn.isAsync || dependsOn(call, isVarying) ? undefined : { ...found, repeats: { by: 'loop', loop } };
  }
  if (isInLoop(call)) return undefined;
  const caller = callerForEach(fn, semantics);
  if (!caller && !isRequestHandler(fn, semantics)) return undefined;
  if (caller && !isOnSelf(caller) && mentionsThis(call)) return undefined;
  const self = !caller || isOnSelf(caller) ? receiverOf(fn) : undefined;
  if (dependsOn(call, (variable) => variable.owner === fn && variable.name !== self && variable.bindings.some(isGiven))) return undefined;
  return { ...found, repeats: caller ? { by: 'callers', caller } : { by: 'requests' } };
}

/** Handlers of Node frameworks need not be async: those before promises take callbacks. */
function mayRepeat(fn: FunctionModel): boolean {
  return fn.unit.module.language === 'python' ? fn.isAsync && fn.form === 'function' : fn.form !== 'module' && !isOrderedByNature(fn);
}

/** The call by which the function runs once for each of many items, or for each request. */
function callerForEach(fn: FunctionModel, semantics: Semantics): CallExpression | undefined {
  if (fn.isAsync) {
    const callers = semantics.callersInModule(fn).filter((one) => functionOf(one) !== fn);
    const found = callers.find((one) => isForEach(one, semantics)) ?? callers.find((one) => isRequestHandler(functionOf(one), semantics));
    if (found) return found;
  }
  return semantics.language === 'typescript' && fn.isAsync ? callsGiven(fn).find((one) => givesEachItem(one, semantics)) : undefined;
}

/** `urls.map(load)`, `urls.forEach(async (url) => …)` */
function givesEachItem(call: CallExpression, semantics: Semantics): boolean {
  return semantics.targets(call).library.some(({ name }) => /^Array\.(?:map|forEach|flatMap)$/.test(name));
}

/** `new Agent()` without `keepAlive: true` keeps nothing that could be shared. */
function opensWith({ call, facts: { opensWith: wanted } }: Opened): boolean {
  if (!wanted) return true;
  const options = call.arguments[wanted.position]?.value;
  return options?.kind === 'mapping' && options.entries.some(({ key, value }) =>
    key?.kind === 'literal' && key.value === wanted.option && value.kind === 'literal' && value.value === wanted.value);
}

/** `ClientSession(connector=self.connector)`, `Redis(connection_pool=pool)`: what costs is made elsewhere. */
function sharesPool({ call, facts }: Opened): boolean {
  if (call.arguments.some(({ value }) => value.kind === 'mapping' && value.entries.some((entry) => isShared(entry, facts.shares ?? [])))) return true;
  const bounding = new Set(facts.bounds?.arguments ?? []);
  return call.arguments.some(({ name, spread, value }) => spread !== 'none' || (name !== undefined && bounding.has(name) && value.kind !== 'literal' && value.kind !== 'call'));
}

/** `AsyncClient(transport=ASGITransport(app))` */
function connectsNowhere({ call }: Opened, semantics: Semantics): boolean {
  return call.arguments.some(({ value }) => value.kind === 'call' && semantics.targets(value).library.some(({ facts }) => facts.inProcess === true));
}

/** An option whose value is neither data nor made here. */
function isShared({ key, value }: MappingEntry, shares: readonly string[]): boolean {
  return key?.kind === 'literal' && typeof key.value === 'string' && shares.includes(key.value) && value.kind !== 'literal' && value.kind !== 'mapping';
}

interface Keeper {
  readonly item: WithItem | undefined;
  /** undefined: used at once (`await Redis().get(key)`), or entered without a name. */
  readonly name: NameExpression | undefined;
}

/** What keeps the new client open; undefined when somebody else may, or when it serves several items. */
function keeperOf({ call }: Opened, resource: ResourceFact, semantics: Semantics): Keeper | undefined {
  if (semantics.language === 'typescript') {
    const kept = keptClient(call, resource, semantics);
    return kept && !(kept.name && isUsedInOwnLoop(kept.name, call)) ? { item: undefined, name: kept.name } : undefined;
  }
  const keeper = statementKeeping(call);
  return keeper && !(keeper.name && (escapes(keeper.name) || servesSeveral(keeper.name, call))) ? keeper : undefined;
}

function statementKeeping(call: CallExpression): Keeper | undefined {
  const held = call.parent?.kind === 'await' ? call.parent : call;
  const { parent } = held;
  if (parent?.kind === 'with-item' && parent.context === held) {
    const { target } = parent;
    if (target && target.kind !== 'name') return undefined;
    return { item: parent, name: target };
  }
  if (parent?.kind === 'assignment') {
    const local = plainLocal(parent);
    return local && { item: undefined, name: local.name };
  }
  return parent?.kind === 'member' && parent.parent?.kind === 'call' ? { item: undefined, name: undefined } : undefined;
}

/** Stored, returned, yielded, or used by a nested function: somebody keeps it longer than the code around it. */
function escapes(name: NameExpression): boolean {
  const variable = resolveName(name);
  if (!variable || variable.owner !== functionOf(name) || variable.escapesFunction || variable.bindings.length !== 1) return true;
  if (isInYieldingWith(name)) return true;
  const isBoundByWith = name.parent?.kind === 'with-item';
  return mentionsOf(variable).some((mention) => {
    if (mention === name) return false;
    const { parent } = mention;
    if (parent?.kind === 'member' || parent?.kind === 'with-item' || parent?.kind === 'compare' || parent?.kind === 'unary') return false;
    // What is closed at the end of the block may be lent.
    return !(isBoundByWith && parent?.kind === 'argument');
  });
}

function isInYieldingWith(name: NameExpression): boolean {
  const statement = name.parent?.kind === 'with-item' ? name.parent.parent : undefined;
  let yields = false;
  if (statement) walk(statement, (node) => {
    if (node.kind === 'yield') yields = true;
    return yields || node.kind === 'function' ? 'skip' : undefined;
  });
  return yields;
}

/** One of its uses is in a loop of its own. */
function servesSeveral(name: NameExpression, call: CallExpression): boolean {
  const variable = resolveName(name);
  return variable !== undefined && mentionsOf(variable).some((mention) => {
    for (let node: Node | undefined = mention.parent; node && node.kind !== 'function'; node = node.parent) {
      if (isBelow(call, node)) return false;
      if (node.kind === 'for' || node.kind === 'while' || node.kind === 'comprehension') return true;
    }
    return false;
  });
}

/**
 * The outermost loop that makes the client for each of many items: `for` without early exit (a retry has one), or a worker
 * that takes items from a queue. Loops that poll, reconnect or try again are none.
 */
function loopAround(call: CallExpression, semantics: Semantics): Loop | undefined {
  let found: Loop | undefined;
  let child: Node = call;
  for (let node = call.parent; node && node.kind !== 'function'; child = node, node = node.parent) {
    if (node.kind !== 'for' && node.kind !== 'while') continue;
    if (!node.body.some((statement) => statement === child)) continue;
    const counts = node.kind === 'while' && node.form === 'for' && node.test !== undefined;
    const isForEachItem = node.kind === 'for' || counts ? !earlyExit(node) : takesFromQueue(node, semantics);
    if (!isForEachItem) return undefined;
    found = node;
  }
  return found;
}

function takesFromQueue(loop: WhileStatement, semantics: Semantics): boolean {
  return loop.body.some((statement) => {
    let takes = false;
    walk(statement, (node) => {
      if (node.kind === 'call' && /^asyncio\.\w*Queue\.get$/.test(semantics.libraryName(node.callee) ?? '')) takes = true;
      return takes || node.kind === 'function' ? 'skip' : undefined;
    });
    return takes;
  });
}

function isInLoop(call: CallExpression): boolean {
  for (let node = call.parent; node && node.kind !== 'function'; node = node.parent) {
    if (node.kind === 'for' || node.kind === 'while' || node.kind === 'comprehension') return true;
  }
  return false;
}

/** A call made for each of several items: the element of a comprehension, or in the body of a `for` that goes on to its end, or of `items.map(…)`. */
function isForEach(call: CallExpression, semantics: Semantics): boolean {
  let child: Node = call;
  for (let node = call.parent; node; child = node, node = node.parent) {
    if (node.kind === 'function') {
      const to = node.parent?.kind === 'function-expression' && node.parent.parent?.kind === 'argument' ? node.parent.parent.parent : undefined;
      return to?.kind === 'call' && givesEachItem(to, semantics);
    }
    if (node.kind === 'comprehension' && (node.element === child || node.value === child)) return true;
    if (node.kind === 'while') return false;
    if (node.kind === 'for' && node.body.some((statement) => statement === child)) return !earlyExit(node);
  }
  return false;
}

/** Do the arguments depend on what changes from one time to the next? Variables are followed to what they are made of. */
function dependsOn(call: CallExpression, isVarying: (variable: Variable) => boolean): boolean {
  const seen = new Set<Variable>();
  const varies = (code: Expression): boolean => {
    let found = false;
    walk(code, (node) => {
      if (found) return 'skip';
      // What JavaScript waits for comes from outside, and may be another thing the next time.
      if (node.kind === 'await' && functionOf(node).unit.module.language === 'typescript') found = true;
      const variable = node.kind === 'name' ? resolveName(node) : undefined;
      if (!variable || seen.has(variable)) return undefined;
      seen.add(variable);
      found ||= isVarying(variable) || (variable.owner === functionOf(call) && variable.bindings.some(({ node: binding }) =>
        binding.kind === 'assignment' && binding.value !== undefined && varies(binding.value)));
      return undefined;
    });
    return found;
  };
  return call.arguments.some(({ value }) => varies(value));
}

function mentionsThis(call: CallExpression): boolean {
  let mentions = false;
  for (const argument of call.arguments) walk(argument, (node) => { if (node.kind === 'name' && node.name === 'this') mentions = true; });
  return mentions;
}

/** Its value comes from outside: a parameter, the item of a loop, what a `with` gives. */
function isGiven({ kind, node }: Binding): boolean {
  return kind === 'parameter' || (kind === 'target' && node.kind !== 'assignment');
}

function receiverOf(fn: FunctionModel): string | undefined {
  return fn.method === 'instance' || fn.method === 'class' ? fn.parameters[0]?.name : undefined;
}

/** `self.fetch(url)`: the same object every time. */
function isOnSelf({ callee }: CallExpression): boolean {
  if (callee.kind === 'member' && callee.object.kind === 'name' && callee.object.name === 'this') return true;
  return callee.kind === 'member' && callee.object.kind === 'name' && callee.object.name === receiverOf(functionOf(callee));
}
