/** What a call gives to the parameters of the function that it runs. */
import { attributeOf } from './attributes.js';
import { callerParameters, parameterReceiving } from './arguments.js';
import { implementationOf } from './callables.js';
import { initializerOf } from './calls.js';
import { valueOf } from './expressions.js';
import type { PythonProject } from './project.js';
import { alternatives, withoutNone } from './value.js';
import type { Value } from './value.js';
import type { CallExpression, Expression, FunctionModel, Parameter } from '../../model/index.js';

/** The argument for the parameter, or its default when the call leaves it out; undefined when that is not certain. */
export function givenFor(project: PythonProject, call: CallExpression, fn: FunctionModel, parameter: Parameter): Expression | undefined {
  if (parameter.form === 'rest' || parameter.form === 'rest-keywords') return undefined;
  let given: Expression | undefined;
  for (const callee of alternatives(withoutNone(valueOf(project, call.callee)))) {
    const parameters = filledParameters(project, callee, fn);
    if (parameters === 'others') continue;
    const found = parameters && argumentFor(parameters, call, parameter);
    if (!found || (given && given !== found)) return undefined;
    given = found;
  }
  return given;
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
      // What a wrapper passes on is its own affair.
      return callee.wraps ? undefined : 'others';
    case 'instance': {
      const method = typeof callee.cls === 'string' ? undefined : attributeOf(project, callee, '__call__');
      return method && method.kind !== 'instance' ? filledParameters(project, method, fn) : 'others';
    }
    case 'library': return 'others';
    default: return undefined;
  }
}

function argumentFor(parameters: readonly Parameter[], call: CallExpression, parameter: Parameter): Expression | undefined {
  const argument = call.arguments.find((one) => parameterReceiving(parameters, call, one) === parameter);
  if (argument) return argument.value;
  return call.arguments.some(({ spread }) => spread !== 'none') ? undefined : parameter.default;
}
