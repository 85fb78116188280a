/**
 * An upper end for the heap. What is not needed any more is given up early, but V8 lets the heap grow to several times of
 * what is in use while its marking, which runs beside the program, gets no processor on a busy machine.
 */
import { getHeapStatistics, setFlagsFromString } from 'node:v8';

/** The heap of one thread, as far as it can be told and influenced. */
export interface Heap {
  /** Bytes in use, garbage included. */
  used(): number;
  /** Collects all garbage before it returns. */
  collect(): void;
}

const megabyte = 1024 * 1024;

/** Of a usual large project less than this is in use at any time; collecting in one go takes half a second. A larger young generation saves nothing. */
const usualCeiling = 640 * megabyte;

/** What threads share: with their code and the rest of the process less than a gigabyte. */
const sharedCeiling = 800 * megabyte;

/** Below it there is more collecting than checking: many threads take more memory together. */
const leastCeiling = 320 * megabyte;

/** The ceiling of each of `threads` threads, in bytes. */
export function ceilingOfEach(threads: number): number {
  return Math.min(usualCeiling, Math.max(leastCeiling, sharedCeiling / threads));
}

/**
 * To be called between two files: collects when more than `ceiling` bytes are in use. Where that much is needed, the ceiling
 * goes up by half of it, so that no time is lost to collecting again and again what is not garbage.
 */
export function memoryCeiling(heap: Heap, ceiling: number): () => void {
  let limit = ceiling;
  return () => {
    if (heap.used() <= limit) return;
    heap.collect();
    limit = Math.max(ceiling, heap.used() * 1.5);
  };
}

/** The heap of this thread, which can be collected when it was started after `exposeCollector`. */
export const ownHeap: Heap = {
  used: () => getHeapStatistics().used_heap_size,
  collect: () => { void globalThis.gc?.(); },
};

/** Threads that are started from now on have the global function `gc` (`--expose-gc` in the documentation of Node's command line). */
export function exposeCollector(): void {
  setFlagsFromString('--expose-gc');
}
