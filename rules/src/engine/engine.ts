/**
 * The engine: texts and settings in, findings with fixes out. Everything but the open documents and the settings can be
 * dropped and rebuilt. Synchronous; never throws on source text, settings or a crashing rule.
 */
import { LineIndex, type Language } from '../model/index.js';
import { rules as catalogue } from '../rules/index.js';
import type { LanguageCode, Rule } from '../rules/rule.js';
import { mayBeAsync } from './async-words.js';
import { Configuration } from './configuration.js';
import type { FileSystem } from './file-system.js';
import type { Finding, Problem } from './finding.js';
import { isMinified, sizeProblem } from './generated-code.js';
import type { Analysed, Impact, LanguageSupport, LoadLanguage } from './language-support.js';
import { languageLoaders } from './languages.js';
import { findPythonEnvironment, type PythonEnvironment } from './python-environment/index.js';
import { describeError, runRules } from './rule-runner.js';
import type { ResolvedSettings, Settings } from './settings.js';
import { SourceTexts } from './source-texts.js';
import { countCalls, noCheckStatistics, type CallStatistics, type CheckStatistics, type EngineStatistics } from './statistics.js';
import { applySuppressions } from './suppressions.js';

export interface EngineOptions {
  readonly host: FileSystem;
  /** Workspace roots: absolute paths with `/`, none at the end. */
  readonly roots: readonly string[];
  /** The catalogue by default. */
  readonly rules?: readonly Rule[];
  /** Weaker than a project file: the editor's settings, in the shape of `Settings`. */
  readonly settings?: unknown;
  /** Stronger than a project file: the command line's. */
  readonly overrides?: Settings;
  /** Use this settings file instead of looking for one from each file upwards. */
  readonly configurationFile?: string;
  /** What is installed for Python; by default what the roots' own environments have. */
  readonly pythonEnvironment?: PythonEnvironment;
  /** Of messages; English by default. */
  readonly language?: LanguageCode;
  /** Told once about each crashed rule per file, and each mistake in a settings file. */
  readonly onProblem?: (problem: Problem) => void;
  /** `throw`: exceptions of rules reach the caller of `check`, for tests. */
  readonly crashes?: 'isolate' | 'throw';
  /** Instead of the built-in front ends. */
  readonly languages?: Partial<Readonly<Record<Language, LoadLanguage>>>;
}

export interface DocumentForm {
  readonly version?: number;
  /** For a document whose path does not tell. */
  readonly language?: Language;
  /** Cells of a notebook, joined: top-level await is legal there. */
  readonly isNotebook?: boolean;
}

export interface CheckOptions {
  /** Default `full`. With `none` the findings' `fixes` are empty. */
  readonly fixes?: 'none' | 'full';
  /** Report our comments that silence nothing. Default `ignore`. */
  readonly unusedSuppressions?: 'ignore' | 'report';
  /** More findings become one problem "n more". Default 500. */
  readonly maximumFindings?: number;
}

export interface FileReport {
  readonly path: string;
  /** Of the open document; undefined for a file on disk. */
  readonly version: number | undefined;
  /** Turns the findings' offsets into positions. Its text is the one that was checked. */
  readonly lines: LineIndex;
  /** By position. */
  readonly findings: readonly Finding[];
  readonly problems: readonly Problem[];
  /** Syntax errors; rules keep quiet around them. */
  readonly syntaxErrors: number;
  readonly stats: CheckStatistics;
}

const defaultMaximumFindings = 500;

export class Engine {
  readonly texts: SourceTexts;
  readonly #options: EngineOptions;
  #configuration: Configuration;
  readonly #supports = new Map<Language, LanguageSupport>();
  readonly #reports = new Map<string, { readonly key: string; readonly report: FileReport }>();
  readonly #lines = new Map<string, LineIndex>();
  readonly #told = new Set<string>();
  #pythonEnvironment: PythonEnvironment | undefined;

