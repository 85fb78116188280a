/** aiohttp: client and server. https://docs.aiohttp.org/ */
import type { LibraryFacts, LibraryTable } from './facts.js';
import { asyncContext, asyncIterable, awaitOrEnter, awaits, coroutine, each, having, independent, pending, plain, readingVerbs, unlimited } from './notation.js';

/** `ClientTimeout(total=300)` unless the session or the call has another. https://docs.aiohttp.org/en/stable/client_quickstart.html#timeouts */
const fiveMinutes: LibraryFacts = { waitsFor: 'http', limit: { seconds: 300, of: 'call', arguments: ['timeout'] } };
const request = awaitOrEnter('aiohttp.PendingResponse', { ...fiveMinutes, opens: true });
const read = awaitOrEnter('aiohttp.PendingResponse', { ...fiveMinutes, opens: true, independent: true });
/** Within the time of the request. */
const bodyLimit: LibraryFacts = { waitsFor: 'http', limit: { seconds: 300, of: 'call' } };
const connections: LibraryFacts = { bounds: { byDefault: 100, arguments: ['limit'], whenFull: 'waits' } };

export const aiohttp: LibraryTable = {
  module: 'aiohttp',
  language: 'python',
  functions: { request: asyncContext('aiohttp.PendingResponse', fiveMinutes) },
  classes: {
    ClientSession: {
      construct: asyncContext('aiohttp.ClientSession', { opens: true, limitsResult: ['timeout'], noneKeepsLimit: true, bounds: { byDefault: 100, arguments: ['connector'], whenFull: 'waits' } }),
      methods: {
        ...each('get head options', read),
        ...each('post put patch delete', request),
        request: { ...request, independentWith: { position: 0, name: 'method', values: readingVerbs } },
        ws_connect: awaitOrEnter('aiohttp.PendingWebSocket', { ...fiveMinutes, opens: true, limit: { seconds: 300, of: 'connect' } }),
        close: coroutine('None'),
        detach: plain('None'),
      },
      attributes: { closed: 'bool', headers: 'dict', connector: 'aiohttp.TCPConnector' },
      asyncEnter: 'self',
      concurrentUse: 'safe',
      resource: { kind: 'client', close: ['close'], reusable: true },
    },
    ClientResponse: {
      methods: {
        read: independent('bytes', bodyLimit),
        text: independent('str', bodyLimit),
        json: independent('json.Value', bodyLimit),
        ...each('close raise_for_status', plain('None')),
        release: awaits('other', 'None'),
        get_encoding: plain('str'),
      },
      attributes: { status: 'int', reason: 'str', ok: 'bool', headers: 'dict', url: 'object', method: 'str', content: 'aiohttp.StreamReader', cookies: 'dict', content_type: 'str' },
      asyncEnter: 'self',
      concurrentUse: 'exclusive',
      // Reading the body to its end gives the connection back as well.
      resource: { kind: 'response', close: ['release', 'close', 'read', 'text', 'json'] },
    },
    PendingResponse: pending('aiohttp.ClientResponse'),
    PendingWebSocket: pending('aiohttp.ClientWebSocketResponse'),
    StreamReader: {
      methods: {
        ...each('read readany readexactly readline readuntil readchunk', coroutine('bytes', bodyLimit)),
        ...each('iter_any iter_chunked iter_chunks', asyncIterable()),
        ...each('at_eof is_eof', plain('bool')),
        read_nowait: plain('bytes'),
      },
      asyncElement: 'bytes',
      concurrentUse: 'exclusive',
    },
    ClientWebSocketResponse: {
      methods: {
        // A session's total time does not count for messages; `ws_connect(receive_timeout=…)` and heartbeats do.
        ...having(unlimited('network', 'timeout'), {
          receive: coroutine('aiohttp.WSMessage'),
          receive_str: coroutine('str'),
          receive_bytes: coroutine('bytes'),
          receive_json: coroutine('json.Value'),
        }),
        ...each('send_str send_bytes send_json send_frame ping pong', coroutine('None')),
        close: coroutine('bool'),
        exception: plain(),
      },
      attributes: { closed: 'bool', close_code: 'int' },
      asyncEnter: 'self',
      asyncElement: 'object',
      concurrentUse: 'exclusive',
      resource: { kind: 'websocket', close: ['close'] },
    },
    WSMessage: { methods: { json: plain('json.Value') }, attributes: { type: 'object', data: 'object', extra: 'object' } },
    BaseConnector: {
      // May be awaited and need not be.
      methods: { close: awaits('other', 'None') },
      attributes: { closed: 'bool', limit: 'int' },
      enter: 'self',
      asyncEnter: 'self',
      concurrentUse: 'safe',
      resource: { kind: 'pool', close: ['close'], opensLazily: true, reusable: true },
    },
    TCPConnector: { bases: ['aiohttp.BaseConnector'], construct: plain('aiohttp.TCPConnector', connections), methods: {} },
    UnixConnector: { bases: ['aiohttp.BaseConnector'], construct: plain('aiohttp.UnixConnector', connections), methods: {} },
    ClientTimeout: { construct: plain('aiohttp.ClientTimeout'), methods: {} },
    BasicAuth: { construct: plain('aiohttp.BasicAuth'), methods: {} },
    FormData: { construct: plain('aiohttp.FormData'), methods: { add_field: plain('None') } },
    CookieJar: { construct: plain('aiohttp.CookieJar'), methods: {} },
    ...Object.fromEntries('ClientError ClientConnectionError ClientResponseError ServerTimeoutError'.split(' ').map((name) => [name, { methods: {} }])),
  },
  aliases: { 'aiohttp.client': 'aiohttp', 'aiohttp.client_reqrep': 'aiohttp', 'aiohttp.connector': 'aiohttp', 'aiohttp.streams': 'aiohttp', 'aiohttp.client_ws': 'aiohttp' },
};

