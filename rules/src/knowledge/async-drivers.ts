/** Asynchronous database drivers: asyncpg, aiosqlite, aiomysql, motor, redis.asyncio. */
import type { LibraryTable } from './facts.js';
import { asyncContext, asyncIterable, awaitOrEnter, awaits, coroutine, each, independent, pending, plain } from './notation.js';

export const asyncpg: LibraryTable = {
  module: 'asyncpg',
  language: 'python',
  functions: {
    connect: coroutine('asyncpg.Connection'),
    create_pool: awaits('other', 'asyncpg.Pool', { asyncContext: true }),
  },
  classes: {
    Connection: {
      methods: {
        // Reads: independent of calls on other objects; the class serves one task at a time.
        fetch: independent('list'),
        ...each('fetchrow fetchval', independent('object')),
        execute: coroutine('str'),
        executemany: coroutine('None'),
        prepare: coroutine('asyncpg.prepared_stmt.PreparedStatement'),
        cursor: asyncIterable(),
        transaction: asyncContext('asyncpg.transaction.Transaction'),
        ...each('close add_listener remove_listener set_type_codec reset reload_schema_state', coroutine('None')),
        ...each('copy_from_query copy_from_table copy_to_table copy_records_to_table', coroutine('str')),
        ...each('is_closed is_in_transaction', plain('bool')),
        terminate: plain('None'),
        ...each('get_server_pid get_server_version get_settings', plain()),
      },
      concurrentUse: 'exclusive',
    },
    Pool: {
      construct: awaits('other', 'asyncpg.Pool', { asyncContext: true }),
      methods: {
        fetch: independent('list'),
        ...each('fetchrow fetchval', independent('object')),
        execute: coroutine('str'),
        executemany: coroutine('None'),
        acquire: awaitOrEnter('asyncpg.PendingConnection', { independent: true }),
        ...each('release close expire_connections', coroutine('None')),
        ...each('terminate', plain('None')),
        ...each('get_size get_idle_size get_max_size get_min_size', plain('int')),
        is_closing: plain('bool'),
      },
      asyncEnter: 'self',
      awaitable: 'other',
      awaitResult: 'self',
      concurrentUse: 'safe',
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
        methods: { fetch: independent('list'), ...each('fetchrow fetchval', independent('object')), executemany: coroutine('None'), explain: coroutine('object') },
        concurrentUse: 'exclusive',
      },
    },
  },
  {
    module: 'asyncpg.transaction',
    language: 'python',
    functions: {},
    classes: { Transaction: { methods: each('start commit rollback', coroutine('None')), asyncEnter: 'None', concurrentUse: 'exclusive' } },
  },
];

export const aiosqlite: LibraryTable = {
  module: 'aiosqlite',
  language: 'python',
  functions: { connect: awaits('other', 'aiosqlite.Connection', { asyncContext: true }) },
  classes: {
    Connection: {
      methods: {
        ...each('execute executemany executescript cursor', awaitOrEnter('aiosqlite.PendingCursor')),
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
    connect: awaitOrEnter('aiomysql.PendingConnection'),
    create_pool: awaitOrEnter('aiomysql.PendingPool'),
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
      methods: { acquire: awaitOrEnter('aiomysql.PendingConnection', { independent: true }), ...each('wait_closed clear', coroutine('None')), ...each('close terminate release', {}) },
      asyncEnter: 'self',
      concurrentUse: 'safe',
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
      construct: plain('motor.motor_asyncio.AsyncIOMotorClient'),
      methods: { close: plain('None'), get_database: plain('motor.motor_asyncio.AsyncIOMotorDatabase'), ...each('server_info list_database_names drop_database', awaits('future')), start_session: coroutine() },
      concurrentUse: 'safe',
    },
    AsyncIOMotorDatabase: {
      methods: { get_collection: plain('motor.motor_asyncio.AsyncIOMotorCollection'), ...each('command list_collection_names drop_collection', awaits('future')), create_collection: coroutine('motor.motor_asyncio.AsyncIOMotorCollection') },
      concurrentUse: 'safe',
    },
    AsyncIOMotorCollection: {
      methods: { ...each(reads, awaits('future', undefined, { independent: true })), ...each(writes, awaits('future')), ...each('find aggregate', plain('motor.motor_asyncio.AsyncIOMotorCursor')) },
      concurrentUse: 'safe',
    },
    AsyncIOMotorCursor: {
      methods: { to_list: awaits('future', 'list', { independent: true }), ...each('limit skip sort batch_size', plain('self')) },
      asyncElement: 'dict',
      concurrentUse: 'exclusive',
    },
  },
};

const redisReads = 'get mget exists ttl pttl type keys hget hgetall hmget hexists hkeys hvals hlen lrange llen lindex smembers sismember scard zrange zscore zcard zrank strlen getrange';
const redisWrites =
  'set setex psetex setnx mset delete unlink expire pexpire expireat persist incr incrby incrbyfloat decr decrby append getset rename hset hsetnx hdel hincrby lpush rpush lpop rpop lrem ltrim lset sadd srem spop zadd zrem zincrby publish blpop brpop flushdb flushall eval evalsha script_load xadd xread xreadgroup xack scan sscan hscan zscan pfadd pfcount info ping dbsize time';

export const redisCommands = { reads: redisReads, writes: redisWrites };

export const redisAsyncio: LibraryTable = {
  module: 'redis.asyncio',
  language: 'python',
  functions: { from_url: plain('redis.asyncio.Redis') },
  classes: {
    Redis: {
      construct: plain('redis.asyncio.Redis'),
      methods: {
        ...each(redisReads, awaits('other', undefined, { independent: true })),
        ...each(redisWrites, awaits('other')),
        ...each('aclose close execute_command initialize', coroutine()),
        transaction: coroutine(),
        from_url: plain('redis.asyncio.Redis'),
        pipeline: plain('redis.asyncio.client.Pipeline'),
        pubsub: plain('redis.asyncio.client.PubSub'),
        lock: plain('redis.asyncio.lock.Lock'),
        ...each('scan_iter hscan_iter sscan_iter zscan_iter', asyncIterable()),
      },
      asyncEnter: 'self',
      awaitable: 'other',
      awaitResult: 'self',
      concurrentUse: 'safe',
    },
    ConnectionPool: { construct: plain('redis.asyncio.ConnectionPool'), methods: { from_url: plain('redis.asyncio.ConnectionPool'), ...each('disconnect aclose', coroutine('None')) }, concurrentUse: 'safe' },
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
      methods: { execute: coroutine('list'), ...each('reset discard unwatch', coroutine()), watch: coroutine(), multi: plain('None'), execute_command: {} },
      asyncEnter: 'self',
      concurrentUse: 'exclusive',
    },
    PubSub: {
      methods: { ...each('subscribe psubscribe unsubscribe punsubscribe get_message parse_response connect aclose', coroutine()), listen: asyncIterable() },
      asyncEnter: 'self',
      concurrentUse: 'exclusive',
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
