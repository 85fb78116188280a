/**
 * Finds awaits that wait one after another although nothing makes them: runs of statements in a block. Everything here
 * must be *proven*; whatever is not known ends the run.
 */
import {
  functionOf, resolveName, targetNames, walk,
  type AssignmentStatement, type AwaitExpression, type CallExpression, type Expression, type ExpressionStatement,
  type FunctionModel, type Node, type Statement, type Variable,
} from '../model/index.js';
import { lookupClass, type LibraryClass, type Role } from '../knowledge/index.js';
import type { Analyses, EffectFact, Semantics } from './semantics.js';
import { independent } from './effects.js';

/** `x = await f()`, `x: T = await f()` or `await f()` as a statement of its own. */
export interface AwaitStep {
  readonly statement: AssignmentStatement | ExpressionStatement;
  /** What is bound; undefined for a bare await. */
  readonly target: Expression | undefined;
  readonly awaited: AwaitExpression;
  readonly call: CallExpression;
}

/** What independence is proven from. */
export interface Knowledge {
  readonly semantics: Semantics;
  readonly analyses: Analyses;
}

/** Maximal runs of two or more neighbouring awaits in a block that are pairwise independent. */
export function independentRuns(block: readonly Statement[], knowledge: Knowledge): AwaitStep[][] {
  const runs: AwaitStep[][] = [];
  let run: AwaitStep[] = [];
  let effects: EffectFact[] = [];
  const finish = (): void => {
    if (run.length > 1) runs.push(run);
    run = [];
    effects = [];
  };
  for (const statement of block) {
    const step = awaitStepOf(statement);
    const effect = step && knownEffect(step.call, knowledge);
    if (!step || !effect) {
      finish();
      continue;
    }
    // `await check_permission(user)`: what comes next must not begin when it raises.
    if (!step.target && effect.raises) {
      finish();
      continue;
    }
    const joins = run.every((earlier) => !dependsOn(step, earlier)) && effects.every((earlier) => independent(earlier, effect));
    if (!joins) finish();
    run.push(step);
    effects.push(effect);
  }
  finish();
  return runs;
}

/** Inside a lock, a transaction or an unknown context manager order may matter. */
export function isInOrderedRegion(node: Node, semantics: Semantics): boolean {
  for (let current = node.parent; current && current.kind !== 'function'; current = current.parent) {
    if (current.kind === 'with' && current.items.some((item) => !allowsConcurrency(item.context, semantics))) return true;
  }
  return false;
}

/** Test code and command-line prompts read better in order. */
export function isOrderedByNature(fn: FunctionModel): boolean {
  const { path } = fn.unit.module;
  return /^test_|_test$/.test(fn.name) || /(?:^|\/)(?:tests?|__tests__)\/|(?:^|\/)(?:test_[^/]*|[^/]*_test)\.py$|\.(?:test|spec)\.[cm]?[jt]sx?$|conftest\.py$/.test(path);
}

const CONCURRENT_CONTEXTS: readonly Role[] = ['timeout'];

function allowsConcurrency(context: Expression, semantics: Semantics): boolean {
  if (context.kind === 'call') {
    const { library } = semantics.targets(context);
    if (library.some((callable) => callable.facts.role !== undefined && CONCURRENT_CONTEXTS.includes(callable.facts.role))) return true;
  }
  const classes = semantics.classNames(context);
  return classes.length > 0 && classes.every((name) => isConcurrentClient(lookupClass(name)));
}

/** A session or pool; a lock may be used by many tasks, too, but only to put them in order. */
function isConcurrentClient(cls: LibraryClass | undefined): boolean {
  const role = cls?.construct?.role;
  return cls?.concurrentUse === 'safe' && role !== 'lock' && role !== 'semaphore';
}

export function awaitStepOf(statement: Statement): AwaitStep | undefined {
  if (statement.kind === 'expression-statement') return stepFrom(statement, undefined, statement.value);
  if (statement.kind !== 'assignment' || statement.operator !== undefined || statement.targets.length !== 1) return undefined;
  const [target] = statement.targets;
  // Attributes may be properties with effects of their own; only locals are certain.
  if (!target || !isLocalTarget(target)) return undefined;
  return stepFrom(statement, target, statement.value);
}

function stepFrom(statement: AwaitStep['statement'], target: Expression | undefined, value: Expression | undefined): AwaitStep | undefined {
  if (value?.kind !== 'await' || value.value.kind !== 'call' || hasNestedAwait(value.value)) return undefined;
  return { statement, target, awaited: value, call: value.value };
}

export function isLocalTarget(target: Expression): boolean {
  if (target.kind === 'name') return resolveName(target)?.owner === functionOf(target);
  return target.kind === 'sequence' && target.items.every(isLocalTarget);
}

const TRIVIAL_WAITS: readonly Role[] = ['gather', 'settle', 'wait', 'wait-for', 'shield', 'race', 'as-completed', 'off-loop'];

/** What awaiting the call touches; undefined when that is not known or there is nothing to gain. */
export function knownEffect(call: CallExpression, { semantics, analyses }: Knowledge): EffectFact | undefined {
  const targets = semantics.targets(call);
  if (!targets.complete) return undefined;
  // A pause between two calls is a rate limit; a wait for tasks that already run gains nothing.
  if (targets.library.some(({ facts }) => facts.role === 'sleep' || (facts.role !== undefined && TRIVIAL_WAITS.includes(facts.role)))) return undefined;
  if (semantics.awaitable(call).kind === 'task' || semantics.awaitable(call).verdict !== 'yes') return undefined;
  const effect = analyses.effects(call);
  return effect.known ? effect : undefined;
}

/** The later step reads what an earlier one binds, or binds the same name. */
function dependsOn(later: AwaitStep, earlier: AwaitStep): boolean {
  if (!earlier.target) return false;
  const bound = new Set(targetNames(earlier.target).map(resolveName));
  return usesAny(later.call, bound) || (later.target !== undefined && targetNames(later.target).some((name) => bound.has(resolveName(name))));
}

export function usesAny(expression: Expression, variables: ReadonlySet<Variable | undefined>): boolean {
  let uses = false;
  walk(expression, (node) => {
    if (node.kind === 'name') {
      const variable = resolveName(node);
      if (variable && variables.has(variable)) uses = true;
    }
    return uses ? 'skip' : undefined;
  });
  return uses;
}

export function hasNestedAwait(call: CallExpression): boolean {
  let found = false;
  walk(call, (node) => {
    if (node.kind === 'await' || node.kind === 'yield' || node.kind === 'assignment-expression') found = true;
    return found || node.kind === 'function' ? 'skip' : undefined;
  });
  return found;
}
