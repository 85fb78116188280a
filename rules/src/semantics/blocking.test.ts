import assert from 'node:assert/strict';
import { test } from 'node:test';
import { BlockingAnalysis } from './blocking.js';
import { pictureOf } from './python/reveal.js';
import type { FunctionModel } from '../model/index.js';
import type { LibraryCallable, Semantics } from './semantics.js';

/** `line: a → b → c [category]` for every invocation of the function `main` (or `name`) that blocks. */
function blockingIn(text: string, { name = 'main', budget }: { name?: string; budget?: { depth: number; functions: number } } = {}): string[] {
  const { fn, semantics } = find(text, name);
  const analysis = new BlockingAnalysis(semantics, budget);
  return semantics.invocations(fn).flatMap((invocation) => {
    const fact = analysis.blocking(invocation);
    return fact ? [`${fact.chain.map((link) => link.name).join(' → ')} [${fact.category}] ${fact.primitive}`] : [];
  });
}

function find(text: string, name: string): { fn: FunctionModel; semantics: Semantics; text: string } {
  const { project, semantics } = pictureOf(text);
  const module = project.module('/project/main.py');
  const fn = module?.functions.find((candidate) => candidate.name === name);
  assert.ok(module && fn, `no function ${name}`);
  return { fn, semantics, text: module.text };
}

test('direct calls: aliases, receivers, await', () => {
  assert.deepEqual(blockingIn(`
    import time, requests, subprocess
    from time import sleep as nap
    async def main(session: requests.Session):
        time.sleep(1)
        nap(1)
        session.get("u").json()
        await asyncio.sleep(1)
        subprocess.Popen(["a"])
        subprocess.Popen(["a"]).wait()
        print(len("x"))
  `), [
    'time.sleep [sleep] time.sleep',
    'nap [sleep] time.sleep',
    'session.get [http] requests.Session.get',
    'subprocess.Popen.wait [process] subprocess.Popen.wait',
  ]);
});

test('chains through helpers of any depth and files, shortest first', () => {
  assert.deepEqual(blockingIn(`
    from store import load_config
    async def main():
        load_config()
    # file: store.py
    import requests, time
    def load_config():
        return detour()
    def detour():
        longer()
        return fetch()
    def longer():
        deeper()
    def deeper():
        deepest()
    def deepest():
        time.sleep(1)
    def fetch():
        return remote()
    def remote():
        return requests.get("u")
  `), ['load_config → detour → fetch → remote → requests.get [http] requests.get']);
});

test('the places of a chain are the calls', () => {
  const { fn, semantics, text } = find(`
    import time
    def helper():
        x = 1
        time.sleep(x)
    async def main():
        helper()
  `, 'main');
  const [invocation] = semantics.invocations(fn);
  assert.ok(invocation);
  const fact = new BlockingAnalysis(semantics).blocking(invocation);
  assert.deepEqual(fact?.chain.map(({ place }) => text.slice(place.start, place.end)), ['helper()', 'time.sleep(x)']);
});

test('cycles end, with and without something blocking in them', () => {
  assert.deepEqual(blockingIn(`
    import time
    def even(n): return n == 0 or odd(n - 1)
    def odd(n): return even(n - 1)
    def ping(n):
        pong(n)
    def pong(n):
        ping(n)
        rest()
    def rest(): time.sleep(1)
    async def main():
        even(3)
        ping(1)
        pong(1)
  `), ['ping → pong → rest → time.sleep [sleep] time.sleep', 'pong → rest → time.sleep [sleep] time.sleep']);
});

test('what runs elsewhere or not at all is cut', () => {
  assert.deepEqual(blockingIn(`
    import asyncio, time, threading
    from concurrent.futures import ThreadPoolExecutor
    def work(): time.sleep(1)
    def lines():
        time.sleep(1)
        yield 1
    async def twin(): time.sleep(1)
    pool = ThreadPoolExecutor()
    async def main():
        await asyncio.to_thread(work)
        await asyncio.to_thread(lambda: time.sleep(1))
        pool.submit(work)
        threading.Thread(target=work).start()
        lines()
        await twin()
        def later(): time.sleep(1)
        asyncio.get_running_loop().run_in_executor(None, later)
  `), []);
});

