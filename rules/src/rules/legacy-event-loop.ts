import { asyncioRunEdits, nativeCoroutineEdits, tasksInstead, uvloopRunEdits, withoutLoopArgument } from '../fixes/asyncio-run.js';
import { inOrder, replaceNode } from '../fixes/edits.js';
import { importName } from '../fixes/imports.js';
import { textOf, nodesIn, walk, type CallExpression, type FunctionModel } from '../model/index.js';
import { handmadeRun, loopArgument, waitedCoroutines, type HandmadeRun } from '../semantics/legacy-loops.js';
import { callLabel } from './labels.js';
import { defineRule, type Report, type RuleContext, type Target } from './rule.js';

type MessageId = 'running' | 'run' | 'none' | 'argument' | 'coroutines' | 'policy' | 'decorator';
type Context = RuleContext<MessageId>;
type Fixes = ReturnType<NonNullable<Report['fixes']>>;

export default defineRule<MessageId>({
  id: 'legacy-event-loop',
  group: 'event-loop',
  level: 'info',
  preset: 'strict',
  languages: { python: true, typescript: { notApplicable: 'JavaScript code never makes an event loop' } },
  docs: {
    summary: {
      en: 'Event loops are made, passed and set by hand, as before Python 3.7',
      zh: '仍按 Python 3.7 之前的方式手动创建、传递和设置事件循环',
    },
    why: {
      en: `\`asyncio.run()\` makes a loop, runs the coroutine, cancels the tasks that are left, ends async generators and the
executor, and closes the loop – also when something fails. Written by hand one of these steps is always missing: tasks
are destroyed while they are pending, and \`get_event_loop()\` outside a coroutine raises from Python 3.14 on. \`loop=\`
arguments, coroutines in \`asyncio.wait()\` and \`@asyncio.coroutine\` are gone already.

\`\`\`
asyncio.run   new loop ─ main() ─ cancel what is left ─ async generators ─ executor ─ close
by hand       get_event_loop() ─ main() ──────────────────────────────────────────── close()
                                        └ "Task was destroyed but it is pending!"
\`\`\``,
      zh: `\`asyncio.run()\` 会创建循环、运行协程、取消剩余任务、结束异步生成器和线程池，最后关闭循环，出错时也是如此。手写时总会漏掉
其中一步：任务在未完成时被销毁；从 Python 3.14 起，在协程之外调用 \`get_event_loop()\` 会抛出异常。\`loop=\` 参数、传给
\`asyncio.wait()\` 的协程以及 \`@asyncio.coroutine\` 已被移除。

\`\`\`
asyncio.run   新建循环 ─ main() ─ 取消剩余任务 ─ 异步生成器 ─ 线程池 ─ close
手动          get_event_loop() ─ main() ────────────────────────────── close()
                                        └ "Task was destroyed but it is pending!"
\`\`\``,
    },
    allow: {
      en: 'A loop that has further uses – `run_forever`, callbacks, several runs – and a `get_event_loop()` in plain functions is '
        + 'not reported: there may be a reason. `asyncio.TimeoutError` is a mere alias.',
      zh: '还有其他用途的循环（`run_forever`、回调、多次运行）以及普通函数中的 `get_event_loop()` 不会报告：可能有其理由。`asyncio.TimeoutError` 只是别名。',
    },
    examples: {
      python: {
        bad: `import asyncio

async def main():
    await asyncio.sleep(0.01)
    print("done")

loop = asyncio.new_event_loop()
try:
    loop.run_until_complete(main())
finally:
    loop.close()
`,
        good: `import asyncio

async def main():
    await asyncio.sleep(0.01)
    print("done")

asyncio.run(main())
`,
      },
    },
    links: [
      'https://docs.python.org/3/library/asyncio-runner.html#asyncio.run',
      'https://docs.python.org/3/library/asyncio-eventloop.html#asyncio.get_event_loop',
      'https://docs.python.org/3/library/asyncio-policy.html',
    ],
  },
  messages: {
    running: { en: '`{call}` in a coroutine is `get_running_loop()` with a second meaning', zh: '协程中的 `{call}` 就是含义不明确的 `get_running_loop()`' },
    run: { en: '`{call}` on a handmade loop: `asyncio.run()` also cancels what is left, and closes', zh: '`{call}` 使用手动创建的循环：`asyncio.run()` 还会取消剩余任务并关闭循环' },
    none: { en: '`{call}` raises RuntimeError from Python 3.14 on: no loop is running here', zh: '从 Python 3.14 起 `{call}` 抛出 RuntimeError：这里没有正在运行的循环' },
    argument: { en: '`{call}` takes no `loop` from Python 3.10 on', zh: '从 Python 3.10 起 `{call}` 不再接受 `loop`' },
    coroutines: { en: '`{call}` takes no coroutines from Python 3.11 on, only tasks', zh: '从 Python 3.11 起 `{call}` 不再接受协程，只接受任务' },
    policy: { en: '`{call}` is deprecated from Python 3.14 on: give the runner a `loop_factory`', zh: '从 Python 3.14 起 `{call}` 已弃用：改为向 runner 传入 `loop_factory`' },
    decorator: { en: '`@asyncio.coroutine` is gone from Python 3.11 on: `{fn}` must be `async def`', zh: '`@asyncio.coroutine` 在 Python 3.11 中已移除：`{fn}` 应改为 `async def`' },
  },
  texts: {
    running: { en: 'Replace with `get_running_loop()`', zh: '替换为 `get_running_loop()`' },
    run: { en: 'Replace with `asyncio.run(…)`', zh: '替换为 `asyncio.run(…)`' },
    uvloop: { en: 'Replace with `uvloop.run(…)`', zh: '替换为 `uvloop.run(…)`' },
    argument: { en: 'Remove `loop`', zh: '移除 `loop`' },
    coroutines: { en: 'Make tasks of them', zh: '改为任务' },
    decorator: { en: 'Write `async def` and `await`', zh: '改写为 `async def` 和 `await`' },
  },

  check(fn, context) {
    checkDecorators(fn, context);
    // A statement of the handmade form is not told twice.
    const told = new Set<CallExpression>();
    const calls = nodesIn(fn, 'call');
    for (const call of calls) {
      const handmade = handmadeRun(call, context.semantics);
      if (handmade) told.add(handmade.source);
      if (handmade) reportRun(handmade, context);
    }
    for (const call of calls) if (!told.has(call)) checkCall(call, fn, context);
  },
});

