/** Turning a reference to a function into a call of it. */
import type { Edit } from '../engine/finding.js';
import type { Expression, FunctionModel, Parameter } from '../model/index.js';
import type { Semantics } from '../semantics/semantics.js';
import { insertAfter } from './edits.js';

/** `()` behind the reference; undefined when what it means is not known or cannot be called without arguments. */
export function callEdits(reference: Expression, semantics: Semantics): Edit[] | undefined {
  if (reference.kind !== 'name' && reference.kind !== 'member') return undefined;
  const functions = semantics.referencedFunctions(reference);
  if (functions.length === 0 || functions.some((fn) => parametersToFill(fn, reference, semantics).some(isRequired))) return undefined;
  return [insertAfter(reference, '()')];
}

/** The parameters that a caller of the reference fills: without `self` or `cls` where they are bound. */
export function parametersToFill(fn: FunctionModel, reference: Expression, semantics: Semantics): readonly Parameter[] {
  if (fn.unit.module.language === 'typescript' || reference.kind !== 'member' || !fn.owner) return fn.parameters;
  const isBound = fn.method === 'class' || (fn.method === 'instance' && semantics.callable(reference.object) !== 'yes');
  return isBound ? fn.parameters.slice(1) : fn.parameters;
}

export function isRequired({ form, default: value }: Parameter): boolean {
  return value === undefined && form !== 'rest' && form !== 'rest-keywords';
}
