/** What the lowering of a piece of syntax must know about its surroundings. */
import type { ClassModel, FunctionModel, Unit } from '../../model/index.js';
import type * as ast from '../../syntax/python/index.js';

export interface Around {
  /** The text that the syntax was parsed from. */
  readonly text: string;
  /** Offset in `text` of the unit's first character; a node's offset is its syntax offset less this. */
  readonly origin: number;
  readonly unit: Unit;
  /** The function (or module) whose code this is. */
  readonly enclosing: FunctionModel;
  /** The class whose body this is, blocks in it included. */
  readonly owner: ClassModel | undefined;
  /** What a function defined here is called after: `''` or `Outer.method.` with its dot. */
  readonly prefix: string;
  /** How many nodes of the model are around the current one. Beyond `MAX_DEPTH` the tree is cut. */
  depth: number;
  /** Makes the model of a `def` in this code. */
  readonly define: Define;
  /** Told about every lambda that is made here. */
  readonly onLambda: ((lambda: FunctionModel) => void) | undefined;
}

export type Define = (definition: ast.FunctionDef | ast.AsyncFunctionDef, around: Around) => FunctionModel;

/**
 * Deepest nesting of the model, so that recursive code over it never runs out of stack. CPython itself stops at 100
 * blocks and 200 parentheses; only operator chains and method chains get deeper in real code.
 */
export const MAX_DEPTH = 200;

/** Longest `elif` or operator chain that is lowered as nested nodes. */
export const MAX_CHAIN = 60;
