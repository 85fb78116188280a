/** What a call runs: functions of the project, library callables, or nobody knows. */
import type ts from 'typescript';
import { lookupFunction } from '../../knowledge/index.js';
import type { CallExpression, ClassModel, FunctionModel } from '../../model/index.js';
import type { LibraryCallable, Targets } from '../semantics.js';
import type { CheckedProgram } from './checked-program.js';
import { DeclaredResults } from './declared-results.js';
import { classOfSymbol, functionsOfSymbol, functionsOfValue, modelOf } from './declarations.js';
import type { Receivers } from './receivers.js';

export const UNKNOWN_TARGETS: Targets = { functions: [], library: [], constructs: undefined, complete: false };

export class CallTargets {
  readonly #known = new WeakMap<ts.Node, Targets>();

  readonly declared: DeclaredResults;

  constructor(readonly checked: CheckedProgram, readonly receivers: Receivers) {
    this.declared = new DeclaredResults(checked);
  }

  of(call: CallExpression): Targets {
    const syntax = this.checked.syntaxOf(call);
    return syntax && this.checked.ts.isCallLikeExpression(syntax) ? this.ofSyntax(syntax) : UNKNOWN_TARGETS;
  }

  ofSyntax(call: ts.CallLikeExpression): Targets {
    let targets = this.#known.get(call);
    if (!targets) this.#known.set(call, (targets = this.#find(call)));
    return targets;
  }

  #find(call: ts.CallLikeExpression): Targets {
    const { ts } = this.checked;
    const callee = calleeOf(call, ts);
    if (!callee) return UNKNOWN_TARGETS;
    if (ts.isNewExpression(call)) {
      const cls = this.#classOf(callee);
      if (cls) return { functions: this.#constructorOf(cls, call), library: [], constructs: cls, complete: true };
    } else {
      const functions = this.#functionsOf(callee, call);
      if (functions.length > 0) return { functions, library: [], constructs: undefined, complete: true };
    }
    const name = this.receivers.names.ofCallee(callee);
    return name === undefined ? UNKNOWN_TARGETS : { functions: [], library: [libraryCallable(name)], constructs: undefined, complete: true };
  }

  #functionsOf(callee: ts.Expression, call: ts.CallLikeExpression): FunctionModel[] {
    const { ts } = this.checked;
    const bySymbol = ts.isCallExpression(callee) ? [] : functionsOfValue(callee, this.checked);
    if (bySymbol.length > 0 || this.#isOfLibrary(call)) return bySymbol;
    // `super(…)`, overloads, members of unions: the signature that the checker chose.
    const declaration = this.declarationOf(call);
    if (!declaration || !this.checked.isInSource(declaration)) return [];
    const model = modelOf(declaration, this.checked);
    return model?.kind === 'function' ? [model] : [];
  }

  /** A function or method that declaration files declare: so are all its overloads. */
  #isOfLibrary(call: ts.CallLikeExpression): boolean {
    const symbol = this.checked.ts.isCallExpression(call) ? this.declared.calleeOf(call) : undefined;
    return symbol?.declarations !== undefined && !symbol.declarations.some((declaration) => this.checked.isInSource(declaration));
  }

  /** The declaration of the signature that a call uses; undefined for calls of `any`. */
  declarationOf(call: ts.CallLikeExpression): ts.SignatureDeclaration | undefined {
    const declaration = this.checked.ask((checker) => checker.getResolvedSignature(call)?.getDeclaration());
    return declaration && !this.checked.ts.isJSDocSignature(declaration) ? declaration : undefined;
  }

  #classOf(callee: ts.Expression): ClassModel | undefined {
    const { ts } = this.checked;
    const reference = ts.isPropertyAccessExpression(callee) ? callee.name : callee;
    const symbol = this.checked.symbolAt(reference);
    return symbol && classOfSymbol(symbol, this.checked);
  }

  /** The constructor that `new` runs; a class without one runs its base's. */
  #constructorOf(cls: ClassModel, call: ts.NewExpression): FunctionModel[] {
    const own = constructorIn(cls);
    if (own) return [own];
    const declaration = this.declarationOf(call);
    if (!declaration || !this.checked.ts.isConstructorDeclaration(declaration) || !this.checked.isInSource(declaration)) return [];
    const model = modelOf(declaration, this.checked);
    return model?.kind === 'function' ? [model] : [];
  }

  /** The functions of the project that a reference means. */
  referenced(expression: ts.Expression): FunctionModel[] {
    return functionsOfValue(expression, this.checked);
  }

  /** Functions by symbol, for properties and protocol methods. */
  bySymbol(symbol: ts.Symbol): FunctionModel[] {
    return functionsOfSymbol(symbol, this.checked);
  }
}

export function libraryCallable(name: string): LibraryCallable {
  return { name, facts: lookupFunction(name) ?? {} };
}

export function constructorIn(cls: ClassModel): FunctionModel | undefined {
  for (const statement of cls.body) {
    if (statement.kind === 'function-statement' && statement.fn.name === 'constructor' && statement.fn.method === 'instance') return statement.fn;
  }
  return undefined;
}

function calleeOf(call: ts.CallLikeExpression, ts: CheckedProgram['ts']): ts.Expression | undefined {
  if (ts.isCallExpression(call) || ts.isNewExpression(call)) return call.expression;
  return ts.isTaggedTemplateExpression(call) ? call.tag : undefined;
}
