/** MongoDB's driver: pymongo's synchronous and asynchronous halves. */
import type { LibraryFacts, LibraryTable } from './facts.js';
import { advice, blocks, coroutine, each, independent, plain } from './notation.js';

const mongoAsync = { replacement: advice('pymongo.AsyncMongoClient', 'pymongo') };
/** `maxPoolSize`; it may be given in the address as well. */
const mongoMade: LibraryFacts = { opens: true, bounds: { byDefault: 100, arguments: ['maxPoolSize'], whenFull: 'waits' } };
const mongoReads = 'find_one count_documents estimated_document_count distinct';
const mongoWrites = 'insert_one insert_many update_one update_many replace_one delete_one delete_many find_one_and_update find_one_and_replace find_one_and_delete bulk_write create_index create_indexes drop drop_index index_information rename';

export const pymongo: LibraryTable = {
  module: 'pymongo',
  language: 'python',
  functions: {},
  classes: {
    MongoClient: {
      construct: plain('pymongo.MongoClient', mongoMade),
      methods: { ...each('server_info list_database_names drop_database', blocks('database', undefined, mongoAsync)), get_database: plain('pymongo.database.Database'), __getitem__: plain('pymongo.database.Database'), close: plain('None') },
      enter: 'self',
      concurrentUse: 'safe',
      resource: { kind: 'client', close: ['close'], opensLazily: true, reusable: true },
    },
    AsyncMongoClient: {
      construct: plain('pymongo.AsyncMongoClient', mongoMade),
      methods: { ...each('server_info list_database_names', independent()), ...each('close drop_database aconnect', coroutine()), get_database: plain('pymongo.asynchronous.database.AsyncDatabase'), __getitem__: plain('pymongo.asynchronous.database.AsyncDatabase') },
      asyncEnter: 'self',
      concurrentUse: 'safe',
      resource: { kind: 'client', close: ['close'], opensLazily: true, reusable: true },
    },
  },
  aliases: { 'pymongo.mongo_client.MongoClient': 'pymongo.MongoClient', 'pymongo.asynchronous.mongo_client.AsyncMongoClient': 'pymongo.AsyncMongoClient' },
};

export const pymongoSynchronous: readonly LibraryTable[] = [
  {
    module: 'pymongo.database',
    language: 'python',
    functions: {},
    classes: { Database: { methods: { ...each('command list_collection_names create_collection drop_collection', blocks('database', undefined, mongoAsync)), get_collection: plain('pymongo.collection.Collection'), __getitem__: plain('pymongo.collection.Collection') }, concurrentUse: 'safe' } },
    aliases: { 'pymongo.synchronous': 'pymongo' },
  },
  {
    module: 'pymongo.collection',
    language: 'python',
    functions: {},
    classes: { Collection: { methods: { ...each(`${mongoReads} ${mongoWrites} aggregate`, blocks('database', undefined, mongoAsync)), find: plain('pymongo.cursor.Cursor') }, concurrentUse: 'safe' } },
  },
  {
    module: 'pymongo.cursor',
    language: 'python',
    functions: {},
    classes: { Cursor: { methods: { ...each('limit skip sort batch_size', plain('self')), next: blocks('database', 'dict', mongoAsync), to_list: blocks('database', 'list', mongoAsync), close: plain('None') }, enter: 'self', iterationBlocks: 'database', element: 'dict', concurrentUse: 'exclusive' } },
  },
];

export const pymongoAsynchronous: readonly LibraryTable[] = [
  {
    module: 'pymongo.asynchronous.database',
    language: 'python',
    functions: {},
    classes: { AsyncDatabase: { methods: { ...each('command list_collection_names create_collection drop_collection', coroutine()), get_collection: plain('pymongo.asynchronous.collection.AsyncCollection'), __getitem__: plain('pymongo.asynchronous.collection.AsyncCollection') }, concurrentUse: 'safe' } },
  },
  {
    module: 'pymongo.asynchronous.collection',
    language: 'python',
    functions: {},
    classes: { AsyncCollection: { methods: { ...each(mongoReads, independent()), ...each(mongoWrites, coroutine()), find: plain('pymongo.asynchronous.cursor.AsyncCursor'), aggregate: coroutine() }, concurrentUse: 'safe' } },
  },
  {
    module: 'pymongo.asynchronous.cursor',
    language: 'python',
    functions: {},
    classes: { AsyncCursor: { methods: { ...each('limit skip sort batch_size', plain('self')), next: coroutine('dict'), to_list: independent('list'), close: coroutine('None') }, asyncEnter: 'self', asyncElement: 'dict', concurrentUse: 'exclusive' } },
  },
];
