/**
 * Large projects are analysed on several processors. Threads share nothing: each has an engine of its own and works out again
 * what its files rest on, so few files are checked faster by one. What a thread cannot answer for, because it failed or ran
 * out of memory, the engine of this thread finds out afterwards.
 */
import os from 'node:os';
import { Worker } from 'node:worker_threads';
import { languageOf, type CheckOptions, type Engine } from '../../core.js';
import type { ThreadOrder, ThreadReply, ThreadTask } from './check-thread.js';
import { ceilingOfEach, exposeCollector } from './memory-ceiling.js';
import type { Project } from './open-project.js';
import type { RunStats } from './stats.js';

export interface ThreadedCheck {
  /** Takes over the results. */
  readonly engine: Engine;
  readonly project: Project;
  readonly files: readonly string[];
  readonly options: CheckOptions;
  /** What a thread runs. */
  readonly program: string;
  /** Asked for by the user. */
  readonly threads: number | undefined;
}

/** With fewer files to find out about, starting threads takes longer than they save. With more, one is better than none: only a thread's heap can be kept below a ceiling. */
const worthThreads = 1000;

/** More take much memory and save little: what many files rest on is worked out by each. A thread's garbage collection and compiler keep a second processor busy now and then. */
const mostThreads = 4;

/** Neighbours rest on much the same modules. Small enough that no thread is long alone at the end. */
const filesAtATime = 32;

/** Has the engine know the reports of the files that threads are worth while for; figures of each thread. */
export async function checkInThreads({ engine, project, files, options, program, threads }: ThreadedCheck): Promise<readonly RunStats[]> {
  const least = threads === undefined ? worthThreads : 1;
  if (threads === 1 || files.length < least) return [];
  const unknown = files.filter((file) => languageOf(file) === 'python' && !engine.known(file, options));
  if (unknown.length < least) return [];
  const count = threads ?? Math.min(Math.max(os.availableParallelism() >> 1, 1), mostThreads);
  exposeCollector();
  const orders = chunks(unknown, filesAtATime);
  const task: ThreadTask = { project, options, ceiling: ceilingOfEach(count) };
  const done = await Promise.all(Array.from({ length: Math.min(count, orders.length) }, () => runThread(program, task, orders)));
  const results = done.flatMap((result) => result ?? []);
  engine.adopt(results.map(({ index }) => index));
  return results.map(({ stats }) => stats);
}

/** Undefined when the thread came to no end: its results are lost. */
function runThread(program: string, task: ThreadTask, orders: ThreadOrder[]): Promise<Exclude<ThreadReply, 'ready'> | undefined> {
  return new Promise((resolve) => {
    const thread = new Worker(program, { workerData: task });
    let result: Exclude<ThreadReply, 'ready'> | undefined;
    thread.on('message', (reply: ThreadReply) => {
      if (reply === 'ready') thread.postMessage(orders.shift() ?? []);
      else result = reply;
    });
    thread.on('error', () => { resolve(undefined); });
    thread.on('exit', () => { resolve(result); });
  });
}

function chunks<T>(all: readonly T[], size: number): T[][] {
  return Array.from({ length: Math.ceil(all.length / size) }, (_, index) => all.slice(index * size, (index + 1) * size));
}
