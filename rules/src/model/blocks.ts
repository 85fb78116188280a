import type { FunctionModel } from './function.js';
import type { Statement } from './nodes.js';
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
