/** Code written for asyncio before 3.7, 3.10, 3.11: loops made and passed by hand. Questions of `legacy-event-loop`. */
import {
  functionOf, mentionsOf, resolveName,
  type Argument, type AssignmentStatement, type CallExpression, type Expression, type ExpressionStatement, type NameExpression, type Node, type Statement,
  type TryStatement,
} from '../model/index.js';
import { reachingBindings } from '../model/flow.js';
import { hasRole } from './task-lifetime.js';
import type { Semantics } from './semantics.js';

/** A loop that is made, used once and closed: what `asyncio.run` does. */
export interface HandmadeRun {
  /** `loop.run_until_complete(main())` */
  readonly run: CallExpression;
  readonly coroutine: Expression;
  /** `asyncio.get_event_loop()` or `asyncio.new_event_loop()` */
  readonly source: CallExpression;
  readonly isNewLoop: boolean;
  /** Statements that only serve the loop: making, setting and closing it. */
  readonly service: readonly Statement[];
  /** The loop is closed, so nobody uses it afterwards. */
  readonly isClosed: boolean;
}

/** undefined when the loop has any other use, or is not made here. */
export function handmadeRun(run: CallExpression, semantics: Semantics): HandmadeRun | undefined {
  const { callee, arguments: [given, ...others] } = run;
  if (callee.kind !== 'member' || callee.name !== 'run_until_complete' || functionOf(run).isAsync) return undefined;
  if (!given || others.length > 0 || given.name !== undefined || given.spread !== 'none') return undefined;
  const { verdict, kind } = semantics.awaitable(given.value);
  if (verdict !== 'yes' || kind !== 'coroutine' || !hasRole(run, semantics, 'run-loop')) return undefined;
  const loop = callee.object;
  if (loop.kind === 'call') {
    const isNewLoop = loopSource(loop, semantics);
    return isNewLoop === undefined ? undefined : { run, coroutine: given.value, source: loop, isNewLoop, service: [], isClosed: false };
  }
  return loop.kind === 'name' ? namedRun(run, given.value, loop, semantics) : undefined;
}

function namedRun(run: CallExpression, coroutine: Expression, loop: NameExpression, semantics: Semantics): HandmadeRun | undefined {
  const variable = resolveName(loop);
  const [binding, ...others] = variable?.bindings ?? [];
  if (!variable || !binding || others.length > 0 || binding.kind !== 'target' || variable.owner !== functionOf(run)) return undefined;
  const { node: made } = binding;
  if (made.kind !== 'assignment' || made.targets.length !== 1 || made.targets[0] !== binding.name || made.value?.kind !== 'call') return undefined;
  const isNewLoop = loopSource(made.value, semantics);
  if (isNewLoop === undefined) return undefined;
  const service: Statement[] = [made];
  let isClosed = false;
  for (const mention of mentionsOf(variable)) {
    if (mention === binding.name || mention === loop) continue;
    const statement = functionOf(mention) === variable.owner ? serviceStatement(mention, semantics) : undefined;
    if (!statement) return undefined;
    if (!service.includes(statement)) service.push(statement);
    isClosed ||= mention.parent?.kind === 'member' && mention.parent.name === 'close';
  }
  return { run, coroutine, source: made.value, isNewLoop, service, isClosed };
}

/** false for `get_event_loop()`, true for `new_event_loop()`. */
function loopSource(call: CallExpression, semantics: Semantics): boolean | undefined {
  if (call.arguments.length > 0) return undefined;
  const name = semantics.libraryName(call.callee);
  if (name === 'asyncio.new_event_loop') return true;
  return name === 'asyncio.get_event_loop' ? false : undefined;
}

