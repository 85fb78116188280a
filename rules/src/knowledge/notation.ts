/** Short notation that keeps the tables readable. Every function returns plain data. */
import type { ArgumentCondition, BlockingCategory, CallableUse, LibraryClass, LibraryFacts, Replacement, WaitsFor } from './facts.js';

/**
 * Known to be harmless: returns at once, starts nothing. `returns` is the class of the result; `object`: not known. Without
 * it the result is data – it, and whatever is reached from it, is never awaitable.
 */
export function plain(returns?: string, more?: LibraryFacts): LibraryFacts {
  return { plain: true, ...(returns === undefined ? {} : { returns }), ...more };
}

export function blocks(category: BlockingCategory, returns?: string, more?: LibraryFacts): LibraryFacts {
  return { blocks: category, ...(returns === undefined ? {} : { returns }), ...more };
}

/** `async def`: the call gives a coroutine; `returns` is the class of what awaiting it gives. */
export function coroutine(returns?: string, more?: LibraryFacts): LibraryFacts {
  return awaits('coroutine', returns, more);
}

/** The call gives something else than a plain coroutine that can be awaited. */
export function awaits(awaitable: NonNullable<LibraryFacts['awaitable']>, returns?: string, more?: LibraryFacts): LibraryFacts {
  return { awaitable, ...(returns === undefined ? {} : { returns }), ...more };
}

/** A coroutine that may be in flight several times at once: a read, a sleep, a request of its own. */
export function independent(returns?: string, more?: LibraryFacts): LibraryFacts {
  return coroutine(returns, { independent: true, ...more });
}

/** Requests that change nothing at the server (RFC 9110, section 9.2.1). */
export const readingVerbs: readonly string[] = ['GET', 'HEAD', 'OPTIONS'];

/** `fetch(url, { method })`: reads unless a verb is given that writes; a `Request` may bring one along. */
export const readsByMethod: ArgumentCondition = { position: 1, name: 'init', option: 'method', values: readingVerbs, before: ['String', 'URL'] };

/** An async generator or iterator to be used with `async for`. */
export function asyncIterable(returns?: string, more?: LibraryFacts): LibraryFacts {
  return { asyncIterable: true, ...(returns === undefined ? {} : { returns }), ...more };
}

/** An object for `async with`; `returns` is the class whose `asyncEnter` tells what `as` binds. */
export function asyncContext(returns?: string, more?: LibraryFacts): LibraryFacts {
  return { asyncContext: true, ...(returns === undefined ? {} : { returns }), ...more };
}

/** The call gives an instance of a `pending` class: both `await` and `async with` lead to the real result. */
export function awaitOrEnter(pendingClass: string, more?: LibraryFacts): LibraryFacts {
  return awaits('other', pendingClass, { asyncContext: true, ...more });
}

/** What stands between a call and its result where either `await call()` or `async with call() as result` is written. */
export function pending(result: string): LibraryClass {
  return { methods: {}, asyncEnter: result, awaitable: 'other', awaitResult: result, nominal: true };
}

/** The same facts for several names, separated by white space. */
export function each(names: string, facts: LibraryFacts): Record<string, LibraryFacts> {
  return Object.fromEntries((names.match(/\S+/g) ?? []).map((name) => [name, facts]));
}

/** More facts for each of several names. */
export function having(more: LibraryFacts, facts: Readonly<Record<string, LibraryFacts>>): Record<string, LibraryFacts> {
  return Object.fromEntries(Object.entries(facts).map(([name, own]) => [name, { ...own, ...more }]));
}

/** One attribute type for several names, separated by white space. */
export function typed(names: string, type: string): Record<string, string> {
  return Object.fromEntries(names.trim().split(/\s+/).map((name) => [name, type]));
}

/** Waits for another program, as long as it is silent, unless one of the arguments (keyword or position) limits it. */
export function unlimited(waitsFor: WaitsFor, ...limiting: (number | string)[]): LibraryFacts {
  return { waitsFor, limit: { seconds: 'none', of: 'call', ...(limiting.length === 0 ? {} : { arguments: limiting }) } };
}

/** A twin with the same arguments that only has to be awaited. */
export function twin(call: string, module: string, name?: string): Replacement {
  return { call, import: module, ...(name === undefined ? {} : { name }), form: 'same' };
}

/** A library that the message names and no fix writes. */
export function advice(call: string, module: string): Replacement {
  return { call, import: module, form: 'advice' };
}

/** Takes callables at these positions (or keywords) and uses them so: `to_thread(func, *args, **kwargs)` returns what `func` gives. */
export function takes(callable: readonly (number | string)[], result: CallableUse['result'], given: CallableUse['arguments']): Pick<LibraryFacts, 'callable' | 'calls'> {
  return { callable, calls: { result, arguments: given } };
}
