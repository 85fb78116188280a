/** Calls that are started for every item of a collection at once, and whether something limits how many run. */
import { CONNECTING_FUNCTIONS, CONNECTING_MODULES, LIMITING_ARGUMENTS, POOLS } from '../knowledge/connections.js';
import {
  functionOf, mentionsOf, resolveName, nodesIn, walk,
  type CallExpression, type ComprehensionExpression, type Expression, type ForStatement, type FunctionModel, type NameExpression, type Node,
} from '../model/index.js';
import type { Knowledge } from './await-runs.js';
import { lockRegionsOf, suspensionIn } from './lock-regions.js';
import type { LibraryCallable } from './semantics.js';
import { onlyValue } from './state-places.js';
import { hasRole } from './task-lifetime.js';
import { stepOf } from '../model/cfg.js';

export interface FanOut {
  /** The call that is made for every item. */
  readonly call: CallExpression;
  readonly iterable: Expression;
  readonly loop: ForStatement | ComprehensionExpression;
}

/** `gather(*(fetch(u) for u in urls))`, `[create_task(fetch(u)) for u in urls]`, `for u in urls: group.create_task(fetch(u))`. */
export function fanOutsIn(fn: FunctionModel, { semantics }: Knowledge): FanOut[] {
  const found: FanOut[] = [];
  for (const call of nodesIn(fn, 'call')) {
    if (hasRole(call, semantics, 'gather')) for (const { value, spread } of call.arguments) if (spread === 'items') found.push(...gathered(value));
    if (hasRole(call, semantics, 'spawn-task', 'spawn-owned-task')) found.push(...spawned(call));
  }
  return found.filter(({ call }) => !hasRole(call, semantics, 'spawn-task', 'spawn-owned-task'));
}

function gathered(spread: Expression): FanOut[] {
  const variable = spread.kind === 'name' ? resolveName(spread) : undefined;
  const items = (variable && onlyValue(variable)) ?? spread;
  return items.kind === 'comprehension' && items.element.kind === 'call' ? ofComprehension(items, items.element) : [];
}

function ofComprehension(loop: ComprehensionExpression, call: CallExpression): FanOut[] {
  const [clause, ...more] = loop.clauses;
  return clause && more.length === 0 && !clause.isAsync && loop.shape !== 'dict' ? [{ call, iterable: clause.iterable, loop }] : [];
}

function spawned(spawn: CallExpression): FanOut[] {
  const call = spawn.arguments[0]?.value;
  if (call?.kind !== 'call') return [];
  for (let node: Node | undefined = spawn.parent; node && node.kind !== 'function' && node.kind !== 'while'; node = node.parent) {
    if (node.kind === 'comprehension') return node.element === spawn ? ofComprehension(node, call) : [];
    // A wait in the loop sets the pace.
    if (node.kind === 'for') return node.isAsync || waitsIn(node) ? [] : [{ call, iterable: node.iterable, loop: node }];
  }
  return [];
}

function waitsIn(loop: ForStatement): boolean {
  let waits = false;
  for (const statement of loop.body) {
    walk(statement, (node) => {
      if (node.kind === 'await' || stepOf(node).some((step) => step.node === node && suspensionIn(step) !== undefined)) waits = true;
      return waits || node.kind === 'function' ? 'skip' : undefined;
    });
  }
  return waits;
}

// ---- How many -------------------------------------------------------------------------------------------------------

const FEW = 50;
/** Builtins that give as many items as they take. */
const SAME_SIZE: ReadonlySet<string> = new Set(['enumerate', 'sorted', 'list', 'set', 'tuple', 'reversed', 'zip']);
const VIEWS: ReadonlySet<string> = new Set(['items', 'values', 'keys', 'copy']);

/** May the collection be of any size? Literals, slices, batches, imported constants and enumerations are not. */
export function mayBeMany(iterable: Expression): boolean {
  switch (iterable.kind) {
    case 'name': return nameMayBeMany(iterable);
    case 'member': return !/^_*[A-Z][A-Z0-9_]*$/.test(iterable.name);
    case 'await': return true;
    case 'call': return callMayBeMany(iterable);
    case 'comprehension': return iterable.clauses.every((clause) => mayBeMany(clause.iterable));
    default: return false;
  }
}

