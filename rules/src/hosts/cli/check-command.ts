/** `async-pitfalls check`: files in, findings out. */
import path from 'node:path';
import { discoverFiles, enginePath, fixAll, forgottenIndex, nodeFileSystem, type Engine, type FileReport, type FunctionMadeAsync, type Problem } from '../../core.js';
import type { CheckArguments } from './arguments.js';
import { checkInThreads } from './check-in-threads.js';
import { describeProject, indexOf, openProject, pythonMistake } from './open-project.js';
import { reportFinding, reportMadeAsync, reportProblem } from './report.js';
import { statsOf, statsText, withThreads } from './stats.js';
import { colored, plain } from './style.js';
import type { ExitStatus, Terminal } from './terminal.js';
import { findingText, problemText, summaryText } from './text-report.js';

export async function runCheck(options: CheckArguments, terminal: Terminal): Promise<ExitStatus> {
  const started = performance.now();
  const mistake = pythonMistake(options.python, terminal);
  if (mistake !== undefined) {
    terminal.writeError(`async-pitfalls: ${mistake}\n`);
    return 2;
  }
  const cwd = enginePath(terminal.cwd);
  const paths = options.paths.map((given) => enginePath(path.resolve(terminal.cwd, given)));
  const project = describeProject(paths, terminal, options);
  // With threads their results are handed over as an index, kept or not.
  const index = indexOf(project, terminal, options.cache);
  const engine = openProject(project, index ?? forgottenIndex);
  const found = discoverFiles(nodeFileSystem, paths, (candidate) => engine.isExcluded(candidate));
  const discovered = performance.now();
  const fixed = options.fix === 'none' ? undefined : repair(engine, found.files, options.fix, project.roots);
  const checkOptions = { unusedSuppressions: options.unusedSuppressions };
  // Calls are counted with the models at hand, which stay in the threads.
  const inThreads = options.stats === 'show' ? [] : await checkInThreads({ engine, project, files: found.files, options: checkOptions, program: terminal.program, threads: options.threads });
  const reports = found.files.map((file) => engine.check(file, checkOptions));
  const usage: Problem[] = [
    ...found.missing.map((missing): Problem => ({ path: missing, kind: 'file', message: 'There is no such file or folder' })),
    ...found.unsupported.map((other): Problem => ({ path: other, kind: 'file', message: 'Only Python, TypeScript and JavaScript files are checked' })),
  ];
  const problems = [...usage, ...engine.configurationProblems(), ...(fixed?.problems ?? []), ...reports.flatMap((report) => report.problems)];
  const clock = { total: performance.now() - started, discover: discovered - started };
  const stats = withThreads(statsOf(engine, reports, clock, options.stats === 'show' ? 'count' : 'skip'), inThreads);
  const print = options.format === 'json' ? printJson : printText;
  print({ options, terminal, engine, reports, problems, stats, cwd, fixed });
  if (index) engine.saveIndex();
  const named = new Set(paths);
  const isUsageError = problems.some(({ kind, path: place }) => kind === 'configuration' || (kind === 'file' && place !== undefined && named.has(place)));
  if (isUsageError) return 2;
  return reports.some((report) => report.findings.length > 0) ? 1 : 0;
}

interface Run {
  readonly options: CheckArguments;
  readonly terminal: Terminal;
  readonly engine: Engine;
  readonly reports: readonly FileReport[];
  readonly problems: readonly Problem[];
  readonly stats: ReturnType<typeof statsOf>;
  readonly cwd: string;
  readonly fixed: Repaired | undefined;
}

function printJson({ terminal, engine, reports, problems, stats, cwd, fixed }: Run): void {
  const findings = reports.flatMap((report) => report.findings.map((finding) => reportFinding(finding, report, engine, cwd)));
  terminal.write(`${JSON.stringify({
    version: 1,
    findings,
    problems: problems.map((problem) => reportProblem(problem, cwd)),
    ...(fixed ? { madeAsync: fixed.madeAsync.map((one) => reportMadeAsync(one, cwd)) } : {}),
    stats: { ...stats, ...(fixed ? { fixes: fixed.fixes, fixedFiles: fixed.files } : {}) },
  }, undefined, 2)}\n`);
}

function printText({ options, terminal, engine, reports, problems, stats, cwd, fixed }: Run): void {
  const paint = options.color === 'auto' && terminal.supportsColor ? colored : plain;
  for (const problem of problems) terminal.writeError(`${problemText(reportProblem(problem, cwd), paint)}\n`);
  const all = reports.flatMap((report) => report.findings.map((finding) => ({ report, finding, shown: reportFinding(finding, report, engine, cwd) })));
  for (const { report, finding, shown } of all) {
    if (!terminal.write(`${findingText(shown, finding, report.lines, paint)}\n`)) return;
  }
  if (options.stats === 'show') terminal.write(`${statsText(stats)}\n`);
  terminal.write(`${summaryText({ findings: all.map(({ shown }) => shown), files: reports.length, fixed: fixed && { ...fixed, madeAsync: fixed.madeAsync.map((one) => reportMadeAsync(one, cwd)) } }, paint)}\n`);
}

interface Repaired {
  readonly fixes: number;
  readonly files: number;
  readonly madeAsync: readonly FunctionMadeAsync[];
  readonly problems: readonly Problem[];
}

/** Applies fixes and writes the files that changed. */
function repair(engine: Engine, files: readonly string[], safety: 'safe' | 'review', roots: readonly string[]): Repaired {
  const { changed, applied, madeAsync, problems } = fixAll(engine, files, safety);
  const failures: Problem[] = [];
  for (const [file, { after }] of changed) {
    // What is on disk now decides: someone may have saved meanwhile, and the encoding must stay.
    engine.close(file);
    const read = engine.texts.read(file);
    const original = changed.get(file)?.before;
    const problem = read.text === undefined ? read.problem
      : read.text !== original ? { path: file, kind: 'file' as const, message: 'The file changed while it was checked and was not repaired; run again' }
      : nodeFileSystem.writeFile(file, after, read.encoding, roots);
    if (problem) failures.push(problem);
    engine.fileChanged(file);
  }
  const failed = new Set(failures.map((failure) => failure.path));
  const written = madeAsync.filter(({ path: file }) => !failed.has(file)).map((one) => ({ ...one, files: one.files.filter((file) => !failed.has(file)) }));
  return { fixes: applied, files: changed.size - failures.length, madeAsync: written, problems: [...problems, ...failures] };
}
