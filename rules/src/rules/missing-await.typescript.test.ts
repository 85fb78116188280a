/** The same trap in TypeScript, told by the checker's types. */
import { pictures, type Case } from './testing/pictures.js';

const FETCH = `
interface Reply { readonly id: number; readonly items: string[] }
async function load(url = ''): Promise<Reply> {
  return { id: url.length, items: [] };
}
async function text(): Promise<string> { return 'body'; }
`;

function typescript(name: string, source: string, fixed?: string): Case {
  return { name: `TypeScript: ${name}`, language: 'typescript', source: FETCH + source, ...(fixed === undefined ? {} : { fixed: FETCH.slice(1) + fixed }) };
}

pictures('missing-await', [
  typescript('dropped, in locals and containers', `
export async function main(urls: string[]): Promise<void> {
  load('a'); // audit
  ~~~~~~~~~ load(…) is not awaited: nobody waits for it or sees its error
  const reply = load('b');
                ~~~~~~~~~ reply holds the promise of load(…), which is never awaited
  const all = [load('c'), load('d')];
               ~~~~~~~~~ all holds the promise of load(…), which is never awaited
                          ~~~~~~~~~ all holds the promise of load(…), which is never awaited
  Promise.all(urls.map((url) => load(url)));
  ~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~ Promise.all(…) is not awaited: nobody waits for it or sees its error
  const pending: Promise<Reply>[] = [];
  for (const url of urls) pending.push(load(url));
                                       ~~~~~~~~~ pending holds the promise of load(…), which is never awaited
  console.log(all.length);
}
`, `
export async function main(urls: string[]): Promise<void> {
  await load('a'); // audit
  const reply = await load('b');
  const all = [await load('c'), await load('d')];
  await Promise.all(urls.map((url) => load(url)));
  const pending: Promise<Reply>[] = [];
  for (const url of urls) pending.push(await load(url));
  console.log(all.length);
}
`),
  typescript('used as a value', `
export async function main(table: Record<string, string>): Promise<unknown> {
  if (text()) console.log(\`got \${text()}\`);
      ~~~~~~ text() is tested without await: a promise is always true
                                 ~~~~~~ text() is turned into text without await: you get the promise, not its result
  console.log('body', text());
                      ~~~~~~ text() is turned into text without await: you get the promise, not its result
  JSON.stringify({ body: text() });
                         ~~~~~~ text() is turned into text without await: you get the promise, not its result
  const same = text() === ('x' as unknown);
               ~~~~~~ text() is compared without await: a promise never equals its result
  const sum = text() + '!';
              ~~~~~~ text() is used in arithmetic without await: it is a promise, not its result
  const key = table[text()];
                    ~~~~~~ text() is used as a key without await: it is a promise, not its result
  const none = !text();
                ~~~~~~ text() is tested without await: a promise is always true
  return [same, sum, key, none];
}
`),
  typescript('members and methods of classes', `
class Store {
  constructor(private readonly fallback: Store | undefined) {}
  async save(row: number): Promise<void> { console.log(row); }
  async all(): Promise<void> {
    this.save(1);
    ~~~~~~~~~~~~ this.save(…) is not awaited: nobody waits for it or sees its error
    this.fallback?.save(2);
    ~~~~~~~~~~~~~~~~~~~~~~ this.fallback?.save(…) is not awaited: nobody waits for it or sees its error
  }
}
export const store = new Store(undefined);
`),
  typescript('chains without a handler', `
export function start(): void {
  load().then((reply) => reply.id);
  ~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~ load().then(…) is not awaited: nobody waits for it or sees its error
  load().finally(() => console.log('done'));
  ~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~ load().finally(…) is not awaited: nobody waits for it or sees its error
}
`),
  typescript('immediately called function', `
export async function start(): Promise<void> {
  (async () => { await load(); })();
  ~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~ (async …)() is not awaited: nobody waits for it or sees its error
}
`, `
export async function start(): Promise<void> {
  await (async () => { await load(); })();
}
`),
  typescript('quiet: promises that are kept for later', `
class Cache {
  private loading?: Promise<Reply>;
  private readonly map = new Map<string, Promise<Reply>>();
  get(key: string): Promise<Reply> {
    const known = this.map.get(key);
    if (known) return known;
    const created = load(key);
    this.map.set(key, created);
    created.catch(() => this.map.delete(key));
    return created;
  }
  start(): void { this.loading ??= load(); }
  get isLoading(): boolean { return this.loading !== undefined; }
}
export async function main(urls: string[], cache: Cache): Promise<void> {
  const byKey: Record<string, Promise<Reply>> = {};
  for (const url of urls) byKey[url] = cache.get(url);
  await Promise.all(Object.values(byKey));
  const { a, b } = { a: load('a'), b: load('b') };
  await Promise.all([a, b]);
  const queue = [load('q')];
  while (queue.length > 0) await queue.shift();
  let last: Promise<Reply> | undefined;
  for (const url of urls) last = load(url);
  await last;
  for await (const each of urls.map((url) => load(url))) console.log(each);
}
`),
  typescript('plain functions become async, their results promises', `
function id(): number {
  load('x');
  ~~~~~~~~~ load(…) is not awaited: nobody waits for it or sees its error
  return 1;
}
export async function main(): Promise<number> {
  return id() + 1;
}
`, `
async function id(): Promise<number> {
  await load('x');
  return 1;
}
export async function main(): Promise<number> {
  return await id() + 1;
}
`),
  typescript('quiet: handled, returned, stored, on purpose', `
class Cache { reply: Promise<Reply> | undefined; readonly all: Promise<Reply>[] = []; }
export const cache = new Cache();
declare const maybeCache: { load(): Promise<void> } | undefined;

export function later(): Promise<Reply> { return load(); }
export const start = (): Promise<Reply> => load();

export async function main(unknown: (value: unknown) => void, flag: boolean): Promise<Reply> {
  void load();
  load().catch(() => undefined);
  load().then(() => 1, () => 2);
  load().catch(() => undefined).finally(() => undefined);
  cache.reply = load();
  cache.all.push(load());
  unknown(load());
  const one = load();
  const two = load();
  await Promise.all([one, two]);
  const maybe = flag ? load() : undefined;
  await maybe;
  const wrapped = { reply: load() };
  unknown(wrapped);
  if (maybeCache?.load()) unknown(1);
  return load();
}
`),
  typescript('quiet: not promises, or not known', `
declare const anything: any;
declare const perhaps: () => number | Promise<number>;
export async function main(): Promise<void> {
  anything.load();
  anything();
  perhaps();
  [1, 2].map((n) => n + 1);
  console.log(1);
}
`),
  {
    name: 'JavaScript: what no checker complains about', language: 'typescript',
    source: `
// file: main.js
async function load() { return 'body'; }

export async function main(table) {
  for (const each of load()) console.log(each);
                     ~~~~~~ load() is iterated without await: it is a promise, not its result
  switch (load()) { case 'body': break; }
          ~~~~~~ load() is compared without await: a promise never equals its result
  if (load() < 3) return load().length;
      ~~~~~~ load() is compared without await: a promise never equals its result
                         ~~~~~~ .length is read from load() without await: it is a promise
  const { items } = load();
                    ~~~~~~ .items is read from load() without await: it is a promise
  const body = load();
               ~~~~~~ body holds the promise of load(), which is never awaited
  return [table[load()], \`\${body}\`, items, load()[0]];
                ~~~~~~ load() is used as a key without await: it is a promise, not its result
                                           ~~~~~~ load() is indexed without await: it is a promise, not its result
}
`,
  },
  {
    name: 'TypeScript: other files and modules', language: 'typescript',
    source: `
// file: main.ts
import { load as fetch } from './client.js';
import * as client from './client.js';
import { test } from 'node:test';

export async function main(): Promise<void> {
  fetch('a');
  ~~~~~~~~~~ fetch(…) is not awaited: nobody waits for it or sees its error
  client.load('b');
  ~~~~~~~~~~~~~~~~ client.load(…) is not awaited: nobody waits for it or sees its error
}
test('one', () => undefined);
// file: client.ts
export async function load(url: string): Promise<string> { return url; }
`,
  },
]);

