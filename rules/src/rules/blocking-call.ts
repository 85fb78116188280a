import { offLoopEdits, offLoopListing } from '../fixes/off-loop.js';
import { twinEdits } from '../fixes/async-twin.js';
import type { BlockingCategory } from '../knowledge/facts.js';
import { textOf, type FunctionModel, type Node, type WithStatement } from '../model/index.js';
import { evaluated } from '../semantics/blocking.js';
import { threadLocksOverAwait } from '../semantics/lock-regions.js';
import type { BlockingFact, Invocation, LibraryCallable } from '../semantics/semantics.js';
import { callLabel, expressionLabel } from './labels.js';
import { defineRule, type Report, type RuleContext } from './rule.js';

type MessageId = 'direct' | 'through' | 'property' | 'entering' | 'enteringThrough' | 'leaving' | 'leavingThrough' | 'iterating' | 'iteratingThrough';
type Fixes = ReturnType<NonNullable<Report['fixes']>>;

export default defineRule<MessageId>({
  id: 'blocking-call',
  group: 'blocking',
  level: 'warning',
  preset: 'recommended',
  languages: { python: true, typescript: true },
  docs: {
    summary: {
      en: 'A call in an async function blocks the event loop, directly or through helpers',
      zh: '异步函数中的调用（直接或经由辅助函数）阻塞了事件循环',
    },
    why: {
      en: 'One thread runs the event loop and every coroutine on it. While a blocking call waits for a disk, a socket, a lock or '
        + 'a child process, no other task advances, timeouts fire late and heartbeats are missed. The finding names the '
        + 'primitive that blocks; related locations show each call on the way there.',
      zh: '事件循环和其上的所有协程共用一个线程。阻塞调用等待磁盘、套接字、锁或子进程时，其他任务都无法前进，'
        + '超时会推迟触发，心跳会丢失。报告会指出真正阻塞的调用，相关位置给出通往它的每一次调用。',
    },
    allow: {
      en: 'Code that is handed to a thread or process (`asyncio.to_thread`, `run_in_executor`, `Thread(target=…)`) does not run on '
        + 'the loop and is never reported. Small file access, chains with two or more calls that may be left out, and what only '
        + 'a first run does (caches, lazy properties), what runs in tests, in development mode (`if settings.DEBUG`) or before the `yield` of a '
        + 'lifespan, pauses of 10 milliseconds and less, and helpers that ask questions at a terminal are information; where two of these come together nothing is reported.',
      zh: '交给线程或进程执行的代码（`asyncio.to_thread`、`run_in_executor`、`Thread(target=…)`）不在事件循环上运行，不会报告。少量文件访问、含两个以上可跳过调用的链、只在首次运行时执行的代码（缓存、惰性属性）、在测试中、开发模式（`if settings.DEBUG`）下或 lifespan 的 `yield` 之前运行的代码、不超过 10 毫秒的停顿、在终端提问的辅助函数仅作为信息提示；同时满足两项则不报告。',
    },
    examples: {
      python: {
        bad: `import asyncio
import time

def load():
    time.sleep(0.2)
    return "config"

async def heartbeat():
    for _ in range(3):
        print("beat")
        await asyncio.sleep(0.01)

async def main():
    beat = asyncio.create_task(heartbeat())
    await asyncio.sleep(0)
    print(load())
    await beat

asyncio.run(main())
`,
        good: `import asyncio
import time

def load():
    time.sleep(0.2)
    return "config"

async def heartbeat():
    for _ in range(3):
        print("beat")
        await asyncio.sleep(0.01)

async def main():
    beat = asyncio.create_task(heartbeat())
    await asyncio.sleep(0)
    print(await asyncio.to_thread(load))
    await beat

asyncio.run(main())
`,
      },
      typescript: {
        bad: `import { readFileSync } from 'node:fs';

export async function handler(path: string): Promise<string> {
  return readFileSync(path, 'utf8');
}
`,
        good: `import { readFile } from 'node:fs/promises';

export async function handler(path: string): Promise<string> {
  return await readFile(path, 'utf8');
}
`,
      },
    },
    links: [
      'https://docs.python.org/3/library/asyncio-dev.html#running-blocking-code',
      'https://docs.python.org/3/library/asyncio-task.html#running-in-threads',
      'https://nodejs.org/en/learn/asynchronous-work/dont-block-the-event-loop',
    ],
  },
  messages: {
    direct: { en: '`{call}` blocks the event loop ({category})', zh: '`{call}` 阻塞事件循环（{category}）' },
    through: { en: '`{call}` blocks the event loop: it reaches `{primitive}` ({category})', zh: '`{call}` 阻塞事件循环：最终调用 `{primitive}`（{category}）' },
    property: { en: 'Reading `{call}` blocks the event loop: it reaches `{primitive}` ({category})', zh: '读取 `{call}` 阻塞事件循环：最终调用 `{primitive}`（{category}）' },
    entering: { en: 'Entering `{call}` blocks the event loop ({category})', zh: '进入 `{call}` 阻塞事件循环（{category}）' },
    enteringThrough: { en: 'Entering `{call}` blocks the event loop: it reaches `{primitive}` ({category})', zh: '进入 `{call}` 阻塞事件循环：最终调用 `{primitive}`（{category}）' },
    leaving: { en: 'Leaving `{call}` blocks the event loop ({category})', zh: '离开 `{call}` 阻塞事件循环（{category}）' },
    leavingThrough: { en: 'Leaving `{call}` blocks the event loop: it reaches `{primitive}` ({category})', zh: '离开 `{call}` 阻塞事件循环：最终调用 `{primitive}`（{category}）' },
    iterating: { en: 'Iterating `{call}` blocks the event loop ({category})', zh: '迭代 `{call}` 阻塞事件循环（{category}）' },
    iteratingThrough: { en: 'Iterating `{call}` blocks the event loop: it reaches `{primitive}` ({category})', zh: '迭代 `{call}` 阻塞事件循环：最终调用 `{primitive}`（{category}）' },
  },
  texts: {
    hop: { en: '`{name}` is called here', zh: '这里调用了 `{name}`' },
    primitive: { en: '`{name}` blocks here', zh: '`{name}` 在这里阻塞' },
    twin: { en: 'Replace with `await {replacement}`', zh: '替换为 `await {replacement}`' },
    offLoop: { en: 'Move `{call}` to a thread', zh: '把 `{call}` 移到线程中' },
    listing: { en: 'List `{call}` in a thread', zh: '在线程中列出 `{call}`' },
  },

  check(fn, context) {
    if (!fn.isAsync) return;
    const reported = new Set<Node>();
    // What is worse about these is told by `sync-lock-across-await`.
    const deadlocks = new Set<Node>(threadLocksOverAwait(fn, context).map(({ region }) => region.taken));
    for (const invocation of context.semantics.invocations(fn)) {
      const fact = context.analyses.blocking(invocation);
      if (!fact || reported.has(invocation.node) || isPartOfReportedFileAccess(invocation, fact, reported) || isRepeatedRead(invocation, reported)) continue;
      if (deadlocks.has(lockTakenBy(invocation.node))) continue;
      reported.add(invocation.node);
      report(invocation, fact, fn, context);
    }
  },
});

