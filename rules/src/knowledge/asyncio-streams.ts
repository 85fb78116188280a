/** asyncio's streams and subprocesses. https://docs.python.org/3/library/asyncio-stream.html and …-subprocess.html */
import type { LibraryTable } from './facts.js';
import { coroutine, each, plain } from './notation.js';

export const asyncioStreams: LibraryTable = {
  module: 'asyncio',
  language: 'python',
  functions: {
    open_connection: coroutine('tuple'),
    start_server: coroutine('asyncio.Server'),
    open_unix_connection: coroutine('tuple', { platform: ['linux', 'darwin'] }),
    start_unix_server: coroutine('asyncio.Server', { platform: ['linux', 'darwin'] }),
    ...each('create_subprocess_exec create_subprocess_shell', coroutine('asyncio.subprocess.Process')),
  },
  classes: {
    StreamReader: {
      construct: plain('asyncio.StreamReader'),
      methods: {
        ...each('read readline readexactly readuntil', coroutine('bytes')),
        at_eof: plain('bool'),
        ...each('feed_data feed_eof set_exception set_transport', plain('None')),
        exception: plain(),
      },
      asyncElement: 'bytes',
      concurrentUse: 'exclusive',
    },
    StreamWriter: {
      construct: plain('asyncio.StreamWriter'),
      methods: {
        ...each('write writelines write_eof close', plain('None')),
        ...each('can_write_eof is_closing', plain('bool')),
        get_extra_info: plain('object'),
        ...each('drain wait_closed', coroutine('None')),
        start_tls: coroutine('None', { since: '3.11' }),
      },
      attributes: { transport: 'asyncio.Transport' },
      concurrentUse: 'exclusive',
    },
  },
};

export const asyncioSubprocess: LibraryTable = {
  module: 'asyncio.subprocess',
  language: 'python',
  functions: {},
  classes: {
    Process: {
      methods: {
        wait: coroutine('int'),
        communicate: coroutine('tuple'),
        ...each('send_signal terminate kill', plain('None')),
      },
      attributes: { stdin: 'asyncio.StreamWriter', stdout: 'asyncio.StreamReader', stderr: 'asyncio.StreamReader', pid: 'int', returncode: 'int' },
      concurrentUse: 'exclusive',
    },
  },
  values: { PIPE: 'int', STDOUT: 'int', DEVNULL: 'int' },
};
