/** JSX: opaque, but what its tags, attributes and children evaluate is there. */
import type ts from 'typescript';
import type { Expression } from '../../model/index.js';
import { expression } from './expressions.js';
import type { Site } from './site.js';

/** The expressions that an element evaluates, in order: component, attributes, children. */
export function jsxParts(node: ts.JsxElement | ts.JsxSelfClosingElement | ts.JsxFragment, site: Site): Expression[] {
  const { ts } = site;
  if (ts.isJsxSelfClosingElement(node)) return openingParts(node, site);
  const opening = ts.isJsxElement(node) ? openingParts(node.openingElement, site) : [];
  return [...opening, ...node.children.flatMap((child) => childParts(child, site))];
}

function openingParts(node: ts.JsxOpeningLikeElement, site: Site): Expression[] {
  const { ts } = site;
  const { tagName } = node;
  // Lower-case tags are names of HTML elements, not variables.
  const isComponent = ts.isPropertyAccessExpression(tagName) || (ts.isIdentifier(tagName) && /^[A-Z_$]/.test(tagName.text));
  const attributes = node.attributes.properties.flatMap((attribute) => {
    if (ts.isJsxSpreadAttribute(attribute)) return [expression(attribute.expression, site)];
    return attribute.initializer ? childParts(attribute.initializer, site) : [];
  });
  return [...(isComponent ? [expression(tagName, site)] : []), ...attributes];
}

function childParts(node: ts.JsxChild | ts.JsxAttributeValue, site: Site): Expression[] {
  const { ts } = site;
  if (ts.isJsxExpression(node)) return node.expression ? [expression(node.expression, site)] : [];
  if (ts.isJsxText(node) || ts.isStringLiteral(node)) return [];
  return [expression(node, site)];
}
