/** Asynchronous database drivers: asyncpg, aiosqlite, aiomysql, motor, redis.asyncio. */
import type { LibraryFacts, LibraryTable } from './facts.js';
import { asyncContext, asyncIterable, awaitOrEnter, awaits, coroutine, each, having, independent, pending, plain } from './notation.js';

/** A statement may take for ever unless `command_timeout` of the connection or `timeout` says otherwise. */
const statement: LibraryFacts = { waitsFor: 'database', limit: { seconds: 'none', of: 'call', arguments: ['timeout'] } };
const database: LibraryFacts = { waitsFor: 'database' };

export const asyncpg: LibraryTable = {
  module: 'asyncpg',
  language: 'python',
  functions: {
    connect: coroutine('asyncpg.Connection', { opens: true, waitsFor: 'database', limit: { seconds: 60, of: 'call', arguments: ['timeout'] }, limitsResult: ['command_timeout'] }),
    create_pool: awaits('other', 'asyncpg.Pool', {
      asyncContext: true, opens: true, waitsFor: 'database', limit: { seconds: 60, of: 'connect', arguments: ['timeout'] }, limitsResult: ['command_timeout'],
      bounds: { byDefault: 10, arguments: ['max_size'], whenFull: 'waits' },
    }),
  },
  classes: {
    Connection: {
      methods: {
        // Reads: independent of calls on other objects; the class serves one task at a time.
        ...having(statement, {
          ...each('fetch fetchmany', independent('list')),
          ...each('fetchrow fetchval', independent('object')),
          execute: coroutine('str'),
          executemany: coroutine('None'),
          prepare: coroutine('asyncpg.prepared_stmt.PreparedStatement'),
          ...each('copy_from_query copy_from_table copy_to_table copy_records_to_table', coroutine('str')),
        }),
        cursor: awaits('other', 'asyncpg.cursor.CursorFactory'),
        transaction: asyncContext('asyncpg.transaction.Transaction'),
        ...each('close add_listener remove_listener set_type_codec reset_type_codec set_builtin_type_codec reset reload_schema_state', coroutine('None', database)),
        ...each('is_closed is_in_transaction', plain('bool')),
        terminate: plain('None'),
        ...each('get_server_pid get_server_version get_settings', plain()),
        ...each('add_termination_listener remove_termination_listener add_log_listener remove_log_listener add_query_logger remove_query_logger', plain('None')),
      },
      concurrentUse: 'exclusive',
      // No `async with`: only a pool's `acquire` gives one for it.
      resource: { kind: 'connection', close: ['close', 'terminate'] },
    },
    Pool: {
      construct: awaits('other', 'asyncpg.Pool', { asyncContext: true, opens: true }),
      methods: {
        ...having(statement, {
          ...each('fetch fetchmany', independent('list')),
          ...each('fetchrow fetchval', independent('object')),
          execute: coroutine('str'),
          executemany: coroutine('None'),
          ...each('copy_from_query copy_from_table copy_to_table copy_records_to_table', coroutine('str')),
        }),
        acquire: awaitOrEnter('asyncpg.PendingConnection', { independent: true, givenBackBy: 'release', ...statement }),
        ...each('release close expire_connections', coroutine('None')),
        ...each('terminate', plain('None')),
        ...each('get_size get_idle_size get_max_size get_min_size', plain('int')),
        is_closing: plain('bool'),
      },
      asyncEnter: 'self',
      awaitable: 'other',
      awaitResult: 'self',
      concurrentUse: 'safe',
      resource: { kind: 'pool', close: ['close', 'terminate'], reusable: true },
    },
    PendingConnection: pending('asyncpg.Connection'),
    Record: { methods: { ...each('get items keys values', plain()) }, element: 'object' },
  },
  aliases: {
    'asyncpg.connection': 'asyncpg', 'asyncpg.pool.Pool': 'asyncpg.Pool', 'asyncpg.pool.create_pool': 'asyncpg.create_pool',
    'asyncpg.protocol.Record': 'asyncpg.Record',
  },
};

