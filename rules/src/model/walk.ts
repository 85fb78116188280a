/** Generic traversal of the program model. */
import type { ClassModel, FunctionModel } from './function.js';
import type { Node } from './nodes.js';

/**
 * Direct children in evaluation order. For a function: parameters, decorators, return annotation and body – the body is
 * lowered by that. For a nested function's node use `visitCode` when its body must not count.
 */
export function childrenOf(node: Node): readonly Node[] {
  switch (node.kind) {
    case 'name': case 'literal': case 'break': case 'continue': case 'import': case 'scope':
      return [];
    case 'member': return [node.object];
    case 'index': return [node.object, node.index];
    case 'call': return [node.callee, ...node.arguments];
    case 'argument': return [node.value];
    case 'await': return [node.value];
    case 'yield': return node.value ? [node.value] : [];
    case 'function-expression': case 'function-statement': return [node.fn];
    case 'class-expression': case 'class-statement': return [node.cls];
    case 'template': return node.parts;
    case 'sequence': return node.items;
    case 'mapping': return node.entries;
    case 'mapping-entry': return node.key ? [node.key, node.value] : [node.value];
    case 'spread': return [node.value];
    case 'comprehension': return [...node.clauses, node.element, ...(node.value ? [node.value] : [])];
    case 'comprehension-clause': return [node.iterable, node.target, ...node.conditions];
    case 'conditional': return [node.test, node.then, node.otherwise];
    case 'logical': return node.operands;
    case 'unary': return [node.operand];
    case 'binary': return [node.left, node.right];
    case 'compare': return node.operands;
    case 'assignment-expression': return [node.value, node.target];
    case 'opaque': return node.children;
    case 'expression-statement': return [node.value];
    case 'assignment':
      return [...(node.value ? [node.value] : []), ...node.targets, ...(node.annotation ? [node.annotation] : [])];
    case 'return': return node.value ? [node.value] : [];
    case 'raise': return [...(node.value ? [node.value] : []), ...(node.cause ? [node.cause] : [])];
    case 'if': return [node.test, ...node.then, ...node.otherwise];
    case 'for': return [node.iterable, node.target, ...node.body, ...node.otherwise];
    case 'while':
      return [...node.initialisers, ...(node.test ? [node.test] : []), ...node.body, ...(node.update ? [node.update] : []), ...node.otherwise];
    case 'try': return [...node.body, ...node.handlers, ...node.otherwise, ...node.finalizer];
    case 'handler': return [...(node.type ? [node.type] : []), ...(node.target ? [node.target] : []), ...node.body];
    case 'with': return [...node.items, ...node.body];
    case 'with-item': return node.target ? [node.context, node.target] : [node.context];
    case 'match': return [node.subject, ...node.cases];
    case 'match-case': return [...node.tests, ...node.captures, ...(node.guard ? [node.guard] : []), ...node.body];
    case 'delete': return node.targets;
    case 'assert': return node.message ? [node.test, node.message] : [node.test];
    case 'block': return node.body;
    case 'parameter':
      return [node.target, ...(node.annotation ? [node.annotation] : []), ...(node.default ? [node.default] : [])];
    case 'function': return [...headerOf(node), ...node.body];
    case 'class': return [...node.decorators, ...node.bases, ...node.keywords.values(), ...node.body];
  }
}

/** What is evaluated when the function is defined (and the parameters' targets). */
export function headerOf(fn: FunctionModel): readonly Node[] {
  return [...fn.decorators, ...fn.parameters, ...(fn.returns ? [fn.returns] : [])];
}

export type Visit = (node: Node) => 'skip' | void;

/** Preorder walk in evaluation order over everything below `node`, itself included; 'skip' leaves a subtree out. */
export function walk(node: Node, visit: Visit): void {
  if (visit(node) === 'skip') return;
  for (const child of childrenOf(node)) walk(child, visit);
}

/**
 * Walks what runs when `fn` runs: its body, nested class bodies, and of nested functions only decorators and defaults.
 * Nested function nodes themselves are visited (their bodies are not).
 */
export function visitCode(fn: FunctionModel, visit: Visit): void {
  const inner = (node: Node): void => {
    if (visit(node) === 'skip') return;
    if (node.kind === 'function') {
      for (const decorator of node.decorators) inner(decorator);
      for (const parameter of node.parameters) if (parameter.default) inner(parameter.default);
      return;
    }
    for (const child of childrenOf(node)) inner(child);
  };
  for (const statement of fn.body) inner(statement);
}

/** Every function defined inside `fn` at any depth, outer ones before inner ones, lambdas included, `fn` itself excluded. */
export function nestedFunctions(fn: FunctionModel): FunctionModel[] {
  const found: FunctionModel[] = [];
  for (const child of childrenOf(fn)) {
    walk(child, (node) => {
      if (node.kind === 'function') found.push(node);
    });
  }
  return found;
}

/** Sets `parent` of everything below `owner` (down to, but not into, functions whose bodies are not lowered yet). */
export function linkChildren(owner: Node, children: readonly Node[]): void {
  for (const child of children) {
    child.parent = owner;
    if (child.kind === 'function') linkChildren(child, headerOf(child));
    else linkChildren(child, childrenOf(child));
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
