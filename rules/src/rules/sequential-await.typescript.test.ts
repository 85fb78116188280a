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
  typescript('TypeScript: reading requests and queries', `
import axios from 'axios';
import { Pool } from 'pg';
import Redis from 'ioredis';

const pool = new Pool();
const redis = new Redis();

export async function page(id: string): Promise<unknown[]> {
  const user = await fetch(\`/users/\${id}\`, { headers: { accept: 'application/json' } });
               ~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~ 5 ${GAIN}
  const orders = await axios.get('/orders');
  const rows = await pool.query('SELECT count(*) FROM orders WHERE id = $1', [id]);
  const name = await redis.get(id);
  const head = await fetch('/head', { method: 'HEAD' });
  return [user, orders, rows, name, head];
}
`),
  typescript('TypeScript: methods that only read their object', `
export class Store {
  constructor(readonly folder: string) {}

  async one(name: string): Promise<string> {
    return await load(this.folder + name);
  }

  async both(): Promise<string> {
    const a = await this.one('a');
              ~~~~~~~~~~~~~~~~~~~ 2 ${GAIN}
    const b = await this.one('b');
    return a + b;
  }
}
`),
  typescript('TypeScript: requests that write, statements that do or may, text put together', `
import axios from 'axios';
import { Pool } from 'pg';

const pool = new Pool();

export async function page(id: string, init: RequestInit, request: Request): Promise<void> {
  await fetch('/a', { method: 'POST' });
  await fetch('/b', { method: 'POST' });
  await fetch('/c', init);
  await fetch('/d', init);
  await fetch(request);
  await fetch(request);
  await axios.post('/e');
  await axios.post('/f');
  await pool.query('INSERT INTO a VALUES (1)');
  await pool.query('SELECT * FROM a FOR UPDATE');
  await pool.query("SELECT nextval('ids')");
  await pool.query('SELECT next_number()');
  await pool.query(\`SELECT * FROM \${id}\`);
  await pool.query(\`SELECT * FROM \${id}\`);
}
`),
  typescript('TypeScript: methods that change what others of the object read', `
export class Session {
  token = '';
  names: string[] = [];
  static count = 0;

  async login(): Promise<void> {
    const token = await load('token');
    this.token = token;
  }

  async data(): Promise<string> {
    return await load(this.token);
  }

  async add(): Promise<void> {
    const name = await load('name');
    this.names.push(name);
  }

  async counted(): Promise<void> {
    await load('a');
    Session.count++;
  }

  refresh = async (): Promise<void> => {
    const token = await load('token');
    this.token = token;
  };

  private async helped(): Promise<void> {
    const set = async (): Promise<void> => { this.token = await load('token'); };
    await set();
  }

  async all(other: Session): Promise<string> {
    await this.login();
    const data = await this.data();
    console.log(data);
    await this.add();
    await this.add();
    console.log(data);
    await this.refresh();
    const again = await this.data();
    await this.helped();
    const more = await this.data();
    await other.login();
    const others = await other.data();
    console.log(others);
    await this.counted();
    await this.counted();
    return data + again + more + others;
  }
}
`),
  { name: 'JavaScript: models of mongoose without its types', language: 'typescript', source: `import { Channel, Client } from './models.js';

export async function roles(name: string): Promise<unknown[]> {
  const channels = await Channel.find({ allow: name }, { name: 1 }).exec();
                   ~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~ 2 ${GAIN}
  const clients = await Client.find({ roles: name });
  await Channel.updateOne({ name }, { allow: [] });
  await Client.updateOne({ name }, { roles: [] }).exec();
  return [channels, clients];
}
// file: models.js
const mongoose = require('mongoose');
const connection = mongoose.createConnection('mongodb://localhost');
exports.Channel = connection.model('Channel', {});
exports.Client = mongoose.model('Client', {});
` },
  { name: 'TypeScript: object mappers', language: 'typescript', source: `import { model } from 'mongoose';
import { Repository } from 'typeorm';
import { PrismaClient } from '@prisma/client';

const User = model('User');
const prisma = new PrismaClient();

export async function page(id: string): Promise<unknown[]> {
  const user = await User.find({ id }).sort({ name: 1 }).exec();
               ~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~ 2 ${GAIN}
  const count = await User.countDocuments({ id });
  return [user, count];
}

export class Users {
  constructor(private readonly users: Repository, private readonly orders: Repository) {}

  async page(id: string): Promise<unknown[]> {
    const user = await this.users.findOneBy({ id });
                 ~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~ 2 ${GAIN}
    const orders = await this.orders.findBy({ id });
    return [user, orders];
  }
}

export async function rows(): Promise<unknown[]> {
  const a = await prisma.user.findMany({});
            ~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~ 2 ${GAIN}
  const b = await prisma.order.count({});
  return [a, b];
}

export async function inTransactions(session: object, users: Repository): Promise<void> {
  await User.find({ id: 1 }, null, { session });
  await User.find({ id: 2 }, null, { session });
  await User.find({ id: 1 }).session(session).exec();
  await User.find({ id: 2 }).session(session).exec();
  await users.findOneBy({ id: 1 });
  await users.findOneBy({ id: 2 });
  await prisma.$transaction(async (tx) => {
    await tx.user.findMany({});
    await tx.order.findMany({});
  });
  await prisma.user.create({});
  await prisma.user.create({});
}
// file: node_modules/mongoose/index.d.ts
export interface Query extends PromiseLike<object> {
  sort(by: object): Query;
  session(session: object): Query;
  exec(): Promise<object>;
}
export interface Model {
  find(filter: object, projection?: object | null, options?: object): Query;
  countDocuments(filter: object): Query;
}
export function model(name: string): Model;
// file: node_modules/typeorm/index.d.ts
export declare class Repository {
  findOneBy(where: object): Promise<object>;
  findBy(where: object): Promise<object[]>;
}
// file: node_modules/@prisma/client/index.d.ts
export interface Delegate {
  findMany(options: object): Promise<object[]>;
  count(options: object): Promise<number>;
  create(options: object): Promise<object>;
}
export declare class PrismaClient {
  get user(): Delegate;
  get order(): Delegate;
  $transaction(work: (client: Omit<PrismaClient, '$transaction'>) => Promise<void>): Promise<void>;
}
` },
]);
