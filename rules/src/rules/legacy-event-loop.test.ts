import { pictures, type Case } from './testing/pictures.js';

const MAIN = `import asyncio

async def main(n=0):
    await asyncio.sleep(n)
    return n
`;

function python(name: string, source: string, more: Partial<Case> = {}): Case {
  return { name, language: 'python', source: MAIN + source, ...more };
}

pictures('legacy-event-loop', [
  python('get_event_loop in a coroutine', `
from asyncio import get_event_loop

async def work(job):
    loop = asyncio.get_event_loop()
           ~~~~~~~~~~~~~~~~~~~~~~~~ asyncio.get_event_loop() in a coroutine is get_running_loop() with a second meaning
    await loop.run_in_executor(None, job)
    return get_event_loop().time()
           ~~~~~~~~~~~~~~~~ get_event_loop() in a coroutine is get_running_loop() with a second meaning
`, {
    fixed: `from asyncio import get_running_loop
${MAIN}
from asyncio import get_event_loop

async def work(job):
    loop = asyncio.get_running_loop()
    await loop.run_in_executor(None, job)
    return get_running_loop().time()
`,
  }),
  python('the whole life of a loop is one call', `
loop = asyncio.get_event_loop()
try:
    loop.run_until_complete(main())  # all of it
    ~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~ loop.run_until_complete(…) on a handmade loop: asyncio.run() also cancels what is left, and closes
finally:
    loop.close()
print("bye")
`, { fixed: `${MAIN}
asyncio.run(main())  # all of it
print("bye")
` }),
  python('a new loop that is set, with its shutdown', `
def start(n):
    loop = asyncio.new_event_loop()  # ours
    asyncio.set_event_loop(loop)
    try:
        print("start")
        result = loop.run_until_complete(main(n))
                 ~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~ loop.run_until_complete(…) on a handmade loop: asyncio.run() also cancels what is left, and closes
        if result:
            print(result)
        return result
    finally:
        loop.run_until_complete(loop.shutdown_asyncgens())
        loop.close()
`, { fixed: `${MAIN}
def start(n):
    # ours
    print("start")
    result = asyncio.run(main(n))
    if result:
        print(result)
    return result
` }),
  python('without try, and on one line', `
def plain():
    loop = asyncio.get_event_loop()
    value = loop.run_until_complete(main())
            ~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~ loop.run_until_complete(…) on a handmade loop: asyncio.run() also cancels what is left, and closes
    loop.close()
    return value

if __name__ == "__main__":
    asyncio.get_event_loop().run_until_complete(main(2))
    ~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~ ….run_until_complete(…) on a handmade loop: asyncio.run() also cancels what is left, and closes
`, { fixed: `${MAIN}
def plain():
    value = asyncio.run(main())
    return value

if __name__ == "__main__":
    asyncio.run(main(2))
` }),
  python('handlers stay, Windows line breaks stay', `
loop = asyncio.new_event_loop()
try:
    loop.run_until_complete(main())
    ~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~ loop.run_until_complete(…) on a handmade loop: asyncio.run() also cancels what is left, and closes
except KeyboardInterrupt:
    print("stopped")
finally:
    loop.close()
`, { lineBreak: '\r\n', fixed: `${MAIN}
try:
    asyncio.run(main())
except KeyboardInterrupt:
    print("stopped")
`.replaceAll('\n', '\r\n') }),
  python('loop arguments', `
async def work(loop, jobs):
    lock = asyncio.Lock(loop=loop)
                        ~~~~~~~~~ asyncio.Lock(…) takes no loop from Python 3.10 on
    queue = asyncio.Queue(10, loop=loop)  # ten
                              ~~~~~~~~~ asyncio.Queue(…) takes no loop from Python 3.10 on
    await asyncio.wait_for(queue.get(), loop=loop, timeout=1)
                                        ~~~~~~~~~ asyncio.wait_for(…) takes no loop from Python 3.10 on
    return lock
`, { fixed: `${MAIN}
async def work(loop, jobs):
    lock = asyncio.Lock()
    queue = asyncio.Queue(10)  # ten
    await asyncio.wait_for(queue.get(), timeout=1)
    return lock
` }),
  python('coroutines given to wait', `
async def work(urls):
    await asyncio.wait([main(1), main(2)])
          ~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~ asyncio.wait(…) takes no coroutines from Python 3.11 on, only tasks
    jobs = [main(url) for url in urls]
    done, _ = await asyncio.wait(jobs, timeout=1)
                    ~~~~~~~~~~~~~~~~~~~~~~~~~~~~~ asyncio.wait(…) takes no coroutines from Python 3.11 on, only tasks
    return done
`, { fixed: `${MAIN}
async def work(urls):
    await asyncio.wait([asyncio.create_task(main(1)), asyncio.create_task(main(2))])
    jobs = [asyncio.create_task(main(url)) for url in urls]
    done, _ = await asyncio.wait(jobs, timeout=1)
    return done
` }),
  {
    name: 'uvloop', language: 'python',
    source: `import asyncio
import uvloop

async def main(): ...

if __name__ == "__main__":
    asyncio.set_event_loop_policy(uvloop.EventLoopPolicy())
    ~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~ asyncio.set_event_loop_policy(…) is deprecated from Python 3.14 on: give the runner a loop_factory
    asyncio.run(main())
`,
    fixed: `import asyncio
import uvloop

async def main(): ...

if __name__ == "__main__":
    uvloop.run(main())
`,
  },
  {
    name: 'generators as coroutines', language: 'python', pythonVersion: '3.8',
    source: `import asyncio

@asyncio.coroutine
 ~~~~~~~~~~~~~~~~~ @asyncio.coroutine is gone from Python 3.11 on: old must be async def
def old(n):
    value = yield from asyncio.sleep(n)
    return value

@asyncio.coroutine
 ~~~~~~~~~~~~~~~~~ @asyncio.coroutine is gone from Python 3.11 on: odd must be async def
def odd(n):
    yield
`,
    fixed: `import asyncio

async def old(n):
    value = await asyncio.sleep(n)
    return value

@asyncio.coroutine
def odd(n):
    yield
`,
  },
  python('without a loop nothing works from 3.14 on', `
loop = asyncio.get_event_loop()
       ~~~~~~~~~~~~~~~~~~~~~~~~ asyncio.get_event_loop() raises RuntimeError from Python 3.14 on: no loop is running here
loop.call_soon(print, "hi")
loop.run_forever()
`, { pythonVersion: '3.14' }),
  python('quiet: the loop has other uses', `
loop = asyncio.get_event_loop()
loop.run_until_complete(main())
loop.run_until_complete(main(2))

def serve():
    loop = asyncio.new_event_loop()
    loop.set_debug(True)
    loop.run_until_complete(main())
    loop.close()

def forever():
    loop = asyncio.get_event_loop()
    loop.create_task(main())
    loop.run_forever()

def given(loop):
    loop.run_until_complete(main())

class App:
    def __init__(self):
        self.loop = asyncio.get_event_loop()

    def run(self, future):
        self.loop.run_until_complete(main())
        asyncio.get_event_loop().run_until_complete(future)
`),
  python('quiet: what is current', `
import aiohttp

async def work(loop, tasks):
    running = asyncio.get_running_loop()
    async with aiohttp.ClientSession(loop=loop) as session:
        print(session)
    try:
        await asyncio.wait([asyncio.create_task(main())])
        await asyncio.wait(tasks)
        await asyncio.gather(main(), main())
    except asyncio.TimeoutError:
        asyncio.ensure_future(main(), loop=loop)
    asyncio.set_event_loop_policy(None)
    return running
`),
  python('quiet: before a policy has a successor', `
asyncio.set_event_loop_policy(asyncio.WindowsSelectorEventLoopPolicy())
asyncio.run(main())
`, { pythonVersion: '3.9' }),
  {
    name: 'the module as the function has it', language: 'python',
    source: `
async def load():
    import asyncio
    return asyncio.get_event_loop()
           ~~~~~~~~~~~~~~~~~~~~~~~~ asyncio.get_event_loop() in a coroutine is get_running_loop() with a second meaning
`,
    fixed: `async def load():
    import asyncio
    return asyncio.get_running_loop()
`,
  },
  {
    name: 'another loop is not for what an object keeps from the old one', language: 'python',
    source: `import asyncio

class Stream:
    def __init__(self):
        self.queue = asyncio.Queue()

    def read(self):
        loop = asyncio.get_event_loop()
        return loop.run_until_complete(self.queue.get())
               ~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~ loop.run_until_complete(…) on a handmade loop: asyncio.run() also cancels what is left, and closes
`,
    fixed: `import asyncio

class Stream:
    def __init__(self):
        self.queue = asyncio.Queue()

    def read(self):
        loop = asyncio.get_event_loop()
        return loop.run_until_complete(self.queue.get())
`,
  },
]);
