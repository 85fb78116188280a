/**
 * Locks that a project builds of the library's: of `threading.Condition`, for readers and writers or for a number of holders, or of
 * several locks at once. Whoever enters waits until another has left. They are held over short sections like the library's own.
 */
import {
  functionOf, moduleOf, textOf, nodesIn, visitCode, type CallExpression, type Expression, type FunctionModel, type WithItem, type WithStatement,
} from '../model/index.js';
import type { Invocation, LibraryCallable } from './semantics.js';

/** Methods that wait for the turn, and those that give it to the next one. */
const TELLING: ReadonlyMap<string, RegExp> = new Map([
  ...['threading.Condition.wait', 'threading.Condition.wait_for'].map((name) => [name, /^notify(?:_all)?$/] as const),
  ...['Lock', 'RLock', 'Condition', 'Semaphore', 'BoundedSemaphore'].map((cls) => [`threading.${cls}.acquire`, /^release$/] as const),
]);

/** Does the call wait for its turn in a context manager of the same class, whose end tells the next one, or give the lock back itself? */
export function isOwnLock({ node }: Invocation, { name }: LibraryCallable): boolean {
  const telling = TELLING.get(name);
  if (!telling || node.kind !== 'call' || node.callee.kind !== 'member') return false;
  const waiting = functionOf(node);
  // In a coroutine it is the reader's own.
  if (waiting.isAsync) return false;
  const { owner } = waiting;
  const condition = textOf(node.callee.object);
  const tells = ({ callee }: CallExpression): boolean => callee.kind === 'member' && telling.test(callee.name) && textOf(callee.object) === condition;
  // `lock.acquire()`, and `lock.release()` further down: a `with` that is written out.
  if (name.endsWith('.acquire') && callsIn(waiting).some((call) => call.start > node.start && tells(call))) return true;
  if (!owner) return false;
  const methods = moduleOf(node).functions.filter((fn) => fn.owner === owner);
  const tellers = new Set(methods.filter((fn) => callsIn(fn).some(tells)).map((fn) => fn.name));
  const enters = (call: CallExpression): boolean => call === node || isOwnCall(call, waiting.name);
  const leaves = (call: CallExpression): boolean => tells(call) || [...tellers].some((method) => isOwnCall(call, method));
  return methods.some((fn) => isManager(fn, enters, leaves)) || isProtocol(methods, enters, leaves);
}

/**
 * The sections of the module that hold the same lock as `with self.lock.reading():`, this one among them: for reading and for writing, and in
 * the other methods, which may run in other threads. Whoever enters waits as long as what they do takes.
 */
export function sectionsOfSameLock(item: WithItem): readonly WithStatement[] {
  const lock = textOf(lockEntered(item.context));
  const { owner, unit } = functionOf(item);
  // The `self` of another class is another object.
  const own = /^self\b/.test(lock) ? owner : undefined;
  return unit.module.functions.filter((fn) => !own || fn.owner === own)
    .flatMap((fn) => nodesIn(fn, 'with-item'))
    .filter(({ context }) => textOf(lockEntered(context)) === lock)
    .flatMap(({ parent }) => (parent?.kind === 'with' ? [parent] : []));
}

/** `lock` in `with lock:` and in `with lock.reading():`. */
function lockEntered(context: Expression): Expression {
  return context.kind === 'call' && context.callee.kind === 'member' ? context.callee.object : context;
}

type Kind = (call: CallExpression) => boolean;

/** `@contextmanager def locked(self): self.acquire(); try: yield; finally: self.release()` */
function isManager(fn: FunctionModel, enters: Kind, leaves: Kind): boolean {
  if (fn.isAsync || !fn.isGenerator || !fn.decorators.some((decorator) => /(?:^|\.)contextmanager$/.test(textOf(decorator)))) return false;
  const at = nodesIn(fn, 'yield')[0]?.start;
  const calls = callsIn(fn);
  return at !== undefined && calls.some((call) => call.start < at && enters(call)) && calls.some((call) => call.start > at && leaves(call));
}

function isProtocol(methods: readonly FunctionModel[], enters: Kind, leaves: Kind): boolean {
  const calls = (name: string): readonly CallExpression[] => methods.filter((fn) => fn.name === name).flatMap(callsIn);
  return calls('__enter__').some(enters) && calls('__exit__').some(leaves);
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
