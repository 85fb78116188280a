/**
 * Waits that may last: for somebody else's next message, signal or turn, or as often as a loop goes round. Whoever holds a
 * lock over such a wait keeps everybody else waiting too. An answer to one request (HTTP, a query, a file) is no such wait.
 */
import { visitCode, walk, type CallExpression, type Expression, type FunctionModel, type Node } from '../model/index.js';
import type { LibraryCallable, Semantics } from './semantics.js';

/** Calls deeper than this are not followed. */
const DEEPEST = 4;
/** Seconds of a `sleep` that nobody notices. */
const SHORT_PAUSE = 1;

const LASTING: ReadonlySet<string> = new Set([
  'wait', 'wait_for', 'wait_closed', 'acquire', 'join', 'communicate', 'recv', 'receive', 'read', 'readline', 'readexactly', 'readuntil', 'readany', 'readchunk',
  'listen', 'poll', 'serve', 'serve_forever', 'run_forever', 'run_until_disconnected', 'sleep_forever', 'sleep_until',
]);

/** Is there a wait in the code, or in the coroutines of the project that it awaits, that is known or named as one that lasts? */
export function mayWaitLong(code: readonly Node[], semantics: Semantics): boolean {
  return code.some((node) => lastsIn(node, semantics, new Set()));
}

function lastsIn(code: Node, semantics: Semantics, seen: Set<FunctionModel>): boolean {
  let lasts = false;
  const visit = (node: Node): 'skip' | undefined => {
    if (lasts || node.kind === 'function') return 'skip';
    lasts = isLasting(node, semantics, seen);
    return undefined;
  };
  if (code.kind === 'function') visitCode(code, visit);
  else walk(code, visit);
  return lasts;
}

function isLasting(node: Node, semantics: Semantics, seen: Set<FunctionModel>): boolean {
  switch (node.kind) {
    case 'for': return node.isAsync || awaitsIn(node.body);
    case 'while': return awaitsIn(node.body) || (node.test !== undefined && awaitsIn([node.test]));
    case 'comprehension-clause': return node.isAsync;
    case 'await': return node.value.kind === 'call' ? callLasts(node.value, semantics, seen) : isSomebodysResult(node.value, semantics);
    default: return false;
  }
}

function awaitsIn(code: readonly Node[]): boolean {
  return code.some((node) => {
    let awaits = false;
    walk(node, (inner) => {
      awaits ||= inner.kind === 'await' || ((inner.kind === 'for' || inner.kind === 'with') && inner.isAsync);
      return awaits || inner.kind === 'function' ? 'skip' : undefined;
    });
    return awaits;
  });
}

/** `await self._done`: whoever it belongs to decides when it is there. */
function isSomebodysResult(value: Expression, semantics: Semantics): boolean {
  const { kind } = semantics.awaitable(value);
  return kind === 'future' || kind === 'task';
}

function callLasts(call: CallExpression, semantics: Semantics, seen: Set<FunctionModel>): boolean {
  const { functions, library } = semantics.targets(call);
  if (library.some((callable) => libraryLasts(call, callable))) return true;
  if (functions.length === 0) return library.length === 0 && isNamedAsLasting(call.callee);
  return functions.some((fn) => {
    if (seen.has(fn) || seen.size > DEEPEST || !fn.isAsync) return false;
    seen.add(fn);
    return lastsIn(fn, semantics, seen);
  });
}

function libraryLasts(call: CallExpression, { name, facts }: LibraryCallable): boolean {
  if (facts.role === 'sleep') return !isShortPause(call.arguments[0]?.value);
  if (facts.role === 'wait') return true;
  if (facts.role !== undefined) return false;
  if (facts.waitsFor === 'process') return true;
  if (facts.waitsFor === 'network') return facts.limit?.seconds === 'none' && facts.returns !== 'None';
  if (facts.waitsFor !== undefined) return false;
  return /Queue\.(?:get|put)$/.test(name) || LASTING.has(name.slice(name.lastIndexOf('.') + 1));
}

function isShortPause(seconds: Expression | undefined): boolean {
  return seconds?.kind === 'literal' && Number(seconds.value) < SHORT_PAUSE;
}

function isNamedAsLasting(callee: Expression): boolean {
  return (callee.kind === 'name' || callee.kind === 'member') && LASTING.has(callee.name);
}
