import { handleAtOnce, waitTogether } from '../fixes/handle-early.js';
import { askDone, raiseFirst, throwFirst } from '../fixes/look-at-results.js';
import { nodesIn, targetNames, textOf, type AssignmentStatement, type CallExpression, type FunctionModel, type Node } from '../model/index.js';
import { lateHandlerOf } from '../semantics/late-handlers.js';
import { unreadOutcome } from '../semantics/settled-outcomes.js';
import {
  awaitedStatement, gathersExceptions, isAllowedToFail, leavesDoneAlone, privateLocal, uncheckedUse, usesOf, type AwaitedStatement,
} from '../semantics/unobserved.js';
import { hasRole } from '../semantics/task-lifetime.js';
import { callLabel, expressionLabel } from './labels.js';
import { defineRule, type RuleContext } from './rule.js';

type MessageId = 'dropped' | 'unchecked' | 'done' | 'settled' | 'unread' | 'late';
type Context = RuleContext<MessageId>;

export default defineRule<MessageId>({
  id: 'unobserved-exception',
  group: 'lifetime',
  level: 'warning',
  preset: 'recommended',
  languages: { python: true, typescript: true },
  docs: {
    summary: {
      en: 'Tasks or promises may have failed, and nobody looks at their exceptions',
      zh: '任务或 Promise 可能已经失败，但没有人查看它们的异常',
    },
    why: {
      en: `\`gather(…, return_exceptions=True)\` raises nothing: exceptions come back as results, between the others. \`asyncio.wait()\`
raises nothing either: a failed task is *done* like one that succeeded. Code that drops the results, or uses them without
looking, goes on with half of its work undone – or fails later, at a place that has nothing to do with it.

\`\`\`
save(1)  ──── ok ────┐
save(2)  ── error ───┤  gather(…, return_exceptions=True)  →  [1, OSError(…), 3]  →  dropped
save(3)  ──── ok ────┘                                              "all saved"
\`\`\`

\`Promise.allSettled\` never rejects: a failure is one of its results. And a promise that is kept for later has no handler yet: when
it rejects while something else is awaited, Node ends the process with \`unhandledRejection\`, although an \`await\` would have come.

\`\`\`
const a = load()   ────── error ✗   unhandled: the process ends here
await other()      ───────────────────────┐
await a                                   └ too late
\`\`\``,
      zh: `\`gather(…, return_exceptions=True)\` 不会抛出任何异常：异常会混在其他结果中返回。\`asyncio.wait()\` 也不会抛出异常：失败的任务和成功的
任务一样属于 *done*。丢弃结果或不加检查就使用，程序会在工作只完成一半时继续运行，或者稍后在毫不相干的地方出错。

\`\`\`
save(1)  ──── 成功 ──┐
save(2)  ──── 出错 ──┤  gather(…, return_exceptions=True)  →  [1, OSError(…), 3]  →  被丢弃
save(3)  ──── 成功 ──┘                                              "all saved"
\`\`\`

\`Promise.allSettled\`从不 reject：失败只是结果之一。而留待以后使用的 Promise 此时还没有处理函数：如果它在等待其他操作期间 reject，
Node 会以 \`unhandledRejection\` 结束进程，尽管后面本来会有 \`await\`。

\`\`\`
const a = load()   ────── 出错 ✗   未处理：进程在这里结束
await other()      ───────────────────────┐
await a                                   └ 太迟了
\`\`\``,
    },
    allow: {
      en: 'Results that are tested with `isinstance`, shown, returned or passed on are fine. Where something is cancelled or closed, '
        + 'failing is of no interest and nothing is reported. A kept promise is fine when it has a handler (`p.catch(() => {})`) or is part of '
        + 'a `Promise.all` before anything else is awaited, when it cannot reject, and when what is awaited in between makes it happen '
        + '(`page.waitForEvent()`).',
      zh: '用 `isinstance` 检查、输出、返回或传递的结果没有问题。在取消任务或关闭资源的代码中，失败无关紧要，不会报告。'
        + '保留的 Promise 如果在等待其他操作之前已有处理函数（`p.catch(() => {})`）或已放入 `Promise.all`、不可能 reject、'
        + '或由其间等待的操作触发（`page.waitForEvent()`），则没有问题。',
    },
    examples: {
      python: {
        bad: `import asyncio

async def save(n):
    if n == 2:
        raise OSError("disk full")

async def main():
    await asyncio.gather(*(save(n) for n in range(4)), return_exceptions=True)
    print("all saved")

asyncio.run(main())
`,
        good: `import asyncio

async def save(n):
    if n == 2:
        raise OSError("disk full")

async def main():
    results = await asyncio.gather(*(save(n) for n in range(4)), return_exceptions=True)
    for result in results:
        if isinstance(result, BaseException):
            print("not saved:", result)

asyncio.run(main())
`,
      },
      typescript: {
        bad: `declare function loadUser(id: string): Promise<string>;
declare function loadOrders(id: string): Promise<string[]>;

export async function page(id: string): Promise<string> {
  const pending = loadUser(id);
  const orders = await loadOrders(id);
  const user = await pending;
  return \`\${user}: \${orders.length}\`;
}
`,
        good: `declare function loadUser(id: string): Promise<string>;
declare function loadOrders(id: string): Promise<string[]>;

export async function page(id: string): Promise<string> {
  const [user, orders] = await Promise.all([loadUser(id), loadOrders(id)]);
  return \`\${user}: \${orders.length}\`;
}
`,
      },
    },
    links: [
      'https://docs.python.org/3/library/asyncio-task.html#asyncio.gather',
      'https://docs.python.org/3/library/asyncio-task.html#asyncio.wait',
      'https://nodejs.org/api/process.html#event-unhandledrejection',
      'https://developer.mozilla.org/en-US/docs/Web/JavaScript/Reference/Global_Objects/Promise/allSettled',
    ],
  },
  messages: {
    dropped: { en: '`{call}` returns exceptions as results, and nobody looks at them', zh: '`{call}` 把异常作为结果返回，但没有人查看' },
    unchecked: { en: 'A result of `{call}` may be an exception: `{use}` does not check', zh: '`{call}` 的结果可能是异常：`{use}` 没有检查' },
    done: { en: '`{call}` raises nothing: nobody asks the finished tasks whether they failed', zh: '`{call}` 不抛出异常：没有人检查已完成的任务是否失败' },
    settled: { en: '`{call}` never rejects: failures are among its results, which nobody looks at', zh: '`{call}` 从不 reject：失败在结果里，但没有人查看' },
    unread: { en: '`{use}` is undefined where `{call}` has a failure: nobody looks at `status`', zh: '`{call}` 中失败的结果没有 `{use}`：没有人查看 `status`' },
    late: { en: 'If `{name}` rejects during `{wait}`, nobody handles it and Node ends', zh: '如果 `{name}` 在 `{wait}` 期间 reject，没有人处理，Node 会结束进程' },
  },
  texts: {
    raise: { en: 'Raise the first exception', zh: '抛出第一个异常' },
    ask: { en: 'Ask every finished task for its result', zh: '获取每个已完成任务的结果' },
    use: { en: 'The result is used here', zh: '在这里使用结果' },
    throw: { en: 'Throw the first failure', zh: '抛出第一个失败' },
    together: { en: 'Wait for both with `Promise.all`', zh: '用 `Promise.all` 同时等待' },
    handle: { en: 'Give `{name}` a handler at once; its `await` throws all the same', zh: '立即为 `{name}` 加上处理函数；`await` 时仍会抛出' },
    meanwhile: { en: '`{name}` has no handler during this wait', zh: '在这次等待期间，`{name}` 没有处理函数' },
    handled: { en: 'Its first handler comes here', zh: '第一个处理函数在这里' },
  },

  check(fn, context) {
    for (const call of nodesIn(fn, 'call')) checkCall(call, context);
    if (context.module.language !== 'python') for (const node of nodesIn(fn, 'assignment')) checkKept(node, fn, context);
  },
});

