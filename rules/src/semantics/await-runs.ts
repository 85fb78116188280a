/**
 * Finds awaits that wait one after another although nothing makes them: runs of statements in a block, and loops whose
 * iterations are independent. Everything here must be *proven*; whatever is not known ends the run.
 */
import {
  functionOf, resolveName, targetNames, walk,
  type AssignmentStatement, type AwaitExpression, type CallExpression, type Expression, type ExpressionStatement, type ForStatement,
  type FunctionModel, type NameExpression, type Node, type Statement, type Variable,
} from '../model/index.js';
import { lookupClass, type Role } from '../knowledge/index.js';
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

export interface AwaitLoop {
  readonly loop: ForStatement;
  readonly call: CallExpression;
  readonly awaited: AwaitExpression;
  /** `list.append(await …)`: the list; `d[k] = await …`: the dict; undefined when the result is unused. */
  readonly collects: { readonly into: NameExpression; readonly key: Expression | undefined } | undefined;
}

interface Knowledge {
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
    const effect = step && effectOf(step, knowledge);
    if (!step || !effect) {
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

/** A loop over a plain iterable whose only work is one independent await per item. */
export function independentLoop(loop: ForStatement, knowledge: Knowledge): AwaitLoop | undefined {
  if (loop.isAsync || loop.otherwise.length > 0 || loop.body.length !== 1 || loop.over === 'keys') return undefined;
  const [statement] = loop.body;
  const found = statement && collectedAwait(statement);
  if (!found) return undefined;
  const items = new Set(targetNames(loop.target).map(resolveName));
  if (!usesAny(found.call, items) || hasNestedAwait(found.call)) return undefined;
  if (found.collects && mentionsVariable(found.call, resolveName(found.collects.into))) return undefined;
  if (found.collects && mentionsVariable(loop.iterable, resolveName(found.collects.into))) return undefined;
  const effect = knownEffect(found.call, knowledge);
  // Two iterations must not disturb each other: the call is compared with itself.
  if (!effect || effect.writes.length > 0 || effect.exclusive.length > 0) return undefined;
  return { loop, ...found };
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
  return classes.length > 0 && classes.every((name) => lookupClass(name)?.concurrentUse === 'safe');
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

function isLocalTarget(target: Expression): boolean {
  if (target.kind === 'name') return resolveName(target)?.owner === functionOf(target);
  return target.kind === 'sequence' && target.items.every(isLocalTarget);
}

/** The awaited call and the plain evaluation of its arguments. */
function effectOf(step: AwaitStep, knowledge: Knowledge): EffectFact | undefined {
  return knownEffect(step.call, knowledge);
}

const TRIVIAL_WAITS: readonly Role[] = ['gather', 'settle', 'wait', 'wait-for', 'shield', 'race', 'as-completed', 'off-loop'];

function knownEffect(call: CallExpression, { semantics, analyses }: Knowledge): EffectFact | undefined {
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

function usesAny(expression: Expression, variables: ReadonlySet<Variable | undefined>): boolean {
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

function mentionsVariable(expression: Expression, variable: Variable | undefined): boolean {
  return variable !== undefined && usesAny(expression, new Set([variable]));
}

function hasNestedAwait(call: CallExpression): boolean {
  let found = false;
  walk(call, (node) => {
    if (node.kind === 'await' || node.kind === 'yield' || node.kind === 'assignment-expression') found = true;
    return found || node.kind === 'function' ? 'skip' : undefined;
  });
  return found;
}

type Collected = Pick<AwaitLoop, 'call' | 'awaited' | 'collects'>;

function collectedAwait(statement: Statement): Collected | undefined {
  if (statement.kind === 'expression-statement') {
    const { value } = statement;
    if (value.kind === 'await') return awaitedCall(value, undefined);
    // out.append(await f(x)) / out.push(await f(x))
    if (value.kind !== 'call' || value.callee.kind !== 'member' || !['append', 'push'].includes(value.callee.name)) return undefined;
    const [argument] = value.arguments;
    const into = value.callee.object;
    if (value.arguments.length !== 1 || argument?.value.kind !== 'await' || into.kind !== 'name' || !isLocalTarget(into)) return undefined;
    return awaitedCall(argument.value, { into, key: undefined });
  }
  if (statement.kind !== 'assignment' || statement.operator !== undefined || statement.targets.length !== 1) return undefined;
  const [target] = statement.targets;
  if (target?.kind !== 'index' || target.object.kind !== 'name' || !isLocalTarget(target.object) || statement.value?.kind !== 'await') return undefined;
  return awaitedCall(statement.value, { into: target.object, key: target.index });
}

function awaitedCall(awaited: AwaitExpression, collects: AwaitLoop['collects']): Collected | undefined {
  return awaited.value.kind === 'call' ? { call: awaited.value, awaited, collects } : undefined;
}

