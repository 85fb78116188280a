/** Blocks: the lists of statements that run one after the other. */
import type { Node } from '../../model/index.js';

/** Are the two statements, children of the same node, in the same list of statements? */
export function isSameBlock(a: Node, b: Node): boolean {
  const { parent } = a;
  if (!parent || parent !== b.parent || a === b) return false;
  switch (parent.kind) {
    case 'if': case 'for': case 'while': return isIn(parent.otherwise, a) === isIn(parent.otherwise, b);
    case 'try': return [parent.body, parent.otherwise, parent.finalizer].some((block) => isIn(block, a) && isIn(block, b));
    default: return true;
  }
}

export function isIn(block: readonly Node[], node: Node): boolean {
  return block.includes(node);
}
