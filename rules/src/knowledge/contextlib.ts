/** contextlib. https://docs.python.org/3/library/contextlib.html */
import type { LibraryTable } from './facts.js';
import { asyncContext, coroutine, each, plain } from './notation.js';

export const contextlib: LibraryTable = {
  module: 'contextlib',
  language: 'python',
  functions: { ...each('contextmanager asynccontextmanager', plain('object')) },
  classes: {
    suppress: { construct: plain('contextlib.suppress'), methods: {}, enter: 'None' },
    nullcontext: { construct: plain('contextlib.nullcontext'), methods: {}, enter: 'object', asyncEnter: 'object', asyncSince: '3.10' },
    closing: { construct: plain('contextlib.closing'), methods: {}, enter: 'object' },
    aclosing: { construct: asyncContext('contextlib.aclosing', { since: '3.10' }), methods: {}, asyncEnter: 'object', since: '3.10' },
    chdir: { construct: plain('contextlib.chdir'), methods: {}, enter: 'None', since: '3.11' },
    redirect_stdout: { construct: plain('contextlib.redirect_stdout'), methods: {}, enter: 'object' },
    redirect_stderr: { construct: plain('contextlib.redirect_stderr'), methods: {}, enter: 'object' },
    ExitStack: { construct: plain('contextlib.ExitStack'), methods: { enter_context: {}, ...each('push callback', plain('object')), pop_all: plain('contextlib.ExitStack'), close: {} }, enter: 'self' },
    AsyncExitStack: {
      construct: asyncContext('contextlib.AsyncExitStack'),
      methods: {
        enter_async_context: coroutine('object'),
        aclose: coroutine('None'),
        enter_context: {},
        // They give back what they are given, which may well be called and awaited.
        ...each('push callback push_async_exit push_async_callback', plain('object')),
        pop_all: plain('contextlib.AsyncExitStack'),
      },
      asyncEnter: 'self',
    },
  },
};
