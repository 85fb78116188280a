/** Python behind the engine's interface: models kept per file, one project of inferred types over them. */
import type { ModuleModel } from '../model/index.js';
import { lowerPython } from '../lowering/python/index.js';
import { PythonProject, PythonSemantics, summaryOf, type PythonHost } from '../semantics/python/index.js';
import { createAnalyses, type CountingAnalyses } from '../semantics/analyses.js';
import { importedModules, mayBeAsync } from './async-words.js';
import type { Analysed, Impact, LanguageStatistics, LanguageSupport, SupportContext } from './language-support.js';

/** How many imports are followed to find out whether a file reaches asynchronous code. */
const maximumImportDepth = 3;

export function createPythonSupport(context: SupportContext): LanguageSupport {
  return new PythonSupport(context);
}

class PythonSupport implements LanguageSupport, PythonHost {
  readonly language = 'python';
  readonly roots: readonly string[];
  readonly environment: readonly string[];
  readonly mappedModules: ReadonlyMap<string, readonly string[]>;
  readonly #context: SupportContext;
  readonly #modules = new Map<string, ModuleModel>();
  readonly #project: PythonProject;
  readonly #semantics: PythonSemantics;
  /** Valid for one version of the project. */
  #analyses: CountingAnalyses;
  #analysesVersion: number;
  /**
   * Modules whose answers were dropped by an edit that others cannot see: their findings still hold, but the project has
   * forgotten what they rest on until they are checked again.
   */
  readonly #forgotten = new Set<string>();
  #truncated = 0;
  #parseTime = 0;

  constructor(context: SupportContext) {
    this.#context = context;
    this.roots = [...context.roots, ...context.pythonEnvironment.sources];
    this.environment = context.pythonEnvironment.folders;
    this.mappedModules = context.pythonEnvironment.modules;
    this.#project = new PythonProject(this);
    this.#semantics = new PythonSemantics(this.#project);
    this.#analyses = createAnalyses(this.#semantics);
    this.#analysesVersion = this.#project.version;
  }

  analyse(path: string): Analysed | undefined {
    const module = this.#project.module(path);
    if (this.#analysesVersion !== this.#project.version) {
      this.#truncated += this.#analyses.stats.truncated;
      this.#analyses = createAnalyses(this.#semantics);
      this.#analysesVersion = this.#project.version;
    }
    return module && { module, semantics: this.#semantics, analyses: this.#analyses };
  }

  update(path: string): Impact {
    const before = this.#modules.get(path);
    const { text } = this.#context.texts.read(path);
    if (before && before.text === text) return 'none';
    if (!before || text === undefined) {
      // A file that appears or vanishes may change what any import means.
      this.#modules.delete(path);
      this.#project.invalidate(path);
      this.#forgotten.clear();
      return 'all';
    }
    // The digest must be taken while the old model is whole: its functions move over to the new one.
    summaryOf(before);
    const dropped = this.#project.memo.dependants(path);
    const { summaryChanged, dependants } = this.#project.update(path, this.#lower(path, text));
    const impact = summaryChanged ? [...new Set([...dependants, ...this.#forgotten])] : 'none';
    for (const module of dropped) this.#forgotten.add(module);
    return impact;
  }

  checked(path: string): void {
    this.#forgotten.delete(path);
  }

  reachesAsync(path: string, text: string): boolean {
    const seen = new Set([path]);
    const reaches = (from: string, content: string, depth: number): boolean => importedModules(content).some((name) => {
      const target = this.#project.resolver.resolve(from, name);
      if (target?.kind !== 'file' || seen.has(target.path)) return false;
      seen.add(target.path);
      const read = this.#context.texts.read(target.path).text;
      return read !== undefined && (mayBeAsync(read, 'python') || (depth < maximumImportDepth && reaches(target.path, read, depth + 1)));
    });
    return reaches(path, text, 1);
  }

  concerns(path: string): boolean {
    return path.endsWith('.pyi');
  }

  statistics(): LanguageStatistics {
    const { depth, effort, rounds } = this.#project.memo.limits;
    return {
      modules: this.#modules.size,
      parseTime: this.#parseTime,
      budgets: { 'call search': this.#truncated + this.#analyses.stats.truncated, 'inference depth': depth, 'inference effort': effort, 'inference rounds': rounds },
    };
  }

  readModule(path: string): ModuleModel | undefined {
    const { text } = this.#context.texts.read(path);
    if (text === undefined) return undefined;
    const known = this.#modules.get(path);
    return known?.text === text ? known : this.#lower(path, text);
  }

  isFile(path: string): boolean {
    return this.#context.texts.isFile(path);
  }

  isFolder(path: string): boolean {
    return this.#context.texts.isFolder(path);
  }

  #lower(path: string, text: string): ModuleModel {
    const started = performance.now();
    const module = lowerPython(path, text, this.#modules.get(path));
    this.#parseTime += performance.now() - started;
    this.#modules.set(path, module);
    return module;
  }
}
