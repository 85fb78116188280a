import { awaitEdits, canAwait } from '../fixes/await.js';
import { inOrder, insertAt, replaceRange, startOf } from '../fixes/edits.js';
import { makeAsync, namesOf } from '../fixes/make-async.js';
import { functionOf, textOf, nodesIn, type ComprehensionClause, type Expression, type ForStatement, type FunctionModel, type Node, type WithStatement } from '../model/index.js';
import type { Edit } from '../engine/finding.js';
import { isSignature } from '../semantics/python-special-methods.js';
import type { Protocol, Semantics } from '../semantics/semantics.js';
import { callLabel, expressionLabel } from './labels.js';
import { relatedUses } from './related-uses.js';
import { defineRule, type Report, type RuleContext } from './rule.js';

type MessageId = 'needsAsync' | 'needsSync' | 'coroutine' | 'needsForAwait';
type Fixes = ReturnType<NonNullable<Report['fixes']>>;

export default defineRule<MessageId>({
  id: 'sync-protocol',
  group: 'awaiting',
  level: 'error',
  preset: 'recommended',
  languages: { python: true, typescript: true },
  docs: {
    summary: {
      en: '`with` or `for` on something that only works with `async with` or `async for`, or the other way round',
      zh: '对只支持 `async with`、`async for` 的对象使用 `with`、`for`，或者反过来',
    },
    why: {
      en: 'The two families of protocols have different methods: `with` calls `__enter__`, `async with` awaits `__aenter__`; `for` '
        + 'calls `__next__`, `async for` awaits `__anext__`. A lock, session, timeout or stream of asyncio has to wait while it is '
        + 'entered or stepped, so it has the async methods only, and the plain statement fails before its body runs.\n\n'
        + '```\nwith asyncio.Lock():        Lock has no __enter__ ──► TypeError\n'
        + 'async with asyncio.Lock():  __aenter__ ░ waits, loop is free ░ ──► body ──► __aexit__\n```\n\n'
        + 'A coroutine has neither family: `async with connect()` of an `async def connect()` needs `await` first.',
      zh: '两类协议使用不同的方法：`with` 调用 `__enter__`，`async with` 等待 `__aenter__`；`for` 调用 `__next__`，`async for` 等待 `__anext__`。'
        + 'asyncio 的锁、会话、超时和流在进入或迭代时需要等待，因此只有异步方法，普通语句在执行语句体之前就会失败。\n\n'
        + '```\nwith asyncio.Lock():        Lock 没有 __enter__ ──► TypeError\n'
        + 'async with asyncio.Lock():  __aenter__ ░ 等待，循环空闲 ░ ──► 语句体 ──► __aexit__\n```\n\n'
        + '协程两类方法都没有：`async def connect()` 的 `async with connect()` 需要先 `await`。',
    },
    allow: {
      en: 'Objects that have both families are fine either way, and objects whose methods are not all known are never reported.',
      zh: '同时支持两类协议的对象怎么写都可以，方法不完全清楚的对象不会报告。',
    },
    examples: {
      python: {
        bad: `import asyncio

lock = asyncio.Lock()

async def main():
    with lock:
        print("alone")

asyncio.run(main())
`,
        good: `import asyncio

lock = asyncio.Lock()

async def main():
    async with lock:
        print("alone")

asyncio.run(main())
`,
      },
      typescript: {
        bad: `async function* rows(): AsyncGenerator<number> {
  yield 1;
}

export async function main(): Promise<void> {
  for (const row of rows()) console.log(row);
}
`,
        good: `async function* rows(): AsyncGenerator<number> {
  yield 1;
}

export async function main(): Promise<void> {
  for await (const row of rows()) console.log(row);
}
`,
      },
    },
    links: [
      'https://docs.python.org/3/reference/compound_stmts.html#the-async-with-statement',
      'https://docs.python.org/3/reference/compound_stmts.html#the-async-for-statement',
      'https://docs.python.org/3/reference/datamodel.html#asynchronous-context-managers',
      'https://peps.python.org/pep-0492/',
    ],
  },
  messages: {
    needsAsync: { en: '`{name}` works only with `{wanted}`: `{keyword}` raises TypeError', zh: '`{name}` 只能用于 `{wanted}`：`{keyword}` 会抛出 TypeError' },
    needsSync: { en: '`{name}` is not async: `{keyword}` raises TypeError, use `{wanted}`', zh: '`{name}` 不是异步的：`{keyword}` 会抛出 TypeError，请用 `{wanted}`' },
    coroutine: { en: '`{name}` is a coroutine: `{keyword}` needs what it gives, so await it first', zh: '`{name}` 是协程：`{keyword}` 需要它的结果，请先 await' },
    needsForAwait: { en: '`{name}` is iterated asynchronously: `for…of` throws TypeError', zh: '`{name}` 需要异步迭代：`for…of` 会抛出 TypeError' },
  },
  texts: {
    insert: { en: 'Use `{wanted}`', zh: '改用 `{wanted}`' },
    makeAsync: { en: 'Use `{wanted}` and make `{fn}` async', zh: '改用 `{wanted}`，并把 `{fn}` 改为 async' },
    await: { en: 'Await `{name}` first', zh: '先等待 `{name}`' },
    caller: { en: '`{fn}` is called here and needs `await` once it is async', zh: '这里调用了 `{fn}`，改为 async 之后需要 `await`' },
    handedOn: { en: '`{fn}` is handed on here to somebody who may not await it', zh: '这里把 `{fn}` 交给了可能不会 await 它的代码' },
  },

  check(fn, context) {
    for (const node of nodesIn(fn, 'with')) for (const item of node.items) checkUse({ node, value: item.context, word: 'with' }, fn, context);
    for (const node of nodesIn(fn, 'for')) if (node.over === 'values') checkUse({ node, value: node.iterable, word: 'for' }, fn, context);
    for (const node of nodesIn(fn, 'comprehension-clause')) checkUse({ node, value: node.iterable, word: 'for' }, fn, context);
  },
});

