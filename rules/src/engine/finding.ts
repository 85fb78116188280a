/** What a check produces. Plain data: it crosses process borders (LSP) and is serialised (CLI, ESLint cache). */
import type { Place } from '../model/index.js';

export type Level = 'off' | 'info' | 'warning' | 'error';

/** `safe` keeps behaviour and may join fix-all; `review` changes timing or semantics and never does. */
export type Safety = 'safe' | 'review';

export interface Edit {
  /** The file to edit; the finding's own file when undefined. */
  readonly path?: string;
  readonly start: number;
  readonly end: number;
  readonly newText: string;
}

export interface Fix {
  /** Short, verb + object: `Await fetch()`. */
  readonly title: string;
  readonly safety: Safety;
  /** Non-overlapping, in ascending order. */
  readonly edits: readonly Edit[];
  /** Qualified names of functions in the finding's file that the fix makes async: callers in other files have to follow. */
  readonly makesAsync?: readonly string[];
}

export interface Related {
  readonly place: Place;
  readonly message: string;
}

export interface Finding {
  readonly rule: string;
  readonly level: Level;
  readonly path: string;
  /** UTF-16 offsets into the file's text. */
  readonly start: number;
  readonly end: number;
  readonly messageId: string;
  readonly message: string;
  /** What the message's placeholders were filled with: hosts with message templates of their own (ESLint) fill them themselves. */
  readonly data?: Readonly<Record<string, string | number>>;
  readonly related: readonly Related[];
  readonly fixes: readonly Fix[];
}

/** Something wrong that is not a trap in the code: unreadable file, bad configuration, crashed rule, budget used up. */
export interface Problem {
  readonly path: string | undefined;
  /** 1-based, when the problem stands at a known place of the file. */
  readonly line?: number;
  /** 1-based, in UTF-16 code units. */
  readonly column?: number;
  /** One sentence that says what is wrong and, where something can be done, what. Does not repeat the path. */
  readonly message: string;
  readonly kind: 'configuration' | 'file' | 'internal' | 'budget';
}
