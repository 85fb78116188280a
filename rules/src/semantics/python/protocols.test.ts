import { test } from 'node:test';
import { reveal } from './reveal.js';

test('with and async with', () => {
  reveal(`
    import asyncio, contextlib
    from contextlib import contextmanager, asynccontextmanager, closing, aclosing, suppress, AsyncExitStack
    class Conn:
        def __enter__(self): return self
        def __exit__(self, *a): ...
        async def __aenter__(self) -> "Session": return Session()
        async def __aexit__(self, *a): ...
        async def close(self): ...
    class Session:
        async def get(self) -> str: return ""
    @contextmanager
    def opened():
        yield Conn()
    @asynccontextmanager
    async def acquired():
        yield Session()
    @contextlib.asynccontextmanager
    async def declared() -> "AsyncIterator[Session]":
        yield anything()
    async def main():
        with Conn() as c:
            c  # reveal: main:Conn
        async with Conn() as s:
            s.get()  # awaitable: yes coroutine by main:Session.get
        with opened() as o:  # reveal: contextlib.AbstractContextManager[main:Conn]; awaitable: no by main:opened
            o  # reveal: main:Conn
        async with acquired() as a, Conn() as b:
            a.get()  # awaitable: yes coroutine by main:Session.get
            b  # reveal: main:Session
        async with asyncio.TaskGroup() as tg:
            tg  # reveal: asyncio.TaskGroup; classes: asyncio.TaskGroup
            tg.create_task(Session().get())  # reveal: asyncio.Task[str]; target: asyncio.TaskGroup.create_task
        with closing(Conn()) as q:
            q  # reveal: main:Conn
        async with asyncio.Lock() as nothing:
            nothing  # reveal: None
        with Unknown() as u:
            u  # reveal: unknown
        acquired()  # target: main:acquired
  `);
});

test('iteration: for, async for, comprehensions, unpacking', () => {
  reveal(`
    import asyncio
    from typing import AsyncIterator, Iterator
    async def fetch(n) -> int: ...
    async def ticks():
        yield "a"
    def numbers() -> Iterator[int]:
        yield 1
    def chained():
        yield from numbers()
    class Rows:
        def __iter__(self): return self
        def __next__(self) -> bytes: return b""
        def __aiter__(self): return self
        async def __anext__(self) -> float: return 1.0
    class Gen:
        async def __aiter__(self):
            yield Rows()
    async def main(rows: Rows, d: dict[str, asyncio.Task], xs: list[asyncio.Task]):
        for x in xs:
            x  # reveal: asyncio.Task; awaitable: yes task
        for k, v in d.items():
            k  # reveal: str
            v  # awaitable: yes task
        for i, (a, b) in enumerate(zip(xs, [1])):
            i  # reveal: int
            a  # reveal: asyncio.Task
            b  # reveal: int
        for r in rows:
            r  # reveal: bytes
        async for r in rows:
            r  # reveal: float
        async for t in ticks():
            t  # reveal: str
        for n in numbers():
            n  # reveal: int
        for c in chained():
            c  # reveal: int
        async for g in Gen():
            g  # reveal: main:Rows
        tasks = [asyncio.create_task(fetch(n)) for n in range(3)]
        tasks  # reveal: list[asyncio.Task[int]]; awaitable: no
        tasks[0]  # awaitable: yes task by asyncio.create_task
        {n: fetch(n) for n in range(3)}  # reveal: dict[int, Coroutine[int]]
        (fetch(n) for n in range(3))  # reveal: Generator[Coroutine[int]]
        [t async for t in ticks()]  # reveal: list[str]
        first, *rest = tasks
        first  # reveal: asyncio.Task[int]
        rest  # reveal: list[asyncio.Task[int]]
        one, two = fetch(1), "s"
        one  # awaitable: yes coroutine by main:fetch
        two  # reveal: str
        p, q = await asyncio.gather(fetch(1), ticks2())
        p  # reveal: int
        done, pending = await asyncio.wait(tasks)
        pending  # reveal: set[asyncio.Task[int]]
        for t in pending:
            t.cancel()  # target: asyncio.Task.cancel; awaitable: no
        for w in asyncio.as_completed(tasks):
            w  # awaitable: yes other
        next(iter(tasks))  # awaitable: yes task by asyncio.create_task
        d["x"]  # awaitable: yes task
        d.get("x")  # awaitable: unknown
        d.pop("x")  # awaitable: yes task
        (y := fetch(1))
        y  # awaitable: yes coroutine by main:fetch
        sorted(xs)[0]  # awaitable: yes task
        [fetch(1), fetch(2)][0]  # awaitable: yes coroutine by main:fetch
        [*xs, 1]  # reveal: list[asyncio.Task | int]
  `);
});

