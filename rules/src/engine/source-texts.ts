/** The texts of all files as the user sees them: open documents over the file system. */
import type { Language } from '../model/index.js';
import { languageOf } from './file-kinds.js';
import type { FileSystem, ReadResult } from './file-system.js';
import { maximumFileBytes } from './reading.js';

export interface OpenDocument {
  readonly text: string;
  readonly version: number | undefined;
  /** For a document whose path does not tell, such as one that was never saved. */
  readonly language: Language | undefined;
  /** Cells of a notebook, joined. */
  readonly isNotebook: boolean;
}

export class SourceTexts {
  readonly #open = new Map<string, OpenDocument>();
  readonly #read = new Map<string, ReadResult>();

  constructor(readonly files: FileSystem) {}

  open(path: string, document: OpenDocument): void {
    this.#open.set(path, document);
  }

  close(path: string): void {
    this.#open.delete(path);
    this.#read.delete(path);
  }

  /** The file on disk changed, appeared or vanished. */
  forget(path: string): void {
    this.#read.delete(path);
  }

  document(path: string): OpenDocument | undefined {
    return this.#open.get(path);
  }

  /** The language that the file is checked as; undefined when it is not. */
  languageOf(path: string): Language | undefined {
    return this.#open.get(path)?.language ?? languageOf(path);
  }

  read(path: string): ReadResult {
    const document = this.#open.get(path);
    if (document) return this.#openText(path, document);
    let result = this.#read.get(path);
    if (!result) this.#read.set(path, (result = this.files.readFile(path)));
    return result;
  }

  isFile(path: string): boolean {
    return this.#open.has(path) || this.files.kindOf(path) === 'file';
  }

  isFolder(path: string): boolean {
    return this.files.kindOf(path) === 'folder';
  }

  #openText(path: string, { text }: OpenDocument): ReadResult {
    if (text.length <= maximumFileBytes) return { text, encoding: 'utf-8' };
    return { text: undefined, problem: { path, kind: 'file', message: 'The document is too large and was not checked; the limit is 10 MB' } };
  }
}
