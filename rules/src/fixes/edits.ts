/** Building blocks of fixes: edits in absolute offsets, made from model nodes. */
import { moduleOf, unitOf, type Node } from '../model/index.js';
import type { Edit } from '../engine/finding.js';

/** Offset of a node's first character in its file. */
export function startOf(node: Node): number {
  return unitOf(node).base + node.start;
}

export function endOf(node: Node): number {
  return unitOf(node).base + node.end;
}

/** An edit that inserts `text` at an absolute offset. */
export function insertAt(offset: number, text: string): Edit {
  return { start: offset, end: offset, newText: text };
}

export function insertBefore(node: Node, text: string): Edit {
  return insertAt(startOf(node), text);
}

export function insertAfter(node: Node, text: string): Edit {
  return insertAt(endOf(node), text);
}

export function replaceNode(node: Node, text: string): Edit {
  return { start: startOf(node), end: endOf(node), newText: text };
}

/** Replaces from the start of one node to the start (exclusive) of another that follows it. */
export function replaceRange(start: number, end: number, text: string): Edit {
  return { start, end, newText: text };
}

/**
 * Ascending order, as `Fix.edits` wants it. Insertions at one offset keep the order they were given in (sorting is stable)
 * and come before a replacement that begins there.
 */
export function inOrder(edits: readonly Edit[]): Edit[] {
  return [...edits].sort((a, b) => a.start - b.start || a.end - b.end);
}

/** The line break the file uses. */
export function lineBreakOf(node: Node): string {
  const { text } = moduleOf(node);
  const at = text.indexOf('\n');
  if (at > 0 && text[at - 1] === '\r') return '\r\n';
  return at < 0 && text.includes('\r') ? '\r' : '\n';
}

/** White space that the line of the node begins with. */
export function indentOf(node: Node): string {
  return moduleOf(node).lines.indentAt(startOf(node));
}

/** One more level than `indent`, in the style of the file (tab, or the smallest indentation step seen; 4 by default). */
export function deeperIndent(node: Node, indent: string): string {
  const { text } = moduleOf(node);
  const step = /^(\t| {2,8})(?=\S)/m.exec(text)?.[1];
  return indent + (step ?? '    ');
}

/** true when nothing but white space stands before the node on its line. */
export function startsLine(node: Node): boolean {
  const { lines } = moduleOf(node);
  const start = startOf(node);
  return lines.text.slice(lines.lineStart(lines.positionAt(start).line), start).trim() === '';
}

/** The node's text with every further line re-indented from `from` to `to`. */
export function reindented(text: string, from: string, to: string): string {
  return text.split(/(\r\n|\r|\n)/).map((part, index) =>
    index > 0 && index % 2 === 0 && part.startsWith(from) ? to + part.slice(from.length) : part).join('');
}

/**
 * May another statement stand beside this one? Not where it is all that an `if`, `else` or loop of JavaScript has. What the text
 * before it ends with tells: a statement, or the brace that opens a block.
 */
export function mayHaveNeighbours(statement: Node): boolean {
  const module = moduleOf(statement);
  if (module.language === 'python') return true;
  const before = module.text.slice(0, startOf(statement)).trimEnd();
  return before === '' || /[{};]$/.test(before);
}
