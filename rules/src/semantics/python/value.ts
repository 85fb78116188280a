/**
 * What the inference knows about the value of an expression: a small lattice. `never` is the bottom (nothing arrives
 * here, or a recursion that adds nothing), `unknown` the top; a union is bounded and has neither inside.
 */
import type { ClassModel, FunctionModel } from '../../model/index.js';

/** A class: of the project, or of a library by its canonical name (`asyncio.Task`, `list`, `str`). */
export type ClassRef = ClassModel | string;

export interface UnknownValue {
  readonly kind: 'unknown';
  readonly reason: string;
  /** Whatever it is, it is nothing to await: the result of a plain library function. */
  readonly isPlain: boolean;
}
export interface NeverValue { readonly kind: 'never' }
export interface NoneValue { readonly kind: 'none' }
/** A module of the project or of the environment. */
export interface ModuleValue { readonly kind: 'module'; readonly path: string }
/** A folder without `__init__.py` (PEP 420). */
export interface NamespaceValue { readonly kind: 'namespace'; readonly name: string; readonly folders: readonly string[] }
/** A library module, function or value by canonical dotted name; `receiver` for methods reached through an instance. */
export interface LibraryValue {
  readonly kind: 'library';
  readonly name: string;
  readonly receiver: Value | undefined;
  /** Type arguments of the library class that the method belongs to, where the receiver's own are others (a subclass's). */
  readonly args: readonly Value[];
}
export interface FunctionValue {
  readonly kind: 'function';
  /** Whose body runs when it is called. */
  readonly fn: FunctionModel;
  readonly receiver: Value | undefined;
  /** The function that a project decorator wrapped in `fn`, and which `fn` calls. */
  readonly wraps: FunctionValue | undefined;
  /**
   * What the wrapper returns of what `wraps` returns, where its own code does not tell: the very value, or what awaiting
   * it gives. `signature`: its decorator is declared to give back what it takes, which tells more than the code.
   */
  readonly passesOn: 'value' | 'awaited' | 'signature' | undefined;
  /** `@contextmanager` and `@asynccontextmanager` turn a generator function into a context manager factory. */
  readonly manager: 'sync' | 'async' | undefined;
}
export interface ClassValue { readonly kind: 'class'; readonly cls: ClassRef; readonly args: readonly Value[] }
export interface InstanceValue {
  readonly kind: 'instance';
  readonly cls: ClassRef;
  readonly args: readonly Value[];
  /** Who made it, for awaitables and generators. */
  readonly origin: Origin | undefined;
}
/** A coroutine object: what an `async def` or a library coroutine function returns. */
export interface CoroutineValue { readonly kind: 'coroutine'; readonly result: Value; readonly origin: Origin | undefined }
/** A tuple of known length. */
export interface TupleValue { readonly kind: 'tuple'; readonly items: readonly Value[] }
/** `functools.partial(callee, …)`; `bound` positional arguments are given already. */
export interface PartialValue { readonly kind: 'partial'; readonly callee: Value; readonly bound: number }
/** Something of which only the result of calling it is known (`Callable[..., T]`). */
export interface CallableValue { readonly kind: 'callable'; readonly result: Value }
/** A type expression used as a value: `Names = list[str] | None`. */
export interface TypeValue { readonly kind: 'type'; readonly type: Value }
/** `super()` inside a method of `cls`. */
export interface SuperValue { readonly kind: 'super'; readonly cls: ClassModel; readonly receiver: Value }
export interface TypeVarValue { readonly kind: 'typevar'; readonly name: string; readonly bound: Value | undefined }
export interface UnionValue { readonly kind: 'union'; readonly members: readonly Value[] }

export type Value =
  | UnknownValue | NeverValue | NoneValue | ModuleValue | NamespaceValue | LibraryValue | FunctionValue | ClassValue
  | InstanceValue | CoroutineValue | TupleValue | PartialValue | CallableValue | TypeValue | SuperValue | TypeVarValue | UnionValue;

/** The producer of an awaitable or generator: a project function or a library callable. */
export type Origin = { readonly fn: FunctionModel } | { readonly library: string };

/** A union with more members is unknown. */
const MAX_UNION = 8;
/** Type arguments nested deeper are unknown. */
const MAX_DEPTH = 6;

export const NEVER: Value = { kind: 'never' };
export const NONE: Value = { kind: 'none' };

export function unknown(reason: string): UnknownValue {
  return { kind: 'unknown', reason, isPlain: false };
}

/** Something of unknown type that is certainly not awaitable. */
export function unknownPlain(reason: string): UnknownValue {
  return { kind: 'unknown', reason, isPlain: true };
}

export function library(name: string, receiver?: Value, args: readonly Value[] = []): LibraryValue {
  return { kind: 'library', name, receiver, args };
}

export function functionValue(fn: FunctionModel, receiver?: Value): FunctionValue {
  return { kind: 'function', fn, receiver, wraps: undefined, passesOn: undefined, manager: undefined };
}

export function classValue(cls: ClassRef, args: readonly Value[] = []): ClassValue {
  return { kind: 'class', cls, args };
}

/** An instance of a class; type arguments that are nested too deeply become unknown. */
export function instance(cls: ClassRef, args: readonly Value[] = [], origin?: Origin): InstanceValue {
  return { kind: 'instance', cls, args: args.length === 0 ? args : args.map(bounded), origin };
}

