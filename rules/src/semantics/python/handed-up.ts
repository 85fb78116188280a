/** What a subclass hands to its base's constructor: `super().__init__(sleep=sleep)`, which keeps it as `self.sleep`. */
import type { ChainEntry } from './class-chain.js';
import { valueOf } from './expressions.js';
import { assignmentsToSelf } from './member-assignments.js';
import type { PythonProject } from './project.js';
import type { Value } from './value.js';
import { Kept, resolveName, scopeOf, visitCode } from '../../model/index.js';
import type { ClassModel, Expression, FunctionModel } from '../../model/index.js';

const handed = new Kept<ClassModel, ReadonlyMap<string, Expression>>();
const NOTHING: ReadonlyMap<string, Expression> = new Map();

/**
 * The attribute of an instance that `base` takes over from a parameter of its constructor, by what the classes before it in
 * the chain hand over for that parameter. It may be of another type than the base declares.
 */
export function handedUp(project: PythonProject, entries: readonly ChainEntry[], base: ClassModel, name: string): Value | undefined {
  const at = entries.findIndex((entry) => entry.cls === base);
  if (at <= 0) return undefined;
  const parameter = parameterKeptAs(base, name);
  if (parameter === undefined) return undefined;
  for (const { cls } of entries.slice(0, at).reverse()) {
    const given = typeof cls === 'string' ? undefined : handedBy(cls).get(parameter);
    if (given) return valueOf(project, given);
  }
  return undefined;
}

/** `self.sleep = sleep` in the constructor. */
function parameterKeptAs(cls: ClassModel, name: string): string | undefined {
  for (const { node } of assignmentsToSelf(cls, name)) {
    if (node.kind !== 'assignment' || node.value?.kind !== 'name') continue;
    const variable = resolveName(node.value);
    const isParameter = variable?.bindings.length === 1 && variable.bindings[0]?.kind === 'parameter';
    if (isParameter && variable.owner.kind === 'function' && variable.owner.name === '__init__') return variable.name;
  }
  return undefined;
}

/** Keyword arguments of `super().__init__(…)` in the class's own constructor. */
function handedBy(cls: ClassModel): ReadonlyMap<string, Expression> {
  let found = handed.get(cls);
  if (!found) {
    const constructor = constructorOf(cls);
    found = constructor ? argumentsToSuper(constructor) : NOTHING;
    handed.set(cls, found);
  }
  return found;
}

function constructorOf(cls: ClassModel): FunctionModel | undefined {
  for (const { node } of scopeOf(cls).variables.get('__init__')?.bindings ?? []) if (node.kind === 'function') return node;
  return undefined;
}

function argumentsToSuper(constructor: FunctionModel): ReadonlyMap<string, Expression> {
  const { base, module } = constructor.unit;
  if (!module.text.slice(base + constructor.start, base + constructor.end).includes('super(')) return NOTHING;
  const found = new Map<string, Expression>();
  visitCode(constructor, (node) => {
    if (node.kind !== 'call' || node.callee.kind !== 'member' || node.callee.name !== '__init__') return;
    const { object } = node.callee;
    if (object.kind !== 'call' || object.callee.kind !== 'name' || object.callee.name !== 'super') return;
    for (const argument of node.arguments) if (argument.name !== undefined) found.set(argument.name, argument.value);
  });
  return found;
}
