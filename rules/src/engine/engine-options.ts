/** What an engine is made with and asked. */
import type { Language } from '../model/index.js';
import type { LanguageCode, Rule } from '../rules/rule.js';
import type { FileSystem } from './file-system.js';
import type { Problem } from './finding.js';
import type { LoadLanguage } from './language-support.js';
import type { IndexStore } from './project-index/project-index.js';
import type { PythonEnvironment } from './python-environment/index.js';
import type { Settings } from './settings.js';

export interface EngineOptions {
  readonly host: FileSystem;
  /** Workspace roots: absolute paths with `/`, none at the end. */
  readonly roots: readonly string[];
  /** The catalogue by default. */
  readonly rules?: readonly Rule[];
  /** Weaker than a project file: the editor's settings, in the shape of `Settings`. */
  readonly settings?: unknown;
  /** Stronger than a project file: the command line's. */
  readonly overrides?: Settings;
  /** Use this settings file instead of looking for one from each file upwards. */
  readonly configurationFile?: string;
  /** What is installed for Python; by default what the roots' own environments have. */
  readonly pythonEnvironment?: PythonEnvironment;
  /** Where findings of earlier runs are kept; nowhere by default. */
  readonly index?: IndexStore | undefined;
  /** `once`: files are checked one after the other, folder by folder, so that models go as soon as nobody rests on them. Default `again`. */
  readonly checks?: 'once' | 'again';
  /** Characters of source text whose models are held at a time; by default those of a few thousand files. */
  readonly heldCharacters?: number;
  /** Of messages; English by default. */
  readonly language?: LanguageCode;
  /** Told once about each crashed rule per file, and each mistake in a settings file. */
  readonly onProblem?: (problem: Problem) => void;
  /** `throw`: exceptions of rules reach the caller of `check`, for tests. */
  readonly crashes?: 'isolate' | 'throw';
  /** Instead of the built-in front ends. */
  readonly languages?: Partial<Readonly<Record<Language, LoadLanguage>>>;
}

export interface DocumentForm {
  readonly version?: number;
  /** For a document whose path does not tell. */
  readonly language?: Language;
  /** Cells of a notebook, joined: top-level await is legal there. */
  readonly isNotebook?: boolean;
}

export interface CheckOptions {
  /** Default `full`. With `none` the findings' `fixes` are empty. */
  readonly fixes?: 'none' | 'full';
  /** Report our comments that silence nothing. Default `ignore`. */
  readonly unusedSuppressions?: 'ignore' | 'report';
  /** More findings become one problem "n more". Default 500. */
  readonly maximumFindings?: number;
}
