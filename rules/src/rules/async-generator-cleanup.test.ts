import { pictures, type Case } from './testing/pictures.js';

const ROWS = `import asyncio
import contextlib

lock = asyncio.Lock()

async def rows(n=3):
    async with lock:
        for i in range(n):
            yield i
`;

function python(name: string, source: string, more: Partial<Case> = {}): Case {
  return { name, language: 'python', source: ROWS + source, ...more };
}

const EARLY = 'Leaving this loop early leaves the cleanup of';

pictures('async-generator-cleanup', [
  python('break out of the loop', `
async def first():
    found = None
    # the first one will do
    async for row in rows(
                     ~~~~~ ${EARLY} rows(…) to another task, later
        5,  # at most
    ):
        if row:
            found = """
  row """

            break
    else:
        found = 0  # none
    return found
`, {
    fixed: `${ROWS}
async def first():
    found = None
    # the first one will do
    async with contextlib.aclosing(rows(
        5,  # at most
    )) as items:
        async for row in items:
            if row:
                found = """
  row """

                break
        else:
            found = 0  # none
    return found
`,
  }),
  {
    name: 'return, in a file that does not use contextlib, with a name that is taken',
    language: 'python',
    source: `from pool import acquire

class Table:
    async def rows(self):
        connection = await acquire()
        try:
            while True:
                yield await connection.fetch()
        finally:
            await connection.release()

async def find(table: Table, items):
    async for row in table.rows():
                     ~~~~~~~~~~~~ ${EARLY} table.rows() to another task, later
        for item in items:
            if item == row:
                return row
`,
    fixed: `from contextlib import aclosing
from pool import acquire

class Table:
    async def rows(self):
        connection = await acquire()
        try:
            while True:
                yield await connection.fetch()
        finally:
            await connection.release()

async def find(table: Table, items):
    async with aclosing(table.rows()) as items_2:
        async for row in items_2:
            for item in items:
                if item == row:
                    return row
`,
  },
  python('a generator in a local', `
async def first():
    source = rows()
    async for row in source:
                     ~~~~~~ ${EARLY} rows() to another task, later
        break
`, {
    fixed: `${ROWS}
async def first():
    source = rows()
    async with contextlib.aclosing(source):
        async for row in source:
            break
`,
  }),
  python('before Python 3.10', `
async def first():
    async for row in rows():
                     ~~~~~~ ${EARLY} rows() to another task, later
        return row  # enough
`, {
    pythonVersion: '3.9',
    fixed: `${ROWS}
async def first():
    items = rows()
    try:
        async for row in items:
            return row  # enough
    finally:
        await items.aclose()
`,
  }),
  python('plain with of what others wait for, from another file', `
# file: reader.py
import threading

guard = threading.Lock()

async def lines(path):
    with open(path) as file:
        for line in file:
            yield line

async def guarded():
    with guard:
        yield 1
        yield 2
# file: use.py
from reader import guarded, lines

async def head(path):
    async for line in lines(path):
                      ~~~~~~~~~~~ ${EARLY} lines(…) to another task, later
        return line
    async for n in guarded():
                   ~~~~~~~~~ ${EARLY} guarded() to another task, later
        break
`),
  python('a time limit and a task group that are open across a yield', `
async def slow(n):
    async with asyncio.timeout(5), lock:
        for i in range(n):
            yield i
            ~~~~~~~ yield inside asyncio.timeout(…): the limit also runs while the caller uses the item

async def together(jobs):
    async with asyncio.TaskGroup() as group:
        for job in jobs:
            group.create_task(job())
            yield job
            ~~~~~~~~~ yield inside asyncio.TaskGroup(): a failing task cancels whoever iterates
        yield None

async def worker():
    async with asyncio.timeout(5):
        async for row in rows():
            print(row)
`),
  python('quiet: loops that run to their end, or leave only an inner loop', `
async def all_of_them():
    async for row in rows():
        for part in [row]:
            break
        while True:
            break
        print(row)
    return [row async for row in rows()]
`),
  python('quiet: closed by somebody', `
async def closed():
    async with contextlib.aclosing(rows()) as items:
        async for row in items:
            break
    source = rows()
    try:
        async for row in source:
            return row
    finally:
        await source.aclose()

async def on_a_stack(stack):
    source = rows()
    stack.push_async_callback(source.aclose)
    async for row in source:
        return row

async def handed(source=rows()):
    async for row in source:
        return row
`),
  python('quiet: generators that hold nothing where they yield', `
import logging

async def numbers():
    async with lock:
        first = 1
    yield first
    with contextlib.suppress(ValueError):
        yield 2
    async with contextlib.nullcontext():
        yield 3
    try:
        yield 4
    finally:
        logging.info("done")
        print("done")
    try:
        first += 1
    except ValueError:
        pass
    with unknown():
        yield 5

async def first():
    async for n in numbers():
        return n
`),
  python('quiet: not an async generator of ours', `
from somewhere import stream, wrapped

@wrapped
async def mine():
    async with lock:
        yield 1

class Stream:
    def __aiter__(self):
        return self
    async def __anext__(self):
        async with lock:
            return 1

async def use(client):
    async for part in stream():
        break
    async for part in client.rows():
        break
    async for part in mine():
        break
    async for part in Stream():
        break
`),
  python('quiet: context managers and what looks like one', `
@contextlib.asynccontextmanager
async def group():
    async with asyncio.TaskGroup() as tg:
        yield tg
        await asyncio.sleep(0)

async def session():
    async with asyncio.timeout(5):
        yield 1

def fixture(fn):
    return fn

@fixture
async def limited():
    for n in range(2):
        async with asyncio.timeout(5):
            yield n

async def registered():
    async with asyncio.timeout(5):
        yield 1
        yield 2

dependency = fixture(registered)

async def moving():
    async with asyncio.timeout(None) as limit:
        for n in range(3):
            yield n

async def outside():
    for n in range(3):
        async with asyncio.timeout(5):
            m = await asyncio.sleep(1, n)
        yield m
`),
]);
