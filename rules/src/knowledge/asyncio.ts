/** asyncio: running, tasks, waiting. https://docs.python.org/3/library/asyncio-task.html and …-runner.html */
import type { LibraryClass, LibraryTable } from './facts.js';
import { asyncContext, asyncIterable, awaits, coroutine, each, independent, plain, takes } from './notation.js';

const future: LibraryClass = {
  construct: plain('asyncio.Future'),
  awaitable: 'future',
  awaitResult: 'object',
  methods: {
    result: plain('object'),
    ...each('exception done cancelled remove_done_callback set_result set_exception', plain()),
    get_loop: plain('asyncio.AbstractEventLoop'),
    cancel: plain('bool'),
    add_done_callback: plain('None', { role: 'on-loop-callback', ...takes([0], 'dropped', 1) }),
  },
};

const timeout: LibraryClass = {
  construct: asyncContext('asyncio.Timeout'),
  methods: { ...each('when expired', plain()), reschedule: plain('None') },
  asyncEnter: 'self',
  since: '3.11',
};

export const asyncio: LibraryTable = {
  module: 'asyncio',
  language: 'python',
  functions: {
    run: { role: 'run-loop', takesAwaitables: true },
    sleep: independent('None', { role: 'sleep' }),
    gather: awaits('future', 'list', { role: 'gather', takesAwaitables: true }),
    wait: coroutine('tuple', { role: 'wait', takesAwaitables: true }),
    wait_for: coroutine('object', { role: 'wait-for', takesAwaitables: true }),
    shield: awaits('future', 'object', { role: 'shield', takesAwaitables: true }),
    as_completed: { role: 'as-completed', takesAwaitables: true },
    create_task: awaits('task', 'asyncio.Task', { role: 'spawn-task', takesAwaitables: true }),
    ensure_future: awaits('task', 'asyncio.Task', { role: 'spawn-task', takesAwaitables: true }),
    wrap_future: awaits('future', 'object'),
    run_coroutine_threadsafe: plain('concurrent.futures.Future', { takesAwaitables: true }),
    to_thread: coroutine('object', { role: 'off-loop', ...takes([0, 'func'], 'returned', 'all'), since: '3.9' }),
    timeout: asyncContext('asyncio.Timeout', { role: 'timeout', since: '3.11' }),
    timeout_at: asyncContext('asyncio.Timeout', { role: 'timeout', since: '3.11' }),
    current_task: plain('asyncio.Task'),
    all_tasks: plain('set'),
    get_running_loop: plain('asyncio.AbstractEventLoop', { role: 'running-loop' }),
    get_event_loop: plain('asyncio.AbstractEventLoop'),
    new_event_loop: plain('asyncio.AbstractEventLoop'),
    ...each('set_event_loop set_event_loop_policy', plain('None')),
    get_event_loop_policy: plain('asyncio.AbstractEventLoopPolicy'),
    ...each('iscoroutine iscoroutinefunction isfuture', plain('bool', { takesAwaitables: true })),
    ...each('eager_task_factory create_eager_task_factory', plain(undefined, { since: '3.12' })),
    ...each('capture_call_graph format_call_graph print_call_graph', plain(undefined, { since: '3.14' })),
    ...each('future_add_to_awaited_by future_discard_from_awaited_by', plain('None', { since: '3.14' })),
    coroutine: plain(undefined, { until: '3.11' }),
  },
  classes: {
    Future: future,
    Task: {
      bases: ['asyncio.Future'],
      construct: awaits('task', 'asyncio.Task', { role: 'spawn-task', takesAwaitables: true }),
      awaitable: 'task',
      awaitResult: 'object',
      methods: {
        ...each('get_name set_name get_stack print_stack', plain()),
        // The coroutine itself, which only the task may await; it may be asked for what it is.
        get_coro: plain('object'),
        ...each('cancelling uncancel', plain('int', { since: '3.11' })),
        get_context: plain(undefined, { since: '3.12' }),
      },
    },
    TaskGroup: {
      construct: asyncContext('asyncio.TaskGroup', { since: '3.11' }),
      methods: {
        create_task: awaits('task', 'asyncio.Task', { role: 'spawn-owned-task', takesAwaitables: true }),
        cancel: plain('None', { since: '3.15' }),
      },
      asyncEnter: 'self',
      since: '3.11',
    },
    Timeout: timeout,
    Runner: {
      construct: plain('asyncio.Runner'),
      methods: {
        run: { role: 'run-loop', takesAwaitables: true },
        get_loop: plain('asyncio.AbstractEventLoop'),
        close: plain('None'),
      },
      enter: 'self',
      since: '3.11',
    },
    Handle: { construct: plain('asyncio.Handle'), methods: { cancel: plain('None'), cancelled: plain('bool') } },
    TimerHandle: { bases: ['asyncio.Handle'], construct: plain('asyncio.TimerHandle'), methods: { when: plain('float') } },
    AbstractEventLoopPolicy: {
      construct: plain('asyncio.AbstractEventLoopPolicy'),
      methods: { get_event_loop: plain('asyncio.AbstractEventLoop'), new_event_loop: plain('asyncio.AbstractEventLoop'), set_event_loop: plain('None') },
    },
    DefaultEventLoopPolicy: { bases: ['asyncio.AbstractEventLoopPolicy'], methods: {} },
  },
  aliases: {
    'asyncio.tasks': 'asyncio',
    'asyncio.futures': 'asyncio',
    'asyncio.runners': 'asyncio',
    'asyncio.taskgroups': 'asyncio',
    'asyncio.threads': 'asyncio',
    'asyncio.timeouts': 'asyncio',
    'asyncio.coroutines': 'asyncio',
    'asyncio.events': 'asyncio',
    'asyncio.base_events': 'asyncio',
    'asyncio.locks': 'asyncio',
    'asyncio.queues': 'asyncio',
    'asyncio.streams': 'asyncio',
    'asyncio.protocols': 'asyncio',
    'asyncio.transports': 'asyncio',
    'asyncio.exceptions': 'asyncio',
    'asyncio.subprocess.create_subprocess_exec': 'asyncio.create_subprocess_exec',
    'asyncio.subprocess.create_subprocess_shell': 'asyncio.create_subprocess_shell',
    '_asyncio.Future': 'asyncio.Future',
    '_asyncio.Task': 'asyncio.Task',
    'asyncio.BaseEventLoop': 'asyncio.AbstractEventLoop',
    'asyncio.SelectorEventLoop': 'asyncio.AbstractEventLoop',
    'asyncio.ProactorEventLoop': 'asyncio.AbstractEventLoop',
    'asyncio.EventLoop': 'asyncio.AbstractEventLoop',
    'asyncio.unix_events.SelectorEventLoop': 'asyncio.AbstractEventLoop',
  },
};

/** Async iterators that asyncio's users meet by the protocols of `collections.abc` and `contextlib`. */
export const asyncIteration: LibraryTable = {
  module: 'builtins',
  language: 'python',
  functions: {
    aiter: asyncIterable(undefined, { since: '3.10' }),
    anext: awaits('other', 'object', { since: '3.10' }),
  },
  classes: {},
};
