/** What the engine says about open sources now; a source that makes it crash is reported once and left alone until it changes. */
import type { Finding, Problem } from '../../rules/src/core.js';
import type { Source } from './source.js';
import type { Workspaces } from './workspaces.js';

export interface CheckLog {
  warn(message: string): void;
  error(message: string): void;
}

export class Checks {
  readonly #workspaces: Pick<Workspaces, 'check'>;
  readonly #log: CheckLog;
  readonly #crashed = new Set<string>();
  readonly #told = new Set<string>();

  constructor(workspaces: Pick<Workspaces, 'check'>, log: CheckLog) {
    this.#workspaces = workspaces;
    this.#log = log;
  }

  /** Findings of a source in order. Never throws. */
  findings(source: Source): readonly Finding[] {
    if (this.#crashed.has(source.path)) return [];
    try {
      const { findings, problems } = this.#workspaces.check(source.path);
      for (const problem of problems) this.tell(problem);
      return findings.filter((finding) => finding.path === source.path);
    } catch (error) {
      this.#crashed.add(source.path);
      this.#log.error(`Checking ${source.path} failed; it is left alone until it changes. ${error instanceof Error ? error.stack ?? error.message : String(error)}`);
      return [];
    }
  }

  /** The source has another text: worth another try. */
  forget(source: Source): void {
    this.#crashed.delete(source.path);
  }

  /** To the log, once for each problem. */
  tell(problem: Problem): void {
    const text = problem.path === undefined ? problem.message : `${problem.path}: ${problem.message}`;
    if (this.#told.has(text)) return;
    this.#told.add(text);
    this.#log.warn(text);
  }
}
