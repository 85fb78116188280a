/** The vocabulary of `consumption.ts`: what may become of a value. */
import type { Expression, Node, Variable } from '../model/index.js';
import type { Semantics } from './semantics.js';
import type { Misuse } from './value-takers.js';

export type Fate =
  | { readonly fate: 'consumed' }
  | { readonly fate: 'dropped'; readonly at: Node }
  /** Bound to a local that nothing reads (`reads` empty) or whose reads do not consume it. */
  | { readonly fate: 'kept-unused'; readonly variable: Variable; readonly misuses: readonly MisuseAt[] }
  | ({ readonly fate: 'misused' } & MisuseAt);

export interface MisuseAt {
  readonly misuse: Misuse;
  /** The expression whose value is misused (the call itself or a read of the local that holds it). */
  readonly expression: Expression;
  /** For `member`: the member's name; for `argument`: the callee's name. */
  readonly detail: string;
}

export interface FateQuestion {
  readonly semantics: Semantics;
  /** Members of the value that are legitimate to touch without awaiting (`close` of a coroutine, `then` of a promise). */
  readonly ownMembers: ReadonlySet<string>;
  /**
   * `reported`: a use of a local that fails for certain counts although another use hands the value on. By default one
   * consuming use is enough.
   */
  readonly failures?: 'reported';
  /** What is known of the value; undefined: it may have more to it than being awaitable. Python only. */
  readonly nature?: Nature | undefined;
}

/** A new coroutine, or something that is no more than awaitable (a future, what is declared as `Awaitable[…]`). */
export type Nature = 'coroutine' | 'awaitable';

export const CONSUMED: Fate = { fate: 'consumed' };

export function misused(misuse: Misuse, expression: Expression, detail = ''): Fate {
  return { fate: 'misused', misuse, expression, detail };
}
