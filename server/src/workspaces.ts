/** One engine per workspace folder, and one per folder of a file that is in none. The only file that talks to engines. */
import {
  asyncNote, callersElsewhere, createEngine, describesEnvironment, environmentKey, explainRange, indexFile, isInside, MemoryFileSystem, missingAwaits, nameOf, nodeFileSystem,
  noEnvironment, pathBelow, shortTrace, usualBudget,
  type AsyncNote, type CallersElsewhere, type CallerUse, type Engine, type Finding, type IndexStore, type LineIndex, type Place, type Problem, type PythonEnvironment,
  type SearchBudget,
} from '../../rules/src/core.js';
import type { EditorSettings } from './configuration.js';
import { memoryFolder } from './documents.js';
import { maximumPerSource } from './diagnostics.js';
import { pythonEnvironmentOf, type ChoiceLog } from './python-choice.js';
import type { Source } from './source.js';
import type { ParsedText } from './suppression.js';

/** The folder of a file that is in no workspace may be anything, a home folder for example. */
const looseBudget: SearchBudget = { files: 500, models: 100, milliseconds: 3_000 };

export interface CheckResult {
  readonly findings: readonly Finding[];
  readonly problems: readonly Problem[];
}

interface Workspace {
  readonly engine: Engine;
  settings: EditorSettings;
  python: PythonEnvironment;
}

export interface WorkspacesOptions {
  readonly language: 'en' | 'zh';
  /** Where findings are kept for the next start; undefined for nowhere. */
  readonly cacheFolder: string | undefined;
  readonly log: ChoiceLog;
  /** What is known of a folder's editor settings when its first file is opened. */
  settingsOf(folder: string): EditorSettings;
}

export class Workspaces {
  readonly #options: WorkspacesOptions;
  #folders: readonly string[] = [];
  readonly #byFolder = new Map<string, Workspace>();
  /** For questions about texts that are nobody's document. */
  readonly #scratch = createEngine({ host: new MemoryFileSystem({}), roots: [], rules: [] });

  constructor(options: WorkspacesOptions) {
    this.#options = options;
  }

  /** Paths of the workspace folders. All engines are dropped; sources have to be put again. */
  setFolders(folders: readonly string[]): void {
    // The innermost folder first.
    this.#folders = [...folders].sort((a, b) => b.length - a.length);
    this.#byFolder.clear();
  }

  /** The innermost workspace folder of a path, or the folder it lies in. */
  folderOf(path: string): string {
    return this.#folders.find((folder) => isInside(path, folder)) ?? (path.slice(0, Math.max(path.lastIndexOf('/'), 0)) || '/');
  }

  /** A path as people know it: below its workspace folder. */
  shown(path: string): string {
    const folder = this.folderOf(path);
    return isInside(path, folder) ? pathBelow(path, folder) : path;
  }

  /** The workspace folders, those without an open file included. */
  roots(): readonly string[] {
    return this.#folders;
  }

