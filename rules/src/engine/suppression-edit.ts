/** Writes comments that silence a finding: for quick fixes. */
import { LineIndex, type Language } from '../model/index.js';
import type { Edit } from './finding.js';
import { lineBreakOf } from './line-breaks.js';

/**
 * The edit that silences `rule` for a line (0-based), or for the whole file. Adds to a comment of ours that stands there
 * already. A text is all it sees: the caller makes sure that the place is not inside a string or JSX.
 */
export function suppressionEdit(text: string, language: Language, rule: string, scope: { readonly line: number } | 'file'): Edit {
  const marker = language === 'python' ? '#' : '//';
  const lines = new LineIndex(text);
  if (scope === 'file') return fileEdit(text, lines, marker, rule);
  const end = lines.lineEnd(scope.line);
  const lineText = lines.lineText(scope.line);
  const existing = /(?:#|\/\/)\s*async-pitfalls:\s*ignore\[([^\]]*)\]/.exec(lineText);
  if (existing) return addTo(lines.lineStart(scope.line) + existing.index + existing[0].length - 1, existing[1] ?? '', rule);
  if (needsOwnLine(lineText)) {
    const indent = lines.indentAt(lines.lineStart(scope.line));
    const start = lines.lineStart(scope.line);
    return { start, end: start, newText: `${indent}${marker} async-pitfalls: ignore[${rule}]${lineBreakOf(text)}` };
  }
  const codeEnd = lines.lineStart(scope.line) + lineText.trimEnd().length;
  return { start: codeEnd, end, newText: `  ${marker} async-pitfalls: ignore[${rule}]` };
}

/** A comment cannot follow a line continuation, another comment would swallow it, and a string may go on below. */
function needsOwnLine(line: string): boolean {
  return /\\\s*$/.test(line) || /#|\/\//.test(line) || /"""|'''|`/.test(line);
}

function fileEdit(text: string, lines: LineIndex, marker: string, rule: string): Edit {
  const existing = /^(?:#|\/\/)\s*async-pitfalls:\s*ignore-file\[([^\]]*)\]/m.exec(text);
  if (existing) return addTo(existing.index + existing[0].length - 1, existing[1] ?? '', rule);
  // Below `#!` and a coding cookie, which count in the first two lines only.
  let line = 0;
  while (line < 2 && line < lines.lineCount - 1 && /^\ufeff?#!|^[ \t\f]*#.*coding[:=]/.test(lines.lineText(line))) line++;
  const start = line === 0 && text.charCodeAt(0) === 0xfeff ? 1 : lines.lineStart(line);
  return { start, end: start, newText: `${marker} async-pitfalls: ignore-file[${rule}]${lineBreakOf(text)}` };
}

function addTo(offset: number, listed: string, rule: string): Edit {
  return { start: offset, end: offset, newText: listed.trim() === '' ? rule : `, ${rule}` };
}
