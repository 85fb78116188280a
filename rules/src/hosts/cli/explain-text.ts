/** Explanations as text: the code, then one line per question. */
import { explanationWords, reasonIn, type ExplanationWords, type LanguageCode } from '../../core.js';
import type { ReportedExplanation, ReportedRun } from './explain-command.js';
import type { ReportedPlace } from './report.js';
import type { Paint } from './style.js';

/** Code is shown up to this length. */
const maximumCode = 100;
export const labelWidth = 11;

export function explanationText(explanation: ReportedExplanation, paint: Paint, language: LanguageCode): string {
  const { text, definitions, library, type, runs, effects } = explanation;
  const words = explanationWords[language];
  const line = text.replace(/\s+/g, ' ');
  const code = line.length > maximumCode ? `${line.slice(0, maximumCode - 1)}…` : line;
  const row = (label: keyof ExplanationWords['rows'], value: string): string => `  ${paint(padded(words.rows[label]), 'dim')}${value}`;
  const defined = [...definitions.map(placeText), ...(library === undefined ? [] : [words.inLibrary(library)])];
  return [
    `${paint(placeText(explanation), 'bold')}: ${code}`,
    row('defined', defined.length > 0 ? defined.join(words.comma) : words.notKnown),
    row('type', type === 'unknown' ? words.verdicts.unknown : type),
    row('awaitable', awaitableText(explanation, language)),
    ...runs.flatMap((run) => [row('blocks', runText(run, language)), ...chainLines(run)]),
    ...(effects ? [row('effects', effectsText(effects, language))] : []),
  ].join('\n');
}

/** A label in its column. Chinese characters are two columns wide. */
export function padded(label: string): string {
  const width = label.length + (label.match(/[\u4e00-\u9fff]/g)?.length ?? 0);
  return label + ' '.repeat(Math.max(labelWidth - width, 1));
}

export function placeText({ path, line, column }: ReportedPlace): string {
  return `${path}:${line}:${column}`;
}

function awaitableText({ awaitable: { verdict, kind, producer, library, reason } }: ReportedExplanation, language: LanguageCode): string {
  const words = explanationWords[language];
  const by = producer ? words.madeBy(`${producer.name}${words.comma}${placeText(producer)}`) : library === undefined ? '' : words.madeBy(library);
  const why = verdict === 'unknown' && reason !== undefined ? reasonIn(reason, language) : '';
  const details = [kind === undefined ? '' : words.kinds[kind], by, why].filter((part) => part !== '').join(' ');
  return details === '' ? words.verdicts[verdict] : `${words.verdicts[verdict]}${words.colon}${details}`;
}

function runText({ form, names, category, chain, reason }: ReportedRun, language: LanguageCode): string {
  const words = explanationWords[language];
  const what = words.forms[form];
  const subject = what === '' ? '' : words.brackets([what, ...names.slice(0, 1)].join(' '));
  if (category) return `${words.verdicts.yes}${words.comma}${words.categories[category]}${subject}${words.colon}${chain.map(({ name }) => name).join(' → ')}`;
  return `${words.notKnownToBlock}${subject}${reason === undefined ? '' : `${words.colon}${reasonIn(reason, language)}`}`;
}

/** Where the steps are, when there is more than the call itself. */
function chainLines({ chain }: ReportedRun): string[] {
  return chain.length < 2 ? [] : chain.map((link) => `  ${' '.repeat(labelWidth)}${placeText(link)}: ${link.name}`);
}

function effectsText(effects: NonNullable<ReportedExplanation['effects']>, language: LanguageCode): string {
  const words = explanationWords[language];
  const { known, reason } = effects;
  if (!known) return `${words.notKnown}${reason === undefined ? '' : `${words.colon}${reasonIn(reason, language)}`}`;
  const told = (['reads', 'writes', 'exclusive'] as const).filter((part) => effects[part].length > 0)
    .map((part) => `${words.effects[part]} ${effects[part].join(', ')}`);
  return told.length > 0 ? told.join(words.semicolon) : words.none;
}