test('a nested function counts when it is called', () => {
  assert.deepEqual(blockingIn(`
    import time
    async def main():
        def inner(): time.sleep(1)
        inner()
  `), ['inner → time.sleep [sleep] time.sleep']);
});

test('generators, properties, constructors, context managers and operators', () => {
  assert.deepEqual(blockingIn(`
    import time
    from contextlib import contextmanager
    def lines():
        time.sleep(1)
        yield 1
    class Thing:
        def __init__(self): time.sleep(1)
        @property
        def value(self): return time.sleep(1)
        def __enter__(self): return self
        def __exit__(self, *a): time.sleep(1)
        def __add__(self, other): return time.sleep(1)
    class Quiet:
        value = 1
    @contextmanager
    def entering():
        time.sleep(1)
        yield
    @contextmanager
    def leaving():
        try:
            yield
        finally:
            time.sleep(1)
    async def main(thing: Thing):
        for line in lines(): pass
        Thing()
        thing.value
        Quiet().value
        thing + 1
        with thing: pass
        with entering(): pass
        with leaving(): pass
  `), [
    'lines → time.sleep [sleep] time.sleep',
    'Thing → time.sleep [sleep] time.sleep',
    'thing.value → time.sleep [sleep] time.sleep',
    'Thing.__add__ → time.sleep [sleep] time.sleep',
    'Thing.__exit__ → time.sleep [sleep] time.sleep',
    'entering → time.sleep [sleep] time.sleep',
    'leaving → time.sleep [sleep] time.sleep',
  ]);
});

test('a pool has nothing to wait for when its work was awaited', () => {
  assert.deepEqual(blockingIn(`
    import asyncio
    from concurrent.futures import ProcessPoolExecutor, ThreadPoolExecutor
    async def main(work):
        loop = asyncio.get_running_loop()
        with ProcessPoolExecutor() as direct:
            print(await loop.run_in_executor(direct, work))
            await loop.run_in_executor(direct, work, 1)
        with ThreadPoolExecutor() as both:
            await asyncio.gather(loop.run_in_executor(both, work), loop.run_in_executor(both, work), return_exceptions=True)
  `), []);
  const EXIT = 'concurrent.futures.ThreadPoolExecutor.__exit__ [thread-sync] concurrent.futures.ThreadPoolExecutor.__exit__';
  for (const work of [
    'future = loop.run_in_executor(pool, work)',
    'await loop.run_in_executor(pool, work); pool.submit(work)',
    'await asyncio.wait_for(loop.run_in_executor(pool, work), 1)',
    'await asyncio.gather(loop.run_in_executor(pool, work), other())',
    'async with asyncio.timeout(1): await loop.run_in_executor(pool, work)',
    'await other(pool)',
  ]) {
    assert.deepEqual(blockingIn(`
      import asyncio
      from concurrent.futures import ThreadPoolExecutor
      async def main(work, other):
          loop = asyncio.get_running_loop()
          with ThreadPoolExecutor() as pool:
              ${work}
    `), [EXIT], work);
  }
});

test('entering, leaving and iterating library objects', () => {
  assert.deepEqual(blockingIn(`
    import threading, sqlite3
    from pathlib import Path
    from concurrent.futures import ThreadPoolExecutor
    lock = threading.Lock()
    async def main(path: Path):
        with lock: pass
        with ThreadPoolExecutor() as pool: pass
        for line in path.open(): pass
        for row in sqlite3.connect("x").execute("select 1"): pass
        path.exists()
        path.parent.joinpath("a").read_text()
  `), [
    'threading.Lock.__enter__ [thread-sync] threading.Lock.__enter__',
    'concurrent.futures.ThreadPoolExecutor.__exit__ [thread-sync] concurrent.futures.ThreadPoolExecutor.__exit__',
    'path.open [file] pathlib.Path.open',
    'io.FileObject.__next__ [file] io.FileObject.__next__',
    'sqlite3.connect [database] sqlite3.connect',
    'sqlite3.Connection.execute [database] sqlite3.Connection.execute',
    'sqlite3.Cursor.__next__ [database] sqlite3.Cursor.__next__',
    'pathlib.Path.read_text [file] pathlib.Path.read_text',
  ]);
});

