/** Which calls open a resource that somebody has to give back, and which names hold it. */
import { lookupClass, resourceOf, type LibraryFacts, type ResourceFact } from '../knowledge/index.js';
import type { CallExpression } from '../model/index.js';
import { NOTHING_GIVEN } from './given-arguments.js';
import { isInMemory } from './primitive-calls.js';
import type { Semantics } from './semantics.js';

export interface Opened {
  readonly call: CallExpression;
  /** Facts of the call that opens it. */
  readonly facts: LibraryFacts;
  /** What a caller holds in the end, awaited or entered: one class, or the items of a tuple (undefined: not a resource). */
  readonly held: readonly (ResourceFact & { readonly cls: string } | undefined)[];
  readonly isTuple: boolean;
}

/** What the call opens for certain. */
export function openedBy(call: CallExpression, semantics: Semantics): Opened | undefined {
  const { library, functions, complete } = semantics.targets(call);
  const [callable, ...others] = library;
  if (!callable?.facts.opens || others.length > 0 || functions.length > 0 || !complete) return undefined;
  if (callable.facts.unlessInMemory && isInMemory(call, callable.facts.unlessInMemory, semantics, NOTHING_GIVEN)) return undefined;
  const returns = callable.facts.returns ?? callable.name;
  const isTuple = returns.startsWith('tuple[');
  const held = (isTuple ? returns.slice('tuple['.length, -1).split(/\s*,\s*/) : [returns]).map((name) => {
    const cls = finalClass(name);
    const resource = resourceOf(cls);
    return resource && { ...resource, cls };
  });
  return held.some((one) => one !== undefined) ? { call, facts: callable.facts, held, isTuple } : undefined;
}

/** What stands between a call and its result (`await session.get(…)`) is not what the caller holds. */
function finalClass(name: string): string {
  const { nominal, asyncEnter, enter, awaitResult } = lookupClass(name) ?? {};
  const given = awaitResult ?? asyncEnter ?? enter;
  return nominal && given !== undefined && given !== 'self' ? given : name;
}