  /** Folders that have an engine. */
  folders(): readonly string[] {
    return [...this.#byFolder.keys()];
  }

  configure(folder: string, settings: EditorSettings): void {
    const workspace = this.#byFolder.get(folder);
    if (!workspace || JSON.stringify(workspace.settings) === JSON.stringify(settings)) return;
    const { python } = workspace.settings;
    workspace.settings = settings;
    workspace.engine.configure(settings.project);
    if (settings.python !== python) this.#findPython(folder, workspace);
  }

  put({ path, text, language, isNotebook, parts }: Source): void {
    this.#at(path).engine.open(path, text, { version: parts[0]?.document.version, language, isNotebook });
  }

  close(path: string): void {
    this.#at(path).engine.close(path);
  }

  /** Something on disk is new, different or gone. Every engine may have read it. */
  fileChanged(path: string): void {
    for (const [folder, workspace] of this.#byFolder) {
      workspace.engine.fileChanged(path);
      if (describesEnvironment(path)) this.#findPython(folder, workspace);
    }
  }

  check(path: string): CheckResult {
    const { engine, settings } = this.#at(path);
    if (!settings.isEnabled || engine.isExcluded(path)) return { findings: [], problems: [] };
    // More than are shown, so that the rest can be counted.
    const { findings, problems } = engine.check(path, { maximumFindings: maximumPerSource * 20 });
    return { findings, problems };
  }

  /** How the range of a finding comes to be one, in a line of Markdown; undefined when there is no more to say. */
  trace(path: string, start: number, end: number): string | undefined {
    const analysed = this.#at(path).engine.analyse(path);
    const explanation = analysed && explainRange(analysed, start, end);
    return explanation && shortTrace(explanation);
  }

  /** What matters to async code about the expression at an offset; undefined when nothing does. `linkTo`: a definition, in Markdown. */
  note(path: string, offset: number, linkTo: (place: Place) => string | undefined): AsyncNote | undefined {
    const { engine, settings } = this.#at(path);
    const analysed = settings.isEnabled && !engine.isExcluded(path) ? engine.analyse(path) : undefined;
    return analysed && asyncNote(analysed, offset, this.#options.language, linkTo);
  }

  /** Who elsewhere still calls these functions of the file as plain ones. In steps, between which no text may change. */
  callersElsewhere(path: string, functions: readonly string[]): Generator<undefined, CallersElsewhere> {
    const isInWorkspace = this.#folders.some((folder) => isInside(path, folder));
    return callersElsewhere(this.#at(path).engine, path, functions, isInWorkspace ? usualBudget : looseBudget);
  }

  /** Findings whose first fix is the `await` that one of those calls lacks. Steps as above; `path`: where the functions are. */
  missingAwaits(path: string, uses: readonly CallerUse[]): Generator<undefined, readonly Finding[]> {
    return missingAwaits(this.#at(path).engine, uses);
  }

  /** Keeps what was found out for the next start. */
  save(): void {
    for (const { engine } of this.#byFolder.values()) engine.saveIndex();
  }

  /** Mistakes in the settings that were needed so far, one entry each. */
  configurationProblems(): readonly Problem[] {
    const all = [...this.#byFolder.values()].flatMap(({ engine }) => engine.configurationProblems());
    return [...new Map(all.map((problem) => [JSON.stringify(problem), problem])).values()];
  }

  linesOf(path: string): LineIndex | undefined {
    return this.#at(path).engine.lines(path);
  }

  /** The source with another text, as its parser sees it; nothing else learns of that text. */
  parse({ path, language, isNotebook }: Source, text: string): ParsedText | undefined {
    this.#scratch.open(path, text, { language, isNotebook });
    const module = this.#scratch.analyse(path)?.module;
    const parsed = module && { comments: module.comments, problems: module.problems.length };
    this.#scratch.close(path);
    return parsed;
  }

  #at(path: string): Workspace {
    const folder = this.folderOf(path);
    const known = this.#byFolder.get(folder);
    if (known) return known;
    const settings = this.#options.settingsOf(folder);
    const isInMemory = folder === memoryFolder;
    const python = this.#pythonOf(folder, settings);
    const engine = createEngine({
      host: isInMemory ? new MemoryFileSystem({}) : nodeFileSystem,
      roots: [folder],
      pythonEnvironment: python,
      settings: settings.project,
      language: this.#options.language,
      index: isInMemory ? undefined : this.#indexOf(folder, python),
    });
    const workspace = { engine, settings, python };
    this.#byFolder.set(folder, workspace);
    return workspace;
  }

  #indexOf(folder: string, python: PythonEnvironment): IndexStore | undefined {
    const { cacheFolder } = this.#options;
    return cacheFolder === undefined ? undefined : indexFile(cacheFolder, nameOf(folder), JSON.stringify([[folder], environmentKey(python)]));
  }

  #findPython(folder: string, workspace: Workspace): void {
    const python = this.#pythonOf(folder, workspace.settings);
    if (environmentKey(python) === environmentKey(workspace.python)) return;
    workspace.python = python;
    workspace.engine.changePythonEnvironment(python);
  }

  #pythonOf(folder: string, { python }: EditorSettings): PythonEnvironment {
    return folder === memoryFolder ? noEnvironment : pythonEnvironmentOf(folder, python, this.#options.log);
  }
}
