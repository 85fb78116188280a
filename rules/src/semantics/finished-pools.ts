/** `with ProcessPoolExecutor() as pool:` around work that is awaited in there: nothing is left for its end to wait for. */
import { functionOf, mentionsOf, resolveName, type CallExpression, type NameExpression, type Node } from '../model/index.js';
import type { Semantics } from './semantics.js';
import { hasRole } from './task-lifetime.js';

const POOL_EXITS: ReadonlySet<string> = new Set(
  ['ThreadPoolExecutor', 'ProcessPoolExecutor', 'InterpreterPoolExecutor'].map((name) => `concurrent.futures.${name}.__exit__`),
);

/**
 * Does everything the pool is given end before the `with` does? The form of
 * https://docs.python.org/3/library/asyncio-eventloop.html#asyncio.loop.run_in_executor. A time limit gives up waiting,
 * but the pool's `shutdown(wait=True)` does not.
 */
export function hasFinishedItsWork(exit: Node, callable: string, semantics: Semantics): boolean {
  if (!POOL_EXITS.has(callable) || exit.kind !== 'with-item' || exit.target?.kind !== 'name') return false;
  const { target } = exit;
  const pool = resolveName(target);
  if (!pool || pool.bindings.length !== 1) return false;
  const uses = mentionsOf(pool).filter((mention) => mention !== target);
  return uses.length > 0 && uses.every((use) => {
    const call = executorCall(use);
    return call !== undefined && functionOf(call) === functionOf(target) && hasRole(call, semantics, 'off-loop')
      && isAwaitedWhole(call, semantics) && !isLimited(call, semantics);
  });
}

/** `loop.run_in_executor(pool, …)` */
function executorCall({ parent }: NameExpression): CallExpression | undefined {
  const call = parent?.kind === 'argument' && parent.name === undefined && parent.spread === 'none' ? parent.parent : undefined;
  return call?.kind === 'call' && call.arguments[0] === parent ? call : undefined;
}

/** Awaited itself: `wait_for` and `wait` may return while the work goes on, and so may a `gather` that fails. */
function isAwaitedWhole({ parent }: CallExpression, semantics: Semantics): boolean {
  if (parent?.kind === 'await') return true;
  if (parent?.kind !== 'argument' || parent.parent?.kind !== 'call' || parent.parent.parent?.kind !== 'await') return false;
  const { arguments: given } = parent.parent;
  return hasRole(parent.parent, semantics, 'gather') && given.some(({ name, value }) => name === 'return_exceptions' && value.kind === 'literal' && value.value === true);
}

function isLimited(call: CallExpression, semantics: Semantics): boolean {
  for (let node: Node | undefined = call.parent; node && node.kind !== 'function'; node = node.parent) {
    if (node.kind === 'with' && node.items.some(({ context }) => context.kind === 'call' && hasRole(context, semantics, 'timeout'))) return true;
  }
  return false;
}
