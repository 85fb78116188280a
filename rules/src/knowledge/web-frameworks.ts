/** starlette, fastapi and websockets. */
import type { LibraryClass, LibraryTable } from './facts.js';
import { advice, asyncIterable, awaitOrEnter, blocks, coroutine, each, pending, plain, takes, unlimited } from './notation.js';

export const starletteConcurrency: LibraryTable = {
  module: 'starlette.concurrency',
  language: 'python',
  functions: { run_in_threadpool: coroutine('object', { role: 'off-loop', ...takes([0, 'func'], 'returned', 'all') }), iterate_in_threadpool: asyncIterable() },
  classes: {},
  aliases: { 'fastapi.concurrency': 'starlette.concurrency', 'fastapi.requests': 'starlette.requests', 'fastapi.responses': 'starlette.responses', 'fastapi.websockets': 'starlette.websockets', 'fastapi.Request': 'starlette.requests.Request', 'fastapi.Response': 'starlette.responses.Response', 'fastapi.WebSocket': 'starlette.websockets.WebSocket', 'fastapi.UploadFile': 'starlette.datastructures.UploadFile', 'fastapi.BackgroundTasks': 'starlette.background.BackgroundTasks', 'fastapi.datastructures.UploadFile': 'starlette.datastructures.UploadFile' },
};

export const starletteRequests: LibraryTable = {
  module: 'starlette.requests',
  language: 'python',
  functions: {},
  classes: {
    PendingForm: pending('object'),
    Request: {
      methods: { json: coroutine('json.Value'), body: coroutine('bytes'), form: awaitOrEnter('starlette.requests.PendingForm'), stream: asyncIterable(), is_disconnected: coroutine('bool'), close: coroutine('None'), url_for: plain() },
      attributes: { method: 'str', headers: 'object', cookies: 'dict', path_params: 'dict', query_params: 'object' },
      concurrentUse: 'exclusive',
    },
  },
};

export const starletteResponses: LibraryTable = {
  module: 'starlette.responses',
  language: 'python',
  functions: {},
  classes: {
    Response: { construct: plain('starlette.responses.Response'), methods: { ...each('set_cookie delete_cookie', plain('None')), __call__: coroutine('None') }, attributes: { status_code: 'int' } },
    ...Object.fromEntries('JSONResponse HTMLResponse PlainTextResponse RedirectResponse StreamingResponse FileResponse'.split(' ').map((name): [string, LibraryClass] => [name, { bases: ['starlette.responses.Response'], construct: plain(`starlette.responses.${name}`), methods: {} }])),
  },
};

export const starletteWebsockets: LibraryTable = {
  module: 'starlette.websockets',
  language: 'python',
  functions: {},
  classes: {
    WebSocket: {
      methods: {
        ...each('accept close send send_text send_bytes send_json', coroutine('None')),
        receive: coroutine('dict'), receive_text: coroutine('str'), receive_bytes: coroutine('bytes'), receive_json: coroutine('json.Value'),
        ...each('iter_text iter_bytes iter_json', asyncIterable()),
      },
      concurrentUse: 'exclusive',
    },
  },
};

export const starletteOther: readonly LibraryTable[] = [
  { module: 'starlette.datastructures', language: 'python', functions: {}, classes: { UploadFile: { methods: { read: coroutine('bytes'), ...each('write seek close', coroutine('None')) }, attributes: { filename: 'str', content_type: 'str', file: 'io.FileObject', size: 'int' }, concurrentUse: 'exclusive' } } },
  { module: 'starlette.background', language: 'python', functions: {}, classes: { BackgroundTasks: { construct: plain('starlette.background.BackgroundTasks'), methods: { add_task: plain('None'), __call__: coroutine('None') } }, BackgroundTask: { construct: plain('starlette.background.BackgroundTask'), methods: { __call__: coroutine('None') } } } },
  { module: 'fastapi', language: 'python', functions: { ...each('Query Path Body Header Cookie Form File', plain()), ...each('Depends Security', plain('object')) }, classes: { FastAPI: { construct: plain('fastapi.FastAPI'), methods: each('get post put patch delete head options websocket include_router add_middleware middleware on_event exception_handler mount', plain()) }, APIRouter: { construct: plain('fastapi.APIRouter'), methods: each('get post put patch delete head options websocket include_router', plain()) }, HTTPException: { construct: plain('fastapi.HTTPException'), methods: {} } } },
];