function checkCall(call: CallExpression, context: Context): void {
  const awaited = awaitedStatement(call);
  if (!awaited) return;
  if (gathersExceptions(call, context.semantics)) checkGather(call, awaited, context);
  else if (hasRole(call, context.semantics, 'settle')) checkSettled(call, awaited, context);
  else if (hasRole(call, context.semantics, 'wait')) checkWait(call, awaited, context);
}

/** `const results = await Promise.allSettled(…)` */
function checkSettled(call: CallExpression, awaited: AwaitedStatement, context: Context): void {
  const unread = unreadOutcome(call, awaited, context.semantics);
  if (!unread || isAllowedToFail(call, context.semantics)) return;
  const isDropped = unread === 'dropped';
  const use = isDropped ? '' : textOf(unread);
  context.report({
    at: call, message: isDropped ? 'settled' : 'unread', data: { call: callLabel(call), use },
    related: isDropped ? [] : [{ at: unread, text: 'use' }],
    fixes: () => {
      const edits = throwFirst(awaited);
      return edits ? [{ title: 'throw', safety: 'review', edits }] : [];
    },
  });
}

function checkKept(assignment: AssignmentStatement, fn: FunctionModel, context: Context): void {
  const late = fn.isAsync || fn.form === 'module' ? lateHandlerOf(assignment, fn, context.semantics) : undefined;
  if (!late) return;
  const { meanwhile } = late;
  const data = { name: late.name.name, wait: waitLabel(meanwhile) };
  context.report({
    at: late.promise, message: 'late', data,
    related: [{ at: late.meanwhile, text: 'meanwhile', data }, { at: late.handled, text: 'handled', data }],
    fixes: () => {
      const together = waitTogether(assignment, late);
      const handle = handleAtOnce(assignment, late);
      return [
        ...(together ? [{ title: 'together', safety: 'review' as const, edits: together }] : []),
        ...(handle ? [{ title: 'handle', safety: 'review' as const, edits: handle, data }] : []),
      ];
    },
  });
}

