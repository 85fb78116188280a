import assert from 'node:assert/strict';
import { test } from 'node:test';
import { EffectAnalysis, independent } from './effects.js';
import { pictureOf } from './python/reveal.js';
import type { CallExpression } from '../model/index.js';
import { walk } from '../model/index.js';
import type { EffectFact } from './semantics.js';

/** The effects of the awaited calls of `main`, in source order. */
function effectsIn(text: string): EffectFact[] {
  const { project, semantics } = pictureOf(text);
  const module = project.module('/project/main.py');
  const main = module?.functions.find((fn) => fn.name === 'main');
  assert.ok(main, 'no function main');
  const calls: CallExpression[] = [];
  for (const statement of main.body) {
    walk(statement, (node) => {
      if (node.kind === 'await' && node.value.kind === 'call') calls.push(node.value);
    });
  }
  const analysis = new EffectAnalysis(semantics);
  return calls.map((call) => analysis.effects(call));
}

function pair(text: string): { a: EffectFact; b: EffectFact; together: boolean } {
  const [a, b, ...rest] = effectsIn(text);
  assert.ok(a && b && rest.length === 0, 'main must await two calls');
  return { a, b, together: independent(a, b) };
}

test('reads over a shared client are independent', () => {
  const { a, together } = pair(`
    import aiohttp
    async def fetch(session: aiohttp.ClientSession, url: str):
        async with session.get(url) as response:
            response.raise_for_status()
            return await response.json()
    async def main(session: aiohttp.ClientSession):
        await fetch(session, "a")
        await fetch(session, "b")
  `);
  assert.deepEqual([a.reason, a.writes, a.exclusive], [undefined, [], []]);
  assert.equal(together, true);
});

test('prints, logging and own containers are no effect', () => {
  const { a, b, together } = pair(`
    import asyncio, logging
    log = logging.getLogger("x")
    async def work(n):
        found = []
        for i in range(n):
            found.append(i)
        log.info("done %s", n)
        print(n)
        await asyncio.sleep(1)
        return {"n": n, "found": found}
    async def main():
        await work(1)
        await work(2)
  `);
  assert.deepEqual([a.reason, b.reason], [undefined, undefined]);
  assert.equal(together, true);
});

test('attributes: write against read and write, through helpers and self', () => {
  const { a, b, together } = pair(`
    import asyncio
    class Service:
        async def load(self):
            await asyncio.sleep(1)
            self._store(1)
        def _store(self, value):
            self.value = value
        async def show(self):
            await asyncio.sleep(1)
            return self.value
        async def main(self):
            await self.load()
            await self.show()
  `);
  assert.deepEqual([a.writes, b.reads], [['self.value'], ['self.value']]);
  assert.equal(together, false);
});

test('different attributes do not meet', () => {
  assert.equal(pair(`
    import asyncio
    class Service:
        async def left(self):
            await asyncio.sleep(1)
            self.a = 1
        async def right(self):
            await asyncio.sleep(1)
            self.b = 1
        async def main(self):
            await self.left()
            await self.right()
  `).together, true);
});

test('objects that may be one and the same', () => {
  const text = (binding: string): string => `
    import asyncio
    class Box:
        async def fill(self):
            await asyncio.sleep(1)
            self.items = 1
    async def main(given: Box):
        one = Box()
        other = ${binding}
        await one.fill()
        await other.fill()
  `;
  assert.equal(pair(text('Box()')).together, true);
  assert.equal(pair(text('one')).together, false);
  assert.equal(pair(`
    import asyncio
    class Box:
        async def fill(self):
            await asyncio.sleep(1)
            self.items = 1
    async def main(one: Box, other: Box):
        await one.fill()
        await other.fill()
  `).together, false);
});

test('parameters are replaced by what is given', () => {
  const text = (second: string): string => `
    import asyncio
    async def collect(into: list):
        await asyncio.sleep(1)
        into.append(1)
    async def main():
        xs = []
        ys = []
        await collect(xs)
        await collect(${second})
  `;
  assert.deepEqual(pair(text('ys')).a.writes, ['new xs[]']);
  assert.equal(pair(text('ys')).together, true);
  assert.equal(pair(text('xs')).together, false);
});

test('globals and nonlocals', () => {
  const { a, together } = pair(`
    import asyncio
    TOTAL = 0
    async def count():
        global TOTAL
        await asyncio.sleep(1)
        TOTAL += 1
    async def show():
        await asyncio.sleep(1)
        return TOTAL
    async def main():
        await count()
        await show()
  `);
  assert.deepEqual(a.writes, ['main.py:TOTAL']);
  assert.equal(together, false);
});

