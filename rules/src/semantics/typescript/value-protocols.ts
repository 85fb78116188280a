/** What the type of a value allows to do with it: calling, `for…of`, `for await`. */
import type ts from 'typescript';
import type { Protocol, Verdict } from '../semantics.js';
import type { CheckedProgram } from './checked-program.js';
import { thenable, type Thenable } from './thenable.js';

/** Does every alternative of the type have call signatures (yes), or none (no)? */
export function isCallable(type: ts.Type, checked: CheckedProgram): Verdict {
  return judged(type, checked, (each) => (signaturesOf(each, checked).length > 0 ? 'yes' : isOpen(each, checked) ? 'unknown' : 'no'));
}

/** What calling a value of the type gives, if all its signatures agree; undefined when that is not known. */
export function resultOfCalling(type: ts.Type, checked: CheckedProgram): Thenable | undefined {
  const results = (type.isUnion() ? type.types : [type]).flatMap((each) => signaturesOf(each, checked))
    .map((signature) => checked.ask((checker) => checker.getReturnTypeOfSignature(signature)));
  const facts = results.map((result) => result && thenable(result, checked));
  const [first] = facts;
  return first && facts.every((fact) => fact?.verdict === first.verdict && fact.kind === first.kind) ? first : undefined;
}

/** Iteration by the well-known symbols; JavaScript has no `with` of Python's kind. */
export function supportOf(type: ts.Type, protocol: Protocol, checked: CheckedProgram): Verdict {
  if (protocol === 'with' || protocol === 'async with') return 'unknown';
  const symbol = protocol === 'for' ? 'iterator' : 'asyncIterator';
  return judged(type, checked, (each) => {
    const apparent = checked.ask((checker) => checker.getApparentType(each)) ?? each;
    if (apparent.getProperties().some((property) => String(property.escapedName).startsWith(`__@${symbol}`))) return 'yes';
    return isOpen(each, checked) ? 'unknown' : 'no';
  });
}

function judged(type: ts.Type, { ts }: CheckedProgram, judge: (each: ts.Type) => Verdict): Verdict {
  const verdicts = (type.isUnion() ? type.types : [type]).map((each): Verdict =>
    (each.flags & (ts.TypeFlags.Any | ts.TypeFlags.Unknown | ts.TypeFlags.Never | ts.TypeFlags.Instantiable) ? 'unknown' : judge(each)));
  const [first] = verdicts;
  return first !== undefined && verdicts.every((verdict) => verdict === first) ? first : 'unknown';
}

function signaturesOf(type: ts.Type, checked: CheckedProgram): readonly ts.Signature[] {
  return checked.ask((checker) => checker.getSignaturesOfType(type, checked.ts.SignatureKind.Call)) ?? [];
}

/** `object`, `{}` and `Function` may be anything underneath. */
function isOpen(type: ts.Type, { ts }: CheckedProgram): boolean {
  if (type.flags & ts.TypeFlags.NonPrimitive) return true;
  const name = type.getSymbol()?.name;
  return (type.flags & ts.TypeFlags.Object) !== 0 && (name === 'Object' || name === 'Function' || type.getProperties().length === 0);
}