function waitLabel(wait: Node): string {
  if (wait.kind !== 'await') return 'for await';
  return `await ${wait.value.kind === 'call' ? callLabel(wait.value) : expressionLabel(wait.value)}`;
}

function checkGather(gather: CallExpression, awaited: AwaitedStatement, context: Context): void {
  const use = unobserved(awaited);
  if (!use || isAllowedToFail(gather, context.semantics)) return;
  const isDropped = use === 'dropped';
  context.report({
    at: gather, message: isDropped ? 'dropped' : 'unchecked', data: { call: callLabel(gather), use: isDropped ? '' : textOf(use.parent ?? use).split('\n')[0]?.slice(0, 40) ?? '' },
    related: isDropped ? [] : [{ at: use, text: 'use' }],
    fixes: () => {
      const edits = raiseFirst(awaited);
      return edits ? [{ title: 'raise', safety: 'review', edits }] : [];
    },
  });
}

function unobserved({ target }: AwaitedStatement): Node | 'dropped' | undefined {
  if (!target) return 'dropped';
  if (target.kind === 'sequence') {
    const names = targetNames(target);
    return names.every((name) => privateLocal(name)) ? uncheckedUse(names) : undefined;
  }
  const local = privateLocal(target);
  if (!local) return undefined;
  return usesOf(local).length === 0 ? 'dropped' : uncheckedUse(local.name);
}

function checkWait(wait: CallExpression, awaited: AwaitedStatement, context: Context): void {
  if (!leavesDoneAlone(wait, awaited, context.semantics) || isAllowedToFail(wait, context.semantics)) return;
  context.report({
    at: wait, message: 'done', data: { call: callLabel(wait) },
    fixes: () => {
      const edits = askDone(awaited);
      return edits ? [{ title: 'ask', safety: 'review', edits }] : [];
    },
  });
}
