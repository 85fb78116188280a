/** Which expressions are locks, and which of two expressions mean the same one. */
import { classFact, lookupClass } from '../knowledge/index.js';
import type { CallExpression, Expression } from '../model/index.js';
import type { Semantics } from './semantics.js';
import { ExpressionPlaces } from './expression-places.js';
import { textOfPlace } from './touched-places.js';

export interface Lock {
  /** Canonical class: `asyncio.Lock`, `threading.RLock`. */
  readonly cls: string;
  /** What waits for it: a task, or the thread (and with it the event loop). */
  readonly stops: 'task' | 'thread';
  readonly kind: 'lock' | 'semaphore';
  /** Equal for expressions that mean one lock, or one of a dict of locks; undefined when its origin is not known. */
  readonly key: string | undefined;
}

/** The lock that an expression certainly is. */
export function lockOf(expression: Expression, semantics: Semantics): Lock | undefined {
  const [cls, ...others] = semantics.classNames(expression);
  const made = cls === undefined || others.length > 0 ? undefined : lockClass(cls);
  return cls !== undefined && made ? { cls, ...made, key: keyOf(expression, semantics) } : undefined;
}

/** The lock that a call makes: `asyncio.Lock()`. */
export function madeLock(call: CallExpression, semantics: Semantics): Pick<Lock, 'cls' | 'stops' | 'kind'> | undefined {
  const { library, functions, complete } = semantics.targets(call);
  const [made, ...others] = library;
  if (!made || others.length > 0 || functions.length > 0 || !complete) return undefined;
  const known = lockClass(made.name);
  return known && { cls: made.name, ...known };
}

function lockClass(cls: string): Pick<Lock, 'stops' | 'kind'> | undefined {
  const role = lookupClass(cls)?.construct?.role;
  if (role !== 'lock' && role !== 'semaphore') return undefined;
  return { kind: role, stops: classFact(cls, 'enter') === undefined ? 'task' : 'thread' };
}

function keyOf(expression: Expression, semantics: Semantics): string | undefined {
  const [place, ...others] = new ExpressionPlaces(semantics, 'places of locks').of(expression);
  return !place || others.length > 0 || place.root.kind === 'unknown' ? undefined : textOfPlace(place);
}
