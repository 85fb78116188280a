/**
 * Shared state that is read before an `await` and written after it on the strength of what was read. In between other tasks
 * run; whether one of them can get at the state is for `call-overlap.ts` to say, whether a lock keeps it out for
 * `lock-regions.ts`.
 */
import {
  cfgOf, functionOf, isWithin, resolveName, stepOf, textOf, walk,
  type AssignmentStatement, type Expression, type FunctionModel, type Node, type Step,
} from '../model/index.js';
import { dominates, isException, reachableFrom } from '../model/cfg-paths.js';
import { reachingBindings } from '../model/flow.js';
import { resourceOf } from '../knowledge/index.js';
import type { Semantics } from './semantics.js';
import { absenceTestsIn, isEmptyLiteral } from './absence-tests.js';
import { mayWriteBetweenTurns, stateEventsOf, touches, type StateEvent } from './state-events.js';
import { isSamePlace, statePlaceOf, type StatePlace } from './state-places.js';

export interface AwaitRace {
  readonly form: 'lost-update' | 'check-then-act';
  readonly place: StatePlace;
  /** What is read: the condition, or the expression that reads the old value. */
  readonly read: Expression;
  readonly suspended: Node;
  /** What is written. */
  readonly write: Expression;
  /** What is put there, when an assignment does it. */
  readonly made: Expression | undefined;
  readonly steps: readonly Step[];
}

/** One race per place and function: the first one, as the code is written. */
export function awaitRacesIn(fn: FunctionModel, semantics: Semantics): AwaitRace[] {
  if (!mayWriteBetweenTurns(fn)) return [];
  const found = [...lostUpdates(fn, semantics), ...actsOnOldTests(fn)].sort((a, b) => a.write.start - b.write.start);
  return found.filter((race) => !race.steps.some((step) => isClaimed(step, race.place, fn))).filter((race, index, all) => all.findIndex((other) => other.place.base === race.place.base) === index);
}

// ---- Read, modify, write --------------------------------------------------------------------------------------------

function lostUpdates(fn: FunctionModel, semantics: Semantics): AwaitRace[] {
  const found: AwaitRace[] = [];
  for (const [step, events] of stateEventsOf(fn)) {
    const write = events.find((event) => event.kind === 'write');
    if (write?.kind !== 'write' || step.node.kind !== 'assignment' || !step.node.targets.includes(write.node)) continue;
    const { operator, value } = step.node;
    if (operator === '??' || operator === '||') {
      // `this.conn ??= await connect()` looks first, and waits before it writes.
      const race = value && isSharedWork(value, fn) ? undefined : withinStatement(step, step.node, write.place, events);
      if (race) found.push({ form: 'check-then-act', place: write.place, write: write.node, made: value, ...race });
      continue;
    }
    if (operator !== undefined && !isReplaced(write.node, fn, semantics)) continue;
    const race = withinStatement(step, step.node, write.place, events) ?? throughLocal(step, step.node, write.place, fn);
    if (race) found.push({ form: 'lost-update', place: write.place, write: write.node, made: undefined, ...race });
  }
  return found;
}

/** `+=` puts a new number or text in the place of the old one; lists and sets are changed where they are, and lose nothing. */
function isReplaced(target: Expression, fn: FunctionModel, semantics: Semantics): boolean {
  if (isOf(target, IMMUTABLE, semantics)) return true;
  // What is added may be unknown; what it started as tells enough.
  const starts: Expression[] = [];
  walk(fn.owner ?? fn.unit.module.root, (node) => {
    if (node.kind !== 'assignment' || node.operator !== undefined || !node.value) return;
    if (node.targets.some((other) => other.kind === target.kind && textOf(other) === textOf(target))) starts.push(node.value);
  });
  return starts.some((value) => isOf(value, IMMUTABLE, semantics))
    && starts.every((value) => isOf(value, IMMUTABLE, semantics) || semantics.classNames(value).length === 0);
}

function isOf(value: Expression, wanted: ReadonlySet<string>, semantics: Semantics): boolean {
  const classes = semantics.classNames(value);
  return classes.length > 0 && classes.every((cls) => wanted.has(cls));
}

