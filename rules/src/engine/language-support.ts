/** What the engine needs from a language: models, answers about them, and what an edit makes stale. */
import type { Analyses, Semantics } from '../semantics/semantics.js';
import type { Language, ModuleModel } from '../model/index.js';
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

export interface LanguageStatistics {
  /** Modules that were parsed, because they were checked or something reached them. */
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
  /** The rules ran on the file: whatever its findings rest on has been asked since the last update. */
  checked?(path: string): void;
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
}

export type LoadLanguage = (context: SupportContext) => LanguageSupport;
