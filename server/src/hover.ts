/** Hover on a finding: what the trap is, what happens on the event loop, when the code is right. */
import { MarkupKind, type Hover, type Position, type Range } from 'vscode-languageserver/node';
import { pageOf, ruleById } from '../../rules/src/core.js';
import type { Current } from './code-actions.js';
import { texts } from './texts.js';

/** undefined where no finding is. The message itself is not repeated: editors show it beside the hover. */
export function hoverAt(position: Position, current: readonly Current[], language: 'en' | 'zh'): Hover | undefined {
  const here = current.filter(({ diagnostic }) => contains(diagnostic.range, position));
  const first = here[0];
  if (!first) return undefined;
  const ids = [...new Set(here.map(({ finding }) => finding.rule))];
  const value = ids.map((id) => explain(id, language)).filter((text) => text !== '').join('\n\n---\n\n');
  return value === '' ? undefined : { contents: { kind: MarkupKind.Markdown, value }, range: first.diagnostic.range };
}

function explain(id: string, language: 'en' | 'zh'): string {
  const docs = ruleById(id)?.docs;
  if (!docs) return '';
  const words = texts[language];
  return [
    `**${id}** – ${docs.summary[language]}`,
    docs.why[language],
    `*${words.allow}*: ${docs.allow[language]}`,
    `[${words.page}](${pageOf(id, language)})`,
  ].join('\n\n');
}

function contains({ start, end }: Range, { line, character }: Position): boolean {
  const isAfterStart = line > start.line || (line === start.line && character >= start.character);
  const isBeforeEnd = line < end.line || (line === end.line && character <= end.character);
  return isAfterStart && isBeforeEnd;
}
