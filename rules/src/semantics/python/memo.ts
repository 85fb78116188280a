/**
 * Demand-driven evaluation with caches per module. A question that comes back to itself gets the bottom value first and
 * is asked again until the answer is stable (a least fixpoint with few rounds); answers that were derived from such an
 * assumption live only as long as the question that made it. Depth and effort are bounded: beyond, the answer is the
 * fallback and is not kept for inner questions. Which module's answers rest on which other module's is recorded, so that
 * an edit drops exactly what it may have changed. That record outlives the answers: what was concluded from them (the
 * findings of a file) still rests on the same modules.
 */

/** A kind of question with answers of type T. */
export interface Question<T> {
  readonly name: string;
  /** The first assumption about an answer that depends on itself. */
  readonly bottom: T;
  /** The answer when depth, effort or the number of rounds is exceeded. */
  fallback(reason: string): T;
  same(a: T, b: T): boolean;
}

interface Answer {
  value: unknown;
  /** Stack level whose assumption this answer rests on; Infinity when it is final. */
  taint: number;
}

interface Frame {
  readonly path: string;
  readonly question: string;
  readonly key: object;
  assumption: unknown;
  /** Lowest stack level whose assumption was used while this frame was computed. */
  taint: number;
  /** Somebody asked this very question again. */
  reentered: boolean;
  /** Provisional answers that rest on this frame's assumption. */
  provisional: { table: Map<object, Answer>; key: object }[] | undefined;
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
  readonly #answers = new Map<string, Map<string, Map<object, Answer>>>();
  /** The module that was asked about last: it mostly is the next one too. */
  #latest: { readonly path: string; readonly tables: Map<string, Map<object, Answer>> } | undefined;
  /** module → modules whose answers rest on it. */
  readonly #dependants = new Map<string, Set<string>>();
  /** The other way round: module → modules that its answers rest on. */
  readonly #uses = new Map<string, Set<string>>();
  readonly #stack: Frame[] = [];
  #steps = 0;
  readonly #limits = { depth: 0, effort: 0, rounds: 0 };

  /** What was given up on so far; dropping answers does not take it back. */
  get limits(): MemoLimits {
    return { ...this.#limits };
  }

  /**
   * The answer to `question` about `key`, a node of the module `path`. What `compute` needs besides is its `context`: most
   * questions are asked again, and a closure for each would be made for nothing.
   */
  ask<T, K extends object, C>(question: Question<T>, path: string, key: K, context: C, compute: (context: C, key: K) => T): T {
    const stack = this.#stack;
    const top = stack[stack.length - 1];
    if (top && top.path !== path) this.#depend(top.path, path);
    if (!top) this.#steps = 0;
    const table = this.#table(path, question.name);
    const known = table.get(key);
    if (known) {
      if (top && known.taint < top.taint) top.taint = known.taint;
      return known.value as T; // The table of a question holds only its answers.
    }
    for (let level = stack.length - 1; level >= 0; level--) {
      const frame = stack[level];
      if (!frame || frame.key !== key || frame.question !== question.name) continue;
      frame.reentered = true;
      if (top && level < top.taint) top.taint = level;
      return frame.assumption as T; // Same question, hence the same type.
    }
    if (stack.length >= MAX_FRAMES || ++this.#steps > MAX_STEPS) {
      if (top) top.taint = 0;
      const isTooDeep = stack.length >= MAX_FRAMES;
      this.#limits[isTooDeep ? 'depth' : 'effort']++;
      return question.fallback(isTooDeep ? 'is nested too deeply' : 'takes too long to find out');
    }
    return this.#evaluate(question, path, key, context, compute, table);
  }

  #evaluate<T, K extends object, C>(
    question: Question<T>, path: string, key: K, context: C, compute: (context: C, key: K) => T, table: Map<object, Answer>,
  ): T {
    const level = this.#stack.length;
    const frame: Frame = {
      path, question: question.name, key, assumption: question.bottom, taint: Infinity, reentered: false, provisional: undefined,
    };
    this.#stack.push(frame);
    let value: T;
    try {
      for (let round = 1; ; round++) {
        value = compute(context, key);
        if (frame.provisional) {
          for (const entry of frame.provisional) entry.table.delete(entry.key);
          frame.provisional = undefined;
        }
        if (!frame.reentered || question.same(value, frame.assumption as T)) break;
        if (round === MAX_ROUNDS) {
          this.#limits.rounds++;
          value = question.fallback('refers to itself');
          break;
        }
        frame.assumption = value;
        frame.reentered = false;
      }
    } finally {
      this.#stack.length = level;
    }
    // What rests on this frame alone is final now; what rests on an outer one is provisional.
    const taint = frame.taint >= level ? Infinity : frame.taint;
    table.set(key, { value, taint });
    const parent = this.#stack[level - 1];
    if (taint !== Infinity && parent) {
      if (taint < parent.taint) parent.taint = taint;
      const outer = this.#stack[taint];
      if (outer) (outer.provisional ??= []).push({ table, key });
    }
    return value;
  }

  /** A result about a node of the module `path` that is built from answers; kept until the module's answers are dropped. */
  remember<T, K extends object, C>(name: string, path: string, key: K, context: C, compute: (context: C, key: K) => T): T {
    const table = this.#table(path, name);
    const known = table.get(key);
    if (known) return known.value as T; // Only this function writes to the table of this name.
    const value = compute(context, key);
    // Inside a question the answers may rest on an assumption.
    if (this.#stack.length === 0) table.set(key, { value, taint: Infinity });
    return value;
  }

  /** Notes that answers about `user` rest on `used` without a question being asked. */
  depend(user: string, used: string): void {
    if (user !== used) this.#depend(user, used);
  }

  /** The module whose question is being answered. */
  get current(): string | undefined {
    return this.#stack[this.#stack.length - 1]?.path;
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

  /** Do answers about another module rest on this one? */
  isUsed(path: string): boolean {
    return (this.#dependants.get(path)?.size ?? 0) > 0;
  }

  /** All modules that use or are used, in no particular order. */
  *modules(): Generator<string> {
    yield* this.#uses.keys();
    for (const path of this.#dependants.keys()) if (!this.#uses.has(path)) yield path;
  }

  /** Forgets the answers about one module; who rests on whom stays known. */
  drop(path: string): void {
    this.#answers.delete(path);
    this.#latest = undefined;
  }

  #depend(user: string, used: string): void {
    const uses = this.#uses.get(user);
    if (uses?.has(used)) return;
    if (uses) uses.add(used);
    else this.#uses.set(user, new Set([used]));
    const users = this.#dependants.get(used);
    if (users) users.add(user);
    else this.#dependants.set(used, new Set([user]));
  }

  #table(path: string, question: string): Map<object, Answer> {
    let tables = this.#latest?.path === path ? this.#latest.tables : this.#answers.get(path);
    if (!tables) this.#answers.set(path, (tables = new Map<string, Map<object, Answer>>()));
    if (this.#latest?.tables !== tables) this.#latest = { path, tables };
    let table = tables.get(question);
    if (!table) tables.set(question, (table = new Map<object, Answer>()));
    return table;
  }
}
