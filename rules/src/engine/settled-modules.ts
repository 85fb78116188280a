/**
 * Which models go when files are checked once, folder by folder. What nobody used goes with its check, before the collector
 * has moved it to the memory that is rarely looked through; what only its own folder used goes when the checks leave it.
 */
import { folderOf } from './paths.js';

export interface HeldModules {
  isHeld(path: string): boolean;
  /** The modules whose answers rest on this one, held or not. */
  users(path: string): ReadonlySet<string>;
}

export class SettledModules {
  /** Checked and in use when they were. */
  readonly #used = new Set<string>();

  constructor(readonly held: HeldModules) {}

  /** The file has been checked. Gives the modules that nothing which is kept rests on. */
  checked(path: string): readonly string[] {
    const left = this.#leftFor(folderOf(path));
    if (this.held.users(path).size === 0) return [...left, path];
    this.#used.add(path);
    return left;
  }

  #leftFor(folder: string): readonly string[] {
    const left = new Set<string>();
    for (const path of this.#used) {
      const own = folderOf(path);
      if (folder !== own && !folder.startsWith(`${own}/`)) left.add(path);
    }
    for (const path of left) this.#used.delete(path);
    return this.#withoutNeeded(left);
  }

  /** Takes out what a held module rests on that is not going itself, until nothing more has to stay. */
  #withoutNeeded(going: Set<string>): readonly string[] {
    let before: number;
    do {
      before = going.size;
      for (const path of going) if (this.#isNeeded(path, going)) going.delete(path);
    } while (going.size < before);
    return [...going];
  }

  #isNeeded(path: string, going: ReadonlySet<string>): boolean {
    for (const user of this.held.users(path)) if (!going.has(user) && this.held.isHeld(user)) return true;
    return false;
  }
}
