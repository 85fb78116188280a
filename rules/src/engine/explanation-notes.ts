/** What a hover says about code without a finding: only what matters to async code, in two or three lines of Markdown. */
import type { Place } from '../model/index.js';
import type { LanguageCode } from '../rules/rule.js';
import { explainAt, markdownCode, type Explanation, type Run } from './explanation.js';
import { reasonIn } from './explanation-reasons.js';
import { explanationWords } from './explanation-texts.js';
import type { Analysed } from './language-support.js';

export interface AsyncNote {
  /** Of the expression that is told about. */
  readonly place: Place;
  readonly lines: readonly string[];
}

/**
 * Of the innermost call or expression at an offset into the file; undefined when nothing about it is asynchronous: it is not
 * awaitable, does not block, and is no call in asynchronous code of which nothing is known. `linkTo`: a definition, in Markdown.
 */
export function asyncNote(analysed: Analysed, offset: number, language: LanguageCode, linkTo: (place: Place) => string | undefined): AsyncNote | undefined {
  const { line, character } = analysed.module.lines.positionAt(offset);
  const [explanation] = explainAt(analysed, line, character);
  if (!explanation) return undefined;
  const notes = [awaitableNote(explanation, language), blockingNote(explanation.runs.find(({ blocking }) => blocking), language), unresolvedNote(explanation, language)]
    .filter((note) => note !== undefined);
  if (notes.length === 0) return undefined;
  const { place, text, type } = explanation;
  const title = markdownCode(text.replace(/\s+/g, ' '));
  return { place, lines: [`${type === 'unknown' ? title : `${title}: ${markdownCode(type)}`}${definedNote(explanation, language, linkTo)}`, ...notes] };
}

function definedNote({ definitions: [first] }: Explanation, language: LanguageCode, linkTo: (place: Place) => string | undefined): string {
  const link = first && linkTo(first);
  const { hover, comma } = explanationWords[language];
  return link === undefined ? '' : `${comma}${hover.defined} ${link}`;
}

function awaitableNote({ awaitable: { verdict, kind, producer, library } }: Explanation, language: LanguageCode): string | undefined {
  if (verdict !== 'yes' && kind !== 'async-generator') return undefined;
  const words = explanationWords[language];
  const name = producer?.qualifiedName ?? library;
  const what = kind === undefined ? '' : words.kinds[kind];
  const details = [what, name === undefined ? '' : words.madeBy(markdownCode(name))].filter((part) => part !== '').join(' ');
  const start = verdict === 'yes' ? words.hover.awaitable : words.hover.asyncIterable;
  return details === '' ? start : `${start}${words.colon}${details}`;
}

function blockingNote(run: Run | undefined, language: LanguageCode): string | undefined {
  const blocking = run?.blocking;
  if (!blocking) return undefined;
  const words = explanationWords[language];
  const chain = blocking.chain.map(({ name }) => markdownCode(name)).join(' → ');
  return `${words.hover.blocks}${words.brackets(words.categories[blocking.category])}${words.colon}${chain}`;
}

/** Elsewhere than in asynchronous code nobody misses an answer. */
function unresolvedNote({ form, inAsync, runs, awaitable }: Explanation, language: LanguageCode): string | undefined {
  if (form !== 'call' || !inAsync || awaitable.verdict !== 'unknown' || !runs.some(({ isUnresolved }) => isUnresolved)) return undefined;
  const words = explanationWords[language];
  return awaitable.reason === undefined ? words.hover.notKnown : `${words.hover.notKnown}${words.colon}${reasonIn(awaitable.reason, language)}`;
}
