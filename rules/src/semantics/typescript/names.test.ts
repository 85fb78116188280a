import { test } from 'node:test';
import { reveal, revealUntyped } from './reveal.js';

const IMPORTS = `
import fs, { readFileSync as r, promises as fsp } from 'fs';
import * as cp from 'node:child_process';
import { setTimeout as sleep } from 'timers/promises';
import axios, { get } from 'axios';
const crypto = require('crypto');
const { gzipSync: gzip, promises: { deep } } = require('zlib');
fs.readFileSync; // library: node:fs.readFileSync
fs['readFileSync']; // library: node:fs.readFileSync
r; // library: node:fs.readFileSync
fs.promises.readFile; // library: node:fs/promises.readFile
fsp.readFile; // library: node:fs/promises.readFile
cp.execSync('x'); // library: node:child_process.execSync; target: node:child_process.execSync
sleep; // library: node:timers/promises.setTimeout
axios.post; // library: axios.post
get; // library: axios.get
crypto.scryptSync; // library: node:crypto.scryptSync
gzip; // library: node:zlib.gzipSync
const again = fs.readFileSync; // library: node:fs.readFileSync
again; // library: node:fs.readFileSync
const { writeFileSync, promises } = fs;
writeFileSync; // library: node:fs.writeFileSync
promises.rm; // library: node:fs/promises.rm
Promise.all; // library: Promise.all
globalThis.setTimeout; // library: setTimeout
setInterval(() => {}, 1); // library: setInterval
Atomics.wait; // library: Atomics.wait
new AbortController(); // library: AbortController; classes: AbortController
const controller = new AbortController(); // classes: AbortController
controller.abort(); // library: AbortController.abort
const late = await import('node:fs');
late.readFileSync; // library: node:fs.readFileSync
{ const fetch = () => 1;
  fetch(); // library: none; target: fetch
}
fetch; // library: fetch
function shadow(fs, setTimeout, require) {
  fs.readFileSync; // library: none
  setTimeout(); // library: none; target: ?
  const own = require('fs');
  own.readFileSync; // library: none
}
`;

test('names with the standard library', () => reveal(`// file: main.mts\n${IMPORTS.replace(/shadow\(fs, setTimeout, require\)/, 'shadow(fs: any, setTimeout: any, require: any)')}`));

test('names without any types', () => revealUntyped(IMPORTS));

test('methods by the type of their receiver', () => reveal(`
// file: main.ts
const list = [1, 2];
list.forEach((x) => x); // library: Array.forEach
'text'.replace('a', 'b'); // library: String.replace
new Map<string, number>().get('a'); // library: Map.get
declare const p: Promise<string>;
p.then((x) => x); // library: Promise.then; classes: Promise
function f(signal: AbortSignal, all: readonly string[]) {
  signal.throwIfAborted(); // library: AbortSignal.throwIfAborted
  all.map((x) => x); // library: Array.map
}
interface Own { forEach(f: () => void): void }
declare const own: Own;
own.forEach(() => {}); // library: none; target: ?
`));

test('declaration files of packages', () => reveal(`
// file: node_modules/@types/node/package.json
{ "name": "@types/node", "types": "index.d.ts" }
// file: node_modules/@types/node/index.d.ts
declare module 'fs' {
  export function readFileSync(path: string): string;
  export class ReadStream { close(): void }
  export function createReadStream(path: string): ReadStream;
}
declare module 'node:fs' { export * from 'fs'; }
declare var process: { cwd(): string };
// file: node_modules/db/package.json
{ "name": "db", "types": "index.d.ts" }
// file: node_modules/db/index.d.ts
export interface Connection { query(sql: string): Promise<string>; run(sql: string): void }
export class Pool { connect(): Connection }
declare const _default: Pool;
export default _default;
export function connect(): Connection;
// file: tsconfig.json
{ "compilerOptions": { "module": "nodenext" } }
// file: main.ts
import fs from 'node:fs';
import pool, { connect, Pool } from 'db';
fs.readFileSync('x'); // library: node:fs.readFileSync
fs.createReadStream('x').close(); // library: node:fs.ReadStream.close
process.cwd(); // library: process.cwd
const c = connect(); // library: db.connect; classes: db.Connection; awaitable: no
c.query('x'); // library: db.Connection.query; awaitable: yes promise by db.Connection.query
new Pool().connect().run('x'); // library: db.Connection.run
pool.connect(); // library: db.default.connect
class Own extends Pool {} // chain: Own < db.Pool
new Own().connect(); // library: db.Pool.connect
`));

test('re-exports and path aliases lead to the library', () => reveal(`
// file: tsconfig.json
{ "compilerOptions": { "module": "esnext", "moduleResolution": "bundler", "paths": { "@/*": ["./src/*"] } } }
// file: src/io.ts
export { readFileSync as read } from 'fs';
export * as cp from 'child_process';
import { gzipSync } from 'zlib';
export { gzipSync };
export default gzipSync;
export async function own() {}
// file: main.ts
import zip, { read, cp, gzipSync, own } from '@/io';
import * as io from './src/io.js';
read; // library: node:fs.readFileSync
cp.execSync; // library: node:child_process.execSync
gzipSync; // library: node:zlib.gzipSync
zip; // library: node:zlib.gzipSync
io.read; // library: node:fs.readFileSync
own(); // library: none; target: own
io.own(); // library: none; target: own; awaitable: yes promise by own
`));

test('values that the tables know without types', () => revealUntyped(`
import Database from 'better-sqlite3';
const db = new Database('x'); // classes: better-sqlite3.Database
db.exec('x'); // library: better-sqlite3.Database.exec
const rows = db.prepare('x').all(); // library: better-sqlite3.Statement.all
`));
