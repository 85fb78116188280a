/** Which syntax a value takes: calling it, `with` and `for`, and their async twins. */
import { attributeOf } from './attributes.js';
import { builtinClass, isProtocolBuiltin } from './builtin-types.js';
import { chainOf } from './class-chain.js';
import { awaitableClass, classFact, factsOf, isKnownClass, libraryChain } from './library.js';
import type { PythonProject } from './project.js';
import { alternatives, withoutNone } from './value.js';
import type { InstanceValue, Origin, Value } from './value.js';
import type { Protocol, Verdict } from '../semantics.js';
import { scopeOf, textOf } from '../../model/index.js';
import type { ClassModel } from '../../model/index.js';

/** Can the value be called? A union only when all of its members can. */
export function isCallable(project: PythonProject, value: Value): Verdict {
  return agreed(alternatives(value).map((member) => callableVerdict(project, member)));
}

function callableVerdict(project: PythonProject, value: Value): Verdict {
  switch (value.kind) {
    case 'function': case 'class': case 'partial': case 'callable': return 'yes';
    case 'none': case 'coroutine': case 'tuple': case 'module': case 'namespace': return 'no';
    case 'library': return factsOf(value.name) ? 'yes' : 'unknown';
    case 'instance': {
      const { cls } = value;
      if (typeof cls !== 'string') return methodVerdict(project, value, '__call__');
      if (factsOf(`${cls}.__call__`)) return 'yes';
      return isConcreteBuiltin(cls) || awaitableClass(cls) === 'task' || awaitableClass(cls) === 'future' ? 'no' : 'unknown';
    }
    default: return 'unknown';
  }
}

/** Can the value be used like that? None is taken as not meant, a union only when all other members can. */
export function supportOf(project: PythonProject, value: Value, protocol: Protocol): Verdict {
  return agreed(alternatives(withoutNone(value)).map((member) => supportVerdict(project, member, protocol)));
}

const METHODS: Readonly<Record<Protocol, string>> = { with: '__enter__', 'async with': '__aenter__', for: '__iter__', 'async for': '__aiter__' };

function supportVerdict(project: PythonProject, value: Value, protocol: Protocol): Verdict {
  switch (value.kind) {
    case 'coroutine': return 'no';
    case 'tuple': return protocol === 'for' ? 'yes' : 'no';
    case 'instance': break;
    default: return 'unknown';
  }
  const { cls, origin } = value;
  if (typeof cls === 'string') return libraryVerdict(cls, origin, protocol);
  const verdict = methodVerdict(project, value, METHODS[protocol], (base) => libraryVerdict(base, undefined, protocol));
  // The old protocol of iteration, `__getitem__` alone, still works with `for`.
  const isSubscriptable = protocol === 'for' && verdict === 'no' && methodVerdict(project, value, '__getitem__', (base) => libraryVerdict(base, undefined, 'for')) !== 'no';
  return isSubscriptable ? 'unknown' : verdict;
}

/** Does the class of the value have the special method? Nobody can add one to a single object. */
function methodVerdict(project: PythonProject, value: InstanceValue, name: string, ofLibrary: (cls: string) => Verdict = () => 'unknown'): Verdict {
  const { cls } = value;
  if (typeof cls === 'string') return ofLibrary(cls);
  const method = attributeOf(project, value, name);
  if (method && method.kind !== 'unknown' && method.kind !== 'library') return method.kind === 'none' ? 'no' : 'yes';
  const { complete, entries } = chainOf(project, cls);
  const verdicts = entries.map((entry): Verdict => {
    if (typeof entry.cls === 'string') return entry.cls === 'object' ? 'no' : ofLibrary(entry.cls);
    return scopeOf(entry.cls).variables.has(name) || mayGainMethods(entry.cls) ? 'unknown' : 'no';
  });
  if (verdicts.includes('yes')) return 'yes';
  return complete && verdicts.every((verdict) => verdict === 'no') ? 'no' : 'unknown';
}

