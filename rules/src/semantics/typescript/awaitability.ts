/** Is the value of an expression awaitable, and who made it? By its type, else by what the call is known to give. */
import type ts from 'typescript';
import { visitCode, type Expression, type FunctionModel } from '../../model/index.js';
import type { AwaitableFact, AwaitableKind, Targets, Verdict } from '../semantics.js';
import type { CallTargets } from './call-targets.js';
import type { CheckedProgram } from './checked-program.js';
import type { DeclaredResults } from './declared-results.js';
import { thenable } from './thenable.js';

const LONGEST_VALUE_CHAIN = 12;

export class Awaitability {
  readonly #declared: DeclaredResults;

  constructor(readonly checked: CheckedProgram, readonly targets: CallTargets) {
    this.#declared = targets.declared;
  }

  of(expression: Expression): AwaitableFact {
    const syntax = this.checked.syntaxOf(expression);
    if (!syntax) return fact('unknown', undefined, undefined, 'it is not part of the checked program');
    if (expression.kind === 'call' && givesNothing(this.targets.of(expression))) return fact('no', undefined, undefined, undefined);
    const declared = this.#declared.of(syntax);
    if (declared === 'no') return fact('no', undefined, undefined, undefined);
    if (declared === 'yes') return fact('yes', 'promise', this.#originOf(syntax, 0), undefined);
    const whole = this.checked.typeOf(expression);
    // `a?.load()` gives undefined when nothing is called; what is called gives the rest.
    const type = whole && this.checked.ts.isOptionalChain(syntax) ? this.checked.ask((checker) => checker.getNonNullableType(whole)) ?? whole : whole;
    const origin = this.#originOf(syntax, 0);
    const byType = type && !this.#isArbitrary(syntax) ? thenable(type, this.checked) : undefined;
    if (byType && byType.verdict !== 'unknown') {
      const isGenerator = byType.verdict === 'no' && origin?.kind === 'async-generator';
      // An awaitable's producer is the call that made it; a plain value has none.
      const from = byType.verdict === 'yes' || isGenerator || byType.kind ? origin : undefined;
      return fact(byType.verdict, isGenerator ? 'async-generator' : byType.kind, from, undefined);
    }
    const isUntyped = !type || (type.flags & this.checked.ts.TypeFlags.Any) !== 0 || (type.flags & this.checked.ts.TypeFlags.Unknown) !== 0;
    if (origin?.kind && isUntyped) return fact(origin.kind === 'async-generator' ? 'no' : 'yes', origin.kind, origin, undefined);
    return fact('unknown', undefined, origin?.kind && origin, isUntyped ? 'it has no known type' : 'only some of its values may be awaitable');
  }

  /**
   * An argument of type `any` fits every overload, so that the checker takes the first: `insert(docs, options)` becomes the one with a
   * callback. What only some overloads give is not known then.
   */
  #isArbitrary(node: ts.Node): boolean {
    const { ts } = this.checked;
    if (!ts.isCallExpression(node) || node.arguments.length === 0) return false;
    const signatures = this.checked.ask((checker) => checker.getTypeAtLocation(node.expression).getCallSignatures()) ?? [];
    if (signatures.length < 2 || !node.arguments.some((argument) => this.#isAny(argument))) return false;
    const verdicts = new Set(signatures.map((signature) => thenable(signature.getReturnType(), this.checked).verdict));
    return verdicts.size > 1;
  }

  #isAny(argument: ts.Expression): boolean {
    const type = this.checked.ask((checker) => checker.getTypeAtLocation(argument));
    return type !== undefined && (type.flags & this.checked.ts.TypeFlags.Any) !== 0;
  }

  /** Known without types: calls of async functions, library calls of the tables, chains of `.then`, constants. */
  #originOf(node: ts.Node, depth: number): Origin | undefined {
    const { ts } = this.checked;
    if (depth > LONGEST_VALUE_CHAIN) return undefined;
    if (ts.isParenthesizedExpression(node) || ts.isNonNullExpression(node)) return this.#originOf(node.expression, depth + 1);
    if (ts.isCallLikeExpression(node)) {
      const origin = originOfTargets(this.targets.ofSyntax(node));
      return origin?.kind ? origin : (this.#chained(node, depth) ?? origin);
    }
    return ts.isIdentifier(node) ? this.#constant(node, depth) : undefined;
  }

  /** `p.then(f)` gives a promise when `p` is one. */
  #chained(node: ts.Node, depth: number): Origin | undefined {
    const { ts } = this.checked;
    if (!ts.isCallExpression(node) || !ts.isPropertyAccessExpression(node.expression)) return undefined;
    if (!/^(?:then|catch|finally)$/.test(node.expression.name.text)) return undefined;
    const origin = this.#originOf(node.expression.expression, depth + 1);
    return origin?.kind === 'promise' ? { kind: 'promise', producer: undefined, library: `Promise.${node.expression.name.text}` } : undefined;
  }

  #constant(name: ts.Identifier, depth: number): Origin | undefined {
    const { ts } = this.checked;
    const declaration = this.checked.resolvedSymbolAt(name)?.valueDeclaration;
    if (!declaration || !ts.isVariableDeclaration(declaration) || declaration.type || !declaration.initializer) return undefined;
    if (!ts.isIdentifier(declaration.name) || (ts.getCombinedNodeFlags(declaration) & ts.NodeFlags.Const) === 0) return undefined;
    return this.#originOf(declaration.initializer, depth + 1);
  }
}

/** Who produced a value; `kind` is undefined for what is not awaitable. */
interface Origin {
  readonly kind: AwaitableKind | undefined;
  readonly producer: FunctionModel | undefined;
  readonly library: string | undefined;
}

/**
 * A plain function without `return value`: nobody checks what its comments say it returns (`@returns {Promise<void>}`). Of methods others
 * may be called in its place.
 */
function givesNothing({ functions, library, complete }: Targets): boolean {
  const [only, ...others] = functions;
  if (!only || others.length + library.length > 0 || !complete || only.isAsync || only.isGenerator || only.owner || !/\.[cm]?jsx?$/.test(only.unit.module.path)) return false;
  let gives = false;
  visitCode(only, (node) => {
    if (node.kind === 'return' && node.value) gives = true;
    return gives || node.kind === 'function' ? 'skip' : undefined;
  });
  return !gives;
}

function originOfTargets({ functions, library, complete }: Targets): Origin | undefined {
  const [producer] = functions;
  if (producer && functions.length === 1) {
    const kind = !producer.isAsync ? undefined : producer.isGenerator ? 'async-generator' : 'promise';
    return { kind, producer, library: undefined };
  }
  const [callable] = library;
  if (!callable || library.length > 1 || !complete) return undefined;
  const { awaitable, asyncIterable } = callable.facts;
  return { kind: awaitable ?? (asyncIterable ? 'async-generator' : undefined), producer: undefined, library: callable.name };
}

function fact(verdict: Verdict, kind: AwaitableKind | undefined, origin: Origin | undefined, reason: string | undefined): AwaitableFact {
  return { verdict, kind, producer: origin?.producer, library: origin?.library, reason };
}
