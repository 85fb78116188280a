import type { CallExpression } from '../model/index.js';
import type { Semantics } from './semantics.js';

/** `await f()`, `asyncio.run(f())`, `create_task(f())`: a coroutine that comes out of the call is in good hands already. */
export function isAwaitedAtOnce(call: CallExpression, semantics: Semantics): boolean {
  const { parent } = call;
  if (parent?.kind === 'await') return true;
  const taker = parent?.kind === 'argument' ? parent.parent : undefined;
  return taker?.kind === 'call' && semantics.targets(taker).library.some(({ facts }) => facts.takesAwaitables === true);
}
