/** Archives and compression. https://docs.python.org/3/library/archiving.html */
import type { LibraryClass, LibraryFacts, LibraryTable } from './facts.js';
import { blocks, each, plain } from './notation.js';

/** What these functions open may be given as a path or as a file object. */
const opens = (argument: string, returns: string): LibraryFacts => blocks('file', returns, { unlessInMemory: [0, argument, 'fileobj'] });

/** Compressed file objects: reading and writing costs both disk and processor time. */
function compressed(name: string): LibraryClass {
  return {
    construct: opens('filename', name),
    methods: {
      ...each('read read1 readline', blocks('file', 'bytes')),
      ...each('readlines', blocks('file', 'list')),
      ...each('write writelines', blocks('file', 'int')),
      ...each('close', plain('None')),
      ...each('seek tell fileno', plain('int')),
      ...each('readable writable seekable', plain('bool')),
    },
    enter: 'self',
    iterationBlocks: 'file',
    element: 'bytes',
    concurrentUse: 'exclusive',
  };
}

/** What it costs is decided by how much there is to compress. */
const bySize: LibraryFacts = { costsBySize: true };
const oneShot = each('compress decompress', blocks('cpu', 'bytes', bySize));
const incremental = { methods: each('compress decompress flush', blocks('cpu', 'bytes', bySize)) };

export const gzip: LibraryTable = {
  module: 'gzip',
  language: 'python',
  functions: { open: opens('filename', 'io.FileObject'), ...oneShot },
  classes: { GzipFile: compressed('gzip.GzipFile') },
};

export const bz2: LibraryTable = {
  module: 'bz2',
  language: 'python',
  functions: { open: opens('filename', 'io.FileObject'), ...oneShot },
  classes: {
    BZ2File: compressed('bz2.BZ2File'),
    BZ2Compressor: { construct: plain('bz2.BZ2Compressor'), methods: each('compress flush', blocks('cpu', 'bytes', bySize)) },
    BZ2Decompressor: { construct: plain('bz2.BZ2Decompressor'), methods: each('decompress', blocks('cpu', 'bytes', bySize)) },
  },
};

export const lzma: LibraryTable = {
  module: 'lzma',
  language: 'python',
  functions: { open: opens('filename', 'io.FileObject'), ...oneShot },
  classes: {
    LZMAFile: compressed('lzma.LZMAFile'),
    LZMACompressor: { construct: plain('lzma.LZMACompressor'), methods: each('compress flush', blocks('cpu', 'bytes', bySize)) },
    LZMADecompressor: { construct: plain('lzma.LZMADecompressor'), methods: each('decompress', blocks('cpu', 'bytes', bySize)) },
  },
};

export const zlib: LibraryTable = {
  module: 'zlib',
  language: 'python',
  functions: {
    ...oneShot,
    ...each('adler32 crc32', plain('int')),
    compressobj: plain('zlib.Compress'),
    decompressobj: plain('zlib.Decompress'),
  },
  // The types have no public name in the module.
  classes: { Compress: { ...incremental, nominal: true }, Decompress: { ...incremental, nominal: true } },
};

export const zipfile: LibraryTable = {
  module: 'zipfile',
  language: 'python',
  functions: { is_zipfile: opens('filename', 'bool') },
  classes: {
    ZipFile: {
      construct: opens('file', 'zipfile.ZipFile'),
      methods: {
        ...each('read', blocks('file', 'bytes')),
        open: blocks('file', 'io.FileObject'),
        ...each('extract', blocks('file', 'str')),
        ...each('extractall write writestr testzip', blocks('file', 'None')),
        close: blocks('file', 'None'),
        ...each('namelist infolist', plain('list')),
        ...each('getinfo printdir setpassword', plain()),
      },
      enter: 'self',
      concurrentUse: 'exclusive',
    },
    ZipInfo: { construct: plain('zipfile.ZipInfo'), methods: { is_dir: plain('bool') } },
  },
};

export const tarfile: LibraryTable = {
  module: 'tarfile',
  language: 'python',
  functions: { open: opens('name', 'tarfile.TarFile'), is_tarfile: opens('name', 'bool') },
  classes: {
    TarFile: {
      construct: opens('name', 'tarfile.TarFile'),
      methods: {
        ...each('add addfile extract extractall list close', blocks('file', 'None')),
        extractfile: blocks('file', 'io.FileObject'),
        ...each('getmembers getnames', blocks('file', 'list')),
        ...each('getmember next', blocks('file', 'object')),
        gettarinfo: plain(),
      },
      enter: 'self',
      iterationBlocks: 'file',
      element: 'object',
      concurrentUse: 'exclusive',
    },
    TarInfo: { construct: plain('tarfile.TarInfo'), methods: each('isdir isfile isreg issym', plain('bool')) },
  },
};
