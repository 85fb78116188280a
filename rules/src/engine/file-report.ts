/** What a check says about one file. */
import { LineIndex } from '../model/index.js';
import type { Finding, Problem } from './finding.js';
import type { CheckStatistics } from './statistics.js';

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

/** All of a report but the text it is about. */
export type ReportContent = Omit<FileReport, 'path' | 'version' | 'lines'>;

/**
 * The report of a text that is only read when somebody wants positions: most files have no findings, and a run over
 * thousands of files must not hold the text of each.
 */
export function reportOf(path: string, version: number | undefined, content: ReportContent, textOf: () => string | undefined): FileReport {
  let lines: LineIndex | undefined;
  return { path, version, ...content, get lines() { return (lines ??= new LineIndex(textOf() ?? '')); } };
}
