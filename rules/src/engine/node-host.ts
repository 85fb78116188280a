/** The file system of the machine. */
import fs from 'node:fs';
import type { EntryKind, FileSignature, FolderEntry, ReadResult, WritableFileSystem } from './file-system.js';
import type { Problem } from './finding.js';
import { enginePath, isInside } from './paths.js';
import { decodeFile, encodeText, maximumFileBytes, tooLarge, type Encoding } from './reading.js';

export const nodeFileSystem: WritableFileSystem = {
  readFile(path: string): ReadResult {
    let signature: string | undefined;
    try {
      const status = fs.statSync(path);
      if (!status.isFile()) return { text: undefined, problem: { path, kind: 'file', message: 'This is not a file' } };
      signature = signatureText(status);
      const read = status.size > maximumFileBytes ? tooLarge(path, status.size) : decodeFile(path, bytesOf(path, status.size));
      return { ...read, signature };
    } catch (error) {
      return { text: undefined, problem: { path, kind: 'file', message: `The file cannot be read: ${reasonOf(error)}` }, signature };
    }
  },

  kindOf(path: string): 'file' | 'folder' | undefined {
    try {
      const status = fs.statSync(path, { throwIfNoEntry: false });
      return status?.isDirectory() ? 'folder' : status?.isFile() ? 'file' : undefined;
    } catch {
      return undefined;
    }
  },

  list(path: string): readonly FolderEntry[] | undefined {
    try {
      return fs.readdirSync(path, { withFileTypes: true })
        .map((entry) => ({ name: entry.name, kind: kindOfEntry(entry) }))
        .sort((a, b) => (a.name < b.name ? -1 : 1));
    } catch {
      return undefined;
    }
  },

  signatureOf(path: string): FileSignature | undefined {
    try {
      const status = fs.statSync(path, { throwIfNoEntry: false });
      if (!status?.isFile()) return undefined;
      return { text: signatureText(status), changed: Math.max(status.mtimeMs, status.ctimeMs) };
    } catch {
      return undefined;
    }
  },

  realPath(path: string): string {
    try {
      return enginePath(fs.realpathSync(path));
    } catch {
      return path;
    }
  },

  writeFile(path: string, text: string, encoding: Encoding, roots: readonly string[]): Problem | undefined {
    const bytes = encodeText(text, encoding);
    if (!bytes) return { path, kind: 'file', message: `The fixed text cannot be written as ${encoding}; save the file as UTF-8 first` };
    try {
      const real = enginePath(fs.realpathSync(path));
      if (!roots.some((root) => isInside(real, enginePath(fs.realpathSync(root))))) {
        return { path, kind: 'file', message: 'The file is a link to a place outside the workspace and was not changed' };
      }
      fs.writeFileSync(real, bytes);
      return undefined;
    } catch (error) {
      return { path, kind: 'file', message: `The file cannot be written: ${reasonOf(error)}` };
    }
  },
};

function signatureText({ size, mtimeMs, ctimeMs }: fs.Stats): string {
  return `${size} ${mtimeMs} ${ctimeMs}`;
}

/** Most source files are smaller. */
const scratch = Buffer.allocUnsafeSlow(256 * 1024);

/** The file's bytes, to be used before the next file is read: memory that is touched for the first time costs more than the reading. */
function bytesOf(path: string, size: number): Uint8Array {
  if (size === 0 || size > scratch.length) return fs.readFileSync(path);
  const file = fs.openSync(path, 'r');
  try {
    let length = 0;
    for (let read = -1; read !== 0 && length < size; length += read) read = fs.readSync(file, scratch, length, size - length, null);
    return scratch.subarray(0, length);
  } finally {
    fs.closeSync(file);
  }
}

function kindOfEntry(entry: fs.Dirent): EntryKind {
  if (entry.isSymbolicLink()) return 'link';
  if (entry.isDirectory()) return 'folder';
  return entry.isFile() ? 'file' : 'other';
}

const reasons: ReadonlyMap<string, string> = new Map([
  ['EACCES', 'permission denied'],
  ['EPERM', 'permission denied'],
  ['ENOENT', 'it does not exist'],
  ['EROFS', 'the file system is read-only'],
  ['ENOSPC', 'no space is left'],
  ['ELOOP', 'its links form a loop'],
]);

function reasonOf(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  const code = 'code' in error ? String(error.code) : '';
  return reasons.get(code) ?? error.message;
}
