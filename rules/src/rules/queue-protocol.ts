import { cancelAfterJoin, doneInFinally, repeatSentinel } from '../fixes/queue-protocol.js';
import type { Edit } from '../engine/finding.js';
import { textOf, nodesIn, type CallExpression, type FunctionModel } from '../model/index.js';
import { endlessConsumer, tasksAwaitedAfter, tasksOf, tooFewSentinels, unaccountedItems } from '../semantics/queue-protocol.js';
import { usesOfNewQueue, type QueueUses } from '../semantics/queue-uses.js';
import { isMainCoroutine } from '../semantics/task-lifetime.js';
import { callLabel } from './labels.js';
import { defineRule, type Report, type RuleContext } from './rule.js';

type MessageId = 'never' | 'skipped' | 'raises' | 'sentinels' | 'endless';
type Context = RuleContext<MessageId>;

export default defineRule<MessageId>({
  id: 'queue-protocol',
  group: 'concurrency',
  level: 'warning',
  preset: 'recommended',
  languages: { python: true, typescript: { notApplicable: 'JavaScript has no queue with `join` and `task_done` of its own' } },
  docs: {
    summary: {
      en: 'Producers and consumers of a queue disagree, so one of them waits for ever',
      zh: '队列的生产者与消费者约定不一致，其中一方会永远等待',
    },
    why: {
      en: '`queue.join()` returns when `task_done()` was called once for every item; an exception or a `continue` between `get()` and '
        + '`task_done()` and it never does. A sentinel ends *one* consumer: with two consumers and one sentinel the second waits in `get()`, '
        + 'and so does whoever awaits it.\n\n'
        + '```\n'
        + 'producer     put 1  put 2  put None ── done\n'
        + 'consumer A   1 ──────────── None ── done\n'
        + 'consumer B          2 ───────────── get() ┄┄┄┄┄┄ for ever\n'
        + '```',
      zh: '只有对每个元素都调用过一次 `task_done()`，`queue.join()` 才会返回；`get()` 与 `task_done()` 之间出现异常或 `continue`，它就永远不会返回。'
        + '一个结束标记只能结束*一个*消费者：两个消费者只放一个标记时，第二个会一直停在 `get()`，等待它的代码也一样。\n\n'
        + '```\n'
        + '生产者     put 1  put 2  put None ── 结束\n'
        + '消费者 A   1 ──────────── None ── 结束\n'
        + '消费者 B          2 ───────────── get() ┄┄┄┄┄┄ 永远等待\n'
        + '```',
    },
    allow: {
      en: 'Queues that nobody joins need no `task_done()`. Consumers that are cancelled, that pass the sentinel on, or whose number is not '
        + 'written down in the code are not reported, nor is a queue that goes where it cannot be followed.',
      zh: '没有人 `join()` 的队列不需要 `task_done()`。会被取消的消费者、把标记传给下一个的消费者、数量无法从代码确定的消费者，以及无法追踪去向的队列都不会报告。',
    },
    examples: {
      python: {
        bad: `import asyncio

async def producer(queue):
    for n in range(4):
        await queue.put(n)
    await queue.put(None)

async def consumer(queue):
    while True:
        item = await queue.get()
        if item is None:
            break
        print(item)

async def main():
    queue = asyncio.Queue()
    await asyncio.gather(producer(queue), consumer(queue), consumer(queue))

asyncio.run(main())
`,
        good: `import asyncio

async def producer(queue):
    for n in range(4):
        await queue.put(n)
    for _ in range(2):
        await queue.put(None)

async def consumer(queue):
    while True:
        item = await queue.get()
        if item is None:
            break
        print(item)

async def main():
    queue = asyncio.Queue()
    await asyncio.gather(producer(queue), consumer(queue), consumer(queue))

asyncio.run(main())
`,
      },
    },
    links: [
      'https://docs.python.org/3/library/asyncio-queue.html#asyncio.Queue.join',
      'https://docs.python.org/3/library/asyncio-queue.html#examples',
    ],
  },
  messages: {
    never: { en: '`{call}` takes an item that is never reported as done, so `join()` never returns', zh: '`{call}` 取出的元素从未标记完成，`join()` 永远不会返回' },
    skipped: { en: 'Not every way from `{call}` leads to `task_done()`, so `join()` may never return', zh: '`{call}` 之后并非每条路径都会调用 `task_done()`，`join()` 可能永远不返回' },
    raises: { en: 'When handling an item of `{call}` fails, `task_done()` is skipped and `join()` hangs', zh: '处理 `{call}` 的元素失败时会跳过 `task_done()`，`join()` 会一直等待' },
    sentinels: { en: '{sentinels} sentinel for {consumers} calls of `{consumer}`: the others wait in `get()` for ever', zh: '{sentinels} 个结束标记对应 {consumers} 个 `{consumer}`：其余的会永远停在 `get()`' },
    endless: { en: '`{consumer}` goes on waiting in `get()` after `{call}`, and nobody cancels it', zh: '`{call}` 之后 `{consumer}` 仍停在 `get()`，没有人取消它' },
  },
  texts: {
    finally: { en: 'Call `task_done()` in a `finally`', zh: '在 `finally` 中调用 `task_done()`' },
    repeat: { en: 'Put one sentinel per consumer', zh: '为每个消费者放一个结束标记' },
    cancel: { en: 'Cancel `{name}` after `join()`', zh: '在 `join()` 之后取消 `{name}`' },
    past: { en: 'This leads past `task_done()`', zh: '这里会绕过 `task_done()`' },
    consumer: { en: '`{consumer}` ends at one sentinel', zh: '`{consumer}` 遇到一个结束标记就结束' },
  },

  check(fn, context) {
    for (const node of nodesIn(fn, 'assignment')) {
      const uses = usesOfNewQueue(node, context.semantics);
      if (uses) checkQueue(uses, fn, context);
    }
  },
});

