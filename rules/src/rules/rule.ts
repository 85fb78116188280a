/** What a rule is. A rule is one file: metadata, messages, `check`. Everything else is generated from it. */
import type { Analyses, Semantics } from '../semantics/semantics.js';
import type { FunctionModel, Language, ModuleModel, Node, Place } from '../model/index.js';
import type { Fix, Level } from '../engine/finding.js';

export type LanguageCode = 'en' | 'zh';
/** Text with `{name}` placeholders. Keywords and identifiers are never translated. */
export type Translated = Readonly<Record<LanguageCode, string>>;

export interface Example {
  /** A complete runnable program or module. */
  readonly bad: string;
  readonly good: string;
}

export interface RuleDocs {
  /** One line for tables: what the trap is. */
  readonly summary: Translated;
  /** What happens on the event loop and why it hurts. Markdown. */
  readonly why: Translated;
  /** When the code is right as it is. Markdown. */
  readonly allow: Translated;
  readonly examples: Partial<Readonly<Record<Language, Example>>>;
  readonly links: readonly string[];
}

export interface RuleMeta<MessageId extends string = string> {
  /** The trap; reads after "allow …". */
  readonly id: string;
  readonly group: 'awaiting' | 'concurrency' | 'blocking' | 'event-loop' | 'lifetime' | 'resources';
  readonly level: Exclude<Level, 'off'>;
  /** `recommended` rules are also in `strict`. */
  readonly preset: 'recommended' | 'strict';
  /** true, or the reason why the trap does not exist there. */
  readonly languages: Readonly<Record<Language, true | { readonly notApplicable: string }>>;
  readonly docs: RuleDocs;
  /** One sentence each, ≤ 90 characters without the data, no trailing period. */
  readonly messages: Readonly<Record<MessageId, Translated>>;
  /** Titles of fixes and texts of related places. */
  readonly texts: Readonly<Record<string, Translated>>;
  /** JSON schema of the rule's options object; undefined when it has none. */
  readonly options?: Readonly<Record<string, OptionSchema>>;
}

export type OptionSchema =
  | { readonly type: 'boolean'; readonly default: boolean; readonly description: Translated }
  | { readonly type: 'integer'; readonly minimum: number; readonly default: number; readonly description: Translated }
  | { readonly type: 'strings'; readonly default: readonly string[]; readonly description: Translated };

export type Data = Readonly<Record<string, string | number>>;

export interface Report<MessageId extends string = string> {
  readonly at: Node | Place;
  readonly message: MessageId;
  readonly data?: Data;
  /** Overrides the rule's level for this finding (blocking file I/O is only `info`). Never raises an `off`. */
  readonly level?: Exclude<Level, 'off'>;
  readonly related?: readonly { readonly at: Node | Place; readonly text: string; readonly data?: Data }[];
  /** Computed only when a host wants fixes. The first is the preferred one. `title` is a key of `texts`. */
  readonly fixes?: () => readonly (Omit<Fix, 'title'> & { readonly title: string; readonly data?: Data })[];
}

/** What the checked code must run on. */
export interface Target {
  /** Lowest Python version, e.g. [3, 11]. */
  readonly python: readonly [number, number];
  /** Async libraries (`anyio`, `trio`, `sniffio`) among what the Python project declares to need. */
  readonly asyncLibraries?: readonly string[];
}

export interface RuleContext<MessageId extends string = string> {
  readonly module: ModuleModel;
  readonly semantics: Semantics;
  readonly analyses: Analyses;
  readonly target: Target;
  /** The rule's options with defaults filled in. */
  readonly options: Readonly<Record<string, unknown>>;
  /** true for notebooks: top-level await is legal, a loop is already running. */
  readonly isNotebook: boolean;
  report(report: Report<MessageId>): void;
}

export interface Rule<MessageId extends string = string> extends RuleMeta<MessageId> {
  /** Called for every function of a module, the module's own code (`form: 'module'`) included. Pure and synchronous. */
  check(fn: FunctionModel, context: RuleContext<MessageId>): void;
}

/** Keeps message ids literal so that `report` accepts only the rule's own. */
export function defineRule<const MessageId extends string>(rule: Rule<MessageId>): Rule<MessageId> {
  return rule;
}
