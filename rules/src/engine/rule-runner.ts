/** Runs rules over one module and turns their reports into findings. */
import type { Report, Rule } from '../rules/rule.js';
import type { LanguageCode } from '../rules/rule.js';
import { neverRuns, placeOf, type FunctionModel, type ModuleModel, type Node, type Place, type SyntaxProblem } from '../model/index.js';
import type { Edit, Finding, Fix, Level, Problem } from './finding.js';
import type { Analysed } from './language-support.js';
import { withLineBreaks } from './line-breaks.js';
import { fillIn } from './messages.js';
import type { ResolvedSettings } from './settings.js';

export interface RunOptions {
  readonly rules: readonly Rule[];
  readonly settings: ResolvedSettings;
  readonly language: LanguageCode;
  readonly isNotebook: boolean;
  /** `none` spares the time to compute edits. */
  readonly fixes: 'none' | 'full';
  /** What to do with an exception of a rule: report it as a problem and go on, or throw it (tests). */
  readonly crashes: 'isolate' | 'throw';
  /** The text of another file that a fix edits, for its line breaks. */
  readonly textOf: (path: string) => string | undefined;
}

/** A finding and the lines on which a comment can speak about it. */
export interface LocatedFinding {
  readonly finding: Finding;
  /** The statement that the finding stands in; the finding's own range when it has none. */
  readonly statement: Place;
}

export interface RunResult {
  /** By position, without duplicates. */
  readonly findings: readonly LocatedFinding[];
  readonly problems: readonly Problem[];
}

/**
 * Every enabled rule on every function of the module. Functions that contain a syntax error are left out, so is the
 * module's own code when an error stands outside all functions.
 */
export function runRules(analysed: Analysed, options: RunOptions): RunResult {
  const { module, semantics, analyses } = analysed;
  const functions = [...new Set([module.root, ...module.functions])].filter((fn) => isIntact(fn, module));
  const findings: LocatedFinding[] = [];
  const problems: Problem[] = [];
  for (const rule of options.rules) {
    const setting = options.settings.rules.get(rule.id);
    if (!setting || setting.level === 'off' || rule.languages[module.language] !== true) continue;
    const report = (reported: Report): void => {
      // What is wrong in code that never runs harms nobody.
      if ('kind' in reported.at && neverRuns(reported.at, semantics.importedTruth)) return;
      const level = setting.isExplicit ? setting.level : (reported.level ?? setting.level);
      findings.push({ finding: findingOf(rule, level, reported, module, options), statement: statementPlace(reported.at) });
    };
    const context = { module, semantics, analyses, target: options.settings.target, options: setting.options, isNotebook: options.isNotebook, report };
    try {
      for (const fn of functions) rule.check(fn, context);
    } catch (error) {
      if (options.crashes === 'throw') throw error;
      problems.push(crash(rule, module.path, error));
    }
  }
  return { findings: inOrder(findings), problems };
}

function findingOf(rule: Rule, level: Level, report: Report, module: ModuleModel, options: RunOptions): Finding {
  const { start, end } = asPlace(report.at);
  const related = (report.related ?? []).map(({ at, text, data }) => ({
    place: asPlace(at),
    message: fillIn(rule.texts[text], options.language, data),
  }));
  return {
    rule: rule.id,
    level,
    path: module.path,
    start,
    end: Math.max(start, end),
    messageId: report.message,
    message: fillIn(rule.messages[report.message], options.language, report.data),
    // Left out, not undefined: a kept finding comes back from JSON the same.
    ...(report.data === undefined ? {} : { data: report.data }),
    related,
    fixes: options.fixes === 'none' ? [] : fixesOf(rule, report, module, options),
  };
}

function fixesOf(rule: Rule, report: Report, module: ModuleModel, options: RunOptions): Fix[] {
  return (report.fixes?.() ?? []).map(({ title, data, safety, edits, makesAsync = [] }) => ({
    title: fillIn(rule.texts[title], options.language, data),
    safety,
    edits: edits.map((edit) => inFileStyle(edit, module, options)),
    ...(makesAsync.length > 0 ? { makesAsync } : {}),
  }));
}

function inFileStyle(edit: Edit, module: ModuleModel, options: RunOptions): Edit {
  if (!edit.newText.includes('\n')) return edit;
  const text = edit.path === undefined || edit.path === module.path ? module.text : options.textOf(edit.path);
  return { ...edit, newText: withLineBreaks(edit.newText, text ?? '') };
}

function asPlace(at: Node | Place): Place {
  return 'kind' in at ? placeOf(at) : at;
}

const compound: ReadonlySet<Node['kind']> = new Set<Node['kind']>(['if', 'for', 'while', 'try', 'with', 'match', 'block', 'function-statement', 'class-statement']);

/** From the statement's first character to its last; for a statement with a body only up to the reported node. */
function statementPlace(at: Node | Place): Place {
  if (!('kind' in at)) return at;
  const own = placeOf(at);
  let current: Node = at;
  while (current.parent && !isStatement(current)) current = current.parent;
  if (current.kind === 'function' || current.kind === 'class') return own;
  const place = placeOf(current);
  if (place.start > own.start) return own;
  return compound.has(current.kind) || current === at && own.end < place.end ? { ...own, start: place.start } : place;
}

const statements: ReadonlySet<Node['kind']> = new Set<Node['kind']>([
  ...compound, 'expression-statement', 'assignment', 'return', 'raise', 'delete', 'assert', 'import', 'scope', 'break', 'continue',
]);

function isStatement(node: Node): boolean {
  return statements.has(node.kind) || node.kind === 'function' || node.kind === 'class';
}

function isIntact(fn: FunctionModel, module: ModuleModel): boolean {
  if (fn !== module.root) return !module.problems.some((problem) => meets(fn, problem));
  return module.problems.every((problem) => module.functions.some((other) => other !== module.root && meets(other, problem)));
}

function meets(fn: FunctionModel, problem: SyntaxProblem): boolean {
  const { start, end } = placeOf(fn);
  return problem.start <= end && problem.end >= start;
}

function crash(rule: Rule, path: string, error: unknown): Problem {
  return { path, kind: 'internal', message: `The rule \`${rule.id}\` failed on this file and was left out: ${describeError(error)}` };
}

/** What went wrong and where in our code, in one line. */
export function describeError(error: unknown): string {
  const stack = error instanceof Error ? (error.stack ?? error.message) : String(error);
  const [first = '', where = ''] = stack.split('\n').map((line) => line.trim());
  return `${first}${where ? ` (${where})` : ''}`;
}

function inOrder(findings: readonly LocatedFinding[]): LocatedFinding[] {
  const seen = new Set<string>();
  return findings
    .filter(({ finding: { rule, start, end, messageId, message } }) => {
      const key = `${rule} ${start} ${end} ${messageId} ${message}`;
      return !seen.has(key) && seen.add(key);
    })
    .sort(({ finding: a }, { finding: b }) => a.start - b.start || a.end - b.end || compare(a.rule, b.rule) || compare(a.message, b.message));
}

function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
