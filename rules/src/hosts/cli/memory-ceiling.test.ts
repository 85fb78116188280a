import assert from 'node:assert/strict';
import { once } from 'node:events';
import { test } from 'node:test';
import { Worker } from 'node:worker_threads';
import { ceilingOfEach, exposeCollector, memoryCeiling, ownHeap, type Heap } from './memory-ceiling.js';

/** A heap in which `needed` bytes stay after garbage was collected. */
function heapOf(needed: number): Heap & { garbage: number; collections: number; needed: number } {
  return {
    needed, garbage: 0, collections: 0,
    used() { return this.needed + this.garbage; },
    collect() { this.collections++; this.garbage = 0; },
  };
}

test('garbage is collected when the ceiling is reached, not before', () => {
  const heap = heapOf(100);
  const check = memoryCeiling(heap, 1000);
  const counts = [0, 500, 900, 901, 950].map((garbage) => {
    heap.garbage = garbage;
    check();
    return heap.collections;
  });
  assert.deepEqual(counts, [0, 0, 0, 1, 2]);
});

test('several threads share less than a gigabyte, until each has too little', () => {
  const megabyte = 1024 * 1024;
  assert.deepEqual([1, 2, 3, 4].map((threads) => Math.round(ceilingOfEach(threads) / megabyte)), [640, 400, 320, 320]);
});

test('where more is needed the ceiling goes up, and down again', () => {
  const heap = heapOf(2000);
  const check = memoryCeiling(heap, 1000);
  const collectionsAt = (needed: number, garbage: number): number => {
    Object.assign(heap, { needed, garbage });
    const before = heap.collections;
    check();
    return heap.collections - before;
  };
  assert.equal(collectionsAt(2000, 0), 1);
  assert.equal(collectionsAt(2000, 999), 0);
  assert.equal(collectionsAt(2000, 1001), 1);
  assert.equal(collectionsAt(100, 3000), 1);
  assert.equal(collectionsAt(100, 950), 1);
});

test('a thread that is started afterwards has a collector', async () => {
  exposeCollector();
  const code = 'import { parentPort } from "node:worker_threads"; parentPort.postMessage(typeof globalThis.gc);';
  const [kind] = (await once(new Worker(new URL(`data:text/javascript,${encodeURIComponent(code)}`)), 'message')) as unknown[];
  assert.equal(kind, 'function');
  assert.ok(ownHeap.used() > 0);
});
