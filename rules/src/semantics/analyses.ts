/** The analyses that rules ask, built over either language's semantics. */
import { BlockingAnalysis, type BlockingStats } from './blocking.js';
import { EffectAnalysis } from './effects.js';
import type { Analyses, Semantics } from './semantics.js';

export interface CountingAnalyses extends Analyses {
  /** How much of the call graph the blocking analysis could see so far. */
  readonly stats: BlockingStats;
}

/**
 * Analyses for one state of a project: their caches rest on the answers of `semantics`, so make new ones after a change.
 * Making them costs nothing; everything is computed on demand.
 */
export function createAnalyses(semantics: Semantics): CountingAnalyses {
  const blocking = new BlockingAnalysis(semantics);
  const effects = new EffectAnalysis(semantics);
  return {
    blocking: (invocation) => blocking.blocking(invocation),
    reaches: (invocation, wanted) => blocking.reaches(invocation, wanted),
    effects: (call) => effects.effects(call),
    get stats() {
      return blocking.stats;
    },
  };
}
