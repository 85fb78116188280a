/** Loops that await item by item: which iterations are proven independent, and what the fixes write. */
import { pictures, type Case } from './testing/pictures.js';

const FETCH = `import asyncio

async def fetch(name):
    await asyncio.sleep(0.1)
    return f"<{name}>"
`;
const ADD_UP = 'is awaited item by item; the items are independent, so the waits add up';

function python(name: string, source: string, more: Partial<Case> = {}): Case {
  return { name, language: 'python', source: FETCH + source, ...more };
}

pictures('sequential-await', [
  python('a list built item by item', `
async def main(names):
    found = []
    for name in names:
        found.append(await fetch(name))
                     ~~~~~~~~~~~~~~~~~ fetch(…) ${ADD_UP}
    return found
`, {
    fixed: `${FETCH}
async def main(names):
    found = await asyncio.gather(*(fetch(name) for name in names))
    return found
`,
  }),
  python('a list that was there before', `
async def main(names):
    found = ["first"]
    for name in names:
        found.append(await fetch(name))
                     ~~~~~~~~~~~~~~~~~ fetch(…) ${ADD_UP}
    return found
`, {
    fixed: `${FETCH}
async def main(names):
    found = ["first"]
    found.extend(await asyncio.gather(*(fetch(name) for name in names)))
    return found
`,
  }),
  python('through a local', `
async def main(names):
    found = []
    for name in names:
        text = await fetch(name)
               ~~~~~~~~~~~~~~~~~ fetch(…) ${ADD_UP}
        found.append(text)
    return found
`),
  python('a dict', `
async def main(names):
    found = {}
    for name in names:
        found[name] = await fetch(name)
                      ~~~~~~~~~~~~~~~~~ fetch(…) ${ADD_UP}
    return found
`, {
    fixed: `${FETCH}
async def main(names):
    found = dict(zip(names, await asyncio.gather(*(fetch(name) for name in names))))
    return found
`,
  }),
  python('a set', `
async def main(names):
    found = set()
    for name in names:
        found.add(await fetch(name))
                  ~~~~~~~~~~~~~~~~~ fetch(…) ${ADD_UP}
    return found
`),
  python('a comprehension', `
async def main(names):
    found = [await fetch(name) for name in names]
             ~~~~~~~~~~~~~~~~~ fetch(…) ${ADD_UP}
    return found
`, {
    fixed: `${FETCH}
async def main(names):
    found = await asyncio.gather(*(fetch(name) for name in names))
    return found
`,
  }),
  python('dict and set comprehensions', `
async def main(names):
    a = {name: await fetch(name) for name in names}
               ~~~~~~~~~~~~~~~~~ fetch(…) ${ADD_UP}
    b = {await fetch(name) for name in names}
         ~~~~~~~~~~~~~~~~~ fetch(…) ${ADD_UP}
    return a, b
`),
  python('the result is unused', `
async def main(names):
    for name in names:
        await fetch(name)
        ~~~~~~~~~~~~~~~~~ fetch(…) ${ADD_UP}
`, {
    fixed: `${FETCH}
async def main(names):
    await asyncio.gather(*(fetch(name) for name in names))
`,
  }),
  python('repeating one call is a retry or a poll', `
async def tick():
    await asyncio.sleep(0.1)

async def main():
    for _ in range(5):
        await tick()
`),
  python('pairs and tuples', `
async def both(key, value):
    await asyncio.sleep(0.1)
    return key + value

async def main(table):
    found = []
    for key, value in table.items():
        found.append(await both(key, value))
                     ~~~~~~~~~~~~~~~~~~~~~~ both(…) ${ADD_UP}
    return found
`, {
    fixed: `${FETCH}
async def both(key, value):
    await asyncio.sleep(0.1)
    return key + value

async def main(table):
    found = await asyncio.gather(*(both(key, value) for key, value in table.items()))
    return found
`,
  }),
  python('requests over one session', `
import aiohttp

async def get(session: aiohttp.ClientSession, url: str):
    async with session.get(url) as response:
        return await response.json()

async def main(urls):
    async with aiohttp.ClientSession() as session:
        pages = []
        for url in urls:
            pages.append(await get(session, url))
                         ~~~~~~~~~~~~~~~~~~~~~~~ get(…) ${ADD_UP}
    return pages
`, {
    fixed: `${FETCH}
import aiohttp

async def get(session: aiohttp.ClientSession, url: str):
    async with session.get(url) as response:
        return await response.json()

async def main(urls):
    async with aiohttp.ClientSession() as session:
        pages = await asyncio.gather(*(get(session, url) for url in urls))
    return pages
`,
  }),
  python('a comment in the loop is kept', `
async def main(names):
    found = []
    for name in names:
        # politely
        found.append(await fetch(name))  # one
                     ~~~~~~~~~~~~~~~~~ fetch(…) ${ADD_UP}
    return found
`, {
    fixed: `${FETCH}
async def main(names):
    # politely
    found = await asyncio.gather(*(fetch(name) for name in names))  # one
    return found
`,
  }),
  python('async for, while, break, return and raise', `
async def main(names, stream):
    async for name in stream:
        await fetch(name)
    while names:
        await fetch(names.pop())
    for name in names:
        if await fetch(name) == "X":
            break
    for name in names:
        text = await fetch(name)
        if text:
            return text
    for name in names:
        if not await fetch(name):
            raise LookupError(name)
`),
  python('pagination, accumulation and chaining', `
async def main(names):
    token = ""
    for _ in range(5):
        token = await fetch(token)
    total = ""
    for name in names:
        total += await fetch(name)
    last = None
    for name in names:
        last = await fetch(name if last is None else last)
    return token, total, last
`),
  python('retry and backoff', `
async def main():
    for attempt in range(5):
        try:
            return await fetch("x")
        except OSError:
            await asyncio.sleep(2 ** attempt)
`),
  python('a pause in the loop is a rate limit', `
async def main(names):
    for name in names:
        await fetch(name)
        await asyncio.sleep(1)
`),
  python('the header of a loop awaits once', `
async def names():
    await asyncio.sleep(0.1)
    return ["a"]

async def main():
    for name in await names():
        print(name)
`),
  python('one connection, a lock, shared writes', `
import asyncpg

async def save(conn: asyncpg.Connection, row):
    await conn.execute("insert", row)

class Store:
    def __init__(self):
        self.last = None

    async def put(self, row):
        await asyncio.sleep(0.1)
        self.last = row

async def main(conn: asyncpg.Connection, rows, store: Store, lock: asyncio.Lock):
    for row in rows:
        await save(conn, row)
    for row in rows:
        await store.put(row)
    async with lock:
        for row in rows:
            await fetch(row)
`),
  python('the list under construction is looked at', `
async def main(names):
    found = []
    for name in names:
        found.append(await fetch(name + str(len(found))))
    return found
`),
  python('the results are stored under keys of their own', `
async def main(names):
    found = {}
    for i, name in enumerate(names):
        found[i] = await fetch(name)
                   ~~~~~~~~~~~~~~~~~ fetch(…) ${ADD_UP}
    return found
`),
  python('other work in the loop', `
async def main(names):
    for name in names:
        print(name)
        await fetch(name)
`),
  python('tests and unknown callees', `
async def test_all(names, client):
    for name in names:
        await fetch(name)

async def main(names, client):
    for name in names:
        await client.get(name)
`),
]);
