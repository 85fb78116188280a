/** httpx: one API in a blocking and an asynchronous form. */
import type { LibraryTable } from './facts.js';
import { advice, asyncContext, asyncIterable, blocks, coroutine, each, independent, plain } from './notation.js';

const client = { replacement: advice('httpx.AsyncClient', 'httpx') };

export const httpx: LibraryTable = {
  module: 'httpx',
  language: 'python',
  functions: {
    ...each('get post put patch delete head options request', blocks('http', 'httpx.Response', client)),
    stream: plain('httpx.ResponseContext'),
  },
  classes: {
    Client: {
      construct: plain('httpx.Client'),
      methods: {
        ...each('get post put patch delete head options request send', blocks('http', 'httpx.Response', client)),
        stream: plain('httpx.ResponseContext'),
        build_request: plain('httpx.Request'),
        close: plain('None'),
      },
      attributes: { headers: 'dict', is_closed: 'bool' },
      enter: 'self',
      concurrentUse: 'safe',
    },
    AsyncClient: {
      construct: asyncContext('httpx.AsyncClient'),
      methods: {
        ...each('get head options', independent('httpx.Response')),
        ...each('post put patch delete request send', coroutine('httpx.Response')),
        stream: asyncContext('httpx.AsyncResponseContext'),
        build_request: plain('httpx.Request'),
        aclose: coroutine('None'),
      },
      attributes: { headers: 'dict', is_closed: 'bool' },
      asyncEnter: 'self',
      concurrentUse: 'safe',
    },
    Response: {
      construct: plain('httpx.Response'),
      methods: {
        json: plain('object'),
        raise_for_status: plain('httpx.Response'),
        read: blocks('http', 'bytes', client),
        ...each('iter_bytes iter_text iter_lines iter_raw', plain('httpx.Chunks')),
        close: plain('None'),
        aread: independent('bytes'),
        aclose: coroutine('None'),
        ...each('aiter_bytes aiter_text aiter_lines aiter_raw', asyncIterable()),
      },
      attributes: { text: 'str', content: 'bytes', status_code: 'int', headers: 'dict', url: 'object', is_success: 'bool', is_error: 'bool', reason_phrase: 'str' },
    },
    Request: { construct: plain('httpx.Request'), methods: {} },
    Timeout: { construct: plain('httpx.Timeout'), methods: {} },
    Limits: { construct: plain('httpx.Limits'), methods: {} },
    ResponseContext: { methods: {}, enter: 'httpx.Response', enterBlocks: 'http', nominal: true },
    AsyncResponseContext: { methods: {}, asyncEnter: 'httpx.Response', nominal: true },
    Chunks: { methods: {}, iterationBlocks: 'http', element: 'object', nominal: true },
  },
  aliases: { 'httpx._client': 'httpx', 'httpx._api': 'httpx', 'httpx._models': 'httpx' },
};
