/** Python's builtin functions and types. https://docs.python.org/3/library/functions.html and …/stdtypes.html */
import type { LibraryClass, LibraryTable } from './facts.js';
import { advice, blocks, each, plain, takes } from './notation.js';

const text: LibraryClass['methods'] = {
  ...each('capitalize casefold center expandtabs format format_map join ljust lower lstrip replace rjust rstrip strip swapcase title translate upper zfill', plain('str')),
  ...each('removeprefix removesuffix', plain('str', { since: '3.9' })),
  ...each('count find index rfind rindex', plain('int')),
  ...each('endswith startswith isalnum isalpha isascii isdecimal isdigit isidentifier islower isnumeric isprintable isspace istitle isupper', plain('bool')),
  ...each('split rsplit splitlines', plain('list')),
  ...each('partition rpartition', plain('tuple')),
  encode: plain('bytes'),
  maketrans: plain('dict'),
};

const binary: LibraryClass['methods'] = {
  ...each('capitalize center expandtabs join ljust lower lstrip replace rjust rstrip strip swapcase title translate upper zfill', plain('bytes')),
  ...each('removeprefix removesuffix', plain('bytes', { since: '3.9' })),
  ...each('count find index rfind rindex', plain('int')),
  ...each('endswith startswith isalnum isalpha isascii isdigit islower isspace istitle isupper', plain('bool')),
  ...each('split rsplit splitlines', plain('list')),
  ...each('partition rpartition', plain('tuple')),
  ...each('decode hex', plain('str')),
  fromhex: plain('bytes'),
  maketrans: plain('bytes'),
};

const setMethods: LibraryClass['methods'] = {
  ...each('copy difference intersection symmetric_difference union', plain('set')),
  ...each('isdisjoint issubset issuperset', plain('bool')),
};

/** A builtin type whose construction is plain. */
function type(name: string, methods: LibraryClass['methods'], more?: Partial<LibraryClass>): LibraryClass {
  return { construct: plain(name), methods, ...more };
}

