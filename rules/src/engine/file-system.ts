/** What the engine needs from the outside world. Paths are absolute, with `/` separators. */
import type { Encoding } from './reading.js';
import type { Problem } from './finding.js';

/** A file's text, or the reason why there is none. */
export type ReadResult = (
  | { readonly text: string; readonly encoding: Encoding; readonly problem?: undefined }
  | { readonly text: undefined; readonly problem: Problem }
) & {
  /** The text of the signature that the file had before it was read: if it was written meanwhile, the signature tells. */
  readonly signature?: string | undefined;
};

export type EntryKind = 'file' | 'folder' | 'link' | 'other';

export interface FolderEntry {
  readonly name: string;
  /** Links are not followed here: `link` whatever they point to. */
  readonly kind: EntryKind;
}

/** What a file looks like from outside. */
export interface FileSignature {
  /** Of size and times: the same as long as nobody writes the file. */
  readonly text: string;
  /** When the file was written last, in milliseconds since 1970. */
  readonly changed: number;
}

export interface FileSystem {
  /** Never throws: what cannot be read as text comes back as a problem. */
  readFile(path: string): ReadResult;
  /** What the path is after following links; undefined when there is nothing. */
  kindOf(path: string): 'file' | 'folder' | undefined;
  /** Entries sorted by name (by code unit); undefined when the folder cannot be read. */
  list(path: string): readonly FolderEntry[] | undefined;
  /** Undefined when there is no such file. A file system with signatures gives them with what it read; one without has no index. */
  signatureOf?(path: string): FileSignature | undefined;
  /** Where links lead; the path itself when there is nothing. */
  realPath?(path: string): string;
}

/** A file system that can also be written, for `--fix`. */
export interface WritableFileSystem extends FileSystem {
  /**
   * Replaces a file's content. Refuses (and says so) when the real file lies outside `roots`, or when the text cannot
   * be written in the file's encoding.
   */
  writeFile(path: string, text: string, encoding: Encoding, roots: readonly string[]): Problem | undefined;
}
