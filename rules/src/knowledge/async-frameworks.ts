/** Libraries around the event loop: anyio, trio, asgiref, uvloop, nest_asyncio, tenacity. What anyio and trio read and write is in files of their own. */
import { anyioFileClasses, anyioStreamClasses } from './anyio-streams.js';
import type { LibraryTable } from './facts.js';
import { asyncContext, asyncIterable, coroutine, each, independent, plain, takes } from './notation.js';
import { trioStreamClasses } from './trio-streams.js';

export const anyio: LibraryTable = {
  module: 'anyio',
  language: 'python',
  functions: {
    run: { role: 'run-loop', ...takes([0], 'awaited', 'positional') },
    sleep: independent('None', { role: 'sleep' }),
    sleep_forever: coroutine('None', { role: 'sleep' }),
    get_cancelled_exc_class: plain('type'),
    sleep_until: coroutine('None', { role: 'sleep' }),
    create_task_group: asyncContext('anyio.abc.TaskGroup'),
    ...each('move_on_after move_on_at fail_after fail_at', plain('anyio.CancelScope', { role: 'timeout' })),
    connect_tcp: coroutine('anyio.abc.SocketStream', { opens: true, waitsFor: 'network' }),
    connect_unix: coroutine('anyio.abc.UNIXSocketStream', { opens: true }),
    ...each('create_tcp_listener create_unix_listener', coroutine('object')),
    create_udp_socket: coroutine('anyio.abc.UDPSocket', { opens: true }),
    create_connected_udp_socket: coroutine('anyio.abc.ConnectedUDPSocket', { opens: true }),
    create_unix_datagram_socket: coroutine('anyio.abc.UNIXDatagramSocket', { opens: true }),
    create_connected_unix_datagram_socket: coroutine('anyio.abc.ConnectedUNIXDatagramSocket', { opens: true }),
    open_file: coroutine('anyio.AsyncFile', { opens: true, waitsFor: 'file' }),
    wrap_file: plain('anyio.AsyncFile'),
    run_process: coroutine('subprocess.CompletedProcess', { waitsFor: 'process' }),
    open_process: coroutine('anyio.abc.Process', { opens: true }),
    current_time: plain('float'),
    getaddrinfo: independent('list', { waitsFor: 'network' }),
    ...each('gettempdir mkdtemp', coroutine('str')),
    ...each('gettempdirb', coroutine('bytes')),
    mkstemp: coroutine('tuple[int, str]'),
    aclose_forcefully: coroutine('None'),
    wait_all_tasks_blocked: coroutine('None'),
    gather: coroutine('tuple', { role: 'gather', takesAwaitables: true }),
    amap: coroutine('list', takes([0, 'func'], 'awaited', 1)),
  },
  classes: {
    CancelScope: { construct: plain('anyio.CancelScope', { role: 'timeout' }), methods: { cancel: plain('None') }, attributes: { cancel_called: 'bool', cancelled_caught: 'bool' }, enter: 'self' },
    Event: { construct: plain('anyio.Event', { role: 'event' }), methods: { set: plain(), wait: coroutine('None'), is_set: plain('bool') }, concurrentUse: 'safe' },
    Lock: { construct: plain('anyio.Lock', { role: 'lock' }), methods: { acquire: coroutine('None'), release: plain(), acquire_nowait: plain('None'), locked: plain('bool') }, asyncEnter: 'None', concurrentUse: 'safe' },
    Condition: { construct: plain('anyio.Condition', { role: 'lock' }), methods: { ...each('acquire wait', coroutine('None')), wait_for: coroutine('object', takes([0], 'compared', 0)), ...each('acquire_nowait release notify notify_all', plain('None')), locked: plain('bool') }, asyncEnter: 'None', concurrentUse: 'safe' },
    Semaphore: { construct: plain('anyio.Semaphore', { role: 'semaphore' }), methods: { acquire: coroutine('None'), release: plain('None'), acquire_nowait: plain('None') }, asyncEnter: 'self', concurrentUse: 'safe' },
    CapacityLimiter: { construct: plain('anyio.CapacityLimiter', { role: 'semaphore' }), methods: { ...each('acquire acquire_on_behalf_of', coroutine('None')), ...each('acquire_nowait release release_on_behalf_of acquire_on_behalf_of_nowait', plain('None')) }, attributes: { total_tokens: 'float', available_tokens: 'float', borrowed_tokens: 'int' }, asyncEnter: 'None', concurrentUse: 'safe' },
    ...anyioFileClasses,
    Path: {
      construct: plain('anyio.Path'),
      methods: { ...each('read_text read_bytes write_text write_bytes exists is_file is_dir stat mkdir unlink rename rmdir touch resolve open', coroutine()), ...each('joinpath with_name with_suffix relative_to', plain('anyio.Path')), ...each('iterdir glob rglob', asyncIterable()) },
      attributes: { parent: 'anyio.Path', name: 'str', stem: 'str', suffix: 'str' },
    },
  },
};

