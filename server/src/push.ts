/** Diagnostics for clients that do not ask for them: published a moment after the last change. */
import type { PublishDiagnosticsParams } from 'vscode-languageserver/node';
import { Pause, type Timer } from './pause.js';

export interface PushWorld {
  /** Everything there is to say about the open documents now, one entry per document. */
  all(): readonly PublishDiagnosticsParams[];
  publish(params: PublishDiagnosticsParams): void;
}

export class Pusher {
  readonly #world: PushWorld;
  readonly #pause: Pause;
  /** What each document was sent last, as text; a document that is closed is cleared and forgotten. */
  readonly #sent = new Map<string, string>();

  constructor(world: PushWorld, timer: Timer) {
    this.#world = world;
    this.#pause = new Pause(timer, () => { this.#flush(); });
  }

  /** Something changed: a document, a file, a setting. Every open document may be concerned. */
  schedule(): void {
    this.#pause.schedule();
  }

  stop(): void {
    this.#pause.stop();
  }

  #flush(): void {
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
