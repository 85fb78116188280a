import assert from 'node:assert/strict';
import { test } from 'node:test';
import { createEngine } from '../engine/engine.js';
import { MemoryFileSystem } from '../engine/memory-host.js';
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
  python('a loop that goes on', `
async def named():
    while True:
        try:
            await poll()
        except asyncio.CancelledError:
               ~~~~~~~~~~~~~~~~~~~~~~ except asyncio.CancelledError swallows cancellation: the loop of named goes on
            print("cancelled")  # told

async def skips(queue):
    while queue:
        try:
            await poll()
        except asyncio.CancelledError:
               ~~~~~~~~~~~~~~~~~~~~~~ except asyncio.CancelledError swallows cancellation: the loop of skips goes on
            continue
`, {
    fixed: `${POLL}
async def named():
    while True:
        try:
            await poll()
        except asyncio.CancelledError:
            print("cancelled")  # told
            raise

async def skips(queue):
    while queue:
        try:
            await poll()
        except asyncio.CancelledError:
            raise
`,
  }),
  python('broad handlers keep what else they take', `
async def bare():
    for _ in range(3):
        try:
            await poll()
        except ValueError:
            raise
        except:  # whatever
        ~~~~~~ except: swallows cancellation: the loop of bare goes on
            pass

async def base():
    for _ in range(3):
        try:
            await poll()
        except BaseException as error:
               ~~~~~~~~~~~~~ except BaseException swallows cancellation: the loop of base goes on
            print("failed", error)
`, {
    fixed: `${POLL}
async def bare():
    for _ in range(3):
        try:
            await poll()
        except ValueError:
            raise
        except asyncio.CancelledError:
            raise
        except:  # whatever
            pass

async def base():
    for _ in range(3):
        try:
            await poll()
        except asyncio.CancelledError:
            raise
        except BaseException as error:
            print("failed", error)
`,
  }),
  python('one of several classes', `
async def pair():
    try:
        await poll()
    except (asyncio.TimeoutError, asyncio.CancelledError):
                                  ~~~~~~~~~~~~~~~~~~~~~~ except asyncio.CancelledError swallows cancellation: pair goes on
        print("late")
    await poll()

async def three():
    try:
        await poll()
    except (asyncio.CancelledError, OSError, ValueError):
            ~~~~~~~~~~~~~~~~~~~~~~ except asyncio.CancelledError swallows cancellation: three goes on
        print("failed")
    await poll()
`, {
    fixed: `${POLL}
async def pair():
    try:
        await poll()
    except asyncio.TimeoutError:
        print("late")
    await poll()

async def three():
    try:
        await poll()
    except (OSError, ValueError):
        print("failed")
    await poll()
`,
  }),
  python('suppress', `
async def alone():
    while True:
        with suppress(asyncio.CancelledError):
                      ~~~~~~~~~~~~~~~~~~~~~~ suppress(asyncio.CancelledError) swallows cancellation: the loop of alone goes on
            await poll()

async def several():
    with contextlib.suppress(OSError, asyncio.CancelledError):
                                      ~~~~~~~~~~~~~~~~~~~~~~ suppress(asyncio.CancelledError) swallows cancellation: several goes on
        await poll()
    await poll()
`, {
    fixed: `${POLL}
async def alone():
    while True:
        with suppress(asyncio.CancelledError):
            await poll()

async def several():
    with contextlib.suppress(OSError):
        await poll()
    await poll()
`,
  }),
  python('the end of a task, and of a helper that others await', `
async def worker():
    try:
        while True:
            await poll()
    except asyncio.CancelledError:
           ~~~~~~~~~~~~~~~~~~~~~~ except asyncio.CancelledError swallows cancellation: worker ends as if it had finished
        print("stopped")

async def fetch():
    try:
        return await poll()
    except asyncio.CancelledError:
           ~~~~~~~~~~~~~~~~~~~~~~ except asyncio.CancelledError swallows cancellation: fetch ends as if it had finished
        return None

async def use():
    return await fetch()
`, {
    fixed: `${POLL}
async def worker():
    try:
        while True:
            await poll()
    except asyncio.CancelledError:
        print("stopped")
        raise

async def fetch():
    try:
        return await poll()
    except asyncio.CancelledError:
        raise

async def use():
    return await fetch()
`,
  }),
  python('waits that are not an await expression; raise on some ways only', `
from asyncio import CancelledError

async def items(source, lock, tries):
    while True:
        try:
            async for item in source:
                print(item)
        except CancelledError:
               ~~~~~~~~~~~~~~ except CancelledError swallows cancellation: the loop of items goes on
            print("again")
        try:
            async with lock:
                print("mine")
        except BaseException:
               ~~~~~~~~~~~~~ except BaseException swallows cancellation: the loop of items goes on
            tries -= 1
            if tries == 0:
                raise
`),
  python('one line, tabs, Windows line breaks', `
async def one():
	while True:
		try: await poll()
		except asyncio.CancelledError: pass
		       ~~~~~~~~~~~~~~~~~~~~~~ except asyncio.CancelledError swallows cancellation: the loop of one goes on
		try:
			await poll()
		except:
		~~~~~~ except: swallows cancellation: the loop of one goes on
			pass
`, {
    lineBreak: '\r\n',
    fixed: `${POLL}
async def one():
	while True:
		try: await poll()
		except asyncio.CancelledError: raise
		try:
			await poll()
		except asyncio.CancelledError:
			raise
		except:
			pass
`.replaceAll('\n', '\r\n'),
  }),
  {
    name: 'trio and anyio have their own names for it', language: 'python',
    source: `import trio

async def watch():
    while True:
        try:
            await trio.sleep(1)
        except BaseException:
               ~~~~~~~~~~~~~ except BaseException swallows cancellation: the loop of watch goes on
            print("failed")

async def named():
    while True:
        try:
            await trio.sleep(1)
        except trio.Cancelled:
               ~~~~~~~~~~~~~~ except trio.Cancelled swallows cancellation: the loop of named goes on
            print("cancelled")
`,
    fixed: `import trio

async def watch():
    while True:
        try:
            await trio.sleep(1)
        except trio.Cancelled:
            raise
        except BaseException:
            print("failed")

async def named():
    while True:
        try:
            await trio.sleep(1)
        except trio.Cancelled:
            print("cancelled")
            raise
`,
  },
  {
    name: 'anyio', language: 'python',
    source: `import anyio

async def named():
    while True:
        try:
            await anyio.sleep(1)
        except anyio.get_cancelled_exc_class():
               ~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~ except anyio.get_cancelled_exc_class() swallows cancellation: the loop of named goes on
            print("cancelled")
`,
  },
  python('own waits inside gather, wait_for, shield', `
async def many(urls):
    while True:
        with suppress(asyncio.CancelledError):
                      ~~~~~~~~~~~~~~~~~~~~~~ suppress(asyncio.CancelledError) swallows cancellation: the loop of many goes on
            await asyncio.gather(*[poll() for _ in urls])
        with suppress(asyncio.CancelledError):
                      ~~~~~~~~~~~~~~~~~~~~~~ suppress(asyncio.CancelledError) swallows cancellation: the loop of many goes on
            await asyncio.wait_for(poll(), 1)
`),
]);

