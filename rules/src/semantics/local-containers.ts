/** Lists, sets and dicts that a function makes and fills: what puts elements in, and what leaves them there. */
import { resolveName, type Expression, type NameExpression, type Node, type Variable } from '../model/index.js';

/** Methods that take an element. */
export const ADDING = new Set(['append', 'add', 'appendleft', 'push']);

/** `xs.append(…)`, `xs.clear()` as statements, `xs.length`: the elements stay where they are. */
export function leavesElements(member: Node): boolean {
  const call = member.parent;
  if (member.kind === 'member' && (member.name === 'length' || member.name === 'size') && !isStored(member)) return call?.kind !== 'call' || call.callee !== member;
  return member.kind === 'member' && (ADDING.has(member.name) || member.name === 'clear')
    && call?.kind === 'call' && call.callee === member && call.parent?.kind === 'expression-statement';
}

/** The `xs` of `xs[k] = value`. */
export function isAddedInto(read: NameExpression): boolean {
  return read.parent?.kind === 'index' && read.parent.object === read && isStored(read.parent);
}

/** The target of an assignment or `del`. */
export function isStored(node: Expression): boolean {
  const { parent } = node;
  return parent?.kind === 'delete' || (parent?.kind === 'assignment' && parent.operator === undefined && parent.targets.includes(node));
}

export function isEmptyContainer(binding: Variable['bindings'][number]): boolean {
  if (binding.kind !== 'target' || binding.node.kind !== 'assignment' || binding.node.operator !== undefined) return false;
  const { value } = binding.node;
  if (value?.kind === 'sequence') return value.shape !== 'tuple';
  return value?.kind === 'mapping' || (value?.kind === 'call' && value.arguments.length === 0
    && value.callee.kind === 'name' && ['list', 'set', 'dict'].includes(value.callee.name) && resolveName(value.callee) === undefined);
}
