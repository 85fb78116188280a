/** Tests narrow a name inside the branch they guard: `isinstance(x, C)`, `inspect.isawaitable(x)`. */
import type { PythonProject } from './project.js';
import { narrowedTo, testedValue, withoutTested } from './tested-types.js';
import { NONE, alternatives, unknown, withoutNone } from './value.js';
import type { Value } from './value.js';
import { conditionsAt, type Condition } from '../conditions.js';
import { reachingBindings } from '../../model/flow.js';
import { Kept, childrenOf, functionOf, textOf } from '../../model/index.js';
import type { Expression, FunctionModel, MatchCase, MemberExpression, NameExpression, Node } from '../../model/index.js';

/** The value of `name` where it stands, given its value without any test around it. */
export function narrowed(project: PythonProject, name: NameExpression, value: Value): Value {
  if (value.kind === 'never') return value;
  let child: Node = name;
  for (let node = name.parent; node && node.kind !== 'function' && node.kind !== 'class'; node = node.parent) {
    const guard = guardOf(node, child);
    if (guard && asksWhetherAwaitable(guard, name.name)) return value.kind === 'coroutine' ? value : unknown(`\`${name.name}\` is tested at run time`);
    // Code under `if x is not None` for an `x` that is only ever None here: somebody expects more than is seen.
    if (guard && value.kind === 'none' && asksWhetherThere(guard, name.name)) return unknown(`\`${name.name}\` is tested at run time`);
    const type = guard && isInstanceTest(guard, name.name);
    if (type && !isReboundIn(node, child, name)) return narrowedTo(project, value, testedValue(project, [type]));
    if (type && value.kind === 'unknown') return value;
    const byCase = node.kind === 'match-case' && casesValue(project, node, child, name, value);
    if (byCase) return afterTests(project, name, byCase);
    child = node;
  }
  return afterTests(project, name, value);
}

/** `if self.task is not None: await self.task` for an attribute that is only ever None here: somebody else sets it. */
export function narrowedMember(member: MemberExpression, value: Value): Value {
  if (value.kind !== 'none') return value;
  const text = textOf(member);
  const isExpected = conditionsAt(member).some(({ test, holds }) => {
    if (test.kind === 'member') return holds && textOf(test) === text;
    const [left, right] = test.kind === 'compare' && test.operands.length === 2 ? test.operands : [];
    if (test.kind !== 'compare' || left?.kind !== 'member' || right?.kind !== 'literal' || right.type !== 'none' || textOf(left) !== text) return false;
    return test.operators[0] === 'is not' || test.operators[0] === '!=' ? holds : !holds;
  });
  return isExpected ? unknown(`\`${text}\` is tested at run time`) : value;
}

const AWAITABLE_TESTS: ReadonlySet<string> = new Set([
  'isawaitable', 'iscoroutine', 'isfuture', 'iscoroutinefunction', 'isasyncgen', 'isasyncgenfunction', 'is_async_callable', 'isgenerator', 'hasattr', 'callable',
]);

/** Programs that ask at run time know better than a declaration: `if inspect.isawaitable(x): await x`. */
function asksWhetherAwaitable(test: Expression, name: string): boolean {
  if (test.kind === 'logical') return test.operands.some((operand) => asksWhetherAwaitable(operand, name));
  if (test.kind !== 'call' || (test.callee.kind !== 'name' && test.callee.kind !== 'member')) return false;
  const subject = test.arguments[0]?.value;
  return AWAITABLE_TESTS.has(test.callee.name) && subject?.kind === 'name' && subject.name === name;
}

/** `x`, `x is not None`, `x != None`, alone or as a part of an `and`. */
function asksWhetherThere(test: Expression, name: string): boolean {
  if (test.kind === 'name') return test.name === name;
  if (test.kind === 'logical') return test.operator === 'and' && test.operands.some((operand) => asksWhetherThere(operand, name));
  const [left, right] = test.kind === 'compare' ? test.operands : [];
  return test.kind === 'compare' && left?.kind === 'name' && left.name === name && right?.kind === 'literal' && right.type === 'none'
    && (test.operators[0] === 'is not' || test.operators[0] === '!=');
}

/** The test that holds where `child` of `node` runs. */
function guardOf(node: Node, child: Node): Expression | undefined {
  if (node.kind === 'if') return node.then.some((statement) => statement === child) ? node.test : undefined;
  if (node.kind === 'conditional') return child === node.then ? node.test : undefined;
  if (node.kind === 'logical' && node.operator === 'and') {
    const [first] = node.operands;
    return first !== child ? first : undefined;
  }
  return undefined;
}

/** The class expression of `isinstance(name, C)`, alone or as a part of an `and`. */
function isInstanceTest(test: Expression, name: string): Expression | undefined {
  if (test.kind === 'logical' && test.operator === 'and') {
    for (const operand of test.operands) {
      const found = isInstanceTest(operand, name);
      if (found) return found;
    }
    return undefined;
  }
  if (test.kind !== 'call' || test.callee.kind !== 'name' || test.callee.name !== 'isinstance') return undefined;
  const [subject, type] = test.arguments;
  return subject?.value.kind === 'name' && subject.value.name === name ? type?.value : undefined;
}

