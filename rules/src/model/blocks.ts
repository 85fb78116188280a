/** Blocks: the lists of statements that run one after the other. */
import type { FunctionModel } from './function.js';
import type { Node, Statement } from './nodes.js';
import { visitCode } from './code-order.js';

/** Every list of statements that a function's own code runs in order: its body and all nested blocks. */
export function blocksOf(fn: FunctionModel): (readonly Statement[])[] {
  const blocks: (readonly Statement[])[] = [fn.body];
  visitCode(fn, (node) => {
    switch (node.kind) {
      case 'if': blocks.push(node.then, node.otherwise); break;
      case 'for': case 'while': blocks.push(node.body, node.otherwise); break;
      case 'try': blocks.push(node.body, node.otherwise, node.finalizer); break;
      case 'handler': case 'with': case 'match-case': case 'block': blocks.push(node.body); break;
      default: break;
    }
  });
  return blocks.filter((block) => block.length > 0);
}

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

/** The list of statements that the node is one of; undefined when it is no statement of a block. */
export function blockAround(node: Node): readonly Statement[] | undefined {
  const { parent } = node;
  switch (parent?.kind) {
    case 'function': case 'class': case 'with': case 'handler': case 'match-case': case 'block': return containing(node, parent.body);
    case 'if': return containing(node, parent.then, parent.otherwise);
    case 'for': case 'while': return containing(node, parent.body, parent.otherwise);
    case 'try': return containing(node, parent.body, parent.otherwise, parent.finalizer);
    default: return undefined;
  }
}

function containing(node: Node, ...blocks: (readonly Statement[])[]): readonly Statement[] | undefined {
  return blocks.find((block) => isIn(block, node));
}