test('arguments that switch blocking off, for certain or perhaps', () => {
  assert.deepEqual(blockingIn(`
    import threading, queue, smtplib
    lock = threading.Lock()
    q = queue.Queue()
    async def main(flag, seconds, args):
        lock.acquire(blocking=False)
        lock.acquire(False)
        lock.acquire(timeout=0)
        lock.acquire(flag)
        lock.acquire(*args)
        q.get(block=False)
        q.get_nowait()
        smtplib.SMTP()
        lock.acquire()
        lock.acquire(timeout=seconds)
        q.get(timeout=5)
        smtplib.SMTP("host")
  `), [
    'lock.acquire [thread-sync] threading.Lock.acquire',
    'lock.acquire [thread-sync] threading.Lock.acquire',
    'q.get [thread-sync] queue.Queue.get',
    'smtplib.SMTP [network] smtplib.SMTP',
  ]);
});

test('sockets that were made non-blocking', () => {
  assert.deepEqual(blockingIn(`
    import socket
    async def main(given: socket.socket):
        quiet = socket.socket()
        quiet.setblocking(False)
        quiet.recv(1)
        given.recv(1)
        loud = socket.socket()
        loud.settimeout(3)
        loud.recv(1)
        try:
            socket.socket().recv(1)
        except BlockingIOError:
            pass
  `), ['loud.recv [network] socket.socket.recv']);
});

test('several possible targets: one is enough when all are known, else all must block', () => {
  const text = (other: string): string => `
    import time
    class A:
        def run(self): time.sleep(1)
    class B:
        def run(self): ${other}
    async def main(flag):
        x = A()
        if flag: x = B()
        x.run()
  `;
  const chains = (other: string, complete: boolean): string[] => {
    const { fn, semantics } = find(text(other), 'main');
    const invocations = semantics.invocations(fn).map((invocation) => ({ ...invocation, targets: { ...invocation.targets, complete } }));
    assert.equal(invocations.at(-1)?.targets.functions.length, 2);
    const analysis = new BlockingAnalysis(semantics);
    return invocations.flatMap((invocation) => analysis.blocking(invocation)?.chain.map(({ name }) => name).join(' → ') ?? []);
  };
  assert.deepEqual(chains('return 1', true), ['x.run → time.sleep']);
  assert.deepEqual(chains('return 1', false), []);
  assert.deepEqual(chains('time.sleep(2)', false), ['x.run → time.sleep']);
});

test('budgets end a search as not known and are counted', () => {
  const helpers = Array.from({ length: 10 }, (_, index) => `    def f${index}(): f${index + 1}()`).join('\n');
  const text = `
    import time
${helpers}
    def f10(): time.sleep(1)
    async def main():
        f0()
        unknown_thing()
  `;
  assert.equal(blockingIn(text)[0]?.split(' → ').length, 12);
  const { fn, semantics } = find(text, 'main');
  const analysis = new BlockingAnalysis(semantics, { depth: 5, functions: 100 });
  for (const invocation of semantics.invocations(fn)) assert.equal(analysis.blocking(invocation), undefined);
  assert.equal(analysis.stats.truncated, 1);
});

test('reaches finds other callables, with the functions on the way', () => {
  const { fn, semantics } = find(`
    import asyncio
    async def job(): ...
    def helper(): return run(job())
    def run(c): return asyncio.run(c)
    async def main():
        helper()
  `, 'main');
  const startsLoop = ({ facts }: LibraryCallable): boolean => facts.role === 'run-loop';
  const [invocation] = semantics.invocations(fn);
  assert.ok(invocation);
  const reached = new BlockingAnalysis(semantics).reaches(invocation, startsLoop);
  assert.equal(reached?.callable.name, 'asyncio.run');
  assert.deepEqual(reached?.functions.map(({ name }) => name), ['helper', 'run']);
  assert.deepEqual(reached?.chain.map(({ name }) => name), ['helper', 'run', 'asyncio.run']);
});

