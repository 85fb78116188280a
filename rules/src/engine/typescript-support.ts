/** TypeScript and JavaScript behind the engine's interface: programs of the compiler over the engine's texts. */
import { createAnalyses, type CountingAnalyses } from '../semantics/analyses.js';
import type { Semantics } from '../semantics/semantics.js';
import { isConfiguration } from '../semantics/typescript/configuration.js';
import { TypeScriptProject, type ProjectFiles } from '../semantics/typescript/index.js';
import { loadTypeScript } from '../syntax/typescript/load.js';
import { textForTypes } from './generated-code.js';
import type { Analysed, Impact, LanguageStatistics, LanguageSupport, SupportContext } from './language-support.js';

/** Loads the compiler. Throws when it is missing, which only a broken installation can bring about. */
export function createTypeScriptSupport(context: SupportContext): LanguageSupport {
  const compiler = loadTypeScript();
  if (!compiler) throw new Error('the TypeScript compiler is missing; install async-pitfalls again');
  return new TypeScriptSupport(context, (files) => new TypeScriptProject({ files, compiler, roots: context.roots }));
}

class TypeScriptSupport implements LanguageSupport {
  readonly language = 'typescript';
  readonly #context: SupportContext;
  readonly #project: TypeScriptProject;
  /** Texts that were checked: an update that changes nothing has no impact. */
  readonly #texts = new Map<string, string>();
  readonly #analyses = new WeakMap<Semantics, CountingAnalyses>();
  #latest: CountingAnalyses | undefined;
  #truncated = 0;
  #checkTime = 0;

  constructor(context: SupportContext, create: (files: ProjectFiles) => TypeScriptProject) {
    this.#context = context;
    const { texts } = context;
    const { realPath } = texts.files;
    this.#project = create({
      readFile: (path) => textForTypes(path, texts.read(path).text),
      isFile: (path) => texts.isFile(path),
      isFolder: (path) => texts.isFolder(path),
      list: (path) => texts.files.list(path),
      ...(realPath ? { realPath: (path: string) => realPath(path) } : {}),
    });
  }

  analyse(path: string): Analysed | undefined {
    const { text } = this.#context.texts.read(path);
    if (text === undefined) return undefined;
    const started = performance.now();
    const checked = this.#project.check(path);
    this.#checkTime += performance.now() - started;
    this.#texts.set(path, text);
    return checked && { ...checked, analyses: this.#analysesOf(checked.semantics) };
  }

  /** The checker keeps no account of who uses what, so any other file may be concerned; it is asked only for open ones. */
  update(path: string): Impact {
    const { text } = this.#context.texts.read(path);
    if (text !== undefined && this.#texts.get(path) === text) return 'none';
    this.#texts.delete(path);
    this.#project.update(path);
    return 'all';
  }

  concerns(path: string): boolean {
    return isConfiguration(path) || /\.d\.[cm]?ts$/.test(path);
  }

  statistics(): LanguageStatistics {
    const { length: limits } = this.#project.problems();
    const truncated = this.#truncated + (this.#latest?.stats.truncated ?? 0);
    return { modules: this.#project.fileCount, parseTime: this.#checkTime, budgets: { 'call search': truncated, 'program size': limits } };
  }

  #analysesOf(semantics: Semantics): CountingAnalyses {
    let analyses = this.#analyses.get(semantics);
    if (!analyses) {
      this.#truncated += this.#latest?.stats.truncated ?? 0;
      this.#latest = analyses = createAnalyses(semantics);
      this.#analyses.set(semantics, analyses);
    }
    return analyses;
  }
}
