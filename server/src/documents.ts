/** The open documents, and the sources that they make up. Knows nothing of the engine. */
import { NotebookDocuments, TextDocuments, type Connection, type NotebookDocument } from 'vscode-languageserver/node';
import { TextDocument } from 'vscode-languageserver-textdocument';
import type { Language } from '../../rules/src/core.js';
import { fileSource, notebookSource, type Source } from './source.js';
import { pathOfUri, schemeOf, uriKey } from './uris.js';

const languages: ReadonlyMap<string, Language> = new Map([
  ['python', 'python'],
  ...['typescript', 'typescriptreact', 'typescript.tsx', 'javascript', 'javascriptreact', 'javascript.jsx']
    .map((id) => [id, 'typescript'] as const),
]);

/** Of an in-memory document, whose URI says nothing about its content. */
const extensions: ReadonlyMap<string, string> = new Map([
  ['python', '.py'], ['typescript', '.ts'], ['typescriptreact', '.tsx'], ['typescript.tsx', '.tsx'],
  ['javascript', '.js'], ['javascriptreact', '.jsx'], ['javascript.jsx', '.jsx'],
]);

/** Cells come through the notebook; the others show text that nobody edits. */
const ignoredSchemes: ReadonlySet<string> = new Set(['vscode-notebook-cell', 'git', 'output', 'debug', 'vscode-scm', 'comment']);

export interface DocumentListener {
  opened(source: Source): void;
  changed(source: Source): void;
  closed(source: Source): void;
}

/** Where documents that exist in the editor only are; nothing on disk can be in it. */
export const memoryFolder = '/async-pitfalls-in-memory';

export class Documents {
  readonly #texts = new TextDocuments(TextDocument);
  readonly #notebooks = new NotebookDocuments(TextDocument);
  /** By URI key of the document or notebook. */
  readonly #sources = new Map<string, Source>();
  /** By URI key of each document, cells included: the key in `#sources`. */
  readonly #owners = new Map<string, string>();
  readonly #listener: DocumentListener;

  constructor(listener: DocumentListener) {
    this.#listener = listener;
  }

  listen(connection: Connection): void {
    this.#texts.onDidChangeContent(({ document }) => { this.#set(document.uri, textSource(document)); });
    this.#texts.onDidClose(({ document }) => { this.#remove(document.uri); });
    this.#notebooks.onDidOpen((notebook) => { this.#setNotebook(notebook); });
    this.#notebooks.onDidChange(({ notebookDocument }) => { this.#setNotebook(notebookDocument); });
    this.#notebooks.onDidClose(({ uri }) => { this.#remove(uri); });
    this.#texts.listen(connection);
    this.#notebooks.listen(connection);
  }

  /** The open document with this URI, whatever its spelling; a cell of a notebook, too. */
  document(uri: string): TextDocument | undefined {
    const source = this.sourceOf(uri);
    const key = uriKey(uri);
    return source?.parts.find((part) => uriKey(part.document.uri) === key)?.document;
  }

  sourceOf(uri: string): Source | undefined {
    const owner = this.#owners.get(uriKey(uri));
    return owner === undefined ? undefined : this.#sources.get(owner);
  }

  /** The open source with this engine path. */
  sourceAt(path: string): Source | undefined {
    for (const source of this.#sources.values()) if (source.path === path) return source;
    return undefined;
  }

  all(): readonly Source[] {
    return [...this.#sources.values()];
  }

  #setNotebook(notebook: NotebookDocument): void {
    const cells = notebook.cells
      .map((cell) => this.#notebooks.getCellTextDocument(cell))
      .filter((cell) => cell !== undefined)
      .filter((cell) => languages.get(cell.languageId) === 'python');
    this.#set(notebook.uri, notebookSource(enginePath(notebook.uri, '.ipynb'), cells));
  }

  #set(uri: string, source: Source | undefined): void {
    if (!source) return;
    const key = uriKey(uri);
    const before = this.#sources.get(key);
    this.#sources.set(key, source);
    for (const part of before?.parts ?? []) this.#owners.delete(uriKey(part.document.uri));
    for (const part of source.parts) this.#owners.set(uriKey(part.document.uri), key);
    if (before) this.#listener.changed(source);
    else this.#listener.opened(source);
  }

  #remove(uri: string): void {
    const key = uriKey(uri);
    const source = this.#sources.get(key);
    if (!source) return;
    this.#sources.delete(key);
    for (const part of source.parts) this.#owners.delete(uriKey(part.document.uri));
    this.#listener.closed(source);
  }
}

function textSource(document: TextDocument): Source | undefined {
  const language = languages.get(document.languageId);
  if (!language || ignoredSchemes.has(schemeOf(document.uri))) return undefined;
  const path = enginePath(document.uri, extensions.get(document.languageId) ?? '');
  return fileSource(path, language, document);
}

/** One path per URI. Documents that exist in the editor only get the extension that says how to parse them. */
function enginePath(uri: string, extension: string): string {
  const path = pathOfUri(uri);
  if (path !== undefined) return path;
  const name = encodeURIComponent(uri);
  return `${memoryFolder}/${name.endsWith(extension) ? name : name + extension}`;
}
