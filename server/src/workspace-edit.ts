import type { WorkspaceEdit } from 'vscode-languageserver/node';
import type { ClientFeatures } from './capabilities.js';
import type { DocumentEdits } from './finding-data.js';

/** The edits as the client takes them; with versions where it knows them. */
export function workspaceEdit(documents: readonly DocumentEdits[], client: ClientFeatures): WorkspaceEdit {
  if (!client.versionedEdits) return { changes: Object.fromEntries(documents.map(({ uri, edits }) => [uri, edits])) };
  return { documentChanges: documents.map(({ uri, version, edits }) => ({ textDocument: { uri, version }, edits })) };
}
