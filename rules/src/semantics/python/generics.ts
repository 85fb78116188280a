/** Type variables: finding what they stand for in a call, and putting that in. */
import { builtinClass } from './builtin-types.js';
import { awaitableClass, libraryChain } from './library.js';
import { coroutine, instance, partsOf, tuple, union, unknown, withoutNone } from './value.js';
import type { ClassRef, Value } from './value.js';

export type Bound = ReadonlyMap<string, Value | undefined>;

/** `value` with type variables replaced; those that are not bound become unknown. */
export function substituted(value: Value, bound: Bound): Value {
  if (!mentionsTypeVar(value)) return value;
  const put = (part: Value): Value => substituted(part, bound);
  switch (value.kind) {
    case 'typevar': return bound.get(value.name) ?? value.bound ?? (bound.has(value.name) ? unknown(`type variable \`${value.name}\` is not bound`) : value);
    case 'instance': return instance(value.cls, value.args.map(put), value.origin);
    case 'class': return { ...value, args: value.args.map(put) };
    case 'coroutine': return coroutine(put(value.result), value.origin);
    case 'tuple': return tuple(value.items.map(put));
    case 'callable': return { kind: 'callable', result: put(value.result) };
    case 'type': return { kind: 'type', type: put(value.type) };
    case 'union': return union(value.members.map(put));
    default: return value;
  }
}

/** `value` with what is left of type variables made unknown. */
export function closed(value: Value): Value {
  if (!mentionsTypeVar(value)) return value;
  return substituted(value, new Map(typeVarsOf(value).map((name) => [name, undefined])));
}

/**
 * Notes what type variables of `pattern` stand for when `actual` is passed. The first finding of a variable wins. Gives
 * whether the shapes fit, so that of a union only the closest alternative counts: for `Awaitable[T] | T` a coroutine.
 */
export function solve(pattern: Value, actual: Value, bound: Map<string, Value | undefined>): boolean {
  if (!mentionsTypeVar(pattern) || actual.kind === 'unknown') return false;
  switch (pattern.kind) {
    case 'typevar':
      if (!bound.get(pattern.name)) bound.set(pattern.name, actual);
      return true;
    case 'union': {
      const present = withoutNone(actual);
      const closestFirst = [...pattern.members].sort((a, b) => rank(b) - rank(a));
      return closestFirst.some((member) => solve(member, present, bound));
    }
    case 'coroutine':
      return actual.kind === 'coroutine' && solvePart(pattern.result, actual.result, bound);
    case 'callable':
      if (actual.kind === 'class') return solvesResult(pattern.result, instance(actual.cls, actual.args), bound);
      return actual.kind === 'callable' && solvesResult(pattern.result, actual.result, bound);
    case 'type':
      return solve(pattern.type, actual, bound);
    case 'instance': {
      const given = argumentsAs(pattern.cls, actual);
      if (!given) return false;
      for (const [index, part] of pattern.args.entries()) if (given[index]) solve(part, given[index], bound);
      return true;
    }
    case 'class':
      if (actual.kind !== 'class') return false;
      for (const [index, part] of pattern.args.entries()) if (actual.args[index]) solve(part, actual.args[index], bound);
      return true;
    default: return false;
  }
}

function solvePart(pattern: Value, actual: Value, bound: Map<string, Value | undefined>): boolean {
  solve(pattern, actual, bound);
  return true;
}

/** A callable fits when its result does; of an unknown result nothing can be said. */
function solvesResult(pattern: Value, actual: Value, bound: Map<string, Value | undefined>): boolean {
  return actual.kind === 'unknown' || solve(pattern, actual, bound);
}

/** Bare type variables fit everything and come last. */
function rank(pattern: Value): number {
  return pattern.kind === 'typevar' ? 0 : 1 + Math.max(0, ...partsOf(pattern).map(rank));
}

/** The type arguments of `actual` seen as an instance of `cls`; undefined when it cannot be one. */
function argumentsAs(cls: ClassRef, actual: Value): readonly Value[] | undefined {
  if (actual.kind === 'coroutine') return cls === 'collections.abc.Awaitable' ? [actual.result] : undefined;
  if (actual.kind === 'tuple') return typeof cls === 'string' && ITERABLE.test(cls) ? [union(actual.items)] : undefined;
  if (actual.kind !== 'instance') return undefined;
  return actual.cls === cls || mayBeSubclass(actual.cls, cls) ? actual.args : undefined;
}

function mayBeSubclass(cls: ClassRef, base: ClassRef): boolean {
  if (typeof cls !== 'string') return typeof base !== 'string' || ABSTRACT.test(base);
  if (typeof base !== 'string') return false;
  if (base === 'collections.abc.Awaitable') return awaitableClass(cls) !== undefined;
  return libraryChain(cls).includes(base) || (ABSTRACT.test(base) && builtinClass(cls)?.element !== undefined);
}

const ABSTRACT = /^collections\.abc\.(?!Awaitable|Coroutine)/;

const ITERABLE = /^(tuple|collections\.abc\.(Iterable|Collection|Sequence|Reversible))$/;

/** Is a type variable part of the value? */
export function mentionsTypeVar(value: Value): boolean {
  return value.kind === 'typevar' || (value.kind !== 'function' && value.kind !== 'library' && partsOf(value).some(mentionsTypeVar));
}

/** Names of the type variables in a value, in the order in which they appear. */
export function typeVarsOf(value: Value): readonly string[] {
  const names = new Set<string>();
  collect(value, names);
  return [...names];
}

function collect(value: Value, names: Set<string>): void {
  if (value.kind === 'typevar') names.add(value.name);
  for (const part of partsOf(value)) collect(part, names);
}
