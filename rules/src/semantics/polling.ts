/** Loops that only sleep until the program itself has changed something. Questions of `busy-wait`. */
import {
  enclosingClass, functionOf, moduleOf, resolveName, walk,
  type AssignmentStatement, type Expression, type FunctionModel, type MemberExpression, type NameExpression, type Node, type Statement, type WhileStatement,
} from '../model/index.js';
import { hasRole } from './task-lifetime.js';
import type { Semantics } from './semantics.js';

export type Polled =
  /** `event.is_set()`: the event can be waited for. */
  | { readonly kind: 'event'; readonly object: Expression }
  /** `task.done()` */
  | { readonly kind: 'task'; readonly object: Expression }
  /** An attribute or variable that other functions of the module write. */
  | { readonly kind: 'state'; readonly state: MemberExpression | NameExpression; readonly writes: readonly Node[] };

export interface Polling {
  readonly loop: WhileStatement;
  /** The loop goes on while this is not true: `self.ready` of `while not self.ready`; undefined for other conditions. */
  readonly until: Expression | undefined;
  readonly polled: Polled;
}

/** What a loop polls whose body is nothing but a sleep; undefined when nothing in the program is known to change it. */
export function pollingOf(loop: WhileStatement, semantics: Semantics): Polling | undefined {
  const condition = conditionOf(loop, semantics);
  if (!condition) return undefined;
  const { test, until } = condition;
  const polled = until?.kind === 'call' ? polledObject(until, semantics) : polledState(test, functionOf(loop), semantics);
  return polled && { loop, until, polled };
}

/** `while not x: sleep`, or `while True: if x: break; sleep`. */
function conditionOf({ test, body, form, otherwise }: WhileStatement, semantics: Semantics): { readonly test: Expression; readonly until: Expression | undefined } | undefined {
  if (!test || form !== 'while' || otherwise.length > 0) return undefined;
  const [first, second, ...more] = body;
  if (!first || more.length > 0) return undefined;
  if (!second) return isSleep(first, semantics) ? { test, until: negated(test) } : undefined;
  const isEndless = test.kind === 'literal' && test.value !== false && test.value !== 0;
  if (!isEndless || first.kind !== 'if' || first.otherwise.length > 0 || !isSleep(second, semantics)) return undefined;
  const [exit, ...others] = first.then;
  return exit?.kind === 'break' && others.length === 0 ? { test: first.test, until: first.test } : undefined;
}

function negated(test: Expression): Expression | undefined {
  return test.kind === 'unary' && test.operator === 'not' ? test.operand : undefined;
}

function isSleep(statement: Statement, semantics: Semantics): boolean {
  if (statement.kind !== 'expression-statement' || statement.value.kind !== 'await') return false;
  const { value } = statement.value;
  return value.kind === 'call' && hasRole(value, semantics, 'sleep');
}

const EVENTS: ReadonlySet<string> = new Set(['asyncio.Event', 'anyio.Event', 'trio.Event']);
const TASKS: ReadonlySet<string> = new Set(['asyncio.Task', 'asyncio.Future']);

function polledObject(call: Expression & { kind: 'call' }, semantics: Semantics): Polled | undefined {
  const { callee } = call;
  if (callee.kind !== 'member' || call.arguments.length > 0) return undefined;
  const classes = semantics.classNames(callee.object);
  const isOf = (wanted: ReadonlySet<string>): boolean => classes.length > 0 && classes.every((name) => wanted.has(name));
  if (callee.name === 'is_set' && isOf(EVENTS)) return { kind: 'event', object: callee.object };
  return callee.name === 'done' && isOf(TASKS) ? { kind: 'task', object: callee.object } : undefined;
}

/** A condition without calls, on something that another function of the module writes on the event loop's thread. */
function polledState(test: Expression, fn: FunctionModel, semantics: Semantics): Polled | undefined {
  const states: (MemberExpression | NameExpression)[] = [];
  let isPlain = true;
  walk(test, (node) => {
    if (node.kind === 'call' || node.kind === 'await' || node.kind === 'assignment-expression' || node.kind === 'function' || node.kind === 'comprehension') isPlain = false;
    if (node.kind === 'member' || node.kind === 'name') states.push(node);
    return node.kind === 'member' ? 'skip' : undefined;
  });
  if (!isPlain) return undefined;
  for (const state of states) {
    const writes = state.kind === 'member' ? writesOf(state, fn) : outerWrites(state, fn);
    if (writes.length === 0) continue;
    return writes.some((write) => semantics.runsOffLoop(functionOf(write))) ? undefined : { kind: 'state', state, writes };
  }
  return undefined;
}

/** Assignments to the attribute in other functions; none when it is a property, which may ask anybody. */
function writesOf(member: MemberExpression, fn: FunctionModel): Node[] {
  const writes: Node[] = [];
  let isComputed = false;
  walk(moduleOf(member).root, (node) => {
    if (node.kind === 'function' && node.name === member.name && node.method !== 'none') isComputed = true;
    if (node.kind !== 'assignment' || !node.targets.some((target) => target.kind === 'member' && target.name === member.name)) return;
    const writer = functionOf(node);
    if (writer !== fn && writer.name !== '__init__' && isSameOwner(node, member, fn)) writes.push(node);
  });
  return isComputed ? [] : writes;
}

/** `self.x` is written by methods of the class, or through another name for the object. */
function isSameOwner(assignment: AssignmentStatement, member: MemberExpression, fn: FunctionModel): boolean {
  const isSelf = member.object.kind === 'name' && member.object.name === fn.parameters[0]?.name && fn.method === 'instance';
  const writer = functionOf(assignment);
  const isOwnWrite = assignment.targets.some((target) => target.kind === 'member' && target.object.kind === 'name' && target.object.name === writer.parameters[0]?.name)
    && writer.method === 'instance';
  if (!isSelf) return true;
  return !isOwnWrite || enclosingClass(writer) === enclosingClass(fn);
}

/** `global` and `nonlocal` writes. */
function outerWrites(name: NameExpression, fn: FunctionModel): Node[] {
  const variable = resolveName(name);
  if (!variable || variable.owner.kind !== 'function') return [];
  return variable.bindings.flatMap((binding) => {
    if (!binding.name || functionOf(binding.name) === fn || functionOf(binding.name) === variable.owner) return [];
    return [binding.node];
  });
}
