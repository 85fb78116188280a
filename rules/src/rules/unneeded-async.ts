import { withoutAsync } from '../fixes/make-plain.js';
import {
  definitionScope, mentionsOf, namePlace, scopeOf, nodesIn, walk,
  type AwaitExpression, type FunctionModel, type ModuleModel, type Statement, type Variable,
} from '../model/index.js';
import type { Semantics } from '../semantics/semantics.js';
import { hasAwait } from '../semantics/suspension.js';
import { defineRule, type RuleContext } from './rule.js';

type MessageId = 'neverWaits';

export default defineRule<MessageId>({
  id: 'unneeded-async',
  group: 'awaiting',
  level: 'info',
  preset: 'strict',
  languages: {
    python: true,
    typescript: { notApplicable: 'this rule checks Python only: in JavaScript `async` also turns exceptions into rejections, so that it is seldom certain to be unneeded' },
  },
  docs: {
    summary: {
      en: 'A function is `async` although it never waits, and nobody needs it to be',
      zh: '函数标了 `async` 却从不等待，也没有人需要它是异步的',
    },
    why: {
      en: '`await` on a coroutine that never waits is an ordinary call with a detour: a coroutine object is made, driven and thrown away, '
        + 'and the event loop does not get a turn.\n\n'
        + '```\n'
        + 'await total(rows)   make coroutine ── run ── StopIteration ── result     other tasks: still waiting\n'
        + 'total(rows)         run ── result                                        other tasks: still waiting\n'
        + '```\n\n'
        + 'Worse is what it tells the reader: that other tasks may run here, that this must be called from a coroutine, and that its '
        + 'callers must be coroutines too. A plain function says that nothing happens in between.',
      zh: '对从不等待的协程做 `await`，只是绕了一圈的普通调用：创建协程对象、驱动它、丢弃它，事件循环并没有机会运行别的任务。\n\n'
        + '```\n'
        + 'await total(rows)   创建协程 ── 运行 ── StopIteration ── 结果     其他任务：仍在等\n'
        + 'total(rows)         运行 ── 结果                                  其他任务：仍在等\n'
        + '```\n\n'
        + '更糟的是它误导读者：以为这里可能切换到其他任务、只能在协程里调用、调用者也都得是协程。普通函数则说明中间什么都不会发生。',
    },
    allow: {
      en: 'Only functions whose every use is in view and is an `await` of a direct call are reported: nested functions, `_private` ones, and those of a script '
        + 'that starts its loop when it is loaded. Methods, decorated functions, callbacks, what is passed to `gather` or `create_task`, placeholders and '
        + 'public functions of modules are never reported.',
      zh: '只报告所有使用都看得见、并且都是直接调用后 `await` 的函数：嵌套函数、`_private` 函数，以及加载时就启动事件循环的脚本里的函数。'
        + '方法、带装饰器的函数、回调、传给 `gather` 或 `create_task` 的函数、占位函数和模块的公开函数从不报告。',
    },
    examples: {
      python: {
        bad: `import asyncio

async def total(rows):
    return sum(rows)

async def main():
    print(await total([1, 2, 3]))

asyncio.run(main())
`,
        good: `import asyncio

def total(rows):
    return sum(rows)

async def main():
    print(total([1, 2, 3]))

asyncio.run(main())
`,
      },
    },
    links: [
      'https://docs.python.org/3/library/asyncio-task.html#coroutines',
      'https://peps.python.org/pep-0492/#await-expression',
    ],
  },
  messages: {
    neverWaits: { en: '`{fn}` never waits: neither its `async` nor its callers\' `await` is needed', zh: '`{fn}` 从不等待：它的 `async` 和调用处的 `await` 都不需要' },
  },
  texts: {
    plain: { en: 'Make `{fn}` a plain function', zh: '把 `{fn}` 改为普通函数' },
    awaited: { en: '`{fn}` is awaited here', zh: '这里 await 了 `{fn}`' },
  },

  check(fn, context) {
    if (!fn.isAsync || fn.form !== 'function' || fn.isGenerator || fn.owner || fn.decorators.length > 0) return;
    if (!isInView(fn, context) || isPlaceholder(fn) || mayWait(fn, context.semantics)) return;
    const awaits = onlyAwaits(fn);
    const [first] = awaits ?? [];
    if (!awaits || !first) return;
    const data = { fn: fn.name };
    context.report({
      at: namePlace(fn), message: 'neverWaits', data, related: [{ at: first, text: 'awaited', data }],
      fixes: () => {
        const edits = withoutAsync(fn, awaits);
        return edits ? [{ title: 'plain', safety: isLocal(fn) ? 'safe' : 'review', edits, data }] : [];
      },
    });
  },
});

/** Can no other file have a use for it? */
function isInView(fn: FunctionModel, { module, semantics }: RuleContext<MessageId>): boolean {
  return isLocal(fn) || /^_(?!_)/.test(fn.name) || startsLoopOnLoad(module, semantics);
}

function isLocal(fn: FunctionModel): boolean {
  return fn.enclosing !== undefined && fn.enclosing.form !== 'module';
}

/** `asyncio.run(main())` at the left margin: nobody can import the module without running it. */
function startsLoopOnLoad({ root }: ModuleModel, semantics: Semantics): boolean {
  return semantics.invocations(root).some(({ node, targets }) => {
    if (node.parent?.kind !== 'expression-statement' || !root.body.includes(node.parent)) return false;
    return targets.library.some(({ facts }) => facts.role === 'run-loop' || facts.role === 'run-loop-forever');
  });
}

/** Nothing but a docstring, `pass`, `...` or `raise`: stands for something that is still to come, or lives in a subclass. */
function isPlaceholder(fn: FunctionModel): boolean {
  const isEmpty = (statement: Statement): boolean =>
    statement.kind === 'raise' || (statement.kind === 'block' && statement.body.length === 0)
    || (statement.kind === 'expression-statement' && statement.value.kind === 'literal');
  return fn.body.every(isEmpty);
}

/** Waits, or forgets to: what makes an awaitable and does not await it is another trap. */
function mayWait(fn: FunctionModel, semantics: Semantics): boolean {
  return hasAwait(fn) || nodesIn(fn, 'call').some((call) => semantics.awaitable(call).verdict === 'yes');
}

/** Every use of the function, when each of them awaits a call of it at once; undefined otherwise. */
function onlyAwaits(fn: FunctionModel): AwaitExpression[] | undefined {
  const variable = scopeOf(definitionScope(fn)).variables.get(fn.name);
  if (variable?.bindings.length !== 1 || variable.bindings[0]?.node !== fn || isNamedInText(variable)) return undefined;
  const awaits: AwaitExpression[] = [];
  for (const mention of mentionsOf(variable)) {
    const call = mention.parent;
    const awaited = call?.parent;
    if (call?.kind !== 'call' || call.callee !== mention || awaited?.kind !== 'await') return undefined;
    awaits.push(awaited);
  }
  return awaits;
}

/** `__all__`, `getattr(module, "_load")`, `patch("module._load")` */
function isNamedInText({ owner, name }: Variable): boolean {
  let found = false;
  walk(owner, (node) => {
    if (node.kind === 'literal' && typeof node.value === 'string' && node.value.split('.').includes(name)) found = true;
    return found ? 'skip' : undefined;
  });
  return found;
}
