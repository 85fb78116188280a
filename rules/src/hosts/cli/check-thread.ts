/**
 * A thread that checks some files of a project: see check-in-threads.ts, which starts it and hands it files. What it found out
 * comes back as an index, the form in which one run tells the next.
 */
import { isMainThread, parentPort, workerData } from 'node:worker_threads';
import type { CheckOptions, FileReport } from '../../core.js';
import { memoryCeiling, ownHeap } from './memory-ceiling.js';
import { openProject, type Project } from './open-project.js';
import { statsOf, type RunStats } from './stats.js';

/** What a thread is started with. */
export interface ThreadTask {
  readonly project: Project;
  readonly options: CheckOptions;
  /** Bytes that its heap is to stay below. */
  readonly ceiling: number;
}

/** To a thread: files to check, none when there are no more. */
export type ThreadOrder = readonly string[];

/** From a thread: it wants files, or it is done. */
export type ThreadReply = 'ready' | { readonly index: string; readonly stats: RunStats };

export const isThread = !isMainThread;

export function runThread(): void {
  const port = parentPort;
  if (!port) return;
  const { project, options, ceiling } = workerData as ThreadTask; // Sent by check-in-threads.ts of the same program.
  let index = '';
  const engine = openProject(project, { load: () => undefined, save: (text) => { index = text; } });
  const reports: FileReport[] = [];
  const keepBelow = memoryCeiling(ownHeap, ceiling);
  const reply = (message: ThreadReply): void => { port.postMessage(message); };
  port.on('message', (files: ThreadOrder) => {
    for (const file of files) {
      reports.push(engine.check(file, options));
      keepBelow();
    }
    if (files.length > 0) {
      reply('ready');
      return;
    }
    engine.saveIndex();
    reply({ index, stats: statsOf(engine, reports, { total: 0, discover: 0 }, 'skip') });
    port.close();
  });
  reply('ready');
}
