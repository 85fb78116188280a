/** Console, signals, processor-heavy functions and imports of Python's standard library. */
import type { LibraryTable } from './facts.js';
import { blocks, each, plain, takes } from './notation.js';

export const getpass: LibraryTable = {
  module: 'getpass',
  language: 'python',
  functions: { getpass: blocks('console', 'str'), getuser: plain('str') },
  classes: {},
};

export const sys: LibraryTable = {
  module: 'sys',
  language: 'python',
  functions: {
    ...each('exit exc_info getsizeof getrecursionlimit setrecursionlimit getrefcount getdefaultencoding getfilesystemencoding intern call_tracing settrace gettrace audit _getframe', plain()),
  },
  classes: { Console: { bases: ['typing.TextIO'], methods: { ...each('read readline', blocks('console', 'str')), readlines: blocks('console', 'list') }, iterationBlocks: 'console', element: 'str', nominal: true } },
  values: { stdin: 'sys.Console', argv: 'list', path: 'list', platform: 'str', version: 'str', executable: 'str', modules: 'dict' },
};

export const signal: LibraryTable = {
  module: 'signal',
  language: 'python',
  functions: {
    ...each('pause sigwait sigwaitinfo', blocks('thread-sync', 'object', { platform: ['linux'] })),
    sigtimedwait: blocks('thread-sync', 'object', { unless: [{ argument: 1, value: 0 }], platform: ['linux'] }),
    signal: plain(undefined, { role: 'on-loop-callback', ...takes([1, 'handler'], 'dropped', 2) }),
    ...each('getsignal raise_signal set_wakeup_fd strsignal default_int_handler valid_signals', plain()),
    ...each('alarm setitimer getitimer siginterrupt pthread_sigmask pthread_kill', plain(undefined, { platform: ['linux', 'darwin'] })),
  },
  classes: {},
};

export const hashlib: LibraryTable = {
  module: 'hashlib',
  language: 'python',
  functions: {
    ...each('scrypt pbkdf2_hmac', blocks('cpu', 'bytes')),
    file_digest: blocks('file', 'object', { since: '3.11' }),
    ...each('new md5 sha1 sha224 sha256 sha384 sha512 sha3_224 sha3_256 sha3_384 sha3_512 shake_128 shake_256 blake2b blake2s', plain('hashlib.Hash')),
  },
  classes: { Hash: { methods: { update: plain('None'), digest: plain('bytes'), hexdigest: plain('str'), copy: plain('hashlib.Hash') }, nominal: true } },
};

export const crypt: LibraryTable = {
  module: 'crypt',
  language: 'python',
  until: '3.13',
  platform: ['linux', 'darwin'],
  functions: { crypt: blocks('cpu', 'str'), mksalt: plain('str') },
  classes: {},
};

export const importlib: LibraryTable = {
  module: 'importlib',
  language: 'python',
  // Loading a module runs its code; how long that takes is not known.
  functions: { ...each('import_module reload', {}), invalidate_caches: plain('None') },
  classes: {},
};

export const linecache: LibraryTable = {
  module: 'linecache',
  language: 'python',
  functions: { ...each('getline', blocks('file', 'str')), getlines: blocks('file', 'list'), ...each('checkcache clearcache lazycache', plain()) },
  classes: {},
};

export const webbrowser: LibraryTable = {
  module: 'webbrowser',
  language: 'python',
  functions: each('open open_new open_new_tab', blocks('process', 'bool')),
  classes: {},
};
