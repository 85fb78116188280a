/** Expressions. Parentheses and type assertions vanish: the inner expression stands for them. */
import type ts from 'typescript';
import type { Argument, CallExpression, Expression, LiteralExpression, OpaqueExpression } from '../../model/index.js';
import { classModel } from './classes.js';
import { functionModel, type GivenName } from './functions.js';
import { jsxParts } from './jsx.js';
import { objectEntries } from './objects.js';
import { binaryExpression, textOfToken } from './operators.js';
import { cameFrom } from './origin.js';
import { nameExpression } from './patterns.js';
import { deeper, rangeOf, startOf, type Site } from './site.js';

export { propertyKey } from './objects.js';

/** Lowers any expression; one nested too deeply becomes an `opaque error` without children. */
export function expression(node: ts.Expression, site: Site): Expression {
  const lowered = deeper(site, () => lower(node, site));
  return lowered ?? opaque(node, 'error', [], site);
}

export function expressions(nodes: readonly ts.Expression[], site: Site): Expression[] {
  return nodes.map((node) => expression(node, site));
}

/** As `expression`; a function or class without a name of its own is named by what it is assigned to. */
export function namedExpression(node: ts.Expression, given: GivenName, site: Site): Expression {
  const inner = withoutWrapping(node, site);
  if (site.ts.isArrowFunction(inner) || site.ts.isFunctionExpression(inner)) return functionExpression(inner, site, given);
  if (site.ts.isClassExpression(inner)) return cameFrom({ kind: 'class-expression', ...rangeOf(inner, site), cls: classModel(inner, site, given) }, inner);
  return expression(node, site);
}

export function functionExpression(node: ts.ArrowFunction | ts.FunctionExpression, site: Site, given?: GivenName): Expression {
  return cameFrom({ kind: 'function-expression', ...rangeOf(node, site), fn: functionModel(node, site, given) }, node);
}

export function opaque(node: ts.Node, what: OpaqueExpression['what'], children: readonly Expression[], site: Site): OpaqueExpression {
  return cameFrom({ kind: 'opaque', ...rangeOf(node, site), what, children }, node);
}

/** What an expression is without parentheses, `as`, `satisfies`, `<T>x`, `x!` and type arguments (`f<T>`). */
export function withoutWrapping(node: ts.Expression, { ts }: Pick<Site, 'ts'>): ts.Expression {
  let current = node;
  while (
    ts.isParenthesizedExpression(current) || ts.isAsExpression(current) || ts.isSatisfiesExpression(current)
    || ts.isTypeAssertionExpression(current) || ts.isNonNullExpression(current) || ts.isExpressionWithTypeArguments(current)
  ) current = current.expression;
  return current;
}

function lower(wrapped: ts.Expression, site: Site): Expression {
  const { ts } = site;
  const node = withoutWrapping(wrapped, site);
  const range = rangeOf(node, site);
  if (ts.isIdentifier(node)) return identifier(node, site);
  if (ts.isPropertyAccessExpression(node)) {
    const optional = node.questionDotToken !== undefined;
    return cameFrom({ kind: 'member', ...range, object: expression(node.expression, site), name: node.name.text, nameStart: startOf(node.name, site), optional }, node);
  }
  if (ts.isCallExpression(node) || ts.isNewExpression(node)) return call(node, site);
  if (ts.isAwaitExpression(node)) return cameFrom({ kind: 'await', ...range, value: expression(node.expression, site) }, node);
  if (ts.isArrowFunction(node) || ts.isFunctionExpression(node)) return functionExpression(node, site);
  if (ts.isBinaryExpression(node)) return binaryExpression(node, site);
  if (ts.isObjectLiteralExpression(node)) return cameFrom({ kind: 'mapping', ...range, entries: objectEntries(node, site) }, node);
  if (ts.isArrayLiteralExpression(node)) return cameFrom({ kind: 'sequence', ...range, shape: 'list', items: expressions(node.elements, site) }, node);
  if (ts.isElementAccessExpression(node)) {
    return cameFrom({ kind: 'index', ...range, object: expression(node.expression, site), index: expression(node.argumentExpression, site) }, node);
  }
  if (ts.isTemplateExpression(node)) return cameFrom({ kind: 'template', ...range, parts: node.templateSpans.map((span) => expression(span.expression, site)) }, node);
  if (ts.isTaggedTemplateExpression(node)) return taggedTemplate(node, site);
  if (ts.isConditionalExpression(node)) {
    const { condition, whenTrue, whenFalse } = node;
    return cameFrom({ kind: 'conditional', ...range, test: expression(condition, site), then: expression(whenTrue, site), otherwise: expression(whenFalse, site) }, node);
  }
  if (ts.isPrefixUnaryExpression(node) || ts.isPostfixUnaryExpression(node)) {
    return cameFrom({ kind: 'unary', ...range, operator: textOfToken(node.operator, site), operand: expression(node.operand, site) }, node);
  }
  if (ts.isVoidExpression(node)) return cameFrom({ kind: 'unary', ...range, operator: 'void', operand: expression(node.expression, site) }, node);
  if (ts.isTypeOfExpression(node)) return cameFrom({ kind: 'unary', ...range, operator: 'typeof', operand: expression(node.expression, site) }, node);
  if (ts.isDeleteExpression(node)) return cameFrom({ kind: 'unary', ...range, operator: 'delete', operand: expression(node.expression, site) }, node);
  if (ts.isSpreadElement(node)) return cameFrom({ kind: 'spread', ...range, value: expression(node.expression, site) }, node);
  if (ts.isYieldExpression(node)) {
    return cameFrom({ kind: 'yield', ...range, value: node.expression && expression(node.expression, site), delegates: node.asteriskToken !== undefined }, node);
  }
  if (ts.isClassExpression(node)) return cameFrom({ kind: 'class-expression', ...range, cls: classModel(node, site) }, node);
  if (ts.isJsxElement(node) || ts.isJsxSelfClosingElement(node) || ts.isJsxFragment(node)) return opaque(node, 'jsx', jsxParts(node, site), site);
  return literal(node, site) ?? keyword(node, site);
}