/** A statement or clause that drives a protocol of a value. */
interface Use {
  readonly node: WithStatement | ForStatement | ComprehensionClause;
  readonly value: Expression;
  readonly word: 'with' | 'for';
}

function checkUse(use: Use, fn: FunctionModel, context: RuleContext<MessageId>): void {
  const { semantics, module } = context;
  const { node, value, word } = use;
  const keyword: Protocol = node.isAsync ? `async ${word}` : word;
  const wanted: Protocol = node.isAsync ? word : `async ${word}`;
  const name = value.kind === 'call' ? callLabel(value) : expressionLabel(value);
  if (isHandled(node)) return;
  // `for await` takes plain iterables as well (ECMA-262, "GetIterator").
  if (module.language === 'typescript') {
    if (!node.isAsync && node.kind === 'for' && semantics.supports(value, 'for') === 'no' && semantics.supports(value, 'async for') === 'yes') {
      context.report({ at: value, message: 'needsForAwait', data: { name }, fixes: () => forAwaitFix(node, context) });
    }
    return;
  }
  if (node.isAsync && isCertainCoroutine(value, semantics)) {
    context.report({ at: value, message: 'coroutine', data: { name, keyword }, fixes: () => awaitFix(use, name, context) });
    return;
  }
  if (semantics.supports(value, keyword) !== 'no' || semantics.supports(value, wanted) !== 'yes') return;
  const related = !node.isAsync && !fn.isAsync && fn.form === 'function' ? relatedUses(fn, context.semantics) : [];
  const fixes = (): Fixes => (node.isAsync ? removeFix(use, wanted, context) : insertFix(use, wanted, context));
  context.report({ at: value, message: node.isAsync ? 'needsSync' : 'needsAsync', data: { name, keyword, wanted }, related, fixes });
}