/** A metaclass or decorator may add any method. Those of the standard library add none that matters here. */
function mayGainMethods(cls: ClassModel): boolean {
  const metaclass = cls.keywords.get('metaclass');
  if (metaclass && !/(^|\.)(ABCMeta|EnumMeta|EnumType)$/.test(textOf(metaclass))) return true;
  return cls.decorators.some((decorator) => !/^@?(\w+\.)*(dataclass|final|total_ordering|runtime_checkable|unique)\b/.test(textOf(decorator)));
}

/** What a library's class takes, by the tables; they name what a class can do, so of a known class the rest is out. */
function libraryVerdict(cls: string, origin: Origin | undefined, protocol: Protocol): Verdict {
  const own = ownKind(cls, origin);
  if (own) return own === protocol ? 'yes' : 'no';
  if (isInterface(cls)) return interfaceVerdict(cls, protocol);
  if (isConcreteBuiltin(cls)) return protocol === 'for' && hasElements(cls) ? 'yes' : protocol === 'with' && classFact(cls, (entry) => entry.enter) ? 'yes' : 'no';
  if (!libraryChain(cls).every(isKnownClass)) return 'unknown';
  const isSync = protocol === 'with' || protocol === 'for';
  const [sync, async] = protocol === 'with' || protocol === 'async with'
    ? [classFact(cls, (entry) => entry.enter) !== undefined, classFact(cls, (entry) => entry.asyncEnter) !== undefined]
    : [hasElements(cls), classFact(cls, (entry) => entry.asyncElement) !== undefined];
  if (isSync ? sync : async) return 'yes';
  // Of a class of which neither is told, the tables may just be silent.
  return (isSync ? async : sync) ? 'no' : 'unknown';
}

/** Generators and context managers that a decorator made of one: CPython gives each of them one protocol. */
function ownKind(cls: string, origin: Origin | undefined): Protocol | undefined {
  if (!origin || !('fn' in origin) || !origin.fn.isGenerator) return undefined;
  switch (cls) {
    case 'collections.abc.AsyncGenerator': return 'async for';
    case 'collections.abc.Generator': return 'for';
    case 'contextlib.AbstractContextManager': return 'with';
    case 'contextlib.AbstractAsyncContextManager': return 'async with';
    default: return undefined;
  }
}

function hasElements(cls: string): boolean {
  return libraryChain(cls).some((name) => builtinClass(name)?.element !== undefined) || classFact(cls, (entry) => entry.element) !== undefined;
}

/** The word without `async`: nobody hands out something for `for` as an `AsyncIterator`. */
const PLAIN_TWIN: Partial<Record<Protocol, Protocol>> = { 'async with': 'with', 'async for': 'for' };

/** Of an interface only what it demands is known: the object behind may do more, but what is declared as asynchronous is meant so. */
function interfaceVerdict(cls: string, protocol: Protocol): Verdict {
  const offered = offeredByInterface(cls);
  if (offered === protocol) return 'yes';
  return offered !== undefined && PLAIN_TWIN[offered] === protocol ? 'no' : 'unknown';
}

function isInterface(cls: string): boolean {
  return cls.startsWith('collections.abc.') || cls.startsWith('contextlib.Abstract');
}

function offeredByInterface(cls: string): Protocol | undefined {
  if (/^contextlib\.AbstractAsyncContextManager$/.test(cls)) return 'async with';
  if (/^contextlib\.AbstractContextManager$/.test(cls)) return 'with';
  if (/\.Async(Iterable|Iterator|Generator)$/.test(cls)) return 'async for';
  return hasElements(cls) ? 'for' : undefined;
}

/** A built-in class with instances of its own. */
function isConcreteBuiltin(cls: string): boolean {
  return builtinClass(cls) !== undefined && !isInterface(cls) && !isProtocolBuiltin(cls);
}

/** The verdict of all alternatives; unknown when they differ, or when there are none. */
export function agreed(verdicts: readonly Verdict[]): Verdict {
  const [first] = verdicts;
  return first !== undefined && verdicts.every((verdict) => verdict === first) ? first : 'unknown';
}
