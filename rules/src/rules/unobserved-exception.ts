import { askDone, raiseFirst } from '../fixes/look-at-results.js';
import { targetNames, textOf, visitCode, type CallExpression, type Node } from '../model/index.js';
import {
  awaitedStatement, gathersExceptions, isAllowedToFail, leavesDoneAlone, privateLocal, uncheckedUse, usesOf, type AwaitedStatement,
} from '../semantics/unobserved.js';
import { hasRole } from '../semantics/task-lifetime.js';
import { callLabel } from './labels.js';
import { defineRule, type RuleContext } from './rule.js';

type MessageId = 'dropped' | 'unchecked' | 'done';
type Context = RuleContext<MessageId>;

export default defineRule<MessageId>({
  id: 'unobserved-exception',
  group: 'lifetime',
  level: 'warning',
  preset: 'recommended',
  languages: { python: true, typescript: { notApplicable: 'this rule checks Python only' } },
  docs: {
    summary: {
      en: 'Tasks may have failed, and nobody looks at their exceptions',
      zh: '任务可能已经失败，但没有人查看它们的异常',
    },
    why: {
      en: `\`gather(…, return_exceptions=True)\` raises nothing: exceptions come back as results, between the others. \`asyncio.wait()\`
raises nothing either: a failed task is *done* like one that succeeded. Code that drops the results, or uses them without
looking, goes on with half of its work undone – or fails later, at a place that has nothing to do with it.

\`\`\`
save(1)  ──── ok ────┐
save(2)  ── error ───┤  gather(…, return_exceptions=True)  →  [1, OSError(…), 3]  →  dropped
save(3)  ──── ok ────┘                                              "all saved"
\`\`\``,
      zh: `\`gather(…, return_exceptions=True)\` 不会抛出任何异常：异常会混在其他结果中返回。\`asyncio.wait()\` 也不会抛出异常：失败的任务和成功的
任务一样属于 *done*。丢弃结果或不加检查就使用，程序会在工作只完成一半时继续运行，或者稍后在毫不相干的地方出错。

\`\`\`
save(1)  ──── 成功 ──┐
save(2)  ──── 出错 ──┤  gather(…, return_exceptions=True)  →  [1, OSError(…), 3]  →  被丢弃
save(3)  ──── 成功 ──┘                                              "all saved"
\`\`\``,
    },
    allow: {
      en: 'Results that are tested with `isinstance`, shown, returned or passed on are fine. Where something is cancelled or closed, '
        + 'failing is of no interest and nothing is reported.',
      zh: '用 `isinstance` 检查、输出、返回或传递的结果没有问题。在取消任务或关闭资源的代码中，失败无关紧要，不会报告。',
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
    },
    links: [
      'https://docs.python.org/3/library/asyncio-task.html#asyncio.gather',
      'https://docs.python.org/3/library/asyncio-task.html#asyncio.wait',
    ],
  },
  messages: {
    dropped: { en: '`{call}` returns exceptions as results, and nobody looks at them', zh: '`{call}` 把异常作为结果返回，但没有人查看' },
    unchecked: { en: 'A result of `{call}` may be an exception: `{use}` does not check', zh: '`{call}` 的结果可能是异常：`{use}` 没有检查' },
    done: { en: '`{call}` raises nothing: nobody asks the finished tasks whether they failed', zh: '`{call}` 不抛出异常：没有人检查已完成的任务是否失败' },
  },
  texts: {
    raise: { en: 'Raise the first exception', zh: '抛出第一个异常' },
    ask: { en: 'Ask every finished task for its result', zh: '获取每个已完成任务的结果' },
    use: { en: 'The result is used here', zh: '在这里使用结果' },
  },

  check(fn, context) {
    visitCode(fn, (node) => {
      if (node.kind !== 'call') return;
      const awaited = awaitedStatement(node);
      if (!awaited) return;
      if (gathersExceptions(node, context.semantics)) checkGather(node, awaited, context);
      else if (hasRole(node, context.semantics, 'wait')) checkWait(node, awaited, context);
    });
  },
});

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
