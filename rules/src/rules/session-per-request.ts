import { handOver, openBeforeLoop } from '../fixes/share-client.js';
import { functionOf, textOf, nodesIn } from '../model/index.js';
import { repeatedClient, type RepeatedClient } from '../semantics/repeated-clients.js';
import { callLabel } from './labels.js';
import { defineRule, type Report, type RuleContext } from './rule.js';

type MessageId = 'loop' | 'callers' | 'requests';
type Context = RuleContext<MessageId>;

export default defineRule<MessageId>({
  id: 'session-per-request',
  group: 'resources',
  level: 'warning',
  preset: 'recommended',
  languages: {
    python: true,
    typescript: { notApplicable: 'this rule checks Python only: `fetch` shares its connections by itself, and clients of other libraries are not in the tables yet' },
  },
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
        + 'With many requests at a time the machine also runs out of ports and file descriptors, since closed connections linger in TIME_WAIT.',
      zh: '`ClientSession`、`AsyncClient`、`Redis`、引擎和连接池会保持连接，供下一个请求使用。只为一个请求而建，每次都要重新解析域名、建立连接、协商密钥再断开，'
        + '它们的连接数上限也形同虚设。\n\n'
        + '```\n'
        + '每个请求一个 session   DNS ─ TCP ─ TLS ─ GET ─ close   DNS ─ TCP ─ TLS ─ GET ─ close   DNS ─ …\n'
        + '共用一个 session       DNS ─ TCP ─ TLS ─ GET ─ GET ─ GET ─ … ─ close\n'
        + '```\n\n'
        + '并发请求很多时，关闭的连接停留在 TIME_WAIT，还会耗尽端口和文件描述符。',
    },
    allow: {
      en: 'A client that is made with values of the item (another host, another proxy), that shares a pool it is given (`connector=`, `connection_pool=`), '
        + 'that serves several requests itself, or that is returned, yielded or stored is not reported, nor is one in a loop that retries, polls or reconnects.',
      zh: '用每项各自的值（不同主机、不同代理）创建的客户端、共用传入连接池（`connector=`、`connection_pool=`）的客户端、自己就服务多个请求的客户端、'
        + '被返回、产出或保存的客户端，以及重试、轮询、重连循环中的客户端都不会报告。',
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
    },
    links: [
      'https://docs.aiohttp.org/en/stable/http_request_lifecycle.html',
      'https://www.python-httpx.org/advanced/clients/',
      'https://docs.python.org/3/library/asyncio-task.html#running-tasks-concurrently',
    ],
  },
  messages: {
    loop: { en: '`{call}` is made anew on every pass of this loop: no connection is reused', zh: '循环每一轮都新建 `{call}`：连接无法复用' },
    callers: { en: '`{call}` is made anew by every call of `{fn}` at line {line}: no connection is reused', zh: '第 {line} 行每次调用 `{fn}` 都新建 `{call}`：连接无法复用' },
    requests: { en: '`{call}` is made anew for every request that `{fn}` handles', zh: '`{fn}` 每处理一个请求都新建 `{call}`' },
  },
  texts: {
    hoist: { en: 'Open `{name}` before the loop', zh: '在循环之前打开 `{name}`' },
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
  const data = { call: callLabel(call), fn: functionOf(call).name };
  const fixes = (): ReturnType<NonNullable<Report['fixes']>> => fixesFor(client);
  if (repeats.by === 'loop') context.report({ at: call, message: 'loop', data, related: [{ at: repeats.loop.kind === 'for' ? repeats.loop.target : call, text: 'repeated' }], fixes });
  else if (repeats.by === 'requests') context.report({ at: call, message: 'requests', data });
  else {
    const { lines } = context.module;
    const line = lines.positionAt(functionOf(repeats.caller).unit.base + repeats.caller.start).line + 1;
    context.report({ at: call, message: 'callers', data: { ...data, line }, related: [{ at: repeats.caller, text: 'repeated' }], fixes });
  }
}

function fixesFor({ call, item, repeats }: RepeatedClient): ReturnType<NonNullable<Report['fixes']>> {
  if (!item || repeats.by === 'requests') return [];
  const name = item.target ? textOf(item.target) : '';
  if (repeats.by === 'loop') {
    const edits = openBeforeLoop(item, repeats.loop);
    return edits ? [{ title: 'hoist', safety: 'review', edits, data: { name } }] : [];
  }
  const edits = handOver(item, call);
  return edits ? [{ title: 'handOver', safety: 'review', edits, data: { name, fn: functionOf(call).name, caller: functionOf(repeats.caller).name } }] : [];
}
