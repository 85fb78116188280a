/** Locks for threads in code that waits: `with`, `acquire` … `release`, exit stacks. */
import { pictures, type Case } from './testing/pictures.js';

function python(name: string, source: string, more: Partial<Case> = {}): Case {
  return { name, language: 'python', source, ...more };
}

pictures('sync-lock-across-await', [
  python('with an attribute over an await', `
import asyncio
import threading

class Account:
    def __init__(self):
        self.lock = threading.Lock()  # guards the balance
        self.balance = 0

    async def deposit(self, amount):
        with self.lock:
             ~~~~~~~~~ self.lock is held over an await: the next task to take it stops the event loop
            await asyncio.sleep(0)
            self.balance += amount

    async def drain(self):
        with self.lock:
            self.balance = 0
`, {
    fixed: `import asyncio
import threading

class Account:
    def __init__(self):
        self.lock = asyncio.Lock()  # guards the balance
        self.balance = 0

    async def deposit(self, amount):
        async with self.lock:
            await asyncio.sleep(0)
            self.balance += amount

    async def drain(self):
        async with self.lock:
            self.balance = 0
`,
  }),
  python('quiet: nothing is awaited inside, or the lock is one for tasks', `
import asyncio
import threading

lock = threading.Lock()
tasks = asyncio.Lock()

async def count(rows):
    with lock:
        rows.append(1)
    await asyncio.sleep(0)
    async with tasks:
        await asyncio.sleep(0)

def plain(rows):
    with lock:
        rows.append(1)
`),
  python('a module lock, imported by name; the annotation moves too', `
from threading import Lock

lock: Lock = Lock()

async def work(session):
    with lock:
         ~~~~ lock is held over an await: the next task to take it stops the event loop
        return await session.get()
`, {
    fixed: `import asyncio
from threading import Lock

lock: asyncio.Lock = asyncio.Lock()

async def work(session):
    async with lock:
        return await session.get()
`,
  }),
  python('acquire and release', `
import threading

lock = threading.Lock()

async def work(session):
    lock.acquire()
    ~~~~ lock is held over an await: the next task to take it stops the event loop
    try:
        return await session.get()
    finally:
        lock.release()
`, {
    fixed: `import asyncio
import threading

lock = asyncio.Lock()

async def work(session):
    await lock.acquire()
    try:
        return await session.get()
    finally:
        lock.release()
`,
  }),
  python('quiet: released before the await, on every way', `
import threading

lock = threading.Lock()

async def work(session, rows):
    lock.acquire()
    try:
        row = rows.pop()
    finally:
        lock.release()
    return await session.get(row)

async def early(session, rows):
    lock.acquire()
    if not rows:
        lock.release()
        return await session.get()
    rows.pop()
    lock.release()
`),
  python('quiet: an attempt that does not wait, a limited one', `
import threading

lock = threading.Lock()

async def work(session):
    if lock.acquire(blocking=False):
        try:
            await session.get()
        finally:
            lock.release()
    if lock.acquire(timeout=1):
        await session.get()
        lock.release()
`),
  python('entered on an exit stack', `
import threading
from contextlib import ExitStack

class Store:
    _lock = threading.Lock()

    async def save(self, session):
        with ExitStack() as stack:
            stack.enter_context(self._lock)
                                ~~~~~~~~~~ self._lock is held over an await: the next task to take it stops the event loop
            await session.get()

    async def load(self, session):
        with ExitStack() as stack:
            stack.enter_context(self._lock)
        await session.get()
`),
  python('async for and async with wait as well', `
import threading

lock = threading.Semaphore(2)

async def read(rows):
    with lock:
         ~~~~ lock is held over an await: the next task to take it stops the event loop
        async for row in rows:
            print(row)

async def enter(manager):
    with lock:
         ~~~~ lock is held over an await: the next task to take it stops the event loop
        async with manager:
            print(1)
`),
  python('a reentrant lock protects nothing', `
import threading

class Store:
    def __init__(self):
        self._lock = threading.RLock()

    async def save(self, session):
        with self._lock:
             ~~~~~~~~~~ self._lock is held over an await, where it keeps no other task out
            await session.get()
`),
  python('a lock given as an argument, one in a dict of locks', `
import threading

LOCKS: dict[str, threading.Lock] = {}

async def work(lock: threading.Lock, session, key: str):
    with lock:
         ~~~~ lock is held over an await: the next task to take it stops the event loop
        await session.get()
    with LOCKS[key]:
         ~~~~~~~~~~ LOCKS[key] is held over an await: the next task to take it stops the event loop
        await session.get()
`),
  python('no fix where code that does not wait takes the lock too', `
import threading

class Store:
    def __init__(self):
        self._lock = threading.Lock()

    def size(self):
        with self._lock:
            return 1

    async def save(self, session):
        with self._lock:
             ~~~~~~~~~~ self._lock is held over an await: the next task to take it stops the event loop
            await session.get()
`, {
    fixed: `import threading

class Store:
    def __init__(self):
        self._lock = threading.Lock()

    def size(self):
        with self._lock:
            return 1

    async def save(self, session):
        with self._lock:
            await session.get()
`,
  }),
  python('quiet: the await is a nested function\'s, the lock is nobody else\'s, the lock is unknown', `
import threading

lock = threading.Lock()

async def nested(session):
    with lock:
        async def later():
            await session.get()
    return later

async def own(session):
    mine = threading.Lock()
    with mine:
        await session.get()

async def unknown(session, lock):
    with lock:
        await session.get()
`),
  python('before Python 3.10 a lock made on import would belong to another loop', `
import threading

lock = threading.Lock()

async def work(session):
    with lock:
         ~~~~ lock is held over an await: the next task to take it stops the event loop
        await session.get()
`, { pythonVersion: '3.9', fixed: `import threading

lock = threading.Lock()

async def work(session):
    with lock:
        await session.get()
` }),
  python('trio has its own lock', `
import threading
import trio

lock = threading.Lock()

async def work():
    with lock:
         ~~~~ lock is held over an await: the next task to take it stops the event loop
        await trio.sleep(1)
`, { fixed: `import threading
import trio

lock = trio.Lock()

async def work():
    async with lock:
        await trio.sleep(1)
` }),
]);
