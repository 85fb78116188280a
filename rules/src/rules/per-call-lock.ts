import type { Edit } from '../engine/finding.js';
import { shareLocalLock, shareUnnamedLock } from '../fixes/share-lock.js';
import {
  functionOf, mentionsOf, resolveName, nodesIn,
  type CallExpression, type Expression, type FunctionModel, type NameExpression, type WithItem,
} from '../model/index.js';
import { madeLock } from '../semantics/locks.js';
import { plainLocal } from '../semantics/task-lifetime.js';
import { callLabel } from './labels.js';
import { defineRule, type Report, type RuleContext } from './rule.js';

type MessageId = 'local' | 'unnamed';
type Context = RuleContext<MessageId>;

export default defineRule<MessageId>({
  id: 'per-call-lock',
  group: 'concurrency',
  level: 'error',
  preset: 'recommended',
  languages: { python: true, typescript: { notApplicable: 'this rule checks Python only: JavaScript has no lock of its own' } },
  docs: {
    summary: {
      en: 'A lock is made by the very call that takes it, so it keeps nobody out',
      zh: '锁由获取它的那次调用自己创建，因此挡不住任何人',
    },
    why: {
      en: 'A lock works because several tasks use *one*. A coroutine that makes a lock and takes it has a new one in every call: all calls '
        + 'get theirs at once, and a semaphore made like that limits nothing.\n\n'
        + '```\n'
        + 'call 1   Lock() #1 ── taken ── critical section\n'
        + 'call 2   Lock() #2 ── taken ── critical section      at the same time\n'
        + '```',
      zh: '锁之所以有效，是因为多个任务使用*同一把*锁。协程自己创建又自己获取的锁，每次调用都是新的：所有调用都能立刻拿到各自的锁；这样创建的信号量也限制不了任何东西。\n\n'
        + '```\n'
        + '调用 1   Lock() #1 ── 获取 ── 临界区\n'
        + '调用 2   Lock() #2 ── 获取 ── 临界区      同时进行\n'
        + '```',
    },
    allow: {
      en: 'A lock that is passed on, returned, stored, or used by a nested function or comprehension is shared and is not reported. Make '
        + 'the lock where everybody who needs it can reach it: in the module, in `__init__`, or in the function that starts the tasks.',
      zh: '被传递、返回、保存，或被嵌套函数、推导式使用的锁是共享的，不会报告。应在所有使用者都能访问的地方创建锁：模块中、`__init__` 中，或启动任务的函数中。',
    },
    examples: {
      python: {
        bad: `import asyncio

async def fetch(n):
    limit = asyncio.Semaphore(2)
    async with limit:
        await asyncio.sleep(0.1)
        return n

async def main():
    print(await asyncio.gather(*(fetch(n) for n in range(10))))

asyncio.run(main())
`,
        good: `import asyncio

async def fetch(n, limit):
    async with limit:
        await asyncio.sleep(0.1)
        return n

async def main():
    limit = asyncio.Semaphore(2)
    print(await asyncio.gather(*(fetch(n, limit) for n in range(10))))

asyncio.run(main())
`,
      },
    },
    links: [
      'https://docs.python.org/3/library/asyncio-sync.html#asyncio.Lock',
      'https://docs.python.org/3/library/asyncio-sync.html#asyncio.Semaphore',
    ],
  },
  messages: {
    local: { en: '`{name}` keeps nobody out: every call of `{fn}` makes its own', zh: '`{name}` 挡不住任何人：每次调用 `{fn}` 都会新建一个' },
    unnamed: { en: '`{call}` keeps nobody out: it is made where it is taken', zh: '`{call}` 挡不住任何人：它在获取处才被创建' },
  },
  texts: {
    share: { en: 'Let all calls share one `{name}`', zh: '让所有调用共用一个 `{name}`' },
    taken: { en: '`{name}` is only ever taken here, by the call that made it', zh: '只有创建 `{name}` 的这次调用会在这里获取它' },
  },

  check(fn, context) {
    if (!fn.isAsync) return;
    for (const node of nodesIn(fn, 'assignment')) {
      const local = node.value?.kind === 'call' && isNewLock(node.value, context) ? plainLocal(node) : undefined;
      const taken = local?.variable.bindings.length === 1 ? onlyTaken(local.name, fn) : undefined;
      if (!local || !taken) continue;
      const data = { name: local.name.name, fn: fn.name };
      context.report({
        at: local.name, message: 'local', data, related: [{ at: taken, text: 'taken', data }],
        fixes: () => sharing(shareLocalLock(node, local.name, local.variable, context.target), local.name.name),
      });
    }
    for (const item of nodesIn(fn, 'with-item')) {
      const call = item.context;
      if (call.kind !== 'call' || isHandedOn(item) || !isNewLock(call, context)) continue;
      context.report({
        at: call, message: 'unnamed', data: { call: callLabel(call) },
        fixes: () => sharing(shareUnnamedLock(call, 'lock', context.target), 'lock'),
      });
    }
  },
});

function sharing(edits: Edit[] | undefined, name: string): ReturnType<NonNullable<Report['fixes']>> {
  return edits ? [{ title: 'share', safety: 'review', edits, data: { name } }] : [];
}

/** A condition over a lock that is given to it is as shared as that lock. */
function isNewLock(call: CallExpression, { semantics }: Context): boolean {
  const made = madeLock(call, semantics);
  if (!made) return false;
  return !call.arguments.some(({ value }) => value.kind !== 'literal' && made.kind === 'lock');
}

/** Where the lock is first taken, when taking, testing and giving it back is all that is ever done with it. */
function onlyTaken(made: NameExpression, fn: FunctionModel): Expression | undefined {
  const variable = resolveName(made);
  const uses = variable ? mentionsOf(variable).filter((mention) => mention !== made) : [];
  const isOwn = uses.every((use) => functionOf(use) === fn && (isEntered(use) || isOwnMethod(use)));
  return isOwn ? uses.find((use) => isEntered(use) || (use.parent?.kind === 'member' && use.parent.name === 'acquire')) : undefined;
}

function isEntered(use: Expression): boolean {
  return use.parent?.kind === 'with-item' && use.parent.context === use && !isHandedOn(use.parent);
}

/** `async with lock as held`: the name may go anywhere. */
function isHandedOn(item: WithItem): boolean {
  return item.target !== undefined;
}

const OWN_METHODS: ReadonlySet<string> = new Set(['acquire', 'release', 'locked', 'acquire_nowait', 'wait', 'wait_for', 'notify', 'notify_all']);

function isOwnMethod(use: Expression): boolean {
  const { parent } = use;
  return parent?.kind === 'member' && OWN_METHODS.has(parent.name) && parent.parent?.kind === 'call' && parent.parent.callee === parent;
}
