/**
 * Clients and pools that are made again for every item or request, although one could serve them all. What is made with
 * values of the item (another host, another proxy), shares a pool that it is given, or serves several items itself is not.
 */
import {
  isBelow, functionOf, mentionsOf, resolveName, walk,
  type Binding, type CallExpression, type Expression, type ForStatement, type FunctionModel, type NameExpression, type Node,
  type Variable, type WhileStatement, type WithItem,
} from '../model/index.js';
import { openedBy, type Opened } from './opened-resources.js';
import { isRequestHandler } from './request-handlers.js';
import type { Semantics } from './semantics.js';
import { earlyExit, plainLocal } from './task-lifetime.js';

export type Loop = ForStatement | WhileStatement;

export interface RepeatedClient {
  readonly call: CallExpression;
  /** The `with` item that keeps it open. */
  readonly item: WithItem | undefined;
  readonly repeats: { readonly by: 'loop'; readonly loop: Loop } | { readonly by: 'callers'; readonly caller: CallExpression } | { readonly by: 'requests' };
}

/** Is the call one that makes a client again and again? */
export function repeatedClient(call: CallExpression, semantics: Semantics): RepeatedClient | undefined {
  const fn = functionOf(call);
  if (!fn.isAsync || fn.form !== 'function') return undefined;
  const opened = openedBy(call, semantics);
  const [resource] = opened?.held ?? [];
  if (!opened || !resource?.reusable || sharesPool(opened)) return undefined;
  const keeper = keeperOf(call);
  if (!keeper || (keeper.name && (escapes(keeper.name) || servesSeveral(keeper.name, call)))) return undefined;
  const { item } = keeper;
  const loop = loopAround(call, semantics);
  if (loop) {
    const isVarying = (variable: Variable): boolean => variable.bindings.some((binding) => binding.name && isBelow(binding.name, loop));
    return dependsOn(call, isVarying) ? undefined : { call, item, repeats: { by: 'loop', loop } };
  }
  if (isInLoop(call)) return undefined;
  const caller = semantics.callersInModule(fn).find((one) => functionOf(one) !== fn && isForEach(one));
  if (!caller && !isRequestHandler(fn, semantics)) return undefined;
  const self = !caller || isOnSelf(caller) ? receiverOf(fn) : undefined;
  if (dependsOn(call, (variable) => variable.owner === fn && variable.name !== self && variable.bindings.some(isGiven))) return undefined;
  return { call, item, repeats: caller ? { by: 'callers', caller } : { by: 'requests' } };
}

/** `ClientSession(connector=self.connector)`, `Redis(connection_pool=pool)`: what costs is made elsewhere. */
function sharesPool({ call, facts }: Opened): boolean {
  const bounding = new Set(facts.bounds?.arguments ?? []);
  return call.arguments.some(({ name, spread, value }) => spread !== 'none' || (name !== undefined && bounding.has(name) && value.kind !== 'literal' && value.kind !== 'call'));
}

interface Keeper {
  readonly item: WithItem | undefined;
  /** undefined: used at once (`await Redis().get(key)`), or entered without a name. */
  readonly name: NameExpression | undefined;
}

/** What keeps the new client open; undefined when somebody else may. */
function keeperOf(call: CallExpression): Keeper | undefined {
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
    const isForEachItem = node.kind === 'for' ? !earlyExit(node) : takesFromQueue(node, semantics);
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

/** A call made for each of several items: the element of a comprehension, or in the body of a `for` that goes on to its end. */
function isForEach(call: CallExpression): boolean {
  let child: Node = call;
  for (let node = call.parent; node && node.kind !== 'function'; child = node, node = node.parent) {
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
      const variable = node.kind === 'name' ? resolveName(node) : undefined;
      if (!variable || seen.has(variable)) return undefined;
      seen.add(variable);
      found = isVarying(variable) || (variable.owner === functionOf(call) && variable.bindings.some(({ node: binding }) =>
        binding.kind === 'assignment' && binding.value !== undefined && varies(binding.value)));
      return undefined;
    });
    return found;
  };
  return call.arguments.some(({ value }) => varies(value));
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
  return callee.kind === 'member' && callee.object.kind === 'name' && callee.object.name === receiverOf(functionOf(callee));
}
