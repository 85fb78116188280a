/** SQLAlchemy: engine and session, blocking and asynchronous. */
import type { LibraryFacts, LibraryTable, Resource } from './facts.js';
import { advice, asyncContext, awaitOrEnter, blocks, coroutine, each, having, independent, pending, plain } from './notation.js';

const aio = { replacement: advice('sqlalchemy.ext.asyncio', 'sqlalchemy.ext.asyncio') };

/** `QueuePool`: 5 connections and 10 in an emergency; who waits longer than 30 s for one gets a `TimeoutError`. */
const pooled: LibraryFacts = { opens: true, bounds: { byDefault: 15, arguments: ['pool_size', 'max_overflow', 'poolclass'], whenFull: 'fails' } };
const engine: Resource = { kind: 'pool', close: ['dispose'], opensLazily: true, reusable: true };
/** Begins work with the first statement. */
const session: Resource = { kind: 'session', close: ['close'], opensLazily: true };
const database: LibraryFacts = { waitsFor: 'database' };

const resultMethods = {
  // Objects of the ORM may have awaitable attributes (`AsyncAttrs`).
  ...each('first one one_or_none scalar scalar_one scalar_one_or_none fetchone partitions', plain('object')),
  ...each('all fetchall fetchmany', plain('list')),
  ...each('keys close', plain()),
  scalars: plain('sqlalchemy.engine.ScalarResult'),
  // Views of the same result.
  ...each('mappings unique columns tuples', plain('self')),
};

/** Operators of columns as methods. */
const columnMethods = each(
  'in_ not_in like ilike not_like not_ilike is_ is_not is_distinct_from asc desc label startswith endswith contains icontains istartswith iendswith between op any_ all_ '
    + 'nulls_first nulls_last distinct match regexp_match concat collate',
  plain(),
);
const statementMethods = { ...each('execution_options', plain('self')), ...each('cte compile', plain()) };
const selectMethods = {
  ...each('where filter filter_by join join_from outerjoin select_from order_by group_by having limit offset distinct options with_only_columns add_columns correlate', plain('self')),
  ...each('subquery scalar_subquery exists alias lateral union union_all intersect except_', plain()),
};

/** A query reads; inserts and updates come in the order in which they are written. */
const readsSelect: LibraryFacts = { independentWith: { position: 0, name: 'statement', classes: ['sqlalchemy.Select'] } };

export const sqlalchemy: LibraryTable = {
  module: 'sqlalchemy',
  language: 'python',
  functions: {
    // Connects lazily.
    create_engine: plain('sqlalchemy.engine.Engine', pooled),
    select: plain('sqlalchemy.Select'),
    insert: plain('sqlalchemy.Insert'),
    update: plain('sqlalchemy.Update'),
    delete: plain('sqlalchemy.Delete'),
    ...each('func.count func.sum func.min func.max func.avg func.lower func.upper func.coalesce func.now func.length func.random func.date func.extract', plain()),
    ...each('text func and_ or_ not_ desc asc literal bindparam case cast', plain()),
  },
  classes: {
    Column: { construct: plain('sqlalchemy.Column'), methods: columnMethods },
    Select: { methods: { ...selectMethods, ...statementMethods } },
    Insert: { methods: { ...each('values returning from_select', plain('self')), ...statementMethods } },
    Update: { methods: { ...each('where filter_by values returning', plain('self')), ...statementMethods } },
    Delete: { methods: { ...each('where filter_by returning', plain('self')), ...statementMethods } },
  },
  aliases: { 'sqlalchemy.engine.base': 'sqlalchemy.engine', 'sqlalchemy.Engine': 'sqlalchemy.engine.Engine', 'sqlalchemy.Connection': 'sqlalchemy.engine.Connection', 'sqlalchemy.future.Engine': 'sqlalchemy.engine.Engine' },
};

