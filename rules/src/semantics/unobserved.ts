/** Results that may be exceptions, and tasks that may have failed, which nobody looks at. Questions of `unobserved-exception`. */
import {
  functionOf, mentionsOf, resolveName, targetNames, visitCode, walk,
  type AssignmentStatement, type CallExpression, type Expression, type ExpressionStatement, type NameExpression, type Node, type Variable,
} from '../model/index.js';
import { asksToCancel, isEnding, isEndingName } from './cancellation-aftermath.js';
import { isWatchedByCallback, seesToFailures } from './own-failures.js';
import { argumentVariables, caresFor, hasRole } from './task-lifetime.js';
import type { Semantics } from './semantics.js';

/** The statement whose value is `await call`, and what it binds; undefined when the value goes anywhere else. */
export interface AwaitedStatement {
  readonly statement: ExpressionStatement | AssignmentStatement;
  /** undefined when the value is dropped. */
  readonly target: Expression | undefined;
}

export function awaitedStatement(call: CallExpression): AwaitedStatement | undefined {
  const statement = call.parent?.kind === 'await' ? call.parent.parent : undefined;
  if (statement?.kind === 'expression-statement') return { statement, target: undefined };
  if (statement?.kind !== 'assignment' || statement.targets.length !== 1 || statement.value !== call.parent) return undefined;
  return { statement, target: statement.targets[0] };
}

/** `gather(…, return_exceptions=True)` */
export function gathersExceptions(call: CallExpression, semantics: Semantics): boolean {
  const flag = call.arguments.find(({ name }) => name === 'return_exceptions');
  return flag?.value.kind === 'literal' && flag.value.value === true && hasRole(call, semantics, 'gather');
}

/**
 * Is failing of no interest here: what is waited for was cancelled by this function, is being closed, or the function is
 * there to end something?
 */
export function isAllowedToFail(call: CallExpression, semantics: Semantics): boolean {
  const fn = functionOf(call);
  let cancels = false;
  visitCode(fn, (node) => {
    cancels ||= asksToCancel(node);
  });
  return cancels || isEnding(fn, call) || (semantics.language === 'python' && isWatchedByCallback(call, semantics)) || call.arguments.some((argument) => argument.name === undefined && (closes(argument.value) || cannotFail(argument.value, semantics)));
}

function closes(value: Expression): boolean {
  let found = false;
  walk(value, (node) => {
    if (node.kind === 'call' && (node.callee.kind === 'member' || node.callee.kind === 'name')) found ||= isEndingName(node.callee.name);
  });
  return found;
}

const MAX_NAMES = 3;

/** Tasks around asyncio's own waits (`event.wait()`, `sleep`), or coroutines that catch whatever happens, only. */
function cannotFail(value: Expression, semantics: Semantics, depth = 0): boolean {
  if (value.kind === 'name') {
    const bindings = resolveName(value)?.bindings ?? [];
    return bindings.length > 0 && bindings.every(({ node }) => node.kind === 'assignment' && node.value !== undefined && node.value.kind !== 'name' && cannotFail(node.value, semantics, depth));
  }
  const items = value.kind === 'sequence' ? value.items : [value.kind === 'comprehension' ? value.element : value];
  return items.length > 0 && items.every((item) => {
    if (item.kind === 'name') return depth < MAX_NAMES && cannotFail(item, semantics, depth + 1);
    if (item.kind !== 'call') return false;
    if (hasRole(item, semantics, 'spawn-task')) return item.arguments[0] !== undefined && cannotFail(item.arguments[0].value, semantics, depth);
    const { library, functions } = semantics.targets(item);
    if (semantics.language === 'python' && seesToFailures(item, semantics)) return true;
    // `events[name].wait()`: what it is does not always show.
    if (library.length === 0 && functions.length === 0) return item.callee.kind === 'member' && item.callee.name === 'wait';
    return functions.length === 0 && library.length > 0 && library.every(({ name }) => /^asyncio\.(?:sleep|Event\.wait|Queue\.\w+|Condition\.wait|Lock\.acquire)$/.test(name));
  });
}

/** The local variable that a target binds; undefined for anything that others can see. */
export function privateLocal(target: Expression | undefined): { readonly name: NameExpression; readonly variable: Variable } | undefined {
  const variable = target?.kind === 'name' ? resolveName(target) : undefined;
  if (!variable || target?.kind !== 'name' || variable.escapesFunction || variable.owner !== functionOf(target) || variable.bindings.length !== 1) return undefined;
  return variable.owner.kind === 'function' && variable.owner.form !== 'module' ? { name: target, variable } : undefined;
}

