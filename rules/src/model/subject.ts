/**
 * What questions are asked about carries the answers itself. A field costs a fraction of an entry in a map, and answers die
 * with what they are about: what a `WeakMap` holds stays alive until old memory is collected, whole models with it.
 *
 * The list has facts of the model and of single modules (`Kept`), which hold as long as the subject does, what analyses
 * found out (`Remembered`), and answers of inference, which `semantics/python/memo.ts` forgets when something they rest on
 * changes. A Python model belongs to one project at a time.
 */

/** A node of the model, a variable …: anything that is asked about. */
export interface Subject {
  /** What is known about it, the latest answer first. */
  answers: Answer | undefined;
}

export interface Answer {
  /** What was asked, by identity. */
  readonly question: object;
  value: unknown;
  /** Stack level whose assumption the value rests on; `FINAL` if it rests on none. */
  taint: number;
  /** Stack level that is finding the value out, while it is; `FINAL` then, `LASTING` for what is never forgotten. */
  level: number;
  next: Answer | undefined;
}

/** Greater than any stack level. Small, so that no number is allocated for it. */
export const FINAL = 1 << 20;
export const LASTING = FINAL + 1;

/** Facts of one kind, each kept as long as its subject. */
export class Kept<K extends Subject, T> {
  get(subject: K): T | undefined {
    return answerTo(this, subject)?.value as T | undefined; // Only `set` answers this question.
  }

  /** To be called once for a subject. */
  set(subject: K, value: T): T {
    subject.answers = { question: this, value, taint: FINAL, level: LASTING, next: subject.answers };
    return value;
  }
}

/**
 * What an analysis finds out about a state of the project, for as long as the state lasts. Analyses are made anew after
 * every change: what one keeps about a subject replaces what the one before of the same kind kept about it.
 */
export class Remembered<K extends Subject, T> {
  /** `kind`: the same object or name for analyses that ask the same. */
  constructor(readonly kind: unknown) {}

  get(subject: K): T | undefined {
    return answerTo(this, subject)?.value as T | undefined; // Only `set` answers this question.
  }

  set(subject: K, value: T): T {
    removeKind(this.kind, subject);
    subject.answers = { question: this, value, taint: FINAL, level: FINAL, next: subject.answers };
    return value;
  }
}

function removeKind(kind: unknown, subject: Subject): void {
  let before: Answer | undefined;
  for (let answer = subject.answers; answer; before = answer, answer = answer.next) {
    if (!(answer.question instanceof Remembered) || answer.question.kind !== kind) continue;
    if (before) before.next = answer.next;
    else subject.answers = answer.next;
    return;
  }
}

export function answerTo(question: object, { answers }: Subject): Answer | undefined {
  let answer = answers;
  while (answer !== undefined && answer.question !== question) answer = answer.next;
  return answer;
}
