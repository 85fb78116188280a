import { pictures, type Case } from './testing/pictures.js';

const POLL = `import asyncio
import time

async def poll():
    await asyncio.sleep(1)

def parse(document):
    return document.split()
`;

function python(name: string, source: string, more: Partial<Case> = {}): Case {
  return { name, language: 'python', source: POLL + source, ...more };
}

pictures('ineffective-timeout', [
  python('nothing waits in the block', `
async def load(document):
    async with asyncio.timeout(5) as limit:
               ~~~~~~~~~~~~~~~~~~ asyncio.timeout(…) can never fire: nothing in its block waits
        parsed = parse(document)
    print(limit.expired())
    async with asyncio.timeout_at(when=9):
               ~~~~~~~~~~~~~~~~~~~~~~~~~~ asyncio.timeout_at(…) can never fire: nothing in its block waits
        return parsed
`),
  python('what blocks moves to a thread', `
import requests

async def fetch(url):
    async with asyncio.timeout(5):
               ~~~~~~~~~~~~~~~~~~ asyncio.timeout(…) can never fire: nothing in its block waits
        print("getting")  # first
        return requests.get(url, timeout=9).json()

async def pause():
    async with asyncio.timeout(5):
               ~~~~~~~~~~~~~~~~~~ asyncio.timeout(…) can never fire: nothing in its block waits
        time.sleep(10)
`, {
    fixed: `${POLL}
import requests

async def fetch(url):
    async with asyncio.timeout(5):
        print("getting")  # first
        return (await asyncio.to_thread(requests.get, url, timeout=9)).json()

async def pause():
    async with asyncio.timeout(5):
        await asyncio.sleep(10)
`,
  }),
  python('below 3.9 an executor is the thread', `
import requests

async def fetch(url):
    async with asyncio.timeout(5):
               ~~~~~~~~~~~~~~~~~~ asyncio.timeout(…) can never fire: nothing in its block waits
        return requests.get(url)
`, {
    pythonVersion: '3.8',
    fixed: `${POLL}
import requests

async def fetch(url):
    async with asyncio.timeout(5):
        return await asyncio.get_running_loop().run_in_executor(None, requests.get, url)
`,
  }),
  python('coroutines that never wait', `
async def compute(n):
    return sum(range(n))

async def twice(n):
    return 2 * await compute(n)

async def run():
    total = await asyncio.wait_for(twice(3), timeout=5)
                  ~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~ asyncio.wait_for(…) can never time out: twice(…) never waits
    async with asyncio.timeout(5):
               ~~~~~~~~~~~~~~~~~~ asyncio.timeout(…) can never fire: nothing in its block waits
        return total + await compute(4)
`, {
    fixed: `${POLL}
async def compute(n):
    return sum(range(n))

async def twice(n):
    return 2 * await compute(n)

async def run():
    total = await twice(3)
    async with asyncio.timeout(5):
        return total + await compute(4)
`,
  }),
  python('a nested function waits only when it runs', `
async def run():
    async with asyncio.timeout(5):
               ~~~~~~~~~~~~~~~~~~ asyncio.timeout(…) can never fire: nothing in its block waits
        async def later():
            await poll()
        asyncio.create_task(later())
`),
  python('limits inside each other', `
async def run(document):
    async with asyncio.timeout(5), asyncio.timeout(3):
               ~~~~~~~~~~~~~~~~~~ asyncio.timeout(…) can never fire: nothing in its block waits
                                   ~~~~~~~~~~~~~~~~~~ asyncio.timeout(…) can never fire: nothing in its block waits
        return parse(document)
`),
  {
    name: 'anyio and trio', language: 'python',
    source: `import anyio
import trio

async def one(document):
    with anyio.move_on_after(5):
         ~~~~~~~~~~~~~~~~~~~~~~ anyio.move_on_after(…) can never fire: nothing in its block waits
        return document.split()

async def two(document):
    with trio.fail_after(5):
         ~~~~~~~~~~~~~~~~~~ trio.fail_after(…) can never fire: nothing in its block waits
        return document.split()

async def quiet(document):
    with trio.fail_after(5):
        await trio.sleep(1)
    with anyio.CancelScope() as scope:
        document.split()
`,
  },
  python('quiet: every kind of wait', `
async def run(lock, source, urls):
    async with asyncio.timeout(5):
        await poll()
    async with asyncio.timeout(5):
        async with lock:
            print("mine")
    async with asyncio.timeout(5):
        async for item in source:
            print(item)
    async with asyncio.timeout(5):
        print([item async for item in source])
    async with asyncio.timeout(5):
        if urls:
            return [await poll() for _ in urls]
    async with asyncio.timeout(2), asyncio.TaskGroup() as group:
        group.create_task(poll())
    async with asyncio.timeout(2):
        async with asyncio.TaskGroup() as group:
            group.create_task(poll())

async def generate():
    async with asyncio.timeout(5):
        yield 1
`),
  python('quiet: coroutines that may wait', `
from typing import Protocol

async def declared(): ...

async def abstract():
    """To be replaced."""
    raise NotImplementedError

class Base:
    async def load(self):
        return 1

class Source(Protocol):
    async def read(self): ...

def traced(fn):
    return fn

@traced
async def wrapped():
    return 1

async def endless():
    await endless()

async def run(base: Base, source: Source, unknown):
    await asyncio.wait_for(declared(), 5)
    await asyncio.wait_for(abstract(), 5)
    await asyncio.wait_for(base.load(), 5)
    await asyncio.wait_for(source.read(), 5)
    await asyncio.wait_for(unknown(), 5)
    await asyncio.wait_for(wrapped(), 5)
    await asyncio.wait_for(poll(), 5)
    await asyncio.wait_for(endless(), 5)
    await asyncio.wait_for(base, 5)
`),
  python('quiet: no limit, or not a timeout', `
from contextlib import asynccontextmanager

async def compute(n):
    return n

@asynccontextmanager
async def timeout(seconds):
    yield

async def run(document, limit):
    async with asyncio.timeout(None):
        parse(document)
    async with timeout(5):
        parse(document)
    async with limit.timeout(5):
        parse(document)
    await asyncio.wait_for(compute(3), None)
    await compute(3)
`),
]);
