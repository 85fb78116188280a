/** The program of one configuration, kept up to date: unchanged files keep their trees. */
import type ts from 'typescript';
import { folderOf } from '../../engine/paths.js';
import type { TypeScriptCompiler } from '../../syntax/typescript/load.js';
import type { Configuration } from './configuration.js';
import { findSources, type FoundSources, type ProjectFiles } from './project-files.js';

/** What the programs of all configurations share. */
export interface SharedFiles {
  readonly ts: TypeScriptCompiler;
  readonly files: ProjectFiles;
  readonly registry: ts.DocumentRegistry;
  /** The folder of `lib.*.d.ts`. */
  readonly libDirectory: string;
  /** Most files of one program, the compiler's own declarations not counted. */
  readonly maximumFiles: number;
  /** The text of one of the compiler's own declarations, read once. */
  library(path: string): ts.IScriptSnapshot | undefined;
  /** Counts the changes of a file. */
  version(path: string): number;
}

/** The next file that is asked for brings all others of the folder: somebody is checking the whole project. */
const SINGLE_ROOTS = 2;

export class ConfiguredProject {
  readonly #roots = new Set<string>();
  readonly #asked = new Set<string>();
  readonly #served = new Set<string>();
  readonly #unreadable = new Set<string>();
  #found: FoundSources | undefined;
  #service: ts.LanguageService | undefined;
  #revision = 0;
  #isStale = false;
  #isOverBudget = false;

  constructor(readonly configuration: Configuration, readonly shared: SharedFiles) {}

  /** Some imports lead to files beyond the limit, which were not read. */
  get isOverBudget(): boolean {
    return this.#isOverBudget;
  }

  get fileCount(): number {
    return this.#served.size;
  }

  /** A program that holds the file; undefined when the compiler cannot make one. */
  programWith(path: string): ts.Program | undefined {
    if (!this.#roots.has(path) && !this.#service?.getProgram()?.getSourceFile(path)) this.#addRoot(path);
    return this.#program();
  }

  /** Texts changed. `isMoved`: a file appeared or vanished, so imports may lead elsewhere. */
  changed(isMoved: 'same-files' | 'other-files'): void {
    this.#revision++;
    this.#unreadable.clear();
    if (isMoved === 'same-files') return;
    this.#isStale = true;
    this.#found = undefined;
  }

  /** Gives the memory back; the next question makes a new program. */
  dispose(): void {
    this.#service?.dispose();
    this.#service = undefined;
  }

  /** The compiler gave up on this file's nesting; it stands empty in the program. */
  isUnreadable(path: string): boolean {
    return this.#unreadable.has(path);
  }

  #addRoot(path: string): void {
    this.#roots.add(path);
    this.#asked.add(path);
    if (!this.#found) {
      this.#found = findSources(this.configuration.folder, this.configuration.reach, this.shared.files);
      for (const declaration of this.#found.declarations) if (this.#isAmbient(declaration)) this.#roots.add(declaration);
    }
    if (this.#asked.size > SINGLE_ROOTS) {
      const { sources } = this.#found;
      // Generated folders are left out there; whoever checks one file of them checks its neighbours as well.
      const others = sources.includes(path) ? sources : [...sources, ...findSources(folderOf(path), this.configuration.reach, this.shared.files).sources];
      for (const source of others) this.#roots.add(source);
    }
    this.#revision++;
  }

  /** Declares things for every file; other declarations are read when they are imported. */
  #isAmbient(path: string): boolean {
    const text = this.shared.files.readFile(path) ?? '';
    return !/^(?:import|export)\b/m.test(text) || /\bdeclare\s+global\b/.test(text);
  }

  #program(): ts.Program | undefined {
    const earlier = this.#isStale ? this.#service : undefined;
    if (earlier || !this.#service) {
      this.#served.clear();
      this.#isOverBudget = false;
      this.#service = this.shared.ts.createLanguageService(this.#host(), this.shared.registry);
      this.#isStale = false;
    }
    const program = this.#made() ?? (this.#leaveOutUnreadable() ? this.#made() : undefined);
    // Only now: the registry keeps the trees that both use.
    earlier?.dispose();
    return program;
  }

  #made(): ts.Program | undefined {
    try {
      return this.#service?.getProgram();
    } catch {
      return undefined;
    }
  }

  /** Finds the files whose nesting is too deep for the parser's recursion. */
  #leaveOutUnreadable(): boolean {
    const { ts, files } = this.shared;
    for (const path of this.#served) {
      try {
        ts.createSourceFile(path, files.readFile(path) ?? '', ts.ScriptTarget.ESNext);
      } catch {
        this.#unreadable.add(path);
      }
    }
    this.#revision++;
    this.dispose();
    this.#service = ts.createLanguageService(this.#host(), this.shared.registry);
    return this.#unreadable.size > 0;
  }

  #host(): ts.LanguageServiceHost {
    const { ts, files, libDirectory } = this.shared;
    const { options, folder } = this.configuration;
    return {
      getCompilationSettings: () => options,
      getProjectVersion: () => String(this.#revision),
      getScriptFileNames: () => [...this.#roots].filter((path) => files.isFile(path)),
      getScriptVersion: (path) => `${this.shared.version(path)}${this.#unreadable.has(path) ? ' unreadable' : ''}`,
      getScriptSnapshot: (path) => {
        if (this.#isLib(path)) return this.shared.library(path);
        const text = this.#textOf(path);
        return text === undefined ? undefined : ts.ScriptSnapshot.fromString(text);
      },
      getCurrentDirectory: () => folder,
      getDefaultLibFileName: (settings) => `${libDirectory}/${ts.getDefaultLibFileName(settings)}`,
      useCaseSensitiveFileNames: () => true,
      fileExists: (path) => (this.#isLib(path) ? ts.sys.fileExists(path) : files.isFile(path)),
      readFile: (path) => (this.#isLib(path) ? ts.sys.readFile(path) : files.readFile(path)),
      directoryExists: (path) => files.isFolder(path),
      getDirectories: (path) => (files.list(path) ?? []).filter((entry) => entry.kind === 'folder').map((entry) => entry.name),
      ...(files.realPath && { realpath: files.realPath }),
    };
  }

  #isLib(path: string): boolean {
    return path.startsWith(`${this.shared.libDirectory}/lib.`);
  }

  #textOf(path: string): string | undefined {
    if (this.#unreadable.has(path)) return '';
    if (!this.#served.has(path)) {
      if (this.#served.size >= this.shared.maximumFiles) {
        this.#isOverBudget = true;
        return undefined;
      }
      this.#served.add(path);
    }
    return this.shared.files.readFile(path);
  }
}
