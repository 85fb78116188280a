/** What becomes of functions that fixes make async: which other files were changed because of them. */
import { functionAt } from './callers/project-callers.js';
import type { ChosenFix } from './edits.js';
import type { Engine } from './engine.js';

export interface FunctionMadeAsync {
  readonly path: string;
  /** Qualified. */
  readonly name: string;
  /** Other files that were changed because of it, in order. */
  readonly files: readonly string[];
}

/** A file that is changed for a function: keys of `#functions` to paths. */
type Following = readonly (readonly [key: string, path: string])[];

export class MadeAsync {
  readonly #engine: Pick<Engine, 'analyse'>;
  readonly #functions = new Map<string, { readonly path: string; readonly name: string; readonly files: Set<string> }>();

  constructor(engine: Pick<Engine, 'analyse'>) {
    this.#engine = engine;
  }

  /** Fixes of findings that come from a function made async: asked before they are applied, while their places are true. */
  followedBy(chosen: readonly ChosenFix[]): Following {
    if (this.#functions.size === 0) return [];
    return chosen.flatMap(({ finding }) => finding.related.flatMap(({ place }) => {
      const fn = place.path === finding.path ? undefined : functionAt(this.#engine.analyse(place.path)?.module, place.start);
      const key = fn && keyOf(place.path, fn.qualifiedName);
      return key !== undefined && this.#functions.has(key) ? [[key, finding.path] as const] : [];
    }));
  }

  /** The fixes were applied. */
  add(chosen: readonly ChosenFix[], following: Following): void {
    for (const [key, path] of following) this.#functions.get(key)?.files.add(path);
    for (const { finding: { path }, fix: { makesAsync = [] } } of chosen) {
      for (const name of makesAsync) if (!this.#functions.has(keyOf(path, name))) this.#functions.set(keyOf(path, name), { path, name, files: new Set() });
    }
  }

  /** `changed`: the files that differ in the end. */
  all(changed: ReadonlyMap<string, unknown>): readonly FunctionMadeAsync[] {
    return [...this.#functions.values()].filter(({ path }) => changed.has(path))
      .map(({ path, name, files }) => ({ path, name, files: [...files].filter((file) => changed.has(file)).sort() }));
  }
}

function keyOf(path: string, name: string): string {
  return `${path}:${name}`;
}
