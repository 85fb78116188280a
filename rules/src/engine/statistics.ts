/** Figures about checks, for `--stats` and the editor's status item. Times in milliseconds. */
import { nodesIn, type Language } from '../model/index.js';
import type { Analysed, LanguageStatistics } from './language-support.js';

export interface CheckStatistics {
  /** false: nothing asynchronous in the file, so it was not looked at any closer. */
  readonly isAnalysed: boolean;
  readonly functions: number;
  readonly suppressed: number;
  /** An earlier run found this out, and it still holds. */
  readonly isRecalled: boolean;
  /** Reading, parsing, and what the language does before rules run. */
  readonly prepareTime: number;
  /** Rules, with lowering and inference that they ask for. */
  readonly rulesTime: number;
}

export const noCheckStatistics: CheckStatistics = { isAnalysed: false, functions: 0, suppressed: 0, isRecalled: false, prepareTime: 0, rulesTime: 0 };

export interface CallStatistics {
  readonly resolved: number;
  readonly unresolved: number;
}

/** How many calls of a module have at least one known target. */
export function countCalls({ module, semantics }: Analysed): CallStatistics {
  let resolved = 0;
  let unresolved = 0;
  for (const fn of new Set([module.root, ...module.functions])) {
    for (const call of nodesIn(fn, 'call')) {
      const targets = semantics.targets(call);
      if (targets.functions.length + targets.library.length > 0 || targets.constructs) resolved++;
      else unresolved++;
    }
  }
  return { resolved, unresolved };
}

/** What the loaded languages say, by language. */
export type EngineStatistics = Partial<Readonly<Record<Language, LanguageStatistics>>>;