export const aiohttpWeb: LibraryTable = {
  module: 'aiohttp.web',
  language: 'python',
  functions: {
    run_app: { role: 'run-loop' },
    json_response: plain('aiohttp.web.Response'),
    ...each('get post put patch delete head view static route', plain()),
    ...each('middleware', plain()),
  },
  classes: {
    Application: {
      construct: plain('aiohttp.web.Application'),
      methods: {
        ...each('add_routes add_subapp add_domain freeze', plain()),
        ...each('startup shutdown cleanup', coroutine('None')),
      },
      attributes: { router: 'aiohttp.web.UrlDispatcher', on_startup: 'list', on_shutdown: 'list', on_cleanup: 'list', cleanup_ctx: 'list' },
    },
    UrlDispatcher: { methods: each('add_get add_post add_put add_delete add_route add_static add_resource add_view', plain()) },
    BaseRequest: {
      methods: { read: coroutine('bytes'), text: coroutine('str'), json: coroutine('json.Value'), post: coroutine('object'), multipart: coroutine('object'), clone: plain('self') },
      attributes: { method: 'str', path: 'str', query: 'dict', headers: 'dict', cookies: 'dict', remote: 'str', content: 'aiohttp.StreamReader', query_string: 'str' },
      concurrentUse: 'exclusive',
    },
    Request: { bases: ['aiohttp.web.BaseRequest'], methods: {}, attributes: { match_info: 'dict', app: 'aiohttp.web.Application' } },
    StreamResponse: {
      construct: plain('aiohttp.web.StreamResponse'),
      methods: { ...each('prepare write write_eof', coroutine()), ...each('set_cookie del_cookie set_status enable_compression', plain()) },
      concurrentUse: 'exclusive',
    },
    Response: { bases: ['aiohttp.web.StreamResponse'], construct: plain('aiohttp.web.Response'), methods: {} },
    FileResponse: { bases: ['aiohttp.web.StreamResponse'], construct: plain('aiohttp.web.FileResponse'), methods: {} },
    WebSocketResponse: {
      bases: ['aiohttp.web.StreamResponse'],
      construct: plain('aiohttp.web.WebSocketResponse'),
      methods: {
        ...having(unlimited('network', 'timeout'), {
          receive: coroutine('aiohttp.WSMessage'),
          receive_str: coroutine('str'),
          receive_bytes: coroutine('bytes'),
          receive_json: coroutine('json.Value'),
        }),
        ...each('send_str send_bytes send_json send_frame ping pong', coroutine('None')),
        close: coroutine('bool'),
      },
      asyncElement: 'object',
      // It is a mapping as well.
      element: 'str',
    },
    AppRunner: { construct: plain('aiohttp.web.AppRunner'), methods: each('setup cleanup shutdown', coroutine('None')) },
    TCPSite: { construct: plain('aiohttp.web.TCPSite'), methods: each('start stop', coroutine('None')) },
    RouteTableDef: { construct: plain('aiohttp.web.RouteTableDef'), methods: each('get post put patch delete head view static route', plain()) },
  },
  aliases: { 'aiohttp.web_request': 'aiohttp.web', 'aiohttp.web_response': 'aiohttp.web', 'aiohttp.web_app': 'aiohttp.web', 'aiohttp.web_ws': 'aiohttp.web', 'aiohttp.web_runner': 'aiohttp.web' },
};
