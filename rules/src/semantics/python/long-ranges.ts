/** Loops over constant ranges so long that the loop itself is the work: `sum(i * i for i in range(10**7))`. */
import type { PythonProject } from './project.js';
import { valueOf } from './expressions.js';
import type { Targets } from '../semantics.js';
import { resolveName, textOf, walk } from '../../model/index.js';
import type { CallExpression, ComprehensionClause, Expression, ForStatement, Node } from '../../model/index.js';

/** A million steps of an empty loop take tens of milliseconds. */
const LONG = 1_000_000;
const CONSUMERS = new Set('all any list max min set sorted sum tuple'.split(' '));
const NAMES_FOLLOWED = 4;

/** Stepping through the range keeps the thread busy; undefined when it is short or not constant, or the loop pauses or may end early. */
export function longLoop(project: PythonProject, loop: ForStatement | ComprehensionClause): Targets | undefined {
  const code = loop.kind === 'for' ? loop.body : loop.parent ? [loop.parent] : [];
  return isLongRange(project, loop.iterable) && !code.some(pausesOrEnds) ? busy(textOf(loop.iterable)) : undefined;
}

/** `sum(range(10**7))` */
export function longConsumer(project: PythonProject, call: CallExpression): Targets | undefined {
  const [first] = call.arguments;
  if (call.callee.kind !== 'name' || !CONSUMERS.has(call.callee.name) || !first || first.spread !== 'none' || !isLongRange(project, first.value)) return undefined;
  return isBuiltin(project, call.callee, call.callee.name) ? busy(call.callee.name) : undefined;
}

function busy(name: string): Targets {
  return { functions: [], library: [{ name, facts: { blocks: 'cpu' } }], constructs: undefined, complete: true };
}

function isLongRange(project: PythonProject, iterable: Expression): boolean {
  if (iterable.kind !== 'call' || !isBuiltin(project, iterable.callee, 'range')) return false;
  const [a, b, c] = iterable.arguments.map(({ value, spread, name }) => (spread === 'none' && name === undefined ? constantNumber(value) : undefined));
  if (iterable.arguments.length === 1) return a !== undefined && a >= LONG;
  const step = iterable.arguments.length > 2 ? c : 1;
  return a !== undefined && b !== undefined && step !== undefined && step !== 0 && (b - a) / step >= LONG;
}

function isBuiltin(project: PythonProject, callee: Expression, name: string): boolean {
  if (callee.kind !== 'name' || callee.name !== name) return false;
  const value = valueOf(project, callee);
  return (value.kind === 'library' && value.name === name) || (value.kind === 'class' && value.cls === name);
}

/** Literals, arithmetic on them, and names that are bound once, to such. */
function constantNumber(expression: Expression, names = NAMES_FOLLOWED): number | undefined {
  switch (expression.kind) {
    case 'literal': return typeof expression.value === 'number' ? expression.value : undefined;
    case 'binary': {
      const left = constantNumber(expression.left, names);
      const right = constantNumber(expression.right, names);
      return left === undefined || right === undefined ? undefined : calculated(expression.operator, left, right);
    }
    case 'name': {
      const [binding, ...others] = names > 0 ? resolveName(expression)?.bindings ?? [] : [];
      if (binding?.kind !== 'target' || others.length > 0 || binding.node.kind !== 'assignment' || binding.node.operator !== undefined) return undefined;
      return binding.node.value && binding.node.targets.includes(binding.name) ? constantNumber(binding.node.value, names - 1) : undefined;
    }
    default: return undefined;
  }
}

function calculated(operator: string, left: number, right: number): number | undefined {
  switch (operator) {
    case '**': return left ** right;
    case '*': return left * right;
    case '+': return left + right;
    case '-': return left - right;
    default: return undefined;
  }
}

function pausesOrEnds(code: Node): boolean {
  let found = false;
  walk(code, (node) => {
    if (['await', 'yield', 'break', 'return', 'raise'].includes(node.kind)) found = true;
    if ((node.kind === 'for' || node.kind === 'with' || node.kind === 'comprehension-clause') && node.isAsync) found = true;
    return found || node.kind === 'function' ? 'skip' : undefined;
  });
  return found;
}
