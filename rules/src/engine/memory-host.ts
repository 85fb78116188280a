/** A file system made of a table, for tests and for documents that exist nowhere else. */
import type { FileSignature, FolderEntry, ReadResult, WritableFileSystem } from './file-system.js';
import type { Problem } from './finding.js';
import { isInside, pathBelow } from './paths.js';
import { hashOf } from './project-index/stored-index.js';
import { decodeFile } from './reading.js';

export class MemoryFileSystem implements WritableFileSystem {
  readonly #files: Map<string, string | Uint8Array>;
  /** How often each file was read. */
  readonly reads = new Map<string, number>();

  constructor(files: Readonly<Record<string, string | Uint8Array>>) {
    this.#files = new Map(Object.entries(files));
  }

  set(path: string, content: string | Uint8Array): void {
    this.#files.set(path, content);
  }

  delete(path: string): void {
    this.#files.delete(path);
  }

  readFile(path: string): ReadResult {
    this.reads.set(path, (this.reads.get(path) ?? 0) + 1);
    const content = this.#files.get(path);
    if (content === undefined) {
      return { text: undefined, problem: { path, kind: 'file', message: 'The file cannot be read: it does not exist' } };
    }
    const read: ReadResult = typeof content === 'string' ? { text: content, encoding: 'utf-8' } : decodeFile(path, content);
    return { ...read, signature: this.signatureOf(path)?.text };
  }

  /** Of the content itself: there are no times here. */
  signatureOf(path: string): FileSignature | undefined {
    const content = this.#files.get(path);
    return content === undefined ? undefined : { text: hashOf(content.toString()), changed: 0 };
  }

  kindOf(path: string): 'file' | 'folder' | undefined {
    if (this.#files.has(path)) return 'file';
    return [...this.#files.keys()].some((file) => isInside(file, path)) ? 'folder' : undefined;
  }

  list(path: string): readonly FolderEntry[] | undefined {
    const entries = new Map<string, FolderEntry>();
    for (const file of this.#files.keys()) {
      if (!isInside(file, path) || file === path) continue;
      const [name = '', ...below] = pathBelow(file, path).split('/');
      entries.set(name, { name, kind: below.length > 0 ? 'folder' : 'file' });
    }
    if (entries.size === 0) return undefined;
    return [...entries.values()].sort((a, b) => (a.name < b.name ? -1 : 1));
  }

  writeFile(path: string, text: string, _encoding: string, roots: readonly string[]): Problem | undefined {
    if (!roots.some((root) => isInside(path, root))) {
      return { path, kind: 'file', message: 'The file lies outside the workspace and was not changed' };
    }
    this.#files.set(path, text);
    return undefined;
  }
}
