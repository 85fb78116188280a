/**
 * The state of Python semantics: the modules that were reached and what was found out about them. All other files here are
 * functions over a project. Everything in it can be dropped and rebuilt.
 */
import { hasLibraryModule } from './library.js';
import type { PythonHost } from './host.js';
import { Memo } from './memo.js';
import { ModuleResolver } from './module-resolution.js';
import { summaryOf } from './summary.js';
import type { ModuleModel } from '../../model/index.js';

export interface UpdateResult {
  /** Other modules may see a difference: their findings must be computed again. */
  readonly summaryChanged: boolean;
  /** Modules whose answers rested on this one, when the summary changed. */
  readonly dependants: readonly string[];
}

export class PythonProject {
  readonly memo = new Memo();
  readonly resolver: ModuleResolver;
  readonly #modules = new Map<string, ModuleModel | undefined>();
  #version = 0;

  constructor(readonly host: PythonHost) {
    this.resolver = new ModuleResolver(host, hasLibraryModule);
  }

  /** Grows whenever an answer may have changed: caches built on answers are valid for one version. */
  get version(): number {
    return this.#version;
  }

  /** The module of a file; undefined when it does not exist. */
  module(path: string): ModuleModel | undefined {
    if (!this.#modules.has(path)) this.#modules.set(path, this.host.readModule(path));
    return this.#modules.get(path);
  }

  /**
   * A file's text changed: `module` is its new model. Tells whether other modules can observe a difference.
   * When the new model was lowered with the old one as `previous`, take `summaryOf` of the old one before: unchanged
   * functions move over to the new model, and the old one's offsets are no longer its own.
   */
  update(path: string, module: ModuleModel): UpdateResult {
    const before = this.#modules.get(path);
    if (before === module) return { summaryChanged: false, dependants: [] };
    this.#version++;
    this.#modules.set(path, module);
    if (!before) {
      // A new file may be what an import of any module means.
      this.#dropAll();
      return { summaryChanged: true, dependants: [] };
    }
    // Answers hold nodes of the models they came from, so those of dependants go as well: cheap to find out again, and
    // only when asked. Whether their findings may differ is another question.
    const dependants = this.memo.dependants(path);
    for (const dependant of dependants) this.memo.drop(dependant);
    dependants.delete(path);
    const summaryChanged = summaryOf(before) !== summaryOf(module);
    return { summaryChanged, dependants: summaryChanged ? [...dependants] : [] };
  }

  /** A file was deleted, renamed or changed in an unknown way. */
  invalidate(path: string): void {
    this.#modules.delete(path);
    this.#dropAll();
  }

  #dropAll(): void {
    this.#version++;
    this.memo.clear();
    this.resolver.clear();
    const kept = [...this.#modules].filter(([, module]) => module !== undefined);
    this.#modules.clear();
    for (const [path, module] of kept) this.#modules.set(path, module);
  }
}
