import assert from 'node:assert/strict';
import { test } from 'node:test';
import { BlockingAnalysis } from './blocking.js';
import { pictureOf } from './python/reveal.js';

/** Which calls in `main` block, as they are written. */
function blockingCalls(text: string): string[] {
  const { project, semantics } = pictureOf(text);
  const module = project.module('/project/main.py');
  const main = module?.functions.find(({ name }) => name === 'main');
  assert.ok(module && main);
  const analysis = new BlockingAnalysis(semantics);
  const { base } = main.unit;
  return semantics.invocations(main).flatMap((invocation) => {
    const { node } = invocation;
    return analysis.blocking(invocation) ? [module.text.slice(base + node.start, base + node.end)] : [];
  });
}

test('isinstance: the branch for a path does not run for a stream', () => {
  assert.deepEqual(blockingCalls(`
    from io import BytesIO
    from pathlib import Path
    from uploads import File
    async def main(path: Path, either: Path | BytesIO, unknown):
        File(BytesIO(b""))
        File("name.txt")
        File(path)
        File(fp=path)
        File(either)
        File(unknown)
        stream = BytesIO(b"")
        File(stream)
        File(*unknown)
        File(open)
    # file: uploads.py
    import io, os
    class File:
        def __init__(self, fp: str | bytes | os.PathLike | io.BufferedIOBase, name: str | None = None):
            if isinstance(fp, io.IOBase):
                self.fp = fp
            else:
                self.fp = open(fp, "rb")
  `), ['File("name.txt")', 'File(path)', 'File(fp=path)', 'File(either)', 'File(unknown)', 'File(*unknown)', 'File(open)']);
});

test('tests for None, defaults and flags', () => {
  assert.deepEqual(blockingCalls(`
    import time
    def percent(interval=None):
        blocking = interval is not None and interval > 0
        if blocking:
            time.sleep(interval)
    def fetch(*, wait: bool = False):
        if not wait:
            return
        time.sleep(1)
    def run(mode="now"):
        if mode == "later":
            return 0
        elif mode in ("soon", "never"):
            return 1
        time.sleep(1)
    def get(client=None):
        client = client or make()
    def make():
        time.sleep(1)
    class Client: ...
    class Sized:
        def __len__(self): return 0
    async def main(interval, client: Client, flags: dict):
        percent()
        percent(None)
        percent(0.1)
        percent(interval)
        percent(interval=None)
        fetch()
        fetch(wait=True)
        fetch(**flags)
        run()
        run("later")
        run("soon")
        run(mode=flags["mode"])
        get()
        get(client)
        get(Client())
        get(Sized())
        get(None)
  `), ['percent(0.1)', 'percent(interval)', 'fetch(wait=True)', 'fetch(**flags)', 'run()', 'run(mode=flags["mode"])', 'get()', 'get(Sized())', 'get(None)']);
});

test('what is given is known through calls in between, up to where it is assigned again', () => {
  assert.deepEqual(blockingCalls(`
    import threading, time, zipfile
    from io import BytesIO
    def outer(value): return middle(value)
    def middle(value=None): return inner(value)
    def inner(value):
        if value is None:
            return 0
        time.sleep(1)
    def changed(value):
        value = value or 3
        return inner(value)
    def later(value):
        if flag: value = 3
        if value is not None: time.sleep(1)
    done = threading.Event()
    def wait(timeout): return done.wait(timeout)
    def unpack(fp): return zipfile.ZipFile(fp)
    def recursive(value, depth=0):
        if depth: return recursive(value, depth)
        return again(value, depth)
    def again(value, depth):
        recursive(value, 1)
        if value is not None: time.sleep(1)
    async def main():
        outer(None)
        outer(1)
        middle()
        middle(2)
        changed(None)
        later(None)
        wait(0)
        wait(5)
        unpack(BytesIO())
        unpack("a.zip")
        recursive(None)
        recursive(1)
  `), ['outer(1)', 'middle(2)', 'changed(None)', 'later(None)', 'wait(5)', 'unpack("a.zip")', 'recursive(1)']);
});

test('an argument that is passed on to a library', () => {
  assert.deepEqual(blockingCalls(`
    import psutil
    def cpu(interval=None): return psutil.cpu_percent(interval)
    async def main():
        cpu()
        cpu(None)
        cpu(interval=1)
  `), ['cpu(interval=1)']);
});

test('marks of missing arguments, methods, context managers, generators, wrappers', () => {
  assert.deepEqual(blockingCalls(`
    import functools, time
    from contextlib import contextmanager
    from marks import MISSING
    class Channel:
        def send(self, file=MISSING, *, delay: float | None = None):
            if file is not MISSING:
                file_size(file)
            if delay:
                time.sleep(delay)
        def __call__(self, wait=False):
            if wait: time.sleep(1)
    def file_size(file): time.sleep(1)
    @contextmanager
    def timed(limit=None):
        if limit is not None: time.sleep(1)
        yield
    def pages(limit=None):
        if limit is None: return
        time.sleep(1)
        yield 1
    def logged(fn):
        @functools.wraps(fn)
        def inner(*args, **kwargs):
            return fn(*args, **kwargs)
        return inner
    @logged
    def wrapped(value=None):
        if value is None: return
        time.sleep(1)
    async def main(channel: Channel):
        channel.send()
        channel.send("f")
        channel.send(MISSING)
        channel.send(delay=2)
        channel()
        channel(True)
        with timed(): pass
        with timed(3): pass
        for page in pages(): pass
        for page in pages(1): pass
        list(pages())
        wrapped()
        wrapped(1)
        partial = functools.partial(timed, 3)
        with partial(): pass
    # file: marks.py
    class Missing:
        def __bool__(self): return False
    MISSING = Missing()
  `), ['channel.send("f")', 'channel.send(delay=2)', 'channel(True)', 'timed(3)', 'for page in pages(1): pass', 'wrapped(1)', 'partial()']);
});

