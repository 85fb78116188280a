/** `self`, `cls` and `super()`. */
import { classValue, instance, unknown } from './value.js';
import type { Value } from './value.js';
import { ownReturns } from './wrapper-shapes.js';
import { Kept, enclosingClass, resolveName } from '../../model/index.js';
import type { Expression, FunctionModel } from '../../model/index.js';

/** The value of a method's first parameter; undefined for a function that has no receiver. */
export function selfValue(fn: FunctionModel): Value | undefined {
  if (!fn.owner) return undefined;
  if (fn.method === 'class' || fn.name === '__new__') return classValue(fn.owner);
  return fn.method === 'static' || fn.method === 'none' ? undefined : instance(fn.owner);
}

/** `super()` in a method, or in a function nested in one. */
export function superValue(fn: FunctionModel): Value {
  const cls = enclosingClass(fn);
  if (!cls) return unknown('`super()` outside a class');
  let method: FunctionModel | undefined = fn;
  while (method && method.owner !== cls) method = method.enclosing;
  return { kind: 'super', cls, receiver: (method && selfValue(method)) ?? instance(cls) };
}

/** `self` in a method: it may be of a subclass, which has more than the class that is written around it. */
export function isOwnReceiver(expression: Expression): boolean {
  if (expression.kind !== 'name') return false;
  const [binding, ...others] = resolveName(expression)?.bindings ?? [];
  const fn = binding?.kind === 'parameter' && others.length === 0 ? binding.node.parent : undefined;
  return fn?.kind === 'function' && fn.owner !== undefined && fn.method === 'instance' && fn.parameters[0] === binding?.node;
}

const selfReturning = new Kept<FunctionModel, boolean>();

/** A method that gives back what it is called on. */
export function returnsSelf(fn: FunctionModel): boolean {
  let returns = selfReturning.get(fn);
  if (returns === undefined) selfReturning.set(fn, (returns = mayReturnSelf(fn)));
  return returns;
}

function mayReturnSelf(fn: FunctionModel): boolean {
  const self = fn.parameters[0]?.name;
  return fn.owner !== undefined && fn.method === 'instance' && self !== undefined && ownReturns(fn.body).some((value) => value !== undefined && isOrMayBe(value, self));
}

function isOrMayBe(value: Expression, name: string): boolean {
  if (value.kind === 'conditional') return isOrMayBe(value.then, name) || isOrMayBe(value.otherwise, name);
  return value.kind === 'name' && value.name === name;
}