test('letting a cancellation through is safe only where nothing behind the handler misses it', () => {
  const host = new MemoryFileSystem({ '/project/main.py': `
import asyncio

async def tells(queue):
    while True:
        try:
            await queue.get()
        except asyncio.CancelledError:
            print("cancelled")

async def prepares(queue, report):
    try:
        await queue.get()
    except asyncio.CancelledError:
        state = "cancelled"
    await report(state)

async def within(queue, report, response):
    try:
        await queue.get()
    except OSError:
        try:
            await response.read()
        except (asyncio.CancelledError, ValueError):
            pass
        await report("failed")

async def leaves(queue, tasks):
    while True:
        try:
            await queue.get()
        except asyncio.CancelledError:
            print("cancelled")
            break
    tasks.close()
    await queue.join()

async def ends(queue):
    while True:
        try:
            await queue.get()
            async with queue:
                for item in queue:
                    try:
                        await item.get()
                    except asyncio.CancelledError:
                        break
                await queue.join()
        except OSError:
            pass
` });
  const engine = createEngine({ host, roots: ['/project'], crashes: 'throw', overrides: { preset: 'strict' } });
  const findings = engine.check('/project/main.py').findings.filter(({ rule }) => rule === 'swallowed-cancellation');
  assert.deepEqual(findings.map(({ fixes }) => fixes.map(({ safety }) => safety)), [['safe'], ['review'], ['review'], [], []]);
});