function nameMayBeMany(name: NameExpression): boolean {
  const variable = resolveName(name);
  const [binding, ...others] = variable?.bindings ?? [];
  if (!variable || !binding) return false;
  if (binding.kind === 'parameter') return others.length === 0 && binding.node.form === 'positional';
  if (binding.kind !== 'target' || binding.node.kind !== 'assignment' || !binding.node.targets.includes(binding.name)) return false;
  const { value } = binding.node;
  if (others.length > 0 || !value) return false;
  const isEmpty = (value.kind === 'sequence' && value.items.length === 0) || (value.kind === 'mapping' && value.entries.length === 0);
  return isEmpty ? mentionsOf(variable).some(growsInLoop) : mayBeMany(value);
}

function growsInLoop(mention: NameExpression): boolean {
  if (mention.parent?.kind !== 'member' || !['append', 'add', 'extend', 'update'].includes(mention.parent.name)) return false;
  for (let node: Node | undefined = mention.parent; node && node.kind !== 'function'; node = node.parent) {
    if (node.kind === 'while' || (node.kind === 'for' && (node.isAsync || mayBeMany(node.iterable)))) return true;
  }
  return false;
}

function callMayBeMany(call: CallExpression): boolean {
  const { callee, arguments: given } = call;
  const [first] = given;
  if (callee.kind === 'member' && VIEWS.has(callee.name) && given.length === 0) return mayBeMany(callee.object);
  if (callee.kind !== 'name' || resolveName(callee)) return true;
  if (callee.name === 'range') {
    const last = given.length === 1 ? first?.value : given[1]?.value;
    return !(last?.kind === 'literal' && typeof last.value === 'number' && last.value <= FEW);
  }
  return SAME_SIZE.has(callee.name) && given.length > 0 && given.every(({ value }) => mayBeMany(value));
}

// ---- What each does -------------------------------------------------------------------------------------------------

const DEPTH = 5;

/** The library call by which each of them holds a connection or file; undefined when there is none or something limits it. */
export function connectingCall(call: CallExpression, knowledge: Knowledge): LibraryCallable | undefined {
  if (isAnyClientLimited(functionOf(call))) return undefined;
  const search = new ConnectionSearch(knowledge);
  const found = search.inCall(call, DEPTH);
  return search.isLimited ? undefined : found;
}

class ConnectionSearch {
  isLimited = false;
  readonly #seen = new Set<FunctionModel>();

  constructor(readonly knowledge: Knowledge) {}

  inCall(call: CallExpression, depth: number): LibraryCallable | undefined {
    const { library, functions, complete } = this.knowledge.semantics.targets(call);
    if (!complete) return undefined;
    return library.find(isConnecting) ?? first(functions.map((fn) => this.#inFunction(fn, depth - 1)));
  }

  #inFunction(fn: FunctionModel, depth: number): LibraryCallable | undefined {
    if (depth === 0 || this.#seen.has(fn)) return undefined;
    this.#seen.add(fn);
    // A semaphore, or a context manager that may be one.
    if (lockRegionsOf(fn, this.knowledge).length > 0) this.isLimited = true;
    let found: LibraryCallable | undefined;
    for (const { targets, node } of this.knowledge.semantics.invocations(fn)) {
      if (targets.library.some(({ name }) => POOLS.has(name.slice(0, name.lastIndexOf('.'))))) this.isLimited = true;
      found ??= node.kind === 'call' && targets.complete ? targets.library.find(isConnecting) : undefined;
      for (const callee of targets.functions) found ??= this.#inFunction(callee, depth - 1);
    }
    return found;
  }
}

function first<T>(candidates: readonly (T | undefined)[]): T | undefined {
  return candidates.find((candidate) => candidate !== undefined);
}

function isConnecting({ name, facts }: LibraryCallable): boolean {
  if (facts.awaitable === undefined && facts.asyncContext === undefined) return false;
  if (CONNECTING_FUNCTIONS.has(name)) return true;
  return /\.[a-z_]\w*$/.test(name) && CONNECTING_MODULES.some((module) => name.startsWith(`${module}.`)) && !/\.(?:aclose|close|release|wait_closed)$/.test(name);
}

/** `TCPConnector(limit=10)`, `AsyncClient(limits=…)` somewhere in the file: the client keeps the number down. */
function isAnyClientLimited(fn: FunctionModel): boolean {
  let limited = false;
  walk(fn.unit.module.root, (node) => {
    if (node.kind === 'argument' && node.name !== undefined && LIMITING_ARGUMENTS.has(node.name)) limited = true;
    return limited ? 'skip' : undefined;
  });
  return limited;
}
