/** Attribute access on values: instances, classes, modules, `super()`; binding of methods; properties. */
import { typeOf } from './annotations.js';
import { NO_ARGS, argsOfValues } from './arguments.js';
import { awaitableFact } from './awaitability.js';
import { callValue } from './calls.js';
import { chainOf, typeParametersOf } from './class-chain.js';
import type { ChainEntry } from './class-chain.js';
import { substituted } from './generics.js';
import { handedUp } from './handed-up.js';
import { sourceOf } from './installed-classes.js';
import { libraryMember } from './library.js';
import { assignmentsToSelf, replacedMembers } from './member-assignments.js';
import { libraryName, memberOfModule } from './module-members.js';
import { bindingsValue, boundValue, runningOnly } from './names.js';
import { storesOverridden } from './overridden.js';
import type { PythonProject } from './project.js';
import { attributeQuestion, propertyQuestion } from './questions.js';
import { classValue, functionValue, instance, library, mapAlternatives, union, unknown, withoutNone } from './value.js';
import type { ClassRef, Value } from './value.js';
import type { Verdict } from '../semantics.js';
import { Kept, moduleOf, scopeOf } from '../../model/index.js';
import type { Binding, ClassModel, FunctionModel, Subject } from '../../model/index.js';

/** The value of `object.name`. None is taken as not meant: it has no attributes worth asking for. */
export function attributeValue(project: PythonProject, object: Value, name: string): Value {
  return mapAlternatives(meant(withoutNone(object), name), (member) => attributeOf(project, member, name) ?? unknown(`has no known attribute \`${name}\``));
}

const SCALARS: ReadonlySet<unknown> = new Set(['str', 'bytes', 'int', 'float', 'bool']);

/** Of `str | Client`, `.get` can only be meant of the client: reading it of a `str` raises. */
function meant(object: Value, name: string): Value {
  if (object.kind !== 'union') return object;
  const left = object.members.filter((member) => member.kind !== 'instance' || typeof member.cls !== 'string' || !SCALARS.has(member.cls) || libraryMember(member.cls, [], name, member) !== undefined || name.startsWith('__'));
  return left.length > 0 ? union(left) : object;
}

const NAMES_OF_THINGS: ReadonlySet<string> = new Set(['__name__', '__qualname__', '__module__']);

/** The attribute of one alternative; undefined when it is not known to have one of that name. */
export function attributeOf(project: PythonProject, object: Value, name: string): Value | undefined {
  if (NAMES_OF_THINGS.has(name) && (object.kind === 'function' || object.kind === 'class' || object.kind === 'callable')) return instance('str');
  switch (object.kind) {
    case 'module': case 'namespace': return memberOfModule(project, object, name);
    case 'library': return object.receiver ? undefined : libraryName(project, object.name, name);
    case 'instance': return instanceAttribute(project, object.cls, object.args, name, object);
    case 'coroutine': return undefined;
    case 'tuple': return instanceAttribute(project, 'tuple', [union(object.items)], name, object);
    case 'class': return classAttribute(project, object.cls, object.args, name, object);
    case 'super': return superAttribute(project, object.cls, object.receiver, name);
    case 'typevar': return object.bound && attributeOf(project, object.bound, name);
    case 'function': return name === '__wrapped__' ? object.wraps : undefined;
    default: return undefined;
  }
}

function instanceAttribute(project: PythonProject, cls: ClassRef, args: readonly Value[], name: string, receiver: Value): Value | undefined {
  if (typeof cls === 'string') {
    return memberOfLibrary(project, cls, args, name, receiver) ?? library(`${cls}.${name}`, receiver);
  }
  const chain = chainOf(project, cls);
  if (name === '__class__') return classValue(cls, args);
  return inChain(project, chain.entries, boundArguments(project, cls, args), name, receiver)
    ?? (chain.complete && name === '__new__' ? library('object.__new__') : undefined)
    ?? unknown(chain.complete ? `\`${cls.name}\` has no \`${name}\`` : `\`${cls.name}\` has a base class that is not known`);
}

