/** Closing what was opened: `with` around the rest of the block, or `try … finally` where its type has no `with`. */
import type { Edit } from '../engine/finding.js';
import { functionOf, mentionsOf, moduleOf, textOf, walk, type Node, type Statement, type Variable } from '../model/index.js';
import { stopsTheLoop, type HeldLocal } from '../semantics/resource-lifetime.js';
import { deeperIndent, endOf, indentOf, inOrder, insertAt, insertBefore, lineBreakOf, replaceRange, startOf, startsLine } from './edits.js';
import { indentationOf } from './indentation.js';

/** undefined where the rest of the block does not hold all that uses the resource, or its lines cannot be moved. */
export function closeWithStatement(held: HeldLocal): Edit[] | undefined {
  const { opened, resource, assignment, name } = held;
  const rest = restToMove(held);
  const value = assignment.value;
  if (!rest || !resource.closedBy || !value || opened.isTuple) return undefined;
  const isAwaited = value.kind === 'await';
  // What both `await` and `async with` open needs no `await`; a limit around it stays where it is.
  const entered = isAwaited && opened.facts.asyncContext && value.value === opened.call ? opened.call : value;
  const keyword = resource.closedBy === 'async-with' ? 'async with' : 'with';
  const header = replaceRange(startOf(assignment), endOf(assignment), `${keyword} ${textOf(entered)} as ${name.name}:`);
  return inOrder([header, ...rest.edits]);
}

/** `try:` around the rest of the block and `finally:` with the closing calls. */
export function closeInFinally(held: HeldLocal): Edit[] | undefined {
  const { resource, assignment, name } = held;
  const rest = restToMove(held);
  const [first] = rest?.statements ?? [];
  // `reader, _ = await open_connection(…)`: nobody wants to read `_.close()`.
  if (!rest || !first || /^_+$/.test(name.name)) return undefined;
  const indent = indentOf(assignment);
  const deeper = deeperIndent(assignment, indent);
  const lineBreak = lineBreakOf(assignment);
  const [close = 'close'] = resource.close;
  const closing = [
    `${resource.closeAwaited ? 'await ' : ''}${name.name}.${close}()`,
    ...(resource.thenAwait === undefined ? [] : [`await ${name.name}.${resource.thenAwait}()`]),
  ];
  const opening = insertBefore(first, `try:${lineBreak}${deeper}`);
  const text = [`${indent}finally:`, ...closing.map((line) => deeper + line)].map((line) => lineBreak + line).join('');
  const { lines } = moduleOf(first);
  const lineStart = lines.lineStart(lines.positionAt(startOf(first)).line);
  const others = rest.edits.filter((edit) => edit.end < lineStart || edit.start > startOf(first) || edit.start < edit.end);
  return inOrder([...others, opening, insertAt(rest.end, text)]);
}

/** What is longer has other places to close it than around all the rest. */
const MOST_LINES = 60;

interface Rest {
  /** What stays of the block after the assignment. */
  readonly statements: readonly Statement[];
  /** Moves it to the right and takes the closing calls out. */
  readonly edits: readonly Edit[];
  /** Where its last line ends. */
  readonly end: number;
}

function restToMove(held: HeldLocal): Rest | undefined {
  const { assignment, variable, name, resource } = held;
  if (stopsTheLoop(held)) return undefined;
  const block = blockAfter(assignment);
  if (!block || !startsLine(assignment) || block.some((statement) => !startsLine(statement))) return undefined;
  if (mentionsOf(variable).some((mention) => mention !== name && !block.some((statement) => isInside(mention, statement)))) return undefined;
  const closing = new Set<Statement>(block.filter((statement) => closes(statement, variable, resource.close, resource.thenAwait)));
  const statements = block.filter((statement) => !closing.has(statement));
  const last = statements.at(-1);
  if (!last || !endsLine(last)) return undefined;
  const { lines } = moduleOf(assignment);
  if (lines.positionAt(endOf(last)).line - lines.positionAt(startOf(assignment)).line > MOST_LINES) return undefined;
  const indent = indentOf(assignment);
  const step = deeperIndent(assignment, indent).slice(indent.length);
  const removed = [...closing].map((statement) => {
    const start = lines.lineStart(lines.positionAt(startOf(statement)).line);
    return { statement, start, end: lines.lineStart(lines.positionAt(endOf(statement)).line + 1) };
  });
  // Nothing that ends a line with a comment or shares it is taken out.
  if (removed.some(({ statement }) => !endsPlainly(statement))) return undefined;
  const isRemoved = (start: number): boolean => removed.some((line) => start >= line.start && start < line.end);
  const [first] = block;
  const moved = indentationOf(block, step).filter(({ start }) => !isRemoved(start));
  const firstLine = first && !closing.has(first) ? [insertAt(startOf(first), step)] : [];
  const edits = [...firstLine, ...moved, ...removed.map(({ start, end }) => replaceRange(start, end, ''))];
  return { statements, edits, end: lines.lineEnd(lines.positionAt(endOf(last)).line) };
}

/** `await conn.close()`, `writer.close()`, `await writer.wait_closed()` as a statement. */
function closes(statement: Statement, variable: Variable, methods: readonly string[], thenAwait: string | undefined): boolean {
  if (statement.kind !== 'expression-statement') return false;
  const call = statement.value.kind === 'await' ? statement.value.value : statement.value;
  if (call.kind !== 'call' || call.callee.kind !== 'member' || call.callee.object.kind !== 'name' || call.callee.object.name !== variable.name) return false;
  return methods.includes(call.callee.name) || call.callee.name === thenAwait;
}

function blockAfter(statement: Statement): readonly Statement[] | undefined {
  const { parent } = statement;
  const blocks: (readonly Statement[])[] = [functionOf(statement).body];
  if (parent && 'body' in parent) blocks.push(parent.body);
  if (parent?.kind === 'if') blocks.push(parent.then, parent.otherwise);
  if (parent?.kind === 'try') blocks.push(parent.otherwise, parent.finalizer);
  for (const block of blocks) {
    const index = block.indexOf(statement);
    if (index >= 0) return block.slice(index + 1);
  }
  return undefined;
}

function isInside(node: Node, ancestor: Node): boolean {
  let found = false;
  walk(ancestor, (inner) => {
    if (inner === node) found = true;
    return found ? 'skip' : undefined;
  });
  return found;
}

function endsLine(node: Node): boolean {
  return /^[ \t]*(?:#[^\r\n]*)?(?:[\r\n]|$)/.test(moduleOf(node).text.slice(endOf(node), endOf(node) + 400));
}

function endsPlainly(node: Node): boolean {
  return /^[ \t]*(?:[\r\n]|$)/.test(moduleOf(node).text.slice(endOf(node), endOf(node) + 400));
}
