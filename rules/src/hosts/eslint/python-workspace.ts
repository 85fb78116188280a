/** One engine per folder that ESLint runs in, kept from file to file: most of the work is in the modules they share. */
import { languageOf } from '../../engine/file-kinds.js';
import { createEngine, type Engine } from '../../engine/engine.js';
import type { Analysed } from '../../engine/language-support.js';
import { enginePath, folderOf, isInside, joinPath } from '../../engine/paths.js';
import { findPythonEnvironment } from '../../engine/python-environment.js';
import type { Target } from '../../rules/rule.js';
import { WatchedFiles } from './watched-files.js';

export interface PythonFile {
  readonly analysed: Analysed;
  /** What the project's own settings say (`requires-python`). */
  readonly target: Target;
  /** The text of a module of the project, for line numbers. */
  readonly textOf: (path: string) => string | undefined;
}

export class PythonWorkspaces {
  readonly #workspaces = new Map<string, PythonWorkspace>();

  /** `filename` as ESLint gives it: a path, or a name such as `<input>` for a text without a file. */
  analyse(cwd: string, filename: string, text: string): PythonFile | undefined {
    const folder = enginePath(cwd);
    const path = pythonPath(folder, filename);
    const root = isInside(path, folder) ? folder : folderOf(path);
    let workspace = this.#workspaces.get(root);
    if (!workspace) this.#workspaces.set(root, (workspace = new PythonWorkspace(root)));
    return workspace.analyse(path, text);
  }
}

class PythonWorkspace {
  readonly #files = new WatchedFiles();
  readonly #engine: Engine;
  /** The file whose text came from ESLint and differs from the one on disk. */
  #opened: string | undefined;

  constructor(root: string) {
    const pythonEnvironment = findPythonEnvironment(this.#files, [root], process.env['VIRTUAL_ENV']);
    this.#engine = createEngine({ host: this.#files, roots: [root], pythonEnvironment });
  }

  /** `text`: what ESLint has of the file, which with `--fix` or in an editor is not what is on disk. */
  analyse(path: string, text: string): PythonFile | undefined {
    for (const changed of this.#files.takeChanges()) this.#engine.fileChanged(changed);
    this.#show(path, text);
    const analysed = this.#engine.analyse(path);
    if (!analysed || analysed.module.text !== text) return undefined;
    const textOf = (other: string): string | undefined => this.#engine.texts.read(other).text;
    return { analysed, target: this.#engine.settingsFor(path).target, textOf };
  }

  /**
   * Other files are always read from disk, so that findings do not depend on the order in which files are linted; the
   * last one stays open, because editors and `--fix` lint one file many times in a row.
   */
  #show(path: string, text: string): void {
    if (this.#opened !== undefined && this.#opened !== path) {
      this.#engine.close(this.#opened);
      this.#opened = undefined;
    }
    if (this.#engine.texts.read(path).text === text) return;
    this.#engine.open(path, text, { language: 'python' });
    this.#opened = path;
  }
}

/** The engine tells languages by extension; a text under any other name gets one. */
function pythonPath(cwd: string, filename: string): string {
  const name = enginePath(filename);
  const path = /^(?:\/|[A-Za-z]:\/)/.test(name) ? name : joinPath(cwd, name);
  return languageOf(path) === 'python' ? path : `${path}.py`;
}
