/** Several fixes as one edit of a document. */
import type { Position, TextEdit } from 'vscode-languageserver/node';

/**
 * The edits of all fixes that go together, in order. A fix comes whole or not at all: one that overlaps an earlier one
 * waits for the next round. The same edit in two fixes (an import that both need) is made once.
 */
export function mergeEdits(fixes: readonly (readonly TextEdit[])[]): TextEdit[] {
  const merged: TextEdit[] = [];
  for (const fix of fixes) {
    const added = fix.filter((edit) => !merged.some((other) => isSame(edit, other)));
    if (!added.some((edit) => merged.some((other) => collides(edit, other)))) merged.push(...added);
  }
  return merged.sort((a, b) => comparePositions(a.range.start, b.range.start));
}

export function comparePositions(a: Position, b: Position): number {
  return a.line - b.line || a.character - b.character;
}

function isSame(a: TextEdit, b: TextEdit): boolean {
  return a.newText === b.newText && comparePositions(a.range.start, b.range.start) === 0 && comparePositions(a.range.end, b.range.end) === 0;
}

/** Ranges that only touch go together, unless both are insertions: their order would be a guess. */
function collides({ range: a }: TextEdit, { range: b }: TextEdit): boolean {
  const startsInside = comparePositions(a.start, b.end) < 0 && comparePositions(b.start, a.end) < 0;
  return startsInside || comparePositions(a.start, b.start) === 0;
}
