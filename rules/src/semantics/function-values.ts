/** Functions that are handed on instead of being called. */
import { moduleOf, walk, type FunctionModel, type Node } from '../model/index.js';

/**
 * `Thread(target=work)`, `button.on_click = self.work`: whoever calls it expects what it gives now. By name alone, so that
 * a function of another class with this name counts as well.
 */
export function isUsedAsValue(fn: FunctionModel): boolean {
  let found = false;
  walk(moduleOf(fn).root, (node) => {
    if ((node.kind === 'name' || node.kind === 'member') && node.name === fn.name && !isCallee(node)) found = true;
    return found ? 'skip' : undefined;
  });
  return found;
}

function isCallee(node: Node): boolean {
  return node.parent?.kind === 'call' && node.parent.callee === node;
}
