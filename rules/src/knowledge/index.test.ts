import assert from 'node:assert/strict';
import { test } from 'node:test';
import { attributeType, canonicalName, classFact, fullName, isLibraryModule, lookupClass, lookupFunction, lookupMethod, protocolFacts, resourceOf, tables, valueType } from './index.js';
import type { LibraryFacts, LibraryTable } from './index.js';

test('aliases lead to the name the tables use', () => {
  const cases: readonly [string, 'python' | 'typescript', string][] = [
    ['asyncio.tasks.gather', 'python', 'asyncio.gather'],
    ['concurrent.futures.thread.ThreadPoolExecutor', 'python', 'concurrent.futures.ThreadPoolExecutor'],
    ['posixpath.join', 'python', 'os.path.join'],
    ['builtins.open', 'python', 'open'],
    ['asyncio.SelectorEventLoop.run_forever', 'python', 'asyncio.AbstractEventLoop.run_forever'],
    ['httpx._client.AsyncClient', 'python', 'httpx.AsyncClient'],
    ['aiohttp.client.ClientSession.get', 'python', 'aiohttp.ClientSession.get'],
    // A module of a package that brings a public name from elsewhere, and what only it has.
    ['aiohttp.client.ClientResponse', 'python', 'aiohttp.ClientResponse'],
    ['httpx._client.BaseClient', 'python', 'httpx._client.BaseClient'],
    ['asyncio.tasksgather', 'python', 'asyncio.tasksgather'],
    ['requests.get', 'python', 'requests.get'],
    ['fs.readFileSync', 'typescript', 'node:fs.readFileSync'],
    ['node:fs.readFileSync', 'typescript', 'node:fs.readFileSync'],
    ['fs.promises.readFile', 'typescript', 'node:fs/promises.readFile'],
    ['fs/promises.readFile', 'typescript', 'node:fs/promises.readFile'],
    ['fs.default.readFileSync', 'typescript', 'node:fs.readFileSync'],
    ['globalThis.setTimeout', 'typescript', 'setTimeout'],
    // Equally named modules of the other language are left alone.
    ['fs.open', 'python', 'fs.open'],
    ['path.join', 'python', 'path.join'],
  ];
  for (const [name, language, expected] of cases) assert.equal(canonicalName(name, language), expected);
});

test('functions, methods through bases, constructions', () => {
  assert.equal(lookupFunction('time.sleep')?.blocks, 'sleep');
  assert.equal(lookupFunction('requests.Session.get')?.blocks, 'http');
  assert.equal(lookupFunction('ssl.SSLSocket.recv')?.blocks, 'network');
  assert.equal(lookupFunction('subprocess.Popen')?.returns, 'subprocess.Popen');
  assert.equal(lookupFunction('pathlib.PosixPath')?.returns, 'pathlib.PosixPath');
  assert.equal(lookupFunction('node:fs.readFileSync')?.replacement?.import, 'node:fs/promises');
  assert.equal(lookupFunction('nowhere.get'), undefined);
  assert.equal(lookupMethod('asyncio.LifoQueue', 'get')?.awaitable, 'coroutine');
  assert.equal(lookupMethod('asyncio.LifoQueue', 'toString'), undefined);
  assert.equal(lookupMethod('dict', 'constructor'), undefined);
});

test('attributes, class facts, values, protocols, modules', () => {
  assert.equal(attributeType('threading.Timer', 'ident'), 'int');
  assert.equal(attributeType('pathlib.PosixPath', 'parent'), 'pathlib.Path');
  assert.equal(classFact('asyncio.LifoQueue', 'concurrentUse'), 'safe');
  assert.equal(valueType('sys.stdin'), 'sys.Console');
  assert.equal(protocolFacts('threading.Lock', 'enter')?.blocks, 'thread-sync');
  assert.equal(protocolFacts('threading.Lock', 'exit'), undefined);
  assert.equal(protocolFacts('concurrent.futures.ThreadPoolExecutor', 'exit')?.blocks, 'thread-sync');
  assert.equal(protocolFacts('io.FileObject', 'iteration')?.blocks, 'file');
  // Declared so, it may be text in memory.
  assert.equal(protocolFacts('typing.TextIO', 'iteration')?.blocks, undefined);
  for (const name of ['asyncio', 'asyncio.subprocess', 'urllib', 'redis.asyncio', 'posixpath', 'builtins']) assert.equal(isLibraryModule(name), true, name);
  for (const name of ['fs', 'node:fs']) assert.equal(isLibraryModule(name, 'typescript'), true, name);
  for (const name of ['fs', 'asynci', 'project']) assert.equal(isLibraryModule(name), false, name);
});

test('no name is described twice', () => {
  const seen = new Set<string>();
  for (const table of tables) {
    for (const name of [...Object.keys(table.functions), ...Object.keys(table.classes)]) {
      const full = fullName(table, name);
      assert.ok(!seen.has(full), full);
      seen.add(full);
    }
  }
});

test('every alias ends at a name of the tables', () => {
  for (const table of tables) {
    for (const from of Object.keys(table.aliases ?? {})) {
      const to = canonicalName(from, table.language);
      assert.equal(canonicalName(to, table.language), to, from);
      const isKnown = lookupClass(to) ?? lookupFunction(to) ?? (isLibraryModule(to, table.language) || undefined);
      assert.ok(isKnown || to.startsWith('node:dns'), `${from} → ${to}`);
    }
  }
});

/** Types that mean no more than their name: nothing is looked up on them. */
const OPAQUE = new Set(['self', 'None', 'object', 'type', 'boolean', 'number', 'string', 'undefined', 'Array', 'Function']);

