/** Queries of object mappers, and logs: what only reads, so that several may be under way. https://mongoosejs.com/docs/api/query.html and the like. */
import type { LibraryFacts, LibraryTable } from './facts.js';
import { awaits, each, plain } from './notation.js';

/** MongoDB: operations of one session must not run in parallel. https://www.mongodb.com/docs/drivers/node/current/crud/transactions/ */
const inSession = { options: ['session', 'transaction'], from: 1 };
const find: LibraryFacts = awaits('other', 'mongoose.Query', { independent: true, tiedBy: inSession });
const read: LibraryFacts = awaits('promise', 'object', { independent: true });
const readUnlessTied: LibraryFacts = { ...read, tiedBy: inSession };
/** Inside a transaction the very same classes are handed out; https://typeorm.io/docs/advanced-topics/transactions. */
const readOfKept: LibraryFacts = { ...read, ofKept: true };
const TIES = ['transaction', 'lock'];

export const nodeQueries: readonly LibraryTable[] = [
  {
    module: 'mongoose', language: 'typescript', functions: {},
    classes: {
      Model: { methods: each('find findOne findById countDocuments estimatedDocumentCount distinct exists', find), concurrentUse: 'safe', nominal: true },
      Query: {
        methods: {
          exec: read,
          ...each('select sort skip limit lean populate where equals gt gte lt lte in nin ne or and nor regex exists collation hint maxTimeMS batchSize read all elemMatch distinct countDocuments', plain('self')),
          ...each('orFail', plain('self')),
        },
        awaitable: 'other', awaitResult: 'mongoose.Model', nominal: true,
      },
    },
  },
  {
    module: 'mongodb', language: 'typescript', functions: {},
    classes: {
      Db: { methods: { collection: plain('mongodb.Collection') }, concurrentUse: 'safe', nominal: true },
      Collection: {
        methods: { ...each('findOne countDocuments estimatedDocumentCount distinct', readUnlessTied), find: plain('mongodb.FindCursor', { tiedBy: inSession }) },
        concurrentUse: 'safe', nominal: true,
      },
      FindCursor: { methods: { ...each('sort skip limit project filter hint collation', plain('self')), toArray: read }, nominal: true },
    },
    aliases: { 'mongodb.AbstractCursor': 'mongodb.FindCursor' },
  },
  {
    module: 'typeorm', language: 'typescript', functions: {},
    classes: {
      Repository: {
        methods: each('find findBy findOne findOneBy findOneOrFail findOneByOrFail findAndCount findAndCountBy count countBy exists existsBy', readOfKept),
        concurrentUse: 'safe', nominal: true,
      },
    },
  },
  {
    module: 'sequelize', language: 'typescript', functions: {},
    classes: {
      Model: {
        methods: {
          ...each('findAll findOne findAndCountAll count', { ...read, tiedBy: { options: TIES, from: 0 } }),
          ...each('findByPk max min sum', { ...read, tiedBy: { options: TIES, from: 1 } }),
        },
        concurrentUse: 'safe', nominal: true,
      },
    },
  },
  { module: 'winston', language: 'typescript', functions: {}, classes: { Logger: { methods: each('error warn info http verbose debug silly', plain()), concurrentUse: 'safe', nominal: true } } },
  { module: 'pino', language: 'typescript', functions: {}, classes: { BaseLogger: { methods: each('fatal error warn info debug trace silent', plain()), concurrentUse: 'safe', nominal: true } } },
  { module: '@nestjs/common', language: 'typescript', functions: {}, classes: { Logger: { methods: each('log error warn debug verbose fatal', plain()), concurrentUse: 'safe', nominal: true } } },
];
