/** Does this very call of a library callable block? Its facts, read together with the arguments and the receiver. */
import { classFact } from '../knowledge/index.js';
import type { LibraryFacts } from '../knowledge/facts.js';
import { Kept, functionOf, moduleOf, resolveName, textOf, visitCode, type CallExpression, type Expression, type ModuleModel, type Node } from '../model/index.js';
import { isTold } from './asked-before.js';
import { conditionsAt } from './conditions.js';
import { constructionsOf } from './constructions.js';
import { givenValue, type GivenArguments } from './decided-tests.js';
import { hasFinishedItsWork } from './finished-pools.js';
import type { Invocation, LibraryCallable, Semantics } from './semantics.js';

/**
 * true only when it is certain: arguments that may switch blocking off and are not literal keep it quiet. `given`: what the
 * function around it was given.
 */
export function blocksHere(invocation: Invocation, { name, facts }: LibraryCallable, semantics: Semantics, given: GivenArguments): boolean {
  if (facts.blocks === undefined) return false;
  // The awaited result comes from an asynchronous twin of the same name (or the code fails for another reason).
  if (invocation.awaited) return false;
  const { node } = invocation;
  if (node.kind !== 'call') return !hasFinishedItsWork(node, name, semantics);
  if (facts.needsArgument && node.arguments.every(({ value }) => isNone(givenValue(value, given)))) return false;
  if (facts.unless && mayBeSwitchedOff(node, facts.unless, given)) return false;
  if (facts.blocks === 'http' && [node, ...(node.callee.kind === 'member' ? constructionsOf(node.callee.object) : [])].some(isDataUrl)) return false;
  if (facts.unlessInMemory && isInMemory(node, facts.unlessInMemory, semantics, given)) return false;
  if (facts.unlessTold && isTold(node, facts.unlessTold, semantics)) return false;
  if (node.callee.kind === 'member' && isHarmlessObject(node.callee.object, facts, semantics, given)) return false;
  if (facts.unlessSubclass && node.callee.kind === 'member' && isOfSubclass(node.callee.object, name, semantics)) return false;
  return !isDisarmed(node, name);
}

export function isNone(value: Expression): boolean {
  return value.kind === 'literal' && value.type === 'none';
}

/** Behind `if not url.startswith("data:"): raise …`: the URL is its own content (RFC 2397). */
function isDataUrl(call: CallExpression): boolean {
  const url = call.arguments[0]?.value;
  return url !== undefined && conditionsAt(call).some(({ test, holds }) => {
    const prefix = test.kind === 'call' ? test.arguments[0]?.value : undefined;
    return holds && test.kind === 'call' && test.callee.kind === 'member' && test.callee.name === 'startswith' && textOf(test.callee.object) === textOf(url)
      && prefix?.kind === 'literal' && typeof prefix.value === 'string' && prefix.value.startsWith('data:');
  });
}

const IN_MEMORY: ReadonlySet<string> = new Set(['io.BytesIO', 'io.StringIO']);

export function isInMemory(call: CallExpression, which: readonly (string | number)[], semantics: Semantics, given: GivenArguments): boolean {
  return which.some((one) => {
    const argument = argumentAt(call, one);
    if (argument === undefined || argument === 'unknown') return false;
    const classes = semantics.classNames(givenValue(argument, given));
    return classes.length > 0 && classes.every((cls) => IN_MEMORY.has(cls));
  });
}

/** Was the object made in a way that keeps this method from waiting: a datagram socket, an archive in memory? */
function isHarmlessObject(object: Expression, { unlessMadeWith, blocks }: LibraryFacts, semantics: Semantics, given: GivenArguments): boolean {
  if (unlessMadeWith === undefined && blocks !== 'file') return false;
  return constructionsOf(object).some((made) => {
    if (unlessMadeWith !== undefined && made.arguments.some(({ value }) => semantics.libraryName(value) === unlessMadeWith)) return true;
    return blocks === 'file' && semantics.targets(made).library.some(({ facts }) => facts.unlessInMemory && isInMemory(made, facts.unlessInMemory, semantics, given));
  });
}

function isOfSubclass(object: Expression, method: string, semantics: Semantics): boolean {
  const classes = semantics.classNames(object);
  return classes.length > 0 && !classes.includes(method.slice(0, method.lastIndexOf('.')));
}

