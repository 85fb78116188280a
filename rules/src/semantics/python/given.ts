/** What a call gives to the parameters of the function that it runs. */
import { attributeOf } from './attributes.js';
import { callerParameters, parameterReceiving } from './arguments.js';
import { implementationOf } from './callables.js';
import { initializerOf } from './calls.js';
import { valueOf } from './expressions.js';
import type { PythonProject } from './project.js';
import { alternatives, withoutNone } from './value.js';
import type { FunctionValue, Value } from './value.js';
import { handsOnAll } from './wrapper-shapes.js';
import type { Argument, CallExpression, Expression, FunctionModel, Parameter } from '../../model/index.js';

/**
 * The argument for the parameter, or its default when the call leaves it out; undefined when that is not certain. `given`: the
 * call's arguments where more is known of them than what is written, such as what its `*args` stand for.
 */
export function givenFor(project: PythonProject, call: CallExpression, fn: FunctionModel, parameter: Parameter, given: readonly Argument[] = call.arguments): Expression | undefined {
  if (isRest(parameter)) return undefined;
  return agreedOf(parametersFilled(project, call, fn).map((parameters) => parameters && argumentFor(parameters, given, parameter)));
}

/** The arguments that end up in `*args` or `**kwargs`; undefined when that is not certain. */
export function handedTo(project: PythonProject, call: CallExpression, fn: FunctionModel, parameter: Parameter, given: readonly Argument[]): readonly Argument[] | undefined {
  if (!isRest(parameter) || given.some(({ spread }) => spread !== 'none')) return undefined;
  const [parameters, ...others] = parametersFilled(project, call, fn);
  return parameters && others.length === 0 ? given.filter((argument) => parameterReceiving(parameters, given, argument) === parameter) : undefined;
}

function isRest({ form }: Parameter): boolean {
  return form === 'rest' || form === 'rest-keywords';
}

/** Of each alternative of the callee that runs `fn`. */
function parametersFilled(project: PythonProject, call: CallExpression, fn: FunctionModel): (readonly Parameter[] | undefined)[] {
  return alternatives(withoutNone(valueOf(project, call.callee))).flatMap((callee) => {
    const parameters = filledParameters(project, callee, fn);
    return parameters === 'others' ? [] : [parameters];
  });
}

function agreedOf(found: readonly (Expression | undefined)[]): Expression | undefined {
  const [first, ...others] = found;
  return others.every((other) => other === first) ? first : undefined;
}

/** The parameters of `fn` that calling `callee` fills; `others` when it runs other functions, undefined when it is not told. */
function filledParameters(project: PythonProject, callee: Value, fn: FunctionModel): readonly Parameter[] | 'others' | undefined {
  switch (callee.kind) {
    case 'class': {
      if (typeof callee.cls === 'string') return 'others';
      return initializerOf(project, callee.cls) === fn ? callerParameters(fn, 'bound') : undefined;
    }
    case 'function':
      if (implementationOf(project, callee.fn) === fn) return callerParameters(fn, callee.receiver ? 'bound' : 'free');
      return callee.wraps ? filledThrough(project, callee, callee.wraps, fn) : 'others';
    case 'instance': {
      const method = typeof callee.cls === 'string' ? undefined : attributeOf(project, callee, '__call__');
      return method && method.kind !== 'instance' ? filledParameters(project, method, fn) : 'others';
    }
    case 'library': return 'others';
    default: return undefined;
  }
}

/** A wrapper that passes on what it is given; what another one passes on is its own affair. */
function filledThrough(project: PythonProject, wrapper: FunctionValue, wrapped: FunctionValue, fn: FunctionModel): readonly Parameter[] | 'others' | undefined {
  return handsOnAll(wrapper.fn) ? filledParameters(project, { ...wrapped, receiver: wrapped.receiver ?? wrapper.receiver }, fn) : undefined;
}

function argumentFor(parameters: readonly Parameter[], given: readonly Argument[], parameter: Parameter): Expression | undefined {
  const argument = given.find((one) => parameterReceiving(parameters, given, one) === parameter);
  if (argument) return argument.value;
  return given.some(({ spread }) => spread !== 'none') ? undefined : parameter.default;
}
