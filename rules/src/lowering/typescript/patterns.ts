/** Declared names and destructuring patterns as assignment targets. */
import type ts from 'typescript';
import type { Expression, MappingEntry, NameExpression } from '../../model/index.js';
import { expression, propertyKey } from './expressions.js';
import { cameFrom } from './origin.js';
import { rangeOf, type Site } from './site.js';

/** A mention or declaration of a variable. */
export function nameExpression(node: ts.Identifier, site: Site): NameExpression {
  return cameFrom({ kind: 'name', ...rangeOf(node, site), name: node.text, key: site.names.keyOf(node.text) }, node);
}

/**
 * The target of a declaration: a name, a `mapping` of targets for `{a, b: c}`, a `sequence` for `[a, b]`. A default
 * becomes an `assignment-expression`, whose value is evaluated before the target is bound.
 */
export function bindingTarget(name: ts.BindingName, site: Site): Expression {
  const { ts } = site;
  if (ts.isIdentifier(name)) return nameExpression(name, site);
  if (ts.isArrayBindingPattern(name)) {
    const items = name.elements.map((element): Expression => {
      if (ts.isOmittedExpression(element)) return { kind: 'opaque', ...rangeOf(element, site), what: 'other', children: [] };
      return element.dotDotDotToken ? { kind: 'spread', ...rangeOf(element, site), value: withDefault(element, site) } : withDefault(element, site);
    });
    return cameFrom({ kind: 'sequence', ...rangeOf(name, site), shape: 'list', items }, name);
  }
  const entries = name.elements.map((element): MappingEntry => {
    const key = element.dotDotDotToken ? undefined : propertyKey(element.propertyName ?? element.name, site);
    return { kind: 'mapping-entry', ...rangeOf(element, site), key, value: withDefault(element, site) };
  });
  return cameFrom({ kind: 'mapping', ...rangeOf(name, site), entries }, name);
}

function withDefault(element: ts.BindingElement, site: Site): Expression {
  const target = bindingTarget(element.name, site);
  if (!element.initializer) return target;
  return { kind: 'assignment-expression', ...rangeOf(element, site), target, value: expression(element.initializer, site), operator: undefined };
}
