/** Waits for another program that nothing limits: neither the call, nor the code around it, nor what is known of its callers. */
import { lookupClass } from '../knowledge/index.js';
import {
  functionOf, moduleOf, resolveName, textOf, walk,
  type Argument, type AwaitExpression, type CallExpression, type Expression, type FunctionModel, type Node, type WhileStatement,
} from '../model/index.js';
import { isUsedAsValue } from './function-values.js';
import { openedBy } from './opened-resources.js';
import { isNone } from './primitive-calls.js';
import { isRequestHandler } from './request-handlers.js';
import type { LibraryCallable, Semantics } from './semantics.js';
import { hasRole, isMainCoroutine } from './task-lifetime.js';

/** The call that is awaited, if it may wait for ever and nobody is known to limit it. */
export function unlimitedWait(awaited: AwaitExpression, semantics: Semantics): CallExpression | undefined {
  const call = awaited.value;
  if (call.kind !== 'call') return undefined;
  const facts = onlyCallable(call, semantics)?.facts;
  // What gives nothing back (`drain`, `wait_closed`) waits for the other side to read, which is not its answer.
  if (facts?.limit?.seconds !== 'none' || facts.returns === 'None' || (facts.waitsFor !== 'network' && facts.waitsFor !== 'http')) return undefined;
  if (argumentsNamed(call, facts.limit.arguments ?? []).some(({ value }) => !isNone(value)) || call.arguments.some(({ spread }) => spread !== 'none')) return undefined;
  const fn = functionOf(awaited);
  if (isLocal(call, semantics)) return undefined;
  if (fn.form !== 'function' || isListening(awaited) || isLimitedAt(awaited, semantics) || mayBeLimitedByCallers(fn, semantics, new Map())) return undefined;
  return call;
}

function onlyCallable(call: CallExpression, semantics: Semantics): LibraryCallable | undefined {
  const { library, functions, complete } = semantics.targets(call);
  return complete && functions.length === 0 && library.length === 1 ? library[0] : undefined;
}

function argumentsNamed(call: CallExpression, wanted: readonly (number | string)[]): Argument[] {
  return call.arguments.filter((argument, index) => wanted.includes(argument.name ?? index));
}

/** An endless loop waits for whatever comes, whenever it comes: a listener, a server's side of a connection. */
function isListening(awaited: AwaitExpression): boolean {
  for (let node = awaited.parent; node && node.kind !== 'function'; node = node.parent) {
    if (node.kind === 'while' && isEndless(node)) return true;
    if (node.kind === 'for' && node.isAsync) return true;
  }
  return false;
}

/** `while True`, `while not self._closing`, `while self.running`: until somebody says stop. */
function isEndless({ test, form }: WhileStatement): boolean {
  if (form !== 'while' || !test) return true;
  const inner = test.kind === 'unary' && test.operator === 'not' ? test.operand : test;
  return inner.kind === 'literal' || inner.kind === 'name' || inner.kind === 'member';
}

/** A time limit stands around the node in its own function, or a context manager that may be one. */
function isLimitedAt(node: Node, semantics: Semantics): boolean {
  for (let outer = node.parent; outer && outer.kind !== 'function'; outer = outer.parent) {
    if (outer.kind !== 'with') continue;
    if (outer.items.some(({ context }) => mayLimit(context, semantics))) return true;
  }
  return false;
}

function mayLimit(context: Expression, semantics: Semantics): boolean {
  if (context.kind !== 'call') return semantics.classNames(context).length === 0;
  if (hasRole(context, semantics, 'timeout')) return true;
  const { library, functions } = semantics.targets(context);
  const setsLimit = (fn: FunctionModel): boolean =>
    semantics.invocations(fn).some(({ targets }) => targets.library.some(({ facts }) => facts.role === 'timeout'));
  if (functions.some(setsLimit)) return true;
  const isKnown = library.some(({ facts }) => Object.keys(facts).length > 0);
  return !isKnown && /timeout|deadline|limit|fail_after|move_on/i.test(textOf(context.callee));
}

const KEEPS = new Set(['staticmethod', 'classmethod', 'typing.override', 'abc.abstractmethod', 'contextlib.asynccontextmanager']);

/**
 * May some caller set the limit? Only when every way to the function is in view, from `asyncio.run` or a request on, is it
 * certain that none does. Wrapped or handed on as a value it may run anywhere; as a task it ends when it is cancelled.
 */
function mayBeLimitedByCallers(fn: FunctionModel, semantics: Semantics, answers: Map<FunctionModel, boolean>): boolean {
  const known = answers.get(fn);
  if (known !== undefined) return known;
  // Functions that only call each other have no beginning that is in view.
  answers.set(fn, true);
  const answer = askCallers(fn, semantics, answers);
  answers.set(fn, answer);
  return answer;
}

