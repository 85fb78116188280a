/** What one check of one file finds out: reads, asks the language, runs the rules. Keeps nothing. */
import type { Language, LineIndex } from '../model/index.js';
import type { LanguageCode, Rule } from '../rules/rule.js';
import { mayBeAsync } from './async-words.js';
import type { CheckOptions } from './engine-options.js';
import type { ReportContent } from './file-report.js';
import type { Problem } from './finding.js';
import { isMinified, sizeProblem } from './generated-code.js';
import type { LanguageSupport } from './language-support.js';
import { describeError, runRules } from './rule-runner.js';
import type { ResolvedSettings } from './settings.js';
import type { SourceTexts } from './source-texts.js';
import { noCheckStatistics } from './statistics.js';
import { applySuppressions } from './suppressions.js';

const defaultMaximumFindings = 500;

export interface FileCheckWorld {
  readonly texts: SourceTexts;
  readonly rules: readonly Rule[];
  readonly settings: ResolvedSettings;
  readonly language: LanguageCode;
  readonly crashes: 'isolate' | 'throw';
  supportFor(language: Language): LanguageSupport;
}

export interface FileCheck {
  readonly content: ReportContent;
  /** Of the text that was checked, when there are findings: their positions are in it. */
  readonly lines?: LineIndex;
}

export const emptyContent: ReportContent = { findings: [], problems: [], syntaxErrors: 0, stats: noCheckStatistics };

/** The findings of a file as it is now; none for what cannot be read, is generated, or has nothing asynchronous. */
export function checkFile(path: string, options: CheckOptions, world: FileCheckWorld): FileCheck {
  const started = performance.now();
  const { texts, rules, settings, language: code, crashes } = world;
  const read = texts.read(path);
  if (read.text === undefined) return { content: { ...emptyContent, problems: [read.problem] } };
  const language = texts.languageOf(path);
  if (!language || isMinified(path, read.text, language)) return { content: emptyContent };
  const tooLarge = sizeProblem(path, read.text, language);
  if (tooLarge) return { content: { ...emptyContent, problems: [tooLarge] } };
  const support = world.supportFor(language);
  const analysed = mayMatter(path, read.text, support) ? support.analyse(path) : undefined;
  if (!analysed) return { content: emptyContent };
  const { module } = analysed;
  const prepared = performance.now();
  const run = runRules(analysed, {
    rules, settings, language: code, isNotebook: texts.document(path)?.isNotebook ?? false,
    fixes: options.fixes ?? 'full', crashes, textOf: (other) => texts.read(other).text,
  });
  const { findings, suppressed, unused } = applySuppressions(module, run.findings, rules);
  const wanted = options.unusedSuppressions === 'report' ? [...findings, ...unused].sort((a, b) => a.start - b.start) : findings;
  const maximum = options.maximumFindings ?? defaultMaximumFindings;
  const content: ReportContent = {
    findings: wanted.slice(0, maximum),
    problems: [...run.problems, ...(wanted.length > maximum ? [moreProblem(path, wanted.length - maximum)] : [])],
    syntaxErrors: module.problems.length,
    stats: {
      isAnalysed: true,
      functions: module.functions.length,
      suppressed,
      isRecalled: false,
      prepareTime: prepared - started,
      rulesTime: performance.now() - prepared,
    },
  };
  return wanted.length > 0 ? { content, lines: module.lines } : { content };
}

function mayMatter(path: string, text: string, support: LanguageSupport): boolean {
  return mayBeAsync(text, support.language) || (support.reachesAsync?.(path, text) ?? false);
}

function moreProblem(path: string, count: number): Problem {
  return { path, kind: 'budget', message: `${count} more ${count === 1 ? 'finding is' : 'findings are'} not shown` };
}

/** Lowering and inference run outside rules as well: a mistake of ours there is told, and costs one file's answers. */
export function analysisFailed(path: string, error: unknown): Problem {
  return { path, kind: 'internal', message: `The file could not be analysed: ${describeError(error)}` };
}