export const anyioAbc: LibraryTable = {
  module: 'anyio.abc',
  language: 'python',
  functions: {},
  classes: {
    ...anyioStreamClasses,
    TaskGroup: { methods: { start_soon: { role: 'spawn-owned-task', returns: 'object', ...takes([0], 'awaited', 'positional') }, start: coroutine('object', { role: 'spawn-owned-task', ...takes([0], 'awaited', 'positional') }), create_task: { role: 'spawn-owned-task', returns: 'object', takesAwaitables: true }, cancel: plain('None') }, attributes: { cancel_scope: 'anyio.CancelScope' }, asyncEnter: 'self' },
  },
};

export const anyioToThread: LibraryTable = {
  module: 'anyio.to_thread',
  language: 'python',
  functions: { run_sync: coroutine('object', { role: 'off-loop', ...takes([0, 'func'], 'returned', 'positional') }) },
  classes: {},
};

export const anyioToProcess: LibraryTable = {
  module: 'anyio.to_process',
  language: 'python',
  functions: { run_sync: coroutine('object', { role: 'off-loop', ...takes([0, 'func'], 'returned', 'positional') }) },
  classes: {},
};

export const anyioFromThread: LibraryTable = {
  module: 'anyio.from_thread',
  language: 'python',
  functions: { run: takes([0, 'func'], 'awaited', 'positional'), run_sync: takes([0, 'func'], 'returned', 'positional') },
  classes: {},
};

export const trio: LibraryTable = {
  module: 'trio',
  language: 'python',
  functions: {
    run: { role: 'run-loop', ...takes([0], 'awaited', 'positional') },
    sleep: independent('None', { role: 'sleep' }),
    ...each('sleep_until sleep_forever', coroutine('None', { role: 'sleep' })),
    open_nursery: asyncContext('trio.NurseryContext'),
    ...each('move_on_after fail_after move_on_at fail_at', plain('trio.CancelScope', { role: 'timeout' })),
    open_tcp_stream: coroutine('trio.SocketStream', { opens: true, waitsFor: 'network' }),
    open_ssl_over_tcp_stream: coroutine('trio.SSLStream', { opens: true, waitsFor: 'network' }),
    open_unix_socket: coroutine('trio.SocketStream', { opens: true }),
    ...each('open_tcp_listeners open_ssl_over_tcp_listeners', coroutine('list')),
    ...each('serve_tcp serve_ssl_over_tcp serve_listeners', coroutine('None')),
    open_file: coroutine('object', { waitsFor: 'file' }),
    run_process: coroutine('subprocess.CompletedProcess', { waitsFor: 'process' }),
    aclose_forcefully: coroutine('None'),
    current_time: plain('float'),
  },
  classes: {
    NurseryContext: { methods: {}, asyncEnter: 'trio.Nursery', nominal: true },
    Nursery: { methods: { start_soon: plain('None', { role: 'spawn-owned-task', ...takes([0], 'awaited', 'positional') }), start: coroutine('object', { role: 'spawn-owned-task', ...takes([0], 'awaited', 'positional') }) }, attributes: { cancel_scope: 'trio.CancelScope' } },
    CancelScope: { construct: plain('trio.CancelScope', { role: 'timeout' }), methods: { cancel: plain('None') }, enter: 'self' },
    Event: { construct: plain('trio.Event', { role: 'event' }), methods: { set: plain('None'), wait: coroutine('None'), is_set: plain('bool') }, concurrentUse: 'safe' },
    Lock: { construct: plain('trio.Lock', { role: 'lock' }), methods: { acquire: coroutine('None'), release: plain('None'), acquire_nowait: plain('None') }, asyncEnter: 'None', concurrentUse: 'safe' },
    StrictFIFOLock: { construct: plain('trio.StrictFIFOLock', { role: 'lock' }), methods: { acquire: coroutine('None'), ...each('release acquire_nowait', plain('None')), locked: plain('bool') }, asyncEnter: 'None', concurrentUse: 'safe' },
    Condition: { construct: plain('trio.Condition', { role: 'lock' }), methods: { ...each('acquire wait', coroutine('None')), ...each('acquire_nowait release notify notify_all', plain('None')), locked: plain('bool') }, asyncEnter: 'None', concurrentUse: 'safe' },
    Semaphore: { construct: plain('trio.Semaphore', { role: 'semaphore' }), methods: { acquire: coroutine('None'), ...each('release acquire_nowait', plain('None')) }, asyncEnter: 'None', concurrentUse: 'safe' },
    CapacityLimiter: { construct: plain('trio.CapacityLimiter', { role: 'semaphore' }), methods: { ...each('acquire acquire_on_behalf_of', coroutine('None')), ...each('release acquire_nowait release_on_behalf_of acquire_on_behalf_of_nowait', plain('None')) }, attributes: { total_tokens: 'float', available_tokens: 'float', borrowed_tokens: 'int' }, asyncEnter: 'None', concurrentUse: 'safe' },
    ...trioStreamClasses,
  },
};