test('local aliases of shared containers are followed', () => {
  const { a, together } = pair(`
    import asyncio
    CACHE: dict[str, int] = {}
    async def store(key: str):
        cache = CACHE
        await asyncio.sleep(1)
        cache[key] = 1
    async def main():
        await store("a")
        await store("b")
  `);
  assert.deepEqual(a.writes, ['main.py:CACHE[]']);
  assert.equal(together, false);
});

test('one connection serves one task, a pool serves many', () => {
  assert.equal(pair(`
    import asyncpg
    async def main(pool: asyncpg.Pool):
        await pool.fetch("select 1")
        await pool.fetch("select 2")
  `).together, true);
  const shared = pair(`
    import asyncpg
    async def main(conn: asyncpg.Connection):
        await conn.fetch("select 1")
        await conn.fetch("select 2")
  `);
  assert.deepEqual(shared.a.exclusive, ['asyncpg.Connection conn']);
  assert.equal(shared.together, false);
  assert.equal(pair(`
    import asyncpg
    class Store:
        def __init__(self, reader: asyncpg.Connection, writer: asyncpg.Connection):
            self.reader = reader
            self.writer = writer
        async def main(self):
            await self.reader.fetch("select 1")
            await self.writer.fetch("select 2")
  `).together, false);
  assert.equal(pair(`
    import asyncpg
    async def one(pool: asyncpg.Pool):
        async with pool.acquire() as conn:
            return await conn.fetch("select 1")
    async def main(pool: asyncpg.Pool):
        await one(pool)
        await one(pool)
  `).together, true);
});

test('what is not known makes everything unknown, with a reason', () => {
  const reasons = (body: string): (string | undefined)[] => effectsIn(`
    import asyncio, aiohttp, time
    class Node:
        children: list["Node"]
        async def walk(self):
            for child in self.children:
                await child.walk()
    async def post(session: aiohttp.ClientSession):
        await session.post("u")
    async def indirect(callback):
        await callback()
    async def reads_file():
        return open("f").read()
    async def main(session: aiohttp.ClientSession, node: Node, q: asyncio.Queue, other):
        ${body}
  `).map(({ known, reason }) => {
    assert.equal(known, reason === undefined);
    return reason;
  });
  assert.match(reasons('await post(session)')[0] ?? '', /aiohttp\.ClientSession\.post/);
  assert.match(reasons('await indirect(print)')[0] ?? '', /unknown: `callback`/);
  assert.match(reasons('await node.walk()')[0] ?? '', /recursive/);
  assert.match(reasons('await q.get()')[0] ?? '', /asyncio\.Queue\.get/);
  assert.match(reasons('await reads_file()')[0] ?? '', /open/);
  assert.match(reasons('await other.thing()')[0] ?? '', /unknown/);
});

test('what the arguments read counts', () => {
  assert.equal(pair(`
    import asyncio
    class Service:
        async def load(self):
            await asyncio.sleep(1)
            self.key = 1
        async def main(self):
            await self.load()
            await asyncio.sleep(self.key)
  `).together, false);
});

test('initialisers of library bases are harmless', () => {
  const [effect] = effectsIn(`
    import asyncio
    class Failure(Exception):
        def __init__(self, code):
            super().__init__(code)
            self.code = code
    async def work(n):
        await asyncio.sleep(1)
        if n: raise Failure(n)
    async def main():
        await work(1)
  `);
  assert.deepEqual([effect?.reason, effect?.writes], [undefined, []]);
});

test('a lock inside only delays', () => {
  assert.equal(pair(`
    import asyncio
    lock = asyncio.Lock()
    async def work(n):
        async with lock:
            await asyncio.sleep(n)
    async def main():
        await work(1)
        await work(2)
  `).together, true);
});

test('methods of parameters are known where the call says what it gives', () => {
  const text = (argument: string): string => `
    import asyncio
    async def fetch(name, mark="!"):
        await asyncio.sleep(1)
        return shout(name) + mark.strip()
    def shout(text):
        return text.upper()
    async def main(given):
        await fetch("a")
        await fetch(${argument})
  `;
  assert.equal(pair(text('"b"')).together, true);
  assert.equal(pair(text('f"{given}"')).together, true);
  assert.equal(pair(text('given')).b.reason, 'calls something unknown: `given.upper`');
  assert.equal(pair(text('[]')).b.reason, 'calls something unknown: `name.upper`');
  assert.equal(pair(text('*given')).b.known, false);
});

