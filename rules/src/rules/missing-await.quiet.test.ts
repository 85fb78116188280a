/** Coroutines that are consumed somewhere, or may be. */
import { pictures, type Case } from './testing/pictures.js';

const FETCH = `import asyncio
from typing import Any, Awaitable, Callable

async def fetch(url=None):
    await asyncio.sleep(0)
    return "body"
`;

function quiet(name: string, source: string, more: Partial<Case> = {}): Case {
  return { name: `quiet: ${name}`, language: 'python', source: FETCH + source, ...more };
}

pictures('missing-await', [
  quiet('awaited', `
async def main(flag):
    await fetch()
    (await fetch()).upper()
    await (fetch() if flag else asyncio.sleep(0))
    await (flag and fetch() or fetch(2))
    x = fetch()
    return await x
`),
  quiet('a decorator gives an async function for an async one only', `
import inspect

def timed(name):
    def decorate(func):
        async def waiting(*args):
            return await func(*args)
        def plain(*args):
            result = func(*args)
            return result
        if inspect.iscoroutinefunction(func):
            return waiting
        return plain
    return decorate

class Client:
    @timed("sync")
    def request(self, data) -> dict:
        return {}
    @timed("async")
    async def arequest(self, data) -> dict:
        return {}

async def main(client: Client):
    found = client.request(1)
    print(found["id"], found)
    return await client.arequest(2)
`),
  quiet('awaited on one path', `
async def main(flag):
    x = fetch()
    if flag:
        return await x
    x.close()
    y = fetch() if flag else None
    if y is not None:
        await y
    z = fetch()
    try:
        print("before")
    finally:
        await z
`),
  quiet('gathered later, singly or from containers', `
async def main(urls):
    x, y = fetch(1), fetch(2)
    await asyncio.gather(x, y)
    xs = [fetch(u) for u in urls]
    await asyncio.gather(*xs)
    ys = []
    for u in urls:
        ys.append(fetch(u))
    zs = {}
    for u in urls:
        zs[u] = fetch(u)
    await asyncio.gather(*ys, *zs.values())
    for pending in [fetch(1), fetch(2)]:
        await pending
    for done in asyncio.as_completed([fetch(u) for u in urls]):
        await done
    first = [fetch(1)]
    await first[0]
    pairs = [(u, fetch(u)) for u in urls]
    for u, body in pairs:
        print(u, await body)
    if coro := fetch():
        await coro
`),
  quiet('lists that grow', `
async def main(old, new):
    tasks = [fetch(url) for url in new]
    tasks += [fetch(url) for url in old]
    if tasks:
        await asyncio.gather(*tasks)
    more = [fetch(1)]
    more.extend([fetch(2)])
    more = more + [fetch(3)]
    await asyncio.gather(*more)
`),
  quiet('built-in functions that hand coroutines on', `
async def main(xs, it):
    await asyncio.gather(*sorted([fetch(1), fetch(2)], key=id))
    await max([fetch(1), fetch(2)], key=id)
    await next(it, fetch())
    table = dict(a=fetch(1))
    await table["a"]
    for x, body in zip(xs, [fetch(x) for x in xs]):
        await body
    while stack := [fetch(x) for x in xs]:
        await stack.pop()
    await asyncio.gather(*list(map(fetch, xs)), *reversed([fetch(1)]))
    first, *rest = fetch(1), fetch(2)
    await asyncio.gather(first, *rest)
`),
  quiet('aliases', `
async def main():
    first = fetch()
    second = first
    third, rest = second, None
    return await third
`),
  quiet('returned or yielded', `
def later():
    return fetch()

def typed() -> Awaitable[str]:
    return fetch()

async def nested():
    return fetch()

async def nested_typed() -> Awaitable[str]:
    return fetch()

def several(urls):
    for url in urls:
        yield fetch(url)
    yield from [fetch(url) for url in urls]

make: Callable[[], Awaitable[str]] = lambda: fetch()
`),
  quiet('stored', `
pending = fetch()
registry = {}
queue = []

class Service:
    start = fetch()

    def __init__(self):
        self.body = fetch()
        self.all = [fetch(1), fetch(2)]
        registry["service"] = fetch()
        queue.append(fetch())

def remember():
    global pending
    pending = fetch()
`),
  quiet('captured by a closure', `
async def main():
    body = fetch()
    async def use():
        return await body
    return use
`),
  quiet('passed to takers of awaitables and to unknown calls', `
import third_party

def run(coro, flag=False):
    return coro

def typed(coro: Awaitable[str], extra: Any = None) -> None: ...

async def main(group, spawn):
    asyncio.create_task(fetch())
    await asyncio.wait_for(fetch(), 1)
    asyncio.ensure_future(fetch())
    third_party.run(fetch())
    group.start_soon(fetch())
    run(fetch())
    typed(fetch(), fetch())
    spawn(fetch())
    third_party.spawn(*[fetch(), fetch()])
    third_party.spawn(tasks={"a": fetch()})
`),
  quiet('run by asyncio.run', `
def main():
    return asyncio.run(fetch())

print(asyncio.run(fetch()))
with asyncio.Runner() as runner:
    runner.run(fetch())
loop = asyncio.new_event_loop()
loop.run_until_complete(fetch())
`),
  quiet('run_in_executor, futures and tasks belong to others', `
async def main(loop: asyncio.AbstractEventLoop):
    loop.run_in_executor(None, print, "x")
    future = loop.create_future()
    task = asyncio.create_task(fetch())
    if task.done() or future.done():
        print(task)
    print(asyncio.current_task().get_name())
`),
  quiet("the coroutine's own members", `
import inspect

async def main():
    coro = fetch()
    print(coro.cr_frame, inspect.iscoroutine(coro))
    coro.close()
    fetch().close()
    assert asyncio.iscoroutine(fetch())
`),
  quiet('used as a context manager or iterated asynchronously', `
from contextlib import asynccontextmanager

@asynccontextmanager
async def session():
    yield 1

async def numbers():
    yield 1

async def main():
    async with session() as s:
        print(s)
    manager = session()
    async with manager:
        pass
    async for n in numbers():
        print(n)
    return [n async for n in numbers()]
`),
  quiet('receiver or result is not known', `
import unknown_library

class Client:
    async def fetch(self):
        return 1

def maybe(flag):
    if flag:
        return fetch()
    return "cached"

async def main(client, other: "Unknown"):
    client.fetch()
    other.fetch()
    unknown_library.fetch()
    maybe(True)
    if maybe(False):
        pass
    unknown_library.Client().fetch().json()
`),
  quiet('a plain function of the same name, mocks', `
from unittest.mock import AsyncMock, Mock

class Cache:
    def fetch(self):
        return 1

class Remote:
    async def fetch(self):
        return 1

async def main(cache: Cache):
    cache.fetch()
    print(cache.fetch())
    remote = Mock(spec=Remote)
    remote.fetch()
    Mock().fetch()
    service = AsyncMock()
    print(service.calls)
`),
  quiet('overridden by something that is not async', `
class Base:
    def load(self):
        raise NotImplementedError

class Child(Base):
    async def load(self):
        return 1

async def main(base: Base):
    base.load()
`),
  quiet('locals() and exec may read anything', `
async def main():
    body = fetch()
    return await locals()["body"]
`),
  quiet('names that are rebound or deleted', `
async def fetch2(): ...
fetch2 = print

async def main():
    fetch2("plain")
`),
  quiet('syntax errors nearby', `
async def main(:
    fetch()
`),
  quiet('match captures, walrus in a comprehension', `
async def main(urls):
    match fetch:
        case call:
            await call()
    return [await c for u in urls if (c := fetch(u)) is not None]
`),
  quiet('a use that would fail, where somebody asks what kind of value it is or awaits it', `
import inspect

async def either(store):
    page = fetch()
    if inspect.isawaitable(page):
        store(page)
    else:
        print(page[0])

async def later(store):
    page = fetch()
    store(page)
    page = await page
    return page[0]

async def sometimes(store, cached):
    page = fetch() if cached is None else cached
    store(page)
    if cached is not None:
        return len(page)

async def rebound(store, plain):
    page = fetch()
    if plain:
        page = "text"
    store(page)
    return page[0]
`),
  quiet('a task or an awaitable that may be there, looked at or dropped', `
import asyncio
from typing import Awaitable, Callable

async def look(start: Callable[[], Awaitable[None]], find: Callable[[], asyncio.Task]):
    start()
    if asyncio.current_task():
        print("in a task")
    if find():
        print("found")
    pending = start()
    if pending:
        print(pending)
    task = find()
    print(task.done(), task)
`),
  quiet('what a container gives back was made elsewhere', `
from collections import OrderedDict

waiting = {}
later: OrderedDict[str, Any] = OrderedDict()

def register(key):
    waiting[key] = fetch(key)
    later[key] = fetch(key)

async def main(key):
    waiting.pop(key)
    waiting.popitem()
    later.pop(key)
    pages = [fetch()]
    pages.pop()
    await asyncio.gather(*pages, *waiting.values())
`),
  quiet('code that a constant switches off', `
async def main(flag):
    if False and flag:
        fetch()
    if True or flag:
        await fetch()
    else:
        fetch()
    if 0:
        fetch()
`),
  quiet('a function that gives an async function and declares what calling that gives', `
def choose(fast) -> Awaitable:
    if fast:
        async def quickly(url):
            return await fetch(url)
        return quickly
    return fetch

async def main(loop):
    load = choose(True)
    asyncio.run_coroutine_threadsafe(load("a"), loop)
`),
  quiet('a task that is handed out where nothing is declared', `
class Message:
    async def delete(self, delay: int = 0) -> None:
        async def later():
            await asyncio.sleep(delay)
        if delay:
            return asyncio.create_task(later())
        return await later()
`),
  quiet('a method without a body whose overrides may be generators or not', `
from abc import ABC, abstractmethod

class Client(ABC):
    @abstractmethod
    async def stream(self, data) -> "Stream":
        raise NotImplementedError(data)

    @abstractmethod
    async def run(self, data) -> AsyncGenerator[int, None]:
        pass

    async def take(self, generator: AsyncGenerator[int, None]):
        async for item in generator:
            print(item)

    async def main(self, data, generates):
        if generates:
            stream = self.stream(data)
        else:
            stream = await self.stream(data)
        async for chunk in stream:
            print(chunk)
        await self.take(self.run(data))
`),
  quiet('what the code asks about at run time', `
import inspect

class Socket:
    async def send_str(self, message): ...

async def main(socket: Socket, message):
    f = socket.send_str
    if inspect.iscoroutinefunction(f):
        await f(message)
    else:
        f(message)
`),
]);
