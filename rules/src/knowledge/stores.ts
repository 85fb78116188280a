/** Search, cache and directory servers: elasticsearch, pymemcache, ldap3; databases, the query layer over asynchronous drivers. */
import type { LibraryClass, LibraryFacts, LibraryTable } from './facts.js';
import { advice, asyncContext, asyncIterable, blocks, coroutine, each, having, independent, plain } from './notation.js';

const elasticAsync = { replacement: advice('elasticsearch.AsyncElasticsearch', 'elasticsearch') };
/** `request_timeout` of the transport. */
const tenSeconds: LibraryFacts = { limit: { seconds: 10, of: 'call' } };
const made: LibraryFacts = { opens: true, limitsResult: ['request_timeout'] };
const namespaces = { indices: 'Indices', cluster: 'Cluster', cat: 'Cat', ingest: 'Ingest', nodes: 'Nodes', snapshot: 'Snapshot', tasks: 'Tasks' };

function namespaced(module: string): Record<string, string> {
  return Object.fromEntries(Object.entries(namespaces).map(([attribute, name]) => [attribute, `elasticsearch.${module}.${name}Client`]));
}

/** Every method is a request, apart from those that only make another view of the client. */
const blocking = blocks('http', 'object', { ...elasticAsync, ...tenSeconds });
const awaited = coroutine('object', { ...tenSeconds, waitsFor: 'http' });

export const elasticsearch: readonly LibraryTable[] = [
  {
    module: 'elasticsearch',
    language: 'python',
    functions: {},
    classes: {
      Elasticsearch: {
        construct: plain('elasticsearch.Elasticsearch', made),
        methods: { options: plain('self'), close: plain('None') },
        attributes: namespaced('client'),
        otherMethods: blocking,
        enter: 'self',
        concurrentUse: 'safe',
        resource: { kind: 'client', close: ['close'], opensLazily: true, reusable: true },
      },
      AsyncElasticsearch: {
        construct: asyncContext('elasticsearch.AsyncElasticsearch', made),
        methods: { options: plain('self'), close: coroutine('None'), ...having({ ...tenSeconds, waitsFor: 'http' }, each('get search count exists mget msearch info', independent('object'))) },
        attributes: namespaced('_async.client'),
        otherMethods: awaited,
        asyncEnter: 'self',
        concurrentUse: 'safe',
        resource: { kind: 'client', close: ['close'], opensLazily: true, reusable: true },
      },
    },
  },
  {
    module: 'elasticsearch.client',
    language: 'python',
    functions: {},
    classes: Object.fromEntries(Object.values(namespaces).map((name): [string, LibraryClass] => [`${name}Client`, { methods: {}, otherMethods: blocking, concurrentUse: 'safe' }])),
  },
  {
    module: 'elasticsearch._async.client',
    language: 'python',
    functions: {},
    classes: Object.fromEntries(Object.values(namespaces).map((name): [string, LibraryClass] => [`${name}Client`, { methods: {}, otherMethods: awaited, concurrentUse: 'safe' }])),
  },
  {
    module: 'elasticsearch.helpers',
    language: 'python',
    functions: {
      bulk: blocks('http', 'tuple', { replacement: advice('elasticsearch.helpers.async_bulk', 'elasticsearch.helpers') }),
      async_bulk: coroutine('tuple', { waitsFor: 'http' }),
      ...each('async_scan async_streaming_bulk', asyncIterable()),
    },
    classes: {},
  },
];

const memcacheAsync = { replacement: advice('aiomcache', 'aiomcache') };
const memcacheMethods: Record<string, LibraryFacts> = {
  ...each('get gets', blocks('network', 'object', memcacheAsync)),
  ...each('get_many get_multi gets_many', blocks('network', 'dict', memcacheAsync)),
  ...each('set add replace append prepend cas delete touch flush_all delete_many delete_multi', blocks('network', 'bool', memcacheAsync)),
  ...each('set_many set_multi', blocks('network', 'list', memcacheAsync)),
  ...each('incr decr', blocks('network', 'int', memcacheAsync)),
  ...each('close quit', plain('None')),
};

/** Connects with the first command; there is no time limit unless one is given. */
function memcached(name: string, use: 'safe' | 'exclusive'): LibraryClass {
  return {
    construct: plain(`pymemcache.${name}`, { opens: true, limitsResult: ['timeout'] }),
    methods: memcacheMethods,
    concurrentUse: use,
    resource: { kind: 'client', close: ['close', 'quit'], opensLazily: true, reusable: true },
  };
}

export const pymemcache: LibraryTable = {
  module: 'pymemcache',
  language: 'python',
  functions: {},
  classes: { Client: memcached('Client', 'exclusive'), PooledClient: memcached('PooledClient', 'safe'), HashClient: memcached('HashClient', 'exclusive') },
  aliases: { 'pymemcache.client.Client': 'pymemcache.Client', 'pymemcache.client.PooledClient': 'pymemcache.PooledClient', 'pymemcache.client.HashClient': 'pymemcache.HashClient' },
};

export const ldap3: LibraryTable = {
  module: 'ldap3',
  language: 'python',
  functions: {},
  classes: {
    Server: { construct: plain('ldap3.Server'), methods: {} },
    Connection: {
      construct: plain('ldap3.Connection', { opens: true, limitsResult: ['receive_timeout'] }),
      methods: {
        // With an asynchronous strategy (`client_strategy=ASYNC`) they return at once; that one has its own thread.
        ...each('bind rebind search add delete modify modify_dn compare start_tls extended', blocks('network', 'object')),
        unbind: {},
      },
      attributes: { entries: 'list', response: 'list', result: 'dict', bound: 'bool' },
      enter: 'self',
      enterBlocks: 'network',
      concurrentUse: 'exclusive',
      resource: { kind: 'connection', close: ['unbind'], opensLazily: true },
    },
  },
};

const database: LibraryFacts = { waitsFor: 'database' };
const queries: Record<string, LibraryFacts> = having(database, {
  fetch_all: independent('list'),
  ...each('fetch_one fetch_val', independent('object')),
  execute: coroutine('object'),
  execute_many: coroutine('None'),
  iterate: asyncIterable(),
});

export const databases: readonly LibraryTable[] = [
  {
    module: 'databases',
    language: 'python',
    functions: {},
    classes: {
      Database: {
        construct: asyncContext('databases.Database', { opens: true }),
        methods: { ...queries, ...having(database, each('connect disconnect', coroutine('None'))), connection: asyncContext('databases.core.Connection'), transaction: asyncContext('databases.core.Transaction') },
        attributes: { is_connected: 'bool' },
        asyncEnter: 'self',
        concurrentUse: 'safe',
        resource: { kind: 'pool', close: ['disconnect'], opensLazily: true, reusable: true },
      },
    },
  },
  {
    module: 'databases.core',
    language: 'python',
    functions: {},
    classes: {
      Connection: { methods: { ...queries, transaction: asyncContext('databases.core.Transaction') }, asyncEnter: 'self', concurrentUse: 'exclusive' },
      Transaction: { methods: having(database, each('start commit rollback', coroutine())), asyncEnter: 'self', awaitable: 'other', awaitResult: 'self', concurrentUse: 'exclusive' },
    },
  },
];
