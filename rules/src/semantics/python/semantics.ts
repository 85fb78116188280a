/** The questions of `Semantics`, answered for Python by inference over a project. */
import { NO_ARGS, callerParameters, parameterReceiving } from './arguments.js';
import { annotationVerdict, awaitableFact, coroutineVerdict, yieldedVerdict } from './awaitability.js';
import { targetsAt } from './callables.js';
import { callValue, initializerOf } from './calls.js';
import { chainOf } from './class-chain.js';
import { classNamesOf, libraryNameOf } from './class-names.js';
import { declarationFor } from './declared-arguments.js';
import { definitionPlaces } from './definition-places.js';
import { displayOf } from './display.js';
import { valueOf } from './expressions.js';
import { givenFor, handedTo } from './given.js';
import { importedTruthIn } from './imported-tests.js';
import { instanceVerdict, knownValue } from './instance-tests.js';
import { gettersAt, invocationsOf } from './invocations.js';
import { asyncLibrariesAround } from './libraries-around.js';
import { referencesTo, runsOffLoop } from './off-loop.js';
import type { PythonProject } from './project.js';
import { invocationsFact, offLoopFact } from './questions.js';
import { isOwnReceiver, returnsSelf } from './receivers.js';
import { startModules } from './start-modules.js';
import { isCallable, supportOf } from './value-protocols.js';
import { alternatives, withoutNone } from './value.js';
import type { Value } from './value.js';
import type { ImportedLibrary } from '../optional-imports.js';
import type { AwaitableFact, Declaration, Invocation, KnownValue, Protocol, Semantics, Targets, Verdict } from '../semantics.js';
import { moduleOf } from '../../model/index.js';
import type { Argument, CallExpression, ClassModel, Expression, FunctionModel, MemberExpression, ModuleModel, NamedTruth, Parameter, Place } from '../../model/index.js';

export class PythonSemantics implements Semantics {
  readonly language = 'python';

  readonly importedTruth: NamedTruth;

  constructor(readonly project: PythonProject) {
    this.importedTruth = importedTruthIn(project);
  }

  awaitable(expression: Expression): AwaitableFact {
    const fact = awaitableFact(this.project, valueOf(this.project, expression));
    const isSelf = fact.verdict === 'no' && fact.kind === undefined && this.#isSelf(expression);
    return isSelf ? { ...fact, verdict: 'unknown', ofOwnClass: 'no', reason: 'may be of a subclass' } : fact;
  }

  /** `self`, or what a method gives that returns it: a class for others to build on cannot tell what they add. */
  #isSelf(expression: Expression): boolean {
    if (expression.kind !== 'call' || expression.callee.kind !== 'member') return isOwnReceiver(expression);
    if (!this.#isSelf(expression.callee.object)) return false;
    const { functions, library } = this.targets(expression);
    return functions.some(returnsSelf) && library.length === 0;
  }

  awaitableWhenCalled(expression: Expression): AwaitableFact {
    return awaitableFact(this.project, callValue(this.project, valueOf(this.project, expression), NO_ARGS, undefined));
  }

  callable(expression: Expression): Verdict {
    return isCallable(this.project, valueOf(this.project, expression));
  }

  supports(expression: Expression, protocol: Protocol): Verdict {
    return supportOf(this.project, valueOf(this.project, expression), protocol);
  }

  targets(call: CallExpression): Targets {
    return targetsAt(this.project, call);
  }

  libraryName(expression: Expression): string | undefined {
    return libraryNameOf(valueOf(this.project, expression));
  }

  classNames(expression: Expression): readonly string[] {
    return classNamesOf(this.project, valueOf(this.project, expression));
  }

  referencedFunctions(expression: Expression): readonly FunctionModel[] {
    return [...new Set(functionsIn(valueOf(this.project, expression)))];
  }

