/**
 * Where a comment that silences a finding can stand. Several places are tried; each is read back, and only one that is
 * a comment there (not text of a string, of a template, of JSX), that covers the finding and breaks nothing is offered.
 */
import { LineIndex, readSuppressions, type Comment, type Finding, type Language } from '../../rules/src/core.js';
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
  readonly source: Source;
  readonly locator: Locator;
  /** The source with another text; undefined when its language cannot be parsed here. */
  parse(text: string): ParsedText | undefined;
}

type Scope = 'line' | 'file';

interface Insertion {
  readonly offset: number;
  readonly text: string;
}

/** The edit that makes a finding silent; undefined when no comment can stand at any of the places. */
export function suppressionOf(finding: Finding, scope: Scope, { source, locator, parse }: SuppressionWorld): DocumentEdits | undefined {
  const { text, language } = source;
  const before = parse(text);
  if (!before) return undefined;
  const lines = new LineIndex(text);
  for (const insertion of candidates(finding, scope, source, lines, before.comments)) {
    const changed = text.slice(0, insertion.offset) + insertion.text + text.slice(insertion.offset);
    const after = parse(changed);
    if (!after || after.problems > before.problems || !isSilenced(finding, insertion, changed, language, after.comments)) continue;
    const place = locator.locate(source.path, insertion.offset, insertion.offset);
    if (place) return { uri: place.uri, version: place.version, edits: [{ range: place.range, newText: insertion.text }] };
  }
  return undefined;
}

function candidates(finding: Finding, scope: Scope, source: Source, lines: LineIndex, comments: readonly Comment[]): Insertion[] {
  const joined = joining(finding, scope, source, lines, comments);
  const own = scope === 'line' ? besideTheLine(finding, source, lines, comments) : [topOfFile(finding, source, lines)];
  return joined ? [joined, ...own] : own;
}

/** One more name in a comment of ours that speaks about the same lines already. */
function joining(finding: Finding, scope: Scope, { text, language }: Source, lines: LineIndex, comments: readonly Comment[]): Insertion | undefined {
  const { line } = lines.positionAt(finding.start);
  const fits = readSuppressions(text, lines, comments, language).find((suppression) => {
    const isForFile = /ignore-file/.test(text.slice(suppression.start, suppression.end));
    return suppression.isOurs && suppression.rules && isForFile === (scope === 'file') && line >= suppression.firstLine && line <= suppression.lastLine;
  });
  if (!fits) return undefined;
  const bracket = text.indexOf(']', fits.start);
  return bracket < 0 || bracket > fits.end ? undefined : { offset: bracket, text: `${fits.rules?.length ? ', ' : ''}${finding.rule}` };
}

/** At the end of the finding's first line, on a line above it, at the end of its last line. */
function besideTheLine(finding: Finding, { text, language }: Source, lines: LineIndex, comments: readonly Comment[]): Insertion[] {
  const comment = `${marker(language)} async-pitfalls: ignore[${finding.rule}]`;
  const first = lines.positionAt(finding.start).line;
  const last = lines.positionAt(finding.end).line;
  const atEnd = [...new Set([first, last])]
    .filter((line) => !comments.some(({ start }) => lines.positionAt(start).line === line))
    .map((line) => ({ offset: lines.lineStart(line) + lines.lineText(line).trimEnd().length, text: `  ${comment}` }));
  const above = { offset: lines.lineStart(first), text: `${lines.indentAt(finding.start)}${comment}${breakOf(text)}` };
  const [atFirst, ...atLast] = atEnd;
  return atFirst && lines.positionAt(atFirst.offset).line === first ? [atFirst, above, ...atLast] : [above, ...atEnd];
}

/** Below `#!` and the coding line, which must stay first; in a notebook at the top of the finding's cell. */
function topOfFile(finding: Finding, { text, language, isNotebook, parts }: Source, lines: LineIndex): Insertion {
  const comment = `${marker(language)} async-pitfalls: ignore-file[${finding.rule}]${breakOf(text)}`;
  if (isNotebook) return { offset: parts.find(({ start, end }) => finding.start >= start && finding.start <= end)?.start ?? 0, text: comment };
  let line = lines.lineText(0).startsWith('#!') ? 1 : 0;
  if (language === 'python' && /^[ \t\f]*#.*?coding[:=]/.test(lines.lineText(line))) line++;
  const offset = line === 0 && text.startsWith('\uFEFF') ? 1 : lines.lineStart(line);
  return { offset, text: comment };
}

function isSilenced(finding: Finding, { offset, text }: Insertion, changed: string, language: Language, comments: readonly Comment[]): boolean {
  const lines = new LineIndex(changed);
  const moved = finding.start >= offset ? text.length : 0;
  const covered = [finding.start + moved, finding.end + (finding.end >= offset ? text.length : 0)].map((at) => lines.positionAt(at).line);
  return readSuppressions(changed, lines, comments, language).some(({ rules, firstLine, lastLine, isOurs, start, end }) => (
    isOurs && rules?.includes(finding.rule) === true && offset <= end && offset + text.length >= start
    && covered.some((line) => line >= firstLine && line <= lastLine)
  ));
}

function marker(language: Language): string {
  return language === 'python' ? '#' : '//';
}

function breakOf(text: string): string {
  return /\r\n|\r|\n/.exec(text)?.[0] ?? '\n';
}
