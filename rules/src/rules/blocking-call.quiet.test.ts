/** What must stay quiet: cheap calls, code that does not run on the loop, objects nobody knows. */
import { pictures, type Case } from './testing/pictures.js';

function python(name: string, source: string, more: Partial<Case> = {}): Case {
  return { name, language: 'python', source, ...more };
}

pictures('blocking-call', [
  python('stat-class calls', `
import os
from pathlib import Path

async def main(path: Path, name):
    return [
        path.exists(), path.is_file(), path.is_dir(), path.resolve(), path.stat(), path.parent / "x", path.name,
        os.path.exists(name), os.path.join(name, "x"), os.path.abspath(name), os.path.isfile(name), os.getcwd(),
    ]
`),
  python('a child process that is only started', `
import subprocess

async def main():
    return subprocess.Popen(["ls"])
`),
  python('a file read at start-up', `
import json

async def main():
    with open("config.json") as file:
        return json.load(file)

async def lifespan(app):
    with open("config.json") as file:
        app.config = file.read()
    yield
`),
  python('generators that are only created', `
import time

def pages():
    time.sleep(1)
    yield 1

async def main(consume):
    found = pages()
    consume(found)
    consume(time.sleep(n) for n in range(3))
`),
  python('non-blocking forms', `
import queue
import socket
import subprocess
import threading

async def main(lock: threading.Lock, jobs: queue.Queue, process: subprocess.Popen, pool_flag: bool):
    lock.acquire(blocking=False)
    lock.acquire(False)
    lock.acquire(blocking=pool_flag)
    jobs.get(block=False)
    jobs.get_nowait()
    jobs.put_nowait(1)
    process.poll()
    sock = socket.socket()
    sock.setblocking(False)
    sock.recv(10)
    other = socket.socket()
    other.settimeout(0)
    other.recv(10)
    socket.getaddrinfo("::1", 80, flags=socket.AI_NUMERICHOST)
`),
  python('awaited results come from an async twin', `
import asyncio
import redis.asyncio as redis
import httpx

async def main(client: redis.Redis, http: httpx.AsyncClient):
    await client.get("x")
    await http.get("x")
    await asyncio.sleep(1)
    process = await asyncio.create_subprocess_exec("ls")
    await process.wait()
    await process.communicate()
    jobs = asyncio.Queue()
    await jobs.get()
    lock = asyncio.Lock()
    await lock.acquire()
    event = asyncio.Event()
    await event.wait()
`),
  python('handed to a thread or process', `
import asyncio
import functools
import threading
import time
from concurrent.futures import ProcessPoolExecutor, ThreadPoolExecutor

def work(n=1):
    time.sleep(n)

class Service:
    def step(self):
        time.sleep(1)

    async def run(self):
        await asyncio.to_thread(self.step)

async def main(pool: ThreadPoolExecutor, path):
    loop = asyncio.get_running_loop()
    await asyncio.to_thread(work)
    await asyncio.to_thread(time.sleep, 1)
    await asyncio.to_thread(lambda: time.sleep(1))
    await asyncio.to_thread(functools.partial(work, 2))
    await asyncio.to_thread(list, path.glob("*"))
    await loop.run_in_executor(None, work)
    await loop.run_in_executor(pool, lambda: work(2))
    threading.Thread(target=work).start()
    threading.Thread(target=lambda: work()).start()
    threading.Timer(1, work).start()
    pool.submit(work, 1)
    pool.map(str, [1])

    def nested():
        work()
        open("x").read()
    await asyncio.to_thread(nested)
    await loop.run_in_executor(None, nested)
`),
  python('anyio, starlette, asgiref and trio hand over as well', `
import time
import anyio
import trio
from anyio import to_thread
from starlette.concurrency import run_in_threadpool
from asgiref.sync import sync_to_async

def work():
    time.sleep(1)

@sync_to_async
def wrapped():
    time.sleep(1)

async def main():
    await anyio.to_thread.run_sync(work)
    await to_thread.run_sync(lambda: time.sleep(1))
    await trio.to_thread.run_sync(work)
    await run_in_threadpool(work)
    await sync_to_async(work)()
    await wrapped()
`),
  python('a name alone proves nothing', `
class Cache:
    def get(self, key):
        return key

    def sleep(self, n):
        return n

async def main(requests, time, client, self):
    Cache().get("x")
    Cache().sleep(1)
    requests.get("x")
    time.sleep(1)
    client.execute("select 1")
    self.session.get("x")
    get("x")
    open = client.open
    open("x").read()
`),
  python('doubles', `
from unittest.mock import AsyncMock, Mock
import requests_mock

async def main():
    time = Mock()
    time.sleep(1)
    client = AsyncMock()
    client.get("x")
    with requests_mock.Mocker() as m:
        m.get("http://x", text="y")
`),
  python('objects in memory', `
import io
import json

async def main(text):
    buffer = io.StringIO(text)
    buffer.read()
    io.BytesIO().write(b"x")
    json.load(buffer)
    json.dumps(text)
    print(text)
    sorted([3, 1])
`),
  python('sync code', `
import time

def work():
    time.sleep(1)

class Worker:
    def run(self):
        work()

work()
`),
  python('a function that is passed on is not called here', `
import time
import asyncio

def work():
    time.sleep(1)

async def main(register):
    register(work)
    return work
`),
  python('short waits on an asyncio future or task', `
import asyncio

async def main(task: asyncio.Task, future: asyncio.Future):
    await asyncio.wait([task])
    return task.result(), future.result()
`),
  python('imported only for types', `
from __future__ import annotations
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import requests

async def main(response: requests.Response):
    return response.status_code, response.json(), response.text
`),
  python('two locks that are taken together', `
import asyncio
import threading

class Pair:
    def __init__(self, a: threading.RLock, b: threading.RLock):
        self._a = a
        self._b = b

    def __enter__(self):
        self._a.acquire()
        self._b.acquire()

    def __exit__(self, *exc):
        self._b.release()
        self._a.release()

class Table:
    def __init__(self):
        self._lock = threading.RLock()
        self.items = {}

    def update(self, other):
        with Pair(self._lock, other._lock):
            self.items.update(other.items)

    def lend(self):
        self._lock.acquire()
        return self.items

async def merge(a: Table, b: Table):
    a.update(b)
    await asyncio.sleep(0)
    a.lend()
    ~~~~~~~~ a.lend() blocks the event loop: it reaches threading.RLock.acquire (thread lock or queue)
`),
  python('a lock for readers and writers that the project builds of a condition', `
from contextlib import contextmanager
from threading import Condition

class ReadWriteLock:
    def __init__(self):
        self._cond = Condition()
        self._readers = 0
        self._writer = False

    def acquire(self):
        with self._cond:
            while self._writer:
                self._cond.wait()
            self._readers += 1

    def release(self):
        with self._cond:
            self._readers -= 1
            self._cond.notify_all()

    @contextmanager
    def reading(self):
        self.acquire()
        try:
            yield
        finally:
            self.release()

class Turnstile:
    def __init__(self):
        self._cond = Condition()
        self._free = 3

    def __enter__(self):
        with self._cond:
            self._cond.wait_for(lambda: self._free > 0)
            self._free -= 1

    def __exit__(self, *exc):
        with self._cond:
            self._free += 1
            self._cond.notify()

class Bus:
    def __init__(self):
        self._lock = ReadWriteLock()
        self._turnstile = Turnstile()

    def emit(self, event):
        with self._lock.reading():
            print(event)
        with self._turnstile:
            print(event)

async def main(bus: Bus, lock: ReadWriteLock):
    bus.emit("x")
    with lock.reading():
         ~~~~~~~~~~~~~~ Entering \`lock.reading()\` blocks the event loop: it reaches \`threading.Condition.wait\` (thread lock or queue)
        print("x")
`),
  python('a condition that something else than leaving fulfils still blocks', `
from threading import Condition

class Mailbox:
    def __init__(self):
        self._cond = Condition()
        self._letters = []

    def put(self, letter):
        with self._cond:
            self._letters.append(letter)
            self._cond.notify()

    def take(self):
        with self._cond:
            while not self._letters:
                self._cond.wait()
            return self._letters.pop()

async def main(box: Mailbox):
    return box.take()
           ~~~~~~~~~~ \`box.take()\` blocks the event loop: it reaches \`threading.Condition.wait\` (thread lock or queue)
`),
  python('where the code has found that no loop runs', `
import asyncio
import concurrent.futures

async def close(work, loop):
    try:
        running = asyncio.get_running_loop()
    except RuntimeError:
        running = None
    future = asyncio.run_coroutine_threadsafe(work(), loop)
    if running is not None:
        await asyncio.wrap_future(future)
    else:
        future.result(timeout=5)

async def other(future: concurrent.futures.Future, given=None):
    if given is None:
        return future.result()
               ~~~~~~~~~~~~~~~ \`future.result()\` blocks the event loop (thread lock or queue)
    return given
`),
  python('a thread with a loop of its own, for callers without one', `
import asyncio
import contextlib
import threading

def running_loop():
    with contextlib.suppress(RuntimeError):
        return asyncio.get_running_loop()
    return None

class Service:
    def __init__(self, own=False):
        self._own = own
        self.start()

    def start(self):
        self.loop = None if self._own else running_loop()
        if self.loop:
            return
        self._start_thread()

    def _start_thread(self):
        ready = threading.Event()
        threading.Thread(target=lambda: ready.set(), daemon=True).start()
        ready.wait()

class Plain:
    def __init__(self):
        ready = threading.Event()
        threading.Thread(target=lambda: ready.set(), daemon=True).start()
        ready.wait()

clients = {}

def client():
    try:
        loop = asyncio.get_running_loop()
    except RuntimeError:
        loop = None
    return clients[loop]

def state():
    ready = threading.Event()
    client().read(ready)
    ready.wait()

async def main():
    state()
    ~~~~~~~ \`state()\` blocks the event loop: it reaches \`threading.Event.wait\` (thread lock or queue)
    return Service(), Plain()
                      ~~~~~~~ \`Plain()\` blocks the event loop: it reaches \`threading.Event.wait\` (thread lock or queue)
`),
  python('locks that are taken and given back by methods of their own', `
import threading

class Pair:
    def __init__(self, a: threading.RLock, b: threading.RLock):
        self._a = a
        self._b = b

    def __enter__(self):
        self._a.acquire()
        self._b.acquire()

    def __exit__(self, *exc):
        self._b.release()
        self._a.release()

class Table:
    def __init__(self):
        self._lock = threading.RLock()
        self._other = threading.Lock()
        self._gate = threading.Lock()

    def merge(self, other):
        with Pair(self._lock, other._lock):
            print(other)
        self._other.acquire()
        try:
            print(self)
        finally:
            self._other.release()

    def wait(self):
        self._gate.acquire()

async def main(table: Table, other: Table):
    table.merge(other)
    table.wait()
    ~~~~~~~~~~~~ \`table.wait()\` blocks the event loop: it reaches \`threading.Lock.acquire\` (thread lock or queue)
`),
  python('data URLs are their own content', `
import urllib.request

def decode(url: str):
    if not url.startswith("data:"):
        raise ValueError(url)
    with urllib.request.urlopen(url) as response:
        return response.read() + urllib.request.urlopen(url).read()

def fetch(url: str):
    if not url.startswith("https:"):
        raise ValueError(url)
    return urllib.request.urlopen(url).read()

async def main(url: str):
    decode(url)
    fetch(url)
    ~~~~~~~~~~ \`fetch(…)\` blocks the event loop: it reaches \`urllib.request.urlopen\` (HTTP)
`),
  python('sockets that the loop reads do not block', `
import socket

async def ask(loop, connection: socket.socket, other: socket.socket):
    connection.sendto(b"x", ("127.0.0.1", 1))
    answer = await loop.sock_recv(connection, 74)
    other.sendto(answer, ("127.0.0.1", 1))
    ~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~ \`other.sendto(…)\` blocks the event loop (network)
`),
]);
