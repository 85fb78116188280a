/** pathlib. https://docs.python.org/3/library/pathlib.html */
import type { LibraryClass, LibraryTable } from './facts.js';
import { advice, blocks, each, plain, typed } from './notation.js';

const aio = { replacement: advice('aiofiles', 'aiofiles') };

/** Lexical operations of one class of paths; results are paths of the same class. */
function pure(name: string): LibraryClass {
  return {
    construct: plain(name),
    methods: {
      ...each('joinpath relative_to with_name with_suffix __truediv__ __rtruediv__', plain(name)),
      with_stem: plain(name, { since: '3.9' }),
      with_segments: plain(name, { since: '3.12' }),
      ...each('as_posix', plain('str')),
      as_uri: plain('str'),
      is_relative_to: plain('bool', { since: '3.9' }),
      ...each('is_absolute match', plain('bool')),
      full_match: plain('bool', { since: '3.13' }),
    },
    attributes: { parent: name, ...typed('name stem suffix drive root anchor', 'str'), ...typed('parts', 'tuple'), parents: 'pathlib.Parents', suffixes: 'list' },
  };
}

export const pathlib: LibraryTable = {
  module: 'pathlib',
  language: 'python',
  functions: {},
  classes: {
    PurePath: pure('pathlib.PurePath'),
    PurePosixPath: { bases: ['pathlib.PurePath'], ...pure('pathlib.PurePosixPath') },
    PureWindowsPath: { bases: ['pathlib.PurePath'], ...pure('pathlib.PureWindowsPath') },
    Path: {
      ...pure('pathlib.Path'),
      bases: ['pathlib.PurePath'],
      methods: {
        ...pure('pathlib.Path').methods,
        open: blocks('file', 'io.FileObject', aio),
        read_text: blocks('file', 'str', aio),
        read_bytes: blocks('file', 'bytes', aio),
        ...each('write_text write_bytes', blocks('file', 'int', aio)),
        ...each('mkdir rmdir unlink touch symlink_to', blocks('file', 'None')),
        hardlink_to: blocks('file', 'None', { since: '3.10' }),
        link_to: blocks('file', 'None', { until: '3.12' }),
        ...each('rename replace', blocks('file', 'pathlib.Path')),
        ...each('copy copy_into move move_into', blocks('file', 'pathlib.Path', { since: '3.14' })),
        ...each('iterdir glob rglob', plain('pathlib.Paths')),
        walk: plain('pathlib.Walk', { since: '3.12' }),
        ...each('exists is_file is_dir is_symlink is_mount is_socket is_fifo is_block_device is_char_device samefile', plain('bool')),
        is_junction: plain('bool', { since: '3.12' }),
        ...each('stat lstat', plain('os.stat_result')),
        ...each('resolve absolute expanduser cwd home', plain('pathlib.Path')),
        readlink: plain('pathlib.Path', { since: '3.9' }),
        ...each('owner group', plain('str')),
        ...each('chmod lchmod', plain('None')),
      },
    },
    PosixPath: { bases: ['pathlib.Path'], methods: {} },
    WindowsPath: { bases: ['pathlib.Path'], methods: {} },
    Paths: { methods: {}, iterationBlocks: 'file', element: 'pathlib.Path', nominal: true },
    Walk: { methods: {}, iterationBlocks: 'file', element: 'tuple', nominal: true },
    Parents: { methods: {}, element: 'pathlib.Path', nominal: true },
  },
  aliases: { 'pathlib._local': 'pathlib' },
};
