/** Tasks that an object keeps in an attribute: who ends them when the object is closed? Questions of `uncancelled-task`. */
import {
  enclosingClass, functionOf, nodesIn, walk,
  type AssignmentStatement, type CallExpression, type ClassModel, type FunctionModel, type MemberExpression, type Node,
} from '../model/index.js';
import type { Semantics } from './semantics.js';
import { cancelOf, spawnedBy } from './task-lifetime.js';

/** `self._task` of `self._task = create_task(…)` in a method. */
export function attributeTarget(assignment: AssignmentStatement): { readonly member: MemberExpression; readonly cls: ClassModel } | undefined {
  const [target] = assignment.targets;
  if (assignment.targets.length !== 1 || target?.kind !== 'member' || target.object.kind !== 'name') return undefined;
  const fn = functionOf(assignment);
  const cls = enclosingClass(fn);
  const self = fn.parameters[0]?.name;
  return cls && fn.method === 'instance' && target.object.name === self ? { member: target, cls } : undefined;
}

/** What the modules of a class and its bases do with a task that it keeps in an attribute. */
export interface AttributeCare {
  /** Cancelled, awaited, passed on, returned. */
  readonly isCaredFor: boolean;
  /** `self._task.cancel()` where nothing else is ever done with the task. */
  readonly onlyCancelled: readonly CallExpression[];
  /** No earlier assignment in the file starts a task for the attribute: what holds for all is said once. */
  readonly isFirst: boolean;
  /** The attribute is None at times. */
  readonly mayBeNone: boolean;
}

/** undefined when a base class is not known, which may do anything. */
export function careForAttribute(member: MemberExpression, cls: ClassModel, semantics: Semantics): AttributeCare | undefined {
  const { classes, libraryBases, complete } = semantics.classChain(cls);
  if (!complete || libraryBases.some((base) => base !== 'object' && base !== 'abc.ABC')) return undefined;
  const cancels: CallExpression[] = [];
  let others = 0;
  let mayBeNone = false;
  let first: MemberExpression | undefined;
  for (const root of new Set([cls, ...classes].map((one) => one.unit.module.root))) {
    walk(root, (node) => {
      if (node.kind === 'literal' && node.value === member.name && !isSlot(node)) others++;
      if (isNoneAssignment(node, member.name)) mayBeNone = true;
      if (node.kind !== 'member' || node.name !== member.name) return;
      const { parent } = node;
      if (parent?.kind === 'assignment' && parent.targets.includes(node) && spawnedBy(parent.value, semantics)) first ??= node;
      if (node === member || isAttributeLook(node)) return;
      const cancel = cancelOf(node);
      if (cancel) cancels.push(cancel);
      else others++;
    });
  }
  return { isCaredFor: others > 0 || cancels.length > 0, onlyCancelled: others > 0 ? [] : cancels, isFirst: first === member, mayBeNone };
}

/**
 * Does the closing method change something that the task's coroutine looks at: a flag, a queue that gets a last item, an
 * event, a server that is closed? Then the task may end without being cancelled.
 */
export function mayBeToldToEnd(spawn: CallExpression, closing: FunctionModel, semantics: Semantics): boolean {
  const [coroutine] = spawn.arguments;
  if (!coroutine) return false;
  const looked = new Set(ownAttributes(coroutine).filter((member) => !isStoreTarget(member)).map((member) => member.name));
  const runs = coroutine.value.kind === 'call' ? semantics.targets(coroutine.value).functions : [];
  for (const fn of runs) for (const statement of fn.body) for (const member of ownAttributes(statement)) if (!isStoreTarget(member)) looked.add(member.name);
  for (const name of sharedAttributes(functionOf(spawn), runs)) looked.add(name);
  return closing.body.some((statement) => ownAttributes(statement).some((member) => looked.has(member.name) && (isStoreTarget(member) || isReceiver(member))));
}

/** Attributes that stand for a local of the starting function which the task uses: `self.server = server`, or `server = self.server`. */
function sharedAttributes(starting: FunctionModel, runs: readonly FunctionModel[]): readonly string[] {
  const used = new Set(runs.filter(({ enclosing }) => enclosing === starting).flatMap((fn) => nodesIn(fn, 'name').map(({ name }) => name)));
  return nodesIn(starting, 'assignment').flatMap(({ targets, value }) => {
    const parts = [...targets, ...(value ? [value] : [])];
    if (!parts.some((part) => part.kind === 'name' && used.has(part.name))) return [];
    return parts.flatMap((part) => (part.kind === 'member' && part.object.kind === 'name' && part.object.name === 'self' ? [part.name] : []));
  });
}

/**
 * Without a method whose name says that it ends the object: does any method, other than what the task runs itself, put a
 * constant (`None`) into a queue that the task takes from, or set an event that it looks at?
 */
export function isSignalled(spawn: CallExpression, cls: ClassModel, semantics: Semantics): boolean {
  const own = functionsOfTask(spawn, semantics);
  const looked = new Set<string>();
  for (const fn of own) for (const statement of fn.body) for (const member of ownAttributes(statement)) if (isAskedFor(member)) looked.add(member.name);
  return looked.size > 0 && [cls, ...semantics.classChain(cls).classes].some(({ body }) => body.some((statement) =>
    statement.kind === 'function-statement' && !own.has(statement.fn) && statement.fn.body.some((part) =>
      ownAttributes(part).some((member) => looked.has(member.name) && isSignal(member)))));
}

/** `self.queue.get`, `self.stopping.wait()` */
function isAskedFor({ parent }: MemberExpression): boolean {
  return parent?.kind === 'member' && ['get', 'get_nowait', 'receive', 'wait', 'is_set'].includes(parent.name);
}

