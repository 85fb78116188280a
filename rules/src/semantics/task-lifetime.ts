/**
 * Where a task is left running although nobody wants it any more. Questions of `uncancelled-task` about Python tasks;
 * the rule turns the answers into findings.
 */
import { isException, pathsAvoiding } from '../model/cfg-paths.js';
import { cfgOf, stepOf, type Edge, type Step } from '../model/cfg.js';
import {
  containsAny, functionOf, mentionsOf, resolveName, textOf, walk,
  type AssignmentStatement, type CallExpression, type Expression, type ForStatement, type FunctionModel,
  type NameExpression, type Node, type Variable, type WhileStatement,
} from '../model/index.js';
import type { Role } from '../knowledge/facts.js';
import type { Semantics, Targets } from './semantics.js';

/** Does the call have one of these roles for certain? */
export function hasRole(call: CallExpression, semantics: Semantics, ...roles: readonly Role[]): boolean {
  const { library, functions, complete } = semantics.targets(call);
  return complete && functions.length === 0 && library.length > 0
    && library.every((callable) => callable.facts.role !== undefined && roles.includes(callable.facts.role));
}

/** The local that an assignment `name = <value>` binds; undefined for attributes, globals, captured names and tuples. */
export function plainLocal(assignment: AssignmentStatement): { readonly name: NameExpression; readonly variable: Variable } | undefined {
  const [target] = assignment.targets;
  if (assignment.targets.length !== 1 || target?.kind !== 'name' || assignment.operator !== undefined) return undefined;
  const variable = resolveName(target);
  if (!variable || variable.owner !== functionOf(assignment) || variable.escapesFunction) return undefined;
  return variable.owner.kind === 'function' && variable.owner.form !== 'module' ? { name: target, variable } : undefined;
}

export interface Leak {
  /** `return` or the end of the function; an exception otherwise. */
  readonly way: 'return' | 'exception';
  /** The last step before the function is left: a `return`, or what may raise. */
  readonly witness: Step | undefined;
}

/**
 * A way out of the function on which a task held by `name` is never mentioned again. Any mention counts as care (awaited,
 * cancelled, tested, passed on); naming it does not.
 */
export function leakOf(name: NameExpression, variable: Variable, semantics: Semantics): Leak | undefined {
  const cared = new Set<Node>(mentionsOf(variable).filter((mention) => mention !== name && !isNaming(mention)));
  // A task that nothing but other tasks replace is `dangling-task`'s.
  if ([...cared].every((mention) => variable.bindings.some((binding) => binding.name === mention))) return undefined;
  const [start] = stepOf(name);
  if (!start) return undefined;
  const cares = (step: Step): boolean => step !== start && mentions(step, cared);
  const { reachesExit, reachesRaise, witness } = pathsAvoiding(cfgOf(functionOf(name)), start, cares, isLikely);
  if (reachesExit) return { way: 'return', witness };
  if (!reachesRaise || !witness || !waitsForOthers(witness, semantics)) return undefined;
  return isCaughtWithCare(witness, cared) ? undefined : { way: 'exception', witness };
}

/** Any call may raise in theory; what really fails between starting a task and awaiting it is a wait, or a `raise`. */
function isLikely(edge: Edge): boolean {
  if (!isException(edge)) return true;
  const { node, evaluated } = edge.from;
  return node.kind === 'raise' || node.kind === 'with-item' || node.kind === 'for' || evaluated.some(suspends);
}

/** Does evaluating the expression wait for something? */
export function suspends(expression: Expression): boolean {
  let found = false;
  walk(expression, (node) => {
    if (node.kind === 'await' || node.kind === 'yield') found = true;
    return found || node.kind === 'function' ? 'skip' : undefined;
  });
  return found;
}

/** `except Exception: task.cancel(); raise` around what may fail. That a cancellation passes it by is nothing to report. */
function isCaughtWithCare(witness: Step, cared: ReadonlySet<Node>): boolean {
  if (witness.kind === 'entry' || witness.kind === 'exit') return false;
  for (let node: Node | undefined = witness.node; node && node.kind !== 'function'; node = node.parent) {
    if (node.kind !== 'try') continue;
    for (const { type, body } of node.handlers) {
      const isBroad = !type || /\b(?:Base)?Exception\b/.test(textOf(type));
      if (isBroad && body.some((statement) => containsAny(statement, cared))) return true;
    }
  }
  return false;
}

/** Tasks left over when the function passed to `asyncio.run` returns are cancelled by `asyncio.run` itself. */
export function isMainCoroutine(fn: FunctionModel, semantics: Semantics): boolean {
  if (fn.name === 'main' || fn.name === '_main' || fn.name === 'amain') return true;
  return semantics.callersInModule(fn).some((call) => {
    const outer = call.parent?.kind === 'argument' ? call.parent.parent : undefined;
    return outer?.kind === 'call' && mayRunLoop(outer, semantics);
  });
}

