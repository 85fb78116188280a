/** Calls from another thread into a loop that runs elsewhere. Questions of `cross-thread-loop-call`. */
import { scopeOf, nodesIn, walk, type CallExpression, type Expression, type FunctionModel, type Node } from '../model/index.js';
import type { Semantics } from './semantics.js';

/**
 * "Almost all asyncio objects are not thread safe": https://docs.python.org/3/library/asyncio-dev.html#concurrency-and-multithreading.
 * `call_soon_threadsafe` and `run_coroutine_threadsafe` are.
 */
const UNSAFE = {
  AbstractEventLoop: ['call_soon', 'call_later', 'call_at', 'create_task', 'stop', 'add_reader', 'add_writer', 'remove_reader', 'remove_writer'],
  Future: ['set_result', 'set_exception', 'cancel'],
  Task: ['cancel'],
  Queue: ['put_nowait', 'get_nowait', 'task_done'],
  Event: ['set', 'clear'],
  Lock: ['release'],
  Semaphore: ['release'],
  Condition: ['notify', 'notify_all'],
} as const;

type UnsafeClass = keyof typeof UNSAFE;

/** What an unsafe call belongs to: `Queue` of `queue.put_nowait(…)`; `running` for calls that need a running loop. */
export type UnsafeOwner = UnsafeClass | 'running';

const NEEDS_RUNNING: ReadonlySet<string> = new Set(['asyncio.create_task', 'asyncio.get_running_loop', 'asyncio.ensure_future']);

export interface UnsafeCall {
  readonly call: CallExpression;
  readonly owner: UnsafeOwner;
}

/** Is the function's code run by another thread for certain, without a loop of its own? */
export function runsInThread(fn: FunctionModel, semantics: Semantics): boolean {
  if (fn.isAsync || !(semantics.runsOffLoop(fn) || isThreadBody(fn, semantics))) return false;
  return !nodesIn(fn, 'call').some((call) => semantics.targets(call).library.some(({ name, facts }) =>
    facts.role === 'run-loop' || facts.role === 'run-loop-forever' || name === 'asyncio.new_event_loop' || name === 'asyncio.set_event_loop'));
}

/** `run` of a `threading.Thread`. */
function isThreadBody(fn: FunctionModel, semantics: Semantics): boolean {
  return fn.name === 'run' && fn.owner !== undefined && semantics.classChain(fn.owner).libraryBases.includes('threading.Thread');
}

/** Calls of the function's own code that another thread must not make. */
export function unsafeCalls(fn: FunctionModel, semantics: Semantics): readonly UnsafeCall[] {
  const found: UnsafeCall[] = [];
  for (const call of nodesIn(fn, 'call')) {
    const owner = ownerOf(call, semantics);
    if (owner) found.push({ call, owner });
  }
  return found;
}

function ownerOf(call: CallExpression, semantics: Semantics): UnsafeOwner | undefined {
  const { library, functions, complete } = semantics.targets(call);
  const [callable] = library;
  if (!callable || library.length !== 1 || functions.length > 0 || !complete) return undefined;
  if (NEEDS_RUNNING.has(callable.name)) return isExpected(call) || call.arguments.some(({ name }) => name === 'loop') ? undefined : 'running';
  const [, cls = '', method = ''] = /^asyncio\.(\w+)\.(\w+)$/.exec(callable.name) ?? [];
  return isUnsafeClass(cls) && UNSAFE[cls].some((unsafe) => unsafe === method) ? cls : undefined;
}

function isUnsafeClass(name: string): name is UnsafeClass {
  return Object.hasOwn(UNSAFE, name);
}

/** Inside `try: … except RuntimeError:` the missing loop is expected. */
function isExpected(call: CallExpression): boolean {
  for (let node: Node | undefined = call.parent; node && node.kind !== 'function'; node = node.parent) {
    if (node.kind === 'try' && node.handlers.length > 0) return true;
  }
  return false;
}

const LOOPS: ReadonlySet<string> = new Set(['asyncio.AbstractEventLoop', 'uvloop.Loop']);

/** How the function can name the loop: its own or an outer function's local, a module variable, an attribute of `self`. */
export function loopInReach(fn: FunctionModel, semantics: Semantics): string | undefined {
  const isLoop = (expression: Expression): boolean => {
    const classes = semantics.classNames(expression);
    return classes.length > 0 && classes.every((name) => LOOPS.has(name));
  };
  for (let scope: FunctionModel | undefined = fn; scope; scope = scope.enclosing) {
    for (const variable of scopeOf(scope).variables.values()) {
      const [binding, ...others] = variable.bindings;
      if (binding?.name && others.length === 0 && isLoop(binding.name)) return variable.name;
    }
  }
  return fn.owner && attributeLoop(fn.owner, fn.parameters[0]?.name, isLoop);
}

function attributeLoop(cls: Node, self: string | undefined, isLoop: (expression: Expression) => boolean): string | undefined {
  let found: string | undefined;
  walk(cls, (node) => {
    if (!found && node.kind === 'member' && node.object.kind === 'name' && node.object.name === self && /loop/.test(node.name) && isLoop(node)) found = `${self}.${node.name}`;
    return found ? 'skip' : undefined;
  });
  return found;
}
