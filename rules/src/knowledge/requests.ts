/** requests and urllib3: synchronous HTTP. */
import type { LibraryClass, LibraryFacts, LibraryTable } from './facts.js';
import { advice, blocks, each, plain } from './notation.js';

const client = { replacement: advice('aiohttp or httpx.AsyncClient', 'aiohttp') };
/** Without `timeout` they wait as long as the server is silent. */
const unlimited: LibraryFacts = { limit: { seconds: 'none', of: 'step', arguments: ['timeout'] } };
const verbs = 'get post put patch delete head options request';

export const requests: LibraryTable = {
  module: 'requests',
  language: 'python',
  functions: { ...each(verbs, blocks('http', 'requests.Response', { ...client, ...unlimited })), session: plain('requests.Session', { opens: true }) },
  classes: {
    Session: {
      construct: plain('requests.Session', { opens: true }),
      methods: {
        ...each(`${verbs} send`, blocks('http', 'requests.Response', { ...client, ...unlimited })),
        ...each('close mount', plain('None')),
        ...each('get_adapter prepare_request merge_environment_settings rebuild_auth', plain()),
      },
      attributes: { headers: 'dict', cookies: 'dict', params: 'dict', adapters: 'dict' },
      enter: 'self',
      concurrentUse: 'exclusive',
      // urllib3's pools have finalizers.
      resource: { kind: 'client', close: ['close'], closesItself: true, opensLazily: true, reusable: true },
    },
    Response: {
      methods: {
        // With `stream=True` the body is read on first use; that is not known here, so only the readers count.
        json: plain('json.Value'),
        ...each('raise_for_status close', plain('None')),
        ...each('iter_content iter_lines', plain('requests.Chunks')),
      },
      attributes: { text: 'str', content: 'bytes', status_code: 'int', ok: 'bool', headers: 'dict', url: 'str', reason: 'str', encoding: 'str', cookies: 'dict', history: 'list' },
      enter: 'self',
    },
    Chunks: { methods: {}, element: 'bytes', nominal: true },
    Request: { construct: plain('requests.Request'), methods: { prepare: plain('requests.PreparedRequest') } },
    PreparedRequest: { construct: plain('requests.PreparedRequest'), methods: {} },
  },
  aliases: { 'requests.api': 'requests', 'requests.sessions': 'requests', 'requests.models': 'requests' },
};

const pool: LibraryClass = {
  construct: plain('urllib3.PoolManager', { opens: true }),
  methods: {
    ...each('request urlopen request_encode_body request_encode_url', blocks('http', 'urllib3.HTTPResponse', client)),
    clear: plain('None'),
    ...each('connection_from_url connection_from_host', plain('urllib3.HTTPConnectionPool')),
  },
  enter: 'self',
  concurrentUse: 'safe',
  resource: { kind: 'client', close: ['clear'], closesItself: true, opensLazily: true, reusable: true },
};

export const urllib3: LibraryTable = {
  module: 'urllib3',
  language: 'python',
  functions: { request: blocks('http', 'urllib3.HTTPResponse', client), ...each('disable_warnings add_stderr_logger', plain()), ...each('make_headers', plain('dict')) },
  classes: {
    PoolManager: pool,
    ProxyManager: { bases: ['urllib3.PoolManager'], construct: plain('urllib3.ProxyManager'), methods: {} },
    HTTPConnectionPool: {
      construct: plain('urllib3.HTTPConnectionPool'),
      methods: { ...each('request urlopen request_encode_body request_encode_url', blocks('http', 'urllib3.HTTPResponse', client)), close: plain('None') },
      enter: 'self',
      concurrentUse: 'safe',
    },
    HTTPSConnectionPool: { bases: ['urllib3.HTTPConnectionPool'], construct: plain('urllib3.HTTPSConnectionPool'), methods: {} },
    HTTPResponse: {
      bases: ['urllib3.BaseHTTPResponse'],
      methods: { stream: plain(), read_chunked: plain() },
    },
    BaseHTTPResponse: {
      methods: { ...each('read', blocks('http', 'bytes', client)), json: plain('json.Value'), ...each('release_conn drain_conn close', plain('None')) },
      attributes: { data: 'bytes', status: 'int', headers: 'dict', reason: 'str' },
      enter: 'self',
      element: 'bytes',
      concurrentUse: 'exclusive',
      resource: { kind: 'response', close: ['release_conn', 'close', 'drain_conn', 'read', 'json'] },
    },
    Retry: { construct: plain('urllib3.Retry'), methods: {} },
    Timeout: { construct: plain('urllib3.Timeout'), methods: {} },
  },
  aliases: { 'urllib3.poolmanager': 'urllib3', 'urllib3.connectionpool': 'urllib3', 'urllib3.response': 'urllib3' },
};
