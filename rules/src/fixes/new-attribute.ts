/** Where a class can be given one more attribute. */
import { textOf, type ClassModel, type FunctionModel } from '../model/index.js';

/**
 * The `__init__` written in the class, where an attribute that no class body names may be set; undefined when there is none
 * or the class says with `__slots__` which attributes its objects have: setting another one raises AttributeError.
 */
export function initializerForNewAttribute(cls: ClassModel): FunctionModel | undefined {
  if (hasSlots(cls)) return undefined;
  for (const statement of cls.body) if (statement.kind === 'function-statement' && statement.fn.name === '__init__') return statement.fn;
  return undefined;
}

function hasSlots({ body, decorators }: ClassModel): boolean {
  if (decorators.some((decorator) => /\bslots\s*=\s*True\b/.test(textOf(decorator)))) return true;
  return body.some((statement) => statement.kind === 'assignment' && statement.targets.some((target) => target.kind === 'name' && target.name === '__slots__'));
}
