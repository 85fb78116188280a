/** What the client can do, and what this server offers to such a client. */
import {
  CodeActionKind, TextDocumentSyncKind, type InitializeParams, type ServerCapabilities,
} from 'vscode-languageserver/node';

export const fixAllKind = `${CodeActionKind.SourceFixAll}.async-pitfalls`;

/** Runs after the edit of a fix that makes functions async. */
export const showCallersCommand = 'async-pitfalls.showCallersElsewhere';

export interface ClientFeatures {
  /** Asks for diagnostics itself; otherwise they are pushed. */
  readonly pullsDiagnostics: boolean;
  /** Sends `diagnostic.data` back, so that a code action can be answered from its arguments. */
  readonly keepsDiagnosticData: boolean;
  readonly showsRelatedInformation: boolean;
  readonly linksCodes: boolean;
  /** Understands edits that name the document version they are meant for. */
  readonly versionedEdits: boolean;
  /** Understands code actions, and runs the command of one after its edit; otherwise nothing is offered. */
  readonly codeActionLiterals: boolean;
  readonly appliesEdits: boolean;
  /** Our own client: lists places that the server sends (`asyncPitfalls/showReferences`). */
  readonly listsPlaces: boolean;
  readonly answersConfiguration: boolean;
  readonly registersConfigurationChanges: boolean;
  readonly registersWatchers: boolean;
  readonly tellsFolderChanges: boolean;
  readonly refreshesDiagnostics: boolean;
  readonly language: 'en' | 'zh';
}

/** Never throws: a client may send anything in place of its capabilities. */
export function readFeatures(params: InitializeParams): ClientFeatures {
  const { textDocument, workspace } = params.capabilities ?? {};
  const experimental: unknown = params.capabilities?.experimental;
  const published = textDocument?.publishDiagnostics;
  const pulled = textDocument?.diagnostic;
  return {
    pullsDiagnostics: pulled !== undefined,
    keepsDiagnosticData: (pulled?.dataSupport ?? published?.dataSupport) === true,
    showsRelatedInformation: (pulled?.relatedInformation ?? published?.relatedInformation) === true,
    linksCodes: (pulled?.codeDescriptionSupport ?? published?.codeDescriptionSupport) === true,
    versionedEdits: workspace?.workspaceEdit?.documentChanges === true,
    codeActionLiterals: textDocument?.codeAction?.codeActionLiteralSupport !== undefined,
    appliesEdits: workspace?.applyEdit === true,
    listsPlaces: isRecord(experimental) && isRecord(experimental['asyncPitfalls']) && experimental['asyncPitfalls']['listsPlaces'] === true,
    answersConfiguration: workspace?.configuration === true,
    registersConfigurationChanges: workspace?.didChangeConfiguration?.dynamicRegistration === true,
    registersWatchers: workspace?.didChangeWatchedFiles?.dynamicRegistration === true,
    tellsFolderChanges: workspace?.workspaceFolders === true,
    refreshesDiagnostics: workspace?.diagnostics?.refreshSupport === true,
    language: localeOf(params).toLowerCase().startsWith('zh') ? 'zh' : 'en',
  };
}

export function serverCapabilities(client: ClientFeatures): ServerCapabilities {
  return {
    positionEncoding: 'utf-16',
    textDocumentSync: { openClose: true, change: TextDocumentSyncKind.Incremental, save: false },
    notebookDocumentSync: { notebookSelector: [{ notebook: '*', cells: [{ language: 'python' }] }] },
    ...(client.pullsDiagnostics
      ? { diagnosticProvider: { identifier: 'async-pitfalls', interFileDependencies: true, workspaceDiagnostics: false } }
      : {}),
    ...(client.codeActionLiterals
      ? { codeActionProvider: { codeActionKinds: [CodeActionKind.QuickFix, fixAllKind] }, executeCommandProvider: { commands: [showCallersCommand] } }
      : {}),
    hoverProvider: true,
    workspace: { workspaceFolders: { supported: true, changeNotifications: true } },
  };
}

/** `locale` is the protocol's field; VS Code's client sends its display language there too. */
function localeOf(params: InitializeParams): string {
  return typeof params.locale === 'string' ? params.locale : '';
}

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null;
}
