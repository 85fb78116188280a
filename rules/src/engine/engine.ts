/**
 * The engine: texts and settings in, findings with fixes out. Everything but the open documents and the settings can be
 * dropped and rebuilt. Synchronous; never throws on source text, settings or a crashing rule.
 */
import { LineIndex, type Language, type PythonRange } from '../model/index.js';
import { rules as catalogue } from '../rules/index.js';
import type { Callers } from './callers/caller-search.js';
import { callersIn, type CallerRequest } from './callers/project-callers.js';
import { Configuration } from './configuration.js';
import type { CheckOptions, DocumentForm, EngineOptions } from './engine-options.js';
import { analysisFailed, checkFile, emptyContent } from './file-check.js';
import { reportOf, type FileReport, type ReportContent } from './file-report.js';
import type { Finding, Problem } from './finding.js';
import type { Analysed, Impact, LanguageSupport } from './language-support.js';
import { languageLoaders } from './languages.js';
import { environmentKey, findPythonEnvironment, type PythonEnvironment } from './python-environment/index.js';
import { folderOf, joinPath } from './paths.js';
import { ProblemLog } from './problem-log.js';
import { ProjectIndex } from './project-index/project-index.js';
import { RecentFiles } from './recent-files.js';
import { ReportMemory } from './report-memory.js';
import { settingsKey, type ResolvedSettings } from './settings.js';
import { SourceTexts } from './source-texts.js';
import { countCalls, noCheckStatistics, type CallStatistics, type EngineStatistics } from './statistics.js';

/** Changes with every build, so that no build reads what another one found out. */
const build = process.env['ASYNC_PITFALLS_BUILD'] ?? 'development';

export class Engine {
  readonly texts: SourceTexts;
  readonly #options: EngineOptions;
  #configuration: Configuration;
  readonly #supports = new Map<Language, LanguageSupport>();
  readonly #reports = new ReportMemory();
  readonly #recent = new RecentFiles();
  #index: ProjectIndex | undefined;
  /** Something was found out that the index does not have. */
  #isIndexBehind = false;
  readonly #lines = new Map<string, LineIndex>();
  readonly #problems: ProblemLog;
  #pythonEnvironment: PythonEnvironment | undefined;
  /** What models were lowered for, by folder. */
  readonly #pythonVersions = new Map<string, PythonRange>();

  constructor(options: EngineOptions) {
    this.#options = options;
    this.#problems = new ProblemLog(options);
    this.texts = new SourceTexts(options.host);
    this.#configuration = this.#configure(options.settings);
  }

  /** The editor opened a document: from now on its text counts, not the file's. For an open one: its new text. */
  open(path: string, text: string, form: DocumentForm = {}): void {
    this.texts.open(path, { text, version: form.version, language: form.language, isNotebook: form.isNotebook ?? false });
    this.#textChanged(path);
  }

  /** A new text; language and kind stay what `open` said. */
  change(path: string, text: string, version?: number): void {
    const { language, isNotebook = false } = this.texts.document(path) ?? {};
    this.open(path, text, { version, language, isNotebook });
  }

  /** The file on disk counts again. */
  close(path: string): void {
    const language = this.texts.languageOf(path);
    this.texts.close(path);
    this.#textChanged(path, language);
  }

