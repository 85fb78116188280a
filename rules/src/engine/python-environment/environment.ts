/** What a Python project can import beyond its own folders. */

export interface PythonEnvironment {
  /** Folders whose modules are installed ones, in the order of `sys.path`. */
  readonly folders: readonly string[];
  /** Folders of the project itself that its environment puts on `sys.path`: editable installs, path files. */
  readonly sources: readonly string[];
  /** Modules that an editable install maps one by one: dotted name → package folders, or one file. Found last. */
  readonly modules: ReadonlyMap<string, readonly string[]>;
  /** The environments that this was read from, for people. */
  readonly prefixes: readonly string[];
}

export const noEnvironment: PythonEnvironment = { folders: [], sources: [], modules: new Map(), prefixes: [] };

/** Equal for environments in which the same imports find the same files. */
export function environmentKey({ folders, sources, modules }: PythonEnvironment): string {
  return JSON.stringify([folders, sources, [...modules]]);
}

/** What is known about the wanted interpreter from outside of the project. */
export interface InterpreterHints {
  /** What somebody chose: an environment's folder or an interpreter, absolute. Nothing else counts then. */
  readonly chosen?: string | undefined;
  /** `VIRTUAL_ENV`: a virtual environment was activated. */
  readonly virtualEnvironment?: string | undefined;
  /** `CONDA_PREFIX`: a conda environment was activated, often just its `base`. */
  readonly condaPrefix?: string | undefined;
  /** The user's own folder: Python has packages there too. */
  readonly home?: string | undefined;
}
