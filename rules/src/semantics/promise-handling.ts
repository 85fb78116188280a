/** Promises that may be left alone: their errors have a handler, cannot happen, or are for the process to die of. */
import { functionOf, walk, type CallExpression, type Expression, type FunctionModel, type Statement } from '../model/index.js';

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

/** An async function whose whole work stands in a `try` with a `catch` that throws nothing on: its promise never rejects. */
export function neverRejects(fn: FunctionModel): boolean {
  if (!fn.isAsync) return false;
  const working = fn.body.filter((statement) => !isHarmless(statement));
  const [only] = working;
  if (working.length !== 1 || only?.kind !== 'try') return false;
  return only.handlers.length > 0 && only.handlers.every((handler) => !throws(handler.body)) && !throws(only.finalizer);
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

/** A declaration that computes nothing, a nested function, a directive. */
function isHarmless(statement: Statement): boolean {
  switch (statement.kind) {
    case 'function-statement': case 'class-statement': case 'import': return true;
    case 'assignment': return statement.value === undefined || isPlain(statement.value);
    case 'expression-statement': return statement.value.kind === 'literal';
    default: return false;
  }
}

function isPlain(value: Expression): boolean {
  return value.kind === 'literal' || value.kind === 'name' || value.kind === 'function-expression';
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
