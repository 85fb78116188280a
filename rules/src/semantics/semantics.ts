/**
 * What rules may ask about code. One interface, two implementations: `python/` (our own inference) and `typescript/`
 * (the TypeScript checker). Answers are yes / no / unknown; **unknown never reports**.
 *
 * All answers are computed on demand and cached until the module, or the summary of a module it was derived from, changes.
 */
import type { Circumstance } from './circumstances.js';
import type {
  Argument, CallExpression, ClassModel, Expression, FunctionModel, MemberExpression, NamedTruth, Node, Parameter, Place, ModuleModel,
} from '../model/index.js';
import type { BlockingCategory, LibraryFacts } from '../knowledge/facts.js';
import type { ImportedLibrary } from './optional-imports.js';

export type Verdict = 'yes' | 'no' | 'unknown';

/** Ways of using a value that syntax offers; each needs methods of its own of the value's type. */
export type Protocol = 'with' | 'async with' | 'for' | 'async for';

/** What kind of thing is awaited. A dropped coroutine never runs; a dropped task or promise runs unobserved. */
export type AwaitableKind = 'coroutine' | 'task' | 'future' | 'async-generator' | 'promise' | 'other';

/** Is the value of an expression awaitable? An async generator object is `no` with kind `async-generator`. */
export interface AwaitableFact {
  readonly verdict: Verdict;
  /** For `self`: what holds of the very class that is written around it. A subclass may be awaitable. */
  readonly ofOwnClass?: Verdict;
  readonly kind: AwaitableKind | undefined;
  /** The project function that produced it, when there is exactly one. */
  readonly producer: FunctionModel | undefined;
  /** Canonical library name that produced it (`asyncio.gather`). */
  readonly library: string | undefined;
  /** Why `unknown`, for `explain`; e.g. "`client` has no known type". */
  readonly reason: string | undefined;
}

/** A callable of a library, by its canonical dotted name: `asyncio.create_task`, `requests.Session.get`, `node:fs.readFileSync`. */
export interface LibraryCallable {
  readonly name: string;
  /** {} when the knowledge tables say nothing. */
  readonly facts: LibraryFacts;
}

/** What a call, property access, `with`, iteration or operator may run. */
export interface Targets {
  /** Project (or installed-package) functions whose bodies are known. For a constructed class: its `__init__`/constructor. */
  readonly functions: readonly FunctionModel[];
  readonly library: readonly LibraryCallable[];
  /** The class that a constructor call instantiates. */
  readonly constructs: ClassModel | undefined;
  /** false when something else might be called as well (unknown receiver, dynamic dispatch). */
  readonly complete: boolean;
}

/** Something evaluated in a function that runs other code. */
export interface Invocation {
  /** The node whose evaluation runs it: call, member (property), with-item, for/clause (iteration), binary (operator) … */
  readonly node: Node;
  readonly form: 'call' | 'property' | 'enter' | 'exit' | 'iteration' | 'operator';
  readonly targets: Targets;
  /** The result is awaited right there, so the target itself runs as a coroutine. */
  readonly awaited: boolean;
}

/** One hop of a blocking chain: who is called there, and where. The last hop is the blocking primitive. */
export interface ChainLink {
  readonly name: string;
  readonly place: Place;
}

export interface BlockingFact {
  readonly category: BlockingCategory;
  /** Canonical name of the primitive, e.g. `requests.get`. */
  readonly primitive: string;
  readonly facts: LibraryFacts;
  /** From the reported invocation down to the primitive; length 1 for a direct call. */
  readonly chain: readonly ChainLink[];
  /** The project functions on the way, outermost first; the last one runs the primitive. */
  readonly functions: readonly FunctionModel[];
  /** Calls of the chain that their function may leave out (branches, loops, early returns); guards of first runs do not count. */
  readonly optionalHops: number;
  /** Branches and early returns on the way, over all its functions. */
  readonly decisions: number;
  /** A function on the way keeps what it makes (lazy property, cache), so that only its first run gets there. */
  readonly firstRunOnly: boolean;
  /** Where waiting costs little. */
  readonly circumstance: Circumstance | undefined;
}

/** A library callable that an invocation comes to through synchronous calls. */
export interface Reached {
  readonly callable: LibraryCallable;
  /** From the invocation down to the callable, as in `BlockingFact`. */
  readonly chain: readonly ChainLink[];
  /** The project functions on the way, outermost first. */
  readonly functions: readonly FunctionModel[];
  /** As in `BlockingFact`. */
  readonly optionalHops: number;
  readonly decisions: number;
  readonly firstRunOnly: boolean;
  /** Some hop stands in a `try` whose handler takes every error: the caller does not see it. */
  readonly isSwallowed: boolean;
}

/** What evaluating a call may touch, as far as two calls may interfere. Unknown effects make independence unprovable. */
export interface EffectFact {
  readonly known: boolean;
  /** Why not known, for `explain`. */
  readonly reason: string | undefined;
  /** May it raise (throw) an exception that its code or that of project functions it calls names? */
  readonly raises: boolean;
  /** Resources the call uses exclusively: an expression's canonical text with its owner, e.g. `self.conn`. */
  readonly exclusive: readonly string[];
  readonly reads: readonly string[];
  readonly writes: readonly string[];
}

/** What an argument is declared to be. */
export interface Declaration {
  /** Of the parameter, or of the field that gets the value. */
  readonly name: string;
  readonly annotation: Expression;
  /** The function or module in whose code the declaration stands. */
  readonly at: FunctionModel;
}

/** What tests at run time can tell of a value. */
export interface KnownValue {
  /** Equal for values that no `isinstance` and no test for None tells apart. */
  readonly key: string;
  readonly isNone: Verdict;
  readonly truth: Verdict;
}

