/** Which exceptions an `except` or `catch` clause takes. */
import type { Expression, Handler } from './nodes.js';
import { lastName } from './interruptions.js';

export type Share = 'all' | 'some' | 'none';

export interface Caught {
  readonly errors: Share;
  readonly cancellation: Share;
}

const BY_NAME: ReadonlyMap<string, Caught> = new Map([
  ['BaseException', { errors: 'all', cancellation: 'all' }],
  ['BaseExceptionGroup', { errors: 'some', cancellation: 'some' }],
  ['Exception', { errors: 'all', cancellation: 'none' }],
  // asyncio (a BaseException since Python 3.8), trio
  ['CancelledError', { errors: 'none', cancellation: 'all' }],
  ['Cancelled', { errors: 'none', cancellation: 'all' }],
  ['GeneratorExit', { errors: 'none', cancellation: 'some' }],
  ['KeyboardInterrupt', { errors: 'none', cancellation: 'some' }],
  ['SystemExit', { errors: 'none', cancellation: 'some' }],
]);

const EVERYTHING: Caught = { errors: 'all', cancellation: 'all' };
const SOME_ERRORS: Caught = { errors: 'some', cancellation: 'none' };
const ANYTHING: Caught = { errors: 'some', cancellation: 'some' };

/** By name alone; a class that is not listed is taken for an error class, anything computed for whatever it may be. */
export function caughtBy(handler: Handler): Caught {
  return handler.type ? caughtByType(handler.type) : EVERYTHING;
}

/** What `raise value` raises: a class or an instance. */
export function raisedBy(value: Expression): Caught {
  const name = lastName(value);
  const known = name === undefined ? undefined : BY_NAME.get(name);
  if (!known) return SOME_ERRORS;
  return name === 'Exception' ? SOME_ERRORS : known;
}

function caughtByType(type: Expression): Caught {
  if (type.kind === 'sequence') return type.items.map(caughtByType).reduce(both, { errors: 'none', cancellation: 'none' });
  if (type.kind !== 'name' && type.kind !== 'member') return ANYTHING;
  return BY_NAME.get(type.name) ?? (/^_*[A-Z]/.test(type.name) ? SOME_ERRORS : ANYTHING);
}

function both(a: Caught, b: Caught): Caught {
  return { errors: more(a.errors, b.errors), cancellation: more(a.cancellation, b.cancellation) };
}

function more(a: Share, b: Share): Share {
  if (a === 'all' || b === 'all') return 'all';
  return a === 'some' || b === 'some' ? 'some' : 'none';
}
