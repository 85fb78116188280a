import assert from 'node:assert/strict';
import { test } from 'node:test';
import { createEngine } from '../engine/engine.js';
import { MemoryFileSystem } from '../engine/memory-host.js';

function levelsIn(text: string): string[] {
  const engine = createEngine({ host: new MemoryFileSystem({ '/project/main.py': text }), roots: ['/project'], crashes: 'throw' });
  return engine.check('/project/main.py').findings.filter(({ rule }) => rule === 'race-across-await').map(({ level }) => level);
}

test('a value that is made twice is information; what has to be closed, what runs, and what is done twice are warnings', () => {
  assert.deepEqual(levelsIn(`
import asyncio, aiohttp
async def load(key) -> str:
    await asyncio.sleep(0)
    return key
class Connection:
    async def __aenter__(self): return self
    async def __aexit__(self, *exc): await asyncio.sleep(0)
async def connect() -> Connection:
    await asyncio.sleep(0)
    return Connection()
class Client:
    def __init__(self):
        self.name = None
        self.connection = None
        self.session = None
        self.ready = False
        self.link = None
        self.seen = set()
        self.answer = None
    async def named(self):
        if self.name is None:
            self.name = await load(1)
        return self.name
    async def connected(self):
        if self.connection is None:
            self.connection = await connect()
        return self.connection
    async def with_session(self):
        if self.session is None:
            headers = await load(2)
            self.session = aiohttp.ClientSession(headers=headers)
        return self.session
    async def connect(self):
        if self.link is None:
            self.link = await other.open()
        return self.link
    async def leave(self):
        await self.link.disconnect()
    async def prepared(self):
        if not self.ready:
            await load(3)
            self.ready = True
    async def answered(self):
        if self.answer is None:
            if await load(4):
                self.answer = True
            else:
                self.answer = False
        return self.answer
    async def mark(self, key):
        if key in self.seen:
            return
        await load(key)
        self.seen.add(key)
`), ['info', 'warning', 'warning', 'warning', 'warning', 'info', 'warning']);
});
