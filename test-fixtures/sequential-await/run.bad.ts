// symptom: elapsed<0.6
// prints: user orders prices
/** Three waits that need nothing from each other. */
import { setTimeout as sleep } from 'node:timers/promises';

async function load(name: string): Promise<string> {
  return await sleep(200, name);
}

const start = performance.now();
const user = await load('user'); // expect: sequential-await
const orders = await load('orders');
const prices = await load('prices');
console.log(`${user} ${orders} ${prices}`);
console.log(`elapsed ${((performance.now() - start) / 1000).toFixed(2)}`);