function classAttribute(project: PythonProject, cls: ClassRef, args: readonly Value[], name: string, receiver: Value): Value | undefined {
  if (typeof cls === 'string') {
    const member = memberOfLibrary(project, cls, args, name, receiver);
    // `Class.method` is the plain function, `Class.attribute` has the attribute's type.
    return member ?? library(`${cls}.${name}`);
  }
  return inChain(project, chainOf(project, cls).entries, boundArguments(project, cls, args), name, receiver);
}

function superAttribute(project: PythonProject, cls: ClassModel, receiver: Value, name: string): Value | undefined {
  const chain = chainOf(project, cls);
  return inChain(project, entriesAfter(project, cls, receiver), NOTHING_BOUND, name, receiver)
    ?? (chain.complete && (name === '__init__' || name === '__new__') ? library(`object.${name}`) : undefined);
}

/** The classes after `cls` in the order of the receiver's class. */
function entriesAfter(project: PythonProject, cls: ClassModel, receiver: Value): readonly ChainEntry[] {
  const own = (receiver.kind === 'instance' || receiver.kind === 'class') && typeof receiver.cls !== 'string' ? receiver.cls : cls;
  const { entries } = chainOf(project, own);
  const index = entries.findIndex((entry) => entry.cls === cls);
  return index >= 0 ? entries.slice(index + 1) : chainOf(project, cls).entries.slice(1);
}

export const NOTHING_BOUND: ReadonlyMap<string, Value | undefined> = new Map();

/** What the type parameters of a class stand for in `cls[args]`. */
export function boundArguments(project: PythonProject, cls: ClassModel, args: readonly Value[]): ReadonlyMap<string, Value | undefined> {
  return args.length === 0 ? NOTHING_BOUND : boundParameters(project, cls, args);
}

/** As `boundArguments`; without arguments the parameters are bound to nothing that is known. */
function boundParameters(project: PythonProject, cls: ClassModel, args: readonly Value[]): ReadonlyMap<string, Value | undefined> {
  const names = typeParametersOf(project, cls);
  return names.length === 0 ? NOTHING_BOUND : new Map(names.map((name, index) => [name, args[index]]));
}

/** By the tables, else by the library's own source; `read` are the classes whose source was looked at on the way. */
function memberOfLibrary(project: PythonProject, cls: string, args: readonly Value[], name: string, receiver: Value, read: readonly string[] = []): Value | undefined {
  const known = libraryMember(cls, args, name, receiver);
  // Construction, `with`, iteration and operators are facts of the class.
  const source = known || name.startsWith('__') || read.includes(cls) ? undefined : sourceOf(project, cls);
  return source ? inChain(project, chainOf(project, source).entries, boundArguments(project, source, args), name, receiver, [...read, cls]) : known;
}

function inChain(
  project: PythonProject, entries: readonly ChainEntry[], bound: ReadonlyMap<string, Value | undefined>, name: string, receiver: Value, read: readonly string[] = [],
): Value | undefined {
  const found: Value[] = [];
  for (const { cls, args } of entries) {
    if (typeof cls !== 'string' && !hasSlot(cls, name)) continue;
    const own = args.length === 0 ? args : args.map((arg) => substituted(arg, bound));
    const value = typeof cls === 'string'
      ? memberOfLibrary(project, cls, own, name, receiver, read)
      : ownAttribute(project, cls, name, receiver, boundParameters(project, cls, own));
    if (!value) continue;
    if (typeof cls === 'string' && value.kind === 'library' && isRedirected(project, entries, cls, receiver)) return unknown(`\`${name}\` may call what a subclass overrides`);
    found.push(value);
    // `x = None` in a base or subclass only says that there is one; look on for what it holds.
    if (value.kind !== 'none') break;
  }
  return found.length === 0 ? undefined : union(found);
}

