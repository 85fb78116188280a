/** The catalogue: one line per trap. */
import type { Rule } from './rule.js';
import missingAwait from './missing-await.js';

export const rules: readonly Rule[] = [missingAwait];
