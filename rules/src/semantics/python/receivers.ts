/** `self`, `cls` and `super()`. */
import { classValue, instance, unknown } from './value.js';
import type { Value } from './value.js';
import { enclosingClass } from '../../model/index.js';
import type { FunctionModel } from '../../model/index.js';

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