/** `asyncio.run`, or a function of the project that wraps it. */
function mayRunLoop(call: CallExpression, semantics: Semantics): boolean {
  const runsLoop = ({ library }: Targets): boolean => library.some(({ facts }) => facts.role === 'run-loop');
  const targets = semantics.targets(call);
  return runsLoop(targets) || targets.functions.some((fn) => semantics.invocations(fn).some((invocation) => runsLoop(invocation.targets)));
}

/** What `asyncio.wait` is asked to wait for, when it may return with tasks still running. */
export function mayLeavePending(wait: CallExpression): boolean {
  return wait.arguments.some((argument) => {
    if (argument.name === 'timeout') return !(argument.value.kind === 'literal' && argument.value.type === 'none');
    return argument.name === 'return_when' && !textOf(argument.value).endsWith('ALL_COMPLETED');
  });
}

/** The local that receives the pending set of `done, pending = await asyncio.wait(…)`; `name` undefined when it is dropped. */
export function pendingTarget(wait: CallExpression): { readonly name: NameExpression | undefined } | undefined {
  const awaited = wait.parent;
  if (awaited?.kind !== 'await') return undefined;
  const statement = awaited.parent;
  if (statement?.kind === 'expression-statement') return { name: undefined };
  if (statement?.kind !== 'assignment' || statement.targets.length !== 1) return undefined;
  const [target] = statement.targets;
  if (target?.kind !== 'sequence' || target.items.length !== 2) return undefined;
  const pending = target.items[1];
  return pending?.kind === 'name' ? { name: pending } : undefined;
}

/**
 * Does the function do anything with the tasks that a variable holds but look at them (`len`, a test, printing) or add
 * another one? Iterating counts only when the body does something with the element.
 */
export function caresFor(variable: Variable, except: ReadonlySet<NameExpression>, semantics: Semantics): boolean {
  const bound = new Set(variable.bindings.map((binding) => binding.name));
  return mentionsOf(variable).some((mention) =>
    !bound.has(mention) && !except.has(mention) && !isLook(mention) && !isIdleLoop(mention) && !addsTask(mention, semantics));
}

/** Every task in the variable is made by this function; what others made and handed over is theirs to end. */
function holdsOwnTasks(variable: Variable, semantics: Semantics): boolean {
  const values = variable.bindings.map((binding) =>
    (binding.kind === 'target' && binding.node.kind === 'assignment' && binding.node.targets.includes(binding.name) ? binding.node.value : undefined));
  if (values.length === 0 || values.some((value) => value === undefined)) return false;
  const isMade = values.some((value) => value && makesTask(value, semantics)) || mentionsOf(variable).some((mention) => addsTask(mention, semantics));
  return isMade && values.every((value) => value && (makesTask(value, semantics) || value.kind === 'sequence' || value.kind === 'call' || value.kind === 'mapping'));
}

/** `tasks.append(asyncio.create_task(…))` */
function addsTask(mention: NameExpression, semantics: Semantics): boolean {
  const { parent } = mention;
  const call = parent?.kind === 'member' && (parent.name === 'append' || parent.name === 'add') ? parent.parent : undefined;
  const [added] = call?.kind === 'call' ? call.arguments : [];
  return added !== undefined && makesTask(added.value, semantics);
}

function makesTask(value: Expression, semantics: Semantics): boolean {
  let makes = false;
  walk(value, (node) => {
    if (node.kind === 'call') {
      if (isOfContext(node)) return 'skip';
      const { verdict, kind } = semantics.awaitable(node);
      makes ||= verdict === 'yes' && (kind === 'task' || kind === 'coroutine') && !asksForTasks(node, semantics);
    }
    return makes || node.kind === 'function' || node.kind === 'await' ? 'skip' : undefined;
  });
  return makes;
}

/** `async with Tasks() as tasks: tasks.create_task(…)`: whoever is left ends them. */
function isOfContext({ callee }: CallExpression): boolean {
  const object = callee.kind === 'member' ? callee.object : undefined;
  return object?.kind === 'name' && (resolveName(object)?.bindings.some(({ node }) => node.kind === 'with-item') ?? false);
}

/** Tasks that run anyway are not made by asking for them. */
function asksForTasks(call: CallExpression, semantics: Semantics): boolean {
  return semantics.targets(call).library.some(({ name }) => name === 'asyncio.current_task' || name === 'asyncio.all_tasks');
}

/** Is a call given nothing but the function's own tasks (in variables or made right there), with which the function does no more? */
export function forgetsArguments(call: CallExpression, semantics: Semantics): boolean {
  const fn = functionOf(call);
  return [...argumentVariables(call, semantics)].every(([variable, mention]) => variable.owner === fn && !variable.escapesFunction
    && holdsOwnTasks(variable, semantics) && !caresFor(variable, new Set([mention]), semantics));
}

