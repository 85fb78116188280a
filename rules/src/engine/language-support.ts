/** What the engine needs from a language: models, answers about them, and what an edit makes stale. */
import type { Analyses, Semantics } from '../semantics/semantics.js';
import type { Language, ModuleModel, PythonRange } from '../model/index.js';
import type { PythonEnvironment } from './python-environment/index.js';
import type { SourceTexts } from './source-texts.js';

/** A module ready for the rules. */
export interface Analysed {
  readonly module: ModuleModel;
  readonly semantics: Semantics;
  readonly analyses: Analyses;
}

/** Which other files' findings may differ after a change: none, these, or any of the language. */
export type Impact = 'none' | 'all' | readonly string[];

/** What must be known of a module that is not held, to tell after an edit whose findings may differ. */
export interface ModuleFact {
  readonly path: string;
  /** Equal for two texts of the module that no other module can tell apart; undefined when nobody else rests on it. */
  readonly summary: string | undefined;
  /** Modules that answers about this one rest on. */
  readonly uses: readonly string[];
}

export interface LanguageStatistics {
  /** How often a module was parsed, because it was checked or something reached it. */
  readonly modules: number;
  /** Milliseconds spent in parsing and lowering (lowering of function bodies on demand excluded). */
  readonly parseTime: number;
  /** Answers that were given up on because of a limit, by limit. */
  readonly budgets: Readonly<Record<string, number>>;
}

export interface LanguageSupport {
  readonly language: Language;
  /** The module with its semantics; undefined when the file cannot be read. Never throws on source text. */
  analyse(path: string): Analysed | undefined;
  /** The text of a file changed, or the file appeared or vanished. */
  update(path: string): Impact;
  /** Files appeared or vanished: imports may mean something else. */
  moved?(paths: readonly string[]): Impact;
  /** A file (of any language) has been checked and will not be again: gives up what nothing rests on. Answers stay the same. */
  settle?(path: string): void;
  /** Gives up models when there are many; those that `recent` files rest on last. Answers stay the same. */
  trim?(recent: Iterable<string>): void;
  /** All modules of which something is known, for the next run. */
  facts?(): Iterable<ModuleFact>;
  /** What `facts` told in an earlier run, as far as it still holds. */
  restore?(facts: Iterable<ModuleFact>): void;
  /** Folders that were searched for modules. */
  folders?(): Iterable<string>;
  /** Does a file without asynchronous words of its own use a file that has some? Cheap: nothing is parsed. */
  reachesAsync?(path: string, text: string): boolean;
  /** Does a file that is not checked itself (a stub, a tsconfig.json) matter to files of the language? */
  concerns(path: string): boolean;
  statistics(): LanguageStatistics;
}

export interface SupportContext {
  readonly texts: SourceTexts;
  /** Workspace roots. */
  readonly roots: readonly string[];
  /** What is installed for Python. */
  readonly pythonEnvironment: PythonEnvironment;
  /** Python versions that the project around a file supports. The same for a file as long as the support is used. */
  pythonVersionsFor(path: string): PythonRange;
  /** Characters of source text whose models are held at a time; undefined for the usual number. */
  readonly heldCharacters?: number | undefined;
}

export type LoadLanguage = (context: SupportContext) => LanguageSupport;
