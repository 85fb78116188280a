/**
 * Code that runs the first time only, because what it makes is kept: lazy properties, caches, modules that initialise
 * themselves. What it costs is paid once, not by every call that passes.
 */
import { Kept, functionOf, resolveName, textOf, visitCode, type Expression, type FunctionModel, type Node } from '../model/index.js';
import { conditionsAt, type Condition } from './conditions.js';
import { isParameter } from './primitive-calls.js';
import type { Semantics } from './semantics.js';

const REMEMBERING: ReadonlySet<string> = new Set(['functools.cache', 'functools.lru_cache', 'functools.cached_property', 'cachetools.cached', 'cachetools.cachedmethod']);

/** `@functools.cache` and the like: a second call with the same arguments does not run the body. */
export function remembersResults(fn: FunctionModel, semantics: Semantics): boolean {
  return fn.decorators.some((decorator) => REMEMBERING.has(semantics.libraryName(decorator.kind === 'call' ? decorator.callee : decorator) ?? ''));
}

/** Is the node only reached while a place that outlives the function is empty, and does the function then fill that place? */
export function runsWhileEmpty(node: Node): boolean {
  const filled = keptPlaces(functionOf(node));
  return filled.size > 0 && (conditionsAt(node).some((condition) => meansEmpty(condition, filled)) || comesAfterMiss(node, filled));
}

function meansEmpty({ test, holds }: Condition, filled: ReadonlySet<string>): boolean {
  switch (test.kind) {
    case 'compare': {
      const [left, right] = test.operands;
      const [operator] = test.operators;
      if (!left || !right || test.operands.length > 2) return false;
      if (operator === 'in' || operator === 'not in') return (operator === 'not in') === holds && filled.has(textOf(right));
      const isNone = right.kind === 'literal' && right.type === 'none';
      return isNone && (operator === 'is' || operator === '==' || operator === '===') === holds && filled.has(textOf(left));
    }
    case 'call': {
      // `hasattr(self, "_client")`
      const [object, name] = test.arguments;
      if (holds || test.callee.kind !== 'name' || test.callee.name !== 'hasattr' || !object || name?.value.kind !== 'literal') return false;
      return filled.has(`${textOf(object.value)}.${String(name.value.value)}`);
    }
    // `if hasattr(self, "_client") and self._client: return …` in front of it.
    case 'logical': return test.operator !== 'nullish' && test.operands.every((operand) => meansEmpty({ test: operand, holds }, filled));
    case 'name': case 'member': case 'index': return !holds && filled.has(textOf(test));
    default: return false;
  }
}

/** `try: return cache[key]`, and the node in the handler or behind the statement. */
function comesAfterMiss(node: Node, filled: ReadonlySet<string>): boolean {
  let isAfter = false;
  visitCode(functionOf(node), (other) => {
    if (other.kind === 'try' && other.body.some((statement) => givesBack(statement, filled) && statement.end <= node.start)) isAfter = true;
    return isAfter ? 'skip' : undefined;
  });
  return isAfter;
}

/** `return cache[key]` */
function givesBack(statement: Node, filled: ReadonlySet<string>): boolean {
  if (statement.kind !== 'return' || !statement.value) return false;
  const { value } = statement;
  return filled.has(textOf(value)) || (value.kind === 'index' && filled.has(textOf(value.object)));
}

const keptPlacesOf = new Kept<FunctionModel, ReadonlySet<string>>();

/**
 * Texts of the places outside the function that it assigns something else than emptiness: `self._client`, a `global`
 * name, `_cache` for `_cache[key] = …`.
 */
function keptPlaces(fn: FunctionModel): ReadonlySet<string> {
  let places = keptPlacesOf.get(fn);
  if (!places) {
    places = findKeptPlaces(fn);
    keptPlacesOf.set(fn, places);
  }
  return places;
}

function findKeptPlaces(fn: FunctionModel): ReadonlySet<string> {
  const places = new Set<string>();
  visitCode(fn, (node) => {
    if (node.kind === 'assignment' && node.operator === undefined && node.value && !isEmpty(node.value)) {
      for (const target of node.targets) {
        const place = target.kind === 'index' ? target.object : target;
        if (outlives(place, fn)) places.add(textOf(place));
      }
    }
    return undefined;
  });
  return places;
}

function isEmpty(value: Expression): boolean {
  switch (value.kind) {
    case 'literal': return value.type === 'none' || value.value === false;
    case 'sequence': return value.items.length === 0;
    case 'mapping': return value.entries.length === 0;
    default: return false;
  }
}

/** Is it there for the next call: an attribute of a parameter (`self`), a variable of an outer scope? */
function outlives(place: Expression, fn: FunctionModel): boolean {
  if (place.kind === 'member' || place.kind === 'index') return outlives(place.object, fn) || isParameter(place.object);
  return place.kind === 'name' && resolveName(place)?.owner !== fn;
}
