/**
 * Shortest chains of synchronous calls from an invocation to a library callable: a breadth-first search over the call
 * graph that `Semantics.invocations` gives, memoised per function. Cycles end because a function is entered once.
 */
import { Remembered, functionOf, nodesIn, type FunctionModel } from '../model/index.js';
import { isCutOff, type GivenArguments } from './decided-tests.js';
import { NOTHING_GIVEN, type GivenVariants } from './given-arguments.js';
import { runsInPlace } from './lazy-code.js';
import { isChosenByItself } from './self-chosen.js';
import type { Invocation, LibraryCallable, Semantics } from './semantics.js';
import { knowsWhereItRuns } from './where-it-runs.js';

/** From an invocation to the callable: the functions it goes through, outermost first. */
export interface CallPath {
  readonly invocation: Invocation;
  /** The project function entered there; undefined where the callable itself is called. */
  readonly fn: FunctionModel | undefined;
  readonly next: CallPath | undefined;
  readonly callable: LibraryCallable;
  readonly length: number;
}

export interface SearchBudget {
  /** Longest chain, in calls. */
  readonly depth: number;
  /** Functions one search may enter. */
  readonly functions: number;
}

export interface SearchStats {
  /** Searches that a budget ended. */
  truncated: number;
}

/** `given`: what the function that the invocation is in was given by the chain so far. */
export type Accepts = (callable: LibraryCallable, invocation: Invocation, given: GivenArguments) => boolean;

type Part = 'whole' | 'before-yield' | 'after-yield';

/**
 * The code of a function that an invocation runs: of a `@contextmanager` generator only what is before or after its yield,
 * of one that tests what it is given only the branches that are taken then.
 */
interface Step {
  readonly fn: FunctionModel;
  readonly part: Part;
  readonly given: Given;
  /** The shortest chain from here; `none`: searched to the end without finding any. */
  known: CallPath | 'none' | undefined;
}

/** `anything`: all branches count, here and in what is called from here. */
type Given = GivenArguments | 'anything';

interface Entry {
  readonly step: Step;
  readonly from: Entry | undefined;
  readonly via: Invocation | undefined;
  readonly depth: number;
}

/** How often a search may ask "do all of several possible targets …" inside such a question. */
const NESTED_QUESTIONS = 6;

/** What searches for different things need all the same. */
export interface SharedAnswers {
  readonly variants: GivenVariants;
  /** Does the function ask where it runs? */
  readonly askers: Remembered<FunctionModel, boolean>;
}

export class CallChains {
  readonly #steps: Remembered<FunctionModel, Map<string, Step>>;
  readonly #active = new Set<Step>();
  /** Answers given without a full search; "none" must not be remembered across one. */
  #incomplete = 0;

  constructor(
    readonly semantics: Semantics,
    readonly accepts: Accepts,
    readonly budget: SearchBudget,
    readonly stats: SearchStats,
    readonly shared: SharedAnswers,
    kind: unknown,
  ) {
    this.#steps = new Remembered<FunctionModel, Map<string, Step>>(kind);
  }

  /** The shortest certain chain that starts at `invocation`; undefined when there is none or it is not known. */
  find(invocation: Invocation): CallPath | undefined {
    const path = this.#from(invocation, 'anything');
    // What is given only takes branches away: nearly always there is no chain at all, or one that none of it cuts.
    return path && (this.#isOpen(path) ? path : this.#from(invocation, NOTHING_GIVEN));
  }

  #from(invocation: Invocation, given: Given): CallPath | undefined {
    const direct = this.#direct(invocation, given);
    if (direct) return { invocation, fn: undefined, next: undefined, callable: direct, length: 1 };
    let best: CallPath | undefined;
    for (const step of this.#follow(invocation, given)) {
      const tail = this.#shortest(step);
      if (tail && (!best || tail.length + 1 < best.length)) best = longer(invocation, step.fn, tail);
    }
    return best;
  }

