/** Explanations as text: the code, then one line per question. */
import type { ReportedExplanation, ReportedRun } from './explain-command.js';
import type { ReportedPlace } from './report.js';
import type { Paint } from './style.js';

/** Code is shown up to this length. */
const maximumCode = 100;
const labelWidth = 11;

export function explanationText(explanation: ReportedExplanation, paint: Paint): string {
  const { text, definitions, library, type, runs, effects } = explanation;
  const line = text.replace(/\s+/g, ' ');
  const code = line.length > maximumCode ? `${line.slice(0, maximumCode - 1)}…` : line;
  const row = (label: string, value: string): string => `  ${paint(label.padEnd(labelWidth), 'dim')}${value}`;
  const defined = [...definitions.map(placeText), ...(library === undefined ? [] : [`in a library: ${library}`])];
  return [
    `${paint(placeText(explanation), 'bold')}: ${code}`,
    row('defined', defined.length > 0 ? defined.join(', ') : 'not known'),
    row('type', type),
    row('awaitable', awaitableText(explanation)),
    ...runs.flatMap((run) => [row('blocks', runText(run)), ...chainLines(run)]),
    ...(effects ? [row('effects', effectsText(effects))] : []),
  ].join('\n');
}

function placeText({ path, line, column }: ReportedPlace): string {
  return `${path}:${line}:${column}`;
}

function awaitableText({ awaitable: { verdict, kind, producer, library, reason } }: ReportedExplanation): string {
  const what = kind === undefined || kind === 'other' ? '' : kind.replace('-', ' ');
  const by = producer ? `made by ${producer.name}, ${placeText(producer)}` : library === undefined ? '' : `made by ${library}`;
  const details = [what, by, verdict === 'unknown' ? reason ?? '' : ''].filter((part) => part !== '').join(' ');
  return details === '' ? verdict : `${verdict}: ${details}`;
}

const FORMS: Readonly<Record<string, string>> = {
  call: '', property: 'reading the property', enter: 'entering', exit: 'leaving', iteration: 'iterating', operator: 'the operator',
};

function runText({ form, names, blocks, category, chain, reason }: ReportedRun): string {
  const what = FORMS[form] ?? form;
  const subject = what === '' ? '' : ` (${[what, ...names.slice(0, 1)].join(' ')})`;
  return blocks ? `yes, ${category ?? ''}${subject}: ${chain.map(({ name }) => name).join(' → ')}` : `not known to${subject}: ${reason ?? ''}`;
}

/** Where the steps are, when there is more than the call itself. */
function chainLines({ chain }: ReportedRun): string[] {
  return chain.length < 2 ? [] : chain.map((link) => `  ${' '.repeat(labelWidth)}${placeText(link)}: ${link.name}`);
}

function effectsText({ known, reason, exclusive, reads, writes }: NonNullable<ReportedExplanation['effects']>): string {
  if (!known) return `not known${reason === undefined ? '' : `: ${reason}`}`;
  const parts = [['reads', reads], ['writes', writes], ['uses alone', exclusive]] as const;
  const told = parts.filter(([, places]) => places.length > 0).map(([verb, places]) => `${verb} ${places.join(', ')}`);
  return told.length > 0 ? told.join('; ') : 'none';
}
