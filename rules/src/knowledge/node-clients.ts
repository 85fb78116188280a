/**
 * Clients and pools of npm packages: what is made once and serves many requests, as each package's documentation says.
 * Single connections (`pg.Client`, `mysql2.createConnection`) are left out: they serve one user at a time.
 */
import type { LibraryClass, LibraryFacts, LibraryTable, Resource } from './facts.js';
import { awaits, each, plain, readsByMethod } from './notation.js';

/** Queries of a pool whose text only reads; each takes a connection of its own. */
const SQL: LibraryFacts = awaits('promise', 'object', { independentWith: { position: 0, name: 'text', reads: 'sql' } });

function withMethods(cls: LibraryClass, methods: Readonly<Record<string, LibraryFacts>>): LibraryClass {
  return { ...cls, methods: { ...cls.methods, ...methods } };
}

type Table = Omit<LibraryTable, 'language' | 'functions' | 'classes'> & Partial<Pick<LibraryTable, 'functions' | 'classes'>>;

function table({ functions = {}, classes = {}, aliases, module }: Table): LibraryTable {
  return { module, language: 'typescript', functions, classes, aliases: { [`${module}.default`]: module, ...aliases } };
}

/** `new Pool(…)`: the value is a client or pool that `close` gives back. */
function shared(name: string, kind: 'client' | 'pool', close: string, more: Partial<Resource> = {}, facts: LibraryFacts = {}): LibraryClass {
  return {
    construct: plain(name, { opens: true, ...facts }),
    methods: { ...each((more.close ?? []).join(' '), plain()), [close]: awaits('promise') },
    concurrentUse: 'safe',
    resource: { kind, close: [close], opensLazily: true, reusable: true, ...more },
  };
}

/** The same of what a function gives: the class is an interface of the package. */
function given(kind: 'client' | 'pool', close: string, more: Partial<Resource> = {}): LibraryClass {
  const { methods, resource, concurrentUse } = shared('', kind, close, more);
  return { methods, ...(resource && { resource }), ...(concurrentUse && { concurrentUse }), nominal: true };
}

function opens(returns: string): LibraryFacts {
  return plain(returns, { opens: true });
}

/** https://redis.io/docs/latest/develop/clients/nodejs/: subscribers and blocking commands need a connection of their own; so does `watch`. */
const ALONE = 'subscribe psubscribe ssubscribe pSubscribe sSubscribe monitor watch blpop brpop blmove bzpopmin bzpopmax blPop brPop blMove bzPopMin bzPopMax brpoplpush brPopLPush xread xReadGroup xreadgroup xRead select'
  .split(' ');

const REDIS_PARTS = ['connect', 'duplicate', 'multi', 'pipeline', 'scanStream', 'scanIterator'];

const REDIS_READS = 'get mget strlen exists ttl pttl type hget hgetall hmget hkeys hvals hlen hexists smembers sismember scard llen lrange lindex zrange zrangebyscore zscore zcard zrank';