export const websockets: LibraryTable = {
  module: 'websockets',
  language: 'python',
  functions: {},
  classes: {
    connect: { construct: awaitOrEnter('websockets.connect', { opens: true, waitsFor: 'network', limit: { seconds: 10, of: 'connect', arguments: ['open_timeout'] } }), methods: {}, asyncEnter: 'websockets.asyncio.client.ClientConnection', awaitable: 'other', awaitResult: 'websockets.asyncio.client.ClientConnection', asyncElement: 'websockets.asyncio.client.ClientConnection' },
    serve: { construct: awaitOrEnter('websockets.serve'), methods: {}, asyncEnter: 'websockets.asyncio.server.Server', awaitable: 'other', awaitResult: 'websockets.asyncio.server.Server' },
  },
  aliases: { 'websockets.asyncio.client.connect': 'websockets.connect', 'websockets.asyncio.server.serve': 'websockets.serve', 'websockets.ClientConnection': 'websockets.asyncio.client.ClientConnection', 'websockets.ServerConnection': 'websockets.asyncio.server.ServerConnection' },
};

export const websocketsConnection: readonly LibraryTable[] = [
  { module: 'websockets.asyncio.connection', language: 'python', functions: {}, classes: { Connection: { methods: { recv: coroutine('object', unlimited('network')), recv_streaming: asyncIterable(), ...each('send close wait_closed', coroutine('None')), ping: coroutine('object'), pong: coroutine('None') }, asyncEnter: 'self', asyncElement: 'object', concurrentUse: 'exclusive', resource: { kind: 'websocket', close: ['close'] } } } },
  { module: 'websockets.asyncio.client', language: 'python', functions: {}, classes: { ClientConnection: { bases: ['websockets.asyncio.connection.Connection'], methods: {}, asyncEnter: 'self' } } },
  { module: 'websockets.asyncio.server', language: 'python', functions: {}, classes: { ServerConnection: { bases: ['websockets.asyncio.connection.Connection'], methods: {}, asyncEnter: 'self' }, Server: { awaitOptional: true, methods: { close: plain('None'), wait_closed: coroutine('None'), serve_forever: coroutine('None') }, asyncEnter: 'self' } } },
];


const websocketAdvice = { replacement: advice('websockets.connect', 'websockets') };
const synchronousClient = 'websockets.sync.client.ClientConnection';

/** The twin for threads: https://websockets.readthedocs.io/en/stable/reference/sync/client.html */
export const websocketsSync: readonly LibraryTable[] = [
  {
    module: 'websockets.sync.client',
    language: 'python',
    functions: each('connect unix_connect', blocks('network', synchronousClient, { opens: true, limit: { seconds: 10, of: 'connect', arguments: ['open_timeout'] }, ...websocketAdvice })),
    classes: { ClientConnection: { bases: ['websockets.sync.connection.Connection'], methods: {} } },
  },
  {
    module: 'websockets.sync.connection',
    language: 'python',
    functions: {},
    classes: {
      Connection: {
        methods: {
          // "If timeout is 0 or negative, check if a message has been received already".
          recv: blocks('network', 'object', { limit: { seconds: 'none', of: 'call', arguments: [0, 'timeout'] }, unless: [{ argument: 0, value: 0 }, { argument: 'timeout', value: 0 }], ...websocketAdvice }),
          recv_streaming: plain('websockets.sync.connection.Chunks'),
          ...each('send close', blocks('network', 'None', websocketAdvice)),
          ping: plain('threading.Event'),
          pong: plain('None'),
        },
        attributes: { close_code: 'int | None', close_reason: 'str | None', subprotocol: 'str | None' },
        enter: 'self',
        exitBlocks: 'network',
        iterationBlocks: 'network',
        element: 'object',
        resource: { kind: 'websocket', close: ['close'] },
      },
      Chunks: { methods: {}, iterationBlocks: 'network', element: 'object', nominal: true },
    },
  },
  {
    module: 'websockets.sync.server',
    language: 'python',
    functions: each('serve unix_serve', plain('websockets.sync.server.Server', { opens: true })),
    classes: {
      ServerConnection: { bases: ['websockets.sync.connection.Connection'], methods: { respond: plain('object') } },
      Server: { methods: { serve_forever: blocks('network', 'None'), shutdown: plain('None'), fileno: plain('int') }, enter: 'self', resource: { kind: 'server', close: ['shutdown'] } },
    },
  },
];
