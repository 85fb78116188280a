/** Tests whose outcome follows from what a function was given: `x is None`, `isinstance(x, C)`, `mode == 'r'`, `if flag`. */
import type { Argument, CompareExpression, Expression, NameExpression, Node, Parameter } from '../model/index.js';
import { reachingBindings } from '../model/flow.js';
import { conditionsAt } from './conditions.js';
import { isInOtherCase } from './decided-cases.js';
import type { KnownValue, Semantics, Verdict } from './semantics.js';
import { storedName } from './stored-parameters.js';

/** The expression that stands for a parameter: an argument, or the default. */
export interface GivenArguments extends ReadonlyMap<Parameter, Expression> {
  /** What `*args` and `**kwargs` receive. */
  readonly handed?: ReadonlyMap<Parameter, readonly Argument[]>;
}

/** How many locals a test is followed through: `has_limit = limit is not None`. */
const LOCALS = 2;

/** Does a test around the node, or one before it that leaves, keep the node from running when the function is given this? */
export function isCutOff(node: Node, given: GivenArguments, semantics: Semantics): boolean {
  if (conditionsAt(node).some(({ test, holds }) => outcome(test, given, semantics, LOCALS) === (holds ? 'no' : 'yes'))) return true;
  return isInOtherCase(node, {
    subject: (subject) => givenTo(subject, given),
    equals: (value, other) => equals(value, other, semantics),
    outcome: (guard) => outcome(guard, given, semantics, LOCALS),
  }, semantics);
}

/** What a name stands for, when it is a parameter that was not assigned until here. */
export function givenValue(expression: Expression, given: GivenArguments): Expression {
  const parameter = given.size > 0 && expression.kind === 'name' ? unchangedParameter(expression) : undefined;
  return (parameter && given.get(parameter)) ?? expression;
}

/** The parameter that a name means, if it was not assigned until here. */
export function unchangedParameter(name: NameExpression): Parameter | undefined {
  const [binding, ...others] = reachingBindings(name) ?? [];
  return binding?.kind === 'parameter' && others.length === 0 ? binding.node : undefined;
}

function outcome(test: Expression, given: GivenArguments, semantics: Semantics, locals: number): Verdict {
  const of = (part: Expression): Verdict => outcome(part, given, semantics, locals);
  switch (test.kind) {
    case 'literal': return test.value === undefined ? (test.type === 'none' ? 'no' : 'unknown') : test.value ? 'yes' : 'no';
    case 'unary': return test.operator === 'not' ? opposite(of(test.operand)) : 'unknown';
    case 'logical': {
      if (test.operator === 'nullish') return 'unknown';
      const deciding = test.operator === 'and' ? 'no' : 'yes';
      const verdicts = test.operands.map(of);
      if (verdicts.includes(deciding)) return deciding;
      return verdicts.includes('unknown') ? 'unknown' : opposite(deciding);
    }
    case 'compare': return compared(test, given, semantics);
    case 'call': {
      const subject = isInstanceSubject(test);
      const types = test.arguments[1]?.value;
      const value = subject && givenTo(subject, given);
      return value && types ? semantics.isInstance?.(value, types) ?? 'unknown' : 'unknown';
    }
    case 'name': {
      const value = givenTo(test, given);
      if (value) return truthOf(value, semantics);
      const assigned = locals > 0 ? valueOfLocal(test) : undefined;
      return assigned ? outcome(assigned, given, semantics, locals - 1) : 'unknown';
    }
    case 'member': {
      const value = givenTo(test, given);
      return value ? truthOf(value, semantics) : 'unknown';
    }
    default: return 'unknown';
  }
}

function opposite(verdict: Verdict): Verdict {
  return verdict === 'unknown' ? 'unknown' : verdict === 'yes' ? 'no' : 'yes';
}

function truthOf(value: Expression, semantics: Semantics): Verdict {
  if (value.kind === 'literal' && value.value !== undefined) return value.value ? 'yes' : 'no';
  return semantics.knownValue?.(value)?.truth ?? 'unknown';
}

/** Only what the caller gives is asked about: of everything else the function itself knows no more than its readers. */
function givenTo(expression: Expression, given: GivenArguments): Expression | undefined {
  if (given.size === 0) return undefined;
  const name = storedName(expression) ?? expression;
  const value = givenValue(name, given);
  return value === name ? undefined : value;
}

function compared({ operators, operands }: CompareExpression, given: GivenArguments, semantics: Semantics): Verdict {
  const [operator, ...more] = operators;
  const [left, right] = operands;
  if (!left || !right || operator === undefined || more.length > 0) return 'unknown';
  const value = givenTo(left, given);
  if (!value) return 'unknown';
  switch (operator) {
    case 'is': case '==': return equals(value, right, semantics);
    case 'is not': case '!=': return opposite(equals(value, right, semantics));
    case 'in': return isAmong(value, right, semantics);
    case 'not in': return opposite(isAmong(value, right, semantics));
    default: return 'unknown';
  }
}