function askCallers(fn: FunctionModel, semantics: Semantics, answers: Map<FunctionModel, boolean>): boolean {
  if (isRequestHandler(fn, semantics)) return false;
  if (fn.decorators.some((decorator) => !KEEPS.has(semantics.libraryName(decorator) ?? '')) || isUsedAsValue(fn)) return true;
  const calls = callsNamed(fn, semantics);
  if (calls.length === 0) return !isMainCoroutine(fn, semantics);
  return calls.some((call) => {
    if (isRun(call, semantics)) return false;
    if (!isRunThere(call) || isLimitedAt(call, semantics)) return true;
    const caller = functionOf(call);
    return caller.form !== 'module' && mayBeLimitedByCallers(caller, semantics, answers);
  });
}

/** Awaited, or iterated over, at once. */
function isRunThere({ parent }: CallExpression): boolean {
  return parent?.kind === 'await' || ((parent?.kind === 'for' || parent?.kind === 'comprehension-clause') && parent.isAsync);
}

/** Calls that are known to run the function, and those of unknown objects that have a method of this name. */
function callsNamed(fn: FunctionModel, semantics: Semantics): readonly CallExpression[] {
  const calls = new Set(semantics.callersInModule(fn));
  if (fn.owner) walk(moduleOf(fn).root, (node) => {
    if (node.kind === 'call' && node.callee.kind === 'member' && node.callee.name === fn.name && semantics.targets(node).library.length === 0) calls.add(node);
  });
  return [...calls];
}

/** `asyncio.run(main())` */
function isRun(call: CallExpression, semantics: Semantics): boolean {
  const outer = call.parent?.kind === 'argument' ? call.parent.parent : undefined;
  return outer?.kind === 'call' && hasRole(outer, semantics, 'run-loop');
}

/** Pipes of a process, and readers that are fed by something else: no network. */
function isLocal({ callee }: CallExpression, semantics: Semantics): boolean {
  if (callee.kind !== 'member') return false;
  const sources: Expression[] = [callee.object];
  if (callee.object.kind === 'name') {
    for (const { node } of resolveName(callee.object)?.bindings ?? []) if (node.kind === 'assignment' && node.value) sources.push(node.value);
  }
  return sources.some((source) =>
    (source.kind === 'member' && semantics.classNames(source.object).includes('asyncio.subprocess.Process'))
    || (source.kind === 'call' && semantics.libraryName(source.callee) === 'asyncio.StreamReader'));
}

/** `timeout=None` where a limit would have been: the argument, and the call it belongs to. */
export function removedLimit(call: CallExpression, semantics: Semantics): Argument | undefined {
  const callable = onlyCallable(call, semantics);
  if (!callable) return undefined;
  const { facts, name } = callable;
  if (name === 'aiohttp.ClientTimeout') return unlimitedTotal(call);
  const hasLimit = facts.limit !== undefined && facts.limit.seconds !== 'none' && isRemote(facts.waitsFor);
  const limiting = hasLimit ? facts.limit.arguments ?? [] : facts.noneKeepsLimit || !makesRemote(call, semantics) ? [] : facts.limitsResult ?? [];
  return argumentsNamed(call, limiting).find(({ value }) => isNone(value));
}

/** `total=None` with no limit for single reads either. */
function unlimitedTotal(call: CallExpression): Argument | undefined {
  const [total] = argumentsNamed(call, [0, 'total']);
  const isOff = total !== undefined && (isNone(total.value) || (total.value.kind === 'literal' && total.value.value === 0));
  return isOff && !call.arguments.some(({ name, spread, value }) => spread !== 'none' || (name === 'sock_read' && !isNone(value))) ? total : undefined;
}

/**
 * Limits that are made apart from the request, to be given a name (`NO_TIMEOUT = ClientTimeout(total=None)`), or that leave
 * out one of several: that there is none is what somebody wanted, and any number would break it.
 */
export function isMeant(call: CallExpression, semantics: Semantics): boolean {
  return onlyCallable(call, semantics)?.name === 'aiohttp.ClientTimeout' && (call.parent?.kind !== 'argument' || call.arguments.length > 1);
}

function isRemote(waitsFor: string | undefined): boolean {
  return waitsFor === 'http' || waitsFor === 'network';
}

/** The call makes a client whose requests wait for others, with a limit of their own unless it is taken away. */
function makesRemote(call: CallExpression, semantics: Semantics): boolean {
  const [resource] = openedBy(call, semantics)?.held ?? [];
  const methods = resource ? Object.values(lookupClass(resource.cls)?.methods ?? {}) : [];
  return methods.some(({ waitsFor, limit }) => isRemote(waitsFor) && limit !== undefined && limit.seconds !== 'none');
}
