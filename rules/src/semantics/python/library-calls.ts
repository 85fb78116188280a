/**
 * Library callables whose result depends on their arguments: `create_task(coro)` is a `Task` of the coroutine's result,
 * `enumerate(xs)` gives pairs. By role where the tables give one, else by canonical name.
 */
import { typeOf } from './annotations.js';
import type { CallArgs } from './arguments.js';
import { NO_ARGS } from './arguments.js';
import { callValue } from './calls.js';
import type { PythonProject } from './project.js';
import { awaitedValue, callMethod, elementOf } from './protocols.js';
import { NAMED_TUPLE } from './builtin-types.js';
import { awaitableClass } from './library.js';
import { typedField } from './typed-dicts.js';
import { NEVER, NONE, classValue, coroutine, instance, tuple, union, unknown } from './value.js';
import type { ClassValue, LibraryValue, Value } from './value.js';
import type { LibraryFacts, Role } from '../../knowledge/facts.js';

interface LibraryCall {
  readonly project: PythonProject;
  readonly name: string;
  readonly receiver: Value | undefined;
  readonly args: CallArgs;
  readonly facts: LibraryFacts | undefined;
}

type Result = (call: LibraryCall) => Value | undefined;

const NOTHING = unknown('is not given');
const argument = ({ args }: LibraryCall, index: number): Value => args.positional(index) ?? NOTHING;
const awaited = (call: LibraryCall, index: number): Value => awaitedValue(call.project, argument(call, index));
const elements = (call: LibraryCall, index = 0): Value => elementOf(call.project, argument(call, index), 'sync');

/** A task or future as the tables declare it, with its result filled in. */
function filled({ name, facts }: LibraryCall, result: Value): Value | undefined {
  const origin = { library: name };
  switch (facts?.awaitable) {
    case 'coroutine': return coroutine(result, origin);
    case 'task': return instance(classNamed(facts.returns) ?? 'asyncio.Task', [result], origin);
    case 'future': return instance(classNamed(facts.returns) ?? 'asyncio.Future', [result], origin);
    case 'other': return instance(classNamed(facts.returns) ?? 'collections.abc.Awaitable', [result], origin);
    default: return undefined;
  }
}

function classNamed(returns: string | undefined): string | undefined {
  return returns !== undefined && awaitableClass(returns) ? returns : undefined;
}

/** What the callable handed to `to_thread` and its like returns when it is called there. */
function calledOffLoop(call: LibraryCall): Value {
  const position = call.facts?.callable?.find((where): where is number => typeof where === 'number') ?? 0;
  return callValue(call.project, argument(call, position), NO_ARGS, undefined);
}

const BY_ROLE: Partial<Readonly<Record<Role, Result>>> = {
  'spawn-task': (call) => filled(call, awaited(call, 0)),
  'spawn-owned-task': (call) => filled(call, awaited(call, 0)),
  shield: (call) => filled(call, awaited(call, 0)),
  'wait-for': (call) => filled(call, awaited(call, 0)),
  'off-loop': (call) => filled(call, calledOffLoop(call)),
  'run-loop': (call) => (call.args.count > 0 && !call.facts?.awaitable ? awaited(call, 0) : undefined),
  gather: (call) => filled(call, call.args.isOpen || call.args.count === 0 ? instance('list') : gathered(call)),
  wait: (call) => {
    const task = union([elements(call)]);
    const set = instance('set', [task.kind === 'unknown' ? instance('asyncio.Task') : task]);
    return filled(call, tuple([set, set]));
  },
  'as-completed': (call) => instance('collections.abc.Iterator', [instance('collections.abc.Awaitable', [awaitedValue(call.project, elements(call))])]),
};

/** `gather` gives a list; its items in order, so that unpacking finds them. */
function gathered(call: LibraryCall): Value {
  return tuple(Array.from({ length: call.args.count }, (_, index) => awaited(call, index)));
}

const first: Result = (call) => argument(call, 0);
const iterator: Result = (call) => instance('collections.abc.Iterator', [elements(call)]);

/** Hooks may make anything of the parts of a document. */
const DECODING_HOOKS = ['cls', 'object_hook', 'object_pairs_hook', 'parse_float', 'parse_int', 'parse_constant'];
const decoded: Result = ({ args }) => (args.isOpen || DECODING_HOOKS.some((hook) => args.keywordExpression(hook)) ? unknown('is decoded by a function of the program') : undefined);