export const asyncpgParts: readonly LibraryTable[] = [
  {
    module: 'asyncpg.prepared_stmt',
    language: 'python',
    functions: {},
    classes: {
      PreparedStatement: {
        methods: { ...having(statement, { ...each('fetch fetchmany', independent('list')), ...each('fetchrow fetchval', independent('object')), executemany: coroutine('None') }), explain: coroutine('object', database) },
        concurrentUse: 'exclusive',
      },
    },
  },
  {
    module: 'asyncpg.cursor',
    language: 'python',
    functions: {},
    classes: {
      // Iterated by itself, or awaited for a cursor that fetches.
      CursorFactory: { methods: {}, awaitable: 'other', awaitResult: 'asyncpg.cursor.Cursor', asyncElement: 'asyncpg.Record' },
      Cursor: { methods: { fetch: coroutine('list', statement), fetchrow: coroutine('object', statement), forward: coroutine('int', statement) }, concurrentUse: 'exclusive' },
    },
  },
  {
    module: 'asyncpg.transaction',
    language: 'python',
    functions: {},
    classes: { Transaction: { methods: each('start commit rollback', coroutine('None', database)), asyncEnter: 'None', concurrentUse: 'exclusive', resource: { kind: 'transaction', close: ['commit', 'rollback'], opensLazily: true } } },
  },
];

export const aiosqlite: LibraryTable = {
  module: 'aiosqlite',
  language: 'python',
  functions: { connect: awaits('other', 'aiosqlite.Connection', { asyncContext: true, opens: true, waitsFor: 'file' }) },
  classes: {
    Connection: {
      methods: {
        ...each('execute executemany executescript cursor', awaitOrEnter('aiosqlite.PendingCursor', { waitsFor: 'file' })),
        ...each('execute_fetchall', awaitOrEnter('aiosqlite.PendingRows')),
        execute_insert: awaitOrEnter('aiosqlite.PendingRow'),
        ...each('commit rollback close interrupt create_function backup enable_load_extension load_extension set_progress_handler set_trace_callback', coroutine('None')),
        iterdump: asyncIterable(),
      },
      attributes: { row_factory: 'object', total_changes: 'int', in_transaction: 'bool', isolation_level: 'str' },
      asyncEnter: 'self',
      awaitable: 'other',
      awaitResult: 'self',
      concurrentUse: 'exclusive',
      // It runs a thread, which keeps the program from ending until it is closed.
      resource: { kind: 'connection', close: ['close'] },
    },
    Cursor: {
      methods: {
        ...each('execute executemany executescript', coroutine('aiosqlite.Cursor')),
        fetchone: coroutine('object'),
        ...each('fetchmany fetchall', coroutine('list')),
        close: coroutine('None'),
      },
      attributes: { lastrowid: 'int', rowcount: 'int', arraysize: 'int', description: 'tuple' },
      asyncEnter: 'self',
      asyncElement: 'object',
      concurrentUse: 'exclusive',
    },
    PendingCursor: pending('aiosqlite.Cursor'),
    PendingRows: pending('list'),
    PendingRow: pending('object'),
  },
  aliases: { 'aiosqlite.core': 'aiosqlite', 'aiosqlite.cursor': 'aiosqlite' },
};