/**
 * Does a class of the project override a method of its library class with one that gives something else, awaitable or not? The
 * library's other methods may call it: `requests.Session.get` is `request`.
 */
function isRedirected(project: PythonProject, entries: readonly ChainEntry[], library: string, receiver: Value): boolean {
  for (const { cls } of entries) {
    if (cls === library) return false;
    for (const statement of typeof cls === 'string' ? [] : cls.body) {
      if (statement.kind !== 'function-statement' || statement.fn.name.startsWith('__') || statement.fn.method !== 'instance') continue;
      const original = libraryMember(library, [], statement.fn.name, receiver);
      if (original?.kind !== 'library' || typeof cls === 'string') continue;
      const own = ownAttribute(project, cls, statement.fn.name, receiver, NOTHING_BOUND);
      if (own && verdictOf(project, original) !== verdictOf(project, own)) return true;
    }
  }
  return false;
}

function verdictOf(project: PythonProject, callee: Value): Verdict {
  return awaitableFact(project, callValue(project, callee, NO_ARGS, undefined)).verdict;
}

interface Slot extends Subject {
  readonly cls: ClassModel;
  readonly name: string;
  readonly bindings: readonly Binding[];
}

/** Does the class itself say anything about the attribute? Most classes of a chain do not. */
function hasSlot(cls: ClassModel, name: string): boolean {
  return scopeOf(cls).variables.has(name) || assignmentsToSelf(cls, name).length > 0;
}

const slots = new Kept<ClassModel, Map<string, Slot>>();

function slotOf(cls: ClassModel, name: string): Slot {
  let table = slots.get(cls);
  if (!table) slots.set(cls, (table = new Map<string, Slot>()));
  let slot = table.get(name);
  if (!slot) table.set(name, (slot = { cls, name, bindings: scopeOf(cls).variables.get(name)?.bindings ?? [], answers: undefined }));
  return slot;
}

/** The attribute by this class alone, bound to the receiver. */
function ownAttribute(project: PythonProject, cls: ClassModel, name: string, receiver: Value, bound: ReadonlyMap<string, Value | undefined>): Value | undefined {
  const slot = slotOf(cls, name);
  const onInstance = receiver.kind !== 'class';
  const getter = onInstance ? getterOf(slot) : undefined;
  if (getter) {
    const bare = project.memo.ask(propertyQuestion, moduleOf(cls).path, slot, project, () => callValue(project, functionValue(getter, instance(cls)), NO_ARGS, undefined));
    return substituted(bare, bound);
  }
  const assigned = assignmentsToSelf(cls, name);
  const isAssigned = assigned.length > 0;
  if (slot.bindings.length === 0 && !isAssigned) return undefined;
  if (isAssigned && receiver.kind === 'instance' && receiver.cls !== cls && storesOverridden(project, cls, assigned.flatMap(({ node }) => (node.kind === 'assignment' && node.value ? [node.value] : [])), receiver)) return unknown(`\`${name}\` holds what a subclass makes in another way`);
  const own = project.memo.ask(attributeQuestion, moduleOf(cls).path, slot, project, slotValue);
  const given = isAssigned && receiver.kind === 'instance' && typeof receiver.cls !== 'string' && own.kind !== 'unknown'
    ? handedUp(project, chainOf(project, receiver.cls).entries, cls, name) : undefined;
  const value = given ? union([own, given]) : own;
  const isShared = slot.bindings.length > 0 && !isAssigned;
  return mapAlternatives(substituted(value, bound), (member) => (isShared && onInstance ? describedValue(project, member, receiver) : undefined) ?? bind(project, member, receiver, cls));
}

