/** Effects of a piece of one function's code: what it reads and writes itself, and what its calls do. */
import { answerFor, answerForCall, parameterNamed, reasonOfAsked, type Answer, type Asked } from './asked-parameters.js';
import { classFact, lookupClass, lookupFunction } from '../knowledge/index.js';
import type { LibraryFacts, Role } from '../knowledge/facts.js';
import {
  childrenOf, resolveName, targetNames, type CallExpression, type Expression, type FunctionModel, type NameExpression, type Node, type Parameter,
} from '../model/index.js';
import type { Invocation, LibraryCallable, Semantics } from './semantics.js';
import { isKept, mayBeTied } from './transaction-parts.js';
import { attributeByName, hasThisOf, isSharedName, type ExpressionPlaces } from './expression-places.js';
import { ANYWHERE, partsOf, type Places, type TouchedPlace } from './touched-places.js';

export interface Effects {
  /** Why the effects are not known; undefined when they are. */
  readonly reason: string | undefined;
  readonly reads: readonly TouchedPlace[];
  readonly writes: readonly TouchedPlace[];
  /** Objects that serve one user at a time. */
  readonly exclusive: readonly { readonly cls: string; readonly place: TouchedPlace }[];
  /** It may raise an exception of its own: whoever calls it may rely on nothing further happening then. */
  readonly raises: boolean;
  /** What depends on what a call gives for the parameters. */
  readonly asked: readonly Asked[];
}

export const NOTHING = { reads: [], writes: [], exclusive: [] };