const IMMUTABLE: ReadonlySet<string> = new Set(['int', 'float', 'complex', 'bool', 'str', 'bytes', 'tuple', 'frozenset', 'decimal.Decimal', 'datetime.datetime', 'datetime.timedelta', 'Number', 'String', 'Boolean']);

type Evidence = Pick<AwaitRace, 'read' | 'suspended' | 'steps'>;

/** `self.n += await f()`: Python reads `self.n` first. In `self.n = self.n + await f()` too, but not the other way round. */
function withinStatement(step: Step, { operator, value }: AssignmentStatement, place: StatePlace, events: readonly StateEvent[]): Evidence | undefined {
  const at = events.findIndex((event) => event.kind === 'read' && isSamePlace(event.place, place));
  const read = events[at];
  const later = events.slice(at + 1).find((event) => event.kind === 'suspend');
  if (read?.kind !== 'read' || !later) return undefined;
  // What is handed to the awaited call is its business: `self.token = await refresh(self.token)`.
  if (operator === undefined && ((value?.kind !== 'binary' && !isSpread(read.node)) || isWithin(read.node, later.node))) return undefined;
  return { read: read.node, suspended: later.node, steps: [step] };
}

/** `this.state = { ...this.state, user: await load() }` */
function isSpread({ parent }: Expression): boolean {
  return parent?.kind === 'spread' || (parent?.kind === 'mapping-entry' && parent.key === undefined);
}

/** `before = self.n`, `await …`, `self.n = before + 1`. */
function throughLocal(step: Step, { value, operator }: AssignmentStatement, place: StatePlace, fn: FunctionModel): Evidence | undefined {
  if (!value || operator !== undefined || value.kind === 'await') return undefined;
  for (const name of localsIn(value)) {
    const origin = originOf(name, place, fn, value.kind === 'name' ? 'same' : 'changed', 3);
    const [start] = origin ? stepOf(origin) : [];
    if (!origin || !start || start === step) continue;
    const suspended = staleAt(step, start, place, fn, () => false);
    if (suspended) return { read: origin, suspended, steps: [start, step] };
  }
  return undefined;
}

function localsIn(value: Expression): (Expression & { kind: 'name' })[] {
  const found: (Expression & { kind: 'name' })[] = [];
  walk(value, (node) => {
    if (node.kind === 'function' || node.kind === 'await' || node.kind === 'call' || node.kind === 'comprehension') return 'skip';
    if (node.kind === 'name' && resolveName(node)?.owner === functionOf(node)) found.push(node);
    return undefined;
  });
  return found;
}

/** The read of the place that a local's value is computed from. A value that comes back unchanged was only put aside. */
function originOf(name: Expression & { kind: 'name' }, place: StatePlace, fn: FunctionModel, so: 'same' | 'changed', depth: number): Expression | undefined {
  for (const binding of depth > 0 ? reachingBindings(name) ?? [] : []) {
    if (binding.kind !== 'target' || binding.node.kind !== 'assignment' || !binding.node.value || !binding.node.targets.includes(binding.name)) continue;
    const { value, operator } = binding.node;
    const isChanged = so === 'changed' || operator !== undefined || value.kind === 'binary';
    if (operator === undefined && isChanged) {
      const read = readIn(value, place, fn);
      if (read) return read;
    }
    const earlier = operator !== undefined && binding.name !== name ? [binding.name, ...localsIn(value)] : localsIn(value);
    for (const other of earlier) {
      const origin = originOf(other, place, fn, isChanged ? 'changed' : 'same', depth - 1);
      if (origin) return origin;
    }
  }
  return undefined;
}

/** The place itself, or arithmetic over it. */
function readIn(value: Expression, place: StatePlace, fn: FunctionModel): Expression | undefined {
  if (value.kind === 'binary') return readIn(value.left, place, fn) ?? readIn(value.right, place, fn);
  const read = statePlaceOf(value, fn);
  return read && isSamePlace(read, place) ? value : undefined;
}

// ---- Check, then act ------------------------------------------------------------------------------------------------