export const trioToThread: LibraryTable = {
  module: 'trio.to_thread',
  language: 'python',
  functions: { run_sync: coroutine('object', { role: 'off-loop', ...takes([0, 'sync_fn'], 'returned', 'positional') }) },
  classes: {},
};

export const asgiref: LibraryTable = {
  module: 'asgiref.sync',
  language: 'python',
  functions: {},
  classes: {
    SyncToAsync: { construct: plain('asgiref.sync.SyncToAsync', { role: 'off-loop', callable: [0] }), methods: {} },
    AsyncToSync: { construct: plain('asgiref.sync.AsyncToSync'), methods: {} },
  },
};

export const asgirefFunctions: LibraryTable = {
  module: 'asgiref.sync',
  language: 'python',
  functions: { sync_to_async: plain(undefined, { role: 'off-loop', callable: [0, 'func'] }), async_to_sync: plain('object') },
  classes: {},
};

export const uvloop: LibraryTable = {
  module: 'uvloop',
  language: 'python',
  platform: ['linux', 'darwin'],
  functions: { run: { role: 'run-loop', takesAwaitables: true }, install: plain('None'), new_event_loop: plain('uvloop.Loop') },
  classes: { Loop: { bases: ['asyncio.AbstractEventLoop'], construct: plain('uvloop.Loop'), methods: {} }, EventLoopPolicy: { bases: ['asyncio.AbstractEventLoopPolicy'], construct: plain('uvloop.EventLoopPolicy'), methods: {} } },
};

export const nestAsyncio: LibraryTable = {
  module: 'nest_asyncio',
  language: 'python',
  functions: { apply: plain('None', { role: 'nest-loop' }) },
  classes: {},
};

export const tenacity: LibraryTable = {
  module: 'tenacity',
  language: 'python',
  // What a retrying call runs, and whether it sleeps in between, depends on the function that it decorates.
  functions: { retry: plain('object') },
  classes: { ...Object.fromEntries('stop_after_attempt stop_after_delay wait_fixed wait_exponential wait_random retry_if_exception_type Retrying'.split(' ').map((name) => [name, { construct: plain(`tenacity.${name}`), methods: {} }])),
    AsyncRetrying: { construct: plain('tenacity.AsyncRetrying'), methods: {}, asyncElement: 'tenacity.AttemptManager', element: 'object' },
    AttemptManager: { methods: {}, attributes: { retry_state: 'tenacity.RetryCallState' }, enter: 'self', asyncEnter: 'self' },
    RetryCallState: { methods: each('prepare_for_next_attempt set_result set_exception', plain('None')), attributes: { outcome: 'tenacity.Future', attempt_number: 'int', idle_for: 'float', seconds_since_start: 'float' } },
    // The outcome of an attempt that is over: nothing to wait for.
    Future: { bases: ['concurrent.futures.Future'], methods: { result: plain('object'), exception: plain('object'), construct: plain('tenacity.Future') }, attributes: { failed: 'bool', attempt_number: 'int' } } },
};