/** Variables that hold the tasks which `wait` and `as_completed` are given; awaitables made right there have none. */
export function argumentVariables(call: CallExpression, semantics: Semantics): Map<Variable, NameExpression> {
  const found = new Map<Variable, NameExpression>();
  const isMadeHere = (node: Node): boolean => node.kind === 'call' && semantics.awaitable(node).verdict === 'yes';
  const collect = (argument: Expression): void => walk(argument, (node) => {
    // `asyncio.gather(self.task)` starts nothing: it stands for what it is given.
    if (node.kind === 'call' && hasRole(node, semantics, 'gather', 'shield')) for (const { value } of node.arguments) collect(value);
    if (isMadeHere(node) || (node.kind === 'comprehension' && isMadeHere(node.element))) return 'skip';
    const variable = node.kind === 'name' ? resolveName(node) : undefined;
    if (variable && node.kind === 'name' && variable.owner.kind !== 'comprehension') found.set(variable, node);
    return undefined;
  });
  const [tasks] = call.arguments;
  if (tasks) collect(tasks.value);
  return found;
}

/** `task.cancel()` as a statement of its own, `task` being the given mention. */
export function cancelOf(mention: Expression): CallExpression | undefined {
  const call = mention.parent?.kind === 'member' && mention.parent.name === 'cancel' ? mention.parent.parent : undefined;
  return call?.kind === 'call' && call.callee === mention.parent && call.parent?.kind === 'expression-statement' ? call : undefined;
}

/** The cancelling of a local task with which nothing else is done than looking. */
export function onlyCancelled(name: NameExpression, variable: Variable): CallExpression | undefined {
  const others = mentionsOf(variable).filter((mention) => mention !== name && !isNaming(mention) && !isLook(mention) && !isDoneTest(mention));
  const cancels = others.map(cancelOf);
  return cancels.every((cancel) => cancel !== undefined) ? cancels[0] : undefined;
}

/** `task.done()`, `task.cancelled()` */
export function isDoneTest(mention: NameExpression): boolean {
  return mention.parent?.kind === 'member' && (mention.parent.name === 'done' || mention.parent.name === 'cancelled');
}

/** `break` or `return` that leaves the loop early. */
export function earlyExit(loop: ForStatement | WhileStatement): Node | undefined {
  let found: Node | undefined;
  const visit = (node: Node, depth: number): void => {
    if (found || node.kind === 'function' || node.kind === 'class') return;
    if (node.kind === 'return' || (node.kind === 'break' && depth === 0)) found = node;
    const inner = node.kind === 'for' || node.kind === 'while' ? depth + 1 : depth;
    if ('body' in node) for (const statement of node.body) visit(statement, inner);
    if (node.kind === 'if') for (const statement of [...node.then, ...node.otherwise]) visit(statement, depth);
    if (node.kind === 'try') {
      for (const handler of node.handlers) visit(handler, depth);
      for (const statement of [...node.otherwise, ...node.finalizer]) visit(statement, depth);
    }
    if (node.kind === 'match') for (const branch of node.cases) visit(branch, depth);
  };
  for (const statement of loop.body) visit(statement, 0);
  return found;
}

function mentions(step: Step, wanted: ReadonlySet<Node>): boolean {
  return step.evaluated.some((expression) => containsAny(expression, wanted));
}

/** `task.set_name(…)` */
export function isNaming(mention: NameExpression): boolean {
  return mention.parent?.kind === 'member' && (mention.parent.name === 'set_name' || mention.parent.name === 'get_name');
}

/** The step awaits something that is not itself a task or a group of tasks: it may well fail while ours is running. */
function waitsForOthers(step: Step, semantics: Semantics): boolean {
  return step.evaluated.some((expression) => {
    let waits = false;
    walk(expression, (node) => {
      if (node.kind === 'function') return 'skip';
      if (node.kind === 'await') {
        const { kind, library } = semantics.awaitable(node.value);
        waits ||= kind === 'coroutine' && library !== 'asyncio.sleep' && library !== 'asyncio.wait';
      }
      return waits ? 'skip' : undefined;
    });
    return waits;
  });
}

/** A test, a comparison, `len` or printing: nothing that would end a task. */
export function isLook(mention: NameExpression): boolean {
  const { parent } = mention;
  switch (parent?.kind) {
    case 'if': case 'while': case 'conditional': case 'assert': return 'test' in parent && parent.test === mention;
    case 'unary': case 'compare': case 'template': return true;
    case 'argument': {
      const call = parent.parent;
      return call?.kind === 'call' && call.callee.kind === 'name' && ['len', 'print', 'bool', 'str', 'repr'].includes(call.callee.name);
    }
    default: return false;
  }
}

/** `for task in pending: print(task)`: nothing that would end the task. */
export function isIdleLoop(mention: NameExpression): boolean {
  const loop = mention.parent;
  if (loop?.kind !== 'for' || loop.iterable !== mention || loop.target.kind !== 'name') return false;
  const element = resolveName(loop.target);
  if (!element) return false;
  const inBody: NameExpression[] = [];
  for (const statement of loop.body) walk(statement, (node) => { if (node.kind === 'name' && resolveName(node) === element) inBody.push(node); });
  return inBody.every((name) => isLook(name) || isNaming(name));
}

/** The spawned call of an assignment's value, when the value is nothing else. */
export function spawnedBy(value: Expression | undefined, semantics: Semantics): CallExpression | undefined {
  return value?.kind === 'call' && hasRole(value, semantics, 'spawn-task') ? value : undefined;
}
