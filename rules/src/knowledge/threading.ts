/** threading and queue. https://docs.python.org/3/library/threading.html */
import type { LibraryClass, LibraryFacts, LibraryTable } from './facts.js';
import { advice, blocks, each, plain, takes } from './notation.js';

const withoutWaiting: LibraryFacts['unless'] = [
  { argument: 'blocking', value: false }, { argument: 0, value: false },
  { argument: 'timeout', value: 0 }, { argument: 1, value: 0 },
];
const zeroTimeout: LibraryFacts['unless'] = [{ argument: 'timeout', value: 0 }, { argument: 0, value: 0 }];

function lock(name: string): LibraryClass {
  return {
    construct: plain(`threading.${name}`, { role: 'lock' }),
    methods: {
      acquire: blocks('thread-sync', 'bool', { unless: withoutWaiting, replacement: advice('asyncio.Lock', 'asyncio') }),
      release: plain('None'),
      locked: plain('bool', name === 'RLock' ? { since: '3.14' } : {}),
    },
    enter: 'bool',
    enterBlocks: 'thread-sync',
    enterIsBrief: true,
    concurrentUse: 'safe',
  };
}

function semaphore(name: string): LibraryClass {
  return {
    construct: plain(`threading.${name}`, { role: 'semaphore' }),
    methods: {
      acquire: blocks('thread-sync', 'bool', { unless: withoutWaiting, replacement: advice('asyncio.Semaphore', 'asyncio') }),
      release: plain('None'),
    },
    enter: 'bool',
    enterBlocks: 'thread-sync',
    enterIsBrief: true,
    concurrentUse: 'safe',
  };
}

export const threading: LibraryTable = {
  module: 'threading',
  language: 'python',
  functions: {
    ...each('active_count get_ident get_native_id stack_size', plain('int')),
    ...each('current_thread main_thread', plain('threading.Thread')),
    enumerate: plain('list'),
    ...each('settrace setprofile', plain('None')),
  },
  classes: {
    Lock: lock('Lock'),
    RLock: lock('RLock'),
    Condition: {
      construct: plain('threading.Condition', { role: 'lock' }),
      methods: {
        acquire: blocks('thread-sync', 'bool', { unless: withoutWaiting }),
        wait: blocks('thread-sync', 'bool', { unless: zeroTimeout, replacement: advice('asyncio.Condition', 'asyncio') }),
        wait_for: blocks('thread-sync', 'object', { unless: [{ argument: 'timeout', value: 0 }, { argument: 1, value: 0 }], replacement: advice('asyncio.Condition', 'asyncio') }),
        ...each('release notify notify_all', plain('None')),
      },
      enter: 'bool',
      enterBlocks: 'thread-sync',
      enterIsBrief: true,
      concurrentUse: 'safe',
    },
    Semaphore: semaphore('Semaphore'),
    BoundedSemaphore: semaphore('BoundedSemaphore'),
    Event: {
      construct: plain('threading.Event'),
      methods: {
        wait: blocks('thread-sync', 'bool', { unless: zeroTimeout, replacement: advice('asyncio.Event', 'asyncio') }),
        ...each('set clear', plain('None')),
        is_set: plain('bool'),
      },
      concurrentUse: 'safe',
    },
    Barrier: {
      construct: plain('threading.Barrier'),
      methods: { wait: blocks('thread-sync', 'int', { unless: zeroTimeout }), ...each('reset abort', plain('None')) },
      attributes: { parties: 'int', n_waiting: 'int', broken: 'bool' },
    },
    Thread: {
      construct: plain('threading.Thread', { role: 'off-loop', ...takes([1, 'target'], 'dropped', 'args') }),
      methods: {
        join: blocks('thread-sync', 'None', { unless: zeroTimeout }),
        ...each('start', plain('None')),
        run: {},
        is_alive: plain('bool'),
        ...each('getName setName isDaemon setDaemon', plain()),
      },
      attributes: { name: 'str', ident: 'int', native_id: 'int', daemon: 'bool' },
    },
    Timer: {
      bases: ['threading.Thread'],
      construct: plain('threading.Timer', { role: 'off-loop', ...takes([1, 'function'], 'dropped', 'args') }),
      methods: { cancel: plain('None') },
    },
    local: { construct: plain('threading.local'), methods: {} },
  },
  aliases: { '_thread.allocate_lock': 'threading.Lock', '_thread.lock': 'threading.Lock', '_thread.LockType': 'threading.Lock', '_thread.RLock': 'threading.RLock' },
};

const asyncQueue = { replacement: advice('asyncio.Queue', 'asyncio') };
const queueMethods: LibraryClass['methods'] = {
  get: blocks('thread-sync', 'object', {
    unless: [{ argument: 'block', value: false }, { argument: 0, value: false }, { argument: 'timeout', value: 0 }, { argument: 1, value: 0 }],
    unlessTold: { method: 'empty', answer: false },
    ...asyncQueue,
  }),
  // Waits only for a full queue; whether there is a size limit is not known here.
  put: { returns: 'None' },
  join: blocks('thread-sync', 'None', asyncQueue),
  ...each('put_nowait task_done', plain('None')),
  get_nowait: plain('object'),
  qsize: plain('int'),
  ...each('empty full', plain('bool')),
  shutdown: plain('None', { since: '3.13' }),
};

export const queue: LibraryTable = {
  module: 'queue',
  language: 'python',
  functions: {},
  classes: {
    Queue: { construct: plain('queue.Queue'), methods: queueMethods, attributes: { maxsize: 'int' }, concurrentUse: 'safe' },
    LifoQueue: { bases: ['queue.Queue'], construct: plain('queue.LifoQueue'), methods: {} },
    PriorityQueue: { bases: ['queue.Queue'], construct: plain('queue.PriorityQueue'), methods: {} },
    SimpleQueue: {
      construct: plain('queue.SimpleQueue'),
      methods: {
        get: queueMethods['get'] ?? {},
        ...each('put put_nowait', plain('None')),
        get_nowait: plain('object'),
        qsize: plain('int'),
        empty: plain('bool'),
      },
      concurrentUse: 'safe',
    },
  },
  aliases: { '_queue.SimpleQueue': 'queue.SimpleQueue' },
};
