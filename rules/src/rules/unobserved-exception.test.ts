import { pictures, type Case } from './testing/pictures.js';

const SAVE = `import asyncio

async def save(n):
    if n == 2:
        raise OSError("disk full")
`;

function python(name: string, source: string, more: Partial<Case> = {}): Case {
  return { name, language: 'python', source: SAVE + source, ...more };
}

pictures('unobserved-exception', [
  python('results of gather that are dropped', `
async def main():
    await asyncio.gather(save(1), save(2), return_exceptions=True)  # both
          ~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~ asyncio.gather(…) returns exceptions as results, and nobody looks at them
    print("saved")

async def other(ns):
    saved = await asyncio.gather(*map(save, ns), return_exceptions=True)
                  ~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~ asyncio.gather(…) returns exceptions as results, and nobody looks at them
`, {
    fixed: `${SAVE}
async def main():
    results = await asyncio.gather(save(1), save(2), return_exceptions=True)  # both
    for result in results:
        if isinstance(result, BaseException):
            raise result
    print("saved")

async def other(ns):
    saved = await asyncio.gather(*map(save, ns), return_exceptions=True)
    for result in saved:
        if isinstance(result, BaseException):
            raise result
`,
  }),
  python('results that are used without a look', `
async def loops(ns, names):
    users = await asyncio.gather(*[save(n) for n in ns], return_exceptions=True)
                  ~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~ A result of asyncio.gather(…) may be an exception: user.name does not check
    for user in users:
        names.append(user.name)

async def pages(ns):
    pages = await asyncio.gather(*[save(n) for n in ns], return_exceptions=True)
                  ~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~ A result of asyncio.gather(…) may be an exception: page["id"] does not check
    return {n: page["id"] for n, page in zip(ns, pages)}

async def unpacked():
    a, b = await asyncio.gather(save(1), save(2), return_exceptions=True)
                 ~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~ A result of asyncio.gather(…) may be an exception: a.total does not check
    return a.total + b.total
`, {
    fixed: `${SAVE}
async def loops(ns, names):
    users = await asyncio.gather(*[save(n) for n in ns], return_exceptions=True)
    for result in users:
        if isinstance(result, BaseException):
            raise result
    for user in users:
        names.append(user.name)

async def pages(ns):
    pages = await asyncio.gather(*[save(n) for n in ns], return_exceptions=True)
    for result in pages:
        if isinstance(result, BaseException):
            raise result
    return {n: page["id"] for n, page in zip(ns, pages)}

async def unpacked():
    a, b = await asyncio.gather(save(1), save(2), return_exceptions=True)
    for result in (a, b):
        if isinstance(result, BaseException):
            raise result
    return a.total + b.total
`,
  }),
  python('finished tasks that nobody asks', `
async def main(ns):
    await asyncio.wait([asyncio.create_task(save(n)) for n in ns])
          ~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~ asyncio.wait(…) raises nothing: nobody asks the finished tasks whether they failed

async def named(ns):
    tasks = [asyncio.create_task(save(n)) for n in ns]
    done, pending = await asyncio.wait(tasks)
                          ~~~~~~~~~~~~~~~~~~~ asyncio.wait(…) raises nothing: nobody asks the finished tasks whether they failed
    print(len(done), len(pending))
`, {
    fixed: `${SAVE}
async def main(ns):
    done, _ = await asyncio.wait([asyncio.create_task(save(n)) for n in ns])
    for task in done:
        task.result()

async def named(ns):
    tasks = [asyncio.create_task(save(n)) for n in ns]
    done, pending = await asyncio.wait(tasks)
    for task in done:
        task.result()
    print(len(done), len(pending))
`,
  }),
  python('quiet: somebody looks, or may look', `
import logging

class Service:
    async def all(self, ns, show):
        results = await asyncio.gather(*[save(n) for n in ns], return_exceptions=True)
        for result in results:
            if isinstance(result, Exception):
                logging.error("failed: %s", result)
            else:
                print(result.name)
        shown = await asyncio.gather(*[save(n) for n in ns], return_exceptions=True)
        show(shown)
        self.results = await asyncio.gather(*[save(n) for n in ns], return_exceptions=True)
        passed = await asyncio.gather(*[save(n) for n in ns], return_exceptions=True)
        for result in passed:
            show(result)
        a, b = await asyncio.gather(save(1), save(2), return_exceptions=True)
        print(a, b)
        return await asyncio.gather(*[save(n) for n in ns], return_exceptions=True)

async def raising(ns):
    await asyncio.gather(*[save(n) for n in ns])
    await asyncio.gather(*[save(n) for n in ns], return_exceptions=False)

async def asked(ns, known):
    tasks = [asyncio.create_task(save(n)) for n in ns]
    done, _ = await asyncio.wait(tasks)
    for task in done:
        task.result()
    others = [asyncio.create_task(save(n)) for n in ns]
    await asyncio.wait(others)
    print([task.exception() for task in others])
    await asyncio.wait(known)
    third = asyncio.create_task(save(3))
    await asyncio.wait([third], timeout=1)
    return third
`),
  python('quiet: failing is of no interest', `
async def cancelled(ns):
    tasks = [asyncio.create_task(save(n)) for n in ns]
    for task in tasks:
        task.cancel()
    await asyncio.gather(*tasks, return_exceptions=True)

async def close(connections):
    await asyncio.gather(*[save(c) for c in connections], return_exceptions=True)

async def run(connections):
    try:
        print("working")
    finally:
        await asyncio.gather(*[save(c) for c in connections], return_exceptions=True)

async def leave(connections):
    await asyncio.gather(*(c.close() for c in connections), return_exceptions=True)

async def either(first: asyncio.Event, second: asyncio.Event):
    await asyncio.wait([asyncio.create_task(first.wait()), asyncio.create_task(second.wait())], return_when=asyncio.FIRST_COMPLETED)

async def all_of(events):
    await asyncio.wait([asyncio.create_task(event.wait()) for event in events.values()])
    waits = [asyncio.create_task(asyncio.sleep(n)) for n in range(3)]
    await asyncio.wait(waits)
`),
  python('quiet: somebody else\'s gather', `
from mine import gather, wait

async def main():
    await gather(save(1), return_exceptions=True)
    await wait([asyncio.create_task(save(1))])
`),
  python('quiet: a callback looks at what becomes of the tasks', `
from functools import partial

class Client:
    def __init__(self):
        self._running = set()

    async def all(self, ns):
        tasks = []
        for n in ns:
            task = asyncio.create_task(save(n))
            task.add_done_callback(partial(self.look, n))
            tasks.append(task)
        await asyncio.gather(*tasks, return_exceptions=True)

    def look(self, n, task):
        self._running.discard(task)
        print(task.exception())

    def start(self, n):
        task = asyncio.create_task(save(n))
        self._running.add(task)
        task.add_done_callback(partial(self.look, n))
        return [task]

    async def wait(self):
        running = list(self._running)
        await asyncio.gather(*running, return_exceptions=True)

    async def some(self, ns):
        tasks = []
        tasks.extend(self.start(0))
        await asyncio.gather(*tasks, return_exceptions=True)

class Forgetful:
    def __init__(self):
        self._running = set()

    def start(self, n):
        task = asyncio.create_task(save(n))
        self._running.add(task)
        task.add_done_callback(self._running.discard)

    def again(self, n):
        task = asyncio.create_task(save(n))
        task.add_done_callback(lambda done: self._running.discard(done))

    async def wait(self):
        await asyncio.gather(*self._running, return_exceptions=True)
              ~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~ asyncio.gather(…) returns exceptions as results, and nobody looks at them
`),
  python('quiet: coroutines that catch whatever happens', `
limit = asyncio.Semaphore(3)

async def careful(n):
    print(n)
    try:
        await save(n)
    except ValueError:
        print("no number")
    except Exception as error:
        print(error)
    finally:
        await asyncio.sleep(0)

async def limited(n):
    async with limit:
        await careful(n)

async def strict(n):
    try:
        await save(n)
    except Exception:
        raise

async def partly(n):
    await save(0)
    await careful(n)

async def main(ns):
    await asyncio.gather(*[careful(n) for n in ns], return_exceptions=True)
    tasks = [asyncio.create_task(limited(n)) for n in ns]
    await asyncio.gather(*tasks, return_exceptions=True)
    await asyncio.gather(*[strict(n) for n in ns], return_exceptions=True)
          ~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~ asyncio.gather(…) returns exceptions as results, and nobody looks at them
    await asyncio.gather(*[partly(n) for n in ns], return_exceptions=True)
          ~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~ asyncio.gather(…) returns exceptions as results, and nobody looks at them

async def tick(stop: asyncio.Event):
    while not stop.is_set():
        ended = asyncio.create_task(stop.wait())
        done, _ = await asyncio.wait([ended], timeout=1)
        if ended in done:
            return
`),
]);
