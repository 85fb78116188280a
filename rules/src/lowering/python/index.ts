/** Python text → program model. */
import type { Expression, ModuleModel, PythonRange } from '../../model/index.js';
import { parsePython } from '../../syntax/python/index.js';
import { expression } from './expressions.js';
import { defineNested } from './functions.js';
import { PythonModule } from './module.js';

/**
 * Lowers a Python file. Cheap: parses, and lowers each function when it is first looked at. Never throws.
 *
 * With `previous`, the model of the same file before an edit, functions with unchanged text are taken over as the same
 * objects once the new module is looked at; from then on they belong to the new module and `previous` is out of date.
 * `runsOn`, the same for all versions of a file, decides branches for other Python versions.
 */
export function lowerPython(path: string, text: string, previous?: ModuleModel, runsOn?: PythonRange): ModuleModel {
  return new PythonModule(path, text, parsePython(text), previous instanceof PythonModule ? previous : undefined, runsOn);
}

/**
 * Lowers one bare expression, such as a string annotation's; undefined if the text is anything else. Offsets count from
 * the text's first character. The result has no parent: link it to a node (`linkChildren`) before names are resolved.
 */
export function parsePythonExpression(text: string): Expression | undefined {
  // In parentheses line breaks mean nothing, as CPython reads annotations.
  const wrapped = `(${text}\n)`;
  const parsed = parsePython(wrapped);
  const [only, ...more] = parsed.module.body;
  if (parsed.problems.length > 0 || more.length > 0 || only?.type !== 'Expr') return undefined;
  const { value } = only;
  // Not `()`, and nothing that closes the parentheses itself.
  const { parenthesised } = value;
  if (parenthesised?.start !== 0 || parenthesised.end !== wrapped.length) return undefined;
  const { root } = new PythonModule('', wrapped, { module: { ...parsed.module, body: [] }, comments: [], problems: [] }, undefined, undefined);
  return expression(value, {
    text: wrapped, origin: 1, unit: root.unit, enclosing: root, owner: undefined, prefix: '', depth: 0,
    define: defineNested, onLambda: undefined,
  });
}
