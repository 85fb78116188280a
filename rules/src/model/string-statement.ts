import type { Statement } from './nodes.js';

/** A string that stands for itself: as the first statement a docstring, elsewhere a kind of comment. */
export function isStringStatement(statement: Statement): boolean {
  return statement.kind === 'expression-statement' && statement.value.kind === 'literal' && statement.value.type === 'string';
}