  parameterFor(call: CallExpression, argument: Argument): Parameter | undefined {
    const found = alternatives(withoutNone(valueOf(this.project, call.callee))).map((callee) => this.#receiving(callee, call, argument));
    return new Set(found).size === 1 ? found[0] : undefined;
  }

  #receiving(callee: Value, call: CallExpression, argument: Argument): Parameter | undefined {
    if (callee.kind === 'class' && typeof callee.cls !== 'string') {
      const init = initializerOf(this.project, callee.cls);
      return init && parameterReceiving(callerParameters(init, 'bound'), call.arguments, argument);
    }
    if (callee.kind === 'partial') {
      const inner = callee.callee;
      if (inner.kind !== 'function') return undefined;
      const parameters = callerParameters(inner.fn, inner.receiver ? 'bound' : 'free').slice(callee.bound);
      return parameterReceiving(parameters, call.arguments, argument);
    }
    if (callee.kind !== 'function') return undefined;
    // A wrapper that takes anything passes it on to what it wraps.
    const isOpen = callee.fn.parameters.some((parameter) => parameter.form === 'rest');
    const { fn } = callee.wraps && isOpen ? callee.wraps : callee;
    return parameterReceiving(callerParameters(fn, callee.receiver ? 'bound' : 'free'), call.arguments, argument);
  }

  declarationFor(call: CallExpression, argument: Argument): Declaration | undefined {
    const [callee, ...others] = alternatives(withoutNone(valueOf(this.project, call.callee)));
    return callee && others.length === 0 ? declarationFor(this.project, callee, call, argument) : undefined;
  }

  givenFor(call: CallExpression, fn: FunctionModel, parameter: Parameter, given?: readonly Argument[]): Expression | undefined {
    return givenFor(this.project, call, fn, parameter, given);
  }

  handedTo(call: CallExpression, fn: FunctionModel, parameter: Parameter, given: readonly Argument[]): readonly Argument[] | undefined {
    return handedTo(this.project, call, fn, parameter, given);
  }

  knownValue(expression: Expression): KnownValue | undefined {
    return knownValue(this.project, valueOf(this.project, expression));
  }

  isInstance(expression: Expression, types: Expression): Verdict {
    return instanceVerdict(this.project, valueOf(this.project, expression), valueOf(this.project, types));
  }

  annotationAwaitable(annotation: Expression | undefined): Verdict {
    return annotationVerdict(this.project, annotation);
  }

  annotationTakesCoroutine(annotation: Expression, origin: 'given' | 'made'): Verdict {
    return coroutineVerdict(this.project, annotation, origin);
  }

  yieldTakesCoroutine(fn: FunctionModel): Verdict {
    return yieldedVerdict(this.project, fn.returns);
  }

  invocations(fn: FunctionModel): readonly Invocation[] {
    return this.project.memo.remember(invocationsFact, moduleOf(fn).path, fn, this.project, invocationsOf);
  }

  getters(member: MemberExpression): readonly FunctionModel[] {
    return gettersAt(this.project, member);
  }

  classChain(cls: ClassModel): { readonly classes: readonly ClassModel[]; readonly libraryBases: readonly string[]; readonly complete: boolean } {
    const { entries, complete } = chainOf(this.project, cls);
    const classes: ClassModel[] = [];
    const libraryBases: string[] = [];
    for (const entry of entries) {
      if (typeof entry.cls === 'string') libraryBases.push(entry.cls);
      else classes.push(entry.cls);
    }
    return { classes, libraryBases, complete };
  }

  runsOffLoop(fn: FunctionModel): boolean {
    return this.project.memo.remember(offLoopFact, moduleOf(fn).path, fn, this.project, runsOffLoop);
  }

  callersInModule(fn: FunctionModel): readonly CallExpression[] {
    return referencesTo(this.project, fn).flatMap((reference) => {
      const { parent } = reference;
      return parent?.kind === 'call' && parent.callee === reference ? [parent] : [];
    });
  }

  startModules(module: ModuleModel): readonly ModuleModel[] {
    return startModules(this.project, module);
  }

  asyncLibrariesAround(module: ModuleModel): readonly ImportedLibrary[] {
    return asyncLibrariesAround(this.project, module);
  }

  typeText(expression: Expression): string {
    return displayOf(this.project, valueOf(this.project, expression));
  }

  definitionPlaces(expression: Expression): readonly Place[] {
    return definitionPlaces(this.project, expression);
  }
}

/** The functions a value stands for, wrapped ones included. */
function functionsIn(value: Value): FunctionModel[] {
  return alternatives(value).flatMap((member) => {
    switch (member.kind) {
      case 'function': return member.wraps ? [member.fn, ...functionsIn(member.wraps)] : [member.fn];
      case 'partial': return functionsIn(member.callee);
      default: return [];
    }
  });
}
