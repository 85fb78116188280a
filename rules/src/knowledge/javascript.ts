/** Globals of JavaScript and of Node: promises, timers, fetch. ECMA-262 and https://nodejs.org/api/globals.html */
import type { LibraryTable } from './facts.js';
import { awaits, blocks, each, plain, readsByMethod, takes } from './notation.js';

export const javascript: LibraryTable = {
  module: 'globalThis',
  language: 'typescript',
  functions: {
    'Promise.all': awaits('promise', 'Array', { role: 'gather', takesAwaitables: true }),
    'Promise.allSettled': awaits('promise', 'Array', { role: 'settle', takesAwaitables: true }),
    ...each('Promise.race Promise.any', awaits('promise', 'object', { role: 'race', takesAwaitables: true })),
    ...each('Promise.resolve Promise.reject', awaits('promise', 'object', { takesAwaitables: true })),
    'Promise.withResolvers': plain(undefined, { since: '22.0' }),
    'Promise.try': awaits('promise', 'object', { since: '24.0' }),
    ...each('setTimeout setInterval setImmediate', plain(undefined, { role: 'start-timer', ...takes([0], 'dropped', 'positional') })),
    ...each('clearTimeout clearInterval clearImmediate', plain('undefined', { role: 'clear-timer' })),
    queueMicrotask: plain('undefined', { role: 'on-loop-callback', ...takes([0], 'dropped', 0) }),
    fetch: awaits('promise', 'Response', { independentWith: readsByMethod, borrows: ['dispatcher', 'agent'] }),
    structuredClone: plain(),
    'Atomics.wait': blocks('thread-sync', 'string', { unless: [{ argument: 3, value: 0 }] }),
    'AbortSignal.timeout': plain('AbortSignal'),
    'AbortSignal.any': plain('AbortSignal'),
    'AbortSignal.abort': plain('AbortSignal'),
    ...each('console.log console.info console.warn console.error console.debug console.trace console.table console.dir console.time console.timeEnd', plain('undefined')),
    ...each('JSON.parse JSON.stringify parseInt parseFloat isNaN isFinite encodeURIComponent decodeURIComponent encodeURI decodeURI atob btoa', plain()),
    ...each('Object.keys Object.values Object.entries Object.assign Object.fromEntries Object.freeze Array.isArray Array.of Array.from Date.now performance.now', plain()),
    ...each('Math.max Math.min Math.floor Math.ceil Math.round Math.random Math.abs Math.sqrt Math.pow Math.trunc Math.sign', plain('number')),
  },
  classes: {
    Promise: {
      // The executor runs at once, so the construction is only as harmless as the function it is given.
      construct: awaits('promise', 'Promise', takes([0], 'dropped', 2)),
      methods: { ...each('then catch finally', awaits('promise', 'object')) },
      awaitable: 'other',
    },
    Response: {
      construct: plain('Response'),
      methods: { json: awaits('promise', 'object', { independent: true }), text: awaits('promise', 'string', { independent: true }), ...each('arrayBuffer blob formData', awaits('promise', 'object', { independent: true })), clone: plain('Response') },
      attributes: { ok: 'boolean', status: 'number', headers: 'Headers' },
      concurrentUse: 'exclusive',
    },
    AbortController: { construct: plain('AbortController'), methods: { abort: plain('undefined') }, attributes: { signal: 'AbortSignal' } },
    AbortSignal: { methods: { throwIfAborted: plain('undefined') }, attributes: { aborted: 'boolean' } },
    Headers: { construct: plain('Headers'), methods: each('get set has append delete', plain()) },
    URL: { construct: plain('URL'), methods: each('toString toJSON', plain('string')) },
    Date: { construct: plain('Date'), methods: each('getTime toISOString getFullYear getMonth getDate getHours getMinutes getSeconds valueOf', plain()) },
    Map: { construct: plain('Map'), methods: each('get set has delete clear keys values entries', plain()) },
    Set: { construct: plain('Set'), methods: each('add has delete clear keys values entries', plain()) },
    Error: { construct: plain('Error'), methods: {} },
    String: {
      methods: {
        ...each('trim trimStart trimEnd toUpperCase toLowerCase padStart padEnd repeat slice substring charAt replace replaceAll concat normalize toString at', plain('string')),
        ...each('includes startsWith endsWith indexOf lastIndexOf charCodeAt codePointAt localeCompare search', plain()),
        ...each('split match matchAll', plain()),
      },
    },
    Number: { methods: each('toFixed toString toPrecision toLocaleString', plain('string')) },
    RegExp: { methods: each('test exec', plain()) },
    Array: {
      methods: {
        ...each('map slice concat flat flatMap join includes indexOf lastIndexOf at keys values entries reduce toReversed with', plain()),
        ...each('push pop shift unshift splice reverse fill', plain()),
        ...each('filter find findIndex findLast findLastIndex some every', plain(undefined, takes([0], 'compared', 3))),
        ...each('sort toSorted', plain(undefined, takes([0], 'compared', 2))),
        forEach: plain('undefined', takes([0], 'dropped', 3)),
      },
    },
  },
};

export const betterSqlite3: LibraryTable = {
  module: 'better-sqlite3',
  language: 'typescript',
  functions: {},
  classes: {
    Database: {
      construct: blocks('database', 'better-sqlite3.Database'),
      methods: { exec: blocks('database', 'self'), prepare: plain('better-sqlite3.Statement'), pragma: blocks('database'), transaction: plain('Function'), close: blocks('database', 'self'), backup: awaits('promise') },
      concurrentUse: 'exclusive',
    },
    Statement: { methods: { ...each('run get all', blocks('database')), iterate: plain('better-sqlite3.Rows'), ...each('pluck raw expand bind', plain('self')) }, concurrentUse: 'exclusive', nominal: true },
    Rows: { methods: {}, iterationBlocks: 'database', nominal: true },
  },
  aliases: { 'better-sqlite3.default': 'better-sqlite3.Database' },
};
