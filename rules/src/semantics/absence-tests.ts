/** Conditions that ask whether a piece of shared state is still missing: `self.conn is None`, `key not in cache`. */
import {
  functionOf, resolveName, textOf,
  type CompareExpression, type Expression, type FunctionModel,
} from '../model/index.js';
import { reachingBindings } from '../model/flow.js';
import { itemOf, statePlaceOf, type StatePlace } from './state-places.js';

export interface AbsenceTest {
  readonly place: StatePlace;
  /** What reads it: a part of the condition, or the value of the local that the condition asks about. */
  readonly read: Expression;
  /** The branch that is taken when it is missing. */
  readonly branch: 'true' | 'false';
}

/** What a condition tells. For `a or b` and `a and b` each part counts: either may be what decides. */
export function absenceTestsIn(test: Expression): AbsenceTest[] {
  const fn = functionOf(test);
  switch (test.kind) {
    case 'unary': return test.operator === 'not' || test.operator === '!' ? absenceTestsIn(test.operand).map(opposite) : [];
    case 'logical': {
      const told = test.operands.flatMap(absenceTestsIn);
      return test.operator === 'and' && onlyRaises(test) ? told.filter(({ branch }) => branch === 'true') : told;
    }
    case 'compare': return compared(test, fn);
    default: return heldBy(test, fn, 'false');
  }
}

/** `if self.conn and self.conn.lost: raise` complains about what is there; that nothing is there plays no part. */
function onlyRaises(test: Expression): boolean {
  return test.parent?.kind === 'if' && test.parent.test === test && test.parent.then.every(({ kind }) => kind === 'raise');
}

function opposite({ branch, ...test }: AbsenceTest): AbsenceTest {
  return { ...test, branch: branch === 'true' ? 'false' : 'true' };
}

function compared({ operators, operands }: CompareExpression, fn: FunctionModel): AbsenceTest[] {
  const [operator, ...more] = operators;
  const [left, right] = operands;
  if (more.length > 0 || !left || !right) return [];
  if (operator === 'in' || operator === 'not in') {
    const place = itemOf(right, textOf(left), fn);
    return place ? [{ place, read: right, branch: operator === 'in' ? 'false' : 'true' }] : [];
  }
  const isMissing = isEmptyLiteral(right);
  if (!isMissing || operator === undefined) return [];
  if (operator === 'is' || operator === '==' || operator === '===') return heldBy(left, fn, 'true');
  return operator === 'is not' || operator === '!=' || operator === '!==' ? heldBy(left, fn, 'false') : [];
}

/** The place whose value the expression is: itself, `cache.get(key)`, a local that holds one of them. */
function heldBy(expression: Expression, fn: FunctionModel, branch: AbsenceTest['branch']): AbsenceTest[] {
  if (expression.kind === 'assignment-expression') return heldBy(expression.value, fn, branch);
  const read = statePlaceOf(expression, fn) || got(expression, fn) ? expression : valueOfLocal(expression, fn);
  const place = read && (statePlaceOf(read, fn) ?? got(read, fn));
  return place ? [{ place, read, branch }] : [];
}

/** What was last assigned to a local, when that is one thing on all ways. */
function valueOfLocal(expression: Expression, fn: FunctionModel): Expression | undefined {
  if (expression.kind !== 'name' || resolveName(expression)?.owner !== fn) return undefined;
  const [binding, ...others] = reachingBindings(expression) ?? [];
  if (!binding || others.length > 0 || binding.kind !== 'target') return undefined;
  const { node } = binding;
  if ((node.kind !== 'assignment' && node.kind !== 'assignment-expression') || node.operator !== undefined) return undefined;
  return node.kind === 'assignment-expression' || node.targets.includes(binding.name) ? node.value : undefined;
}

/** `cache.get(key)`, JavaScript's `cache.has(key)` */
function got(expression: Expression, fn: FunctionModel): StatePlace | undefined {
  if (expression.kind !== 'call' || expression.callee.kind !== 'member') return undefined;
  const { name } = expression.callee;
  if (name !== 'get' && (name !== 'has' || fn.unit.module.language === 'python')) return undefined;
  const [key] = expression.arguments;
  return key && key.spread === 'none' && key.name === undefined ? itemOf(expression.callee.object, textOf(key.value), fn) : undefined;
}

/** `None`, `False`, `0`, `''`, `[]`, `{}`: what stands for "nothing there". */
export function isEmptyLiteral(value: Expression): boolean {
  if (value.kind === 'literal') return value.type === 'none' || (value.value !== undefined && !value.value);
  if (value.kind === 'sequence') return value.items.length === 0;
  return value.kind === 'mapping' && value.entries.length === 0;
}