function mayBeSwitchedOff(call: CallExpression, unless: NonNullable<LibraryFacts['unless']>, given: GivenArguments): boolean {
  return unless.some(({ argument, value }) => {
    const written = argumentAt(call, argument);
    if (written === 'unknown') return true;
    if (written === undefined) return false;
    const told = givenValue(written, given);
    if (told.kind === 'literal') return told.value === value;
    // A computed timeout is hardly ever 0; a computed flag may well be `False`.
    return typeof value === 'boolean';
  });
}

/** The expression given for a position or keyword; `unknown` when spread arguments may give it. */
function argumentAt(call: CallExpression, which: number | string): Expression | 'unknown' | undefined {
  if (typeof which === 'string') {
    const named = call.arguments.find((argument) => argument.name === which);
    if (named) return named.value;
    return call.arguments.some((argument) => argument.spread === 'mapping') ? 'unknown' : undefined;
  }
  const positional = call.arguments.filter((argument) => argument.name === undefined && argument.spread !== 'mapping');
  const spread = positional.findIndex((argument) => argument.spread === 'items');
  if (spread >= 0 && spread <= which) return 'unknown';
  return positional[which]?.value;
}

/**
 * `sock.setblocking(False)` anywhere in the module switches blocking off for values of that name; for a parameter, whose
 * origin is not seen, any such call in the module counts.
 */
function isDisarmed(call: CallExpression, method: string): boolean {
  const disarming = classFact(method.slice(0, method.lastIndexOf('.')), 'disarmedBy');
  if (!disarming || call.callee.kind !== 'member') return false;
  if (expectsToBeTurnedAway(call) || isGivenToLoop(call)) return true;
  const receiver = call.callee.object;
  const calls = disarmingCalls(moduleOf(call)).filter(({ name, value }) => disarming.some((one) => one.method === name && one.value === value));
  return calls.some((one) => isParameter(receiver) || one.receiver === textOf(receiver));
}

/** `try: sock.recv(n) except BlockingIOError:` is only written for a non-blocking object. */
function expectsToBeTurnedAway(call: CallExpression): boolean {
  for (let node: Node | undefined = call.parent; node && node.kind !== 'function'; node = node.parent) {
    if (node.kind === 'try' && node.handlers.some(({ type }) => type && textOf(type).includes('BlockingIOError'))) return true;
  }
  return false;
}

/**
 * `await loop.sock_recv(sock, n)` in the same function: the loop takes sockets that do not block only.
 * https://docs.python.org/3/library/asyncio-eventloop.html#working-with-socket-objects-directly
 */
function isGivenToLoop({ callee }: CallExpression): boolean {
  const receiver = callee.kind === 'member' ? textOf(callee.object) : undefined;
  let isGiven = false;
  visitCode(functionOf(callee), (node) => {
    if (node.kind !== 'call' || node.callee.kind !== 'member' || !/^sock_[a-z]+/.test(node.callee.name)) return;
    const subject = node.arguments[0]?.value;
    if (subject && textOf(subject) === receiver) isGiven = true;
  });
  return isGiven;
}

/** A name that stands for what the caller passes. */
export function isParameter(expression: Expression): boolean {
  return expression.kind === 'name' && (resolveName(expression)?.bindings.some((binding) => binding.kind === 'parameter') ?? false);
}

interface DisarmingCall {
  readonly receiver: string;
  readonly name: string;
  readonly value: boolean | number;
}

const disarmingCallsOf = new Kept<ModuleModel, readonly DisarmingCall[]>();

/** Read off the text: asking the model would lower functions that nobody needs. */
function disarmingCalls(module: ModuleModel): readonly DisarmingCall[] {
  let calls = disarmingCallsOf.get(module);
  if (!calls) {
    calls = [...module.text.matchAll(/([\w.]+)\.(setblocking|settimeout)\(\s*(False|0(?:\.0)?)\s*\)/g)].map(([, receiver = '', name = '', value]) => ({
      receiver, name, value: value === 'False' || name === 'setblocking' ? false : 0,
    }));
    disarmingCallsOf.set(module, calls);
  }
  return calls;
}
