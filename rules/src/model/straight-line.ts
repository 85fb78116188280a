/**
 * Reads that need no control-flow graph. Most variables get the value that a read sees in a statement before it in the
 * same block, or in a block around that: every way to the read leads through there. To build the graph of a function and
 * to search it for each read costs several times as much.
 */
import { isIn, isSameBlock } from './blocks.js';
import { isEntered, mayHoldDeadCode } from './dead-code.js';
import type { FunctionModel } from './function.js';
import type { NameExpression, Node } from './nodes.js';
import { functionOf } from './place.js';
import { positionOf, type Binding, type Variable } from './scope.js';

/**
 * The only binding of the variable that a read in the code of `owner`, whose variable it is, can see; undefined when it
 * takes the graph to tell. Never another answer than the graph's. Python only: hoisting, falling through and labels are
 * not thought of.
 */
export function onlyBindingBefore(name: NameExpression, variable: Variable, owner: FunctionModel): Binding | undefined {
  if (owner.unit.module.language !== 'python') return undefined;
  const last = lastOf(variable.bindings);
  if (!last || mayHoldDeadCode(owner)) return undefined;
  const isCertain = last.kind === 'parameter' ? variable.bindings.length === 1 && isReached(name, owner, undefined) : isReached(name, owner, statementOf(last));
  return isCertain && variable.bindings.every((binding) => isOwn(binding, owner) && (binding === last || binding.node !== last.node)) ? last : undefined;
}

function lastOf(bindings: readonly Binding[]): Binding | undefined {
  let last = bindings[0];
  for (const binding of bindings) if (last && positionOf(binding) > positionOf(last)) last = binding;
  return last;
}

/** Made by the function's own code, not by a nested function that writes the variable. */
function isOwn(binding: Binding, owner: FunctionModel): boolean {
  const { node } = binding;
  if (node.kind === 'parameter') return true;
  const place = node.kind === 'function' || node.kind === 'class' ? node.parent : node;
  return place !== undefined && functionOf(place) === owner;
}

/** The statement that has bound the name once it is complete, or (`for`, `with`) once its body runs. */
function statementOf({ node }: Binding): Node | 'none' {
  switch (node.kind) {
    case 'import': case 'for': return node;
    case 'assignment': return node.value ? node : 'none';
    case 'function': return node.parent?.kind === 'function-statement' ? node.parent : 'none';
    case 'class': return node.parent?.kind === 'class-statement' ? node.parent : 'none';
    case 'with-item': return node.parent ?? 'none';
    default: return 'none';
  }
}

/**
 * Does the read come after `statement` (anywhere in the function when undefined)? Whether code that an exception or a
 * pattern leads to is reached at all, the graph tells in all but plain cases.
 */
function isReached(name: NameExpression, owner: FunctionModel, statement: Node | 'none' | undefined): boolean {
  if (statement === 'none') return false;
  let isAfter = statement === undefined;
  let child: Node = name;
  for (let node = name.parent; node; child = node, node = node.parent) {
    if (node.kind === 'match-case' || (node.kind === 'handler' && !isEntered(node))) return false;
    if (statement && !isAfter) isAfter = node === statement ? isInBody(node, child) : comesAfter(node, child, statement);
    if (node === owner) return isAfter;
  }
  return false;
}

function comesAfter(node: Node, child: Node, statement: Node): boolean {
  if (node !== statement.parent || statement.kind === 'for' || statement.kind === 'with') return false;
  return child.start > statement.start && isSameBlock(statement, child);
}

function isInBody(node: Node, child: Node): boolean {
  return (node.kind === 'for' || node.kind === 'with') && isIn(node.body, child);
}
