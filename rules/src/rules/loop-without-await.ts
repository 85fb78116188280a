import { turnEdits } from '../fixes/give-turn.js';
import { moduleOf, placeOf, textOf, type Place, type WhileStatement } from '../model/index.js';
import { turnlessLoops } from '../semantics/turnless-loops.js';
import { defineRule } from './rule.js';

export default defineRule<'endless'>({
  id: 'loop-without-await',
  group: 'blocking',
  level: 'warning',
  preset: 'recommended',
  languages: { python: true, typescript: true },
  docs: {
    summary: {
      en: 'An endless loop in an async function never awaits: nothing else runs any more',
      zh: '异步函数中的无限循环从不 await：其他代码再也无法运行',
    },
    why: {
      en: `Tasks take turns at \`await\`. A loop that has none, and that nothing in its body ends, keeps the only thread for
itself: no other task, timer, signal handler or cancellation is looked at again, and what the loop waits for cannot happen.

\`\`\`
loop   ├─ while not ready: pass ─────────────────────────────────────── …
setter   due: ready = True                                  (never gets its turn)
\`\`\``,
      zh: `任务在 \`await\` 处轮流执行。没有 \`await\`、循环体内也没有任何退出方式的循环会独占唯一的线程：其他任务、定时器、信号处理和取消
都不会再被处理，循环所等待的事情也不可能发生。

\`\`\`
循环    ├─ while not ready: pass ─────────────────────────────────────── …
设置者    应执行 ready = True                               （永远轮不到）
\`\`\``,
    },
    allow: {
      en: 'Loops that `break`, `return`, `raise` or `yield`, loops inside `try` with handlers or inside `with` (an exception may end '
        + 'them), and loops whose condition the body may change are not reported.',
      zh: '带有 `break`、`return`、`raise` 或 `yield` 的循环、位于带处理器的 `try` 或 `with` 中的循环（可能由异常结束）、循环体可能改变条件的循环都不会报告。',
    },
    examples: {
      python: {
        bad: `import asyncio

state = {"ready": False}

async def prepare():
    state["ready"] = True

async def main():
    task = asyncio.create_task(prepare())
    while not state["ready"]:
        pass
    await task

asyncio.run(main())
`,
        good: `import asyncio

async def prepare(ready):
    ready.set()

async def main():
    ready = asyncio.Event()
    task = asyncio.create_task(prepare(ready))
    await ready.wait()
    await task

asyncio.run(main())
`,
      },
      typescript: {
        bad: `export async function drain(jobs: (() => void)[]): Promise<void> {
  while (true) {
    jobs.shift()?.();
  }
}
`,
        good: `export async function drain(jobs: (() => void)[]): Promise<void> {
  while (true) {
    jobs.shift()?.();
    await new Promise((resolve) => { setTimeout(resolve, 10); });
  }
}
`,
      },
    },
    links: [
      'https://docs.python.org/3/library/asyncio-dev.html#running-blocking-code',
      'https://docs.python.org/3/library/asyncio-task.html#sleeping',
    ],
  },
  messages: {
    endless: { en: '`{loop}` neither waits nor ends: nothing else on the event loop runs again', zh: '`{loop}` 既不等待也不结束：事件循环上的其他代码再也无法运行' },
  },
  texts: {
    turn: { en: 'Give the other tasks a turn in each round', zh: '每一轮都让其他任务有机会运行' },
  },

  check(fn, context) {
    if (!fn.isAsync) return;
    for (const loop of turnlessLoops(fn, context.semantics)) {
      context.report({
        at: headerOf(loop), message: 'endless', data: { loop: labelOf(loop) },
        fixes: () => {
          const edits = turnEdits(loop, context);
          return edits ? [{ title: 'turn', safety: 'review', edits }] : [];
        },
      });
    }
  },
});

/** From the keyword to the end of the condition. */
function headerOf(loop: WhileStatement): Place {
  const { path, start } = placeOf(loop);
  const end = loop.test && loop.form === 'while' ? placeOf(loop.test).end : start + KEYWORDS[loop.form].length;
  return { path, start, end };
}

const KEYWORDS: Readonly<Record<WhileStatement['form'], string>> = { while: 'while', do: 'do', for: 'for' };

function labelOf(loop: WhileStatement): string {
  const test = loop.test ? textOf(loop.test).replace(/\s+/g, ' ').slice(0, 40) : '';
  if (moduleOf(loop).language === 'python') return `while ${test}`;
  if (loop.form === 'for') return `for (;${test};)`;
  return loop.form === 'do' ? `do … while (${test})` : `while (${test})`;
}
