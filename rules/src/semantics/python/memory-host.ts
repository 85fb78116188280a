/** Modules given as texts: for tests, and for hosts that have only some files. */
import type { PythonHost } from './host.js';
import { lowerPython } from '../../lowering/python/index.js';
import type { ModuleModel, PythonRange } from '../../model/index.js';

export class MemoryHost implements PythonHost {
  readonly #texts: Map<string, string>;
  readonly #modules = new Map<string, ModuleModel>();
  readonly #folders = new Set<string>();

  /** `texts` by absolute path. */
  constructor(
    texts: ReadonlyMap<string, string>, readonly roots: readonly string[], readonly environment: readonly string[] = [],
    readonly mappedModules: ReadonlyMap<string, readonly string[]> = new Map(), readonly runsOn?: PythonRange,
  ) {
    this.#texts = new Map(texts);
    for (const path of texts.keys()) this.#addFolders(path);
  }

  readModule(path: string): ModuleModel | undefined {
    const text = this.#texts.get(path);
    if (text === undefined) return undefined;
    let module = this.#modules.get(path);
    if (!module) this.#modules.set(path, (module = lowerPython(path, text, undefined, this.runsOn)));
    return module;
  }

  /** Replaces or adds a file and gives its new model. */
  write(path: string, text: string): ModuleModel {
    const module = lowerPython(path, text, this.#modules.get(path), this.runsOn);
    this.#texts.set(path, text);
    this.#modules.set(path, module);
    this.#addFolders(path);
    return module;
  }

  isFile(path: string): boolean {
    return this.#texts.has(path);
  }

  isFolder(path: string): boolean {
    return this.#folders.has(path);
  }

  #addFolders(path: string): void {
    for (let slash = path.lastIndexOf('/'); slash > 0; slash = path.lastIndexOf('/', slash - 1)) this.#folders.add(path.slice(0, slash));
  }
}