export const aiomysql: LibraryTable = {
  module: 'aiomysql',
  language: 'python',
  functions: {
    connect: awaitOrEnter('aiomysql.PendingConnection', { opens: true, waitsFor: 'database' }),
    create_pool: awaitOrEnter('aiomysql.PendingPool', { opens: true, waitsFor: 'database', bounds: { byDefault: 10, arguments: ['maxsize'], whenFull: 'waits' } }),
  },
  classes: {
    Connection: {
      methods: {
        cursor: awaitOrEnter('aiomysql.PendingCursor'),
        ...each('commit rollback begin ping select_db autocommit ensure_closed', coroutine()),
        ...each('close', plain('None')),
      },
      asyncEnter: 'self',
      concurrentUse: 'exclusive',
      resource: { kind: 'connection', close: ['close', 'ensure_closed'] },
    },
    Cursor: {
      methods: { ...each('execute executemany callproc close nextset', coroutine()), ...each('fetchone fetchmany fetchall', awaits('future', 'object')) },
      attributes: { lastrowid: 'int', rowcount: 'int', description: 'tuple' },
      asyncEnter: 'self',
      asyncElement: 'object',
      concurrentUse: 'exclusive',
    },
    DictCursor: { bases: ['aiomysql.Cursor'], methods: {} },
    PendingConnection: pending('aiomysql.Connection'),
    PendingPool: pending('aiomysql.Pool'),
    PendingCursor: pending('aiomysql.Cursor'),
    Pool: {
      awaitOptional: true,
      methods: { acquire: awaitOrEnter('aiomysql.PendingConnection', { independent: true, givenBackBy: 'release', waitsFor: 'database' }), ...each('wait_closed clear', coroutine('None')), ...each('close terminate release', {}) },
      asyncEnter: 'self',
      concurrentUse: 'safe',
      resource: { kind: 'pool', close: ['close', 'terminate'], thenAwait: 'wait_closed', reusable: true },
    },
  },
};

const reads = 'find_one count_documents estimated_document_count distinct';
const writes = 'insert_one insert_many update_one update_many replace_one delete_one delete_many find_one_and_update find_one_and_replace find_one_and_delete bulk_write create_index create_indexes drop drop_index index_information rename';

export const motor: LibraryTable = {
  module: 'motor.motor_asyncio',
  language: 'python',
  functions: {},
  classes: {
    AsyncIOMotorClient: {
      construct: plain('motor.motor_asyncio.AsyncIOMotorClient', { opens: true, bounds: { byDefault: 100, arguments: ['maxPoolSize'], whenFull: 'waits' } }),
      methods: { close: plain('None'), get_database: plain('motor.motor_asyncio.AsyncIOMotorDatabase'), ...each('server_info list_database_names drop_database', awaits('future')), start_session: coroutine(), __getitem__: plain('motor.motor_asyncio.AsyncIOMotorDatabase') },
      concurrentUse: 'safe',
      resource: { kind: 'client', close: ['close'], opensLazily: true, reusable: true },
    },
    AsyncIOMotorDatabase: {
      methods: { get_collection: plain('motor.motor_asyncio.AsyncIOMotorCollection'), ...each('command list_collection_names drop_collection', awaits('future')), create_collection: coroutine('motor.motor_asyncio.AsyncIOMotorCollection'), __getitem__: plain('motor.motor_asyncio.AsyncIOMotorCollection') },
      concurrentUse: 'safe',
    },
    AsyncIOMotorCollection: {
      methods: { ...each(reads, awaits('future', undefined, { independent: true })), ...each(writes, awaits('future')), ...each('find aggregate', plain('motor.motor_asyncio.AsyncIOMotorCursor')) },
      concurrentUse: 'safe',
    },
    AsyncIOMotorCursor: {
      methods: { to_list: awaits('future', 'list', { independent: true }), ...each('limit skip sort batch_size', plain('self')) },
      asyncEnter: 'self',
      asyncElement: 'dict',
      concurrentUse: 'exclusive',
    },
  },
};

const redisReads = 'get mget exists ttl pttl type keys hget hgetall hmget hexists hkeys hvals hlen lrange llen lindex smembers sismember scard zrange zscore zcard zrank strlen getrange';
const redisWrites =
  'set setex psetex setnx mset delete unlink expire pexpire expireat persist incr incrby incrbyfloat decr decrby append getset rename hset hsetnx hdel hincrby lpush rpush lpop rpop lrem ltrim lset sadd srem spop zadd zrem zincrby publish blpop brpop flushdb flushall eval evalsha script_load xadd xread xreadgroup xack scan sscan hscan zscan pfadd pfcount info ping dbsize time';

export const redisCommands = { reads: redisReads, writes: redisWrites };

