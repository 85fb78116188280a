/** Whose object a library callable gives back: a new one, one that it was given, or part of its receiver. */
import { lookupClass } from '../knowledge/index.js';
import type { CallExpression, Expression } from '../model/index.js';
import type { LibraryCallable } from './semantics.js';
import { ANYWHERE, NOWHERE, newObject, partsOf, type Places } from './touched-places.js';

/** Immutable values: nothing to meet at. */
const SCALARS: ReadonlySet<string> = new Set(['str', 'bytes', 'int', 'float', 'bool', 'complex', 'None', 'string', 'number', 'boolean', 'void']);

/** New containers with the items of what they are given. */
const COPIES: ReadonlySet<string> = new Set(
  'list tuple set frozenset dict sorted reversed enumerate zip iter filter map copy.copy itertools.chain collections.deque collections.defaultdict collections.OrderedDict'.split(' '),
);

/** One of the items of the first argument, or one of the arguments. */
const CHOICES: ReadonlySet<string> = new Set(['min', 'max', 'next']);

/**
 * What the call may denote. `places` tells of a part of the call what it denotes.
 * What comes from outside (awaited, or an instance of a library class) is new.
 */
export function libraryResult({ name, facts }: LibraryCallable, call: CallExpression, places: (expression: Expression) => Places): Places {
  const { returns } = facts;
  if (returns !== undefined && SCALARS.has(returns)) return NOWHERE;
  if (facts.takesAwaitables) return facts.role === 'wait-for' || facts.role === 'shield' ? first(call, places) : ANYWHERE;
  if (COPIES.has(name)) return newObject('anything');
  if (CHOICES.has(name)) return call.arguments.length === 1 ? partsOf(first(call, places), '[]') : ANYWHERE;
  const receiver = call.callee.kind === 'member' && lookupClass(name.slice(0, name.lastIndexOf('.'))) ? call.callee.object : undefined;
  if (receiver && returns === 'self') return places(receiver);
  if (facts.awaitable !== undefined || facts.asyncContext) return newObject('own');
  if (lookupClass(name)) return newObject(call.arguments.length === 0 ? 'own' : 'anything');
  if (returns !== undefined && returns !== 'object') return newObject(receiver ? 'anything' : 'own');
  return receiver ? partsOf(places(receiver), '[]') : ANYWHERE;
}

function first(call: CallExpression, places: (expression: Expression) => Places): Places {
  const [argument] = call.arguments;
  return argument && argument.spread === 'none' ? places(argument.value) : ANYWHERE;
}
