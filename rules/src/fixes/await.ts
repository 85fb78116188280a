/** Inserting `await` where it is legal and means what the reader expects. */
import type { Edit } from '../engine/finding.js';
import { functionOf, isWithin, type Expression, type FunctionModel, type Node } from '../model/index.js';
import { insertAfter, insertBefore } from './edits.js';

/** Edits that await the value of `expression`, parenthesised where `await` would bind to too much or too little. */
export function awaitEdits(expression: Expression): Edit[] {
  if (!needsParentheses(expression)) return [insertBefore(expression, 'await ')];
  return [insertBefore(expression, '(await '), insertAfter(expression, ')')];
}

/**
 * May `await` be written here? In an async function (or a notebook's top level), but not inside a generator expression
 * (which would turn into an async generator), nor in a default value or decorator of a nested function.
 */
export function canAwait(node: Node, place: { readonly isNotebook: boolean }): boolean {
  const fn = functionOf(node);
  if (fn.isAsync) return !isInGeneratorExpression(node, fn);
  return fn.form === 'module' && (place.isNotebook || (fn.unit.module.language === 'typescript' && isEsModule(fn)));
}

function needsParentheses(expression: Expression): boolean {
  const { parent } = expression;
  if (!parent) return false;
  switch (parent.kind) {
    case 'member': case 'index': return parent.object === expression;
    case 'call': return parent.callee === expression;
    case 'binary': return parent.operator === '**' && parent.left === expression;
    default: return false;
  }
}

function isInGeneratorExpression(node: Node, fn: FunctionModel): boolean {
  let child: Node = node;
  for (let current = node.parent; current && current !== fn; child = current, current = current.parent) {
    if (current.kind !== 'comprehension' || current.shape !== 'generator') continue;
    const first = current.clauses[0];
    if (child !== first || !isWithin(node, first.iterable)) return true;
  }
  return false;
}

function isEsModule(root: FunctionModel): boolean {
  const { path, text } = root.unit.module;
  if (/\.m[jt]s$/.test(path)) return true;
  return !/\.c[jt]s$/.test(path) && /^\s*(import|export)\b/m.test(text);
}