export const sqlalchemyEngine: LibraryTable = {
  module: 'sqlalchemy.engine',
  language: 'python',
  functions: { create_engine: plain('sqlalchemy.engine.Engine', pooled) },
  classes: {
    Engine: {
      methods: {
        connect: blocks('database', 'sqlalchemy.engine.Connection', { ...aio, opens: true }),
        begin: plain('sqlalchemy.engine.Begun'),
        raw_connection: blocks('database', 'object', aio),
        ...each('dispose', {}),
        execution_options: plain('sqlalchemy.engine.Engine'),
      },
      concurrentUse: 'safe',
      resource: engine,
    },
    Begun: { methods: {}, enter: 'sqlalchemy.engine.Connection', enterBlocks: 'database', exitBlocks: 'database', nominal: true },
    Connection: {
      methods: {
        ...each('execute exec_driver_sql', blocks('database', 'sqlalchemy.engine.CursorResult', aio)),
        ...each('scalar scalars', blocks('database', 'object', aio)),
        ...each('commit rollback', blocks('database', 'None', aio)),
        ...each('begin begin_nested in_transaction execution_options close', plain()),
      },
      enter: 'self',
      concurrentUse: 'exclusive',
      resource: { kind: 'connection', close: ['close'] },
    },
    Result: { methods: resultMethods, enter: 'self', element: 'object', concurrentUse: 'exclusive' },
    ScalarResult: { methods: { ...each('first one one_or_none partitions', plain('object')), ...each('all fetchall fetchmany', plain('list')), close: plain('None'), unique: plain('self') }, enter: 'self', element: 'object', concurrentUse: 'exclusive' },
    CursorResult: { bases: ['sqlalchemy.engine.Result'], methods: {}, attributes: { rowcount: 'int', lastrowid: 'int' } },
  },
};

const sessionDatabase = 'execute scalar scalars commit rollback flush refresh get merge connection bulk_save_objects bulk_insert_mappings bulk_update_mappings';

export const sqlalchemyOrm: LibraryTable = {
  module: 'sqlalchemy.orm',
  language: 'python',
  functions: { ...each('relationship mapped_column declarative_base selectinload joinedload lazyload backref aliased', plain()) },
  classes: {
    Session: {
      construct: plain('sqlalchemy.orm.Session', { opens: true }),
      methods: {
        ...each(sessionDatabase, blocks('database', undefined, aio)),
        query: plain('sqlalchemy.orm.Query'),
        ...each('add add_all expire expunge expunge_all close delete begin begin_nested in_transaction is_modified', plain()),
      },
      enter: 'self',
      concurrentUse: 'exclusive',
      resource: session,
    },
    scoped_session: {
      construct: plain('sqlalchemy.orm.scoped_session'),
      methods: {
        ...each(sessionDatabase, blocks('database', undefined, aio)),
        query: plain('sqlalchemy.orm.Query'),
        ...each('add add_all expire expunge close delete begin remove', plain()),
      },
    },
    Mapped: { methods: { ...columnMethods, ...each('any has', plain()) } },
    sessionmaker: { construct: plain('sqlalchemy.orm.sessionmaker'), methods: { __call__: plain('sqlalchemy.orm.Session', { opens: true }), begin: plain(), configure: plain('None') } },
    Query: {
      methods: {
        ...each('all', blocks('database', 'list', aio)),
        ...each('first one one_or_none scalar get', blocks('database', 'object', aio)),
        ...each('count update delete', blocks('database', 'int', aio)),
        ...each('filter filter_by order_by group_by join outerjoin limit offset options distinct with_entities having', plain('self')),
      },
      iterationBlocks: 'database',
      element: 'object',
    },
  },
  aliases: { 'sqlalchemy.orm.session': 'sqlalchemy.orm', 'sqlalchemy.orm.query': 'sqlalchemy.orm', 'sqlalchemy.orm.scoping': 'sqlalchemy.orm' },
};

