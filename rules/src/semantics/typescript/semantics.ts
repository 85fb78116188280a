/** What rules ask, answered by the TypeScript checker and, where types are missing, by the syntax of imports. */
import type ts from 'typescript';
import {
  walk, type Argument, type CallExpression, type ClassModel, type Expression, type FunctionModel, type ModuleModel, type Parameter, type Place,
} from '../../model/index.js';
import type { AwaitableFact, Invocation, Protocol, Semantics, Targets, Verdict } from '../semantics.js';
import { Awaitability } from './awaitability.js';
import { CallTargets } from './call-targets.js';
import type { CheckedProgram } from './checked-program.js';
import { classChain, type ClassChain } from './classes.js';
import { modelOf } from './declarations.js';
import { Invocations } from './invocations.js';
import { Receivers } from './receivers.js';
import { acceptsAwaitable, thenable } from './thenable.js';
import { isCallable, resultOfCalling, supportOf } from './value-protocols.js';

/** Answers for one program. An edit makes a new program, and so new semantics: nothing here is ever invalidated. */
export class TypeScriptSemantics implements Semantics {
  readonly language = 'typescript';
  readonly #receivers: Receivers;
  readonly #targets: CallTargets;
  readonly #awaitability: Awaitability;
  readonly #invocations: Invocations;
  readonly #invocationsOf = new WeakMap<FunctionModel, readonly Invocation[]>();
  readonly #callersOf = new WeakMap<FunctionModel, readonly CallExpression[]>();
  readonly #isWorker = new WeakMap<ModuleModel, boolean>();
  readonly #factOf = new WeakMap<Expression, AwaitableFact>();

  constructor(readonly checked: CheckedProgram) {
    this.#receivers = new Receivers(checked);
    this.#targets = new CallTargets(checked, this.#receivers);
    this.#awaitability = new Awaitability(checked, this.#targets);
    this.#invocations = new Invocations(checked, this.#targets);
  }

  awaitable(expression: Expression): AwaitableFact {
    let fact = this.#factOf.get(expression);
    if (!fact) this.#factOf.set(expression, (fact = this.#awaitability.of(expression)));
    return fact;
  }

  awaitableWhenCalled(expression: Expression): AwaitableFact {
    const type = this.checked.typeOf(expression);
    const [producer, ...others] = this.referencedFunctions(expression);
    const only = others.length === 0 ? producer : undefined;
    const result = type && resultOfCalling(type, this.checked);
    const fact = { producer: only, library: this.libraryName(expression), reason: undefined };
    if (only?.isAsync && only.isGenerator) return { ...fact, verdict: 'no', kind: 'async-generator' };
    if (result && result.verdict !== 'unknown') return { ...fact, verdict: result.verdict, kind: result.kind };
    return only?.isAsync ? { ...fact, verdict: 'yes', kind: 'promise' } : { ...fact, verdict: 'unknown', kind: undefined, reason: 'what it returns is not known' };
  }

  callable(expression: Expression): Verdict {
    const type = this.checked.typeOf(expression);
    return type ? isCallable(type, this.checked) : 'unknown';
  }

  supports(expression: Expression, protocol: Protocol): Verdict {
    const type = this.checked.typeOf(expression);
    return type ? supportOf(type, protocol, this.checked) : 'unknown';
  }

  targets(call: CallExpression): Targets {
    return this.#targets.of(call);
  }

  libraryName(expression: Expression): string | undefined {
    const syntax = this.#expressionOf(expression);
    return syntax && this.#receivers.names.of(syntax);
  }

  hasMember(expression: Expression, name: string): boolean {
    const type = this.checked.typeOf(expression);
    return type !== undefined && this.checked.ask((checker) => checker.getPropertyOfType(type, name)) !== undefined;
  }

  classNames(expression: Expression): readonly string[] {
    const syntax = this.#expressionOf(expression);
    return syntax ? this.#receivers.classesOf(syntax) : [];
  }

  referencedFunctions(expression: Expression): readonly FunctionModel[] {
    if (expression.kind === 'function-expression') return [expression.fn];
    const syntax = this.#expressionOf(expression);
    return syntax ? this.#targets.referenced(syntax) : [];
  }

  parameterFor(call: CallExpression, argument: Argument): Parameter | undefined {
    const declaration = this.#parameterDeclaration(call, argument);
    if (!declaration || !this.checked.isInSource(declaration)) return undefined;
    const model = modelOf(declaration, this.checked);
    return model?.kind === 'parameter' ? model : undefined;
  }

  /** May the parameter that receives this argument take a promise? By its declared type, generics not filled in. */
  argumentAcceptsAwaitable(call: CallExpression, argument: Argument): Verdict {
    const declaration = this.#parameterDeclaration(call, argument);
    if (!declaration?.type) return 'unknown';
    const type = this.checked.ask((checker) => checker.getTypeAtLocation(declaration));
    if (!type) return 'unknown';
    if (!declaration.dotDotDotToken) return acceptsAwaitable(type, this.checked);
    const element = this.checked.ask((checker) => (checker.isArrayType(type) ? checker.getTypeArguments(type as ts.TypeReference)[0] : undefined));
    return element ? acceptsAwaitable(element, this.checked) : 'unknown';
  }

