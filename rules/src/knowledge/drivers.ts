/** Synchronous database drivers: psycopg, psycopg2, pymysql, redis. */
import type { LibraryClass, LibraryTable } from './facts.js';
import { advice, asyncContext, asyncIterable, blocks, coroutine, each, independent, plain } from './notation.js';
import { redisCommands } from './async-drivers.js';

const psycopgAsync = { replacement: advice('psycopg.AsyncConnection', 'psycopg') };

export const psycopg: LibraryTable = {
  module: 'psycopg',
  language: 'python',
  functions: { connect: blocks('database', 'psycopg.Connection', { ...psycopgAsync, opens: true }) },
  classes: {
    Connection: {
      methods: {
        connect: blocks('database', 'psycopg.Connection', { ...psycopgAsync, opens: true }),
        execute: blocks('database', 'psycopg.Cursor', psycopgAsync),
        ...each('commit rollback', blocks('database', 'None', psycopgAsync)),
        ...each('wait', blocks('database', 'object', psycopgAsync)),
        cursor: plain('psycopg.Cursor'),
        ...each('close cancel', plain('None')),
        transaction: plain(),
      },
      enter: 'self',
      exitBlocks: 'database',
      concurrentUse: 'exclusive',
      resource: { kind: 'connection', close: ['close'] },
    },
    Cursor: {
      methods: {
        ...each('execute executemany', blocks('database', undefined, psycopgAsync)),
        fetchone: blocks('database', 'object', psycopgAsync),
        ...each('fetchmany fetchall', blocks('database', 'list', psycopgAsync)),
        ...each('close', plain('None')),
        copy: plain(),
        stream: plain(),
      },
      attributes: { rowcount: 'int', description: 'list', connection: 'psycopg.Connection' },
      enter: 'self',
      iterationBlocks: 'database',
      element: 'object',
      concurrentUse: 'exclusive',
    },
    AsyncConnection: {
      methods: {
        connect: coroutine('psycopg.AsyncConnection', { opens: true, waitsFor: 'database' }),
        execute: coroutine('psycopg.AsyncCursor', { waitsFor: 'database' }),
        ...each('commit rollback close set_autocommit', coroutine('None', { waitsFor: 'database' })),
        cursor: plain('psycopg.AsyncCursor'),
        transaction: asyncContext(),
        notifies: asyncIterable(),
      },
      asyncEnter: 'self',
      concurrentUse: 'exclusive',
      resource: { kind: 'connection', close: ['close'] },
    },
    AsyncCursor: {
      methods: {
        ...each('execute executemany', coroutine()),
        fetchone: independent('object'),
        ...each('fetchmany fetchall', independent('list')),
        close: coroutine('None'),
        stream: asyncIterable(),
      },
      attributes: { rowcount: 'int', description: 'list' },
      asyncEnter: 'self',
      asyncElement: 'object',
      concurrentUse: 'exclusive',
    },
  },
  aliases: { 'psycopg.connection': 'psycopg', 'psycopg.cursor': 'psycopg', 'psycopg.connection_async': 'psycopg', 'psycopg.cursor_async': 'psycopg' },
};

export const psycopgPool: LibraryTable = {
  module: 'psycopg_pool',
  language: 'python',
  functions: {},
  classes: {
    ConnectionPool: {
      construct: plain('psycopg_pool.ConnectionPool', { opens: true, bounds: { byDefault: 4, arguments: ['max_size', 'min_size'], whenFull: 'fails' } }),
      methods: { connection: plain('psycopg_pool.Borrowed'), getconn: blocks('database', 'psycopg.Connection', { givenBackBy: 'putconn' }), wait: blocks('database', 'None'), ...each('putconn close open', {}) },
      enter: 'self',
      concurrentUse: 'safe',
      resource: { kind: 'pool', close: ['close'], opensLazily: true, reusable: true },
    },
    Borrowed: { methods: {}, enter: 'psycopg.Connection', enterBlocks: 'database', exitBlocks: 'database', nominal: true },
    AsyncConnectionPool: {
      construct: plain('psycopg_pool.AsyncConnectionPool', { opens: true, bounds: { byDefault: 4, arguments: ['max_size', 'min_size'], whenFull: 'fails' } }),
      methods: { connection: asyncContext('psycopg_pool.AsyncBorrowed', { independent: true }), getconn: coroutine('psycopg.AsyncConnection', { givenBackBy: 'putconn', waitsFor: 'database' }), ...each('putconn close open wait', coroutine('None')) },
      asyncEnter: 'self',
      concurrentUse: 'safe',
      resource: { kind: 'pool', close: ['close'], opensLazily: true, reusable: true },
    },
    AsyncBorrowed: { methods: {}, asyncEnter: 'psycopg.AsyncConnection', nominal: true },
  },
};

const psycopg2Async = { replacement: advice('asyncpg or psycopg.AsyncConnection', 'asyncpg') };

/** The DB-API of PEP 249. */
function dbApiCursor(advised: typeof psycopg2Async): LibraryClass {
  return {
    methods: {
      ...each('execute executemany', blocks('database', 'object', advised)),
      callproc: blocks('database', 'object', advised),
      fetchone: blocks('database', 'object', advised),
      ...each('fetchmany fetchall', blocks('database', 'list', advised)),
      close: plain('None'),
      mogrify: plain(),
    },
    attributes: { rowcount: 'int', description: 'list', lastrowid: 'int' },
    enter: 'self',
    iterationBlocks: 'database',
    element: 'object',
    concurrentUse: 'exclusive',
  };
}

