/** Object literals, which may also be destructuring targets (`({ a, b: c = 1 } = value)`). */
import type ts from 'typescript';
import type { Expression, MappingEntry } from '../../model/index.js';
import { expression, namedExpression } from './expressions.js';
import { functionModel, givenName } from './functions.js';
import { cameFrom } from './origin.js';
import { nameExpression } from './patterns.js';
import { rangeOf, type Site } from './site.js';

export function objectEntries(node: ts.ObjectLiteralExpression, site: Site): MappingEntry[] {
  return node.properties.map((property): MappingEntry => ({
    kind: 'mapping-entry', ...rangeOf(property, site), key: property.name && propertyKey(property.name, site), value: propertyValue(property, site),
  }));
}

function propertyValue(property: ts.ObjectLiteralElementLike, site: Site): Expression {
  const { ts } = site;
  if (ts.isPropertyAssignment(property)) return namedExpression(property.initializer, givenName(property.name, site), site);
  if (ts.isSpreadAssignment(property)) return expression(property.expression, site);
  if (ts.isShorthandPropertyAssignment(property)) {
    const name = nameExpression(property.name, site);
    if (!property.objectAssignmentInitializer) return name;
    return { kind: 'assignment-expression', ...rangeOf(property, site), target: name, value: expression(property.objectAssignmentInitializer, site), operator: undefined };
  }
  return cameFrom({ kind: 'function-expression', ...rangeOf(property, site), fn: functionModel(property, { ...site, owner: undefined }) }, property);
}

/** A plain key is a string literal, a computed one its expression. */
export function propertyKey(name: ts.PropertyName | ts.BindingName, site: Site): Expression {
  const { ts } = site;
  if (ts.isComputedPropertyName(name)) return expression(name.expression, site);
  if (ts.isIdentifier(name) || ts.isPrivateIdentifier(name)) return { kind: 'literal', ...rangeOf(name, site), type: 'string', value: name.text };
  if (ts.isArrayBindingPattern(name) || ts.isObjectBindingPattern(name)) return { kind: 'opaque', ...rangeOf(name, site), what: 'error', children: [] };
  return expression(name, site);
}
