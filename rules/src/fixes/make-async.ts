/** Turning a plain function into an async one, together with those of its callers that are in the same file. */
import type { Edit } from '../engine/finding.js';
import {
  functionOf, moduleOf, nodesIn, textOf, type CallExpression, type Expression, type FunctionModel,
} from '../model/index.js';
import type { Semantics } from '../semantics/semantics.js';
import { isAwaitedAtOnce } from '../semantics/awaited-at-once.js';
import { isUsedAsValue, referencesAsValue } from '../semantics/function-values.js';
import { awaitEdits, canAwait } from './await.js';
import { inOrder, insertAfter, insertAt, insertBefore, startOf } from './edits.js';
import { importModule } from './imports.js';

interface Place {
  readonly semantics: Semantics;
  readonly isNotebook: boolean;
}

/** Edits, and the plain functions that they make async. */
export interface MadeAsync {
  readonly edits: Edit[];
  readonly functions: readonly FunctionModel[];
}

/**
 * Awaits `expression` in a plain function: that function becomes async and so do the plain functions that call it, up to
 * the module's own code, which runs them (`asyncio.run`). undefined when one of them must stay as it is.
 */
export function awaitAndMakeAsync(expression: Expression, place: Place): MadeAsync | undefined {
  const edits = [...awaitEdits(expression)];
  const functions = new Set<FunctionModel>();
  return spread(functionOf(expression), place, edits, functions) ? { edits: inOrder(withoutDoubleImports(edits)), functions: [...functions] } : undefined;
}

/** `asyncio.run(…)` around a coroutine in a module's own code. */
export function runEdits(coroutine: Expression): Edit[] {
  const asyncio = importModule(moduleOf(coroutine), 'asyncio', coroutine);
  return inOrder([...asyncio.edits, insertBefore(coroutine, `${asyncio.name}.run(`), insertAfter(coroutine, ')')]);
}

/**
 * Makes a function async whose own code needs that already. Callers in the same file follow where they can; the rest is
 * for the reader (`usesOf`). undefined for what `async def` cannot be: a lambda, a special method, an accessor.
 */
export function makeAsync(fn: FunctionModel, place: Place): MadeAsync | undefined {
  if (!hasAsyncForm(fn)) return undefined;
  const edits = asyncEdits(fn);
  let changed: Set<FunctionModel> = new Set([fn]);
  // Whoever iterates over a generator has to do so with `async for`; that is more than an `await`.
  for (const call of fn.isGenerator ? [] : place.semantics.callersInModule(fn)) {
    const more: Edit[] = [];
    const alsoChanged = new Set(changed);
    if (!awaitCall(call, place, more, alsoChanged)) continue;
    edits.push(...more);
    changed = alsoChanged;
  }
  return { edits: inOrder(withoutDoubleImports(edits)), functions: [...changed] };
}

/** As `Fix.makesAsync` has them. */
export function namesOf(functions: readonly FunctionModel[]): readonly string[] {
  return functions.map(({ qualifiedName }) => qualifiedName);
}

/** Where its own file uses a plain function in a way that means something else once it is async, in source order. */
export function usesOf(fn: FunctionModel, semantics: Semantics): Expression[] {
  const calls = semantics.callersInModule(fn).filter((call) => !isAwaitedAtOnce(call, semantics));
  const values = referencesAsValue(fn).filter((reference) => semantics.referencedFunctions(reference).includes(fn));
  return [...calls, ...values].sort((a, b) => startOf(a) - startOf(b));
}

function spread(fn: FunctionModel, place: Place, edits: Edit[], seen: Set<FunctionModel>): boolean {
  if (seen.has(fn)) return true;
  seen.add(fn);
  if (!canBeAsync(fn, place.semantics)) return false;
  edits.push(...asyncEdits(fn));
  return place.semantics.callersInModule(fn).every((call) => awaitCall(call, place, edits, seen));
}

/** The call of a function that becomes async: awaited, in a function that becomes async too, or run by the module. */
function awaitCall(call: CallExpression, place: Place, edits: Edit[], seen: Set<FunctionModel>): boolean {
  if (isAwaitedAtOnce(call, place.semantics)) return true;
  const caller = functionOf(call);
  if (caller.form === 'module' && !place.isNotebook) {
    if (moduleOf(call).language !== 'python') return false;
    edits.push(...runEdits(call));
    return true;
  }
  edits.push(...awaitEdits(call));
  return canAwait(call, place) || (!caller.isAsync && spread(caller, place, edits, seen));
}

/** Not lambdas, generators, accessors, special methods, overrides, cached functions, nor what is handed on as a value. */
function canBeAsync(fn: FunctionModel, semantics: Semantics): boolean {
  if (fn.isAsync || fn.isGenerator || !hasAsyncForm(fn)) return false;
  if (fn.decorators.some((decorator) => /cache|dispatch|atexit|signal|overload|override/i.test(textOf(decorator)))) return false;
  if (moduleOf(fn).language !== 'python' && (isNever(fn) || (givesValue(fn) && mayBeCalledElsewhere(fn)))) return false;
  return !isOverride(fn, semantics) && !isUsedAsValue(fn);
}

/** Code behind its calls is never reached, which a promise cannot tell. */
function isNever({ returns }: FunctionModel): boolean {
  return returns !== undefined && textOf(returns) === 'never';
}

/** Other files would get a promise where they use the value, and no longer compile; what gives nothing may be called as before. */
function givesValue(fn: FunctionModel): boolean {
  if (fn.returns) return !/^(?:void|undefined|unknown|any|Promise\b[\s\S]*)$/.test(textOf(fn.returns));
  return nodesIn(fn, 'return').some(({ value }) => value !== undefined);
}

function mayBeCalledElsewhere(fn: FunctionModel): boolean {
  if (fn.owner) return fn.isPrivate !== true;
  return fn.parent?.kind !== 'function-statement' || /^export\b/.test(textOf(fn));
}

function hasAsyncForm(fn: FunctionModel): boolean {
  if (fn.form !== 'function' || fn.method === 'getter' || fn.method === 'setter') return false;
  return !/^__\w+__$/.test(fn.name) && fn.name !== 'constructor' && fn.name !== '';
}

function isOverride(fn: FunctionModel, semantics: Semantics): boolean {
  if (!fn.owner) return false;
  const { classes, libraryBases, complete } = semantics.classChain(fn.owner);
  if (!complete || libraryBases.some((name) => name !== 'object' && name !== 'builtins.object')) return true;
  return classes.some((cls) => cls !== fn.owner && cls.body.some((statement) => statement.kind === 'function-statement' && statement.fn.name === fn.name));
}

/** `async` before the function; in TypeScript its declared result becomes a promise. */
function asyncEdits(fn: FunctionModel): Edit[] {
  const keyword = insertAt(fn.unit.base + fn.keywordStart, 'async ');
  if (!fn.returns || moduleOf(fn).language !== 'typescript' || /^Promise\b/.test(textOf(fn.returns))) return [keyword];
  return [keyword, insertBefore(fn.returns, 'Promise<'), insertAfter(fn.returns, '>')];
}

/** Every call at module level brings its own import line. */
function withoutDoubleImports(edits: readonly Edit[]): Edit[] {
  const seen = new Set<string>();
  return edits.filter((edit) => {
    if (!/\bimport\b/.test(edit.newText)) return true;
    const key = `${edit.start}:${edit.newText}`;
    return seen.has(key) ? false : seen.add(key);
  });
}
