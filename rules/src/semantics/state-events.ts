/** What a step of a function does with shared state, in the order of evaluation: reads, writes, giving other tasks a turn. */
import {
  Kept, cfgOf, childrenOf, nodesIn, textOf,
  type CallExpression, type Expression, type FunctionModel, type Node, type NodeOf, type Step,
} from '../model/index.js';
import { isSamePlace, itemOf, statePlaceOf, type StatePlace } from './state-places.js';
import { hasAwait } from './suspension.js';

export type StateEvent =
  | { readonly kind: 'read'; readonly place: StatePlace; readonly node: Expression }
  /** `value` is what is stored; undefined for methods that change a container. */
  | { readonly kind: 'write'; readonly place: StatePlace; readonly node: Expression; readonly value: Expression | undefined }
  | { readonly kind: 'suspend'; readonly node: Node };

const known = new Kept<FunctionModel, ReadonlyMap<Step, readonly StateEvent[]>>();

/** The events of every step that has some. */
export function stateEventsOf(fn: FunctionModel): ReadonlyMap<Step, readonly StateEvent[]> {
  let events = known.get(fn);
  if (!events) {
    const found = new Map<Step, readonly StateEvent[]>();
    for (const step of cfgOf(fn).steps) {
      const own = eventsOf(step, fn);
      if (own.length > 0) found.set(step, own);
    }
    known.set(fn, (events = found));
  }
  return events;
}

function eventsOf(step: Step, fn: FunctionModel): StateEvent[] {
  const found = new Events(fn);
  const { node, kind } = step;
  const isAsync = (node.kind === 'with-item' && node.parent?.kind === 'with' && node.parent.isAsync) || (kind === 'loop' && node.kind === 'for' && node.isAsync);
  if (node.kind === 'assignment' && kind === 'statement') {
    const [target] = node.targets;
    if (node.operator !== undefined && target) found.reads(target);
    if (node.value) found.evaluated(node.value);
    for (const each of node.targets) found.stored(each, node.value);
  } else if (node.kind === 'with-item' && kind === 'enter') {
    found.evaluated(node.context);
    if (isAsync) found.suspended(node.context);
    if (node.target) found.stored(node.target, undefined);
  } else if (kind === 'leave') {
    if (isAsync) found.suspended(node);
  } else if (kind === 'loop' && node.kind === 'for') {
    if (isAsync) found.suspended(node.iterable);
    found.stored(node.target, undefined);
  } else if (node.kind === 'delete') {
    for (const target of node.targets) found.stored(target, undefined);
  } else {
    for (const expression of step.evaluated) found.evaluated(expression);
  }
  return found.events;
}

/** Methods by which containers, events and tasks change. */
const CHANGING: ReadonlySet<string> = new Set(
  ('append appendleft add clear discard extend insert pop popitem popleft remove update setdefault set cancel put_nowait set_result set_exception').split(' '),
);
/** Those of JavaScript. */
const CHANGING_JS: ReadonlySet<string> = new Set('add clear copyWithin delete fill pop push reverse set shift sort splice unshift'.split(' '));
function changingMethods(fn: FunctionModel): ReadonlySet<string> {
  return fn.unit.module.language === 'python' ? CHANGING : CHANGING_JS;
}

/** Methods that put their first argument into the container. */
const ADDING: ReadonlySet<string> = new Set(['add', 'append']);

class Events {
  readonly events: StateEvent[] = [];

  constructor(readonly fn: FunctionModel) {}

  suspended(node: Node): void {
    this.events.push({ kind: 'suspend', node });
  }

  reads(node: Expression): void {
    const place = statePlaceOf(node, this.fn);
    if (place) this.events.push({ kind: 'read', place, node });
  }

  stored(target: Expression, value: Expression | undefined): void {
    if (target.kind === 'sequence') return target.items.forEach((item) => this.stored(item, undefined));
    if (target.kind === 'spread') return this.stored(target.value, undefined);
    if (target.kind === 'index') this.evaluated(target.index);
    const place = statePlaceOf(target, this.fn) ?? (target.kind === 'index' ? itemOf(target.object, textOf(target.index), this.fn) : undefined);
    if (place) this.events.push({ kind: 'write', place, node: target, value });
  }