pictures('missing-await', [
  {
    name: 'promises whose errors cannot be lost', language: 'typescript',
    source: `
declare function log(value: unknown): void;
declare function load(key: string, callback?: (error: Error | null, value?: string) => void): Promise<string>;

async function quiet(): Promise<void> {
  try {
    await load('a');
  } catch (error) {
    log(error);
  }
}

async function loud(): Promise<void> {
  try {
    await load('a');
  } catch (error) {
    log(error);
    throw error;
  }
}

export function use(callback: (error: Error | null) => void): void {
  quiet();
  loud();
  ~~~~~~ \`loud()\` is not awaited: nobody waits for it or sees its error
  load('b', (error) => { log(error); });
  load('c', callback);
}

async function main(): Promise<void> {
  await loud();
}

main();
(async () => { await loud(); })();
`,
  },
  {
    name: 'a function whose value other files use stays as it is', language: 'typescript',
    source: `
declare function load(name: string): Promise<string>;

export class Store {
  refresh(): void {
    load('a');
    ~~~~~~~~~ \`load(…)\` is not awaited: nobody waits for it or sees its error
  }

  check(): boolean {
    load('b');
    ~~~~~~~~~ \`load(…)\` is not awaited: nobody waits for it or sees its error
    return true;
  }

  private probe(): boolean {
    load('c');
    ~~~~~~~~~ \`load(…)\` is not awaited: nobody waits for it or sees its error
    return true;
  }

  fail(): never {
    load('d');
    ~~~~~~~~~ \`load(…)\` is not awaited: nobody waits for it or sees its error
    throw new Error('no');
  }
}

export function ask() {
  load('e');
  ~~~~~~~~~ \`load(…)\` is not awaited: nobody waits for it or sees its error
  return '';
}

function own() {
  load('f');
  ~~~~~~~~~ \`load(…)\` is not awaited: nobody waits for it or sees its error
  return '';
}
`,
    fixed: `declare function load(name: string): Promise<string>;

export class Store {
  async refresh(): Promise<void> {
    await load('a');
  }

  check(): boolean {
    load('b');
    return true;
  }

  private async probe(): Promise<boolean> {
    await load('c');
    return true;
  }

  fail(): never {
    load('d');
    throw new Error('no');
  }
}

export function ask() {
  load('e');
  return '';
}

async function own() {
  await load('f');
  return '';
}
`,
  },
  {
    name: 'promises that are only taken out of where they are kept', language: 'typescript',
    source: `
declare function load(key: string): Promise<string>;

export class Line {
  private readonly waiting: Promise<string>[] = [];
  private readonly byKey = new Map<string, Promise<string>>();

  add(key: string): void {
    this.waiting.push(load(key));
    this.byKey.set(key, load(key));
  }

  forget(key: string): void {
    this.waiting.shift();
    this.byKey.get(key);
    load(key);
    ~~~~~~~~~ \`load(…)\` is not awaited: nobody waits for it or sees its error
  }
}
`,
  },
  {
    name: 'members that the promise itself has', language: 'typescript',
    source: `
class Subscription<T> extends Promise<T> {
  unsubscribe(): void { return; }
}
declare function subscribe(): Subscription<string>;

function delay(ms: number): any {
  const done: any = new Promise<void>((resolve) => { setTimeout(resolve, ms); });
  done.abort = () => { console.log('aborted'); };
  return done;
}
function pause(ms: number) {
  const done = Promise.resolve(ms);
  done.skip = () => { console.log('skipped'); };
  return done;
}

export async function waits(): Promise<void> {
  const waiting = pause(10);
  waiting.skip();
  await waiting;
  const { unsubscribe } = subscribe();
  unsubscribe();
  const { size } = subscribe();
                   ~~~~~~~~~~~ \`.size\` is read from \`subscribe()\` without \`await\`: it is a promise
  await delay(1);
}

export async function use(): Promise<void> {
  const subscription = subscribe();
  subscription.unsubscribe();
  const length = subscribe().length;
                 ~~~~~~~~~~~ \`.length\` is read from \`subscribe()\` without \`await\`: it is a promise
  await length;
}
`,
  },
  { name: 'TypeScript: what declarations say of values whose members are used, in JavaScript that nobody checks', language: 'typescript', source: `import { schema } from 'builder';

export function text(): string {
  return schema().toSQL();
         ~~~~~~~~ .toSQL is read from schema() without await: it is a promise
}
// file: use.js
import { schema } from 'builder';

async function own() { return { text: '' }; }

export function texts() {
  fetch('/').json();
  ~~~~~~~~~~ .json is read from fetch(…) without await: it is a promise
  own().text.trim();
  ~~~~~ .text is read from own() without await: it is a promise
  return schema().toSQL();
}
// file: node_modules/builder/index.d.ts
export declare function schema(): Promise<void>;
` },
  { name: 'TypeScript: overloads that an argument of any type fits', language: 'typescript', source: `declare function insert(doc: object, callback: () => void): void;
declare function insert(doc: object, options?: object): Promise<void>;
declare const options: any;

export async function main(): Promise<void> {
  insert({}, options);
  insert({}, {});
  ~~~~~~~~~~~~~~ insert(…) is not awaited: nobody waits for it or sees its error
}
` },
  { name: 'JavaScript: comments that promise what the code does not give', language: 'typescript', source: `export {};
// file: session.js
/** @returns {Promise<void>} */
function check(session) {
  if (!session) throw new Error('no session');
  if (session.isNew) return;
  console.log(session);
}

/** @returns {Promise<void>} */
function really(session) {
  return session.save();
}

export async function main(session) {
  check(session);
  really(session);
  ~~~~~~~~~~~~~~~ really(…) is not awaited: nobody waits for it or sees its error
}
` },
]);
