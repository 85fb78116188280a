/** TypeScript and JavaScript files of a workspace with their types, for the command line and the language server. */
import type ts from 'typescript';
import type { Problem } from '../../engine/finding.js';
import { enginePath, folderOf } from '../../engine/paths.js';
import { lowerTypeScript } from '../../lowering/typescript/index.js';
import type { ModuleModel } from '../../model/index.js';
import { parseTypeScript } from '../../syntax/typescript/parse.js';
import type { TypeScriptCompiler } from '../../syntax/typescript/load.js';
import { configurationPath, inferredConfiguration, inferredFolder, isConfiguration, readConfiguration } from './configuration.js';
import { ConfiguredProject, type SharedFiles } from './configured-project.js';
import { createTypeScriptSemantics } from './index.js';
import type { ProjectFiles } from './project-files.js';
import type { TypeScriptSemantics } from './semantics.js';

export type { ProjectFiles } from './project-files.js';

export interface ProjectOptions {
  readonly files: ProjectFiles;
  readonly compiler: TypeScriptCompiler;
  /** Workspace roots: files without a configuration or package belong together below one. */
  readonly roots?: readonly string[];
  /** The folder of `lib.*.d.ts`; by default the one of the compiler. */
  readonly libDirectory?: string;
  /** Most files of one program; imports beyond it stay unknown. */
  readonly maximumFiles?: number;
}

export interface CheckedFile {
  readonly module: ModuleModel;
  readonly semantics: TypeScriptSemantics;
}

/** Programs kept at a time: each holds some hundred megabytes of types. */
const LIVE_PROGRAMS = 4;

export class TypeScriptProject {
  readonly #shared: SharedFiles;
  readonly #roots: readonly string[];
  readonly #projects = new Map<string, ConfiguredProject>();
  readonly #versions = new Map<string, number>();
  readonly #library = new Map<string, ts.IScriptSnapshot>();
  /** Whether a file was there when it was last heard of. */
  readonly #isThere = new Map<string, boolean>();
  readonly #semantics = new WeakMap<ts.Program, TypeScriptSemantics>();

  constructor({ files, compiler, roots = [], libDirectory, maximumFiles = 4000 }: ProjectOptions) {
    this.#roots = roots;
    this.#shared = {
      ts: compiler, files, registry: compiler.createDocumentRegistry(true), maximumFiles,
      libDirectory: enginePath(libDirectory ?? folderOf(enginePath(compiler.getDefaultLibFilePath({})))),
      version: (path) => this.#versions.get(path) ?? 0,
      library: (path) => {
        const known = this.#library.get(path);
        if (known) return known;
        const text = compiler.sys.readFile(path);
        const snapshot = text === undefined ? undefined : compiler.ScriptSnapshot.fromString(text);
        if (snapshot) this.#library.set(path, snapshot);
        return snapshot;
      },
    };
  }

  /** The file with its types; undefined when it does not exist. Never throws on source text. */
  check(path: string): CheckedFile | undefined {
    const { ts, files } = this.#shared;
    if (!files.isFile(path)) return undefined;
    this.#isThere.set(path, true);
    const project = this.#projectOf(path);
    const program = project.programWith(path);
    const source = program?.getSourceFile(path);
    if (!program || !source) return undefined;
    const module = project.isUnreadable(path) ? lowerTypeScript(ts, path, parseTypeScript(ts, path, files.readFile(path) ?? '')) : lowerTypeScript(ts, path, source);
    let semantics = this.#semantics.get(program);
    if (!semantics) this.#semantics.set(program, (semantics = createTypeScriptSemantics(program, ts)));
    return { module, semantics };
  }

  /** The text of a file changed, or the file appeared or vanished. */
  update(path: string): void {
    this.#versions.set(path, (this.#versions.get(path) ?? 0) + 1);
    const isThere = this.#shared.files.isFile(path);
    if (isConfiguration(path)) {
      for (const project of this.#projects.values()) project.dispose();
      this.#projects.clear();
      return;
    }
    const isMoved = this.#isThere.get(path) !== isThere;
    this.#isThere.set(path, isThere);
    for (const project of this.#projects.values()) project.changed(isMoved ? 'other-files' : 'same-files');
  }

  /** Limits that were reached. */
  problems(): readonly Problem[] {
    return [...this.#projects.values()].filter((project) => project.isOverBudget).map(({ configuration }) => ({
      path: configuration.key, kind: 'budget',
      message: `More than ${this.#shared.maximumFiles} files are imported; the rest was not read and stays unknown`,
    }));
  }

  /** Files that were read, the compiler's own declarations not counted. */
  get fileCount(): number {
    return [...this.#projects.values()].reduce((sum, project) => sum + project.fileCount, 0);
  }

  #projectOf(path: string): ConfiguredProject {
    const { ts, files } = this.#shared;
    const file = configurationPath(path, files);
    const inferred = file === undefined ? inferredFolder(path, this.#roots, files) : undefined;
    const key = file ?? inferred?.folder ?? '';
    let project = this.#projects.get(key);
    if (!project) {
      const configuration = inferred ? inferredConfiguration(ts, inferred, files) : readConfiguration(ts, key, files);
      project = new ConfiguredProject(configuration, this.#shared);
    }
    // The last one is the one used last.
    this.#projects.delete(key);
    this.#projects.set(key, project);
    const idle = [...this.#projects.values()].at(-1 - LIVE_PROGRAMS);
    idle?.dispose();
    return project;
  }
}
