/** Type annotations: opaque to the model; semantics asks the checker about their syntax. */
import type ts from 'typescript';
import type { Expression } from '../../model/index.js';
import { cameFrom } from './origin.js';
import { rangeOf, type Site } from './site.js';

export function typeAnnotation(node: ts.TypeNode, site: Site): Expression {
  return cameFrom({ kind: 'opaque', ...rangeOf(node, site), what: 'type-assertion', children: [] }, node);
}