function isFrom({ python: [major, minor] }: Target, since: number): boolean {
  return major > 3 || minor >= since;
}

/** Advice, until the code stops working on the lowest version of the project. */
function levelFrom(context: Context, since: number): 'warning' | 'info' {
  return isFrom(context.target, since) ? 'warning' : 'info';
}

function reportRun(handmade: HandmadeRun, context: Context): void {
  const { run, isNewLoop, isClosed } = handmade;
  context.report({
    at: run, message: 'run', data: { call: callLabel(run) }, level: isNewLoop ? 'info' : levelFrom(context, 14),
    fixes: () => {
      const edits = asyncioRunEdits(handmade);
      // Objects made before 3.10 belong to the loop that was current then; a loop left open may be used elsewhere.
      return edits ? [{ title: 'run', safety: isClosed && isFrom(context.target, 10) ? 'safe' : 'review', edits }] : [];
    },
  });
}

function checkCall(call: CallExpression, fn: FunctionModel, context: Context): void {
  const { semantics } = context;
  const data = { call: callLabel(call) };
  switch (semantics.libraryName(call.callee)) {
    case 'asyncio.get_event_loop':
      if (fn.isAsync) context.report({ at: call, message: 'running', data, fixes: () => runningLoop(call, context) });
      else if (fn.form === 'module' && !context.isNotebook && isFrom(context.target, 14) && !setsLoop(context)) context.report({ at: call, message: 'none', data, level: 'warning' });
      return;
    case 'asyncio.set_event_loop_policy':
    case 'uvloop.install':
      checkPolicy(call, context);
      return;
    default:
  }
  const loop = loopArgument(call, semantics);
  if (loop) {
    context.report({
      at: loop, message: 'argument', data, level: levelFrom(context, 10),
      fixes: () => {
        const edits = withoutLoopArgument(call, loop);
        return edits ? [{ title: 'argument', safety: 'safe', edits }] : [];
      },
    });
  }
  const coroutines = waitedCoroutines(call, semantics);
  if (coroutines.length > 0) {
    context.report({
      at: call, message: 'coroutines', data, level: levelFrom(context, 11),
      fixes: () => [{ title: 'coroutines', safety: 'review', edits: tasksInstead(coroutines) }],
    });
  }
}

function runningLoop({ callee }: CallExpression, context: Context): Fixes {
  const text = 'get_running_loop';
  // What has the old function has the new one too: `asyncio`, `aio`, `asyncio.events`.
  if (callee.kind === 'member') return [{ title: 'running', safety: 'safe', edits: [replaceNode(callee, `${textOf(callee.object)}.${text}`)] }];
  const imported = importName(context.module, 'asyncio', text);
  return [{ title: 'running', safety: 'safe', edits: inOrder([...imported.edits, replaceNode(callee, imported.name)]) }];
}

function setsLoop({ module, semantics }: Context): boolean {
  let sets = false;
  walk(module.root, (node) => {
    if (node.kind === 'call' && semantics.libraryName(node.callee) === 'asyncio.set_event_loop') sets = true;
  });
  return sets;
}

/** Policies have a successor since 3.11 (`Runner(loop_factory=…)`); uvloop has its own `run`. */
function checkPolicy(call: CallExpression, context: Context): void {
  const { semantics } = context;
  const [policy] = call.arguments;
  const isUvloop = !policy || (policy.value.kind === 'call' && semantics.libraryName(policy.value.callee) === 'uvloop.EventLoopPolicy');
  if (policy?.value.kind === 'literal' || (!isUvloop && !isFrom(context.target, 11))) return;
  context.report({
    at: call, message: 'policy', data: { call: callLabel(call) }, level: levelFrom(context, 16),
    fixes: () => {
      const edits = isUvloop ? uvloopRunEdits(call, runsIn(context)) : undefined;
      return edits ? [{ title: 'uvloop', safety: 'review', edits }] : [];
    },
  });
}

function runsIn({ module, semantics }: Context): CallExpression[] {
  const runs: CallExpression[] = [];
  walk(module.root, (node) => {
    if (node.kind === 'call' && semantics.libraryName(node.callee) === 'asyncio.run') runs.push(node);
  });
  return runs;
}

function checkDecorators(fn: FunctionModel, context: Context): void {
  const { semantics } = context;
  for (const node of nodesIn(fn, 'function')) {
    if (node.form !== 'function') continue;
    for (const [index, decorator] of node.decorators.entries()) {
      if (semantics.libraryName(decorator) !== 'asyncio.coroutine') continue;
      context.report({
        at: decorator, message: 'decorator', data: { fn: node.name }, level: levelFrom(context, 11),
        fixes: () => {
          const edits = nativeCoroutineEdits(node, index);
          return edits ? [{ title: 'decorator', safety: 'safe', edits }] : [];
        },
      });
    }
  }
}
