/** Functions that run in a thread or process: handed to `to_thread`, `run_in_executor`, `Executor.submit`, `Thread(target=…)`. */
import { targetsOf } from './callables.js';
import { libraryNameOf } from './class-names.js';
import { valueOf } from './expressions.js';
import { mentionsOfName } from './mentions.js';
import type { PythonProject } from './project.js';
import { alternatives } from './value.js';
import { lookup, moduleOf, resolveName } from '../../model/index.js';
import type { Argument, CallExpression, Expression, FunctionModel, Node } from '../../model/index.js';

/** Is the function only ever referred to where it is handed to another thread or process? */
export function runsOffLoop(project: PythonProject, fn: FunctionModel): boolean {
  if (fn.form === 'module') return false;
  if (fn.form === 'lambda') return fn.parent?.kind === 'function-expression' && isUsedOffLoop(project, fn.parent, new Set());
  // Nearly every function is only called: that needs no inference, and mostly no look at the rest of its module.
  if (!mayBeHandedOver(fn.name, moduleOf(fn).text) || !mentionsOfName(moduleOf(fn), fn.name).some(isHandedOver)) return false;
  const references = referencesTo(project, fn);
  return references.length > 0 && references.every((reference) => isUsedOffLoop(project, reference, new Set()));
}

/** Does the text have the name with something other than `(` behind it? */
function mayBeHandedOver(name: string, text: string): boolean {
  if (name === '') return false; // The parser's stand-in for a name that is missing.
  for (let at = text.indexOf(name); at >= 0; at = text.indexOf(name, at + name.length)) {
    let end = at + name.length;
    if (isWordCharacter(text, end) || isWordCharacter(text, at - 1)) continue;
    while (text[end] === ' ') end++;
    if (text[end] !== '(') return true;
  }
  return false;
}

function isWordCharacter(text: string, at: number): boolean {
  return /\w/.test(text[at] ?? '');
}

/** Passed to a call or bound to a name, as far as it shows without knowing what is mentioned. */
function isHandedOver({ parent }: Node): boolean {
  return parent?.kind === 'argument' || parent?.kind === 'assignment';
}

/** Expressions of the same module that mean this function. */
export function referencesTo(project: PythonProject, fn: FunctionModel): readonly Expression[] {
  if (fn.form === 'lambda') return fn.parent?.kind === 'function-expression' ? [fn.parent] : [];
  return mentionsOfName(moduleOf(fn), fn.name).filter((mention) => {
    if (mention.kind === 'name' && !fn.owner) {
      const variable = resolveName(mention);
      return variable !== undefined && variable === lookup(fn.name, fn) && variable.bindings.some((binding) => binding.node === fn);
    }
    if (!fn.owner) return false;
    return alternatives(valueOf(project, mention)).some((value) => value.kind === 'function' && (value.fn === fn || value.wraps?.fn === fn));
  });
}

/** Is this reference an argument of an off-loop call, or bound to a name that is only used so? */
function isUsedOffLoop(project: PythonProject, reference: Expression, seen: Set<Node>): boolean {
  if (seen.has(reference)) return false;
  seen.add(reference);
  const { parent } = reference;
  if (parent?.kind === 'argument' && parent.parent?.kind === 'call') {
    const call = parent.parent;
    const isPartial = libraryNameOf(valueOf(project, call.callee)) === 'functools.partial';
    if (isPartial && call.arguments[0] === parent) return isUsedOffLoop(project, call, seen);
    return isOffLoopArgument(project, call, parent);
  }
  if (parent?.kind !== 'assignment' || parent.value !== reference) return false;
  const [target] = parent.targets;
  const variable = target?.kind === 'name' && parent.targets.length === 1 ? resolveName(target) : undefined;
  if (!target || target.kind !== 'name' || !variable) return false;
  const reads = mentionsOfName(moduleOf(target), target.name).filter((mention) => mention !== target && mention.kind === 'name' && resolveName(mention) === variable);
  return reads.length > 0 && reads.every((read) => isUsedOffLoop(project, read, seen));
}

function isOffLoopArgument(project: PythonProject, call: CallExpression, argument: Argument): boolean {
  const { library, functions } = targetsOf(project, valueOf(project, call.callee));
  if (library.length === 0 || functions.length > 0) return false;
  const position = call.arguments.filter((other) => other.name === undefined).indexOf(argument);
  const where = argument.name ?? position;
  return library.every(({ facts }) => facts.role === 'off-loop' && (facts.callable ?? [0]).includes(where));
}
