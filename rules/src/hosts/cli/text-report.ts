/** Findings as text: one line each, the code, where it comes from, what can be done. */
import type { Finding, FunctionMadeAsync, Level, LineIndex } from '../../core.js';
import { codeFrame } from './code-frame.js';
import type { ReportedFinding, ReportedProblem } from './report.js';
import type { Paint, Style } from './style.js';

const levelStyles: Readonly<Record<Level, Style>> = { error: 'red', warning: 'yellow', info: 'blue', off: 'dim' };

/** `finding` has the offsets that `lines` knows; `shown` the same finding in numbers for people. */
export function findingText(shown: ReportedFinding, finding: Finding, lines: LineIndex, paint: Paint): string {
  const head = `${paint(`${shown.path}:${shown.line}:${shown.column}`, 'bold')}: ${paint(shown.level, levelStyles[shown.level])} ${paint(`[${shown.rule}]`, 'cyan')} ${shown.message}`;
  const frame = codeFrame(lines, finding.start, finding.end, paint).map((line) => `  ${line}`);
  const related = shown.related.map((place) => `  ${paint('→', 'dim')} ${place.path}:${place.line}:${place.column}: ${place.message}`);
  const fixes = shown.fixes.map(({ title, safety }) => `  ${paint('fix', 'green')}${safety === 'review' ? paint(' (review)', 'dim') : ''}: ${title}`);
  return [head, ...frame, ...related, ...fixes, ''].join('\n');
}

export function problemText({ path, line, column, message, kind }: ReportedProblem, paint: Paint): string {
  const place = path === undefined ? '' : `${path}${line === undefined ? '' : `:${line}:${column ?? 1}`}: `;
  return `${paint(place, 'bold')}${paint(kind === 'budget' ? 'note' : 'problem', 'yellow')}: ${message}`;
}

export interface Summary {
  readonly findings: readonly ReportedFinding[];
  readonly files: number;
  /** Fixes that were applied, and files they changed; undefined without `--fix`. */
  readonly fixed: { readonly fixes: number; readonly files: number; readonly madeAsync: readonly FunctionMadeAsync[] } | undefined;
}

export function summaryText({ findings, files, fixed }: Summary, paint: Paint): string {
  const done = fixed ? [...fixed.madeAsync.map(madeAsyncText), `Applied ${count(fixed.fixes, 'fix', 'fixes')} in ${count(fixed.files, 'file')}.`] : [];
  const checked = `${count(files, 'file')} checked`;
  if (findings.length === 0) return [...done, `${paint('No findings', 'green')}, ${checked}.`].join('\n');
  const levels = (['error', 'warning', 'info'] as const)
    .map((level) => ({ level, number: findings.filter((finding) => finding.level === level).length }))
    .filter(({ number }) => number > 0)
    .map(({ level, number }) => paint(level === 'info' ? `${number} info` : count(number, level), levelStyles[level]));
  const fixable = findings.filter((finding) => finding.fixes.some((fix) => fix.safety === 'safe')).length;
  const hint = fixable > 0 ? ` ${count(fixable, 'finding')} can be repaired with --fix.` : '';
  return [...done, `${count(findings.length, 'finding')} (${levels.join(', ')}), ${checked}.${hint}`].join('\n');
}

/** A reader of the changes wants to know why a file that had no findings is among them. */
function madeAsyncText({ path, name, files }: FunctionMadeAsync): string {
  const changed = files.length > 0 ? `, so ${files.join(', ')} ${files.length === 1 ? 'was' : 'were'} changed as well` : '';
  return `\`${name}\` in ${path} is async now${changed}.`;
}

function count(number: number, one: string, many = `${one}s`): string {
  return `${number} ${number === 1 ? one : many}`;
}
