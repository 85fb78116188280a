/** Producers, consumers, `join`, `task_done`, sentinels. */
import { pictures, type Case } from './testing/pictures.js';

function python(name: string, source: string, more: Partial<Case> = {}): Case {
  return { name, language: 'python', source: `import asyncio\n${source}`, ...more };
}

pictures('queue-protocol', [
  python('one sentinel for two consumers', `
async def producer(queue, n):
    for i in range(n):
        await asyncio.sleep(0.5)
        await queue.put(i)
    await queue.put(None)  # the end
          ~~~~~~~~~~~~~~~ 1 sentinel for 2 calls of consumer: the others wait in get() for ever

async def consumer(queue, name):
    while True:
        item = await queue.get()
        if item is None:
            queue.task_done()
            break
        await asyncio.sleep(1)
        print(name, item)
        queue.task_done()

async def main():
    queue = asyncio.Queue(maxsize=5)
    await asyncio.gather(
        producer(queue, 10),
        consumer(queue, "A"),
        consumer(queue, "B"),
    )
`, {
    fixed: `import asyncio

async def producer(queue, n):
    for i in range(n):
        await asyncio.sleep(0.5)
        await queue.put(i)
    for _ in range(2):
        await queue.put(None)  # the end

async def consumer(queue, name):
    while True:
        item = await queue.get()
        if item is None:
            queue.task_done()
            break
        await asyncio.sleep(1)
        print(name, item)
        queue.task_done()

async def main():
    queue = asyncio.Queue(maxsize=5)
    await asyncio.gather(
        producer(queue, 10),
        consumer(queue, "A"),
        consumer(queue, "B"),
    )
`,
  }),
  python('consumers in a comprehension, the sentinel put by the function that makes the queue', `
STOP = object()

async def main(rows):
    queue: asyncio.Queue = asyncio.Queue()

    async def worker():
        while (row := await queue.get()) is not STOP:
            print(row)

    workers = [asyncio.create_task(worker()) for _ in range(3)]
    for row in rows:
        queue.put_nowait(row)
    queue.put_nowait(STOP)
    ~~~~~~~~~~~~~~~~~~~~~~ 1 sentinel for 3 calls of worker: the others wait in get() for ever
    await asyncio.gather(*workers)
`),
  python('quiet: one per consumer, passed on, unknown numbers, cancelled', `
async def consumer(queue):
    while True:
        item = await queue.get()
        if item is None:
            break
        print(item)

async def passing_on(queue):
    while True:
        item = await queue.get()
        if item is None:
            await queue.put(None)
            break
        print(item)

async def one_each():
    queue = asyncio.Queue()
    tasks = [asyncio.create_task(consumer(queue)) for _ in range(2)]
    for _ in range(2):
        await queue.put(None)
    await asyncio.gather(*tasks)

async def handed_on():
    queue = asyncio.Queue()
    tasks = [asyncio.create_task(passing_on(queue)) for _ in range(2)]
    await queue.put(None)
    await asyncio.gather(*tasks)
`),
  python('quiet: the number of consumers is not written down', `
async def consumer(queue):
    while True:
        item = await queue.get()
        if item is None:
            break
        print(item)

async def unknown(n):
    queue = asyncio.Queue()
    tasks = [asyncio.create_task(consumer(queue)) for _ in range(n)]
    for _ in tasks:
        await queue.put(None)
    await asyncio.gather(*tasks)
`),
  python('quiet: a sentinel that skips, and cancelled consumers', `
async def skipping(queue):
    while True:
        item = await queue.get()
        if item is None:
            continue
        print(item)

async def main():
    queue = asyncio.Queue()
    tasks = [asyncio.create_task(skipping(queue)) for _ in range(2)]
    await queue.put(None)
    await asyncio.sleep(1)
    for task in tasks:
        task.cancel()
`),
  python('task_done is skipped when handling an item fails', `
async def handle(item):
    raise ValueError(item)

async def worker(queue):
    while True:
        item = await queue.get()
                     ~~~~~~~~~~~ When handling an item of queue.get() fails, task_done() is skipped and join() hangs
        await handle(item)  # may fail
        queue.task_done()  # one less

async def main():
    queue = asyncio.Queue()
    task = asyncio.create_task(worker(queue))
    await queue.put(1)
    await queue.join()
    task.cancel()
`, {
    fixed: `import asyncio

async def handle(item):
    raise ValueError(item)

async def worker(queue):
    while True:
        item = await queue.get()
        try:
            await handle(item)  # may fail
        finally:
            queue.task_done()  # one less

async def main():
    queue = asyncio.Queue()
    task = asyncio.create_task(worker(queue))
    await queue.put(1)
    await queue.join()
    task.cancel()
`,
  }),
  python('continue, a handler that goes on, no task_done at all; attributes', `
class Pool:
    def __init__(self):
        self.queue = asyncio.Queue()
        self.other = asyncio.Queue()

    async def worker(self):
        while True:
            item = await self.queue.get()
                         ~~~~~~~~~~~~~~~~ Not every way from self.queue.get() leads to task_done(), so join() may never return
            if item < 0:
                continue
            self.queue.task_done()

    async def never(self):
        while True:
            item = await self.other.get()
                         ~~~~~~~~~~~~~~~~ self.other.get() takes an item that is never reported as done, so join() never returns
            print(item)

    async def drain(self):
        await self.queue.join()
        await self.other.join()
`, {
    fixed: `import asyncio

class Pool:
    def __init__(self):
        self.queue = asyncio.Queue()
        self.other = asyncio.Queue()

    async def worker(self):
        while True:
            item = await self.queue.get()
            try:
                if item < 0:
                    continue
            finally:
                self.queue.task_done()

    async def never(self):
        while True:
            item = await self.other.get()
            try:
                print(item)
            finally:
                self.other.task_done()

    async def drain(self):
        await self.queue.join()
        await self.other.join()
`,
  }),
  python('a handler that goes on to the next item', `
async def handle(item):
    raise ValueError(item)

async def worker(queue: asyncio.Queue):
    while True:
        item = await queue.get()
                     ~~~~~~~~~~~ When handling an item of queue.get() fails, task_done() is skipped and join() hangs
        try:
            await handle(item)
            queue.task_done()
        except ValueError:
            print("failed", item)

async def main():
    queue = asyncio.Queue()
    task = asyncio.create_task(worker(queue))
    await queue.join()
    task.cancel()
`),
  python('quiet: task_done on every way, the example of the documentation, nobody joins', `
async def handle(item):
    raise ValueError(item)

async def worker(name, queue):
    while True:
        sleep_for = await queue.get()
        await asyncio.sleep(sleep_for)
        queue.task_done()
        print(name, sleep_for)

async def careful(queue):
    while True:
        item = await queue.get()
        try:
            if item is None:
                continue
            await handle(item)
        except ValueError:
            print("failed")
        finally:
            queue.task_done()

async def main():
    queue = asyncio.Queue()
    tasks = []
    for i in range(3):
        task = asyncio.create_task(worker(f"worker-{i}", queue))
        tasks.append(task)
    tasks.append(asyncio.create_task(careful(queue)))
    await queue.join()
    for task in tasks:
        task.cancel()
    await asyncio.gather(*tasks, return_exceptions=True)

async def nobody_joins():
    queue = asyncio.Queue()

    async def reader():
        while True:
            item = await queue.get()
            if item == 1:
                continue
            print(item)
    task = asyncio.create_task(reader())
    await queue.put(1)
    task.cancel()
`),
  python('quiet: the queue goes elsewhere, or comes from elsewhere', `
async def worker(queue):
    while True:
        item = await queue.get()
        print(item)

async def main(start):
    queue = asyncio.Queue()
    start(queue)
    task = asyncio.create_task(worker(queue))
    await queue.join()
    task.cancel()

async def given(queue):
    item = await queue.get()
    await queue.join()
    return item
`),
  python('consumers that nobody ends after join', `
async def worker(queue):
    while True:
        item = await queue.get()
        print(item)
        queue.task_done()

async def process(items):
    queue = asyncio.Queue()
    workers = [asyncio.create_task(worker(queue)) for _ in range(2)]
    for item in items:
        await queue.put(item)
    await queue.join()
          ~~~~~~~~~~~~ worker goes on waiting in get() after queue.join(), and nobody cancels it
    return len(workers)
`, {
    fixed: `import asyncio

async def worker(queue):
    while True:
        item = await queue.get()
        print(item)
        queue.task_done()

async def process(items):
    queue = asyncio.Queue()
    workers = [asyncio.create_task(worker(queue)) for _ in range(2)]
    for item in items:
        await queue.put(item)
    await queue.join()
    for task in workers:
        task.cancel()
    return len(workers)
`,
  }),
  python('in main they must be awaited to hang', `
async def worker(queue):
    while True:
        item = await queue.get()
        print(item)
        queue.task_done()

async def main():
    queue = asyncio.Queue()
    workers = [asyncio.create_task(worker(queue)) for _ in range(2)]
    await queue.put(1)
    await queue.join()
          ~~~~~~~~~~~~ worker goes on waiting in get() after queue.join(), and nobody cancels it
    await asyncio.gather(*workers)

asyncio.run(main())
`),
  python('quiet: main ends, and asyncio.run with it', `
async def worker(queue):
    while True:
        item = await queue.get()
        print(item)
        queue.task_done()

async def main():
    queue = asyncio.Queue()
    workers = [asyncio.create_task(worker(queue)) for _ in range(2)]
    await queue.put(1)
    await queue.join()
    print(len(workers))

asyncio.run(main())
`),
  python('quiet: items that are collected and reported together', `
class Writer:
    def __init__(self):
        self.queue = asyncio.Queue()

    async def run(self):
        while True:
            batch = []
            first = await self.queue.get()
            batch.append(first)
            while len(batch) < 10:
                try:
                    item = self.queue.get_nowait()
                    batch.append(item)
                except asyncio.QueueEmpty:
                    break
            if batch:
                try:
                    await self.write(batch)
                finally:
                    for _ in batch:
                        self.queue.task_done()

    async def close(self):
        await self.queue.join()
`),
  python('items that are collected, and lost when writing fails', `
class Writer:
    def __init__(self):
        self.queue = asyncio.Queue()

    async def run(self):
        while True:
            batch = [await self.queue.get()]
                           ~~~~~~~~~~~~~~~~ When handling an item of self.queue.get() fails, task_done() is skipped and join() hangs
            try:
                await self.write(batch)
            except OSError:
                continue
            for _ in batch:
                self.queue.task_done()

    async def close(self):
        await self.queue.join()
`),
  python('the joiner takes the items itself: an error ends both, a `continue` does not', `
async def crawl(start):
    queue = asyncio.Queue()
    await queue.put(start)
    while not queue.empty():
        url = await queue.get()
        try:
            await load(url)
        except Exception as error:
            raise RuntimeError(url) from error
        queue.task_done()
    await queue.join()

async def patient(start):
    queue = asyncio.Queue()
    await queue.put(start)
    while not queue.empty():
        url = await queue.get()
                    ~~~~~~~~~~~ When handling an item of queue.get() fails, task_done() is skipped and join() hangs
        try:
            await load(url)
        except OSError:
            continue
        queue.task_done()
    await queue.join()
`),
]);