/** `loop.close()`, `asyncio.set_event_loop(loop)`, `loop.run_until_complete(loop.shutdown_asyncgens())`. */
function serviceStatement(mention: NameExpression, semantics: Semantics): ExpressionStatement | undefined {
  const { parent } = mention;
  if (parent?.kind === 'argument' && parent.parent?.kind === 'call') {
    return semantics.libraryName(parent.parent.callee) === 'asyncio.set_event_loop' ? statementOf(parent.parent) : undefined;
  }
  if (parent?.kind !== 'member' || parent.parent?.kind !== 'call' || parent.parent.callee !== parent) return undefined;
  const call = parent.parent;
  if (parent.name === 'close') return statementOf(call);
  const isShutdown = (name: string): boolean => name === 'shutdown_asyncgens' || name === 'shutdown_default_executor';
  if (isShutdown(parent.name)) return call.parent?.kind === 'argument' && call.parent.parent?.kind === 'call' ? statementOf(call.parent.parent) : undefined;
  const inner = parent.name === 'run_until_complete' ? call.arguments[0]?.value : undefined;
  return inner?.kind === 'call' && inner.callee.kind === 'member' && isShutdown(inner.callee.name) ? statementOf(call) : undefined;
}

function statementOf(call: CallExpression): ExpressionStatement | undefined {
  return call.parent?.kind === 'expression-statement' ? call.parent : undefined;
}

/** The `try` around the run whose `finally` only serves the loop. */
export function tryForLoop({ run, service }: HandmadeRun): TryStatement | undefined {
  for (let node: Node | undefined = run.parent; node && node.kind !== 'function'; node = node.parent) {
    if (node.kind === 'try' && node.hasFinalizer && node.finalizer.every((statement) => service.includes(statement))) return node;
  }
  return undefined;
}

/**
 * Took a `loop` argument that is ignored since 3.8 and gone in 3.10: "Changed in version 3.10: Removed the loop
 * parameter", https://docs.python.org/3/library/asyncio-task.html, …-sync.html, …-queue.html, …-stream.html, …-subprocess.html
 */
const WITHOUT_LOOP: ReadonlySet<string> = new Set([
  'sleep', 'gather', 'wait', 'wait_for', 'shield', 'as_completed',
  'Lock', 'Event', 'Condition', 'Semaphore', 'BoundedSemaphore', 'Queue', 'PriorityQueue', 'LifoQueue',
  'open_connection', 'start_server', 'open_unix_connection', 'start_unix_server', 'create_subprocess_exec', 'create_subprocess_shell',
].map((name) => `asyncio.${name}`));

/** The `loop=` argument of a call that no longer takes one. */
export function loopArgument(call: CallExpression, semantics: Semantics): Argument | undefined {
  const argument = call.arguments.find(({ name }) => name === 'loop');
  return argument && WITHOUT_LOOP.has(semantics.libraryName(call.callee) ?? '') ? argument : undefined;
}

/** Coroutines that `asyncio.wait` is given where it wants tasks: "forbidden" since 3.11. */
export function waitedCoroutines(wait: CallExpression, semantics: Semantics): readonly CallExpression[] {
  const [first] = wait.arguments;
  if (!first || (first.name !== undefined && first.name !== 'fs') || !hasRole(wait, semantics, 'wait')) return [];
  return coroutinesIn(collectionOf(first.value), semantics);
}

/** The list, set or comprehension itself, or what the only assignment of a local gives it. */
function collectionOf(value: Expression): Expression {
  if (value.kind !== 'name') return value;
  const [binding, ...others] = reachingBindings(value) ?? [];
  const assignment: AssignmentStatement | undefined = binding?.node.kind === 'assignment' ? binding.node : undefined;
  const variable = resolveName(value);
  const isOnlyRead = variable !== undefined && !variable.escapesFunction && mentionsOf(variable).length === 2;
  return others.length === 0 && isOnlyRead && assignment?.targets.length === 1 && assignment.value ? assignment.value : value;
}

function coroutinesIn(collection: Expression, semantics: Semantics): CallExpression[] {
  const elements = collection.kind === 'sequence' ? collection.items : collection.kind === 'comprehension' && !collection.value ? [collection.element] : [];
  return elements.filter((element): element is CallExpression => {
    if (element.kind !== 'call') return false;
    const { verdict, kind } = semantics.awaitable(element);
    return verdict === 'yes' && kind === 'coroutine';
  });
}
