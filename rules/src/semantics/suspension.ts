/** May code give the event loop a turn? Only there can a timeout fire or another task run. */
import { nodesIn, visitCode, walk, type Expression, type FunctionModel, type Node, type Statement } from '../model/index.js';
import type { Semantics } from './semantics.js';

/** Calls deeper than this are taken to wait. */
const DEEPEST = 4;

const ASYNC_FORMS = ['for', 'with', 'comprehension-clause'] as const;

/** Is there an `await`, `async for` or `async with` in the function's own code, whatever it waits for? */
export function hasAwait(fn: FunctionModel): boolean {
  return nodesIn(fn, 'await').length > 0 || ASYNC_FORMS.some((kind) => nodesIn(fn, kind).some(({ isAsync }) => isAsync));
}

/** Every `await`, `async for` and `async with` of the function's own code. */
export function waitsOf(fn: FunctionModel): readonly Node[] {
  return [...nodesIn(fn, 'await'), ...ASYNC_FORMS.flatMap((kind) => nodesIn(fn, kind).filter(({ isAsync }) => isAsync))];
}

/**
 * May the code, without what its nested functions do, wait or hand a value out? Waiting for a coroutine whose whole body
 * is known never to wait does not count: it runs to its end like a plain call.
 */
export function mayWait(code: readonly Node[], semantics: Semantics): boolean {
  return code.some((node) => mayWaitIn(node, semantics, 0));
}

function mayWaitIn(code: Node, semantics: Semantics, depth: number): boolean {
  let waits = false;
  walk(code, (node) => {
    if (waits || node.kind === 'function') return 'skip';
    waits = isWait(node, semantics, depth);
    return undefined;
  });
  return waits;
}

function isWait(node: Node, semantics: Semantics, depth: number): boolean {
  switch (node.kind) {
    case 'await': return waitedCoroutine(node.value, semantics, depth) === undefined;
    case 'yield': return true;
    case 'for': case 'with': case 'comprehension-clause': return node.isAsync;
    default: return false;
  }
}

/** The project's coroutine function that a call runs, when it is certain that it never waits. */
export function waitlessCoroutine(call: Expression, semantics: Semantics): FunctionModel | undefined {
  return waitedCoroutine(call, semantics, 0);
}

function waitedCoroutine(value: Expression, semantics: Semantics, depth: number): FunctionModel | undefined {
  if (value.kind !== 'call' || depth > DEEPEST) return undefined;
  const { functions, library, complete } = semantics.targets(value);
  const [fn] = functions;
  if (!complete || library.length > 0 || functions.length !== 1 || !fn) return undefined;
  return isPlainCoroutine(fn) && !waitsInside(fn, semantics, depth + 1) ? fn : undefined;
}

function waitsInside(fn: FunctionModel, semantics: Semantics, depth: number): boolean {
  let waits = false;
  visitCode(fn, (node) => {
    if (waits || node.kind === 'function') return 'skip';
    waits = isWait(node, semantics, depth);
    return undefined;
  });
  return waits;
}

/** Nobody wraps or overrides it, and it is more than a declaration. */
function isPlainCoroutine(fn: FunctionModel): boolean {
  return fn.isAsync && !fn.isGenerator && fn.owner === undefined && fn.decorators.length === 0 && !fn.body.every(isPlaceholder);
}

function isPlaceholder(statement: Statement): boolean {
  if (statement.kind === 'block') return statement.body.length === 0;
  return statement.kind === 'raise' || (statement.kind === 'expression-statement' && statement.value.kind === 'literal');
}
