/** The texts of all files as the user sees them: open documents over the file system. */
import type { Language } from '../model/index.js';
import { languageOf } from './file-kinds.js';
import type { FileSystem, ReadResult } from './file-system.js';
import { hashOf, type Fingerprint } from './project-index/stored-index.js';
import { maximumFileBytes } from './reading.js';

export interface OpenDocument {
  readonly text: string;
  readonly version: number | undefined;
  /** For a document whose path does not tell, such as one that was never saved. */
  readonly language: Language | undefined;
  /** Cells of a notebook, joined. */
  readonly isNotebook: boolean;
}

/** Texts that are read again when they are needed cost little; those of a large project cost more memory than they save time. */
const maximumCharacters = 32_000_000;

export class SourceTexts {
  readonly #open = new Map<string, OpenDocument>();
  readonly #read = new Map<string, ReadResult>();
  readonly #signatures = new Map<string, string>();
  readonly #fingerprints = new Map<string, Fingerprint>();
  /** Characters in `#read`. */
  #size = 0;

  constructor(readonly files: FileSystem) {}

  open(path: string, document: OpenDocument): void {
    this.#open.set(path, document);
  }

  close(path: string): void {
    this.#open.delete(path);
    this.forget(path);
  }

  /** The file on disk changed, appeared or vanished. */
  forget(path: string): void {
    this.#drop(path);
    this.#signatures.delete(path);
    this.#fingerprints.delete(path);
  }

  /** The text is not needed for now. */
  release(path: string): void {
    const fingerprint = this.#open.has(path) ? undefined : this.fingerprint(path);
    this.#drop(path);
    if (fingerprint) this.#fingerprints.set(path, fingerprint);
  }

  /** Of the text that `read` gave; undefined when it was not asked for. */
  fingerprint(path: string): Fingerprint | undefined {
    const document = this.#open.get(path);
    // No file on disk is like an open document.
    if (document) return { signature: 'open', hash: hashOf(document.text) };
    const read = this.#read.get(path);
    if (!read) return this.#fingerprints.get(path);
    return { signature: this.#signatures.get(path) ?? '', hash: read.text === undefined ? '' : hashOf(read.text) };
  }

  /** Gives up texts when there are many. */
  trim(): void {
    if (this.#size <= maximumCharacters) return;
    for (const path of [...this.#read.keys()]) this.release(path);
  }

  openPaths(): Iterable<string> {
    return this.#open.keys();
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
    const known = this.#read.get(path);
    if (known) return known;
    const result = this.files.readFile(path);
    if (result.signature !== undefined) this.#signatures.set(path, result.signature);
    this.#read.set(path, result);
    this.#size += result.text?.length ?? 0;
    return result;
  }

  /** As `read`, for a look that is not worth keeping the text for. */
  glance(path: string): string | undefined {
    return this.#open.has(path) || this.#read.has(path) ? this.read(path).text : this.files.readFile(path).text;
  }

  isFile(path: string): boolean {
    return this.#open.has(path) || this.files.kindOf(path) === 'file';
  }

  isFolder(path: string): boolean {
    return this.files.kindOf(path) === 'folder';
  }

  #drop(path: string): void {
    this.#size -= this.#read.get(path)?.text?.length ?? 0;
    this.#read.delete(path);
  }

  #openText(path: string, { text }: OpenDocument): ReadResult {
    if (text.length <= maximumFileBytes) return { text, encoding: 'utf-8' };
    return { text: undefined, problem: { path, kind: 'file', message: 'The document is too large and was not checked; the limit is 10 MB' } };
  }
}
