import { asyncLockEdits } from '../fixes/async-lock.js';
import { threadLocksOverAwait } from '../semantics/lock-regions.js';
import { expressionLabel } from './labels.js';
import { defineRule } from './rule.js';

export default defineRule({
  id: 'sync-lock-across-await',
  group: 'concurrency',
  level: 'error',
  preset: 'recommended',
  languages: { python: true, typescript: { notApplicable: 'JavaScript has no lock that stops the thread its event loop runs on' } },
  docs: {
    summary: {
      en: 'A lock for threads is held over an `await`',
      zh: '持有线程锁的同时进行 `await`',
    },
    why: {
      en: 'A `threading` lock makes the *thread* wait. All tasks of a loop share one thread: while the holder is suspended at its '
        + '`await`, the next task that takes the lock stops the thread – and with it the loop that alone could resume the holder.\n\n'
        + '```\n'
        + 'task A   with lock: ── await ┄┄┄┄┄┄┄┄┄┄┄┄┄┄ never resumed\n'
        + 'task B                        with lock: █████████ waits for A\n'
        + 'loop     ──────────────────────────────█ stopped by B\n'
        + '```\n\n'
        + 'A reentrant lock (`RLock`) does not deadlock and does not protect either: it belongs to the thread, so every task may enter.',
      zh: '`threading` 的锁让*线程*等待，而同一事件循环的所有任务共用一个线程：持有者在 `await` 处挂起时，下一个获取该锁的任务会停住线程，'
        + '也停住唯一能恢复持有者的事件循环。\n\n'
        + '```\n'
        + '任务 A   with lock: ── await ┄┄┄┄┄┄┄┄┄┄┄┄┄┄ 永远不会恢复\n'
        + '任务 B                        with lock: █████████ 等待 A\n'
        + '事件循环 ──────────────────────────────█ 被 B 停住\n'
        + '```\n\n'
        + '可重入锁（`RLock`）不会死锁，但也不起保护作用：它属于线程，所有任务都能进入。',
    },
    allow: {
      en: 'A thread lock in async code is fine when nothing is awaited while it is held, and an attempt that does not wait '
        + '(`acquire(blocking=False)`) is not reported.',
      zh: '异步代码中使用线程锁时，只要持有期间没有 await 就没有问题；不等待的尝试（`acquire(blocking=False)`）不会报告。',
    },
    examples: {
      python: {
        bad: `import asyncio
import threading

lock = threading.Lock()

async def withdraw(amount):
    with lock:
        await asyncio.sleep(0.1)
        print("withdrawn", amount)

async def main():
    await asyncio.gather(withdraw(10), withdraw(20))

asyncio.run(main())
`,
        good: `import asyncio

lock = asyncio.Lock()

async def withdraw(amount):
    async with lock:
        await asyncio.sleep(0.1)
        print("withdrawn", amount)

async def main():
    await asyncio.gather(withdraw(10), withdraw(20))

asyncio.run(main())
`,
      },
    },
    links: [
      'https://docs.python.org/3/library/asyncio-sync.html#lock',
      'https://docs.python.org/3/library/threading.html#lock-objects',
    ],
  },
  messages: {
    held: { en: '`{lock}` is held over an `await`: the next task to take it stops the event loop', zh: '`{lock}` 在 `await` 期间被持有：下一个获取它的任务会停住事件循环' },
    reentrant: { en: '`{lock}` is held over an `await`, where it keeps no other task out', zh: '`{lock}` 在 `await` 期间被持有，但挡不住其他任务' },
  },
  texts: {
    convert: { en: 'Make `{lock}` a lock for tasks', zh: '把 `{lock}` 改为任务之间的锁' },
    suspended: { en: 'Other tasks run here while `{lock}` is held', zh: '持有 `{lock}` 时其他任务在这里运行' },
  },

  check(fn, context) {
    if (!fn.isAsync) return;
    for (const { region: { lock, taken }, suspended } of threadLocksOverAwait(fn, context)) {
      const data = { lock: expressionLabel(taken) };
      context.report({
        at: taken,
        message: lock.cls === 'threading.RLock' ? 'reentrant' : 'held',
        data,
        related: [{ at: suspended, text: 'suspended', data }],
        fixes: () => {
          const edits = asyncLockEdits(taken, context);
          return edits ? [{ title: 'convert', safety: 'review', edits, data }] : [];
        },
      });
    }
  },
});