test('what project functions hand back: a new session, the caller\'s own, or the object\'s', () => {
  const text = (first: string, second: string): string => `
    from contextlib import asynccontextmanager
    from sqlalchemy import select
    from sqlalchemy.ext.asyncio import AsyncSession, async_sessionmaker, create_async_engine
    Session = async_sessionmaker(create_async_engine("x"))
    class User: ...
    @asynccontextmanager
    async def session_or(db: AsyncSession | None = None):
        if db is not None:
            yield db
        else:
            async with Session() as session:
                yield session
    async def find(id: int, db: AsyncSession | None = None):
        async with session_or(db) as session:
            result = await session.execute(select(User).where(User.id == id))
            return result.scalars().first()
    class Store:
        def __init__(self, db: AsyncSession):
            self._db = db
        def current(self):
            return self._db
        async def find(self, id):
            return await self.current().get(User, id)
    async def main(db: AsyncSession, store: Store):
        await ${first}
        await ${second}
  `;
  assert.equal(pair(text('find(1)', 'find(2)')).together, true);
  assert.equal(pair(text('find(1, db)', 'find(2, db)')).together, false);
  assert.equal(pair(text('find(1)', 'find(2, db)')).together, true);
  assert.deepEqual(pair(text('find(1)', 'find(2, db)')).b.exclusive, ['sqlalchemy.ext.asyncio.AsyncSession db']);
  const { a, together } = pair(text('store.find(1)', 'store.find(2)'));
  assert.deepEqual([a.reason, a.exclusive, together], [undefined, ['sqlalchemy.ext.asyncio.AsyncSession store._db'], false]);
});

test('requests and queries that read, by what they are given', () => {
  const text = (call: string): string => `
    import httpx
    from sqlalchemy import delete, select
    from sqlalchemy.ext.asyncio import AsyncSession
    class User: ...
    async def ask(client: httpx.AsyncClient, method, path):
        response = await client.request(method, path.strip())
        data = response.json()
        return data["user"].get("name").strip()
    async def run(db: AsyncSession, statement):
        return await db.execute(statement)
    async def main(client: httpx.AsyncClient, db: AsyncSession, method):
        await ${call}
        await ask(client, "get", "/")
  `;
  assert.equal(pair(text('ask(client, "GET", "/x")')).together, true);
  assert.equal(pair(text('run(db, select(User))')).together, true);
  assert.match(pair(text('ask(client, "POST", "/x")')).a.reason ?? '', /httpx\.AsyncClient\.request/);
  assert.match(pair(text('ask(client, method, "/x")')).a.reason ?? '', /httpx\.AsyncClient\.request/);
  assert.match(pair(text('run(db, delete(User))')).a.reason ?? '', /AsyncSession\.execute/);
});

test('parts of new containers may belong to somebody else', () => {
  const text = (body: string): string => `
    import asyncio
    class Counter:
        def __init__(self):
            self.n = 0
    class Service:
        def __init__(self):
            self.one = Counter()
            self.by_name: dict[str, Counter] = {}
        async def work(self, options=None):
            options = options or {}
            options["x"] = 1
            await asyncio.sleep(1)
            ${body}
        async def main(self):
            await self.work()
            await self.work()
  `;
  assert.equal(pair(text('return options')).together, true);
  assert.match(pair(text('for counter in [self.one]: counter.n += 1')).a.reason ?? '', /unknown origin/);
  assert.deepEqual(pair(text('counter = self.by_name.get("x"); counter.n += 1')).a.writes, ['self.by_name[].n']);
  assert.deepEqual(pair(text('setattr(self, "last", 1)')).a.writes, ['self.last']);
  assert.match(pair(text('setattr(self, str(options), 1)')).a.reason ?? '', /unknown origin/);
  assert.ok(pair(text('return getattr(self, "one", None)')).a.reads.includes('self.one'));
  assert.ok(pair(text('return getattr(self, str(options), None)')).a.reads.includes('*'));
});

test('functions that are called back', () => {
  const text = (body: string): string => `
    import asyncio
    SEEN: list[str] = []
    def note(name):
        SEEN.append(name)
        return name
    async def work(names: list[str], callback=None):
        await asyncio.sleep(1)
        return ${body}
    async def main():
        await work(["a"])
        await work(["b"])
  `;
  assert.equal(pair(text('max(sorted(names, key=lambda name: len(name)))')).together, true);
  assert.deepEqual(pair(text('list(map(note, names))')).a.writes, ['main.py:SEEN[]']);
  assert.match(pair(text('list(map(callback, names))')).a.reason ?? '', /unknown function/);
});
