import { pictures } from './testing/pictures.js';

pictures('busy-wait', [
  {
    name: 'a flag of the object becomes an event', language: 'python',
    source: `import asyncio

class Service:
    def __init__(self):
        self.ready = False  # not yet

    async def start(self):
        self.ready = True

    async def stop(self):
        if self.ready:
            self.ready = False

    async def until_ready(self):
        while not self.ready:
        ~~~~~~~~~~~~~~~~~~~~ while not self.ready polls what this program writes itself: an event wakes it at once
            await asyncio.sleep(0.1)
        print("ready")
`,
    fixed: `import asyncio

class Service:
    def __init__(self):
        self.ready = asyncio.Event()  # not yet

    async def start(self):
        self.ready.set()

    async def stop(self):
        if self.ready.is_set():
            self.ready.clear()

    async def until_ready(self):
        await self.ready.wait()
        print("ready")
`,
  },
  {
    name: 'events and tasks can be waited for', language: 'python',
    source: `import asyncio

async def work(event: asyncio.Event):
    task = asyncio.create_task(asyncio.sleep(1))
    while not event.is_set():
    ~~~~~~~~~~~~~~~~~~~~~~~~ while not event.is_set() polls an event: await event.wait() wakes it at once
        await asyncio.sleep(0.1)
    while not task.done():
    ~~~~~~~~~~~~~~~~~~~~~ while not task.done() polls a task: waiting for task wakes it at once
        await asyncio.sleep(0)
    while True:
    ~~~~~~~~~~ while True polls an event: await event.wait() wakes it at once
        if event.is_set():
            break
        await asyncio.sleep(1)
`,
    fixed: `import asyncio

async def work(event: asyncio.Event):
    task = asyncio.create_task(asyncio.sleep(1))
    await event.wait()
    await asyncio.wait([task])
    await event.wait()
`,
  },
  {
    name: 'trio, with a comment; counters and globals have no fix', language: 'python',
    source: `import trio

ready = False

async def start(service):
    global ready
    ready = True
    service.pending -= 1

async def work(event: trio.Event, service):
    while not event.is_set():
    ~~~~~~~~~~~~~~~~~~~~~~~~ while not event.is_set() polls an event: await event.wait() wakes it at once
        # soon
        await trio.sleep(0.1)
    while not ready:
    ~~~~~~~~~~~~~~~ while not ready polls what this program writes itself: an event wakes it at once
        await trio.sleep(0.1)
    while service.pending > 0:
    ~~~~~~~~~~~~~~~~~~~~~~~~~ while service.pending > 0 polls what this program writes itself: an event wakes it at once
        await trio.sleep(0.1)
`,
    fixed: `import trio

ready = False

async def start(service):
    global ready
    ready = True
    service.pending -= 1

async def work(event: trio.Event, service):
    # soon
    await event.wait()
    while not ready:
        await trio.sleep(0.1)
    while service.pending > 0:
        await trio.sleep(0.1)
`,
  },
  {
    name: 'no fix where others use the flag', language: 'python',
    source: `import asyncio

class Service:
    def __init__(self):
        self.ready = False

    def start(self):
        self.ready = True

    async def until_ready(self):
        while not self.ready:
        ~~~~~~~~~~~~~~~~~~~~ while not self.ready polls what this program writes itself: an event wakes it at once
            await asyncio.sleep(0.1)

def show(service):
    print(service.ready)
`,
  },
  {
    name: 'no fix where the flag is used by its name', language: 'python',
    source: `import asyncio

class Service:
    def __init__(self):
        self.ready = False

    def start(self):
        setattr(self, "ready", True)
        self.ready = True

    async def until_ready(self):
        while not self.ready:
        ~~~~~~~~~~~~~~~~~~~~ while not self.ready polls what this program writes itself: an event wakes it at once
            await asyncio.sleep(0.1)
`,
    fixed: `import asyncio

class Service:
    def __init__(self):
        self.ready = False

    def start(self):
        setattr(self, "ready", True)
        self.ready = True

    async def until_ready(self):
        while not self.ready:
            await asyncio.sleep(0.1)
`,
  },
  {
    name: 'quiet: the outside world', language: 'python',
    source: `import asyncio
import time
from pathlib import Path

class Service:
    def __init__(self, client):
        self.client = client
        self.deadline = 0

    @property
    def connected(self):
        return self.client.ping()

    def extend(self):
        self.deadline += 1
        self.connected = True

    async def work(self, path: Path, process, job):
        while not path.exists():
            await asyncio.sleep(1)
        while process.poll() is None:
            await asyncio.sleep(1)
        while not await self.client.is_ready():
            await asyncio.sleep(1)
        while not self.connected:
            await asyncio.sleep(1)
        while time.monotonic() < self.deadline:
            await asyncio.sleep(1)
        while not self.client.ready:
            await asyncio.sleep(1)
        while not job.is_set():
            await asyncio.sleep(1)
        while True:
            await asyncio.sleep(1)
        while not self.deadline:
            await asyncio.sleep(1)
            print("working")
`,
  },
  {
    name: 'quiet: nobody else writes it, or another thread does', language: 'python',
    source: `import asyncio
import threading

class Reader:
    def __init__(self):
        self.done = False
        self.ready = False

    def read(self):
        self.done = True

    def start(self):
        threading.Thread(target=self.read).start()

    async def until_done(self, n):
        self.start()
        while not self.done:
            await asyncio.sleep(0.1)
        while not self.ready:
            await asyncio.sleep(0.1)
        while n:
            await asyncio.sleep(0.1)

class Other:
    def set(self):
        self.ready = True
`,
  },
  {
    name: 'quiet: tests', language: 'python',
    source: `import asyncio

class Service:
    def start(self):
        self.ready = True

    async def test_start(self):
        while not self.ready:
            await asyncio.sleep(0.1)
`,
  },
]);
