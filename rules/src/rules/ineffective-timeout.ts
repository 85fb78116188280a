import { twinEdits } from '../fixes/async-twin.js';
import { replaceNode } from '../fixes/edits.js';
import { offLoopEdits } from '../fixes/off-loop.js';
import {
  isWithin, namePlace, textOf, nodesIn,
  type CallExpression, type Expression, type FunctionModel, type WithStatement,
} from '../model/index.js';
import type { Invocation } from '../semantics/semantics.js';
import { mayWait, waitlessCoroutine } from '../semantics/suspension.js';
import { hasRole } from '../semantics/task-lifetime.js';
import { callLabel } from './labels.js';
import { defineRule, type Report, type RuleContext } from './rule.js';

type MessageId = 'block' | 'waitFor';
type Context = RuleContext<MessageId>;
type Fixes = ReturnType<NonNullable<Report['fixes']>>;

export default defineRule<MessageId>({
  id: 'ineffective-timeout',
  group: 'lifetime',
  level: 'warning',
  preset: 'recommended',
  languages: { python: true, typescript: { notApplicable: 'JavaScript has no timeout that is a block of code' } },
  docs: {
    summary: {
      en: 'A timeout around code that never awaits can never fire',
      zh: '代码中没有 await，超时永远不会触发',
    },
    why: {
      en: `A timeout of asyncio, anyio or trio is a cancellation: the loop raises it at the \`await\` where the task waits. Code
without a wait gives the loop no turn, so the block runs to its end however long it takes, and the limit is only noticed
when it is over.

\`\`\`
limit   ├──── 1 s ────┤ due                                   (nobody looks)
task    ├─ parse(document) ───────────────────────────────┤
loop                                                       ├─ next turn
\`\`\``,
      zh: `asyncio、anyio、trio 的超时本质是取消：事件循环在任务等待的 \`await\` 处抛出异常。没有等待的代码不会让出事件循环，
所以无论多久都会执行到底，超时只有在结束之后才会被发现。

\`\`\`
时限    ├──── 1 s ────┤ 到期                                  （没有人检查）
任务    ├─ parse(document) ───────────────────────────────┤
循环                                                       ├─ 下一轮
\`\`\``,
    },
    allow: {
      en: '`async for`, `async with` – the end of a `TaskGroup` too –, async comprehensions and `yield` are waits. A coroutine '
        + 'counts as one that never waits only when its whole body is known; `timeout(None)` is no limit.',
      zh: '`async for`、`async with`（包括 `TaskGroup` 的结束）、异步推导式和 `yield` 都算等待。只有整个函数体已知时，协程才会被认为从不等待；'
        + '`timeout(None)` 不是时限。',
    },
    examples: {
      python: {
        bad: `import asyncio

def parse(document):
    return document.split()

async def load(document):
    async with asyncio.timeout(1):
        return parse(document)

asyncio.run(load("a b c"))
`,
        good: `import asyncio

def parse(document):
    return document.split()

async def load(document):
    async with asyncio.timeout(1):
        return await asyncio.to_thread(parse, document)

asyncio.run(load("a b c"))
`,
      },
    },
    links: [
      'https://docs.python.org/3/library/asyncio-task.html#timeouts',
      'https://docs.python.org/3/library/asyncio-task.html#running-in-threads',
    ],
  },
  messages: {
    block: { en: '`{call}` can never fire: nothing in its block waits', zh: '`{call}` 永远不会触发：代码块中没有等待' },
    waitFor: { en: '`{call}` can never time out: `{callee}` never waits', zh: '`{call}` 永远不会超时：`{callee}` 从不等待' },
  },
  texts: {
    twin: { en: 'Replace with `await {replacement}`', zh: '替换为 `await {replacement}`' },
    offLoop: { en: 'Move `{call}` to a thread, so that the limit can fire', zh: '把 `{call}` 移到线程中，使超时能够触发' },
    unlimited: { en: 'Await `{callee}` without a limit', zh: '不设时限，直接等待 `{callee}`' },
    waitless: { en: '`{callee}` has no wait', zh: '`{callee}` 中没有等待' },
  },

  check(fn, context) {
    if (!fn.isAsync) return;
    for (const node of nodesIn(fn, 'with')) checkBlock(node, fn, context);
    for (const { value } of nodesIn(fn, 'await')) if (value.kind === 'call') checkWaitFor(value, context);
  },
});

function checkBlock(statement: WithStatement, fn: FunctionModel, context: Context): void {
  const { semantics } = context;
  const isTimeout = (manager: Expression): manager is CallExpression => manager.kind === 'call' && hasRole(manager, semantics, 'timeout');
  const managers = statement.items.map((item) => item.context);
  for (const [index, limit] of managers.entries()) {
    if (!isTimeout(limit) || !isLimited(limit)) continue;
    const inside = managers.slice(index + 1);
    // What else is entered and left inside the limit waits: a task group, a connection.
    const waitsItself = statement.isAsync && inside.some((other) => !isTimeout(other));
    if (waitsItself || mayWait([...inside, ...statement.body], semantics)) continue;
    context.report({
      at: limit, message: 'block', data: { call: callLabel(limit) },
      fixes: () => blockingFixes(statement, fn, context),
    });
  }
}

/** `timeout(None)` and a `CancelScope()` without a deadline limit nothing. */
function isLimited({ arguments: given }: CallExpression): boolean {
  const [first] = given;
  return first !== undefined && !(first.value.kind === 'literal' && first.value.type === 'none') && (first.name === undefined || /delay|deadline|seconds|when/.test(first.name));
}

function checkWaitFor(wait: CallExpression, context: Context): void {
  if (!hasRole(wait, context.semantics, 'wait-for')) return;
  const [awaited, limit] = wait.arguments;
  if (!awaited || awaited.spread !== 'none' || !limit || (limit.value.kind === 'literal' && limit.value.type === 'none')) return;
  const { value } = awaited;
  const fn = value.kind === 'call' ? waitlessCoroutine(value, context.semantics) : undefined;
  if (!fn || value.kind !== 'call') return;
  const data = { call: callLabel(wait), callee: callLabel(value) };
  context.report({
    at: wait, message: 'waitFor', data,
    related: [{ at: namePlace(fn), text: 'waitless', data: { callee: fn.name } }],
    fixes: () => [{ title: 'unlimited', safety: 'review', edits: [replaceNode(wait, textOf(value))], data }],
  });
}

/** The call in the block that takes the time goes to a thread, or to its async twin. */
function blockingFixes(statement: WithStatement, fn: FunctionModel, context: Context): Fixes {
  const [slow] = context.semantics.invocations(fn).filter((invocation) =>
    invocation.form === 'call' && statement.body.some((inside) => isWithin(invocation.node, inside)) && context.analyses.blocking(invocation) !== undefined);
  return slow ? fixesFor(slow, context) : [];
}

function fixesFor(slow: Invocation, context: Context): Fixes {
  const fact = context.analyses.blocking(slow);
  const { node } = slow;
  if (!fact || node.kind !== 'call') return [];
  const twin = fact.chain.length === 1 ? twinEdits(node, fact.facts.replacement, context) : undefined;
  if (twin && fact.category === 'sleep') return [{ title: 'twin', safety: 'review', edits: twin.edits, data: { replacement: twin.text } }];
  const edits = offLoopEdits(node, fact, context);
  return edits ? [{ title: 'offLoop', safety: 'review', edits, data: { call: callLabel(node) } }] : [];
}
