/** Where a value was made. */
import { resolveName, type CallExpression, type Expression, type Node } from '../model/index.js';

/** A call itself; for a name the calls whose results it is given, by assignment or `with … as`; [] for anything else. */
export function constructionsOf(expression: Expression): readonly CallExpression[] {
  if (expression.kind === 'call') return [expression];
  if (expression.kind !== 'name') return [];
  const bindings = resolveName(expression)?.bindings ?? [];
  return bindings.flatMap((binding) => (binding.kind === 'target' ? callGivenTo(binding.node, binding.name) : []));
}

function callGivenTo(node: Node, name: Expression): readonly CallExpression[] {
  const value = valueGivenTo(node, name);
  return value?.kind === 'call' ? [value] : [];
}

function valueGivenTo(node: Node, name: Expression): Expression | undefined {
  switch (node.kind) {
    case 'assignment': return node.targets.includes(name) ? node.value : undefined;
    case 'assignment-expression': return node.target === name ? node.value : undefined;
    case 'with-item': return node.target === name ? node.context : undefined;
    case 'with': return node.items.find((item) => item.target === name)?.context;
    default: return undefined;
  }
}