/** What overrides a method without a body of its own may well be an async generator (https://mypy.readthedocs.io, "Asynchronous iterators"). */
function isCertainCoroutine(value: Expression, semantics: Semantics): boolean {
  const { verdict, kind, producer } = semantics.awaitable(value);
  return verdict === 'yes' && kind === 'coroutine' && !(producer && isSignature(producer));
}

/** Inside `try: … except TypeError:` or `AttributeError` (what CPython raised before 3.11) the failure is expected. */
function isHandled(node: Node): boolean {
  let child = node;
  for (let current = node.parent; current && current.kind !== 'function'; child = current, current = current.parent) {
    if (current.kind !== 'try' || !current.body.some((statement) => statement === child)) continue;
    if (current.handlers.some(({ type }) => type !== undefined && /\b(TypeError|AttributeError)\b/.test(textOf(type)))) return true;
  }
  return false;
}

/** All items of the statement have to want the same word. */
function allWant(use: Use, protocol: Protocol, { semantics }: RuleContext<MessageId>): boolean {
  const values = use.node.kind === 'with' ? use.node.items.map(({ context }) => context) : [use.value];
  return values.every((value) => semantics.supports(value, protocol) === 'yes');
}

function insertFix(use: Use, wanted: Protocol, context: RuleContext<MessageId>): Fixes {
  const { node } = use;
  if (!allWant(use, wanted, context)) return [];
  const keyword = insertAt(startOf(node), 'async ');
  if (canAwait(node, context) || isInAsyncGenerator(node)) return [{ title: 'insert', safety: 'safe', edits: [keyword], data: { wanted } }];
  const fn = functionOf(node);
  const made = fn.form === 'function' ? makeAsync(fn, context) : undefined;
  if (!made) return [];
  return [{ title: 'makeAsync', safety: 'review', edits: inOrder([...made.edits, keyword]), makesAsync: namesOf(made.functions), data: { wanted, fn: fn.name } }];
}

/** A clause of a generator expression turns that into an async generator; whoever iterates over it would have to know. */
function isInAsyncGenerator(node: Node): boolean {
  return node.kind === 'comprehension-clause' && node.parent?.kind === 'comprehension' && node.parent.shape === 'generator'
    && node.parent.clauses.some(({ isAsync }) => isAsync);
}

function removeFix(use: Use, wanted: Protocol, context: RuleContext<MessageId>): Fixes {
  const start = startOf(use.node);
  const keyword = /^async\s+/.exec(textOf(use.node))?.[0];
  return keyword === undefined || !allWant(use, wanted, context) ? []
    : [{ title: 'insert', safety: 'safe', edits: [replaceRange(start, start + keyword.length, '')], data: { wanted } }];
}

/** `async with connect():` → `async with await connect():`; where a plain result comes out, `for` has to be plain too. */
function awaitFix({ node, value }: Use, name: string, context: RuleContext<MessageId>): Fixes {
  if (!canAwait(node, context)) return [];
  const keyword = /^async\s+/.exec(textOf(node))?.[0] ?? '';
  const isOnly = node.kind !== 'with' || node.items.length === 1;
  // Most coroutines that are iterated by mistake give a list.
  const isPlain = node.kind !== 'with' && isOnly;
  const edits: Edit[] = [...(isPlain ? [replaceRange(startOf(node), startOf(node) + keyword.length, '')] : []), ...awaitEdits(value)];
  return [{ title: 'await', safety: 'review', edits: inOrder(edits), data: { name } }];
}

function forAwaitFix(node: Node, context: RuleContext<MessageId>): Fixes {
  const keyword = /^for\s*/.exec(textOf(node))?.[0];
  if (keyword === undefined || !canAwait(node, context)) return [];
  return [{ title: 'insert', safety: 'safe', edits: [insertAt(startOf(node) + 'for'.length, ' await')], data: { wanted: 'for await' } }];
}
