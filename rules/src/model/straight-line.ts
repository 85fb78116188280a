/**
 * Reads that need no control-flow graph. Most variables get the value that a read sees in a statement before it in the
 * same block, or in a block around that: every way to the read leads through there. To build the graph of a function and
 * to search it for each read costs several times as much.
 */
import { blockAround, isIn, isSameBlock } from './blocks.js';
import { isEntered, mayHoldDeadCode, mayNotComplete } from './dead-code.js';
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
  if (!last || mayHoldDeadCode(owner) || !mayBeReached(name, owner)) return undefined;
  const isSeen = variable.bindings.length === 1 ? isSeenAt(name, last) : isAlwaysBefore(name, statementOf(last));
  return isSeen && variable.bindings.every((binding) => isOwn(binding, owner) && (binding === last || binding.node !== last.node)) ? last : undefined;
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

/** Whether code that an exception or a pattern leads to is reached at all, the graph tells in all but plain cases. */
function mayBeReached(name: NameExpression, owner: FunctionModel): boolean {
  for (let node = name.parent; node && node !== owner; node = node.parent) {
    if (node.kind === 'match-case' || (node.kind === 'handler' && !isEntered(node))) return false;
  }
  return true;
}

/** The statement that has bound the name once it is complete, or (`for`, `with`) once its body runs. */
function statementOf({ node }: Binding): Node | undefined {
  switch (node.kind) {
    case 'import': case 'for': return node;
    case 'assignment': return node.value ? node : undefined;
    case 'function': return node.parent?.kind === 'function-statement' ? node.parent : undefined;
    case 'class': return node.parent?.kind === 'class-statement' ? node.parent : undefined;
    case 'with-item': return node.parent;
    default: return undefined;
  }
}

/** Does every way to the read lead through the statement, after everything that stands before it? */
function isAlwaysBefore(name: NameExpression, statement: Node | undefined): boolean {
  const bindsBody = statement?.kind === 'for' || statement?.kind === 'with';
  let child: Node = name;
  for (let node = name.parent; statement && node; child = node, node = node.parent) {
    if (node === statement) return bindsBody && node.kind === statement.kind && isIn(node.body, child);
    if (node === statement.parent) return !bindsBody && comesAfter(child, statement);
  }
  return false;
}

function comesAfter(child: Node, statement: Node): boolean {
  return child.start > statement.start && isSameBlock(statement, child);
}

/** Does some way lead from the variable's only binding to the read? On others it is not bound, which tells nothing. */
function isSeenAt(name: NameExpression, binding: Binding): boolean {
  if (binding.kind === 'parameter') return true;
  const isWalrus = binding.node.kind === 'assignment-expression';
  const statement = isWalrus ? statementAround(binding.node) : statementOf(binding);
  if (!statement) return false;
  // From the name outwards: what stands before a node in the list is the part of it that the name is in.
  const around: Node[] = [];
  for (let node: Node | undefined = name; node; node = node.parent) around.push(node);
  const within = around.indexOf(statement);
  if (within > 0) return isInBody(statement, around[within - 1] ?? name);
  for (let node: Node | undefined = statement; node; node = node.parent) {
    const common: number = node.parent ? around.indexOf(node.parent) : -1;
    if (common > 0) return comesAfter(around[common - 1] ?? name, node);
    if (!leadsOn(node)) return false;
  }
  return false;
}

function statementAround(node: Node): Node | undefined {
  let statement: Node | undefined = node;
  while (statement && !blockAround(statement)) statement = statement.parent;
  return statement;
}

function isInBody(statement: Node, child: Node): boolean {
  switch (statement.kind) {
    case 'for': case 'with': return isIn(statement.body, child);
    case 'while': return statement.form === 'while' && isIn(statement.body, child);
    case 'if': return isIn(statement.then, child) || isIn(statement.otherwise, child);
    default: return false;
  }
}

/** Once the statement is complete: does some way lead to the end of what its block is a part of? */
function leadsOn(node: Node): boolean {
  const { parent } = node;
  if (node.kind === 'handler' || node.kind === 'match-case') return true;
  const block = blockAround(node);
  if (!block || !parent || block.slice(block.findIndex((statement) => statement === node) + 1).some(mayNotComplete)) return false;
  switch (parent.kind) {
    case 'if': case 'with': case 'match-case': case 'block': return true;
    case 'handler': return parent.parent?.kind === 'try' && isEntered(parent) && !parent.parent.finalizer.some(mayNotComplete);
    case 'for': case 'while': return !parent.otherwise.some(mayNotComplete);
    case 'try': return ![...parent.otherwise, ...parent.finalizer].some(mayNotComplete);
    default: return false;
  }
}
