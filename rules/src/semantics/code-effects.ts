/** Effects of a piece of one function's code: what it reads and writes itself, and what its calls do. */
import { classFact, lookupClass, lookupFunction } from '../knowledge/index.js';
import type { LibraryFacts, Role } from '../knowledge/facts.js';
import {
  childrenOf, resolveName, targetNames, type CallExpression, type Expression, type FunctionModel, type NameExpression, type Node, type Parameter,
} from '../model/index.js';
import type { Invocation, LibraryCallable, Semantics } from './semantics.js';
import { CONSTANT_PLACE, UNKNOWN_PLACE, below, isSharedName, placeTouched, receiverParameter, type TouchedPlace } from './touched-places.js';

export interface Effects {
  /** Why the effects are not known; undefined when they are. */
  readonly reason: string | undefined;
  readonly reads: readonly TouchedPlace[];
  readonly writes: readonly TouchedPlace[];
  /** Objects that serve one user at a time. */
  readonly exclusive: readonly { readonly cls: string; readonly place: TouchedPlace }[];
  /** Methods called on parameters of unknown type: known as soon as a call says what it gives (`name.upper()`, `"ann"`). */
  readonly asked: readonly AskedMethod[];
}

export interface AskedMethod {
  readonly parameter: Parameter;
  readonly method: string;
}

export const NOTHING = { reads: [], writes: [], exclusive: [] };

export function unknownEffects(reason: string): Effects {
  return { reason, ...NOTHING, asked: [] };
}

/** Methods of builtin containers that change their receiver. */
const CHANGING_METHODS = new Set(
  ('append appendleft add clear discard extend extendleft insert pop popitem popleft remove reverse rotate setdefault sort update move_to_end ' +
    'difference_update intersection_update symmetric_difference_update subtract write writelines truncate put_nowait set delete push shift unshift splice fill').split(' '),
);

/** Waiting for awaitables whose own calls are looked at where they are written. */
const TRANSPARENT_ROLES: readonly Role[] = ['gather', 'settle', 'wait', 'wait-for', 'shield', 'race', 'as-completed', 'timeout', 'sleep', 'spawn-task', 'spawn-owned-task', 'running-loop', 'lock', 'semaphore'];
/** Entering these only delays. */
const ORDERING_ROLES: readonly Role[] = ['lock', 'semaphore', 'timeout'];

export class CodeEffects {
  readonly #reads: TouchedPlace[] = [];
  readonly #writes: TouchedPlace[] = [];
  readonly #exclusive: { readonly cls: string; readonly place: TouchedPlace }[] = [];
  readonly #asked: AskedMethod[] = [];
  #reason: string | undefined;

  constructor(
    readonly fn: FunctionModel,
    readonly semantics: Semantics,
    readonly summary: (callee: FunctionModel) => Effects,
  ) {}

  of(code: readonly Node[]): Effects {
    const nodes = new Set<Node>();
    for (const node of code) this.#visit(node, nodes);
    for (const invocation of this.semantics.invocations(this.fn)) {
      if (this.#reason !== undefined) break;
      if (nodes.has(invocation.node)) this.#invocation(invocation);
    }
    return { reason: this.#reason, reads: this.#reads, writes: this.#writes, exclusive: this.#exclusive, asked: this.#asked };
  }

  // ---- What the code does itself ----------------------------------------------------------------------------------

  #visit(node: Node, nodes: Set<Node>): void {
    nodes.add(node);
    switch (node.kind) {
      // A nested function's code runs where it is called.
      case 'function': case 'class': return;
      case 'assignment': for (const target of node.targets) this.#store(target); break;
      case 'delete': for (const target of node.targets) this.#store(target); break;
      case 'assignment-expression': case 'for': this.#store(node.target); break;
      case 'comprehension-clause': break;
      case 'with-item': if (node.target) this.#store(node.target); break;
      case 'member': case 'name': case 'index': this.#load(node); break;
      case 'unary': if (['++', '--', 'delete'].includes(node.operator)) this.#store(node.operand); break;
      case 'await': this.#awaited(node.value); break;
      case 'yield': this.#unknown('yields in the middle'); break;
      default: break;
    }
    for (const child of childrenOf(node)) this.#visit(child, nodes);
  }

  #store(target: Expression): void {
    if (target.kind === 'sequence') return target.items.forEach((item) => this.#store(item));
    if (target.kind === 'spread') return this.#store(target.value);
    if (target.kind === 'member' || target.kind === 'index') return this.#write(placeTouched(target, this.semantics));
    // Binding a local name is nobody else's business; a `global` or `nonlocal` one is.
    for (const name of targetNames(target)) if (isSharedName(name)) this.#write(placeTouched(name, this.semantics));
  }

  #load(node: Expression): void {
    const { parent } = node;
    const isCallee = parent?.kind === 'call' && parent.callee === node;
    if (isCallee) return;
    const place = placeTouched(node, this.semantics);
    if (node.kind === 'name' && (place.root.kind !== 'shared' || isModuleName(node))) return this.#readItems(node, place);
    this.#read(place);
    this.#readItems(node, place);
  }

