/** asyncio's event loop. https://docs.python.org/3/library/asyncio-eventloop.html */
import type { LibraryTable } from './facts.js';
import { awaits, coroutine, each, having, independent, plain, takes, unlimited } from './notation.js';

export const asyncioLoop: LibraryTable = {
  module: 'asyncio',
  language: 'python',
  functions: {},
  classes: {
    AbstractEventLoop: {
      construct: plain('asyncio.AbstractEventLoop'),
      methods: {
        run_until_complete: { role: 'run-loop', takesAwaitables: true },
        run_forever: { role: 'run-loop-forever' },
        ...each('stop close set_debug set_exception_handler set_task_factory set_default_executor call_exception_handler default_exception_handler', plain('None')),
        ...each('is_running is_closed get_debug', plain('bool')),
        ...each('get_exception_handler get_task_factory', plain('object')),
        time: plain('float'),
        ...each('shutdown_asyncgens', coroutine('None')),
        shutdown_default_executor: coroutine('None', { since: '3.9' }),
        create_future: awaits('future', 'asyncio.Future', { independent: true }),
        create_task: awaits('task', 'asyncio.Task', { role: 'spawn-task', takesAwaitables: true }),
        ...each('call_soon call_soon_threadsafe', plain('asyncio.Handle', { role: 'on-loop-callback', ...takes([0, 'callback'], 'dropped', 'positional') })),
        ...each('call_later call_at', plain('asyncio.TimerHandle', { role: 'on-loop-callback', ...takes([1, 'callback'], 'dropped', 'positional') })),
        ...each('add_reader add_writer add_signal_handler', plain('None', { role: 'on-loop-callback', ...takes([1, 'callback'], 'dropped', 'positional') })),
        ...each('remove_reader remove_writer remove_signal_handler', plain('bool')),
        run_in_executor: awaits('future', 'object', { role: 'off-loop', ...takes([1, 'func'], 'returned', 'positional') }),
        // Resolvers give up by themselves, as the system sets it (resolv.conf(5), `timeout` and `attempts`).
        ...having({ waitsFor: 'network' }, { getaddrinfo: independent('list'), getnameinfo: independent('tuple') }),
        create_connection: coroutine('tuple', unlimited('network')),
        ...each('create_datagram_endpoint create_unix_connection subprocess_exec subprocess_shell connect_read_pipe connect_write_pipe', coroutine('tuple')),
        // Declared by the abstract class only since 3.10; every loop has had it for longer.
        connect_accepted_socket: coroutine('tuple', { since: '3.10' }),
        ...each('create_server create_unix_server', coroutine('asyncio.Server', { opens: true })),
        start_tls: coroutine('asyncio.Transport'),
        ...each('sendfile sock_sendfile', coroutine('int')),
        ...having(unlimited('network'), {
          sock_recv: coroutine('bytes'),
          sock_recv_into: coroutine('int'),
          sock_recvfrom: coroutine('tuple', { since: '3.11' }),
          sock_recvfrom_into: coroutine('tuple', { since: '3.11' }),
          sock_sendto: coroutine('int', { since: '3.11' }),
          ...each('sock_sendall sock_connect', coroutine('None')),
        }),
        // A server waits for clients as long as it runs: no limit to miss.
        sock_accept: coroutine('tuple', { waitsFor: 'network' }),
      },
      concurrentUse: 'safe',
    },
    AbstractServer: {
      construct: plain('asyncio.AbstractServer'),
      methods: {
        close: plain('None'),
        is_serving: plain('bool'),
        get_loop: plain('asyncio.AbstractEventLoop'),
        ...each('close_clients abort_clients', plain('None', { since: '3.13' })),
        ...each('start_serving serve_forever wait_closed', coroutine('None')),
      },
      asyncEnter: 'self',
      resource: { kind: 'server', close: ['close'], thenAwait: 'wait_closed' },
    },
    Server: { bases: ['asyncio.AbstractServer'], methods: {}, attributes: { sockets: 'tuple' } },
    BaseTransport: {
      construct: plain('asyncio.BaseTransport'),
      methods: { ...each('close is_closing set_protocol', plain()), ...each('get_extra_info get_protocol', plain('object')) },
    },
    ReadTransport: { bases: ['asyncio.BaseTransport'], methods: each('is_reading pause_reading resume_reading', plain()) },
    WriteTransport: {
      bases: ['asyncio.BaseTransport'],
      methods: each('abort can_write_eof get_write_buffer_limits get_write_buffer_size set_write_buffer_limits write write_eof writelines', plain()),
    },
    Transport: { bases: ['asyncio.ReadTransport', 'asyncio.WriteTransport'], methods: {} },
    DatagramTransport: { bases: ['asyncio.BaseTransport'], methods: each('abort sendto', plain()) },
    SubprocessTransport: {
      bases: ['asyncio.BaseTransport'],
      methods: { ...each('get_pid get_returncode kill send_signal terminate', plain()), get_pipe_transport: plain('object') },
    },
    BaseProtocol: { methods: each('connection_made connection_lost pause_writing resume_writing', plain()) },
    Protocol: { bases: ['asyncio.BaseProtocol'], methods: each('data_received eof_received', plain()) },
    DatagramProtocol: { bases: ['asyncio.BaseProtocol'], methods: each('datagram_received error_received', plain()) },
  },
};
