/** All state of one connection. Ground state is what the client told: documents, folders, settings. */
import {
  DidChangeConfigurationNotification, DocumentDiagnosticReportKind, ErrorCodes, LSPErrorCodes, ResponseError,
  type CancellationToken, type DiagnosticServerCancellationData, type CodeAction, type CodeActionParams, type Connection, type Diagnostic,
  type DidChangeWatchedFilesParams, type DocumentDiagnosticParams, type DocumentDiagnosticReport, type ExecuteCommandParams, type Hover, type HoverParams,
  type InitializeParams, type InitializeResult, type Position, type PublishDiagnosticsParams, type WorkspaceFolder,
} from 'vscode-languageserver/node';
import manifest from '../package.json';
import { readFeatures, serverCapabilities, showCallersCommand, type ClientFeatures } from './capabilities.js';
import { CallerReports } from './callers-elsewhere.js';
import { Checks } from './checks.js';
import { codeActions, type CodeActionWorld, type Current } from './code-actions.js';
import { section, sectionIn } from './configuration.js';
import { ConfigurationProblems } from './configuration-problems.js';
import { defaultIndexFolder } from '../../rules/src/core.js';
import { diagnosticsOf } from './diagnostics.js';
import { Documents } from './documents.js';
import { foldersIn, pathsOf } from './folders.js';
import { hoverAt, linkTo, noteHover } from './hover.js';
import { createLocator, type Locator } from './locations.js';
import { report } from './pull.js';
import { delay, Pause } from './pause.js';
import { Pusher } from './push.js';
import { screenOf } from './screen.js';
import { Settings } from './settings.js';
import { extentOf, type Source } from './source.js';
import { suppressionOf } from './suppression.js';
import { pathOfUri, uriKey } from './uris.js';
import { watchFiles } from './watched-files.js';
import { Workspaces } from './workspaces.js';

/** A pause in typing, in milliseconds. */
const pause = 150;

/** Nobody has typed for this long, in milliseconds: time for what may take some. */
const keepingPause = 20_000;
/** Between the answer that an edit was applied and the new texts; much more than the fraction of a second that was seen. */
const editPatience = 2_000;

/** Registers everything on the connection; the session lives as long as it does. */
export function serve(connection: Connection): void {
  let session: Session | undefined;
  connection.onInitialize((params) => {
    if (session) return new ResponseError(ErrorCodes.InvalidRequest, 'initialized already');
    session = new Session(connection, params);
    return session.start();
  });
}

class Session {
  readonly #connection: Connection;
  readonly #client: ClientFeatures;
  readonly #settings: Settings;
  readonly #workspaces: Workspaces;
  readonly #documents: Documents;
  readonly #checks: Checks;
  readonly #locator: Locator;
  readonly #pusher: Pusher;
  readonly #configurationProblems: ConfigurationProblems;
  /** The result each document was answered with last, by URI. */
  readonly #answered = new Map<string, string>();
  readonly #world: CodeActionWorld;
  readonly #callers: CallerReports;
  readonly #dependants: Pause;
  /** An editor that ends in a crash says no good-bye. */
  readonly #keeping: Pause;
  #folders: readonly WorkspaceFolder[];
  #ready: Promise<void> = Promise.resolve();

