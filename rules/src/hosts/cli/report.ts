/** The result of a run, in the form that both printers need: 1-based positions, paths for people. */
import path from 'node:path';
import type { Engine, FileReport, Finding, FunctionMadeAsync, Level, LineIndex, Place, Problem, Safety } from '../../core.js';

export interface ReportedPlace {
  readonly path: string;
  readonly line: number;
  readonly column: number;
}

export interface ReportedFinding extends ReportedPlace {
  readonly endLine: number;
  readonly endColumn: number;
  readonly rule: string;
  readonly level: Level;
  readonly message: string;
  readonly related: readonly (ReportedPlace & { readonly message: string })[];
  readonly fixes: readonly { readonly title: string; readonly safety: Safety }[];
}

export interface ReportedProblem {
  readonly path: string | undefined;
  readonly line?: number;
  readonly column?: number;
  readonly kind: Problem['kind'];
  readonly message: string;
}

/** 1-based; a byte order mark at the start of the file is no column. */
export function lineAndColumn(lines: LineIndex, offset: number): { line: number; column: number } {
  const { line, character } = lines.positionAt(offset);
  const hasMark = line === 0 && lines.text.charCodeAt(0) === 0xfeff;
  return { line: line + 1, column: Math.max(1, character + (hasMark ? 0 : 1)) };
}

export function reportFinding(finding: Finding, report: FileReport, engine: Engine, cwd: string): ReportedFinding {
  const end = lineAndColumn(report.lines, finding.end);
  return {
    path: displayPath(finding.path, cwd),
    ...lineAndColumn(report.lines, finding.start),
    endLine: end.line,
    endColumn: end.column,
    rule: finding.rule,
    level: finding.level,
    message: finding.message,
    related: finding.related.map(({ place, message }) => ({ ...reportPlace(place, engine, cwd), message })),
    fixes: finding.fixes.map(({ title, safety }) => ({ title, safety })),
  };
}

export function reportProblem({ path: place, line, column, kind, message }: Problem, cwd: string): ReportedProblem {
  return { path: place === undefined ? undefined : displayPath(place, cwd), line, column, kind, message };
}

/** With paths for people. */
export function reportMadeAsync({ path: place, name, files }: FunctionMadeAsync, cwd: string): FunctionMadeAsync {
  return { path: displayPath(place, cwd), name, files: files.map((file) => displayPath(file, cwd)) };
}

/** The beginning of a place. */
export function reportPlace(place: Place, engine: Engine, cwd: string): ReportedPlace {
  const lines = engine.lines(place.path);
  return { path: displayPath(place.path, cwd), ...(lines ? lineAndColumn(lines, place.start) : { line: 1, column: 1 }) };
}

/** Relative to the working directory, with `/`. */
export function displayPath(file: string, cwd: string): string {
  return path.relative(cwd, file).replaceAll(path.sep, '/') || '.';
}
