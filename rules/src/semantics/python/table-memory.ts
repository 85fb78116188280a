/**
 * What the tables of libraries say of names, looked up once for a project: each look-up goes through other names of modules
 * and through base classes, and a large project asks for a few names again and again.
 */
import { awaitableClass, isAwaitableClass } from './library.js';
import type { Value } from './value.js';
import type { AwaitableKind, Verdict } from '../semantics.js';

interface ClassAwaitability {
  readonly verdict: Verdict;
  readonly kind: AwaitableKind | undefined;
}

export class TableMemory {
  readonly #members = new Map<string, Map<string, Value>>();
  readonly #classes = new Map<string, ClassAwaitability>();

  /** The values that are known of members of a library's module or class, by their names; for the caller to fill. */
  membersOf(owner: string): Map<string, Value> {
    let members = this.#members.get(owner);
    if (!members) this.#members.set(owner, (members = new Map<string, Value>()));
    return members;
  }

  /** Are instances of the library's class awaitable? */
  awaitability(cls: string): ClassAwaitability {
    let known = this.#classes.get(cls);
    if (!known) this.#classes.set(cls, (known = { verdict: isAwaitableClass(cls), kind: awaitableClass(cls) }));
    return known;
  }
}
