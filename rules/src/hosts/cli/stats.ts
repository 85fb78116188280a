/** Figures about a run. */
import type { Engine, FileReport } from '../../core.js';

export interface RunStats {
  readonly files: number;
  /** Files in which something asynchronous was found, so that rules ran. */
  readonly analysedFiles: number;
  /** Files whose findings an earlier run knew. */
  readonly recalledFiles: number;
  readonly functions: number;
  readonly suppressed: number;
  /** Modules parsed, those included that were only reached. */
  readonly modules: number;
  readonly calls?: { readonly resolved: number; readonly unresolved: number };
  /** Answers given up on because of a limit. */
  readonly budgets: Readonly<Record<string, number>>;
  /** Milliseconds. */
  readonly time: { readonly total: number; readonly discover: number; readonly prepare: number; readonly parse: number; readonly rules: number };
}

export interface Clock {
  readonly total: number;
  readonly discover: number;
}

/** `calls` are counted only when they are shown: it resolves each call of each file. */
export function statsOf(engine: Engine, reports: readonly FileReport[], clock: Clock, calls: 'count' | 'skip'): RunStats {
  const analysed = reports.filter((report) => report.stats.isAnalysed);
  const languages = Object.values(engine.statistics());
  const sum = (numbers: readonly number[]): number => numbers.reduce((total, number) => total + number, 0);
  const budgets: Record<string, number> = {};
  for (const language of languages) for (const [name, number] of Object.entries(language.budgets)) budgets[name] = (budgets[name] ?? 0) + number;
  const counted = calls === 'count' ? analysed.map((report) => engine.callStatistics(report.path)) : [];
  return {
    files: reports.length,
    analysedFiles: analysed.length,
    recalledFiles: reports.filter((report) => report.stats.isRecalled).length,
    functions: sum(analysed.map((report) => report.stats.functions)),
    suppressed: sum(analysed.map((report) => report.stats.suppressed)),
    modules: sum(languages.map((language) => language.modules)),
    ...(calls === 'count' ? { calls: { resolved: sum(counted.map((one) => one.resolved)), unresolved: sum(counted.map((one) => one.unresolved)) } } : {}),
    budgets,
    time: {
      total: rounded(clock.total),
      discover: rounded(clock.discover),
      prepare: rounded(sum(analysed.map((report) => report.stats.prepareTime))),
      parse: rounded(sum(languages.map((language) => language.parseTime))),
      rules: rounded(sum(analysed.map((report) => report.stats.rulesTime))),
    },
  };
}

/** With what threads did: their times come on top, so that the sum may be longer than the run. */
export function withThreads(own: RunStats, threads: readonly RunStats[]): RunStats {
  const all = [own, ...threads];
  const sum = (figure: (stats: RunStats) => number): number => all.reduce((total, stats) => total + figure(stats), 0);
  const budgets = [...new Set(all.flatMap((stats) => Object.keys(stats.budgets)))].sort();
  return {
    ...own,
    modules: sum(({ modules }) => modules),
    budgets: Object.fromEntries(budgets.map((name) => [name, sum((stats) => stats.budgets[name] ?? 0)])),
    time: {
      ...own.time,
      prepare: rounded(sum(({ time }) => time.prepare)), parse: rounded(sum(({ time }) => time.parse)), rules: rounded(sum(({ time }) => time.rules)),
    },
  };
}

export function statsText({ files, analysedFiles, recalledFiles, functions, suppressed, modules, calls, budgets, time }: RunStats): string {
  const all = (calls?.resolved ?? 0) + (calls?.unresolved ?? 0);
  const share = all === 0 ? '' : ` (${Math.round(((calls?.resolved ?? 0) / all) * 100)} % resolved)`;
  const limits = Object.entries(budgets).filter(([, number]) => number > 0).map(([name, number]) => `${name} ${number}`);
  return [
    `files      ${files}, with asynchronous code ${analysedFiles}, ${recalledFiles > 0 ? `known from the last run ${recalledFiles}, ` : ''}modules parsed ${modules}`,
    `functions  ${functions}`,
    ...(calls ? [`calls      ${calls.resolved} resolved, ${calls.unresolved} unresolved${share}`] : []),
    `suppressed ${suppressed}`,
    `limits     ${limits.length > 0 ? limits.join(', ') : 'none reached'}`,
    `time       ${time.total} ms: finding files ${time.discover}, preparing ${time.prepare} (parsing ${time.parse}), rules ${time.rules}`,
  ].join('\n');
}

function rounded(milliseconds: number): number {
  return Math.round(milliseconds * 10) / 10;
}