/** The lock in `with lock` and `lock.acquire()`; the node itself otherwise. */
function lockTakenBy(node: Node): Node {
  if (node.kind === 'with-item') return node.context;
  return node.kind === 'call' && node.callee.kind === 'member' ? node.callee.object : node;
}

const CATEGORY_NAMES: Readonly<Record<BlockingCategory, string>> = {
  sleep: 'sleep', http: 'HTTP', process: 'child process', network: 'network', database: 'database', 'thread-sync': 'thread lock or queue',
  file: 'file I/O', console: 'console input', cpu: 'CPU',
};

const MESSAGES: Readonly<Record<Invocation['form'], { readonly direct: MessageId; readonly through: MessageId }>> = {
  call: { direct: 'direct', through: 'through' },
  operator: { direct: 'direct', through: 'through' },
  property: { direct: 'property', through: 'property' },
  enter: { direct: 'entering', through: 'enteringThrough' },
  exit: { direct: 'leaving', through: 'leavingThrough' },
  iteration: { direct: 'iterating', through: 'iteratingThrough' },
};

function report(invocation: Invocation, fact: BlockingFact, fn: FunctionModel, context: RuleContext<MessageId>): void {
  if (fact.category === 'file' && isStartUp(fn)) return;
  const excuses = excusesOf(fact);
  if (excuses > 1) return;
  const isIndirect = fact.chain.length > 1;
  const [, ...hops] = fact.chain;
  context.report({
    at: evaluated(invocation.node),
    message: MESSAGES[invocation.form][isIndirect ? 'through' : 'direct'],
    level: excuses > 0 || isMinor(invocation, fact) ? 'info' : 'warning',
    data: { call: labelOf(invocation.node), primitive: fact.primitive, category: CATEGORY_NAMES[fact.category] },
    related: hops.map((hop, index) => ({
      at: hop.place,
      text: index === hops.length - 1 ? 'primitive' : 'hop',
      data: { name: hop.name },
    })),
    fixes: () => fixes(invocation, fact, context),
  });
}

