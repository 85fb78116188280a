import { limitEdits } from '../fixes/limit-fan-out.js';
import { isOrderedByNature } from '../semantics/await-runs.js';
import { connectingCall, fanOutsIn, mayBeMany } from '../semantics/fan-out.js';
import { regionsAround } from '../semantics/lock-regions.js';
import { stepOf } from '../model/index.js';
import { callLabel, expressionLabel } from './labels.js';
import { defineRule } from './rule.js';

export default defineRule({
  id: 'unbounded-concurrency',
  group: 'concurrency',
  level: 'info',
  preset: 'strict',
  languages: { python: true, typescript: { notApplicable: 'this rule checks Python only: which calls of JavaScript libraries hold a connection each is not in the tables yet' } },
  docs: {
    summary: {
      en: 'A request is started for every item of a collection at once, however many there are',
      zh: '为集合中的每个元素同时发起请求，无论有多少个',
    },
    why: {
      en: '`gather` starts all of them. With ten items that is what you want; with ten thousand it is ten thousand sockets, files or '
        + 'connections: servers refuse, pools time out, the process runs out of file descriptors. A semaphore keeps the waits concurrent '
        + 'and their number small.\n\n'
        + '```\n'
        + 'gather               ████████████████████ all at once, then errors\n'
        + 'gather + Semaphore   ████ ████ ████ ████  a few at a time\n'
        + '```',
      zh: '`gather` 会同时启动全部任务。十个元素正合适；一万个就意味着一万个套接字、文件或连接：服务器拒绝、连接池超时、文件描述符耗尽。'
        + '信号量能在保持并发等待的同时把数量控制在较小范围。\n\n'
        + '```\n'
        + 'gather               ████████████████████ 同时全部启动，随后出错\n'
        + 'gather + Semaphore   ████ ████ ████ ████  每次少量\n'
        + '```',
    },
    allow: {
      en: 'Short literal collections, slices and batches, calls that take a semaphore or go through a connection pool, and clients that '
        + 'are given a limit are not reported, nor is anything that is not known to use the network, a database or files.',
      zh: '较短的字面量集合、切片和分批、内部使用信号量或连接池的调用、设置了上限的客户端都不会报告；不能确定使用网络、数据库或文件的调用也不会报告。',
    },
    examples: {
      python: {
        bad: `import asyncio

async def probe(host):
    try:
        _, writer = await asyncio.open_connection(host, 9)
    except OSError:
        return host, "closed"
    writer.close()
    return host, "open"

async def probe_all(hosts):
    return await asyncio.gather(*(probe(host) for host in hosts))

print(asyncio.run(probe_all(["localhost"] * 20)))
`,
        good: `import asyncio

limit = asyncio.Semaphore(10)

async def probe(host):
    async with limit:
        try:
            _, writer = await asyncio.open_connection(host, 9)
        except OSError:
            return host, "closed"
        writer.close()
        return host, "open"

async def probe_all(hosts):
    return await asyncio.gather(*(probe(host) for host in hosts))

print(asyncio.run(probe_all(["localhost"] * 20)))
`,
      },
    },
    links: [
      'https://docs.python.org/3/library/asyncio-sync.html#asyncio.Semaphore',
      'https://docs.python.org/3/library/asyncio-task.html#asyncio.gather',
    ],
  },
  messages: {
    all: { en: '`{call}` is started for every item of `{items}` at once: nothing limits how many run', zh: '对 `{items}` 的每个元素同时启动 `{call}`：没有任何数量限制' },
  },
  texts: {
    limit: { en: 'Run ten at a time', zh: '每次最多同时执行十个' },
  },

  check(fn, context) {
    if (!fn.isAsync || isOrderedByNature(fn)) return;
    for (const fanOut of fanOutsIn(fn, context)) {
      const { call, iterable } = fanOut;
      if (!mayBeMany(iterable) || regionsAround(fn, stepOf(call), context).length > 0 || !connectingCall(call, context)) continue;
      context.report({
        at: call, message: 'all', data: { call: callLabel(call), items: expressionLabel(iterable) },
        fixes: () => {
          const edits = limitEdits(fanOut, context);
          return edits ? [{ title: 'limit', safety: 'review', edits }] : [];
        },
      });
    }
  },
});