test('a function that asks which thread it is on proves nothing about the loop', () => {
  assert.deepEqual(blockingIn(`
    import threading
    from concurrent.futures import Future
    def report(future: Future, loop_thread):
        if threading.get_ident() != loop_thread:
            future.result()
    async def main():
        report(Future(), 1)
  `), []);
});

test('a lock taken for a moment counts in the coroutine itself, not in a helper', () => {
  assert.deepEqual(blockingIn(`
    import threading
    lock = threading.Lock()
    def helper():
        with lock:
            return 1
    async def main():
        helper()
  `), []);
  assert.equal(blockingIn(`
    import threading
    lock = threading.Lock()
    async def main():
        with lock:
            return 1
  `).length, 1);
});

test('a call whose result is awaited may be the async side of a facade', () => {
  assert.deepEqual(blockingIn(`
    import time
    class Client:
        def close(self):
            if self.is_async:
                return self.aclose()
            time.sleep(1)
    async def main(client: Client):
        await client.close()
  `), []);
});

test('generator expressions run where they are consumed; long constant ranges are work', () => {
  assert.deepEqual(blockingIn(`
    import time
    from pathlib import Path
    N = 10 ** 6
    async def main(take, folder: Path, n):
        take(time.sleep(i) for i in range(3))
        for late in (time.sleep(i) for i in range(3)):
            pass
        any(time.sleep(i) for i in range(3))
        take(*(helper(i) for i in [1]))
        ", ".join(helper(i) for i in [1])
        lazily = (i for i in range(10 ** 9))
        sum(i for i in range(n))
        max(range(0, N * 2, 2))
        for path in folder.glob("*"):
            (path / "x").read_text()
    def helper(i):
        return [i for i in range(N)]
  `), [
    'time.sleep [sleep] time.sleep',
    'time.sleep [sleep] time.sleep',
    'helper → range(N) [cpu] range(N)',
    'helper → range(N) [cpu] range(N)',
    'max [cpu] max',
    'pathlib.Paths.__next__ [file] pathlib.Paths.__next__',
    'pathlib.Path.read_text [file] pathlib.Path.read_text',
  ]);
});

test('calls on the way that may be left out are counted', () => {
  const { fn, semantics } = find(`
    import time
    def always():
        time.sleep(1)
    def sometimes(flag):
        if flag:
            always()
    def early(flag):
        if not flag:
            return
        sometimes(flag)
    def each(items):
        for item in items:
            early(item)
    async def main():
        always()
        sometimes(True)
        early(True)
        each([1])
  `, 'main');
  const analysis = new BlockingAnalysis(semantics);
  assert.deepEqual(semantics.invocations(fn).filter(({ form }) => form === 'call').map((invocation) => analysis.blocking(invocation)?.optionalHops), [0, 1, 2, 3]);
});

test('decisions on the way are counted: branches, an elif once, early returns, but no guard that raises', () => {
  const { fn, semantics } = find(`
    import time
    def always(flag):
        if flag is None:
            raise ValueError(flag)
        time.sleep(1)
    def chosen(kind, flag):
        if kind == "a":
            return 1
        elif kind == "b":
            if flag:
                always(flag)
    def late(kind, flag):
        if not kind:
            return None
        return flag and chosen(kind, flag)
    async def main():
        always(True)
        chosen("b", True)
        late("b", True)
  `, 'main');
  const analysis = new BlockingAnalysis(semantics);
  assert.deepEqual(semantics.invocations(fn).filter(({ form }) => form === 'call').map((invocation) => analysis.blocking(invocation)?.decisions), [0, 2, 4]);
});

