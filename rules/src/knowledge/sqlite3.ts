/** sqlite3, dbm, shelve. https://docs.python.org/3/library/sqlite3.html */
import type { LibraryTable } from './facts.js';
import { advice, blocks, each, plain } from './notation.js';

const aio = { replacement: advice('aiosqlite', 'aiosqlite') };

export const sqlite3: LibraryTable = {
  module: 'sqlite3',
  language: 'python',
  functions: {
    connect: blocks('database', 'sqlite3.Connection', { ...aio, opens: true }),
    ...each('complete_statement register_adapter register_converter enable_callback_tracebacks adapt', plain()),
  },
  classes: {
    Connection: {
      construct: blocks('database', 'sqlite3.Connection', { ...aio, opens: true }),
      methods: {
        ...each('execute executemany executescript', blocks('database', 'sqlite3.Cursor', aio)),
        ...each('commit rollback backup', blocks('database', 'None', aio)),
        iterdump: plain(),
        cursor: plain('sqlite3.Cursor'),
        ...each('close interrupt create_function create_aggregate create_collation set_authorizer set_progress_handler set_trace_callback', plain('None')),
        blobopen: blocks('database', 'sqlite3.Blob', { since: '3.11', ...aio }),
      },
      attributes: { in_transaction: 'bool', isolation_level: 'str', row_factory: 'object', total_changes: 'int' },
      enter: 'self',
      // Leaving the block commits or rolls back.
      exitBlocks: 'database',
      concurrentUse: 'exclusive',
      resource: { kind: 'connection', close: ['close'], withKeepsOpen: true },
    },
    Cursor: {
      methods: {
        ...each('execute executemany executescript', blocks('database', 'self', aio)),
        fetchone: blocks('database', 'object', aio),
        ...each('fetchmany fetchall', blocks('database', 'list', aio)),
        ...each('close setinputsizes setoutputsize', plain('None')),
      },
      attributes: { lastrowid: 'int', rowcount: 'int', arraysize: 'int', description: 'object', connection: 'sqlite3.Connection' },
      iterationBlocks: 'database',
      element: 'object',
      concurrentUse: 'exclusive',
    },
    Row: { methods: each('keys', plain()) },
    Blob: {
      methods: { ...each('read write', blocks('database', 'object', aio)), ...each('close seek tell', plain()) },
      enter: 'self',
      since: '3.11',
    },
  },
  aliases: { 'sqlite3.dbapi2': 'sqlite3', '_sqlite3': 'sqlite3' },
};

export const dbm: LibraryTable = {
  module: 'dbm',
  language: 'python',
  functions: { open: blocks('database', 'object'), whichdb: blocks('file', 'str') },
  classes: {},
};

export const shelve: LibraryTable = {
  module: 'shelve',
  language: 'python',
  functions: { open: blocks('file', 'shelve.Shelf') },
  classes: { Shelf: { methods: { sync: blocks('file', 'None'), close: blocks('file', 'None') }, enter: 'self' } },
};
