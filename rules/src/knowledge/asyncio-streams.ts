/** asyncio's streams and subprocesses. https://docs.python.org/3/library/asyncio-stream.html and …-subprocess.html */
import type { LibraryTable } from './facts.js';
import { coroutine, each, having, plain, unlimited } from './notation.js';

export const asyncioStreams: LibraryTable = {
  module: 'asyncio',
  language: 'python',
  functions: {
    open_connection: coroutine('tuple[asyncio.StreamReader, asyncio.StreamWriter]', { ...unlimited('network'), opens: true }),
    start_server: coroutine('asyncio.Server', { opens: true }),
    open_unix_connection: coroutine('tuple[asyncio.StreamReader, asyncio.StreamWriter]', { opens: true, platform: ['linux', 'darwin'] }),
    start_unix_server: coroutine('asyncio.Server', { opens: true, platform: ['linux', 'darwin'] }),
    ...each('create_subprocess_exec create_subprocess_shell', coroutine('asyncio.subprocess.Process', { opens: true })),
  },
  classes: {
    StreamReader: {
      construct: plain('asyncio.StreamReader'),
      methods: {
        ...having(unlimited('network'), each('read readline readexactly readuntil', coroutine('bytes'))),
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
        ...having(unlimited('network'), each('drain wait_closed', coroutine('None'))),
        start_tls: coroutine('None', { since: '3.11', waitsFor: 'network', limit: { seconds: 60, of: 'call', arguments: ['ssl_handshake_timeout'] } }),
      },
      attributes: { transport: 'asyncio.Transport' },
      concurrentUse: 'exclusive',
      resource: { kind: 'stream', close: ['close'], thenAwait: 'wait_closed' },
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
        ...having(unlimited('process'), { wait: coroutine('int'), communicate: coroutine('tuple[bytes, bytes]') }),
        ...each('send_signal terminate kill', plain('None')),
      },
      attributes: { stdin: 'asyncio.StreamWriter', stdout: 'asyncio.StreamReader', stderr: 'asyncio.StreamReader', pid: 'int', returncode: 'int' },
      concurrentUse: 'exclusive',
      // Waiting for its end; a process nobody waits for stays a zombie, one nobody kills goes on.
      resource: { kind: 'process', close: ['wait', 'communicate', 'kill', 'terminate'] },
    },
  },
  values: { PIPE: 'int', STDOUT: 'int', DEVNULL: 'int' },
};
