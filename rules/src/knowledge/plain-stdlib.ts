/** Parts of Python's standard library that neither block nor await; effects need to know that they are harmless. */
import type { LibraryClass, LibraryTable } from './facts.js';
import { blocks, each, plain, takes, typed } from './notation.js';

function table(module: string, functions: LibraryTable['functions'], classes: LibraryTable['classes'] = {}, more: Partial<LibraryTable> = {}): LibraryTable {
  return { module, language: 'python', functions, classes, ...more };
}

const dateMethods: LibraryClass['methods'] = {
  ...each('isoformat strftime ctime', plain('str')),
  ...each('weekday isoweekday toordinal', plain('int')),
  ...each('replace', plain('self')),
  timetuple: plain('time.struct_time'),
  isocalendar: plain('tuple'),
};

const logger: LibraryClass = {
  construct: plain('logging.Logger'),
  methods: {
    ...each('debug info warning error exception critical log warn setLevel addHandler removeHandler addFilter removeFilter handle', plain('None')),
    ...each('isEnabledFor hasHandlers', plain('bool')),
    getEffectiveLevel: plain('int'),
    getChild: plain('logging.Logger'),
  },
  attributes: { name: 'str', level: 'int', handlers: 'list', propagate: 'bool' },
  concurrentUse: 'safe',
};

