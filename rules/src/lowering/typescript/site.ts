/** Where lowering stands: the file, the function and class around, and the names in sight. */
import type ts from 'typescript';
import type { ClassModel, FunctionModel, Unit } from '../../model/index.js';
import type { TypeScriptCompiler } from '../../syntax/typescript/load.js';
import type { NameScope } from './name-scope.js';

/** Code nested deeper than this is left out (`opaque error`): whoever walks the model may use the call stack. */
export const DEEPEST_NESTING = 500;

export interface Site {
  readonly ts: TypeScriptCompiler;
  readonly source: ts.SourceFile;
  readonly unit: Unit;
  /** The function whose code is being lowered. */
  readonly enclosing: FunctionModel;
  /** The class whose body is being lowered; undefined inside its methods. */
  readonly owner: ClassModel | undefined;
  readonly names: NameScope;
  /** `Outer.method.`: what qualified names begin with. */
  readonly prefix: string;
  /** How deep the lowering is; shared by all sites of one function. */
  readonly depth: { level: number };
}

/** Offset of a node's first character, comments before it excluded. */
export function startOf(node: ts.Node, site: Site): number {
  return node.getStart(site.source, false);
}

/** The range that most model nodes have, and what is linked or found out later. */
export function rangeOf(node: ts.Node, site: Site): { start: number; end: number; parent: undefined; unit: undefined; answers: undefined } {
  return { start: startOf(node, site), end: node.end, parent: undefined, unit: undefined, answers: undefined };
}

/** Runs `lower` one level deeper; undefined when that is too deep. */
export function deeper<T>(site: Site, lower: () => T): T | undefined {
  if (site.depth.level >= DEEPEST_NESTING) return undefined;
  site.depth.level++;
  try {
    return lower();
  } finally {
    site.depth.level--;
  }
}
