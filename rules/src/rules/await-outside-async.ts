import { makeAsync, namesOf, runEdits } from '../fixes/make-async.js';
import { inOrder, replaceRange, startOf } from '../fixes/edits.js';
import { functionOf, textOf, nodesIn, type AwaitExpression, type FunctionModel, type ModuleModel, type Node, type Place } from '../model/index.js';
import { callLabel } from './labels.js';
import { relatedUses } from './related-uses.js';
import { defineRule, type Report, type RuleContext } from './rule.js';

type MessageId = 'inFunction' | 'inLambda' | 'atTopLevel';
type Fixes = ReturnType<NonNullable<Report['fixes']>>;

export default defineRule<MessageId>({
  id: 'await-outside-async',
  group: 'awaiting',
  level: 'error',
  preset: 'recommended',
  languages: {
    python: true,
    typescript: { notApplicable: 'the TypeScript compiler and every JavaScript engine refuse such a file with a clear message' },
  },
  docs: {
    summary: {
      en: '`await`, `async for` or `async with` stands in code that is not a coroutine: the file does not even load',
      zh: '`await`、`async for` 或 `async with` 写在不是协程的代码里：整个文件都无法加载',
    },
    why: {
      en: 'Only the body of an `async def` can be suspended, so only there Python compiles `await`. Anywhere else it is a '
        + '`SyntaxError` for the *whole file*: nothing of it runs, and every import of it fails.\n\n'
        + '```\nimport app ──► compile app.py ──► line 40: await in a plain def ──► SyntaxError\n'
        + '                                                                  │\n'
        + 'event loop: never started ◄───────────────────────────────────────┘\n```\n\n'
        + 'Making the function `async` is half of the repair: from then on its callers get a coroutine and have to await it. '
        + 'The fix changes those in the same file; callers elsewhere are reported by `missing-await` as soon as it is applied.',
      zh: '只有 `async def` 的函数体可以挂起，所以 Python 只在那里编译 `await`。写在别处对*整个文件*来说都是 `SyntaxError`：'
        + '文件里没有任何代码会运行，所有导入它的地方都会失败。\n\n'
        + '```\nimport app ──► 编译 app.py ──► 第 40 行：普通 def 里的 await ──► SyntaxError\n'
        + '                                                              │\n'
        + '事件循环：从未启动 ◄──────────────────────────────────────────┘\n```\n\n'
        + '把函数改成 `async` 只完成了一半：从此调用者得到的是协程，必须 await 它。修复会一并修改同一文件里的调用；'
        + '其他文件里的调用在修复之后由 `missing-await` 报告。',
    },
    allow: {
      en: 'Cells of a notebook, and scripts with `# %%` cells that an editor sends to one, may `await` at the top level; so may '
        + 'PyScript programs. A generator expression is an async generator of its own wherever it stands. None of these is reported.',
      zh: 'notebook 单元格、由编辑器发送到 notebook 的 `# %%` 脚本以及 PyScript 程序可以在顶层使用 `await`。'
        + '生成器表达式无论写在哪里都自成一个异步生成器。这些都不会报告。',
    },
    examples: {
      python: {
        bad: `import asyncio

async def load(key):
    await asyncio.sleep(0)
    return key.upper()

def show(key):
    print(await load(key))

async def main():
    show("a")

asyncio.run(main())
`,
        good: `import asyncio

async def load(key):
    await asyncio.sleep(0)
    return key.upper()

async def show(key):
    print(await load(key))

async def main():
    await show("a")

asyncio.run(main())
`,
      },
    },
    links: [
      'https://docs.python.org/3/reference/expressions.html#await-expression',
      'https://docs.python.org/3/reference/compound_stmts.html#coroutines',
      'https://peps.python.org/pep-0492/',
    ],
  },
  messages: {
    inFunction: { en: '`{keyword}` is a SyntaxError in `{fn}`, which is not async', zh: '`{fn}` 不是 async 函数，其中的 `{keyword}` 是 SyntaxError' },
    inLambda: { en: '`{keyword}` is a SyntaxError in a lambda, which cannot be async', zh: 'lambda 不能是 async 的，其中的 `{keyword}` 是 SyntaxError' },
    atTopLevel: { en: '`{keyword}` is a SyntaxError outside an async function', zh: '在 async 函数之外，`{keyword}` 是 SyntaxError' },
  },
  texts: {
    makeAsync: { en: 'Make `{fn}` async and await its calls in this file', zh: '把 `{fn}` 改为 async，并等待本文件中对它的调用' },
    run: { en: 'Run `{call}` with `asyncio.run`', zh: '用 `asyncio.run` 运行 `{call}`' },
    caller: { en: '`{fn}` is called here and needs `await` once it is async', zh: '这里调用了 `{fn}`，改为 async 之后需要 `await`' },
    handedOn: { en: '`{fn}` is handed on here to somebody who may not await it', zh: '这里把 `{fn}` 交给了可能不会 await 它的代码' },
  },

  check(fn, context) {
    for (const kind of ['await', 'for', 'with', 'comprehension-clause'] as const) {
      for (const node of nodesIn(fn, kind)) {
        const keyword = keywordOf(node);
        if (keyword === undefined) continue;
        const code = codeAround(node, fn);
        if (code === 'coroutine' || (code === 'module' && mayAwaitAtTopLevel(context))) continue;
        report(node, keyword, code, context);
      }
    }
  },
});

