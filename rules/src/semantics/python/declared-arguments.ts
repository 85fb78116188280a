/** What arguments are declared to be where no function of the project says so: fields of classes, parameters of installed libraries. */
import { callerParameters, parameterReceiving } from './arguments.js';
import { initializerOf } from './calls.js';
import { fieldFor } from './generated-constructors.js';
import { sourceOf } from './installed-classes.js';
import { libraryChain } from './library.js';
import type { PythonProject } from './project.js';
import type { LibraryValue, Value } from './value.js';
import type { Declaration } from '../semantics.js';
import { functionOf } from '../../model/index.js';
import type { Argument, CallExpression, FunctionModel, Parameter } from '../../model/index.js';

/** The declaration that an argument of a call of `callee` has to keep to; undefined when the callee's own parameter tells. */
export function declarationFor(project: PythonProject, callee: Value, call: CallExpression, argument: Argument): Declaration | undefined {
  if (callee.kind === 'class') {
    const cls = typeof callee.cls === 'string' ? sourceOf(project, callee.cls) : callee.cls;
    const field = cls && fieldFor(project, cls, call, argument);
    if (field || !cls || cls === callee.cls) return field;
    const init = initializerOf(project, cls);
    return init && declared(parameterReceiving(callerParameters(init, 'bound'), call.arguments, argument));
  }
  const method = callee.kind === 'library' ? methodInSource(project, callee) : undefined;
  return method && declared(parameterReceiving(callerParameters(method, method.method === 'static' ? 'free' : 'bound'), call.arguments, argument));
}

function declared(parameter: Parameter | undefined): Declaration | undefined {
  return parameter?.annotation && { name: parameter.name ?? '', annotation: parameter.annotation, at: functionOf(parameter) };
}

/** A method that the tables describe, as the environment's source has it: of several definitions the last, which is no overload. */
function methodInSource(project: PythonProject, { name, receiver }: LibraryValue): FunctionModel | undefined {
  if (receiver?.kind !== 'instance' || typeof receiver.cls !== 'string') return undefined;
  const last = name.slice(name.lastIndexOf('.') + 1);
  for (const owner of libraryChain(receiver.cls)) {
    const methods = sourceOf(project, owner)?.body.flatMap((statement) => (statement.kind === 'function-statement' && statement.fn.name === last ? [statement.fn] : []));
    const method = methods?.at(-1);
    if (method) return method;
  }
  return undefined;
}
