import { endOf, inOrder, replaceRange, startOf } from '../fixes/edits.js';
import { lambdaEdits, passEdits } from '../fixes/pass-function.js';
import { importModule } from '../fixes/imports.js';
import { functionOf, moduleOf, nodesIn, type Argument, type CallExpression } from '../model/index.js';
import type { Edit } from '../engine/finding.js';
import { callbackArguments, type CallbackArgument } from '../semantics/callbacks.js';
import { callLabel, expressionLabel } from './labels.js';
import { defineRule, type Report, type RuleContext } from './rule.js';

type MessageId = 'result' | 'coroutine' | 'promise';
type Fixes = ReturnType<NonNullable<Report['fixes']>>;

export default defineRule<MessageId>({
  id: 'called-not-passed',
  group: 'awaiting',
  level: 'error',
  preset: 'recommended',
  languages: { python: true, typescript: true },
  docs: {
    summary: {
      en: 'A function is called where it had to be handed over: it runs at once, on the loop, and the wrong thing is passed on',
      zh: '本该把函数交出去，却直接调用了它：它立刻在事件循环上执行，交出去的却是它的结果',
    },
    why: {
      en: 'Arguments are evaluated first. In `asyncio.to_thread(work(x))` the *event loop* runs `work`, from beginning to end, and '
        + 'the thread is given what it returned – which it cannot call: `TypeError`, or nothing at all for `Thread(target=None)`. '
        + 'The code looks as if it ran in the background; it does not.\n\n'
        + '```\nto_thread(work(x))   loop   ████ work ████ │ thread: 42() ──► TypeError\n'
        + 'to_thread(work, x)   loop   ░ free ░░░░░░░░ │ goes on with 42\n                     thread ████ work ████ ─┘\n```',
      zh: '参数总是先求值。在 `asyncio.to_thread(work(x))` 里，*事件循环*从头到尾执行了 `work`，线程拿到的只是返回值，'
        + '而返回值不能调用：结果是 `TypeError`，对 `Thread(target=None)` 来说则什么也不会发生。代码看上去在后台运行，其实没有。\n\n'
        + '```\nto_thread(work(x))   循环   ████ work ████ │ 线程：42() ──► TypeError\n'
        + 'to_thread(work, x)   循环   ░ 空闲 ░░░░░░░░ │ 拿到 42 继续\n                     线程   ████ work ████ ─┘\n```',
    },
    allow: {
      en: 'A call that returns something callable – a factory, `functools.partial`, a decorated function – is right there, and so '
        + 'is one whose result is not known. Neither is reported.',
      zh: '返回可调用对象的调用（工厂函数、`functools.partial`、被装饰的函数）写在那里没有问题，结果未知的调用也不会报告。',
    },
    examples: {
      python: {
        bad: `import asyncio

def total(numbers):
    return sum(numbers)

async def main():
    print(await asyncio.to_thread(total([1, 2, 3])))

asyncio.run(main())
`,
        good: `import asyncio

def total(numbers):
    return sum(numbers)

async def main():
    print(await asyncio.to_thread(total, [1, 2, 3]))

asyncio.run(main())
`,
      },
      typescript: {
        bad: `function remind(text: string): void {
  console.log(text);
}

setTimeout(remind('tea'), 10);
`,
        good: `function remind(text: string): void {
  console.log(text);
}

setTimeout(() => remind('tea'), 10);
`,
      },
    },
    links: [
      'https://docs.python.org/3/library/asyncio-task.html#asyncio.to_thread',
      'https://docs.python.org/3/library/asyncio-eventloop.html#asyncio.loop.run_in_executor',
      'https://docs.python.org/3/library/asyncio-eventloop.html#scheduling-callbacks',
      'https://developer.mozilla.org/en-US/docs/Web/API/Window/setTimeout',
    ],
  },
  messages: {
    result: { en: '`{call}` runs right here: `{taker}` gets its result instead of the function', zh: '`{call}` 在这里就执行了：`{taker}` 得到的是结果而不是函数' },
    coroutine: { en: '`{call}` makes a coroutine, which `{taker}` cannot call', zh: '`{call}` 得到的是协程，`{taker}` 无法调用它' },
    promise: { en: '`{call}` starts right here: `{taker}` gets its promise instead of the function', zh: '`{call}` 在这里就开始了：`{taker}` 得到的是 promise 而不是函数' },
  },
  texts: {
    pass: { en: 'Pass `{fn}` and its arguments', zh: '传入 `{fn}` 和它的参数' },
    wrap: { en: 'Call it later, in a function', zh: '放进函数里，稍后再调用' },
    await: { en: 'Await `{call}` on the loop', zh: '在事件循环上等待 `{call}`' },
    spawn: { en: 'Start a task there', zh: '在那里启动任务' },
    run: { en: 'Run it there with `asyncio.run`', zh: '在那里用 `asyncio.run` 运行' },
  },

  check(fn, context) {
    for (const call of nodesIn(fn, 'call')) for (const callback of callbacksOf(call, context)) checkCallback(call, callback, context);
  },
});

