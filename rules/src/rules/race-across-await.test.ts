/** State that is read before a wait and written after it, and everything that makes that right. */
import { pictures, type Case } from './testing/pictures.js';

const START = `import asyncio

async def load(key):
    await asyncio.sleep(0)
    return key
`;

function python(name: string, source: string, more: Partial<Case> = {}): Case {
  return { name, language: 'python', source: START + source, ...more };
}

/** Nobody knows how long these wait. */
const LASTING = `
async def until_set(event):
    await event.wait()

class Reader:
    def __init__(self, reader: asyncio.StreamReader, queue: asyncio.Queue):
        self.reader = reader
        self.queue = queue
        self.first = None
        self.next = None
        self.body = None
        self.ready = None
        self.config = None

    async def line(self):
        if self.first is None:
            self.first = await self.reader.readline()
            ~~~~~~~~~~ self.first was tested before the await: another task may have set it meanwhile
        return self.first

    async def job(self):
        if self.next is None:
            self.next = await self.queue.get()
            ~~~~~~~~~ self.next was tested before the await: another task may have set it meanwhile
        return self.next

    async def read(self):
        if self.body is None:
            parts = []
            for _ in range(10):
                parts.append(await load(1))
            self.body = parts
            ~~~~~~~~~ self.body was tested before the await: another task may have set it meanwhile
        return self.body

    async def warm(self, event):
        if self.ready is None:
            await until_set(event)
            self.ready = object()
            ~~~~~~~~~~ self.ready was tested before the await: another task may have set it meanwhile

    async def pause(self):
        if self.config is None:
            await asyncio.sleep(60)
            self.config = object()
            ~~~~~~~~~~~ self.config was tested before the await: another task may have set it meanwhile
`;

const MANY_WAITS = `
class Client:
    def __init__(self):
        self.session = None

    async def fetch(self):
        if self.session is None:
            await load(1)
            await load(2)
            await load(3)
            self.session = await load(4)
            ~~~~~~~~~~~~ self.session was tested before the await: another task may have set it meanwhile
        return self.session
`;

