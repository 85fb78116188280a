/** One engine per folder that ESLint runs in, kept from file to file: most of the work is in the modules they share. */
import { languageOf } from '../../engine/file-kinds.js';
import { createEngine, type Engine } from '../../engine/engine.js';
import type { Analysed } from '../../engine/language-support.js';
import type { Finding } from '../../engine/finding.js';
import { enginePath, folderOf, isInside, joinPath, nameOf, resolvePath } from '../../engine/paths.js';
import { defaultIndexFolder, indexFile } from '../../engine/project-index/index-file.js';
import { activatedEnvironment, describesEnvironment, environmentKey, findPythonEnvironment, isPythonEnvironment, type InterpreterHints, type PythonEnvironment } from '../../engine/python-environment/index.js';
import type { Target } from '../../rules/rule.js';
import { nodeFileSystem } from '../../engine/node-host.js';
import { WatchedFiles } from './watched-files.js';

export interface PythonFile {
  /** Undefined when it cannot be. */
  readonly analysed: () => Analysed | undefined;
  /** What an earlier run found with the same rules and options, as `key` tells them, if it still holds. */
  readonly recall: (key: string) => readonly Finding[] | undefined;
  readonly keep: (key: string, findings: readonly Finding[]) => void;
  /** What the project's own settings say (`requires-python`). */
  readonly target: Target;
  /** The text of a module of the project, for line numbers. */
  readonly textOf: (path: string) => string | undefined;
}

export class PythonWorkspaces {
  readonly #workspaces = new Map<string, PythonWorkspace>();

  constructor(readonly warn: (warning: string) => void) {}

  /** `filename` as ESLint gives it: a path, or a name such as `<input>` for a text without a file. `chosen`: an environment. */
  analyse(cwd: string, filename: string, text: string, chosen?: string): PythonFile | undefined {
    const folder = enginePath(cwd);
    const path = pythonPath(folder, filename);
    const root = isInside(path, folder) ? folder : folderOf(path);
    const python = chosen === undefined || chosen === '' ? undefined : resolvePath(folder, enginePath(chosen));
    const key = JSON.stringify([root, python]);
    let workspace = this.#workspaces.get(key);
    if (!workspace) {
      if (this.#workspaces.size === 0) this.#saveAtExit();
      this.#workspaces.set(key, (workspace = new PythonWorkspace(root, this.#usable(python))));
    }
    return workspace.analyse(path, text);
  }

  /** ESLint does not say when it has linted the last file. */
  #saveAtExit(): void {
    if (defaultIndexFolder(process.env) === undefined) return;
    process.once('exit', () => { for (const workspace of this.#workspaces.values()) workspace.save(); });
  }

  #usable(python: string | undefined): string | undefined {
    if (python === undefined || isPythonEnvironment(nodeFileSystem, python)) return python;
    this.warn(`The option \`python\` is not used: there is no Python environment or interpreter at ${python}`);
    return undefined;
  }
}

class PythonWorkspace {
  readonly #files = new WatchedFiles();
  readonly #engine: Engine;
  readonly #root: string;
  readonly #hints: InterpreterHints;
  /** The file whose text came from ESLint and differs from the one on disk. */
  #opened: string | undefined;

  constructor(root: string, chosen: string | undefined) {
    this.#root = root;
    this.#hints = { ...activatedEnvironment(process.env), chosen };
    const pythonEnvironment = this.#findPython();
    const folder = defaultIndexFolder(process.env);
    const scope = JSON.stringify(['eslint', root, environmentKey(pythonEnvironment)]);
    const index = folder === undefined ? undefined : indexFile(folder, nameOf(root), scope);
    this.#engine = createEngine({ host: this.#files, roots: [root], pythonEnvironment, index });
  }

  save(): void {
    this.#engine.saveIndex();
  }

  /** `text`: what ESLint has of the file, which with `--fix` or in an editor is not what is on disk. */
  analyse(path: string, text: string): PythonFile | undefined {
    const changes = this.#files.takeChanges();
    for (const changed of changes) this.#engine.fileChanged(changed);
    // Files that were looked at for the environment: it was made, moved, or has another editable install.
    if (changes.some(describesEnvironment)) this.#engine.changePythonEnvironment(this.#findPython());
    this.#show(path, text);
    const engine = this.#engine;
    if (engine.texts.read(path).text !== text) return undefined;
    return {
      analysed: () => engine.analyse(path),
      recall: (key) => engine.recall(path, key)?.findings,
      keep: (key, findings) => { engine.keep(path, key, findings); },
      target: engine.settingsFor(path).target,
      textOf: (other) => engine.texts.read(other).text,
    };
  }

  #findPython(): PythonEnvironment {
    return findPythonEnvironment(this.#files, [this.#root], this.#hints);
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
