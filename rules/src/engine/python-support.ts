/** Python behind the engine's interface: models kept per file, one project of inferred types over them. */
import type { ModuleModel } from '../model/index.js';
import { lowerPython } from '../lowering/python/index.js';
import { isPackage, mayStart, PythonProject, PythonSemantics, summaryOf, type PythonHost } from '../semantics/python/index.js';
import { createAnalyses, type CountingAnalyses } from '../semantics/analyses.js';
import { importedModules, mayBeAsync } from './async-words.js';
import type { Analysed, Impact, LanguageStatistics, LanguageSupport, ModuleFact, SupportContext } from './language-support.js';
import { mentionOf, type ModuleMention } from './module-mention.js';
import { folderOf, joinPath } from './paths.js';
import { SettledModules } from './settled-modules.js';

/** How many imports are followed to find out whether a file reaches asynchronous code. */
const maximumImportDepth = 3;

/**
 * Source text whose models are held at a time. A character costs some 40 bytes with everything that is inferred about it:
 * 240 MB, more than most projects need.
 */
const usualHeldCharacters = 6_000_000;

/** Where a single file rests on more than that, so much may be held: 2 GB. Beyond, everything is found out again and again. */
const mostHeldCharacters = 48_000_000;

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
  /** Digests of modules that are not held: they were released, or an earlier run knew them. */
  readonly #released = new Map<string, string | undefined>();
  /** What was asked of the file system while imports were followed. */
  readonly #probes = new Map<string, boolean>();
  readonly #folders = new Set<string>();
  readonly #project: PythonProject;
  readonly #semantics: PythonSemantics;
  readonly #settled: SettledModules;
  /** Valid for one version of the project. */
  #analyses: CountingAnalyses;
  #analysesVersion: number;
  #truncated = 0;
  #parseTime = 0;
  #parsed = 0;
  /** Characters of source text in `#modules`. */
  #size = 0;
  #maximumSize: number;

  constructor(context: SupportContext) {
    this.#context = context;
    this.#maximumSize = context.heldCharacters ?? usualHeldCharacters;
    this.roots = [...context.roots, ...context.pythonEnvironment.sources];
    this.environment = context.pythonEnvironment.folders;
    this.mappedModules = context.pythonEnvironment.modules;
    this.#project = new PythonProject(this);
    this.#semantics = new PythonSemantics(this.#project);
    this.#settled = new SettledModules({ isHeld: (path) => this.#modules.has(path), users: (path) => this.#project.memo.users(path) });
    this.#analyses = createAnalyses(this.#semantics);
    this.#analysesVersion = this.#project.version;
  }

  analyse(path: string): Analysed | undefined {
    const module = this.#project.module(path);
    if (this.#analysesVersion !== this.#project.version) this.#renewAnalyses();
    return module && { module, semantics: this.#semantics, analyses: this.#analyses };
  }

  update(path: string): Impact {
    const before = this.#modules.get(path);
    const { text } = this.#context.texts.read(path);
    if (before && before.text === text) return 'none';
    if (text === undefined || !(before || this.#released.has(path) || this.#wasThere(path))) return this.moved([path]);
    // The digest must be taken while the old model is whole: its functions move over to the new one.
    const digest = before ? summaryOf(before) : this.#released.get(path);
    // Nobody asked about this module: nothing rests on it, and it is read when somebody does.
    if (!before && digest === undefined) return this.#project.rebind([path]);
    const { summaryChanged, dependants } = this.#project.update(path, this.#lower(path, text), digest);
    return summaryChanged ? dependants : 'none';
  }

  moved(paths: readonly string[]): Impact {
    for (const path of paths) {
      this.#drop(path);
      this.#released.delete(path);
      this.#probes.delete(path);
      this.#project.forget(path);
    }
    const known = new Set([...this.#modules.keys(), ...this.#released.keys(), ...this.#project.memo.modules()]);
    const mentions = paths.map((path) => mentionOf(path, this.#isInPackage(path)));
    return this.#project.rebind([...paths, ...[...known].filter((path) => paths.some((moved) => mayStart(moved, path)) || this.#mayMean(path, mentions))]);
  }

  /** Reads the module once more if it is not held. */
  #mayMean(path: string, moved: readonly ModuleMention[]): boolean {
    const held = this.#modules.get(path)?.text;
    const text = held ?? this.#context.texts.read(path).text;
    if (held === undefined) this.#context.texts.release(path);
    return text !== undefined && moved.some((mention) => mention.mayBeIn(path, text));
  }

  /** Is the folder of the module (of the package, for an `__init__`) a package itself? */
  #isInPackage(path: string): boolean {
    const folder = folderOf(path);
    const outer = isPackage(path) ? folderOf(folder) : folder;
    return ['__init__.py', '__init__.pyi'].some((name) => this.#context.texts.isFile(joinPath(outer, name)));
  }

  #wasThere(path: string): boolean {
    return this.#probes.get(path) === true;
  }

  reachesAsync(path: string, text: string): boolean {
    const seen = new Set([path]);
    const reaches = (from: string, content: string, depth: number): boolean => importedModules(content).some((name) => {
      const target = this.#project.resolver.resolve(from, name);
      if (target?.kind !== 'file' || seen.has(target.path)) return false;
      seen.add(target.path);
      this.#project.memo.depend(path, target.path);
      const read = this.#context.texts.read(target.path).text;
      return read !== undefined && (mayBeAsync(read, 'python') || (depth < maximumImportDepth && reaches(target.path, read, depth + 1)));
    });
    return reaches(path, text, 1);
  }

  settle(path: string): void {
    for (const settled of this.#settled.checked(path)) this.#release(settled);
  }

  trim(recent: Iterable<string>): void {
    if (this.#size <= this.#maximumSize) return;
    this.#keepOnly(this.#restsOf(recent));
    // What was checked of late rests on nearly everything: giving that up would mean to find it out again for each file.
    if (this.#size > this.#maximumSize / 2) this.#maximumSize = Math.min(this.#size * 2, mostHeldCharacters);
    if (this.#size >= mostHeldCharacters) this.#keepOnly(new Set());
  }

  /** The modules and all that they use. */
  #restsOf(paths: Iterable<string>): ReadonlySet<string> {
    const found = new Set(paths);
    for (const path of found) for (const used of this.#project.memo.uses(path)) if (this.#modules.has(used)) found.add(used);
    return found;
  }

  #keepOnly(kept: ReadonlySet<string>): void {
    for (const path of [...this.#modules.keys()]) if (!kept.has(path)) this.#release(path);
  }

  #release(path: string): void {
    const module = this.#modules.get(path);
    if (!module) return;
    this.#released.set(path, this.#digestOf(path, module));
    this.#project.release(path);
    this.#drop(path);
    this.#context.texts.release(path);
  }

  /** Only those on whom somebody rests need one. */
  #digestOf(path: string, module: ModuleModel): string | undefined {
    return this.#project.memo.users(path).size > 0 ? summaryOf(module) : undefined;
  }

  *facts(): Generator<ModuleFact> {
    const { memo } = this.#project;
    for (const path of new Set([...this.#modules.keys(), ...this.#released.keys(), ...memo.modules()])) {
      const module = this.#modules.get(path);
      yield { path, summary: module ? this.#digestOf(path, module) : this.#released.get(path), uses: [...memo.uses(path)] };
    }
  }

  restore(facts: Iterable<ModuleFact>): void {
    for (const { path, summary, uses } of facts) {
      const isKnown = this.#modules.has(path) || (summary === undefined && this.#released.has(path));
      if (!isKnown) this.#released.set(path, summary);
      for (const used of uses) this.#project.memo.depend(path, used);
    }
  }

  folders(): Iterable<string> {
    return this.#folders;
  }

  concerns(path: string): boolean {
    return path.endsWith('.pyi');
  }

  statistics(): LanguageStatistics {
    const { depth, effort, rounds } = this.#project.memo.limits;
    return {
      modules: this.#parsed,
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
    const isFile = this.#context.texts.isFile(path);
    this.#probes.set(path, isFile);
    this.#folders.add(folderOf(path));
    return isFile;
  }

  isFolder(path: string): boolean {
    this.#folders.add(folderOf(path));
    return this.#context.texts.isFolder(path);
  }

  #lower(path: string, text: string): ModuleModel {
    const started = performance.now();
    const module = lowerPython(path, text, this.#modules.get(path), this.#context.pythonVersionsFor(path));
    this.#parseTime += performance.now() - started;
    this.#parsed++;
    this.#drop(path);
    this.#released.delete(path);
    this.#modules.set(path, module);
    this.#size += text.length;
    return module;
  }

  #drop(path: string): void {
    this.#size -= this.#modules.get(path)?.text.length ?? 0;
    this.#modules.delete(path);
  }

  #renewAnalyses(): void {
    this.#truncated += this.#analyses.stats.truncated;
    this.#analyses = createAnalyses(this.#semantics);
    this.#analysesVersion = this.#project.version;
  }
}