const BY_NAME: ReadonlyMap<string, Result> = new Map<string, Result>([
  ['typing.cast', (call) => typeArgument(call)],
  ['typing.TypeVar', ({ project, args }) => {
    const name = args.expression(0);
    const bound = args.keywordExpression('bound');
    if (name?.kind !== 'literal' || typeof name.value !== 'string') return undefined;
    const type = bound && typeOf(project, bound);
    return { kind: 'typevar', name: name.value, bound: type?.kind === 'unknown' ? undefined : type };
  }],
  ['object.__new__', (call) => made(argument(call, 0))],
  ...['get', 'pop', 'setdefault'].map((method): [string, Result] => [`dict.${method}`, (call) => typedEntry(call, method)]),
  ['types.coroutine', () => ({ kind: 'callable', result: instance('collections.abc.Awaitable') })],
  ['collections.namedtuple', () => classValue(NAMED_TUPLE)],
  ...['json.loads', 'json.load'].map((name): [string, Result] => [name, decoded]),
  ['copy.copy', first],
  ['copy.deepcopy', first],
  ['iter', (call) => (call.args.count === 1 ? iterator(call) : undefined)],
  ['next', (call) => (call.args.count > 1 ? union([nextOf(call), argument(call, 1)]) : nextOf(call))],
  ['anext', (call) => coroutine(elementOf(call.project, argument(call, 0), 'async'), { library: 'anext' })],
  ['aiter', (call) => instance('collections.abc.AsyncIterator', [elementOf(call.project, argument(call, 0), 'async')])],
  ['sorted', (call) => instance('list', [elements(call)])],
  ['sum', ({ args }) => (args.count === 1 ? instance('int') : undefined)],
  ['max', (call) => (call.args.count === 1 ? elements(call) : union(all(call.args)))],
  ['min', (call) => (call.args.count === 1 ? elements(call) : union(all(call.args)))],
  ['itertools.chain', (call) => instance('collections.abc.Iterator', [union(all(call.args).map((value) => elementOf(call.project, value, 'sync')))])],
  ['contextlib.closing', (call) => instance('contextlib.closing', [argument(call, 0)])],
  ['contextlib.aclosing', (call) => instance('contextlib.aclosing', [argument(call, 0)])],
  ['contextlib.nullcontext', (call) => instance('contextlib.nullcontext', [argument(call, 0)])],
  ['functools.partial', (call) => partial(call.args)],
  ['functools.partialmethod', (call) => partial(call.args)],
  // Without a function it makes a decorator.
  ['asgiref.sync.sync_to_async', (call) => {
    const given = call.args.positional(0) ?? call.args.keyword('func');
    return given ? { kind: 'callable', result: coroutine(callValue(call.project, given, NO_ARGS, undefined), { library: call.name }) } : unknown('makes a decorator');
  }],
  // Declared without its class it may make asynchronous sessions, as was usual before there was `async_sessionmaker`.
  ['sqlalchemy.orm.sessionmaker.__call__', ({ receiver }) => (receiver?.kind === 'instance' ? receiver.args[0] : undefined) ?? unknown('may make sessions of another class')],
]);

/** `object.__new__(cls)`, `super().__new__(cls)`: an instance of the class. */
function made(cls: Value): Value | undefined {
  return cls.kind === 'class' ? instance(cls.cls, cls.args) : undefined;
}

/** `get`, `pop` and `setdefault` of a `TypedDict` with a key that is written out; of other dicts undefined. */
function typedEntry(call: LibraryCall, method: string): Value | undefined {
  const { project, receiver, args } = call;
  const key = args.expression(0);
  if (receiver?.kind !== 'instance' || typeof receiver.cls === 'string' || key?.kind !== 'literal' || typeof key.value !== 'string') return undefined;
  const field = typedField(project, receiver.cls, key.value);
  if (!field || method === 'setdefault') return field;
  return union([field, args.positional(1) ?? (method === 'get' ? NONE : NEVER)]);
}