type Code = 'coroutine' | 'function' | 'lambda' | 'class' | 'module';

/** The words that only a coroutine may contain, with the white space that the file has between them. */
function keywordOf(node: Node): string | undefined {
  if (node.kind === 'await') return 'await';
  const isAsync = (node.kind === 'for' || node.kind === 'with' || node.kind === 'comprehension-clause') && node.isAsync;
  return isAsync ? (/^async\s+(?:for|with)/.exec(textOf(node))?.[0] ?? undefined) : undefined;
}

/** What CPython compiles the node as a part of; its symbol table passes the same judgement. */
function codeAround(node: Node, fn: FunctionModel): Code {
  let child: Node | undefined;
  for (let current: Node | undefined = node; current && current !== fn; child = current, current = current.parent) {
    // Everything in a generator expression but its first iterable runs in a generator of its own, which `await` makes async.
    if (current.kind === 'comprehension' && current.shape === 'generator' && child && !isFirstIterable(node, current)) return 'coroutine';
    if (current.kind === 'class' && current.body.some((statement) => statement === child)) return 'class';
  }
  if (fn.isAsync) return 'coroutine';
  return fn.form;
}

function isFirstIterable(node: Node, comprehension: Node & { kind: 'comprehension' }): boolean {
  const first = comprehension.clauses[0]?.iterable;
  for (let current: Node | undefined = node; current && current !== comprehension; current = current.parent) if (current === first) return true;
  return false;
}

/** Code that IPython or a browser runs: both compile it with top-level `await` allowed. */
function mayAwaitAtTopLevel({ module, isNotebook }: RuleContext<MessageId>): boolean {
  return isNotebook || CELL.test(module.text) || importsBrowser(module);
}

/** Cell markers of editors (https://code.visualstudio.com/docs/python/jupyter-support-py) and of Databricks. */
const CELL = /^# ?(?:%%|<codecell>|In\[|COMMAND -{5,}|Databricks notebook source)/m;
const BROWSER_MODULES = new Set(['pyodide', 'pyscript', 'pyodide_js', 'micropip', 'js']);

function importsBrowser({ root }: ModuleModel): boolean {
  return root.body.some((statement) => statement.kind === 'import' && statement.names.some((name) => BROWSER_MODULES.has(name.module.split('.')[0] ?? '')));
}

function report(node: Node, keyword: string, code: Exclude<Code, 'coroutine'>, context: RuleContext<MessageId>): void {
  const fn = functionOf(node);
  const start = startOf(node);
  const at: Place = { path: context.module.path, start, end: start + keyword.length };
  const data = { keyword: keyword.replace(/\s+/g, ' '), fn: fn.name };
  if (code === 'function') {
    context.report({ at, message: 'inFunction', data, related: relatedUses(fn, context.semantics), fixes: () => makeAsyncFix(fn, context) });
    return;
  }
  const fixes = (): Fixes => (node.kind === 'await' && code === 'module' ? runFix(node, context) : []);
  context.report({ at, message: code === 'lambda' ? 'inLambda' : 'atTopLevel', data, fixes });
}

function makeAsyncFix(fn: FunctionModel, context: RuleContext<MessageId>): Fixes {
  const made = makeAsync(fn, context);
  return made ? [{ title: 'makeAsync', safety: 'review', edits: made.edits, makesAsync: namesOf(made.functions), data: { fn: fn.name } }] : [];
}

/** `await main()` → `asyncio.run(main())`; only coroutines can be run like that. */
function runFix(node: AwaitExpression, { semantics }: RuleContext<MessageId>): Fixes {
  const { value } = node;
  if (value.kind !== 'call' || semantics.awaitable(value).kind !== 'coroutine') return [];
  const keyword = /^await\s*/.exec(textOf(node))?.[0] ?? '';
  const edits = inOrder([replaceRange(startOf(node), startOf(node) + keyword.length, ''), ...runEdits(value)]);
  return [{ title: 'run', safety: 'review', edits, data: { call: callLabel(value) } }];
}
