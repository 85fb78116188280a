/** The editor's settings per folder: asked for where the client answers, otherwise what it told on its own. */
import type { Connection } from 'vscode-languageserver/node';
import type { ClientFeatures } from './capabilities.js';
import { readSettings, section, type EditorSettings } from './configuration.js';
import { uriOfPath } from './uris.js';

/** A client that says it answers and does not must not keep the findings from everybody else. */
const patience = 3_000;

export class Settings {
  readonly #connection: Connection;
  readonly #client: ClientFeatures;
  readonly #byFolder = new Map<string, EditorSettings>();
  #told: EditorSettings;

  /** `told`: the section in `initializationOptions`. */
  constructor(connection: Connection, client: ClientFeatures, told: unknown) {
    this.#connection = connection;
    this.#client = client;
    this.#told = readSettings(told);
  }

  of(folder: string): EditorSettings {
    return this.#byFolder.get(folder) ?? this.#told;
  }

  knows(folder: string): boolean {
    return !this.#client.answersConfiguration || this.#byFolder.has(folder);
  }

  /** The client sent settings without being asked. */
  tell(value: unknown): void {
    this.#told = readSettings(value);
  }

  /** Asks for the folders' settings. Never rejects: without an answer the old ones stay. */
  async load(folders: readonly string[]): Promise<void> {
    if (!this.#client.answersConfiguration || folders.length === 0) return;
    const items = folders.map((folder) => ({ scopeUri: uriOfPath(folder), section }));
    const answers = await withPatience(this.#connection.workspace.getConfiguration(items)).catch((error: unknown) => {
      this.#connection.console.warn(`Settings cannot be read: ${error instanceof Error ? error.message : String(error)}`);
      return undefined;
    });
    if (!Array.isArray(answers)) return;
    folders.forEach((folder, index) => { this.#byFolder.set(folder, readSettings(answers[index])); });
  }
}

async function withPatience(answer: Promise<unknown>): Promise<unknown> {
  let timer: NodeJS.Timeout | undefined;
  const silence = new Promise<never>((_, reject) => {
    timer = setTimeout(() => { reject(new Error('the client does not answer')); }, patience);
  });
  try {
    return await Promise.race([answer, silence]);
  } finally {
    clearTimeout(timer);
  }
}
