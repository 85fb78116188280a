/** httpx and its successor httpx2: one API in a blocking and an asynchronous form. */
import type { LibraryFacts, LibraryTable } from './facts.js';
import { advice, asyncContext, asyncIterable, blocks, coroutine, each, having, independent, plain, readingVerbs } from './notation.js';

/** 5 s for connecting, for each read, each write and for a free connection. https://www.python-httpx.org/advanced/timeouts/ */
const fiveSeconds: LibraryFacts = { limit: { seconds: 5, of: 'step', arguments: ['timeout'] } };
const awaited: LibraryFacts = { ...fiveSeconds, waitsFor: 'http' };
/** `send` and reading a body take the limit that the request was made with. */
const asRequested: LibraryFacts = { limit: { seconds: 5, of: 'step' } };
/** Who waits for a connection longer than the pool's 5 s gets a `PoolTimeout`. */
const made: LibraryFacts = { opens: true, limitsResult: ['timeout'], bounds: { byDefault: 100, arguments: ['limits', 'transport'], whenFull: 'fails' } };

function table(module: 'httpx' | 'httpx2'): LibraryTable {
  const client = { replacement: advice(`${module}.AsyncClient`, module) };
  return {
    module,
    language: 'python',
    functions: {
      ...having(fiveSeconds, each('get post put patch delete head options request', blocks('http', `${module}.Response`, client))),
      stream: plain(`${module}.ResponseContext`),
    },
    classes: {
      Client: {
        construct: plain(`${module}.Client`, made),
        methods: {
          ...having(fiveSeconds, each('get post put patch delete head options request', blocks('http', `${module}.Response`, client))),
          send: blocks('http', `${module}.Response`, { ...client, ...asRequested }),
          stream: plain(`${module}.ResponseContext`),
          build_request: plain(`${module}.Request`),
          close: plain('None'),
        },
        attributes: { headers: 'dict', is_closed: 'bool' },
        enter: 'self',
        concurrentUse: 'safe',
        resource: { kind: 'client', close: ['close'], opensLazily: true, reusable: true },
      },
      AsyncClient: {
        construct: asyncContext(`${module}.AsyncClient`, made),
        methods: {
          ...having(awaited, { ...each('get head options', independent(`${module}.Response`)), ...each('post put patch delete', coroutine(`${module}.Response`)), request: coroutine(`${module}.Response`, { independentWith: { position: 0, name: 'method', values: readingVerbs } }) }),
          send: coroutine(`${module}.Response`, { ...asRequested, waitsFor: 'http' }),
          stream: asyncContext(`${module}.AsyncResponseContext`, awaited),
          build_request: plain(`${module}.Request`),
          aclose: coroutine('None'),
        },
        attributes: { headers: 'dict', is_closed: 'bool' },
        asyncEnter: 'self',
        concurrentUse: 'safe',
        resource: { kind: 'client', close: ['aclose'], opensLazily: true, reusable: true },
      },
      // https://www.python-httpx.org/advanced/transports/
      ASGITransport: { construct: plain(`${module}.ASGITransport`, { inProcess: true }), methods: {}, asyncEnter: 'self' },
      WSGITransport: { construct: plain(`${module}.WSGITransport`, { inProcess: true }), methods: {}, enter: 'self' },
      MockTransport: { construct: plain(`${module}.MockTransport`, { inProcess: true }), methods: {}, enter: 'self', asyncEnter: 'self' },
      Response: {
        construct: plain(`${module}.Response`),
        methods: {
          json: plain('json.Value'),
          raise_for_status: plain(`${module}.Response`),
          // The body is there already, unless the response comes from `stream`.
          read: { returns: 'bytes' },
          ...each('iter_bytes iter_text iter_lines iter_raw', {}),
          close: plain('None'),
          aread: independent('bytes', { ...asRequested, waitsFor: 'http' }),
          aclose: coroutine('None'),
          ...each('aiter_bytes aiter_text aiter_lines aiter_raw', asyncIterable()),
        },
        attributes: { text: 'str', content: 'bytes', status_code: 'int', headers: 'dict', url: 'object', is_success: 'bool', is_error: 'bool', reason_phrase: 'str' },
      },
      StreamedResponse: {
        bases: [`${module}.Response`],
        methods: { read: blocks('http', 'bytes', client), ...each('iter_bytes iter_text iter_lines iter_raw', plain(`${module}.Chunks`)) },
        nominal: true,
      },
      Request: { construct: plain(`${module}.Request`), methods: {} },
      Timeout: { construct: plain(`${module}.Timeout`), methods: {} },
      Limits: { construct: plain(`${module}.Limits`), methods: {} },
      ResponseContext: { methods: {}, enter: `${module}.StreamedResponse`, enterBlocks: 'http', nominal: true },
      AsyncResponseContext: { methods: {}, asyncEnter: `${module}.Response`, nominal: true },
      Chunks: { methods: {}, iterationBlocks: 'http', element: 'object', nominal: true },
    },
  };
}

export const httpx = table('httpx');
export const httpx2 = table('httpx2');