test('archives over memory, declared streams and datagram sockets do not wait', () => {
  assert.deepEqual(blockingIn(`
    import gzip, io, os, socket, tarfile, zipfile
    from typing import BinaryIO, IO
    def packed(data: bytes, out: IO[str]):
        buffer = io.BytesIO(data)
        zipfile.ZipFile(buffer, "w").close()
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            archive.read("a")
        gzip.GzipFile(fileobj=io.BytesIO(data)).readable()
        tarfile.open(fileobj=buffer, mode="r")
        out.write("text in memory, perhaps")
    def address():
        probe = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
        probe.connect(("10.0.0.1", 80))
        return probe.getsockname()
    async def main(data: bytes, stream: BinaryIO):
        packed(data, None)
        address()
        stream.read()
        for line in stream: pass
  `), []);
  assert.deepEqual(blockingIn(`
    import socket, zipfile
    async def main(path: str, file):
        with zipfile.ZipFile(path) as archive:
            archive.read("a")
        zipfile.ZipFile(file)
        link = socket.socket(socket.AF_INET, socket.SOCK_STREAM)
        link.connect(("10.0.0.1", 80))
  `), [
    'zipfile.ZipFile [file] zipfile.ZipFile',
    'archive.read [file] zipfile.ZipFile.read',
    'zipfile.ZipFile [file] zipfile.ZipFile',
    'link.connect [network] socket.socket.connect',
  ]);
});

test('what was asked before need not wait: futures that are done, children that are only looked at, bodies that are there', () => {
  assert.deepEqual(blockingIn(`
    import concurrent.futures, httpx, os
    from concurrent.futures import Future
    def answer(future: Future):
        if not future.done():
            return None
        return future.result()
    def read(response: httpx.Response):
        return response.read(), [chunk for chunk in response.iter_bytes()]
    async def main(future: Future, pid: int, ready: bool):
        answer(future)
        (future.result() if future.done() else None)
        ready and future.done() and future.result()
        os.waitpid(pid, os.WNOHANG)
        read(httpx.Response(200))
  `), []);
  assert.deepEqual(blockingIn(`
    import httpx, os
    from concurrent.futures import Future
    async def main(future: Future, other: Future, pid: int, ready: bool):
        if ready or future.done():
            future.result()
        if other.done():
            future.result()
        else:
            other.result()
        os.waitpid(pid, 0)
        with httpx.stream("GET", "u") as response:
            response.read()
  `), [
    'future.result [thread-sync] concurrent.futures.Future.result',
    'future.result [thread-sync] concurrent.futures.Future.result',
    'other.result [thread-sync] concurrent.futures.Future.result',
    'os.waitpid [process] os.waitpid',
    'httpx.ResponseContext.__enter__ [http] httpx.ResponseContext.__enter__',
    'response.read [http] httpx.StreamedResponse.read',
  ]);
});

test('a process that was polled and is gone need not be waited for', () => {
  const after = (code: string) => blockingIn(`
    import asyncio, subprocess
    class Kernel:
        def __init__(self):
            self.process = subprocess.Popen(["x"])
            self.other = subprocess.Popen(["y"])
        async def poll(self):
            return self.process.poll() if self.process else 0
        async def main(self):
            ${code.replaceAll('\n', '\n            ')}
  `);
  assert.deepEqual(after('while self.process.poll() is None:\n    await asyncio.sleep(1)\nself.process.wait()'), []);
  assert.deepEqual(after('while await self.poll() is None:\n    await asyncio.sleep(1)\nself.process.wait()'), []);
  assert.deepEqual(after('if self.process.poll() is not None:\n    self.process.wait()'), []);
  assert.equal(after('if self.process.poll() is None:\n    self.process.wait()').length, 1);
  assert.equal(after('while await self.poll() is None:\n    await asyncio.sleep(1)\nself.other.wait()').length, 1);
});