export const psycopg2: LibraryTable = {
  module: 'psycopg2',
  language: 'python',
  functions: { connect: blocks('database', 'psycopg2.extensions.connection', { ...psycopg2Async, opens: true }) },
  classes: {},
  aliases: { 'psycopg2._psycopg.connection': 'psycopg2.extensions.connection', 'psycopg2._psycopg.cursor': 'psycopg2.extensions.cursor' },
};

export const psycopg2Extensions: LibraryTable = {
  module: 'psycopg2.extensions',
  language: 'python',
  functions: {},
  classes: {
    connection: {
      methods: { cursor: plain('psycopg2.extensions.cursor'), ...each('commit rollback', blocks('database', 'None', psycopg2Async)), ...each('close set_session set_isolation_level', plain('None')) },
      enter: 'self',
      exitBlocks: 'database',
      concurrentUse: 'exclusive',
      // Leaving the block ends the transaction.
      resource: { kind: 'connection', close: ['close'], withKeepsOpen: true },
    },
    cursor: dbApiCursor(psycopg2Async),
  },
};

const pymysqlAsync = { replacement: advice('aiomysql', 'aiomysql') };

export const pymysql: LibraryTable = {
  module: 'pymysql',
  language: 'python',
  functions: { connect: blocks('database', 'pymysql.connections.Connection', { ...pymysqlAsync, opens: true }) },
  classes: {},
  aliases: { 'pymysql.Connection': 'pymysql.connections.Connection', 'pymysql.Connect': 'pymysql.connect', 'pymysql.cursors.DictCursor': 'pymysql.cursors.Cursor' },
};

export const pymysqlConnections: LibraryTable = {
  module: 'pymysql.connections',
  language: 'python',
  functions: {},
  classes: {
    Connection: {
      construct: blocks('database', 'pymysql.connections.Connection', { ...pymysqlAsync, opens: true }),
      methods: { cursor: plain('pymysql.cursors.Cursor'), ...each('commit rollback begin ping query connect select_db', blocks('database', 'object', pymysqlAsync)), close: plain('None') },
      enter: 'self',
      concurrentUse: 'exclusive',
      resource: { kind: 'connection', close: ['close'] },
    },
  },
};

export const pymysqlCursors: LibraryTable = {
  module: 'pymysql.cursors',
  language: 'python',
  functions: {},
  classes: { Cursor: dbApiCursor(pymysqlAsync) },
};

const redisAsync = { replacement: advice('redis.asyncio', 'redis.asyncio') };

export const redis: LibraryTable = {
  module: 'redis',
  language: 'python',
  functions: { from_url: plain('redis.Redis', { opens: true }) },
  classes: {
    // Connects lazily, with the first command.
    Redis: {
      construct: plain('redis.Redis', { opens: true }),
      methods: {
        ...each(`${redisCommands.reads} ${redisCommands.writes}`, blocks('database', undefined, redisAsync)),
        ...each('execute_command transaction', blocks('database', 'object', redisAsync)),
        from_url: plain('redis.Redis'),
        pipeline: plain('redis.client.Pipeline'),
        pubsub: plain('redis.client.PubSub'),
        lock: plain('redis.lock.Lock'),
        close: plain('None'),
        ...each('scan_iter hscan_iter sscan_iter zscan_iter', plain('redis.Scan')),
      },
      enter: 'self',
      concurrentUse: 'safe',
      resource: { kind: 'client', close: ['close'], opensLazily: true, reusable: true },
    },
    Scan: { methods: {}, iterationBlocks: 'database', element: 'object', nominal: true },
    ConnectionPool: {
      construct: plain('redis.ConnectionPool', { opens: true }),
      methods: { from_url: plain('redis.ConnectionPool', { opens: true }), ...each('disconnect close', plain('None')) },
      enter: 'self',
      concurrentUse: 'safe',
      resource: { kind: 'pool', close: ['close', 'disconnect'], opensLazily: true, reusable: true },
    },
  },
  aliases: { 'redis.client.Redis': 'redis.Redis', 'redis.StrictRedis': 'redis.Redis' },
};

export const redisClient: LibraryTable = {
  module: 'redis.client',
  language: 'python',
  functions: {},
  classes: {
    // Commands are queued; only `execute` talks to the server.
    Pipeline: {
      methods: { ...each(`${redisCommands.reads} ${redisCommands.writes}`, plain('self')), execute: blocks('database', 'list', redisAsync), ...each('reset multi', plain('None')), watch: blocks('database', 'bool', redisAsync) },
      enter: 'self',
      concurrentUse: 'exclusive',
    },
    PubSub: {
      methods: { ...each('subscribe psubscribe unsubscribe punsubscribe', blocks('database', 'None', redisAsync)), get_message: blocks('database', 'object', redisAsync), listen: plain('redis.Scan'), close: plain('None') },
      enter: 'self',
      concurrentUse: 'exclusive',
    },
  },
};

export const redisLock: LibraryTable = {
  module: 'redis.lock',
  language: 'python',
  functions: {},
  classes: {
    Lock: {
      construct: plain('redis.lock.Lock'),
      methods: { ...each('acquire release extend reacquire locked owned', blocks('database', 'object', redisAsync)) },
      enter: 'self',
      enterBlocks: 'database',
      exitBlocks: 'database',
    },
  },
};