export const plainStdlib: readonly LibraryTable[] = [
  table('json', { dumps: plain('str'), loads: plain('json.Value'), dump: plain('None'), load: blocks('file', 'json.Value') }, {
    // What a decoded document consists of: dicts, lists, strings, numbers, None. Their methods in one.
    Value: {
      methods: each(
        'get items keys values pop popitem setdefault update clear copy append extend insert remove reverse sort count index strip lstrip rstrip lower upper title capitalize '
          + 'casefold replace join format split rsplit splitlines partition rpartition startswith endswith find rfind encode isdigit isalpha isalnum isspace isupper islower is_integer',
        plain(),
      ),
      element: 'json.Value',
      nominal: true,
    },
    JSONEncoder: { construct: plain('json.JSONEncoder'), methods: { encode: plain('str'), default: plain(), iterencode: plain() } },
    JSONDecoder: { construct: plain('json.JSONDecoder'), methods: { decode: plain('json.Value'), raw_decode: plain('tuple') } },
  }),
  table('pickle', { dumps: plain('bytes'), loads: plain('object'), dump: plain('None'), load: blocks('file', 'object') }),
  table('base64', { ...each('b64encode b64decode urlsafe_b64encode urlsafe_b64decode standard_b64encode standard_b64decode b32encode b32decode b16encode b16decode a85encode a85decode b85encode b85decode encodebytes decodebytes', plain('bytes')) }),
  table('binascii', { ...each('hexlify unhexlify b2a_base64 a2b_base64', plain('bytes')), crc32: plain('int') }),
  table('hmac', { new: plain('hmac.HMAC'), digest: plain('bytes'), compare_digest: plain('bool') }, {
    HMAC: { construct: plain('hmac.HMAC'), methods: { update: plain('None'), digest: plain('bytes'), hexdigest: plain('str'), copy: plain('hmac.HMAC') } },
  }),
  table('secrets', { ...each('token_hex token_urlsafe', plain('str')), token_bytes: plain('bytes'), ...each('randbelow randbits', plain('int')), choice: plain('object'), compare_digest: plain('bool') }),
  table('uuid', { ...each('uuid1 uuid3 uuid4 uuid5', plain('uuid.UUID')), ...each('uuid6 uuid7 uuid8', plain('uuid.UUID', { since: '3.14' })), getnode: plain('int') }, {
    UUID: { construct: plain('uuid.UUID'), methods: {}, attributes: { ...typed('hex urn', 'str'), int: 'int', bytes: 'bytes', version: 'int' } },
  }),
  table('random', { ...each('random uniform gauss triangular betavariate expovariate gammavariate lognormvariate normalvariate vonmisesvariate paretovariate weibullvariate', plain('float')), ...each('randint randrange getrandbits', plain('int')), randbytes: plain('bytes', { since: '3.9' }), choice: plain('object'), ...each('choices sample', plain('list')), shuffle: plain('None', { changes: [0] }), ...each('seed setstate', plain('None')), getstate: plain('tuple') }, {
    Random: { construct: plain('random.Random'), methods: { ...each('random uniform gauss', plain('float')), ...each('randint randrange', plain('int')), choice: plain('object'), ...each('choices sample', plain('list')), seed: plain('None'), shuffle: plain('None', { changes: [0] }) } },
  }),
  table('math', { ...each('sqrt sin cos tan asin acos atan atan2 sinh cosh tanh exp expm1 log log2 log10 log1p pow fabs fmod fsum hypot degrees radians copysign dist erf erfc gamma lgamma ldexp remainder', plain('float')), ...each('floor ceil trunc gcd factorial isqrt comb perm', plain('int')), ...each('isclose isfinite isinf isnan', plain('bool')), ...each('frexp modf', plain('tuple')), prod: plain() }, {}, { values: { pi: 'float', e: 'float', inf: 'float', nan: 'float', tau: 'float' } }),
  table('statistics', { ...each('mean fmean median mode stdev variance pstdev pvariance quantiles median_low median_high', plain()) }),
  table('datetime', {}, {
    datetime: { bases: ['datetime.date'], construct: plain('datetime.datetime'), methods: { ...dateMethods, ...each('now utcnow today fromtimestamp utcfromtimestamp fromisoformat strptime combine astimezone', plain('datetime.datetime')), timestamp: plain('float'), date: plain('datetime.date'), ...each('time timetz', plain('datetime.time')), ...each('utcoffset dst', plain('datetime.timedelta')), tzname: plain('str') }, attributes: typed('year month day hour minute second microsecond', 'int') },
    date: { construct: plain('datetime.date'), methods: { ...dateMethods, ...each('today fromtimestamp fromisoformat fromordinal fromisocalendar', plain('datetime.date')) }, attributes: typed('year month day', 'int') },
    time: { construct: plain('datetime.time'), methods: { ...each('isoformat strftime', plain('str')), ...each('fromisoformat replace', plain('datetime.time')) }, attributes: typed('hour minute second microsecond', 'int') },
    timedelta: { construct: plain('datetime.timedelta'), methods: { total_seconds: plain('float') }, attributes: typed('days seconds microseconds', 'int') },
    timezone: { construct: plain('datetime.timezone'), methods: {} },
  }),
  table('zoneinfo', { available_timezones: plain('set') }, { ZoneInfo: { construct: plain('zoneinfo.ZoneInfo'), methods: {} } }, { since: '3.9' }),
  table('calendar', { ...each('isleap monthrange timegm weekday leapdays', plain()) }),
  table('re', { ...each('compile', plain('re.Pattern')), ...each('match fullmatch search', plain('re.Match')), ...each('sub escape', plain('str')), ...each('split findall', plain('list')), finditer: plain(), subn: plain('tuple'), purge: plain('None') }, {
    Pattern: { methods: { ...each('match fullmatch search', plain('re.Match')), sub: plain('str'), ...each('split findall', plain('list')), finditer: plain(), subn: plain('tuple') }, attributes: { pattern: 'str', flags: 'int' } },
    Match: { methods: { ...each('group expand', plain('str')), groups: plain('tuple'), groupdict: plain('dict'), ...each('start end', plain('int')), span: plain('tuple') } },
  }),
  table('string', { capwords: plain('str') }, { Template: { construct: plain('string.Template'), methods: each('substitute safe_substitute', plain('str')) } }),
  table('textwrap', { ...each('dedent indent fill shorten', plain('str')), wrap: plain('list') }),
  table('copy', { ...each('copy deepcopy', plain('object')) }),
  table('itertools', {}, Object.fromEntries('chain count cycle repeat accumulate combinations combinations_with_replacement compress dropwhile filterfalse groupby islice permutations product starmap takewhile zip_longest'.split(' ').map((name): [string, LibraryClass] => [name, { construct: plain(`itertools.${name}`), methods: {}, element: 'object' }]))),
  table('operator', { ...each('add sub mul truediv floordiv mod eq ne lt le gt ge not_ truth and_ or_ xor neg pos contains index', plain()), getitem: plain('object') }, { ...Object.fromEntries('itemgetter attrgetter methodcaller'.split(' ').map((name): [string, LibraryClass] => [name, { construct: plain(`operator.${name}`), methods: {} }])) }),
  table('functools', { ...each('wraps update_wrapper lru_cache total_ordering cmp_to_key singledispatch', plain('object')), cache: plain('object', { since: '3.9' }), reduce: takes([0], 'returned', 2) }, {
    partial: { construct: plain('functools.partial'), methods: {} },
    partialmethod: { construct: plain('functools.partialmethod'), methods: {} },
    cached_property: { construct: plain('functools.cached_property'), methods: {} },
    singledispatchmethod: { construct: plain('functools.singledispatchmethod'), methods: {} },
  }),
  table('collections', { namedtuple: plain('type') }, {
    OrderedDict: { bases: ['dict'], construct: plain('collections.OrderedDict'), methods: { move_to_end: plain('None') } },
    defaultdict: { bases: ['dict'], construct: plain('collections.defaultdict'), methods: {} },
    Counter: { bases: ['dict'], construct: plain('collections.Counter'), methods: { ...each('most_common', plain('list')), elements: plain('object'), subtract: plain('None'), total: plain('int', { since: '3.10' }) } },
    deque: { construct: plain('collections.deque'), methods: { ...each('append appendleft extend extendleft clear remove reverse rotate insert', plain('None')), ...each('pop popleft', plain('object')), copy: plain('collections.deque'), ...each('count index', plain('int')) }, element: 'object' },
    ChainMap: { construct: plain('collections.ChainMap'), methods: { new_child: plain('collections.ChainMap') } },
  }),
  table('heapq', { ...each('heappush heapify', plain('None', { changes: [0] })), ...each('heappop heapreplace heappushpop', plain('object', { changes: [0] })), ...each('nlargest nsmallest', plain('list')), merge: plain('object') }),
  table('bisect', { ...each('bisect bisect_left bisect_right', plain('int')), ...each('insort insort_left insort_right', plain('None', { changes: [0] })) }),
  table('decimal', { ...each('getcontext setcontext localcontext', plain()) }, { Decimal: { construct: plain('decimal.Decimal'), methods: each('quantize normalize to_integral_value sqrt', plain('decimal.Decimal')) } }),
  table('fractions', {}, { Fraction: { construct: plain('fractions.Fraction'), methods: { limit_denominator: plain('fractions.Fraction') } } }),
  table('dataclasses', {
    fields: plain(), is_dataclass: plain('bool'), asdict: plain('dict'), astuple: plain('tuple'), ...each('field replace dataclass make_dataclass', plain('object')),
  }),
  table('enum', {}, { auto: { construct: plain('enum.auto'), methods: {} }, Enum: { methods: {}, attributes: { name: 'str', value: 'object' } }, StrEnum: { bases: ['enum.Enum', 'str'], methods: {}, since: '3.11' }, IntEnum: { bases: ['enum.Enum', 'int'], methods: {} }, Flag: { bases: ['enum.Enum'], methods: {} }, IntFlag: { bases: ['enum.Flag', 'int'], methods: {} } }),
  table('inspect', { ...each('iscoroutinefunction iscoroutine isawaitable isasyncgenfunction isasyncgen isfunction isclass ismethod', plain('bool', { takesAwaitables: true })), getdoc: plain(), signature: {}, getmembers: {} }),
  table('typing', { cast: plain('object'), ...each('get_type_hints get_origin get_args overload final NewType no_type_check runtime_checkable', plain('object')) }),
  table('contextvars', { copy_context: plain('contextvars.Context') }, { ContextVar: { construct: plain('contextvars.ContextVar'), methods: { get: plain('object'), ...each('set reset', plain()) } }, Context: { construct: plain('contextvars.Context'), methods: {} } }),
  table('warnings', { ...each('warn simplefilter filterwarnings resetwarnings', plain('None')) }),
  table('traceback', { ...each('print_exc print_exception print_stack print_tb', plain('None')), ...each('format_exc', plain('str')), ...each('format_exception format_tb extract_tb extract_stack format_stack', plain('list')) }),
  table('gc', { ...each('collect enable disable freeze', plain()) }),
  table('weakref', { proxy: plain('object'), finalize: plain() }, { ref: { construct: plain('weakref.ref'), methods: {} }, WeakSet: { construct: plain('weakref.WeakSet'), methods: each('add discard', plain('None')), element: 'object' }, WeakKeyDictionary: { construct: plain('weakref.WeakKeyDictionary'), methods: {} }, WeakValueDictionary: { construct: plain('weakref.WeakValueDictionary'), methods: {} } }),
  table('struct', { pack: plain('bytes'), ...each('unpack unpack_from', plain('tuple')), calcsize: plain('int'), pack_into: plain('None') }),
  table('html', { ...each('escape unescape', plain('str')) }),
  table('urllib.parse', { ...each('urljoin quote quote_plus unquote unquote_plus urlencode urlunparse urlunsplit', plain('str')), ...each('urlparse urlsplit', plain()), parse_qs: plain('dict'), parse_qsl: plain('list'), urldefrag: plain() }),
  table('shlex', { ...each('quote join', plain('str')), split: plain('list') }),
  table('fnmatch', { ...each('fnmatch fnmatchcase', plain('bool')), filter: plain('list') }),
  table('mimetypes', { ...each('guess_type', plain('tuple')), guess_extension: plain('str') }),
  table('platform', { ...each('system machine node python_version release', plain('str')) }),
  table('atexit', { register: plain('object', takes([0], 'dropped', 'all')), unregister: plain('None') }),
  table('csv', { ...each('reader writer', plain()) }, { DictReader: { construct: plain('csv.DictReader'), methods: {} }, DictWriter: { construct: plain('csv.DictWriter'), methods: {} } }),
  table('argparse', {}, { ArgumentParser: { construct: plain('argparse.ArgumentParser'), methods: { ...each('add_argument add_argument_group add_subparsers error exit print_help', plain()), parse_args: plain('argparse.Namespace'), parse_known_args: plain('tuple') } }, Namespace: { construct: plain('argparse.Namespace'), methods: {}, otherMethods: {} } }),
  table('logging', { getLogger: plain('logging.Logger'), ...each('debug info warning error exception critical log basicConfig disable captureWarnings', plain('None')), getLevelName: plain() }, {
    Logger: logger,
    LoggerAdapter: { construct: plain('logging.LoggerAdapter'), methods: each('debug info warning error exception critical log setLevel', plain('None')), concurrentUse: 'safe' },
    Handler: { construct: plain('logging.Handler'), methods: each('setLevel setFormatter addFilter', plain('None')) },
    StreamHandler: { bases: ['logging.Handler'], construct: plain('logging.StreamHandler'), methods: {} },
    FileHandler: { bases: ['logging.StreamHandler'], construct: plain('logging.FileHandler'), methods: {} },
    Formatter: { construct: plain('logging.Formatter'), methods: { format: plain('str') } },
    NullHandler: { bases: ['logging.Handler'], construct: plain('logging.NullHandler'), methods: {} },
  }),
];
