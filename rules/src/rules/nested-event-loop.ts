import { awaitEdits, canAwait } from '../fixes/await.js';
import { inOrder, replaceRange, startOf, endOf } from '../fixes/edits.js';
import {
  Kept, functionOf, textOf, visitCode, walk, type CallExpression, type FunctionModel, type ModuleModel, type Node,
} from '../model/index.js';
import type { Invocation, LibraryCallable, Reached, Semantics } from '../semantics/semantics.js';
import { isInAsyncBranch } from '../semantics/run-time-tests.js';
import { callLabel, expressionLabel } from './labels.js';
import { defineRule, type Report, type RuleContext } from './rule.js';

type MessageId = 'direct' | 'notebook' | 'through' | 'mayReach' | 'nested';
type Fixes = ReturnType<NonNullable<Report['fixes']>>;

export default defineRule<MessageId>({
  id: 'nested-event-loop',
  group: 'event-loop',
  level: 'error',
  preset: 'recommended',
  languages: { python: true, typescript: { notApplicable: 'JavaScript has one event loop per thread and no call that starts another' } },
  docs: {
    summary: {
      en: 'An event loop is started on a thread that already runs one',
      zh: '在已经运行事件循环的线程上再次启动事件循环',
    },
    why: {
      en: '`asyncio.run()` and `loop.run_until_complete()` refuse to work while a loop is running in the same thread: they raise '
        + '`RuntimeError`, and the coroutine passed to them is never awaited. That is certain in an `async def`, in a notebook '
        + '(Jupyter runs a loop) and in a plain helper that an async function calls.',
      zh: '同一线程已有事件循环运行时，`asyncio.run()` 和 `loop.run_until_complete()` 会抛出 `RuntimeError`，传入的协程也不会被 await。'
        + '在 `async def`、notebook（Jupyter 自带事件循环）以及被异步函数调用的普通函数中必然如此。',
    },
    allow: {
      en: 'A helper that asks `asyncio.get_running_loop()` first and only starts a loop when there is none is not reported, nor is '
        + 'code that runs in another thread, nor a module that calls `nest_asyncio.apply()`, nor those of a package whose `__init__`, `__main__`, `cli`, `main` or `app` does.',
      zh: '先用 `asyncio.get_running_loop()` 检查、没有循环时才启动的辅助函数不会报告；在其他线程运行的代码、调用了 `nest_asyncio.apply()` 的模块，以及 `__init__`、`__main__`、`cli`、`main` 或 `app` 调用了它的包中的模块，也不会报告。',
    },
    examples: {
      python: {
        bad: `import asyncio

async def inner():
    await asyncio.sleep(0)
    print("inner ran")

async def outer():
    asyncio.run(inner())

asyncio.run(outer())
`,
        good: `import asyncio

async def inner():
    await asyncio.sleep(0)
    print("inner ran")

async def outer():
    await inner()

asyncio.run(outer())
`,
      },
    },
    links: [
      'https://docs.python.org/3/library/asyncio-runner.html#asyncio.run',
      'https://docs.python.org/3/library/asyncio-eventloop.html#asyncio.loop.run_until_complete',
    ],
  },
  messages: {
    direct: { en: '`{call}` raises RuntimeError here: this coroutine already runs on a loop', zh: '`{call}` 在这里会抛出 RuntimeError：该协程已经运行在事件循环上' },
    notebook: { en: '`{call}` raises RuntimeError in a notebook, which already runs a loop', zh: 'notebook 已在运行事件循环，`{call}` 会抛出 RuntimeError' },
    through: { en: '`{call}` raises RuntimeError here: it starts a loop with `{primitive}`', zh: '`{call}` 在这里会抛出 RuntimeError：它用 `{primitive}` 启动事件循环' },
    mayReach: { en: '`{call}` can come to `{primitive}`, which fails because a loop already runs', zh: '`{call}` 可能执行到 `{primitive}`，而事件循环已在运行，它会失败' },
    nested: { en: '`{call}` lets loops nest, which hides traps and breaks structured concurrency', zh: '`{call}` 允许嵌套事件循环，会掩盖问题并破坏结构化并发' },
  },
  texts: {
    await: { en: 'Replace with `await {coroutine}`', zh: '替换为 `await {coroutine}`' },
    hop: { en: '`{name}` is called here', zh: '这里调用了 `{name}`' },
    primitive: { en: '`{name}` starts a loop here', zh: '`{name}` 在这里启动事件循环' },
  },

  check(fn, context) {
    const onLoop = fn.isAsync || (fn.form === 'module' && context.isNotebook);
    const patch = findNestPatch(context.module, context.semantics);
    if (patch) {
      if (fn.form === 'module') context.report({ at: patch, message: 'nested', level: 'info', data: { call: callLabel(patch) } });
      return;
    }
    if (!onLoop) return;
    for (const invocation of context.semantics.invocations(fn)) {
      if (isHandled(invocation.node)) continue;
      const reached = context.analyses.reaches(invocation, startsLoop);
      if (!reached || reached.functions.some((helper) => asksForRunningLoop(helper, context.semantics))) continue;
      if (startsOnlyIfAsync(reached, context.semantics) || isUnusual(reached) || isPatchedAtStart(context)) continue;
      if (reached.functions.length > 0) reportHelper(invocation, reached, context);
      else if (invocation.node.kind === 'call' && !invocation.awaited) reportDirect(invocation.node, fn, context);
    }
  },
});

function startsLoop(callable: LibraryCallable): boolean {
  return callable.facts.role === 'run-loop' || callable.facts.role === 'run-loop-forever';
}

