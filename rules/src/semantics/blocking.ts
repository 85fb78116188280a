/** Why an invocation blocks the event loop, and what it reaches: chains of calls as evidence for people. */
import {
  Remembered, cfgOf, dominates, functionOf, placeOf, stepOf, textOf, type Expression, type FunctionModel, type Handler, type Node, type Place, type WithStatement,
} from '../model/index.js';
import { isToldOnTheWay } from './asked-before.js';
import { isBeforeServing, isForDevelopment, isInstant, isTestCode, type Circumstance } from './circumstances.js';
import { CallChains, type Accepts, type CallPath, type SharedAnswers, type SearchBudget, type SearchStats } from './call-chains.js';
import { decisionsBefore } from './decisions.js';
import { GivenVariants, NOTHING_GIVEN } from './given-arguments.js';
import { remembersResults, runsWhileEmpty } from './first-run.js';
import { isOwnLock, sectionsOfSameLock } from './own-locks.js';
import { blocksHere } from './primitive-calls.js';
import type { BlockingFact, ChainLink, Invocation, LibraryCallable, Reached, Semantics } from './semantics.js';
import { runsWithoutLoop } from './where-it-runs.js';

/** What searches gave up on: shown by `--stats`. */
export type BlockingStats = Readonly<SearchStats>;

const BUDGET: SearchBudget = { depth: 40, functions: 4000 };

/**
 * Answers for one state of the project: make a new one when `semantics` may answer differently (its caches are keyed by
 * functions, whose callees may have changed).
 */
export class BlockingAnalysis {
  readonly #stats: SearchStats = { truncated: 0 };
  readonly #shared: SharedAnswers;
  readonly #blocking: CallChains;
  /** Without file access, which is often short. */
  readonly #waiting: CallChains;
  /** Of those that a project builds itself. */
  readonly #ownLocks: CallChains;
  readonly #reaching = new WeakMap<(callable: LibraryCallable) => boolean, CallChains>();

  constructor(readonly semantics: Semantics, readonly budget: SearchBudget = BUDGET) {
    this.#shared = { variants: new GivenVariants(semantics), askers: new Remembered('askers') };
    // A lock that a helper takes for a moment is no evidence; it would hide what really takes long further down.
    const blocks: Accepts = (callable, invocation, given) => !callable.facts.brief && !isOwnLock(invocation, callable) && blocksHere(invocation, callable, semantics, given);
    this.#blocking = new CallChains(semantics, blocks, budget, this.#stats, this.#shared, 'blocking');
    const waits: Accepts = (callable, invocation, given) => callable.facts.blocks !== 'file' && blocks(callable, invocation, given);
    this.#waiting = new CallChains(semantics, waits, budget, { truncated: 0 }, this.#shared, 'waiting');
    const takesOwn: Accepts = (callable, invocation, given) => isOwnLock(invocation, callable) && blocksHere(invocation, callable, semantics, given);
    this.#ownLocks = new CallChains(semantics, takesOwn, budget, { truncated: 0 }, this.#shared, 'own locks');
  }

  get stats(): BlockingStats {
    return { ...this.#stats };
  }

  /** Why running this invocation on the loop blocks it; undefined when it does not or that is not known. */
  blocking(invocation: Invocation): BlockingFact | undefined {
    const path = this.#blocking.find(invocation) ?? this.#briefLock(invocation) ?? this.#ownLock(invocation);
    if (!path || isToldOnTheWay(path, this.semantics) || runsWithoutLoop(invocation.node, this.semantics)) return undefined;
    const fact = this.#factOf(path);
    if (fact?.category !== 'file' || fact.chain.length === 1) return fact;
    // A file must not hide what really takes long further down, when that is at least as sure to run.
    const other = this.#waiting.find(invocation);
    const wait = other && this.#factOf(other);
    return wait && (isCommon(wait) || !isCommon(fact)) ? wait : fact;
  }

  #factOf(path: CallPath): BlockingFact | undefined {
    const { name, facts } = path.callable;
    if (!facts.blocks) return undefined;
    return {
      category: facts.blocks, primitive: name, facts, chain: linksOf(path), functions: functionsOf(path),
      optionalHops: optionalHopsOf(path), decisions: decisionsOf(path), firstRunOnly: this.#isFirstRunOnly(path), circumstance: circumstanceOf(path),
    };
  }

