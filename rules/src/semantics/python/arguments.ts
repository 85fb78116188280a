/** The arguments of a call, evaluated on demand, and the parameters that receive them. */
import { valueOf } from './expressions.js';
import type { PythonProject } from './project.js';
import type { Value } from './value.js';
import type { Argument, CallExpression, Expression, FunctionModel, Parameter } from '../../model/index.js';

export interface CallArgs {
  /** Positional arguments before the first `*spread`. */
  readonly count: number;
  /** Something is spread: more arguments than can be seen. */
  readonly isOpen: boolean;
  positional(index: number): Value | undefined;
  keyword(name: string): Value | undefined;
  keywordExpression(name: string): Expression | undefined;
  /** The expression of a positional argument, for what depends on its text. */
  expression(index: number): Expression | undefined;
}

export function argsOf(project: PythonProject, call: CallExpression): CallArgs {
  const positional: Argument[] = [];
  for (const argument of call.arguments) {
    if (argument.spread === 'items') break;
    if (argument.name === undefined && argument.spread === 'none') positional.push(argument);
  }
  return {
    count: positional.length,
    isOpen: call.arguments.some((argument) => argument.spread !== 'none'),
    positional: (index) => positional[index] && valueOf(project, positional[index].value),
    keyword: (name) => {
      const argument = named(call, name);
      return argument && valueOf(project, argument.value);
    },
    keywordExpression: (name) => named(call, name)?.value,
    expression: (index) => positional[index]?.value,
  };
}

function named(call: CallExpression, name: string): Argument | undefined {
  return call.arguments.find((candidate) => candidate.name === name);
}

/** Arguments that are known as values already. */
export function argsOfValues(values: readonly Value[]): CallArgs {
  return { count: values.length, isOpen: false, positional: (index) => values[index], keyword: () => undefined, keywordExpression: () => undefined, expression: () => undefined };
}

export const NO_ARGS: CallArgs = argsOfValues([]);

/** The same arguments with `values` in front, as `functools.partial` and bound receivers put them. */
export function withLeading(args: CallArgs, values: readonly Value[]): CallArgs {
  return {
    ...args,
    count: args.count + values.length,
    positional: (index) => (index < values.length ? values[index] : args.positional(index - values.length)),
    expression: (index) => (index < values.length ? undefined : args.expression(index - values.length)),
  };
}

/** Parameters that a caller fills: without the receiver of a bound method. */
export function callerParameters(fn: FunctionModel, isBound: 'bound' | 'free'): readonly Parameter[] {
  return isBound === 'bound' ? fn.parameters.slice(fn.parameters[0]?.form === 'rest' ? 0 : 1) : fn.parameters;
}

/** The argument value for a parameter; undefined when the call does not give one. */
export function valueForParameter(args: CallArgs, parameters: readonly Parameter[], parameter: Parameter): Value | undefined {
  const named = parameter.name !== undefined && parameter.form !== 'positional-only' ? args.keyword(parameter.name) : undefined;
  if (named) return named;
  if (parameter.form === 'keyword-only' || parameter.form === 'rest-keywords') return undefined;
  return args.positional(parameters.indexOf(parameter));
}

/** The parameter that receives one of the `given` arguments. */
export function parameterReceiving(parameters: readonly Parameter[], given: readonly Argument[], argument: Argument): Parameter | undefined {
  if (argument.spread !== 'none') return undefined;
  const { name } = argument;
  if (name !== undefined) {
    return parameters.find((parameter) => parameter.name === name && isNamed(parameter))
      ?? parameters.find((parameter) => parameter.form === 'rest-keywords');
  }
  const before = given.slice(0, given.indexOf(argument));
  if (before.some((other) => other.spread === 'items')) return undefined;
  const position = before.filter((other) => other.name === undefined && other.spread === 'none').length;
  const positional = parameters.filter((parameter) => parameter.form === 'positional' || parameter.form === 'positional-only');
  return positional[position] ?? parameters.find((parameter) => parameter.form === 'rest');
}

function isNamed(parameter: Parameter): boolean {
  return parameter.form === 'positional' || parameter.form === 'keyword-only';
}