const databases: readonly LibraryTable[] = [
  // https://node-postgres.com/features/pooling
  table({ module: 'pg', classes: { Pool: withMethods(shared('pg.Pool', 'pool', 'end', { lends: ['connect'] }), { query: SQL }) } }),
  table({ module: 'pg-pool', classes: { Pool: shared('pg-pool.Pool', 'pool', 'end', { lends: ['connect'] }) }, aliases: { 'pg-pool.default': 'pg-pool.Pool' } }),
  // https://sidorares.github.io/node-mysql2/docs#using-connection-pools
  table({ module: 'mysql', functions: { createPool: opens('mysql.Pool') }, classes: { Pool: { ...given('pool', 'end', { lends: ['getConnection', 'promise'] }), methods: { end: plain() } } } }),
  table({ module: 'mysql2', functions: { createPool: opens('mysql2.Pool') }, classes: { Pool: { ...given('pool', 'end', { lends: ['getConnection', 'promise'] }), methods: { end: plain() } } } }),
  table({ module: 'mysql2/promise', functions: { createPool: opens('mysql2/promise.Pool') }, classes: { Pool: withMethods(given('pool', 'end', { lends: ['getConnection'] }), each('query execute', SQL)) } }),
  // https://github.com/porsager/postgres#connection-details
  table({ module: 'postgres', functions: { postgres: opens('postgres.Sql') }, classes: { Sql: given('pool', 'end', { lends: ['reserve'], aloneFor: ['listen', 'subscribe'] }) }, aliases: { 'postgres.default': 'postgres.postgres' } }),
  // https://www.prisma.io/docs/orm/prisma-client/setup-and-configuration/databases-connections#prismaclient-in-long-running-applications
  table({
    module: '@prisma/client', classes: {
      PrismaClient: { ...shared('@prisma/client.PrismaClient', 'client', '$disconnect', { lends: ['$extends'] }), otherAttributes: '@prisma/client.Delegate' },
      Delegate: { methods: each('findUnique findUniqueOrThrow findFirst findFirstOrThrow findMany count aggregate groupBy', awaits('promise', 'object', { independent: true, ofKept: true })), concurrentUse: 'safe', nominal: true },
    },
    aliases: { '.prisma': '@prisma/client', '.prisma/client': '@prisma/client' },
  }),
  // https://www.mongodb.com/docs/drivers/node/current/connect/mongoclient/ ; `connect` of a connected client does nothing.
  table({
    module: 'mongodb', functions: { 'MongoClient.connect': awaits('promise', 'mongodb.MongoClient', { opens: true }) },
    classes: { MongoClient: withMethods(shared('mongodb.MongoClient', 'client', 'close', { lends: ['connect', 'db', 'startSession'], aloneFor: ['watch'] }), { db: plain('mongodb.Db') }) },
  }),
  table({
    module: 'mongoose', functions: { createConnection: opens('mongoose.Connection'), model: plain('mongoose.Model') },
    classes: {
      Connection: withMethods(
        given('pool', 'close', { lends: ['asPromise', 'collection', 'getClient', 'model', 'startSession', 'useDb'], aloneFor: ['watch'] }), { model: plain('mongoose.Model') },
      ),
    },
  }),
  // https://knexjs.org/guide/#initializing-the-library
  table({ module: 'knex', functions: { knex: opens('knex.Knex') }, classes: { Knex: given('pool', 'destroy', { lends: ['transaction', 'withUserParams'] }) }, aliases: { 'knex.default': 'knex.knex' } }),
  // https://sequelize.org/docs/v6/other-topics/connection-pool/
  table({ module: 'sequelize', classes: { Sequelize: shared('sequelize.Sequelize', 'pool', 'close', { lends: ['define', 'model', 'transaction'] }) }, aliases: { 'sequelize.default': 'sequelize.Sequelize' } }),
  // https://typeorm.io/docs/data-source/data-source: initialised once, when the application starts.
  table({ module: 'typeorm', classes: { DataSource: shared('typeorm.DataSource', 'pool', 'destroy', { lends: ['initialize', 'connect', 'createQueryRunner', 'createEntityManager', 'getRepository', 'getTreeRepository', 'getMongoRepository'], setUp: ['initialize', 'connect'] }) } }),
  // https://neo4j.com/docs/javascript-manual/current/connect/
  table({ module: 'neo4j-driver', functions: { driver: opens('neo4j-driver.Driver') }, classes: { Driver: given('pool', 'close', { lends: ['session', 'rxSession'] }) } }),
  // https://docs.datastax.com/en/developer/nodejs-driver/4.8/coding-rules/
  table({ module: 'cassandra-driver', classes: { Client: shared('cassandra-driver.Client', 'client', 'shutdown') } }),
  // https://www.elastic.co/docs/reference/elasticsearch/clients/javascript/connecting
  ...['@elastic/elasticsearch', '@opensearch-project/opensearch'].map((module) => table({ module, classes: { Client: shared(`${module}.Client`, 'client', 'close', { lends: ['child'] }) } })),
];

const stores: readonly LibraryTable[] = [
  // https://github.com/redis/ioredis#readme
  table({
    module: 'ioredis',
    classes: {
      Redis: withMethods(shared('ioredis.Redis', 'client', 'quit', { close: ['quit', 'disconnect'], lends: REDIS_PARTS, aloneFor: ALONE }), each(REDIS_READS, awaits('promise', 'object', { independent: true }))),
      Cluster: shared('ioredis.Cluster', 'client', 'quit', { close: ['quit', 'disconnect'], lends: REDIS_PARTS, aloneFor: ALONE }),
    },
    aliases: { 'ioredis.default': 'ioredis.Redis', 'ioredis.Redis.Cluster': 'ioredis.Cluster' },
  }),
  table({
    module: 'redis',
    functions: { createClient: opens('redis.RedisClient'), createCluster: opens('redis.RedisClient'), createClientPool: opens('redis.RedisClient') },
    classes: { RedisClient: given('client', 'close', { close: ['close', 'destroy'], lends: REDIS_PARTS, aloneFor: ALONE, setUp: ['connect'] }) },
  }),
  // https://docs.bullmq.io/guide/connections
  table({ module: 'bullmq', classes: { Queue: shared('bullmq.Queue', 'client', 'close', {}, { shares: ['connection'] }) } }),
  // https://amqp-node.github.io/amqplib/channel_api.html#model_connect: a connection carries many channels and is to be long-lived.
  table({ module: 'amqplib', functions: { connect: awaits('promise', 'amqplib.ChannelModel', { opens: true }) }, classes: { ChannelModel: given('client', 'close', { lends: ['createChannel', 'createConfirmChannel'] }) } }),
  // https://kafka.js.org/docs/producing
  table({
    module: 'kafkajs',
    classes: {
      Kafka: { construct: plain('kafkajs.Kafka'), methods: { producer: opens('kafkajs.Producer') } },
      Producer: given('client', 'disconnect', { setUp: ['connect'], aloneFor: ['transaction'] }),
    },
  }),
];

