/** Applies edits to texts. */
import { inOrder } from '../fixes/edits.js';
import type { Edit, Finding, Fix, Safety } from './finding.js';

/** The text after all edits, which must not overlap; their offsets mean the text before any of them. */
export function applyEdits(text: string, edits: readonly Edit[]): string {
  const sorted = inOrder(edits);
  let result = '';
  let position = 0;
  for (const { start, end, newText } of sorted) {
    if (start < position || end < start || end > text.length) throw new RangeError(`edit ${start}–${end} overlaps another or lies outside the text`);
    result += text.slice(position, start) + newText;
    position = end;
  }
  return result + text.slice(position);
}

export interface ChosenFix {
  readonly finding: Finding;
  readonly fix: Fix;
}

/**
 * The fixes that can be applied together, earlier findings first: one per finding (the first of the wanted safety), none
 * touching a place that a chosen one edits. `safe` takes safe fixes only, `review` the first fix of each finding.
 */
export function chooseFixes(findings: readonly Finding[], safety: Safety): ChosenFix[] {
  const taken = new Map<string, Edit[]>();
  const chosen: ChosenFix[] = [];
  for (const finding of findings) {
    const fix = finding.fixes.find((candidate) => candidate.edits.length > 0 && (safety === 'review' || candidate.safety === 'safe'));
    if (!fix) continue;
    const pathOf = (edit: Edit): string => edit.path ?? finding.path;
    const isFree = fix.edits.every((edit) => (taken.get(pathOf(edit)) ?? []).every((other) => !touches(edit, other)));
    if (!isFree || !isApplicable(fix)) continue;
    for (const edit of fix.edits) taken.set(pathOf(edit), [...(taken.get(pathOf(edit)) ?? []), edit]);
    chosen.push({ finding, fix });
  }
  return chosen;
}

/** Edits of all fixes by the file they change. */
export function editsByPath(fixes: readonly ChosenFix[]): Map<string, Edit[]> {
  const byPath = new Map<string, Edit[]>();
  for (const { finding, fix } of fixes) {
    for (const edit of fix.edits) {
      const path = edit.path ?? finding.path;
      byPath.set(path, [...(byPath.get(path) ?? []), edit]);
    }
  }
  return byPath;
}

/** Two insertions at one place touch: which comes first would be chance. */
function touches(a: Edit, b: Edit): boolean {
  if (a.start === a.end || b.start === b.end) return a.start <= b.end && b.start <= a.end;
  return a.start < b.end && b.start < a.end;
}

function isApplicable(fix: Fix): boolean {
  const byPath = new Map<string, Edit[]>();
  for (const edit of fix.edits) byPath.set(edit.path ?? '', [...(byPath.get(edit.path ?? '') ?? []), edit]);
  return [...byPath.values()].every(areApart);
}

/** Edits of one text that are ranges of it and do not overlap. */
export function areApart(edits: readonly Edit[]): boolean {
  return inOrder(edits).every((edit, index, sorted) => edit.start <= edit.end && edit.start >= (sorted[index - 1]?.end ?? 0));
}

/**
 * Applies one fix to the text it was made for: `current` is what the document is now, `madeFor` the version that was
 * checked. A fix for another version is refused: its offsets would mean other code.
 */
export function applyFix(
  current: { readonly text: string; readonly version: number | undefined }, fix: Fix, madeFor: number | undefined,
): { readonly text: string } | { readonly refused: string } {
  if (current.version !== madeFor) return { refused: 'The document has changed since the fix was made' };
  return isApplicable(fix) ? { text: applyEdits(current.text, fix.edits) } : { refused: 'The edits of the fix overlap' };
}
