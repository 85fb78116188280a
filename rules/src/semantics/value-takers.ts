/**
 * Callables of the standard libraries that need plain values and give nothing back that could still be awaited: what
 * `print(x)` does with an awaitable, and what `any(xs)` does with each of several.
 */
import type { Argument, CallExpression, Expression } from '../model/index.js';
import type { Semantics } from './semantics.js';

/** How a value is used although it is not what the code takes it for. */
export type Misuse =
  | 'text' | 'condition' | 'comparison' | 'arithmetic' | 'index' | 'key' | 'iteration' | 'member' | 'argument' | 'result'
  /** Returned from a coroutine function to callers that all need the result itself. */
  | 'return' | 'call' | 'raise'
  /** Yielded although the generator is declared to give something else. */
  | 'yield'
  /** In the place of results that are awaited everywhere else. */
  | 'mixed'
  /** Made in a `try` that only its result could need. */
  | 'guarded';

/** What a call does with the elements of a container that it is given. */
export type ElementUse =
  | { readonly use: 'misuse'; readonly misuse: Misuse }
  /** Only the container is looked at: `len(xs)`. */
  | { readonly use: 'none' }
  /** The result is a container of the same elements: `list(xs)`. */
  | { readonly use: 'same' };

export interface Taker {
  readonly name: string;
  readonly misuse: Misuse;
}

const VALUE_TAKERS: Readonly<Record<string, Misuse>> = {
  ...each('print str repr ascii format str.format str.format_map', 'text'),
  ...each('len list tuple set frozenset dict sorted sum enumerate zip reversed iter next any all str.join bytes.join', 'iteration'),
  ...each('list.extend set.update set.union set.intersection set.difference dict.update bytearray.extend collections.deque.extend', 'iteration'),
  ...each('int float complex abs round divmod pow range chr math.sqrt math.floor math.ceil', 'arithmetic'),
  ...each('min max', 'comparison'),
  ...each('bool', 'condition'),
  ...each('json.dumps json.loads json.dump bytes bytearray memoryview int.from_bytes struct.unpack struct.unpack_from', 'argument'),
  ...each('os.fspath os.path.join os.path.exists os.path.basename os.path.dirname pathlib.Path re.match re.search re.fullmatch', 'argument'),
  ...each('pickle.loads pickle.load marshal.loads zlib.compress zlib.decompress gzip.compress gzip.decompress struct.pack', 'argument'),
  ...each('io.BytesIO io.StringIO', 'argument'),
  ...each('base64.b64encode base64.b64decode urllib.parse.urlparse urllib.parse.quote hashlib.md5 hashlib.sha1 hashlib.sha256', 'argument'),
  ...each('console.log console.info console.warn console.error console.debug JSON.stringify String parseInt parseFloat encodeURIComponent', 'text'),
  ...each('Number Math.max Math.min Math.floor Math.ceil Math.round Math.abs', 'arithmetic'),
  ...each('Boolean', 'condition'),
  ...each('Array.from', 'iteration'),
  ...each('Object.keys Object.entries Object.values JSON.parse', 'argument'),
};

const ELEMENT_MISUSES: Readonly<Record<string, Misuse>> = {
  ...each('print str repr ascii format str.format str.join json.dumps json.dump', 'text'),
  ...each('sum', 'arithmetic'),
  ...each('min max sorted', 'comparison'),
  ...each('any all', 'condition'),
  ...each('console.log console.info console.warn console.error console.debug JSON.stringify String', 'text'),
};
const SAME_ELEMENTS = new Set(['list', 'tuple', 'set', 'frozenset', 'reversed']);
const LOOKS_AT_CONTAINER = new Set(['len', 'bool', 'id', 'type']);
const LOGGING = /^logging\.(?:Logger\.|LoggerAdapter\.)?(?:debug|info|warning|warn|error|exception|critical|fatal|log)$/;

/** Files, whatever they are declared as: text or bytes is what they take. */
const WRITING = /^(?:io|typing)\.\w+\.write$/;

function each(names: string, misuse: Misuse): Record<string, Misuse> {
  return Object.fromEntries(names.split(' ').map((name) => [name, misuse]));
}

/** What the call does with an argument; undefined when it may await it or is not known. */
export function takerOf(call: CallExpression, argument: Argument, semantics: Semantics): Taker | undefined {
  const name = plainName(call.callee, semantics);
  if (name === undefined) return undefined;
  const misuse = LOGGING.test(name) ? 'text' : WRITING.test(name) ? 'argument' : own(VALUE_TAKERS, name);
  if (misuse === undefined || (misuse === 'iteration' && !isIterated(name, call, argument))) return undefined;
  return { name, misuse };
}

/**
 * Does the call only look at what kind of object it is given, so that nothing comes of the object: `type(x)`, `id(x)`? What
 * is compared with a type decides how the object is used, and whoever decides knows what it is.
 */
export function onlyLooks(call: CallExpression, semantics: Semantics): boolean {
  const [only, ...others] = call.arguments;
  if (!only || others.length > 0 || only.spread !== 'none' || call.parent?.kind === 'compare') return false;
  const name = plainName(call.callee, semantics);
  return name === 'type' || name === 'id';
}

/** `next(items, default)`, `dict(key=value)`: only the first positional argument is iterated (`zip` takes several). */
function isIterated(name: string, call: CallExpression, argument: Argument): boolean {
  return argument.name === undefined && (name === 'zip' || call.arguments[0] === argument);
}

/** What the call does with the elements of a container it is given; undefined when not known. */
export function elementUse(call: CallExpression, semantics: Semantics): ElementUse | undefined {
  const name = plainName(call.callee, semantics);
  if (name === undefined) return undefined;
  if (SAME_ELEMENTS.has(name)) return { use: 'same' };
  if (LOOKS_AT_CONTAINER.has(name)) return { use: 'none' };
  const misuse = LOGGING.test(name) ? 'text' : own(ELEMENT_MISUSES, name);
  // `sorted(tasks, key=…)` compares something else.
  if (misuse === 'comparison' && call.arguments.some((argument) => argument.name === 'key')) return undefined;
  return misuse && { use: 'misuse', misuse };
}

function plainName(callee: Expression, semantics: Semantics): string | undefined {
  if (callee.kind === 'member' && callee.object.kind === 'literal' && callee.object.type === 'string') return `str.${callee.name}`;
  return semantics.libraryName(callee)?.replace(/^builtins\./, '');
}

function own(table: Readonly<Record<string, Misuse>>, name: string): Misuse | undefined {
  return Object.hasOwn(table, name) ? table[name] : undefined;
}
