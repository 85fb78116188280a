/** Tasks that somebody keeps, or may. */
import { pictures, type Case } from './testing/pictures.js';

const WORK = `import asyncio

async def work(n=0):
    await asyncio.sleep(n)
`;

function python(name: string, source: string): Case {
  return { name, language: 'python', source: WORK + source };
}

pictures('dangling-task', [
  python('overwritten while the function stays suspended', `
async def main():
    _ = asyncio.create_task(work(1))
    _ = asyncio.create_task(work(2))
    await asyncio.sleep(10)
`),
  python('quiet: kept', `
tasks = set()
registry = {}
module_task = None

class Service:
    def __init__(self):
        self.task = asyncio.create_task(work())
        self.tasks = [asyncio.create_task(work())]
        self.tasks.append(asyncio.ensure_future(work()))
        registry["x"] = asyncio.create_task(work())

async def main(flag, unknown):
    global module_task
    module_task = asyncio.create_task(work())
    await asyncio.create_task(work())
    tasks.add(asyncio.create_task(work()))
    unknown(asyncio.create_task(work()))
    task = asyncio.create_task(work())
    if flag:
        await task
    typed: asyncio.Task = asyncio.create_task(work())
    typed.cancel()
    several = [asyncio.create_task(work(n)) for n in range(3)]
    for one in several:
        await one
    await asyncio.wait([asyncio.create_task(work())])
    captured = asyncio.create_task(work())
    def stop():
        captured.cancel()
    unknown(stop)
    return asyncio.create_task(work())

async def stream():
    yield asyncio.create_task(work())

def later():
    return [asyncio.create_task(work())]

start = lambda: asyncio.create_task(work())
`),
  python('quiet: the frame stays suspended and holds the local', `
async def serve():
    task = asyncio.create_task(work())
    while True:
        await asyncio.sleep(1)

async def scoped():
    watcher = asyncio.create_task(work())
    async with asyncio.timeout(5):
        await work()

async def generator():
    heartbeat = asyncio.create_task(work())
    yield 1
`),
  python('quiet: owned by somebody else', `
import anyio
import trio

async def main(group: asyncio.TaskGroup, loop, bot):
    async with asyncio.TaskGroup() as tg:
        tg.create_task(work())
    group.create_task(work())
    async with anyio.create_task_group() as g:
        g.start_soon(work)
    async with trio.open_nursery() as nursery:
        nursery.start_soon(work)
    loop.create_task(work())
    bot.loop.create_task(work())
`),
  python('quiet: a future is passed on by ensure_future, no task is started', `
from collections.abc import Awaitable

class Lock:
    def acquire(self) -> Awaitable[None]: ...

async def main(lock: Lock, future: asyncio.Future):
    asyncio.ensure_future(lock.acquire())
    asyncio.ensure_future(future)
`),
  {
    name: 'quiet: something else of the same name', language: 'python',
    source: `
class Board:
    def create_task(self, title):
        return title

def create_task(title):
    print(title)

async def main(board: Board):
    board.create_task("x")
    create_task("y")
`,
  },
  python('quiet: what may be a task already, and a frame that runs the loop', `
refs = set()

def started(loop, run):
    task = run(loop.create_task, work())
    refs.add(task)
    asyncio.ensure_future(task).add_done_callback(refs.discard)

def main():
    loop = asyncio.new_event_loop()
    task = loop.create_task(work())
    task.add_done_callback(print)
    loop.run_forever()
`),
]);
