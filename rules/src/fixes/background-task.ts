/**
 * Running a coroutine in the background without losing it: a module-level set holds a strong reference until the task
 * is done (docs.python.org, asyncio-task, "Important: Save a reference to the result of this function").
 */
import type { Edit } from '../engine/finding.js';
import { mentionsOf, moduleOf, resolveName, scopeOf, textOf, type Expression, type ModuleModel, type Statement, type Variable } from '../model/index.js';
import { inOrder, indentOf, insertAt, lineBreakOf, replaceNode, startsLine } from './edits.js';

const DEFAULT_SET = 'background_tasks';

/**
 * Replaces a statement whose value is dropped by one that spawns `spawn` (the text of a task-creating call) and keeps it.
 * undefined when the statement shares its line with others.
 */
export function keepInBackground(statement: Statement, spawn: string): Edit[] | undefined {
  if (!startsLine(statement)) return undefined;
  const module = moduleOf(statement);
  const existing = existingTaskSet(module);
  const setName = existing ?? freeName(module, DEFAULT_SET);
  const task = freeName(module, 'task');
  const separator = lineBreakOf(statement) + indentOf(statement);
  const lines = [`${task} = ${spawn}`, `${setName}.add(${task})`, `${task}.add_done_callback(${setName}.discard)`];
  const edits = [replaceNode(statement, lines.join(separator))];
  if (!existing) edits.push(declareSet(module, setName));
  return inOrder(edits);
}

/** A module-level `name = set()` whose `discard` is used as a callback, or whose name says that it holds tasks. */
function existingTaskSet(module: ModuleModel): string | undefined {
  for (const variable of scopeOf(module.root).variables.values()) {
    if (variable.bindings.some(isEmptySet) && (/tasks?$/i.test(variable.name) || discardsOnDone(variable))) return variable.name;
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

function freeName(module: ModuleModel, wanted: string): string {
  let name = wanted;
  for (let n = 2; scopeOf(module.root).variables.has(name); n++) name = `${wanted}_${n}`;
  return name;
}

/** After the last top-level import, else at the first statement. */
function declareSet(module: ModuleModel, name: string): Edit {
  const { body } = module.root;
  const lineBreak = module.text.includes('\r\n') ? '\r\n' : '\n';
  const lastImport = body.filter((statement) => statement.kind === 'import').at(-1);
  if (lastImport) {
    const end = module.lines.lineEnd(module.lines.positionAt(lastImport.end).line);
    return insertAt(end, `${lineBreak}${lineBreak}${name} = set()`);
  }
  const first = body[0];
  const start = first ? module.lines.lineStart(module.lines.positionAt(first.start).line) : 0;
  return insertAt(start, `${name} = set()${lineBreak}${lineBreak}${lineBreak}`);
}

/** The text of `expression` wrapped so that it becomes a task. */
export function spawnText(asyncio: string, expression: Expression): string {
  return `${asyncio}.create_task(${textOf(expression)})`;
}
