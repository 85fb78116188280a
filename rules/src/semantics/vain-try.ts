/**
 * Handlers that wait for errors in vain: making a coroutine runs none of its code, so a `try` around nothing else has nothing
 * to catch but a wrong call.
 */
import { walk, type CallExpression, type Expression, type Node, type TryStatement } from '../model/index.js';
import type { Semantics } from './semantics.js';

/** Does the call, whose coroutine is not awaited there, stand in a `try` that could only catch what its result raises? */
export function isVainlyTried(call: Expression, semantics: Semantics): boolean {
  if (call.kind !== 'call') return false;
  const statement = call.parent;
  const block = statement?.parent;
  if ((statement?.kind !== 'assignment' && statement?.kind !== 'return') || statement.value !== call || block?.kind !== 'try' || !block.body.includes(statement)) return false;
  if (block.handlers.length === 0) return false;
  return isEndOfIteration(call, block, semantics) || (block.body.length === 1 && isOnlyMade(call, semantics) && !catchesWrongCalls(block, semantics));
}

/** `try: item = anext(items)` / `except StopAsyncIteration`: only awaiting raises that. */
function isEndOfIteration({ callee }: CallExpression, block: TryStatement, semantics: Semantics): boolean {
  const isNext = semantics.libraryName(callee)?.replace(/^builtins\./, '') === 'anext' || (callee.kind === 'member' && callee.name === '__anext__');
  return isNext && caught(block).some((type) => type !== undefined && nameOf(type, semantics) === 'StopAsyncIteration') && !block.body.some(waits);
}

function waits(statement: Node): boolean {
  let found = false;
  walk(statement, (node) => {
    found ||= node.kind === 'await' || node.kind === 'yield' || ((node.kind === 'for' || node.kind === 'with' || node.kind === 'comprehension-clause') && node.isAsync);
  });
  return found;
}

/** Decorators that leave a function as it is. */
const LEAVING = new Set(['staticmethod', 'classmethod', 'typing.override', 'typing_extensions.override', 'typing.final']);

/** By an `async def`, be it one of asyncio, with arguments whose evaluation cannot fail. */
function isOnlyMade(call: CallExpression, semantics: Semantics): boolean {
  const { kind, producer, library } = semantics.awaitable(call);
  if (kind !== 'coroutine') return false;
  const isDefined = producer ? producer.isAsync && producer.decorators.every((one) => LEAVING.has(nameOf(one, semantics) ?? '')) : library?.startsWith('asyncio.') === true;
  const { callee } = call;
  const isFound = callee.kind === 'name' || (callee.kind === 'member' && callee.object.kind === 'name');
  return isDefined && isFound && call.arguments.every(({ value }) => isThere(value));
}

function isThere(value: Expression): boolean {
  return value.kind === 'name' || value.kind === 'literal' || (value.kind === 'sequence' && value.items.every(isThere));
}

/** What a call with wrong arguments or on the wrong object raises. */
const WRONG_CALLS = new Set(['TypeError', 'AttributeError', 'NameError', 'UnboundLocalError']);

function catchesWrongCalls(block: TryStatement, semantics: Semantics): boolean {
  return caught(block).some((type) => type !== undefined && WRONG_CALLS.has(nameOf(type, semantics) ?? ''));
}

/** Types that the handlers name; undefined for `except:`. */
function caught({ handlers }: TryStatement): readonly (Expression | undefined)[] {
  return handlers.flatMap(({ type }): readonly (Expression | undefined)[] => (type?.kind === 'sequence' ? type.items : [type]));
}

function nameOf(type: Expression, semantics: Semantics): string | undefined {
  return semantics.libraryName(type)?.replace(/^builtins\./, '') ?? (type.kind === 'name' ? type.name : undefined);
}
