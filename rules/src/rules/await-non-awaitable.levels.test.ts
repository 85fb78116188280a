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
