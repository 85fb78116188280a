/** What calling a value runs. */
import { attributeOf } from './attributes.js';
import { chainOf } from './class-chain.js';
import { initializerOf } from './calls.js';
import { valueOf } from './expressions.js';
import { factsOf, libraryMember } from './library.js';
import { isAbstract } from './results.js';
import type { PythonProject } from './project.js';
import { withoutNone } from './value.js';
import type { ClassValue, FunctionValue, Value } from './value.js';
import type { LibraryCallable, Targets } from '../semantics.js';
import { targetsFact } from './questions.js';
import { moduleOf } from '../../model/index.js';
import type { CallExpression, ClassModel, Expression, FunctionModel } from '../../model/index.js';

export const NO_TARGETS: Targets = { functions: [], library: [], constructs: undefined, complete: false };

/** Everything that the call may run. Every rule asks. */
export function targetsAt(project: PythonProject, call: CallExpression): Targets {
  const { callee } = call;
  return project.memo.remember(targetsFact, moduleOf(callee).path, callee, project, targetsOfExpression);
}

function targetsOfExpression(project: PythonProject, callee: Expression): Targets {
  return targetsOf(project, valueOf(project, callee));
}

/** Everything that calling `callee` may run. */
export function targetsOf(project: PythonProject, callee: Value): Targets {
  const called = withoutNone(callee);
  return called.kind === 'union' ? joined(called.members.map((member) => targetsOfOne(project, member))) : targetsOfOne(project, called);
}

function targetsOfOne(project: PythonProject, callee: Value): Targets {
  switch (callee.kind) {
    case 'function': return ofFunction(project, callee);
    case 'class': return ofClass(project, callee);
    case 'library': return ofLibrary(callee.name);
    case 'partial': return targetsOf(project, callee.callee);
    case 'instance': {
      const method = typeof callee.cls === 'string' ? libraryMember(callee.cls, callee.args, '__call__', callee) : attributeOf(project, callee, '__call__');
      return method && method.kind !== 'instance' ? targetsOf(project, method) : NO_TARGETS;
    }
    default: return NO_TARGETS;
  }
}

function ofFunction(project: PythonProject, { fn, wraps }: FunctionValue): Targets {
  const functions = [implementationOf(project, fn)];
  for (let inner = wraps; inner; inner = inner.wraps) functions.push(implementationOf(project, inner.fn));
  return { functions, library: [], constructs: undefined, complete: !functions.some(isBodyElsewhere) };
}

/** The function with the code: of one that a stub declares, the one of that name in the `.py` beside it. */
export function implementationOf(project: PythonProject, fn: FunctionModel): FunctionModel {
  const { path } = moduleOf(fn);
  if (!path.endsWith('.pyi')) return fn;
  const source = project.module(path.slice(0, -1));
  return source?.functions.find((other) => other.qualifiedName === fn.qualifiedName) ?? fn;
}

/** Of an abstract method the override that runs is not known; of a stub's function the code. */
function isBodyElsewhere(fn: FunctionModel): boolean {
  return (fn.owner !== undefined || moduleOf(fn).path.endsWith('.pyi')) && isAbstract(fn);
}

function ofClass(project: PythonProject, { cls }: ClassValue): Targets {
  if (typeof cls === 'string') return ofLibrary(cls);
  const init = initializerOf(project, cls);
  const { complete, entries } = chainOf(project, cls);
  const functions = init ? [init] : [];
  const base = init ? undefined : entries.find((entry) => typeof entry.cls === 'string' && factsOf(entry.cls));
  const library = base && typeof base.cls === 'string' ? [callable(base.cls)] : [];
  return { functions: [...functions, ...postInit(cls)], library, constructs: cls, complete: complete || init !== undefined };
}

/** The method that a dataclass's generated `__init__` calls. */
function postInit(cls: ClassModel): FunctionModel[] {
  return cls.body.flatMap((statement) => (statement.kind === 'function-statement' && statement.fn.name === '__post_init__' ? [statement.fn] : []));
}

function ofLibrary(name: string): Targets {
  return { functions: [], library: [callable(name)], constructs: undefined, complete: true };
}

export function callable(name: string): LibraryCallable {
  return { name, facts: factsOf(name) ?? {} };
}

/** Targets of which any may run. */
export function joined(all: readonly Targets[]): Targets {
  const [only] = all;
  if (all.length === 1 && only) return only;
  const functions = new Set(all.flatMap((targets) => targets.functions));
  const library = new Map(all.flatMap((targets) => targets.library).map((entry) => [entry.name, entry]));
  return {
    functions: [...functions], library: [...library.values()],
    constructs: all.find((targets) => targets.constructs)?.constructs,
    complete: all.length > 0 && all.every((targets) => targets.complete),
  };
}