test('functions that call each other with ever other arguments end', () => {
  assert.deepEqual(blockingCalls(`
    import time
    def a(x=None, y=None, z=None, mode="a"):
        b(y, z, x, "b")
        b(1, y, x, mode)
        if x is None and y is None and z is None and mode == "c": time.sleep(1)
    def b(x=None, y=None, z=None, mode="b"):
        a(y, x, z, "c")
        a(z, None, 2, mode)
        if x is not None and mode == "a" and y == 3: time.sleep(1)
    async def main():
        a()
        a(1, 2, 3, "d")
        b(1)
  `), ['a()']);
});

test('match: cases for other classes and values do not run, nor what follows the one that does', () => {
  assert.deepEqual(blockingCalls(`
    from io import BytesIO
    from pathlib import Path
    from loading import load, act, guarded, Mode
    async def main(path: Path, unknown):
        load(BytesIO(b""))
        load(path)
        load(None)
        load(unknown)
        act("wait")
        act("go")
        act("run")
        act(unknown)
        act(Mode.SLOW)
        act(mode=Mode.FAST)
        guarded(path, True)
        guarded(path, False)
        guarded(BytesIO(b""), True)
    # file: loading.py
    import time
    from io import BytesIO
    from pathlib import Path
    class Mode:
        SLOW = "slow"
        FAST = "fast"
    def load(source):
        match source:
            case None:
                return b""
            case BytesIO():
                return source.read()
            case Path() as path:
                return path.read_bytes()
            case _:
                time.sleep(1)
    def act(mode):
        match mode:
            case "go" | "run":
                return 1
            case Mode.FAST:
                return 2
            case other:
                time.sleep(1)
    def guarded(source, quick):
        match source:
            case Path() if quick:
                return 1
            case Path(name="x"):
                time.sleep(1)
            case BytesIO():
                return 2
            case _ if quick:
                time.sleep(2)
  `), ['load(path)', 'load(unknown)', 'act("wait")', 'act(unknown)', 'act(Mode.SLOW)', 'guarded(path, False)']);
});

test('wrappers and forwarding functions hand on what they are given', () => {
  assert.deepEqual(blockingCalls(`
    from io import BytesIO
    from forwarding import load, named, method, changed, traced, renamed, Client
    async def main(client: Client, unknown):
        load(BytesIO(b""))
        load("name.txt")
        load()
        load(*unknown)
        named(source=BytesIO(b""))
        named(source="name.txt")
        method(BytesIO(b""))
        changed(source=BytesIO(b""))
        traced(BytesIO(b""))
        traced("name.txt")
        renamed(BytesIO(b""))
        client.load(BytesIO(b""))
        client.load("name.txt")
        client.logged(BytesIO(b""))
        client.logged("name.txt")
    # file: forwarding.py
    import functools
    from io import BytesIO
    def read(source=None):
        if source is None or isinstance(source, BytesIO):
            return b""
        return open(source).read()
    def load(*args):
        return read(*args)
    def named(*args, **options):
        return load_named(*args, **options)
    def load_named(*args, **options):
        return read(*args, **options)
    def method(source, *args):
        return read("fixed", *args)
    def changed(**options):
        options["source"] = "name.txt"
        return read(**options)
    def trace(fn):
        @functools.wraps(fn)
        def inner(*args, **kwargs):
            return fn(*args, **kwargs)
        return inner
    def prefix(fn):
        def inner(*args, **kwargs):
            return fn("name.txt", *args, **kwargs)
        return inner
    def log(fn):
        @functools.wraps(fn)
        def inner(self, *args, **kwargs):
            print(self)
            return fn(self, *args, **kwargs)
        return inner
    @trace
    def traced(source):
        return read(source)
    @prefix
    def renamed(source, other=None):
        return read(source)
    class Client:
        def load(self, *args, **kwargs):
            return self.read(*args, **kwargs)
        def read(self, source):
            return read(source)
        @log
        def logged(self, source):
            return read(source)
  `), [
    'load("name.txt")', 'load(*unknown)', 'named(source="name.txt")', 'method(BytesIO(b""))', 'changed(source=BytesIO(b""))',
    'traced("name.txt")', 'renamed(BytesIO(b""))', 'client.load("name.txt")', 'client.logged("name.txt")',
  ]);
});

test('attributes that hold what was given', () => {
  assert.deepEqual(blockingCalls(`
    import requests
    from things import Thing, Renamed, Branch
    async def main(client: requests.Session):
        Thing(client=client)
        Thing()
        Thing(None)
        Thing("quiet")
        Renamed(client)
        Branch(client, True)
    # file: things.py
    import requests
    class Thing:
        def __init__(self, client=None):
            self.client = client
            if self.client is None and not self.ready:
                self.client = requests.get("u")
    class Renamed:
        def __init__(self, client=None):
            self.client = client
            self.client = load()
            if self.client is None:
                self.client = requests.get("u")
    class Branch:
        def __init__(self, client, keeps):
            if keeps:
                self.client = client
            if not self.client:
                requests.get("u")
  `), ['Thing()', 'Thing(None)', 'Renamed(client)', 'Branch(client, True)']);
});
