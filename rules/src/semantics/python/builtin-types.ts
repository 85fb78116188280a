/**
 * The built-in classes and the standard generic ones, as far as the types of their elements and methods matter. Types are
 * in the notation of `type-notation.ts`. Sources: Python library reference, "Built-in Types" and "collections.abc".
 */
export interface BuiltinClass {
  readonly bases?: readonly string[];
  /** What iterating gives. */
  readonly element?: string;
  /** What `x[key]` gives. */
  readonly item?: string;
  readonly methods?: Readonly<Record<string, string>>;
  readonly attributes?: Readonly<Record<string, string>>;
}

const each = (names: string, type: string): Record<string, string> =>
  Object.fromEntries(names.split(' ').map((name) => [name, type]));

const LIST_METHODS = {
  ...each('append extend insert remove clear reverse sort', 'None'), ...each('count index', 'int'), pop: '$0', copy: 'list[$0]',
};
const SET_METHODS = {
  ...each('add discard remove clear update difference_update intersection_update', 'None'), pop: '$0',
  ...each('copy union intersection difference symmetric_difference', 'self'), ...each('issubset issuperset isdisjoint', 'bool'),
};
const MAPPING_METHODS = {
  get: '$1 | None', pop: '$1', setdefault: '$1', items: 'collections.abc.Iterable[tuple[$0, $1]]', keys: 'collections.abc.Iterable[$0]',
  values: 'collections.abc.Iterable[$1]', popitem: 'tuple[$0, $1]', copy: 'self', clear: 'None', update: 'None',
};
const TEXT_METHODS = {
  ...each('strip lstrip rstrip lower upper title capitalize casefold swapcase replace join format center ljust rjust zfill removeprefix removesuffix expandtabs translate', 'self'),
  ...each('split rsplit splitlines', 'list[self]'), ...each('partition rpartition', 'tuple[self, self, self]'),
  ...each('startswith endswith isdigit isalpha isalnum isspace isupper islower isidentifier isnumeric isdecimal istitle isascii', 'bool'),
  ...each('find rfind index rindex count', 'int'),
};

/** The name that an instance of a class made by `namedtuple(…)` goes by. */
export const NAMED_TUPLE = 'collections.namedtuple()';

const BUILTIN_CLASSES: Readonly<Record<string, BuiltinClass>> = {
  str: { element: 'str', item: 'str', methods: { ...TEXT_METHODS, encode: 'bytes', format_map: 'str' } },
  bytes: { element: 'int', methods: { ...TEXT_METHODS, decode: 'str', hex: 'str', fromhex: 'bytes' } },
  bytearray: { element: 'int', methods: { ...TEXT_METHODS, decode: 'str', hex: 'str', append: 'None', extend: 'None' } },
  memoryview: { methods: { tobytes: 'bytes', release: 'None' } },
  int: { methods: { bit_length: 'int', to_bytes: 'bytes', from_bytes: 'int' } },
  bool: { bases: ['int'] },
  float: { methods: { is_integer: 'bool', hex: 'str' } },
  complex: {},
  list: { element: '$0', item: '$0', methods: LIST_METHODS },
  tuple: { element: '$0', item: '$0', methods: each('count index', 'int') },
  [NAMED_TUPLE]: { methods: { ...each('count index', 'int'), _asdict: 'dict', _replace: 'self' } },
  set: { element: '$0', methods: SET_METHODS },
  frozenset: { element: '$0', methods: SET_METHODS },
  dict: { element: '$0', item: '$1', methods: MAPPING_METHODS },
  range: { element: 'int', item: 'int' },
  slice: {},
  enumerate: { element: 'tuple[int, $0]' },
  zip: { element: '$0' },
  map: { element: '$0' },
  filter: { element: '$0' },
  reversed: { element: '$0' },
  'json.Value': {
    element: 'json.Value', item: 'json.Value',
    methods: {
      ...each('get pop setdefault copy', 'json.Value'), items: 'collections.abc.Iterable[tuple[str, json.Value]]', keys: 'collections.abc.Iterable[str]',
      values: 'collections.abc.Iterable[json.Value]', popitem: 'tuple[str, json.Value]', ...each('update clear append extend insert remove reverse sort', 'None'),
      ...each('strip lstrip rstrip lower upper title capitalize casefold replace join format', 'str'), ...each('split rsplit splitlines', 'list[str]'),
      ...each('partition rpartition', 'tuple[str, str, str]'), ...each('startswith endswith isdigit isalpha isalnum isspace isupper islower is_integer', 'bool'),
      ...each('find rfind index count', 'int'), encode: 'bytes',
    },
  },
  'collections.deque': {
    element: '$0', item: '$0',
    methods: { ...LIST_METHODS, popleft: '$0', appendleft: 'None', extendleft: 'None', rotate: 'None', copy: 'self' },
  },
  'collections.defaultdict': { bases: ['dict'], element: '$0', item: '$1', methods: MAPPING_METHODS },
  'collections.OrderedDict': { bases: ['dict'], element: '$0', item: '$1', methods: { ...MAPPING_METHODS, move_to_end: 'None' } },
  'collections.Counter': { bases: ['dict'], element: '$0', item: 'int', methods: { ...MAPPING_METHODS, most_common: 'list[tuple[$0, int]]' } },
  'collections.abc.Iterable': { element: '$0' },
  'collections.abc.Collection': { element: '$0' },
  'collections.abc.Container': {},
  'collections.abc.Iterator': { element: '$0', methods: { __next__: '$0', __iter__: 'self' } },
  'collections.abc.Reversible': { element: '$0' },
  'collections.abc.Sequence': { element: '$0', item: '$0', methods: each('count index', 'int') },
  'collections.abc.MutableSequence': { element: '$0', item: '$0', methods: LIST_METHODS },
  'collections.abc.Set': { element: '$0' },
  'collections.abc.MutableSet': { element: '$0', methods: SET_METHODS },
  'collections.abc.Mapping': { element: '$0', item: '$1', methods: MAPPING_METHODS },
  'collections.abc.MutableMapping': { element: '$0', item: '$1', methods: MAPPING_METHODS },
  'types.MappingProxyType': { bases: ['collections.abc.Mapping'], element: '$0', item: '$1', methods: MAPPING_METHODS },
  'collections.abc.KeysView': { element: '$0' },
  'collections.abc.ValuesView': { element: '$0' },
  'collections.abc.ItemsView': { element: 'tuple[$0, $1]' },
  'collections.abc.Generator': { element: '$0', methods: { __next__: '$0', __iter__: 'self', send: '$0', close: 'None', throw: '$0' } },
  'collections.abc.AsyncIterable': {},
  'collections.abc.AsyncIterator': { methods: { __anext__: 'collections.abc.Awaitable[$0]', __aiter__: 'self' } },
  'collections.abc.AsyncGenerator': {
    methods: { ...each('__anext__ asend athrow', 'collections.abc.Awaitable[$0]'), aclose: 'collections.abc.Awaitable[None]', __aiter__: 'self' },
  },
  'collections.abc.Awaitable': { methods: { __await__: 'collections.abc.Generator' } },
  'collections.abc.Coroutine': { bases: ['collections.abc.Awaitable'], methods: { send: 'Any', throw: 'Any', close: 'None' } },
  'contextlib.AbstractContextManager': {},
  'contextlib.AbstractAsyncContextManager': {},
  'collections.abc.Hashable': {},
  'collections.abc.Sized': {},
};