pictures('race-across-await', [
  python('read, wait, write', `
class Counter:
    def __init__(self):
        self.n = 0

    async def through_local(self):
        before = self.n
        await load(1)
        self.n = before + 1  # one more
        ~~~~~~ self.n was read before the await: what other tasks change meanwhile is lost
`, {
    fixed: `${START}
class Counter:
    def __init__(self):
        self.n = 0
        self._n_lock = asyncio.Lock()

    async def through_local(self):
        async with self._n_lock:
            before = self.n
            await load(1)
            self.n = before + 1  # one more
`,
  }),
  python('in one statement: Python reads the target of += first', `
class Counter:
    def __init__(self):
        self.n = 0
        self.lock = asyncio.Lock()

    async def augmented(self):
        self.n += await load(1)
        ~~~~~~ self.n was read before the await: what other tasks change meanwhile is lost

    async def written_out(self):
        self.n = self.n + await load(1)
        ~~~~~~ self.n was read before the await: what other tasks change meanwhile is lost

    async def the_other_way_round(self):
        self.n = await load(1) + self.n

    async def first_then_add(self):
        more = await load(1)
        self.n += more
`, {
    fix: 'Hold a lock',
    fixed: `${START}
class Counter:
    def __init__(self):
        self.n = 0
        self.lock = asyncio.Lock()

    async def augmented(self):
        async with self.lock:
            self.n += await load(1)

    async def written_out(self):
        async with self.lock:
            self.n = self.n + await load(1)

    async def the_other_way_round(self):
        self.n = await load(1) + self.n

    async def first_then_add(self):
        more = await load(1)
        self.n += more
`,
  }),
  python('in one statement: waiting first is enough', `
class Counter:
    def __init__(self):
        self.n = 0
        self.lock = asyncio.Lock()

    async def augmented(self):
        self.n += await load(1)
        ~~~~~~ self.n was read before the await: what other tasks change meanwhile is lost

    async def written_out(self):
        self.n = self.n + await load(1)
        ~~~~~~ self.n was read before the await: what other tasks change meanwhile is lost

    async def the_other_way_round(self):
        self.n = await load(1) + self.n

    async def first_then_add(self):
        more = await load(1)
        self.n += more
`, {
    fixed: `${START}
class Counter:
    def __init__(self):
        self.n = 0
        self.lock = asyncio.Lock()

    async def augmented(self):
        more = await load(1)
        self.n += more

    async def written_out(self):
        more = await load(1)
        self.n = self.n + more

    async def the_other_way_round(self):
        self.n = await load(1) + self.n

    async def first_then_add(self):
        more = await load(1)
        self.n += more
`,
  }),
  python('a global, a module dict', `
total = 0
cache = {}

async def count():
    global total
    value = total
    await load(1)
    value += 1
    total = value
    ~~~~~ total was read before the await: what other tasks change meanwhile is lost

async def cached(key):
    if key not in cache:
        cache[key] = await load(key)
        ~~~~~~~~~~ cache[key] was tested before the await: another task may have set it meanwhile
    return cache[key]

async def got(key):
    value = cache.get(key)
    if value is None:
        value = await load(key)
        cache[key] = value
        ~~~~~~~~~~ cache[key] was tested before the await: another task may have set it meanwhile
    return value
`),
  python('the fix of a module variable makes a lock of the module', `
cache = {}

async def got(key):
    value = cache.get(key)
    if value is None:
        value = await load(key)
        cache[key] = value
        ~~~~~~~~~~ cache[key] was tested before the await: another task may have set it meanwhile
    return value
`, {
    fixed: `${START.replace('import asyncio\n', 'import asyncio\n\ncache_lock = asyncio.Lock()\n')}
cache = {}

async def got(key):
    async with cache_lock:
        value = cache.get(key)
        if value is None:
            value = await load(key)
            cache[key] = value
    return value
`,
  }),
  python('test, wait, set: made twice', `
class Client:
    def __init__(self):
        self.conn = None
        self.seen = set()
        self.ready = False

    async def get(self):
        if self.conn is None:
            self.conn = await load(1)
            ~~~~~~~~~ self.conn was tested before the await: another task may have set it meanwhile
        return self.conn

    async def early(self):
        if self.conn is not None:
            return self.conn
        conn = await load(1)
        self.conn = conn
        ~~~~~~~~~ self.conn was tested before the await: another task may have set it meanwhile
        return conn

    async def assigned_while_testing(self):
        if (conn := self.conn) is None:
            conn = self.conn = await load(1)
                   ~~~~~~~~~ self.conn was tested before the await: another task may have set it meanwhile
        return conn

    async def or_closed(self):
        if self.conn is None or self.conn.closed:
            self.conn = await load(1)
            ~~~~~~~~~ self.conn was tested before the await: another task may have set it meanwhile

    async def flag(self):
        if not self.ready:
            await load(1)
            self.ready = True
            ~~~~~~~~~~ self.ready was tested before the await: another task may have set it meanwhile

    async def mark(self, key):
        if key in self.seen:
            return
        await load(key)
        self.seen.add(key)
        ~~~~~~~~~ self.seen was tested before the await: another task may have set it meanwhile
`),
  python('quiet: what is written is what the place was tested not to be', `
class Reentrant:
    def __init__(self):
        self._owner = None
        self._lock = asyncio.Lock()

    async def acquire(self):
        task = asyncio.current_task()
        if self._owner is None or self._owner is not task:
            await self._lock.acquire()
            self._owner = task

async def main():
    lock = Reentrant()
    await asyncio.gather(lock.acquire(), lock.acquire())
`),
  python('quiet: a lock is held over both', `
class Client:
    def __init__(self):
        self.conn = None
        self.n = 0
        self.lock = asyncio.Lock()
        self.one = asyncio.Semaphore(1)

    async def get(self):
        async with self.lock:
            if self.conn is None:
                self.conn = await load(1)
            return self.conn

    async def count(self):
        await self.lock.acquire()
        try:
            before = self.n
            await load(1)
            self.n = before + 1
        finally:
            self.lock.release()

    async def slots(self):
        async with self.one:
            self.n += await load(1)

    async def unknown_manager(self, manager):
        async with manager:
            self.n += await load(1)
`),
  python('the lock is given back in between', `
class Client:
    def __init__(self):
        self.n = 0
        self.lock = asyncio.Lock()

    async def count(self):
        async with self.lock:
            before = self.n
        await load(1)
        async with self.lock:
            self.n = before + 1
            ~~~~~~ self.n was read before the await: what other tasks change meanwhile is lost
`),
  python('quiet: every caller holds the lock', `
class Client:
    def __init__(self):
        self.conn = None
        self.lock = asyncio.Lock()

    async def get(self):
        async with self.lock:
            await self._connect()
            await self.reconnect()

    async def _connect(self):
        if self.conn is None:
            self.conn = await load(1)

    async def reconnect(self):
        if self.conn is None:
            self.conn = await load(1)
`),
  python('quiet: looked at again, or set before the wait', `
class Client:
    def __init__(self):
        self.conn = None
        self.busy = False
        self.tasks = {}
        self.ready = False
        self.closing = False

    async def again(self):
        if self.conn is None:
            conn = await load(1)
            if self.conn is None:
                self.conn = conn

    async def loop(self):
        while self.conn is None:
            await load(1)
            if self.conn:
                break
            self.conn = 1

    async def claimed(self):
        if self.busy:
            return
        self.busy = True
        if self.conn is None:
            self.conn = await load(1)
        self.busy = False

    async def set_first(self):
        if self.ready:
            return
        self.ready = True
        await load(1)
        self.ready = True

    async def future(self, key):
        if key not in self.tasks:
            self.tasks[key] = asyncio.ensure_future(load(key))
        return await self.tasks[key]

    async def kept_out(self):
        if not self.ready and not self.closing:
            self.closing = True
            await load(1)
            self.ready = True

    async def default(self, key):
        if key not in self.tasks:
            value = await load(key)
            self.tasks.setdefault(key, value)
`),
  python('quiet: what came out of the wait decides', `
class Reader:
    def __init__(self):
        self.at_end = False

    async def read(self):
        if self.at_end:
            return b""
        chunk = await load(1)
        if not chunk:
            self.at_end = True
        return chunk

    async def either(self, flag):
        if self.at_end:
            return b""
        chunk = await load(1) if flag else b"1"
        if flag:
            line = await load(2)
        else:
            line = await load(3)
        if line == chunk:
            self.at_end = True
        return chunk
`),
  python('quiet: looked at again under the lock', `
class Store:
    def __init__(self):
        self.rows = {}
        self.lock = asyncio.Lock()

    async def get(self, key):
        if key in self.rows:
            return self.rows[key]
        async with self.lock:
            if key in self.rows:
                return self.rows[key]
            row = await load(key)
            self.rows[key] = row
            return row
`),
  python('quiet: += changes a list or a set where it is, and who knows what', `
class Store:
    def __init__(self, level):
        self.rows = []
        self.names = set()
        self.level = level

    async def more(self):
        self.rows += await load(1)
        self.names |= await load(2)
        self.level += await load(3)
`),
  python('quiet: a complaint about what is there', `
class Client:
    def __init__(self):
        self.control = None

    async def again(self):
        if self.control and self.control.killed:
            raise RuntimeError("killed")
        self.control = await load(1)
`),
  python('quiet: put aside and put back; emptied afterwards; no wait in between', `
class Client:
    def __init__(self):
        self.level = 0
        self.conn = None

    async def restored(self):
        before = self.level
        self.level = 3
        await load(1)
        self.level = before

    async def close_later(self):
        if self.conn is not None:
            await self.conn.quit()
            self.conn = None

    async def at_once(self):
        if self.conn is None:
            self.conn = object()
        await load(1)

    async def new_value(self):
        await load(self.level)
        self.level = 5
`),
  python('quiet: nobody else has the object', `
class Row:
    n = 0

async def local():
    row = Row()
    row.n += await load(1)
    cache = {}
    for key in "abc":
        if key not in cache:
            cache[key] = await load(key)
    return row, cache

async def given(row):
    if row.n is None:
        row.n = await load(1)
`),
  python('quiet: code that runs once, code of one task, code that a base class calls', `
class Base:
    async def refresh(self):
        raise NotImplementedError

class Service(Base):
    def __init__(self):
        self.conn = None
        self.n = 0
        self.task = None

    async def __aenter__(self):
        if self.conn is None:
            self.conn = await load(1)
        return self

    async def start(self):
        if self.conn is None:
            self.conn = await load(1)
        self.task = asyncio.create_task(self._work())

    async def _work(self):
        while True:
            self.n += await load(1)
            await self._step()

    async def _step(self):
        if self.conn is None:
            self.conn = await load(1)

    async def refresh(self):
        if self.conn is None:
            self.conn = await load(1)

async def main():
    global ready
    if not ready:
        ready = await load(1)

ready = False
`),
  python('one task after another is started for a private method', `
class Pool:
    def __init__(self):
        self.n = 0

    async def start(self):
        for _ in range(3):
            asyncio.create_task(self._work())

    async def _work(self):
        self.n += await load(1)
        ~~~~~~ self.n was read before the await: what other tasks change meanwhile is lost
`),
  python('quiet: decorated by something unknown, methods of unknown bases, tests', `
from somewhere import Unknown, synchronized

class Client(Unknown):
    conn = None

    async def get(self):
        if self.conn is None:
            self.conn = await load(1)
        return self.conn

class Other:
    conn = None

    @synchronized
    async def get(self):
        if self.conn is None:
            self.conn = await load(1)

counter = 0

async def test_count():
    global counter
    counter += await load(1)
`),
  python('a class that lists its attributes cannot be given a lock', `
class Slotted:
    __slots__ = ("n",)

    def __init__(self):
        self.n = 0

    async def grow(self):
        before = self.n
        await load(1)
        self.n = before + 1
        ~~~~~~ self.n was read before the await: what other tasks change meanwhile is lost
`, {
    fixed: `${START}
class Slotted:
    __slots__ = ("n",)

    def __init__(self):
        self.n = 0

    async def grow(self):
        before = self.n
        await load(1)
        self.n = before + 1
`,
  }),
  python('no lock over a wait that may last', LASTING, { fix: 'Hold a lock', fixed: (START + LASTING).replaceAll(/^ +~~.*\n/gm, '') }),
  python('a lock that something further down takes is not taken here', `
class Api:
    def __init__(self):
        self.lock = asyncio.Lock()
        self.token = None
        self.key = None

    async def tokens(self):
        async with self.lock:
            return await load(1)

    async def request(self):
        return await self.tokens()

    async def access(self):
        if self.token is None:
            self.token = await self.request()
            ~~~~~~~~~~ self.token was tested before the await: another task may have set it meanwhile
        return self.token
`, {
    fixed: `${START}
class Api:
    def __init__(self):
        self.lock = asyncio.Lock()
        self.token = None
        self.key = None
        self._token_lock = asyncio.Lock()

    async def tokens(self):
        async with self.lock:
            return await load(1)

    async def request(self):
        return await self.tokens()

    async def access(self):
        async with self._token_lock:
            if self.token is None:
                self.token = await self.request()
        return self.token
`,
  }),
  python('no lock around code that comes back to itself', `
class Tree:
    def __init__(self):
        self.first = None

    async def find(self, depth):
        if self.first is None:
            await self.deeper(depth)
            self.first = object()
            ~~~~~~~~~~ self.first was tested before the await: another task may have set it meanwhile
        return self.first

    async def deeper(self, depth):
        if depth > 0:
            await self.find(depth - 1)
        await load(1)
`, { fix: 'Hold a lock', fixed: `${START}
class Tree:
    def __init__(self):
        self.first = None

    async def find(self, depth):
        if self.first is None:
            await self.deeper(depth)
            self.first = object()
        return self.first

    async def deeper(self, depth):
        if depth > 0:
            await self.find(depth - 1)
        await load(1)
` }),
  python('no lock over more than a glance takes in', MANY_WAITS, { fix: 'Hold a lock', fixed: (START + MANY_WAITS).replaceAll(/^ +~~.*\n/gm, '') }),
  python('a lock that says what it keeps is not taken for something else', `
class Store:
    def __init__(self):
        self._names = None
        self.total = 0
        self._names_lock = asyncio.Lock()

    async def add(self, key):
        before = self.total
        await load(key)
        self.total = before + 1
        ~~~~~~~~~~ self.total was read before the await: what other tasks change meanwhile is lost
`, { fix: 'Hold a lock', fixed: `${START}
class Store:
    def __init__(self):
        self._names = None
        self.total = 0
        self._names_lock = asyncio.Lock()
        self._total_lock = asyncio.Lock()

    async def add(self, key):
        async with self._total_lock:
            before = self.total
            await load(key)
            self.total = before + 1
` }),
]);
