/** Giving a coroutine function that was handed over as a callback to somebody who runs it. */
import type { Edit } from '../engine/finding.js';
import { functionOf, moduleOf, textOf, type CallExpression, type Expression, type Node } from '../model/index.js';
import type { CallbackArgument } from '../semantics/callbacks.js';
import { awaitEdits, canAwait } from './await.js';
import { endOf, inOrder, insertAfter, insertBefore, replaceNode, replaceRange, startOf } from './edits.js';
import { importModule } from './imports.js';

/** A callback of the loop starts a task: `call_soon(f, a)` → `call_soon(lambda: asyncio.create_task(f(a)))`. */
export function taskEdits(outer: CallExpression, { argument, taker }: CallbackArgument): Edit[] | undefined {
  const given = taker.facts.calls?.arguments;
  if (given === 1) return wrapped(argument.value, 'lambda task: ', 'create_task', 'task');
  if (given !== 'positional') return undefined;
  const after = outer.arguments.slice(outer.arguments.indexOf(argument) + 1).filter(({ name }) => name === undefined);
  // A lambda reads its variables when it runs: in a loop they have moved on.
  if (after.length > 0 && (isInLoop(outer) || argument.name !== undefined)) return undefined;
  const last = after.at(-1);
  if (!last) return wrapped(argument.value, 'lambda: ', 'create_task', '');
  const asyncio = importModule(moduleOf(outer), 'asyncio', outer);
  const [first] = after;
  return first && inOrder([
    ...asyncio.edits, insertBefore(argument.value, `lambda: ${asyncio.name}.create_task(`),
    replaceRange(endOf(argument.value), startOf(first), '('), insertAfter(last, '))'),
  ]);
}

/** A thread or the end of the program has no loop: `target=f` → `target=lambda: asyncio.run(f())`. */
export function runEdits(outer: CallExpression, { argument, taker }: CallbackArgument): Edit[] | undefined {
  const given = taker.facts.calls?.arguments;
  const hasArguments = given === 'args'
    ? outer.arguments.some(({ name, spread }) => name === 'args' || name === 'kwargs' || spread !== 'none') || outer.arguments.filter(({ name }) => name === undefined).length > 2
    : outer.arguments.length > 1;
  return hasArguments
    ? wrapped(argument.value, 'lambda *args, **kwargs: ', 'run', '*args, **kwargs') : wrapped(argument.value, 'lambda: ', 'run', '');
}

/** `await asyncio.to_thread(f, a, k=v)` → `await f(a, k=v)` */
export function directEdits(outer: CallExpression, { argument }: CallbackArgument): Edit[] | undefined {
  const index = outer.arguments.indexOf(argument);
  if (argument.name !== undefined || outer.parent?.kind !== 'await' || !functionOf(outer).isAsync) return undefined;
  if (argument.value.kind !== 'name' && argument.value.kind !== 'member') return undefined;
  const next = outer.arguments[index + 1];
  const { comments } = moduleOf(outer);
  const end = next ? startOf(next) : endOf(outer);
  if (comments.some((comment) => comment.start > startOf(outer) && comment.end < end)) return undefined;
  return [replaceRange(startOf(outer), end, `${textOf(argument.value)}(${next ? '' : ')'}`)];
}

/** `map(f, xs)` → `await asyncio.gather(*map(f, xs))` */
export function gatherEdits(call: CallExpression, place: { readonly isNotebook: boolean }): Edit[] | undefined {
  if (moduleOf(call).language !== 'python' || !canAwait(call, place)) return undefined;
  const asyncio = importModule(moduleOf(call), 'asyncio', call);
  const [before, ...after] = awaitEdits(call);
  return inOrder([...asyncio.edits, insertBefore(call, `${before?.newText ?? ''}${asyncio.name}.gather(*`), insertAfter(call, ')'), ...after]);
}

/** `rows.forEach(f)` → `await Promise.all(rows.map(f))`: as many at once as before, and somebody sees when one fails. */
export function forEachEdits(call: CallExpression, place: { readonly isNotebook: boolean }): Edit[] | undefined {
  const { callee, parent } = call;
  if (parent?.kind !== 'expression-statement' || callee.kind !== 'member' || !canAwait(call, place)) return undefined;
  const end = endOf(callee);
  // `rows?.forEach(…)` may do nothing, which `Promise.all(undefined)` does not; `rows['forEach']` has no name to change.
  if (/\?\./.test(textOf(callee)) || !/\.\s*forEach$/.test(textOf(callee))) return undefined;
  return [insertBefore(call, 'await Promise.all('), replaceRange(end - 'forEach'.length, end, 'map'), insertAfter(call, ')')];
}

/** Of a lambda the body is wrapped, of a reference its call. */
function wrapped(callback: Expression, lambda: string, runner: 'create_task' | 'run', values: string): Edit[] | undefined {
  const asyncio = importModule(moduleOf(callback), 'asyncio', callback);
  if (callback.kind === 'name' || callback.kind === 'member') {
    return inOrder([...asyncio.edits, replaceNode(callback, `${lambda}${asyncio.name}.${runner}(${textOf(callback)}(${values}))`)]);
  }
  const [only] = callback.kind === 'function-expression' ? callback.fn.body : [];
  const body = only?.kind === 'return' ? only.value : undefined;
  return body && inOrder([...asyncio.edits, insertBefore(body, `${asyncio.name}.${runner}(`), insertAfter(body, ')')]);
}

function isInLoop(node: Node): boolean {
  for (let current = node.parent; current && current.kind !== 'function'; current = current.parent) {
    if (current.kind === 'for' || current.kind === 'while' || current.kind === 'comprehension') return true;
  }
  return false;
}
