import { closeAfterLoop } from '../fixes/close-generator.js';
import { nodesIn, type ForStatement, type FunctionModel } from '../model/index.js';
import { cleanupOf, generatorOf, isIterated, openScopes } from '../semantics/generator-cleanup.js';
import { isUsedAsValue } from '../semantics/function-values.js';
import { earlyExit } from '../semantics/task-lifetime.js';
import { callLabel, expressionLabel } from './labels.js';
import { defineRule, type RuleContext } from './rule.js';

type MessageId = 'early' | 'tasks' | 'deadline';
type Context = RuleContext<MessageId>;

export default defineRule<MessageId>({
  id: 'async-generator-cleanup',
  group: 'resources',
  level: 'info',
  preset: 'strict',
  languages: {
    python: true,
    typescript: { notApplicable: '`for await` closes its generator and waits for that when it is left, and no task group or time limit can be open at a `yield`' },
  },
  docs: {
    summary: {
      en: 'An async generator is left in the middle, and what it holds is given back late and by another task',
      zh: '异步生成器中途被放弃，它持有的资源会推迟由另一个任务归还',
    },
    why: {
      en: 'A plain generator is closed the moment its loop is left. Closing an async one means awaiting, which the interpreter cannot do there: '
        + 'the event loop starts `aclose()` as a task of its own, some time later.\n\n'
        + '```\n'
        + 'async for row in rows():        rows()  connect ── row ── row ┐ suspended in its `async with`\n'
        + '    break                                                     │\n'
        + 'await next_query()              the connection is still held  │\n'
        + '…                                                another task └─ aclose() gives it back\n'
        + '```\n\n'
        + 'Until then connections, locks and transactions stay taken, errors of the cleanup reach nobody, and context variables and cancel scopes '
        + 'are left in a task that did not enter them. `contextlib.aclosing` closes the generator where the loop ends.\n\n'
        + 'A `TaskGroup` or time limit that is open across a `yield` is the same trap seen from inside: it belongs to the task that '
        + 'iterates. The limit also runs while the caller works on an item, and a failing child cancels the caller at any `await` of its own (PEP 789).',
      zh: '普通生成器在离开循环的一刻就被关闭。关闭异步生成器需要 await，而解释器在那里做不到：事件循环稍后才用另一个任务执行 `aclose()`。\n\n'
        + '```\n'
        + 'async for row in rows():        rows()  connect ── row ── row ┐ 停在它的 `async with` 里\n'
        + '    break                                                     │\n'
        + 'await next_query()              连接仍被占用                  │\n'
        + '…                                                  另一个任务 └─ aclose() 才归还连接\n'
        + '```\n\n'
        + '在此之前连接、锁和事务一直被占用，清理时的错误没有人看到，上下文变量和取消作用域会在并未进入它们的任务里退出。'
        + '`contextlib.aclosing` 会在循环结束处关闭生成器。\n\n'
        + '在 `yield` 期间保持打开的 `TaskGroup` 或时限是同一个陷阱的内侧：它属于正在迭代的任务。调用方处理元素时时限照样在走，'
        + '子任务失败会在调用方自己的任意一个 `await` 处取消调用方（PEP 789）。',
    },
    allow: {
      en: 'A generator that holds nothing at its `yield`, one that is closed with `aclosing` or `aclose()`, and a loop that runs to its end are '
        + 'not reported, nor are context managers (`@asynccontextmanager`, fixtures) that keep a task group open around their `yield`.',
      zh: '在 `yield` 处不持有任何东西的生成器、用 `aclosing` 或 `aclose()` 关闭的生成器、跑到结尾的循环都不会报告；'
        + '在 `yield` 前后保持任务组打开的上下文管理器（`@asynccontextmanager`、fixture）也不会报告。',
    },
    examples: {
      python: {
        bad: `import asyncio

lock = asyncio.Lock()

async def rows():
    async with lock:
        for n in range(100):
            await asyncio.sleep(0)
            yield n

async def first_big():
    async for row in rows():
        if row > 3:
            return row

async def main():
    print(await first_big())
    print("still locked:", lock.locked())

asyncio.run(main())
`,
        good: `import asyncio
from contextlib import aclosing

lock = asyncio.Lock()

async def rows():
    async with lock:
        for n in range(100):
            await asyncio.sleep(0)
            yield n

async def first_big():
    async with aclosing(rows()) as items:
        async for row in items:
            if row > 3:
                return row

async def main():
    print(await first_big())
    print("still locked:", lock.locked())

asyncio.run(main())
`,
      },
    },
    links: [
      'https://docs.python.org/3/library/contextlib.html#contextlib.aclosing',
      'https://docs.python.org/3/reference/expressions.html#asynchronous-generator-functions',
      'https://peps.python.org/pep-0525/#finalization',
      'https://peps.python.org/pep-0789/',
    ],
  },
  messages: {
    early: { en: 'Leaving this loop early leaves the cleanup of `{call}` to another task, later', zh: '提前离开该循环，`{call}` 的清理会推迟由另一个任务执行' },
    tasks: { en: '`yield` inside `{scope}`: a failing task cancels whoever iterates', zh: '`yield` 位于 `{scope}` 内：任务失败会取消正在迭代的调用方' },
    deadline: { en: '`yield` inside `{scope}`: the limit also runs while the caller uses the item', zh: '`yield` 位于 `{scope}` 内：调用方处理元素时时限也在走' },
  },
  texts: {
    close: { en: 'Close the generator where the loop ends', zh: '在循环结束处关闭生成器' },
    exit: { en: 'The loop is left here', zh: '循环在这里离开' },
    held: { en: '`{name}` holds this at its `yield`', zh: '`{name}` 在 `yield` 处持有它' },
    scope: { en: 'It is opened here', zh: '它在这里打开' },
  },

  check(fn, context) {
    for (const loop of nodesIn(fn, 'for')) checkLoop(loop, context);
    if (fn.isAsync && fn.isGenerator) checkScopes(fn, context);
  },
});

function checkLoop(loop: ForStatement, context: Context): void {
  const made = generatorOf(loop, context.semantics);
  const exit = made && earlyExit(loop);
  const held = exit && cleanupOf(made.generator, context.semantics);
  if (!held) return;
  context.report({
    at: loop.iterable, message: 'early', data: { call: callLabel(made.call) },
    related: [
      { at: exit, text: 'exit' },
      { at: held.kind === 'try' ? held.finalizer[0] ?? held : held.context, text: 'held', data: { name: made.generator.name } },
    ],
    fixes: () => {
      const edits = closeAfterLoop(loop, context.target.python);
      return edits ? [{ title: 'close', safety: 'review', edits }] : [];
    },
  });
}

function checkScopes(generator: FunctionModel, context: Context): void {
  if (isUsedAsValue(generator) || !isIterated(generator, context.semantics)) return;
  for (const { scope, item, at } of openScopes(generator, context.semantics)) {
    const { context: opened } = item;
    context.report({
      at, message: scope, data: { scope: opened.kind === 'call' ? callLabel(opened) : expressionLabel(opened) },
      related: [{ at: opened, text: 'scope' }],
    });
  }
}
