import { pictures, type Case } from './testing/pictures.js';

const INNER = `import asyncio

async def inner(n=0):
    await asyncio.sleep(n)
`;

function python(name: string, source: string, more: Partial<Case> = {}): Case {
  return { name, language: 'python', source: INNER + source, ...more };
}

pictures('nested-event-loop', [
  python('asyncio.run in a coroutine', `
async def outer():
    value = asyncio.run(inner(), debug=True)  # stays
            ~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~ asyncio.run(…) raises RuntimeError here: this coroutine already runs on a loop
    print(asyncio.run(inner(2)).real, value)
          ~~~~~~~~~~~~~~~~~~~~~ asyncio.run(…) raises RuntimeError here: this coroutine already runs on a loop

asyncio.run(outer())
`, {
    fixed: `${INNER}
async def outer():
    value = await inner()  # stays
    print((await inner(2)).real, value)

asyncio.run(outer())
`,
  }),
  python('every way to start a loop', `
from asyncio import run as go, Runner
import uvloop

class Service:
    def __init__(self):
        self.loop = asyncio.new_event_loop()

    async def work(self, loop: asyncio.AbstractEventLoop):
        go(inner())
        ~~~~~~~~~~~ go(…) raises RuntimeError here: this coroutine already runs on a loop
        loop.run_until_complete(inner())
        ~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~ loop.run_until_complete(…) raises RuntimeError here: this coroutine already runs on a loop
        self.loop.run_until_complete(inner())
        ~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~ self.loop.run_until_complete(…) raises RuntimeError here: this coroutine already runs on a loop
        asyncio.get_event_loop().run_forever()
        ~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~ asyncio.get_event_loop().run_forever() raises RuntimeError here: this coroutine already runs on a loop
        with Runner() as runner:
            runner.run(inner())
            ~~~~~~~~~~~~~~~~~~~ runner.run(…) raises RuntimeError here: this coroutine already runs on a loop
        uvloop.run(inner())
        ~~~~~~~~~~~~~~~~~~~ uvloop.run(…) raises RuntimeError here: this coroutine already runs on a loop
`),
  python('a coroutine in a local, and one that is an expression', `
async def outer(flag):
    coro = inner()
    asyncio.run(coro)
    ~~~~~~~~~~~~~~~~~ asyncio.run(…) raises RuntimeError here: this coroutine already runs on a loop
    asyncio.run(inner(1) if flag else inner(2))
    ~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~ asyncio.run(…) raises RuntimeError here: this coroutine already runs on a loop
    return [asyncio.run(inner(n)) for n in range(3)]
            ~~~~~~~~~~~~~~~~~~~~~ asyncio.run(…) raises RuntimeError here: this coroutine already runs on a loop
`, {
    fixed: `${INNER}
async def outer(flag):
    coro = inner()
    await coro
    await (inner(1) if flag else inner(2))
    return [await inner(n) for n in range(3)]
`,
  }),
  python('helper chain across files', `
# file: handlers.py
from services import Service, fetch_sync, open_service

async def handler(service: Service):
    fetch_sync("u")
    ~~~~~~~~~~~~~~~ fetch_sync(…) raises RuntimeError here: it starts a loop with asyncio.run
    service.value
    ~~~~~~~~~~~~~ service.value raises RuntimeError here: it starts a loop with asyncio.run
    Service()
    ~~~~~~~~~ Service() raises RuntimeError here: it starts a loop with loop.run_until_complete
    with open_service() as opened:
         ~~~~~~~~~~~~~~ open_service() raises RuntimeError here: it starts a loop with asyncio.run
        print(opened)

def sync_handler():
    return fetch_sync("u")
# file: services.py
from contextlib import contextmanager
from runner import run_sync

async def fetch(url): ...

def fetch_sync(url):
    return run_sync(fetch(url))

class Service:
    def __init__(self):
        import asyncio
        loop = asyncio.new_event_loop()
        loop.run_until_complete(fetch("x"))

    @property
    def value(self):
        return fetch_sync("v")

@contextmanager
def open_service():
    yield fetch_sync("y")
# file: runner.py
import asyncio

def run_sync(coro):
    return asyncio.run(coro)
`),
  python('quiet: the helper runs in another thread', `
from concurrent.futures import ThreadPoolExecutor
from threading import Thread

def sync_caller():
    return asyncio.run(inner())

async def outer(loop: asyncio.AbstractEventLoop):
    await asyncio.to_thread(sync_caller)
    await loop.run_in_executor(None, sync_caller)
    await asyncio.to_thread(lambda: asyncio.run(inner()))
    with ThreadPoolExecutor() as pool:
        pool.submit(asyncio.run, inner())
        pool.submit(sync_caller)
    Thread(target=sync_caller).start()

    def in_thread():
        asyncio.run(inner())
    await asyncio.to_thread(in_thread)
`),
  python('the call, not the function, is given to the thread', `
def sync_caller():
    asyncio.run(inner())

async def async_caller():
    await asyncio.to_thread(sync_caller())
                            ~~~~~~~~~~~~~ sync_caller() raises RuntimeError here: it starts a loop with asyncio.run
`),
  python('quiet: running-loop guards', `
def run_anywhere(coro):
    try:
        loop = asyncio.get_running_loop()
    except RuntimeError:
        return asyncio.run(coro)
    return loop.create_task(coro)

def asks_is_running(coro):
    loop = asyncio.get_event_loop()
    if loop.is_running():
        return asyncio.ensure_future(coro)
    return loop.run_until_complete(coro)

class Facade:
    def load(self):
        return fetch_later() if asyncio.current_task() else asyncio.run(inner())

async def outer(facade: Facade):
    await facade.load()
    run_anywhere(inner())
    asks_is_running(inner())
    try:
        asyncio.run(inner())
    except RuntimeError as error:
        print("as expected", error)
`),
  python('quiet: synchronous code, module level, tests', `
def main():
    asyncio.run(inner())

def test_inner():
    loop = asyncio.new_event_loop()
    loop.run_until_complete(inner())

with asyncio.Runner() as runner:
    runner.run(inner())

if __name__ == "__main__":
    main()
    asyncio.run(inner())
    asyncio.get_event_loop().run_forever()
`),
  python('quiet: something else of the same name', `
class App:
    def run(self): ...
    def run_until_complete(self): ...

async def outer(app: App, unknown):
    app.run()
    app.run_until_complete()
    unknown.run_until_complete(inner())
    unknown.loop.run_forever()
`),
  python('nest_asyncio lets loops nest', `
import nest_asyncio
nest_asyncio.apply()
~~~~~~~~~~~~~~~~~~~~ nest_asyncio.apply() lets loops nest, which hides traps and breaks structured concurrency

async def outer():
    asyncio.run(inner())
`),
  python('notebook', `
asyncio.run(inner())
~~~~~~~~~~~~~~~~~~~~ asyncio.run(…) raises RuntimeError in a notebook, which already runs a loop
loop = asyncio.get_event_loop()
loop.run_until_complete(inner(1))
~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~ loop.run_until_complete(…) raises RuntimeError in a notebook, which already runs a loop

def sync_main():
    asyncio.run(inner())

sync_main()
~~~~~~~~~~~ sync_main() raises RuntimeError here: it starts a loop with asyncio.run
`, {
    isNotebook: true,
    fixed: `${INNER}
await inner()
loop = asyncio.get_event_loop()
await inner(1)

def sync_main():
    asyncio.run(inner())

sync_main()
`,
  }),
  {
    name: 'tabs, CRLF, astral characters', language: 'python', lineBreak: '\r\n',
    source: `
import asyncio
async def inner(x): ...
async def outer():
	x = "😀"; asyncio.run(inner("🎉")) # 🧨
	          ~~~~~~~~~~~~~~~~~~~~~~~~ asyncio.run(…) raises RuntimeError here: this coroutine already runs on a loop
`,
    fixed: 'import asyncio\r\nasync def inner(x): ...\r\nasync def outer():\r\n\tx = "😀"; await inner("🎉") # 🧨\r\n',
  },
  python('in a lambda or nested function nothing is known about who calls', `
async def outer(register):
    register(lambda: asyncio.run(inner()))
    def callback():
        asyncio.run(inner())
    register(callback)
    def helper():
        asyncio.run(inner())
    helper()
    ~~~~~~~~ helper() raises RuntimeError here: it starts a loop with asyncio.run
`),
  python('a helper that starts a loop only for what is asynchronous', `
class Template:
    def __init__(self, is_async):
        self.is_async = is_async

    def render(self):
        if self.is_async:
            return asyncio.run(inner())
        return ""

    def render_always(self, quick):
        if quick:
            return ""
        return asyncio.run(inner())

async def outer(template: Template):
    template.render()
    template.render_always(False)
    ~~~~~~~~~~~~~~~~~~~~~~~~~~~~~ template.render_always(…) can come to asyncio.run, which fails because a loop already runs
`),
  python('a helper that may leave the loop out, or swallows what it raises, is told as what may happen', `
def sometimes(flag):
    if flag:
        asyncio.run(inner())

def swallowing():
    try:
        asyncio.run(inner())
    except Exception:
        pass

async def outer(flag):
    sometimes(flag)
    ~~~~~~~~~~~~~~~ sometimes(…) can come to asyncio.run, which fails because a loop already runs
    swallowing()
    ~~~~~~~~~~~~ swallowing() can come to asyncio.run, which fails because a loop already runs
`),
  python('what only fills an empty place fails where the object is made, not on later calls', `
class Session:
    def __init__(self, profile):
        self.profile = profile
        self.config = self.get_config()

    def get_config(self):
        if not self.profile:
            return None
        if hasattr(self, "config") and self.config:
            return self.config
        config = asyncio.run(inner())
        self.config = config
        return config

async def outer(session: Session):
    Session("a")
    ~~~~~~~~~~~~ Session(…) can come to asyncio.run, which fails because a loop already runs
    session.get_config()
`),
]);
