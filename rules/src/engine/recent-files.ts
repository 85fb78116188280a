/** Models that files checked this recently rest on are given up last. */
const maximum = 20;

/** The files that were checked last. */
export class RecentFiles {
  readonly #paths = new Set<string>();

  add(path: string): void {
    this.#paths.delete(path);
    this.#paths.add(path);
    for (const oldest of this.#paths) {
      if (this.#paths.size <= maximum) break;
      this.#paths.delete(oldest);
    }
  }

  paths(): Iterable<string> {
    return this.#paths;
  }
}
