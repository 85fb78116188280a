/** Locks that live as long as one call, and their neighbours that somebody else can reach. */
import { pictures, type Case } from './testing/pictures.js';

function python(name: string, source: string, more: Partial<Case> = {}): Case {
  return { name, language: 'python', source: `import asyncio\n${source}`, ...more };
}

pictures('per-call-lock', [
  python('made and taken by one call', `
async def save(row):
    lock = asyncio.Lock()
    ~~~~ lock keeps nobody out: every call of save makes its own
    async with lock:
        await asyncio.sleep(0)

async def limited(row):
    limit: asyncio.Semaphore = asyncio.Semaphore(5)
    ~~~~~ limit keeps nobody out: every call of limited makes its own
    await limit.acquire()
    try:
        await asyncio.sleep(0)
    finally:
        limit.release()

async def waits(row):
    condition = asyncio.Condition()
    ~~~~~~~~~ condition keeps nobody out: every call of waits makes its own
    async with condition:
        await condition.wait()
`, {
    fixed: `import asyncio

condition = asyncio.Condition()

limit = asyncio.Semaphore(5)

lock = asyncio.Lock()

async def save(row):
    async with lock:
        await asyncio.sleep(0)

async def limited(row):
    await limit.acquire()
    try:
        await asyncio.sleep(0)
    finally:
        limit.release()

async def waits(row):
    async with condition:
        await condition.wait()
`,
  }),
  python('the object keeps the lock; a comment stays', `
class Store:
    def __init__(self, path):
        self.path = path

    async def save(self, row):
        lock = asyncio.Lock()  # one writer at a time
        ~~~~ lock keeps nobody out: every call of save makes its own
        async with lock:
            await asyncio.sleep(0)
`, {
    fixed: `import asyncio

class Store:
    def __init__(self, path):
        self.path = path
        self._lock = asyncio.Lock()

    async def save(self, row):
        # one writer at a time
        async with self._lock:
            await asyncio.sleep(0)
`,
  }),
  python('taken where it is made', `
async def save(row):
    async with asyncio.Lock():
               ~~~~~~~~~~~~~~ asyncio.Lock() keeps nobody out: it is made where it is taken
        await asyncio.sleep(0)
`, {
    fixed: `import asyncio

lock = asyncio.Lock()

async def save(row):
    async with lock:
        await asyncio.sleep(0)
`,
  }),
  python('no fix where the lock would be another one: its limit is computed, Python is too old', `
async def save(row, limit):
    slots = asyncio.Semaphore(limit)
    ~~~~~ slots keeps nobody out: every call of save makes its own
    async with slots:
        await asyncio.sleep(0)
`, { fixed: `import asyncio

async def save(row, limit):
    slots = asyncio.Semaphore(limit)
    async with slots:
        await asyncio.sleep(0)
` }),
  python('no fix for Python 3.9', `
async def save(row):
    async with asyncio.Lock():
               ~~~~~~~~~~~~~~ asyncio.Lock() keeps nobody out: it is made where it is taken
        await asyncio.sleep(0)
`, { pythonVersion: '3.9', fixed: `import asyncio

async def save(row):
    async with asyncio.Lock():
        await asyncio.sleep(0)
` }),
  python('other libraries, imported names, locks for threads, methods', `
import threading
from asyncio import BoundedSemaphore
from anyio import Lock

class Store:
    async def save(self, row):
        lock = Lock()
        ~~~~ lock keeps nobody out: every call of save makes its own
        async with lock:
            await asyncio.sleep(0)

    async def limited(self, row):
        limit = BoundedSemaphore(2)
        ~~~~~ limit keeps nobody out: every call of limited makes its own
        async with limit:
            await asyncio.sleep(0)

    async def threads(self, row):
        lock = threading.Lock()
        ~~~~ lock keeps nobody out: every call of threads makes its own
        with lock:
            print(row)
`),
  python('quiet: others can reach it', `
class Store:
    def __init__(self):
        self.lock = asyncio.Lock()
        self.locks: dict[str, asyncio.Lock] = {}

    async def shared(self):
        async with self.lock:
            await asyncio.sleep(0)

    async def stored(self, key):
        lock = asyncio.Lock()
        self.locks[key] = lock
        async with lock:
            await asyncio.sleep(0)

    async def per_key(self, key):
        lock = self.locks.setdefault(key, asyncio.Lock())
        async with lock:
            await asyncio.sleep(0)

    async def kept(self, key):
        lock = self.locks[key] = asyncio.Lock()
        async with lock:
            await asyncio.sleep(0)

async def fetch(url, limit):
    async with limit:
        await asyncio.sleep(0)

async def passed(urls):
    limit = asyncio.Semaphore(3)
    await asyncio.gather(*(fetch(url, limit) for url in urls))
    async with limit:
        await asyncio.sleep(0)

async def captured(urls):
    limit = asyncio.Semaphore(3)

    async def one(url):
        async with limit:
            await asyncio.sleep(0)
    await asyncio.gather(*(one(url) for url in urls))

async def returned():
    lock = asyncio.Lock()
    async with lock:
        await asyncio.sleep(0)
    return lock
`),
  python('quiet: perhaps an older one; over a lock of somebody else; only made; not a lock', `
async def perhaps(lock=None):
    lock = lock or asyncio.Lock()
    async with lock:
        await asyncio.sleep(0)

async def replaced(lock=None):
    if lock is None:
        lock = asyncio.Lock()
    async with lock:
        await asyncio.sleep(0)

async def over(lock):
    condition = asyncio.Condition(lock)
    async with condition:
        await condition.wait()

async def unused():
    lock = asyncio.Lock()
    await asyncio.sleep(0)

async def limited():
    limit = asyncio.timeout(1)
    async with limit:
        await asyncio.sleep(0)
`),
  python('quiet: a global, a variable of the module, one of the enclosing function', `
LOCK = asyncio.Lock()

async def make():
    global LOCK
    LOCK = asyncio.Lock()
    async with LOCK:
        await asyncio.sleep(0)

def outer():
    lock = asyncio.Lock()

    async def inner():
        async with lock:
            await asyncio.sleep(0)
    return inner
`),
]);