function identifier(node: ts.Identifier, site: Site): Expression {
  // The parser puts an empty identifier where an expression is missing.
  if (node.text === '') return opaque(node, 'error', [], site);
  if (node.text === 'undefined') return cameFrom({ kind: 'literal', ...rangeOf(node, site), type: 'none', value: undefined }, node);
  return nameExpression(node, site);
}

function keyword(node: ts.Expression, site: Site): Expression {
  const { ts } = site;
  switch (node.kind) {
    case ts.SyntaxKind.ThisKeyword: return wordAsName(node, 'this', site);
    case ts.SyntaxKind.SuperKeyword: return wordAsName(node, 'super', site);
    // The callee of `import('…')`.
    case ts.SyntaxKind.ImportKeyword: return wordAsName(node, 'import', site);
    case ts.SyntaxKind.PrivateIdentifier: return opaque(node, 'other', [], site);
    default: return opaque(node, 'other', [], site);
  }
}

function wordAsName(node: ts.Expression, name: string, site: Site): Expression {
  return cameFrom({ kind: 'name', ...rangeOf(node, site), name, key: name }, node);
}

function literal(node: ts.Expression, site: Site): LiteralExpression | undefined {
  const { ts } = site;
  const make = (type: LiteralExpression['type'], value: LiteralExpression['value']): LiteralExpression =>
    cameFrom({ kind: 'literal', ...rangeOf(node, site), type, value }, node);
  if (ts.isStringLiteralLike(node)) return make('string', node.text);
  if (ts.isNumericLiteral(node)) return make('number', Number(node.text));
  if (ts.isBigIntLiteral(node)) return make('number', undefined);
  if (ts.isRegularExpressionLiteral(node)) return make('regexp', undefined);
  switch (node.kind) {
    case ts.SyntaxKind.TrueKeyword: return make('boolean', true);
    case ts.SyntaxKind.FalseKeyword: return make('boolean', false);
    case ts.SyntaxKind.NullKeyword: return make('none', undefined);
    default: return undefined;
  }
}

function call(node: ts.CallExpression | ts.NewExpression, site: Site): CallExpression {
  const { ts } = site;
  const given = node.arguments;
  // A node array begins behind the opening parenthesis.
  const open = given && site.source.text[given.pos - 1] === '(' ? given.pos - 1 : -1;
  return cameFrom({
    kind: 'call', ...rangeOf(node, site), callee: expression(node.expression, site),
    arguments: (given ?? []).map((value) => argument(value, site)), open, form: ts.isNewExpression(node) ? 'new' : 'call',
  }, node);
}

function argument(node: ts.Expression, site: Site): Argument {
  const isSpread = site.ts.isSpreadElement(node);
  return {
    kind: 'argument', ...rangeOf(node, site), value: expression(isSpread ? node.expression : node, site), name: undefined,
    spread: isSpread ? 'items' : 'none',
  };
}

/** The tag gets the interpolated values as they are, so they are arguments and not parts of a text. */
function taggedTemplate(node: ts.TaggedTemplateExpression, site: Site): CallExpression {
  const { template } = node;
  const values = site.ts.isTemplateExpression(template) ? template.templateSpans.map((span) => span.expression) : [];
  return cameFrom({
    kind: 'call', ...rangeOf(node, site), callee: expression(node.tag, site),
    arguments: values.map((value) => argument(value, site)), open: -1, form: 'tagged-template',
  }, node);
}
