import { pictures, type Case } from './testing/pictures.js';

const WORK = `import asyncio
import threading
from concurrent.futures import ThreadPoolExecutor

async def work(): ...
`;

function python(name: string, source: string, more: Partial<Case> = {}): Case {
  return { name, language: 'python', source: WORK + source, ...more };
}

pictures('cross-thread-loop-call', [
  python('everything that touches the loop', `
def job(loop: asyncio.AbstractEventLoop, queue: asyncio.Queue, event: asyncio.Event, future: asyncio.Future):
    loop.call_soon(print, "hi")  # soon
    ~~~~~~~~~~~~~~~~~~~~~~~~~~~ loop.call_soon(…) runs in a thread here: it is not thread-safe and does not wake the loop
    loop.call_later(1, print)
    ~~~~~~~~~~~~~~~~~~~~~~~~~ loop.call_later(…) runs in a thread here: it is not thread-safe and does not wake the loop
    loop.create_task(work())
    ~~~~~~~~~~~~~~~~~~~~~~~~ loop.create_task(…) runs in a thread here: it is not thread-safe and does not wake the loop
    queue.put_nowait(1)
    ~~~~~~~~~~~~~~~~~~~ queue.put_nowait(…) runs in a thread here: it is not thread-safe and does not wake the loop
    event.set()
    ~~~~~~~~~~~ event.set() runs in a thread here: it is not thread-safe and does not wake the loop
    future.set_result(2)
    ~~~~~~~~~~~~~~~~~~~~ future.set_result(…) runs in a thread here: it is not thread-safe and does not wake the loop
    asyncio.create_task(work())
    ~~~~~~~~~~~~~~~~~~~~~~~~~~~ asyncio.create_task(…) raises RuntimeError here: no loop is running in this thread
    loop.stop()
    ~~~~~~~~~~~ loop.stop() runs in a thread here: it is not thread-safe and does not wake the loop

async def main(queue, event, future):
    loop = asyncio.get_running_loop()
    await loop.run_in_executor(None, job, loop, queue, event, future)
`, {
    fixed: `${WORK}
def job(loop: asyncio.AbstractEventLoop, queue: asyncio.Queue, event: asyncio.Event, future: asyncio.Future):
    loop.call_soon_threadsafe(print, "hi")  # soon
    loop.call_soon_threadsafe(loop.call_later, 1, print)
    asyncio.run_coroutine_threadsafe(work(), loop)
    loop.call_soon_threadsafe(queue.put_nowait, 1)
    loop.call_soon_threadsafe(event.set)
    future.get_loop().call_soon_threadsafe(future.set_result, 2)
    asyncio.run_coroutine_threadsafe(work(), loop)
    loop.call_soon_threadsafe(loop.stop)

async def main(queue, event, future):
    loop = asyncio.get_running_loop()
    await loop.run_in_executor(None, job, loop, queue, event, future)
`,
  }),
  python('every way into a thread; the loop is found or fetched', `
class Reader(threading.Thread):
    def __init__(self, queue: asyncio.Queue):
        super().__init__()
        self.queue = queue
        self.loop = asyncio.get_running_loop()

    def run(self):
        self.queue.put_nowait(1)
        ~~~~~~~~~~~~~~~~~~~~~~~~ self.queue.put_nowait(…) runs in a thread here: it is not thread-safe and does not wake the loop

async def main():
    done = asyncio.Event()
    def finish():
        done.set()
        ~~~~~~~~~~ done.set() runs in a thread here: it is not thread-safe and does not wake the loop
    threading.Thread(target=finish).start()
    await done.wait()
`, {
    fixed: `${WORK}
class Reader(threading.Thread):
    def __init__(self, queue: asyncio.Queue):
        super().__init__()
        self.queue = queue
        self.loop = asyncio.get_running_loop()

    def run(self):
        self.loop.call_soon_threadsafe(self.queue.put_nowait, 1)

async def main():
    done = asyncio.Event()
    loop = asyncio.get_running_loop()
    def finish():
        loop.call_soon_threadsafe(done.set)
    threading.Thread(target=finish).start()
    await done.wait()
`,
  }),
  python('no fix where the result is used or no loop is in reach', `
def take(queue: asyncio.Queue):
    item = queue.get_nowait()
           ~~~~~~~~~~~~~~~~~~ queue.get_nowait() runs in a thread here: it is not thread-safe and does not wake the loop
    queue.put_nowait(item=item)
    ~~~~~~~~~~~~~~~~~~~~~~~~~~~ queue.put_nowait(…) runs in a thread here: it is not thread-safe and does not wake the loop
    queue.task_done()
    ~~~~~~~~~~~~~~~~~ queue.task_done() runs in a thread here: it is not thread-safe and does not wake the loop

with ThreadPoolExecutor() as pool:
    pool.submit(take, asyncio.Queue())
`),
  python('quiet: thread-safe, or on the loop', `
import queue as threads

def safe(loop: asyncio.AbstractEventLoop, queue: asyncio.Queue, plain: threads.Queue, flag: threading.Event):
    loop.call_soon_threadsafe(queue.put_nowait, 1)
    loop.call_soon_threadsafe(lambda: queue.put_nowait(2))
    asyncio.run_coroutine_threadsafe(work(), loop)
    plain.put_nowait(1)
    flag.set()

def both(event: asyncio.Event):
    event.set()

def unknown(event):
    event.set()

def callback(event: asyncio.Event):
    event.set()

async def main(loop: asyncio.AbstractEventLoop, event: asyncio.Event):
    await asyncio.to_thread(safe, loop, asyncio.Queue(), threads.Queue(), threading.Event())
    await asyncio.to_thread(both, event)
    both(event)
    await asyncio.to_thread(unknown, event)
    loop.call_soon(callback, event)
    event.set()
`),
  python('quiet: the thread has a loop of its own, or expects none', `
def own():
    loop = asyncio.new_event_loop()
    loop.create_task(work())
    loop.run_forever()

def asks():
    try:
        asyncio.get_running_loop()
    except RuntimeError:
        print("no loop")

threading.Thread(target=own).start()
threading.Thread(target=asks).start()
`),
]);
