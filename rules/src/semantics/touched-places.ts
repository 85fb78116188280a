/** The state of a program that code touches, as far as two concurrent calls could meet there: a small vocabulary. */
import type { Parameter, Variable } from '../model/index.js';

export type Root =
  /** A parameter of the function at hand: replaced by the argument where the function is called. */
  | { readonly kind: 'parameter'; readonly parameter: Parameter }
  /** JavaScript's `this` of the function at hand: replaced by the object whose method is called. */
  | { readonly kind: 'this' }
  /** A module variable or a variable of an enclosing function. */
  | { readonly kind: 'shared'; readonly key: string }
  /**
   * An object made in the function at hand: nobody else has it. `name` is the variable that holds it. What it holds is its
   * own (`own`), or may have been put there and belong to somebody else (`anything`: a list, an instance made with arguments).
   */
  | { readonly kind: 'fresh'; readonly name: string; readonly holds: 'own' | 'anything' }
  /** Functions, classes, modules, literals: nothing to meet at. */
  | { readonly kind: 'constant' }
  /** What a variable holds that is just being looked at: nothing new for the variable itself. */
  | { readonly kind: 'variable'; readonly variable: Variable }
  /** Anything. */
  | { readonly kind: 'unknown' };

/** `root.a.b`; `[]` in the path is what a container holds. */
export interface TouchedPlace {
  readonly root: Root;
  readonly path: readonly string[];
}

/** What an expression may denote: one of these. Without any there is nothing to meet at. */
export type Places = readonly TouchedPlace[];

const UNKNOWN_PLACE: TouchedPlace = { root: { kind: 'unknown' }, path: [] };
export const ANYWHERE: Places = [UNKNOWN_PLACE];
export const NOWHERE: Places = [];
/** More alternatives are anything. */
const MAX_PLACES = 6;

export const THIS: Places = [{ root: { kind: 'this' }, path: [] }];

/** An object that is made here. */
export function newObject(holds: 'own' | 'anything', name = ''): Places {
  return [{ root: { kind: 'fresh', name, holds }, path: [] }];
}

/** A part of an object: an attribute, `[]` for what a container holds. */
export function partOf(place: TouchedPlace, ...names: readonly string[]): TouchedPlace {
  const { root } = place;
  if (root.kind === 'constant' || root.kind === 'unknown' || names.length === 0) return place;
  // `node = node.next`: any number of steps away.
  if (root.kind === 'variable') return UNKNOWN_PLACE;
  const path = [...place.path, ...names];
  // A new list is nobody else's; what is inside its items may be.
  if (root.kind === 'fresh' && root.holds === 'anything' && path.length > 1) return UNKNOWN_PLACE;
  return { root, path };
}

export function partsOf(places: Places, ...names: readonly string[]): Places {
  return joined(places.map((place) => partOf(place, ...names)));
}

/** All of them, each once; with too many, or one that is anything, anything. */
export function joined(places: Places): Places {
  const found = new Map<string, TouchedPlace>();
  for (const place of places) {
    if (place.root.kind === 'unknown') return ANYWHERE;
    if (place.root.kind === 'constant') continue;
    const key = `${place.root.kind === 'fresh' ? place.root.holds : ''} ${textOfPlace(place)}`;
    found.set(key, place);
  }
  return found.size > MAX_PLACES ? ANYWHERE : [...found.values()];
}

/** New objects go by the name of the variable that they were assigned to first. */
export function named(places: Places, name: string): Places {
  if (places === ANYWHERE) return places;
  return places.map((place) => (place.root.kind === 'fresh' && place.root.name === '' ? { root: { ...place.root, name }, path: place.path } : place));
}

/** A stable name of a place for comparison and explanation: `self.conn`, `service.py:CACHE[]`, `new conn`. */
export function textOfPlace({ root, path }: TouchedPlace): string {
  const tail = path.map((part) => (part === '[]' ? part : `.${part}`)).join('');
  switch (root.kind) {
    case 'parameter': return (root.parameter.name ?? '?') + tail;
    case 'this': return `this${tail}`;
    case 'shared': return root.key + tail;
    case 'fresh': return `new ${root.name}${tail}`;
    case 'constant': return '';
    case 'variable': return root.variable.name + tail;
    case 'unknown': return '*';
  }
}
