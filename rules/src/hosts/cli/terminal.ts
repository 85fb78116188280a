/** What a command sees of the world around it, and what it answers. */
import type { InterpreterHints } from '../../core.js';

export interface Terminal {
  readonly cwd: string;
  readonly supportsColor: boolean;
  /** The Python environment that it was started in. */
  readonly python: InterpreterHints;
  /** Where findings are kept from run to run by default; undefined for nowhere. */
  readonly cacheFolder: string | undefined;
  /** The file that runs, for threads that run it as well. */
  readonly program: string;
  /** Findings. Returns false when nobody reads them any more. */
  write(text: string): boolean;
  /** What is not part of the result. */
  writeError(text: string): void;
}

export type ExitStatus = 0 | 1 | 2;
