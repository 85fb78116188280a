import { pictures, type Case } from './testing/pictures.js';

const FETCH = `import asyncio

async def fetch(n=0):
    return n

async def load(key):
    return key
`;

function python(name: string, source: string, more: Partial<Case> = {}): Case {
  return { name, language: 'python', source: FETCH + source, ...more };
}

pictures('passed-not-called', [
  python('whoever waits for coroutines', `
async def main(loop: asyncio.AbstractEventLoop):
    task = asyncio.create_task(fetch)  # go
                               ~~~~~ fetch is not called here: asyncio.create_task gets the function itself
    other = loop.create_task(coro=fetch)
                                  ~~~~~ fetch is not called here: loop.create_task gets the function itself
    await asyncio.gather(fetch, task, fetch())
                         ~~~~~ fetch is not called here: asyncio.gather gets the function itself
    await asyncio.wait_for(fetch, timeout=1)
                           ~~~~~ fetch is not called here: asyncio.wait_for gets the function itself
    await asyncio.shield(fetch)
                         ~~~~~ fetch is not called here: asyncio.shield gets the function itself
    asyncio.run_coroutine_threadsafe(fetch, loop)
                                     ~~~~~ fetch is not called here: asyncio.run_coroutine_threadsafe gets the function itself
    async with asyncio.TaskGroup() as group:
        group.create_task(fetch)
                          ~~~~~ fetch is not called here: group.create_task gets the function itself
    await other

asyncio.run(main)
            ~~~~ main is not called here: asyncio.run gets the function itself
`, {
    fixed: `${FETCH}
async def main(loop: asyncio.AbstractEventLoop):
    task = asyncio.create_task(fetch())  # go
    other = loop.create_task(coro=fetch())
    await asyncio.gather(fetch(), task, fetch())
    await asyncio.wait_for(fetch(), timeout=1)
    await asyncio.shield(fetch())
    asyncio.run_coroutine_threadsafe(fetch(), loop)
    async with asyncio.TaskGroup() as group:
        group.create_task(fetch())
    await other

asyncio.run(main)
`,
  }),
  python('lists of functions', `
async def main(ns):
    await asyncio.gather(*[fetch for _ in ns])
                           ~~~~~ fetch is not called here: asyncio.gather gets the function itself
    await asyncio.wait([fetch, asyncio.create_task(fetch())])
                        ~~~~~ fetch is not called here: asyncio.wait gets the function itself
    for job in asyncio.as_completed((fetch, fetch())):
                                     ~~~~~ fetch is not called here: asyncio.as_completed gets the function itself
        await job
`, {
    fixed: `${FETCH}
async def main(ns):
    await asyncio.gather(*[fetch() for _ in ns])
    await asyncio.wait([fetch(), asyncio.create_task(fetch())])
    for job in asyncio.as_completed((fetch(), fetch())):
        await job
`,
  }),
  python('methods, lambdas, and functions that need something', `
class Client:
    async def close(self): ...
    async def get(self, key): ...

def plain(): ...

async def main(client: Client):
    await asyncio.gather(client.close, client.get, load, lambda: fetch(1), plain)
                         ~~~~~~~~~~~~ client.close is not called here: asyncio.gather gets the function itself
                                       ~~~~~~~~~~ client.get is not called here: asyncio.gather gets the function itself
                                                   ~~~~ load is not called here: asyncio.gather gets the function itself
                                                         ~~~~~~~~~~~~~~~~ (…) is not called here: asyncio.gather gets the function itself
                                                                           ~~~~~ plain is not called here: asyncio.gather gets the function itself
`, {
    fixed: `${FETCH}
class Client:
    async def close(self): ...
    async def get(self, key): ...

def plain(): ...

async def main(client: Client):
    await asyncio.gather(client.close(), client.get, load, fetch(1), plain)
`,
  }),
  python('under another name', `
async def main(flag):
    job = fetch
    await job
          ~~~ job holds a function that was not called: await gets the function itself
    other = load if flag else fetch
    await job()
    await other("k")
`, {
    fixed: `${FETCH}
async def main(flag):
    job = fetch
    await job()
    other = load if flag else fetch
    await job()
    await other("k")
`,
  }),
  python('quiet: coroutines, tasks, futures and what may be one', `
class Job:
    def __await__(self):
        yield
    def __call__(self): ...

async def main(job, jobs, loop: asyncio.AbstractEventLoop, flag):
    await asyncio.gather(fetch(), asyncio.create_task(fetch()), loop.create_future(), Job(), job, *jobs)
    await asyncio.wait_for(job, 1)
    asyncio.ensure_future(fetch() if flag else fetch)
    coroutine = fetch()
    await coroutine
    asyncio.iscoroutinefunction(fetch)
    await asyncio.gather(*map(fetch, jobs), *(fetch(n) for n in jobs))
`),
  python('quiet: those who want the function', `
import anyio
import functools
import trio

async def main(loop: asyncio.AbstractEventLoop, app):
    async with anyio.create_task_group() as tg:
        tg.start_soon(fetch)
    async with trio.open_nursery() as nursery:
        nursery.start_soon(load, "k")
    app.add_task(fetch)
    app.create_task(fetch)
    retry = functools.partial(fetch, 1)
    return await retry()

trio.run(fetch)
anyio.run(fetch)
`),
  python('quiet: a task factory of the project\'s own', `
class Tasks:
    def create_task(self, fn):
        return asyncio.create_task(fn())

async def main(tasks: Tasks):
    await tasks.create_task(fetch)
`),
  {
    name: 'TypeScript: functions in Promise.all, and under another name', language: 'typescript', source: `
async function load(): Promise<string> { return 'x'; }
async function get(key: string): Promise<string> { return key; }

export async function main(keys: string[]): Promise<void> {
  await Promise.all([load, get, load()]);
                     ~~~~ load is not called here: Promise.all gets the function itself
                           ~~~ get is not called here: Promise.all gets the function itself
  const job = load;
  await job;
        ~~~ job holds a function that was not called: await gets the function itself
  await Promise.all(keys.map(get));
  await Promise.race([job(), 1]);
  await Promise.resolve(load);
}
`, fixed: `async function load(): Promise<string> { return 'x'; }
async function get(key: string): Promise<string> { return key; }

export async function main(keys: string[]): Promise<void> {
  await Promise.all([load(), get, load()]);
  const job = load;
  await job();
  await Promise.all(keys.map(get));
  await Promise.race([job(), 1]);
  await Promise.resolve(load);
}
`,
  },
]);
