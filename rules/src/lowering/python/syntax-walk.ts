/** Questions about syntax that is not lowered (yet); no recursion, so that depth does not matter. */
import type * as ast from '../../syntax/python/index.js';

/** Does code of this body yield, functions and lambdas in it left out (but not what their headers evaluate)? */
export function hasOwnYield(body: readonly ast.Node[]): boolean {
  const pending: ast.Node[] = [...body];
  for (let node = pending.pop(); node; node = pending.pop()) {
    switch (node.type) {
      case 'Yield': case 'YieldFrom':
        return true;
      case 'FunctionDef': case 'AsyncFunctionDef':
        pushAll(pending, [...node.decorator_list, ...headerExpressions(node.args)]);
        break;
      case 'Lambda':
        pushAll(pending, headerExpressions(node.args));
        break;
      default:
        pushChildren(pending, node);
    }
  }
  return false;
}

/** The names that an expression reads, in source order; those in lambdas and comprehensions, with scopes of their own, left out. */
export function namesRead(expression: ast.Expr): ast.Name[] {
  const names: ast.Name[] = [];
  const pending: ast.Node[] = [expression];
  for (let node = pending.pop(); node; node = pending.pop()) {
    if (node.type === 'Name') names.push(node);
    else if (node.type !== 'Lambda' && node.type !== 'comprehension') pushChildren(pending, node);
  }
  return names.sort((a, b) => a.start - b.start);
}

function headerExpressions(args: ast.Arguments): ast.Expr[] {
  return [...args.defaults, ...args.kw_defaults.filter((value) => value !== undefined)];
}

function pushAll(pending: ast.Node[], nodes: readonly ast.Node[]): void {
  for (const node of nodes) pending.push(node);
}

function pushChildren(pending: ast.Node[], node: ast.Node): void {
  if (node.type === 'Constant') return;
  for (const field of Object.values(node)) {
    if (Array.isArray(field)) pushAll(pending, field.filter(isNode));
    else if (isNode(field)) pending.push(field);
  }
}

function isNode(value: unknown): value is ast.Node {
  return typeof value === 'object' && value !== null && 'type' in value;
}
