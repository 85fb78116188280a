/** Which classes of a chain say anything about an attribute: most do not, and few attributes are read again and again. */
import type { ChainEntry } from './class-chain.js';
import { assignmentsToSelf } from './member-assignments.js';
import { scopeOf } from '../../model/index.js';
import type { ClassModel } from '../../model/index.js';

const found = new WeakMap<readonly ChainEntry[], Map<string, readonly ChainEntry[]>>();

/** The entries of the chain that bind or assign the attribute, in order; classes of libraries always, since tables know them. */
export function holdersOf(entries: readonly ChainEntry[], name: string): readonly ChainEntry[] {
  let byName = found.get(entries);
  if (!byName) found.set(entries, (byName = new Map<string, readonly ChainEntry[]>()));
  let holders = byName.get(name);
  if (!holders) byName.set(name, (holders = entries.filter(({ cls }) => typeof cls === 'string' || holds(cls, name))));
  return holders;
}

function holds(cls: ClassModel, name: string): boolean {
  return scopeOf(cls).variables.has(name) || assignmentsToSelf(cls, name).length > 0;
}
