/** Moving lines of code to the right and back to the left. */
import type { Edit } from '../engine/finding.js';
import { moduleOf, walk, type Node, type Statement } from '../model/index.js';
import { endOf, insertAt, replaceRange, startOf } from './edits.js';

/**
 * Insertions of `step` at the start of every line of the statements but the first, whose place the caller decides. Blank
 * lines stay as they are, and so do lines that begin inside a string.
 */
export function indentationOf(block: readonly Statement[], step: string): Edit[] {
  const [first] = block;
  const last = block.at(-1);
  return first && last ? linesBelow(startOf(first), endOf(last), first, block).map((start) => insertAt(start, step)) : [];
}

/** Deletions of `step` at the start of the lines after the one with `start`, down to the end of the block. */
export function dedentationOf(start: number, block: readonly Statement[], step: string): Edit[] {
  const last = block.at(-1);
  if (!last) return [];
  const { text } = moduleOf(last);
  return linesBelow(start, endOf(last), last, block)
    .filter((line) => text.startsWith(step, line))
    .map((line) => replaceRange(line, line + step.length, ''));
}

/** Starts of the lines after the one with `start`, down to the one with `end`, that may be moved. */
function linesBelow(start: number, end: number, at: Node, block: readonly Statement[]): number[] {
  const { lines } = moduleOf(at);
  const frozen = new Set<number>();
  for (const statement of block) {
    walk(statement, (node) => {
      if (node.kind !== 'literal' && node.kind !== 'template') return;
      for (let line = lines.positionAt(startOf(node)).line + 1; line <= lines.positionAt(endOf(node)).line; line++) frozen.add(line);
    });
  }
  const starts: number[] = [];
  for (let line = lines.positionAt(start).line + 1; line <= lines.positionAt(end).line; line++) {
    const isBlank = lines.text.slice(lines.lineStart(line), lines.lineEnd(line)).trim() === '';
    if (!isBlank && !frozen.has(line)) starts.push(lines.lineStart(line));
  }
  return starts;
}
