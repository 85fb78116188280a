/** What anyio reads and writes: streams, sockets, processes, files. https://anyio.readthedocs.io/en/stable/streams.html */
import type { LibraryClass, LibraryTable, Resource } from './facts.js';
import { coroutine, each, plain } from './notation.js';

const stream: Resource = { kind: 'stream', close: ['aclose'] };
const socket: Resource = { kind: 'socket', close: ['aclose'] };
const resource: LibraryClass = { methods: { aclose: coroutine('None') }, asyncEnter: 'self', concurrentUse: 'exclusive' };
const typed = { extra: plain('object') };
const remote = { waitsFor: 'network' } as const;

/** Of `anyio.abc`. Reading and writing at the same time is allowed, two readers or two writers are not (`BusyResourceError`). */
export const anyioStreamClasses: Readonly<Record<string, LibraryClass>> = {
  AsyncResource: resource,
  ByteReceiveStream: { bases: ['anyio.abc.AsyncResource'], methods: { ...typed, receive: coroutine('bytes') }, asyncElement: 'bytes' },
  ByteSendStream: { bases: ['anyio.abc.AsyncResource'], methods: { ...typed, send: coroutine('None') } },
  ByteStream: { bases: ['anyio.abc.ByteReceiveStream', 'anyio.abc.ByteSendStream'], methods: { send_eof: coroutine('None') } },
  UnreliableObjectReceiveStream: { bases: ['anyio.abc.AsyncResource'], methods: { ...typed, receive: coroutine('object') }, asyncElement: 'object' },
  UnreliableObjectSendStream: { bases: ['anyio.abc.AsyncResource'], methods: { ...typed, send: coroutine('None') } },
  UnreliableObjectStream: { bases: ['anyio.abc.UnreliableObjectReceiveStream', 'anyio.abc.UnreliableObjectSendStream'], methods: {} },
  ObjectReceiveStream: { bases: ['anyio.abc.UnreliableObjectReceiveStream'], methods: {} },
  ObjectSendStream: { bases: ['anyio.abc.UnreliableObjectSendStream'], methods: {} },
  ObjectStream: { bases: ['anyio.abc.ObjectReceiveStream', 'anyio.abc.ObjectSendStream', 'anyio.abc.UnreliableObjectStream'], methods: { send_eof: coroutine('None') } },
  SocketStream: { bases: ['anyio.abc.ByteStream'], methods: { receive: coroutine('bytes', remote), send: coroutine('None', remote) }, resource: stream },
  UNIXSocketStream: { bases: ['anyio.abc.SocketStream'], methods: { send_fds: coroutine('None'), receive_fds: coroutine('tuple') } },
  UDPSocket: { bases: ['anyio.abc.UnreliableObjectStream'], methods: { receive: coroutine('tuple', remote), send: coroutine('None'), sendto: coroutine('None') }, asyncElement: 'tuple', resource: socket },
  ConnectedUDPSocket: { bases: ['anyio.abc.UnreliableObjectStream'], methods: { receive: coroutine('bytes', remote), send: coroutine('None') }, asyncElement: 'bytes', resource: socket },
  UNIXDatagramSocket: { bases: ['anyio.abc.UnreliableObjectStream'], methods: { sendto: coroutine('None') }, resource: socket },
  ConnectedUNIXDatagramSocket: { bases: ['anyio.abc.UnreliableObjectStream'], methods: {}, resource: socket },
  Listener: { bases: ['anyio.abc.AsyncResource'], methods: { ...typed, serve: coroutine('None') } },
  SocketListener: { bases: ['anyio.abc.Listener'], methods: { accept: coroutine('anyio.abc.SocketStream', { ...remote, opens: true }) }, resource: { kind: 'server', close: ['aclose'] } },
  Process: {
    bases: ['anyio.abc.AsyncResource'],
    methods: { wait: coroutine('int', { waitsFor: 'process' }), ...each('terminate kill send_signal', plain('None')) },
    attributes: { pid: 'int', returncode: 'int | None', stdin: 'anyio.abc.ByteSendStream | None', stdout: 'anyio.abc.ByteReceiveStream | None', stderr: 'anyio.abc.ByteReceiveStream | None' },
    resource: { kind: 'process', close: ['aclose', 'wait', 'terminate', 'kill'] },
  },
};

const wholeFile = each('read write readlines writelines', coroutine('object', { waitsFor: 'file' }));
const temporary = (entered: string, more: LibraryClass['methods'] = {}): LibraryClass => ({ construct: plain('object'), methods: more, asyncEnter: entered });