/** Is the name given another value inside the guarded code? Then the test says nothing about it. */
function isReboundIn(node: Node, child: Node, name: NameExpression): boolean {
  const within = node.kind === 'if' ? node.then : [child];
  const rebinds = (part: Node): boolean => {
    if (part.kind === 'name') return part !== name && part.name === name.name && isTarget(part);
    return childrenOf(part).some(rebinds);
  };
  return within.some(rebinds);
}

function isTarget(name: NameExpression): boolean {
  const { parent } = name;
  switch (parent?.kind) {
    case 'assignment': return parent.targets.includes(name);
    case 'assignment-expression': case 'for': case 'with-item': case 'handler': return parent.target === name;
    case 'sequence': return parent.parent?.kind === 'assignment' && parent.parent.targets.includes(parent);
    default: return false;
  }
}

/** The value by the tests that hold where it is read: those around it that failed, and those before it that would have left. */
function afterTests(project: PythonProject, name: NameExpression, value: Value): Value {
  // Of what is not known only a test for a class tells something.
  const isTested = value.kind === 'union' || (value.kind === 'unknown' && testsClasses(functionOf(name)));
  if (!isTested) return value;
  const bindings = reachingBindings(name);
  if (!bindings) return value;
  return conditionsAt(name).reduceRight<Value>((left, condition) => {
    const tested = testOf(condition, name.name);
    if (!tested || !hasSameBindings(tested.subject, bindings)) return left;
    if (tested.type) return tested.holds ? narrowedTo(project, left, testedValue(project, [tested.type])) : withoutTested(project, left, [tested.type]);
    if (!tested.holds) return withoutNone(left);
    return alternatives(left).some((member) => member.kind === 'none') ? NONE : left;
  }, value);
}

const classTesters = new Kept<FunctionModel, boolean>();

/** A look at the text that saves looking for tests in front of every name that is not known. */
function testsClasses(fn: FunctionModel): boolean {
  let tests = classTesters.get(fn);
  if (tests === undefined) {
    const { base, module } = fn.unit;
    tests = module.text.slice(base + fn.start, base + fn.end).includes('isinstance(');
    classTesters.set(fn, tests);
  }
  return tests;
}

interface NameTest {
  readonly subject: NameExpression;
  /** The class expression of `isinstance`; undefined for a test for None. */
  readonly type: Expression | undefined;
  readonly holds: boolean;
}

/** `isinstance(x, C)`; `x is None` and `x is not None` (as its opposite); `x`, which is then not None. */
function testOf({ test, holds }: Condition, name: string): NameTest | undefined {
  if (test.kind === 'name') return test.name === name && holds ? { subject: test, type: undefined, holds: false } : undefined;
  if (test.kind === 'compare') {
    const [left, right, ...more] = test.operands;
    const [operator] = test.operators;
    const isNoneTest = left?.kind === 'name' && left.name === name && right?.kind === 'literal' && right.type === 'none' && more.length === 0;
    if (!isNoneTest || (operator !== 'is' && operator !== 'is not')) return undefined;
    return { subject: left, type: undefined, holds: (operator === 'is') === holds };
  }
  const type = isInstanceTest(test, name);
  const subject = test.kind === 'call' ? test.arguments[0]?.value : undefined;
  return type && subject?.kind === 'name' ? { subject, type, holds } : undefined;
}

/** Has the variable the value there that it has here? */
function hasSameBindings(subject: NameExpression, bindings: readonly unknown[]): boolean {
  const tested = reachingBindings(subject);
  return tested?.length === bindings.length && tested.every((binding, index) => binding === bindings[index]);
}

/** The value in a case whose pattern names classes: `match x: case str(): …`; undefined when the case says nothing about `name`. */
function casesValue(project: PythonProject, node: MatchCase, child: Node, name: NameExpression, value: Value): Value | undefined {
  const match = node.parent;
  const isInBody = child === node.guard || node.body.some((statement) => statement === child);
  if (match?.kind !== 'match' || !isInBody || match.subject.kind !== 'name' || match.subject.name !== name.name) return undefined;
  const bindings = reachingBindings(name);
  return bindings && hasSameBindings(match.subject, bindings) ? matchedValue(project, node, value) : undefined;
}

/** What is left of the subject's value where the case matches: not what an earlier case takes. */
export function matchedValue(project: PythonProject, node: MatchCase, value: Value): Value {
  const match = node.parent;
  let left = value;
  for (const other of match?.kind === 'match' ? match.cases : []) {
    if (other === node) break;
    if (other.subject?.isAll && !other.guard) left = withoutTested(project, left, other.subject.types);
  }
  const types = node.subject?.types ?? [];
  return types.length > 0 ? narrowedTo(project, left, testedValue(project, types)) : left;
}
