/** Resources that a function opens, keeps in a local, and leaves open on some way out. Questions of `unclosed-resource`. */
import { protocolFacts, type ResourceFact } from '../knowledge/index.js';
import { isException, pathsAvoiding } from '../model/cfg-paths.js';
import { cfgOf, stepOf, type Edge, type Step } from '../model/cfg.js';
import {
  containsAny, functionOf, mentionsOf, resolveName, walk,
  type AssignmentStatement, type CallExpression, type Expression, type FunctionModel, type IfStatement, type NameExpression, type Node,
  type Statement, type Variable,
} from '../model/index.js';
import { openedBy, type Opened } from './opened-resources.js';
import { openedByOwn } from './returned-resources.js';
import type { Semantics } from './semantics.js';
import { hasRole } from './task-lifetime.js';
import { takerOf } from './value-takers.js';

/** A local that holds what a call has opened. */
export interface HeldLocal {
  readonly opened: Opened;
  readonly resource: ResourceFact;
  readonly assignment: AssignmentStatement;
  readonly name: NameExpression;
  readonly variable: Variable;
}

/** Would a `with` in this function stop the loop where it opens or closes? */
export function stopsTheLoop({ assignment, opened, resource }: HeldLocal): boolean {
  return functionOf(assignment).isAsync && resource.closedBy === 'with'
    && opened.held.some((one) => one && (protocolFacts(one.cls, 'enter') ?? protocolFacts(one.cls, 'exit'))?.blocks !== undefined);
}

/** Servers, processes, executors and transactions live on, or end, by rules of their own. */
const FOLLOWED = new Set<ResourceFact['kind']>(['client', 'pool', 'connection', 'session', 'websocket', 'channel', 'stream', 'socket', 'file']);

/** What the assignment puts into a local, if the function has opened it and nobody else can know it yet. */
export function heldLocal(assignment: AssignmentStatement, semantics: Semantics): HeldLocal | undefined {
  const [target] = assignment.targets;
  if (assignment.targets.length !== 1 || !target || !assignment.value || assignment.operator !== undefined) return undefined;
  const opened = openedIn(assignment.value, semantics);
  if (!opened) return undefined;
  const targets = opened.isTuple ? (target.kind === 'sequence' && target.items.length === opened.held.length ? target.items : []) : [target];
  for (const [index, name] of targets.entries()) {
    const resource = opened.held[index];
    const variable = resource && name.kind === 'name' ? ownLocal(name) : undefined;
    if (resource && variable && name.kind === 'name' && FOLLOWED.has(resource.kind)) return { opened, resource, assignment, name, variable };
  }
  return undefined;
}

/** The call is what is assigned: itself, awaited if it must be, awaited with a limit. */
function openedIn(value: Expression, semantics: Semantics): Opened | undefined {
  if (value.kind === 'await' && value.value.kind === 'call') {
    const limited = hasRole(value.value, semantics, 'wait-for') ? value.value.arguments[0]?.value : value.value;
    return limited?.kind === 'call' ? openedByAny(limited, semantics) : undefined;
  }
  const opened = value.kind === 'call' ? openedByAny(value, semantics) : undefined;
  return opened?.facts.awaitable === undefined ? opened : undefined;
}

function openedByAny(call: CallExpression, semantics: Semantics): Opened | undefined {
  return openedBy(call, semantics) ?? openedByOwn(call, semantics);
}

function ownLocal(name: NameExpression): Variable | undefined {
  const variable = resolveName(name);
  const isLocal = variable?.owner === functionOf(name) && variable.owner.form === 'function' && !variable.escapesFunction;
  return isLocal ? variable : undefined;
}

export interface OpenEnd {
  /** Nothing closes it at all; some normal way out does not; an exception passes by what does. */
  readonly way: 'never' | 'return' | 'exception';
  readonly witness: Step | undefined;
}

