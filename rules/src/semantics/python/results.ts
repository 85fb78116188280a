/** What calling a project function gives: declared, or inferred from its body. */
import { typeOf } from './annotations.js';
import { NO_ARGS, callerParameters, valueForParameter } from './arguments.js';
import type { CallArgs } from './arguments.js';
import { NOTHING_BOUND, boundArguments } from './attributes.js';
import { awaitableFact } from './awaitability.js';
import { chainOf, typeParametersOf } from './class-chain.js';
import { valueOf } from './expressions.js';
import { closed, mentionsTypeVar, solve, substituted, type Bound } from './generics.js';
import { awaitableClass } from './library.js';
import { forReceiver } from './overridden.js';
import type { PythonProject } from './project.js';
import { awaitedValue, elementOf } from './protocols.js';
import { returnQuestion } from './questions.js';
import { returnsSelf } from './receivers.js';
import { NONE, alternatives, coroutine, instance, mapAlternatives, union, unknown } from './value.js';
import type { CallableValue, FunctionValue, Origin, Value } from './value.js';
import { ownReturns } from './wrapper-shapes.js';
import { Kept, isStringStatement, moduleOf, scopeOf, visitCode } from '../../model/index.js';
import type { Expression, FunctionModel, Statement } from '../../model/index.js';

/** The value of calling the function with these arguments. */
export function resultOf(project: PythonProject, callee: FunctionValue, args: CallArgs): Value {
  const { fn, manager, wraps } = callee;
  if (wraps && callee.passesOn === 'signature') return resultOf(project, { ...wraps, receiver: callee.receiver }, args);
  const origin: Origin = { fn };
  const declared = declaredResult(project, callee, args);
  if (fn.isGenerator) {
    const element = declared ? elementOf(project, declared, fn.isAsync ? 'async' : 'sync') : yieldedBy(project, fn);
    if (manager === 'sync') return instance('contextlib.AbstractContextManager', [element], origin);
    if (manager === 'async') return instance('contextlib.AbstractAsyncContextManager', [element], origin);
    return instance(fn.isAsync ? 'collections.abc.AsyncGenerator' : 'collections.abc.Generator', [element], origin);
  }
  if (manager) return managed(project, declared ?? returnedBy(project, callee), manager, origin);
  if (fn.isAsync && declared && isAsyncIteration(declared) && isAbstract(fn)) return unknown(`\`${fn.name}\` has no body here: it may be an async generator`);
  const isKnown = declared && declared.kind !== 'unknown' && !(declared.kind === 'none' && returnsValues(fn));
  const result = isKnown ? (declared.kind === 'callable' ? otherFunction(project, callee, declared) : ownReceiver(project, callee, declared)) ?? declared : inferredResult(project, callee, args);
  return fn.isAsync && !fn.decorators.some(isOverload) ? coroutine(result, origin) : mapAlternatives(result, (member) => withOrigin(member, origin));
}

/** What an `async def` without a body is declared to give: those who override it write generators, as a rule. */
function isAsyncIteration(declared: Value): boolean {
  return declared.kind === 'instance' && typeof declared.cls === 'string' && /^collections\.abc\.Async(?:Generator|Iterator|Iterable)$/.test(declared.cls);
}

/** Code that gives something where it says `-> None`: what it says is not so. */
function returnsValues(fn: FunctionModel): boolean {
  return ownReturns(fn.body).some((value) => value !== undefined && !(value.kind === 'literal' && value.type === 'none'));
}

function inferredResult(project: PythonProject, callee: FunctionValue, args: CallArgs): Value {
  const returned = forReceiver(project, callee, substituted(returnedBy(project, callee), receiverArguments(project, callee)));
  return closed(wrappedResult(project, callee, returned, args));
}

