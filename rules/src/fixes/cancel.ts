/** Ending tasks properly: cancel, then wait until they are really gone (docs.python.org, asyncio-task, "Task Cancellation"). */
import type { Edit } from '../engine/finding.js';
import { functionOf, isStringStatement, moduleOf, textOf, walk, type AssignmentStatement, type CallExpression, type FunctionModel, type NameExpression, type Node, type Statement } from '../model/index.js';
import { deeperIndent, endOf, indentOf, inOrder, insertAt, lineBreakOf, reindented, replaceNode, replaceRange, startOf, startsLine } from './edits.js';
import { freeName } from './free-name.js';
import { importModule } from './imports.js';

/** After `done, pending = await asyncio.wait(…)`: cancel what is pending and wait for it. */
export function cancelAndWait(wait: CallExpression, target: NameExpression): Edit[] | undefined {
  const statement = statementOf(wait);
  if (!statement || !startsLine(statement) || !endsLine(statement)) return undefined;
  const indent = indentOf(statement);
  const asyncio = importModule(moduleOf(wait), 'asyncio', wait);
  // `_` says that nobody uses it, which is no longer so.
  const pending = /^_+$/.test(target.name) ? freeName('pending', statement) : target.name;
  const lines = [
    `for task in ${pending}:`,
    `${deeperIndent(statement, indent).slice(indent.length)}task.cancel()`,
    `await ${asyncio.name}.gather(*${pending}, return_exceptions=True)`,
  ];
  const text = lines.map((line) => lineBreakOf(statement) + indent + line).join('');
  return inOrder([...asyncio.edits, ...(pending === target.name ? [] : [replaceNode(target, pending)]), insertAt(lineEndOf(statement), text)]);
}

interface CancelAround {
  readonly form: 'tryFinally' | 'tryExcept';
  readonly edits: readonly Edit[];
}

/**
 * Wraps everything after `task = create_task(…)` in its block into `try: … finally: task.cancel()`; where the task leaves
 * the block alive (`return task`), into `try: … except BaseException: task.cancel(); raise`.
 */
export function cancelAround(assignment: AssignmentStatement, name: string): CancelAround | undefined {
  const block = followingStatements(assignment);
  const first = block?.[0];
  const last = block?.at(-1);
  if (!first || !last || !startsLine(first) || hasMultilineString(first, last)) return undefined;
  const indent = indentOf(first);
  const deeper = deeperIndent(first, indent);
  const lineBreak = lineBreakOf(first);
  const { lines, text } = moduleOf(first);
  const start = lines.lineStart(lines.positionAt(startOf(first)).line);
  const end = lineEndOf(last);
  const body = indent + reindented(text.slice(start + indent.length, end), indent, deeper).trimStart();
  const form = block.some((statement) => handsOn(statement, name)) ? 'tryExcept' : 'tryFinally';
  const cancel = form === 'tryExcept'
    ? [`${indent}except BaseException:`, `${deeper}${name}.cancel()`, `${deeper}raise`] : [`${indent}finally:`, `${deeper}${name}.cancel()`];
  const wrapped = [`${indent}try:`, deeper + body.slice(indent.length), ...cancel].join(lineBreak);
  return { form, edits: [{ start, end, newText: wrapped }] };
}

/** Does the code give the task to somebody, instead of awaiting it or calling its methods? */
function handsOn(code: Statement, name: string): boolean {
  let isHandedOn = false;
  walk(code, (node) => {
    if (node.kind === 'await') return 'skip';
    const isMethod = node.parent?.kind === 'member' && node.parent.object === node;
    if (node.kind === 'name' && node.name === name && !isMethod) isHandedOn = true;
    return isHandedOn ? 'skip' : undefined;
  });
  return isHandedOn;
}

