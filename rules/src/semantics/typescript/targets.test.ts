import { test } from 'node:test';
import { reveal, revealUntyped } from './reveal.js';

test('functions of the project', () => reveal(`
// file: lib.ts
export function helper(path: string, ...rest: number[]) { return path; }
export const arrow = (a: string) => a;
export class Base {
  constructor(public name: string) {}
  run() {
    return this.step(); // target: Base.step
  }
  step() { return 1; }
  static make() {
    return new Base(''); // target: new Base + Base.constructor
  }
}
export class Derived extends Base { override step() { return super.step(); } } // chain: Derived < Base
export const table = { go() { return 1; }, stop: () => 2 };
export default function main() {}
// file: main.ts
import main, { helper, arrow as renamed, Base, Derived, table } from './lib.js';
import * as lib from './lib.js';
helper('a', 1, 2); // target: helper; parameters: path, rest, rest
helper(...(['a'] as const)); // parameters: ?
renamed('a'); // target: arrow; parameters: a
lib.helper('a'); // target: helper
main(); // target: main
new Base('a'); // target: new Base + Base.constructor; classes: lib.ts:Base
new Derived('a'); // target: new Derived + Base.constructor; classes: lib.ts:Derived
new Derived('a').step(); // target: Derived.step
new Derived('a').run(); // target: Base.run
table.go(); // target: go
table.stop(); // target: stop
declare const either: Base | Derived;
either; // classes: lib.ts:Base, lib.ts:Derived
(function inner() {})(); // target: inner
(() => 1)(); // target: <anonymous>
helper; // functions: helper
renamed; // functions: arrow
const bound = new Base('').run.bind(null); // functions: Base.run
const handler = () => 1; // functions: handler
function over(a: string): void;
function over(a: number): void;
function over(a: string | number) {}
over(1); // target: over
let changing = () => 1;
changing = () => 2;
function take(callback: () => void) {
  callback(); // target: ?
}
`));

test('parameters that cannot take a promise', () => reveal(`
function text(a: string, b: string | Promise<string>, c: any, d: unknown, e: object) {}
declare const p: any;
text(p, p, p, p, p); // accepts: no, yes, unknown, unknown, unknown
function more<T>(a: T, b: { name: string }, c: {}, d: { name?: string }, e: () => void, ...f: number[]) {}
more(p, p, p, p, p, p, p); // accepts: unknown, no, unknown, unknown, no, no, no
console.log(p); // accepts: unknown
Number.parseInt(p); // accepts: no
p(p); // accepts: unknown
`));

test('what a function runs', () => reveal(`
import fs from 'node:fs';
class Config {
  value = fs.readFileSync('x');
  static all = fs.readdirSync('x');
  constructor() { fs.statSync('x'); } // runs: call node:fs.readFileSync, call node:fs.statSync
  get text() { return ''; }
  set text(value: string) {}
  *[Symbol.iterator]() { yield 1; }
  [Symbol.dispose]() {}
}
function* numbers() { yield 1; }
async function main(config: Config) { // runs: call new Config + Config.constructor, property Config.text, property Config.text, awaited call main, call Array.map, call main.<anonymous>, call Promise, call main.<anonymous>
  new Config();
  config.text;
  config.text = 'a';
  await main(config);
  [1].map((x) => fs.readFileSync('x'));
  new Promise((done) => fs.readFileSync('x'));
  class Local { x = fs.readFileSync('x'); }
}
function loops(config: Config) { // runs: call numbers, iteration numbers, iteration Config.[Symbol.iterator], exit Config.[Symbol.dispose]
  for (const x of numbers()) {}
  for (const x of config) {}
  using y = config;
}
function defaults(a = numbers()) { return () => numbers(); } // runs: call numbers
`));

test('callers in the module', () => reveal(`
async function a() {} // callers: 3
a();
const b = () => a();
class C { a() {} m() { a(); this.a(); } }
{ const a = () => 1; a(); }
`));

test('code of workers', () => reveal(`
// file: worker.ts
import { parentPort } from 'node:worker_threads';
function work() {} // off-loop: yes
parentPort?.on('message', work);
// file: main.ts
import { Worker, parentPort } from 'node:worker_threads';
function start() { new Worker('./worker.js'); } // off-loop: no
`));

test('getters however they are written', () => reveal(`
// file: lib.ts
export class Store {
  get 'quoted'() { return 1; }
  get
    below() { return 1; }
  static get $all() { return 1; }
  plain = 1;
}
// file: main.ts
import { Store } from './lib.js';
function read(store: Store) { // runs: property Store.quoted, property Store.below, property Store.$all
  store.quoted;
  store.below;
  Store.$all;
  store.plain;
}
`));

test('CommonJS within the project', () => reveal(`
// file: lib.js
async function load() {}
exports.load = load;
exports.save = async function () {};
module.exports.twice = () => load();
// file: main.js
const { load } = require('./lib');
const lib = require('./lib');
load(); // target: load; awaitable: yes promise by load
lib.save(); // target: save; awaitable: yes promise by save
lib.twice(); // awaitable: yes promise by twice
`));

test('symbols are enough without types', () => revealUntyped(`
function helper(a, b) {}
class A { constructor(x) {} run() {
    return this.step(); // target: A.step
  }
  step() {} }
class B extends A {} // chain: B < A
helper(1, 2); // target: helper; parameters: a, b
new A(1); // target: new A + A.constructor; parameters: x
new B(1); // target: new B + A.constructor
const o = { m() {} };
o.m(); // target: m
class E extends require('events') {} // chain: E < node:events
class F extends mixin(A) {} // chain: F < ?
`));
