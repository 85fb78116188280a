import { pictures, type Case } from './testing/pictures.js';

function python(name: string, source: string, more: Partial<Case> = {}): Case {
  return { name, language: 'python', source, ...more };
}

pictures('async-protocol-method', [
  python('special methods that Python does not await', `
import asyncio

class Client:
    async def __init__(self, name):
              ~~~~~~~~ async def __init__ gives a coroutine where Python wants a result: TypeError
        await asyncio.sleep(0)

    async def __len__(self):  # size
              ~~~~~~~ async def __len__ gives a coroutine where Python wants a result: TypeError
        return 3

    async def __del__(self):
              ~~~~~~~ async def __del__ never runs: Python drops the coroutine that it gives
        await asyncio.sleep(0)

    async def __setitem__(self, key, value):
              ~~~~~~~~~~~ async def __setitem__ never runs: Python drops the coroutine that it gives
        self.key = value

    async def __contains__(self, key):
              ~~~~~~~~~~~~ async def __contains__ gives a coroutine, which is always true
        return await asyncio.sleep(0, True)
`, {
    fixed: `import asyncio

class Client:
    async def __init__(self, name):
        await asyncio.sleep(0)

    def __len__(self):  # size
        return 3

    async def __del__(self):
        await asyncio.sleep(0)

    def __setitem__(self, key, value):
        self.key = value

    async def __contains__(self, key):
        return await asyncio.sleep(0, True)
`,
  }),
  python('context managers and iterators that are half async', `
import asyncio

class Session:
    async def __enter__(self):
              ~~~~~~~~~ async def __enter__ is not awaited by Python: __aenter__ is
        await asyncio.sleep(0)
        return self

    def __exit__(self, *exc):
        print("closed")

class Rows:
    async def __iter__(self):
              ~~~~~~~~ async def __iter__ is not awaited by Python: __aiter__ is
        yield await asyncio.sleep(0, 1)

class Ticks:
    async def __next__(self):
              ~~~~~~~~ async def __next__ is not awaited by Python: __anext__ is
        await asyncio.sleep(0)
        raise StopIteration
`, {
    fixed: `import asyncio

class Session:
    async def __aenter__(self):
        await asyncio.sleep(0)
        return self

    async def __aexit__(self, *exc):
        print("closed")

class Rows:
    async def __aiter__(self):
        yield await asyncio.sleep(0, 1)

class Ticks:
    async def __anext__(self):
        await asyncio.sleep(0)
        raise StopAsyncIteration
`,
  }),
  python('an async __exit__ swallows exceptions', `
class Session:
    def __enter__(self):
        return self

    async def __exit__(self, *exc):
              ~~~~~~~~ async def __exit__ gives a coroutine, which is always true
        print("closed")
`, {
    fixed: `class Session:
    def __enter__(self):
        return self

    def __exit__(self, *exc):
        print("closed")
`,
  }),
  python('async methods that are not what Python awaits', `
class Rows:
    async def __aiter__(self):
              ~~~~~~~~~ async def __aiter__ gives a coroutine, which async for refuses
        return self

    async def __anext__(self):
        if self.done:
            raise StopIteration("no more")
            ~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~ StopIteration becomes a RuntimeError here: async for ends with StopAsyncIteration
        return 1

class Session:
    def __aenter__(self):
        ~~~~~~~~~~ __aenter__ returns nothing to await: Python awaits it and raises TypeError
        return self

    async def __aexit__(self):
              ~~~~~~~~~ __aexit__ is called with three arguments: type, value and traceback
        print("closed")

class Ticks:
    def __anext__(self) -> int:
        ~~~~~~~~~ __anext__ returns nothing to await: Python awaits it and raises TypeError
        return 1
`, {
    fixed: `class Rows:
    def __aiter__(self):
        return self

    async def __anext__(self):
        if self.done:
            raise StopAsyncIteration("no more")
        return 1

class Session:
    async def __aenter__(self):
        return self

    async def __aexit__(self, *exc_info):
        print("closed")

class Ticks:
    async def __anext__(self) -> int:
        return 1
`,
  }),
  python('half of a pair, in a class that is used as it is', `
class Session:
    async def __aenter__(self):
              ~~~~~~~~~~ Session has __aenter__ but no __aexit__: async with raises TypeError
        return self

class Opened:
    async def __aenter__(self):
        return self

class Both(Opened):
    async def __aexit__(self, *exc): ...

async def main():
    async with Session(), Both():
        pass
`),
  python('async properties', `
import functools

class User:
    @property
    async def name(self):
        return "a"

    @functools.cached_property
    async def cached(self):
        return "b"

async def main(user: User, users):
    print(user.name)
          ~~~~~~~~~ user.name is an async property: without await it is a coroutine
    if user.name == "a":
       ~~~~~~~~~ user.name is an async property: without await it is a coroutine
        return user.name.upper()
               ~~~~~~~~~ user.name is an async property: without await it is a coroutine
    pending = user.name
    user.name
    ~~~~~~~~~ user.name is an async property: without await it is a coroutine
    users.append(user.name)
    return await user.name, await pending
`, {
    fixed: `import functools

class User:
    @property
    async def name(self):
        return "a"

    @functools.cached_property
    async def cached(self):
        return "b"

async def main(user: User, users):
    print(await user.name)
    if await user.name == "a":
        return (await user.name).upper()
    pending = user.name
    await user.name
    users.append(user.name)
    return await user.name, await pending
`,
  }),
  python('quiet: right protocols, and methods that are awaited by their users', `
import asyncio
from abc import ABC, abstractmethod
from typing import Protocol

class Cache:
    async def __call__(self, key): ...
    async def __getitem__(self, key):
        return await asyncio.sleep(0, key)
    async def __getattr__(self, name): ...
    async def __add__(self, other): ...
    async def __aenter__(self):
        return self
    async def __aexit__(self, exc_type, exc, tb): ...
    def __aiter__(self):
        return self
    async def __anext__(self):
        raise StopAsyncIteration

class Forwarding:
    def __init__(self, inner):
        self.inner = inner
    def __aenter__(self):
        return self.inner.__aenter__()
    def __aexit__(self, *exc):
        return self.inner.__aexit__(*exc)
    async def __aiter__(self):
        async for row in self.inner:
            yield row
    def __anext__(self):
        return asyncio.ensure_future(self.step())
    async def step(self):
        try:
            raise StopIteration
        except StopIteration:
            return None

class Refuses:
    def __enter__(self):
        raise TypeError("use async with")
    def __exit__(self, *exc): ...
    def __aenter__(self):
        raise NotImplementedError
    async def __aexit__(self, exc_type=None, exc=None, tb=None): ...

class Manager(Protocol):
    async def __aenter__(self): ...

class Base(ABC):
    @abstractmethod
    def __aenter__(self): ...
    def __aexit__(self, *exc):
        pass

async def __init__(self): ...

async def main():
    async with Cache() as cache:
        return await cache["k"]
`),
  python('special methods that somebody else awaits', `
import asyncio
import ray
from dataclasses import dataclass

@ray.remote
class Actor:
    async def __init__(self, path):
        await asyncio.sleep(0)

class Replica:
    async def __init__(self, path):  # type: ignore[misc]
        await asyncio.sleep(0)

class Base:
    async def __del__(self):
        await asyncio.sleep(0)

class Wrapper(Base):
    async def close(self):
        await Base.__del__(self)

@dataclass
class Point:
    x: int

    async def __post_init__(self):
              ~~~~~~~~~~~~~ async def __post_init__ never runs: Python drops the coroutine that it gives
        await asyncio.sleep(0)
`),
  python('a class that something else stands for', `
import asyncio

class _Table:
    async def __setitem__(self, key, value):
        await asyncio.sleep(0)

    async def __contains__(self, key):
        return await asyncio.sleep(0, True)

Table = synchronized(_Table)

class Other:
    async def __contains__(self, key):
              ~~~~~~~~~~~~ async def __contains__ gives a coroutine, which is always true
        return await asyncio.sleep(0, True)

tables = [Other()]
`),
]);
