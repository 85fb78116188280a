/** What a trap looks like when its program runs: told by CPython's and Node's own diagnostics wherever they have one. */
import type { Run } from './running.js';

export interface Symptom {
  /** What the program shows, for messages. */
  readonly shows: string;
  readonly isIn: (run: Run) => boolean;
}

const SYMPTOMS: Readonly<Record<string, Symptom>> = {
  'never-awaited': inErrors('"was never awaited"', /was never awaited/),
  'slow-callback': inErrors('"Executing <Task …> took … seconds"', /Executing <(?:Task|Handle|TimerHandle)\b.* took \d+\.\d+ seconds/),
  'runtime-error': inErrors('RuntimeError', /RuntimeError: /),
  'type-error': inErrors('TypeError', /TypeError: /),
  'syntax-error': inErrors('SyntaxError', /SyntaxError: /),
  'unobserved': inErrors('"exception was never retrieved"', /exception was never retrieved/),
  'lost-task': inErrors('"Task was destroyed but it is pending"', /Task was destroyed but it is pending/),
  'unhandled-rejection': inErrors('UnhandledPromiseRejectionWarning', /UnhandledPromiseRejectionWarning/),
  'still-pending': { shows: 'a line "still pending: …" of its own', isIn: ({ stdout }) => /^still pending: /m.test(stdout) },
  'unclosed': inErrors('"ResourceWarning: unclosed …"', /ResourceWarning: unclosed/),
  'hang': { shows: 'no end before the deadline', isIn: ({ status }) => status === undefined },
};

function inErrors(shows: string, pattern: RegExp): Symptom {
  return { shows, isIn: ({ stderr }) => pattern.test(stderr) };
}

/** Throws for a name that no symptom has. */
export function symptomNamed(name: string): Symptom {
  const symptom = Object.hasOwn(SYMPTOMS, name) ? SYMPTOMS[name] : undefined;
  if (!symptom) throw new Error(`no symptom "${name}"; there are ${Object.keys(SYMPTOMS).join(', ')}, elapsed<RATIO, wrong-output`);
  return symptom;
}

/** Names of the symptoms that a run shows. */
export function symptomsOf(run: Run): string[] {
  return Object.keys(SYMPTOMS).filter((name) => SYMPTOMS[name]?.isIn(run));
}

/** The ratio of `elapsed<0.6`; undefined for other symptoms. */
export function elapsedRatio(name: string): number | undefined {
  const ratio = /^elapsed<(0?\.\d+)$/.exec(name)?.[1];
  return ratio === undefined ? undefined : Number(ratio);
}

/** Seconds that a program measured and printed as `elapsed 0.31`. */
export function elapsedIn({ stdout }: Run): number {
  return Number(/^elapsed (\d+\.\d+)$/m.exec(stdout)?.[1] ?? Number.NaN);
}

/** Lines of output that do not depend on the clock. */
export function printedBy({ stdout }: Run): string[] {
  return stdout.split(/\r?\n/).filter((line) => line !== '' && !line.startsWith('elapsed '));
}
