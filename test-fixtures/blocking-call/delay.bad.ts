// symptom: wrong-output
// prints: tick
// prints: read 2 lines
/** While the file is read synchronously the ticker, which was due first, waits. */
import { readFileSync } from 'node:fs';

async function count(path: string): Promise<number> {
  return readFileSync(path, 'utf8').split('\n', 2).length; // expect: blocking-call
}

const ticked = new Promise<void>((resolve) => {
  process.nextTick(() => {
    console.log('tick');
    resolve();
  });
});
const lines = await count(process.argv[1] ?? '');
console.log(`read ${lines} lines`);
await ticked;
