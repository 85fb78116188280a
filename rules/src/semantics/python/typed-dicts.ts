/** `TypedDict` classes (PEP 589): dicts whose fields are declared. */
import { typeOf } from './annotations.js';
import { chainOf } from './class-chain.js';
import { valueOf } from './expressions.js';
import type { PythonProject } from './project.js';
import type { Value } from './value.js';
import { scopeOf } from '../../model/index.js';
import type { ClassModel, Expression } from '../../model/index.js';

/** Is the base expression `TypedDict` itself? */
export function isTypedDictBase(project: PythonProject, base: Expression): boolean {
  const value = valueOf(project, base);
  return (value.kind === 'class' && value.cls === 'typing.TypedDict') || (value.kind === 'library' && value.name === 'typing.TypedDict');
}

/** What a `TypedDict` holds under a key; undefined for other classes and keys that are not declared. */
export function typedField(project: PythonProject, cls: ClassModel, key: string): Value | undefined {
  const classes = chainOf(project, cls).entries.flatMap((entry) => (typeof entry.cls === 'string' ? [] : [entry.cls]));
  if (!classes.some((one) => one.bases.some((base) => isTypedDictBase(project, base)))) return undefined;
  for (const one of classes) {
    for (const { node } of scopeOf(one).variables.get(key)?.bindings ?? []) {
      if (node.kind === 'assignment' && node.annotation) return typeOf(project, node.annotation);
    }
  }
  return undefined;
}
