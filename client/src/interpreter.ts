/**
 * Which Python the editor uses for a folder, for the server to read its packages from. The Python extension is asked when
 * it runs; it is never started for its answer alone, and without it VS Code's own setting counts.
 */

/** The part of the Python extension's public interface that is used here; all of it may be missing in another version. */
export interface PythonApi<Resource> {
  readonly environments?: {
    getActiveEnvironmentPath?(resource?: Resource): { readonly path?: unknown } | undefined;
    onDidChangeActiveEnvironmentPath?(listener: () => void): Closeable;
  };
}

export interface PythonExtension<Resource> {
  readonly isActive: boolean;
  readonly exports: PythonApi<Resource> | undefined;
  activate(): PromiseLike<PythonApi<Resource> | undefined>;
}

/** What is needed of the editor. */
export interface Editor<Resource> {
  /** Undefined when it is not installed, or disabled. */
  pythonExtension(): PythonExtension<Resource> | undefined;
  /** `python.defaultInterpreterPath`. */
  defaultInterpreterPath(resource: Resource | undefined): unknown;
}

export interface Closeable {
  dispose(): unknown;
}

export class Interpreter<Resource> implements Closeable {
  readonly #editor: Editor<Resource>;
  readonly #changed: () => void;
  #joined: PythonExtension<Resource> | undefined;
  #subscription: Closeable | undefined;
  #isDisposed = false;

  /** `changed`: the answer may be another one now. */
  constructor(editor: Editor<Resource>, changed: () => void) {
    this.#editor = editor;
    this.#changed = changed;
  }

  /** A path as the editor has it, with variables such as `${workspaceFolder}`; undefined when nothing was chosen. */
  pathFor(resource: Resource | undefined): string | undefined {
    return this.#activePath(resource) ?? chosenPath(this.#editor.defaultInterpreterPath(resource));
  }

  /** A Python document was opened. The editor starts the Python extension for it anyway; when it runs, it is heard. */
  async pythonOpened(): Promise<void> {
    const extension = this.#editor.pythonExtension();
    if (!extension || extension === this.#joined || this.#isDisposed) return;
    this.#joined = extension;
    try {
      const { environments } = await extension.activate() ?? {};
      if (this.#isDisposed) return;
      this.#subscription?.dispose();
      this.#subscription = environments?.onDidChangeActiveEnvironmentPath?.(() => { this.#changed(); });
      this.#changed();
    } catch {
      // Another extension's failure is for it to tell; the next document tries again.
      this.#joined = undefined;
    }
  }

  dispose(): void {
    this.#isDisposed = true;
    this.#subscription?.dispose();
  }

  #activePath(resource: Resource | undefined): string | undefined {
    const extension = this.#editor.pythonExtension();
    if (!extension?.isActive) return undefined;
    try {
      return chosenPath(extension.exports?.environments?.getActiveEnvironmentPath?.(resource)?.path);
    } catch {
      return undefined;
    }
  }
}

/** A bare name such as `python`, which the setting has by default, would have to be run to know what it is. */
function chosenPath(value: unknown): string | undefined {
  return typeof value === 'string' && /[/\\]/.test(value) ? value : undefined;
}
