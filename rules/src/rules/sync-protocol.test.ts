import { pictures, type Case } from './testing/pictures.js';

function python(name: string, source: string, more: Partial<Case> = {}): Case {
  return { name, language: 'python', source, ...more };
}

const MANAGERS = `import asyncio
from contextlib import asynccontextmanager, contextmanager

class Session:
    async def __aenter__(self):
        return self
    async def __aexit__(self, *exc): ...

class Files:
    def __enter__(self):
        return self
    def __exit__(self, *exc): ...

@asynccontextmanager
async def opened():
    yield 1

@contextmanager
def timed():
    yield 1

async def ticks():
    yield 1

def count():
    yield 1
`;

pictures('sync-protocol', [
  python('with on what is entered asynchronously', `${MANAGERS}
async def main(path):
    with Session() as session:  # s
         ~~~~~~~~~ Session() works only with async with: with raises TypeError
        print(session)
    with opened():
         ~~~~~~~~ opened() works only with async with: with raises TypeError
        pass
    with asyncio.Lock(), asyncio.timeout(1):
         ~~~~~~~~~~~~~~ asyncio.Lock() works only with async with: with raises TypeError
                         ~~~~~~~~~~~~~~~~~~ asyncio.timeout(…) works only with async with: with raises TypeError
        pass
    with timed(), opened():
                  ~~~~~~~~ opened() works only with async with: with raises TypeError
        pass
`, {
    fixed: `${MANAGERS}
async def main(path):
    async with Session() as session:  # s
        print(session)
    async with opened():
        pass
    async with asyncio.Lock(), asyncio.timeout(1):
        pass
    with timed(), opened():
        pass
`,
  }),
  python('libraries', `
import aiofiles
import aiohttp

async def main(url, session: aiohttp.ClientSession):
    with aiohttp.ClientSession():
         ~~~~~~~~~~~~~~~~~~~~~~~ aiohttp.ClientSession() works only with async with: with raises TypeError
        pass
    with session.get(url) as response:
         ~~~~~~~~~~~~~~~~ session.get(…) works only with async with: with raises TypeError
        print(response)
    with aiofiles.open("x") as file:
         ~~~~~~~~~~~~~~~~~~ aiofiles.open(…) works only with async with: with raises TypeError
        print(file)
`),
  python('async with on what is entered at once', `${MANAGERS}
import threading

async def main():
    async with Files() as files:
               ~~~~~~~ Files() is not async: async with raises TypeError, use with
        print(files)
    async with timed():  # t
               ~~~~~~~ timed() is not async: async with raises TypeError, use with
        pass
    async with threading.Lock():
               ~~~~~~~~~~~~~~~~ threading.Lock() is not async: async with raises TypeError, use with
        pass
`, {
    fixed: `${MANAGERS}
import threading

async def main():
    with Files() as files:
        print(files)
    with timed():  # t
        pass
    with threading.Lock():
        pass
`,
  }),
  python('for and async for', `${MANAGERS}
class Rows:
    def __aiter__(self):
        return self
    async def __anext__(self):
        raise StopAsyncIteration

async def main(rows: Rows):
    for tick in ticks():
                ~~~~~~~ ticks() works only with async for: for raises TypeError
        print(tick)
    found = [row for row in rows]
                            ~~~~ rows works only with async for: for raises TypeError
    async for n in count():
                   ~~~~~~~ count() is not async: async for raises TypeError, use for
        print(n)
    async for n in [1, 2]:
                   ~~~~~~ [1, 2] is not async: async for raises TypeError, use for
        print(n)
    return found, {n async for n in range(3)}
                                    ~~~~~~~~ range(…) is not async: async for raises TypeError, use for
`, {
    fixed: `${MANAGERS}
class Rows:
    def __aiter__(self):
        return self
    async def __anext__(self):
        raise StopAsyncIteration

async def main(rows: Rows):
    async for tick in ticks():
        print(tick)
    found = [row async for row in rows]
    for n in count():
        print(n)
    for n in [1, 2]:
        print(n)
    return found, {n for n in range(3)}
`,
  }),
  python('in a plain function, which becomes async with its callers', `${MANAGERS}
def show():
    with Session() as session:
         ~~~~~~~~~ Session() works only with async with: with raises TypeError
        for tick in ticks():
                    ~~~~~~~ ticks() works only with async for: for raises TypeError
            print(session, tick)

async def main():
    show()

asyncio.run(main())
`, {
    fixed: `${MANAGERS}
async def show():
    async with Session() as session:
        async for tick in ticks():
            print(session, tick)

async def main():
    await show()

asyncio.run(main())
`,
  }),
  python('a coroutine has to be awaited first', `${MANAGERS}
async def connect() -> Session:
    return Session()
async def load() -> list[int]:
    return [1]

async def main():
    async with connect() as session:
               ~~~~~~~~~ connect() is a coroutine: async with needs what it gives, so await it first
        print(session)
    async for row in load():
                     ~~~~~~ load() is a coroutine: async for needs what it gives, so await it first
        print(row)
`, {
    fixed: `${MANAGERS}
async def connect() -> Session:
    return Session()
async def load() -> list[int]:
    return [1]

async def main():
    async with await connect() as session:
        print(session)
    for row in await load():
        print(row)
`,
  }),
  python('what is declared as asynchronous', `${MANAGERS}
from contextlib import AbstractAsyncContextManager
from typing import AsyncIterable, AsyncIterator, Callable

async def main(lines: AsyncIterable[str], ticks: AsyncIterator[int] | None, enter: Callable[[], AbstractAsyncContextManager[int]]):
    for line in lines:
                ~~~~~ lines works only with async for: for raises TypeError
        print(line)
    if ticks is not None:
        print([tick for tick in ticks])
                                ~~~~~ ticks works only with async for: for raises TypeError
    with enter() as value:
         ~~~~~~~ enter() works only with async with: with raises TypeError
        print(value)
`),
  python('quiet: declared as both, told apart, or plain', `${MANAGERS}
from typing import AsyncIterable, AsyncIterator, Iterable, Iterator

async def either(lines: AsyncIterator[str] | Iterator[str]):
    for line in lines:
        print(line)

async def apart(lines: AsyncIterable[str] | Iterable[str]):
    if isinstance(lines, AsyncIterable):
        async for line in lines:
            print(line)
    else:
        for line in lines:
            print(line)

async def plain(lines: Iterable[str]):
    async for line in lines:
        print(line)
`),
  python('quiet: both families, unknown values, subclasses of unknown classes', `${MANAGERS}
import contextlib
import httpx
from typing import AsyncIterator
from somewhere import Base

class Both(Session, Files): ...

class Stream:
    async def items(self) -> AsyncIterator[int]: ...

class Pool(Base):
    async def __aenter__(self):
        return self

class Letters:
    def __getitem__(self, index):
        return "abc"[index]
    def __aiter__(self):
        return ticks()

async def main(value, pool: Pool, letters: Letters, flag):
    with Both(), contextlib.nullcontext(), value, value(), pool:
        pass
    async with Both(), contextlib.nullcontext(), value, value(), pool:
        pass
    with Session() if flag else Files():
        pass
    for x in value:
        print(x)
    async for x in value:
        print(x)
    for x in letters:
        print(x)
    async for x in Stream().items():
        print(x)
    async with contextlib.AsyncExitStack() as stack:
        stack.enter_context(Files())
    async with httpx.AsyncClient() as client:
        print(client)
`),
  python('quiet: the failure is wanted', `${MANAGERS}
async def main():
    try:
        with Session():
            pass
    except TypeError:
        print("as it should")
`),
  {
    name: 'TypeScript: for…of over an async iterable', language: 'typescript', source: `
async function* rows(): AsyncGenerator<number> { yield 1; }
declare const stream: AsyncIterable<string>;
declare const both: Iterable<string> & AsyncIterable<string>;
declare const anything: any;

export async function main(list: number[]): Promise<void> {
  // @ts-expect-error: an async generator is not iterable
  for (const row of rows()) console.log(row);
                    ~~~~~~ rows() is iterated asynchronously: for…of throws TypeError
  // @ts-expect-error: an async iterable is not iterable
  for (const text of stream) console.log(text);
                     ~~~~~~ stream is iterated asynchronously: for…of throws TypeError
  for (const text of both) console.log(text);
  for (const text of anything) console.log(text);
  for await (const n of list) console.log(n);
  for (const key in stream) console.log(key);
}
`, fixed: `async function* rows(): AsyncGenerator<number> { yield 1; }
declare const stream: AsyncIterable<string>;
declare const both: Iterable<string> & AsyncIterable<string>;
declare const anything: any;

export async function main(list: number[]): Promise<void> {
  // @ts-expect-error: an async generator is not iterable
  for await (const row of rows()) console.log(row);
  // @ts-expect-error: an async iterable is not iterable
  for await (const text of stream) console.log(text);
  for (const text of both) console.log(text);
  for (const text of anything) console.log(text);
  for await (const n of list) console.log(n);
  for (const key in stream) console.log(key);
}
`,
  },
]);