function checkQueue(uses: QueueUses, maker: FunctionModel, context: Context): void {
  // What another file does is reported nowhere: its own text may not even be open.
  const isHere = (call: CallExpression): boolean => uses.operations.find((operation) => operation.call === call)?.fn.unit.module === context.module;
  for (const { get, how, witness } of unaccountedItems(uses)) {
    if (!isHere(get)) continue;
    context.report({
      at: get, message: how, data: { call: callLabel(get) },
      related: witness ? [{ at: witness, text: 'past' }] : [],
      fixes: () => fixed('finally', doneEdits(get, uses)),
    });
  }
  const few = tooFewSentinels(uses, maker, context.semantics);
  if (few && isHere(few.put)) {
    const { put, sentinels, consumers, consumer } = few;
    const data = { sentinels, consumers, consumer: consumer.name };
    context.report({
      at: put, message: 'sentinels', data,
      related: [{ at: { path: consumer.unit.module.path, start: consumer.unit.base + consumer.nameStart, end: consumer.unit.base + consumer.nameEnd }, text: 'consumer', data }],
      fixes: () => fixed('repeat', sentinels === 1 ? repeatSentinel(put, consumers) : undefined),
    });
  }
  const endless = endlessConsumer(uses, maker, context.semantics);
  if (endless && !few) reportEndless(endless.join, endless.consumer, maker, context);
}

/** `asyncio.run` cancels what its coroutine leaves behind; what that coroutine awaits itself never ends. */
function reportEndless(join: CallExpression, consumer: FunctionModel, maker: FunctionModel, context: Context): void {
  const tasks = tasksOf(consumer, maker, context.semantics);
  const isAwaited = tasks !== undefined && tasksAwaitedAfter(tasks.variable, join);
  if (!isAwaited && isMainCoroutine(maker, context.semantics)) return;
  context.report({
    at: join, message: 'endless', data: { call: callLabel(join), consumer: consumer.name },
    fixes: () => fixed('cancel', tasks && !isAwaited ? cancelAfterJoin(join, { name: tasks.variable.name, isList: tasks.isList }) : undefined, tasks?.variable.name),
  });
}

function doneEdits(get: CallExpression, uses: QueueUses): Edit[] | undefined {
  const own = uses.operations.find((operation) => operation.call === get);
  const done = uses.operations.filter(({ name, fn }) => name === 'task_done' && fn === own?.fn).map(({ call }) => call);
  return get.callee.kind === 'member' ? doneInFinally(get, textOf(get.callee.object), done) : undefined;
}

function fixed(title: string, edits: Edit[] | undefined, name = ''): ReturnType<NonNullable<Report['fixes']>> {
  return edits ? [{ title, safety: 'review', edits, data: { name } }] : [];
}