  constructor(connection: Connection, params: InitializeParams) {
    this.#connection = connection;
    this.#client = readFeatures(params);
    this.#folders = foldersIn(params);
    this.#settings = new Settings(connection, this.#client, sectionIn(params.initializationOptions));
    this.#workspaces = new Workspaces({ language: this.#client.language, cacheFolder: defaultIndexFolder(process.env), settingsOf: (folder) => this.#settings.of(folder), log: connection.console });
    this.#workspaces.setFolders(pathsOf(this.#folders));
    this.#checks = new Checks(this.#workspaces, connection.console);
    this.#documents = new Documents({
      opened: (source) => { this.#put(source); },
      changed: (source) => { this.#put(source); },
      closed: (source) => { this.#closed(source); },
    });
    this.#locator = createLocator((path) => this.#documents.sourceAt(path), (path) => this.#workspaces.linesOf(path));
    this.#configurationProblems = new ConfigurationProblems((published) => { void connection.sendDiagnostics(published); });
    this.#pusher = new Pusher({
      all: () => this.#client.pullsDiagnostics ? [] : this.#publications(),
      publish: (published) => { void connection.sendDiagnostics(published); },
    }, delay(pause));
    this.#dependants = new Pause(delay(pause), () => { this.#refreshDependants(); });
    this.#keeping = new Pause(delay(keepingPause), () => { this.#workspaces.save(); });
    this.#world = {
      client: this.#client,
      locator: this.#locator,
      version: (uri) => this.#documents.document(uri)?.version,
      current: (uri) => this.#current(uri),
      suppression: (finding, scope) => suppressionOf(finding, scope, { documents: this.#documents, locator: this.#locator, workspaces: this.#workspaces }),
    };
    this.#callers = new CallerReports({
      client: this.#client, locator: this.#locator, screen: screenOf(connection), documents: this.#documents, workspaces: this.#workspaces, turn: () => this.#turn(),
      patience: delay(editPatience),
    });
  }

  start(): InitializeResult {
    const connection = this.#connection;
    this.#documents.listen(connection);
    connection.onInitialized(() => { this.#run(this.#afterInitialize()); });
    connection.onDidChangeConfiguration(({ settings }: { settings: unknown }) => { this.#run(this.#reconfigure(settings)); });
    connection.onDidChangeWatchedFiles((params) => { this.#filesChanged(params); });
    connection.languages.diagnostics.on((params, token) => this.#pull(params, token));
    connection.onCodeAction((params, token) => this.#codeActions(params, token));
    connection.onExecuteCommand((params) => this.#execute(params));
    connection.onHover((params, token) => this.#hover(params, token));
    connection.onShutdown(() => {
      this.#callers.stop();
      this.#pusher.stop();
      this.#dependants.stop();
      this.#keeping.stop();
      this.#workspaces.save();
    });
    return {
      capabilities: serverCapabilities(this.#client),
      serverInfo: { name: manifest.name, version: manifest.version },
    };
  }

  async #afterInitialize(): Promise<void> {
    const connection = this.#connection;
    if (this.#client.registersConfigurationChanges) {
      this.#run(connection.client.register(DidChangeConfigurationNotification.type, { section }).then(() => undefined));
    }
    if (this.#client.registersWatchers) this.#run(watchFiles(connection));
    if (this.#client.tellsFolderChanges) {
      connection.workspace.onDidChangeWorkspaceFolders(({ added, removed }) => { this.#run(this.#foldersChanged(added, removed)); });
    }
    await this.#loadSettings(this.#workspaces.roots());
  }

  async #reconfigure(sent: unknown): Promise<void> {
    const given = sectionIn(sent);
    if (given !== undefined) this.#settings.tell(given);
    await this.#loadSettings([...new Set([...this.#workspaces.roots(), ...this.#workspaces.folders()])]);
    this.#stale();
  }

  /** Answers wait for this: findings of the wrong settings would flash up first. Never rejects. */
  #loadSettings(folders: readonly string[]): Promise<void> {
    const load = async (): Promise<void> => {
      await this.#settings.load(folders);
      for (const folder of this.#workspaces.folders()) this.#workspaces.configure(folder, this.#settings.of(folder));
    };
    this.#ready = this.#ready.then(load).catch((error: unknown) => { this.#failed(error); });
    return this.#ready;
  }

  async #foldersChanged(added: readonly WorkspaceFolder[], removed: readonly WorkspaceFolder[]): Promise<void> {
    const gone = new Set(removed.map(({ uri }) => uriKey(uri)));
    this.#folders = [...this.#folders.filter(({ uri }) => !gone.has(uriKey(uri))), ...added];
    this.#workspaces.setFolders(pathsOf(this.#folders));
    await this.#loadSettings(this.#workspaces.roots());
    for (const source of this.#documents.all()) this.#put(source);
    this.#stale();
  }

  #put(source: Source): void {
    const folder = this.#workspaces.folderOf(source.path);
    if (!this.#settings.knows(folder)) this.#run(this.#loadSettings([folder]));
    this.#checks.forget(source);
    this.#workspaces.put(source);
    this.#follow();
  }

  #closed(source: Source): void {
    this.#workspaces.close(source.path);
    for (const { document } of source.parts) this.#answered.delete(document.uri);
    this.#follow();
  }

  #filesChanged({ changes }: DidChangeWatchedFilesParams): void {
    for (const { uri } of changes) {
      const path = pathOfUri(uri);
      if (path !== undefined) this.#workspaces.fileChanged(path);
    }
    for (const source of this.#documents.all()) this.#checks.forget(source);
    this.#stale();
  }

  /** A document changed. Clients ask again for it, but not all do for those that depend on it. */
  #follow(): void {
    this.#callers.textsChanged();
    this.#keeping.schedule();
    if (!this.#client.pullsDiagnostics) this.#push();
    else if (this.#client.refreshesDiagnostics) this.#dependants.schedule();
  }

  #push(): void {
    this.#run(this.#ready.then(() => { this.#pusher.schedule(); }));
  }

  /** Something changed that no client can relate to a document. */
  #stale(): void {
    this.#callers.textsChanged();
    if (!this.#client.pullsDiagnostics) this.#push();
    else if (this.#client.refreshesDiagnostics) this.#run(this.#connection.languages.diagnostics.refresh());
  }

  /** Asks the client to ask again when a document it was answered for has another answer now. */
  #refreshDependants(): void {
    const isStale = [...this.#answered].some(([uri, resultId]) => this.#report(uri, resultId).kind === DocumentDiagnosticReportKind.Full);
    if (isStale) this.#stale();
  }

  async #pull(params: DocumentDiagnosticParams, token: CancellationToken): Promise<DocumentDiagnosticReport | ResponseError<DiagnosticServerCancellationData>> {
    await this.#turn();
    if (token.isCancellationRequested) return new ResponseError(LSPErrorCodes.RequestCancelled, 'cancelled', { retriggerRequest: true });
    const { uri } = params.textDocument;
    const answer = this.#report(uri, params.previousResultId);
    if (answer.resultId !== undefined) this.#answered.set(uri, answer.resultId);
    this.#showConfigurationProblems();
    return answer;
  }

  #report(uri: string, previousResultId: string | undefined): DocumentDiagnosticReport {
    return report(this.#diagnostics(uri), this.#documents.document(uri)?.version ?? 0, previousResultId);
  }

  async #codeActions(params: CodeActionParams, token: CancellationToken): Promise<CodeAction[] | ResponseError<void>> {
    await this.#turn();
    if (token.isCancellationRequested) return new ResponseError(LSPErrorCodes.RequestCancelled, 'cancelled');
    return codeActions(params, this.#world);
  }

  /** Answered at once: what is found is shown when it is. */
  #execute({ command, arguments: given = [] }: ExecuteCommandParams): null | ResponseError<void> {
    if (command !== showCallersCommand) return new ResponseError(ErrorCodes.InvalidParams, `unknown command ${command}`);
    this.#run(this.#callers.show(given[0]));
    return null;
  }

  async #hover({ textDocument, position }: HoverParams, token: CancellationToken): Promise<Hover | null | ResponseError<void>> {
    await this.#turn();
    if (token.isCancellationRequested) return new ResponseError(LSPErrorCodes.RequestCancelled, 'cancelled');
    const onFinding = hoverAt(position, this.#current(textDocument.uri), this.#client.language, ({ path, start, end }) => this.#workspaces.trace(path, start, end));
    return onFinding ?? this.#note(textDocument.uri, position) ?? null;
  }

  #note(uri: string, position: Position): Hover | undefined {
    const source = this.#documents.sourceOf(uri);
    const document = this.#documents.document(uri);
    const extent = source && document && extentOf(source, document);
    if (!extent) return undefined;
    const note = this.#workspaces.note(source.path, extent.start + document.offsetAt(position), (place) => linkTo(place, this.#locator));
    return note && noteHover(note, this.#locator);
  }

  /** Lets what has arrived meanwhile (a cancellation, a newer text) come first, and settings before the first answer. */
  async #turn(): Promise<void> {
    await this.#ready;
    await new Promise((resolve) => { setImmediate(resolve); });
  }

  #diagnostics(uri: string): Diagnostic[] {
    const source = this.#documents.sourceOf(uri);
    const document = this.#documents.document(uri);
    if (!source || !document) return [];
    return diagnosticsOf(this.#checks.findings(source), this.#locator, this.#client).get(document.uri) ?? [];
  }

  /** After a check: settings are read when they are needed. */
  #showConfigurationProblems(): void {
    const problems = this.#workspaces.configurationProblems();
    for (const problem of problems) this.#checks.tell(problem);
    this.#configurationProblems.show(problems);
  }

  #publications(): PublishDiagnosticsParams[] {
    const publications = this.#documents.all().flatMap((source) => {
      const diagnostics = diagnosticsOf(this.#checks.findings(source), this.#locator, this.#client);
      return source.parts.map(({ document: { uri, version } }) => ({ uri, version, diagnostics: diagnostics.get(uri) ?? [] }));
    });
    this.#showConfigurationProblems();
    return publications;
  }

  #current(uri: string): Current[] {
    const source = this.#documents.sourceOf(uri);
    const document = this.#documents.document(uri);
    if (!source || !document) return [];
    return this.#checks.findings(source).flatMap((finding) => {
      const diagnostic = diagnosticsOf([finding], this.#locator, this.#client).get(document.uri)?.[0];
      return diagnostic ? [{ finding, diagnostic }] : [];
    });
  }

  /** For what nobody waits for. */
  #run(work: Promise<void>): void {
    work.catch((error: unknown) => { this.#failed(error); });
  }

  #failed(error: unknown): void {
    this.#connection.console.error(error instanceof Error ? error.stack ?? error.message : String(error));
  }
}