  /** A file on disk appeared, changed or vanished. */
  fileChanged(path: string): void {
    this.texts.forget(path);
    if (this.#configuration.fileChanged(path)) this.#settingsChanged();
    this.#textChanged(path);
  }

  /** The editor's settings changed. */
  configure(settings: unknown): void {
    this.#configuration = this.#configure(settings);
    this.#settingsChanged();
  }

  /** Of models only those for other Python versions are no longer right. */
  #settingsChanged(): void {
    this.#reports.dropReports();
    const isOther = ([folder, { lowest, below }]: readonly [string, PythonRange]): boolean => {
      const now = this.#configuration.pythonVersionsFor(joinPath(folder, '*'));
      return now.lowest !== lowest || now.below !== below;
    };
    if ([...this.#pythonVersions].some(isOther)) this.#dropPython();
  }

  #dropPython(): void {
    this.#supports.delete('python');
    this.#pythonVersions.clear();
    this.#invalidate('all', 'python');
  }

  /** Another interpreter was chosen, or something was installed: what rested on the old one is found out again. */
  changePythonEnvironment(environment: PythonEnvironment): void {
    this.#pythonEnvironment = environment;
    this.#dropPython();
  }

  settingsFor(path: string): ResolvedSettings {
    return this.#configuration.settingsFor(path);
  }

  /** Left out by `exclude`. A folder's path ends with `/`. */
  isExcluded(path: string): boolean {
    return this.#configuration.isExcluded(path);
  }

  /** Mistakes in settings, as far as settings were needed for what was checked. */
  configurationProblems(): readonly Problem[] {
    return this.#configuration.problems();
  }

  /** Findings of one file. Cached until the file's text, what it depends on, or the settings change. */
  check(path: string, options: CheckOptions = {}): FileReport {
    const known = this.known(path, options);
    if (known) return known;
    const report = this.#isolated(path, options);
    this.#reports.set(path, this.#keyOf(path, options), report);
    this.#computed(path);
    for (const problem of [...report.problems.filter(({ kind }) => kind === 'internal'), ...this.configurationProblems()]) this.#problems.tell(problem);
    return report;
  }

  /** What `check` would give without any work: this run or an earlier one found it out. */
  known(path: string, options: CheckOptions = {}): FileReport | undefined {
    const key = this.#keyOf(path, options);
    return this.#reports.get(path, key) ?? this.#recalled(path, key);
  }

  /** What `keep` was given for the file and the key, in this run or an earlier one, if it still holds. */
  recall(path: string, key: string): ReportContent | undefined {
    if (!this.#options.index || this.texts.languageOf(path) !== 'python') return undefined;
    this.#support('python');
    return this.#reports.stored(path, key)?.content;
  }

  /** Findings that a host made of `analyse`; `key` says with what rules and options. */
  keep(path: string, key: string, findings: readonly Finding[]): void {
    if (!this.#options.index) return;
    this.#reports.keep({ path, key, content: { findings, problems: [], syntaxErrors: 0, stats: noCheckStatistics } });
    this.#computed(path);
  }

  /** Takes over what engines with the same options found out and saved. Reports that do not fit are left out. */
  adopt(indexes: readonly string[]): void {
    const support = this.#support('python');
    if (this.#index?.adopt(indexes, support, this.#reports)) this.#isIndexBehind = true;
  }

  /** Keeps what was found out for the next run. */
  saveIndex(): void {
    const support = this.#supports.get('python');
    if (!support || !this.#index || !this.#isIndexBehind) return;
    this.#index.save(support, this.#reports);
    this.#isIndexBehind = false;
  }

  /** For positions in any file, such as a related place's; undefined when it cannot be read. */
  lines(path: string): LineIndex | undefined {
    const { text } = this.texts.read(path);
    if (text === undefined) return undefined;
    const known = this.#lines.get(path);
    if (known?.text === text) return known;
    const lines = new LineIndex(text);
    this.#lines.set(path, lines);
    return lines;
  }

  /** The model and the semantics of a file, for hover and other questions; undefined when it cannot be read. */
  analyse(path: string): Analysed | undefined {
    const language = this.texts.languageOf(path);
    return language && this.#support(language).analyse(path);
  }

  /** Who calls the function whose name begins at the offset: a search in steps, between which no text may change; undefined without such a function. */
  callersOf(path: string, nameStart: number, request: CallerRequest): Generator<undefined, Callers> | undefined {
    const { host, roots } = this.#options;
    return callersIn(path, nameStart, request, {
      host, roots, texts: this.texts,
      isExcluded: (other) => this.isExcluded(other),
      analyse: (other) => this.analyse(other),
      isolated: (other, work) => this.#problems.attempt(other, work),
      looked: (other) => { this.#trim([other]); },
    });
  }

  /** How many of the file's calls have a known target. Resolves all of them. */
  callStatistics(path: string): CallStatistics {
    const analysed = this.analyse(path);
    return analysed ? countCalls(analysed) : { resolved: 0, unresolved: 0 };
  }

  statistics(): EngineStatistics {
    return Object.fromEntries([...this.#supports].map(([language, support]) => [language, support.statistics()]));
  }

  #keyOf(path: string, { fixes, unusedSuppressions, maximumFindings }: CheckOptions): string {
    const { language = 'en' } = this.#options;
    const isNotebook = this.texts.document(path)?.isNotebook ?? false;
    return JSON.stringify([fixes, unusedSuppressions, maximumFindings, isNotebook, language, settingsKey(this.settingsFor(path))]);
  }

  /** Lowering and inference run outside rules as well: a mistake of ours there costs this file's findings, no more. */
  #isolated(path: string, options: CheckOptions): FileReport {
    const { rules = catalogue, crashes = 'isolate', language = 'en' } = this.#options;
    try {
      const { content, lines } = checkFile(path, options, {
        texts: this.texts, rules, settings: this.settingsFor(path), language, crashes, supportFor: (code) => this.#support(code),
      });
      return lines ? { path, version: this.texts.document(path)?.version, ...content, lines } : this.#report(path, content);
    } catch (error) {
      if (crashes === 'throw') throw error;
      return this.#report(path, { ...emptyContent, problems: [analysisFailed(path, error)] });
    }
  }

  #report(path: string, content: ReportContent): FileReport {
    return reportOf(path, this.texts.document(path)?.version, content, () => this.texts.read(path).text);
  }

  #recalled(path: string, key: string): FileReport | undefined {
    const content = this.recall(path, key);
    const report = content && this.#report(path, content);
    if (report) this.#reports.set(path, key, report);
    return report;
  }

  /** Gives up what is not needed for the next files. */
  #computed(path: string): void {
    this.#isIndexBehind = true;
    this.#recent.add(path);
    if (this.#options.checks === 'once') for (const support of this.#supports.values()) support.settle?.(path);
    this.#trim([]);
  }

  #trim(needed: readonly string[]): void {
    this.texts.trim();
    for (const support of this.#supports.values()) support.trim?.([...this.texts.openPaths(), ...this.#recent.paths(), ...needed]);
  }

  #textChanged(path: string, language = this.texts.languageOf(path)): void {
    this.#reports.drop(path);
    this.#isIndexBehind = true;
    for (const support of this.#supports.values()) {
      if (support.language === language || support.concerns(path)) this.#invalidate(support.update(path), support.language);
    }
    this.#reports.dropPointingInto(path);
  }

  #invalidate(impact: Impact, language: Language): void {
    if (impact === 'none') return;
    for (const path of impact === 'all' ? this.#reports.paths() : impact) {
      if (this.texts.languageOf(path) === language) this.#reports.drop(path);
    }
  }

  #support(language: Language): LanguageSupport {
    const known = this.#supports.get(language);
    if (known) return known;
    const { host, roots, languages } = this.#options;
    this.#pythonEnvironment ??= this.#options.pythonEnvironment ?? findPythonEnvironment(host, roots, {});
    const load = languages?.[language] ?? languageLoaders[language];
    const support = load({
      texts: this.texts, roots, pythonEnvironment: this.#pythonEnvironment, pythonVersionsFor: (path) => this.#pythonVersionsFor(path), heldCharacters: this.#options.heldCharacters,
    });
    this.#supports.set(language, support);
    if (language === 'python') this.#openIndex(support, this.#pythonEnvironment);
    return support;
  }

  #pythonVersionsFor(path: string): PythonRange {
    const folder = folderOf(path);
    let versions = this.#pythonVersions.get(folder);
    if (!versions) this.#pythonVersions.set(folder, (versions = this.#configuration.pythonVersionsFor(path)));
    return versions;
  }

  #openIndex(support: LanguageSupport, environment: PythonEnvironment): void {
    const { index: store, host, roots, rules = catalogue } = this.#options;
    if (!store) return;
    const scope = JSON.stringify([build, roots, environmentKey(environment), rules.map(({ id }) => id)]);
    this.#index = new ProjectIndex({ store, texts: this.texts, host, scope, settingsOf: (path) => this.#pythonVersionsFor(path) });
    const { changed, moved } = this.#index.open(support, this.#reports);
    if (moved.length > 0) {
      this.#isIndexBehind = true;
      for (const path of moved) this.#reports.drop(path);
      this.#invalidate(support.moved?.(moved) ?? 'all', 'python');
      for (const path of moved) this.#reports.dropPointingInto(path);
    }
    for (const path of changed) this.#textChanged(path, 'python');
  }

  #configure(settings: unknown): Configuration {
    const { roots, rules = catalogue, overrides = {}, configurationFile } = this.#options;
    return new Configuration({ texts: this.texts, roots, rules, settings, overrides, file: configurationFile });
  }
}

export function createEngine(options: EngineOptions): Engine {
  return new Engine(options);
}
