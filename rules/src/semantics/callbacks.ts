/** Arguments that a library calls, sooner or later: `to_thread(work)`, `Thread(target=work)`, `call_soon(work)`. */
import type { Argument, CallExpression } from '../model/index.js';
import type { LibraryCallable, Semantics } from './semantics.js';

export interface CallbackArgument {
  readonly argument: Argument;
  /** Who calls it. */
  readonly taker: LibraryCallable;
}

const NONE: readonly CallbackArgument[] = [];

/** The arguments of the call that are to be callables; none when something else than that library might be called. */
export function callbackArguments(call: CallExpression, semantics: Semantics): readonly CallbackArgument[] {
  const { library, functions, constructs, complete } = semantics.targets(call);
  const [taker] = library;
  if (!taker?.facts.callable || library.length > 1 || functions.length > 0 || constructs || !complete) return NONE;
  return taker.facts.callable.flatMap((where) => {
    const argument = typeof where === 'string' ? call.arguments.find(({ name }) => name === where) : positional(call, where);
    return argument ? [{ argument, taker }] : [];
  });
}

function positional(call: CallExpression, position: number): Argument | undefined {
  const before = call.arguments.slice(0, position + 1);
  return before.some(({ name, spread }) => name !== undefined || spread !== 'none') ? undefined : before[position];
}
