import { test } from 'node:test';
import { reveal } from './reveal.js';

test('what calling a reference would give', () => {
  reveal(`
    import asyncio, time
    from functools import partial, wraps
    async def fetch(n=0) -> int: ...
    async def rows():
        yield 1
    def plain():
        return 1
    def starts():
        return asyncio.ensure_future(fetch())
    def logged(fn):
        @wraps(fn)
        def inner(*args):
            return fn(*args)
        return inner
    @logged
    async def wrapped(): ...
    class Client:
        async def get(self): ...
        def __call__(self): return fetch()
    class Empty: ...
    fetch  # called: yes coroutine by main:fetch; callable: yes; awaitable: no
    rows  # called: no async-generator by main:rows
    plain  # called: no; callable: yes
    starts  # called: yes task by asyncio.ensure_future
    wrapped  # called: yes coroutine by main:wrapped
    partial(fetch, 1)  # called: yes coroutine by main:fetch; callable: yes
    short = lambda: fetch()
    spawning = lambda: asyncio.create_task(fetch())
    short  # called: yes coroutine by main:fetch; callable: yes
    spawning  # called: yes task by asyncio.create_task
    Client().get  # called: yes coroutine by main:Client.get
    Client()  # called: yes coroutine by main:fetch; callable: yes
    Empty()  # callable: no
    Empty  # callable: yes; called: no
    asyncio.sleep  # called: yes coroutine by asyncio.sleep; callable: yes; awaitable: no
    time.sleep  # called: no; callable: yes
    fetch()  # callable: no
    plain()  # callable: no
    None  # callable: no
    [fetch]  # callable: no
    unknown  # called: unknown; callable: unknown
    unknown()  # callable: unknown
  `);
});

test('which protocols a value has', () => {
  reveal(`
    import asyncio, contextlib, threading, aiohttp, tempfile
    from dataclasses import dataclass
    from typing import AsyncContextManager, AsyncIterator, Iterable
    from somewhere import Base, decorate, Meta
    class Sync:
        def __enter__(self): return self
        def __exit__(self, *a): ...
    class Async:
        async def __aenter__(self): return self
        async def __aexit__(self, *a): ...
    class Both(Sync, Async): ...
    class Neither: ...
    @dataclass
    class Data: ...
    class Inherits(Base): ...
    class Made(metaclass=Meta): ...
    @decorate
    class Decorated: ...
    class Aliased:
        __enter__ = Sync.__enter__
    class Session(aiohttp.ClientSession): ...
    class Rows:
        def __aiter__(self): return self
        async def __anext__(self): ...
    class Sequence:
        def __getitem__(self, index): ...
    class Names(list): ...
    @contextlib.contextmanager
    def opened():
        yield 1
    @contextlib.asynccontextmanager
    async def acquired():
        yield 1
    async def ticks():
        yield 1
    def count():
        yield 1
    async def fetch(): ...
    def declared() -> AsyncContextManager[int]: ...
    def stream() -> AsyncIterator[int]: ...
    def many() -> Iterable[int]: ...
    Sync()  # supports: with; refuses: async with, for, async for
    Async()  # supports: async with; refuses: with, for, async for
    Both()  # supports: with, async with; refuses: for, async for
    Neither()  # supports: nothing; refuses: with, async with, for, async for
    Data()  # refuses: with, async with, for, async for
    Inherits()  # supports: nothing; refuses: nothing
    Made()  # refuses: nothing
    Decorated()  # refuses: nothing
    Aliased()  # supports: with; refuses: async with, for, async for
    Session()  # supports: async with; refuses: with
    Rows()  # supports: async for; refuses: with, async with, for
    Sequence()  # supports: nothing; refuses: with, async with, async for
    Names()  # supports: for; refuses: with, async with, async for
    opened()  # supports: with; refuses: async with, for, async for
    acquired()  # supports: async with; refuses: with, for, async for
    ticks()  # supports: async for; refuses: with, async with, for
    count()  # supports: for; refuses: with, async with, async for
    fetch()  # supports: nothing; refuses: with, async with, for, async for
    declared()  # supports: async with; refuses: with
    stream()  # supports: async for; refuses: for
    many()  # supports: for; refuses: nothing
    asyncio.Lock()  # supports: async with; refuses: with
    asyncio.timeout(1)  # supports: async with; refuses: with
    threading.Lock()  # supports: with; refuses: async with
    contextlib.nullcontext()  # supports: with, async with
    contextlib.ExitStack()  # supports: with; refuses: async with
    tempfile.TemporaryDirectory()  # supports: with; refuses: async with
    [1, 2]  # supports: for; refuses: with, async with, async for
    range(3)  # supports: for; refuses: with, async with, async for
    (1, 2)  # supports: for; refuses: with, async with, async for
    open("x")  # supports: with, for; refuses: async with, async for
    unknown()  # supports: nothing; refuses: nothing
  `);
});
