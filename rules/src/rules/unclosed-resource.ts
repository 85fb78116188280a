import { closeInFinally, closeWithStatement } from '../fixes/close-resource.js';
import { functionOf, nodesIn, type AssignmentStatement } from '../model/index.js';
import { heldLocal, openEnd, type HeldLocal, type OpenEnd } from '../semantics/resource-lifetime.js';
import { isMainCoroutine } from '../semantics/task-lifetime.js';
import { callLabel } from './labels.js';
import { defineRule, type Report, type RuleContext } from './rule.js';

type MessageId = OpenEnd['way'];
type Context = RuleContext<MessageId>;

export default defineRule<MessageId>({
  id: 'unclosed-resource',
  group: 'resources',
  level: 'warning',
  preset: 'recommended',
  languages: {
    python: true,
    typescript: { notApplicable: 'this rule checks Python only: what JavaScript libraries open and how it is closed is not in the tables yet' },
  },
  docs: {
    summary: {
      en: 'A connection, session, stream or file is opened, and some way out of the function leaves it open',
      zh: '打开了连接、会话、流或文件，却有离开函数的路径没有关闭它',
    },
    why: {
      en: 'Closing something asynchronous takes an `await`, so the garbage collector cannot do it: at best it warns (`Unclosed client session`, '
        + '`ResourceWarning: unclosed transport`), and the other side waits for a client that will never speak again.\n\n'
        + '```\n'
        + 'reader, writer = await open_connection(…)     open\n'
        + 'data = await reader.readline() ── raises ─────────────────► the caller sees the error,\n'
        + 'writer.close()                  never gets here             the connection stays open\n'
        + '```\n\n'
        + 'It works in every test and fails after days: the pool is exhausted, `Too many open files`. Almost every `await` can raise or be '
        + 'cancelled, so only `async with` or `finally` closes for certain.',
      zh: '关闭异步资源需要 `await`，垃圾回收器做不到：它最多给出警告（`Unclosed client session`、`ResourceWarning: unclosed transport`），'
        + '对端则一直等待一个不会再说话的客户端。\n\n'
        + '```\n'
        + 'reader, writer = await open_connection(…)     已打开\n'
        + 'data = await reader.readline() ── 抛出异常 ───────────────► 调用方看到错误，\n'
        + 'writer.close()                  执行不到这里                连接仍然打开\n'
        + '```\n\n'
        + '测试时一切正常，几天后才出问题：连接池耗尽、`Too many open files`。几乎每个 `await` 都可能抛出异常或被取消，只有 `async with` 或 `finally` 能保证关闭。',
    },
    allow: {
      en: 'What is returned, yielded, stored on an object or in a container, used by a nested function, or passed to somebody who may keep or close it '
        + 'has an owner and is not reported, nor is what any `except`, `finally` or `with` around the failing line closes. '
        + 'Ways out by cancellation alone are not followed.',
      zh: '被返回、产出、保存到对象或容器、被内层函数使用、或交给可能保留或关闭它的代码的资源已有归属，不会报告；'
        + '出错那一行外层的 `except`、`finally` 或 `with` 会关闭的也不会报告。只因取消而离开的路径不追踪。',
    },
    examples: {
      python: {
        bad: `import asyncio

async def greet(reader, writer):
    writer.write(b"hello")
    await writer.drain()
    writer.close()

async def ask(port):
    reader, writer = await asyncio.open_connection("127.0.0.1", port)
    line = await reader.readline()
    if not line.endswith(b"!"):
        return line.decode()
    writer.close()
    await writer.wait_closed()
    return "polite"

async def main():
    async with await asyncio.start_server(greet, "127.0.0.1", 0) as server:
        async with asyncio.timeout(5):
            print(await ask(server.sockets[0].getsockname()[1]))

asyncio.run(main())
`,
        good: `import asyncio

async def greet(reader, writer):
    writer.write(b"hello")
    await writer.drain()
    writer.close()

async def ask(port):
    reader, writer = await asyncio.open_connection("127.0.0.1", port)
    try:
        line = await reader.readline()
        if not line.endswith(b"!"):
            return line.decode()
        return "polite"
    finally:
        writer.close()
        await writer.wait_closed()

async def main():
    async with await asyncio.start_server(greet, "127.0.0.1", 0) as server:
        async with asyncio.timeout(5):
            print(await ask(server.sockets[0].getsockname()[1]))

asyncio.run(main())
`,
      },
    },
    links: [
      'https://docs.python.org/3/library/asyncio-stream.html#asyncio.StreamWriter.close',
      'https://docs.aiohttp.org/en/stable/client_advanced.html#graceful-shutdown',
      'https://docs.python.org/3/library/asyncio-dev.html#debug-mode',
      'https://docs.python.org/3/reference/compound_stmts.html#async-with',
    ],
  },
  messages: {
    never: { en: '`{name}` is opened by `{call}` and never closed', zh: '`{call}` 打开的 `{name}` 从不关闭' },
    return: { en: '`{name}` stays open when `{fn}` returns at line {line}', zh: '`{fn}` 在第 {line} 行返回时，`{name}` 仍未关闭' },
    exception: { en: '`{name}` stays open when line {line} raises', zh: '第 {line} 行抛出异常时，`{name}` 仍未关闭' },
  },
  texts: {
    with: { en: 'Open it with `{statement}`', zh: '用 `{statement}` 打开' },
    finally: { en: 'Close `{name}` in a `finally`', zh: '在 `finally` 中关闭 `{name}`' },
    left: { en: 'The function is left here', zh: '函数在这里离开' },
  },

  check(fn, context) {
    if (!fn.isAsync) return;
    for (const node of nodesIn(fn, 'assignment')) checkAssignment(node, context);
  },
});

function checkAssignment(assignment: AssignmentStatement, context: Context): void {
  const held = heldLocal(assignment, context.semantics);
  const end = held && openEnd(held, context.semantics);
  if (!held || !end) return;
  const fn = functionOf(assignment);
  const endsWithProgram = end.way === 'exception' || held.resource.opensLazily === true;
  if (endsWithProgram && isMainCoroutine(fn, context.semantics)) return;
  const witness = end.witness && end.witness.kind !== 'entry' && end.witness.kind !== 'exit' ? end.witness.node : undefined;
  const line = context.module.lines.positionAt(fn.unit.base + (witness ? witness.start : fn.end)).line + 1;
  const data = { name: held.name.name, fn: fn.name, line, call: callLabel(held.opened.call) };
  context.report({
    at: held.name, message: end.way, data,
    level: end.way === 'exception' || isCollected(held) ? 'info' : 'warning',
    related: witness && end.way !== 'never' ? [{ at: witness, text: 'left' }] : [],
    fixes: () => fixesFor(held),
  });
}

/** CPython closes files and sockets, if not at a certain time, when nothing refers to them any more. */
function isCollected({ resource, opened }: HeldLocal): boolean {
  return opened.facts.awaitable === undefined && (resource.kind === 'file' || resource.kind === 'socket');
}

function fixesFor(held: HeldLocal): ReturnType<NonNullable<Report['fixes']>> {
  const withEdits = closeWithStatement(held);
  if (withEdits) return [{ title: 'with', safety: 'review', edits: withEdits, data: { statement: held.resource.closedBy === 'with' ? 'with' : 'async with' } }];
  const edits = closeInFinally(held);
  return edits ? [{ title: 'finally', safety: 'review', edits, data: { name: held.name.name } }] : [];
}
