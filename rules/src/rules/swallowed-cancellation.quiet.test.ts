import { pictures, type Case } from './testing/pictures.js';

const POLL = `import asyncio
import contextlib
from contextlib import suppress

async def poll():
    await asyncio.sleep(1)
`;

function python(name: string, source: string, more: Partial<Case> = {}): Case {
  return { name, language: 'python', source: POLL + source, ...more };
}

pictures('swallowed-cancellation', [
  python('quiet: the function cancelled what it waits for', `
async def stop_all(tasks):
    for task in tasks:
        task.cancel()
    try:
        await asyncio.gather(*tasks)
    except asyncio.CancelledError:
        pass

async def guide():
    task = asyncio.create_task(poll())
    await asyncio.sleep(1)
    task.cancel()
    try:
        await task
    except asyncio.CancelledError:
        print("cancelled")
    await poll()

async def limited(loop):
    loop.call_later(5, asyncio.current_task().cancel)
    try:
        await poll()
    except asyncio.CancelledError:
        print("late")
    await poll()

async def helper(pool):
    pool.cancel_all()
    with suppress(asyncio.CancelledError):
        await poll()
    await poll()
`),
  python('quiet: the task or future that is awaited may be cancelled by others', `
class Service:
    async def wake(self):
        while True:
            try:
                await self._sleeper
            except asyncio.CancelledError:
                continue

    async def shielded(self, task):
        while True:
            with suppress(asyncio.CancelledError):
                await asyncio.shield(task)
            with suppress(asyncio.CancelledError):
                await asyncio.wait_for(task, 1)
            with suppress(asyncio.CancelledError):
                await asyncio.gather(*self.tasks)

    async def joined(self):
        while True:
            with suppress(asyncio.CancelledError):
                await self._join()

    async def _join(self):
        await self._task
`),
  python('quiet: every way raises, or the exception is handed over', `
class Cancelled(Exception): ...

async def again():
    try:
        await poll()
    except asyncio.CancelledError:
        print("cancelled")
        raise

async def branches(flag):
    try:
        await poll()
    except BaseException as error:
        if flag:
            raise
        else:
            raise Cancelled from error

async def chosen(closing):
    while True:
        try:
            await poll()
        except asyncio.CancelledError:
            if not closing:
                raise

async def kinds():
    while True:
        try:
            await poll()
        except BaseException as error:
            if isinstance(error, asyncio.CancelledError):
                raise
            print(error)

async def given(future):
    while True:
        try:
            await poll()
        except BaseException as error:
            future.set_exception(error)

async def informed(state):
    import sys
    while True:
        try:
            await poll()
        except BaseException:
            state.set_exception(sys.exc_info())

async def kept():
    errors = []
    for _ in range(3):
        try:
            await poll()
        except BaseException as error:
            errors.append(error)
    return errors

async def converted():
    with suppress(asyncio.CancelledError):
        return await poll()
    raise Cancelled
`),
  python('quiet: an earlier handler lets it through', `
async def watch():
    while True:
        try:
            await poll()
        except asyncio.CancelledError:
            raise
        except BaseException:
            print("failed")

async def usual():
    while True:
        try:
            await poll()
        except Exception:
            print("failed")
`),
  python('quiet: code that closes something, finally', `
class Service:
    async def close(self):
        with suppress(asyncio.CancelledError):
            await poll()
        await poll()

    async def __aexit__(self, *details):
        try:
            await poll()
        except BaseException:
            pass
        await poll()

    async def run(self):
        try:
            await poll()
        finally:
            try:
                await poll()
            except asyncio.CancelledError:
                pass
            await poll()
`),
  python('quiet: requests are counted', `
async def run():
    try:
        await poll()
    except asyncio.CancelledError:
        if asyncio.current_task().uncancel() > 0:
            print("outer")
    await poll()
`),
  python('quiet: plain functions, no wait, another class of that name', `
from concurrent.futures import CancelledError

def plain(future):
    while True:
        try:
            future.result()
        except BaseException:
            pass

async def nothing():
    while True:
        try:
            poll()
        except BaseException:
            pass

async def nested():
    try:
        async def inner():
            await poll()
    except BaseException:
        pass
    await poll()

async def threads():
    while True:
        try:
            await poll()
        except CancelledError:
            pass

async def unknown(Error):
    while True:
        try:
            await poll()
        except Error:
            pass
`),
  python('quiet: the end of the program', `
async def main():
    try:
        await poll()
    except asyncio.CancelledError:
        print("bye")

asyncio.run(main())
`),
  python('quiet: a coroutine that is a task from beginning to end', `
class Service:
    def start(self):
        self.task = asyncio.create_task(self._work(), name="work")

    async def _work(self):
        try:
            while True:
                await poll()
        except asyncio.CancelledError:
            print("stopped")
`),
  python('a coroutine that is awaited as well', `
class Service:
    def start(self):
        self.task = asyncio.create_task(self._work(), name="work")

    async def run(self):
        await self._work()
        print("done")

    async def _work(self):
        try:
            await poll()
        except asyncio.CancelledError:
               ~~~~~~~~~~~~~~~~~~~~~~ except asyncio.CancelledError swallows cancellation: _work ends as if it had finished
            print("stopped")
`),
  python('quiet: cleaning up after a cancellation', `
async def serve(stream):
    try:
        await poll()
    except asyncio.CancelledError:
        try:
            await asyncio.shield(stream.drain())
        except (asyncio.CancelledError, Exception):
            pass
        raise
`),
  python('quiet: raised again when the result is delivered', `
async def deliver(send):
    cancelled = False
    try:
        result = await poll()
    except asyncio.CancelledError:
        result = "interrupted"
        cancelled = True
    await send(result)
    if cancelled:
        raise asyncio.CancelledError
    return result
`),
  python('what is cancelled after the handler, or elsewhere, is not what it caught', `
async def stream(events):
    task = asyncio.create_task(poll())
    try:
        async for event in events:
            yield event
    except asyncio.CancelledError:
           ~~~~~~~~~~~~~~~~~~~~~~ except asyncio.CancelledError swallows cancellation: stream ends as if it had finished
        print("left")
    finally:
        task.cancel()

async def connect(task):
    try:
        await poll()
    except asyncio.CancelledError:
           ~~~~~~~~~~~~~~~~~~~~~~ except asyncio.CancelledError swallows cancellation: connect goes on
        print("left")
    except TimeoutError:
        task.cancel()
    await poll()

async def guarded():
    timer = asyncio.get_running_loop().call_later(5, print)
    try:
        await poll()
        timer.cancel()
    except asyncio.CancelledError:
           ~~~~~~~~~~~~~~~~~~~~~~ except asyncio.CancelledError swallows cancellation: guarded goes on
        print("left")
    await poll()
`),
  python('quiet: what the finally cancels is waited for in the next round', `
async def rounds(job):
    while True:
        try:
            await job
        except asyncio.CancelledError:
            print("left")
        finally:
            job.cancel()

async def inner(task):
    try:
        try:
            await poll()
        finally:
            task.cancel()
            await task
    except asyncio.CancelledError:
        print("left")
    await poll()
`),
  python('a task that is handed to nobody is cancelled by nobody else', `
async def shielded():
    task = asyncio.create_task(poll())
    try:
        return await asyncio.shield(task)
    except asyncio.CancelledError:
           ~~~~~~~~~~~~~~~~~~~~~~ except asyncio.CancelledError swallows cancellation: shielded ends as if it had finished
        task.cancel()

async def limited(seconds):
    task = asyncio.Task(poll())
    task.add_done_callback(print)
    try:
        await asyncio.wait_for(task, timeout=seconds)
    except asyncio.CancelledError:
           ~~~~~~~~~~~~~~~~~~~~~~ except asyncio.CancelledError swallows cancellation: limited goes on
        print("left", task.done())
    await poll()
`),
  python('quiet: a task that somebody else may have got hold of', `
class Cache:
    async def kept(self):
        task = asyncio.create_task(poll())
        self.tasks.add(task)
        try:
            await asyncio.shield(task)
        except asyncio.CancelledError:
            print("left")
        await poll()

    async def seen(self):
        task = asyncio.create_task(poll())
        for other in asyncio.all_tasks():
            self.consider(other)
        def stop():
            task.cancel()
        self.on_stop = stop
        try:
            await task
        except asyncio.CancelledError:
            print("left")
        await poll()

    async def again(self, future):
        task = asyncio.ensure_future(future)
        try:
            await task
        except asyncio.CancelledError:
            print("left")
        await poll()

    async def rounds(self):
        task = asyncio.create_task(poll())
        while True:
            try:
                await asyncio.shield(task)
            except asyncio.CancelledError:
                task.cancel()
`),
  python('a future in an attribute that nobody cancels', `
class Queue:
    def __init__(self):
        self.waiter = None

    async def get(self):
        self.waiter = asyncio.get_running_loop().create_future()
        try:
            await self.waiter
        finally:
            self.waiter.cancel()
            self.waiter = None

    def put(self):
        if self.waiter is not None and not self.waiter.done():
            self.waiter.set_result(None)

class Reader:
    def __init__(self):
        self.queue = Queue()

    async def read(self):
        try:
            await self.queue.get()
        except asyncio.CancelledError:
               ~~~~~~~~~~~~~~~~~~~~~~ except asyncio.CancelledError swallows cancellation: read goes on
            print("left")
        await poll()
`),
  python('quiet: a future in an attribute that somebody cancels, or is given', `
class Queue:
    async def get(self):
        self.waiter = asyncio.get_running_loop().create_future()
        await self.waiter

    async def take(self):
        self.taker = asyncio.get_running_loop().create_future()
        await self.taker

    def reset(self, others):
        self.waiter.cancel()
        others.append(self.taker)

class Reader:
    def __init__(self):
        self.queue = Queue()

    async def read(self):
        try:
            await self.queue.get()
        except asyncio.CancelledError:
            print("left")
        await poll()

    async def grasp(self):
        try:
            await self.queue.take()
        except asyncio.CancelledError:
            print("left")
        await poll()
`),
  python('quiet: what was shielded is brought to its end', `
async def finish():
    task = asyncio.create_task(poll())
    try:
        await asyncio.shield(task)
    except asyncio.CancelledError:
        print("wait for it")
        await task

async def give(queue):
    work = asyncio.create_task(poll())
    try:
        await asyncio.shield(work)
    except asyncio.CancelledError:
        await asyncio.wait({work})
    await poll()
`),
  python('quiet: a class that is only declared as some exception', `
class Backend:
    Unavailable: type[BaseException] = ConnectionError

    async def read(self, key):
        with suppress(self.Unavailable):
            return await poll()
        return None

async def view(backend: Backend):
    try:
        await poll()
    except backend.Unavailable:
        print("gone")
    await poll()
`),
  python('quiet: what leaves the handler was tested to be something else', `
class Gone(Exception): ...

async def send(flag):
    try:
        await poll()
    except BaseException as error:
        if isinstance(error, Gone) and flag:
            return
        raise

async def sends(flag):
    for number in range(3):
        try:
            await poll()
        except BaseException as error:
            if not isinstance(error, (Gone, OSError)):
                raise
            print(error)
    await poll()
`),
  python('a test that cancellation passes as well', `
async def send(flag):
    try:
        await poll()
    except BaseException as error:
           ~~~~~~~~~~~~~ \`except BaseException\` swallows cancellation: \`send\` ends as if it had finished
        if flag:
            return
        raise
`),
  python('quiet: a helper of handlers that raise the cancellation on', `
async def _drain(task):
    while not task.done():
        with suppress(asyncio.CancelledError):
            await asyncio.wait({task})
    return task.exception()

async def _forget(task):
    while not task.done():
        with suppress(asyncio.CancelledError):
                      ~~~~~~~~~~~~~~~~~~~~~~ \`suppress(asyncio.CancelledError)\` swallows cancellation: the loop of \`_forget\` goes on
            await asyncio.wait({task})

async def settled():
    task = asyncio.create_task(poll())
    try:
        return await asyncio.shield(task)
    except asyncio.CancelledError:
        await _drain(task)
        raise
    finally:
        await _forget(task)

async def other(task):
    await _forget(task)
`),
]);
