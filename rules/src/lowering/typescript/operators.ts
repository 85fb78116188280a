/** Binary operators: arithmetic, comparison, logic, assignment. */
import type ts from 'typescript';
import type { CompareExpression, Expression } from '../../model/index.js';
import { expression, namedExpression, opaque, withoutWrapping } from './expressions.js';
import { givenName } from './functions.js';
import { cameFrom } from './origin.js';
import { rangeOf, type Site } from './site.js';

const LOGICAL = new Map([['&&', 'and'], ['||', 'or'], ['??', 'nullish']] as const);
const COMPARISONS = new Set(['==', '!=', '===', '!==', '<', '>', '<=', '>=', 'in', 'instanceof']);

export function textOfToken(kind: ts.SyntaxKind, { ts }: Pick<Site, 'ts'>): string {
  return ts.tokenToString(kind) ?? '';
}

export function binaryExpression(node: ts.BinaryExpression, site: Site): Expression {
  const operator = textOfToken(node.operatorToken.kind, site);
  if (assigns(node, site)) {
    return cameFrom({
      kind: 'assignment-expression', ...rangeOf(node, site), target: expression(node.left, site), value: assignedValue(node, site),
      operator: assignmentOperator(node, site),
    }, node);
  }
  const logical = LOGICAL.get(operator as '&&');
  if (logical) return cameFrom({ kind: 'logical', ...rangeOf(node, site), operator: logical, operands: operandsOf(node, site) }, node);
  if (operator === ',') return opaque(node, 'other', [expression(node.left, site), expression(node.right, site)], site);
  const left = site.ts.isPrivateIdentifier(node.left) ? privateName(node.left, site) : expression(node.left, site);
  const right = expression(node.right, site);
  if (COMPARISONS.has(operator)) {
    const compare: CompareExpression = { kind: 'compare', ...rangeOf(node, site), operators: [operator], operands: [left, right] };
    return cameFrom(compare, node);
  }
  return cameFrom({ kind: 'binary', ...rangeOf(node, site), operator, left, right }, node);
}

export function isAssignment(node: ts.Expression, { ts }: Pick<Site, 'ts'>): node is ts.BinaryExpression {
  return ts.isBinaryExpression(node) && assigns(node, { ts });
}

function assigns(node: ts.BinaryExpression, { ts }: Pick<Site, 'ts'>): boolean {
  const { kind } = node.operatorToken;
  return kind >= ts.SyntaxKind.FirstAssignment && kind <= ts.SyntaxKind.LastAssignment;
}

/** `+` of `+=`; undefined for `=`. */
export function assignmentOperator(node: ts.BinaryExpression, site: Site): string | undefined {
  const text = textOfToken(node.operatorToken.kind, site);
  return text === '=' ? undefined : text.slice(0, -1);
}

/** The right side; a function is named by a plain variable on the left. */
export function assignedValue(node: ts.BinaryExpression, site: Site): Expression {
  const target = withoutWrapping(node.left, site);
  if (site.ts.isIdentifier(target)) return namedExpression(node.right, givenName(target, site), site);
  if (site.ts.isPropertyAccessExpression(target)) return namedExpression(node.right, givenName(target.name, site), site);
  return expression(node.right, site);
}

/** `a && b && c` is one expression with three operands. Iterative: generated code chains hundreds. */
function operandsOf(node: ts.BinaryExpression, site: Site): Expression[] {
  const { ts } = site;
  const operands: ts.Expression[] = [];
  let current: ts.Expression = node;
  while (ts.isBinaryExpression(current) && current.operatorToken.kind === node.operatorToken.kind) {
    operands.push(current.right);
    current = current.left;
  }
  operands.push(current);
  return operands.reverse().map((operand) => expression(operand, site));
}

/** `#secret in object` */
function privateName(node: ts.PrivateIdentifier, site: Site): Expression {
  return cameFrom({ kind: 'literal', ...rangeOf(node, site), type: 'string', value: node.text }, node);
}
