/** Functions that are handed on instead of being called. */
import { moduleOf, resolveName, walk, type Expression, type FunctionModel, type NameExpression, type Node } from '../model/index.js';

/**
 * `Thread(target=work)`, `button.on_click = self.work`: whoever calls it expects what it gives now. By name alone, so that
 * a function of another class with this name counts as well.
 */
export function isUsedAsValue(fn: FunctionModel): boolean {
  return referencesAsValue(fn).length > 0;
}

/** The mentions of the function's name in its module that are no calls, in source order. By name alone, too. */
export function referencesAsValue(fn: FunctionModel): Expression[] {
  const found: Expression[] = [];
  walk(moduleOf(fn).root, (node) => {
    if ((node.kind === 'name' || node.kind === 'member') && node.name === fn.name && !isCallee(node)) found.push(node);
  });
  return found;
}

function isCallee(node: Node): boolean {
  return node.parent?.kind === 'call' && node.parent.callee === node;
}

/** `job = fetch`: the name was given a function that is defined under another one. */
export function isOtherName(name: Expression): name is NameExpression {
  const variable = name.kind === 'name' ? resolveName(name) : undefined;
  return variable?.bindings.some(({ node }) => node.kind === 'assignment' && (node.value?.kind === 'name' || node.value?.kind === 'member')) ?? false;
}