test('await, conditional and logical expressions, operators', () => {
  reveal(`
    import asyncio
    async def fetch() -> int: ...
    async def other() -> str: ...
    class Wait:
        def __await__(self):
            yield
    class Vec:
        def __add__(self, o) -> "Vec": return self
        def __eq__(self, o) -> bool: return True
    async def main(flag, cached: int | None, job: asyncio.Task[str] | None):
        await fetch()  # reveal: int
        await asyncio.wait_for(fetch(), 1)  # reveal: int
        await asyncio.shield(other())  # reveal: str
        fetch() if flag else other()  # awaitable: yes coroutine
        fetch() if flag else 1  # awaitable: unknown
        job or fetch()  # awaitable: yes other
        cached or 1  # reveal: int
        flag and fetch()  # awaitable: unknown
        Wait()  # awaitable: yes other
        Vec() + Vec()  # reveal: main:Vec
        1 + 2.0  # reveal: float
        "a" + "b"  # reveal: str
        "%s" % x  # reveal: str
        f"{fetch()}"  # reveal: str
        not fetch()  # reveal: bool
        1 < 2  # reveal: bool
        [1] + [2]  # reveal: list[int]
        x = 1
        x += 2
        x  # reveal: int
        asyncio.run(fetch())  # reveal: int
        asyncio.ensure_future(fetch()).result()  # reveal: int
        asyncio.to_thread(len, "x")  # reveal: Coroutine[int]; awaitable: yes coroutine by asyncio.to_thread
        loop = asyncio.get_running_loop()
        loop.create_task(fetch())  # reveal: asyncio.Task[int]
        loop.run_in_executor(None, len, "x")  # reveal: asyncio.Future[int]
        job.cancel()  # target: asyncio.Task.cancel
        if job is not None:
            await job  # reveal: str
  `);
});

test('values follow the control flow', () => {
  reveal(`
    import asyncio
    async def fetch() -> int: ...
    async def main(flag, thing):
        x = fetch()
        x  # awaitable: yes coroutine by main:fetch
        x = await x
        x  # reveal: int
        if flag:
            x = fetch()
        x  # awaitable: unknown
        y = None
        while flag:
            y = fetch() if y is None else y
        y  # reveal: Coroutine[int] | None
        if isinstance(thing, asyncio.Task):
            thing  # awaitable: yes task
        thing  # awaitable: unknown
        if flag and isinstance(thing, (str, bytes)):
            thing  # reveal: bytes | str
        z: asyncio.Task = thing
        z  # awaitable: yes task
        try:
            pass
        except ValueError as e:
            e  # reveal: ValueError
        except (KeyError, OSError) as e:
            e  # reveal: KeyError | OSError
        maybe = helper()
        if inspect.isawaitable(maybe):
            maybe  # awaitable: unknown
        maybe  # awaitable: no
        names: list[str] = []
        names  # reveal: list[str]
        fut: asyncio.Future[int] = asyncio.get_running_loop().create_future()
        fut  # reveal: asyncio.Future[int]; awaitable: yes future
        await asyncio.get_running_loop().create_future()  # reveal: unknown
        node = Node()
        while node:
            node = node.parent
        node  # reveal: None | main:Node
    def helper():
        return None
    class Node:
        parent: "Node | None"
    def outer():
        n = 1
        def inner():
            return n  # reveal: int
        return inner()  # reveal: int
  `);
});