  /** A container that is handed to someone or iterated may be looked into. */
  #readItems(node: Expression, place: TouchedPlace): void {
    const { parent } = node;
    const isLookedInto = parent?.kind === 'argument' || (parent?.kind === 'for' && parent.iterable === node) || (parent?.kind === 'comprehension-clause' && parent.iterable === node);
    if (isLookedInto) this.#read(below(place, '[]'));
  }

  #awaited(value: Expression): void {
    if (value.kind === 'call') return;
    if (this.semantics.awaitable(value).verdict !== 'yes') this.#unknown('awaits something unknown');
  }

  // ---- What its calls do ------------------------------------------------------------------------------------------

  #invocation(invocation: Invocation): void {
    const { targets, node, form } = invocation;
    if ((form === 'enter' || form === 'exit') && this.#isMadeHere(node)) return;
    if (!targets.complete) return this.#somethingUnknown(invocation);
    for (const callable of targets.library) this.#library(callable, invocation);
    for (const fn of targets.functions) this.#project(fn, invocation);
  }

  #somethingUnknown({ node, targets }: Invocation): void {
    const parameter = node.kind === 'call' && node.callee.kind === 'member' ? parameterNamed(node.callee.object) : undefined;
    const nothingKnown = targets.functions.length + targets.library.length === 0;
    if (parameter && nothingKnown && node.kind === 'call' && node.callee.kind === 'member') this.#asked.push({ parameter, method: node.callee.name });
    else this.#unknown(`calls something unknown: \`${labelOf(node)}\``);
  }

  /** The method of what a call gives for the parameter; asks on when that is a parameter again. */
  #answer({ parameter, method }: AskedMethod, given: Expression | undefined): void {
    const classes = given ? this.semantics.classNames(given) : [];
    const outer = given && parameterNamed(given);
    const isPlain = (cls: string): boolean => lookupFunction(`${cls}.${method}`)?.plain === true && !CHANGING_METHODS.has(method);
    if (classes.length > 0 && classes.every(isPlain)) return;
    if (classes.length === 0 && outer) this.#asked.push({ parameter: outer, method });
    else this.#unknown(`calls something unknown: \`${parameter.name ?? ''}.${method}\``);
  }

  #library(callable: LibraryCallable, invocation: Invocation): void {
    const { node, form } = invocation;
    if (form === 'enter' || form === 'exit') return this.#context(callable, invocation);
    const { name } = callable;
    const facts = factsOfCall(callable);
    const receiver = node.kind === 'call' && node.callee.kind === 'member' ? node.callee.object : undefined;
    const place = receiver ? placeTouched(receiver, this.semantics) : CONSTANT_PLACE;
    const cls = name.slice(0, name.lastIndexOf('.'));
    if (!isHarmless(facts)) return this.#unknown(`\`${name}\` may have effects of its own`);
    if (node.kind === 'call' && this.#takesProjectFunction(node, facts)) return this.#unknown(`\`${name}\` is given a function`);
    if (receiver && lookupClass(cls)) {
      if (classFact(cls, 'concurrentUse') === 'exclusive') this.#use(cls, place);
      else if (CHANGING_METHODS.has(name.slice(name.lastIndexOf('.') + 1)) && !isRecorder(cls)) this.#write(below(place, '[]'));
      else if (classFact(cls, 'concurrentUse') !== 'safe') this.#read(below(place, '[]'));
    }
  }

  /** Locks and limits only delay. */
  #context(callable: LibraryCallable, { node }: Invocation): void {
    if (node.kind !== 'with-item') return this.#unknown('enters something unknown');
    const cls = callable.name.slice(0, callable.name.lastIndexOf('.'));
    const { role } = lookupClass(cls)?.construct ?? {};
    if (role !== undefined && ORDERING_ROLES.includes(role)) return;
    this.#unknown(`enters \`${cls}\``);
  }

  /** `async with session.get(url)`: the manager belongs to this code alone; the call that made it is looked at itself. */
  #isMadeHere(node: Node): boolean {
    if (node.kind !== 'with-item' || node.context.kind !== 'call') return false;
    const { library, functions, complete } = this.semantics.targets(node.context);
    return complete && functions.length === 0 && library.length > 0 && library.every(({ facts }) => isHarmless(facts));
  }

  #takesProjectFunction(call: CallExpression, facts: LibraryFacts): boolean {
    if (facts.takesAwaitables) return false;
    return call.arguments.some(({ value }) => value.kind === 'function-expression' || this.semantics.referencedFunctions(value).length > 0);
  }

  /** A project function's effects, its parameters replaced by what this invocation gives. */
  #project(fn: FunctionModel, invocation: Invocation): void {
    const effects = this.summary(fn);
    if (effects.reason !== undefined) return this.#unknown(effects.reason);
    const given = this.#arguments(fn, invocation);
    const replaced = ({ root, path }: TouchedPlace): TouchedPlace =>
      (root.kind === 'parameter' ? below(given.get(root.parameter) ?? UNKNOWN_PLACE, ...path) : { root, path });
    for (const place of effects.reads) this.#read(replaced(place));
    for (const place of effects.writes) this.#write(replaced(place));
    for (const { cls, place } of effects.exclusive) this.#use(cls, replaced(place));
    for (const asked of effects.asked) this.#answer(asked, this.#given(asked.parameter, invocation));
  }

  /** The expression that an invocation gives for a parameter; its default when it gives none. */
  #given(parameter: Parameter, { node }: Invocation): Expression | undefined {
    const calls = node.kind === 'call' ? node.arguments : [];
    if (calls.some((argument) => argument.spread !== 'none')) return undefined;
    const argument = node.kind === 'call' ? calls.find((candidate) => this.semantics.parameterFor(node, candidate) === parameter) : undefined;
    return argument?.value ?? parameter.default;
  }

  #arguments(fn: FunctionModel, { node, targets }: Invocation): Map<Parameter, TouchedPlace> {
    const given = new Map<Parameter, TouchedPlace>();
    for (const parameter of fn.parameters) if (parameter.default) given.set(parameter, placeOfDefault(parameter.default));
    const self = receiverParameter(fn);
    const receiver = receiverOf(node);
    if (self && targets.constructs) given.set(self, { root: { kind: 'fresh', name: 'constructed' }, path: [] });
    else if (self && receiver) given.set(self, placeTouched(receiver, this.semantics));
    if (node.kind !== 'call') return given;
    for (const argument of node.arguments) {
      const parameter = argument.spread === 'none' ? this.semantics.parameterFor(node, argument) : undefined;
      if (parameter && fn.parameters.includes(parameter)) given.set(parameter, parameter.form === 'rest' || parameter.form === 'rest-keywords' ? UNKNOWN_PLACE : placeTouched(argument.value, this.semantics));
    }
    return given;
  }

  // ---- Notes ------------------------------------------------------------------------------------------------------

  #read(place: TouchedPlace): void {
    if (place.root.kind !== 'constant') this.#reads.push(place);
  }

  #write(place: TouchedPlace): void {
    if (place.root.kind === 'unknown') return this.#unknown('changes an object of unknown origin');
    if (place.root.kind !== 'constant') this.#writes.push(place);
  }

  #use(cls: string, place: TouchedPlace): void {
    if (place.root.kind === 'unknown') return this.#unknown(`uses a \`${cls}\` of unknown origin`);
    this.#exclusive.push({ cls, place });
  }

  #unknown(reason: string): void {
    this.#reason ??= reason;
  }
}

