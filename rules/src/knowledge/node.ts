/** Blocking and waiting functions of Node's builtin modules other than fs. https://nodejs.org/api/ */
import type { LibraryTable } from './facts.js';
import { asyncIterable, awaits, blocks, each, plain, takes } from './notation.js';

export const nodeChildProcess: LibraryTable = {
  module: 'node:child_process',
  language: 'typescript',
  functions: {
    spawnSync: blocks('process', undefined, { replacement: { call: 'spawn', import: 'node:child_process', name: 'spawn', form: 'advice' } }),
    execSync: blocks('process', undefined, { replacement: { call: 'exec', import: 'node:child_process', name: 'exec', form: 'advice' } }),
    execFileSync: blocks('process', undefined, { replacement: { call: 'execFile', import: 'node:child_process', name: 'execFile', form: 'advice' } }),
    ...each('spawn exec execFile fork', plain()),
  },
  classes: {},
  aliases: { child_process: 'node:child_process', 'node:child_process.default': 'node:child_process' },
};

export const nodeCrypto: LibraryTable = {
  module: 'node:crypto',
  language: 'typescript',
  functions: {
    pbkdf2Sync: blocks('cpu', undefined, { replacement: { call: 'pbkdf2', import: 'node:crypto', name: 'pbkdf2', form: 'advice' } }),
    scryptSync: blocks('cpu', undefined, { replacement: { call: 'scrypt', import: 'node:crypto', name: 'scrypt', form: 'advice' } }),
    generateKeyPairSync: blocks('cpu', undefined, { replacement: { call: 'generateKeyPair', import: 'node:crypto', name: 'generateKeyPair', form: 'advice' } }),
    generatePrimeSync: blocks('cpu'),
    checkPrimeSync: blocks('cpu'),
    hkdfSync: plain(),
    generateKeySync: plain(),
    // Without a callback they answer at once; the kernel's generator does not wait.
    ...each('randomBytes randomFillSync randomInt randomUUID getRandomValues', plain()),
    ...each('createHash createHmac createCipheriv createDecipheriv createSign createVerify timingSafeEqual getHashes getCiphers createPublicKey createPrivateKey createSecretKey', plain()),
  },
  classes: {},
  aliases: { crypto: 'node:crypto', 'node:crypto.default': 'node:crypto' },
};

export const nodeZlib: LibraryTable = {
  module: 'node:zlib',
  language: 'typescript',
  functions: {
    ...each('deflateSync deflateRawSync gzipSync gunzipSync inflateSync inflateRawSync unzipSync brotliCompressSync brotliDecompressSync', blocks('cpu')),
    ...each('zstdCompressSync zstdDecompressSync', blocks('cpu', undefined, { since: '22.15' })),
    ...each('createGzip createGunzip createDeflate createInflate createBrotliCompress createBrotliDecompress', plain()),
  },
  classes: {},
  aliases: { zlib: 'node:zlib', 'node:zlib.default': 'node:zlib' },
};

export const nodeTimers: LibraryTable = {
  module: 'node:timers',
  language: 'typescript',
  functions: {
    ...each('setTimeout setInterval setImmediate', plain(undefined, { role: 'start-timer', ...takes([0], 'dropped', 'positional') })),
    ...each('clearTimeout clearInterval clearImmediate', plain('undefined', { role: 'clear-timer' })),
  },
  classes: {},
  aliases: { timers: 'node:timers' },
};

export const nodeTimersPromises: LibraryTable = {
  module: 'node:timers/promises',
  language: 'typescript',
  functions: {
    setTimeout: awaits('promise', undefined, { role: 'sleep', independent: true }),
    setImmediate: awaits('promise', undefined, { role: 'sleep', independent: true }),
    setInterval: asyncIterable(),
    'scheduler.wait': awaits('promise', undefined, { role: 'sleep', independent: true }),
    'scheduler.yield': awaits('promise', undefined, { role: 'sleep', independent: true }),
  },
  classes: {},
  aliases: { 'timers/promises': 'node:timers/promises', 'node:timers.promises': 'node:timers/promises' },
};

const resolvers = 'lookup resolve resolve4 resolve6 resolveAny resolveCname resolveMx resolveNs resolveTxt resolveSrv reverse';

export const nodeDnsPromises: LibraryTable = {
  module: 'node:dns/promises',
  language: 'typescript',
  functions: each(resolvers, awaits('promise', undefined, { independent: true })),
  classes: {},
  aliases: { 'dns/promises': 'node:dns/promises', dns: 'node:dns', 'node:dns.promises': 'node:dns/promises' },
};

export const nodeEvents: LibraryTable = {
  module: 'node:events',
  language: 'typescript',
  functions: { once: awaits('promise'), on: asyncIterable() },
  classes: {},
  aliases: { events: 'node:events' },
};

export const nodeUtil: LibraryTable = {
  module: 'node:util',
  language: 'typescript',
  functions: { promisify: plain('Function'), ...each('format inspect', plain('string')), isDeepStrictEqual: plain('boolean'), callbackify: plain('Function') },
  classes: {},
  aliases: { util: 'node:util', 'node:util.default': 'node:util' },
};

export const nodePath: LibraryTable = {
  module: 'node:path',
  language: 'typescript',
  functions: { ...each('join resolve normalize basename dirname extname relative format', plain('string')), isAbsolute: plain('boolean'), parse: plain() },
  classes: {},
  aliases: { path: 'node:path', 'node:path.default': 'node:path', 'node:path.posix': 'node:path', 'node:path/posix': 'node:path' },
};

export const nodeReadline: LibraryTable = {
  module: 'node:readline/promises',
  language: 'typescript',
  functions: { createInterface: plain('node:readline/promises.Interface') },
  classes: { Interface: { methods: { question: awaits('promise', 'string'), close: plain('undefined') }, concurrentUse: 'exclusive' } },
  aliases: { 'readline/promises': 'node:readline/promises' },
};

export const nodeWorkerThreads: LibraryTable = {
  module: 'node:worker_threads',
  language: 'typescript',
  functions: { receiveMessageOnPort: plain() },
  classes: { Worker: { construct: plain('node:worker_threads.Worker'), methods: { terminate: awaits('promise'), postMessage: plain('undefined') } } },
  aliases: { worker_threads: 'node:worker_threads' },
};

/** The synchronous SQLite of Node 22.5. */
export const nodeSqlite: LibraryTable = {
  module: 'node:sqlite',
  language: 'typescript',
  since: '22.5',
  functions: {},
  classes: {
    DatabaseSync: {
      construct: blocks('database', 'node:sqlite.DatabaseSync'),
      methods: { exec: blocks('database'), prepare: plain('node:sqlite.StatementSync'), ...each('open close', blocks('database')) },
    },
    StatementSync: { methods: each('all get run', blocks('database')) },
  },
};

