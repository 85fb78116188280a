/** Where what an expression refers to is defined. */
import { valueOf } from './expressions.js';
import { assignmentsToSelf } from './member-assignments.js';
import { chainOf } from './class-chain.js';
import type { PythonProject } from './project.js';
import { alternatives, withoutNone } from './value.js';
import type { Value } from './value.js';
import { namePlace, placeOf, resolveName, scopeOf } from '../../model/index.js';
import type { Binding, Expression, Place } from '../../model/index.js';

/** Functions, classes and modules by their definition; other names and attributes where they get their values. */
export function definitionPlaces(project: PythonProject, expression: Expression): readonly Place[] {
  const named = alternatives(withoutNone(valueOf(project, expression))).flatMap(placesOfValue);
  if (named.length > 0) return named;
  if (expression.kind === 'name') return (resolveName(expression)?.bindings ?? []).flatMap(placeOfBinding);
  return expression.kind === 'member' ? attributePlaces(project, valueOf(project, expression.object), expression.name) : [];
}

function placesOfValue(value: Value): Place[] {
  switch (value.kind) {
    case 'function': return [namePlace((value.wraps ?? value).fn)];
    case 'class': return typeof value.cls === 'string' ? [] : [namePlace(value.cls)];
    case 'module': return [{ path: value.path, start: 0, end: 0 }];
    default: return [];
  }
}

function placeOfBinding(binding: Binding): Place[] {
  switch (binding.kind) {
    case 'function': case 'class': return [namePlace(binding.node)];
    case 'import': {
      const { path, start } = placeOf(binding.node);
      const offset = start - binding.node.start;
      return [{ path, start: offset + binding.imported.start, end: offset + binding.imported.end }];
    }
    default: return binding.name ? [placeOf(binding.name)] : [];
  }
}

function attributePlaces(project: PythonProject, object: Value, name: string): Place[] {
  for (const member of alternatives(withoutNone(object))) {
    if ((member.kind !== 'instance' && member.kind !== 'class') || typeof member.cls === 'string') continue;
    for (const { cls } of chainOf(project, member.cls).entries) {
      if (typeof cls === 'string') continue;
      const places = [
        ...(scopeOf(cls).variables.get(name)?.bindings ?? []).flatMap(placeOfBinding),
        ...assignmentsToSelf(cls, name).map(({ target }) => ({ ...placeOf(target), start: placeOf(target).end - target.name.length })),
      ];
      if (places.length > 0) return places;
    }
  }
  return [];
}
