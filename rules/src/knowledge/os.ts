/** os and os.path. Asking about one path is too cheap to count as blocking. https://docs.python.org/3/library/os.html */
import type { LibraryTable } from './facts.js';
import { advice, blocks, each, plain } from './notation.js';

const unix = { platform: ['linux', 'darwin'] } as const;
const process = { replacement: advice('asyncio.create_subprocess_exec', 'asyncio') };

export const os: LibraryTable = {
  module: 'os',
  language: 'python',
  functions: {
    system: blocks('process', 'int', { replacement: advice('asyncio.create_subprocess_shell', 'asyncio') }),
    popen: blocks('process', 'io.FileObject', { replacement: advice('asyncio.create_subprocess_shell', 'asyncio') }),
    ...each('wait wait3 wait4 waitid', blocks('process', 'tuple', { ...unix, ...process })),
    // `os.WNOHANG`, by name or as the number it is on Linux.
    waitpid: blocks('process', 'tuple', { unless: [{ argument: 1, value: 1 }, { argument: 1, value: false }], ...process }),
    // With P_NOWAIT they return at once, hence only the mode tells.
    ...each('spawnl spawnle spawnv spawnve', {}),
    ...each('spawnlp spawnlpe spawnvp spawnvpe posix_spawn posix_spawnp', { platform: ['linux', 'darwin'] }),
    ...each('listdir', blocks('file', 'list')),
    scandir: blocks('file', 'os.Entries'),
    ...each('makedirs mkdir remove unlink rename renames replace rmdir removedirs link symlink truncate', blocks('file', 'None')),
    ...each('fsync ftruncate', blocks('file', 'None')),
    ...each('sync', blocks('file', 'None', unix)),
    sendfile: blocks('file', 'int', unix),
    walk: plain('os.Entries'),
    fwalk: plain('os.Entries', unix),
    ...each('open', blocks('file', 'int')),
    fdopen: plain('io.FileObject'),
    // A descriptor may be a file, a pipe or a non-blocking socket.
    ...each('read write close pipe', {}),
    ...each('stat lstat fstat', plain('os.stat_result')),
    ...each('statvfs fstatvfs', plain(undefined, unix)),
    ...each('access', plain('bool')),
    ...each('chmod utime chdir', plain('None')),
    chown: plain('None', unix),
    ...each('getcwd readlink getenv strerror fsdecode getlogin', plain('str')),
    fsencode: plain('bytes'),
    fspath: plain('str'),
    ...each('getpid getppid cpu_count umask', plain('int')),
    process_cpu_count: plain('int', { since: '3.13' }),
    ...each('getuid geteuid getgid getpgid', plain('int', unix)),
    ...each('kill _exit abort putenv unsetenv', plain('None')),
    urandom: plain('bytes'),
    ...each('isatty', plain('bool')),
    get_terminal_size: plain('os.terminal_size'),
    uname: plain(undefined, unix),
    getloadavg: plain('tuple', unix),
    times: plain(),
  },
  classes: {
    Entries: { methods: { close: plain('None') }, enter: 'self', iterationBlocks: 'file', element: 'os.DirEntry', nominal: true },
    DirEntry: { methods: { ...each('is_dir is_file is_symlink', plain('bool')), stat: plain('os.stat_result'), inode: plain('int') }, attributes: { name: 'str', path: 'str' } },
    stat_result: { methods: {}, attributes: { st_size: 'int', st_mtime: 'float', st_mode: 'int' } },
    terminal_size: { methods: {}, attributes: { columns: 'int', lines: 'int' } },
  },
  values: { name: 'str', sep: 'str', linesep: 'str', pathsep: 'str', curdir: 'str', devnull: 'str' },
  aliases: { posix: 'os', nt: 'os' },
};

export const osPath: LibraryTable = {
  module: 'os.path',
  language: 'python',
  functions: {
    ...each('exists lexists isfile isdir islink ismount isabs samefile sameopenfile samestat', plain('bool')),
    isjunction: plain('bool', { since: '3.12' }),
    // Windows has had it since 3.12.
    isdevdrive: plain('bool', { since: '3.13' }),
    ...each('join abspath normpath realpath relpath basename dirname expanduser expandvars normcase commonpath commonprefix', plain('str')),
    ...each('split splitext splitdrive', plain('tuple')),
    splitroot: plain('tuple', { since: '3.12' }),
    getsize: plain('int'),
    ...each('getmtime getatime getctime', plain('float')),
  },
  classes: {},
  values: { sep: 'str' },
  aliases: { posixpath: 'os.path', ntpath: 'os.path', genericpath: 'os.path' },
};
