/**
 * Demand-driven evaluation. Answers are kept with what they are about, and dropped module by module. A question that comes
 * back to itself gets the bottom value first and is asked again until the answer is stable (a least fixpoint with few
 * rounds); answers that were derived from such an assumption live only as long as the question that made it. Depth and
 * effort are bounded: beyond, the answer is the fallback and is not kept for inner questions. Which module's answers rest
 * on which other module's is recorded, so that an edit drops exactly what it may have changed. That record outlives the
 * answers: what was concluded from them (the findings of a file) still rests on the same modules.
 */
import { answerTo, FINAL, LASTING, type Answer, type Subject } from '../../model/index.js';

/** A kind of question with answers of type T. */
export interface Question<T> {
  readonly name: string;
  /** The first assumption about an answer that depends on itself. */
  readonly bottom: T;
  /** The answer when depth, effort or the number of rounds is exceeded. */
  fallback(reason: string): T;
  same(a: T, b: T): boolean;
}

/** A fact that is built from answers; for `Memo.remember`. */
export interface Fact {
  readonly name: string;
}

/** One level of the stack: a question that is being answered. Used again by the next question at this level. */
interface Frame {
  path: string;
  assumption: unknown;
  /** Lowest stack level whose assumption was used while this frame was computed. */
  taint: number;
  /** Somebody asked this very question again. */
  reentered: boolean;
  /** Provisional answers that rest on this frame's assumption. */
  provisional: { readonly key: Subject; readonly answer: Answer }[] | undefined;
}

const MAX_FRAMES = 120;
const MAX_STEPS = 60_000;
const MAX_ROUNDS = 4;
const NOTHING: ReadonlySet<string> = new Set();

/** Which limits answers were given up on, and how often since the beginning; for `--stats`. */
export interface MemoLimits {
  /** Questions nested too deeply. */
  readonly depth: number;
  /** Questions that took too many others to answer. */
  readonly effort: number;
  /** Questions about themselves whose answer did not become stable. */
  readonly rounds: number;
}

export class Memo {
  /** What was asked about in each module: the answers are there (see `Subject`). */
  readonly #asked = new Map<string, Subject[]>();
  /** The module that was asked about last: it mostly is the next one too. */
  #latest: { readonly path: string; readonly subjects: Subject[] } | undefined;
  /** module → modules whose answers rest on it. */
  readonly #dependants = new Map<string, Set<string>>();
  /** The other way round: module → modules that its answers rest on. */
  readonly #uses = new Map<string, Set<string>>();
  /** Who rests on whom, as noted last. */
  #latestUser = '';
  #latestUsed = '';
  readonly #frames: Frame[] = [];
  /** How many of the frames are in use. */
  #depth = 0;
  #steps = 0;
  readonly #limits = { depth: 0, effort: 0, rounds: 0 };

  /** What was given up on so far; dropping answers does not take it back. */
  get limits(): MemoLimits {
    return { ...this.#limits };
  }

  /**
   * The answer to `question` about `key`, which belongs to the module `path`. What `compute` needs besides is its `context`:
   * most questions are asked again, and a closure for each would be made for nothing.
   */
  ask<T, K extends Subject, C>(question: Question<T>, path: string, key: K, context: C, compute: (context: C, key: K) => T): T {
    const top = this.#depth === 0 ? undefined : this.#frames[this.#depth - 1];
    if (top === undefined) this.#steps = 0;
    else if (top.path !== path) this.#depend(top.path, path);
    const known = answerTo(question, key);
    if (known !== undefined) {
      const { level } = known;
      if (level === FINAL) {
        if (top !== undefined && known.taint < top.taint) top.taint = known.taint;
        return known.value as T; // Answers to one question are of its type.
      }
      if (top !== undefined && level < top.taint) top.taint = level;
      return this.#assumedAt(level) as T;
    }
    if (this.#depth >= MAX_FRAMES || ++this.#steps > MAX_STEPS) {
      if (top !== undefined) top.taint = 0;
      const isTooDeep = this.#depth >= MAX_FRAMES;
      this.#limits[isTooDeep ? 'depth' : 'effort']++;
      return question.fallback(isTooDeep ? 'is nested too deeply' : 'takes too long to find out');
    }
    return this.#evaluate(question, path, key, context, compute);
  }

  /** What the frame takes its own answer to be for the time being: it is asked for while it is found out. */
  #assumedAt(level: number): unknown {
    const frame = this.#frames[level];
    if (!frame) return undefined;
    frame.reentered = true;
    return frame.assumption;
  }

