import { directEdits, forEachEdits, gatherEdits, runEdits, taskEdits } from '../fixes/async-callback.js';
import { namePlace, nodesIn, type CallExpression, type Expression, type FunctionModel } from '../model/index.js';
import type { Edit } from '../engine/finding.js';
import { callbackArguments, type CallbackArgument } from '../semantics/callbacks.js';
import { elementFateOf, fateOf, type FateQuestion } from '../semantics/consumption.js';
import { neverRejects } from '../semantics/promise-handling.js';
import { isAskedAbout } from '../semantics/run-time-tests.js';
import { callLabel, expressionLabel } from './labels.js';
import { defineRule, type Report, type RuleContext } from './rule.js';

type MessageId = 'dropped' | 'returned' | 'compared' | 'elements' | 'unwatched' | 'executor';
type Fixes = ReturnType<NonNullable<Report['fixes']>>;

export default defineRule<MessageId>({
  id: 'async-callback',
  group: 'awaiting',
  level: 'error',
  preset: 'recommended',
  languages: { python: true, typescript: true },
  docs: {
    summary: {
      en: 'An async function is given to somebody who calls it and throws its coroutine or promise away',
      zh: '把 async 函数交给只会调用它、随后丢弃其协程或 Promise 的代码',
    },
    why: {
      en: 'Callbacks of the loop, threads, `atexit`, signal handlers, `filter` and `sorted(key=…)` call a function and are done. '
        + 'Calling a coroutine function only makes a coroutine; nobody awaits that one, so its body never runs – without an '
        + 'error, apart from a warning when the coroutine is collected (in debug mode asyncio raises `TypeError` instead). And as a test or a key a coroutine is just an object '
        + 'that is always true.\n\n'
        + '```\nadd_done_callback(notify)\n  loop ──► notify(task) ──► coroutine ──► dropped: "was never awaited"\n'
        + 'add_done_callback(lambda task: asyncio.create_task(notify(task)))\n  loop ──► task ──► notify runs\n```\n\n'
        + 'In JavaScript the work does start, but `forEach` does not wait for it, `filter` keeps everything, and a rejection '
        + 'in a timer or in `new Promise(async …)` has no handler.',
      zh: '事件循环的回调、线程、`atexit`、信号处理函数、`filter` 和 `sorted(key=…)` 只是调用函数，仅此而已。'
        + '调用协程函数只会得到协程；没有人 await 它，函数体永远不会执行，除了回收协程时的一条警告，不会有任何错误（调试模式下 asyncio 会直接抛出 `TypeError`）。'
        + '而作为条件或排序键，协程只是一个永远为真的对象。\n\n'
        + '```\nadd_done_callback(notify)\n  循环 ──► notify(task) ──► 协程 ──► 被丢弃："was never awaited"\n'
        + 'add_done_callback(lambda task: asyncio.create_task(notify(task)))\n  循环 ──► 任务 ──► notify 执行\n```\n\n'
        + '在 JavaScript 中任务确实会开始，但 `forEach` 不会等待，`filter` 会保留所有元素，定时器或 `new Promise(async …)` 里的异常没有人处理。',
    },
    allow: {
      en: 'Handing an async function to `start_soon`, `anyio.run` or a framework that awaits its handlers is right, and so is '
        + '`gather(*map(fetch, urls))`. Callables whose result is not known are never reported, nor are timers whose callback '
        + 'handles its errors.',
      zh: '把 async 函数交给 `start_soon`、`anyio.run` 或会 await 处理函数的框架没有问题，`gather(*map(fetch, urls))` 也没有问题。'
        + '结果未知的可调用对象不会报告，回调自己处理错误的定时器也不会报告。',
    },
    examples: {
      python: {
        bad: `import asyncio

async def remind(text):
    await asyncio.sleep(0)
    print("reminded", text)

async def main():
    loop = asyncio.get_running_loop()
    loop.call_later(0.01, remind, "tea")
    await asyncio.sleep(0.1)

asyncio.run(main())
`,
        good: `import asyncio

def remind(text):
    print("reminded", text)

async def main():
    loop = asyncio.get_running_loop()
    loop.call_later(0.01, remind, "tea")
    await asyncio.sleep(0.1)

asyncio.run(main())
`,
      },
      typescript: {
        bad: `async function isOpen(port: number): Promise<boolean> {
  return port > 1024;
}

export function open(ports: number[]): number[] {
  return ports.filter(async (port) => isOpen(port));
}
`,
        good: `async function isOpen(port: number): Promise<boolean> {
  return port > 1024;
}

export async function open(ports: number[]): Promise<number[]> {
  const checks = await Promise.all(ports.map(isOpen));
  return ports.filter((_, index) => checks[index]);
}
`,
      },
    },
    links: [
      'https://docs.python.org/3/library/asyncio-eventloop.html#scheduling-callbacks',
      'https://docs.python.org/3/library/asyncio-future.html#asyncio.Future.add_done_callback',
      'https://docs.python.org/3/library/asyncio-dev.html#detect-never-awaited-coroutines',
      'https://developer.mozilla.org/en-US/docs/Web/JavaScript/Reference/Global_Objects/Array/forEach',
    ],
  },
  messages: {
    dropped: { en: '`{fn}` is async: `{taker}` calls it and drops what it gives', zh: '`{fn}` 是异步的：`{taker}` 调用它之后就丢弃了结果' },
    returned: { en: '`{fn}` is async: the thread only makes its coroutine, which nobody awaits', zh: '`{fn}` 是异步的：线程只会创建它的协程，而没有人 await' },
    executor: { en: '`{fn}` is async: `{taker}` only makes its coroutine, which nobody awaits', zh: '`{fn}` 是异步的：`{taker}` 只会创建它的协程，而没有人 await' },
    compared: { en: '`{fn}` is async: `{taker}` sees a {thing}, which is always true', zh: '`{fn}` 是异步的：`{taker}` 看到的是 {thing}，永远为真' },
    elements: { en: '`{fn}` is async: `{taker}` gives coroutines, which nobody awaits', zh: '`{fn}` 是异步的：`{taker}` 得到的是协程，而没有人 await' },
    unwatched: { en: '`{fn}` is async: nobody sees its error when `{taker}` calls it', zh: '`{fn}` 是异步的：`{taker}` 调用它时，没有人看到它的错误' },
  },
  texts: {
    task: { en: 'Start a task in the callback', zh: '在回调中启动任务' },
    run: { en: 'Run it there with `asyncio.run`', zh: '在那里用 `asyncio.run` 运行' },
    await: { en: 'Await `{fn}` on the loop', zh: '在事件循环上等待 `{fn}`' },
    gather: { en: 'Wait for all with `asyncio.gather`', zh: '用 `asyncio.gather` 等待全部' },
    all: { en: 'Wait for all with `Promise.all`', zh: '用 `Promise.all` 等待全部' },
    defined: { en: '`{name}` is async', zh: '`{name}` 是 async 函数' },
  },

  check(fn, context) {
    for (const call of nodesIn(fn, 'call')) for (const callback of callbackArguments(call, context.semantics)) checkCallback(call, callback, context);
  },
});

