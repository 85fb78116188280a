/** Diagnostics for clients that do not ask for them: published a moment after the last change. */
import type { PublishDiagnosticsParams } from 'vscode-languageserver/node';

export interface Timer {
  /** Calls back once, later; the answer cancels it. */
  later(callback: () => void): () => void;
}

/** Waits for a pause in typing; long enough to save the checks of a word, short enough not to be seen. */
export function delay(milliseconds: number): Timer {
  return {
    later(callback) {
      const handle = setTimeout(callback, milliseconds);
      return () => { clearTimeout(handle); };
    },
  };
}

export interface PushWorld {
  /** Everything there is to say about the open documents now, one entry per document. */
  all(): readonly PublishDiagnosticsParams[];
  publish(params: PublishDiagnosticsParams): void;
}

export class Pusher {
  readonly #world: PushWorld;
  readonly #timer: Timer;
  /** What each document was sent last, as text; a document that is closed is cleared and forgotten. */
  readonly #sent = new Map<string, string>();
  #cancel: (() => void) | undefined;

  constructor(world: PushWorld, timer: Timer) {
    this.#world = world;
    this.#timer = timer;
  }

  /** Something changed: a document, a file, a setting. Every open document may be concerned. */
  schedule(): void {
    this.#cancel?.();
    this.#cancel = this.#timer.later(() => { this.#flush(); });
  }

  stop(): void {
    this.#cancel?.();
    this.#cancel = undefined;
  }

  #flush(): void {
    this.#cancel = undefined;
    const current = this.#world.all();
    const open = new Set(current.map(({ uri }) => uri));
    for (const uri of [...this.#sent.keys()].filter((candidate) => !open.has(candidate))) {
      this.#sent.delete(uri);
      this.#world.publish({ uri, diagnostics: [] });
    }
    for (const params of current) {
      const text = JSON.stringify(params);
      if (this.#sent.get(params.uri) === text) continue;
      this.#sent.set(params.uri, text);
      this.#world.publish(params);
    }
  }
}
