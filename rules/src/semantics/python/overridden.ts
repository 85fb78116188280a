/** What a method gives on an object of a subclass, where it rests on the class or on other methods: both may be others there. */
import { attributeOf } from './attributes.js';
import type { PythonProject } from './project.js';
import { returnsSelf } from './receivers.js';
import { instance, mapAlternatives, unknown } from './value.js';
import type { FunctionValue, Value } from './value.js';
import { ownReturns } from './wrapper-shapes.js';
import { Kept, nodesIn, walk } from '../../model/index.js';
import type { ClassModel, Expression, FunctionModel } from '../../model/index.js';

/** `returned` is what the method gives on an object (or for a class method: of a class) that it was written for. */
export function forReceiver(project: PythonProject, { fn, receiver }: FunctionValue, returned: Value): Value {
  const { owner } = fn;
  if (!owner || (receiver?.kind !== 'instance' && receiver?.kind !== 'class') || receiver.cls === owner) return returned;
  if (receiver.kind === 'class') return fn.method === 'class' && makesOwn(fn) ? ofClass(returned, owner, instance(receiver.cls, receiver.args)) : returned;
  const other = typeof receiver.cls === 'string' ? undefined : otherKind(project, fn, owner, receiver);
  if (other !== undefined) return unknown(`calls \`${other}\`, which a subclass overrides`);
  return returnsSelf(fn) ? ofClass(returned, owner, receiver) : returned;
}

function ofClass(value: Value, owner: ClassModel, own: Value): Value {
  return mapAlternatives(value, (member) => (member.kind === 'instance' && member.cls === owner ? own : member));
}

/** `return self._respawn()`, which is a coroutine function in the one class and a plain one in the other. */
function otherKind(project: PythonProject, fn: FunctionModel, owner: ClassModel, receiver: Value): string | undefined {
  return ownCalls(fn).find((name) => isOtherKind(project, name, owner, receiver));
}

/** Is the method asynchronous in one of the two classes only? */
function isOtherKind(project: PythonProject, name: string, owner: ClassModel, receiver: Value): boolean {
  const [written, meant] = [attributeOf(project, instance(owner), name), attributeOf(project, receiver, name)];
  return written?.kind === 'function' && meant?.kind === 'function' && written.fn !== meant.fn && written.fn.isAsync !== meant.fn.isAsync;
}

/** `self._events = self._generate()`, where the receiver's class generates in another way: what the attribute holds for it. */
export function storesOverridden(project: PythonProject, owner: ClassModel, values: readonly Expression[], receiver: Value): boolean {
  if (receiver.kind !== 'instance' || receiver.cls === owner || typeof receiver.cls === 'string') return false;
  return values.some((value) => {
    const name = value.kind === 'call' && value.callee.kind === 'member' && value.callee.object.kind === 'name' && value.callee.object.name === 'self' ? value.callee.name : undefined;
    return name !== undefined && isOtherKind(project, name, owner, receiver);
  });
}

const NONE_CALLED: readonly string[] = [];
const called = new Kept<FunctionModel, readonly string[]>();

/** Methods of its own that the results of the method come from. */
function ownCalls(fn: FunctionModel): readonly string[] {
  let names = called.get(fn);
  if (!names) called.set(fn, (names = fn.method === 'instance' ? findOwnCalls(fn) : NONE_CALLED));
  return names;
}

function findOwnCalls(fn: FunctionModel): readonly string[] {
  const self = fn.parameters[0]?.name;
  const names = new Set<string>();
  const collect = (value: Expression): void => walk(value, (node) => {
    if (node.kind === 'function' || node.kind === 'await') return 'skip';
    if (node.kind === 'call' && node.callee.kind === 'member' && node.callee.object.kind === 'name' && node.callee.object.name === self) names.add(node.callee.name);
    return undefined;
  });
  for (const value of ownReturns(fn.body)) if (value) collect(value);
  return names.size === 0 ? NONE_CALLED : [...names];
}

const making = new Kept<FunctionModel, boolean>();

/** Does the class method call `cls(…)`? */
function makesOwn(fn: FunctionModel): boolean {
  let makes = making.get(fn);
  if (makes === undefined) making.set(fn, (makes = callsFirst(fn)));
  return makes;
}

function callsFirst(fn: FunctionModel): boolean {
  const cls = fn.parameters[0]?.name;
  return nodesIn(fn, 'call').some(({ callee }) => callee.kind === 'name' && callee.name === cls);
}
