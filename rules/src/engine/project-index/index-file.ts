/**
 * The index as a file in a folder for caches: of the user, not of the workspace, so that a repository cannot bring one
 * along and checking a folder writes nothing into it. Written whole beside the old one and then moved over it, so that
 * processes that run at the same time read either.
 */
import fs from 'node:fs';
import path from 'node:path';
import type { IndexStore } from './project-index.js';
import { hashOf } from './stored-index.js';

/** Larger files are not read: no project needs one. */
const maximumBytes = 256 * 1024 * 1024;
const unusedAfterMilliseconds = 30 * 24 * 60 * 60 * 1000;
const extension = '.index';

/** `scope`: what tells this project and program from others; `name` for people who look into the folder. */
export function indexFile(folder: string, name: string, scope: string): IndexStore {
  const file = path.join(folder, `${name.replace(/[^\w.-]/g, '_').slice(0, 40)}-${hashOf(scope)}${extension}`);
  return {
    load() {
      try {
        if (fs.statSync(file).size > maximumBytes) return undefined;
        return fs.readFileSync(file, 'utf8');
      } catch {
        return undefined;
      }
    },
    save(text) {
      const beside = `${file}.${process.pid}.${Date.now()}.new`;
      try {
        fs.mkdirSync(folder, { recursive: true, mode: 0o700 });
        fs.writeFileSync(beside, text, { mode: 0o600, flag: 'wx' });
        fs.renameSync(beside, file);
        removeUnused(folder);
      } catch {
        remove(beside);
      }
    },
  };
}

/**
 * Where programs keep what they can make again: `ASYNC_PITFALLS_CACHE`, else the system's place for it; undefined when
 * there is none or the variable is set to nothing.
 */
export function defaultIndexFolder(environment: Readonly<Record<string, string | undefined>>): string | undefined {
  const { ASYNC_PITFALLS_CACHE: chosen, XDG_CACHE_HOME: xdg, LOCALAPPDATA: local, HOME: home } = environment;
  if (chosen !== undefined) return chosen === '' ? undefined : path.resolve(chosen);
  const inHome = home && path.join(home, process.platform === 'darwin' ? 'Library/Caches' : '.cache');
  const base = process.platform === 'win32' ? local : xdg ?? inHome;
  return base !== undefined && path.isAbsolute(base) ? path.join(base, 'async-pitfalls') : undefined;
}

/** Of projects and versions that are no longer used, and what an interrupted run left. */
function removeUnused(folder: string): void {
  const oldest = Date.now() - unusedAfterMilliseconds;
  for (const name of fs.readdirSync(folder)) {
    if (!name.endsWith(extension) && !name.endsWith('.new')) continue;
    const file = path.join(folder, name);
    if ((fs.statSync(file, { throwIfNoEntry: false })?.mtimeMs ?? Date.now()) < oldest) remove(file);
  }
}

/** What cannot be removed stays: another process may have been faster, or the folder may be none. */
function remove(file: string): void {
  try {
    fs.rmSync(file, { force: true });
  } catch {
    // Nothing depends on it.
  }
}