  #evaluate<T, K extends Subject, C>(question: Question<T>, path: string, key: K, context: C, compute: (context: C, key: K) => T): T {
    const level = this.#depth;
    const frame = this.#enter(path, question.bottom);
    const answer: Answer = { question, value: undefined, taint: FINAL, level, next: key.answers };
    key.answers = answer;
    this.#subjectsOf(path).push(key);
    let value: T;
    try {
      for (let round = 1; ; round++) {
        value = compute(context, key);
        if (frame.provisional !== undefined) takeBack(frame);
        if (!frame.reentered || question.same(value, frame.assumption as T)) break;
        if (round === MAX_ROUNDS) {
          this.#limits.rounds++;
          value = question.fallback('refers to itself');
          break;
        }
        frame.assumption = value;
        frame.reentered = false;
      }
      answer.value = value;
      answer.level = FINAL;
    } finally {
      this.#depth = level;
      if (answer.level !== FINAL) {
        remove(key, answer);
        takeBack(frame);
      }
    }
    // What rests on this frame alone is final now; what rests on an outer one is provisional.
    if (frame.taint < level) this.#rests(key, answer, frame.taint);
    return value;
  }

  #enter(path: string, assumption: unknown): Frame {
    const level = this.#depth++;
    const frame = this.#frames[level];
    if (frame === undefined) return (this.#frames[level] = { path, assumption, taint: FINAL, reentered: false, provisional: undefined });
    frame.path = path;
    frame.assumption = assumption;
    frame.taint = FINAL;
    frame.reentered = false;
    frame.provisional = undefined;
    return frame;
  }

  /** The answer is as good as what the frame at the level assumes, and so is what the frame around concludes from it. */
  #rests(key: Subject, answer: Answer, taint: number): void {
    answer.taint = taint;
    const parent = this.#frames[this.#depth - 1];
    if (parent && taint < parent.taint) parent.taint = taint;
    const outer = this.#frames[taint];
    if (outer) (outer.provisional ??= []).push({ key, answer });
  }

  /** What follows from answers about `key`, which belongs to the module `path`; kept until the module's answers are dropped. */
  remember<T, K extends Subject, C>(fact: Fact, path: string, key: K, context: C, compute: (context: C, key: K) => T): T {
    const known = answerTo(fact, key);
    if (known !== undefined) return known.value as T; // Only this function answers facts.
    const value = compute(context, key);
    // Inside a question the answers may rest on an assumption.
    if (this.#depth > 0) return value;
    key.answers = { question: fact, value, taint: FINAL, level: FINAL, next: key.answers };
    this.#subjectsOf(path).push(key);
    return value;
  }

  /** Notes that answers about `user` rest on `used` without a question being asked. */
  depend(user: string, used: string): void {
    if (user !== used) this.#depend(user, used);
  }

  /** The module whose question is being answered. */
  get current(): string | undefined {
    return this.#depth === 0 ? undefined : this.#frames[this.#depth - 1]?.path;
  }

  /** Every module whose answers rest on `path`, directly or through others, itself included. */
  dependants(path: string): Set<string> {
    const found = new Set([path]);
    for (const module of found) for (const next of this.#dependants.get(module) ?? []) found.add(next);
    return found;
  }

  /** The modules that answers about `path` rest on, without what those rest on. */
  uses(path: string): ReadonlySet<string> {
    return this.#uses.get(path) ?? NOTHING;
  }

  /** The modules whose answers rest on this one, without those that rest on them. */
  users(path: string): ReadonlySet<string> {
    return this.#dependants.get(path) ?? NOTHING;
  }

  /** All modules that use or are used, in no particular order. */
  *modules(): Generator<string> {
    yield* this.#uses.keys();
    for (const path of this.#dependants.keys()) if (!this.#uses.has(path)) yield path;
  }

  /** Forgets the answers about one module; who rests on whom stays known. */
  drop(path: string): void {
    for (const subject of this.#asked.get(path) ?? []) forget(subject);
    this.#asked.delete(path);
    this.#latest = undefined;
  }

  /** As `drop`, when nobody holds anything of the module any more. */
  release(path: string): void {
    this.#asked.delete(path);
    this.#latest = undefined;
  }

  #depend(user: string, used: string): void {
    // One question asks several of the same module.
    if (user === this.#latestUser && used === this.#latestUsed) return;
    this.#latestUser = user;
    this.#latestUsed = used;
    const uses = this.#uses.get(user);
    if (uses?.has(used)) return;
    if (uses) uses.add(used);
    else this.#uses.set(user, new Set([used]));
    const users = this.#dependants.get(used);
    if (users) users.add(user);
    else this.#dependants.set(used, new Set([user]));
  }

  #subjectsOf(path: string): Subject[] {
    if (this.#latest?.path === path) return this.#latest.subjects;
    let subjects = this.#asked.get(path);
    if (!subjects) this.#asked.set(path, (subjects = []));
    this.#latest = { path, subjects };
    return subjects;
  }
}

/** Forgets what was concluded from an assumption that does not hold. */
function takeBack(frame: Frame): void {
  for (const { key, answer } of frame.provisional ?? []) remove(key, answer);
  frame.provisional = undefined;
}

function remove(key: Subject, answer: Answer): void {
  if (key.answers === answer) {
    key.answers = answer.next;
    return;
  }
  let before = key.answers;
  while (before && before.next !== answer) before = before.next;
  if (before) before.next = answer.next;
}

/** Leaves what holds as long as the subject does. */
function forget(subject: Subject): void {
  while (subject.answers && subject.answers.level !== LASTING) subject.answers = subject.answers.next;
  for (let answer = subject.answers; answer; answer = answer.next) {
    while (answer.next && answer.next.level !== LASTING) answer.next = answer.next.next;
  }
}