function nextOf(call: LibraryCall): Value {
  const iterated = argument(call, 0);
  const isProject = iterated.kind === 'instance' && typeof iterated.cls !== 'string';
  return isProject ? callMethod(call.project, iterated, '__next__') : elements(call);
}

function partial(args: CallArgs): Value | undefined {
  const callee = args.positional(0);
  return callee && (args.isOpen ? unknown('has unknown arguments bound') : { kind: 'partial', callee, bound: args.count - 1 });
}

/** `cast(T, x)` is a T; a function that is known stays what it is. */
function typeArgument({ args }: LibraryCall): Value {
  const type = args.positional(0);
  if (type?.kind === 'class') return instance(type.cls, type.args);
  const given = args.positional(1);
  return given?.kind === 'function' ? given : unknown('is cast to a type that is not followed');
}

const BY_CLASS: ReadonlyMap<string, Result> = new Map<string, Result>([
  ...['list', 'set', 'frozenset', 'collections.deque', 'reversed', 'tuple'].map((cls): [string, Result] =>
    [cls, (call) => instance(cls, call.args.count > 0 ? [elements(call)] : [])]),
  ['dict', (call) => {
    const source = argument(call, 0);
    return source.kind === 'instance' && source.cls === 'dict' ? source : instance('dict');
  }],
  ['collections.defaultdict', (call) => {
    const factory = call.args.positional(0);
    return factory && instance('collections.defaultdict', [unknown('has no known element type'), callValue(call.project, factory, NO_ARGS, undefined)]);
  }],
  ['enumerate', (call) => instance('enumerate', [elements(call)])],
  ['zip', (call) => instance('zip', [tuple(all(call.args).map((value) => elementOf(call.project, value, 'sync')))])],
  ['map', (call) => instance('map', [callValue(call.project, argument(call, 0), NO_ARGS, undefined)])],
  ['filter', (call) => instance('filter', [elements(call, 1)])],
  // The older way to asynchronous sessions: `sessionmaker(engine, class_=AsyncSession)`.
  ['sqlalchemy.orm.sessionmaker', ({ args }) => {
    const made = args.keyword('class_');
    if (made?.kind === 'class' && made.cls === 'sqlalchemy.ext.asyncio.AsyncSession') return instance('sqlalchemy.ext.asyncio.async_sessionmaker');
    return made || args.isOpen ? unknown('may make sessions of another class') : instance('sqlalchemy.orm.sessionmaker', [instance('sqlalchemy.orm.Session')]);
  }],
  ['type', ({ args }) => {
    const value = args.positional(0);
    return args.count === 1 && value?.kind === 'instance' ? { kind: 'class', cls: value.cls, args: value.args } : { kind: 'callable', result: unknown('is made by a class that is not known') };
  }],
]);

/** Arguments whose type a name in these tables gives exactly. */
function all(args: CallArgs): Value[] {
  return Array.from({ length: args.count }, (_, index) => args.positional(index) ?? NOTHING);
}

/** The result of a library function or method; undefined when its arguments do not matter. */
export function resultByLibrary(project: PythonProject, { name, receiver }: LibraryValue, facts: LibraryFacts | undefined, args: CallArgs): Value | undefined {
  const call = { project, name, receiver, args, facts };
  return (BY_NAME.get(name) ?? (name.endsWith('.__new__') ? BY_NAME.get('object.__new__') : undefined))?.(call) ?? (facts?.role && BY_ROLE[facts.role]?.(call)) ?? futureMethod(call);
}

/** `task.result()` gives what awaiting it gives. */
function futureMethod({ name, receiver }: LibraryCall): Value | undefined {
  const isFuture = receiver?.kind === 'instance' && typeof receiver.cls === 'string' && /(^|\.)(Future|Task)$/.test(receiver.cls);
  return isFuture && name.endsWith('.result') ? receiver.args[0] : undefined;
}

/** The instance that calling a library class makes; undefined when its arguments do not matter. */
export function constructedByLibrary(project: PythonProject, { cls, args: typeArgs }: ClassValue, args: CallArgs): Value | undefined {
  if (typeof cls !== 'string' || typeArgs.length > 0) return undefined;
  return (BY_CLASS.get(cls) ?? BY_NAME.get(cls))?.({ project, name: cls, receiver: undefined, args, facts: undefined });
}
