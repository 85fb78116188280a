import { test } from 'node:test';
import { reveal, revealUntyped } from './reveal.js';

test('awaitable by type', () => reveal(`
async function load(): Promise<string> { return 'x'; }
declare const maybe: Promise<void> | undefined;
declare const either: Promise<void> | PromiseLike<string>;
declare const anything: any;
interface Query<T> { where(x: string): Query<T>; then<R>(done: (value: T) => R): Promise<R>; }
declare const query: Query<number>;
class Job extends Promise<number> {}
declare const job: Job;
interface Tree { then: Tree; }
declare const tree: Tree;
function generic<T, P extends Promise<T>>(t: T, p: P) {
  t; // awaitable: unknown
  p; // awaitable: yes promise
}
async function* stream() { yield 1; }
class Store {
  async get(key: string) { return key; }
  save = async () => {};
  static async open() { return new Store(); }
  get ready() { return load(); }
}
const store = new Store();
load(); // awaitable: yes promise by load; target: load
const p = load(); // awaitable: yes promise by load
p; // awaitable: yes promise by load
await p; // awaitable: no
maybe; // awaitable: unknown
either; // awaitable: yes other
anything; // awaitable: unknown
anything(); // awaitable: unknown; target: ?
query.where('a'); // awaitable: yes other; target: ?
job; // awaitable: yes promise
tree; // awaitable: no
'text'; // awaitable: no
stream(); // awaitable: no async-generator by stream
store.get('a'); // awaitable: yes promise by Store.get
store.save(); // awaitable: yes promise by Store.save
Store.open(); // awaitable: yes promise by Store.open
store.ready; // awaitable: yes promise
fetch('x'); // awaitable: yes promise by fetch
fetch('x').then((r) => r.json()); // awaitable: yes promise by Promise.then
Promise.all([load()]); // awaitable: yes promise by Promise.all
new Promise<void>((done) => done()); // awaitable: yes promise by Promise
[1].map(async (x) => x); // awaitable: no
load() as unknown; // awaitable: yes promise by load
(load() as any as Promise<string>); // awaitable: yes promise by load
void load(); // awaitable: no
`));

test('declared results', () => reveal(`
function a(): Promise<void> { return Promise.resolve(); } // declared: yes
function b(): string { return ''; } // declared: no
function c(): any { return 1; } // declared: unknown
function d() { return 1; } // declared: unknown
function f(): object { return {}; } // declared: unknown
function g(): { name?: string } { return {}; } // declared: unknown
function h(): { name: string } | undefined { return undefined; } // declared: no
function i(): void {} // declared: no
const e = (): PromiseLike<string> => Promise.resolve(''); // declared: yes
`));

test('awaitable without types', () => revealUntyped(`
async function load() { return 1; }
const arrow = async () => {};
async function* stream() {}
class Store { async get() {} then_() {} }
const fs = require('fs');
const { readFile } = require('node:fs/promises');
load(); // awaitable: yes promise by load
arrow(); // awaitable: yes promise by arrow
stream(); // awaitable: no async-generator by stream
new Store().get(); // awaitable: yes promise by Store.get
const p = load(); // awaitable: yes promise by load
p; // awaitable: yes promise by load
p.then(x => x); // awaitable: yes promise by Promise.then
fetch('u').then(r => r.json()).catch(() => {}); // awaitable: yes promise by Promise.catch
new Promise((done) => done()); // awaitable: yes promise by Promise
Promise.all([p]); // awaitable: yes promise by Promise.all
fs.readFileSync('x'); // awaitable: unknown
fs.promises.readFile('x'); // awaitable: yes promise by node:fs/promises.readFile
readFile('x'); // awaitable: yes promise by node:fs/promises.readFile
unknown(); // awaitable: unknown
function f(g) {
  g(); // awaitable: unknown
  const load = g;
  load(); // awaitable: unknown
}
`));