  constructor(options: EngineOptions) {
    this.#options = options;
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
    if (this.#configuration.fileChanged(path)) this.#reports.clear();
    this.#textChanged(path);
  }

  /** The editor's settings changed. */
  configure(settings: unknown): void {
    this.#configuration = this.#configure(settings);
    this.#reports.clear();
  }

  /** Another interpreter was chosen, or something was installed: what rested on the old one is found out again. */
  changePythonEnvironment(environment: PythonEnvironment): void {
    this.#pythonEnvironment = environment;
    this.#supports.delete('python');
    this.#invalidate('all', 'python');
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
    const key = JSON.stringify([options.fixes, options.unusedSuppressions, options.maximumFindings]);
    const known = this.#reports.get(path);
    if (known?.key === key) return known.report;
    const report = this.#isolated(path, options);
    this.#reports.set(path, { key, report });
    for (const problem of [...report.problems.filter(({ kind }) => kind === 'internal'), ...this.configurationProblems()]) this.#tell(problem);
    return report;
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

  /** How many of the file's calls have a known target. Resolves all of them. */
  callStatistics(path: string): CallStatistics {
    const analysed = this.analyse(path);
    return analysed ? countCalls(analysed) : { resolved: 0, unresolved: 0 };
  }

  statistics(): EngineStatistics {
    return Object.fromEntries([...this.#supports].map(([language, support]) => [language, support.statistics()]));
  }

  /** Lowering and inference run outside rules as well: a mistake of ours there costs this file's findings, no more. */
  #isolated(path: string, options: CheckOptions): FileReport {
    try {
      return this.#check(path, options);
    } catch (error) {
      if (this.#options.crashes === 'throw') throw error;
      const problem: Problem = { path, kind: 'internal', message: `The file could not be analysed: ${describeError(error)}` };
      return { ...this.#emptyReport(path), problems: [problem] };
    }
  }

  #emptyReport(path: string): FileReport {
    const lines = new LineIndex(this.texts.read(path).text ?? '');
    return { path, version: this.texts.document(path)?.version, lines, findings: [], problems: [], syntaxErrors: 0, stats: noCheckStatistics };
  }

  #check(path: string, options: CheckOptions): FileReport {
    const started = performance.now();
    const read = this.texts.read(path);
    const document = this.texts.document(path);
    const base = this.#emptyReport(path);
    if (read.text === undefined) return { ...base, problems: [read.problem] };
    const language = this.texts.languageOf(path);
    if (language && isMinified(path, read.text, language)) return base;
    const tooLarge = language && sizeProblem(path, read.text, language);
    if (tooLarge) return { ...base, problems: [tooLarge] };
    const support = language && this.#support(language);
    const analysed = support && this.#mayMatter(path, read.text, support) ? support.analyse(path) : undefined;
    if (!support || !analysed) return base;
    const { module } = analysed;
    const prepared = performance.now();
    const { rules = catalogue, crashes = 'isolate', language: code = 'en' } = this.#options;
    const run = runRules(analysed, {
      rules, settings: this.settingsFor(path), language: code, isNotebook: document?.isNotebook ?? false,
      fixes: options.fixes ?? 'full', crashes, textOf: (other) => this.texts.read(other).text,
    });
    support.checked?.(path);
    const { findings, suppressed, unused } = applySuppressions(module, run.findings, rules);
    const wanted = options.unusedSuppressions === 'report' ? [...findings, ...unused].sort((a, b) => a.start - b.start) : findings;
    const maximum = options.maximumFindings ?? defaultMaximumFindings;
    return {
      ...base,
      lines: module.lines,
      findings: wanted.slice(0, maximum),
      problems: [...run.problems, ...(wanted.length > maximum ? [moreProblem(path, wanted.length - maximum)] : [])],
      syntaxErrors: module.problems.length,
      stats: {
        isAnalysed: true,
        functions: module.functions.length,
        suppressed,
        prepareTime: prepared - started,
        rulesTime: performance.now() - prepared,
      },
    };
  }

  #mayMatter(path: string, text: string, support: LanguageSupport): boolean {
    return mayBeAsync(text, support.language) || (support.reachesAsync?.(path, text) ?? false);
  }

  #textChanged(path: string, language = this.texts.languageOf(path)): void {
    this.#reports.delete(path);
    for (const support of this.#supports.values()) {
      if (support.language === language || support.concerns(path)) this.#invalidate(support.update(path), support.language);
    }
    // What others see may be the same and yet stand elsewhere now.
    for (const [other, { report }] of this.#reports) if (pointsInto(report, path)) this.#reports.delete(other);
  }

  #invalidate(impact: Impact, language: Language): void {
    if (impact === 'none') return;
    for (const path of impact === 'all' ? [...this.#reports.keys()] : impact) {
      if (this.texts.languageOf(path) === language) this.#reports.delete(path);
    }
  }

  #support(language: Language): LanguageSupport {
    const known = this.#supports.get(language);
    if (known) return known;
    const { host, roots, languages } = this.#options;
    this.#pythonEnvironment ??= this.#options.pythonEnvironment ?? findPythonEnvironment(host, roots, {});
    const load = languages?.[language] ?? languageLoaders[language];
    const support = load({ texts: this.texts, roots, pythonEnvironment: this.#pythonEnvironment });
    this.#supports.set(language, support);
    return support;
  }

  #configure(settings: unknown): Configuration {
    const { roots, rules = catalogue, overrides = {}, configurationFile } = this.#options;
    return new Configuration({ texts: this.texts, roots, rules, settings, overrides, file: configurationFile });
  }

  #tell(problem: Problem): void {
    const key = JSON.stringify(problem);
    if (this.#told.has(key)) return;
    this.#told.add(key);
    this.#options.onProblem?.(problem);
  }
}

/** Do evidence or fixes of the report's findings name places of that file? */
function pointsInto({ findings }: FileReport, path: string): boolean {
  return findings.some(({ related, fixes }) => (
    related.some(({ place }) => place.path === path) || fixes.some(({ edits }) => edits.some((edit) => edit.path === path))
  ));
}

function moreProblem(path: string, count: number): Problem {
  return { path, kind: 'budget', message: `${count} more ${count === 1 ? 'finding is' : 'findings are'} not shown` };
}

export function createEngine(options: EngineOptions): Engine {
  return new Engine(options);
}
