/** `async-pitfalls explain`: what is known of the code at a place, and why. */
import path from 'node:path';
import { enginePath, explainAt, languageCode, languageOf, nodeFileSystem, type Explanation, type Place, type Run } from '../../core.js';
import type { ExplainArguments } from './arguments.js';
import { functionsOn, functionText } from './explain-callers.js';
import { explanationText } from './explain-text.js';
import { describeProject, openProject, pythonMistake } from './open-project.js';
import { reportPlace, type ReportedPlace } from './report.js';
import { colored, plain } from './style.js';
import type { ExitStatus, Terminal } from './terminal.js';

/** An explanation with 1-based positions and paths for people: what `--format json` prints. */
export interface ReportedExplanation extends ReportedPlace {
  readonly text: string;
  readonly definitions: readonly ReportedPlace[];
  readonly library: string | undefined;
  readonly type: string;
  readonly awaitable: {
    readonly verdict: Explanation['awaitable']['verdict'];
    readonly kind: Explanation['awaitable']['kind'];
    readonly producer: (ReportedPlace & { readonly name: string }) | undefined;
    readonly library: string | undefined;
    readonly reason: string | undefined;
  };
  readonly runs: readonly ReportedRun[];
  readonly effects: Explanation['effects'];
}

export interface ReportedRun {
  readonly form: Run['form'];
  readonly names: readonly string[];
  readonly blocks: boolean;
  /** Of what blocks. */
  readonly category: NonNullable<Run['blocking']>['category'] | undefined;
  readonly chain: readonly (ReportedPlace & { readonly name: string })[];
  readonly reason: string | undefined;
}

export function runExplain({ file, line, column, python, format, color, locale }: ExplainArguments, terminal: Terminal): ExitStatus {
  const target = enginePath(path.resolve(terminal.cwd, file));
  const fail = (message: string): ExitStatus => {
    terminal.writeError(`async-pitfalls: ${message}\n`);
    return 2;
  };
  if (nodeFileSystem.kindOf(target) !== 'file') return fail(`There is no file \`${file}\``);
  if (!languageOf(target)) return fail('Only Python, TypeScript and JavaScript files can be explained');
  const mistake = pythonMistake(python, terminal);
  if (mistake !== undefined) return fail(mistake);
  const engine = openProject(describeProject([target], terminal, { python }));
  const read = engine.texts.read(target);
  if (read.text === undefined) return fail(`\`${file}\`: ${read.problem.message}`);
  const analysed = engine.analyse(target);
  if (!analysed) return fail(`\`${file}\` could not be analysed`);
  const { lines } = analysed.module;
  if (line > lines.lineCount) return fail(`\`${file}\` has only ${lines.lineCount} ${lines.lineCount === 1 ? 'line' : 'lines'}`);
  const hasMark = line === 1 && lines.text.charCodeAt(0) === 0xfeff;
  const character = column === undefined ? undefined : column - (hasMark ? 0 : 1);
  const cwd = enginePath(terminal.cwd);
  const functions = functionsOn(analysed, line - 1, character, engine, (place) => reportPlace(place, engine, cwd));
  // Beside a definition only its calls are of interest, not the names in annotations.
  const explanations = explainAt(analysed, line - 1, character).filter(({ form }) => functions.length === 0 || form === 'call');
  if (explanations.length + functions.length === 0) return fail(`There is no expression ${column === undefined ? 'that begins on' : 'at'} \`${file}:${line}${column === undefined ? '' : `:${column}`}\``);
  const reported = explanations.map((explanation) => reportExplanation(explanation, (place) => reportPlace(place, engine, cwd)));
  if (format === 'json') {
    terminal.write(`${JSON.stringify({ version: 1, functions, explanations: reported }, undefined, 2)}\n`);
    return 0;
  }
  const paint = color === 'auto' && terminal.supportsColor ? colored : plain;
  const language = languageCode(locale);
  const texts = [...functions.map((one) => functionText(one, paint, language)), ...reported.map((one) => explanationText(one, paint, language))];
  terminal.write(`${texts.join('\n\n')}\n`);
  return 0;
}

function reportExplanation({ place, text, definitions, library, type, awaitable, producer, runs, effects }: Explanation, at: (place: Place) => ReportedPlace): ReportedExplanation {
  const { verdict, kind, reason } = awaitable;
  return {
    ...at(place),
    text,
    definitions: definitions.map(at),
    library,
    type,
    awaitable: {
      verdict, kind, reason, library: awaitable.library,
      producer: awaitable.producer && producer && { name: awaitable.producer.qualifiedName, ...at(producer) },
    },
    runs: runs.map(({ form, names, blocking, reason: why }) => ({
      form, names, blocks: blocking !== undefined, category: blocking?.category,
      chain: (blocking?.chain ?? []).map((link) => ({ name: link.name, ...at(link.place) })),
      reason: why,
    })),
    effects,
  };
}
