/** What runs when a function runs, in the order of a preorder walk: found once per function, since every rule asks. */
import type { FunctionModel } from './function.js';
import type { Node } from './nodes.js';
import { forEachChild, type Visit } from './walk.js';

interface Code {
  readonly nodes: readonly Node[];
  /** For each node the index of the first one that is not below it. */
  readonly ends: readonly number[];
}

const codes = new WeakMap<FunctionModel, Code>();

/**
 * Walks what runs when `fn` runs: its body, nested class bodies, and of nested functions only decorators and defaults.
 * Nested function nodes themselves are visited (their bodies are not). 'skip' leaves a subtree out.
 */
export function visitCode(fn: FunctionModel, visit: Visit): void {
  let code = codes.get(fn);
  if (!code) codes.set(fn, (code = codeOf(fn)));
  const { nodes, ends } = code;
  for (let index = 0; index < nodes.length;) {
    const node = nodes[index];
    index = node && visit(node) === 'skip' ? (ends[index] ?? nodes.length) : index + 1;
  }
}

function codeOf(fn: FunctionModel): Code {
  const nodes: Node[] = [];
  const ends: number[] = [];
  const add = (node: Node): void => {
    const index = nodes.push(node) - 1;
    ends.push(0);
    if (node.kind !== 'function') forEachChild(node, add);
    else {
      for (const decorator of node.decorators) add(decorator);
      for (const parameter of node.parameters) if (parameter.default) add(parameter.default);
    }
    ends[index] = nodes.length;
  };
  for (const statement of fn.body) add(statement);
  return { nodes, ends };
}
