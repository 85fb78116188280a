/** Problems on their way to the host: each is told once, whatever it is met by. */
import type { EngineOptions } from './engine-options.js';
import { analysisFailed } from './file-check.js';
import type { Problem } from './finding.js';

export class ProblemLog {
  readonly #options: Pick<EngineOptions, 'onProblem' | 'crashes'>;
  readonly #told = new Set<string>();

  constructor(options: Pick<EngineOptions, 'onProblem' | 'crashes'>) {
    this.#options = options;
  }

  tell(problem: Problem): void {
    const key = JSON.stringify(problem);
    if (this.#told.has(key)) return;
    this.#told.add(key);
    this.#options.onProblem?.(problem);
  }

  /** For work beside checks: what goes wrong in it is a mistake of ours, is told, and costs its answer. */
  attempt<Result>(path: string, work: () => Result): Result | undefined {
    try {
      return work();
    } catch (error) {
      if (this.#options.crashes === 'throw') throw error;
      this.tell(analysisFailed(path, error));
      return undefined;
    }
  }
}
