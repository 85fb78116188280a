import { callEdits } from '../fixes/call-reference.js';
import { replaceRange, startOf } from '../fixes/edits.js';
import { reachingBindings, textOf, nodesIn, type Argument, type AwaitExpression, type CallExpression, type Expression } from '../model/index.js';
import type { Edit } from '../engine/finding.js';
import { isOtherName } from '../semantics/function-values.js';
import type { LibraryCallable, Semantics } from '../semantics/semantics.js';
import { expressionLabel } from './labels.js';
import { defineRule, type Report, type RuleContext } from './rule.js';

type MessageId = 'passed' | 'awaited';
type Fixes = ReturnType<NonNullable<Report['fixes']>>;

export default defineRule<MessageId>({
  id: 'passed-not-called',
  group: 'awaiting',
  level: 'error',
  preset: 'recommended',
  languages: { python: true, typescript: true },
  docs: {
    summary: {
      en: 'A coroutine function is handed over where its coroutine had to be: nobody ever calls it',
      zh: '本该交出协程，却交出了协程函数本身：没有人会调用它',
    },
    why: {
      en: '`create_task`, `gather`, `wait_for` and `asyncio.run` wait for something that is already made: a coroutine, task or '
        + 'future. An `async def` function only becomes one when it is called. Given the function itself, asyncio refuses with '
        + '`TypeError`, or `ValueError` from `asyncio.run`. JavaScript does not refuse: `Promise.all([load])` resolves at once, with the '
        + 'function as its result.\n\n'
        + '```\ncreate_task(fetch)     TypeError: a coroutine was expected, got <function fetch>\n'
        + 'create_task(fetch())   loop ──► task ──► fetch runs\n```',
      zh: '`create_task`、`gather`、`wait_for` 和 `asyncio.run` 等待的是已经创建好的东西：协程、任务或 future。'
        + '`async def` 函数只有被调用才会产生协程。拿到函数本身时，asyncio 会抛出 `TypeError`（`asyncio.run` 抛出 `ValueError`）。'
        + 'JavaScript 不会拒绝：`Promise.all([load])` 立刻完成，结果就是函数本身。\n\n'
        + '```\ncreate_task(fetch)     TypeError: a coroutine was expected, got <function fetch>\n'
        + 'create_task(fetch())   事件循环 ──► 任务 ──► fetch 执行\n```',
    },
    allow: {
      en: '`anyio` and `trio` take the function and its arguments (`start_soon(fetch, url)`), and so do threads and callbacks. '
        + 'None of these is reported, nor is a value that may be something else than a function.',
      zh: '`anyio` 和 `trio` 接受函数和参数（`start_soon(fetch, url)`），线程和回调也是如此；这些都不会报告，可能不是函数的值也不会报告。',
    },
    examples: {
      python: {
        bad: `import asyncio

async def fetch():
    await asyncio.sleep(0)
    return "data"

async def main():
    task = asyncio.create_task(fetch)
    print(await task)

asyncio.run(main())
`,
        good: `import asyncio

async def fetch():
    await asyncio.sleep(0)
    return "data"

async def main():
    task = asyncio.create_task(fetch())
    print(await task)

asyncio.run(main())
`,
      },
      typescript: {
        bad: `async function load(): Promise<string> {
  return 'data';
}

export async function main(): Promise<void> {
  console.log(await Promise.all([load, load]));
}
`,
        good: `async function load(): Promise<string> {
  return 'data';
}

export async function main(): Promise<void> {
  console.log(await Promise.all([load(), load()]));
}
`,
      },
    },
    links: [
      'https://docs.python.org/3/library/asyncio-task.html#coroutines',
      'https://docs.python.org/3/library/asyncio-task.html#asyncio.create_task',
      'https://developer.mozilla.org/en-US/docs/Web/JavaScript/Reference/Global_Objects/Promise/all',
    ],
  },
  messages: {
    passed: { en: '`{name}` is not called here: `{taker}` gets the function itself', zh: '这里没有调用 `{name}`：`{taker}` 得到的是函数本身' },
    awaited: { en: '`{name}` holds a function that was not called: `await` gets the function itself', zh: '`{name}` 保存的是没有调用的函数：`await` 得到的是函数本身' },
  },
  texts: {
    call: { en: 'Call `{name}`', zh: '调用 `{name}`' },
    given: { en: '`{name}` is given the function here', zh: '`{name}` 在这里得到了函数' },
  },

  check(fn, context) {
    for (const call of nodesIn(fn, 'call')) for (const value of awaitedArguments(call, context.semantics)) checkPassed(value, call, context);
    for (const node of nodesIn(fn, 'await')) checkAwaited(node, context);
  },
});

