/** Repairs of queue protocols: `task_done` on every way, one sentinel per consumer, consumers cancelled after `join`. */
import type { Edit } from '../engine/finding.js';
import { blocksOf } from '../model/blocks.js';
import { functionOf, moduleOf, textOf, type CallExpression, type ExpressionStatement, type Node, type Statement } from '../model/index.js';
import { deeperIndent, endOf, indentOf, inOrder, insertAt, lineBreakOf, reindented, replaceRange, startOf, startsLine } from './edits.js';

/** `await queue.put(None)` → the same in `for _ in range(consumers):`. */
export function repeatSentinel(put: CallExpression, consumers: number): Edit[] | undefined {
  const statement = statementOf(put);
  if (statement?.kind !== 'expression-statement' || !startsLine(statement)) return undefined;
  const indent = indentOf(statement);
  const deeper = deeperIndent(statement, indent);
  const text = reindented(textOf(statement), indent, deeper);
  return [replaceRange(startOf(statement), endOf(statement), `for _ in range(${consumers}):${lineBreakOf(statement)}${deeper}${text}`)];
}

/**
 * Everything between `get` and `task_done` goes into a `try`, `task_done` into its `finally`; `done` are all calls of it in the
 * function. Without any, the rest of the block is what one item means.
 */
export function doneInFinally(get: CallExpression, queue: string, done: readonly CallExpression[]): Edit[] | undefined {
  const statement = statementOf(get);
  const block = statement && blocksOf(functionOf(get)).find((each) => each.includes(statement));
  const only = done.length === 1 ? done[0]?.parent : undefined;
  if (!statement || !block || done.length > 1 || (done.length === 1 && only?.kind !== 'expression-statement')) return undefined;
  const from = block.indexOf(statement) + 1;
  const end = only?.kind === 'expression-statement' ? block.indexOf(only) : block.length;
  const between = block.slice(from, end);
  const [first] = between;
  const last = between.at(-1);
  if (!first || !last || end < from || between.some((each) => !canMove(each)) || (only && !startsLine(only))) return undefined;
  return tryFinally(first, last, only?.kind === 'expression-statement' ? only : undefined, `${queue}.task_done()`);
}

function tryFinally(first: Statement, last: Statement, done: ExpressionStatement | undefined, call: string): Edit[] {
  const { lines, text } = moduleOf(first);
  const indent = indentOf(first);
  const deeper = deeperIndent(first, indent);
  const lineBreak = lineBreakOf(first);
  const start = startOf(first);
  const lineEnd = (node: Node): number => lines.lineEnd(lines.positionAt(endOf(node)).line);
  const body = `try:${lineBreak}${deeper}${reindented(text.slice(start, lineEnd(last)), indent, deeper)}${lineBreak}${indent}finally:`;
  if (!done) return [{ start, end: lineEnd(last), newText: `${body}${lineBreak}${deeper}${call}` }];
  return inOrder([
    { start, end: lineEnd(last), newText: body },
    insertAt(startOf(done), deeper.slice(indent.length)),
  ]);
}

/** `for task in workers: task.cancel()` after `await queue.join()`. */
export function cancelAfterJoin(join: CallExpression, tasks: { readonly name: string; readonly isList: boolean }): Edit[] | undefined {
  const statement = statementOf(join);
  if (!statement || !startsLine(statement)) return undefined;
  const { lines } = moduleOf(statement);
  const indent = indentOf(statement);
  const own = tasks.isList
    ? [`for task in ${tasks.name}:`, `${deeperIndent(statement, indent).slice(indent.length)}task.cancel()`]
    : [`${tasks.name}.cancel()`];
  return [insertAt(lines.lineEnd(lines.positionAt(endOf(statement)).line), own.map((line) => lineBreakOf(statement) + indent + line).join(''))];
}

function canMove(statement: Statement): boolean {
  return startsLine(statement) && !/"""|'''|\\\r?\n/.test(textOf(statement));
}

function statementOf(node: Node): Statement | undefined {
  for (let current: Node | undefined = node; current && current.kind !== 'function'; current = current.parent) {
    if (current.kind === 'assignment' || current.kind === 'expression-statement') return current;
  }
  return undefined;
}
