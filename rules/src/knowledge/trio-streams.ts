/** What trio reads and writes: streams, channels, processes. https://trio.readthedocs.io/en/stable/reference-io.html */
import type { LibraryClass, LibraryTable } from './facts.js';
import { coroutine, each, plain } from './notation.js';

const remote = { waitsFor: 'network' } as const;
const closable = { methods: { aclose: coroutine('None') }, asyncEnter: 'self', concurrentUse: 'exclusive' } as const;
const memory = { close: plain('None'), clone: plain('self'), statistics: plain('object') };

/** Of `trio.abc`. */
export const trioAbc: LibraryTable = {
  module: 'trio.abc',
  language: 'python',
  functions: {},
  classes: {
    AsyncResource: closable,
    SendStream: { bases: ['trio.abc.AsyncResource'], methods: each('send_all wait_send_all_might_not_block', coroutine('None', remote)) },
    ReceiveStream: { bases: ['trio.abc.AsyncResource'], methods: { receive_some: coroutine('bytes', remote) }, asyncElement: 'bytes' },
    Stream: { bases: ['trio.abc.SendStream', 'trio.abc.ReceiveStream'], methods: {} },
    HalfCloseableStream: { bases: ['trio.abc.Stream'], methods: { send_eof: coroutine('None') } },
    Listener: { bases: ['trio.abc.AsyncResource'], methods: { accept: coroutine('trio.abc.AsyncResource', remote) } },
    SendChannel: { bases: ['trio.abc.AsyncResource'], methods: { send: coroutine('None') } },
    ReceiveChannel: { bases: ['trio.abc.AsyncResource'], methods: { receive: coroutine('object') }, asyncElement: 'object' },
    Channel: { bases: ['trio.abc.SendChannel', 'trio.abc.ReceiveChannel'], methods: {} },
  },
};

/** Of `trio` itself. */
export const trioStreamClasses: Readonly<Record<string, LibraryClass>> = {
  SocketStream: { bases: ['trio.abc.HalfCloseableStream'], construct: plain('trio.SocketStream'), methods: { setsockopt: plain('None'), getsockopt: plain('object') }, resource: { kind: 'stream', close: ['aclose'] } },
  SSLStream: { bases: ['trio.abc.Stream'], construct: plain('trio.SSLStream'), methods: { do_handshake: coroutine('None', remote), unwrap: coroutine('tuple', remote) }, resource: { kind: 'stream', close: ['aclose'] } },
  StapledStream: { bases: ['trio.abc.HalfCloseableStream'], construct: plain('trio.StapledStream'), methods: {} },
  SocketListener: { bases: ['trio.abc.Listener'], construct: plain('trio.SocketListener'), methods: { accept: coroutine('trio.SocketStream', { ...remote, opens: true }) } },
  SSLListener: { bases: ['trio.abc.Listener'], construct: plain('trio.SSLListener'), methods: { accept: coroutine('trio.SSLStream', { ...remote, opens: true }) } },
  MemorySendChannel: { bases: ['trio.abc.SendChannel'], methods: { ...memory, send_nowait: plain('None') }, enter: 'self', concurrentUse: 'safe' },
  MemoryReceiveChannel: { bases: ['trio.abc.ReceiveChannel'], methods: { ...memory, receive_nowait: plain('object') }, enter: 'self', concurrentUse: 'safe' },
  open_memory_channel: { construct: plain('tuple[trio.MemorySendChannel, trio.MemoryReceiveChannel]'), methods: {} },
  Process: {
    methods: { wait: coroutine('int', { waitsFor: 'process' }), poll: plain('int | None'), ...each('terminate kill send_signal', plain('None')) },
    attributes: { returncode: 'int | None', pid: 'int', stdin: 'trio.abc.SendStream | None', stdout: 'trio.abc.ReceiveStream | None', stderr: 'trio.abc.ReceiveStream | None' },
    resource: { kind: 'process', close: ['wait', 'terminate', 'kill'] },
  },
  Path: {
    construct: plain('trio.Path'),
    methods: {
      ...each('read_text', coroutine('str', { waitsFor: 'file' })), ...each('read_bytes', coroutine('bytes', { waitsFor: 'file' })), ...each('write_text write_bytes', coroutine('int', { waitsFor: 'file' })),
      ...each('exists is_file is_dir is_symlink is_mount samefile', coroutine('bool')), ...each('stat lstat mkdir unlink rmdir touch chmod open iterdir glob rglob owner group', coroutine('object')),
      ...each('absolute resolve expanduser rename replace readlink', coroutine('trio.Path')), ...each('joinpath with_name with_stem with_suffix relative_to', plain('trio.Path')), ...each('as_posix as_uri', plain('str')), ...each('is_absolute is_relative_to match', plain('bool')),
    },
    attributes: { parent: 'trio.Path', name: 'str', stem: 'str', suffix: 'str' },
  },
};

export const trioLowlevel: LibraryTable = {
  module: 'trio.lowlevel',
  language: 'python',
  functions: {
    open_process: coroutine('trio.Process', { opens: true }),
    ...each('checkpoint checkpoint_if_cancelled cancel_shielded_checkpoint wait_readable wait_writable', coroutine('None')),
  },
  classes: {},
};
