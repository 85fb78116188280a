import { pictures, type Case } from './testing/pictures.js';

function python(name: string, source: string, more: Partial<Case> = {}): Case {
  return { name, language: 'python', source, ...more };
}

pictures('await-non-awaitable', [
  python('the blocking twin of an async call', `
import time

async def main():
    await time.sleep(1)  # wait
    ~~~~~~~~~~~~~~~~~~~ time.sleep(…) is not async: awaiting its result raises TypeError
`, {
    fixed: `import asyncio
import time

async def main():
    await asyncio.sleep(1)  # wait
`,
  }),
  python('results of plain functions, methods and properties', `
import json

def plain():
    return 1

class Store:
    size = 3
    def get(self, key) -> str:
        return key.upper()

async def main(store: Store):
    a = await plain()
        ~~~~~~~~~~~~~ plain() is not async: awaiting its result raises TypeError
    b = await (store.get("x"))
        ~~~~~~~~~~~~~~~~~~~~~~ store.get(…) is not async: awaiting its result raises TypeError
    c = (await json.dumps([])).title()
         ~~~~~~~~~~~~~~~~~~~~ json.dumps(…) is not async: awaiting its result raises TypeError
    return a, b, c, await store.size
                    ~~~~~~~~~~~~~~~~ store.size cannot be awaited: await raises TypeError
`, {
    fixed: `import json

def plain():
    return 1

class Store:
    size = 3
    def get(self, key) -> str:
        return key.upper()

async def main(store: Store):
    a = plain()
    b = (store.get("x"))
    c = (json.dumps([])).title()
    return a, b, c, store.size
`,
  }),
  python('literals, and coroutines in a list', `
import asyncio

async def fetch(n): ...

async def main(ns):
    await None
    ~~~~~~~~~~ None cannot be awaited: await raises TypeError
    await [fetch(1), fetch(2)]
    ~~~~~~~~~~~~~~~~~~~~~~~~~~ [fetch(1), fetch(2)] cannot be awaited: await raises TypeError
    return await [fetch(n) for n in ns]
           ~~~~~~~~~~~~~~~~~~~~~~~~~~~~ [fetch(n) for n in ns] cannot be awaited: await raises TypeError
`, {
    fixed: `import asyncio

async def fetch(n): ...

async def main(ns):
    None
    await asyncio.gather(fetch(1), fetch(2))
    return await asyncio.gather(*[fetch(n) for n in ns])
`,
  }),
  python('a function that was not called', `
import asyncio

async def fetch(n=0): ...
async def load(key): ...

class Client:
    async def close(self): ...
    async def get(self, key): ...

async def main(client: Client):
    await fetch
    ~~~~~~~~~~~ fetch is not called here: await gets the function itself
    await client.close
    ~~~~~~~~~~~~~~~~~~ client.close is not called here: await gets the function itself
    await load
    ~~~~~~~~~~ load is not called here: await gets the function itself
    await client.get
    ~~~~~~~~~~~~~~~~ client.get is not called here: await gets the function itself
    await asyncio.sleep
    ~~~~~~~~~~~~~~~~~~~ asyncio.sleep is not called here: await gets the function itself
`, {
    fixed: `import asyncio

async def fetch(n=0): ...
async def load(key): ...

class Client:
    async def close(self): ...
    async def get(self, key): ...

async def main(client: Client):
    await fetch()
    await client.close()
    await load
    await client.get
    await asyncio.sleep
`,
  }),
  python('an async generator', `
async def rows():
    yield 1

async def main():
    await rows()
    ~~~~~~~~~~~~ rows() is an async generator: use async for, await raises TypeError
    async for row in rows():
        print(row)
`),
  python('across files, through a decorator that keeps the function plain', `
# file: main.py
from store import read

async def main():
    return await read("k")
           ~~~~~~~~~~~~~~~ read(…) is not async: awaiting its result raises TypeError
# file: store.py
import functools

def logged(fn):
    @functools.wraps(fn)
    def wrapper(*args):
        return fn(*args)
    return wrapper

@logged
def read(key):
    return f"{key}"
`),
  python('quiet: everything that can be awaited', `
import asyncio
import aiohttp

class Job:
    def __await__(self):
        yield

def start():
    return asyncio.ensure_future(work())

def maybe(flag):
    return work() if flag else None

async def work(): ...

async def main(session: aiohttp.ClientSession, flag, handler, tasks):
    await Job()
    await start()
    await maybe(flag)
    await handler()
    await handler
    await tasks[0]
    await asyncio.gather(work())
    response = await session.get("u")
    loop = asyncio.get_running_loop()
    await loop.create_future()
    await loop.run_in_executor(None, print)
    return response
`),
  python('quiet: somebody else decides what the method gives', `
from abc import ABC, abstractmethod
from typing import Awaitable, Protocol
from unittest.mock import AsyncMock, MagicMock

class Hook(ABC):
    @abstractmethod
    def run(self): ...

    def before(self):
        raise NotImplementedError

    def after(self):
        pass

class Sender(Protocol):
    def send(self) -> Awaitable[None]: ...

async def main(hook: Hook, sender: Sender, double=AsyncMock()):
    await hook.run()
    await hook.before()
    await hook.after()
    await sender.send()
    await double()
    await MagicMock()()
`),
  python('quiet: what is declared is not all that comes out, and nothing is known of what a plain function found', `
import asyncio
import inspect

async def work(): ...

class Client:
    def __call__(self): ...
    def start(self, loop: asyncio.AbstractEventLoop) -> 'Client':
        task = work()
        return task if loop.is_running() else loop.run_until_complete(task)

async def main(client: Client, loop, module):
    await client.start(loop)
    for _, member in inspect.getmembers(module):
        await member.register()
`),
  python('quiet: None for now, and only awaited if it is there', `
def hook():
    return None

async def run(other):
    result = hook()
    if result is not None:
        await result
    if result and other:
        await result
    if other and result != None:
        await result
`),
  python('quiet: the failure is wanted, or asked about before', `
import inspect

def plain():
    return 1

async def main(callback):
    try:
        await plain()
    except TypeError:
        pass
    result = callback()
    if inspect.isawaitable(result):
        result = await result
    return result
`),
  {
    name: 'TypeScript: a function that was not called', language: 'typescript', source: `
async function load(): Promise<string> { return 'x'; }
class Store { async get(key: string): Promise<string> { return key; } async close(): Promise<void> {} }

export async function main(store: Store): Promise<void> {
  await load;
  ~~~~~~~~~~ load is not called here: await gets the function itself
  await store.close;
  ~~~~~~~~~~~~~~~~~ store.close is not called here: await gets the function itself
  await store.get;
  ~~~~~~~~~~~~~~~ store.get is not called here: await gets the function itself
}
`, fixed: `async function load(): Promise<string> { return 'x'; }
class Store { async get(key: string): Promise<string> { return key; } async close(): Promise<void> {} }

export async function main(store: Store): Promise<void> {
  await load();
  await store.close();
  await store.get;
}
`,
  },
  {
    name: 'TypeScript: a call that gives no promise', language: 'typescript', source: `
function plain(): number { return 1; }

export async function main(): Promise<number> {
  return await plain();
         ~~~~~~~~~~~~~ plain() is no promise: there is nothing to await
}
`, fixed: `function plain(): number { return 1; }

export async function main(): Promise<number> {
  return plain();
}
`,
  },
  {
    name: 'TypeScript quiet: promises, thenables, any and unions', language: 'typescript', source: `
declare const anything: any;
declare function maybe(): Promise<number> | number;
declare function query(): PromiseLike<number>;

export async function main<T>(value: T, task?: Promise<void>): Promise<void> {
  await anything;
  await anything();
  await maybe();
  await query();
  await value;
  await task;
  await Promise.all([maybe()]);
}
`,
  },
  python('quiet: what libraries give back is what they were given', `
import asyncio
import collections
import contextlib
import dataclasses
import functools
import heapq
import random

class Connection:
    async def __aenter__(self):
        async with contextlib.AsyncExitStack() as stack:
            self.stack = stack.pop_all()
        return self

    async def __aexit__(self, *failure):
        return await self.stack.__aexit__(*failure)

async def main(work, tasks, client, cleanup):
    await functools.wraps(work)(client)()
    cached = functools.lru_cache(maxsize=3)(work)
    await cached()
    for task in [*heapq.merge(tasks), *random.sample(tasks, 2), *collections.Counter(tasks).elements()]:
        await task
    await dataclasses.replace(client).connect()
    stack = contextlib.AsyncExitStack()
    await stack.push_async_callback(cleanup)()
    await stack.pop_all().aclose()
    task = asyncio.ensure_future(client.connect())
    await task.get_loop().run_in_executor(None, print)
    transport, _ = await asyncio.get_running_loop().create_connection(client)
    await transport.get_protocol().wait()
`),
  python('a blocking call does not run on the loop instead', `
import asyncio
import requests

async def main(url):
    return await requests.get(url)
           ~~~~~~~~~~~~~~~~~~~~~~~ requests.get(…) is not async: awaiting its result raises TypeError
`, {
    fixed: `import asyncio
import requests

async def main(url):
    return await asyncio.to_thread(requests.get, url)
`,
  }),
  python('what the code asks about at run time, and objects out of a signature', `
import asyncio
import inspect

class Plain:
    def __init__(self): ...

async def start(cls, function, args):
    if inspect.iscoroutinefunction(Plain.__init__):
        await Plain.__init__(cls)
    await inspect.signature(function).bind(*args).arguments["self"].connect()
`),
]);
