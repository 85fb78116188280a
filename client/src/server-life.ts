/** Start, stop and restart of the server, one after the other however fast the commands come. */

/** The part of `LanguageClient` that is needed here. */
export interface Startable {
  start(): Promise<void>;
  dispose(): Promise<void>;
}

export interface LifeLog {
  info(message: string): void;
  warn(message: string): void;
  error(message: string): void;
}

export class ServerLife {
  readonly #create: () => Startable;
  readonly #log: LifeLog;
  #client: Startable | undefined;
  #running: Promise<void> = Promise.resolve();
  #restart: Promise<void> | undefined;

  constructor(create: () => Startable, log: LifeLog) {
    this.#create = create;
    this.#log = log;
  }

  /** Resolves when the server answers; a failure is in the log and on the screen, never an exception of `activate`. */
  start(): Promise<void> {
    return this.#enqueue(async () => {
      this.#client = this.#create();
      await this.#client.start();
    });
  }

  /** A restart that is asked for while another one waits is that one. */
  restart(): Promise<void> {
    this.#restart ??= this.#enqueue(async () => {
      this.#restart = undefined;
      await this.#end();
      this.#client = this.#create();
      await this.#client.start();
      this.#log.info('Language server restarted');
    });
    return this.#restart;
  }

  stop(): Promise<void> {
    return this.#enqueue(() => this.#end());
  }

  async #end(): Promise<void> {
    const client = this.#client;
    this.#client = undefined;
    if (!client) return;
    // A server that crashed cannot say goodbye; the new one must start all the same.
    await client.dispose().catch((error: unknown) => { this.#log.warn(`Stopping the language server: ${String(error)}`); });
  }

  #enqueue(step: () => Promise<void>): Promise<void> {
    this.#running = this.#running.then(step).catch((error: unknown) => { this.#log.error(`Language server: ${String(error)}`); });
    return this.#running;
  }
}
