/**
 * Locks that a project builds of `threading.Condition`, for readers and writers or for a number of holders: whoever enters waits
 * until another has left. They are held over short sections like the library's own.
 */
import { functionOf, moduleOf, textOf, visitCode, type CallExpression, type FunctionModel } from '../model/index.js';
import type { Invocation, LibraryCallable } from './semantics.js';

const WAITS: ReadonlySet<string> = new Set(['threading.Condition.wait', 'threading.Condition.wait_for']);

/** Does the call wait for its turn in a context manager of the same class, whose end tells the next one? */
export function isOwnLock({ node }: Invocation, { name }: LibraryCallable): boolean {
  if (!WAITS.has(name) || node.kind !== 'call' || node.callee.kind !== 'member') return false;
  const waiting = functionOf(node);
  const { owner } = waiting;
  if (!owner) return false;
  const condition = textOf(node.callee.object);
  const methods = moduleOf(node).functions.filter((fn) => fn.owner === owner);
  const tells = (call: CallExpression): boolean => isTelling(call, condition);
  const telling = new Set(methods.filter((fn) => callsIn(fn).some(tells)).map((fn) => fn.name));
  const enters = (call: CallExpression): boolean => call === node || isOwnCall(call, waiting.name);
  const leaves = (call: CallExpression): boolean => tells(call) || [...telling].some((method) => isOwnCall(call, method));
  return methods.some((fn) => isManager(fn, enters, leaves)) || isProtocol(methods, enters, leaves);
}

type Kind = (call: CallExpression) => boolean;

/** `@contextmanager def locked(self): self.acquire(); try: yield; finally: self.release()` */
function isManager(fn: FunctionModel, enters: Kind, leaves: Kind): boolean {
  if (fn.isAsync || !fn.isGenerator || !fn.decorators.some((decorator) => /(?:^|\.)contextmanager$/.test(textOf(decorator)))) return false;
  let border: number | undefined;
  visitCode(fn, (inner) => {
    if (inner.kind === 'yield') border ??= inner.start;
  });
  const at = border;
  const calls = callsIn(fn);
  return at !== undefined && calls.some((call) => call.start < at && enters(call)) && calls.some((call) => call.start > at && leaves(call));
}

function isProtocol(methods: readonly FunctionModel[], enters: Kind, leaves: Kind): boolean {
  const calls = (name: string): readonly CallExpression[] => methods.filter((fn) => fn.name === name).flatMap(callsIn);
  return calls('__enter__').some(enters) && calls('__exit__').some(leaves);
}

function isTelling({ callee }: CallExpression, condition: string): boolean {
  return callee.kind === 'member' && /^notify(?:_all)?$/.test(callee.name) && textOf(callee.object) === condition;
}

function isOwnCall({ callee }: CallExpression, method: string): boolean {
  return callee.kind === 'member' && callee.name === method && callee.object.kind === 'name' && callee.object.name === 'self';
}

function callsIn(fn: FunctionModel): readonly CallExpression[] {
  const calls: CallExpression[] = [];
  visitCode(fn, (node) => {
    if (node.kind === 'call') calls.push(node);
    return node.kind === 'function' ? 'skip' : undefined;
  });
  return calls;
}