export function unknownEffects(reason: string): Effects {
  return { reason, ...NOTHING, raises: false, asked: [] };
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

/** They call their first argument. */
const CALLS_FIRST: ReadonlySet<string> = new Set(['map', 'filter']);

export class CodeEffects {
  readonly #reads: TouchedPlace[] = [];
  readonly #writes: TouchedPlace[] = [];
  readonly #exclusive: { readonly cls: string; readonly place: TouchedPlace }[] = [];
  readonly #asked: Asked[] = [];
  #raises = false;
  #reason: string | undefined;

  constructor(
    readonly fn: FunctionModel,
    readonly semantics: Semantics,
    readonly places: ExpressionPlaces,
    readonly summary: (callee: FunctionModel) => Effects,
  ) {}

  of(code: readonly Node[]): Effects {
    const nodes = new Set<Node>();
    for (const node of code) this.#visit(node, nodes);
    for (const invocation of this.semantics.invocations(this.fn)) {
      if (this.#reason !== undefined) break;
      if (nodes.has(invocation.node)) this.#invocation(invocation);
    }
    return { reason: this.#reason, reads: this.#reads, writes: this.#writes, exclusive: this.#exclusive, raises: this.#raises, asked: this.#asked };
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
      case 'raise': this.#raises = true; break;
      default: break;
    }
    for (const child of childrenOf(node)) this.#visit(child, nodes);
  }

  #store(target: Expression): void {
    if (target.kind === 'sequence') return target.items.forEach((item) => this.#store(item));
    if (target.kind === 'spread') return this.#store(target.value);
    if (target.kind === 'member' || target.kind === 'index') return this.#write(this.places.of(target));
    // Binding a local name is nobody else's business; a `global` or `nonlocal` one is.
    for (const name of targetNames(target)) if (isSharedName(name)) this.#write(this.places.of(name));
  }

  #load(node: Expression): void {
    const { parent } = node;
    const isCallee = parent?.kind === 'call' && parent.callee === node;
    if (isCallee) return;
    const places = this.places.of(node);
    // Looking at a local variable is nobody else's business.
    if (node.kind !== 'name' || (isSharedName(node) && !isModuleName(node))) this.#read(places);
    this.#readItems(node, places);
  }

  /** A container that is handed to someone or iterated may be looked into. */
  #readItems(node: Expression, places: Places): void {
    const { parent } = node;
    const isLookedInto = parent?.kind === 'argument' || (parent?.kind === 'for' && parent.iterable === node) || (parent?.kind === 'comprehension-clause' && parent.iterable === node);
    if (isLookedInto) this.#read(partsOf(places, '[]'));
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

  /** Takes note of an answer: asks on when it depends on a parameter of this function. */
  #answered(answer: Answer, reason: string): void {
    if (answer === 'no') this.#unknown(reason);
    else if (answer !== 'yes') this.#asked.push(answer);
  }

  #library(callable: LibraryCallable, invocation: Invocation): void {
    const { node, form } = invocation;
    if (form === 'enter' || form === 'exit') return this.#context(callable, invocation);
    const { name } = callable;
    const facts = factsOfCall(callable);
    const receiver = node.kind === 'call' && node.callee.kind === 'member' ? node.callee.object : undefined;
    const places = receiver ? this.places.of(receiver) : [];
    const cls = name.slice(0, name.lastIndexOf('.'));
    if (!isHarmless(facts)) {
      const answer = facts.independentWith && node.kind === 'call' ? answerForCall(node, name, facts.independentWith, this.semantics) : 'no';
      this.#answered(answer, `\`${name}\` may have effects of its own`);
    }
    if (facts.tiedBy && (node.kind !== 'call' || mayBeTied(node, facts.tiedBy))) this.#unknown(`\`${name}\` may be part of a transaction`);
    if (facts.ofKept && !(receiver && isKept(receiver))) this.#unknown(`\`${name}\` may be called on a transaction`);
    if (node.kind === 'call') this.#givenTo(node, callable);
    if (receiver && lookupClass(cls)) {
      if (classFact(cls, 'concurrentUse') === 'exclusive') this.#use(cls, places);
      else if (CHANGING_METHODS.has(name.slice(name.lastIndexOf('.') + 1)) && !isRecorder(cls)) this.#write(partsOf(places, '[]'));
      else if (classFact(cls, 'concurrentUse') !== 'safe') this.#read(partsOf(places, '[]'));
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

  /** What a harmless library callable does with its arguments: changes some, calls others back. */
  #givenTo(call: CallExpression, { name, facts }: LibraryCallable): void {
    for (const position of facts.changes ?? []) this.#write(this.#changed(call, name, position));
    if (name === 'getattr') this.#read(attributeByName(call, this.places));
    if (facts.takesAwaitables) return;
    for (const { value } of call.arguments) {
      const functions = value.kind === 'function-expression' ? [value.fn] : this.semantics.referencedFunctions(value);
      for (const fn of functions) this.#callback(fn, name);
    }
    if (CALLS_FIRST.has(name) && call.arguments[0] && !this.#isKnownCallable(call.arguments[0].value)) this.#unknown(`\`${name}\` is given an unknown function`);
  }

  /** What is inside the argument at a position. */
  #changed(call: CallExpression, name: string, position: number): Places {
    if (name === 'setattr' || name === 'delattr') return attributeByName(call, this.places);
    const argument = call.arguments.slice(0, position + 1).some(({ spread }) => spread !== 'none') ? undefined : call.arguments[position];
    return argument ? partsOf(this.places.of(argument.value), '[]') : ANYWHERE;
  }

  /** A function that is called with something that is not seen here. */
  #callback(fn: FunctionModel, by: string): void {
    if (fn.isAsync || fn.isGenerator) return this.#unknown(`\`${by}\` is given a function`);
    const effects = this.summary(fn);
    if (effects.reason !== undefined || effects.asked.length > 0) return this.#unknown(effects.reason ?? `\`${by}\` is given a function`);
    const isSameThis = fn.form === 'lambda' && hasThisOf(fn, this.fn);
    const replaced = ({ root, path }: TouchedPlace): Places => (root.kind === 'parameter' || (root.kind === 'this' && !isSameThis) ? ANYWHERE : [{ root, path }]);
    for (const place of effects.reads) this.#read(replaced(place));
    for (const place of effects.writes) this.#write(replaced(place));
    for (const { cls, place } of effects.exclusive) this.#use(cls, replaced(place));
  }

  #isKnownCallable(value: Expression): boolean {
    return value.kind === 'literal' || value.kind === 'function-expression' || this.semantics.referencedFunctions(value).length > 0
      || this.semantics.libraryName(value) !== undefined;
  }

  /** A project function's effects, its parameters replaced by what this invocation gives. */
  #project(fn: FunctionModel, invocation: Invocation): void {
    const effects = this.summary(fn);
    if (effects.reason !== undefined) return this.#unknown(effects.reason);
    if (effects.raises) this.#raises = true;
    const replaced = this.places.atCall(fn, invocation.node, invocation.targets);
    for (const place of effects.reads) this.#read(replaced(place));
    for (const place of effects.writes) this.#write(replaced(place));
    for (const { cls, place } of effects.exclusive) this.#use(cls, replaced(place));
    for (const asked of effects.asked) {
      const given = this.#given(asked.parameter, invocation);
      this.#answered(answerFor(asked, given, this.semantics, (method) => !CHANGING_METHODS.has(method)), reasonOfAsked(asked));
    }
  }

  /** The expression that an invocation gives for a parameter; its default when it gives none. */
  #given(parameter: Parameter, { node }: Invocation): Expression | undefined {
    const calls = node.kind === 'call' ? node.arguments : [];
    if (calls.some((argument) => argument.spread !== 'none')) return undefined;
    const argument = node.kind === 'call' ? calls.find((candidate) => this.semantics.parameterFor(node, candidate) === parameter) : undefined;
    return argument?.value ?? parameter.default;
  }

  // ---- Notes ------------------------------------------------------------------------------------------------------

  #read(places: Places): void {
    this.#reads.push(...places);
  }

  #write(places: Places): void {
    if (places === ANYWHERE) return this.#unknown('changes an object of unknown origin');
    this.#writes.push(...places);
  }

  #use(cls: string, places: Places): void {
    if (places === ANYWHERE) return this.#unknown(`uses a \`${cls}\` of unknown origin`);
    for (const place of places) this.#exclusive.push({ cls, place });
  }

  #unknown(reason: string): void {
    this.#reason ??= reason;
  }
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
  return facts.plain === true || facts.harmless === true || facts.independent === true || (facts.asyncContext === true && facts.awaitable === undefined);
}

/** A log takes entries from everyone in any order. */
function isRecorder(cls: string): boolean {
  return cls.startsWith('logging.');
}

function labelOf(node: Node): string {
  if (node.kind === 'call') return labelOf(node.callee);
  if (node.kind === 'name') return node.name;
  return node.kind === 'member' ? `….${node.name}` : node.kind;
}
