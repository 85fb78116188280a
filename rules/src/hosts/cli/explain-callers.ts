/** `explain` on a definition: who calls the function, anywhere in the project. */
import {
  explanationWords, finished, functionsAt, namePlace,
  type Analysed, type CallerUse, type Engine, type FunctionModel, type LanguageCode, type Place,
} from '../../core.js';
import { labelWidth, padded, placeText } from './explain-text.js';
import type { ReportedPlace } from './report.js';
import type { Paint } from './style.js';

export interface ReportedCaller extends ReportedPlace {
  readonly use: CallerUse['use'];
  /** Of the function around the place; '' for a module's own code and lambdas. */
  readonly caller: string;
  readonly callerForm: CallerUse['callerForm'];
  readonly isCallerAsync: boolean;
}

/** A function with 1-based positions and paths for people: what `--format json` prints. */
export interface ReportedFunction extends ReportedPlace {
  readonly name: string;
  readonly isAsync: boolean;
  /** The line of the definition. */
  readonly text: string;
  readonly callers: readonly ReportedCaller[];
  /** Calls of the same name of which it is not known what they call. */
  readonly unresolvedCalls: number;
  /** false when the search was given up: the project is large. */
  readonly isComplete: boolean;
}

/** Callers that are listed as text. */
const maximumListed = 20;

/** The functions that are defined on the line (whose name is at the column), with all who use them. `line` and `character` count from 0. */
export function functionsOn(
  { module }: Analysed, line: number, character: number | undefined, engine: Engine, report: (place: Place) => ReportedPlace,
): ReportedFunction[] {
  return functionsAt(module, line, character).flatMap((fn) => reportFunction(fn, engine, report));
}

function reportFunction(fn: FunctionModel, engine: Engine, report: (place: Place) => ReportedPlace): ReportedFunction[] {
  const place = namePlace(fn);
  const { module } = fn.unit;
  const text = module.lines.lineText(module.lines.positionAt(place.start).line).trim();
  const { qualifiedName: name, isAsync } = fn;
  const steps = engine.callersOf(place.path, place.start, { own: 'with' });
  if (!steps) return [];
  const { uses, unresolved, isCut } = finished(steps);
  const callers = uses.map(({ place: at, use, caller, callerForm, isCallerAsync }) => ({ ...report(at), use, caller, callerForm, isCallerAsync }));
  return [{ ...report(place), name, isAsync, text, callers, unresolvedCalls: unresolved, isComplete: !isCut }];
}

export function functionText(fn: ReportedFunction, paint: Paint, language: LanguageCode): string {
  const { callers: words } = explanationWords[language];
  const { callers, unresolvedCalls, isComplete } = fn;
  const listed = callers.slice(0, maximumListed).map((caller) => callerText(caller, language));
  const rest = callers.length - listed.length;
  const lines = [
    ...(listed.length > 0 ? listed : [words.nobody]),
    ...(rest > 0 ? [words.more(rest)] : []),
    ...(unresolvedCalls > 0 ? [words.unresolved(unresolvedCalls)] : []),
    ...(isComplete ? [] : [words.cut]),
  ];
  const label = (index: number): string => (index === 0 ? paint(padded(words.row), 'dim') : ' '.repeat(labelWidth));
  return [`${paint(placeText(fn), 'bold')}: ${fn.text}`, ...lines.map((line, index) => `  ${label(index)}${line}`)].join('\n');
}

function callerText(caller: ReportedCaller, language: LanguageCode): string {
  const { callers: words, comma, colon } = explanationWords[language];
  const around = caller.callerForm === 'function' ? caller.caller : words[caller.callerForm];
  const use = caller.use === 'awaited' ? [words.awaited] : caller.use === 'handed-on' ? [words.handedOn] : [];
  return `${placeText(caller)}${colon}${[caller.isCallerAsync ? `async ${around}` : around, ...use].join(comma)}`;
}
