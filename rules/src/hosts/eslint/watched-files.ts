/**
 * The machine's files, with a memory of what was looked at, so that a long-lived ESLint (an editor's) notices when a
 * file changes that a finding was derived from.
 */
import fs from 'node:fs';
import { nodeFileSystem } from '../../engine/node-host.js';
import type { FileSignature, FileSystem, FolderEntry, ReadResult } from '../../engine/file-system.js';

/** Looking at this many files takes less than a millisecond. */
const fewFiles = 200;

/** Looking at more may take this share of the time. */
const share = 1 / 20;

export class WatchedFiles implements FileSystem {
  readonly #signatures = new Map<string, string>();
  #notBefore = 0;

  readFile(path: string): ReadResult {
    this.#signatures.set(path, signatureOf(path));
    return nodeFileSystem.readFile(path);
  }

  kindOf(path: string): 'file' | 'folder' | undefined {
    if (!this.#signatures.has(path)) this.#signatures.set(path, signatureOf(path));
    return nodeFileSystem.kindOf(path);
  }

  signatureOf(path: string): FileSignature | undefined {
    this.#signatures.set(path, signatureOf(path));
    return nodeFileSystem.signatureOf?.(path);
  }

  list(path: string): readonly FolderEntry[] | undefined {
    return nodeFileSystem.list(path);
  }

  realPath(path: string): string {
    return nodeFileSystem.realPath?.(path) ?? path;
  }

  /**
   * The paths that were looked at and have changed, appeared or vanished since. When they are many, at most a twentieth
   * of the time is spent on looking: in between the answer is empty, so that a run over thousands of files does not look
   * at all of them for each.
   */
  takeChanges(): string[] {
    const started = performance.now();
    if (this.#signatures.size > fewFiles && started < this.#notBefore) return [];
    const changed: string[] = [];
    for (const [path, signature] of this.#signatures) {
      const now = signatureOf(path);
      if (now === signature) continue;
      this.#signatures.set(path, now);
      changed.push(path);
    }
    const ended = performance.now();
    this.#notBefore = ended + (ended - started) / share;
    return changed;
  }
}

function signatureOf(path: string): string {
  try {
    const status = fs.statSync(path, { throwIfNoEntry: false });
    if (!status) return '';
    // A folder is only asked whether it is one; what is created in it does not change that.
    return status.isDirectory() ? 'folder' : `${status.mtimeMs} ${status.ctimeMs} ${status.size} ${status.ino}`;
  } catch {
    return '';
  }
}
