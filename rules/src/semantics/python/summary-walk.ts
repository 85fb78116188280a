/** The outermost functions of a module with the extent of their bodies. */
import { forEachChild } from '../../model/index.js';
import type { FunctionModel, ModuleModel, Node } from '../../model/index.js';

export interface FunctionExtent {
  readonly fn: FunctionModel;
  readonly start: number;
  /** Where the header ends, near enough: after the result's annotation, or the parameters. */
  readonly bodyStart: number;
  readonly end: number;
}

/** In source order; methods of classes included, functions inside functions not. Bodies are not lowered. */
export function functionStatements(module: ModuleModel): readonly FunctionExtent[] {
  const found: FunctionExtent[] = [];
  const visit = (node: Node): void => {
    if (node.kind === 'function') {
      if (node.form === 'function') found.push(extentOf(node));
      return;
    }
    forEachChild(node, visit);
  };
  for (const statement of module.root.body) visit(statement);
  return found.sort((a, b) => a.start - b.start);
}

function extentOf(fn: FunctionModel): FunctionExtent {
  const { base, module } = fn.unit;
  const last = fn.returns ?? fn.parameters[fn.parameters.length - 1];
  const header = base + (last ? last.end : fn.nameEnd);
  const end = base + fn.end;
  const colon = module.text.indexOf(':', header);
  return { fn, start: base + fn.start, bodyStart: colon < 0 || colon > end ? header : colon + 1, end };
}
