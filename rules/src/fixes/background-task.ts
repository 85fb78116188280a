/**
 * Running a coroutine in the background without losing it: a module-level set holds a strong reference until the task
 * is done (docs.python.org, asyncio-task, "Important: Save a reference to the result of this function").
 */
import type { Edit } from '../engine/finding.js';
import {
  mentionsOf, moduleOf, resolveName, scopeOf,
  type AssignmentStatement, type Expression, type ExpressionStatement, type ModuleModel, type Node, type Variable,
} from '../model/index.js';
import type { Target } from '../rules/rule.js';
import { endOf, indentOf, inOrder, insertAt, insertBefore, lineBreakOf, replaceNode, replaceRange, startOf, startsLine } from './edits.js';
import { freeName } from './free-name.js';
import { declarationBelowImports, importModule } from './imports.js';

/** The second where the first means something else: in FastAPI `background_tasks` are a parameter of handlers. */
const NAMES = ['background_tasks', 'running_tasks'] as const;

/**
 * Keeps the task of `spawn`, which is the value of the statement or begins it (`create_task(…).add_done_callback(…)`).
 * `around`: text that turns a coroutine into the call that spawns it. undefined when the statement shares its line.
 */
export function keepDropped(statement: ExpressionStatement, spawn: Expression, target: Target, around: { before: string; after: string } = { before: '', after: '' }): Edit[] | undefined {
  if (!startsLine(spawn) || startOf(spawn) !== startOf(statement)) return undefined;
  const { text } = moduleOf(statement);
  const task = freeName('task', statement);
  const tail = text.slice(endOf(spawn), endOf(statement)).trim();
  if (tail.includes('\n')) return undefined;
  return inOrder([
    insertBefore(statement, `${task} = ${around.before}`),
    replaceRange(endOf(spawn), endOf(statement), around.after),
    ...keeping(statement, task, target, tail === '' ? [] : [`${task}${tail}`]),
  ]);
}

/** Keeps the task that `name = create_task(…)` leaves in a local. undefined for other targets. */
export function keepLocal(statement: AssignmentStatement, version: Target): Edit[] | undefined {
  const [target] = statement.targets;
  if (statement.targets.length !== 1 || target?.kind !== 'name' || !startsLine(statement)) return undefined;
  // `_` says that nobody uses it, which is no longer so.
  const task = /^_+$/.test(target.name) ? freeName('task', statement) : target.name;
  const renamed = task === target.name ? [] : [replaceNode(target, task)];
  return inOrder([...renamed, ...keeping(statement, task, version, [])]);
}

/** Edits that add `task` to the set below the statement. */
function keeping(statement: ExpressionStatement | AssignmentStatement, task: string, version: Target, more: readonly string[]): Edit[] {
  const module = moduleOf(statement);
  const existing = existingTaskSet(module);
  const name = existing ?? NAMES.map((wanted) => freeName(wanted, statement)).find((free, index) => free === NAMES[index]) ?? freeName(NAMES[0], statement);
  const lines = [`${name}.add(${task})`, `${task}.add_done_callback(${name}.discard)`, ...more];
  const lineBreak = lineBreakOf(statement) + indentOf(statement);
  const below = insertAt(endOfLine(statement), lines.map((line) => lineBreak + line).join(''));
  return existing ? [below] : [declarationBelowImports(module, `${name}${typeOfSet(statement, version)} = set()`), below];
}

/**
 * Type checkers want to know what an empty set is for; files without annotations do without. Tasks take type arguments since
 * 3.9. For the type alone nothing is imported.
 */
function typeOfSet(statement: Node, { python: [major, minor] }: Target): string {
  const isAnnotated = moduleOf(statement).functions.some(({ returns, parameters }) => returns !== undefined || parameters.some(({ annotation }) => annotation !== undefined));
  if (!isAnnotated || (major === 3 && minor < 9)) return '';
  const asyncio = importModule(moduleOf(statement), 'asyncio');
  return asyncio.edits.length === 0 ? `: set[${asyncio.name}.Task[object]]` : ': set[object]';
}

/** Behind the comment that may follow the statement; right behind the statement when another one follows on its line. */
function endOfLine(statement: Node): number {
  const { lines, text } = moduleOf(statement);
  const end = endOf(statement);
  const lineEnd = lines.lineEnd(lines.positionAt(end).line);
  return /^[ \t]*(?:#.*)?$/.test(text.slice(end, lineEnd)) ? lineEnd : end;
}

/** A module-level `name = set()` whose `discard` is used as a callback, or whose name says that it holds running tasks. */
function existingTaskSet(module: ModuleModel): string | undefined {
  for (const variable of scopeOf(module.root).variables.values()) {
    const isNamed = /^_?(?:(?:background|running|pending|active)_)?tasks$/i.test(variable.name);
    if (variable.bindings.some(isEmptySet) && (isNamed || discardsOnDone(variable))) return variable.name;
  }
  return undefined;
}

function isEmptySet(binding: Variable['bindings'][number]): boolean {
  if (binding.kind !== 'target' || binding.node.kind !== 'assignment') return false;
  const { value } = binding.node;
  return value?.kind === 'call' && value.arguments.length === 0 && value.callee.kind === 'name' && value.callee.name === 'set'
    && resolveName(value.callee) === undefined;
}

function discardsOnDone(variable: Variable): boolean {
  return mentionsOf(variable).some((name) => {
    const member = name.parent;
    return member?.kind === 'member' && member.name === 'discard' && member.parent?.kind === 'argument';
  });
}
