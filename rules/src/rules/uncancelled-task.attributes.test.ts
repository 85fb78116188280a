/** Tasks that an object keeps: which closing methods forget them, and what counts as care. */
import { pictures, type Case } from './testing/pictures.js';

const WORK = `import asyncio

async def work(n=1):
    await asyncio.sleep(n)
    return n
`;

function python(name: string, source: string, more: Partial<Case> = {}): Case {
  return { name, language: 'python', source: WORK + source, ...more };
}

pictures('uncancelled-task', [
  python('an attribute that the closing method forgets', `
class Service:
    def __init__(self):
        self._task = None

    async def start(self):
        self._task = asyncio.create_task(work())
                     ~~~~~~~~~~~~~~~~~~~~~~~~~~~ Service.stop() never cancels the task self._task

    async def stop(self):
        """Ends it."""
        print("stopped")
`, {
    fixed: `${WORK}
class Service:
    def __init__(self):
        self._task = None

    async def start(self):
        self._task = asyncio.create_task(work())

    async def stop(self):
        """Ends it."""
        if self._task is not None:
            self._task.cancel()
            await asyncio.gather(self._task, return_exceptions=True)
        print("stopped")
`,
  }),
  python('an attribute that has a slot', `
class Service:
    __slots__ = ("_name", "_task")

    async def start(self):
        self._task = asyncio.create_task(work())
                     ~~~~~~~~~~~~~~~~~~~~~~~~~~~ Service.stop() never cancels the task self._task

    async def stop(self):
        print("stopped")

class Named:
    ended = ["_job"]

    async def start(self):
        self._job = asyncio.create_task(work())

    async def stop(self):
        for name in self.ended:
            getattr(self, name).cancel()
`),
  python('an attribute that __init__ always sets', `
class Service:
    def __init__(self):
        self.task = asyncio.create_task(work())
                    ~~~~~~~~~~~~~~~~~~~~~~~~~~~ Service.__aexit__() never cancels the task self.task

    async def __aenter__(self):
        return self

    async def __aexit__(self, *error):
        pass
`, {
    fixed: `${WORK}
class Service:
    def __init__(self):
        self.task = asyncio.create_task(work())

    async def __aenter__(self):
        return self

    async def __aexit__(self, *error):
        self.task.cancel()
        await asyncio.gather(self.task, return_exceptions=True)
`,
  }),
  python('no closing method at all', `
class Service:
    async def start(self):
        self._task = asyncio.create_task(work())
                     ~~~~~~~~~~~~~~~~~~~~~~~~~~~ The task self._task is never cancelled: Service has no method that ends it
`),
  python('no closing method, but one that tells the task to end', `
class Service:
    def __init__(self):
        self._jobs = asyncio.Queue()
        self._over = asyncio.Event()

    async def start(self):
        self._task = asyncio.create_task(self._run())
        self._watch = asyncio.create_task(self._guard())

    async def _run(self):
        await self._main_loop()

    async def _main_loop(self):
        while await self._next() is not None:
            pass

    async def _next(self):
        return await self._jobs.get()

    async def _guard(self):
        await self._over.wait()

    def _drain(self):
        self._jobs.put_nowait(None)
        self._over.set()
`),
  python('a queue that only gets jobs ends nothing, nor does what the task does itself', `
class Service:
    def __init__(self):
        self._jobs = asyncio.Queue()
        self._ready = asyncio.Event()

    async def start(self):
        self._task = asyncio.create_task(self._run())
                     ~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~ The task self._task is never cancelled: Service has no method that ends it

    async def _run(self):
        self._jobs.put_nowait(None)
        while True:
            await self._jobs.get()

    def send(self, job):
        self._jobs.put_nowait(job)
        self._ready.set()
`),
  python('attributes that somebody takes care of', `
class Service:
    async def start(self):
        self._task = asyncio.create_task(work())
        self._other = asyncio.create_task(work())
        self._third = asyncio.create_task(work())

    async def stop(self):
        self._task.cancel()
        await asyncio.gather(self._task, return_exceptions=True)
        await self._other
        self._end()

    def _end(self):
        for task in (self._third,):
            task.cancel()

class Base:
    async def stop(self):
        if self._task:
            self._task.cancel()
            await self._task

class Child(Base):
    async def start(self):
        self._task = asyncio.create_task(work())
`),
  python('bases in other files: one that cares, one that forgets, one that nobody knows', `
from unknown import Plugin
from careful import Careful
from careless import Careless

class A(Careful):
    async def start(self):
        self._task = asyncio.create_task(work())

class B(Careless):
    async def start(self):
        self._task = asyncio.create_task(work())
                     ~~~~~~~~~~~~~~~~~~~~~~~~~~~ B.stop() never cancels the task self._task

class C(Plugin):
    async def start(self):
        self._task = asyncio.create_task(work())

    async def stop(self):
        await super().stop()
# file: careful.py
class Careful:
    async def stop(self):
        await self._task
# file: careless.py
class Careless:
    async def stop(self):
        print("stopped")
`),
  python('the closing method tells the task to end in its own way', `
class Queued:
    def __init__(self):
        self.jobs = asyncio.Queue()
        self.running = True
        self.stopped = asyncio.Event()

    async def start(self):
        self._worker = asyncio.create_task(self._work())
        self._poller = asyncio.create_task(self._poll())
        self._waiter = asyncio.create_task(self._wait())

    async def _work(self):
        while await self.jobs.get() is not None:
            pass

    async def _poll(self):
        while self.running:
            await asyncio.sleep(1)

    async def _wait(self):
        await self.stopped.wait()

    async def stop(self):
        self.running = False
        self.jobs.put_nowait(None)
        self.stopped.set()

class Served:
    async def start(self, server):
        self.server = server
        self._task = asyncio.create_task(self.server.serve())

    async def stop(self):
        self.server.close()
`),
  python('a task that does the closing', `
class Server:
    def __init__(self):
        self.close_task = None

    def close(self):
        if self.close_task is None:
            self.close_task = asyncio.get_running_loop().create_task(work())
`),
  python('a task that does the closing through another method, or what closing does', `
class Session:
    def __init__(self):
        self._closing_task = None
        self._other_task = None

    async def aclose(self):
        await self._close("user")

    def shutdown(self):
        self._close_soon("shutdown")

    def _close_soon(self, reason):
        if self._closing_task is None:
            self._closing_task = asyncio.create_task(self._close(reason))

    def _on_error(self):
        self._closing_task = asyncio.create_task(self._close("error"))
        self._other_task = asyncio.create_task(self._report("error"))
                           ~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~ Session.aclose() never cancels the task self._other_task

    async def _close(self, reason):
        await work(1)

    async def _report(self, reason):
        await work(2)
`),
  python('one of several closing methods, or what it calls, tells the task to end', `
class Forward:
    def __init__(self):
        self._ended = None
        self._task = None

    async def __aexit__(self, *exc):
        await work()

    async def start(self):
        async def run():
            self._ended = asyncio.get_running_loop().create_future()
            await self._ended
        self._task = asyncio.create_task(run())

    async def stop(self):
        return await self._stop()

    async def _stop(self):
        if self._ended:
            self._ended.set_result(None)
        self._task = None
`),
  python('closing tells an object that the task uses through a local', `
class Runner:
    def __init__(self):
        self._server = None
        self._task = None

    async def start(self, server):
        self._server = server

        async def serve():
            await server.serve()

        self._task = asyncio.create_task(serve())

    def stop(self):
        self._server.should_exit = True

class Other:
    async def start(self, server, other):
        self._other = other

        async def serve():
            await server.serve()

        self._task = asyncio.create_task(serve())
                     ~~~~~~~~~~~~~~~~~~~~~~~~~~~~ Other.stop() never cancels the task self._task

    def stop(self):
        self._other.should_exit = True
`),
]);
