/** What is known about libraries: the knowledge tables and the built-in classes, by canonical name. */
import { canonicalName, homesOf, isLibraryModule, lookupClass, lookupFunction, valueType } from '../../knowledge/index.js';
import type { LibraryClass, LibraryFacts } from '../../knowledge/facts.js';
import { awaitlessModules } from '../../knowledge/awaitless-modules.js';
import { builtinClass, canonicalTypeName, entryOf, isPlainBuiltin, isProtocolBuiltin } from './builtin-types.js';
import { isStandardLibrary } from '../python-stdlib-names.js';
import { parseType } from './type-notation.js';
import { classValue, coroutine, instance, library, unknown, unknownPlain } from './value.js';
import type { Value } from './value.js';
import type { Verdict } from '../semantics.js';

/** The canonical name of a library entity: aliases of the tables and of `typing` followed. */
export function canonical(name: string): string {
  return canonicalTypeName(canonicalName(name));
}

/** Is the module (or a package of that name) described by the knowledge tables? */
export function hasLibraryModule(module: string): boolean {
  return isLibraryModule(module);
}

/** Facts of a library function, method (`requests.Session.get`) or of constructing a class; undefined when not listed. */
export function factsOf(name: string): LibraryFacts | undefined {
  return lookupFunction(name);
}

/** By the tables, or by PEP 8's spelling: `CapWords`, not `CONSTANT`. */
export function isLibraryClass(name: string): boolean {
  if (isKnownClass(name)) return true;
  if (lookupFunction(name)) return false;
  const last = name.slice(name.lastIndexOf('.') + 1);
  return /^_*[A-Z]/.test(last) && /[a-z]/.test(last) && valueType(name) === undefined;
}

/** Is the class described in the tables as one that can be imported? */
export function isTableClass(name: string): boolean {
  const entry = lookupClass(name);
  return entry !== undefined && !entry.nominal;
}

/** Full names under which the source of a described class may define it. */
export function definitionsOf(name: string): readonly string[] {
  return isTableClass(name) ? homesOf(name) : [];
}

/** Is something known about the class, so that a missing statement means "no"? */
export function isKnownClass(name: string): boolean {
  return lookupClass(name) !== undefined || builtinClass(name) !== undefined;
}

/** The class and its bases as far as the tables tell, in lookup order. */
export function libraryChain(name: string): readonly string[] {
  const chain = [name];
  for (const current of chain) {
    for (const base of [...(lookupClass(current)?.bases ?? []), ...(builtinClass(current)?.bases ?? [])]) {
      if (!chain.includes(base)) chain.push(base);
    }
  }
  return chain;
}

/** The first entry of the class's chain for which `pick` gives something. */
export function classFact<T>(name: string, pick: (entry: LibraryClass) => T | undefined): T | undefined {
  for (const cls of libraryChain(name)) {
    const entry = lookupClass(cls);
    const found = entry && pick(entry);
    if (found !== undefined) return found;
  }
  return undefined;
}

const AWAITABLE_PROTOCOLS: Readonly<Record<string, 'coroutine' | 'task' | 'future' | 'other'>> = {
  'collections.abc.Awaitable': 'other', 'collections.abc.Coroutine': 'coroutine', 'asyncio.Task': 'task', 'asyncio.Future': 'future',
};

const AWAITABLE_CLASSES = { task: 'asyncio.Task', future: 'asyncio.Future', other: 'collections.abc.Awaitable' } as const;

/** What kind of awaitable instances of the class are; undefined when they are none or it is not known. */
export function awaitableClass(name: string): 'coroutine' | 'task' | 'future' | 'other' | undefined {
  for (const cls of libraryChain(name)) {
    const kind = lookupClass(cls)?.awaitable ?? entryOf(AWAITABLE_PROTOCOLS, cls);
    if (kind) return kind;
  }
  return undefined;
}

/** Can instances of the library class be awaited? */
export function isAwaitableClass(name: string): Verdict {
  if (awaitableClass(name)) return 'yes';
  if (isPlainBuiltin(name)) return 'no';
  if (isProtocolBuiltin(name)) return 'unknown';
  return libraryChain(name).every(isNeverAwaitable) ? 'no' : 'unknown';
}

/** The tables say of every class that can be awaited that it can; of an interface without a class they need not. */
function isNeverAwaitable(name: string): boolean {
  const entry = lookupClass(name);
  if (entry) return !entry.awaitOptional && !(entry.nominal && entry.asyncEnter !== undefined);
  return builtinClass(name) !== undefined || isException(name) || isAwaitless(name);
}

/** Exception classes are known by their spelling; none can be awaited. */
function isException(name: string): boolean {
  return /(^|\.)[A-Z]\w*(Error|Warning|Exception|ExceptionGroup)$/.test(name) && isStandardLibrary(name.includes('.') ? name.slice(0, name.indexOf('.')) : 'builtins');
}

const AWAITLESS: ReadonlySet<string> = new Set(awaitlessModules);

/** Does the name belong to a module of the standard library that has nothing to await? */
export function isAwaitless(name: string): boolean {
  for (let dot = name.indexOf('.'); dot > 0; dot = name.indexOf('.', dot + 1)) if (AWAITLESS.has(name.slice(0, dot))) return true;
  return false;
}

/** The attribute `name` of an instance of a library class; undefined when nothing is known about it. */
export function libraryMember(cls: string, args: readonly Value[], name: string, receiver: Value): Value | undefined {
  for (const owner of libraryChain(cls)) {
    const entry = lookupClass(owner);
    const builtin = builtinClass(owner);
    const type = entryOf(entry?.attributes, name) ?? entryOf(builtin?.attributes, name);
    if (type !== undefined) return parseType(type, { self: receiver, args });
    if (entryOf(entry?.methods, name) || entryOf(builtin?.methods, name)) return library(`${cls}.${name}`, receiver, args);
  }
  return undefined;
}

/** What a module-level library name is: a class, a value of known type, else the name itself. */
export function libraryEntity(name: string): Value {
  const known = canonical(name);
  const type = valueType(known);
  if (type !== undefined) return parseType(type);
  return isLibraryClass(known) ? classValue(known) : library(known);
}

/** The result of a call by its facts alone; undefined when they do not tell. */
export function resultOfFacts(name: string, facts: LibraryFacts, receiver: Value | undefined, args: readonly Value[] = []): Value | undefined {
  const origin = { library: name };
  const returned = facts.returns === undefined ? undefined : parseType(facts.returns, { self: receiver, args });
  switch (facts.awaitable) {
    case 'coroutine': return coroutine(returned ?? unknown(`\`${name}\` has no known result`), origin);
    case 'task': case 'future': case 'other': {
      // Tables name either the awaitable's own class or the class of what awaiting it gives.
      if (returned?.kind === 'instance' && typeof returned.cls === 'string' && awaitableClass(returned.cls)) return { ...returned, origin };
      return instance(AWAITABLE_CLASSES[facts.awaitable], returned ? [returned] : [], origin);
    }
    default: break;
  }
  if (facts.asyncIterable) return returned ?? instance('collections.abc.AsyncIterator', [], origin);
  if (returned && returned.kind !== 'unknown') return returned;
  if (facts.plain && returned === undefined) return unknownPlain(`the result of \`${name}\` is not known`);
  // What blocks returns data when it is done; only the waiting kind hands over somebody else's objects.
  return facts.blocks && facts.blocks !== 'thread-sync' ? unknownPlain(`the result of \`${name}\` is not known`) : undefined;
}
