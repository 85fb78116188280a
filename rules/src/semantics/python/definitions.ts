/** Function definitions with their decorators applied. */
import { argsOfValues } from './arguments.js';
import { attributeOf } from './attributes.js';
import { callValue } from './calls.js';
import { valueOf } from './expressions.js';
import { canonical } from './library.js';
import type { PythonProject } from './project.js';
import { definitionQuestion } from './questions.js';
import { alternatives, functionValue, instance, unknown, union } from './value.js';
import type { FunctionValue, Value } from './value.js';
import { DECORATORS, KEEPING_PREFIXES, REGISTERING_METHODS } from '../../knowledge/python-decorators.js';
import type { DecoratorEffect } from '../../knowledge/python-decorators.js';
import { chosenValue, returnsOf, type Subject } from './wrapper-choices.js';
import { callsName, passedOn } from './wrapper-shapes.js';
import { moduleOf, textOf } from '../../model/index.js';
import type { CallExpression, Expression, FunctionModel } from '../../model/index.js';

/** Decorators that leave the work to another decorator are followed this far. */
const MAX_HELPERS = 6;

/** What `def` binds to the function's name. */
export function definitionValue(project: PythonProject, fn: FunctionModel): Value {
  return fn.decorators.length === 0 ? functionValue(fn) : project.memo.ask(definitionQuestion, moduleOf(fn).path, fn, project, decoratedValue);
}

function decoratedValue(project: PythonProject, fn: FunctionModel): Value {
  return fn.decorators.reduceRight<Value>((value, decorator) => decorated(project, value, decorator, fn), functionValue(fn));
}

function decorated(project: PythonProject, value: Value, decorator: Expression, fn: FunctionModel): Value {
  if (value.kind === 'unknown') return value;
  const effect = effectOf(project, decorator, fn);
  if (effect) return applyEffect(effect, value);
  const wrapper = decorator.kind === 'call' ? madeDecorator(project, decorator) : valueOf(project, decorator);
  if (value.kind !== 'function') return unknown(`decorator \`@${nameOf(decorator)}\` is not known`);
  const result = wrappedByAny(project, wrapper, value, decorator);
  if (decorator.kind !== 'call' || !makesKeepingDecorators(valueOf(project, decorator.callee))) return result;
  if (result.kind === 'function' && result.wraps) return { ...result, passesOn: 'signature' };
  return result.kind === 'unknown' ? value : result;
}

function wrappedByAny(project: PythonProject, wrapper: Value, value: FunctionValue, decorator: Expression): Value {
  if (wrapper.kind === 'unknown' || wrapper.kind === 'never') return unknown(`decorator \`@${nameOf(decorator)}\` is not known`);
  return union(alternatives(wrapper).map((one) => wrappedBy(project, one, value, 0) ?? unknown(`decorator \`@${nameOf(decorator)}\` is not known`)));
}

function applyEffect(effect: DecoratorEffect, value: Value): Value {
  switch (effect) {
    case 'keep': return value;
    case 'context-manager': return value.kind === 'function' ? { ...value, manager: 'sync' } : value;
    case 'async-context-manager': return value.kind === 'function' ? { ...value, manager: 'async' } : value;
    case 'to-async': return { kind: 'callable', result: instance('collections.abc.Awaitable') };
    default: return unknown('is replaced by its decorator');
  }
}

/** The effect of a decorator by name or shape; undefined: look at the decorator itself. */
function effectOf(project: PythonProject, decorator: Expression, fn: FunctionModel): DecoratorEffect | undefined {
  const maker = decorator.kind === 'call' ? decorator.callee : decorator;
  // `@x.setter`, `@overloaded.register`: the property or dispatcher of this very name.
  if (maker.kind === 'member' && maker.object.kind === 'name' && maker.object.name === fn.name) return 'keep';
  const value = valueOf(project, maker);
  const name = value.kind === 'library' ? value.name : value.kind === 'class' && typeof value.cls === 'string' ? value.cls : undefined;
  if (name !== undefined) {
    const known = DECORATORS.get(canonical(name)) ?? DECORATORS.get(name) ?? (KEEPING_PREFIXES.some((prefix) => name.startsWith(prefix)) ? 'keep' : undefined);
    if (known) return known;
  }
  const isForeign = value.kind === 'unknown' || value.kind === 'library';
  return isForeign && maker.kind === 'member' && REGISTERING_METHODS.has(maker.name) ? 'keep' : undefined;
}

/** A project decorator applied: the function that it returns, which may call the original. */
function wrappedBy(project: PythonProject, decorator: Value, value: FunctionValue, depth: number): Value | undefined {
  if (depth > MAX_HELPERS) return undefined;
  if (decorator.kind === 'instance' && typeof decorator.cls !== 'string') {
    // `@Limited(3)`: its `__call__` is the decorator.
    const method = attributeOf(project, decorator, '__call__');
    const wrapped = method?.kind === 'function' ? wrappedBy(project, method, value, depth + 1) : undefined;
    if (wrapped && wrapped.kind !== 'unknown') return wrapped;
  }
  if (decorator.kind !== 'function') {
    return decorator.kind === 'class' || decorator.kind === 'instance' || decorator.kind === 'partial'
      ? callValue(project, decorator, argsOfValues([value]), undefined) : undefined;
  }
  const { fn } = decorator;
  const parameter = fn.parameters[decorator.receiver ? 1 : 0]?.name;
  if (fn.isAsync || fn.isGenerator || parameter === undefined) return undefined;
  const subject: Subject = { name: parameter, state: 'given', fn: value.manager ? undefined : value.fn };
  const results = returnsOf(project, fn, subject).map((returned) => returnedBy(project, returned, subject, value, depth));
  const result = results.length === 0 ? undefined : union(results);
  if (keepsSignature(decorator)) return result?.kind === 'function' && result.wraps ? { ...result, passesOn: 'signature' } : value;
  if (result && result.kind !== 'unknown') return result;
  // The code does not tell; the declared result may: `Callable[..., Awaitable[T]]`.
  const declared = fn.returns ? callValue(project, decorator, argsOfValues([value]), undefined) : undefined;
  // `… -> cached_slot[T]`: a descriptor.
  const isObject = declared?.kind === 'instance' && typeof declared.cls !== 'string';
  return declared?.kind === 'callable' || isObject ? declared : result;
}

