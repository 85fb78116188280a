/** aiofiles: files and temporary files, read and written in threads. */
import type { LibraryClass, LibraryTable } from './facts.js';
import { awaitOrEnter, coroutine, each, pending, plain } from './notation.js';

/** Opened in text mode and in binary mode by the same function: what both can do. */
const TEXT = 'aiofiles.threadpool.text.AsyncTextIOWrapper';
const BINARY = 'aiofiles.threadpool.binary.AsyncBufferedIOBase';

export const aiofiles: LibraryTable = {
  module: 'aiofiles',
  language: 'python',
  functions: { open: awaitOrEnter('aiofiles.PendingFile', { opens: true, waitsFor: 'file' }) },
  classes: { PendingFile: pending(TEXT) },
};

const shared = each('read readline readlines write writelines seek tell flush truncate close isatty', coroutine('object'));
const file: Omit<LibraryClass, 'methods'> = { asyncElement: 'object', concurrentUse: 'exclusive', resource: { kind: 'file', close: ['close'] } };
const binary: LibraryClass = {
  ...file,
  methods: { ...shared, ...each('read1 readinto seekable writable', coroutine('object')), readable: plain('bool'), detach: plain('object'), fileno: plain('int') },
  asyncElement: 'bytes',
};

export const aiofilesText: LibraryTable = {
  module: 'aiofiles.threadpool.text',
  language: 'python',
  functions: {},
  classes: {
    AsyncTextIOWrapper: { ...file, methods: { ...shared, ...each('readable writable seekable', coroutine()) }, asyncElement: 'str' },
  },
};

export const aiofilesBinary: LibraryTable = {
  module: 'aiofiles.threadpool.binary',
  language: 'python',
  functions: {},
  classes: {
    AsyncBufferedIOBase: binary,
    AsyncBufferedReader: { bases: [BINARY], methods: { peek: coroutine('bytes') } },
    AsyncFileIO: { ...file, methods: { ...shared, ...each('readall readinto seekable writable', coroutine('object')), readable: plain('bool'), fileno: plain('int') } },
  },
};

export const aiofilesTemporary: readonly LibraryTable[] = [
  {
    module: 'aiofiles.tempfile',
    language: 'python',
    functions: {
      ...each('NamedTemporaryFile TemporaryFile', awaitOrEnter('aiofiles.tempfile.PendingFile', { opens: true, waitsFor: 'file' })),
      SpooledTemporaryFile: awaitOrEnter('aiofiles.tempfile.PendingSpooledFile', { opens: true, waitsFor: 'file' }),
      TemporaryDirectory: awaitOrEnter('aiofiles.tempfile.PendingDirectory', { waitsFor: 'file' }),
    },
    classes: {
      // `w+b` unless a mode is given; entering a directory gives its path.
      PendingFile: pending(BINARY),
      PendingSpooledFile: pending('aiofiles.tempfile.temptypes.AsyncSpooledTemporaryFile'),
      PendingDirectory: { ...pending('aiofiles.tempfile.temptypes.AsyncTemporaryDirectory'), asyncEnter: 'str' },
    },
  },
  {
    module: 'aiofiles.tempfile.temptypes',
    language: 'python',
    functions: {},
    classes: {
      AsyncSpooledTemporaryFile: { ...file, methods: { ...shared, ...each('rollover fileno', coroutine('object')) } },
      AsyncTemporaryDirectory: { methods: each('cleanup close', coroutine('None')), attributes: { name: 'str' }, concurrentUse: 'exclusive' },
    },
  },
];

export const aiofilesOs: readonly LibraryTable[] = [
  {
    module: 'aiofiles.os',
    language: 'python',
    functions: each('stat rename renames remove removedirs mkdir makedirs rmdir listdir scandir replace unlink symlink link readlink access getcwd', coroutine()),
    classes: {},
  },
  {
    module: 'aiofiles.ospath',
    language: 'python',
    functions: { ...each('exists isfile isdir islink ismount samefile sameopenfile', coroutine('bool')), ...each('getsize', coroutine('int')), ...each('getmtime getatime getctime', coroutine('float')), abspath: coroutine('str') },
    classes: {},
    aliases: { 'aiofiles.os.path': 'aiofiles.ospath' },
  },
];
