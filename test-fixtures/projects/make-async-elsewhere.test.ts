/** A function that becomes async, and its callers in other files: the next look finds them, and fixing goes on there. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { createEngine } from '../../rules/src/engine/engine.js';
import { applyEdits } from '../../rules/src/engine/edits.js';
import { MemoryFileSystem } from '../../rules/src/engine/memory-host.js';

const LOADER = `import asyncio

async def load():
    await asyncio.sleep(0)
    return 1

def show():
    print(await load())

def here():
    show()
`;
const CALLERS = `from loader import show

async def main():
    show()

def plain():
    show()
`;

test('callers in other files are found as soon as the function is async, and their fixes await it', () => {
  const files = { '/project/loader.py': LOADER, '/project/callers.py': CALLERS };
  const engine = createEngine({ host: new MemoryFileSystem(files), roots: ['/project'], crashes: 'throw' });
  assert.deepEqual(engine.check('/project/callers.py').findings, []);
  const [finding, ...others] = engine.check('/project/loader.py').findings;
  assert.equal(finding?.rule, 'await-outside-async');
  assert.deepEqual(others, []);
  const [fix] = finding.fixes;
  assert.ok(fix);
  assert.match(fix.title, /in this file/);
  assert.deepEqual(fix.makesAsync, ['show', 'here']);
  const repaired = applyEdits(LOADER, fix.edits);
  assert.equal(repaired, LOADER.replace('def show', 'async def show').replace('def here', 'async def here').replace('    show()', '    await show()'));
  engine.change('/project/loader.py', repaired);
  assert.deepEqual(engine.check('/project/loader.py').findings, []);

  const left = engine.check('/project/callers.py').findings;
  assert.deepEqual(left.map(({ rule, level, start }) => `${rule} ${level} ${CALLERS.slice(0, start).split('\n').length}`), ['missing-await error 4', 'missing-await error 7']);
  assert.deepEqual(left.map(({ fixes: [first] }) => first?.makesAsync), [undefined, ['plain']]);
  const edits = left.flatMap(({ fixes: [first] }) => first?.edits ?? []);
  const callers = applyEdits(CALLERS, edits);
  assert.equal(callers, CALLERS.replaceAll('    show()', '    await show()').replace('def plain', 'async def plain'));
  engine.change('/project/callers.py', callers);
  assert.deepEqual(engine.check('/project/callers.py').findings, []);
});
