/**
 * What a call may touch, so that two calls can be proven to run concurrently without disturbing each other. A function's
 * effects are summarised once, in terms of its parameters; a call replaces them by its arguments. Whatever is not known
 * makes the whole effect unknown.
 */
import type { CallExpression, FunctionModel } from '../model/index.js';
import { Remembered, functionOf } from '../model/index.js';
import { reasonOfAsked } from './asked-parameters.js';
import { CodeEffects, NOTHING, unknownEffects, type Effects } from './code-effects.js';
import { ExpressionPlaces } from './expression-places.js';
import type { EffectFact, Semantics } from './semantics.js';
import { textOfPlace, type TouchedPlace } from './touched-places.js';

/** Longest chain of calls that is followed. */
const DEPTH = 12;

/** Answers for one state of the project, as `BlockingAnalysis`. */
export class EffectAnalysis {
  readonly #summaries = new Remembered<FunctionModel, Effects>('effects');
  readonly #open = new Set<FunctionModel>();

  readonly #places: ExpressionPlaces;

  constructor(readonly semantics: Semantics) {
    this.#places = new ExpressionPlaces(semantics, 'places of effects');
  }

  /** The effects of evaluating `call`, its arguments included, and of awaiting the result. */
  effects(call: CallExpression): EffectFact {
    return factOf(withoutTemporaries(this.#codeOf(functionOf(call)).of([call])));
  }

  /** What running `fn` touches; objects that it makes for itself are left out. */
  #summary(fn: FunctionModel): Effects {
    const known = this.#summaries.get(fn);
    if (known) return known;
    if (this.#open.has(fn)) return unknownEffects(`\`${fn.name}\` is recursive`);
    if (this.#open.size >= DEPTH) return unknownEffects('too many calls deep');
    this.#open.add(fn);
    const effects = withoutOwnObjects(this.#codeOf(fn).of(fn.body));
    this.#open.delete(fn);
    // A reason that lies in where the question came from must not be remembered.
    if (effects.reason === undefined || this.#open.size === 0) this.#summaries.set(fn, effects);
    return effects;
  }

  #codeOf(fn: FunctionModel): CodeEffects {
    return new CodeEffects(fn, this.semantics, this.#places, (callee) => this.#summary(callee));
  }
}

/**
 * May two calls run concurrently? Both effects are known, neither writes what the other touches, and no resource that
 * serves one user at a time is used by both.
 */
export function independent(a: EffectFact, b: EffectFact): boolean {
  if (!a.known || !b.known) return false;
  if (a.writes.some((write) => [...b.reads, ...b.writes].some((other) => mayMeet(write, other)))) return false;
  if (b.writes.some((write) => a.reads.some((other) => mayMeet(write, other)))) return false;
  return !a.exclusive.some((one) => b.exclusive.some((other) => mayBeSameResource(one, other)));
}

const ANYTHING = '*';

/** Two places may be one: equal, one inside the other, or equally named parts of objects that are not known to differ. */
function mayMeet(a: string, b: string): boolean {
  if (a === ANYTHING || b === ANYTHING) return true;
  if (isWithin(a, b) || isWithin(b, a)) return true;
  if (rootOf(a) !== rootOf(b) && (isNew(a) || isNew(b))) return false;
  // `self.total` and `other.total`; the items of two containers that are only known by their variables.
  if (lastPart(a) === lastPart(b) && lastPart(a) !== '[]') return true;
  return a.endsWith('[]') && b.endsWith('[]') && (isVariable(a.slice(0, -2)) || isVariable(b.slice(0, -2)));
}

function isWithin(outer: string, inner: string): boolean {
  return inner.startsWith(outer) && (inner.length === outer.length || inner[outer.length] === '.' || inner[outer.length] === '[');
}

function rootOf(place: string): string {
  return /^(?:new )?[^.[]*(?:\.\w+:[^.[]*)?/.exec(place)?.[0] ?? place;
}

function isNew(place: string): boolean {
  return place.startsWith('new ');
}

function isVariable(place: string): boolean {
  return rootOf(place) === place;
}

function lastPart(place: string): string {
  const isItems = place.endsWith('[]');
  const whole = isItems ? place.slice(0, -2) : place;
  const dot = whole.lastIndexOf('.');
  if (dot < 0 || isVariable(whole)) return isItems ? '[]' : whole;
  return whole.slice(dot) + (isItems ? '[]' : '');
}

/** `asyncpg.Connection self.conn`: objects of one class may be one object unless both were made here. */
function mayBeSameResource(a: string, b: string): boolean {
  const [classA, placeA] = split(a);
  const [classB, placeB] = split(b);
  if (placeA === placeB) return true;
  return classA === classB && !(isNew(placeA) && isNew(placeB));
}

function split(resource: string): [string, string] {
  const space = resource.indexOf(' ');
  return [resource.slice(0, space), resource.slice(space + 1)];
}

function withoutOwnObjects(effects: Effects): Effects {
  const isVisible = ({ root }: TouchedPlace): boolean => root.kind !== 'fresh';
  return {
    reason: effects.reason,
    reads: effects.reads.filter(isVisible),
    writes: effects.writes.filter(isVisible),
    exclusive: effects.exclusive.filter(({ place }) => isVisible(place)),
    raises: effects.raises,
    asked: effects.asked,
  };
}

/** Objects that the call makes and gives no name are nobody else's: `Order.find().sort(…)`. */
function withoutTemporaries(effects: Effects): Effects {
  return { ...effects, writes: effects.writes.filter(({ root }) => root.kind !== 'fresh' || root.name !== '') };
}

function factOf({ reason: known, reads, writes, exclusive, raises, asked: [asked] }: Effects): EffectFact {
  const reason = known ?? (asked && reasonOfAsked(asked));
  if (reason !== undefined) return { known: false, reason, raises, ...NOTHING };
  return {
    known: true,
    reason: undefined,
    raises,
    reads: texts(reads),
    writes: texts(writes),
    exclusive: [...new Set(exclusive.map(({ cls, place }) => `${cls} ${textOfPlace(place)}`))],
  };
}

function texts(places: readonly TouchedPlace[]): string[] {
  return [...new Set(places.map(textOfPlace))].filter((text) => text !== '');
}