/** https://docs.aws.amazon.com/sdk-for-javascript/v3/developer-guide/node-reusing-connections.html: each client has an agent of its own. */
const aws: readonly LibraryTable[] = [
  's3 S3', 'dynamodb DynamoDB', 'sqs SQS', 'sns SNS', 'ses SES', 'lambda Lambda', 'secrets-manager SecretsManager', 'ssm SSM', 'eventbridge EventBridge', 'kinesis Kinesis',
  'cloudwatch CloudWatch', 'sfn SFN', 'kms KMS', 'cognito-identity-provider CognitoIdentityProvider', 'bedrock-runtime BedrockRuntime', 'sts STS',
].map((pair) => {
  const [service = '', name = ''] = pair.split(' ');
  const module = `@aws-sdk/client-${service}`;
  const client = (cls: string): LibraryClass => {
    const { construct, ...rest } = shared(`${module}.${cls}`, 'client', 'destroy');
    return { ...rest, ...(construct && { construct }), methods: { destroy: plain() } };
  };
  return table({ module, classes: { [`${name}Client`]: client(`${name}Client`), [name]: client(name) } });
});

/** What is given to a request in its options and keeps connections for the next one, which has another. */
const AGENTS = ['agent', 'httpAgent', 'httpsAgent', 'dispatcher'];

/** Without `keepAlive` an agent keeps no connection, so one more or less makes no difference. */
function agent(name: string): LibraryClass {
  const cls = shared(name, 'client', 'destroy', {}, { opensWith: { position: 0, option: 'keepAlive', value: true } });
  return { ...cls, methods: { destroy: plain() } };
}

const REQUEST: LibraryFacts = awaits('promise', 'object', { borrows: AGENTS });
const READ: LibraryFacts = { ...REQUEST, independent: true };
const READ_BY_METHOD: LibraryFacts = { ...REQUEST, independentWith: readsByMethod };

const http: readonly LibraryTable[] = [
  table({ module: 'node:http', functions: each('request get', plain('object', { borrows: AGENTS })), classes: { Agent: agent('node:http.Agent') } }),
  table({ module: 'node:https', functions: each('request get', plain('object', { borrows: AGENTS })), classes: { Agent: agent('node:https.Agent') } }),
  // https://undici.nodejs.org/#/docs/api/Agent
  table({
    module: 'undici', functions: each('fetch request', READ_BY_METHOD),
    classes: Object.fromEntries(['Agent', 'Pool', 'BalancedPool'].map((name) => [name, shared(`undici.${name}`, 'pool', 'close', { close: ['close', 'destroy'] })])),
  }),
  table({ module: 'node-fetch', functions: { fetch: READ_BY_METHOD }, aliases: { 'node-fetch.default': 'node-fetch.fetch' } }),
  table({
    module: 'axios', functions: { ...each('request delete post put patch', REQUEST), ...each('get head options', READ), create: plain('axios.Axios') },
    classes: { Axios: { methods: { ...each('request delete post put patch', REQUEST), ...each('get head options', READ) }, concurrentUse: 'safe' } },
    aliases: { 'axios.AxiosInstance': 'axios.Axios', 'axios.AxiosStatic': 'axios.Axios' },
  }),
  // https://nodemailer.com/smtp/pooled
  table({
    module: 'nodemailer', functions: { createTransport: plain('nodemailer.Transporter', { opens: true, opensWith: { position: 0, option: 'pool', value: true } }) },
    classes: { Transporter: { ...given('pool', 'close'), methods: { close: plain() } } },
  }),
];

export const nodeClients: readonly LibraryTable[] = [...databases, ...stores, ...aws, ...http];
