import { replaceNode } from '../fixes/edits.js';
import { limitWait } from '../fixes/limit-wait.js';
import { textOf, nodesIn, type Argument, type AwaitExpression, type CallExpression } from '../model/index.js';
import { isMeant, removedLimit, unlimitedWait } from '../semantics/unlimited-waits.js';
import { callLabel } from './labels.js';
import { defineRule, type RuleContext } from './rule.js';

type MessageId = 'unlimited' | 'removed';
type Context = RuleContext<MessageId>;

/** What a fix writes: long enough for a slow answer, short enough to be noticed. */
const SECONDS = 30;

export default defineRule<MessageId>({
  id: 'missing-timeout',
  group: 'lifetime',
  level: 'info',
  preset: 'strict',
  languages: {
    python: true,
    typescript: { notApplicable: 'this rule checks Python only: `fetch` gives up by itself after some minutes, as Node and browsers set it' },
  },
  docs: {
    summary: {
      en: 'A wait for the network that no time limit ends',
      zh: '等待网络却没有任何时限',
    },
    why: {
      en: 'A connection that breaks without a word – a pulled cable, a crashed machine, a firewall that forgets – looks like one whose other side '
        + 'is still thinking. Without a limit the coroutine waits for ever, and with it everything it holds: the connection, a place in the pool, a lock.\n\n'
        + '```\n'
        + 'task     await reader.readline() ─────────────────────────────────────────── …\n'
        + 'server   gone ✗                       no answer, no error, nothing to wake up for\n'
        + '```\n\n'
        + '`asyncio`\'s streams and sockets have no limit of their own; aiohttp (5 minutes) and httpx (5 seconds) have one until somebody takes it away '
        + 'with `None`.',
      zh: '悄无声息断开的连接（网线被拔、机器崩溃、防火墙丢弃状态）看起来和对端还在思考没有区别。没有时限，协程会永远等下去，'
        + '它持有的连接、连接池名额、锁也一直被占用。\n\n'
        + '```\n'
        + '任务     await reader.readline() ─────────────────────────────────────────── …\n'
        + '服务器   已消失 ✗                     没有回答，没有错误，没有任何东西唤醒它\n'
        + '```\n\n'
        + '`asyncio` 的流和套接字本身没有时限；aiohttp（5 分钟）和 httpx（5 秒）有默认时限，除非有人用 `None` 取消了它。',
    },
    allow: {
      en: 'A wait is reported only when every way to it is in the file, from `asyncio.run` or a request handler on, and none sets a limit: callers elsewhere may. '
        + 'Endless loops that listen, servers that wait for clients, coroutines that run as tasks of their own (cancelling ends them), and calls whose '
        + 'library has a limit are not reported. A limit that is taken away with `None` is reported everywhere.',
      zh: '只有从 `asyncio.run` 或请求处理函数到这次等待的所有路径都在同一文件中、且都没有设置时限时才会报告，因为别处的调用者可能设置了时限。'
        + '监听用的无限循环、等待客户端的服务器、作为独立任务运行的协程（取消即可结束）以及库自带时限的调用不会报告。用 `None` 取消时限则处处报告。',
    },
    examples: {
      python: {
        bad: `import asyncio

async def greet(reader, writer):
    writer.write(b"hello\\n")
    await writer.drain()
    writer.close()

async def ask(port):
    reader, writer = await asyncio.open_connection("127.0.0.1", port)
    try:
        return await reader.readline()
    finally:
        writer.close()

async def main():
    async with await asyncio.start_server(greet, "127.0.0.1", 0) as server:
        print(await ask(server.sockets[0].getsockname()[1]))

asyncio.run(main())
`,
        good: `import asyncio

async def greet(reader, writer):
    writer.write(b"hello\\n")
    await writer.drain()
    writer.close()

async def ask(port):
    async with asyncio.timeout(30):
        reader, writer = await asyncio.open_connection("127.0.0.1", port)
        try:
            return await reader.readline()
        finally:
            writer.close()

async def main():
    async with await asyncio.start_server(greet, "127.0.0.1", 0) as server:
        print(await ask(server.sockets[0].getsockname()[1]))

asyncio.run(main())
`,
      },
    },
    links: [
      'https://docs.python.org/3/library/asyncio-task.html#timeouts',
      'https://docs.aiohttp.org/en/stable/client_quickstart.html#timeouts',
      'https://www.python-httpx.org/advanced/timeouts/',
    ],
  },
  messages: {
    unlimited: { en: 'Nothing limits how long `{call}` waits for the other side', zh: '没有任何时限约束 `{call}` 等待对端的时间' },
    removed: { en: '`{argument}` takes the time limit of `{call}` away', zh: '`{argument}` 取消了 `{call}` 的时限' },
  },
  texts: {
    limit: { en: 'Wait at most {seconds} seconds', zh: '最多等待 {seconds} 秒' },
    restore: { en: 'Set a limit of {seconds} seconds', zh: '设置 {seconds} 秒的时限' },
  },

  check(fn, context) {
    for (const node of nodesIn(fn, 'await')) checkWait(node, context);
    for (const call of nodesIn(fn, 'call')) checkRemoved(call, context);
  },
});

function checkWait(awaited: AwaitExpression, context: Context): void {
  const call = unlimitedWait(awaited, context.semantics);
  if (!call) return;
  context.report({
    at: call, message: 'unlimited', data: { call: callLabel(call) },
    fixes: () => {
      const edits = limitWait(awaited, call, SECONDS, context);
      return edits ? [{ title: 'limit', safety: 'review', edits, data: { seconds: SECONDS } }] : [];
    },
  });
}

function checkRemoved(call: CallExpression, context: Context): void {
  const argument = removedLimit(call, context.semantics);
  if (!argument) return;
  context.report({
    at: argument, message: 'removed', data: { argument: labelOf(argument), call: callLabel(call) },
    fixes: () => isMeant(call, context.semantics) ? [] : [{ title: 'restore', safety: 'review', edits: [replaceNode(argument.value, String(SECONDS))], data: { seconds: SECONDS } }],
  });
}

function labelOf(argument: Argument): string {
  return argument.name === undefined ? textOf(argument.value) : `${argument.name}=${textOf(argument.value)}`;
}