function checkCallback(call: CallExpression, callback: CallbackArgument, context: RuleContext<MessageId>): void {
  const { argument, taker } = callback;
  const { kind, verdict, producer } = context.semantics.awaitableWhenCalled(argument.value);
  const isLost = (verdict === 'yes' && (kind === 'coroutine' || kind === 'promise')) || kind === 'async-generator';
  if (!isLost || argument.spread !== 'none' || !taker.facts.calls || isAskedAbout(argument.value)) return;
  const message = messageFor(call, callback, producer, context);
  if (!message) return;
  const data = { fn: labelOf(argument.value), taker: expressionLabel(call.callee), thing: kind === 'promise' ? 'promise' : 'coroutine' };
  const related = producer?.name ? [{ at: namePlace(producer), text: 'defined', data: { name: producer.name } }] : [];
  const level = message === 'unwatched' ? 'warning' as const : undefined;
  context.report({ at: argument.value, message, level, data, related, fixes: () => fixesFor(call, callback, message, context) });
}

/** undefined where what the function gives may reach somebody who awaits it. */
function messageFor(call: CallExpression, { taker }: CallbackArgument, producer: FunctionModel | undefined, context: RuleContext<MessageId>): MessageId | undefined {
  const question: FateQuestion = { semantics: context.semantics, ownMembers: NO_MEMBERS };
  switch (taker.facts.calls?.result) {
    case 'dropped':
      if (context.module.language === 'python') return 'dropped';
      // The executor of a promise resolves it itself: only an error that nobody passes on is lost.
      if (taker.facts.role === undefined) return taker.name === 'Promise' && producer && neverRejects(producer, context.semantics) ? undefined : 'dropped';
      return producer && !neverRejects(producer, context.semantics) ? 'unwatched' : undefined;
    case 'compared': return 'compared';
    case 'returned': {
      if (taker.facts.role !== 'off-loop') return undefined;
      const result = call.parent?.kind === 'await' ? call.parent : call;
      const isAwaitable = context.semantics.awaitable(call).verdict === 'yes';
      if (isAwaitable && result === call) return call.parent?.kind === 'expression-statement' ? 'returned' : undefined;
      if (!isAwaitable) return 'executor';
      return result.parent?.kind === 'return' || fateOf(result, question).fate !== 'consumed' ? 'returned' : undefined;
    }
    case 'elements': {
      if (taker.facts.role === 'off-loop') return 'executor';
      return elementFateOf(call, question).fate === 'consumed' ? undefined : 'elements';
    }
    default: return undefined;
  }
}

const NO_MEMBERS: ReadonlySet<string> = new Set();

/** A lambda goes by the call that it makes. */
function labelOf(callback: Expression): string {
  if (callback.kind !== 'function-expression' || callback.fn.isAsync) return expressionLabel(callback);
  const [only] = callback.fn.body;
  return only?.kind === 'return' && only.value?.kind === 'call' ? callLabel(only.value) : expressionLabel(callback);
}

function fixesFor(call: CallExpression, callback: CallbackArgument, message: MessageId, context: RuleContext<MessageId>): Fixes {
  const offer = (title: string, edits: Edit[] | undefined): Fixes =>
    (edits ? [{ title, safety: 'review', edits, data: { fn: labelOf(callback.argument.value) } }] : []);
  if (context.module.language !== 'python') {
    return message === 'dropped' && callback.taker.name === 'Array.forEach' ? offer('all', forEachEdits(call, context)) : [];
  }
  const isOnLoop = callback.taker.facts.role === 'on-loop-callback';
  switch (message) {
    case 'dropped': return isOnLoop ? offer('task', taskEdits(call, callback)) : takesCoroutines(callback) ? offer('run', runEdits(call, callback)) : [];
    case 'returned': return offer('await', directEdits(call, callback));
    case 'elements': return offer('gather', gatherEdits(call, context));
    default: return [];
  }
}

/** What a thread of its own or the end of the program may run to its end; a callback of a future of threads may not. */
function takesCoroutines({ taker }: CallbackArgument): boolean {
  return typeof taker.facts.calls?.arguments !== 'number';
}
