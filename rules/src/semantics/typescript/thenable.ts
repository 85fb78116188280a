/** Is a value of a type awaitable? Yes when it has a `then` that takes a callback (ECMA-262, "Promise Resolve Functions"). */
import type ts from 'typescript';
import type { AwaitableKind, Verdict } from '../semantics.js';
import type { CheckedProgram } from './checked-program.js';

export interface Thenable {
  readonly verdict: Verdict;
  readonly kind: AwaitableKind | undefined;
}

const NO: Thenable = { verdict: 'no', kind: undefined };
const UNKNOWN: Thenable = { verdict: 'unknown', kind: undefined };

/** `any`, `unknown`, unconstrained type parameters and unions of both kinds are unknown. */
export function thenable(type: ts.Type, checked: CheckedProgram, depth = 0): Thenable {
  const { ts } = checked;
  if (depth > 8) return UNKNOWN;
  if (type.flags & (ts.TypeFlags.Any | ts.TypeFlags.Unknown | ts.TypeFlags.Never)) return UNKNOWN;
  if (type.isUnion()) return ofUnion(type.types.map((each) => thenable(each, checked, depth + 1)));
  if (type.flags & (ts.TypeFlags.TypeParameter | ts.TypeFlags.IndexedAccess | ts.TypeFlags.Conditional | ts.TypeFlags.Substitution)) {
    const constraint = checked.ask((checker) => checker.getBaseConstraintOfType(type));
    if (!constraint || constraint === type) return UNKNOWN;
    const fact = thenable(constraint, checked, depth + 1);
    // A type argument may have a `then` that its constraint does not mention.
    return fact.verdict === 'yes' ? fact : UNKNOWN;
  }
  if (isAsyncGenerator(type)) return { verdict: 'no', kind: 'async-generator' };
  if ((type.flags & (ts.TypeFlags.Object | ts.TypeFlags.Intersection)) === 0) return NO;
  if (!hasThen(type, checked)) return NO;
  return { verdict: 'yes', kind: isPromise(type, checked) ? 'promise' : 'other' };
}

function ofUnion(facts: readonly Thenable[]): Thenable {
  const [first] = facts;
  if (!first || facts.some((fact) => fact.verdict !== first.verdict)) return UNKNOWN;
  return facts.every((fact) => fact.kind === first.kind) ? first : { verdict: first.verdict, kind: first.verdict === 'yes' ? 'other' : undefined };
}

function hasThen(type: ts.Type, checked: CheckedProgram): boolean {
  return checked.ask((checker) => {
    const then = checker.getPropertyOfType(type, 'then');
    const at = then?.valueDeclaration ?? then?.declarations?.[0];
    if (!then || !at) return false;
    return checker.getTypeOfSymbolAtLocation(then, at).getCallSignatures().some((signature) => {
      const [first] = signature.getParameters();
      if (!first) return false;
      const parameter = checker.getTypeOfSymbolAtLocation(first, at);
      const alternatives = parameter.isUnion() ? parameter.types : [parameter];
      return alternatives.some((each) => each.getCallSignatures().length > 0);
    });
  }) ?? false;
}

/** A promise of the language or a subclass; other thenables may start their work only when they are awaited. */
function isPromise(type: ts.Type, checked: CheckedProgram, depth = 0): boolean {
  const { ts } = checked;
  if (type.isIntersection()) return type.types.some((each) => isPromise(each, checked, depth + 1));
  const symbol = type.getSymbol();
  if (symbol?.name === 'Promise' && symbol.declarations?.some((declaration) => ts.isInterfaceDeclaration(declaration) || ts.isClassDeclaration(declaration))) return true;
  if (depth > 8 || !type.isClassOrInterface()) return isReferenceToPromise(type, checked, depth);
  return (checked.ask((checker) => checker.getBaseTypes(type)) ?? []).some((base) => isPromise(base, checked, depth + 1));
}

/** `Query<string>` for `class Query<T> extends Promise<T>`. */
function isReferenceToPromise(type: ts.Type, checked: CheckedProgram, depth: number): boolean {
  const { ts } = checked;
  if ((type.flags & ts.TypeFlags.Object) === 0 || ((type as ts.ObjectType).objectFlags & ts.ObjectFlags.Reference) === 0) return false;
  const { target } = type as ts.TypeReference;
  return target !== type && depth <= 8 && isPromise(target, checked, depth + 1);
}

function isAsyncGenerator(type: ts.Type): boolean {
  return type.getSymbol()?.name === 'AsyncGenerator';
}

/**
 * Can a parameter of this declared type take something awaitable? `no` for primitives, functions and objects with members
 * that a promise lacks; unknown for what takes anything.
 */
export function acceptsAwaitable(type: ts.Type, checked: CheckedProgram): Verdict {
  const { ts } = checked;
  if (type.isUnion()) {
    const each = type.types.map((part) => acceptsAwaitable(part, checked));
    if (each.includes('yes')) return 'yes';
    return each.includes('unknown') ? 'unknown' : 'no';
  }
  if (type.flags & (ts.TypeFlags.Any | ts.TypeFlags.Unknown | ts.TypeFlags.TypeParameter | ts.TypeFlags.NonPrimitive)) return 'unknown';
  if (type.flags & (ts.TypeFlags.IndexedAccess | ts.TypeFlags.Conditional | ts.TypeFlags.Substitution)) return 'unknown';
  if ((type.flags & (ts.TypeFlags.Object | ts.TypeFlags.Intersection)) === 0) return 'no';
  const fact = thenable(type, checked);
  if (fact.verdict !== 'no') return fact.verdict;
  if (type.getCallSignatures().length > 0 || type.getConstructSignatures().length > 0) return 'no';
  const needed = type.getProperties().filter((property) => (property.flags & ts.SymbolFlags.Optional) === 0);
  return needed.some((property) => !PROMISE_MEMBERS.has(property.name)) ? 'no' : 'unknown';
}

/** Members that every object or every promise has. */
const PROMISE_MEMBERS = new Set([
  'then', 'catch', 'finally', 'constructor', 'toString', 'toLocaleString', 'valueOf', 'hasOwnProperty', 'isPrototypeOf', 'propertyIsEnumerable',
]);