function reportDirect(call: CallExpression, fn: FunctionModel, context: RuleContext<MessageId>): void {
  context.report({
    at: call, message: fn.form === 'module' ? 'notebook' : 'direct', data: { call: callLabel(call) },
    fixes: () => awaitInstead(call, context),
  });
}

/** So many branches have to be taken, or only the first of many runs comes there and only sometimes, that it is not worth a word. */
function isUnusual({ optionalHops, decisions, firstRunOnly }: Reached): boolean {
  return decisions > 3 || (firstRunOnly && optionalHops + decisions > 1);
}

function reportHelper({ node }: Invocation, reached: Reached, context: RuleContext<MessageId>): void {
  const at = node.kind === 'with-item' ? node.context : node.kind === 'for' || node.kind === 'comprehension-clause' ? node.iterable : node;
  const [, ...hops] = reached.chain;
  const isCertain = reached.optionalHops === 0 && reached.decisions === 0 && !reached.firstRunOnly && !reached.isSwallowed;
  context.report({
    at,
    message: isCertain ? 'through' : 'mayReach',
    level: isCertain ? undefined : 'warning',
    data: { call: labelOf(at), primitive: primitiveLabel(reached.callable.name) },
    related: hops.map((hop, index) => {
      const isLast = index === hops.length - 1;
      return { at: hop.place, text: isLast ? 'primitive' : 'hop', data: { name: isLast ? primitiveLabel(hop.name) : hop.name } };
    }),
  });
}

function labelOf(node: Node): string {
  if (node.kind === 'call') return callLabel(node);
  return node.kind === 'name' || node.kind === 'member' ? expressionLabel(node) : textOf(node).slice(0, 40);
}

/** `loop.run_until_complete`: which class of loop it is does not matter. */
function primitiveLabel(name: string): string {
  return name.replace('asyncio.AbstractEventLoop.', 'loop.').replace('asyncio.Runner.', 'Runner.');
}

/** `asyncio.run(main())` → `await main()`; only when the coroutine is the single argument (`debug=` may go). */
function awaitInstead(call: CallExpression, context: RuleContext<MessageId>): Fixes {
  const [coroutine, ...others] = call.arguments;
  if (!coroutine || coroutine.name !== undefined || coroutine.spread !== 'none') return [];
  if (others.some((argument) => argument.name !== 'debug') || !canAwait(call, context)) return [];
  if (context.semantics.awaitable(coroutine.value).verdict !== 'yes') return [];
  const text = textOf(coroutine.value);
  const [before, ...after] = awaitEdits(call);
  const edits = inOrder([replaceRange(startOf(call), endOf(call), `${before?.newText ?? ''}${parenthesised(coroutine.value.kind, text)}`), ...after]);
  const label = coroutine.value.kind === 'call' ? callLabel(coroutine.value) : text;
  return [{ title: 'await', safety: 'safe', edits, data: { coroutine: label } }];
}

function parenthesised(kind: Node['kind'], text: string): string {
  return kind === 'call' || kind === 'name' || kind === 'member' || kind === 'index' ? text : `(${text})`;
}

/** `try: loop = asyncio.get_running_loop() …`: the helper knows about running loops. */
function asksForRunningLoop(helper: FunctionModel, semantics: Semantics): boolean {
  let asks = false;
  visitCode(helper, (node) => {
    if (node.kind === 'call' && semantics.targets(node).library.some((callable) => callable.facts.role === 'running-loop')) asks = true;
    if (node.kind === 'member' && node.name === 'is_running') asks = true;
    return asks ? 'skip' : undefined;
  });
  return asks;
}

/** `if self.is_async: return asyncio.run(…)`: whether the helper starts a loop depends on what it is given. */
function startsOnlyIfAsync({ functions }: Reached, semantics: Semantics): boolean {
  const helper = functions.at(-1);
  if (!helper) return false;
  const starts = semantics.invocations(helper).filter(({ node }) => node.kind === 'call' && semantics.targets(node).library.some(startsLoop));
  return starts.length > 0 && starts.every(({ node }) => isInAsyncBranch(node));
}

/** Inside `try: … except RuntimeError:` the failure is expected. */
function isHandled(invoked: Node): boolean {
  let child: Node = invoked;
  for (let node: Node | undefined = invoked.parent; node && node.kind !== 'function'; child = node, node = node.parent) {
    if (node.kind !== 'try' || !node.body.some((statement) => statement === child)) continue;
    if (node.handlers.some((handler) => handler.type !== undefined && textOf(handler.type).includes('RuntimeError'))) return true;
  }
  return false;
}

/** What runs before the module, or starts the program, has made loops nestable: `nest_asyncio.apply()` in `cli/__init__.py`. */
function isPatchedAtStart({ module, semantics }: RuleContext<MessageId>): boolean {
  return semantics.startModules?.(module).some((other) => {
    const patch = findNestPatch(other, semantics);
    return patch !== undefined && functionOf(patch).form === 'module';
  }) ?? false;
}

const patches = new Kept<ModuleModel, { readonly call: CallExpression | undefined }>();

/** `nest_asyncio.apply()` anywhere in the module. */
function findNestPatch(module: ModuleModel, semantics: Semantics): CallExpression | undefined {
  let known = patches.get(module);
  if (!known) patches.set(module, (known = { call: module.text.includes('nest_asyncio') ? searchNestPatch(module, semantics) : undefined }));
  return known.call;
}

function searchNestPatch(module: ModuleModel, semantics: Semantics): CallExpression | undefined {
  let patch: CallExpression | undefined;
  walk(module.root, (node) => {
    if (!patch && node.kind === 'call' && semantics.targets(node).library.some((callable) => callable.facts.role === 'nest-loop')) patch = node;
  });
  return patch;
}
