/** Tests narrow a name inside the branch they guard: `isinstance(x, C)`, `inspect.isawaitable(x)`. */
import { chainOf } from './class-chain.js';
import { valueOf } from './expressions.js';
import { libraryChain } from './library.js';
import type { PythonProject } from './project.js';
import { alternatives, instance, union, unknown } from './value.js';
import type { Value } from './value.js';
import { childrenOf } from '../../model/index.js';
import type { Expression, NameExpression, Node } from '../../model/index.js';

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
    if (type && !isReboundIn(node, child, name)) return narrowedTo(project, value, instancesOf(valueOf(project, type)));
    if (type && value.kind === 'unknown') return value;
    child = node;
  }
  return value;
}

/** Those alternatives of `value` that are of the tested type; when none is, the tested type. */
function narrowedTo(project: PythonProject, value: Value, tested: Value): Value {
  if (value.kind === 'unknown') return tested;
  if (tested.kind === 'unknown') return value;
  const wanted = alternatives(tested);
  const left = alternatives(value).filter((member) => wanted.some((one) => isOf(project, member, one)));
  if (left.length > 0) return union(left);
  return alternatives(value).every((member) => member.kind === 'instance' || member.kind === 'none') ? tested : value;
}

function isOf(project: PythonProject, member: Value, tested: Value): boolean {
  if (tested.kind !== 'instance') return false;
  if (member.kind === 'tuple') return tested.cls === 'tuple';
  if (member.kind !== 'instance') return member.kind !== 'none';
  if (typeof member.cls === 'string') return libraryChain(member.cls).includes(String(tested.cls));
  const { entries, complete } = chainOf(project, member.cls);
  return !complete || entries.some(({ cls }) => cls === tested.cls);
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

function instancesOf(type: Value): Value {
  return union(alternatives(type).map((member) => {
    if (member.kind === 'class') return instance(member.cls, member.args);
    return member.kind === 'tuple' ? union(member.items.map(instancesOf)) : unknown('is an instance of an unknown class');
  }));
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