  /** Does every function of the chain, given what the one before gives it, take the branch to the next one? */
  #isOpen(path: CallPath): boolean {
    let given = NOTHING_GIVEN;
    for (let step: CallPath | undefined = path; step; step = step.next) {
      const { invocation, fn } = step;
      if (given.size > 0 && isCutOff(invocation.node, given, this.semantics)) return false;
      if (!fn) return this.accepts(step.callable, invocation, given);
      given = this.shared.variants.variant(invocation, fn, given).given;
      // Whether the other targets get there as well depends on what they are given.
      if (given.size > 0 && !invocation.targets.complete && invocation.targets.functions.length > 1) return false;
    }
    return true;
  }

  #shortest(root: Step): CallPath | undefined {
    const known = this.#answer(root);
    if (known) return known === 'none' ? undefined : known;
    if (this.#active.has(root) || this.#active.size >= NESTED_QUESTIONS) {
      this.#incomplete++;
      return undefined;
    }
    this.#active.add(root);
    const found = this.#search(root);
    this.#active.delete(root);
    return found;
  }

  #search(root: Step): CallPath | undefined {
    const incompleteBefore = this.#incomplete;
    const queue: Entry[] = [{ step: root, from: undefined, via: undefined, depth: 0 }];
    const entered = new Set([root]);
    let best: { readonly entry: Entry; readonly tail: CallPath; readonly length: number } | undefined;
    for (const entry of queue) {
      if (best && entry.depth + 1 >= best.length) break;
      const tail = this.#tailAt(entry.step, (invocation, steps) => {
        for (const step of steps) {
          if (entered.has(step)) continue;
          if (entry.depth + 1 >= this.budget.depth || entered.size >= this.budget.functions) {
            this.#incomplete++;
            continue;
          }
          entered.add(step);
          queue.push({ step, from: entry, via: invocation, depth: entry.depth + 1 });
        }
      });
      if (tail && (!best || entry.depth + tail.length < best.length)) best = { entry, tail, length: entry.depth + tail.length };
    }
    if (best) return this.#remember(best.entry, best.tail);
    if (this.#incomplete === incompleteBefore) for (const step of entered) step.known = 'none';
    else if (this.#active.size <= 1) this.stats.truncated++;
    return undefined;
  }

  /** A chain that is known from this step on; otherwise gives what the step calls to `enqueue`. */
  #tailAt(step: Step, enqueue: (invocation: Invocation, steps: readonly Step[]) => void): CallPath | undefined {
    const known = this.#answer(step);
    if (known) return known === 'none' ? undefined : known;
    const invocations = this.#invocations(step);
    for (const invocation of invocations) {
      const callable = this.#direct(invocation, step.given);
      if (callable) return { invocation, fn: undefined, next: undefined, callable, length: 1 };
    }
    for (const invocation of invocations) enqueue(invocation, this.#follow(invocation, step.given));
    return undefined;
  }

  #answer(step: Step): CallPath | 'none' | undefined {
    const { known } = step;
    if (known || step.given === 'anything') return known;
    // Where nothing is found over all branches, nothing is over fewer.
    const overAll = this.#steps.get(step.fn)?.get(step.part);
    return overAll?.known === 'none' ? 'none' : undefined;
  }

  /** Every suffix of a shortest chain is the shortest from where it starts. */
  #remember(end: Entry, tail: CallPath): CallPath {
    let path = tail;
    let entry = end;
    entry.step.known = path;
    while (entry.from && entry.via) {
      path = longer(entry.via, entry.step.fn, path);
      entry = entry.from;
      entry.step.known = path;
    }
    return path;
  }

  #direct(invocation: Invocation, given: Given): LibraryCallable | undefined {
    const { library } = invocation.targets;
    const accepted = library.find((callable) => this.#accepts(callable, invocation, given));
    return accepted && this.#isCertain(invocation, given) && runsInPlace(invocation.node, this.semantics) ? accepted : undefined;
  }

  #accepts(callable: LibraryCallable, invocation: Invocation, given: Given): boolean {
    if (!this.accepts(callable, invocation, NOTHING_GIVEN)) return false;
    return given === 'anything' || given.size === 0 || this.accepts(callable, invocation, given);
  }

  /** What is known of alternatives of libraries must agree (`asyncio.Future | concurrent.futures.Future`); where more may be called, all of them. */
  #isCertain(invocation: Invocation, given: Given): boolean {
    const { functions, library, complete } = invocation.targets;
    if (functions.length + library.length <= 1) return true;
    return library.every((callable) => this.#accepts(callable, invocation, given) || (complete && Object.keys(callable.facts).length === 0))
      && ((complete && !isChosenByItself(invocation.node)) || functions.every((fn) => {
        const step = this.#enter(fn, invocation, given);
        return step !== undefined && this.#shortest(step) !== undefined;
      }));
  }

  #follow(invocation: Invocation, given: Given): Step[] {
    const { functions } = invocation.targets;
    if (functions.length === 0) return [];
    const steps = functions.flatMap((fn) => this.#enter(fn, invocation, given) ?? []);
    return steps.length > 0 && this.#isCertain(invocation, given) && runsInPlace(invocation.node, this.semantics) ? steps : [];
  }

  /** The code that really runs now, on this thread: not a coroutine, not a generator that is only created. */
  #enter(fn: FunctionModel, invocation: Invocation, outer: Given): Step | undefined {
    // What gives an awaitable does its work later; a facade may even decide between a blocking and an async way.
    if (fn.isAsync || fn.form === 'module' || invocation.awaited) return undefined;
    if (this.semantics.runsOffLoop(fn) || this.#knowsWhere(fn)) return undefined;
    const part = partRunBy(invocation, fn);
    return part && this.#step(fn, part, invocation, outer);
  }

  #knowsWhere(fn: FunctionModel): boolean {
    const { askers } = this.shared;
    return askers.get(fn) ?? askers.set(fn, knowsWhereItRuns(fn, this.semantics));
  }

  #step(fn: FunctionModel, part: Part, invocation: Invocation, outer: Given): Step {
    const steps = this.#steps.get(fn) ?? this.#steps.set(fn, new Map<string, Step>());
    if (outer === 'anything') return interned(steps, part, { fn, part, given: 'anything', known: undefined });
    const { key, given } = this.shared.variants.variant(invocation, fn, outer);
    return interned(steps, `${part} ${key}`, { fn, part, given, known: undefined });
  }

  #invocations({ fn, part, given }: Step): readonly Invocation[] {
    const all = this.semantics.invocations(fn);
    const run = given === 'anything' || given.size === 0 ? all : all.filter(({ node }) => !isCutOff(node, given, this.semantics));
    const border = part === 'whole' ? undefined : firstYield(fn);
    if (border === undefined) return run;
    return run.filter(({ node, form }) => {
      const isAfter = node.start > border || (form === 'exit' && node.end < border);
      return isAfter === (part === 'after-yield');
    });
  }

}

function interned(steps: Map<string, Step>, name: string, step: Step): Step {
  const known = steps.get(name);
  if (known) return known;
  steps.set(name, step);
  return step;
}

/** undefined: a generator that is only created runs nothing yet. */
function partRunBy({ form }: Invocation, fn: FunctionModel): Part | undefined {
  if (!fn.isGenerator) return 'whole';
  switch (form) {
    case 'iteration': return 'whole';
    case 'enter': return 'before-yield';
    case 'exit': return 'after-yield';
    default: return undefined;
  }
}

function longer(invocation: Invocation, fn: FunctionModel, next: CallPath): CallPath {
  return { invocation, fn, next, callable: next.callable, length: next.length + 1 };
}

function firstYield(fn: FunctionModel): number | undefined {
  return nodesIn(fn, 'yield').find((node) => functionOf(node) === fn)?.start;
}