test('who waits for a function that ends when the answer is there has asked', () => {
  const waiting = `
    import asyncio, time
    from concurrent.futures import Future
    async def finished(log, job):
        while not job.done():
            await asyncio.sleep(0.2)
    async def looked(job):
        while not job.done():
            if asyncio.current_task().cancelling():
                break
            await asyncio.sleep(0.2)
    async def tried(job, times):
        while not job.done():
            times -= 1
            if times == 0:
                return
            await asyncio.sleep(0.2)
    def held(job):
        while not job.done():
            pass
  `;
  const after = (code: string) => blockingIn(`${waiting}
    async def main(future: Future, other: Future, ready: bool):
        ${code.replaceAll('\n', '\n        ')}
  `).length;
  assert.equal(after('await finished("x", job=future)\ntry:\n    future.result()\nfinally:\n    pass'), 0);
  assert.equal(after('if ready:\n    await finished(other, future)\n    future.exception()'), 0);
  assert.equal(after('held(future)\nfuture.result()'), 0);
  assert.deepEqual([
    'await finished("x", other)\nfuture.result()',
    'await looked(future)\nfuture.result()',
    'await tried(future, 3)\nfuture.result()',
    'finished("x", future)\nfuture.result()',
    'await finished("x", future)\nfuture = other\nfuture.result()',
    'if ready:\n    await finished("x", future)\nfuture.result()',
  ].map(after), [1, 1, 1, 1, 1, 1]);
});


test('a function that asks whether a loop is running proves nothing about the loop', () => {
  assert.deepEqual(blockingIn(`
    import asyncio, time
    def running():
        try:
            return asyncio.get_running_loop()
        except RuntimeError:
            return None
    def either():
        if running() is not None:
            return asyncio.sleep(1)
        return time.sleep(1)
    def tried():
        try:
            loop = asyncio.get_running_loop()
        except RuntimeError:
            time.sleep(1)
        else:
            loop.call_later(1, print)
    def unaware():
        loop = asyncio.get_running_loop()
        time.sleep(1)
    async def main():
        either()
        tried()
        unaware()
  `), ['unaware → time.sleep [sleep] time.sleep']);
});

test('builtins that step through what they are given run it', () => {
  assert.deepEqual(blockingIn(`
    import time
    from concurrent.futures import ThreadPoolExecutor
    from pathlib import Path
    def pages():
        while True:
            time.sleep(1)
            yield 1
    async def main(folder: Path, names: list, pool: ThreadPoolExecutor):
        pool.map(str, names)
        list(pool.map(str, names))
        sorted(folder.glob("*"))
        any(folder.iterdir())
        list(pages())
        sum(names)
        map(str, folder.iterdir())
        iter(pages())
  `), [
    'pool.map [thread-sync] concurrent.futures.Results.__next__',
    'folder.glob [file] pathlib.Paths.__next__',
    'folder.iterdir [file] pathlib.Paths.__next__',
    'pages → time.sleep [sleep] time.sleep',
  ]);
});

test('what measures since the last call does not wait', () => {
  assert.deepEqual(blockingIn(`
    import psutil
    async def main():
        psutil.cpu_percent()
        psutil.cpu_percent(interval=None)
        psutil.cpu_percent(interval=0)
        psutil.cpu_percent(interval=1)
  `), ['psutil.cpu_percent [sleep] psutil.cpu_percent']);
});

test('alternatives of libraries must agree, and a spooled file is in memory until it is not', () => {
  assert.deepEqual(blockingIn(`
    import asyncio, concurrent.futures, tempfile
    def failure(future: concurrent.futures.Future | asyncio.Future):
        return future.exception()
    def waited(future: concurrent.futures.Future):
        return future.exception()
    async def main(one: concurrent.futures.Future, either: concurrent.futures.Future | asyncio.Future):
        failure(either)
        waited(one)
        spooled = tempfile.SpooledTemporaryFile()
        spooled.readlines()
  `), ['waited → future.exception [thread-sync] concurrent.futures.Future.exception']);
});

test('an alternative of which nothing is known does not speak against another', () => {
  assert.equal(blockingIn(`
    import boto3
    from mypy_boto3_dynamodb import DynamoDBClient
    class Store:
        def __init__(self, client: DynamoDBClient | None):
            if client:
                self.client = client
            else:
                self.client = boto3.client("dynamodb")
    async def main(store: Store):
        store.client.get_item(TableName="t")
  `).length, 1);
});
