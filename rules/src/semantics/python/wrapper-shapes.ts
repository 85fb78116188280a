/** The shapes that decorators and the wrappers inside them are written in. */
import { forEachChild, visitCode } from '../../model/index.js';
import type { Expression, FunctionModel, Node, Statement } from '../../model/index.js';

/** Does the function's own code call `name(…)`? */
export function callsName(fn: FunctionModel, name: string): boolean {
  let found = false;
  visitCode(fn, (node) => {
    if (isCallOf(node, name)) found = true;
    return node.kind === 'function' || found ? 'skip' : undefined;
  });
  return found;
}

/**
 * Does every `return` of the wrapper give what `name(…)` gives (`value`), or what awaiting that gives (`awaited`)? Also
 * through a variable: `result = await fn(*args)` … `return result`.
 */
export function passedOn(fn: FunctionModel, name: string): 'value' | 'awaited' | undefined {
  const stored = storedResults(fn, name);
  const modes = new Set(ownReturns(fn.body).map((returned) => modeOf(returned, name) ?? (returned?.kind === 'name' ? stored.get(returned.name) : undefined)));
  return modes.size === 1 ? [...modes][0] : undefined;
}

function modeOf(value: Expression | undefined, name: string): 'value' | 'awaited' | undefined {
  if (!value) return undefined;
  if (isCallOf(value, name)) return 'value';
  return value.kind === 'await' && isCallOf(value.value, name) ? 'awaited' : undefined;
}

/** Variables that only ever hold the result of calling `name`. */
function storedResults(fn: FunctionModel, name: string): ReadonlyMap<string, 'value' | 'awaited' | undefined> {
  const found = new Map<string, 'value' | 'awaited' | undefined>();
  visitCode(fn, (node) => {
    if (node.kind === 'function') return 'skip';
    if (node.kind !== 'assignment') return undefined;
    for (const target of node.targets) {
      if (target.kind !== 'name') continue;
      const mode = node.operator === undefined ? modeOf(node.value, name) : undefined;
      found.set(target.name, found.has(target.name) && found.get(target.name) !== mode ? undefined : mode);
    }
    return undefined;
  });
  return found;
}

/**
 * `def inner(*args, **kwargs)` (or `(self, *args, **kwargs)`) that calls what it wraps with just these: every call with both spreads
 * has the same arguments in the same order.
 */
export function handsOnAll(fn: FunctionModel): boolean {
  const wanted = fn.parameters.map(({ name, form }) => `${form === 'rest' ? '*' : form === 'rest-keywords' ? '**' : ''}${name ?? ''}`);
  if (!wanted.some((one) => /^\*\w/.test(one)) || !wanted.some((one) => one.startsWith('**'))) return false;
  let calls = 0;
  let isSame = true;
  visitCode(fn, (node) => {
    if (node.kind === 'assignment' && node.targets.some((target) => target.kind === 'name' && fn.parameters.some(({ name }) => name === target.name))) isSame = false;
    // `kwargs.setdefault(…)`: something else is passed on.
    if (node.kind === 'name' && wanted.includes(`**${node.name}`) && (node.parent?.kind !== 'argument' || node.parent.spread !== 'mapping')) isSame = false;
    if (node.kind !== 'call' || !node.arguments.some(({ spread }) => spread === 'mapping')) return;
    calls++;
    const given = node.arguments.map(({ value, spread, name }) => (value.kind === 'name' && name === undefined ? `${spread === 'items' ? '*' : spread === 'mapping' ? '**' : ''}${value.name}` : ''));
    isSame &&= given.length === wanted.length && given.every((one, index) => one === wanted[index]);
  });
  return calls > 0 && isSame;
}

function isCallOf(node: Node, name: string): boolean {
  return node.kind === 'call' && node.callee.kind === 'name' && node.callee.name === name;
}

/** What the function returns, given that its parameter `name` is (`given`) or is not (`absent`: None) passed. */
export function returnsOf(fn: FunctionModel, name: string, state: 'given' | 'absent'): readonly Expression[] {
  const found: Expression[] = [];
  const block = (statements: readonly Statement[]): void => {
    for (const statement of statements) visit(statement);
  };
  const visit = (node: Node): void => {
    if (node.kind === 'function' || node.kind === 'class') return;
    if (node.kind === 'return') {
      if (node.value) add(node.value);
      return;
    }
    const holds = node.kind === 'if' ? testHolds(node.test, name, state) : undefined;
    if (node.kind === 'if' && holds !== undefined) block(holds ? node.then : node.otherwise);
    else forEachChild(node, visit);
  };
  const add = (value: Expression): void => {
    if (value.kind !== 'conditional') {
      found.push(value);
      return;
    }
    const holds = testHolds(value.test, name, state);
    if (holds !== false) add(value.then);
    if (holds !== true) add(value.otherwise);
  };
  block(cutAfterCertainReturn(fn.body, name, state));
  return found;
}

/** `if fn is not None: return …` ends the function where the test is known to hold. */
function cutAfterCertainReturn(body: readonly Statement[], name: string, state: 'given' | 'absent'): readonly Statement[] {
  const end = body.findIndex((statement) => {
    if (statement.kind !== 'if') return false;
    const holds = testHolds(statement.test, name, state);
    const taken = holds === undefined ? undefined : holds ? statement.then : statement.otherwise;
    return taken?.some((inner) => inner.kind === 'return') ?? false;
  });
  return end < 0 ? body : body.slice(0, end + 1);
}

/** Does `name is None`, `name is not None`, `name`, `not name` or `callable(name)` hold? Undefined: another test. */
function testHolds(test: Expression, name: string, state: 'given' | 'absent'): boolean | undefined {
  const isGiven = state === 'given';
  if (test.kind === 'name' && test.name === name) return isGiven;
  if (test.kind === 'unary' && test.operator === 'not') {
    const inner = testHolds(test.operand, name, state);
    return inner === undefined ? undefined : !inner;
  }
  if (test.kind === 'call' && test.callee.kind === 'name' && test.callee.name === 'callable') {
    const subject = test.arguments[0]?.value;
    return subject?.kind === 'name' && subject.name === name ? isGiven : undefined;
  }
  if (test.kind !== 'compare' || test.operands.length !== 2) return undefined;
  const [subject, other] = test.operands;
  if (subject?.kind !== 'name' || subject.name !== name || other?.kind !== 'literal' || other.type !== 'none') return undefined;
  return test.operators[0] === 'is' ? !isGiven : test.operators[0] === 'is not' ? isGiven : undefined;
}

function ownReturns(body: readonly Statement[]): (Expression | undefined)[] {
  const found: (Expression | undefined)[] = [];
  const visit = (node: Node): void => {
    if (node.kind === 'function' || node.kind === 'class') return;
    if (node.kind === 'return') found.push(node.value);
    else forEachChild(node, visit);
  };
  for (const statement of body) visit(statement);
  return found;
}