  /** The call in the coroutine itself is left out, as in `optionalHops`. */
  #isFirstRunOnly(path: CallPath): boolean {
    let isNew = false;
    for (let step: CallPath | undefined = path; step; step = step.next) {
      // Where an object is made, everything of its own is empty yet.
      if (step !== path && !isNew && runsWhileEmpty(step.invocation.node)) return true;
      isNew ||= step.fn?.name === '__init__';
      if (step.fn && remembersResults(step.fn, this.semantics)) return true;
    }
    return false;
  }

  /** `with lock:` in the coroutine itself. */
  #briefLock(invocation: Invocation): CallPath | undefined {
    const { library, functions, complete } = invocation.targets;
    const [callable] = library;
    if (!callable?.facts.brief || library.length > 1 || functions.length > 0 || !complete || !blocksHere(invocation, callable, this.semantics, NOTHING_GIVEN)) return undefined;
    return { invocation, fn: undefined, next: undefined, callable, length: 1 };
  }

  /** `with self.directory_lock.write():` in the coroutine itself; as brief as the library's locks unless it is held over something that takes time. */
  #ownLock(invocation: Invocation): CallPath | undefined {
    const path = invocation.form === 'enter' && functionOf(invocation.node).isAsync ? this.#ownLocks.find(invocation) : undefined;
    const functions = path ? functionsOf(path) : [];
    if (!path || !functions.every(({ owner }) => owner !== undefined && owner === functions.at(-1)?.owner)) return undefined;
    const { node } = invocation;
    if (node.kind !== 'with-item' || sectionsOfSameLock(node).some((section) => this.#takesTime(section))) return path;
    return { ...path, callable: { ...path.callable, facts: { ...path.callable.facts, brief: true } } };
  }

  #takesTime(section: WithStatement): boolean {
    const isInside = (node: Node): boolean => section.body.some((statement) => statement.start <= node.start && node.start < statement.end);
    return this.semantics.invocations(functionOf(section)).filter((inner) => isInside(inner.node)).some((inner) => {
      const path = this.#blocking.find(inner);
      const fact = path && this.#factOf(path);
      return fact !== undefined && isCommon(fact);
    });
  }

  /**
   * The shortest chain of synchronous calls to a library callable that is `wanted`. Pass the same function object for the
   * same question: answers are remembered per `wanted`.
   */
  reaches(invocation: Invocation, wanted: (callable: LibraryCallable) => boolean): Reached | undefined {
    let chains = this.#reaching.get(wanted);
    if (!chains) {
      // Only the blocking search counts calls: one call must not count twice.
      chains = new CallChains(this.semantics, wanted, this.budget, { truncated: 0 }, this.#shared, wanted);
      this.#reaching.set(wanted, chains);
    }
    const path = chains.find(invocation);
    return path && {
      callable: path.callable, chain: linksOf(path), functions: functionsOf(path), optionalHops: optionalHopsOf(path), decisions: decisionsOf(path),
      firstRunOnly: this.#isFirstRunOnly(path), isSwallowed: isSwallowed(path),
    };
  }
}

function circumstanceOf(path: CallPath): Circumstance | undefined {
  const { node } = path.invocation;
  const fn = functionOf(node);
  if (isTestCode(fn.unit.module)) return 'test';
  if (isBeforeServing(node, fn)) return 'start-up';
  let last = path;
  for (let step: CallPath | undefined = path; step; step = step.next) {
    if (isForDevelopment(step.invocation.node)) return 'development';
    last = step;
  }
  return last.callable.facts.blocks === 'sleep' && isInstant(last.invocation.node) ? 'instant' : undefined;
}

function isCommon({ optionalHops, firstRunOnly }: BlockingFact): boolean {
  return optionalHops < 2 && !firstRunOnly;
}

function linksOf(path: CallPath): ChainLink[] {
  const links: ChainLink[] = [];
  for (let step: CallPath | undefined = path; step; step = step.next) {
    links.push({ name: nameOf(step), place: placeOfInvocation(step.invocation) });
  }
  return links;
}

function functionsOf(path: CallPath): FunctionModel[] {
  const functions: FunctionModel[] = [];
  for (let step: CallPath | undefined = path; step; step = step.next) if (step.fn) functions.push(step.fn);
  return functions;
}

/** The call in the coroutine itself is left out: it is the reader's own. */
function optionalHopsOf(path: CallPath): number {
  let count = 0;
  for (let step = path.next; step; step = step.next) if (isOptional(step.invocation.node) && !runsWhileEmpty(step.invocation.node)) count++;
  return count;
}

/** `try: … except Exception: pass` around a call on the way. */
function isSwallowed(path: CallPath): boolean {
  for (let step = path.next; step; step = step.next) {
    let child: Node = step.invocation.node;
    for (let node = child.parent; node && node.kind !== 'function'; child = node, node = node.parent) {
      if (node.kind === 'try' && node.body.some((statement) => statement === child) && node.handlers.some(takesEverything)) return true;
    }
  }
  return false;
}

function takesEverything({ type, body }: Handler): boolean {
  const isBroad = !type || /\b(?:Base)?Exception\b/.test(textOf(type));
  return isBroad && !body.some((statement) => statement.kind === 'raise');
}

function decisionsOf(path: CallPath): number {
  let count = 0;
  for (let step = path.next; step; step = step.next) count += decisionsBefore(step.invocation.node);
  return count;
}

function isOptional(node: Node): boolean {
  const cfg = cfgOf(functionOf(node));
  return !stepOf(node).some((step) => dominates(cfg, step, cfg.exit));
}

/** As written in the source where that is a name, else the name of what is called. */
function nameOf({ invocation, fn, callable }: CallPath): string {
  const { node } = invocation;
  const written = node.kind === 'call' ? dotted(node.callee) : node.kind === 'member' ? dotted(node) : undefined;
  if (written !== undefined) return written;
  if (fn) return fn.name === '' ? 'lambda' : fn.qualifiedName;
  return callable.name;
}

/** `a.b.c`; undefined for anything that has calls or subscripts in it. */
function dotted(expression: Expression): string | undefined {
  if (expression.kind === 'name') return expression.name;
  if (expression.kind !== 'member') return undefined;
  return dotted(expression.object) === undefined ? undefined : textOf(expression).replace(/\s+/g, '');
}

function placeOfInvocation({ node }: Invocation): Place {
  return placeOf(evaluated(node));
}

/** What a reader looks at: the context of a `with` item, the iterable of a loop. */
export function evaluated(node: Node): Node {
  switch (node.kind) {
    case 'with-item': return node.context;
    case 'for': case 'comprehension-clause': return node.iterable;
    default: return node;
  }
}
