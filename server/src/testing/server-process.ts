/** The bundled server as a child process, and a client to talk to it. For tests. */
import { execFileSync, spawn, type ChildProcess } from 'node:child_process';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import {
  createMessageConnection, StreamMessageReader, StreamMessageWriter,
  type ClientCapabilities, type CodeAction, type CodeActionContext, type Diagnostic, type DocumentDiagnosticReport,
  type InitializeResult, type MessageConnection, type Position, type PublishDiagnosticsParams, type Range, type TextEdit,
} from 'vscode-languageserver/node';

const root = process.env.ASYNC_PITFALLS_ROOT ?? process.cwd();

/** Builds the server into a folder of its own; the answer is the bundle and how to remove it. */
export function bundleServer(): { readonly file: string; readonly remove: () => void } {
  const into = path.join(root, '.build', `protocol-${process.pid}`);
  const remove = (): void => { fs.rmSync(into, { recursive: true, force: true }); };
  try {
    execFileSync(process.execPath, [path.join(root, 'scripts/build.mjs'), 'server', '--into', into], { stdio: ['ignore', 'ignore', 'inherit'] });
  } catch (error) {
    remove();
    throw error;
  }
  return { file: path.join(into, 'dist/server.js'), remove };
}

/** As VS Code announces them, as far as this server looks. */
export const modernClient: ClientCapabilities = {
  general: { positionEncodings: ['utf-16'] },
  workspace: {
    configuration: true,
    workspaceFolders: true,
    didChangeConfiguration: { dynamicRegistration: true },
    didChangeWatchedFiles: { dynamicRegistration: true },
    diagnostics: { refreshSupport: true },
    workspaceEdit: { documentChanges: true },
  },
  textDocument: {
    diagnostic: { dynamicRegistration: true, relatedInformation: true, codeDescriptionSupport: true, dataSupport: true },
    publishDiagnostics: { relatedInformation: true, versionSupport: true, codeDescriptionSupport: true, dataSupport: true },
    codeAction: { dynamicRegistration: true, dataSupport: true, codeActionLiteralSupport: { codeActionKind: { valueSet: ['quickfix', 'source.fixAll'] } } },
  },
  notebookDocument: { synchronization: { dynamicRegistration: true } },
};

/** As Neovim 0.7 and Eglot 1.9: no pull, nothing sent back, no versioned edits. */
export const oldClient: ClientCapabilities = {
  textDocument: {
    publishDiagnostics: { relatedInformation: true },
    codeAction: { codeActionLiteralSupport: { codeActionKind: { valueSet: ['quickfix'] } } },
  },
};

export interface StartOptions {
  readonly server: string;
  readonly folders?: readonly string[];
  readonly capabilities?: ClientCapabilities;
  /** The `asyncPitfalls` section; may be changed later through `settings`. */
  readonly settings?: Readonly<Record<string, unknown>>;
  readonly locale?: string;
  readonly environment?: Readonly<Record<string, string>>;
}

interface Received {
  readonly method: string;
  readonly params: unknown;
}

export class TestClient {
  readonly connection: MessageConnection;
  readonly process: ChildProcess;
  readonly #received: Received[] = [];
  readonly #answers = new Map<string, (params: unknown) => unknown>();
  #waiting: (() => void)[] = [];
  settings: Readonly<Record<string, unknown>>;
  initialized!: InitializeResult;

  static async start(options: StartOptions): Promise<TestClient> {
    const client = new TestClient(options);
    const folders = options.folders ?? [];
    client.initialized = await client.connection.sendRequest<InitializeResult>('initialize', {
      processId: process.pid,
      rootUri: folders[0] === undefined ? null : uriOf(folders[0]),
      capabilities: options.capabilities ?? modernClient,
      locale: options.locale ?? 'en',
      workspaceFolders: folders.map((folder) => ({ uri: uriOf(folder), name: path.basename(folder) })),
      initializationOptions: { settings: { asyncPitfalls: options.settings ?? {} } },
    });
    await client.notify('initialized', {});
    return client;
  }

