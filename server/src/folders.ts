/** The folders that a client works in. */
import type { InitializeParams, WorkspaceFolder } from 'vscode-languageserver/node';
import { pathOfUri, uriOfPath } from './uris.js';

/** Those it told when it connected; older clients name a root instead. */
export function foldersIn({ workspaceFolders, rootUri, rootPath }: InitializeParams): readonly WorkspaceFolder[] {
  if (Array.isArray(workspaceFolders)) return workspaceFolders.filter(({ uri }) => typeof uri === 'string');
  const uri = typeof rootUri === 'string' ? rootUri : typeof rootPath === 'string' ? uriOfPath(rootPath) : undefined;
  return uri === undefined ? [] : [{ uri, name: uri }];
}

/** The engine's paths of those that are on disk. */
export function pathsOf(folders: readonly WorkspaceFolder[]): readonly string[] {
  return folders.map(({ uri }) => pathOfUri(uri)).filter((path) => path !== undefined);
}
