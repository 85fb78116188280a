/** Neighbouring awaits: which are proven independent, and what the fixes write. */
import { pictures, type Case } from './testing/pictures.js';

const FETCH = `import asyncio

async def fetch(name):
    await asyncio.sleep(0.1)
    return f"<{name}>"
`;
const GAIN = 'independent awaits run one after another; together they take as long as the slowest';

function python(name: string, source: string, more: Partial<Case> = {}): Case {
  return { name, language: 'python', source: FETCH + source, ...more };
}

pictures('sequential-await', [
  python('two results, gathered with unpacking', `
async def main():
    user = await fetch("user")
           ~~~~~~~~~~~~~~~~~~~ 2 ${GAIN}
    orders = await fetch("orders")
    return user, orders
`, {
    pythonVersion: '3.10',
    fixed: `${FETCH}
async def main():
    user, orders = await asyncio.gather(fetch("user"), fetch("orders"))
    return user, orders
`,
  }),
  python('the run ends where a result is needed', `
async def main():
    user = await fetch("user")
           ~~~~~~~~~~~~~~~~~~~ 3 ${GAIN}
    orders = await fetch("orders")
    prices = await fetch("prices")
    detail = await fetch(user)
    return orders, prices, detail
`, {
    fixed: `${FETCH}
async def main():
    user, orders, prices = await asyncio.gather(
        fetch("user"),
        fetch("orders"),
        fetch("prices"),
    )
    detail = await fetch(user)
    return orders, prices, detail
`,
  }),
  python('bare awaits and mixed ones', `
async def say(what):
    await asyncio.sleep(1)
    print(what)

async def both():
    await say("hello")
    ~~~~~~~~~~~~~~~~~~ 2 ${GAIN}
    await say("world")

async def mixed():
    await say("hello")
    ~~~~~~~~~~~~~~~~~~ 2 ${GAIN}
    name = await fetch("x")
    return name
`, {
    fixed: `${FETCH}
async def say(what):
    await asyncio.sleep(1)
    print(what)

async def both():
    await asyncio.gather(say("hello"), say("world"))

async def mixed():
    _, name = await asyncio.gather(say("hello"), fetch("x"))
    return name
`,
  }),
  python('methods of what is given', `
async def shout(name):
    await asyncio.sleep(0.1)
    return name.upper()

async def main(unknown):
    user = await shout("user")
           ~~~~~~~~~~~~~~~~~~~ 2 ${GAIN}
    orders = await shout("orders")
    other = await shout(unknown)
    return user, orders, other
`),
  python('comments between the calls are kept', `
async def main():
    # who
    user = await fetch("user")  # by name
           ~~~~~~~~~~~~~~~~~~~ 2 ${GAIN}
    # what
    orders = await fetch("orders")  # by user
    return user, orders
`, {
    fixed: `${FETCH}
async def main():
    # who
    user, orders = await asyncio.gather(
        fetch("user"),  # by name
        # what
        fetch("orders"),
    )  # by user
    return user, orders
`,
  }),
  python('tuple results', `
async def pair(name):
    await asyncio.sleep(0.1)
    return name, 1

async def main():
    a, b = await pair("x")
           ~~~~~~~~~~~~~~~ 2 ${GAIN}
    c, d = await pair("y")
    return a, b, c, d
`, {
    fixed: `${FETCH}
async def pair(name):
    await asyncio.sleep(0.1)
    return name, 1

async def main():
    (a, b), (c, d) = await asyncio.gather(pair("x"), pair("y"))
    return a, b, c, d
`,
  }),
  python('data dependence', `
async def main(row, names):
    user = await fetch("user")
    orders = await fetch(user)
    again = await fetch(orders.title())
    row.name = await fetch("a")
    await fetch(row.name)
    names[0] = await fetch("b")
    await fetch(names[0])
    alias = again
    await fetch(alias)
`),
  python('a check that raises comes first; a loop of checks ends at the first that fails', `
async def check(name):
    await asyncio.sleep(0.1)
    if not name:
        raise ValueError(name)

async def main(names):
    await check("user")
    user = await fetch("user")
    for name in names:
        await check(name)
    return user
`),
  python('one name bound twice', `
async def main():
    result = await fetch("a")
    result = await fetch("b")
    return result
`),
  python('side effects between and inside', `
class Counter:
    total = 0

    async def add(self, n):
        await asyncio.sleep(0.1)
        self.total += n

    async def show(self):
        await asyncio.sleep(0.1)
        return self.total

    async def run(self):
        await self.add(1)
        await self.add(2)
        first = await self.show()
        await self.add(3)
        return first

async def shared(found):
    await asyncio.sleep(0.1)
    found.append(1)

async def main(found):
    await shared(found)
    await shared(found)
    user = await fetch("user")
    print("loaded", user)
    orders = await fetch("orders")
    found.append(orders)
    prices = await fetch("prices")
    return prices
`),
  python('unknown callees', `
async def main(client, other):
    a = await client.get("a")
    b = await client.get("b")
    c = await other()
    d = await fetch("d")
    return a, b, c, d
`),
  python('one connection serves one task', `
import asyncpg
import aiosqlite

async def postgres():
    conn = await asyncpg.connect("postgres://")
    users = await conn.fetch("select 1")
    orders = await conn.fetch("select 2")
    await conn.close()
    return users, orders

async def given(conn: asyncpg.Connection):
    users = await conn.fetch("select 1")
    orders = await conn.fetch("select 2")
    return users, orders

async def sqlite(db: aiosqlite.Connection):
    await db.execute("insert")
    await db.execute("insert")
    await db.commit()

async def stream(writer: asyncio.StreamWriter, reader: asyncio.StreamReader):
    head = await reader.readline()
    body = await reader.readline()
    writer.write(head)
    await writer.drain()
    writer.write(body)
    await writer.drain()
`),
  python('a pool serves many', `
import asyncpg

async def main(pool: asyncpg.Pool):
    users = await pool.fetch("select 1")
            ~~~~~~~~~~~~~~~~~~~~~~~~~~~~ 2 ${GAIN}
    orders = await pool.fetch("select 2")
    return users, orders
`),
  python('requests over one session', `
import aiohttp

async def get(session: aiohttp.ClientSession, url: str):
    async with session.get(url) as response:
        return await response.text()

async def main():
    async with aiohttp.ClientSession() as session:
        r1 = await get(session, "url1")
             ~~~~~~~~~~~~~~~~~~~~~~~~~~ 3 ${GAIN}
        r2 = await get(session, "url2")
        r3 = await get(session, "url3")
    return r1, r2, r3
`),
  python('inside a lock, a transaction or an unknown manager', `
import asyncpg

lock = asyncio.Lock()

async def locked():
    async with lock:
        a = await fetch("a")
        b = await fetch("b")
    return a, b

async def transaction(pool: asyncpg.Pool):
    async with pool.acquire() as conn, conn.transaction():
        a = await fetch("a")
        b = await fetch("b")
    return a, b

async def unknown(manager):
    async with manager:
        a = await fetch("a")
        b = await fetch("b")
    return a, b
`),
  python('a time limit around them is no order', `
async def main():
    async with asyncio.timeout(5):
        a = await fetch("a")
            ~~~~~~~~~~~~~~~~ 2 ${GAIN}
        b = await fetch("b")
    return a, b
`),
  python('early exit, test and pause between', `
async def main():
    user = await fetch("user")
    if not user:
        return None
    orders = await fetch("orders")
    await asyncio.sleep(1)
    prices = await fetch("prices")
    assert prices
    stock = await fetch("stock")
    return orders, stock
`),
  python('tasks that already run, gather and wait', `
async def main():
    one = asyncio.create_task(fetch("1"))
    two = asyncio.create_task(fetch("2"))
    await one
    await two
    await asyncio.gather(fetch("3"), fetch("4"))
    await asyncio.gather(fetch("5"), fetch("6"))
    await asyncio.wait_for(fetch("7"), 1)
    await asyncio.to_thread(print)
    await asyncio.to_thread(print)
`),
  python('pauses are no work', `
async def main():
    await asyncio.sleep(1)
    await asyncio.sleep(2)
`),
  python('queues, events and locks are there for their order', `
async def main(queue: asyncio.Queue, event: asyncio.Event, lock: asyncio.Lock):
    await queue.put(1)
    await queue.put(2)
    first = await queue.get()
    second = await queue.get()
    await event.wait()
    await lock.acquire()
    return first, second
`),
  python('locals of an async generator and nested functions', `
async def rows():
    yield await fetch("a")
    yield await fetch("b")

async def main():
    async def inner():
        a = await fetch("a")
            ~~~~~~~~~~~~~~~~ 2 ${GAIN}
        b = await fetch("b")
        return a + b
    return inner
`),
  python('test code reads better in order', `
async def test_fetch():
    a = await fetch("a")
    b = await fetch("b")
    assert a != b
`),
  {
    name: 'guide 1, part 2.3 without gather', language: 'python', source: `
import asyncio
async def fetch_data(id):
    print(f"开始获取数据 {id}")
    await asyncio.sleep(2)
    print(f"完成获取数据 {id}")
    return f"数据 {id}"
async def main():
    results = [await fetch_data(1), await fetch_data(2), await fetch_data(3)]
    print(results)
    await fetch_data(4)
    ~~~~~~~~~~~~~~~~~~~ 2 ${GAIN}
    await fetch_data(5)
asyncio.run(main())
`.replace(/^ {4}results.*\n {4}print\(results\)\n/m, ''),
  },
  {
    name: 'guide 2, trap 3 and part 3: fetch on asyncio.sleep, and task("A", 1)', language: 'python', source: `
import asyncio
import time

async def fetch(url):
    await asyncio.sleep(1)
    return f"来自 {url} 的数据"

async def task(name, delay):
    print(f"{name} 开始")
    await asyncio.sleep(delay)
    print(f"{name} 完成")

async def main():
    r1 = await fetch("url1")
         ~~~~~~~~~~~~~~~~~~~ 3 ${GAIN}
    r2 = await fetch("url2")
    r3 = await fetch("url3")

async def timed():
    start = time.time()
    await task("A", 1)
    ~~~~~~~~~~~~~~~~~~ 2 ${GAIN}
    await task("B", 2)
    print(f"耗时:{time.time() - start:.1f}s")
`,
  },
  {
    name: 'guide 3, part 2.4', language: 'python', source: `
import asyncio
import time

async def say_after(delay, what):
    await asyncio.sleep(delay)
    print(what)

async def main_sequential():
    print(f"Started at {time.strftime('%X')}")
    await say_after(1, 'Hello') # 等待 1 秒
    ~~~~~~~~~~~~~~~~~~~~~~~~~~~ 2 ${GAIN}
    await say_after(2, 'World') # 再等待 2 秒
    print(f"Finished at {time.strftime('%X')}") # 总耗时约 3 秒
`,
  },
  python('many names and calls over several lines, as a formatter has them', `
async def main(settings):
    supported_content_types = await fetch("content types")
                              ~~~~~~~~~~~~~~~~~~~~~~~~~~~~ 3 ${GAIN}
    content_extraction_engine = await fetch("content extraction engine")
    supported_media_types = await fetch(
        "supported media types",
    )
    return supported_content_types, content_extraction_engine, supported_media_types
`, {
    pythonVersion: '3.10',
    fixed: `${FETCH}
async def main(settings):
    (
        supported_content_types,
        content_extraction_engine,
        supported_media_types,
    ) = await asyncio.gather(
        fetch("content types"),
        fetch("content extraction engine"),
        fetch(
            "supported media types",
        ),
    )
    return supported_content_types, content_extraction_engine, supported_media_types
`,
  }),
]);
