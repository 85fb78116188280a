import { gatherLoopEdits, limitedLoopEdits } from '../fixes/run-loop-together.js';
import { gatherEdits, taskGroupEdits } from '../fixes/run-together.js';
import { blocksOf } from '../model/blocks.js';
import { functionOf, nodesIn, type FunctionModel } from '../model/index.js';
import { independentComprehension, independentLoop, type AwaitLoop } from '../semantics/await-loops.js';
import { independentRuns, isInOrderedRegion, isOrderedByNature, type AwaitStep } from '../semantics/await-runs.js';
import { callLabel } from './labels.js';
import { defineRule, type Report, type RuleContext } from './rule.js';

type MessageId = 'run' | 'loop';
type Fixes = ReturnType<NonNullable<Report['fixes']>>;
type Context = RuleContext<MessageId>;

export default defineRule<MessageId>({
  id: 'sequential-await',
  group: 'concurrency',
  level: 'info',
  preset: 'strict',
  languages: { python: true, typescript: true },
  docs: {
    summary: {
      en: 'Independent awaits wait one after another although they could wait together',
      zh: '相互独立的 await 依次等待，本可以同时等待',
    },
    why: {
      en: 'Each `await` stops this function until its result is there. When the next call does not need that result, its request '
        + 'could already be on the way: three calls of 200 ms take 600 ms in a row and 200 ms together.\n\n'
        + '```text\nin a row   |--a--|--b--|--c--|\ntogether   |--a--|\n           |--b--|\n           |--c--|\n```',
      zh: '每个 `await` 都会让函数停下，直到结果返回。如果后面的调用不需要这个结果，它的请求本可以先发出去：'
        + '三个 200 毫秒的调用依次执行需要 600 毫秒，同时执行只需 200 毫秒。\n\n'
        + '```text\n依次   |--a--|--b--|--c--|\n同时   |--a--|\n       |--b--|\n       |--c--|\n```',
    },
    allow: {
      en: 'Only awaits whose independence is proven are reported: no shared writes, no connection or stream used by both, no lock or '
        + 'transaction around them, no early exit or pause between them. Keep them in a row when the order matters to somebody '
        + 'the code cannot show, such as a remote rate limit.',
      zh: '只报告已证明相互独立的 await：没有共享写入，不共用连接或流，不在锁或事务中，中间没有提前退出或停顿。'
        + '如果顺序对代码之外的对象（例如远端限流）有意义，请保持依次执行。',
    },
    examples: {
      python: {
        bad: `import asyncio

async def fetch(name):
    await asyncio.sleep(0.1)
    return name.upper()

async def main():
    user = await fetch("user")
    orders = await fetch("orders")
    print(user, orders)

asyncio.run(main())
`,
        good: `import asyncio

async def fetch(name):
    await asyncio.sleep(0.1)
    return name.upper()

async def main():
    user, orders = await asyncio.gather(fetch("user"), fetch("orders"))
    print(user, orders)

asyncio.run(main())
`,
      },
      typescript: {
        bad: `import { readFile } from 'node:fs/promises';

export async function load(): Promise<string> {
  const head = await readFile('head.txt', 'utf8');
  const body = await readFile('body.txt', 'utf8');
  return head + body;
}
`,
        good: `import { readFile } from 'node:fs/promises';

export async function load(): Promise<string> {
  const [head, body] = await Promise.all([readFile('head.txt', 'utf8'), readFile('body.txt', 'utf8')]);
  return head + body;
}
`,
      },
    },
    links: [
      'https://docs.python.org/3/library/asyncio-task.html#asyncio.gather',
      'https://docs.python.org/3/library/asyncio-task.html#task-groups',
      'https://developer.mozilla.org/en-US/docs/Web/JavaScript/Reference/Global_Objects/Promise/all',
    ],
  },
  messages: {
    run: {
      en: '{count} independent awaits run one after another; together they take as long as the slowest',
      zh: '{count} 个相互独立的 await 依次执行；同时执行只需最慢一个的时间',
    },
    loop: { en: '`{call}` is awaited item by item; the items are independent, so the waits add up', zh: '`{call}` 逐项等待；各项相互独立，等待时间会累加' },
  },
  texts: {
    gather: { en: 'Run them together with `asyncio.gather`', zh: '用 `asyncio.gather` 同时执行' },
    promiseAll: { en: 'Run them together with `Promise.all`', zh: '用 `Promise.all` 同时执行' },
    taskGroup: { en: 'Run them together in an `asyncio.TaskGroup`', zh: '在 `asyncio.TaskGroup` 中同时执行' },
    limited: { en: 'Run them together, ten at a time', zh: '同时执行，每次最多十个' },
    also: { en: '`{call}` does not need what comes before it', zh: '`{call}` 不需要前面的结果' },
  },

  check(fn, context) {
    // A module's own code awaits in TypeScript and in notebooks.
    if ((!fn.isAsync && fn.form !== 'module') || isOrderedByNature(fn)) return;
    checkRuns(fn, context);
    checkLoops(fn, context);
  },
});

function checkRuns(fn: FunctionModel, context: Context): void {
  for (const block of blocksOf(fn)) {
    for (const run of independentRuns(block, context)) {
      const [first, ...others] = run;
      if (!first || isInOrderedRegion(first.statement, context.semantics)) continue;
      context.report({
        // One line under one call: the others are related places.
        at: first.awaited, message: 'run', data: { count: run.length },
        related: others.map((step) => ({ at: step.awaited, text: 'also', data: { call: callLabel(step.call) } })),
        fixes: () => runFixes(run, context),
      });
    }
  }
}

function checkLoops(fn: FunctionModel, context: Context): void {
  for (const node of [...nodesIn(fn, 'for'), ...nodesIn(fn, 'comprehension')]) {
    const found = node.kind === 'for' ? independentLoop(node, context) : independentComprehension(node, context);
    if (!found || functionOf(node) !== fn || isInOrderedRegion(node, context.semantics)) continue;
    context.report({ at: found.awaited, message: 'loop', data: { call: callLabel(found.call) }, fixes: () => loopFixes(found, context) });
  }
}

function runFixes(run: readonly AwaitStep[], context: Context): Fixes {
  const isPython = context.module.language === 'python';
  const gather = gatherEdits(run);
  const found: Fixes[number][] = gather ? [{ title: isPython ? 'gather' : 'promiseAll', safety: 'review', edits: gather }] : [];
  const [major, minor] = context.target.python;
  const isCoroutine = run.every((step) => context.semantics.awaitable(step.call).kind === 'coroutine');
  const group = isPython && (major > 3 || minor >= 11) && isCoroutine ? taskGroupEdits(run) : undefined;
  if (group) found.push({ title: 'taskGroup', safety: 'review', edits: group });
  return found;
}

function loopFixes(loop: AwaitLoop, context: Context): Fixes {
  const isPython = context.module.language === 'python';
  const gather = gatherLoopEdits(loop);
  const limited = limitedLoopEdits(loop);
  return [
    ...(gather ? [{ title: isPython ? 'gather' : 'promiseAll', safety: 'review' as const, edits: gather }] : []),
    ...(limited ? [{ title: 'limited', safety: 'review' as const, edits: limited }] : []),
  ];
}