test('every type that a table names is described', () => {
  for (const table of tables) {
    const named: [string, string | undefined][] = [];
    for (const [name, facts] of Object.entries(table.functions)) named.push([name, facts.returns]);
    for (const [name, type] of Object.entries(table.values ?? {})) named.push([name, type]);
    for (const [name, cls] of Object.entries(table.classes)) {
      for (const base of cls.bases ?? []) named.push([name, base]);
      for (const [method, facts] of Object.entries(cls.methods)) named.push([`${name}.${method}`, facts.returns]);
      for (const [attribute, type] of Object.entries(cls.attributes ?? {})) named.push([`${name}.${attribute}`, type]);
      for (const type of [cls.construct?.returns, cls.enter, cls.asyncEnter, cls.element, cls.asyncElement, cls.awaitResult]) named.push([name, type]);
    }
    for (const [where, type] of named) {
      for (const part of type?.match(/[^\s,|[\]]+/g) ?? []) if (!OPAQUE.has(part)) assert.ok(lookupClass(part), `${table.module} ${where}: ${type}`);
    }
  }
});

test('resources: which method closes, awaited or not, and which statement', () => {
  const shown = (cls: string): string => {
    const { kind, close, closeAwaited, closedBy, thenAwait } = resourceOf(cls) ?? assert.fail(cls);
    return [kind, `${closeAwaited ? 'await ' : ''}${close[0] ?? ''}`, thenAwait, closedBy].filter(Boolean).join(', ');
  };
  assert.equal(shown('aiohttp.ClientSession'), 'client, await close, async-with');
  assert.equal(shown('httpx.AsyncClient'), 'client, await aclose, async-with');
  assert.equal(shown('httpx.Client'), 'client, close, with');
  assert.equal(shown('asyncio.StreamWriter'), 'stream, close, wait_closed');
  assert.equal(shown('asyncpg.Connection'), 'connection, await close');
  assert.equal(shown('sqlalchemy.ext.asyncio.AsyncEngine'), 'pool, await dispose');
  assert.equal(shown('asyncio.Server'), 'server, close, wait_closed, async-with');
  assert.equal(shown('ssl.SSLSocket'), 'socket, close, with');
  assert.equal(resourceOf('asyncio.StreamReader'), undefined);
});

/** What a caller holds in the end: awaited or entered, the items of a tuple. */
function heldBy(facts: LibraryFacts): string[] {
  return (facts.returns?.match(/[^\s,|[\]]+/g) ?? []).map((name) => {
    const { nominal, asyncEnter, awaitable, enter, awaitResult } = lookupClass(name) ?? {};
    const given = awaitResult ?? asyncEnter ?? enter;
    return (nominal || awaitable !== undefined) && given !== undefined && given !== 'self' ? given : name;
  });
}

test('what opens gives a resource, and a resource has its closing methods', () => {
  let opening = 0;
  for (const table of tables) {
    for (const [name, facts, owner] of callablesOf(table)) {
      const where = fullName(table, name);
      if (facts.givenBackBy !== undefined) assert.ok(owner !== undefined && lookupMethod(owner, facts.givenBackBy), where);
      if (!facts.opens) continue;
      opening++;
      assert.ok(facts.givenBackBy === undefined, where);
      assert.ok(heldBy(facts).some((cls) => resourceOf(cls) !== undefined), where);
    }
    for (const [name, { resource }] of Object.entries(table.classes)) {
      for (const method of [...resource?.close ?? [], ...resource?.thenAwait === undefined ? [] : [resource.thenAwait]]) {
        assert.ok(lookupMethod(fullName(table, name), method), `${fullName(table, name)}.${method}`);
      }
      if (resource?.thenAwait !== undefined) assert.ok(lookupMethod(fullName(table, name), resource.thenAwait)?.awaitable, name);
    }
  }
  assert.ok(opening > 40, String(opening));
});

/** Functions, constructors and methods of a table; methods with the full name of their class. */
function callablesOf(table: LibraryTable): readonly (readonly [name: string, facts: LibraryFacts, owner: string | undefined])[] {
  return [
    ...Object.entries(table.functions).map(([name, facts]) => [name, facts, undefined] as const),
    ...Object.entries(table.classes).flatMap(([name, cls]) => [
      ...(cls.construct ? [[name, cls.construct, undefined] as const] : []),
      ...Object.entries(cls.methods).map(([method, facts]) => [`${name}.${method}`, facts, fullName(table, name)] as const),
    ]),
  ];
}

test('facts do not contradict each other', () => {
  for (const table of tables) {
    const all = [...Object.entries(table.functions), ...Object.values(table.classes).flatMap((cls) => Object.entries(cls.methods))];
    for (const [name, facts] of all) {
      const where = `${table.module}.${name}`;
      assert.ok(!(facts.blocks && (facts.awaitable || facts.plain || facts.asyncIterable)), where);
      assert.ok(!(facts.plain && (facts.awaitable || facts.asyncIterable)), where);
      assert.ok(!(facts.unless && !facts.blocks), where);
      assert.ok(!(facts.waitsFor && (facts.blocks || !(facts.awaitable || facts.asyncContext || facts.asyncIterable))), where);
      assert.ok(!(facts.limit && !(facts.blocks || facts.waitsFor)), where);
      if (facts.replacement?.form === 'same' && table.language === 'python') assert.ok(lookupFunction(facts.replacement.call)?.awaitable, where);
    }
  }
});