function actsOnOldTests(fn: FunctionModel): AwaitRace[] {
  const cfg = cfgOf(fn);
  const found: AwaitRace[] = [];
  for (const condition of cfg.steps) {
    const [test] = condition.evaluated;
    if (condition.kind !== 'condition' || !test) continue;
    for (const { place, read, branch } of absenceTestsIn(test)) {
      for (const [step, events] of stateEventsOf(fn)) {
        const write = events.find((event) => event.kind === 'write' && isSamePlace(event.place, place));
        if (write?.kind !== 'write' || !write.value || isEmptyLiteral(write.value) || isSharedWork(write.value, fn) || isUpdate(step) || !dominates(cfg, condition, step)) continue;
        if (isReachable(step, condition, branch === 'true' ? 'false' : 'true') || isTestedToBeOther(test, place, write.value, fn)) continue;
        const suspended = staleAt(step, condition, place, fn, (claimed) => isTestedBefore(claimed, condition, fn));
        if (!suspended || (isConstant(write.value) && isDecidedAfter(suspended, condition, step))) continue;
        found.push({ form: 'check-then-act', place, read, suspended, write: write.node, made: isAssigned(step) ? write.value : undefined, steps: [...stepOf(read), condition, step] });
      }
    }
  }
  return found;
}

/** `this.conn = await this.pending`: whoever comes meanwhile waits for the same promise, and stores the same value. */
function isSharedWork(value: Expression, fn: FunctionModel): boolean {
  if (value.kind !== 'await') return false;
  return statePlaceOf(value.value.kind === 'assignment-expression' ? value.value.target : value.value, fn) !== undefined;
}

/** `if self.owner is None or self.owner is not task: …; self.owner = task`: nobody else makes it what this caller writes. */
function isTestedToBeOther(test: Expression, place: StatePlace, written: Expression, fn: FunctionModel): boolean {
  if (test.kind === 'logical') return test.operator === 'or' && test.operands.some((operand) => isTestedToBeOther(operand, place, written, fn));
  const [left, right, ...more] = test.kind === 'compare' ? test.operands : [];
  if (test.kind !== 'compare' || !left || !right || more.length > 0 || !/^(?:is not|!=)$/.test(test.operators[0] ?? '')) return false;
  const tested = statePlaceOf(left, fn);
  return tested !== undefined && isSamePlace(tested, place) && right.kind === 'name' && written.kind === 'name' && resolveName(right) === resolveName(written);
}

function isAssigned({ node }: Step): boolean {
  return node.kind === 'assignment' && node.operator === undefined;
}

/**
 * An empty place is filled with a value that has to be neither closed nor stopped: whoever comes second makes it once more, and
 * nothing else happens. A flag that is set is different: what was done before it is done twice.
 */
export function isOnlyMadeTwice({ form, made, write, read }: AwaitRace, semantics: Semantics): boolean {
  if (form !== 'check-then-act' || !made || isEndedSomewhere(write)) return false;
  // `if self.allowed is None: …` keeps an answer, which may well be `True`.
  if (isConstant(made)) return read.parent?.kind === 'compare';
  return !semantics.classNames(made).some((name) => resourceOf(name) !== undefined || RUNNING.has(name))
    && semantics.supports(made, 'async with') !== 'yes' && semantics.supports(made, 'with') !== 'yes';
}

/** `await self.conn.disconnect()` in the same class or module: what is kept there has to be ended. */
function isEndedSomewhere(write: Expression): boolean {
  const fn = functionOf(write);
  const place = textOf(write);
  let isEnded = false;
  walk(fn.owner ?? fn.unit.module.root, (node) => {
    if (node.kind === 'call' && node.callee.kind === 'member') isEnded ||= ENDING.test(node.callee.name) && textOf(node.callee.object) === place;
    return isEnded ? 'skip' : undefined;
  });
  return isEnded;
}

const ENDING = /^a?(?:close|cancel|disconnect|stop|terminate|kill|release|quit|shutdown|abort|logout|destroy|dispose)(?:_\w+)?$/;

const RUNNING: ReadonlySet<string> = new Set(['asyncio.Task', 'asyncio.Future', 'asyncio.subprocess.Process', 'asyncio.Server']);

function isConstant(value: Expression): boolean {
  return value.kind === 'literal' || (value.kind === 'member' && value.object.kind === 'name' && resolveName(value.object)?.owner !== functionOf(value));
}

