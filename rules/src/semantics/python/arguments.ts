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
  return new WrittenArgs(project, call);
}

/** As they stand in a call. One is made for every call of the project, few are ever asked. */
class WrittenArgs implements CallArgs {
  #positional: readonly Argument[] | undefined;

  constructor(readonly project: PythonProject, readonly call: CallExpression) {}

  get count(): number {
    return this.#inOrder().length;
  }

  get isOpen(): boolean {
    return this.call.arguments.some((argument) => argument.spread !== 'none');
  }

  positional(index: number): Value | undefined {
    const argument = this.#inOrder()[index];
    return argument && valueOf(this.project, argument.value);
  }

  keyword(name: string): Value | undefined {
    const argument = this.keywordExpression(name);
    return argument && valueOf(this.project, argument);
  }

  keywordExpression(name: string): Expression | undefined {
    return this.call.arguments.find((candidate) => candidate.name === name)?.value;
  }

  expression(index: number): Expression | undefined {
    return this.#inOrder()[index]?.value;
  }

  #inOrder(): readonly Argument[] {
    if (!this.#positional) {
      const { arguments: all } = this.call;
      const spread = all.findIndex((argument) => argument.spread === 'items');
      this.#positional = all.filter((argument, index) => (spread < 0 || index < spread) && argument.name === undefined && argument.spread === 'none');
    }
    return this.#positional;
  }
}

/** Arguments that are known as values already. */
export function argsOfValues(values: readonly Value[]): CallArgs {
  return { count: values.length, isOpen: false, positional: (index) => values[index], keyword: () => undefined, keywordExpression: () => undefined, expression: () => undefined };
}

export const NO_ARGS: CallArgs = argsOfValues([]);

/** The same arguments with `values` in front, as `functools.partial` and bound receivers put them. */
export function withLeading(args: CallArgs, values: readonly Value[]): CallArgs {
  return {
    count: args.count + values.length,
    isOpen: args.isOpen,
    positional: (index) => (index < values.length ? values[index] : args.positional(index - values.length)),
    keyword: (name) => args.keyword(name),
    keywordExpression: (name) => args.keywordExpression(name),
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
