import { awaitFirst } from '../fixes/await-first.js';
import { keepPromise } from '../fixes/keep-promise.js';
import { lockRace } from '../fixes/lock-race.js';
import { awaitRacesIn, isOnlyMadeTwice, type AwaitRace } from '../semantics/await-races.js';
import { mayOverlap } from '../semantics/call-overlap.js';
import { regionsAround } from '../semantics/lock-regions.js';
import { expressionLabel } from './labels.js';
import { defineRule, type RuleContext } from './rule.js';

type MessageId = 'update' | 'test';

export default defineRule<MessageId>({
  id: 'race-across-await',
  group: 'concurrency',
  level: 'warning',
  preset: 'recommended',
  languages: { python: true, typescript: true },
  docs: {
    summary: {
      en: 'Shared state is read before an `await` and written after it, as if nothing had happened meanwhile',
      zh: '在 `await` 之前读取共享状态、之后写入，仿佛期间什么都没有发生',
    },
    why: {
      en: 'Between two `await`s a coroutine has the loop for itself. *At* an `await` other tasks run, and they may change what was just '
        + 'read. A sum that is written back then undoes their changes; two tasks that both found "not there yet" both create the thing, and '
        + 'one of the two is lost, with whatever it has open.\n\n'
        + '```\n'
        + 'task A   read 5 ── await ┄┄┄┄┄┄┄┄┄┄┄┄┄ write 6\n'
        + 'task B             read 5 ── await ┄┄┄┄┄┄┄┄┄ write 6      7 was expected\n'
        + '```',
      zh: '在两个 `await` 之间，协程独占事件循环；而*在* `await` 处，其他任务会运行，并可能改变刚刚读到的状态。随后写回的结果会抹掉它们的修改；'
        + '两个任务都发现“还不存在”，就会各创建一个，其中一个连同它打开的资源一起丢失。\n\n'
        + '```\n'
        + '任务 A   读到 5 ── await ┄┄┄┄┄┄┄┄┄┄┄┄┄ 写入 6\n'
        + '任务 B             读到 5 ── await ┄┄┄┄┄┄┄┄┄ 写入 6      期望是 7\n'
        + '```',
    },
    allow: {
      en: 'Not reported: a lock held over both; state that is looked at again after the `await`, or changed before it so that others see '
        + '(a flag, a future or promise put into the cache); objects that only this call has; code that runs once (`start`, `__aenter__`), that only '
        + 'one task runs, or that a base class calls. Information only: an empty place that is filled with a value which nobody has to close – it '
        + 'may be made twice. Where doing the work twice is harmless, say so with an ignore comment.\n\n'
        + 'No lock is offered around a wait that may last (a message, an event, a loop of reads): everybody else would wait as long. '
        + 'Put a future, a task or (in JavaScript, which has no lock of its own) the promise into the shared place before the `await` instead, '
        + 'and let the others await that.',
      zh: '不会报告：锁同时覆盖读和写；`await` 之后重新检查过，或在其之前已修改而让其他任务可见（标志、放入缓存的 future）；只属于本次调用的对象；'
        + '只运行一次的代码（`start`、`__aenter__`）、只由一个任务运行或由基类调用的代码。仅作为信息提示：向空位置填入不需要关闭的值，最多只是重复计算。如果重复执行无害，请用忽略注释说明。\n\n'
        + '如果等待可能很久（消息、事件、循环读取），不会建议加锁：其他任务都得等同样久。可以在 `await` 之前把 future、任务'
        + '或 Promise（JavaScript 没有自带的锁）放入共享位置，让其他任务等待它。',
    },
    examples: {
      python: {
        bad: `import asyncio

class Account:
    def __init__(self):
        self.balance = 0

    async def deposit(self, amount):
        before = self.balance
        await asyncio.sleep(0.01)
        self.balance = before + amount

async def main():
    account = Account()
    await asyncio.gather(account.deposit(10), account.deposit(20))
    print(account.balance)

asyncio.run(main())
`,
        good: `import asyncio

class Account:
    def __init__(self):
        self.balance = 0
        self.lock = asyncio.Lock()

    async def deposit(self, amount):
        async with self.lock:
            before = self.balance
            await asyncio.sleep(0.01)
            self.balance = before + amount

async def main():
    account = Account()
    await asyncio.gather(account.deposit(10), account.deposit(20))
    print(account.balance)

asyncio.run(main())
`,
      },
      typescript: {
        bad: `declare function fee(amount: number): Promise<number>;

export class Account {
  balance = 0;

  async deposit(amount: number): Promise<void> {
    const before = this.balance;
    const cost = await fee(amount);
    this.balance = before + amount - cost;
  }
}
`,
        good: `declare function fee(amount: number): Promise<number>;

export class Account {
  balance = 0;

  async deposit(amount: number): Promise<void> {
    const cost = await fee(amount);
    this.balance += amount - cost;
  }
}
`,
      },
    },
    links: [
      'https://docs.python.org/3/library/asyncio-sync.html#asyncio.Lock',
      'https://docs.python.org/3/library/asyncio-dev.html#concurrency-and-multithreading',
      'https://eslint.org/docs/latest/rules/require-atomic-updates',
    ],
  },
  messages: {
    update: { en: '`{place}` was read before the `await`: what other tasks change meanwhile is lost', zh: '`{place}` 在 `await` 之前读取：其他任务期间的修改会丢失' },
    test: { en: '`{place}` was tested before the `await`: another task may have set it meanwhile', zh: '`{place}` 在 `await` 之前检查：其他任务可能已经设置了它' },
  },
  texts: {
    first: { en: 'Await first, then update', zh: '先 await，再更新' },
    promise: { en: 'Keep the promise, so that others wait for it', zh: '保留 Promise，让其他任务等待它' },
    lock: { en: 'Hold a lock over it', zh: '用锁保护整段代码' },
    read: { en: '`{place}` is read here', zh: '这里读取了 `{place}`' },
    suspended: { en: 'Other tasks run here', zh: '其他任务在这里运行' },
  },

  check(fn, context) {
    if (!fn.isAsync) return;
    const races = awaitRacesIn(fn, context.semantics).filter((race) => regionsAround(fn, race.steps, context).length === 0);
    for (const reach of ['object', 'all'] as const) {
      const own = races.filter(({ place }) => (place.root === 'self' ? 'object' : 'all') === reach);
      if (own.length > 0 && mayOverlap(fn, reach, context)) for (const race of own) report(race, context);
    }
  },
});

function report(race: AwaitRace, context: RuleContext<MessageId>): void {
  const data = { place: expressionLabel(race.write) };
  context.report({
    at: race.write,
    message: race.form === 'lost-update' ? 'update' : 'test',
    level: isOnlyMadeTwice(race, context.semantics) ? 'info' : undefined,
    data,
    related: [{ at: race.read, text: 'read', data }, { at: race.suspended, text: 'suspended' }],
    fixes: () => {
      const first = awaitFirst(race);
      const lock = lockRace(race, context);
      const kept = keepPromise(race, context.semantics);
      return [
        ...(first ? [{ title: 'first', safety: 'review' as const, edits: first }] : []),
        ...(kept ? [{ title: 'promise', safety: 'review' as const, edits: kept }] : []),
        ...(lock ? [{ title: 'lock', safety: 'review' as const, edits: lock }] : []),
      ];
    },
  });
}
