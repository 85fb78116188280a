import assert from 'node:assert/strict';
import { test } from 'node:test';
import { createEngine } from '../engine/engine.js';
import { MemoryFileSystem } from '../engine/memory-host.js';

function blockingLines(text: string): number[] {
  const engine = createEngine({ host: new MemoryFileSystem({ '/project/main.py': text }), roots: ['/project'], crashes: 'throw' });
  return engine.check('/project/main.py').findings.filter(({ rule }) => rule === 'blocking-call').map(({ start }) => text.slice(0, start).split('\n').length);
}

test('a future that calls back does not wait after the wait for its call', () => {
  assert.deepEqual(blockingLines(`from concurrent.futures import Future
async def run(event, future: Future, other: Future):
    future.add_done_callback(event.set)
    other.add_done_callback(event.set)
    other.result()
    await event.wait()
    return future.result()
`), [5]);
});

test('futures of a class of one\'s own are completed by one\'s own code, those of executors are not', () => {
  assert.deepEqual(blockingLines(`from concurrent.futures import Future, ThreadPoolExecutor
class Outcome(Future):
    @property
    def failed(self):
        return self.exception() is not None
async def run(outcome: Outcome, pool: ThreadPoolExecutor):
    if outcome.failed:
        return outcome.result()
    return pool.submit(print).result()
`), [9]);
});

test('a queue that was asked until it had something, by a method that another one takes over from', () => {
  assert.deepEqual(blockingLines(`import queue
class Results:
    def __init__(self):
        self.queue = queue.Queue()
    def _take(self):
        return self.queue.get()
    async def next(self, wait):
        while self.queue.empty():
            await wait()
        return self._take()
    async def left(self, wait):
        while self.queue.empty():
            if await wait():
                break
        return self._take()
    async def at_once(self):
        while self.queue.empty():
            self._take()
        return self.queue.get()
`), [15, 18]);
});