export interface Semantics {
  readonly language: 'python' | 'typescript';
  awaitable(expression: Expression): AwaitableFact;
  /** Of a reference to something callable: as `awaitable` would tell of its call. `no` says nothing about what cannot be called. */
  awaitableWhenCalled(expression: Expression): AwaitableFact;
  /** Can the value be called? A coroutine, None and a list cannot, whatever they hold. */
  callable(expression: Expression): Verdict;
  /** Does the value's type have the methods that the syntax needs? */
  supports(expression: Expression, protocol: Protocol): Verdict;
  /** What the callee expression of this call resolves to. */
  targets(call: CallExpression): Targets;
  /** Canonical library name of the callee or of any reference to a library function, class or value (`asyncio.sleep`). */
  libraryName(expression: Expression): string | undefined;
  /** Is it certain that the value itself (a promise, not its result) has a member of this name? Where types can tell. */
  hasMember?(expression: Expression, name: string): boolean;
  /** Canonical class names that the value may be an instance of (`asyncio.TaskGroup`, project classes `module:Class`); [] when unknown. */
  classNames(expression: Expression): readonly string[];
  /** Functions a reference (not a call) means: `create_task(worker)`, `target=run`. */
  referencedFunctions(expression: Expression): readonly FunctionModel[];
  /** The parameter that receives an argument of a resolved call, if all targets agree. */
  parameterFor(call: CallExpression, argument: Argument): Parameter | undefined;
  /**
   * What an argument is declared to be where `parameterFor` has no parameter for it: constructors made from the fields of a
   * class, callables that are described by the tables and whose source is installed. Python only.
   */
  declarationFor?(call: CallExpression, argument: Argument): Declaration | undefined;
  /**
   * What a call gives to a parameter of `fn`, one of its targets: an argument, or the parameter's default when the call
   * leaves it out; undefined when that is not certain. Python only.
   */
  givenFor?(call: CallExpression, fn: FunctionModel, parameter: Parameter, given?: readonly Argument[]): Expression | undefined;
  /** The arguments that `*args` or `**kwargs` of `fn` receives from the call; undefined when that is not certain. */
  handedTo?(call: CallExpression, fn: FunctionModel, parameter: Parameter, given: readonly Argument[]): readonly Argument[] | undefined;
  /** What is certain of the expression's value wherever it is passed on; undefined when not known. Python only. */
  knownValue?(expression: Expression): KnownValue | undefined;
  /** Is the value an instance of one of the classes (`C`, `(C, D)`, `C | D`)? Python only. */
  isInstance?(expression: Expression, types: Expression): Verdict;
  /** May the parameter that receives the argument take something awaitable? Knows parameters of libraries too. TypeScript only. */
  argumentAcceptsAwaitable?(call: CallExpression, argument: Argument): Verdict;
  /** May a value of this declared type be awaitable? For annotations (`-> str` is no, `-> Awaitable[str]` yes, missing unknown). */
  annotationAwaitable(annotation: Expression | undefined, at: FunctionModel): Verdict;
  /**
   * May a coroutine be a value of this declared type? Says `no` of more types than `annotationAwaitable`. A type variable takes
   * whatever is `given` to it; a coroutine that is `made` in the code that declares it is never what its callers choose.
   * Python only.
   */
  annotationTakesCoroutine?(annotation: Expression, origin: 'given' | 'made'): Verdict;
  /** The same of what a generator function is declared to yield (`-> Iterator[str]` is no). Python only. */
  yieldTakesCoroutine?(fn: FunctionModel): Verdict;
  /** Everything `fn`'s own code runs, in evaluation order. */
  invocations(fn: FunctionModel): readonly Invocation[];
  /** The functions that reading the attribute may run, for each class the object may be of. Python only. */
  getters?(member: MemberExpression): readonly FunctionModel[];
  /** A class, its bases in method resolution order, as far as known; `complete` is false when a base is unknown. */
  classChain(cls: ClassModel): { readonly classes: readonly ClassModel[]; readonly libraryBases: readonly string[]; readonly complete: boolean };
  /** Does the function run in a thread, process or other place than the event loop (handed to `to_thread`, `Thread(target=…)`)? */
  runsOffLoop(fn: FunctionModel): boolean;
  /** Project functions that call or reference `fn` from the same module. */
  callersInModule(fn: FunctionModel): readonly CallExpression[];
  /** The type of an expression's value for people, as explain shows it; `unknown` when it is not known. */
  typeText(expression: Expression): string;
  /** What a name from another module says about the Python versions that the project supports (`if PY311:`). Python only. */
  importedTruth?: NamedTruth;
  /** Modules that run before anything else of the program that the module belongs to, as far as conventions tell. */
  startModules?(module: ModuleModel): readonly ModuleModel[];
  /** Async libraries (`asyncio`, `anyio`, `trio`; `sniffio`, which tells them apart) that the nearest modules of the same package import; [] when none does. Python only. */
  asyncLibrariesAround?(module: ModuleModel): readonly ImportedLibrary[];
  /** The innermost definition(s) an expression refers to, for hover and explain. */
  definitionPlaces(expression: Expression): readonly Place[];
}

/** The analyses that are built on `Semantics` and are the same for both languages. */
export interface Analyses {
  /** Why running this invocation blocks the event loop; undefined when it does not or is not known to. */
  blocking(invocation: Invocation): BlockingFact | undefined;
  /** Shortest chain of synchronous, on-loop calls from the invocation to a library callable that is `wanted`. */
  reaches(invocation: Invocation, wanted: (callable: LibraryCallable) => boolean): Reached | undefined;
  effects(call: CallExpression): EffectFact;
}
