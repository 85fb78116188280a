/** Generic traversal of the program model. */
import type { ClassModel, FunctionModel } from './function.js';
import type { Node } from './nodes.js';

/**
 * Direct children in evaluation order. For a function: parameters, decorators, return annotation and body – the body is
 * lowered by that. For a nested function's node use `visitCode` when its body must not count.
 */
export function childrenOf(node: Node): readonly Node[] {
  const found: Node[] = [];
  forEachChild(node, (child) => { found.push(child); });
  return found;
}

/** As `childrenOf`, without a list: walks over whole files would make one per node. */
export function forEachChild(node: Node, visit: (child: Node) => void): void {
  switch (node.kind) {
    case 'name': case 'literal': case 'break': case 'continue': case 'import': case 'scope':
      return;
    case 'member': visit(node.object); return;
    case 'index': visit(node.object); visit(node.index); return;
    case 'call': visit(node.callee); each(node.arguments, visit); return;
    case 'argument': case 'await': case 'spread': case 'expression-statement': visit(node.value); return;
    case 'yield': case 'return': optional(node.value, visit); return;
    case 'function-expression': case 'function-statement': visit(node.fn); return;
    case 'class-expression': case 'class-statement': visit(node.cls); return;
    case 'template': each(node.parts, visit); return;
    case 'sequence': each(node.items, visit); return;
    case 'mapping': each(node.entries, visit); return;
    case 'mapping-entry': optional(node.key, visit); visit(node.value); return;
    case 'comprehension': each(node.clauses, visit); visit(node.element); optional(node.value, visit); return;
    case 'comprehension-clause': visit(node.iterable); visit(node.target); each(node.conditions, visit); return;
    case 'conditional': visit(node.test); visit(node.then); visit(node.otherwise); return;
    case 'logical': case 'compare': each(node.operands, visit); return;
    case 'unary': visit(node.operand); return;
    case 'binary': visit(node.left); visit(node.right); return;
    case 'assignment-expression': visit(node.value); visit(node.target); return;
    case 'opaque': each(node.children, visit); return;
    case 'assignment': optional(node.value, visit); each(node.targets, visit); optional(node.annotation, visit); return;
    case 'raise': optional(node.value, visit); optional(node.cause, visit); return;
    case 'if': visit(node.test); each(node.then, visit); each(node.otherwise, visit); return;
    case 'for': visit(node.iterable); visit(node.target); each(node.body, visit); each(node.otherwise, visit); return;
    case 'while':
      each(node.initialisers, visit); optional(node.test, visit); each(node.body, visit); optional(node.update, visit); each(node.otherwise, visit);
      return;
    case 'try': each(node.body, visit); each(node.handlers, visit); each(node.otherwise, visit); each(node.finalizer, visit); return;
    case 'handler': optional(node.type, visit); optional(node.target, visit); each(node.body, visit); return;
    case 'with': each(node.items, visit); each(node.body, visit); return;
    case 'with-item': visit(node.context); optional(node.target, visit); return;
    case 'match': visit(node.subject); each(node.cases, visit); return;
    case 'match-case':
      each(node.tests, visit); each(node.captures, visit); optional(node.guard, visit); each(node.body, visit);
      return;
    case 'delete': each(node.targets, visit); return;
    case 'assert': visit(node.test); optional(node.message, visit); return;
    case 'block': each(node.body, visit); return;
    case 'parameter': visit(node.target); optional(node.annotation, visit); optional(node.default, visit); return;
    case 'function': each(node.decorators, visit); each(node.parameters, visit); optional(node.returns, visit); each(node.body, visit); return;
    case 'class':
      each(node.decorators, visit); each(node.bases, visit);
      for (const value of node.keywords.values()) visit(value);
      each(node.body, visit);
      return;
    default: node satisfies never;
  }
}

function each(nodes: readonly Node[], visit: (child: Node) => void): void {
  for (const node of nodes) visit(node);
}

function optional(node: Node | undefined, visit: (child: Node) => void): void {
  if (node) visit(node);
}

/** What is evaluated when the function is defined (and the parameters' targets). */
export function headerOf(fn: FunctionModel): readonly Node[] {
  return [...fn.decorators, ...fn.parameters, ...(fn.returns ? [fn.returns] : [])];
}

export type Visit = (node: Node) => 'skip' | void;

/** Preorder walk in evaluation order over everything below `node`, itself included; 'skip' leaves a subtree out. */
export function walk(node: Node, visit: Visit): void {
  const inner = (current: Node): void => {
    if (visit(current) !== 'skip') forEachChild(current, inner);
  };
  inner(node);
}

/** Is the node the other one or somewhere below it, inside nested functions too? */
export function isBelow(node: Node, ancestor: Node): boolean {
  for (let current: Node | undefined = node; current; current = current.parent) if (current === ancestor) return true;
  return false;
}

/** Is one of the nodes in the code, inside nested functions too? */
export function containsAny(code: Node, wanted: ReadonlySet<Node>): boolean {
  let found = false;
  walk(code, (node) => {
    if (wanted.has(node)) found = true;
    return found ? 'skip' : undefined;
  });
  return found;
}

/** Every function defined inside `fn` at any depth, outer ones before inner ones, lambdas included, `fn` itself excluded. */
export function nestedFunctions(fn: FunctionModel): FunctionModel[] {
  const found: FunctionModel[] = [];
  walk(fn, (node) => {
    if (node.kind === 'function' && node !== fn) found.push(node);
  });
  return found;
}

/** Sets `parent` and `unit` of everything below `owner` (down to, but not into, functions whose bodies are not lowered yet). */
export function linkChildren(owner: Node, children: readonly Node[]): void {
  const pending: Node[] = [];
  let parent = owner;
  let unit = owner.unit;
  // One closure for the whole tree: this runs over every node of every file.
  const link = (child: Node): void => {
    child.parent = parent;
    child.unit ??= unit;
    pending.push(child);
  };
  for (const child of children) link(child);
  for (let node = pending.pop(); node; node = pending.pop()) {
    parent = node;
    unit = node.unit;
    if (node.kind !== 'function') forEachChild(node, link);
    else for (const part of headerOf(node)) link(part);
  }
}

export function enclosingClass(fn: FunctionModel): ClassModel | undefined {
  let current: FunctionModel | undefined = fn;
  while (current) {
    if (current.owner) return current.owner;
    current = current.enclosing;
  }
  return undefined;
}
