/**
 * A unit is what is lowered and reused as a whole: the code of a module, or one outermost function or method with all
 * that it contains. Offsets of its nodes count from `base`, which moves when text above it is edited.
 */
import type { FunctionModel } from './function.js';
import type { ModuleModel } from './module.js';

export interface Unit {
  /** Offset of the unit's first character in its module's text. Updated when the unit is reused after an edit. */
  base: number;
  readonly root: FunctionModel;
  module: ModuleModel;
}