  evaluated(node: Node): void {
    switch (node.kind) {
      case 'function': case 'function-expression': case 'class': return;
      case 'await': case 'yield':
        if (node.value) this.evaluated(node.value);
        return this.suspended(node);
      case 'comprehension': if (node.shape === 'generator') return; break;
      case 'comprehension-clause': if (node.isAsync) this.suspended(node); break;
      case 'assignment-expression':
        this.evaluated(node.value);
        return this.stored(node.target, node.value);
      case 'call': return this.#call(node);
      case 'unary':
        this.evaluated(node.operand);
        // `this.count++`
        if (node.operator === '++' || node.operator === '--' || node.operator === 'delete') this.stored(node.operand, undefined);
        return;
      case 'name': case 'member': case 'index': this.reads(node); break;
      default: break;
    }
    for (const child of childrenOf(node)) this.evaluated(child);
  }

  #call(call: CallExpression): void {
    const { callee } = call;
    const [first] = call.arguments;
    this.evaluated(callee.kind === 'member' ? callee.object : callee);
    for (const argument of call.arguments) this.evaluated(argument.value);
    if (callee.kind !== 'member') return;
    const key = first && first.spread === 'none' ? textOf(first.value) : undefined;
    const item = key === undefined ? undefined : itemOf(callee.object, key, this.fn);
    const isPython = this.fn.unit.module.language === 'python';
    if ((callee.name === 'get' || (callee.name === 'has' && !isPython)) && item) this.events.push({ kind: 'read', place: item, node: call });
    if (!changingMethods(this.fn).has(callee.name)) return;
    // `cache.set(key, value)`
    const stored = isPython || callee.name !== 'set' ? undefined : call.arguments[1]?.value;
    if (item && stored) {
      this.events.push({ kind: 'write', place: item, node: callee.object, value: stored });
      return;
    }
    const place = ADDING.has(callee.name) && item ? item : statePlaceOf(callee.object, this.fn);
    if (place) this.events.push({ kind: 'write', place, node: callee.object, value: first && ADDING.has(callee.name) ? first.value : undefined });
  }
}

/**
 * May the function write to shared state at all, and give others a turn? Most do not: then nobody has to build its graph to find no
 * event there.
 */
export function mayWriteBetweenTurns(fn: FunctionModel): boolean {
  return (hasAwait(fn) || nodesIn(fn, 'yield').length > 0) && (TARGETED.some((kind) => nodesIn(fn, kind).some((node) => targetsOf(node).some((target) => isShared(target, fn))))
    || nodesIn(fn, 'unary').some(({ operand }) => isShared(operand, fn))
    || nodesIn(fn, 'call').some(({ callee }) => callee.kind === 'member' && changingMethods(fn).has(callee.name) && (isShared(callee.object, fn) || itemOf(callee.object, '', fn) !== undefined)));
}

const TARGETED = ['assignment', 'assignment-expression', 'for', 'with-item', 'delete'] as const;

function targetsOf(node: NodeOf<(typeof TARGETED)[number]>): readonly Expression[] {
  if (node.kind === 'assignment' || node.kind === 'delete') return node.targets;
  return node.target ? [node.target] : [];
}

function isShared(target: Expression, fn: FunctionModel): boolean {
  if (target.kind === 'sequence') return target.items.some((item) => isShared(item, fn));
  return target.kind === 'spread' ? isShared(target.value, fn) : statePlaceOf(target, fn) !== undefined;
}

/** The first event of a kind about the place (or, for a container, about one of its items). */
export function touches(events: readonly StateEvent[], kind: 'read' | 'write', place: StatePlace): boolean {
  return events.some((event) => event.kind === kind && (isSamePlace(event.place, place) || (event.place.base === place.base && event.place.key === undefined)));
}
