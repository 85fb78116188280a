/** Type variables: finding what they stand for in a call, and putting that in. */
import { partsOf, coroutine, instance, mapAlternatives, tuple, union, unknown } from './value.js';
import type { Value } from './value.js';

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

/** Notes what type variables of `pattern` stand for when `actual` is passed. The first finding of a variable wins. */
export function solve(pattern: Value, actual: Value, bound: Map<string, Value | undefined>): void {
  if (!mentionsTypeVar(pattern) || actual.kind === 'unknown') return;
  switch (pattern.kind) {
    case 'typevar':
      if (!bound.get(pattern.name)) bound.set(pattern.name, actual);
      return;
    case 'union':
      for (const member of pattern.members) solve(member, actual.kind === 'union' ? mapAlternatives(actual, (part) => (part.kind === 'none' ? { kind: 'never' } : part)) : actual, bound);
      return;
    case 'coroutine':
      if (actual.kind === 'coroutine') solve(pattern.result, actual.result, bound);
      return;
    case 'callable':
      if (actual.kind === 'callable') solve(pattern.result, actual.result, bound);
      return;
    case 'instance': {
      const given = actual.kind === 'coroutine' && pattern.cls === 'collections.abc.Awaitable' ? [actual.result]
        : actual.kind === 'tuple' ? [union(actual.items)]
          : actual.kind === 'instance' ? actual.args : [];
      for (const [index, part] of pattern.args.entries()) {
        const value = given[index];
        if (value) solve(part, value, bound);
      }
      return;
    }
    case 'class':
      if (actual.kind === 'class') for (const [index, part] of pattern.args.entries()) if (actual.args[index]) solve(part, actual.args[index], bound);
      return;
    default: return;
  }
}

function mentionsTypeVar(value: Value): boolean {
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
