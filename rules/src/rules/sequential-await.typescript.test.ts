/** TypeScript: runs and loops of independent awaits. */
import { pictures, type Case } from './testing/pictures.js';

const LOAD = `import { readFile } from 'node:fs/promises';

async function load(name: string): Promise<string> {
  return await readFile(name.trim(), 'utf8');
}
`;
const GAIN = 'independent awaits run one after another; together they take as long as the slowest';
const ADD_UP = 'is awaited item by item; the items are independent, so the waits add up';

function typescript(name: string, source: string, more: Partial<Case> = {}): Case {
  return { name, language: 'typescript', source: LOAD + source, ...more };
}

pictures('sequential-await', [
  typescript('TypeScript: a run becomes Promise.all', `
export async function main(): Promise<string> {
  const user = await load('user');
               ~~~~~~~~~~~~~~~~~~ 2 ${GAIN}
  const orders = await load('orders');
  return user + orders;
}
`, {
    fixed: `${LOAD}
export async function main(): Promise<string> {
  const [user, orders] = await Promise.all([load('user'), load('orders')]);
  return user + orders;
}
`,
  }),
  typescript('TypeScript: bare awaits and top-level ones', `
async function warm(name: string): Promise<void> {
  await readFile(name);
}

export async function both(): Promise<void> {
  await warm('a');
  ~~~~~~~~~~~~~~~ 2 ${GAIN}
  await warm('b');
}

const one = await load('one');
            ~~~~~~~~~~~~~~~~~ 2 ${GAIN}
const two = await load('two');
console.log(one, two);
`),
  typescript('TypeScript: a list built item by item, a loop without results', `
export async function main(names: string[]): Promise<string[]> {
  const found: string[] = [];
  for (const name of names) {
    found.push(await load(name));
               ~~~~~~~~~~~~~~~~ load(…) ${ADD_UP}
  }
  for (const name of names) {
    await load(name);
    ~~~~~~~~~~~~~~~~ load(…) ${ADD_UP}
  }
  return found;
}
`, {
    fixed: `${LOAD}
export async function main(names: string[]): Promise<string[]> {
  const found: string[] = [];
  found.push(...(await Promise.all(Array.from(names, (name) => load(name)))));
  await Promise.all(Array.from(names, (name) => load(name)));
  return found;
}
`,
  }),
  typescript('TypeScript: dependence, exits, shared writes, pages, retries, for await', `
let last = '';
async function remember(name: string): Promise<void> {
  await readFile(name);
  last = name;
}

export async function main(names: string[], stream: AsyncIterable<string>): Promise<string> {
  const user = await load('user');
  const orders = await load(user);
  if (!orders) return last;
  const prices = await load('prices');
  console.log(prices);
  await remember('a');
  await remember('b');
  let token = '';
  while (token !== 'end') token = await load(token);
  for (let attempt = 0; attempt < 3; attempt++) {
    try {
      return await load('x');
    } catch {
      continue;
    }
  }
  for await (const name of stream) await load(name);
  for (const name of names) {
    if (await load(name)) return name;
  }
  return prices;
}
`),
]);
