import { threadsafeEdits } from '../fixes/threadsafe-call.js';
import { Kept } from '../model/index.js';
import type { ModuleModel } from '../model/index.js';
import { runsInThread, unsafeCalls } from '../semantics/cross-thread.js';
import { callLabel } from './labels.js';
import { defineRule } from './rule.js';

export default defineRule<'unsafe' | 'noLoop'>({
  id: 'cross-thread-loop-call',
  group: 'event-loop',
  level: 'warning',
  preset: 'recommended',
  languages: { python: true, typescript: { notApplicable: 'threads of JavaScript share no objects: each has its own event loop' } },
  docs: {
    summary: {
      en: 'Code in another thread calls into the event loop without a thread-safe call',
      zh: '其他线程中的代码以非线程安全的方式调用事件循环',
    },
    why: {
      en: `Nearly nothing of asyncio is thread-safe. A call from another thread changes the loop's queues while the loop uses
them, and does not wake it: the loop sleeps in \`select\` until something else happens, so the callback runs seconds later
or never. In debug mode it raises \`RuntimeError\`. \`call_soon_threadsafe\` and \`run_coroutine_threadsafe\` also wake the loop.

\`\`\`
thread    queue.put_nowait(item) │
loop      select() ──────────────│───────────────────── sleeps on: nobody woke it
\`\`\``,
      zh: `asyncio 几乎没有线程安全的部分。从其他线程调用会在事件循环使用内部队列时修改它们，而且不会唤醒循环：循环仍在 \`select\` 中休眠，
回调可能几秒后才执行，甚至永远不执行。在 debug 模式下会抛出 \`RuntimeError\`。\`call_soon_threadsafe\` 和 \`run_coroutine_threadsafe\` 会同时唤醒循环。

\`\`\`
线程      queue.put_nowait(item) │
循环      select() ──────────────│───────────────────── 继续休眠：没有人唤醒它
\`\`\``,
    },
    allow: {
      en: 'Only functions are reported that are handed to threads and used nowhere else, and `run` of a `threading.Thread`; threads '
        + 'that run a loop of their own are not.',
      zh: '只报告仅交给线程运行、没有其他用途的函数，以及 `threading.Thread` 的 `run`；自行运行事件循环的线程不会报告。',
    },
    examples: {
      python: {
        bad: `import asyncio

def produce(queue: asyncio.Queue):
    queue.put_nowait("item")

async def main():
    queue = asyncio.Queue()
    await asyncio.to_thread(produce, queue)
    print(await queue.get())

asyncio.run(main())
`,
        good: `import asyncio

def produce(queue: asyncio.Queue, loop: asyncio.AbstractEventLoop):
    loop.call_soon_threadsafe(queue.put_nowait, "item")

async def main():
    queue = asyncio.Queue()
    await asyncio.to_thread(produce, queue, asyncio.get_running_loop())
    print(await queue.get())

asyncio.run(main())
`,
      },
    },
    links: [
      'https://docs.python.org/3/library/asyncio-dev.html#concurrency-and-multithreading',
      'https://docs.python.org/3/library/asyncio-eventloop.html#asyncio.loop.call_soon_threadsafe',
    ],
  },
  messages: {
    unsafe: { en: '`{call}` runs in a thread here: it is not thread-safe and does not wake the loop', zh: '`{call}` 在线程中运行：它不是线程安全的，也不会唤醒事件循环' },
    noLoop: { en: '`{call}` raises RuntimeError here: no loop is running in this thread', zh: '`{call}` 在这里会抛出 RuntimeError：该线程中没有正在运行的循环' },
  },
  texts: {
    threadsafe: { en: 'Hand the call to the loop, thread-safe', zh: '以线程安全的方式交给事件循环' },
  },

  check(fn, context) {
    const { semantics } = context;
    if (fn.isAsync || !mentionsAsyncio(context.module) || !runsInThread(fn, semantics)) return;
    for (const unsafe of unsafeCalls(fn, semantics)) {
      context.report({
        at: unsafe.call, message: unsafe.owner === 'running' ? 'noLoop' : 'unsafe', data: { call: callLabel(unsafe.call) },
        fixes: () => {
          const edits = threadsafeEdits(unsafe, semantics);
          return edits ? [{ title: 'threadsafe', safety: 'review', edits }] : [];
        },
      });
    }
  },
});

const mentions = new Kept<ModuleModel, boolean>();

/** A look at the text, once for all functions of the module. */
function mentionsAsyncio(module: ModuleModel): boolean {
  let mentioned = mentions.get(module);
  if (mentioned === undefined) mentions.set(module, (mentioned = module.text.includes('asyncio')));
  return mentioned;
}