export const sqlalchemyAsyncio: LibraryTable = {
  module: 'sqlalchemy.ext.asyncio',
  language: 'python',
  functions: {
    create_async_engine: plain('sqlalchemy.ext.asyncio.AsyncEngine', pooled),
    async_engine_from_config: plain('sqlalchemy.ext.asyncio.AsyncEngine', pooled),
    async_object_session: plain('sqlalchemy.ext.asyncio.AsyncSession'),
  },
  classes: {
    AsyncEngine: {
      methods: { connect: awaitOrEnter('sqlalchemy.ext.asyncio.AsyncConnection', { opens: true, waitsFor: 'database' }), begin: asyncContext('sqlalchemy.ext.asyncio.BegunConnection'), dispose: coroutine('None'), raw_connection: coroutine('object') },
      attributes: { sync_engine: 'sqlalchemy.engine.Engine' },
      concurrentUse: 'safe',
      resource: engine,
    },
    AsyncConnection: {
      methods: {
        ...having(database, {
          execute: coroutine('sqlalchemy.engine.CursorResult', readsSelect),
          exec_driver_sql: coroutine('sqlalchemy.engine.CursorResult'),
          scalar: coroutine('object', readsSelect),
          scalars: coroutine('sqlalchemy.engine.ScalarResult', readsSelect),
          ...each('commit rollback close aclose', coroutine('None')),
          run_sync: coroutine('object'),
        }),
        stream: awaitOrEnter('sqlalchemy.ext.asyncio.PendingResult'),
        begin: awaitOrEnter('sqlalchemy.ext.asyncio.AsyncTransaction'),
      },
      asyncEnter: 'self',
      awaitable: 'other',
      awaitResult: 'self',
      concurrentUse: 'exclusive',
      resource: { kind: 'connection', close: ['close', 'aclose'] },
    },
    AsyncSession: {
      construct: plain('sqlalchemy.ext.asyncio.AsyncSession', { opens: true }),
      methods: {
        ...having(database, {
          execute: coroutine('sqlalchemy.engine.Result', readsSelect),
          scalar: coroutine('object', readsSelect),
          ...each('get get_one', independent('object')),
          merge: coroutine('object'),
          connection: coroutine('sqlalchemy.ext.asyncio.AsyncConnection'),
          scalars: coroutine('sqlalchemy.engine.ScalarResult', readsSelect),
          ...each('commit rollback flush refresh close aclose delete invalidate reset', coroutine('None')),
          ...each('stream stream_scalars', coroutine('sqlalchemy.ext.asyncio.AsyncResult')),
          run_sync: coroutine('object'),
        }),
        ...each('add add_all expire expunge expunge_all', plain('None')),
        ...each('begin begin_nested', awaitOrEnter('sqlalchemy.ext.asyncio.AsyncSessionTransaction')),
        ...each('in_transaction in_nested_transaction is_modified', plain('bool')),
      },
      asyncEnter: 'self',
      concurrentUse: 'exclusive',
      resource: session,
    },
    async_sessionmaker: { construct: plain('sqlalchemy.ext.asyncio.async_sessionmaker'), methods: { __call__: plain('sqlalchemy.ext.asyncio.AsyncSession', { opens: true }), begin: asyncContext('sqlalchemy.ext.asyncio.BegunSession'), configure: plain('None') } },
    PendingResult: pending('sqlalchemy.ext.asyncio.AsyncResult'),
    BegunConnection: { methods: {}, asyncEnter: 'sqlalchemy.ext.asyncio.AsyncConnection', nominal: true },
    BegunSession: { methods: {}, asyncEnter: 'sqlalchemy.ext.asyncio.AsyncSession', nominal: true },
    AsyncTransaction: { methods: each('commit rollback close start', coroutine()), asyncEnter: 'self', awaitable: 'other', awaitResult: 'self', concurrentUse: 'exclusive' },
    AsyncSessionTransaction: { methods: each('commit rollback start', coroutine()), asyncEnter: 'self', awaitable: 'other', awaitResult: 'self', concurrentUse: 'exclusive' },
    AsyncResult: { methods: { ...each('all fetchall fetchmany', coroutine('list')), ...each('first one one_or_none scalar fetchone close', coroutine('object')), ...each('scalars mappings unique columns tuples', plain('self')) }, enter: 'self', asyncElement: 'object', concurrentUse: 'exclusive' },
  },
  aliases: { 'sqlalchemy.ext.asyncio.session': 'sqlalchemy.ext.asyncio', 'sqlalchemy.ext.asyncio.engine': 'sqlalchemy.ext.asyncio' },
};