function isAmong(value: Expression, items: Expression, semantics: Semantics): Verdict {
  if (items.kind !== 'sequence') return 'unknown';
  const verdicts = items.items.map((item) => (item.kind === 'spread' ? 'unknown' : equals(value, item, semantics)));
  return verdicts.includes('yes') ? 'yes' : verdicts.every((verdict) => verdict === 'no') ? 'no' : 'unknown';
}

/** Is the given value, and equal to, what stands in the test? Constants, None and the marks of missing arguments (`MISSING`). */
function equals(value: Expression, other: Expression, semantics: Semantics): Verdict {
  if (other.kind === 'literal') {
    const known = semantics.knownValue?.(value);
    if (other.type === 'none') return known?.isNone ?? 'unknown';
    if (known?.isNone === 'yes') return 'no';
    if (value.kind !== 'literal' || value.value === undefined || other.value === undefined) return 'unknown';
    // `True == 1`
    return value.type === other.type ? (value.value === other.value ? 'yes' : 'no') : 'unknown';
  }
  if (other.kind !== 'name' && other.kind !== 'member') return 'unknown';
  if (isSameConstant(value, other, semantics)) return 'yes';
  const known = semantics.knownValue?.(value);
  const wanted = semantics.knownValue?.(other);
  return known && wanted && isMark(other) && !mayOverlap(known, wanted) ? 'no' : 'unknown';
}

function isSameConstant(value: Expression, other: Expression, semantics: Semantics): boolean {
  if ((value.kind !== 'name' && value.kind !== 'member') || !isMark(value) || !isMark(other)) return false;
  const [place, ...more] = semantics.definitionPlaces(value);
  const [otherPlace, ...others] = semantics.definitionPlaces(other);
  return place !== undefined && otherPlace !== undefined && more.length + others.length === 0 && place.path === otherPlace.path && place.start === otherPlace.start;
}

/** PEP 8's spelling of a constant. */
function isMark(expression: Expression): boolean {
  return (expression.kind === 'name' || expression.kind === 'member') && /^_*[A-Z][A-Z0-9_]*$/.test(expression.name);
}

function mayOverlap(a: KnownValue, b: KnownValue): boolean {
  const keys = new Set(a.key.split('|'));
  return b.key.split('|').some((key) => keys.has(key));
}

/** Names that a test asks about in a way that `outcome` understands. */
export function subjectsOf(test: Expression, locals: number = LOCALS): NameExpression[] {
  switch (test.kind) {
    case 'unary': return test.operator === 'not' ? subjectsOf(test.operand, locals) : [];
    case 'logical': return test.operands.flatMap((operand) => subjectsOf(operand, locals));
    case 'compare': {
      const [subject] = test.operands;
      const name = subject?.kind === 'name' ? subject : subject && storedName(subject);
      return name && /^(is|is not|==|!=|in|not in)$/.test(test.operators[0] ?? '') ? [name] : [];
    }
    case 'call': {
      const subject = isInstanceSubject(test);
      return subject ? [subject] : [];
    }
    case 'name': {
      const assigned = locals > 0 ? valueOfLocal(test) : undefined;
      return assigned ? subjectsOf(assigned, locals - 1) : [test];
    }
    case 'member': {
      const name = storedName(test);
      return name ? [name] : [];
    }
    default: return [];
  }
}

/** `x` of `isinstance(x, C)` */
function isInstanceSubject({ callee, arguments: given }: Extract<Expression, { kind: 'call' }>): NameExpression | undefined {
  const subject = given[0]?.value;
  return callee.kind === 'name' && callee.name === 'isinstance' && subject?.kind === 'name' && given.length === 2 ? subject : undefined;
}

/** What was assigned to a local, when that is one thing on all ways. */
function valueOfLocal(name: NameExpression): Expression | undefined {
  const [binding, ...others] = reachingBindings(name) ?? [];
  if (binding?.kind !== 'target' || others.length > 0 || binding.node.kind !== 'assignment' || binding.node.operator !== undefined) return undefined;
  return binding.node.targets.includes(binding.name) ? binding.node.value : undefined;
}

/** The tests that a node makes to choose what runs. */
export function testsIn(node: Node): readonly Expression[] {
  switch (node.kind) {
    case 'if': case 'conditional': case 'assert': return [node.test];
    case 'while': return node.test ? [node.test] : [];
    case 'logical': return node.operands.slice(0, -1);
    case 'match': return [node.subject];
    case 'match-case': return node.guard ? [node.guard] : [];
    default: return [];
  }
}
