/**
 * Brings ESLint's rules and the engine together. ESLint creates all rules of a file before it visits the first node; the
 * file is analysed once, at that visit, with the rules that were created and the options they were given.
 */
import { languageOf } from '../../engine/file-kinds.js';
import type { Finding } from '../../engine/finding.js';
import type { Analysed } from '../../engine/language-support.js';
import { parsePythonVersion } from '../../engine/python-version.js';
import { runRules } from '../../engine/rule-runner.js';
import { defaultOptions, defaultPythonVersion, type RuleSetting } from '../../engine/settings.js';
import { applySuppressions } from '../../engine/suppressions.js';
import { LineIndex, type Place } from '../../model/index.js';
import { rules as catalogue } from '../../rules/index.js';
import type { Rule, Target } from '../../rules/rule.js';
import { withoutEslintComments } from './own-comments.js';
import { PythonSourceCode } from './python-source-code.js';
import { PythonWorkspaces, type PythonFile } from './python-workspace.js';
import { TypeScriptPrograms } from './typescript-programs.js';

/** What a rule knows of the file it runs on. */
export interface RunContext {
  readonly cwd: string;
  readonly filename: string;
  readonly sourceCode: object & { readonly text: string; readonly parserServices?: unknown; readonly ast?: unknown };
  readonly languageOptions: Readonly<Record<string, unknown>>;
  readonly options: readonly unknown[];
}

/** Where a place is, for people: the line counts from 1. */
export type Locate = (place: Place) => { readonly path: string; readonly line: number };

export interface RuleResult {
  readonly findings: readonly Finding[];
  readonly locate: Locate;
}

export class LintSession {
  readonly #runs = new WeakMap<object, FileRun>();
  readonly #python = new PythonWorkspaces((warning) => { this.#warn(warning); });
  readonly #typescript = new TypeScriptPrograms();
  readonly #told = new Set<string>();

  /** A rule was created for a file. The function gives its findings; call it when the first node is visited. */
  join(rule: Rule, context: RunContext): () => RuleResult {
    let run = this.#runs.get(context.sourceCode);
    if (!run || run.isDone) this.#runs.set(context.sourceCode, (run = this.#newRun(context)));
    run.add(rule, context.options);
    const joined = run;
    return () => joined.resultOf(rule);
  }

  #newRun(context: RunContext): FileRun {
    return new FileRun(context, (file) => this.#analyse(file), (path, message) => this.#warn(`${path}: ${message}`));
  }

  /** To standard error, where it does not spoil the formatter's output. Once: editors lint a file after each key. */
  #warn(warning: string): void {
    if (this.#told.has(warning)) return;
    this.#told.add(warning);
    process.emitWarning(warning, { type: 'AsyncPitfalls' });
  }

  #analyse(context: RunContext): AnalysedFile | undefined {
    const { cwd, filename, sourceCode, languageOptions } = context;
    if (sourceCode instanceof PythonSourceCode) {
      const { pythonVersion: version, python: chosen } = languageOptions;
      const file = this.#python.analyse(cwd, filename, sourceCode.text, typeof chosen === 'string' ? chosen : undefined);
      const python = typeof version === 'string' ? parsePythonVersion(version) : undefined;
      return file && { ...file, target: python ? { ...file.target, python } : file.target };
    }
    if (languageOf(filename.replaceAll('\\', '/')) === 'python') return undefined;
    const file = this.#typescript.analyse(cwd, filename, sourceCode);
    return file && { analysed: () => file.analysed, textOf: file.textOf, target: { python: defaultPythonVersion } };
  }
}

interface AnalysedFile extends Partial<Pick<PythonFile, 'recall' | 'keep'>> {
  readonly analysed: () => Analysed | undefined;
  readonly target: Target;
  readonly textOf: (path: string) => string | undefined;
}

class FileRun {
  readonly #settings = new Map<string, RuleSetting>();
  readonly #rules: Rule[] = [];
  #result: RuleResult | undefined;

  constructor(
    readonly context: RunContext, readonly analyse: (context: RunContext) => AnalysedFile | undefined,
    readonly warn: (path: string, message: string) => void,
  ) {}

  /** A second run over the same SourceCode object may have other rules. */
  get isDone(): boolean {
    return this.#result !== undefined;
  }

  add(rule: Rule, [given]: readonly unknown[]): void {
    this.#rules.push(rule);
    const options = typeof given === 'object' && given !== null ? { ...defaultOptions(rule), ...given } : defaultOptions(rule);
    this.#settings.set(rule.id, { level: rule.level, isExplicit: false, options });
  }

  resultOf(rule: Rule): RuleResult {
    this.#result ??= this.#isolatedRun();
    return { ...this.#result, findings: this.#result.findings.filter((finding) => finding.rule === rule.id) };
  }

  /** An exception would end the whole ESLint run, and most of its findings are not ours. */
  #isolatedRun(): RuleResult {
    try {
      const file = this.analyse(this.context);
      return file ? this.#run(file) : nothing;
    } catch (error) {
      this.warn(this.context.filename, `The file was not checked: ${error instanceof Error ? error.message : String(error)}`);
      return nothing;
    }
  }

  #run({ analysed: analyse, target, textOf, recall, keep }: AnalysedFile): RuleResult {
    const key = JSON.stringify([this.#rules.map(({ id }) => [id, this.#settings.get(id)]), target]);
    const known = recall?.(key);
    if (known) return { findings: known, locate: locator(new Map(), textOf) };
    const analysed = analyse();
    if (!analysed) return nothing;
    const { findings, problems } = runRules(analysed, {
      rules: this.#rules, settings: { rules: this.#settings, target }, language: 'en', isNotebook: false, fixes: 'full',
      crashes: 'isolate', textOf,
    });
    for (const { path, message } of problems) this.warn(path ?? this.context.filename, message);
    const { module } = analysed;
    const left = applySuppressions(withoutEslintComments(module), findings, catalogue).findings;
    if (problems.length === 0) keep?.(key, left);
    return { findings: left, locate: locator(new Map([[module.path, module.lines]]), textOf) };
  }
}

const nothing: RuleResult = { findings: [], locate: ({ path }) => ({ path, line: 1 }) };

function locator(known: Map<string, LineIndex>, textOf: (path: string) => string | undefined): Locate {
  return ({ path, start }) => {
    let lines = known.get(path);
    if (!lines) known.set(path, (lines = new LineIndex(textOf(path) ?? '')));
    return { path, line: lines.positionAt(start).line + 1 };
  };
}