/** A method that returns `self` and declares one of the receiver's bases: the receiver says more. */
function ownReceiver(project: PythonProject, { fn, receiver }: FunctionValue, declared: Value): Value | undefined {
  if (declared.kind !== 'instance' || receiver?.kind !== 'instance' || typeof receiver.cls === 'string' || receiver.cls === declared.cls || !returnsSelf(fn)) return undefined;
  return chainOf(project, receiver.cls).entries.some(({ cls }) => cls === declared.cls) ? receiver : undefined;
}

/**
 * What is declared as `Callable[…, Awaitable[T]]` and is a decorator or another plain function after all: the code counts, as
 * whoever calls it twice (`app.get("/")(handler)`) gets what it gives.
 */
function otherFunction(project: PythonProject, callee: FunctionValue, declared: CallableValue): FunctionValue | undefined {
  const { verdict } = awaitableFact(project, declared.result);
  if (verdict !== 'yes' && !alternatives(declared.result).some(({ kind }) => kind === 'callable')) return undefined;
  const returned = returnedBy(project, callee);
  if (returned.kind !== 'function') return undefined;
  return awaitableFact(project, resultOf(project, returned, NO_ARGS)).verdict === verdict ? undefined : returned;
}

/** `@contextmanager` over a function that returns a generator made elsewhere. */
function managed(project: PythonProject, value: Value, manager: 'sync' | 'async', origin: Origin): Value {
  const cls = manager === 'sync' ? 'contextlib.AbstractContextManager' : 'contextlib.AbstractAsyncContextManager';
  return instance(cls, [elementOf(project, value, manager)], origin);
}

function withOrigin(value: Value, origin: Origin): Value {
  if (value.kind === 'coroutine' && !value.origin) return coroutine(value.result, origin);
  if (value.kind !== 'instance' || value.origin) return value;
  const isAwaitable = typeof value.cls === 'string' && (awaitableClass(value.cls) !== undefined || /Async(Generator|Iterator)$/.test(value.cls));
  return isAwaitable ? instance(value.cls, value.args, origin) : value;
}

/** The annotated result with type variables filled in; undefined without annotation. */
function declaredResult(project: PythonProject, { fn, receiver }: FunctionValue, args: CallArgs): Value | undefined {
  const overloads = fittingOverloads(project, overloadsOf(fn), receiver, args);
  const declared = overloads.length > 0
    ? union(overloads.map((overload) => overloadResult(project, fn, overload)))
    : fn.returns && typeOf(project, fn.returns);
  // Most results are plain types: what is passed has no part in them.
  if (!declared || !mentionsTypeVar(declared)) return declared;
  const bound = new Map(receiverArguments(project, { fn, receiver }));
  if (receiver) bindReceiver(project, fn, receiver, bound);
  const parameters = callerParameters(fn, receiver ? 'bound' : 'free');
  for (const parameter of parameters) {
    if (!parameter.annotation) continue;
    const pattern = typeOf(project, parameter.annotation);
    const given = valueForParameter(args, parameters, parameter);
    if (given) solve(pattern, given.kind === 'function' && alternatives(pattern).some((one) => one.kind === 'callable') ? asCallable(project, given) : given, bound);
  }
  return closed(substituted(declared, bound));
}

/** In a stub the overloads stand for themselves: some may be async and others not; an implementation is async for all of them. */
function overloadResult(project: PythonProject, fn: FunctionModel, overload: FunctionModel): Value {
  const type = overload.returns ? typeOf(project, overload.returns) : unknown('is an overload without result type');
  const isWrapped = fn.isAsync && !fn.decorators.some(isOverload);
  return overload.isAsync && !isWrapped && !overload.isGenerator ? coroutine(type) : type;
}

function asCallable(project: PythonProject, value: FunctionValue): Value {
  return { kind: 'callable', result: resultOf(project, value, NO_ARGS) };
}

