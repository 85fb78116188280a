/** Comments that silence a finding, offered only where the changed text reads them as comments. */
import { LineIndex, suppressionEdit, type Comment, type Edit, type Finding } from '../../rules/src/core.js';
import type { DocumentEdits } from './finding-data.js';
import type { Locator } from './locations.js';
import type { Source } from './source.js';

/** A text as its parser sees it. */
export interface ParsedText {
  readonly comments: readonly Comment[];
  /** How many syntax errors there are. */
  readonly problems: number;
}

export interface SuppressionWorld {
  readonly locator: Locator;
  /** Open sources by path. */
  readonly documents: { sourceAt(path: string): Source | undefined };
  /** The source with another text; undefined when its language cannot be parsed here. */
  readonly workspaces: { parse(source: Source, text: string): ParsedText | undefined };
}

/** undefined when no comment can stand there: lines may end inside a string, a template or JSX. */
export function suppressionOf(finding: Finding, scope: 'line' | 'file', world: SuppressionWorld): DocumentEdits | undefined {
  const { documents, locator } = world;
  const source = documents.sourceAt(finding.path);
  if (!source) return undefined;
  for (const edit of candidates(finding, scope, source)) {
    const place = isComment(edit, source, world) ? locator.locate(source.path, edit.start, edit.end) : undefined;
    if (place) return { uri: place.uri, version: place.version, edits: [{ range: place.range, newText: edit.newText }] };
  }
  return undefined;
}

/** For a line: the finding's first, else its last, as both count. */
function candidates({ rule, start, end }: Finding, scope: 'line' | 'file', { text, language, isNotebook, parts }: Source): Edit[] {
  if (scope === 'line') {
    const lines = new LineIndex(text);
    const touched = new Set([start, end].map((offset) => lines.positionAt(offset).line));
    return [...touched].map((line) => suppressionEdit(text, language, rule, { line }));
  }
  if (!isNotebook) return [suppressionEdit(text, language, rule, 'file')];
  // In the finding's own cell: the first one may be a `%%magic`, which has to stay on top.
  const cell = parts.find((part) => start >= part.start && start <= part.end);
  if (!cell) return [];
  const edit = suppressionEdit(text.slice(cell.start, cell.end), language, rule, 'file');
  return [{ ...edit, start: edit.start + cell.start, end: edit.end + cell.start }];
}

function isComment({ start, end, newText }: Edit, source: Source, { workspaces }: SuppressionWorld): boolean {
  const { text } = source;
  const before = workspaces.parse(source, text);
  const after = workspaces.parse(source, text.slice(0, start) + newText + text.slice(end));
  if (!before || !after || after.problems > before.problems) return false;
  const written = start + Math.max(0, newText.search(/\S/));
  return after.comments.some((comment) => comment.start <= written && written < comment.end);
}
