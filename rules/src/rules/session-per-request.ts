import { clientBeforeLoop, clientOfModule } from '../fixes/hoist-client.js';
import { handOver, openBeforeLoop } from '../fixes/share-client.js';
import { functionOf, textOf, nodesIn } from '../model/index.js';
import { repeatedClient, type RepeatedClient } from '../semantics/repeated-clients.js';
import { callLabel } from './labels.js';
import { defineRule, type Report, type RuleContext } from './rule.js';

type MessageId = 'loop' | 'callers' | 'requests' | 'handler' | 'items';
type Context = RuleContext<MessageId>;

export default defineRule<MessageId>({
  id: 'session-per-request',
  group: 'resources',
  level: 'warning',
  preset: 'recommended',
  languages: { python: true, typescript: true },
  docs: {
    summary: {
      en: 'A client, engine or pool is made anew for every request, so that no connection is ever reused',
      zh: '每个请求都新建客户端、引擎或连接池，连接从不复用',
    },
    why: {
      en: '`ClientSession`, `AsyncClient`, `Redis`, engines and pools keep connections open so that the next request finds one. Made for a single '
        + 'request, they look up the name, connect, agree on keys and hang up again every time, and the limits they set on connections hold nobody back.\n\n'
        + '```\n'
        + 'a session per request   DNS ─ TCP ─ TLS ─ GET ─ close   DNS ─ TCP ─ TLS ─ GET ─ close   DNS ─ …\n'
        + 'one session             DNS ─ TCP ─ TLS ─ GET ─ GET ─ GET ─ … ─ close\n'
        + '```\n\n'
        + 'With many requests at a time the machine also runs out of ports and file descriptors, since closed connections linger in TIME_WAIT. The same holds of '
        + '`new Pool()`, `new Redis()`, `new PrismaClient()`, `new MongoClient()` and their like in the handlers of a Node service; a database soon answers `too many connections`.',
      zh: '`ClientSession`、`AsyncClient`、`Redis`、引擎和连接池会保持连接，供下一个请求使用。只为一个请求而建，每次都要重新解析域名、建立连接、协商密钥再断开，'
        + '它们的连接数上限也形同虚设。\n\n'
        + '```\n'
        + '每个请求一个 session   DNS ─ TCP ─ TLS ─ GET ─ close   DNS ─ TCP ─ TLS ─ GET ─ close   DNS ─ …\n'
        + '共用一个 session       DNS ─ TCP ─ TLS ─ GET ─ GET ─ GET ─ … ─ close\n'
        + '```\n\n'
        + '并发请求很多时，关闭的连接停留在 TIME_WAIT，还会耗尽端口和文件描述符。Node 服务的请求处理函数里的 `new Pool()`、`new Redis()`、`new PrismaClient()`、'
        + '`new MongoClient()` 等也是如此，数据库很快就会返回 `too many connections`。',
    },
    allow: {
      en: 'A client that is made with values of the item (another host, another proxy), that shares a pool it is given (`connector=`, `connection_pool=`), '
        + 'that serves several requests itself, or that is returned, yielded or stored is not reported, nor is one in a loop that retries, polls or reconnects. '
        + 'Single database connections, and clients that subscribe or wait for an entry, serve one user at a time and are not reported either. In JavaScript only '
        + 'clients of packages that are known are looked at, in handlers that a framework is seen to call; a runtime that forbids sharing between requests needs them there.',
      zh: '用每项各自的值（不同主机、不同代理）创建的客户端、共用传入连接池（`connector=`、`connection_pool=`）的客户端、自己就服务多个请求的客户端、'
        + '被返回、产出或保存的客户端，以及重试、轮询、重连循环中的客户端都不会报告。单个数据库连接，以及用于订阅或阻塞读取的客户端，一次只服务一个使用者，也不会报告。'
        + 'JavaScript 中只检查已知软件包的客户端，并且只在能确认由框架调用的处理函数中检查；禁止在请求之间共享连接的运行环境需要这样写。',
    },
    examples: {
      python: {
        bad: `import asyncio
import aiohttp

async def fetch(url):
    async with aiohttp.ClientSession() as session:
        async with session.get(url) as response:
            return await response.text()

async def main(urls):
    return await asyncio.gather(*(fetch(url) for url in urls))

asyncio.run(main([]))
`,
        good: `import asyncio
import aiohttp

async def fetch(session, url):
    async with session.get(url) as response:
        return await response.text()

async def main(urls):
    async with aiohttp.ClientSession() as session:
        return await asyncio.gather(*(fetch(session, url) for url in urls))

asyncio.run(main([]))
`,
      },
      typescript: {
        bad: `import express from 'express';
import { Pool } from 'pg';

const app = express();

app.get('/users', async (req, res) => {
  const pool = new Pool();
  const { rows } = await pool.query('SELECT * FROM users');
  res.json(rows);
  await pool.end();
});
`,
        good: `import express from 'express';
import { Pool } from 'pg';

const app = express();
const pool = new Pool();

app.get('/users', async (req, res) => {
  const { rows } = await pool.query('SELECT * FROM users');
  res.json(rows);
});
`,
      },
    },
    links: [
      'https://docs.aiohttp.org/en/stable/http_request_lifecycle.html',
      'https://www.python-httpx.org/advanced/clients/',
      'https://docs.python.org/3/library/asyncio-task.html#running-tasks-concurrently',
      'https://node-postgres.com/features/pooling',
      'https://www.prisma.io/docs/orm/prisma-client/setup-and-configuration/databases-connections',
    ],
  },
  messages: {
    loop: { en: '`{call}` is made anew on every pass of this loop: no connection is reused', zh: '循环每一轮都新建 `{call}`：连接无法复用' },
    callers: { en: '`{call}` is made anew by every call of `{fn}` at line {line}: no connection is reused', zh: '第 {line} 行每次调用 `{fn}` 都新建 `{call}`：连接无法复用' },
    requests: { en: '`{call}` is made anew for every request that `{fn}` handles', zh: '`{fn}` 每处理一个请求都新建 `{call}`' },
    handler: { en: '`{call}` is made anew for every request: no connection is reused', zh: '每个请求都新建 `{call}`：连接无法复用' },
    items: { en: '`{call}` is made anew for every item: no connection is reused', zh: '每一项都新建 `{call}`：连接无法复用' },
  },
  texts: {
    hoist: { en: 'Open `{name}` before the loop', zh: '在循环之前打开 `{name}`' },
    module: { en: 'Make `{name}` once for all requests', zh: '让所有请求共用一个 `{name}`' },
    handOver: { en: 'Open `{name}` in `{caller}` and pass it to `{fn}`', zh: '在 `{caller}` 中打开 `{name}` 并传给 `{fn}`' },
    repeated: { en: 'This runs once for each of many items', zh: '这里对许多项逐个执行' },
  },

  check(fn, context) {
    for (const call of nodesIn(fn, 'call')) {
      const client = repeatedClient(call, context.semantics);
      if (client) report(client, context);
    }
  },
});

