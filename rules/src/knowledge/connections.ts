/** Libraries whose coroutines hold a connection, a file or a process while they wait. Data only; checked by `scripts/verify-knowledge.mjs`. */

/** Import names; everything below them counts. */
export const CONNECTING_MODULES: readonly string[] = [
  'aiohttp', 'httpx', 'asyncpg', 'aiomysql', 'aiopg', 'psycopg', 'motor', 'pymongo', 'redis.asyncio', 'aiofiles', 'aiosmtplib', 'websockets',
  'asyncssh', 'aioboto3', 'aiokafka', 'elasticsearch', 'sqlalchemy.ext.asyncio',
];

/** Single functions of libraries that do other things as well. */
export const CONNECTING_FUNCTIONS: ReadonlySet<string> = new Set([
  'asyncio.open_connection', 'asyncio.open_unix_connection', 'asyncio.create_subprocess_exec', 'asyncio.create_subprocess_shell',
  'anyio.connect_tcp', 'anyio.open_process', 'anyio.run_process', 'anyio.open_file', 'trio.open_tcp_stream', 'trio.open_file',
]);

/** What hands out a limited number of connections: a pool is a limit of its own. */
export const POOLS: ReadonlySet<string> = new Set(['asyncpg.Pool', 'asyncpg.pool.Pool', 'aiomysql.Pool', 'aiopg.Pool', 'psycopg_pool.AsyncConnectionPool']);

/** Arguments by which a client is given a limit. */
export const LIMITING_ARGUMENTS: ReadonlySet<string> = new Set(['limit', 'limits', 'limit_per_host', 'max_connections', 'max_size', 'pool_size', 'maxsize']);