/** The parameter that a name stands for all through its function. */
function parameterNamed(expression: Expression): Parameter | undefined {
  if (expression.kind !== 'name') return undefined;
  const [binding, ...others] = resolveName(expression)?.bindings ?? [];
  return binding?.kind === 'parameter' && others.length === 0 && binding.node.form !== 'rest' && binding.node.form !== 'rest-keywords' ? binding.node : undefined;
}

function isModuleName(name: NameExpression): boolean {
  const bindings = resolveName(name)?.bindings ?? [];
  return bindings.length > 0 && bindings.every((binding) => binding.kind === 'import' && binding.imported.imported === undefined);
}

/** `super().__init__()` of a library class is as harmless as making an instance. */
function factsOfCall({ name, facts }: LibraryCallable): LibraryFacts {
  return name.endsWith('.__init__') ? lookupFunction(name.slice(0, -'.__init__'.length)) ?? facts : facts;
}

/** Reads, sleeps, plain functions; waiting for other calls that are looked at themselves. */
function isHarmless(facts: LibraryFacts): boolean {
  if (facts.blocks !== undefined) return facts.blocks === 'sleep' || facts.blocks === 'cpu';
  if (facts.role !== undefined) return TRANSPARENT_ROLES.includes(facts.role);
  return facts.plain === true || facts.independent === true || (facts.asyncContext === true && facts.awaitable === undefined);
}

/** A log takes entries from everyone in any order. */
function isRecorder(cls: string): boolean {
  return cls.startsWith('logging.');
}

/** Immutable defaults are nobody's; a mutable one is shared by all calls. */
function placeOfDefault(value: Expression): TouchedPlace {
  return value.kind === 'literal' || value.kind === 'unary' ? CONSTANT_PLACE : UNKNOWN_PLACE;
}

function receiverOf(node: Node): Expression | undefined {
  switch (node.kind) {
    case 'call': return node.callee.kind === 'member' ? node.callee.object : undefined;
    case 'member': case 'index': return node.object;
    case 'with-item': return node.context;
    case 'for': case 'comprehension-clause': return node.iterable;
    case 'binary': return node.left;
    case 'compare': return node.operands[0];
    default: return undefined;
  }
}

function labelOf(node: Node): string {
  if (node.kind === 'call') return labelOf(node.callee);
  if (node.kind === 'name') return node.name;
  return node.kind === 'member' ? `….${node.name}` : node.kind;
}