/** A way out of the function on which the resource is neither closed nor handed to anybody. */
export function openEnd({ name, variable, resource }: HeldLocal, semantics: Semantics): OpenEnd | undefined {
  const [start] = stepOf(name);
  if (!start) return undefined;
  const { cared, used, isHandedOver } = mentionsBySort(name, variable, resource, semantics);
  if (resource.closesItself || (resource.opensLazily && used.size === 0)) return undefined;
  const fn = functionOf(name);
  const cfg = cfgOf(fn);
  const guards = guardsOf(cared, fn);
  const cares = (step: Step): boolean => step !== start && (isGuard(step, guards) || step.evaluated.some((expression) => containsAny(expression, cared)));
  const normally = pathsAvoiding(cfg, start, cares, (edge) => !isException(edge));
  if (normally.reachesExit) return { way: cared.size === 0 ? 'never' : 'return', witness: normally.witness };
  // Between opening something and handing it over little is left to go wrong, and whoever gets it is told.
  if (isHandedOver) return undefined;
  const isOpenAt = (step: Step): boolean => !resource.opensLazily || step.evaluated.some((expression) => containsAny(expression, used));
  const isFollowed = (edge: Edge): boolean =>
    !isException(edge) || (edge.kind === 'exception' && (isPassing(edge.from) || (mayFail(edge.from, semantics) && isOpenAt(edge.from))));
  const failing = pathsAvoiding(cfg, start, cares, isFollowed);
  const witness = failing.reachesExit || failing.reachesRaise ? failing.witness : undefined;
  if (!witness || isHandledWithCare(witness, cared)) return undefined;
  return { way: cared.size === 0 ? 'never' : 'exception', witness };
}

interface Mentions {
  /** Closes it, tests it, hands it to somebody who may keep or close it. */
  readonly cared: ReadonlySet<Node>;
  /** Only uses it. */
  readonly used: ReadonlySet<Node>;
  /** Some mention gives it to somebody else. */
  readonly isHandedOver: boolean;
}

function mentionsBySort(name: NameExpression, variable: Variable, resource: ResourceFact, semantics: Semantics): Mentions {
  const bound = new Set(variable.bindings.map((binding) => binding.name));
  const cared = new Set<Node>();
  const used = new Set<Node>();
  for (const mention of mentionsOf(variable)) {
    if (mention === name || bound.has(mention)) continue;
    (onlyUses(mention, resource, semantics, 0) ? used : cared).add(mention);
  }
  return { cared, used, isHandedOver: [...cared].some(isHandOver) };
}

function isHandOver({ parent }: Node): boolean {
  switch (parent?.kind) {
    case 'return': case 'yield': case 'argument': case 'assignment': case 'assignment-expression': case 'sequence': case 'mapping-entry': return true;
    default: return false;
  }
}

/** Ways to end a value that are not in its class's entry: of a part of it, of a subclass, by the protocol of `with`. */
const ENDING = /^(?:a?close[d]?|is_clos(?:ed|ing)|wait_closed|release|dispose|terminate|disconnect|shutdown|abort|detach|invalidate|__a?exit__|__a?enter__|transport|connector)$/;

function onlyUses(mention: NameExpression, resource: ResourceFact, semantics: Semantics, depth: number): boolean {
  const { parent } = mention;
  switch (parent?.kind) {
    case 'member': {
      for (let member: Node = parent; member.kind === 'member'; member = member.parent ?? mention) {
        if (resource.close.includes(member.name) || member.name === resource.thenAwait || ENDING.test(member.name)) return false;
        if (!member.parent) break;
      }
      return true;
    }
    case 'index': return parent.object === mention && !isPartHandedOn(parent);
    case 'for': case 'comprehension-clause': return parent.iterable === mention;
    case 'argument': {
      const call = parent.parent;
      return call?.kind === 'call' && (takerOf(call, parent, semantics)?.misuse === 'text' || isBorrowed(call, parent, resource, semantics, depth));
    }
    case 'expression-statement': return true;
    default: return false;
  }
}