  annotationAwaitable(annotation: Expression | undefined): Verdict {
    const syntax = annotation && this.checked.syntaxOf(annotation);
    if (!syntax || !this.checked.ts.isTypeNode(syntax)) return 'unknown';
    const type = this.checked.ask((checker) => checker.getTypeFromTypeNode(syntax));
    if (!type) return 'unknown';
    const { verdict } = thenable(type, this.checked);
    // A promise is also an `object`, a `{}` and a `{ name?: string }`.
    return verdict === 'no' ? acceptsAwaitable(type, this.checked) : verdict;
  }

  invocations(fn: FunctionModel): readonly Invocation[] {
    let found = this.#invocationsOf.get(fn);
    if (!found) this.#invocationsOf.set(fn, (found = this.#invocations.of(fn)));
    return found;
  }

  classChain(cls: ClassModel): ClassChain {
    return classChain(cls, this.checked, this.#receivers);
  }

  /** Workers have modules of their own: code of a module that talks to a parent thread. */
  runsOffLoop(fn: FunctionModel): boolean {
    const { module } = fn.unit;
    let isWorker = this.#isWorker.get(module);
    if (isWorker === undefined) this.#isWorker.set(module, (isWorker = isWorkerModule(module)));
    return isWorker;
  }

  callersInModule(fn: FunctionModel): readonly CallExpression[] {
    let callers = this.#callersOf.get(fn);
    if (!callers) this.#callersOf.set(fn, (callers = this.#findCallers(fn)));
    return callers;
  }

  typeText(expression: Expression): string {
    const type = this.checked.typeOf(expression);
    const text = type && this.checked.ask((checker) => checker.typeToString(type));
    return text === undefined || text === 'any' || text === 'error' ? 'unknown' : text;
  }

  definitionPlaces(expression: Expression): readonly Place[] {
    const syntax = this.checked.syntaxOf(expression);
    const { ts } = this.checked;
    const reference = syntax && ts.isPropertyAccessExpression(syntax) ? syntax.name : syntax;
    const symbol = reference && this.checked.resolvedSymbolAt(reference);
    return (symbol?.declarations ?? []).flatMap((declaration) => {
      const file = declaration.getSourceFile();
      const path = this.checked.moduleOf(file)?.path;
      if (path === undefined) return [];
      const named = this.checked.ts.getNameOfDeclaration(declaration) ?? declaration;
      return [{ path, start: named.getStart(file, false), end: named.end }];
    });
  }

  #expressionOf(expression: Expression): ts.Expression | undefined {
    const syntax = this.checked.syntaxOf(expression);
    return syntax && this.checked.ts.isExpression(syntax) ? syntax : undefined;
  }

  #parameterDeclaration(call: CallExpression, argument: Argument): ts.ParameterDeclaration | undefined {
    const { ts } = this.checked;
    const syntax = this.checked.syntaxOf(call);
    const index = call.arguments.indexOf(argument);
    if (!syntax || !ts.isCallLikeExpression(syntax) || index < 0) return undefined;
    if (call.arguments.slice(0, index + 1).some((each) => each.spread !== 'none')) return undefined;
    const declaration = this.#targets.declarationOf(syntax);
    // A tag's first parameter takes the literal parts of the template; `this` is no parameter.
    const position = call.form === 'tagged-template' ? index + 1 : index;
    const parameters = declaration?.parameters.filter((parameter) => !(ts.isIdentifier(parameter.name) && parameter.name.text === 'this')) ?? [];
    const last = parameters.at(-1);
    const found = parameters[position] ?? (last && ts.isParameter(last) && last.dotDotDotToken ? last : undefined);
    return found && ts.isParameter(found) ? found : undefined;
  }

  /** Calls in the module; only those whose callee has the function's name are resolved. */
  #findCallers(fn: FunctionModel): CallExpression[] {
    const found: CallExpression[] = [];
    const { module } = fn.unit;
    if (fn.name === '' || fn.name === 'default') return found;
    const isConstructor = fn.name === 'constructor';
    walk(module.root, (node) => {
      if (node.kind !== 'call') return;
      const { callee } = node;
      const name = callee.kind === 'name' || callee.kind === 'member' ? callee.name : undefined;
      if (name !== fn.name && !(isConstructor && (node.form === 'new' || name === 'super'))) return;
      if (this.targets(node).functions.includes(fn)) found.push(node);
    });
    return found;
  }
}

/** `import { parentPort } from 'node:worker_threads'` without starting workers itself. */
function isWorkerModule(module: ModuleModel): boolean {
  const { text } = module;
  if (!text.includes('worker_threads') || !/\bparentPort\b/.test(text)) return false;
  return !/\bisMainThread\b|\bnew\s+Worker\b/.test(text);
}