/** `self._task.cancel()`, and waiting for its end where the method can, as the first statements of the closing method. */
export function cancelInMethod(method: FunctionModel, task: string, { mayBeNone }: { readonly mayBeNone: boolean }): Edit[] | undefined {
  const code = method.body.filter((statement) => !isStringStatement(statement));
  const first = code[0] ?? method.body[0];
  if (!first || !startsLine(first)) return undefined;
  const asyncio = method.isAsync ? importModule(moduleOf(first), 'asyncio', first) : { name: '', edits: [] };
  const indent = indentOf(first);
  const step = deeperIndent(first, indent).slice(indent.length);
  const lines = [`${task}.cancel()`, ...(method.isAsync ? [`await ${asyncio.name}.gather(${task}, return_exceptions=True)`] : [])];
  const guarded = mayBeNone ? [`if ${task} is not None:`, ...lines.map((line) => step + line)] : lines;
  const text = guarded.join(lineBreakOf(first) + indent);
  const [only, ...more] = code;
  const isEmpty = only !== undefined && more.length === 0 && textOf(only) === 'pass';
  const edit = isEmpty ? replaceRange(startOf(only), endOf(only), text) : insertAt(startOf(first), text + lineBreakOf(first) + indent);
  return inOrder([...asyncio.edits, edit]);
}

/** `clearInterval(this.timer);` as the first statement of the closing method. */
export function clearInMethod(method: FunctionModel, timer: string): Edit[] | undefined {
  const [first] = method.body;
  if (!first || !startsLine(first)) return undefined;
  return [insertAt(startOf(first), `clearInterval(${timer});${lineBreakOf(first)}${indentOf(first)}`)];
}

/** `await asyncio.gather(task, return_exceptions=True)` after `task.cancel()`. */
export function awaitCancelled(cancel: CallExpression, task: string): Edit[] | undefined {
  const statement = statementOf(cancel);
  const fn = functionOf(cancel);
  // A generator may be closed while nothing can be waited for (PEP 525, "Finalization").
  if (!statement || !fn.isAsync || fn.isGenerator || !startsLine(statement) || !endsLine(statement)) return undefined;
  const asyncio = importModule(moduleOf(cancel), 'asyncio', cancel);
  const text = `${lineBreakOf(statement)}${indentOf(statement)}await ${asyncio.name}.gather(${task}, return_exceptions=True)`;
  return inOrder([...asyncio.edits, insertAt(lineEndOf(statement), text)]);
}

/** `await asyncio.gather(*tasks, return_exceptions=True)` after the statement that cancels each of them. */
export function awaitCancelledSet(statement: Statement, tasks: string): Edit[] | undefined {
  if (!startsLine(statement) || !endsLine(statement)) return undefined;
  const asyncio = importModule(moduleOf(statement), 'asyncio', statement);
  const text = `${lineBreakOf(statement)}${indentOf(statement)}await ${asyncio.name}.gather(*${tasks}, return_exceptions=True)`;
  return inOrder([...asyncio.edits, insertAt(lineEndOf(statement), text)]);
}

function statementOf(node: Node): Statement | undefined {
  for (let current: Node | undefined = node; current; current = current.parent) {
    if (current.kind === 'assignment' || current.kind === 'expression-statement') return current;
  }
  return undefined;
}

/** The statements that follow in the same block. */
function followingStatements(statement: Statement): readonly Statement[] | undefined {
  const { parent } = statement;
  if (!parent) return undefined;
  const blocks: (readonly Statement[])[] = [];
  if ('body' in parent) blocks.push(parent.body);
  if (parent.kind === 'if') blocks.push(parent.then, parent.otherwise);
  if (parent.kind === 'try') blocks.push(parent.otherwise, parent.finalizer);
  const block = blocks.find((candidate) => candidate.includes(statement)) ?? functionOf(statement).body;
  const index = block.indexOf(statement);
  return index < 0 ? undefined : block.slice(index + 1);
}

/** Re-indenting would change the text of a string that spans lines. */
function hasMultilineString(first: Node, last: Node): boolean {
  const text = moduleOf(first).text.slice(startOf(first), endOf(last));
  return /"""|'''|\\\r?\n/.test(text) || textOf(first) === '';
}

function endsLine(node: Node): boolean {
  const { text } = moduleOf(node);
  return /^[ \t]*(?:#[^\r\n]*)?(?:[\r\n]|$)/.test(text.slice(endOf(node), endOf(node) + 400));
}

function lineEndOf(node: Node): number {
  const { lines } = moduleOf(node);
  return lines.lineEnd(lines.positionAt(endOf(node)).line);
}
