/** Tasks that go on running when nobody wants them any more, and the idioms that take care of them. */
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
  python('quiet: only starting the next task stands between', `
async def race(source):
    try:
        first = asyncio.create_task(work(1))
        second = asyncio.create_task(source.read())
        pending = {first, second}
        while pending:
            done, pending = await asyncio.wait(pending, return_when=asyncio.FIRST_COMPLETED)
    except OSError:
        print("gone")
    return None
`),
  python('an early return between starting and awaiting', `
async def load(flag):
    task = asyncio.create_task(work(1))
    ~~~~ The task task keeps running when load returns at line 10
    if flag:
        return None
    return await task
`),
  python('wait: pending is never cancelled', `
async def fastest():
    tasks = [asyncio.create_task(work(n)) for n in (1, 2)]
    done, pending = await asyncio.wait(tasks, return_when=asyncio.FIRST_COMPLETED)  # who wins
                          ~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~ asyncio.wait(…) returns with tasks still running and nobody cancels them
    return done.pop().result()
`, {
    fixed: `${WORK}
async def fastest():
    tasks = [asyncio.create_task(work(n)) for n in (1, 2)]
    done, pending = await asyncio.wait(tasks, return_when=asyncio.FIRST_COMPLETED)  # who wins
    for task in pending:
        task.cancel()
    await asyncio.gather(*pending, return_exceptions=True)
    return done.pop().result()
`,
  }),
  python('wait with a timeout, with a name imported, with pending only looked at', `
from asyncio import wait, create_task

async def limited():
    tasks = [create_task(work(n)) for n in (1, 2)]
    done, pending = await wait(tasks, timeout=1)
                          ~~~~~~~~~~~~~~~~~~~~~~ wait(…) returns with tasks still running and nobody cancels them
    if pending:
        print("late:", len(pending))
    for task in pending:
        print(task)
    return done

async def appended():
    tasks = []
    for n in (1, 2):
        tasks.append(create_task(work(n)))
    done, pending = await wait(tasks, timeout=1)
                          ~~~~~~~~~~~~~~~~~~~~~~ wait(…) returns with tasks still running and nobody cancels them
    return done

async def dropped():
    tasks = {create_task(work(n)) for n in (1, 2)}
    done, _ = await wait(tasks, return_when="FIRST_EXCEPTION")
                    ~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~ wait(…) returns with tasks still running and nobody cancels them
    return done
`),
  python('wait: cancelled, awaited, waited for again, handed on, kept', `
async def cancelled(tasks):
    done, pending = await asyncio.wait([asyncio.create_task(work())], timeout=1)
    for task in pending:
        task.cancel()
    await asyncio.wait(pending)

async def gathered():
    done, pending = await asyncio.wait([asyncio.create_task(work())], timeout=1)
    await asyncio.gather(*pending)

async def again():
    pending = [asyncio.create_task(work(n)) for n in (1, 2)]
    while pending:
        done, pending = await asyncio.wait(pending, return_when=asyncio.FIRST_COMPLETED)
        for task in done:
            print(task.result())

async def handed_on():
    done, pending = await asyncio.wait([asyncio.create_task(work())], timeout=1)
    return done, pending

async def through_the_list():
    tasks = [asyncio.create_task(work(n)) for n in (1, 2)]
    done, pending = await asyncio.wait(tasks, return_when=asyncio.FIRST_COMPLETED)
    for task in tasks:
        task.cancel()

async def through_the_names():
    a = asyncio.create_task(work())
    b = asyncio.create_task(work())
    await asyncio.wait([a, b], return_when=asyncio.FIRST_COMPLETED)
    a.cancel()
    b.cancel()

async def made_elsewhere(make):
    futures, timer = make()
    await asyncio.wait(futures, return_when=asyncio.FIRST_COMPLETED)
    timer.cancel()

async def plain_future():
    future = asyncio.get_running_loop().create_future()
    await asyncio.wait([future], timeout=1)

async def to_the_end():
    done, pending = await asyncio.wait([asyncio.create_task(work())])
    return done

async def of_the_caller(tasks):
    done, _ = await asyncio.wait(tasks, timeout=1)
    return done
`),
  python('pending is cancelled and never awaited', `
async def fastest():
    tasks = [asyncio.create_task(work(n)) for n in (1, 2)]
    done, pending = await asyncio.wait(tasks, return_when=asyncio.FIRST_COMPLETED)
    if pending:
        print("late:", len(pending))
    for task in pending:
        if not task.done():
            task.cancel()
            ~~~~~~~~~~~~~ The tasks in pending are cancelled but never awaited: they may still run when fastest returns
    return done.pop().result()

async def limited():
    done, late = await asyncio.wait([asyncio.create_task(work())], timeout=1)
    [task.cancel() for task in late]  # too late
     ~~~~~~~~~~~~~ The tasks in late are cancelled but never awaited: they may still run when limited returns
    return done
`, {
    fixed: `${WORK}
async def fastest():
    tasks = [asyncio.create_task(work(n)) for n in (1, 2)]
    done, pending = await asyncio.wait(tasks, return_when=asyncio.FIRST_COMPLETED)
    if pending:
        print("late:", len(pending))
    for task in pending:
        if not task.done():
            task.cancel()
    await asyncio.gather(*pending, return_exceptions=True)
    return done.pop().result()

async def limited():
    done, late = await asyncio.wait([asyncio.create_task(work())], timeout=1)
    [task.cancel() for task in late]  # too late
    await asyncio.gather(*late, return_exceptions=True)
    return done
`,
  }),
  python('pending is cancelled and awaited, given away, of the caller, or left to asyncio.run', `
async def gathered():
    done, pending = await asyncio.wait([asyncio.create_task(work())], timeout=1)
    for task in pending:
        task.cancel()
    await asyncio.gather(*pending, return_exceptions=True)

async def one_by_one():
    done, pending = await asyncio.wait([asyncio.create_task(work())], timeout=1)
    for task in pending:
        task.cancel()
        try:
            await task
        except asyncio.CancelledError:
            pass

async def in_a_second_loop():
    done, pending = await asyncio.wait([asyncio.create_task(work())], timeout=1)
    for task in pending:
        task.cancel()
    for task in pending:
        await asyncio.wait([task])

async def through_the_list():
    tasks = [asyncio.create_task(work(n)) for n in (1, 2)]
    done, pending = await asyncio.wait(tasks, timeout=1)
    for task in pending:
        task.cancel()
    return await asyncio.gather(*tasks, return_exceptions=True)

async def through_the_name():
    task = asyncio.create_task(work())
    done, pending = await asyncio.wait([task], timeout=1)
    for late in pending:
        late.cancel()
    return await task

async def given_away():
    done, pending = await asyncio.wait([asyncio.create_task(work())], timeout=1)
    for task in pending:
        task.cancel()
    return done, pending

async def read_by_another():
    done, pending = await asyncio.wait([asyncio.create_task(work())], timeout=1)
    for task in pending:
        task.cancel()
    return lambda: pending

async def with_a_callback(stopped):
    done, pending = await asyncio.wait([asyncio.create_task(work())], timeout=1)
    for task in pending:
        task.add_done_callback(stopped)
        task.cancel()

async def of_the_caller(tasks):
    done, pending = await asyncio.wait(tasks, timeout=1)
    for task in pending:
        task.cancel()

async def start():
    done, pending = await asyncio.wait([asyncio.create_task(work())], timeout=1)
    for task in pending:
        task.cancel()

asyncio.run(start())
`),
  python('what asyncio.run leaves it cancels', `
async def start():
    tasks = [asyncio.create_task(work(n)) for n in (1, 2)]
    done, pending = await asyncio.wait(tasks, return_when=asyncio.FIRST_COMPLETED)
    return done

asyncio.run(start())
`),
  python('guides 2 and 3: cancel what is pending; cancel and await', `
async def main():
    tasks = [asyncio.create_task(work(i)) for i in range(1, 4)]
    done, pending = await asyncio.wait(tasks, return_when=asyncio.FIRST_COMPLETED)
    print(f"Completed: {len(done)}")
    print(f"Pending: {len(pending)}")
    for task in pending:
        task.cancel()
    await asyncio.gather(*pending, return_exceptions=True)

async def cancel():
    task = asyncio.create_task(work())
    task.cancel()
    try:
        await task
    except asyncio.CancelledError:
        pass

async def both():
    task1 = asyncio.create_task(work(4))
    task2 = asyncio.create_task(work(5))
    await task1
    await task2
`),
  python('a return before the task is awaited', `
async def load(fast):
    task = asyncio.create_task(work())
    ~~~~ The task task keeps running when load returns at line 10
    if fast:
        return None
    return await task
`, {
    fixed: `${WORK}
async def load(fast):
    task = asyncio.create_task(work())
    try:
        if fast:
            return None
        return await task
    finally:
        task.cancel()
`,
  }),
  python('returns that know the task', `
async def load(fast):
    task = asyncio.create_task(work())
    if fast:
        task.cancel()
        return None
    return await task

async def given(fast):
    task = asyncio.create_task(work())
    if fast:
        return task
    await task

async def finally_cancelled(fast):
    task = asyncio.create_task(work())
    try:
        if fast:
            return None
        await work()
    finally:
        task.cancel()
        await asyncio.wait([task])

async def called_back(tasks, fast):
    task = asyncio.create_task(work())
    tasks.add(task)
    task.add_done_callback(tasks.discard)
    if fast:
        return None

async def done_first(fast):
    task = asyncio.create_task(work())
    await task
    if fast:
        return None

async def captured():
    task = asyncio.create_task(work())
    def stop():
        task.cancel()
    return stop
`),
  python('an exception on the way to the await', `
async def check(n):
    if n > 3:
        raise ValueError(n)
    await asyncio.sleep(1)

async def load(n):
    task = asyncio.create_task(work())
    ~~~~ The task task keeps running when line 14 raises
    await check(n)
    return await task
`),
  python('nothing that may fail on the way', `
async def load():
    task = asyncio.create_task(work())
    await asyncio.sleep(1)
    return await task

async def together():
    task = asyncio.create_task(work())
    other = asyncio.create_task(work())
    return await asyncio.gather(task, other)

async def caught():
    task = asyncio.create_task(work())
    try:
        await work(2)
    except Exception:
        task.cancel()
        raise
    return await task
`),
  python('asyncio.run behind a wrapper of the project', `
from runner import run

async def start():
    tasks = [asyncio.create_task(work(n)) for n in (1, 2)]
    done, pending = await asyncio.wait(tasks, return_when=asyncio.FIRST_COMPLETED)
    return done

run(start())
# file: runner.py
import asyncio

def run(main):
    with asyncio.Runner() as runner:
        return runner.run(main)
`),
  python('as_completed that is left early', `
async def first():
    tasks = [asyncio.create_task(work(n)) for n in (1, 2)]
    for next_done in asyncio.as_completed(tasks):
        value = await next_done
        if value:
            return value
            ~~~~~~~~~~~~ Leaving this loop early leaves the other tasks of asyncio.as_completed(…) running

async def stopped():
    tasks = [asyncio.create_task(work(n)) for n in (1, 2)]
    for next_done in asyncio.as_completed(tasks):
        if await next_done:
            break
            ~~~~~ Leaving this loop early leaves the other tasks of asyncio.as_completed(…) running

async def coroutines():
    for next_done in asyncio.as_completed([work(1), work(2)]):
        return await next_done
        ~~~~~~~~~~~~~~~~~~~~~~ Leaving this loop early leaves the other tasks of asyncio.as_completed(…) running
`),
  python('as_completed to the end, or cleaned up', `
async def all_of_them():
    for next_done in asyncio.as_completed([work(1), work(2)]):
        print(await next_done)

async def cleaned():
    tasks = [asyncio.create_task(work(n)) for n in (1, 2)]
    try:
        for next_done in asyncio.as_completed(tasks):
            return await next_done
    finally:
        for task in tasks:
            task.cancel()
`),
  python('cancelled and never awaited', `
async def stop_soon():
    task = asyncio.create_task(work())
    await asyncio.sleep(1)
    task.cancel()
    ~~~~~~~~~~~~~ task is cancelled but never awaited: it may still run when stop_soon returns
    print("stopped")

class Service:
    def __init__(self):
        self._task = asyncio.create_task(work())

    async def restart(self):
        self._task = asyncio.create_task(work())

    async def stop(self):
        if not self._task.done():
            self._task.cancel()
            ~~~~~~~~~~~~~~~~~~~ self._task is cancelled but never awaited: it may still run when stop returns
`, {
    fixed: `${WORK}
async def stop_soon():
    task = asyncio.create_task(work())
    await asyncio.sleep(1)
    task.cancel()
    await asyncio.gather(task, return_exceptions=True)
    print("stopped")

class Service:
    def __init__(self):
        self._task = asyncio.create_task(work())

    async def restart(self):
        self._task = asyncio.create_task(work())

    async def stop(self):
        if not self._task.done():
            self._task.cancel()
            await asyncio.gather(self._task, return_exceptions=True)
`,
  }),
  python('cancelled and waited for, or nobody could wait', `
async def waited():
    task = asyncio.create_task(work())
    task.cancel()
    await asyncio.wait([task])

async def loops_over_a_list():
    tasks = [asyncio.create_task(work())]
    for task in tasks:
        task.cancel()
    await asyncio.gather(*tasks, return_exceptions=True)

async def main():
    task = asyncio.create_task(work())
    task.cancel()

class Service:
    def __init__(self):
        self._task = asyncio.create_task(work())

    def stop(self):
        self._task.cancel()

asyncio.run(main())
`),
  python('tasks that somebody else has started are asked for', `
async def settle():
    others = asyncio.all_tasks() - {asyncio.current_task()}
    await asyncio.wait(others, timeout=5)
`),
  python('task groups end their tasks themselves', `
async def group(fast):
    async with asyncio.TaskGroup() as tasks:
        one = tasks.create_task(work())
        if fast:
            return None
        return one
`),
  python('a task that is handed on is cancelled only when the rest fails', `
async def started(event: asyncio.Event):
    first = asyncio.create_task(work())
    ~~~~~ The task first keeps running when line 9 raises
    await event.wait()
    return [first]  # the caller's from here
`, {
    fixed: `${WORK}
async def started(event: asyncio.Event):
    first = asyncio.create_task(work())
    try:
        await event.wait()
        return [first]  # the caller's from here
    except BaseException:
        first.cancel()
        raise
`,
  }),
  python('nothing is wrapped where a way that returns leaves the task', `
async def api(flag, other):
    if flag or other:
        future = asyncio.ensure_future(work())
        ~~~~~~ The task future keeps running when api returns at line 12
        if flag:
            return future
    return None
`, { fixed: `${WORK}
async def api(flag, other):
    if flag or other:
        future = asyncio.ensure_future(work())
        if flag:
            return future
    return None
` }),
  python('no wait where a generator is closed', `
async def events(source):
    task = asyncio.create_task(work())
    try:
        async for event in source:
            yield event
    finally:
        task.cancel()
        ~~~~~~~~~~~~~ task is cancelled but never awaited: it may still run when events returns
`, { fixed: `${WORK}
async def events(source):
    task = asyncio.create_task(work())
    try:
        async for event in source:
            yield event
    finally:
        task.cancel()
` }),
  python('what only other tasks replace is told by dangling-task, and a gathered task is whose it was', `
async def dispatch(flag):
    if flag:
        _ = asyncio.create_task(work())
    else:
        _ = asyncio.create_task(work())
    print(flag)

class Connection:
    def __init__(self):
        self.reader = asyncio.create_task(work())

    async def close(self):
        try:
            await asyncio.wait([asyncio.gather(self.reader, return_exceptions=True)], timeout=3)
        finally:
            self.reader.cancel()

async def both():
    await asyncio.wait([asyncio.gather(asyncio.create_task(work()))], timeout=3)
          ~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~ asyncio.wait(…) returns with tasks still running and nobody cancels them
`),
  python('tasks that the context they are made in ends', `
class Tasks:
    async def __aenter__(self):
        return self
    async def __aexit__(self, *exc):
        for task in self.tasks:
            task.cancel()
    def create_task(self, coroutine) -> asyncio.Task:
        task = asyncio.create_task(coroutine)
        self.tasks.append(task)
        return task

async def either():
    async with Tasks() as tasks:
        first = tasks.create_task(work(1))
        second = tasks.create_task(work(2))
        await asyncio.wait([first, second], return_when=asyncio.FIRST_COMPLETED)
`),
  python('what is pending gets a name', `
async def first(delay):
    done, _ = await asyncio.wait([asyncio.create_task(work(1)), asyncio.create_task(work(2))], timeout=delay)
                    ~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~ asyncio.wait(…) returns with tasks still running and nobody cancels them
    return [task.result() for task in done]
`, {
    fixed: `${WORK}
async def first(delay):
    done, pending = await asyncio.wait([asyncio.create_task(work(1)), asyncio.create_task(work(2))], timeout=delay)
    for task in pending:
        task.cancel()
    await asyncio.gather(*pending, return_exceptions=True)
    return [task.result() for task in done]
`,
  }),
]);