/** What a descriptor in the class gives for an instance: an object of the project's with `__get__`. */
function describedValue(project: PythonProject, value: Value, receiver: Value): Value | undefined {
  if (value.kind !== 'instance' || typeof value.cls === 'string') return undefined;
  const get = inChain(project, chainOf(project, value.cls).entries, boundArguments(project, value.cls, value.args), '__get__', value);
  if (get?.kind !== 'function') return undefined;
  const described = callValue(project, get, argsOfValues([receiver, receiver.kind === 'instance' ? classValue(receiver.cls, receiver.args) : unknown('is the owner')]), undefined);
  // What such a method of the project's does is in its code: declared is what suits a type checker, for plain and for async classes.
  return described.kind === 'callable' && verdictOf(project, described) === 'no' ? unknown('is declared by `__get__` only') : described;
}

/** The function that reading the property runs; undefined when the attribute is no property. */
function getterOf(slot: { readonly bindings: readonly Binding[] }): FunctionModel | undefined {
  for (const { node } of slot.bindings) if (node.kind === 'function' && node.method === 'getter') return node;
  return undefined;
}

function slotValue(project: PythonProject, slot: Slot): Value {
  const { cls, name } = slot;
  const bindings = runningOnly(project, slot.bindings);
  // What has other methods than its class is of no class that is known.
  if (replacedMembers(cls, name).some((value) => value.kind === 'function-expression')) return unknown(`a method of \`${name}\` is replaced`);
  const assigned = assignmentsToSelf(cls, name);
  const annotation = [...bindings.map((binding) => binding.node), ...assigned.map(({ node }) => node)]
    .map((node) => (node.kind === 'assignment' ? node.annotation : undefined)).find((found) => found !== undefined);
  const declared = annotation && typeOf(project, annotation);
  if (declared && declared.kind !== 'unknown' && declared.kind !== 'none') return declared;
  const values = assigned.map(({ node, target }) => boundValue(project, node, target));
  const valued = bindings.filter((binding) => binding.node.kind !== 'assignment' || binding.node.value !== undefined);
  if (valued.length > 0) values.unshift(bindingsValue(project, valued, name));
  return values.length === 0 ? declared ?? unknown(`\`${name}\` has no value here`) : union(values);
}

/** Functions of a class become methods of the receiver. */
function bind(project: PythonProject, value: Value, receiver: Value, cls: ClassModel): Value {
  if (receiver.kind === 'class' && isEnum(project, cls) && value.kind !== 'function') return instance(receiver.cls);
  if (value.kind !== 'function' || value.receiver || value.fn.form === 'lambda') return value;
  const method = (value.wraps?.fn ?? value.fn).method;
  if (method === 'static' || method === 'none' && !value.wraps) return value;
  if (method === 'class') return { ...value, receiver: receiver.kind === 'instance' ? classValue(receiver.cls, receiver.args) : receiver };
  return receiver.kind === 'class' ? value : { ...value, receiver };
}

function isEnum(project: PythonProject, cls: ClassModel): boolean {
  return chainOf(project, cls).entries.some((entry) => typeof entry.cls === 'string' && /^enum\.\w*(Enum|Flag)$/.test(entry.cls));
}

const NO_GETTERS: FunctionModel[] = [];

/** The property that `object.name` reads, for each class the object may be of. */
export function propertyGetters(project: PythonProject, object: Value, name: string): readonly FunctionModel[] {
  let found: FunctionModel[] = NO_GETTERS;
  const members = object.kind === 'union' ? object.members : [object];
  for (const member of members) {
    const entries = member.kind === 'super' ? entriesAfter(project, member.cls, member.receiver)
      : member.kind === 'instance' && typeof member.cls !== 'string' ? chainOf(project, member.cls).entries : [];
    for (const entry of entries) {
      const bindings = typeof entry.cls === 'string' ? undefined : scopeOf(entry.cls).variables.get(name)?.bindings;
      if (!bindings) continue;
      const getter = getterOf({ bindings });
      if (getter && !found.includes(getter)) found = [...found, getter];
      if (bindings.length > 0) break;
    }
  }
  return found;
}