/** `def deco(fn: F) -> F`, `def deco(fn: Callable[P, T]) -> Callable[P, T]`: declared to give back what it takes. */
function keepsSignature({ fn, receiver }: FunctionValue): boolean {
  const taken = fn.parameters[receiver ? 1 : 0]?.annotation;
  return taken !== undefined && fn.returns !== undefined && textOf(taken).replace(/\s+/g, '') === textOf(fn.returns).replace(/\s+/g, '')
    && !/^["']?(Any|object|(typing\.)?Callable|(collections\.abc\.)?Callable)["']?$/.test(textOf(taken)) && !/\[\.\.\.,\s*(typing\.)?Any\]/.test(textOf(taken));
}

/** `def maker(…) -> Callable[[F], F]`: declared to make decorators that give back what they take. */
function makesKeepingDecorators(maker: Value): boolean {
  const returns = maker.kind === 'function' ? maker.fn.returns : undefined;
  const text = returns ? textOf(returns).replace(/[\s"']+/g, '') : '';
  const [, taken, given] = /^(?:[\w.]+\.)?Callable\[\[(.+)\],(.+)\]$/.exec(text) ?? [];
  return taken !== undefined && taken === given && !/^(?:(?:\w+\.)*(?:Any|object|Callable)|.*Callable\[\.\.\.,(?:\w+\.)*Any\])$/.test(taken);
}

/** The decorator that `@maker(…)` makes when its optional function argument is left out. */
function madeDecorator(project: PythonProject, call: CallExpression): Value {
  const maker = valueOf(project, call.callee);
  const parameter = maker.kind === 'function' ? maker.fn.parameters[maker.receiver ? 1 : 0] : undefined;
  const isLeftOut = call.arguments.every((argument) => argument.name !== undefined && argument.name !== parameter?.name);
  if (maker.kind !== 'function' || parameter?.name === undefined || !parameter.default || !isLeftOut || maker.fn.isAsync) return decoratorItself(project, maker, valueOf(project, call));
  return union(returnsOf(project, maker.fn, { name: parameter.name, state: 'absent' }).map((returned) => valueOf(project, returned)));
}

/** Of a maker that declares `-> Callable[…]` the function that it returns, which says more. */
function decoratorItself(project: PythonProject, maker: Value, made: Value): Value {
  if (made.kind !== 'callable' || maker.kind !== 'function' || maker.fn.isAsync || maker.fn.isGenerator) return made;
  const returned = union(returnsOf(project, maker.fn, { name: '', state: 'given' }).map((value) => valueOf(project, value)));
  return returned.kind === 'function' ? returned : made;
}

/** What a decorator's `return` gives: its argument, an inner function that stands for it, or something else. */
function returnedBy(project: PythonProject, returned: Expression, subject: Subject, value: FunctionValue, depth: number): Value {
  const parameter = subject.name;
  if (returned.kind === 'name' && returned.name === parameter) return value;
  // `return update_wrapper(inner, fn)`, `return wraps(fn)(inner)`.
  if (returned.kind === 'call' && returned.arguments[0]) {
    const callee = returned.callee.kind === 'call' ? returned.callee.callee : returned.callee;
    const maker = valueOf(project, callee);
    if (maker.kind === 'library' && DECORATORS.get(canonical(maker.name)) === 'keep') return returnedBy(project, returned.arguments[0].value, subject, value, depth + 1);
  }
  if (returned.kind === 'call' && returned.arguments.some(({ value: given }) => given.kind === 'name' && given.name === parameter)) {
    // `return decorate(fn)`: another decorator does the work.
    const maker = valueOf(project, returned.callee);
    return (maker.kind === 'function' ? wrappedBy(project, maker, value, depth + 1) : undefined) ?? unknown('is replaced by its decorator');
  }
  const result = returned.kind === 'name' ? chosenValue(project, returned, subject) : valueOf(project, returned);
  if (result.kind !== 'function' || result.fn === value.fn) return result;
  const inner = { ...result, manager: result.manager ?? value.manager };
  return callsName(result.fn, parameter)
    ? { ...inner, wraps: value, passesOn: passedOn(result.fn, parameter) } : { ...inner, wraps: undefined, passesOn: undefined };
}

function nameOf(decorator: Expression): string {
  switch (decorator.kind) {
    case 'name': return decorator.name;
    case 'member': return `${nameOf(decorator.object)}.${decorator.name}`;
    case 'call': return nameOf(decorator.callee);
    default: return '…';
  }
}
