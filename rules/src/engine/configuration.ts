/** Which settings hold for a file: editor < project file < command line. Read files are kept until they change. */
import ignore, { type Ignore } from 'ignore';
import type { PythonRange } from '../model/index.js';
import type { Rule } from '../rules/rule.js';
import { configurationFileNames, readConfigurationFile, type ConfigurationFile } from './configuration-file.js';
import type { Problem } from './finding.js';
import { folderOf, foldersUpTo, isInside, joinPath, nameOf, pathBelow } from './paths.js';
import { parsePythonVersion } from './python-version.js';
import { readSettings } from './settings-reader.js';
import { defaultPythonVersion, resolveSettings, type ResolvedSettings, type Settings } from './settings.js';
import type { SourceTexts } from './source-texts.js';

export interface ConfigurationOptions {
  readonly texts: SourceTexts;
  readonly roots: readonly string[];
  readonly rules: readonly Rule[];
  /** Weaker than a project file: what the editor says. Anything; mistakes become problems. */
  readonly settings: unknown;
  /** Stronger than a project file: what the command line says. */
  readonly overrides: Settings;
  /** Use this file instead of looking for one. */
  readonly file: string | undefined;
}

interface FolderConfiguration {
  readonly resolved: ResolvedSettings;
  readonly pythonVersions: PythonRange;
  readonly excludes: readonly { readonly folder: string; readonly patterns: Ignore }[];
}

export class Configuration {
  readonly #options: ConfigurationOptions;
  readonly #base: Settings;
  readonly #baseProblems: readonly Problem[];
  readonly #files = new Map<string, ConfigurationFile | undefined>();
  readonly #folders = new Map<string, FolderConfiguration>();
  /** Asked for after each check. */
  #problems: readonly Problem[] | undefined;

  constructor(options: ConfigurationOptions) {
    this.#options = options;
    const { settings, mistakes } = readSettings(options.settings ?? {}, options.rules);
    this.#base = settings;
    this.#baseProblems = mistakes.map(({ message }) => ({ path: undefined, kind: 'configuration', message }));
    if (options.file !== undefined) this.#file(options.file);
  }

  settingsFor(path: string): ResolvedSettings {
    return this.#folder(folderOf(path)).resolved;
  }

  /** Python versions that the nearest project file around the file names; of what is in no root those that any root supports. */
  pythonVersionsFor(path: string): PythonRange {
    return this.#options.roots.some((root) => isInside(path, root)) ? this.#folder(folderOf(path)).pythonVersions : this.#versionsOfRoots();
  }

  #versionsOfRoots(): PythonRange {
    const ranges = this.#options.roots.map((root) => this.#folder(root).pythonVersions);
    const below = ranges.map((range) => range.below ?? Infinity).reduce((a, b) => Math.max(a, b), 0);
    return {
      lowest: Math.min(...ranges.map(({ lowest }) => lowest), ranges.length === 0 ? defaultPythonVersion[1] : Infinity),
      below: below > 0 && below < Infinity ? below : undefined,
    };
  }

  /** Is the file or folder left out by an `exclude` pattern? Folders end with `/`. */
  isExcluded(path: string): boolean {
    const { excludes } = this.#folder(folderOf(path.endsWith('/') ? path.slice(0, -1) : path));
    return excludes.some(({ folder, patterns }) => isInside(path, folder) && path !== folder && patterns.ignores(pathBelow(path, folder)));
  }

  /** Mistakes in all configuration files that were looked at so far, and in the editor's settings. */
  problems(): readonly Problem[] {
    return (this.#problems ??= this.#collectProblems());
  }

  #collectProblems(): readonly Problem[] {
    const named = this.#options.file;
    const files = [...this.#files.values()].filter((file) => named === undefined || file?.path === named);
    return [...this.#baseProblems, ...files.flatMap((file) => file?.problems ?? [])];
  }

  /** Call when a file appeared, changed or vanished; true when that may change settings. */
  fileChanged(path: string): boolean {
    if (path !== this.#options.file && !configurationFileNames.some((name) => name === nameOf(path))) return false;
    this.#files.delete(path);
    this.#folders.clear();
    this.#problems = undefined;
    return true;
  }

  #folder(folder: string): FolderConfiguration {
    let configuration = this.#folders.get(folder);
    if (!configuration) this.#folders.set(folder, (configuration = this.#findFolder(folder)));
    return configuration;
  }

  /** Most folders have no settings of their own: one object for all of them, so that what is made from it is made once. */
  #findFolder(folder: string): FolderConfiguration {
    const root = this.#options.roots.filter((candidate) => isInside(folder, candidate)).sort((a, b) => a.length - b.length)[0];
    const isOfParent = root !== undefined && folder !== root && this.#filesIn(folder).length === 0;
    return isOfParent ? this.#folder(folderOf(folder)) : this.#combined(folder, root);
  }

  #combined(folder: string, root: string | undefined): FolderConfiguration {
    const { rules, overrides } = this.#options;
    const found = this.#filesAround(folder, root ?? folder);
    const settings = found.find((file) => file.settings !== undefined);
    const layers = [this.#base, settings?.settings ?? {}, overrides];
    const version = layers.findLast((layer) => layer['python-version'] !== undefined)?.['python-version'];
    const python = (version === undefined ? undefined : parsePythonVersion(version))
      ?? found.find((file) => file.requiresPython)?.requiresPython ?? defaultPythonVersion;
    const asyncLibraries = found.find((file) => file.asyncLibraries)?.asyncLibraries ?? [];
    const excludes = [
      ...(root === undefined ? [] : [{ folder: root, patterns: [...(this.#base.exclude ?? []), ...(overrides.exclude ?? [])] }]),
      ...(settings ? [{ folder: folderOf(settings.path), patterns: settings.settings?.exclude ?? [] }] : []),
    ].map((entry) => ({ folder: entry.folder, patterns: ignore({ allowRelativePaths: true }).add([...entry.patterns]) }));
    const below = found.find((file) => file.requiresPython)?.unsupportedPython;
    const pythonVersions = { lowest: python[1], below: below !== undefined && below > python[1] ? below : undefined };
    return { resolved: resolveSettings(rules, layers, { python, asyncLibraries }), pythonVersions, excludes };
  }

  /** Nearest first. */
  #filesAround(folder: string, root: string): ConfigurationFile[] {
    const named = this.#options.file;
    const found = [...foldersUpTo(folder, root)].flatMap((current) => this.#filesIn(current));
    if (named === undefined) return found;
    const chosen = this.#file(named);
    return [...(chosen ? [chosen] : []), ...found.map((file) => ({ ...file, settings: undefined }))];
  }

  /** async-pitfalls.json comes before pyproject.toml. */
  #filesIn(folder: string): ConfigurationFile[] {
    return configurationFileNames.filter((name) => this.#options.file === undefined || name.endsWith('.toml'))
      .map((name) => this.#file(joinPath(folder, name))).filter((file) => file !== undefined);
  }

  #file(path: string): ConfigurationFile | undefined {
    if (this.#files.has(path)) return this.#files.get(path);
    const { texts, rules } = this.#options;
    const file = path === this.#options.file || texts.isFile(path) ? readConfigurationFile(path, texts.read(path), rules) : undefined;
    this.#files.set(path, file);
    if (file) this.#problems = undefined;
    return file;
  }
}