export function builtinClass(name: string): BuiltinClass | undefined {
  return entryOf(BUILTIN_CLASSES, name);
}

/** Methods that every object has, with their results (data model, "Basic customization"). */
const OBJECT_METHODS: Readonly<Record<string, string>> = {
  ...each('__init__ __setattr__ __delattr__ __init_subclass__', 'None'), ...each('__repr__ __str__ __format__', 'str'),
  ...each('__eq__ __ne__', 'bool'), ...each('__hash__ __sizeof__', 'int'), __dir__: 'list[str]',
};

/** The result type of a built-in function (`len`), or of a built-in class's method (`str.join`). */
export function builtinResult(name: string): string | undefined {
  const dot = name.lastIndexOf('.');
  const known = entryOf(BUILTIN_RESULTS, name) ?? entryOf(builtinClass(name.slice(0, dot))?.methods, name.slice(dot + 1));
  return known ?? (dot > 0 ? objectMethod(name.slice(dot + 1)) : undefined);
}

/** The result type of a special method that every object has. */
export function objectMethod(name: string): string | undefined {
  return entryOf(OBJECT_METHODS, name);
}

/** A table's own entry: names from programs such as `constructor` must not reach `Object.prototype`. */
export function entryOf<T>(table: Readonly<Record<string, T>> | undefined, key: string): T | undefined {
  return table && Object.hasOwn(table, key) ? table[key] : undefined;
}

/** Classes whose instances are never awaitable, whatever they hold. */
export function isPlainBuiltin(name: string): boolean {
  return builtinClass(name) !== undefined && !ABSTRACT.has(name);
}

/** Is it a protocol that says nothing about awaiting? */
export function isProtocolBuiltin(name: string): boolean {
  return ABSTRACT.has(name);
}

/** Protocols that an awaitable object may satisfy as well. */
const ABSTRACT: ReadonlySet<string> = new Set(['collections.abc.Hashable', 'collections.abc.Sized', 'collections.abc.Container']);

/** Built-in functions that return an instance of a fixed class, in the notation of `type-notation.ts`. */
const BUILTIN_RESULTS: Readonly<Record<string, string>> = {
  ...each('len hash id ord', 'int'), ...each('repr chr hex oct bin ascii format', 'str'),
  ...each('isinstance issubclass callable hasattr any all', 'bool'), ...each('print setattr delattr exec', 'None'), divmod: 'tuple[int, int]',
  input: 'str', dir: 'list[str]',
};

/** Names of `typing` (and `typing_extensions`) that stand for another class. */
const TYPING_ALIASES: Readonly<Record<string, string>> = {
  List: 'list', Dict: 'dict', Set: 'set', FrozenSet: 'frozenset', Tuple: 'tuple', Type: 'type', Text: 'str', LiteralString: 'str',
  Deque: 'collections.deque', DefaultDict: 'collections.defaultdict', OrderedDict: 'collections.OrderedDict', Counter: 'collections.Counter',
  AbstractSet: 'collections.abc.Set', ContextManager: 'contextlib.AbstractContextManager',
  AsyncContextManager: 'contextlib.AbstractAsyncContextManager', Pattern: 're.Pattern', Match: 're.Match',
  ...Object.fromEntries(
    ('Iterable Collection Container Iterator Reversible Sequence MutableSequence MutableSet Mapping MutableMapping KeysView ValuesView '
      + 'ItemsView Generator AsyncIterable AsyncIterator AsyncGenerator Hashable Sized Awaitable Coroutine Callable ByteString')
      .split(' ').map((name) => [name, `collections.abc.${name}`]),
  ),
};

/** The canonical name of a class or special form: `typing.List` → `list`, `builtins.str` → `str`. */
export function canonicalTypeName(name: string): string {
  const dot = name.lastIndexOf('.');
  const module = name.slice(0, dot);
  const last = name.slice(dot + 1);
  if (module === 'builtins') return last;
  if (module === 'typing_extensions' || module === 'typing') return entryOf(TYPING_ALIASES, last) ?? `typing.${last}`;
  return name;
}