/** What the called library function is going to wait for: arguments, and elements of lists that it takes. */
function awaitedArguments(call: CallExpression, semantics: Semantics): readonly Expression[] {
  const { library, functions, complete } = semantics.targets(call);
  const [taker] = library;
  if (!taker || library.length > 1 || functions.length > 0 || !complete || !waits(taker)) return [];
  const { role } = taker.facts;
  const takesList = role === 'wait' || role === 'as-completed' || (semantics.language === 'typescript' && role !== undefined);
  if (role === 'gather' && !takesList) return call.arguments.filter(({ name, spread }) => name === undefined && spread !== 'mapping').flatMap(valuesOf);
  const [first] = call.arguments;
  if (!first || first.spread === 'mapping') return [];
  return takesList || first.spread === 'items' ? elementsOf(first.value) : [first.value];
}

/** Waits for what it is given, or sees to it that somebody does; `iscoroutine` only looks. */
function waits({ facts }: LibraryCallable): boolean {
  return facts.takesAwaitables === true && (facts.role !== undefined || facts.returns === 'concurrent.futures.Future');
}

function valuesOf({ value, spread }: Argument): readonly Expression[] {
  return spread === 'items' ? elementsOf(value) : [value];
}

function elementsOf(list: Expression): readonly Expression[] {
  if (list.kind === 'sequence') return list.items.filter(({ kind }) => kind !== 'spread');
  return list.kind === 'comprehension' && list.value === undefined ? [list.element] : [];
}

function checkPassed(value: Expression, call: CallExpression, { semantics, report }: RuleContext<MessageId>): void {
  if (semantics.callable(value) !== 'yes' || semantics.awaitable(value).verdict !== 'no') return;
  const name = expressionLabel(value);
  report({ at: value, message: 'passed', data: { name, taker: expressionLabel(call.callee) }, fixes: () => fixesFor(value, name, semantics) });
}

/** `job = fetch`, and later `await job`. */
function checkAwaited({ value }: AwaitExpression, { semantics, report }: RuleContext<MessageId>): void {
  if (!isOtherName(value) || semantics.callable(value) !== 'yes' || semantics.awaitable(value).verdict !== 'no') return;
  const data = { name: value.name };
  const related = (reachingBindings(value) ?? []).flatMap(({ name }) => (name ? [{ at: name, text: 'given', data }] : []));
  report({ at: value, message: 'awaited', data, related, fixes: () => fixesFor(value, value.name, semantics) });
}

function fixesFor(value: Expression, name: string, semantics: Semantics): Fixes {
  if (semantics.awaitableWhenCalled(value).verdict !== 'yes') return [];
  const edits = bodyEdits(value) ?? callEdits(value, semantics);
  return edits ? [{ title: 'call', safety: 'safe', edits, data: { name: value.kind === 'function-expression' ? textOf(bodyOf(value) ?? value) : `${name}()` } }] : [];
}

/** `lambda: fetch()` → `fetch()` */
function bodyEdits(value: Expression): Edit[] | undefined {
  const body = bodyOf(value);
  return body && value.kind === 'function-expression' && value.fn.parameters.length === 0 && !value.fn.isAsync
    ? [replaceRange(startOf(value), startOf(body), '')] : undefined;
}

function bodyOf(value: Expression): Expression | undefined {
  const [only, ...more] = value.kind === 'function-expression' && value.fn.form === 'lambda' ? value.fn.body : [];
  return only?.kind === 'return' && more.length === 0 && only.value?.kind === 'call' ? only.value : undefined;
}
