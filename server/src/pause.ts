/** Waiting for a pause in typing: long enough to save the checks of a word, short enough not to be seen. */
export interface Timer {
  /** Calls back once, later; the answer cancels it. */
  later(callback: () => void): () => void;
}

export function delay(milliseconds: number): Timer {
  return {
    later(callback) {
      const handle = setTimeout(callback, milliseconds);
      return () => { clearTimeout(handle); };
    },
  };
}

/** Runs the work once after the last `schedule`. */
export class Pause {
  readonly #timer: Timer;
  readonly #work: () => void;
  #cancel: (() => void) | undefined;

  constructor(timer: Timer, work: () => void) {
    this.#timer = timer;
    this.#work = work;
  }

  schedule(): void {
    this.#cancel?.();
    this.#cancel = this.#timer.later(() => {
      this.#cancel = undefined;
      this.#work();
    });
  }

  stop(): void {
    this.#cancel?.();
    this.#cancel = undefined;
  }
}