/** What the type parameters of the method's class stand for in the receiver. */
function receiverArguments(project: PythonProject, { fn, receiver }: Pick<FunctionValue, 'fn' | 'receiver'>): Bound {
  if (receiver?.kind !== 'instance' || typeof receiver.cls === 'string') return NOTHING_BOUND;
  const own = boundArguments(project, receiver.cls, receiver.args);
  if (!fn.owner || fn.owner === receiver.cls) return own;
  const entry = chainOf(project, receiver.cls).entries.find(({ cls }) => cls === fn.owner);
  const names = typeParametersOf(project, fn.owner);
  return new Map(names.map((name, index) => [name, entry?.args[index] && substituted(entry.args[index], own)]));
}

/** In `-> Self`, and in `-> T` of a method with `self: T` or `cls: type[T]`, the receiver's own class counts. */
function bindReceiver(project: PythonProject, fn: FunctionModel, receiver: Value, bound: Map<string, Value | undefined>): void {
  bound.set('Self', receiver.kind === 'class' ? instance(receiver.cls, receiver.args) : receiver);
  const annotation = fn.parameters[0]?.annotation;
  if (annotation) solve(typeOf(project, annotation), receiver, bound);
}

/** The `@overload` declarations of the function's name, if there are any. */
function overloadsOf(fn: FunctionModel): readonly FunctionModel[] {
  const scope = fn.owner ?? fn.enclosing;
  if (!scope || fn.form !== 'function') return [];
  const bindings = scopeOf(scope).variables.get(fn.name)?.bindings ?? [];
  if (bindings.length < 2) return [];
  return bindings.flatMap(({ node }) => (node.kind === 'function' && node.decorators.some(isOverload) ? [node] : []));
}

/** Without those whose parameters certainly do not take the arguments; all of them if none is left. */
function fittingOverloads(project: PythonProject, overloads: readonly FunctionModel[], receiver: Value | undefined, args: CallArgs): readonly FunctionModel[] {
  const fitting = overloads.filter((overload) => {
    const parameters = callerParameters(overload, receiver ? 'bound' : 'free');
    return parameters.every((parameter) => {
      const given = valueForParameter(args, parameters, parameter);
      if (!given || !parameter.annotation || parameter.form === 'rest' || parameter.form === 'rest-keywords') return true;
      return !excludes(typeOf(project, parameter.annotation), given);
    });
  });
  return fitting.length > 0 ? fitting : overloads;
}

const SCALARS: ReadonlySet<unknown> = new Set(['str', 'bytes', 'int', 'float', 'bool']);
/** PEP 484, "The numeric tower". */
const PASSES_FOR: Readonly<Record<string, readonly string[]>> = { bool: ['int', 'float'], int: ['float'] };

/** Is no value of `given` one of `type`? Only None and the scalar classes are that clear. */
function excludes(type: Value, given: Value): boolean {
  if (type.kind === 'none') return alternatives(given).every((one) => one.kind === 'instance' || one.kind === 'coroutine' || one.kind === 'class' || one.kind === 'function');
  if (given.kind === 'none') return type.kind === 'instance' || type.kind === 'class';
  if (type.kind !== 'instance' || given.kind !== 'instance' || type.cls === given.cls) return false;
  if (!SCALARS.has(given.cls) || typeof type.cls === 'string' && !SCALARS.has(type.cls)) return false;
  const passesFor = PASSES_FOR[String(given.cls)] ?? [];
  return typeof type.cls !== 'string' || !passesFor.includes(type.cls);
}

function isOverload(decorator: Expression): boolean {
  return (decorator.kind === 'name' || decorator.kind === 'member') && decorator.name === 'overload';
}

/** Where a wrapper's own `return` tells nothing, it may pass on what the function that it calls gives. */
function wrappedResult(project: PythonProject, { wraps, passesOn, receiver }: FunctionValue, returned: Value, args: CallArgs): Value {
  if (!wraps || !passesOn || returned.kind !== 'unknown') return returned;
  const original = resultOf(project, { ...wraps, receiver }, args);
  return passesOn === 'awaited' ? awaitedValue(project, original) : original;
}

