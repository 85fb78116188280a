/** Tortoise ORM: a query is a value that is awaited or iterated. https://tortoise.github.io/query.html */
import type { LibraryFacts, LibraryTable } from './facts.js';
import { asyncContext, awaits, coroutine, each, having, plain } from './notation.js';

const database: LibraryFacts = { waitsFor: 'database' };
const query = 'tortoise.queryset.QuerySet';
const single = 'tortoise.queryset.QuerySetSingle';
const lazily = each('filter exclude all annotate select_for_update', awaits('other', query, database));
const singles = each('first last get get_or_none earliest latest', awaits('other', single, database));
/** Each a class of its own; awaited, never iterated. */
const statements = each('bulk_create bulk_update exists', awaits('other', undefined, database));

export const tortoise: readonly LibraryTable[] = [
  {
    module: 'tortoise',
    language: 'python',
    functions: { run_async: { role: 'run-loop' } },
    classes: { Tortoise: { methods: { ...having(database, each('init generate_schemas close_connections', coroutine('None'))), get_connection: plain('object') } } },
  },
  {
    module: 'tortoise.models',
    language: 'python',
    functions: {},
    classes: {
      // `await instance` is for what prefetching gives.
      Model: {
        methods: {
          ...lazily, ...singles, ...statements,
          ...having(database, { ...each('save delete refresh_from_db fetch_related', coroutine('None')), create: coroutine('self'), ...each('get_or_create update_or_create', coroutine('tuple')), in_bulk: coroutine('dict') }),
          update_from_dict: plain('self'),
        },
        attributes: { pk: 'object' },
        awaitOptional: true,
      },
    },
  },
  {
    module: 'tortoise.queryset',
    language: 'python',
    functions: {},
    classes: {
      QuerySet: {
        methods: {
          ...lazily, ...singles, ...statements,
          ...each('limit offset order_by distinct prefetch_related select_related only using_db group_by values values_list count update delete', awaits('other', undefined, database)),
          ...each('limit offset order_by distinct prefetch_related select_related only using_db', awaits('other', query, database)),
          explain: coroutine('object', database),
          sql: plain('str'),
        },
        awaitable: 'other',
        awaitResult: 'list',
        asyncElement: 'object',
      },
      QuerySetSingle: { methods: each('prefetch_related select_related only annotate', awaits('other', 'self', database)), awaitable: 'other', awaitResult: 'object' },
    },
  },
  { module: 'tortoise.transactions', language: 'python', functions: { in_transaction: asyncContext(undefined, database), atomic: plain('object') }, classes: {} },
];