export function coroutine(result: Value, origin?: Origin): CoroutineValue {
  return { kind: 'coroutine', result: bounded(result), origin };
}

export function tuple(items: readonly Value[]): Value {
  return items.length > 32 ? instance('tuple', [union(items)]) : { kind: 'tuple', items: items.map(bounded) };
}

/** The least value above all of them: unknown if one is, flattened, without duplicates. */
export function union(values: readonly Value[]): Value {
  const [only] = values;
  if (only && values.length === 1) return only;
  const members: Value[] = [];
  let vague: UnknownValue | undefined;
  for (const value of values) {
    if (value.kind === 'unknown') {
      if (!value.isPlain) return value;
      vague = value;
      continue;
    }
    for (const member of value.kind === 'union' ? value.members : [value]) if (member.kind !== 'never') add(members, member);
  }
  if (vague) return members.length === 0 ? vague : unknown(vague.reason);
  if (members.length > MAX_UNION) return unknown('may have too many different types');
  return members.length === 0 ? NEVER : members.length === 1 && members[0] ? members[0] : { kind: 'union', members };
}

/** Adds a member that is not there yet; of two equal ones with different makers neither is named. */
function add(members: Value[], member: Value): void {
  const index = members.findIndex((known) => same(known, member));
  const known = members[index];
  if (!known) members.push(member);
  else if ((known.kind === 'coroutine' || known.kind === 'instance') && (member.kind === known.kind) && !isSameOrigin(known.origin, member.origin)) {
    members[index] = { ...known, origin: undefined };
  }
}

function isSameOrigin(a: Origin | undefined, b: Origin | undefined): boolean {
  if (!a || !b) return a === b;
  return 'fn' in a ? 'fn' in b && a.fn === b.fn : 'library' in b && a.library === b.library;
}

/** The alternatives of a value: a union's members, or the value alone. */
export function alternatives(value: Value): readonly Value[] {
  return value.kind === 'union' ? value.members : [value];
}

/** The value where it is not None; a plain None stays. */
export function withoutNone(value: Value): Value {
  return value.kind === 'union' ? union(value.members.filter((member) => member.kind !== 'none')) : value;
}

/** Applies a function to every alternative and joins the results. */
export function mapAlternatives(value: Value, change: (member: Value) => Value): Value {
  if (value.kind !== 'union') return value.kind === 'never' || value.kind === 'unknown' ? value : change(value);
  return union(value.members.map(change));
}

/** Structural equality; who produced a value does not count. */
export function same(a: Value, b: Value): boolean {
  if (a === b) return true;
  switch (a.kind) {
    case 'unknown': return b.kind === 'unknown' && a.isPlain === b.isPlain;
    case 'never': case 'none': return a.kind === b.kind;
    case 'module': return b.kind === 'module' && a.path === b.path;
    case 'namespace': return b.kind === 'namespace' && a.name === b.name;
    case 'library': return b.kind === 'library' && a.name === b.name && sameOptional(a.receiver, b.receiver);
    case 'function':
      return b.kind === 'function' && a.fn === b.fn && a.manager === b.manager
        && sameOptional(a.receiver, b.receiver) && sameOptional(a.wraps, b.wraps);
    case 'class': return b.kind === 'class' && a.cls === b.cls && sameList(a.args, b.args);
    case 'instance': return b.kind === 'instance' && a.cls === b.cls && sameList(a.args, b.args);
    case 'coroutine': return b.kind === 'coroutine' && same(a.result, b.result);
    case 'tuple': return b.kind === 'tuple' && sameList(a.items, b.items);
    case 'partial': return b.kind === 'partial' && a.bound === b.bound && same(a.callee, b.callee);
    case 'callable': return b.kind === 'callable' && same(a.result, b.result);
    case 'type': return b.kind === 'type' && same(a.type, b.type);
    case 'super': return b.kind === 'super' && a.cls === b.cls && same(a.receiver, b.receiver);
    case 'typevar': return b.kind === 'typevar' && a.name === b.name;
    case 'union':
      return b.kind === 'union' && a.members.length === b.members.length
        && a.members.every((member) => b.members.some((other) => same(member, other)));
  }
}

function sameList(a: readonly Value[], b: readonly Value[]): boolean {
  return a.length === b.length && a.every((value, index) => {
    const other = b[index];
    return other !== undefined && same(value, other);
  });
}

function sameOptional(a: Value | undefined, b: Value | undefined): boolean {
  return a === b || (a !== undefined && b !== undefined && same(a, b));
}

function bounded(value: Value): Value {
  return depthOf(value, MAX_DEPTH) > MAX_DEPTH ? unknown('is nested too deeply') : value;
}

function depthOf(value: Value, limit: number): number {
  if (limit < 0) return 1;
  let deepest = 0;
  for (const part of partsOf(value)) deepest = Math.max(deepest, depthOf(part, limit - 1));
  return 1 + deepest;
}

/** The values that a value is made of: type arguments, items, results, members. */
export function partsOf(value: Value): readonly Value[] {
  switch (value.kind) {
    case 'class': case 'instance': return value.args;
    case 'coroutine': case 'callable': return [value.result];
    case 'tuple': return value.items;
    case 'partial': return [value.callee];
    case 'type': return [value.type];
    case 'union': return value.members;
    case 'function': return value.receiver ? [value.receiver] : [];
    case 'library': case 'super': return value.receiver ? [value.receiver] : [];
    default: return [];
  }
}
