import assert from 'node:assert/strict';
import { test } from 'node:test';
import { createEngine } from '../engine/engine.js';
import { MemoryFileSystem } from '../engine/memory-host.js';

test('where only a parameter\'s annotation says that nothing is awaitable it is a warning', () => {
  const text = `
class Session:
    def execute(self, query): return [query]
    async def fetch(self):
        return await self.execute("x")
async def declared(session: Session):
    await session.execute("x")
    await session.fetch()
async def made():
    session = Session()
    await session.execute("x")
`;
  const engine = createEngine({ host: new MemoryFileSystem({ '/project/main.py': text }), roots: ['/project'], crashes: 'throw' });
  assert.deepEqual(engine.check('/project/main.py').findings.map(({ rule, level }) => `${rule} ${level}`), [
    'await-non-awaitable error', 'await-non-awaitable warning', 'await-non-awaitable error',
  ]);
});

test('a callable that is only declared: for review, and quiet where the declaration is contradicted', () => {
  const text = `
from typing import Callable
class Macro:
    def __init__(self, func: Callable[..., str]):
        self._func = func
    async def invoke(self):
        return await self._func()
    async def invoke_async(self):
        return await self._func()  # type: ignore
def plain() -> str: return "x"
async def made():
    return await plain()  # type: ignore
`;
  const engine = createEngine({ host: new MemoryFileSystem({ '/project/main.py': text }), roots: ['/project'], crashes: 'throw' });
  assert.deepEqual(engine.check('/project/main.py').findings.map(({ start, level, fixes }) => [text.slice(0, start).split('\n').length, level, ...fixes.map(({ safety }) => safety)]), [
    [7, 'warning', 'review'], [12, 'error', 'safe'],
  ]);
});
