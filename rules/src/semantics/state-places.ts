/** State that outlives a call and that several tasks can see: attributes of the object, module variables, items of both. */
import {
  functionOf, resolveName, textOf,
  type Expression, type FunctionModel, type MemberExpression, type NameExpression, type Variable,
} from '../model/index.js';

export interface StatePlace {
  /** Equal for two expressions of one function that mean the same attribute or variable. */
  readonly base: string;
  /** Source text of the key for an item: `cache[url]`. */
  readonly key: string | undefined;
  readonly root: 'self' | 'class' | 'module' | 'enclosing';
  /** The attribute's or variable's name, for finding who else touches it. */
  readonly name: string;
}

const DEEPEST = 3;

/** undefined for locals, objects that were given to the call, and whatever is not plainly one of these. */
export function statePlaceOf(expression: Expression, fn: FunctionModel): StatePlace | undefined {
  switch (expression.kind) {
    case 'name': return placeOfName(expression, fn);
    case 'member': return placeOfMember(expression, fn, DEEPEST);
    case 'index': return itemOf(expression.object, textOf(expression.index), fn);
    default: return undefined;
  }
}

/** The item of a container under a key; a local that stands for the container is followed. */
export function itemOf(container: Expression, key: string, fn: FunctionModel): StatePlace | undefined {
  const place = statePlaceOf(container, fn) ?? aliasOf(container, fn);
  return place && place.key === undefined ? { ...place, key } : undefined;
}

export function isSamePlace(a: StatePlace, b: StatePlace): boolean {
  return a.base === b.base && a.key === b.key;
}

function placeOfMember(member: MemberExpression, fn: FunctionModel, depth: number): StatePlace | undefined {
  const { object, name } = member;
  if (object.kind === 'name') {
    const root = receiverRoot(object, fn);
    return root && { base: `${object.name}.${name}`, key: undefined, root, name };
  }
  const outer = object.kind === 'member' && depth > 1 ? placeOfMember(object, fn, depth - 1) : undefined;
  return outer && { ...outer, base: `${outer.base}.${name}`, name };
}

/** What `this` is in a method. An arrow function has it from around it, where it is not looked for. */
const THIS: ReadonlyMap<FunctionModel['method'], StatePlace['root']> = new Map([['instance', 'self'], ['static', 'class']]);

/** `self` of the method itself, `cls`, or a class of the module by its name. */
function receiverRoot(object: NameExpression, fn: FunctionModel): StatePlace['root'] | undefined {
  if (object.name === 'this' && fn.unit.module.language !== 'python') return THIS.get(fn.method);
  const variable = resolveName(object);
  const [binding, ...others] = variable?.bindings ?? [];
  if (!binding || others.length > 0) return undefined;
  if (binding.kind === 'class' && binding.node.enclosing?.form === 'module') return 'class';
  if (binding.kind !== 'parameter' || binding.node !== fn.parameters[0]) return undefined;
  if (fn.method === 'instance') return 'self';
  return fn.method === 'class' ? 'class' : undefined;
}

function placeOfName(name: NameExpression, fn: FunctionModel): StatePlace | undefined {
  const variable = resolveName(name);
  const { owner } = variable ?? {};
  if (!variable || owner?.kind !== 'function' || owner === fn || !variable.bindings.every(({ kind }) => kind === 'target')) return undefined;
  return { base: name.name, key: undefined, root: owner.form === 'module' ? 'module' : 'enclosing', name: name.name };
}

/** `cache = self._cache` */
function aliasOf(container: Expression, fn: FunctionModel): StatePlace | undefined {
  const variable = container.kind === 'name' ? resolveName(container) : undefined;
  const value = variable && functionOf(container) === variable.owner ? onlyValue(variable) : undefined;
  return value?.kind === 'member' ? statePlaceOf(value, fn) : undefined;
}

/** The value of a local that is assigned once. */
export function onlyValue(variable: Variable): Expression | undefined {
  const [binding, ...others] = variable.bindings;
  if (!binding || others.length > 0 || binding.kind !== 'target' || binding.node.kind !== 'assignment') return undefined;
  return binding.node.targets.includes(binding.name) && binding.node.operator === undefined ? binding.node.value : undefined;
}