export const builtins: LibraryTable = {
  module: 'builtins',
  language: 'python',
  functions: {
    open: blocks('file', 'io.FileObject', { opens: true, replacement: advice('aiofiles.open', 'aiofiles') }),
    input: blocks('console', 'str'),
    breakpoint: blocks('console', 'None'),
    print: plain('None'),
    ...each('len hash id ord', plain('int')),
    ...each('repr ascii format chr bin hex oct', plain('str')),
    ...each('isinstance issubclass hasattr callable all any', plain('bool')),
    sorted: plain('list', takes(['key'], 'compared', 1)),
    dir: plain('list'),
    ...each('globals locals vars', plain('dict')),
    ...each('setattr delattr', plain('None', { changes: [0] })),
    divmod: plain('tuple'),
    ...each('abs pow round iter', plain()),
    // They give back what they are given, or what it consists of.
    ...each('min max', { harmless: true, ...takes(['key'], 'compared', 1) }),
    ...each('sum getattr', { harmless: true }),
    next: { harmless: true, changes: [0] },
    ...each('eval exec __import__', {}),
    compile: {},
  },
  classes: {
    object: type('object', {}),
    str: type('str', text, { element: 'str' }),
    bytes: type('bytes', binary, { element: 'int' }),
    bytearray: type('bytearray', { ...binary, ...each('append clear extend insert remove reverse', plain('None')), pop: plain('int'), copy: plain('bytearray') }, { element: 'int' }),
    memoryview: type('memoryview', { ...each('tobytes', plain('bytes')), tolist: plain('list'), hex: plain('str'), release: plain('None'), cast: plain('memoryview') }, { enter: 'self' }),
    int: type('int', { ...each('bit_length conjugate', plain('int')), to_bytes: plain('bytes'), from_bytes: plain('int'), as_integer_ratio: plain('tuple'), bit_count: plain('int', { since: '3.10' }) }),
    bool: type('bool', {}, { bases: ['int'] }),
    float: type('float', { ...each('is_integer', plain('bool')), hex: plain('str'), fromhex: plain('float'), as_integer_ratio: plain('tuple') }),
    complex: type('complex', { conjugate: plain('complex') }),
    list: type('list', { ...each('append clear extend insert remove reverse', plain('None')), sort: plain('None', takes(['key'], 'compared', 1)), copy: plain('list'), pop: plain('object'), ...each('count index', plain('int')) }, { element: 'object' }),
    tuple: type('tuple', each('count index', plain('int')), { element: 'object' }),
    dict: type('dict', { ...each('clear update', plain('None')), ...each('copy fromkeys', plain('dict')), ...each('get pop setdefault', plain('object')), ...each('items keys values', plain()), popitem: plain('tuple') }, { element: 'object' }),
    set: type('set', { ...setMethods, ...each('add clear discard remove update difference_update intersection_update symmetric_difference_update', plain('None')), pop: plain('object') }, { element: 'object' }),
    frozenset: type('frozenset', setMethods, { element: 'object' }),
    range: type('range', each('count index', plain('int')), { element: 'int' }),
    slice: type('slice', { indices: plain('tuple') }),
    // Lazy: what they call runs when they are iterated.
    enumerate: type('enumerate', {}, { element: 'tuple' }),
    zip: type('zip', {}, { element: 'tuple' }),
    reversed: type('reversed', {}, { element: 'object' }),
    map: type('map', {}, { element: 'object', construct: plain('map', takes([0], 'elements', 1)) }),
    filter: type('filter', {}, { element: 'object', construct: plain('filter', takes([0], 'compared', 1)) }),
    super: { methods: {} },
    type: { methods: {} },
    property: type('property', {}),
    staticmethod: type('staticmethod', {}),
    classmethod: type('classmethod', {}),
    BaseException: type('BaseException', { with_traceback: plain('self'), add_note: plain('None', { since: '3.11' }) }),
    ...Object.fromEntries(
      ('Exception:BaseException KeyboardInterrupt:BaseException SystemExit:BaseException GeneratorExit:BaseException ValueError:Exception TypeError:Exception ' +
        'LookupError:Exception KeyError:LookupError IndexError:LookupError AttributeError:Exception NameError:Exception ArithmeticError:Exception ' +
        'ZeroDivisionError:ArithmeticError OverflowError:ArithmeticError AssertionError:Exception EOFError:Exception ImportError:Exception ' +
        'ModuleNotFoundError:ImportError MemoryError:Exception RuntimeError:Exception NotImplementedError:RuntimeError RecursionError:RuntimeError ' +
        'StopIteration:Exception StopAsyncIteration:Exception OSError:Exception FileNotFoundError:OSError FileExistsError:OSError PermissionError:OSError ' +
        'ConnectionError:OSError ConnectionResetError:ConnectionError ConnectionAbortedError:ConnectionError ConnectionRefusedError:ConnectionError ' +
        'BrokenPipeError:ConnectionError TimeoutError:OSError InterruptedError:OSError BlockingIOError:OSError IsADirectoryError:OSError NotADirectoryError:OSError ' +
        'UnicodeError:ValueError UnicodeDecodeError:UnicodeError UnicodeEncodeError:UnicodeError Warning:Exception DeprecationWarning:Warning UserWarning:Warning RuntimeWarning:Warning ResourceWarning:Warning')
        .split(' ')
        .map((pair): [string, LibraryClass] => {
          const [name = '', base = ''] = pair.split(':');
          return [name, { bases: [base], construct: plain(name), methods: {} }];
        }),
    ),
    BaseExceptionGroup: { bases: ['BaseException'], construct: plain('BaseExceptionGroup'), methods: {}, since: '3.11' },
    ExceptionGroup: { bases: ['BaseExceptionGroup', 'Exception'], construct: plain('ExceptionGroup'), methods: {}, since: '3.11' },
  },
  aliases: { 'typing.List': 'list', 'typing.Dict': 'dict', 'typing.Set': 'set', 'typing.FrozenSet': 'frozenset', 'typing.Tuple': 'tuple', 'typing.Text': 'str', 'asyncio.TimeoutError': 'TimeoutError' },
};
