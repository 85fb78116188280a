/**
 * Decorators that look at what they are given before they choose what to return: `fn=None`, `callable(fn)`,
 * `inspect.iscoroutinefunction(fn)`.
 */
import { valueOf } from './expressions.js';
import { bindingsValue } from './names.js';
import type { PythonProject } from './project.js';
import type { Value } from './value.js';
import { ownReturns } from './wrapper-shapes.js';
import { reachingBindings } from '../../model/flow.js';
import { forEachChild, isInBranch, resolveName } from '../../model/index.js';
import type { CallExpression, Expression, FunctionModel, NameExpression, Node, Statement } from '../../model/index.js';

/** A decorator's parameter, and what it stands for. */
export interface Subject {
  readonly name: string;
  /** Whether the parameter is passed; else it is None. */
  readonly state: 'given' | 'absent';
  /** The function that is decorated, where that is known. */
  readonly fn?: FunctionModel;
}

/** What a test by one of these names is true of; `inspect` and `asyncio` have it, frameworks have their own. */
const KIND_TESTS: Readonly<Record<string, (fn: FunctionModel) => boolean>> = {
  iscoroutinefunction: isCoroutineFunction,
  is_coroutine_function: isCoroutineFunction,
  is_async_callable: isCoroutineFunction,
  isasyncgenfunction: (fn) => fn.isAsync && fn.isGenerator,
  isgeneratorfunction: (fn) => !fn.isAsync && fn.isGenerator,
};

/** Tests that call tests are followed this far. */
const MAX_TESTS = 3;

function isCoroutineFunction(fn: FunctionModel): boolean {
  return fn.isAsync && !fn.isGenerator;
}

/** What the function returns when its parameter is that. */
export function returnsOf(project: PythonProject, fn: FunctionModel, subject: Subject): readonly Expression[] {
  const found: Expression[] = [];
  const block = (statements: readonly Statement[]): void => {
    for (const statement of statements) visit(statement);
  };
  const visit = (node: Node): void => {
    if (node.kind === 'function' || node.kind === 'class') return;
    if (node.kind === 'return') {
      if (node.value) found.push(...chosen(project, node.value, subject));
      return;
    }
    const holds = node.kind === 'if' ? testHolds(project, node.test, subject) : undefined;
    if (node.kind === 'if' && holds !== undefined) block(holds ? node.then : node.otherwise);
    else forEachChild(node, visit);
  };
  block(cutAfterCertainReturn(project, fn.body, subject));
  return found;
}

/** The values that are left of `a if iscoroutinefunction(fn) else b`, also through a variable. */
function chosen(project: PythonProject, value: Expression, subject: Subject): readonly Expression[] {
  if (value.kind === 'name') {
    const assigned = assignedValue(value);
    return assigned?.kind === 'conditional' ? chosen(project, assigned, subject) : [value];
  }
  if (value.kind !== 'conditional') return [value];
  const holds = testHolds(project, value.test, subject);
  return [...(holds === false ? [] : chosen(project, value.then, subject)), ...(holds === true ? [] : chosen(project, value.otherwise, subject))];
}

/** The value of a name without the definitions in branches that are not taken: one `wrapper` for either kind of function. */
export function chosenValue(project: PythonProject, name: NameExpression, subject: Subject): Value {
  const bindings = reachingBindings(name) ?? resolveName(name)?.bindings ?? [];
  const taken = bindings.filter(({ node }) => !isInBranch(node, (test) => testHolds(project, test, subject)));
  return taken.length === 0 || taken.length === bindings.length ? valueOf(project, name) : bindingsValue(project, taken, name.name);
}

/** `if fn is not None: return …` ends the function where the test is known to hold. */
function cutAfterCertainReturn(project: PythonProject, body: readonly Statement[], subject: Subject): readonly Statement[] {
  const end = body.findIndex((statement) => {
    if (statement.kind !== 'if') return false;
    const holds = testHolds(project, statement.test, subject);
    const taken = holds === undefined ? undefined : holds ? statement.then : statement.otherwise;
    return taken?.some((inner) => inner.kind === 'return') ?? false;
  });
  return end < 0 ? body : body.slice(0, end + 1);
}

/** Does the test hold? Undefined: it asks for something else. */
function testHolds(project: PythonProject, test: Expression, subject: Subject, depth = 0): boolean | undefined {
  if (depth > MAX_TESTS) return undefined;
  switch (test.kind) {
    case 'name': {
      if (test.name === subject.name) return subject.state === 'given';
      // `is_async = inspect.iscoroutinefunction(fn)`
      const assigned = assignedValue(test);
      return assigned && testHolds(project, assigned, subject, depth + 1);
    }
    case 'unary': {
      const inner = test.operator === 'not' ? testHolds(project, test.operand, subject, depth) : undefined;
      return inner === undefined ? undefined : !inner;
    }
    case 'logical': {
      if (test.operator === 'nullish') return undefined;
      const deciding = test.operator === 'or';
      const outcomes = test.operands.map((operand) => testHolds(project, operand, subject, depth));
      return outcomes.includes(deciding) ? deciding : outcomes.includes(undefined) ? undefined : !deciding;
    }
    case 'call': return calledTest(project, test, subject, depth);
    case 'compare': {
      const [left, right] = test.operands;
      if (test.operands.length !== 2 || left?.kind !== 'name' || left.name !== subject.name || right?.kind !== 'literal' || right.type !== 'none') return undefined;
      return test.operators[0] === 'is' ? subject.state === 'absent' : test.operators[0] === 'is not' ? subject.state === 'given' : undefined;
    }
    default: return undefined;
  }
}

/** `callable(fn)`, `inspect.iscoroutinefunction(fn)`, `is_async(fn)` of the project. */
function calledTest(project: PythonProject, call: CallExpression, subject: Subject, depth: number): boolean | undefined {
  const { callee } = call;
  const asked = call.arguments[0]?.value;
  if ((callee.kind !== 'name' && callee.kind !== 'member') || !asked) return undefined;
  const isSubject = asked.kind === 'name' && asked.name === subject.name;
  const kind = Object.hasOwn(KIND_TESTS, callee.name) ? KIND_TESTS[callee.name] : undefined;
  if (kind) {
    // The method behind a function's `()` is a plain one.
    const isItsCall = asked.kind === 'member' && asked.name === '__call__' && asked.object.kind === 'name' && asked.object.name === subject.name;
    if (isItsCall) return subject.fn ? false : undefined;
    return !isSubject ? undefined : subject.state === 'absent' ? false : subject.fn && kind(subject.fn);
  }
  if (!isSubject) return undefined;
  if (callee.kind === 'name' && callee.name === 'callable') return subject.state === 'given';
  const tester = valueOf(project, callee);
  const parameter = tester.kind === 'function' ? tester.fn.parameters[tester.receiver ? 1 : 0]?.name : undefined;
  if (tester.kind !== 'function' || tester.fn.isAsync || tester.wraps || parameter === undefined) return undefined;
  const [only, ...more] = ownReturns(tester.fn.body);
  return only && more.length === 0 ? testHolds(project, only, { ...subject, name: parameter }, depth + 1) : undefined;
}

/** What the one assignment to a local variable gives. */
function assignedValue(name: NameExpression): Expression | undefined {
  const bindings = resolveName(name)?.bindings ?? [];
  const [only] = bindings;
  return bindings.length === 1 && only?.kind === 'target' && only.node.kind === 'assignment' && only.node.operator === undefined && only.node.targets[0] === only.name
    ? only.node.value : undefined;
}
