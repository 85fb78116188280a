/** Which syntax a model node came from, and back: what lets semantics ask the checker about model nodes. */
import type ts from 'typescript';
import type { CallExpression, ClassModel, FunctionModel, Node, Parameter } from '../../model/index.js';

const syntaxOf = new WeakMap<Node, ts.Node>();
const modelOf = new WeakMap<ts.Node, Node>();

/** Remembers the syntax of a node; gives the node back. */
export function cameFrom<T extends Node>(node: T, syntax: ts.Node): T {
  syntaxOf.set(node, syntax);
  if (node.kind === 'function' || node.kind === 'class' || node.kind === 'parameter' || node.kind === 'call') modelOf.set(syntax, node);
  return node;
}

/**
 * The syntax of a TypeScript model node. For expressions without parentheses and type assertions, which the model does
 * not have. Undefined for nodes that stand for no syntax of their own.
 */
export function originOf(node: Node): ts.Node | undefined {
  return syntaxOf.get(node);
}

/** The model of a function, class, parameter or call; undefined while the code around it is not lowered. */
export function loweredFrom(syntax: ts.Node): FunctionModel | ClassModel | Parameter | CallExpression | undefined {
  return modelOf.get(syntax) as FunctionModel | ClassModel | Parameter | CallExpression | undefined;
}