  private constructor(options: StartOptions) {
    this.settings = options.settings ?? {};
    this.process = spawn(process.execPath, [options.server, '--stdio'], {
      stdio: ['pipe', 'pipe', 'inherit'],
      env: { ...process.env, ...options.environment },
    });
    const { stdin, stdout } = this.process;
    if (!stdin || !stdout) throw new Error('the server has no pipes');
    this.connection = createMessageConnection(new StreamMessageReader(stdout), new StreamMessageWriter(stdin));
    this.connection.onRequest('workspace/configuration', (params: { items: readonly unknown[] }) => params.items.map(() => this.settings));
    this.connection.onRequest((method, params) => {
      this.#receive({ method, params });
      return this.#answers.get(method)?.(params) ?? null;
    });
    this.connection.onNotification((method, params) => { this.#receive({ method, params }); });
    this.connection.listen();
  }

  notify(method: string, params: unknown): Promise<void> {
    return this.connection.sendNotification(method, params);
  }

  request<Answer>(method: string, params: unknown): Promise<Answer> {
    return this.connection.sendRequest<Answer>(method, params);
  }

  open(uri: string, text: string, languageId = 'python', version = 1): Promise<void> {
    return this.notify('textDocument/didOpen', { textDocument: { uri, languageId, version, text } });
  }

  change(uri: string, version: number, text: string): Promise<void> {
    return this.notify('textDocument/didChange', { textDocument: { uri, version }, contentChanges: [{ text }] });
  }

  pull(uri: string, previousResultId?: string): Promise<DocumentDiagnosticReport> {
    return this.request('textDocument/diagnostic', { textDocument: { uri }, ...(previousResultId === undefined ? {} : { previousResultId }) });
  }

  /** The items of a full report. */
  async diagnostics(uri: string): Promise<Diagnostic[]> {
    const report = await this.pull(uri);
    if (report.kind !== 'full') throw new Error(`a full report was expected, not ${report.kind}`);
    return report.items;
  }

  async codeActions(uri: string, range: Range, context: CodeActionContext): Promise<CodeAction[]> {
    return await this.request<CodeAction[] | null>('textDocument/codeAction', { textDocument: { uri }, range, context }) ?? [];
  }

  /** How requests of the server are answered from now on; null otherwise. */
  answer(method: string, how: (params: unknown) => unknown): void {
    this.#answers.set(method, how);
  }

  /** The next message with this method that fits, received already or not; it is taken out. */
  async next<Params>(method: string, fits: (params: Params) => boolean = () => true): Promise<Params> {
    for (;;) {
      const index = this.#received.findIndex((message) => message.method === method && fits(message.params as Params));
      const found = this.#received.splice(index, index < 0 ? 0 : 1)[0];
      if (found) return found.params as Params;
      await new Promise<void>((resolve) => { this.#waiting.push(resolve); });
    }
  }

  published(uri: string, fits: (params: PublishDiagnosticsParams) => boolean = () => true): Promise<PublishDiagnosticsParams> {
    return this.next<PublishDiagnosticsParams>('textDocument/publishDiagnostics', (params) => params.uri === uri && fits(params));
  }

  /** Messages that came and were not taken. */
  left(method: string): readonly unknown[] {
    return this.#received.filter((message) => message.method === method).map(({ params }) => params);
  }

  /** Says goodbye as the protocol wants it; the answer is the exit code. */
  async stop(): Promise<number | null> {
    const ended = new Promise<number | null>((resolve) => {
      if (this.process.exitCode !== null) resolve(this.process.exitCode);
      else this.process.once('exit', resolve);
    });
    await this.request('shutdown', undefined);
    await this.notify('exit', undefined);
    const code = await ended;
    this.connection.dispose();
    return code;
  }

  #receive(message: Received): void {
    this.#received.push(message);
    const waiting = this.#waiting;
    this.#waiting = [];
    for (const resume of waiting) resume();
  }
}

export function uriOf(file: string): string {
  return pathToFileURL(file).href;
}

/** A folder with files, removed by `remove`. */
export function project(files: Readonly<Record<string, string>>): { readonly folder: string; readonly file: (name: string) => string; readonly remove: () => void } {
  const folder = fs.realpathSync(fs.mkdtempSync(path.join(os.tmpdir(), 'async-pitfalls server-')));
  for (const [name, text] of Object.entries(files)) {
    fs.mkdirSync(path.dirname(path.join(folder, name)), { recursive: true });
    fs.writeFileSync(path.join(folder, name), text);
  }
  return { folder, file: (name) => path.join(folder, name), remove: () => { fs.rmSync(folder, { recursive: true, force: true }); } };
}

/** The text under a range. */
export function textAt(text: string, { start, end }: Range): string {
  return text.slice(offsetAt(text, start), offsetAt(text, end));
}

/** The text after the edits, which all mean the text before them. */
export function applied(text: string, edits: readonly TextEdit[]): string {
  return [...edits]
    .map((edit, index) => ({ edit, index, start: offsetAt(text, edit.range.start), end: offsetAt(text, edit.range.end) }))
    .sort((a, b) => b.start - a.start || b.index - a.index)
    .reduce((changed, { edit, start, end }) => changed.slice(0, start) + edit.newText + changed.slice(end), text);
}

function offsetAt(text: string, { line, character }: Position): number {
  const lines = text.split('\n');
  return lines.slice(0, line).reduce((sum, content) => sum + content.length + 1, 0) + character;
}