/** So many branches have to be taken that hardly any run gets there. */
const MANY_DECISIONS = 4;

/**
 * One excuse makes a finding information, two are not worth a word: small files cost little, what only a first run does is
 * paid once, where two calls on the way are optional the common run hardly gets there, and in tests, in development and before anybody
 * is served few wait.
 */
function excusesOf({ category, optionalHops, decisions, firstRunOnly, circumstance }: BlockingFact): number {
  const unusual = optionalHops < 2 ? 0 : optionalHops < 4 && decisions < MANY_DECISIONS ? 1 : 2;
  return (category === 'file' ? 1 : 0) + (firstRunOnly ? 1 : 0) + (circumstance ? 1 : 0) + unusual;
}

/**
 * An uncontended lock, a property that is several calls away from anything slow, a helper that asks somebody at a terminal (made to wait), or
 * one that compresses what it sends.
 */
function isMinor(invocation: Invocation, fact: BlockingFact): boolean {
  return fact.facts.brief === true || ((fact.category === 'console' || fact.facts.costsBySize === true) && fact.chain.length > 1) || (invocation.form === 'property' && fact.chain.length > 2);
}

/** A property that is read several times is reported once. */
function isRepeatedRead(invocation: Invocation, reported: ReadonlySet<Node>): boolean {
  if (invocation.form !== 'property') return false;
  const text = textOf(invocation.node);
  return [...reported].some((node) => node.kind === 'member' && textOf(node) === text);
}

/** One finding per `with open(…)`: what is read and written through the handle belongs to it. */
function isPartOfReportedFileAccess(invocation: Invocation, fact: BlockingFact, reported: ReadonlySet<Node>): boolean {
  if (fact.category !== 'file') return false;
  for (let node: Node | undefined = invocation.node; node; node = node.parent) {
    if (node.kind === 'function') return false;
    if (node.kind === 'with' && opensReportedFile(node, invocation.node, reported)) return true;
  }
  return false;
}

function opensReportedFile(statement: WithStatement, node: Node, reported: ReadonlySet<Node>): boolean {
  return statement.items.some((item) => item.context !== node && (reported.has(item.context) || reported.has(item)));
}

/** Configuration read once before anything else runs costs nobody: `main`, start-up and lifespan hooks. */
function isStartUp(fn: FunctionModel): boolean {
  return /^(?:main|_main|amain|async_main|lifespan|startup|on_startup|setup_hook)$/.test(fn.name);
}

function labelOf(node: Node): string {
  const shown = evaluated(node);
  switch (shown.kind) {
    case 'call': return node.kind === 'for' || node.kind === 'comprehension-clause' ? expressionLabel(shown) : callLabel(shown);
    case 'member': case 'binary': case 'compare': case 'name': case 'index': return expressionLabel(shown);
    default: return textOf(shown).split('\n')[0]?.slice(0, 40) ?? '';
  }
}

function fixes(invocation: Invocation, fact: BlockingFact, context: RuleContext<MessageId>): Fixes {
  const { node } = invocation;
  if (invocation.form === 'iteration' && (node.kind === 'for' || node.kind === 'comprehension-clause')) {
    const listed = offLoopListing(node.iterable, context);
    return listed ? [{ title: 'listing', safety: 'review', edits: listed, data: { call: expressionLabel(node.iterable) } }] : [];
  }
  if (invocation.form !== 'call' || node.kind !== 'call') return [];
  const found: Fixes[number][] = [];
  const twin = fact.chain.length === 1 ? twinEdits(node, fact.facts.replacement, context) : undefined;
  if (twin) {
    const safety = fact.category === 'sleep' ? 'safe' : 'review';
    found.push({ title: 'twin', safety, edits: twin.edits, data: { replacement: twin.text } });
  }
  const staysHere = (fact.category === 'sleep' && twin) || context.analyses.reaches(invocation, needsTheLoop);
  const offLoop = staysHere ? undefined : offLoopEdits(node, fact, context);
  if (offLoop) found.push({ title: 'offLoop', safety: 'review', edits: offLoop, data: { call: callLabel(node) } });
  return found;
}

/** What a helper may only do on the thread of the loop. */
function needsTheLoop({ facts }: LibraryCallable): boolean {
  return facts.role === 'running-loop' || facts.role === 'spawn-task' || facts.role === 'spawn-owned-task' || facts.role === 'on-loop-callback';
}
