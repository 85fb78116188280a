// symptom: still-pending
// prints: 42
/** A race that the work wins: the timer of its limit keeps the process alive for another minute. */
import { setTimeout as pause } from 'node:timers/promises';

async function work(): Promise<number> {
  return await pause(5, 42);
}

async function limited(ms: number): Promise<number> {
  return await Promise.race([ // expect: uncancelled-task
    work(),
    new Promise<never>((_, reject) => { setTimeout(() => { reject(new Error('too slow')); }, ms); }),
  ]);
}

console.log(await limited(60_000));
for (const resource of process.getActiveResourcesInfo()) {
  if (resource === 'Timeout') console.log(`still pending: ${resource}`);
}
process.exit(0);
