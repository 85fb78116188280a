/**
 * Reuse of outermost functions after an edit. A function may be taken over when its text and the classes around it are
 * unchanged: nothing else goes into its model, offsets being relative to its unit.
 */
import type { ModuleModel } from '../../model/index.js';
import type { PythonFunction } from './functions.js';

export class FunctionPool {
  readonly #byName = new Map<string, Map<string, PythonFunction[]>>();

  /** `module` is the one that `functions` were made for; those that a later module has taken meanwhile are left out. */
  constructor(module: ModuleModel, functions: readonly PythonFunction[]) {
    for (const fn of functions) {
      const { unit } = fn;
      if (unit.module !== module) continue;
      const text = module.text.slice(unit.base, unit.base + fn.end);
      let byText = this.#byName.get(fn.qualifiedName);
      if (!byText) this.#byName.set(fn.qualifiedName, (byText = new Map<string, PythonFunction[]>()));
      const same = byText.get(text);
      if (same) same.push(fn);
      else byText.set(text, [fn]);
    }
    // Taken from the end, so that of several equal functions the first one is handed out first.
    for (const byText of this.#byName.values()) for (const same of byText.values()) same.reverse();
  }

  /** Hands out a function at most once. */
  take(qualifiedName: string, text: string): PythonFunction | undefined {
    return this.#byName.get(qualifiedName)?.get(text)?.pop();
  }
}