/** What a library is to call; in TypeScript also the handlers of a promise. */
function callbacksOf(call: CallExpression, { semantics, module }: RuleContext<MessageId>): readonly CallbackArgument[] {
  const known = callbackArguments(call, semantics);
  if (known.length > 0 || module.language === 'python' || call.callee.kind !== 'member') return known;
  if (!/^(?:then|catch|finally)$/.test(call.callee.name) || semantics.awaitable(call.callee.object).verdict !== 'yes') return [];
  const taker = { name: `Promise.${call.callee.name}`, facts: {} };
  return call.arguments.slice(0, 2).filter(({ spread }) => spread === 'none').map((argument) => ({ argument, taker }));
}

function checkCallback(outer: CallExpression, callback: CallbackArgument, context: RuleContext<MessageId>): void {
  const { semantics } = context;
  const call = callback.argument.value;
  if (call.kind !== 'call' || semantics.callable(call) !== 'no') return;
  const data = { call: callLabel(call), taker: expressionLabel(outer.callee) };
  const fact = semantics.awaitable(call);
  // `loop.run_in_executor(None, start())` of a task: that is in flight already, and passing `start` would be another mistake.
  const isCoroutine = fact.kind === 'coroutine';
  const message = isCoroutine ? 'coroutine' : fact.kind === 'promise' ? 'promise' : 'result';
  const fixes = (): Fixes => {
    if (context.module.language === 'typescript') return wrapFix(call, callback.argument, context);
    if (isCoroutine && callback.taker.facts.calls?.result !== 'awaited') return coroutineFixes(outer, call, callback);
    const edits = passEdits(call, callback, semantics);
    return edits ? [{ title: 'pass', safety: 'safe', edits, data: { fn: expressionLabel(call.callee) } }] : [];
  };
  context.report({ at: call, message, data, fixes });
}

function wrapFix(call: CallExpression, argument: Argument, { semantics }: RuleContext<MessageId>): Fixes {
  const { functions } = semantics.targets(call);
  const isPlain = call.arguments.length === 0 && call.callee.kind === 'name' && functions.length > 0 && functions.every(({ parameters }) => parameters.length === 0);
  const edits = isPlain ? [replaceRange(endOf(call.callee), endOf(call), '')] : lambdaEdits(argument, '() => ', '');
  return [{ title: 'wrap', safety: 'safe', edits }];
}

/** A thread cannot do anything with a coroutine: it belongs on the loop, or on a loop of the thread's own. */
function coroutineFixes(outer: CallExpression, call: CallExpression, { argument, taker }: CallbackArgument): Fixes {
  const asyncio = importModule(moduleOf(call), 'asyncio', call);
  if (taker.facts.calls?.result === 'returned') {
    return outer.parent?.kind === 'await' && outer.arguments.every((other) => other === argument || other.value.kind === 'literal') && functionOf(call).isAsync
      ? [{ title: 'await', safety: 'review', edits: insteadOf(outer, call), data: { call: callLabel(call) } }] : [];
  }
  if (taker.facts.role === 'on-loop-callback' && taker.facts.calls?.arguments === 'positional') {
    return [{ title: 'spawn', safety: 'review', edits: inOrder([...asyncio.edits, ...lambdaEdits(argument, `lambda: ${asyncio.name}.create_task(`, ')')]) }];
  }
  if (taker.facts.calls?.result !== 'dropped' || taker.facts.role === 'on-loop-callback') return [];
  return [{ title: 'run', safety: 'review', edits: inOrder([...asyncio.edits, ...lambdaEdits(argument, `lambda: ${asyncio.name}.run(`, ')')]) }];
}

/** `await to_thread(work(x))` → `await work(x)`, unless a comment stands between. */
function insteadOf(outer: CallExpression, call: CallExpression): Edit[] {
  return [replaceRange(startOf(outer), startOf(call), ''), replaceRange(endOf(call), endOf(outer), '')];
}
