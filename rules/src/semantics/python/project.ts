/**
 * The state of Python semantics: the modules that were reached and what was found out about them. All other files here are
 * functions over a project. Everything in it can be dropped and rebuilt.
 */
import { hasLibraryModule } from './library.js';
import type { PythonHost } from './host.js';
import { Memo } from './memo.js';
import { ModuleResolver } from './module-resolution.js';
import { summaryOf } from './summary.js';
import { TableMemory } from './table-memory.js';
import type { ModuleModel } from '../../model/index.js';

export interface UpdateResult {
  /** Other modules may see a difference: their findings must be computed again. */
  readonly summaryChanged: boolean;
  /** Modules whose answers rested on this one, when the summary changed. */
  readonly dependants: readonly string[];
}

export class PythonProject {
  readonly memo = new Memo();
  readonly tables = new TableMemory();
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
    const known = this.#modules.get(path);
    if (known !== undefined || this.#modules.has(path)) return known;
    const module = this.host.readModule(path);
    this.#modules.set(path, module);
    return module;
  }

  /**
   * A file has another text: `module` is its new model, `before` the digest of the old one (`summaryOf`), undefined when
   * nobody knows. When the new model was lowered with the old one as `previous`, the digest must be taken before:
   * unchanged functions move over to the new model, and the old one's offsets are no longer its own.
   */
  update(path: string, module: ModuleModel, before: string | undefined): UpdateResult {
    this.#modules.set(path, module);
    // Answers hold nodes of the models they came from, so those of dependants go as well: cheap to find out again, and
    // only when asked. Whether their findings may differ is another question.
    const dependants = this.#dropWithDependants([path]);
    const summaryChanged = before !== summaryOf(module);
    return { summaryChanged, dependants: summaryChanged ? dependants.filter((dependant) => dependant !== path) : [] };
  }

  /** Imports in these modules may mean something else now. Tells whose answers rested on them, themselves included. */
  rebind(paths: Iterable<string>): readonly string[] {
    this.resolver.clear();
    return this.#dropWithDependants(paths);
  }

  /** Gives up a module and what is known about it. Nothing that is kept may hold nodes of it. */
  release(path: string): void {
    this.#modules.delete(path);
    this.memo.release(path);
  }

  /** The file vanished, or one that was asked for in vain is there now. */
  forget(path: string): void {
    this.#modules.delete(path);
  }

  #dropWithDependants(paths: Iterable<string>): string[] {
    this.#version++;
    const dropped = new Set<string>();
    for (const path of paths) for (const dependant of this.memo.dependants(path)) dropped.add(dependant);
    for (const path of dropped) this.memo.drop(path);
    return [...dropped];
  }
}
