/**
 * Async generators that are left before their end. The interpreter cannot await their cleanup: the event loop's hook
 * starts `aclose()` as a task of its own some time later (PEP 525, "Finalization").
 */
import {
  functionOf, mentionsOf, resolveName, visitCode, walk,
  type CallExpression, type Expression, type ForStatement, type FunctionModel, type Node, type TryStatement, type WithItem, type WithStatement, type YieldExpression,
} from '../model/index.js';
import type { Semantics } from './semantics.js';
import { hasRole } from './task-lifetime.js';

/** The call that makes the project's async generator which the loop alone iterates over; undefined when others may close it. */
export function generatorOf(loop: ForStatement, semantics: Semantics): { readonly call: CallExpression; readonly generator: FunctionModel } | undefined {
  if (!loop.isAsync) return undefined;
  const call = loop.iterable.kind === 'name' ? onlyValue(loop.iterable) : loop.iterable;
  if (call?.kind !== 'call') return undefined;
  const { kind, producer } = semantics.awaitable(call);
  return kind === 'async-generator' && producer?.isAsync && producer.isGenerator ? { call, generator: producer } : undefined;
}

/** The value of a local with which nothing is done but iterating over it. */
function onlyValue(name: Expression & { readonly kind: 'name' }): Expression | undefined {
  const variable = resolveName(name);
  if (!variable || variable.owner !== functionOf(name) || variable.owner.form === 'module' || variable.escapesFunction) return undefined;
  const [binding] = variable.bindings;
  if (variable.bindings.length !== 1 || binding?.kind !== 'target' || binding.node.kind !== 'assignment' || binding.node.targets[0] !== binding.name) return undefined;
  const isIterated = (mention: Node): boolean => mention === binding.name || (mention.parent?.kind === 'for' && mention.parent.iterable === mention);
  return mentionsOf(variable).every(isIterated) ? binding.node.value : undefined;
}

/** What the generator has to clean up when it is left at one of its `yield`s. */
export function cleanupOf(generator: FunctionModel, semantics: Semantics): WithItem | TryStatement | undefined {
  let found: WithItem | TryStatement | undefined;
  visitCode(generator, (node) => {
    if (!found && node.kind === 'yield') found = cleanupAround(node, semantics);
    return found ? 'skip' : undefined;
  });
  return found;
}

function cleanupAround(yielded: YieldExpression, semantics: Semantics): WithItem | TryStatement | undefined {
  for (const { outer, inner } of outwards(yielded)) {
    if (outer.kind === 'with' && isOneOf(inner, outer.body)) {
      const held = outer.items.find((item) => needsLeaving(item, outer, semantics));
      if (held) return held;
    }
    if (outer.kind === 'try' && !isOneOf(inner, outer.finalizer) && outer.finalizer.some((statement) => cleansUp(statement, semantics))) return outer;
  }
  return undefined;
}

function* outwards(node: Node): Generator<{ readonly outer: Node; readonly inner: Node }> {
  for (let inner = node, outer = node.parent; outer && outer.kind !== 'function'; inner = outer, outer = outer.parent) yield { outer, inner };
}

function isOneOf(node: Node, nodes: readonly Node[]): boolean {
  return nodes.includes(node);
}

const NOTHING_TO_LEAVE = new Set(['contextlib.nullcontext', 'contextlib.suppress']);

/** Whatever `async with` holds waits for something when it is given back; of plain ones locks and what can be closed count. */
function needsLeaving(item: WithItem, { isAsync }: WithStatement, semantics: Semantics): boolean {
  const names = semantics.classNames(item.context);
  if (names.some((name) => NOTHING_TO_LEAVE.has(name))) return false;
  if (item.context.kind === 'call' && hasRole(item.context, semantics, 'timeout')) return false;
  return isAsync || names.some((name) => HELD.test(name));
}

/** Locks of threads and processes, files, connections: what others wait for until it is given back. */
const HELD = /^(?:threading|multiprocessing)\.\w*(?:Lock|Semaphore|Condition)$|^io\.|^typing\.(?:Text|Binary)?IO$|^socket\.socket$|^sqlite3\.Connection$|^tempfile\.|^(?:aio)?zipfile\.|^tarfile\./;

/** Not the lines that only tell what happens. */
function cleansUp(statement: Node, semantics: Semantics): boolean {
  let found = false;
  walk(statement, (node) => {
    if (node.kind === 'function') return 'skip';
    if (node.kind === 'await') found = true;
    if (node.kind === 'call' && !isTelling(node, semantics)) found = true;
    return found ? 'skip' : undefined;
  });
  return found;
}

function isTelling(call: CallExpression, semantics: Semantics): boolean {
  const { library, functions } = semantics.targets(call);
  return functions.length === 0 && library.length > 0 && library.every(({ name }) => name === 'print' || name.startsWith('logging.') || name.startsWith('time.'));
}

/** What must not stay open across a `yield`: it acts on the task that happens to iterate. */
export interface OpenScope {
  readonly scope: 'tasks' | 'deadline';
  readonly item: WithItem;
  readonly at: YieldExpression;
}

const TASK_OWNERS = new Set(['asyncio.TaskGroup', 'anyio.abc.TaskGroup', 'trio.Nursery', 'trio.NurseryContext']);

/** Task groups and time limits that are open at a `yield` of the function itself. */
export function openScopes(generator: FunctionModel, semantics: Semantics): OpenScope[] {
  const found: OpenScope[] = [];
  visitCode(generator, (node) => {
    if (node.kind !== 'yield') return;
    for (const { outer, inner } of outwards(node)) {
      if (outer.kind !== 'with' || !isOneOf(inner, outer.body)) continue;
      for (const item of outer.items) {
        const scope = scopeKind(item, semantics);
        if (scope && !found.some((other) => other.item === item)) found.push({ scope, item, at: node });
      }
    }
  });
  return found;
}

function scopeKind({ context }: WithItem, semantics: Semantics): OpenScope['scope'] | undefined {
  if (context.kind !== 'call') return undefined;
  if (semantics.classNames(context).some((name) => TASK_OWNERS.has(name))) return 'tasks';
  const hasLimit = context.arguments.some(({ value }) => !(value.kind === 'literal' && value.type === 'none'));
  return hasLimit && hasRole(context, semantics, 'timeout') ? 'deadline' : undefined;
}

/**
 * Is the function a generator for its own sake? One with a single `yield` outside loops has the shape of a context manager
 * (`asynccontextmanager`, fixtures, dependencies of web frameworks, wherever they are registered), whose caller stays inside.
 */
export function isIterated(generator: FunctionModel, semantics: Semantics): boolean {
  if (!generator.decorators.every((decorator) => KEEPS_GENERATOR.has(semantics.libraryName(decorator) ?? ''))) return false;
  let yields = 0;
  visitCode(generator, (node) => {
    if (node.kind === 'yield') yields += [...outwards(node)].some(({ outer }) => outer.kind === 'for' || outer.kind === 'while') ? 2 : 1;
  });
  return yields > 1;
}

const KEEPS_GENERATOR = new Set(['staticmethod', 'classmethod', 'typing.override', 'typing_extensions.override', 'typing.final', 'abc.abstractmethod']);