/** `self.queue.put_nowait(None)`, `self.stopping.set()` */
function isSignal({ parent }: MemberExpression): boolean {
  const call = parent?.kind === 'member' && parent.parent?.kind === 'call' && parent.parent.callee === parent ? parent.parent : undefined;
  if (!call || parent?.kind !== 'member') return false;
  const [item] = call.arguments;
  return parent.name === 'set' ? item === undefined : ['put', 'put_nowait', 'send', 'send_nowait'].includes(parent.name) && item?.value.kind === 'literal';
}

/** How far calls are followed that the task's coroutine makes of methods of its own object. */
const DEEPEST = 3;

/** The coroutine function of a task and the methods that it calls. */
function functionsOfTask({ arguments: [coroutine] }: CallExpression, semantics: Semantics): ReadonlySet<FunctionModel> {
  const found = new Set<FunctionModel>();
  let level = coroutine?.value.kind === 'call' ? semantics.targets(coroutine.value).functions : [];
  for (let depth = 0; depth <= DEEPEST && level.length > 0; depth++) {
    const next = level.filter((fn) => !found.has(fn));
    for (const fn of next) found.add(fn);
    level = next.flatMap((fn) => fn.body.flatMap(ownAttributes)).flatMap((member) =>
      (member.parent?.kind === 'call' && member.parent.callee === member ? semantics.targets(member.parent).functions : []));
  }
  return found;
}

function ownAttributes(code: Node): MemberExpression[] {
  const found: MemberExpression[] = [];
  walk(code, (node) => {
    if (node.kind === 'member' && node.object.kind === 'name' && (node.object.name === 'self' || node.object.name === 'this')) found.push(node);
  });
  return found;
}

function isStoreTarget(member: MemberExpression): boolean {
  return member.parent?.kind === 'assignment' && member.parent.targets.includes(member);
}

/** `self.queue.put_nowait(None)`, `self.server.sockets.clear()`, `self.server.should_exit = True` */
function isReceiver(member: MemberExpression): boolean {
  let node: Node = member;
  while (node.parent?.kind === 'member') node = node.parent;
  if (node === member) return false;
  return (node.parent?.kind === 'call' && node.parent.callee === node) || (node.kind === 'member' && isStoreTarget(node));
}

/** `__slots__ = ("_task",)` only makes room for the attribute. */
function isSlot(literal: Node): boolean {
  for (let node = literal.parent; node; node = node.parent) {
    if (node.kind === 'assignment') return node.targets.some((target) => target.kind === 'name' && target.name === '__slots__');
    if (node.kind !== 'sequence' && node.kind !== 'mapping' && node.kind !== 'mapping-entry') return false;
  }
  return false;
}

function isNoneAssignment(node: Node, attribute: string): boolean {
  if (node.kind !== 'assignment' || node.value?.kind !== 'literal' || node.value.type !== 'none') return false;
  return node.targets.some((target) => (target.kind === 'member' || target.kind === 'name') && target.name === attribute);
}

const CLOSING = /^(?:a?close|stop|shutdown|cleanup|dispose|disconnect|teardown|terminate|cancel|destroy|unload|finish|on_close|on_shutdown|ngOnDestroy|componentWillUnmount|disconnectedCallback|async_(?:stop|close|shutdown|unload)|cog_unload|__aexit__|__exit__|__del__)$/;

/** The method of the class, or of the nearest base that has one, that ends its life. */
export function closingMethod(cls: ClassModel, semantics: Semantics): FunctionModel | undefined {
  for (const one of [cls, ...semantics.classChain(cls).classes]) {
    for (const statement of one.body) {
      if (statement.kind === 'function-statement' && CLOSING.test(statement.fn.name)) return statement.fn;
    }
  }
  return undefined;
}

/** All methods that end an object's life, and those of its own that they call: closing is what these do together. */
export function closingCode(cls: ClassModel, semantics: Semantics): ReadonlySet<FunctionModel> {
  const methods = [cls, ...semantics.classChain(cls).classes].flatMap(({ body }) => body.flatMap((statement) => (statement.kind === 'function-statement' ? [statement.fn] : [])));
  const found = new Set<FunctionModel>();
  let level = methods.filter(({ name }) => CLOSING.test(name));
  for (let depth = 0; depth <= DEEPEST && level.length > 0; depth++) {
    for (const fn of level) found.add(fn);
    const called = new Set(level.flatMap((fn) => fn.body.flatMap(ownAttributes)).filter((member) => member.parent?.kind === 'call' && member.parent.callee === member).map(({ name }) => name));
    level = methods.filter((fn) => called.has(fn.name) && !found.has(fn));
  }
  return found;
}

/** Is the task how the object ends: started by closing it, or doing what closing it does? */
export function isClosing(spawn: CallExpression, closing: ReadonlySet<FunctionModel>, semantics: Semantics): boolean {
  const [coroutine] = spawn.arguments;
  if (closing.has(functionOf(spawn))) return true;
  return coroutine?.value.kind === 'call' && semantics.targets(coroutine.value).functions.some((fn) => closing.has(fn));
}

function isAttributeLook(member: MemberExpression): boolean {
  const { parent } = member;
  switch (parent?.kind) {
    case 'assignment': return parent.targets.includes(member);
    case 'if': case 'while': case 'unary': case 'compare': case 'logical': case 'conditional': return true;
    case 'member': return ['done', 'add_done_callback', 'set_name', 'get_name', 'cancelled'].includes(parent.name);
    case 'delete': return true;
    default: return false;
  }
}