/** Of `anyio` itself. */
export const anyioFileClasses: Readonly<Record<string, LibraryClass>> = {
  AsyncFile: {
    methods: { ...wholeFile, ...each('read1 readline flush truncate seek tell readinto readinto1 aclose', coroutine('object')) },
    asyncEnter: 'self', asyncElement: 'object', concurrentUse: 'exclusive', resource: { kind: 'file', close: ['aclose'] },
  },
  TemporaryFile: { ...temporary('anyio.AsyncFile'), construct: plain('anyio.TemporaryFile') },
  NamedTemporaryFile: { ...temporary('anyio.AsyncFile'), construct: plain('anyio.NamedTemporaryFile') },
  SpooledTemporaryFile: { bases: ['anyio.AsyncFile'], construct: plain('anyio.SpooledTemporaryFile'), methods: { rollover: coroutine('None') } },
  TemporaryDirectory: { ...temporary('str', { cleanup: coroutine('None') }), construct: plain('anyio.TemporaryDirectory') },
  create_memory_object_stream: { construct: plain('tuple[anyio.streams.memory.MemoryObjectSendStream, anyio.streams.memory.MemoryObjectReceiveStream]'), methods: {} },
};

const memory = { ...each('close', plain('None')), aclose: coroutine('None'), statistics: plain('object') };

/** Modules of `anyio.streams`. */
export const anyioStreams: readonly LibraryTable[] = [
  {
    module: 'anyio.streams.memory',
    language: 'python',
    functions: {},
    classes: {
      MemoryObjectSendStream: { bases: ['anyio.abc.ObjectSendStream'], methods: { ...memory, send_nowait: plain('None'), clone: plain('self') }, enter: 'self', concurrentUse: 'safe' },
      MemoryObjectReceiveStream: { bases: ['anyio.abc.ObjectReceiveStream'], methods: { ...memory, receive_nowait: plain('object'), clone: plain('self') }, enter: 'self', concurrentUse: 'safe' },
    },
  },
  {
    module: 'anyio.streams.tls',
    language: 'python',
    functions: {},
    classes: { TLSStream: { bases: ['anyio.abc.ByteStream'], methods: { receive: coroutine('bytes', remote), send: coroutine('None', remote), unwrap: coroutine('tuple'), wrap: coroutine('anyio.streams.tls.TLSStream', { ...remote, opens: true }) }, resource: stream } },
  },
  {
    module: 'anyio.streams.buffered',
    language: 'python',
    functions: {},
    classes: { BufferedByteReceiveStream: { bases: ['anyio.abc.ByteReceiveStream'], construct: plain('anyio.streams.buffered.BufferedByteReceiveStream'), methods: { ...each('receive_exactly receive_until', coroutine('bytes')), feed_data: plain('None') }, attributes: { buffer: 'bytes' } } },
  },
  {
    module: 'anyio.streams.text',
    language: 'python',
    functions: {},
    classes: {
      TextReceiveStream: { bases: ['anyio.abc.ObjectReceiveStream'], construct: plain('anyio.streams.text.TextReceiveStream'), methods: { receive: coroutine('str') }, asyncElement: 'str' },
      TextSendStream: { bases: ['anyio.abc.ObjectSendStream'], construct: plain('anyio.streams.text.TextSendStream'), methods: {} },
      TextStream: { bases: ['anyio.abc.ObjectStream'], construct: plain('anyio.streams.text.TextStream'), methods: { receive: coroutine('str') }, asyncElement: 'str' },
    },
  },
  {
    module: 'anyio.streams.stapled',
    language: 'python',
    functions: {},
    classes: {
      StapledByteStream: { bases: ['anyio.abc.ByteStream'], construct: plain('anyio.streams.stapled.StapledByteStream'), methods: {} },
      StapledObjectStream: { bases: ['anyio.abc.ObjectStream'], construct: plain('anyio.streams.stapled.StapledObjectStream'), methods: {} },
    },
  },
  {
    module: 'anyio.streams.file',
    language: 'python',
    functions: {},
    classes: {
      FileReadStream: { bases: ['anyio.abc.ByteReceiveStream'], methods: { from_path: coroutine('anyio.streams.file.FileReadStream', { opens: true }), ...each('seek tell', coroutine('int')) }, resource: { kind: 'file', close: ['aclose'] } },
      FileWriteStream: { bases: ['anyio.abc.ByteSendStream'], methods: { from_path: coroutine('anyio.streams.file.FileWriteStream', { opens: true }) }, resource: { kind: 'file', close: ['aclose'] } },
    },
  },
];
