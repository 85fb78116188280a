/** Which calls run under which lock: `# held: lock` at the end of a line says it for the statement there. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { createAnalyses } from './analyses.js';
import { lockRegionsOf } from './lock-regions.js';
import { pictureOf } from './python/reveal.js';
import { stepOf, textOf, visitCode } from '../model/index.js';

/** Draws the held locks behind every expression statement and assignment, and compares. */
function held(name: string, text: string): void {
  test(`lock regions: ${name}`, () => {
    const { project, semantics } = pictureOf(text);
    const module = project.module('/project/main.py');
    assert.ok(module);
    const knowledge = { semantics, analyses: createAnalyses(semantics) };
    const wanted: string[] = [];
    const found: string[] = [];
    for (const fn of module.functions) {
      if (!fn.isAsync) continue;
      visitCode(fn, (node) => {
        if (node.kind !== 'expression-statement' && node.kind !== 'assignment') return;
        const steps = stepOf(node);
        const { line } = module.lines.positionAt(fn.unit.base + node.start);
        const comment = /# held: (.*)$/.exec(module.text.slice(module.lines.lineStart(line), module.lines.lineEnd(line)))?.[1] ?? 'nothing';
        const locks = lockRegionsOf(fn, knowledge).filter((region) => steps.some((step) => region.steps.has(step)))
          .map(({ lock, taken }) => (lock ? textOf(taken) : `perhaps ${textOf(taken)}`));
        wanted.push(`${line + 1}: ${comment}`);
        found.push(`${line + 1}: ${locks.join(', ') || 'nothing'}`);
      });
    }
    assert.deepEqual(found, wanted);
    assert.ok(found.length > 0);
  });
}

held('with, several locks, sessions and time limits are none', `
    import asyncio, aiohttp
    a = asyncio.Lock()
    b = asyncio.Semaphore(1)
    async def work(session: aiohttp.ClientSession):
        print(0)
        async with a:
            print(1)  # held: a
            async with b, session.get("x") as r:
                print(2)  # held: a, b
            print(3)  # held: a
        async with asyncio.timeout(1):
            print(4)
        async with a as _, b:
            print(5)  # held: a, b
        print(6)
`);

held('acquire, release, finally, early return', `
    import asyncio
    class Store:
        def __init__(self):
            self.lock = asyncio.Lock()
        async def work(self, flag):
            print(0)
            await self.lock.acquire()
            try:
                print(1)  # held: self.lock
                if flag:
                    return
                print(2)  # held: self.lock
            finally:
                self.lock.release()
            print(3)
`);

held('a release of another lock gives nothing back', `
    import asyncio
    a = asyncio.Lock()
    b = asyncio.Lock()
    async def work():
        await a.acquire()
        print(1)  # held: a
        b.release()  # held: a
        print(2)  # held: a
        a.release()
        print(3)
`);

held('exit stacks hold until they are left', `
    import asyncio
    from contextlib import AsyncExitStack
    lock = asyncio.Lock()
    async def work():
        async with AsyncExitStack() as stack:
            print(0)
            await stack.enter_async_context(lock)
            print(1)  # held: lock
        print(2)
`);

held('an unknown context manager may keep others out, a resource of a known library does not', `
    import asyncio
    from contextlib import asynccontextmanager, suppress
    lock = asyncio.Lock()
    @asynccontextmanager
    async def guarded():
        async with lock:
            yield  # held: lock
    async def work(manager):
        async with manager:
            print(1)  # held: perhaps manager
        async with guarded():
            print(2)  # held: perhaps guarded()
        with suppress(KeyError):
            print(3)
`);

held('locks per key, through a local', `
    import asyncio
    LOCKS: dict[str, asyncio.Lock] = {}
    async def work(key: str):
        lock = LOCKS.setdefault(key, asyncio.Lock())
        async with lock:
            print(1)  # held: lock
        async with LOCKS[key]:
            print(2)  # held: LOCKS[key]
`);
