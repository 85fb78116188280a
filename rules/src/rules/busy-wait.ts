import { waitInstead } from '../fixes/wait-for-event.js';
import { placeOf, textOf, nodesIn, type Place, type WhileStatement } from '../model/index.js';
import { isOrderedByNature } from '../semantics/await-runs.js';
import { pollingOf, type Polled } from '../semantics/polling.js';
import { defineRule, type Report, type RuleContext } from './rule.js';

type MessageId = 'state' | 'event' | 'task';
type Fixes = ReturnType<NonNullable<Report['fixes']>>;

export default defineRule<MessageId>({
  id: 'busy-wait',
  group: 'concurrency',
  level: 'info',
  preset: 'strict',
  languages: { python: true, typescript: { notApplicable: 'this rule checks Python only: JavaScript has no event object to wait for instead' } },
  docs: {
    summary: {
      en: 'A loop sleeps until the program itself has changed something, instead of being told',
      zh: '循环不断休眠，等待程序自身改变某个状态，而不是被通知',
    },
    why: {
      en: `Polling wakes the loop for nothing, and comes late all the same: on average by half the interval. What changes inside
the program can tell those who wait for it – an \`asyncio.Event\`, a future, the end of a task.

\`\`\`
state         ready = True │
polling   sleep ── sleep ──│── sleep ──► goes on       up to one interval late
event     wait() ──────────► goes on                   in the next turn
\`\`\``,
      zh: `轮询会白白唤醒事件循环，而且仍然会迟到：平均迟到半个间隔。程序内部的变化可以主动通知等待者：\`asyncio.Event\`、future 或任务的结束。

\`\`\`
状态          ready = True │
轮询      sleep ── sleep ──│── sleep ──► 继续          最多迟到一个间隔
事件      wait() ──────────► 继续                      下一轮立即继续
\`\`\``,
    },
    allow: {
      en: 'Polling something outside the program has no alternative: conditions that call or await, properties, deadlines, and state that '
        + 'another thread writes are not reported, nor are tests.',
      zh: '轮询程序之外的状态没有替代办法：带有调用或 await 的条件、属性（property）、截止时间、由其他线程写入的状态以及测试代码都不会报告。',
    },
    examples: {
      python: {
        bad: `import asyncio

class Service:
    def __init__(self):
        self.ready = False

    async def start(self):
        await asyncio.sleep(0.01)
        self.ready = True

    async def until_ready(self):
        while not self.ready:
            await asyncio.sleep(0.1)

async def main():
    service = Service()
    await asyncio.gather(service.start(), service.until_ready())

asyncio.run(main())
`,
        good: `import asyncio

class Service:
    def __init__(self):
        self.ready = asyncio.Event()

    async def start(self):
        await asyncio.sleep(0.01)
        self.ready.set()

    async def until_ready(self):
        await self.ready.wait()

async def main():
    service = Service()
    await asyncio.gather(service.start(), service.until_ready())

asyncio.run(main())
`,
      },
    },
    links: ['https://docs.python.org/3/library/asyncio-sync.html#asyncio.Event'],
  },
  messages: {
    state: { en: '`{loop}` polls what this program writes itself: an event wakes it at once', zh: '`{loop}` 轮询程序自己写入的状态：用事件可立即唤醒' },
    event: { en: '`{loop}` polls an event: `await {object}.wait()` wakes it at once', zh: '`{loop}` 在轮询事件：`await {object}.wait()` 可立即唤醒' },
    task: { en: '`{loop}` polls a task: waiting for `{object}` wakes it at once', zh: '`{loop}` 在轮询任务：直接等待 `{object}` 可立即唤醒' },
  },
  texts: {
    state: { en: 'Make `{object}` an event and wait for it', zh: '把 `{object}` 改为事件并等待它' },
    event: { en: 'Replace with `await {object}.wait()`', zh: '替换为 `await {object}.wait()`' },
    task: { en: 'Wait for `{object}`', zh: '等待 `{object}`' },
    write: { en: '`{object}` is written here', zh: '这里写入 `{object}`' },
  },

  check(fn, context) {
    if (!fn.isAsync || isOrderedByNature(fn)) return;
    for (const loop of nodesIn(fn, 'while')) checkLoop(loop, context);
  },
});

function checkLoop(loop: WhileStatement, context: RuleContext<MessageId>): void {
  const polling = pollingOf(loop, context.semantics);
  if (!polling) return;
  const { polled } = polling;
  const object = objectOf(polled);
  context.report({
    at: headerOf(loop), message: polled.kind, data: { loop: `while ${textOf(loop.test ?? loop).replace(/\s+/g, ' ').slice(0, 40)}`, object },
    related: polled.kind === 'state' ? polled.writes.slice(0, 3).map((at) => ({ at, text: 'write', data: { object } })) : [],
    fixes: (): Fixes => {
      const edits = waitInstead(polling, context);
      return edits ? [{ title: polled.kind, safety: 'review', edits, data: { object } }] : [];
    },
  });
}

function objectOf(polled: Polled): string {
  return textOf(polled.kind === 'state' ? polled.state : polled.object);
}

function headerOf(loop: WhileStatement): Place {
  const { path, start } = placeOf(loop);
  return { path, start, end: placeOf(loop.test ?? loop).end };
}
