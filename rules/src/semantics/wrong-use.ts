/** A variable that holds an awaitable and hands it on: is one of its uses wrong all the same, or does another say what it has to hold? */
import { stepOf, type Expression, type NameExpression, type Variable } from '../model/index.js';
import { isResultElsewhere } from './awaited-twins.js';
import { isFailure, isOfDefinition, isVainTest } from './certain-misuse.js';
import type { FateQuestion, MisuseAt } from './fate.js';
import { isInevitable } from './inevitable-uses.js';
import { isSignature } from './python-special-methods.js';
import { isVainlyTried } from './vain-try.js';

export interface HeldValue {
  readonly variable: Variable;
  /** Where the variable gets the value. */
  readonly name: NameExpression;
  /** Reads that hand the value on. */
  readonly handedOn: readonly NameExpression[];
  readonly misuses: readonly MisuseAt[];
  /** Those of the misuses that have this value and no other. */
  readonly sole: readonly MisuseAt[];
}

/** What is wrong for certain although other uses hand the value of `subject` on. */
export function wrongUse(held: HeldValue, question: FateQuestion, subject: Expression): MisuseAt | undefined {
  const { handedOn, sole } = held;
  return sole.find((misuse) => isFailure(misuse, question.nature)) ?? sole.find((misuse) => isVainTest(misuse, question, handedOn))
    ?? inevitableFailure(held, question) ?? contradiction(held, question, subject);
}

/** A use that fails and that no run gets around. */
function inevitableFailure({ variable, name, misuses }: HeldValue, { nature }: FateQuestion): MisuseAt | undefined {
  if (nature === undefined) return undefined;
  const failing = misuses.filter((misuse) => isFailure(misuse, nature));
  const [from, ...copies] = stepOf(name);
  return from && copies.length === 0 && isInevitable(from, variable, failing.map(({ expression }) => expression)) ? failing[0] : undefined;
}

/** What says that the variable has to hold a result, although the uses themselves do not. */
function contradiction({ name, handedOn }: HeldValue, { nature, semantics }: FateQuestion, subject: Expression): MisuseAt | undefined {
  if (nature === undefined || !isOfDefinition(subject, semantics)) return undefined;
  if (name.parent?.kind === 'assignment' && name.parent.value === subject && isVainlyTried(subject, semantics)) {
    return { misuse: 'guarded', expression: subject, detail: '' };
  }
  // What has no body says nothing of those that override it: some may be async generators.
  const isWritten = subject.kind === 'call' && !semantics.targets(subject).functions.some(isSignature);
  const read = nature === 'coroutine' && isWritten ? handedOn.find((one) => isResultElsewhere(one, name, semantics)) : undefined;
  return read && { misuse: 'mixed', expression: read, detail: name.name };
}
