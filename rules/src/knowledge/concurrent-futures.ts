/** concurrent.futures. https://docs.python.org/3/library/concurrent.futures.html */
import type { LibraryClass, LibraryFacts, LibraryTable } from './facts.js';
import { advice, blocks, each, plain, takes } from './notation.js';

const zeroTimeout: LibraryFacts['unless'] = [{ argument: 'timeout', value: 0 }, { argument: 0, value: 0 }];
const wrapped = { replacement: advice('asyncio.wrap_future', 'asyncio') };
const waitsUntilDone: LibraryFacts = { unless: zeroTimeout, unlessTold: { method: 'done', answer: true, notify: 'add_done_callback' }, unlessSubclass: true, ...wrapped };
const onExecutor = { replacement: advice('loop.run_in_executor', 'asyncio') };

const executor: LibraryClass = {
  construct: plain('concurrent.futures.Executor'),
  methods: {
    submit: plain('concurrent.futures.Future', { role: 'off-loop', ...takes([0, 'fn'], 'returned', 'all') }),
    // Submits at once; taking the results is what waits.
    map: plain('concurrent.futures.Results', { role: 'off-loop', ...takes([0, 'fn'], 'elements', 1) }),
    shutdown: blocks('thread-sync', 'None', { unless: [{ argument: 'wait', value: false }, { argument: 0, value: false }] }),
  },
  enter: 'self',
  exitBlocks: 'thread-sync',
  concurrentUse: 'safe',
  resource: { kind: 'executor', close: ['shutdown'], opensLazily: true, closesItself: true, reusable: true },
};

export const concurrentFutures: LibraryTable = {
  module: 'concurrent.futures',
  language: 'python',
  functions: {
    wait: blocks('thread-sync', 'tuple', { unless: [{ argument: 'timeout', value: 0 }, { argument: 1, value: 0 }], ...wrapped }),
    as_completed: plain('concurrent.futures.Results'),
  },
  classes: {
    Future: {
      construct: plain('concurrent.futures.Future'),
      methods: {
        result: blocks('thread-sync', 'object', waitsUntilDone),
        exception: blocks('thread-sync', 'object', waitsUntilDone),
        ...each('cancel cancelled running done', plain('bool')),
        add_done_callback: plain('None', takes([0, 'fn'], 'dropped', 1)),
        ...each('set_result set_exception set_running_or_notify_cancel', plain()),
      },
    },
    Executor: executor,
    ThreadPoolExecutor: { bases: ['concurrent.futures.Executor'], construct: plain('concurrent.futures.ThreadPoolExecutor', { ...onExecutor, opens: true, bounds: { byDefault: 'none', arguments: ['max_workers', 0], whenFull: 'waits' } }), methods: {} },
    ProcessPoolExecutor: { bases: ['concurrent.futures.Executor'], construct: plain('concurrent.futures.ProcessPoolExecutor', { ...onExecutor, opens: true, bounds: { byDefault: 'none', arguments: ['max_workers', 0], whenFull: 'waits' } }), methods: {} },
    InterpreterPoolExecutor: { bases: ['concurrent.futures.ThreadPoolExecutor'], methods: {}, since: '3.14' },
    Results: { methods: {}, iterationBlocks: 'thread-sync', element: 'object', nominal: true },
  },
  aliases: {
    'concurrent.futures.thread': 'concurrent.futures',
    'concurrent.futures.process': 'concurrent.futures',
    'concurrent.futures._base': 'concurrent.futures',
  },
};
