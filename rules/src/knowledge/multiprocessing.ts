/** multiprocessing. https://docs.python.org/3/library/multiprocessing.html */
import type { LibraryClass, LibraryFacts, LibraryTable } from './facts.js';
import { advice, blocks, each, plain, takes } from './notation.js';

const inPool = { replacement: advice('loop.run_in_executor with a ProcessPoolExecutor', 'asyncio') };
const zeroTimeout: LibraryFacts['unless'] = [{ argument: 'timeout', value: 0 }, { argument: 0, value: 0 }];

const process: LibraryClass = {
  construct: plain('multiprocessing.Process', { role: 'off-loop', ...takes([1, 'target'], 'dropped', 'args') }),
  methods: {
    join: blocks('thread-sync', 'None', { unless: zeroTimeout }),
    ...each('start terminate kill close', plain('None')),
    is_alive: plain('bool'),
    run: {},
  },
  attributes: { name: 'str', pid: 'int', exitcode: 'int', daemon: 'bool', sentinel: 'int' },
};

const pool: LibraryClass = {
  construct: plain('multiprocessing.pool.Pool'),
  methods: {
    ...each('apply', blocks('thread-sync', 'object', { ...takes([0, 'func'], 'returned', 'args'), role: 'off-loop', ...inPool })),
    ...each('map starmap', blocks('thread-sync', 'list', { ...takes([0, 'func'], 'elements', 1), role: 'off-loop', ...inPool })),
    apply_async: plain('multiprocessing.pool.AsyncResult', { role: 'off-loop', ...takes([0, 'func'], 'returned', 'args') }),
    ...each('map_async starmap_async', plain('multiprocessing.pool.AsyncResult', { role: 'off-loop', ...takes([0, 'func'], 'elements', 1) })),
    ...each('imap imap_unordered', plain('multiprocessing.pool.IMapIterator', { role: 'off-loop', ...takes([0, 'func'], 'elements', 1) })),
    join: blocks('thread-sync', 'None'),
    ...each('close terminate', plain('None')),
  },
  // Leaving the pool terminates it (it does not join).
  enter: 'self',
};

export const multiprocessingPool: LibraryTable = {
  module: 'multiprocessing.pool',
  language: 'python',
  functions: {},
  classes: {
    Pool: pool,
    ThreadPool: { bases: ['multiprocessing.pool.Pool'], construct: plain('multiprocessing.pool.ThreadPool'), methods: {} },
    AsyncResult: {
      methods: {
        get: blocks('thread-sync', 'object', { unless: zeroTimeout }),
        wait: blocks('thread-sync', 'None', { unless: zeroTimeout }),
        ...each('ready successful', plain('bool')),
      },
    },
    IMapIterator: { methods: { next: blocks('thread-sync', 'object') }, iterationBlocks: 'thread-sync', element: 'object' },
  },
};

export const multiprocessingQueues: LibraryTable = {
  module: 'multiprocessing.queues',
  language: 'python',
  functions: {},
  classes: {
    Queue: {
      methods: {
        get: blocks('thread-sync', 'object', {
          unless: [{ argument: 'block', value: false }, { argument: 0, value: false }, { argument: 'timeout', value: 0 }, { argument: 1, value: 0 }],
        }),
        // A feeder thread sends; `put` waits only for a full queue of limited size.
        ...each('put_nowait close cancel_join_thread', plain('None')),
        put: {},
        join_thread: blocks('thread-sync', 'None'),
        get_nowait: plain('object'),
        qsize: plain('int'),
        ...each('empty full', plain('bool')),
      },
      concurrentUse: 'safe',
    },
    JoinableQueue: { bases: ['multiprocessing.queues.Queue'], methods: { join: blocks('thread-sync', 'None'), task_done: plain('None') } },
    SimpleQueue: { methods: { get: blocks('thread-sync', 'object'), put: {}, empty: plain('bool'), close: plain('None', { since: '3.9' }) } },
  },
};

export const multiprocessingConnection: LibraryTable = {
  module: 'multiprocessing.connection',
  language: 'python',
  functions: { wait: blocks('thread-sync', 'list', { unless: [{ argument: 'timeout', value: 0 }, { argument: 1, value: 0 }] }) },
  classes: {
    Connection: {
      methods: {
        ...each('recv recv_bytes recv_bytes_into', blocks('thread-sync', 'object')),
        // Without a timeout `poll` returns at once.
        poll: { returns: 'bool' },
        ...each('send send_bytes', {}),
        ...each('close', plain('None')),
        fileno: plain('int'),
      },
      enter: 'self',
      concurrentUse: 'exclusive',
    },
  },
};

export const multiprocessing: LibraryTable = {
  module: 'multiprocessing',
  language: 'python',
  functions: {
    Queue: plain('multiprocessing.queues.Queue'),
    JoinableQueue: plain('multiprocessing.queues.JoinableQueue'),
    SimpleQueue: plain('multiprocessing.queues.SimpleQueue'),
    Pool: plain('multiprocessing.pool.Pool'),
    ...each('Lock RLock', plain('multiprocessing.synchronize.Lock')),
    Semaphore: plain('multiprocessing.synchronize.Semaphore'),
    Event: plain('multiprocessing.synchronize.Event'),
    Pipe: plain('tuple'),
    cpu_count: plain('int'),
    ...each('active_children', plain('list')),
    ...each('current_process parent_process', plain('multiprocessing.Process')),
    ...each('get_context get_logger get_start_method set_start_method freeze_support Value Array RawValue RawArray', plain()),
  },
  classes: { Process: process },
  aliases: { 'multiprocessing.context.Process': 'multiprocessing.Process', 'multiprocessing.process.BaseProcess': 'multiprocessing.Process' },
};

const acquire = blocks('thread-sync', 'bool', {
  unless: [{ argument: 'block', value: false }, { argument: 0, value: false }, { argument: 'timeout', value: 0 }, { argument: 1, value: 0 }],
});

export const multiprocessingSynchronize: LibraryTable = {
  module: 'multiprocessing.synchronize',
  language: 'python',
  functions: {},
  classes: {
    Lock: { methods: { acquire, release: plain() }, enter: 'bool', enterBlocks: 'thread-sync' },
    Semaphore: { methods: { acquire, release: plain() }, enter: 'bool', enterBlocks: 'thread-sync' },
    Event: { methods: { wait: blocks('thread-sync', 'bool', { unless: zeroTimeout }), ...each('set clear is_set', plain()) } },
  },
};
