import { pictures, type Case } from './testing/pictures.js';

function python(name: string, source: string, more: Partial<Case> = {}): Case {
  return { name, language: 'python', source, ...more };
}

pictures('called-not-passed', [
  python('threads and executors', `
import asyncio
from concurrent.futures import ThreadPoolExecutor

def work(x=0, *, k=1) -> int:
    return x

async def main(pool: ThreadPoolExecutor):
    loop = asyncio.get_running_loop()
    await asyncio.to_thread(work())  # now
                            ~~~~~~ work() runs right here: asyncio.to_thread gets its result instead of the function
    await asyncio.to_thread(work(1, k=2))
                            ~~~~~~~~~~~~ work(…) runs right here: asyncio.to_thread gets its result instead of the function
    await loop.run_in_executor(None, work(1))
                                     ~~~~~~~ work(…) runs right here: loop.run_in_executor gets its result instead of the function
    await loop.run_in_executor(None, work(1, k=2))
                                     ~~~~~~~~~~~~ work(…) runs right here: loop.run_in_executor gets its result instead of the function
    pool.submit(work(3,))
                ~~~~~~~~ work(…) runs right here: pool.submit gets its result instead of the function
    pool.submit(fn=work(4))
                   ~~~~~~~ work(…) runs right here: pool.submit gets its result instead of the function
`, {
    fixed: `import asyncio
import functools
from concurrent.futures import ThreadPoolExecutor

def work(x=0, *, k=1) -> int:
    return x

async def main(pool: ThreadPoolExecutor):
    loop = asyncio.get_running_loop()
    await asyncio.to_thread(work)  # now
    await asyncio.to_thread(work, 1, k=2)
    await loop.run_in_executor(None, work, 1)
    await loop.run_in_executor(None, functools.partial(work, 1, k=2))
    pool.submit(work, 3)
    pool.submit(fn=functools.partial(work, 4))
`,
  }),
  python('threads and processes of their own', `
import asyncio
from multiprocessing import Process
from threading import Thread, Timer

def work(*args, **kwargs): print(args)

Thread(target=work()).start()
              ~~~~~~ work() runs right here: Thread gets its result instead of the function
Thread(target=work(1), daemon=True).start()
              ~~~~~~~ work(…) runs right here: Thread gets its result instead of the function
Process(target=work(1, 2, k="v", **{})).start()
               ~~~~~~~~~~~~~~~~~~~~~~~ work(…) runs right here: Process gets its result instead of the function
Timer(1, work("x")).start()
         ~~~~~~~~~ work(…) runs right here: Timer gets its result instead of the function
`, {
    fixed: `import asyncio
from multiprocessing import Process
from threading import Thread, Timer

def work(*args, **kwargs): print(args)

Thread(target=work).start()
Thread(target=work, args=(1,), daemon=True).start()
Process(target=work, args=(1, 2), kwargs={"k": "v", **{}}).start()
Timer(1, work, args=("x",)).start()
`,
  }),
  python('callbacks of the loop, of tasks, of signals', `
import asyncio
import atexit
import signal

def log(text="") -> None: print(text)
def done(task) -> None: print(task)
def named(name, task) -> None: print(name, task)
def stop(*args) -> None: print(args)

async def work(): ...

async def main(loop: asyncio.AbstractEventLoop):
    loop.call_soon(log("x"))
                   ~~~~~~~~ log(…) runs right here: loop.call_soon gets its result instead of the function
    loop.call_later(1, log())
                       ~~~~~ log() runs right here: loop.call_later gets its result instead of the function
    task = asyncio.create_task(work())
    task.add_done_callback(done())
                           ~~~~~~ done() runs right here: task.add_done_callback gets its result instead of the function
    task.add_done_callback(named("a"))
                           ~~~~~~~~~~ named(…) runs right here: task.add_done_callback gets its result instead of the function
    signal.signal(signal.SIGTERM, stop())
                                  ~~~~~~ stop() runs right here: signal.signal gets its result instead of the function
    atexit.register(log("bye"))
                    ~~~~~~~~~~ log(…) runs right here: atexit.register gets its result instead of the function
    await task
`, {
    fixed: `import asyncio
import atexit
import functools
import signal

def log(text="") -> None: print(text)
def done(task) -> None: print(task)
def named(name, task) -> None: print(name, task)
def stop(*args) -> None: print(args)

async def work(): ...

async def main(loop: asyncio.AbstractEventLoop):
    loop.call_soon(log, "x")
    loop.call_later(1, log)
    task = asyncio.create_task(work())
    task.add_done_callback(done)
    task.add_done_callback(functools.partial(named, "a"))
    signal.signal(signal.SIGTERM, stop)
    atexit.register(log, "bye")
    await task
`,
  }),
  python('a function that cannot take what it would be given has no fix', `
import asyncio

def done() -> None: print("done")

async def main(task: asyncio.Task):
    task.add_done_callback(done())
                           ~~~~~~ done() runs right here: task.add_done_callback gets its result instead of the function
    await task
`, {
    fixed: `import asyncio

def done() -> None: print("done")

async def main(task: asyncio.Task):
    task.add_done_callback(done())
    await task
`,
  }),
  python('coroutines: back to the loop, into a task, into a loop of the thread', `
import asyncio
from threading import Thread

async def work(x=0): ...

async def main(loop: asyncio.AbstractEventLoop):
    value = await asyncio.to_thread(work(1))
                                    ~~~~~~~ work(…) makes a coroutine, which asyncio.to_thread cannot call
    await loop.run_in_executor(None, work())
                                     ~~~~~~ work() makes a coroutine, which loop.run_in_executor cannot call
    loop.call_soon(work(2))
                   ~~~~~~~ work(…) makes a coroutine, which loop.call_soon cannot call
    Thread(target=work()).start()
                  ~~~~~~ work() makes a coroutine, which Thread cannot call
    return value
`, {
    fixed: `import asyncio
from threading import Thread

async def work(x=0): ...

async def main(loop: asyncio.AbstractEventLoop):
    value = await work(1)
    await work()
    loop.call_soon(lambda: asyncio.create_task(work(2)))
    Thread(target=lambda: asyncio.run(work())).start()
    return value
`,
  }),
  python('anyio and trio take the coroutine function', `
import anyio
import trio

async def work(x): ...

async def main():
    async with anyio.create_task_group() as tg:
        tg.start_soon(work(1))
                      ~~~~~~~ work(…) makes a coroutine, which tg.start_soon cannot call
    async with trio.open_nursery() as nursery:
        nursery.start_soon(work(2))
                           ~~~~~~~ work(…) makes a coroutine, which nursery.start_soon cannot call
        nursery.start_soon(work, 3)

trio.run(main())
         ~~~~~~ main() makes a coroutine, which trio.run cannot call
`, {
    fixed: `import anyio
import trio

async def work(x): ...

async def main():
    async with anyio.create_task_group() as tg:
        tg.start_soon(work, 1)
    async with trio.open_nursery() as nursery:
        nursery.start_soon(work, 2)
        nursery.start_soon(work, 3)

trio.run(main)
`,
  }),
  python('a comment between the parentheses keeps the call', `
import asyncio

def work(x): return 1

async def main():
    await asyncio.to_thread(work(  # the answer
                            ~~~~~~~~~~~~~~~~~~~ work(…) runs right here: asyncio.to_thread gets its result instead of the function
        42,
    ))
`),
  python('quiet: the call gives something to call', `
import asyncio
import functools
from threading import Thread

class Job:
    def __call__(self): ...

def make(n):
    def job():
        return n
    return job

def choose(flag):
    return make(1) if flag else None

def unknown_result(x):
    return x

async def main(loop: asyncio.AbstractEventLoop, factory, flag):
    await asyncio.to_thread(make(1))
    await asyncio.to_thread(functools.partial(print, 1))
    await loop.run_in_executor(None, Job())
    loop.call_soon(choose(flag))
    loop.call_soon(factory())
    loop.call_soon(unknown_result(flag))
    await asyncio.to_thread(lambda: make(1)())
    Thread(target=None).start()
    Thread(target=getattr(loop, "x")).start()
    sorted([1], key=make(2))
`),
  python('quiet: somebody else\'s functions of those names', `
class Pool:
    def submit(self, value): ...
    def run_in_executor(self, pool, value): ...

def work(): return 1

async def to_thread(value): ...

async def main(pool: Pool, other):
    pool.submit(work())
    pool.run_in_executor(None, work())
    await to_thread(work())
    other.call_soon(work())
`),
  {
    name: 'TypeScript: timers and handlers', language: 'typescript', source: `
function work(x = 0): any { console.log(x); }
function next(): number { return 1; }
async function save(): Promise<void> {}

export function main(job: Promise<number>): Promise<unknown> {
  setTimeout(later(), 10);
  setInterval(next() as any, 10);
  // @ts-expect-error: a number is no function
  setTimeout(next(), 10);
             ~~~~~~ next() runs right here: setTimeout gets its result instead of the function
  // @ts-expect-error: a promise is no function
  queueMicrotask(save());
                 ~~~~~~ save() starts right here: queueMicrotask gets its promise instead of the function
  // @ts-expect-error: a number is no function
  return job.then(next());
                  ~~~~~~ next() runs right here: job.then gets its result instead of the function
}

function later(): () => void { return () => { work(1); }; }
`, fixed: `function work(x = 0): any { console.log(x); }
function next(): number { return 1; }
async function save(): Promise<void> {}

export function main(job: Promise<number>): Promise<unknown> {
  setTimeout(later(), 10);
  setInterval(next() as any, 10);
  // @ts-expect-error: a number is no function
  setTimeout(next, 10);
  // @ts-expect-error: a promise is no function
  queueMicrotask(save);
  // @ts-expect-error: a number is no function
  return job.then(next);
}

function later(): () => void { return () => { work(1); }; }
`,
  },
]);
