import { pictures, type Case } from './testing/pictures.js';

const WORK = `import asyncio

async def work(n=0):
    await asyncio.sleep(n)
`;

function python(name: string, source: string, more: Partial<Case> = {}): Case {
  return { name, language: 'python', source: WORK + source, ...more };
}

pictures('dangling-task', [
  python('create_task as a statement', `
async def main():
    asyncio.create_task(work(1))  # audit
    ~~~~~~~~~~~~~~~~~~~~~~~~~~~~ asyncio.create_task(…) starts a task nobody keeps: it may vanish and its error is lost
    await asyncio.sleep(5)
`, {
    fixed: `import asyncio

background_tasks = set()

async def work(n=0):
    await asyncio.sleep(n)

async def main():
    task = asyncio.create_task(work(1))  # audit
    background_tasks.add(task)
    task.add_done_callback(background_tasks.discard)
    await asyncio.sleep(5)
`,
  }),
  python('every way to start a task', `
from asyncio import create_task, ensure_future as ensure

class Service:
    def __init__(self):
        self.loop = asyncio.get_event_loop()

    def start(self, loop: asyncio.AbstractEventLoop):
        self.loop.create_task(work())
        ~~~~~~~~~~~~~~~~~~~~~~~~~~~~~ self.loop.create_task(…) starts a task nobody keeps: it may vanish and its error is lost
        loop.create_task(work())
        ~~~~~~~~~~~~~~~~~~~~~~~~ loop.create_task(…) starts a task nobody keeps: it may vanish and its error is lost

async def main():
    create_task(work())
    ~~~~~~~~~~~~~~~~~~~ create_task(…) starts a task nobody keeps: it may vanish and its error is lost
    ensure(work())
    ~~~~~~~~~~~~~~ ensure(…) starts a task nobody keeps: it may vanish and its error is lost
    asyncio.get_running_loop().create_task(work())
    ~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~ asyncio.get_running_loop().create_task(…) starts a task nobody keeps: it may vanish and its error is lost
    asyncio.Task(work())
    ~~~~~~~~~~~~~~~~~~~~ asyncio.Task(…) starts a task nobody keeps: it may vanish and its error is lost
    [asyncio.create_task(work(n)) for n in range(3)]
     ~~~~~~~~~~~~~~~~~~~~~~~~~~~~ asyncio.create_task(…) starts a task nobody keeps: it may vanish and its error is lost
    lambda: asyncio.create_task(work()) and None
            ~~~~~~~~~~~~~~~~~~~~~~~~~~~ asyncio.create_task(…) starts a task nobody keeps: it may vanish and its error is lost
`),
  python('chained callback', `
async def main():
    asyncio.create_task(work()).add_done_callback(print)
    ~~~~~~~~~~~~~~~~~~~~~~~~~~~ asyncio.create_task(…) starts a task nobody keeps: it may vanish and its error is lost
    asyncio.create_task(work()).set_name("x")
    ~~~~~~~~~~~~~~~~~~~~~~~~~~~ asyncio.create_task(…) starts a task nobody keeps: it may vanish and its error is lost
`, {
    fixed: `import asyncio

background_tasks = set()

async def work(n=0):
    await asyncio.sleep(n)

async def main():
    task = asyncio.create_task(work())
    background_tasks.add(task)
    task.add_done_callback(background_tasks.discard)
    task.add_done_callback(print)
    task_2 = asyncio.create_task(work())
    background_tasks.add(task_2)
    task_2.add_done_callback(background_tasks.discard)
    task_2.set_name("x")
`,
  }),
  python('second choice: a task group around the rest of the block', `
async def main(ns):
    print("before")
    for n in ns:
        asyncio.create_task(work(n), name=f"work {n}")  # one
        ~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~ asyncio.create_task(…) starts a task nobody keeps: it may vanish and its error is lost
        group = """first
second"""

        # two
        asyncio.create_task(
        ~~~~~~~~~~~~~~~~~~~~ asyncio.create_task(…) starts a task nobody keeps: it may vanish and its error is lost
            work(3),
        )
        if n:
            break
    print("after", group)
`, {
    fix: 'Wait for the task',
    fixed: `${WORK}
async def main(ns):
    print("before")
    for n in ns:
        async with asyncio.TaskGroup() as group_2:
            group_2.create_task(work(n), name=f"work {n}")  # one
            group = """first
second"""

            # two
            group_2.create_task(
                work(3),
            )
            if n:
                break
    print("after", group)
`,
  }),
  python('no task group below 3.11', `
async def main():
    asyncio.create_task(work())
    ~~~~~~~~~~~~~~~~~~~~~~~~~~~ asyncio.create_task(…) starts a task nobody keeps: it may vanish and its error is lost
    await asyncio.sleep(1)
`, {
    pythonVersion: '3.10',
    fix: 'Wait for the task',
    fixed: `${WORK}
async def main():
    asyncio.create_task(work())
    await asyncio.sleep(1)
`,
  }),
  python('an existing set is used', `
_running = set()

def spawn():
    kept = asyncio.create_task(work())
    _running.add(kept)
    kept.add_done_callback(_running.discard)

def handler(task):
    asyncio.create_task(work(task))
    ~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~ asyncio.create_task(…) starts a task nobody keeps: it may vanish and its error is lost
`, {
    fixed: `${WORK}
_running = set()

def spawn():
    kept = asyncio.create_task(work())
    _running.add(kept)
    kept.add_done_callback(_running.discard)

def handler(task):
    task_2 = asyncio.create_task(work(task))
    _running.add(task_2)
    task_2.add_done_callback(_running.discard)
`,
  }),
  python('a local that dies with the function', `
def start():
    task = asyncio.create_task(work())
           ~~~~~~~~~~~~~~~~~~~~~~~~~~~ task alone keeps the task of asyncio.create_task(…): it may vanish when start returns
    task.add_done_callback(print)
    print("started", task)

async def forgotten():
    _ = asyncio.create_task(work())
        ~~~~~~~~~~~~~~~~~~~~~~~~~~~ _ alone keeps the task of asyncio.create_task(…): it may vanish when forgotten returns

async def container(ns):
    tasks = []
    for n in ns:
        tasks.append(asyncio.create_task(work(n)))
                     ~~~~~~~~~~~~~~~~~~~~~~~~~~~~ tasks alone keeps the task of asyncio.create_task(…): it may vanish when container returns
    print(len(tasks))

async def listed(ns):
    await asyncio.sleep(0)
    tasks = [asyncio.create_task(work(n)) for n in ns]
             ~~~~~~~~~~~~~~~~~~~~~~~~~~~~ tasks alone keeps the task of asyncio.create_task(…): it may vanish when listed returns
`),
  python('wrappers', `
def spawn(coro):
    return asyncio.create_task(coro)

def spawn_named(coro, name):
    task = asyncio.create_task(coro, name=name)
    return task

class Tracker:
    def __init__(self):
        self.tasks = set()

    def spawn(self, coro):
        task = asyncio.create_task(coro)
        self.tasks.add(task)
        return task

    def stored(self, coro):
        self.last = asyncio.create_task(coro)
        return self.last

async def main(tracker: Tracker):
    spawn(work())
    ~~~~~~~~~~~~~ spawn(…) starts a task nobody keeps: it may vanish and its error is lost
    spawn_named(work(), "n")
    ~~~~~~~~~~~~~~~~~~~~~~~~ spawn_named(…) starts a task nobody keeps: it may vanish and its error is lost
    tracker.spawn(work())
    tracker.stored(work())
`),
  {
    name: 'CRLF, tabs, a docstring and no import below it', language: 'python', lineBreak: '\r\n',
    source: `
"""Docs 😀."""
from asyncio import create_task

async def work(): ...

async def main():
	"😀"
	create_task(work())
	~~~~~~~~~~~~~~~~~~~ create_task(…) starts a task nobody keeps: it may vanish and its error is lost
`,
    fixed: '"""Docs 😀."""\r\nfrom asyncio import create_task\r\n\r\nbackground_tasks = set()\r\n\r\nasync def work(): ...\r\n\r\nasync def main():\r\n\t"😀"\r\n\ttask = create_task(work())\r\n\tbackground_tasks.add(task)\r\n\ttask.add_done_callback(background_tasks.discard)\r\n',
  },
  {
    name: 'loops that are imported from another module', language: 'python',
    source: `
# file: main.py
from app import jobs
from app.loops import main_loop, spawn

async def main():
    main_loop().create_task(jobs.sync())
    ~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~ main_loop().create_task(…) starts a task nobody keeps: it may vanish and its error is lost
    spawn(jobs.sync())
    ~~~~~~~~~~~~~~~~~~ spawn(…) starts a task nobody keeps: it may vanish and its error is lost
# file: app/loops.py
import asyncio

def main_loop() -> asyncio.AbstractEventLoop:
    return asyncio.get_event_loop()

def spawn(coro):
    return asyncio.ensure_future(coro)
# file: app/jobs.py
async def sync(): ...
`,
  },
  {
    name: 'notebook', language: 'python', isNotebook: true,
    source: `
import asyncio

async def work(): ...

asyncio.create_task(work())
~~~~~~~~~~~~~~~~~~~~~~~~~~~ asyncio.create_task(…) starts a task nobody keeps: it may vanish and its error is lost
kept = asyncio.create_task(work())
`,
  },
  {
    name: 'the set stands below all imports, and says what it holds where annotations do', language: 'python',
    source: `
import asyncio
from typing import TYPE_CHECKING

try:
    import uvloop
except ImportError:
    uvloop = None

if TYPE_CHECKING:
    from app import Worker

__all__ = ["start"]

def start(worker: Worker) -> None:
    asyncio.create_task(worker.run())
    ~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~ asyncio.create_task(…) starts a task nobody keeps: it may vanish and its error is lost
`,
    fixed: `import asyncio
from typing import TYPE_CHECKING

try:
    import uvloop
except ImportError:
    uvloop = None

if TYPE_CHECKING:
    from app import Worker

background_tasks: set[asyncio.Task[object]] = set()

__all__ = ["start"]

def start(worker: Worker) -> None:
    task = asyncio.create_task(worker.run())
    background_tasks.add(task)
    task.add_done_callback(background_tasks.discard)
`,
  },
  {
    name: 'the set of tasks where asyncio is not imported: a type that needs no import',
    language: 'python',
    source: `from asyncio import get_running_loop

async def work(): ...

async def start(name: str) -> None:
    get_running_loop().create_task(work())
    ~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~ get_running_loop().create_task(…) starts a task nobody keeps: it may vanish and its error is lost
`,
    fixed: `from asyncio import get_running_loop

background_tasks: set[object] = set()

async def work(): ...

async def start(name: str) -> None:
    task = get_running_loop().create_task(work())
    background_tasks.add(task)
    task.add_done_callback(background_tasks.discard)
`,
  },
  {
    name: 'another name where background_tasks means something else',
    language: 'python',
    source: `import asyncio

async def work(): ...

async def handler(background_tasks):
    asyncio.create_task(work())
    ~~~~~~~~~~~~~~~~~~~~~~~~~~~ asyncio.create_task(…) starts a task nobody keeps: it may vanish and its error is lost
`,
    fixed: `import asyncio

running_tasks = set()

async def work(): ...

async def handler(background_tasks):
    task = asyncio.create_task(work())
    running_tasks.add(task)
    task.add_done_callback(running_tasks.discard)
`,
  },
  {
    name: 'a task in a variable that nobody is to use; a set with a type in a file that has types',
    language: 'python',
    source: `import asyncio

async def work(n: int): ...

async def start():
    _: asyncio.Task[None] = asyncio.create_task(work(1))
                            ~~~~~~~~~~~~~~~~~~~~~~~~~~~~ _ alone keeps the task of asyncio.create_task(…): it may vanish when start returns
`,
    fixed: `import asyncio

background_tasks: set[asyncio.Task[object]] = set()

async def work(n: int): ...

async def start():
    task: asyncio.Task[None] = asyncio.create_task(work(1))
    background_tasks.add(task)
    task.add_done_callback(background_tasks.discard)
`,
  },
]);
