import { pictures, type Case } from './testing/pictures.js';

const FETCH = `import asyncio

async def fetch(n=0):
    await asyncio.sleep(n)
    return n
`;

function python(name: string, source: string, more: Partial<Case> = {}): Case {
  return { name, language: 'python', source: FETCH + source, ...more };
}

pictures('async-callback', [
  python('callbacks of the loop', `
async def main(loop: asyncio.AbstractEventLoop):
    loop.call_soon(fetch)  # soon
                   ~~~~~ fetch is async: loop.call_soon calls it and drops what it gives
    loop.call_later(1, fetch, 2)
                       ~~~~~ fetch is async: loop.call_later calls it and drops what it gives
    loop.call_soon_threadsafe(lambda: fetch(3))
                              ~~~~~~~~~~~~~~~~ fetch(…) is async: loop.call_soon_threadsafe calls it and drops what it gives
    loop.add_signal_handler(2, fetch)
                               ~~~~~ fetch is async: loop.add_signal_handler calls it and drops what it gives
    task = asyncio.create_task(fetch())
    task.add_done_callback(fetch)
                           ~~~~~ fetch is async: task.add_done_callback calls it and drops what it gives
    await task
`, {
    fixed: `${FETCH}
async def main(loop: asyncio.AbstractEventLoop):
    loop.call_soon(lambda: asyncio.create_task(fetch()))  # soon
    loop.call_later(1, lambda: asyncio.create_task(fetch(2)))
    loop.call_soon_threadsafe(lambda: asyncio.create_task(fetch(3)))
    loop.add_signal_handler(2, lambda: asyncio.create_task(fetch()))
    task = asyncio.create_task(fetch())
    task.add_done_callback(lambda task: asyncio.create_task(fetch(task)))
    await task
`,
  }),
  python('threads, the end of the program', `
import atexit
import signal
from threading import Thread, Timer

Thread(target=fetch).start()
              ~~~~~ fetch is async: Thread calls it and drops what it gives
Thread(target=fetch, args=(1,)).start()
              ~~~~~ fetch is async: Thread calls it and drops what it gives
Timer(1, fetch).start()
         ~~~~~ fetch is async: Timer calls it and drops what it gives
atexit.register(fetch, 1)
                ~~~~~ fetch is async: atexit.register calls it and drops what it gives
signal.signal(signal.SIGINT, fetch)
                             ~~~~~ fetch is async: signal.signal calls it and drops what it gives
`, {
    fixed: `${FETCH}
import atexit
import signal
from threading import Thread, Timer

Thread(target=lambda: asyncio.run(fetch())).start()
Thread(target=lambda *args, **kwargs: asyncio.run(fetch(*args, **kwargs)), args=(1,)).start()
Timer(1, lambda: asyncio.run(fetch())).start()
atexit.register(lambda *args, **kwargs: asyncio.run(fetch(*args, **kwargs)), 1)
signal.signal(signal.SIGINT, fetch)
`,
  }),
  python('moved to a thread', `
from concurrent.futures import ThreadPoolExecutor
from functools import partial

class Client:
    async def get(self, key, retries=0): ...

async def main(pool: ThreadPoolExecutor, client: Client):
    loop = asyncio.get_running_loop()
    await asyncio.to_thread(fetch)
                            ~~~~~ fetch is async: the thread only makes its coroutine, which nobody awaits
    value = await loop.run_in_executor(None, client.get, "k")
                                             ~~~~~~~~~~ client.get is async: the thread only makes its coroutine, which nobody awaits
    print(value)
    pool.submit(partial(fetch, 1))
                ~~~~~~~~~~~~~~~~~ partial(fetch, 1) is async: pool.submit only makes its coroutine, which nobody awaits
    return await asyncio.to_thread(client.get, "k", retries=1)
                                   ~~~~~~~~~~ client.get is async: the thread only makes its coroutine, which nobody awaits
`, {
    fixed: `${FETCH}
from concurrent.futures import ThreadPoolExecutor
from functools import partial

class Client:
    async def get(self, key, retries=0): ...

async def main(pool: ThreadPoolExecutor, client: Client):
    loop = asyncio.get_running_loop()
    await fetch()
    value = await client.get("k")
    print(value)
    pool.submit(partial(fetch, 1))
    return await client.get("k", retries=1)
`,
  }),
  python('functions over collections', `
async def main(rows):
    good = filter(fetch, rows)
                  ~~~~~ fetch is async: filter sees a coroutine, which is always true
    rows.sort(key=fetch)
    ordered = sorted(rows, key=fetch)
                               ~~~~~ fetch is async: sorted sees a coroutine, which is always true
    total = sum(map(fetch, rows))
                    ~~~~~ fetch is async: map gives coroutines, which nobody awaits
    for value in map(fetch, rows):
                     ~~~~~ fetch is async: map gives coroutines, which nobody awaits
        print(value)
    return good, ordered, total
`, {
    fixed: `${FETCH}
async def main(rows):
    good = filter(fetch, rows)
    rows.sort(key=fetch)
    ordered = sorted(rows, key=fetch)
    total = sum(await asyncio.gather(*map(fetch, rows)))
    for value in await asyncio.gather(*map(fetch, rows)):
        print(value)
    return good, ordered, total
`,
  }),
  python('no lambda over a variable that moves on', `
async def main(loop: asyncio.AbstractEventLoop):
    for n in range(3):
        loop.call_soon(fetch, n)
                       ~~~~~ fetch is async: loop.call_soon calls it and drops what it gives
`, {
    fixed: `${FETCH}
async def main(loop: asyncio.AbstractEventLoop):
    for n in range(3):
        loop.call_soon(fetch, n)
`,
  }),
  python('quiet: somebody runs it', `
import anyio
import functools
import trio
from contextlib import AsyncExitStack
from threading import Thread

def start():
    return asyncio.ensure_future(fetch())

def as_task(fn):
    @functools.wraps(fn)
    def wrapper(*args):
        return asyncio.create_task(fn(*args))
    return wrapper

@as_task
async def later(): ...

def plain(): ...

async def main(loop: asyncio.AbstractEventLoop, rows, app, handler):
    loop.call_soon(start)
    loop.call_soon(later)
    loop.call_soon(plain)
    loop.call_soon(handler)
    loop.call_soon(asyncio.create_task, fetch())
    loop.call_later(1, lambda: asyncio.create_task(fetch()))
    Thread(target=asyncio.run, args=(fetch(),)).start()
    await asyncio.gather(*map(fetch, rows))
    jobs = list(map(fetch, rows))
    await asyncio.gather(*jobs)
    for job in map(fetch, rows):
        await job
    coroutine = await asyncio.to_thread(fetch)
    await coroutine
    await (await asyncio.to_thread(fetch))
    async with anyio.create_task_group() as tg:
        tg.start_soon(fetch)
    async with trio.open_nursery() as nursery:
        nursery.start_soon(fetch)
    async with AsyncExitStack() as stack:
        stack.push_async_callback(fetch)
    app.add_event_handler("startup", fetch)
    if not asyncio.iscoroutinefunction(fetch):
        loop.call_soon(fetch)
    return sorted(rows, key=plain), map(fetch, rows)
`),
  {
    name: 'TypeScript: array methods and new Promise', language: 'typescript', source: `
async function check(n: number): Promise<boolean> { return n > 1; }

export function main(rows: number[], items: Iterable<number>): unknown {
  rows.forEach(async (row) => { await check(row); });
               ~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~ (async …) is async: rows.forEach calls it and drops what it gives
  const good = rows.filter(check);
                           ~~~~~ check is async: rows.filter sees a promise, which is always true
  if (rows.some(async (row) => check(row))) return good;
                ~~~~~~~~~~~~~~~~~~~~~~~~~ (async …) is async: rows.some sees a promise, which is always true
  return new Promise(async (resolve) => { resolve(await check(1)); });
                     ~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~ (async …) is async: Promise calls it and drops what it gives
}
`,
  },
  {
    name: 'TypeScript: a timer whose callback can fail unseen', language: 'typescript', source: `
async function save(): Promise<void> { throw new Error('disk'); }

export function main(): void {
  setTimeout(async () => { await save(); }, 10);
             ~~~~~~~~~~~~~~~~~~~~~~~~~~~~~ (async …) is async: nobody sees its error when setTimeout calls it
  setTimeout(async () => {
    try {
      await save();
    } catch (error) {
      console.error(error);
    }
  }, 10);
  setInterval(() => { void save(); }, 10);
}
`,
  },
  {
    name: 'TypeScript: callbacks that see to their errors themselves', language: 'typescript', source: `
async function save(): Promise<void> { throw new Error('disk'); }
async function tick(): Promise<void> {
  console.log('saving');
  if (Date.now() < 0) return;
  try { await save(); } catch (error) { console.error(error); }
}
async function late(): Promise<void> {
  try { console.log('saving'); } catch (error) { console.error(error); }
  await save();
}
async function handsOn(): Promise<void> {
  try { return save(); } catch (error) { console.error(error); }
}

export function main(): void {
  setInterval(() => tick(), 10);
  setInterval(async () => await tick(), 10);
  setInterval(() => save().catch(console.error), 10);
  setInterval(async () => { console.log('saving'); await save().catch(console.error); }, 10);
  setInterval(async () => { await Promise.all([1, 2].map(() => tick())); await Promise.all([tick(), save().catch(console.error)]); }, 10);
  setInterval(async () => { await Promise.all([tick(), save()]); }, 10);
              ~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~ (async …) is async: nobody sees its error when setInterval calls it
  setInterval(() => late(), 10);
              ~~~~~~~~~~~~ late() is async: nobody sees its error when setInterval calls it
  setInterval(handsOn, 10);
              ~~~~~~~ handsOn is async: nobody sees its error when setInterval calls it
}

export function make(): Promise<string> {
  return new Promise(async (resolve, reject) => {
    try { await save(); resolve('done'); } catch (error) { reject(error); }
  });
}

export function hang(): Promise<string> {
  return new Promise(async (resolve, reject) => {
                     ~~~~~~~~~~~~~~~~~~~~~~~~~~~~ (async …) is async: Promise calls it and drops what it gives
    await save();
    try { await save(); resolve('done'); } catch (error) { reject(error); }
  });
}
`,
  },
  {
    name: 'TypeScript quiet: promises that somebody waits for', language: 'typescript', source: `
async function check(n: number): Promise<boolean> { return n > 1; }
class Bus { forEach(handler: (n: number) => Promise<boolean>): void { void handler(1); } filter(handler: unknown): void { void handler; } }

export async function main(rows: number[], bus: Bus): Promise<void> {
  await Promise.all(rows.map(check));
  await Promise.all(rows.map(async (row) => check(row)));
  bus.forEach(check);
  bus.filter(check);
  await rows.reduce(async (before, row) => { await before; await check(row); }, Promise.resolve());
}
`,
  },
  {
    name: 'TypeScript: forEach becomes map under Promise.all where await is possible', language: 'typescript', source: `
async function check(n: number): Promise<boolean> { return n > 1; }

export async function main(rows: number[], more?: number[]): Promise<void> {
  // every row
  rows.forEach(async (row) => {
               ~~~~~~~~~~~~~~~~ (async …) is async: rows.forEach calls it and drops what it gives
    await check(row); // one
  });
  rows
    .forEach(check);
             ~~~~~ check is async: rows .forEach calls it and drops what it gives
  more?.forEach(check);
                ~~~~~ check is async: more?.forEach calls it and drops what it gives
}

export function later(rows: number[]): void {
  rows.forEach(check);
               ~~~~~ check is async: rows.forEach calls it and drops what it gives
}
`, fixed: `async function check(n: number): Promise<boolean> { return n > 1; }

export async function main(rows: number[], more?: number[]): Promise<void> {
  // every row
  await Promise.all(rows.map(async (row) => {
    await check(row); // one
  }));
  await Promise.all(rows
    .map(check));
  more?.forEach(check);
}

export function later(rows: number[]): void {
  rows.forEach(check);
}
`,
  },
]);
