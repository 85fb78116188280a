/** Promises that may be left alone: their errors have a handler, cannot happen, or are for the process to die of. */
import {
  functionOf, nodesIn, visitCode, walk,
  type AssignmentStatement, type CallExpression, type Expression, type FunctionModel, type MemberExpression, type Node, type Statement,
} from '../model/index.js';
import type { Semantics } from './semantics.js';

/** `p.catch(f)`, `p.then(a, b)` and a `finally` after them: the error has its handler. */
export function isHandledPromise(call: CallExpression): boolean {
  if (call.callee.kind !== 'member') return false;
  switch (call.callee.name) {
    case 'catch': return call.arguments.length > 0;
    case 'then': return call.arguments.length > 1;
    case 'finally': return call.callee.object.kind === 'call' && isHandledPromise(call.callee.object);
    default: return false;
  }
}

/**
 * A function whose promise never rejects: every wait and every `throw` stands in a `try` whose `catch` throws nothing on, or is for
 * something that never rejects itself. What may still fail is code that waits for nothing, and that is a bug rather than an outcome.
 */
export function neverRejects(fn: FunctionModel, semantics: Semantics, depth = DEEPEST): boolean {
  if (!fn.isAsync) return depth > 0 && returnsHandled(fn, semantics, depth);
  let isGuarded = false;
  let isExposed = false;
  visitCode(fn, (node) => {
    if (isExposed) return 'skip';
    if (!mayReject(node, semantics)) return undefined;
    const value = node.kind === 'await' || node.kind === 'return' ? node.value : undefined;
    if (isCaughtIn(node, fn) || (value && isHarmlessWait(value, semantics, depth))) isGuarded = true;
    else isExposed = true;
    return undefined;
  });
  return isGuarded && !isExposed;
}

/** How many calls are followed. */
const DEEPEST = 3;

function mayReject(node: Node, semantics: Semantics): boolean {
  switch (node.kind) {
    case 'await': case 'raise': return true;
    case 'for': case 'with': return node.isAsync;
    // Handed on without `await`, so no `try` around it sees the error.
    case 'return': return node.value !== undefined && semantics.awaitable(node.value).verdict === 'yes';
    default: return false;
  }
}

function isCaughtIn(node: Node, fn: FunctionModel): boolean {
  if (node.kind === 'return') return false;
  let inner: Node = node;
  for (let outer = node.parent; outer && inner !== fn; outer = outer.parent) {
    if (isCatchingPart(inner, outer)) return true;
    inner = outer;
  }
  return false;
}

function isCatchingPart(inner: Node, outer: Node): boolean {
  return outer.kind === 'try' && outer.handlers.length > 0 && outer.body.some((statement) => statement === inner)
    && outer.handlers.every((handler) => !throws(handler.body));
}

/** `save().catch(report)`, or a call of a function that never rejects. */
function isHarmlessWait(value: Expression, semantics: Semantics, depth: number): boolean {
  if (value.kind !== 'call') return false;
  if (isHandledPromise(value)) return true;
  if (semantics.libraryName(value.callee) === 'Promise.all') return isHarmlessAll(value.arguments[0]?.value, semantics, depth);
  const { producer } = semantics.awaitable(value);
  return producer !== undefined && depth > 0 && neverRejects(producer, semantics, depth - 1);
}

/** `[save(1), save(2)]`, `rows.map(save)` where `save` never rejects. */
function isHarmlessAll(promises: Expression | undefined, semantics: Semantics, depth: number): boolean {
  if (promises?.kind === 'sequence') return promises.items.every((item) => isHarmlessWait(item, semantics, depth));
  if (promises?.kind !== 'call' || promises.callee.kind !== 'member' || promises.callee.name !== 'map') return false;
  const mapped = promises.arguments[0] && semantics.awaitableWhenCalled(promises.arguments[0].value).producer;
  return mapped !== undefined && depth > 0 && neverRejects(mapped, semantics, depth - 1);
}

/** `() => save().catch(report)`, `() => this.tick()` where `tick` never rejects, a timer that is waited for. */
function returnsHandled(fn: FunctionModel, semantics: Semantics, depth: number): boolean {
  const [only, ...others] = fn.body;
  if (only?.kind !== 'return' || others.length > 0 || !only.value) return false;
  return isHarmlessWait(only.value, semantics, depth) || neverCallsReject(only.value, semantics);
}

/** `new Promise((resolve) => setTimeout(resolve, 100))`: nothing can reject it once it is made. */
function neverCallsReject(value: Expression, semantics: Semantics): boolean {
  if (value.kind !== 'call' || value.form !== 'new' || semantics.libraryName(value.callee) !== 'Promise') return false;
  const executor = value.arguments[0]?.value;
  return executor?.kind === 'function-expression' && executor.fn.parameters.length < 2;
}

/** `promise.abort = () => {…}`: JavaScript lets code put methods onto a promise, there or in the function that gives it. */
export function addsMember(call: Expression, member: MemberExpression, semantics: Semantics): boolean {
  const isAdded = ({ targets: [target], value }: AssignmentStatement): boolean =>
    target?.kind === 'member' && target.name === member.name && target.object.kind === 'name' && value?.kind === 'function-expression';
  const { producer } = semantics.awaitable(call);
  return [functionOf(member), ...(producer ? [producer] : [])].some((fn) => nodesIn(fn, 'assignment').some(isAdded));
}

/** `client.get(key, (error, value) => …)`: who passes a Node callback is not interested in the promise. */
export function hasNodeCallback(call: CallExpression): boolean {
  const last = call.arguments.at(-1)?.value;
  if (!last) return false;
  if (last.kind === 'name') return /^(?:cb|callback|done|next)$/.test(last.name);
  return last.kind === 'function-expression' && /^_?e(?:rr(?:or)?)?$/.test(last.fn.parameters[0]?.name ?? '');
}

/** `main();` and `(async () => {…})();` at the top level: an error there ends the process with its stack, as it should. */
export function isProgramStart(call: CallExpression): boolean {
  if (functionOf(call).form !== 'module' || call.parent?.kind !== 'expression-statement') return false;
  const { callee } = call;
  return callee.kind === 'function-expression' || (callee.kind === 'name' && /^_?(?:main|run|start|bootstrap|cli|init)$/i.test(callee.name));
}

function throws(statements: readonly Statement[]): boolean {
  let found = false;
  for (const statement of statements) {
    walk(statement, (node) => {
      if (node.kind === 'raise' || node.kind === 'await') found = true;
      return found || node.kind === 'function' ? 'skip' : undefined;
    });
  }
  return found;
}