/** Mentions of a variable but the one that binds it. */
export function usesOf({ name, variable }: { readonly name: NameExpression; readonly variable: Variable }): readonly NameExpression[] {
  return mentionsOf(variable).filter((mention) => mention !== name);
}

/**
 * A use of a result that only a value can have (`result.name`, `result["id"]`, arithmetic), where the function never asks
 * what it is, shows it or gives it to anybody. `targets` are the names that may hold an exception.
 */
export function uncheckedUse(results: NameExpression | readonly NameExpression[]): Node | undefined {
  const names = Array.isArray(results) ? (results as readonly NameExpression[]) : elementsOf(results as NameExpression);
  if (!names) return undefined;
  let unchecked: Node | undefined;
  for (const name of names) {
    const variable = resolveName(name);
    if (!variable || variable.escapesFunction) return undefined;
    for (const mention of mentionsOf(variable)) {
      if (mention === name || variable.bindings.some((binding) => binding.name === mention)) continue;
      if (!usesValue(mention)) return undefined;
      unchecked ??= mention;
    }
  }
  return unchecked;
}

/** The names that loops over the results bind; undefined when the results are used in any other way. */
function elementsOf(results: NameExpression): readonly NameExpression[] | undefined {
  const variable = resolveName(results);
  if (!variable) return undefined;
  const names: NameExpression[] = [];
  for (const mention of mentionsOf(variable)) {
    if (mention === results) continue;
    const target = iterationTarget(mention);
    if (!target) return undefined;
    names.push(...targetNames(target));
  }
  return names;
}

/** What `for x in results`, `for k, x in zip(keys, results)` and `for i, x in enumerate(results)` bind to a result. */
function iterationTarget(mention: NameExpression): Expression | undefined {
  const argument = mention.parent?.kind === 'argument' ? mention.parent : undefined;
  const call = argument?.parent?.kind === 'call' ? argument.parent : undefined;
  const iterable: Node = call ?? mention;
  const loop = iterable.parent;
  if ((loop?.kind !== 'for' && loop?.kind !== 'comprehension-clause') || loop.iterable !== iterable) return undefined;
  if (!call || !argument) return loop.target;
  const index = call.callee.kind === 'name' && call.callee.name === 'zip' ? call.arguments.indexOf(argument) : call.callee.kind === 'name' && call.callee.name === 'enumerate' ? 1 : -1;
  return index >= 0 && loop.target.kind === 'sequence' ? loop.target.items[index] : undefined;
}

function usesValue(mention: NameExpression): boolean {
  const { parent } = mention;
  switch (parent?.kind) {
    case 'member': return parent.object === mention && !/^(?:__\w+__|args|with_traceback|add_note)$/.test(parent.name);
    case 'index': return parent.object === mention;
    case 'binary': return parent.operator !== '%';
    case 'for': return parent.iterable === mention;
    default: return false;
  }
}

/** Are the finished tasks of `asyncio.wait` never asked, neither through `done` nor through what was given? */
export function leavesDoneAlone(wait: CallExpression, { target }: AwaitedStatement, semantics: Semantics): boolean {
  const done = target?.kind === 'sequence' && target.items.length === 2 ? target.items[0] : undefined;
  if (target && done?.kind !== 'name') return false;
  const local = done && privateLocal(done);
  if (done && (!local || caresFor(local.variable, new Set(), semantics))) return false;
  const [given] = wait.arguments;
  const variables = argumentVariables(wait, semantics);
  if (!given || !startsTasks(given.value, variables, semantics)) return false;
  return [...variables].every(([variable, mention]) => {
    const isLocal = variable.owner === functionOf(wait) && !variable.escapesFunction;
    return isLocal && !caresFor(variable, new Set([mention]), semantics);
  });
}

/** What is waited for is made by this function: there, or in the locals named there. */
function startsTasks(given: Expression, variables: ReadonlyMap<Variable, NameExpression>, semantics: Semantics): boolean {
  const makes = (code: Node): boolean => {
    let found = false;
    walk(code, (node) => {
      if (node.kind === 'call') found ||= hasRole(node, semantics, 'spawn-task');
      return found || node.kind === 'function' ? 'skip' : undefined;
    });
    return found;
  };
  if (makes(given)) return true;
  return variables.size > 0 && [...variables.keys()].every((variable) => variable.bindings.every(({ node }) => node.kind === 'assignment' && node.value !== undefined && makes(node.value)));
}