function report(client: RepeatedClient, context: Context): void {
  const { call, repeats } = client;
  const data = { call: `${call.form === 'new' ? 'new ' : ''}${callLabel(call)}`, fn: functionOf(call).name };
  const fixes = (): ReturnType<NonNullable<Report['fixes']>> => fixesFor(client);
  if (repeats.by === 'loop') context.report({ at: call, message: 'loop', data, related: [{ at: repeats.loop.kind === 'for' ? repeats.loop.target : call, text: 'repeated' }], fixes });
  else if (repeats.by === 'requests') context.report({ at: call, message: data.fn === '' ? 'handler' : 'requests', data, fixes });
  else {
    const { lines } = context.module;
    const line = lines.positionAt(functionOf(repeats.caller).unit.base + repeats.caller.start).line + 1;
    context.report({ at: call, message: data.fn === '' ? 'items' : 'callers', data: { ...data, line }, related: [{ at: repeats.caller, text: 'repeated' }], fixes });
  }
}

function fixesFor(client: RepeatedClient): ReturnType<NonNullable<Report['fixes']>> {
  const { call, item, name: local, repeats } = client;
  if (functionOf(call).unit.module.language === 'typescript') {
    const edits = repeats.by === 'loop' ? clientBeforeLoop(client, repeats.loop) : clientOfModule(client);
    return edits ? [{ title: repeats.by === 'loop' ? 'hoist' : 'module', safety: 'review', edits, data: { name: local?.name ?? '' } }] : [];
  }
  if (!item || repeats.by === 'requests') return [];
  const name = item.target ? textOf(item.target) : '';
  if (repeats.by === 'loop') {
    const edits = openBeforeLoop(item, repeats.loop);
    return edits ? [{ title: 'hoist', safety: 'review', edits, data: { name } }] : [];
  }
  const edits = handOver(item, call);
  return edits ? [{ title: 'handOver', safety: 'review', edits, data: { name, fn: functionOf(call).name, caller: functionOf(repeats.caller).name } }] : [];
}
