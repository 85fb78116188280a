/** Libraries around the event loop: aiofiles, anyio, trio, asgiref, uvloop, nest_asyncio, tenacity. */
import type { LibraryTable } from './facts.js';
import { asyncContext, asyncIterable, awaitOrEnter, coroutine, each, independent, pending, plain, takes } from './notation.js';

export const aiofiles: LibraryTable = {
  module: 'aiofiles',
  language: 'python',
  functions: { open: awaitOrEnter('aiofiles.PendingFile', { opens: true, waitsFor: 'file' }) },
  classes: { PendingFile: pending('aiofiles.threadpool.text.AsyncTextIOWrapper') },
};

const fileMethods = {
  ...each('read readline readlines write writelines seek tell flush truncate close readable writable seekable isatty', coroutine()),
};

export const aiofilesText: LibraryTable = {
  module: 'aiofiles.threadpool.text',
  language: 'python',
  functions: {},
  classes: { AsyncTextIOWrapper: { methods: fileMethods, asyncElement: 'str', concurrentUse: 'exclusive', resource: { kind: 'file', close: ['close'] } } },
};

export const aiofilesOs: LibraryTable = {
  module: 'aiofiles.os',
  language: 'python',
  functions: each('stat rename remove mkdir makedirs rmdir listdir scandir replace unlink symlink link readlink access', coroutine()),
  classes: {},
};

export const anyio: LibraryTable = {
  module: 'anyio',
  language: 'python',
  functions: {
    run: { role: 'run-loop', ...takes([0], 'awaited', 'positional') },
    sleep: independent('None', { role: 'sleep' }),
    sleep_forever: coroutine('None', { role: 'sleep' }),
    sleep_until: coroutine('None', { role: 'sleep' }),
    create_task_group: asyncContext('anyio.abc.TaskGroup'),
    ...each('move_on_after fail_after', plain('anyio.CancelScope', { role: 'timeout' })),
    ...each('connect_tcp connect_unix create_tcp_listener create_udp_socket', coroutine()),
    open_file: coroutine('anyio.AsyncFile'),
    run_process: coroutine(),
    open_process: coroutine(),
    create_memory_object_stream: plain('tuple'),
    current_time: plain('float'),
    ...each('getaddrinfo', independent('list')),
  },
  classes: {
    CancelScope: { construct: plain('anyio.CancelScope', { role: 'timeout' }), methods: { cancel: plain('None') }, attributes: { cancel_called: 'bool', cancelled_caught: 'bool' }, enter: 'self' },
    Event: { construct: plain('anyio.Event', { role: 'event' }), methods: { set: plain(), wait: coroutine('None'), is_set: plain('bool') }, concurrentUse: 'safe' },
    Lock: { construct: plain('anyio.Lock', { role: 'lock' }), methods: { acquire: coroutine('None'), release: plain(), acquire_nowait: plain('None'), locked: plain('bool') }, asyncEnter: 'None', concurrentUse: 'safe' },
    Semaphore: { construct: plain('anyio.Semaphore', { role: 'semaphore' }), methods: { acquire: coroutine('None'), release: plain('None'), acquire_nowait: plain('None') }, asyncEnter: 'self', concurrentUse: 'safe' },
    CapacityLimiter: { construct: plain('anyio.CapacityLimiter', { role: 'semaphore' }), methods: { acquire: coroutine('None'), release: plain('None') }, asyncEnter: 'None', concurrentUse: 'safe' },
    AsyncFile: { methods: { ...each('read readline readlines write writelines flush truncate seek tell aclose', coroutine()) }, asyncEnter: 'self', asyncElement: 'object', concurrentUse: 'exclusive' },
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
    TaskGroup: { methods: { start_soon: { role: 'spawn-owned-task', returns: 'object', ...takes([0], 'awaited', 'positional') }, start: coroutine('object', { role: 'spawn-owned-task', ...takes([0], 'awaited', 'positional') }) }, attributes: { cancel_scope: 'anyio.CancelScope' }, asyncEnter: 'self' },
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
    ...each('open_tcp_stream open_ssl_over_tcp_stream serve_tcp', coroutine()),
    open_file: coroutine('object'),
    run_process: coroutine(),
    open_memory_channel: plain('tuple'),
    current_time: plain('float'),
  },
  classes: {
    NurseryContext: { methods: {}, asyncEnter: 'trio.Nursery', nominal: true },
    Nursery: { methods: { start_soon: plain('None', { role: 'spawn-owned-task', ...takes([0], 'awaited', 'positional') }), start: coroutine('object', { role: 'spawn-owned-task', ...takes([0], 'awaited', 'positional') }) }, attributes: { cancel_scope: 'trio.CancelScope' } },
    CancelScope: { construct: plain('trio.CancelScope', { role: 'timeout' }), methods: { cancel: plain('None') }, enter: 'self' },
    Event: { construct: plain('trio.Event', { role: 'event' }), methods: { set: plain('None'), wait: coroutine('None'), is_set: plain('bool') }, concurrentUse: 'safe' },
    Lock: { construct: plain('trio.Lock', { role: 'lock' }), methods: { acquire: coroutine('None'), release: plain('None'), acquire_nowait: plain('None') }, asyncEnter: 'None', concurrentUse: 'safe' },
    Semaphore: { construct: plain('trio.Semaphore', { role: 'semaphore' }), methods: { acquire: coroutine('None'), release: plain('None') }, asyncEnter: 'None', concurrentUse: 'safe' },
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
