/** Reports that still hold: of this run, and of earlier ones. */
import type { FileReport } from './file-report.js';
import type { StoredReport } from './project-index/stored-index.js';

interface Kept {
  /** Settings and options that the report was made with. */
  readonly key: string;
  readonly report: FileReport;
}

export class ReportMemory {
  readonly #reports = new Map<string, Kept>();
  readonly #stored = new Map<string, StoredReport[]>();

  get(path: string, key: string): FileReport | undefined {
    const known = this.#reports.get(path);
    return known?.key === key ? known.report : undefined;
  }

  set(path: string, key: string, report: FileReport): void {
    this.#reports.set(path, { key, report });
  }

  /** The report of an earlier run. */
  stored(path: string, key: string): StoredReport | undefined {
    return this.#stored.get(path)?.find((report) => report.key === key);
  }

  restore(reports: Iterable<StoredReport>): void {
    for (const report of reports) {
      const others = this.#stored.get(report.path);
      if (others) others.push(report);
      else this.#stored.set(report.path, [report]);
    }
  }

  /** A result that is no report of this engine's own, but rests on the same modules. */
  keep(report: StoredReport): void {
    this.#stored.set(report.path, [...(this.#stored.get(report.path) ?? []).filter(({ key }) => key !== report.key), report]);
  }

  drop(path: string): void {
    this.#reports.delete(path);
    this.#stored.delete(path);
  }

  /** Other settings: reports that were made with these may come back. */
  dropReports(): void {
    this.#reports.clear();
  }

  /** What others see of a file may be the same and yet stand elsewhere now: reports whose evidence or fixes are there go. */
  dropPointingInto(path: string): void {
    for (const [other, { report }] of this.#reports) if (pointsInto(report, path)) this.#reports.delete(other);
    for (const [other, reports] of this.#stored) if (reports.some(({ content }) => pointsInto(content, path))) this.#stored.delete(other);
  }

  paths(): Iterable<string> {
    return new Set([...this.#reports.keys(), ...this.#stored.keys()]);
  }

  /** For the next run. Reports about mistakes of ours are not worth keeping. */
  *all(): Generator<StoredReport> {
    for (const [path, { key, report }] of this.#reports) {
      const { findings, problems, syntaxErrors, stats } = report;
      if (problems.every(({ kind }) => kind === 'budget')) yield { path, key, content: { findings, problems, syntaxErrors, stats } };
    }
    for (const reports of this.#stored.values()) for (const report of reports) if (this.#reports.get(report.path)?.key !== report.key) yield report;
  }
}

/** Do evidence or fixes of the findings name places of that file? */
function pointsInto({ findings }: Pick<FileReport, 'findings'>, path: string): boolean {
  return findings.some(({ related, fixes }) => (
    related.some(({ place }) => place.path === path) || fixes.some(({ edits }) => edits.some((edit) => edit.path === path))
  ));
}
