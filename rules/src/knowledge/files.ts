/** File objects and the functions that open them. https://docs.python.org/3/library/io.html */
import type { LibraryClass, LibraryFacts, LibraryTable } from './facts.js';
import { advice, blocks, each, plain } from './notation.js';

const aio = { replacement: advice('aiofiles', 'aiofiles') };

/** Methods of an open file whose items are `data`. Closing may flush, which is too short to count. */
function file(data: string, construct: string): LibraryClass {
  return {
    bases: ['io.IOBase'],
    construct: plain(construct),
    methods: {
      ...each('read readline', blocks('file', data, aio)),
      readlines: blocks('file', 'list', aio),
      ...each('write truncate', blocks('file', 'int', aio)),
      ...each('writelines flush', blocks('file', 'None', aio)),
      ...each('seek tell fileno', plain('int')),
      ...each('close', plain('None')),
      ...each('isatty readable seekable writable', plain('bool')),
    },
    attributes: { name: 'str', mode: 'str', closed: 'bool' },
    enter: 'self',
    iterationBlocks: 'file',
    element: data,
    concurrentUse: 'exclusive',
    resource: { kind: 'file', close: ['close'] },
  };
}

/** What is declared as one of these may be a file, the terminal or text in memory: using it proves nothing. */
function stream(data: string): LibraryClass {
  const methods = Object.entries(file(data, '').methods).map(([name, { returns }]): [string, LibraryFacts] => [name, returns === undefined ? {} : { returns }]);
  return { methods: Object.fromEntries(methods), attributes: { name: 'str', mode: 'str', closed: 'bool' }, enter: 'self', element: data, concurrentUse: 'exclusive', nominal: true };
}

const memory = {
  ...each('read readline getvalue', plain()),
  readlines: plain('list'),
  ...each('write truncate seek tell', plain('int')),
  ...each('writelines flush close', plain('None')),
  ...each('isatty readable seekable writable', plain('bool')),
};

export const io: LibraryTable = {
  module: 'io',
  language: 'python',
  functions: { ...each('open open_code', blocks('file', 'io.FileObject', { ...aio, opens: true })), text_encoding: plain('str', { since: '3.10' }) },
  classes: {
    IOBase: stream('object'),
    RawIOBase: { ...stream('bytes'), bases: ['io.IOBase'] },
    BufferedIOBase: { ...stream('bytes'), bases: ['io.IOBase'] },
    TextIOBase: { ...stream('str'), bases: ['io.IOBase'] },
    // `open` gives one of several classes, depending on its mode; this name stands for all of them.
    FileObject: { ...file('object', 'io.FileObject'), nominal: true },
    TextIOWrapper: { ...file('str', 'io.TextIOWrapper'), bases: ['io.TextIOBase'], attributes: { buffer: 'io.BufferedReader', encoding: 'str', name: 'str', closed: 'bool' } },
    BufferedReader: { ...file('bytes', 'io.BufferedReader'), bases: ['io.BufferedIOBase'], attributes: { raw: 'io.FileIO', name: 'str', closed: 'bool' } },
    BufferedWriter: { ...file('bytes', 'io.BufferedWriter'), bases: ['io.BufferedIOBase'], attributes: { raw: 'io.FileIO', name: 'str', closed: 'bool' } },
    BufferedRandom: { ...file('bytes', 'io.BufferedRandom'), bases: ['io.BufferedIOBase'], attributes: { raw: 'io.FileIO', name: 'str', closed: 'bool' } },
    FileIO: { ...file('bytes', 'io.FileIO'), bases: ['io.RawIOBase'], construct: blocks('file', 'io.FileIO', { ...aio, opens: true }), attributes: { mode: 'str', closed: 'bool' } },
    BytesIO: { bases: ['io.BufferedIOBase'], construct: plain('io.BytesIO'), methods: { ...memory, getbuffer: plain('memoryview') }, enter: 'self', element: 'bytes' },
    StringIO: { bases: ['io.TextIOBase'], construct: plain('io.StringIO'), methods: memory, enter: 'self', element: 'str' },
  },
  aliases: { _io: 'io' },
};

export const typingFiles: LibraryTable = {
  module: 'typing',
  language: 'python',
  functions: {},
  classes: { IO: stream('object'), TextIO: stream('str'), BinaryIO: stream('bytes') },
};

export const codecs: LibraryTable = {
  module: 'codecs',
  language: 'python',
  functions: { open: blocks('file', 'io.FileObject', { ...aio, opens: true }), ...each('encode decode lookup getencoder getdecoder', plain()) },
  classes: {},
};

export const shutil: LibraryTable = {
  module: 'shutil',
  language: 'python',
  functions: {
    ...each('copy copy2 copyfile copytree move make_archive', blocks('file', 'str')),
    ...each('copyfileobj copymode copystat rmtree unpack_archive', blocks('file', 'None')),
    chown: blocks('file', 'None', { platform: ['linux', 'darwin'] }),
    disk_usage: plain('tuple'),
    which: plain('str'),
    get_terminal_size: plain('tuple'),
    ...each('ignore_patterns get_archive_formats get_unpack_formats', plain()),
  },
  classes: {},
};

export const tempfile: LibraryTable = {
  module: 'tempfile',
  language: 'python',
  functions: {
    ...each('TemporaryFile NamedTemporaryFile', blocks('file', 'io.FileObject', { opens: true })),
    mkstemp: blocks('file', 'tuple'),
    mkdtemp: blocks('file', 'str'),
    ...each('gettempdir gettempprefix mktemp', plain('str')),
  },
  classes: {
    SpooledTemporaryFile: {
      // Kept in memory until it grows, so calls are not known to touch the disk.
      construct: plain('tempfile.SpooledTemporaryFile'),
      methods: { ...each('read read1 readline readlines readinto readinto1 write writelines seek tell truncate flush close', {}), rollover: blocks('file', 'None') },
      enter: 'self',
    },
    TemporaryDirectory: {
      construct: blocks('file', 'tempfile.TemporaryDirectory', { opens: true }),
      methods: { cleanup: blocks('file', 'None') },
      attributes: { name: 'str' },
      enter: 'str',
      exitBlocks: 'file',
      resource: { kind: 'file', close: ['cleanup'] },
    },
  },
};

export const glob: LibraryTable = {
  module: 'glob',
  language: 'python',
  functions: {
    glob: blocks('file', 'list'),
    iglob: plain('glob.Matches'),
    ...each('escape', plain('str')),
    has_magic: plain('bool'),
  },
  classes: { Matches: { methods: {}, iterationBlocks: 'file', element: 'str', nominal: true } },
};

export const fileinput: LibraryTable = {
  module: 'fileinput',
  language: 'python',
  functions: { input: plain('fileinput.FileInput') },
  classes: {
    FileInput: { construct: plain('fileinput.FileInput'), methods: { readline: blocks('file', 'object'), close: plain('None') }, enter: 'self', iterationBlocks: 'file', element: 'object' },
  },
};