/** `if not chunk: self.at_eof = True`: what came out of the wait decides, not what was known before it. */
function isDecidedAfter(suspended: Node, condition: Step, write: Step): boolean {
  const cfg = cfgOf(functionOf(suspended));
  const after = new Set(stepOf(suspended).flatMap((wait) => [...reachableFrom(wait)]));
  return [...after].some((step) => step.kind === 'condition' && step !== condition && dominates(cfg, step, write)
    && isReachable(write, step, 'true') !== isReachable(write, step, 'false'));
}

function isUpdate({ node }: Step): boolean {
  return node.kind === 'assignment' && node.operator !== undefined;
}

/** Can the step be reached through one branch of the condition without asking it again? */
function isReachable(step: Step, condition: Step, branch: 'true' | 'false'): boolean {
  const seen = new Set<Step>([condition]);
  const pending = condition.successors.filter((edge) => edge.kind === branch).map((edge) => edge.to);
  for (let current = pending.pop(); current; current = pending.pop()) {
    if (current === step) return true;
    if (seen.has(current)) continue;
    seen.add(current);
    for (const { to } of current.successors) pending.push(to);
  }
  return false;
}

/** Has the function looked at the place on every way to the condition, or in it? */
function isTestedBefore(place: StatePlace, condition: Step, fn: FunctionModel): boolean {
  const cfg = cfgOf(fn);
  for (const [step, events] of stateEventsOf(fn)) {
    if (step.kind === 'condition' && events.some((event) => event.kind === 'read' && event.place.base === place.base) && dominates(cfg, step, condition)) return true;
  }
  // `const loading = this.loading.get(key)`, then `if (loading) return loading`.
  return cfg.steps.some((step) => step.kind === 'condition' && step.evaluated[0] !== undefined && dominates(cfg, step, condition)
    && absenceTestsIn(step.evaluated[0]).some((test) => test.place.base === place.base));
}

/** `if self.busy: return`, then `self.busy = True`: nobody else comes as far as `step` while it is set. */
function isClaimed(step: Step, place: StatePlace, fn: FunctionModel): boolean {
  const cfg = cfgOf(fn);
  for (const [claim, events] of stateEventsOf(fn)) {
    if (claim === step || !dominates(cfg, claim, step)) continue;
    if (events.some((event) => event.kind === 'write' && event.place.base !== place.base && isTestedBefore(event.place, claim, fn))) return true;
  }
  return false;
}

// ---- Between the two ------------------------------------------------------------------------------------------------

/**
 * The wait after which the write happens although nobody has looked again. A way ends where the place is written (others
 * see that), where something `isClaim` is written before the first wait (others see *that* and keep out), and at a condition
 * that looks at the place again: what follows rests on that one, which is asked about for itself.
 */
function staleAt(write: Step, from: Step, place: StatePlace, fn: FunctionModel, isClaim: (place: StatePlace) => boolean): Node | undefined {
  const events = stateEventsOf(fn);
  const seen = new Set<string>();
  const pending: { readonly step: Step; readonly stale: Node | undefined }[] = [];
  const follow = (step: Step, stale: Node | undefined): void => {
    for (const edge of step.successors) {
      const key = `${edge.to.index} ${stale ? 'stale' : 'fresh'}`;
      if (isException(edge) || seen.has(key)) continue;
      seen.add(key);
      pending.push({ step: edge.to, stale });
    }
  };
  follow(from, undefined);
  for (let next = pending.pop(); next; next = pending.pop()) {
    const own = events.get(next.step) ?? [];
    let { stale } = next;
    let isOver = false;
    for (const event of own) {
      if (event.kind === 'suspend') stale ??= event.node;
      else if (event.kind === 'write' && next.step === write && isSamePlace(event.place, place)) {
        if (stale) return stale;
        isOver = true;
      } else if (event.kind === 'write' && (event.place.base === place.base || (!stale && isClaim(event.place)))) isOver = true;
    }
    const looksAgain = next.step.kind === 'condition' && touches(own, 'read', place);
    if (!isOver && !looksAgain && next.step !== from) follow(next.step, stale);
  }
  return undefined;
}
