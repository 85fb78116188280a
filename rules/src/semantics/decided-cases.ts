/** Cases of a `match` that are not taken for what a function was given: `match source: case Path(): …`. */
import type { CaseTest, Expression, MatchCase, Node } from '../model/index.js';
import type { Semantics, Verdict } from './semantics.js';

/** How a `match` is decided: by the value of its subject, and the outcome of guards. */
export interface CaseDecisions {
  /** What the subject is, where it is given by the caller. */
  subject(subject: Expression): Expression | undefined;
  equals(value: Expression, other: Expression): Verdict;
  outcome(guard: Expression): Verdict;
}

/** Is the node in a case that does not match, or behind one that does? */
export function isInOtherCase(node: Node, decisions: CaseDecisions, semantics: Semantics): boolean {
  let child = node;
  for (let current = node.parent; current && child.kind !== 'function'; child = current, current = current.parent) {
    if (current.kind !== 'match' || current.fallsThrough || child.kind !== 'match-case') continue;
    const value = decisions.subject(current.subject);
    const isRun = (one: MatchCase): Verdict => caseOutcome(one, value, decisions, semantics);
    const before = current.cases.slice(0, current.cases.indexOf(child));
    if ((isRun(child) === 'no' && node !== child.guard) || before.some((one) => isRun(one) === 'yes')) return true;
  }
  return false;
}

function caseOutcome(matchCase: MatchCase, value: Expression | undefined, decisions: CaseDecisions, semantics: Semantics): Verdict {
  const matched = patternOutcome(matchCase, value, decisions, semantics);
  const guarded = matchCase.guard ? decisions.outcome(matchCase.guard) : 'yes';
  if (matched === 'no' || guarded === 'no') return 'no';
  return matched === 'yes' ? guarded : 'unknown';
}

function patternOutcome({ subject, isDefault }: MatchCase, value: Expression | undefined, decisions: CaseDecisions, semantics: Semantics): Verdict {
  if (isDefault) return 'yes';
  if (!subject?.alternatives) return subject?.isAll ? 'yes' : 'unknown';
  if (!value) return 'unknown';
  const verdicts = subject.alternatives.map((one) => testOutcome(one, value, decisions, semantics));
  if (verdicts.includes('yes')) return 'yes';
  return verdicts.every((verdict) => verdict === 'no') ? 'no' : 'unknown';
}

function testOutcome({ form, test }: CaseTest, value: Expression, decisions: CaseDecisions, semantics: Semantics): Verdict {
  if (form === 'value') return decisions.equals(value, test);
  const verdict = semantics.isInstance?.(value, test) ?? 'unknown';
  return form === 'part of class' && verdict === 'yes' ? 'unknown' : verdict;
}
