/** What runs when a function runs, in the order of a preorder walk: found once per function, since every rule asks. */
import type { FunctionModel } from './function.js';
import type { Node } from './nodes.js';
import { forEachChild, type Visit } from './walk.js';
import { Kept } from './subject.js';

interface Code {
  readonly nodes: readonly Node[];
  /** For each node the index of the first one that is not below it. */
  readonly ends: readonly number[];
  /** The same nodes by their kinds; made when somebody wants one kind. */
  kinds: ReadonlyMap<Node['kind'], readonly Node[]> | undefined;
}

/** A node of one kind, or of one of several. */
export type NodeOf<K extends Node['kind']> = Extract<Node, { readonly kind: K }>;

const codes = new Kept<FunctionModel, Code>();

/**
 * Walks what runs when `fn` runs: its body, nested class bodies, and of nested functions only decorators and defaults.
 * Nested function nodes themselves are visited (their bodies are not). 'skip' leaves a subtree out.
 */
export function visitCode(fn: FunctionModel, visit: Visit): void {
  const { nodes, ends } = codeOf(fn);
  for (let index = 0; index < nodes.length;) {
    const node = nodes[index];
    index = node && visit(node) === 'skip' ? (ends[index] ?? nodes.length) : index + 1;
  }
}

/**
 * The nodes of one kind that `visitCode` would visit, in the same order. Nearly every rule wants calls, awaits or loops
 * only, and looks at every function: this is the way to them that does not pass the other nodes.
 */
export function nodesIn<K extends Node['kind']>(fn: FunctionModel, kind: K): readonly NodeOf<K>[] {
  const code = codeOf(fn);
  code.kinds ??= byKind(code.nodes);
  return (code.kinds.get(kind) ?? NONE) as readonly NodeOf<K>[]; // Sorted by just that.
}

const NONE: readonly Node[] = [];

function byKind(nodes: readonly Node[]): ReadonlyMap<Node['kind'], readonly Node[]> {
  const kinds = new Map<Node['kind'], Node[]>();
  for (const node of nodes) {
    const same = kinds.get(node.kind);
    if (same) same.push(node);
    else kinds.set(node.kind, [node]);
  }
  return kinds;
}

function codeOf(fn: FunctionModel): Code {
  let code = codes.get(fn);
  if (!code) codes.set(fn, (code = collected(fn)));
  return code;
}

function collected(fn: FunctionModel): Code {
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
  return { nodes, ends, kinds: undefined };
}
