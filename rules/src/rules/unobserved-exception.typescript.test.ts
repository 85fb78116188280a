import { pictures, type Case } from './testing/pictures.js';

const LOAD = `import { once, type EventEmitter } from 'node:events';
import { setTimeout as pause } from 'node:timers/promises';

declare function load(name: string): Promise<string>;
async function check(name: string): Promise<string> {
  if (name === '') throw new Error('no name');
  return await load(name);
}
`;

function typescript(name: string, source: string, more: Partial<Case> = {}): Case {
  return { name: `TypeScript ${name}`, language: 'typescript', source: LOAD + source, ...more };
}

pictures('unobserved-exception', [
  typescript('a promise that gets its handler late', `
export async function row(): Promise<string> {
  const pending = check('a');
                  ~~~~~~~~~~ If pending rejects during await load(…), nobody handles it and Node ends
  const other = await load('b');
  const first = await pending;
  return first + other;
}

export async function far(): Promise<string> {
  const pending = check('a'); // begun early
                  ~~~~~~~~~~ If pending rejects during await load(…), nobody handles it and Node ends
  if (Math.random() > 0.5) {
    await load('b');
  }
  console.log('b');
  return await pending;
}

export async function looped(names: string[]): Promise<string> {
  const pending = load('all');
                  ~~~~~~~~~~~ If pending rejects during await check(…), nobody handles it and Node ends
  for (const name of names) await check(name);
  const [all] = await Promise.all([pending, load('c')]);
  return all;
}

export async function guarded(): Promise<string> {
  const pending = check('a');
                  ~~~~~~~~~~ If pending rejects during await load(…), nobody handles it and Node ends
  try {
    await load('b');
  } catch (error) {
    console.error(error);
  }
  return await pending;
}
`, {
    fixed: `${LOAD}
export async function row(): Promise<string> {
  const [first, other] = await Promise.all([check('a'), load('b')]);
  return first + other;
}

export async function far(): Promise<string> {
  const pending = check('a'); // begun early
  pending.catch(() => {});
  if (Math.random() > 0.5) {
    await load('b');
  }
  console.log('b');
  return await pending;
}

export async function looped(names: string[]): Promise<string> {
  const pending = load('all');
  pending.catch(() => {});
  for (const name of names) await check(name);
  const [all] = await Promise.all([pending, load('c')]);
  return all;
}

export async function guarded(): Promise<string> {
  const pending = check('a');
  pending.catch(() => {});
  try {
    await load('b');
  } catch (error) {
    console.error(error);
  }
  return await pending;
}
`,
  }),
  typescript('waits in a row without results', `
export async function both(): Promise<void> {
  const pending = check('a');
                  ~~~~~~~~~~ If pending rejects during await load(…), nobody handles it and Node ends
  await load('b');
  await pending;
}

export async function only(): Promise<string> {
  const pending = check('a');
                  ~~~~~~~~~~ If pending rejects during await load(…), nobody handles it and Node ends
  const name = await load('b');
  await pending;
  return name;
}
`, {
    fixed: `${LOAD}
export async function both(): Promise<void> {
  await Promise.all([check('a'), load('b')]);
}

export async function only(): Promise<string> {
  const [, name] = await Promise.all([check('a'), load('b')]);
  return name;
}
`,
  }),
  typescript('quiet: a handler in time, or nothing that rejects', `
const sleep = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms));
async function safe(): Promise<string> {
  try { return await load('a'); } catch { return ''; }
}
interface Query extends PromiseLike<string> { run(): Promise<string> }
declare function select(name: string): Query;

export async function handled(emitter: EventEmitter): Promise<unknown[]> {
  const first = check('a');
  first.catch(() => {});
  const second = check('b').catch(() => '');
  const third = safe();
  const least = sleep(500);
  const also = pause(500);
  const event = once(emitter, 'ready');
  const settled = Promise.allSettled([check('c')]);
  const query = select('d');
  const fifth = check('e');
  const all = Promise.all([fifth, load('f')]);
  all.catch(console.error);
  emitter.emit('ready');
  await load('b');
  return [await first, await second, await third, await least, await also, await event, await settled, await query, await all];
}

export async function atOnce(): Promise<string> {
  const pending = check('a');
  const result = await pending;
  await load('b');
  return result + await pending;
}

export async function raced(): Promise<string> {
  const pending = check('a');
  const winner = await Promise.race([pending, sleep(100)]);
  await load('b');
  return winner ?? await pending;
}

export async function given(list: Promise<string>[]): Promise<void> {
  const pending = check('a');
  list.push(pending);
  await load('b');
  await pending;
}
`),
  typescript('allSettled that nobody looks at', `
export async function all(names: string[]): Promise<void> {
  await Promise.allSettled(names.map(check));
        ~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~ Promise.allSettled(…) never rejects: failures are among its results, which nobody looks at
  const results = await Promise.allSettled([check('a'), load('b')]); // both
                        ~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~ Promise.allSettled(…) never rejects: failures are among its results, which nobody looks at
  console.log('saved');
}
`, {
    fixed: `${LOAD}
export async function all(names: string[]): Promise<void> {
  const results_2 = await Promise.allSettled(names.map(check));
  for (const result of results_2) {
    if (result.status === 'rejected') throw result.reason;
  }
  const results = await Promise.allSettled([check('a'), load('b')]); // both
  for (const result_2 of results) {
    if (result_2.status === 'rejected') throw result_2.reason;
  }
  console.log('saved');
}
`,
  }),
  typescript('values of failures', `
export async function loop(names: string[]): Promise<void> {
  const results: any[] = await Promise.allSettled(names.map(check));
                               ~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~ result.value is undefined where Promise.allSettled(…) has a failure: nobody looks at status
  for (const result of results) console.log(result.value.length);
}

export async function mapped(names: string[]): Promise<string[]> {
  const results: any[] = await Promise.allSettled(names.map(check));
                               ~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~ result.value is undefined where Promise.allSettled(…) has a failure: nobody looks at status
  return results.map((result) => result.value);
}

export async function pair(): Promise<string> {
  const [first, second]: any[] = await Promise.allSettled([check('a'), load('b')]);
                                       ~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~ first.value is undefined where Promise.allSettled(…) has a failure: nobody looks at status
  return first.value + second.value;
}
`),
  typescript('quiet: failures are looked at, cannot be, or do not matter', `
async function safe(name: string): Promise<void> {
  try { await load(name); } catch (error) { console.error(error); }
}

export async function looked(names: string[]): Promise<string[]> {
  const results = await Promise.allSettled(names.map(check));
  const [first] = await Promise.allSettled([check('a')]);
  if (first.status === 'rejected') throw first.reason;
  return results.filter((result) => result.status === 'fulfilled').map((result) => result.value);
}

export async function passed(names: string[]): Promise<PromiseSettledResult<string>[]> {
  return await Promise.allSettled(names.map(check));
}

export async function handled(names: string[]): Promise<void> {
  await Promise.allSettled(names.map((name) => safe(name)));
  await Promise.allSettled([safe('a'), check('b').catch(console.error)]);
}

export async function optional(names: string[]): Promise<(string | undefined)[]> {
  const results: any[] = await Promise.allSettled(names.map(check));
  return results.map((result) => result?.value);
}

export async function shutdown(closers: (() => Promise<void>)[]): Promise<void> {
  await Promise.allSettled(closers.map((close) => close()));
}
`),
]);
