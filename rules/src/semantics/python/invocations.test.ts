import { test } from 'node:test';
import { reveal } from './reveal.js';

test('everything a function runs, in order', () => {
  reveal(`
    import asyncio, time
    class Box:
        @property
        def size(self) -> int: return 1
        def __enter__(self): return self
        def __exit__(self, *a): return None
        def __iter__(self):
            yield 1
        def __add__(self, other): return self
        def __contains__(self, x): return True
        def __getitem__(self, i): return 1
    async def work(n): ...
    def gen():
        yield 1
    def helper(x): return x
    def calls(box: Box):  # runs: call main:helper, call main:helper, call time.sleep
        time.sleep(helper(helper(1)))
    async def awaits():  # runs: awaited call main:work, call main:work, call asyncio.create_task
        await work(1)
        asyncio.create_task(work(2))
    def reads(box: Box):  # runs: property main:Box.size
        x = box.size
        box.color = 1
    def contexts(box: Box):  # runs: enter main:Box.__enter__, call main:helper, exit main:Box.__exit__
        with box as b:
            helper(b)
    def loops(box: Box):  # runs: iteration main:Box.__iter__, call main:helper, call main:gen, iteration main:gen
        for x in box:
            helper(x)
        for y in gen():
            pass
    def creates():  # runs: call main:gen
        g = gen()
    def operators(box: Box):  # runs: operator main:Box.__add__, operator main:Box.__contains__, operator main:Box.__getitem__
        box + 1
        3 in box
        box[1]
    def nested():  # runs: nothing
        def inner():
            helper(1)
        f = lambda: helper(2)
    def defaults():  # runs: call main:helper
        def inner(x=helper(1)): ...
    def comprehension(box: Box):  # runs: iteration main:Box.__iter__, call main:helper
        return [helper(x) for x in box]
    def unknown(x):  # runs: call ?, call ?, enter ?, exit ?, iteration ?
        x.go()
        missing()
        with x: pass
        for y in x: pass
    async def asyncs(lock: asyncio.Lock):  # runs: awaited enter asyncio.Lock.__aenter__, awaited exit asyncio.Lock.__aexit__
        async with lock: pass
  `);
});

test('functions that run off the loop', () => {
  reveal(`
    import asyncio, threading, functools
    from concurrent.futures import ThreadPoolExecutor
    def threaded(): ...  # off-loop: yes; callers: 0
    def both(): ...  # off-loop: no; callers: 1
    def target(): ...  # off-loop: yes
    def submitted(x): ...  # off-loop: yes
    def partially(x): ...  # off-loop: yes
    def unused(): ...  # off-loop: no; callers: 0
    def through(): ...  # off-loop: yes
    def callback(): ...  # off-loop: no
    def mapped(x): ...  # off-loop: yes
    class S:
        def method(self): ...  # off-loop: yes
        def called(self): ...  # off-loop: no; callers: 1
        async def go(self):
            await asyncio.to_thread(self.method)
            self.called()
    async def main():
        def nested(): ...  # off-loop: yes
        await asyncio.to_thread(threaded)
        await asyncio.to_thread(both)
        both()
        threading.Thread(target=target, daemon=True).start()
        loop = asyncio.get_running_loop()
        pool = ThreadPoolExecutor()
        pool.submit(submitted, 1)
        pool.map(mapped, [1])
        await loop.run_in_executor(None, functools.partial(partially, 1))
        await loop.run_in_executor(pool, nested)
        job = functools.partial(through)
        await loop.run_in_executor(None, job)
        loop.call_soon(callback)
  `);
});

test('definition places', () => {
  reveal(`
    # file: lib.py
    LIMIT = 3
    def run(): ...
    class C:
        size = 1
        def __init__(self):
            self.conn = 1
    # file: main.py
    import lib
    from lib import run, C
    run  # defined: lib.py:2
    lib.run  # defined: lib.py:2
    C  # defined: lib.py:3
    C().conn  # defined: lib.py:6
    C().size  # defined: lib.py:4
    lib  # defined: lib.py:1
    x = 1
    x  # defined: main.py:9
    nothing  # defined: nowhere
  `);
});
