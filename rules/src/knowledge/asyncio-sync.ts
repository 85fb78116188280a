/** asyncio's locks and queues. https://docs.python.org/3/library/asyncio-sync.html and …-queue.html */
import type { LibraryTable } from './facts.js';
import { asyncContext, coroutine, each, plain } from './notation.js';

export const asyncioSync: LibraryTable = {
  module: 'asyncio',
  language: 'python',
  functions: {},
  classes: {
    Lock: {
      construct: asyncContext('asyncio.Lock', { role: 'lock' }),
      methods: { acquire: coroutine('bool'), release: plain('None'), locked: plain('bool') },
      asyncEnter: 'None',
      concurrentUse: 'safe',
    },
    Condition: {
      construct: asyncContext('asyncio.Condition', { role: 'lock' }),
      methods: {
        acquire: coroutine('bool'),
        ...each('wait', coroutine('bool')),
        wait_for: coroutine('object'),
        ...each('release notify notify_all', plain('None')),
        locked: plain('bool'),
      },
      asyncEnter: 'None',
      concurrentUse: 'safe',
    },
    Semaphore: {
      construct: asyncContext('asyncio.Semaphore', { role: 'semaphore' }),
      methods: { acquire: coroutine('bool'), release: plain('None'), locked: plain('bool') },
      asyncEnter: 'None',
      concurrentUse: 'safe',
    },
    BoundedSemaphore: { bases: ['asyncio.Semaphore'], construct: asyncContext('asyncio.BoundedSemaphore', { role: 'semaphore' }), methods: {} },
    Event: {
      construct: plain('asyncio.Event', { role: 'event' }),
      methods: { wait: coroutine('bool'), ...each('set clear', plain('None')), is_set: plain('bool') },
      concurrentUse: 'safe',
    },
    Barrier: {
      construct: asyncContext('asyncio.Barrier'),
      methods: { wait: coroutine('int'), ...each('reset abort', coroutine('None')) },
      attributes: { parties: 'int', n_waiting: 'int', broken: 'bool' },
      asyncEnter: 'int',
      since: '3.11',
    },
    Queue: {
      construct: plain('asyncio.Queue', { role: 'queue' }),
      methods: {
        get: coroutine('object'),
        put: coroutine('None'),
        join: coroutine('None'),
        ...each('put_nowait task_done', plain('None')),
        get_nowait: plain('object'),
        qsize: plain('int'),
        ...each('empty full', plain('bool')),
        shutdown: plain('None', { since: '3.13' }),
      },
      attributes: { maxsize: 'int' },
      concurrentUse: 'safe',
    },
    PriorityQueue: { bases: ['asyncio.Queue'], construct: plain('asyncio.PriorityQueue', { role: 'queue' }), methods: {} },
    LifoQueue: { bases: ['asyncio.Queue'], construct: plain('asyncio.LifoQueue', { role: 'queue' }), methods: {} },
  },
};
