// symptom: unhandled-rejection
// prints: not shown: no such user
/** The user is asked for early and awaited late: its rejection comes while nobody handles it. */
import { setTimeout as pause } from 'node:timers/promises';

async function loadUser(id: number): Promise<string> {
  await pause(5);
  throw new Error(`no such ${id === 0 ? 'id' : 'user'}`);
}

async function loadOrders(): Promise<string[]> {
  return await pause(50, ['book']);
}

async function show(id: number): Promise<string> {
  const pending = loadUser(id); // expect: unobserved-exception
  const orders = await loadOrders();
  const user = await pending;
  return `${user}: ${orders.join(', ')}`;
}

try {
  console.log(await show(1));
} catch (error) {
  console.log(`not shown: ${error instanceof Error ? error.message : String(error)}`);
}
