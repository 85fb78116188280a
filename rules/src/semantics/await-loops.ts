/**
 * Loops and comprehensions that await item by item although their iterations are independent. As for runs of awaits,
 * everything must be *proven*.
 */
import {
  mentionsOf, resolveName, targetNames, walk,
  type AwaitExpression, type CallExpression, type ComprehensionExpression, type Expression, type ForStatement, type NameExpression,
  type Statement, type Variable,
} from '../model/index.js';
import { hasNestedAwait, isLocalTarget, knownEffect, usesAny, type Knowledge } from './await-runs.js';

export interface AwaitLoop {
  readonly site: ForStatement | ComprehensionExpression;
  readonly call: CallExpression;
  readonly awaited: AwaitExpression;
  readonly target: Expression;
  readonly iterable: Expression;
  readonly conditions: readonly Expression[];
  /** What becomes of the results. */
  readonly result: 'unused' | 'list' | 'set' | 'dict';
  /** The local container that a loop fills. */
  readonly into: NameExpression | undefined;
  /** The key of a dict's entry. */
  readonly key: Expression | undefined;
}

/** A loop over a plain iterable whose only work is one independent await per item. */
export function independentLoop(loop: ForStatement, knowledge: Knowledge): AwaitLoop | undefined {
  if (loop.isAsync || loop.otherwise.length > 0 || loop.over === 'keys') return undefined;
  const collected = collectedAwait(loop.body);
  if (!collected) return undefined;
  const found: AwaitLoop = { site: loop, target: loop.target, iterable: loop.iterable, conditions: [], ...collected };
  const container = found.into && resolveName(found.into);
  const isLookedAt = container && [found.call, found.iterable, found.key].some((part) => part && usesAny(part, new Set([container])));
  return !isLookedAt && isIndependent(found, knowledge) ? found : undefined;
}

/** `[await f(x) for x in xs]`, as a list, a set or the values of a dict. */
export function independentComprehension(site: ComprehensionExpression, knowledge: Knowledge): AwaitLoop | undefined {
  const [clause, ...inner] = site.clauses;
  if (!clause || inner.length > 0 || clause.isAsync || site.shape === 'generator') return undefined;
  const awaited = site.shape === 'dict' ? site.value : site.element;
  if (awaited?.kind !== 'await' || awaited.value.kind !== 'call') return undefined;
  const { target, iterable, conditions } = clause;
  const key = site.shape === 'dict' ? site.element : undefined;
  // Conditions would be asked before anything is awaited, not in between.
  if ([...conditions, ...(key ? [key] : [])].some(mayRunCode)) return undefined;
  const found: AwaitLoop = { site, call: awaited.value, awaited, target, iterable, conditions, result: site.shape, into: undefined, key };
  return isIndependent(found, knowledge) ? found : undefined;
}

/** Two iterations must not disturb each other: the call is compared with itself. Repeating one call is a retry or a poll. */
function isIndependent({ call, target, result }: AwaitLoop, knowledge: Knowledge): boolean {
  const items = new Set(targetNames(target).map(resolveName));
  if (!usesAny(call, items) || hasNestedAwait(call)) return false;
  const effect = knownEffect(call, knowledge);
  // `for item in items: await check(item)` ends at the first that does not pass.
  if (result === 'unused' && effect?.raises) return false;
  return effect !== undefined && effect.writes.length === 0 && effect.exclusive.length === 0;
}

type Collected = Pick<AwaitLoop, 'call' | 'awaited' | 'result' | 'into' | 'key'>;

function collectedAwait(body: readonly Statement[]): Collected | undefined {
  const [first, second, third] = body;
  if (!first || third) return undefined;
  return second ? collectedThroughLocal(first, second) : collectedBy(first, (value) => value);
}

/** `text = await f(x)`, then `out.append(text)`; nobody else reads `text`. */
function collectedThroughLocal(first: Statement, second: Statement): Collected | undefined {
  if (first.kind !== 'assignment' || first.operator !== undefined || first.targets.length !== 1) return undefined;
  const [target] = first.targets;
  const { value } = first;
  if (target?.kind !== 'name' || value?.kind !== 'await' || !isLocalTarget(target)) return undefined;
  const variable = resolveName(target);
  if (!variable || mentionsOf(variable).length !== 2) return undefined;
  return collectedBy(second, (stored) => (isVariable(stored, variable) ? value : undefined));
}

function isVariable(expression: Expression, variable: Variable): boolean {
  return expression.kind === 'name' && resolveName(expression) === variable;
}

/** What a statement stores in a local container, or a bare await; `meant` gives the await that a stored value stands for. */
function collectedBy(statement: Statement, meant: (value: Expression) => Expression | undefined): Collected | undefined {
  if (statement.kind === 'expression-statement') {
    const { value } = statement;
    if (value.kind === 'await') return collected(meant(value), 'unused', undefined, undefined);
    // out.append(await f(x)), out.add(…), out.push(…)
    if (value.kind !== 'call' || value.callee.kind !== 'member' || value.arguments.length !== 1) return undefined;
    const result = COLLECTING_METHODS.get(value.callee.name);
    const [argument] = value.arguments;
    const into = value.callee.object;
    if (!result || !argument || argument.spread !== 'none' || into.kind !== 'name' || !isLocalTarget(into)) return undefined;
    return collected(meant(argument.value), result, into, undefined);
  }
  if (statement.kind !== 'assignment' || statement.operator !== undefined || statement.targets.length !== 1) return undefined;
  const [target] = statement.targets;
  if (target?.kind !== 'index' || target.object.kind !== 'name' || !isLocalTarget(target.object) || !statement.value || mayRunCode(target.index)) return undefined;
  return collected(meant(statement.value), 'dict', target.object, target.index);
}

const COLLECTING_METHODS: ReadonlyMap<string, 'list' | 'set'> = new Map([['append', 'list'], ['push', 'list'], ['add', 'set']]);

function collected(awaited: Expression | undefined, result: AwaitLoop['result'], into: NameExpression | undefined, key: Expression | undefined): Collected | undefined {
  if (awaited?.kind !== 'await' || awaited.value.kind !== 'call') return undefined;
  return { call: awaited.value, awaited, result, into, key };
}

function mayRunCode(expression: Expression): boolean {
  let runs = false;
  walk(expression, (node) => {
    if (node.kind === 'call' || node.kind === 'await' || node.kind === 'yield' || node.kind === 'assignment-expression') runs = true;
    return runs ? 'skip' : undefined;
  });
  return runs;
}
