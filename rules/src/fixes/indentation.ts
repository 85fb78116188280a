/** Moving a block of statements to the right. */
import type { Edit } from '../engine/finding.js';
import { moduleOf, walk, type Statement } from '../model/index.js';
import { endOf, insertAt, startOf } from './edits.js';

/**
 * Insertions of `step` at the start of every line of the statements but the first, whose place the caller decides. Blank
 * lines stay as they are, and so do lines that begin inside a string.
 */
export function indentationOf(block: readonly Statement[], step: string): Edit[] {
  const [first] = block;
  const last = block.at(-1);
  if (!first || !last) return [];
  const { lines } = moduleOf(first);
  const frozen = new Set<number>();
  for (const statement of block) {
    walk(statement, (node) => {
      if (node.kind !== 'literal' && node.kind !== 'template') return;
      for (let line = lines.positionAt(startOf(node)).line + 1; line <= lines.positionAt(endOf(node)).line; line++) frozen.add(line);
    });
  }
  const edits: Edit[] = [];
  for (let line = lines.positionAt(startOf(first)).line + 1; line <= lines.positionAt(endOf(last)).line; line++) {
    const isBlank = lines.text.slice(lines.lineStart(line), lines.lineEnd(line)).trim() === '';
    if (!isBlank && !frozen.has(line)) edits.push(insertAt(lines.lineStart(line), step));
  }
  return edits;
}
