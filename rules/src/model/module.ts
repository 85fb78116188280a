import type { LineIndex } from './lines.js';
import type { ClassModel, FunctionModel } from './function.js';
import type { Subject } from './subject.js';
import type { PythonRange } from './version-tests.js';

export type Language = 'python' | 'typescript';

/** A syntax error; offsets into the module's text. Rules stay quiet in functions that contain one. */
export interface SyntaxProblem {
  readonly message: string;
  readonly start: number;
  readonly end: number;
}

export interface Comment {
  readonly start: number;
  readonly end: number;
}

/** One parsed file. Immutable but for the positions of reused units. */
export interface ModuleModel extends Subject {
  /** Absolute path with `/` separators (or an opaque key for documents without a file). */
  readonly path: string;
  readonly language: Language;
  readonly text: string;
  readonly lines: LineIndex;
  /** The module's own code; its `body` holds every top-level statement. */
  readonly root: FunctionModel;
  /** Every function of the file in source order, nested ones and lambdas included (forces lowering). */
  readonly functions: readonly FunctionModel[];
  readonly classes: readonly ClassModel[];
  readonly comments: readonly Comment[];
  readonly problems: readonly SyntaxProblem[];
  /** The Python versions that the project supports, where that is known. */
  readonly runsOn?: PythonRange | undefined;
}
