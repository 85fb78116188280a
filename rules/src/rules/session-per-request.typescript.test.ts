/** TypeScript and JavaScript: clients and pools that are made for each request or item. */
import { pictures, type Case } from './testing/pictures.js';

function typescript(name: string, source: string, more: Partial<Case> = {}): Case {
  return { name: `TypeScript: ${name}`, language: 'typescript', source, ...more };
}

const EXPRESS = `import express from 'express';
import { Pool } from 'pg';

const app = express();
`;
const REQUEST = 'is made anew for every request: no connection is reused';
const LOOP = 'is made anew on every pass of this loop: no connection is reused';

pictures('session-per-request', [
  typescript('a pool for each request of an express application', `${EXPRESS}
app.get('/users', async (req, res) => {
  const pool = new Pool({ connectionString: process.env.DATABASE_URL });
               ~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~ new Pool(…) ${REQUEST}
  // all of them
  const { rows } = await pool.query('SELECT * FROM users');
  res.json(rows);
  await pool.end();
});
`, {
    fixed: `import express from 'express';
import { Pool } from 'pg';

const pool = new Pool({ connectionString: process.env.DATABASE_URL });

const app = express();

app.get('/users', async (req, res) => {
  // all of them
  const { rows } = await pool.query('SELECT * FROM users');
  res.json(rows);
});
`,
  }),
  typescript('closed in finally, with settings of the module', `import express, { Router } from 'express';
import { PrismaClient } from '@prisma/client';

const log = ['error'];
const router = Router();

async function show(req, res) {
  const prisma = new PrismaClient({
                 ~~~~~~~~~~~~~~~~~~ new PrismaClient(…) is made anew for every request that show handles
    log, // only these
  });
  res.json(await prisma.user.findMany());
}

router.get('/users', show);
router.post('/users', async (req, res) => {
  const prisma = new PrismaClient({ log });
                 ~~~~~~~~~~~~~~~~~~~~~~~~~ new PrismaClient(…) ${REQUEST}
  try {
    // one more
    res.json(await prisma.user.create({ data: req.body }));
  } finally {
    await prisma.$disconnect();
  }
});
express().use(router);
`),
  typescript('what finally closes, and what handlers follow', `import express from 'express';
import Redis from 'ioredis';

const app = express();

app.post('/users', async (req, res) => {
  const redis = new Redis();
                ~~~~~~~~~~~ new Redis() ${REQUEST}
  try {
    // one more
    await redis.set(req.body.id, \`
  text\`);
    res.json({ ok: true });
  } finally {
    await redis.quit();
  }
});
`, {
    fixed: `import express from 'express';
import Redis from 'ioredis';

const redis = new Redis();

const app = express();

app.post('/users', async (req, res) => {
  // one more
  await redis.set(req.body.id, \`
  text\`);
  res.json({ ok: true });
});
`,
  }),
  typescript('a try with a handler keeps it', `${EXPRESS}
app.get('/users', async (req, res) => {
  const users = new Pool();
                ~~~~~~~~~~ new Pool() ${REQUEST}
  try {
    res.json((await users.query('SELECT 1')).rows);
  } catch (error) {
    res.status(500).end();
  } finally {
    await users.end();
  }
});
`, {
    fixed: `import express from 'express';
import { Pool } from 'pg';

const users = new Pool();

const app = express();

app.get('/users', async (req, res) => {
  try {
    res.json((await users.query('SELECT 1')).rows);
  } catch (error) {
    res.status(500).end();
  }
});
`,
  }),
  typescript('methods of a NestJS controller', `import { Body, Controller, Get, Post } from '@nestjs/common';
import { PrismaClient } from '@prisma/client';
import { createPool } from 'mysql2/promise';

@Controller('users')
export class UsersController {
  @Get()
  async all(): Promise<unknown> {
    const prisma = new PrismaClient();
                   ~~~~~~~~~~~~~~~~~~ new PrismaClient() is made anew for every request that all handles
    const users = await prisma.user.findMany();
    await prisma.$disconnect();
    return users.map((user) => ({ user, prisma: typeof prisma }));
  }

  @Post()
  async add(@Body() body: { name: string }): Promise<void> {
    const pool = createPool('mysql://localhost/shop');
                 ~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~ createPool(…) is made anew for every request that add handles
    await pool.execute('INSERT INTO users VALUES (?)', [body.name]);
    await pool.end();
  }

  async unused(): Promise<void> {
    const pool = createPool('mysql://localhost/shop');
    await pool.end();
  }
}
`, {
    fixed: `import { Body, Controller, Get, Post } from '@nestjs/common';
import { PrismaClient } from '@prisma/client';
import { createPool } from 'mysql2/promise';

@Controller('users')
export class UsersController {
  private readonly pool = createPool('mysql://localhost/shop');

  private readonly prisma = new PrismaClient();

  @Get()
  async all(): Promise<unknown> {
    const users = await this.prisma.user.findMany();
    return users.map((user) => ({ user, prisma: typeof this.prisma }));
  }

  @Post()
  async add(@Body() body: { name: string }): Promise<void> {
    await this.pool.execute('INSERT INTO users VALUES (?)', [body.name]);
  }

  async unused(): Promise<void> {
    const pool = createPool('mysql://localhost/shop');
    await pool.end();
  }
}
`,
  }),
  typescript('other frameworks', `import fastify, { type FastifyRequest } from 'fastify';
import Koa from 'koa';
import Router from '@koa/router';
import { S3Client, ListBucketsCommand } from '@aws-sdk/client-s3';
import Redis from 'ioredis';
import knex from 'knex';

const server = fastify();
server.get('/a', async () => {
  const s3 = new S3Client({ region: 'eu-west-1' });
             ~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~ new S3Client(…) ${REQUEST}
  return await s3.send(new ListBucketsCommand({}));
});

const koa = new Koa();
const router = new Router();
router.get('/b', async (ctx) => {
  ctx.body = await new Redis().get('b');
                   ~~~~~~~~~~~ new Redis() ${REQUEST}
});
koa.use(async (ctx, next) => {
  const db = knex({ client: 'pg' });
             ~~~~~~~~~~~~~~~~~~~~~~ knex(…) ${REQUEST}
  ctx.state.user = await db('users').first();
  await db.destroy();
  await next();
});
`),
  typescript('helpers that handlers call', `import { createServer } from 'node:http';
import { MongoClient } from 'mongodb';

async function orders(): Promise<unknown[]> {
  const client = await MongoClient.connect('mongodb://localhost');
                       ~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~ MongoClient.connect(…) is made anew by every call of orders at line 13: no connection is reused
  const shop = client.db('shop');
  const found = await shop.collection('orders').find().toArray();
  await client.close();
  return found;
}

createServer(async (request, response) => {
  response.end(JSON.stringify(await orders()));
});
`),
  typescript('loops, items of a list, and functions that are mapped', `import Redis from 'ioredis';
import { Pool } from 'pg';
import { Agent } from 'undici';
import https from 'node:https';
import axios from 'axios';

export async function load(keys: string[]): Promise<string[]> {
  const found: string[] = [];
  for (const key of keys) {
    const redis = new Redis();
                  ~~~~~~~~~~~ new Redis() ${LOOP}
    found.push(String(await redis.get(key)));
    await redis.quit();
  }
  for (let n = 0; n < keys.length; n++) {
    await axios.get(String(keys[n]), { httpsAgent: new https.Agent({ keepAlive: true }) });
                                                   ~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~ new https.Agent(…) ${LOOP}
  }
  return found;
}

export async function all(urls: string[]): Promise<Response[]> {
  return await Promise.all(urls.map(async (url) => await fetch(url, { dispatcher: new Agent() } as RequestInit)));
                                                                                  ~~~~~~~~~~~ new Agent() is made anew for every item: no connection is reused
}

async function store(name: string): Promise<void> {
  const pool = new Pool();
               ~~~~~~~~~~ new Pool() is made anew by every call of store at line 31: no connection is reused
  await pool.query('INSERT INTO names VALUES ($1)', [name]);
  await pool.end();
}

export async function storeAll(names: string[]): Promise<void> {
  await Promise.all(names.map(store));
}
`),
  typescript('a loop opens it once and closes it behind', `import Redis from 'ioredis';

export async function load(keys: string[]): Promise<void> {
  for (const key of keys) {
    const redis = new Redis({
                  ~~~~~~~~~~~ new Redis(…) ${LOOP}
      host: 'cache',
    });
    try {
      // one
      console.log(await redis.get(key));
    } finally {
      await redis.quit();
    }
  }
  for (const key of keys) {
    const cache = new Redis();
                  ~~~~~~~~~~~ new Redis() ${LOOP}
    await cache.del(key);
    await cache.quit();
  }
}
`, {
    fixed: `import Redis from 'ioredis';

export async function load(keys: string[]): Promise<void> {
  const redis = new Redis({
    host: 'cache',
  });
  try {
    for (const key of keys) {
      // one
      console.log(await redis.get(key));
    }
  } finally {
    await redis.quit();
  }
  const cache = new Redis();
  for (const key of keys) {
    await cache.del(key);
  }
  await cache.quit();
}
`,
  }),
  typescript('what is connected once has no fix', `import { createClient } from 'redis';

export async function load(keys: string[]): Promise<void> {
  for (const key of keys) {
    const client = createClient();
                   ~~~~~~~~~~~~~~ createClient() ${LOOP}
    await client.connect();
    await client.set(key, '1');
    await client.quit();
  }
}
`, {
    fixed: `import { createClient } from 'redis';

export async function load(keys: string[]): Promise<void> {
  for (const key of keys) {
    const client = createClient();
    await client.connect();
    await client.set(key, '1');
    await client.quit();
  }
}
`,
  }),
  typescript('JavaScript with require', `const express = require('express');
const Redis = require('ioredis');
const mysql = require('mysql2');
const app = express();
const settings = { host: 'localhost' };

app.get('/count', function (req, res) {
  const redis = new Redis(settings);
                ~~~~~~~~~~~~~~~~~~~ new Redis(…) ${REQUEST}
  redis.incr('count').then((count) => {
    redis.disconnect();
    res.send(String(count));
  });
});
app.get('/names', (req, res) => {
  const pool = mysql.createPool(settings);
               ~~~~~~~~~~~~~~~~~~~~~~~~~~ mysql.createPool(…) ${REQUEST}
  pool.query('SELECT name FROM users', (error, rows) => res.json(rows));
});
`),
  typescript('settings of the item or request, connections of their own, clients that are kept or lent', `${EXPRESS}
import Redis from 'ioredis';
import { Client } from 'pg';
import { createClient } from 'redis';
import { Queue } from 'bullmq';
import { MongoClient, type Db } from 'mongodb';
import https from 'node:https';
import { createTransport } from 'nodemailer';

const shared = new Pool();
const redis = new Redis();
const clients = new Map<string, Redis>();

app.get('/tenant/:id', async (req, res) => {
  const pool = new Pool({ database: req.params.id });
  res.json((await pool.query('SELECT 1')).rows);
  await pool.end();
});
app.get('/secret', async (req, res) => {
  const password = await redis.get('password');
  const pool = new Pool({ password: String(password) });
  res.json((await pool.query('SELECT 1')).rows);
});
app.get('/one', async (req, res) => {
  const client = new Client();
  await client.connect();
  res.json((await client.query('SELECT 1')).rows);
  await client.end();
});
app.get('/events', async (req, res) => {
  const subscriber = new Redis();
  await subscriber.subscribe('events');
  subscriber.on('message', (channel, message) => res.write(message));
  const other = createClient();
  await other.subscribe('more', (message) => res.write(message));
});
app.post('/jobs', async (req, res) => {
  const queue = new Queue('jobs', { connection: redis });
  await queue.add('job', req.body);
});
app.get('/kept', async (req, res) => {
  clients.set('a', new Redis());
  const kept = new Redis();
  clients.set('b', kept);
  const later = new Redis();
  app.locals.close = () => later.quit();
  res.json((await shared.query('SELECT 1')).rows);
});
app.post('/mail', async (req, res) => {
  await createTransport({ host: 'mail' }).sendMail(req.body);
  https.get('https://example.org', { agent: new https.Agent({ rejectUnauthorized: false }) });
});

async function database(): Promise<Db> {
  const client = await MongoClient.connect('mongodb://localhost');
  return client.db('shop');
}

async function lent(): Promise<unknown> {
  const pool = new Pool();
  const connection = await pool.connect();
  return connection;
}

function makePool(): Pool {
  return new Pool();
}

app.get('/db', async (req, res) => {
  res.json(await (await database()).collection('a').find().toArray());
  await lent();
  await makePool().query('SELECT 1');
});

export async function retry(): Promise<void> {
  for (let attempt = 0; attempt < 3; attempt++) {
    const attemptClient = new Redis();
    try {
      await attemptClient.ping();
      return;
    } catch {
      attemptClient.disconnect();
    }
  }
}

export async function main(names: string[]): Promise<void> {
  const pool = new Pool();
  for (const name of names) await pool.query('SELECT $1', [name]);
  await pool.end();
}

class Pools {
  get(): Pool { return new Pool(); }
}

export async function mine(items: string[]): Promise<void> {
  for (const item of items) {
    const pool = new Pools().get();
    await pool.query(item);
  }
}
`),
  typescript('classes of the project that are called alike', `import express from 'express';

class Pool {
  async query(text: string): Promise<string> { return text; }
}

class Redis {
  async get(key: string): Promise<string> { return key; }
}

const app = express();
app.get('/users', async (req, res) => {
  const pool = new Pool();
  res.json(await pool.query(await new Redis().get('a')));
});
`),
]);