/** `database = client[name]`, which goes to somebody else: a part that needs the whole as long as it lives. */
function isPartHandedOn(part: Expression): boolean {
  const { parent } = part;
  if (parent?.kind !== 'assignment' || parent.value !== part) return isHandOver(part);
  return parent.targets.some((target) => {
    const variable = target.kind === 'name' ? resolveName(target) : undefined;
    return !variable || variable.owner !== functionOf(part) || mentionsOf(variable).some((mention) => mention !== target && isHandOver(mention));
  });
}

const DEEPEST = 2;

/** The project's function that gets it only uses it and does not live longer: its call is awaited at once, or plain. */
function isBorrowed(call: CallExpression, argument: Node & { readonly kind: 'argument' }, resource: ResourceFact, semantics: Semantics, depth: number): boolean {
  const { functions, library, complete } = semantics.targets(call);
  const [fn] = functions;
  if (depth >= DEEPEST || !complete || library.length > 0 || functions.length !== 1 || !fn || fn.isGenerator || fn.method === 'getter') return false;
  if (fn.isAsync && call.parent?.kind !== 'await') return false;
  const parameter = semantics.parameterFor(call, argument);
  const given = parameter?.target.kind === 'name' && fn.parameters.includes(parameter) ? resolveName(parameter.target) : undefined;
  if (!given || given.escapesFunction || given.bindings.length !== 1) return false;
  return mentionsOf(given).every((mention) => mention === parameter?.target || onlyUses(mention, resource, semantics, depth + 1));
}

/** `if own: await session.close()`: whatever is tested there, it knows when to close. Not a branch that closes and leaves. */
function guardsOf(cared: ReadonlySet<Node>, fn: FunctionModel): ReadonlySet<Node> {
  const guards = new Set<Node>();
  for (const mention of cared) {
    let child: Node = mention;
    for (let node = mention.parent; node && node !== fn; child = node, node = node.parent) {
      if (node.kind === 'if' && !leaves(branchOf(node, child))) guards.add(node);
    }
  }
  return guards;
}

function branchOf(node: IfStatement, child: Node): readonly Statement[] {
  return node.then.some((statement) => statement === child) ? node.then : node.otherwise;
}

function leaves(branch: readonly Statement[]): boolean {
  const last = branch.at(-1);
  return last?.kind === 'return' || last?.kind === 'raise' || last?.kind === 'break' || last?.kind === 'continue';
}

function isGuard(step: Step, guards: ReadonlySet<Node>): boolean {
  return step.kind === 'condition' && guards.has(step.node);
}

/** An exception goes on from here: it looks for its handler, or leaves a `with`. */
function isPassing({ kind, successors }: Step): boolean {
  return kind === 'dispatch' || (kind === 'leave' && successors.every(isException));
}

/** Any call may raise in theory; what fails in practice is waiting for somebody outside, and `raise`. */
function mayFail({ node, evaluated }: Step, semantics: Semantics): boolean {
  if (node.kind === 'raise') return true;
  if (node.kind === 'for' && node.isAsync) return true;
  return evaluated.some((expression) => {
    let fails = false;
    walk(expression, (inner) => {
      if (inner.kind === 'function') return 'skip';
      if (inner.kind === 'await') fails ||= !NEVER_FAILS.test(semantics.awaitable(inner.value).library ?? '');
      return fails ? 'skip' : undefined;
    });
    return fails;
  });
}

/** Ends by being cancelled, if not normally. */
const NEVER_FAILS = /^asyncio\.(?:sleep$|wait$|\w*Queue\.|Event\.|Lock\.|\w*Semaphore\.|Condition\.)/;

/** Some `except` around what fails closes it: written for the errors that are to be expected there. */
function isHandledWithCare(witness: Step, cared: ReadonlySet<Node>): boolean {
  if (witness.kind === 'entry' || witness.kind === 'exit') return false;
  let child: Node = witness.node;
  for (let node = child.parent; node && node.kind !== 'function'; child = node, node = node.parent) {
    if (node.kind !== 'try' || !node.body.some((statement) => statement === child)) continue;
    if (node.handlers.some((handler) => handler.body.some((statement) => containsAny(statement, cared)))) return true;
  }
  return false;
}