/** `socket_timeout`: no limit in older versions, 5 s today. */
const command: LibraryFacts = { waitsFor: 'database', limit: { seconds: 5, of: 'step' } };
const made: LibraryFacts = { opens: true, limitsResult: ['socket_timeout'], bounds: { byDefault: 'none', arguments: ['max_connections', 'connection_pool'], whenFull: 'fails' } };

export const redisAsyncio: LibraryTable = {
  module: 'redis.asyncio',
  language: 'python',
  functions: { from_url: plain('redis.asyncio.Redis', made) },
  classes: {
    Redis: {
      construct: plain('redis.asyncio.Redis', made),
      methods: {
        ...having(command, { ...each(redisReads, awaits('other', undefined, { independent: true })), ...each(redisWrites, awaits('other')) }),
        ...each('aclose close execute_command initialize', coroutine()),
        transaction: coroutine(),
        from_url: plain('redis.asyncio.Redis', made),
        pipeline: plain('redis.asyncio.client.Pipeline'),
        pubsub: plain('redis.asyncio.client.PubSub', { opens: true }),
        lock: plain('redis.asyncio.lock.Lock'),
        ...each('scan_iter hscan_iter sscan_iter zscan_iter', asyncIterable()),
      },
      asyncEnter: 'self',
      awaitable: 'other',
      awaitResult: 'self',
      concurrentUse: 'safe',
      resource: { kind: 'client', close: ['aclose', 'close'], opensLazily: true, reusable: true },
    },
    ConnectionPool: {
      construct: plain('redis.asyncio.ConnectionPool', { opens: true }),
      methods: { from_url: plain('redis.asyncio.ConnectionPool', { opens: true }), ...each('disconnect aclose', coroutine('None')) },
      asyncEnter: 'self',
      concurrentUse: 'safe',
      resource: { kind: 'pool', close: ['aclose', 'disconnect'], opensLazily: true, reusable: true },
    },
    BlockingConnectionPool: { bases: ['redis.asyncio.ConnectionPool'], construct: plain('redis.asyncio.BlockingConnectionPool', { opens: true, bounds: { byDefault: 50, arguments: ['max_connections'], whenFull: 'waits' } }), methods: {} },
  },
  aliases: { 'redis.asyncio.client.Redis': 'redis.asyncio.Redis', 'redis.asyncio.StrictRedis': 'redis.asyncio.Redis', 'redis.asyncio.connection.ConnectionPool': 'redis.asyncio.ConnectionPool' },
};

export const redisAsyncioClient: LibraryTable = {
  module: 'redis.asyncio.client',
  language: 'python',
  functions: {},
  classes: {
    Pipeline: {
      bases: ['redis.asyncio.Redis'],
      // Commands are collected, each gives the pipeline; after `watch` they run at once, and have to be awaited.
      awaitResult: 'object',
      methods: { ...each(redisReads, plain('self')), ...each(redisWrites, plain('self')), execute: coroutine('list'), ...each('reset discard unwatch', coroutine()), watch: coroutine(), multi: plain('None'), execute_command: {} },
      asyncEnter: 'self',
      concurrentUse: 'exclusive',
    },
    PubSub: {
      methods: { ...each('subscribe psubscribe unsubscribe punsubscribe get_message parse_response connect aclose', coroutine()), listen: asyncIterable() },
      asyncEnter: 'self',
      concurrentUse: 'exclusive',
      resource: { kind: 'connection', close: ['aclose'], opensLazily: true },
    },
  },
};

export const redisAsyncioLock: LibraryTable = {
  module: 'redis.asyncio.lock',
  language: 'python',
  functions: {},
  classes: {
    Lock: {
      construct: asyncContext('redis.asyncio.lock.Lock', { role: 'lock' }),
      methods: { acquire: coroutine('bool'), ...each('locked owned', coroutine('bool')), release: coroutine('None'), ...each('extend reacquire', awaits('other', 'bool')) },
      asyncEnter: 'self',
    },
  },
};
