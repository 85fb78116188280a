/** Hover on a finding: what the trap is, what happens on the event loop, when the code is right. Elsewhere: what was inferred. */
import { MarkupKind, type Hover, type Position, type Range } from 'vscode-languageserver/node';
import { pageOf, ruleById, type AsyncNote, type Finding, type Place } from '../../rules/src/core.js';
import type { Current } from './code-actions.js';
import type { Locator } from './locations.js';
import { texts } from './texts.js';

/**
 * undefined where no finding is. The message itself is not repeated: editors show it beside the hover. `trace` says in a line
 * of Markdown what was inferred about a finding's code.
 */
export function hoverAt(
  position: Position, current: readonly Current[], language: 'en' | 'zh', trace: (finding: Finding) => string | undefined,
): Hover | undefined {
  const here = current.filter(({ diagnostic }) => contains(diagnostic.range, position));
  const first = here[0];
  if (!first) return undefined;
  const ids = [...new Set(here.map(({ finding }) => finding.rule))];
  const value = ids.map((id) => {
    const traces = here.filter(({ finding }) => finding.rule === id).map(({ finding }) => trace(finding));
    return explain(id, language, [...new Set(traces)].filter((line) => line !== undefined));
  }).filter((text) => text !== '').join('\n\n---\n\n');
  return value === '' ? undefined : { contents: { kind: MarkupKind.Markdown, value }, range: first.diagnostic.range };
}

/** Hover on code without a finding. */
export function noteHover({ place, lines }: AsyncNote, locator: Locator): Hover {
  return { contents: { kind: MarkupKind.Markdown, value: lines.join('\n\n') }, range: locator.locate(place.path, place.start, place.end)?.range };
}

/** A place as a link that editors open: `loading.py:12`. */
export function linkTo({ path, start, end }: Place, locator: Locator): string | undefined {
  const located = locator.locate(path, start, end);
  if (!located) return undefined;
  const line = located.range.start.line + 1;
  const name = path.slice(path.lastIndexOf('/') + 1).replace(/[\\[\]`*_<>]/g, '\\$&');
  return `[${name}:${line}](<${located.uri}#L${line}>)`;
}

function explain(id: string, language: 'en' | 'zh', traces: readonly string[]): string {
  const docs = ruleById(id)?.docs;
  if (!docs) return '';
  const words = texts[language];
  return [
    `**${id}** – ${docs.summary[language]}`,
    ...traces,
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