function returnedBy(project: PythonProject, { fn }: FunctionValue): Value {
  if (isAbstract(fn)) return unknown(`\`${fn.name}\` has no body here`);
  return project.memo.ask(returnQuestion, moduleOf(fn).path, fn, project, valuesReturned);
}

function valuesReturned(project: PythonProject, fn: FunctionModel): Value {
  const values: Value[] = [];
  visitCode(fn, (node) => {
    if (node.kind === 'function' || node.kind === 'class') return 'skip';
    if (node.kind === 'return') values.push(node.value ? valueOf(project, node.value) : NONE);
    return undefined;
  });
  if (!leaves(fn.body)) values.push(NONE);
  return union(values);
}

function yieldedBy(project: PythonProject, fn: FunctionModel): Value {
  const values: Value[] = [];
  visitCode(fn, (node) => {
    if (node.kind === 'function' || node.kind === 'class') return 'skip';
    if (node.kind === 'yield') values.push(node.delegates && node.value ? elementOf(project, valueOf(project, node.value), 'sync') : node.value ? valueOf(project, node.value) : NONE);
    return undefined;
  });
  return union(values);
}

/** Only a signature: `...`, a docstring, `raise NotImplementedError`, or `@abstractmethod`, or a stub's function. */
export function isAbstract(fn: FunctionModel): boolean {
  let answer = abstract.get(fn);
  if (answer === undefined) abstract.set(fn, (answer = fn.form === 'function' && isOnlySignature(fn)));
  return answer;
}

const abstract = new Kept<FunctionModel, boolean>();

function isOnlySignature(fn: FunctionModel): boolean {
  if (fn.decorators.some((decorator) => (decorator.kind === 'name' || decorator.kind === 'member') && /^abstract/.test(decorator.name))) return true;
  const body = fn.body.filter((statement, index) => !(index === 0 && isStringStatement(statement)));
  const only = body[0];
  if (!only) return true;
  if (body.length > 1) return false;
  if (only.kind === 'expression-statement') return only.value.kind === 'literal' && only.value.type === 'ellipsis';
  if (only.kind === 'block') return only.what === 'block' && only.body.length === 0 && fn.owner !== undefined;
  return only.kind === 'raise' && only.value !== undefined && /NotImplemented/.test(raisedName(only.value));
}

function raisedName(value: Expression): string {
  const cls = value.kind === 'call' ? value.callee : value;
  return cls.kind === 'name' || cls.kind === 'member' ? cls.name : '';
}

/** Does control never reach the end of the block? (As far as it shows in its shape.) */
function leaves(body: readonly Statement[]): boolean {
  return body.some((statement) => {
    switch (statement.kind) {
      case 'return': case 'raise': return true;
      case 'if': return statement.otherwise.length > 0 && leaves(statement.then) && leaves(statement.otherwise);
      case 'with': return leaves(statement.body);
      case 'while': return isTrue(statement.test) && !hasBreak(statement.body);
      case 'try':
        return leaves(statement.finalizer)
          || ((leaves(statement.body) || leaves(statement.otherwise)) && statement.handlers.every((handler) => leaves(handler.body)));
      case 'match': return statement.cases.some((one) => one.isDefault) && statement.cases.every((one) => leaves(one.body));
      default: return false;
    }
  });
}

function isTrue(test: Expression | undefined): boolean {
  return !test || (test.kind === 'literal' && (test.value === true || test.value === 1));
}

function hasBreak(body: readonly Statement[]): boolean {
  return body.some((statement) => {
    switch (statement.kind) {
      case 'break': return true;
      case 'if': return hasBreak(statement.then) || hasBreak(statement.otherwise);
      case 'with': return hasBreak(statement.body);
      case 'for': case 'while': return hasBreak(statement.otherwise);
      case 'try': return [statement.body, statement.otherwise, statement.finalizer, ...statement.handlers.map((handler) => handler.body)].some(hasBreak);
      case 'match': return statement.cases.some((one) => hasBreak(one.body));
      default: return false;
    }
  });
}
