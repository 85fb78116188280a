import { handlerInFront, onlyTells, prepares, raiseAtEnd, withoutArgument, withoutType } from '../fixes/raise-again.js';
import {
  placeOf, textOf, nodesIn, type Expression, type FunctionModel, type Handler, type Node, type Place, type Statement, type TryStatement, type WithItem,
} from '../model/index.js';
import { catchOf, cancellationHandler, passesOn, raisesCancellation, stepsAfter, stepsAfterSuppress, suppressed, type CancellationCatch } from '../semantics/cancellation.js';
import { aftermathOf, expectsCancellation, isEnding, type Aftermath } from '../semantics/cancellation-aftermath.js';
import { finishesWhatWasShielded } from '../semantics/own-futures.js';
import { waitsItself } from '../semantics/own-waits.js';
import type { Semantics } from '../semantics/semantics.js';
import { isMainCoroutine } from '../semantics/task-lifetime.js';
import { defineRule, type Report, type RuleContext } from './rule.js';

type MessageId = 'loop' | 'goesOn' | 'ends';
type Context = RuleContext<MessageId>;
type Fixes = ReturnType<NonNullable<Report['fixes']>>;

export default defineRule<MessageId>({
  id: 'swallowed-cancellation',
  group: 'lifetime',
  level: 'warning',
  preset: 'recommended',
  languages: { python: true, typescript: { notApplicable: 'this rule checks Python only: an `AbortError` ends one call, and no task is cancelled by it' } },
  docs: {
    summary: {
      en: 'A cancellation is caught and not raised again, so the task runs on',
      zh: '取消异常被捕获后没有重新抛出，任务继续运行',
    },
    why: {
      en: `\`task.cancel()\` only raises \`asyncio.CancelledError\` at the \`await\` where the task waits. A clause that takes it –
\`except asyncio.CancelledError\`, a bare \`except\`, \`except BaseException\`, \`suppress(asyncio.CancelledError)\` – and does not
raise it again takes back the decision of whoever cancelled: \`asyncio.timeout()\` and \`TaskGroup\` no longer work, and a
shutdown waits for a task that does not end.

\`\`\`
asyncio.timeout(1)   ──────── cancel ─┐            (never fires)
task                 await poll() ────┴─ except: log ── await poll() ── await poll() …
\`\`\``,
      zh: `\`task.cancel()\` 只是在任务等待的 \`await\` 处抛出 \`asyncio.CancelledError\`。如果 \`except asyncio.CancelledError\`、裸 \`except\`、
\`except BaseException\` 或 \`suppress(asyncio.CancelledError)\` 接住它却不再抛出，取消方的决定就被撤销了：
\`asyncio.timeout()\` 和 \`TaskGroup\` 失效，关闭流程会一直等待不肯结束的任务。

\`\`\`
asyncio.timeout(1)   ──────── cancel ─┐            （不会生效）
task                 await poll() ────┴─ except: log ── await poll() ── await poll() …
\`\`\``,
    },
    allow: {
      en: 'Code that cancelled what it waits for (`task.cancel()`, then `try: await task`), that waits for a task which others '
        + 'may cancel, that closes something, or that counts requests with `uncancel()` may take the exception and is not '
        + 'reported; nor is a handler that raises, or gives the exception to somebody, nor a coroutine that ends there and is only ever '
        + 'started as a task. Where nobody is seen to await a coroutine that ends there, the finding is an info.',
      zh: '以下代码可以接住该异常，不会报告：自己取消了所等待的任务（先 `task.cancel()`，再 `try: await task`）、等待可能被他人取消的任务、'
        + '正在关闭资源、用 `uncancel()` 处理取消请求；会重新抛出或把异常交给别处的处理器，以及只作为任务启动并在此处结束的协程也不会报告。协程在此处结束且未见有人等待它时，只作为 info 提示。',
    },
    examples: {
      python: {
        bad: `import asyncio

async def poll():
    await asyncio.sleep(0.01)

async def watch():
    while True:
        try:
            await poll()
        except BaseException:
            print("poll failed")

async def main():
    try:
        async with asyncio.timeout(0.1):
            await watch()
    except TimeoutError:
        print("time is up")

asyncio.run(main())
`,
        good: `import asyncio

async def poll():
    await asyncio.sleep(0.01)

async def watch():
    while True:
        try:
            await poll()
        except Exception:
            print("poll failed")

async def main():
    try:
        async with asyncio.timeout(0.1):
            await watch()
    except TimeoutError:
        print("time is up")

asyncio.run(main())
`,
      },
    },
    links: [
      'https://docs.python.org/3/library/asyncio-task.html#task-cancellation',
      'https://docs.python.org/3/library/asyncio-exceptions.html#asyncio.CancelledError',
    ],
  },
  messages: {
    loop: { en: '`{clause}` swallows cancellation: the loop of `{fn}` goes on', zh: '`{clause}` 吞掉了取消：`{fn}` 的循环会继续' },
    goesOn: { en: '`{clause}` swallows cancellation: `{fn}` goes on', zh: '`{clause}` 吞掉了取消：`{fn}` 会继续执行' },
    ends: { en: '`{clause}` swallows cancellation: `{fn}` ends as if it had finished', zh: '`{clause}` 吞掉了取消：`{fn}` 像正常完成一样结束' },
  },
  texts: {
    raise: { en: 'Raise it again at the end of the handler', zh: '在处理器末尾重新抛出' },
    inFront: { en: 'Let cancellation through with a handler of its own', zh: '用单独的处理器放行取消' },
    without: { en: 'No longer catch `{type}`', zh: '不再捕获 `{type}`' },
  },

  check(fn, context) {
    if (!fn.isAsync) return;
    for (const node of nodesIn(fn, 'try')) checkTry(node, fn, context);
    for (const item of nodesIn(fn, 'with-item')) if (item.parent?.kind === 'with') checkSuppress(item, item.parent.body, fn, context);
  },
});

function checkTry(node: TryStatement, fn: FunctionModel, context: Context): void {
  const { semantics } = context;
  const met = cancellationHandler(node, semantics);
  if (!met || passesOn(met.handler, met.caught.breadth, context.semantics) || !isUnexpected(met.handler, node.body, fn, context)) return;
  const { handler, caught } = met;
  const aftermath = aftermathOf(handler, node.body, stepsAfter(handler));
  report({ clause: handler, caught, aftermath, label: `except${handler.type ? ` ${labelOf(caught.type ?? handler.type)}` : ':'}`, fn }, context, () => handlerFixes(handler, caught, aftermath, context));
}

function checkSuppress(item: WithItem, body: readonly Statement[], fn: FunctionModel, context: Context): void {
  const types = suppressed(item, context.semantics);
  const caught = types && catchOf(types, context.semantics);
  if (!caught?.type || !isUnexpected(item, body, fn, context)) return;
  const behind = stepsAfterSuppress(item, fn);
  const aftermath = aftermathOf(item, body, behind);
  const { type } = caught;
  report({ clause: item, caught, aftermath, label: `suppress(${labelOf(type)})`, fn }, context, () => {
    const edits = item.context.kind === 'call' ? withoutArgument(item.context, type) : undefined;
    return edits ? [{ title: 'without', safety: 'review', edits, data: { type: labelOf(type) } }] : [];
  });
}

/** The code waits by itself, has not cancelled anything, and is not there to end something. */
function isUnexpected(clause: Handler | WithItem, body: readonly Statement[], fn: FunctionModel, { semantics }: Context): boolean {
  return waitsItself(body, semantics) && !isEnding(fn, clause) && !expectsCancellation(fn, clause, semantics) && !isInCancellation(clause, semantics)
    && !isOnlyForCancelled(fn, semantics) && !raisesCancellation(fn, semantics) && !finishesWhatWasShielded(clause, body, semantics);
}

/** Inside another handler of the same exception: what is done about a cancellation must get through. */
function isInCancellation(code: Node, semantics: Semantics): boolean {
  for (let node: Node | undefined = code.parent; node && node.kind !== 'function'; node = node.parent) {
    if (node.kind === 'handler' && node.parent?.kind === 'try' && cancellationHandler(node.parent, semantics)?.handler === node) return true;
  }
  return false;
}

/** A helper of those handlers: `except CancelledError: await _drain(task); raise`. */
function isOnlyForCancelled(fn: FunctionModel, semantics: Semantics): boolean {
  const calls = semantics.callersInModule(fn);
  return calls.length > 0 && calls.every((call) => isInCancellation(call, semantics));
}

interface Finding {
  readonly clause: Handler | WithItem;
  readonly caught: CancellationCatch;
  readonly aftermath: Aftermath;
  readonly label: string;
  readonly fn: FunctionModel;
}

/** Only ever started as a task: nobody is left to go on after it, and its end is what the cancellation asked for. */
function isWholeTask(fn: FunctionModel, semantics: Semantics): boolean {
  const calls = semantics.callersInModule(fn);
  return calls.length > 0 && calls.every((call) => {
    const outer = call.parent?.kind === 'argument' ? call.parent.parent : undefined;
    return outer?.kind === 'call' && semantics.awaitable(outer).kind === 'task';
  });
}

const MESSAGES: Readonly<Record<Exclude<Aftermath, 'raises'>, MessageId>> = { 'loop': 'loop', 'goes-on': 'goesOn', 'ends': 'ends' };

function report({ clause, caught, aftermath, label, fn }: Finding, context: Context, fixes: () => Fixes): void {
  if (aftermath === 'raises' || (aftermath === 'ends' && (isMainCoroutine(fn, context.semantics) || isWholeTask(fn, context.semantics)))) return;
  // The outermost coroutine of a task may well end there; a caller that awaits this one goes on.
  const isAwaited = context.semantics.callersInModule(fn).some((call) => call.parent?.kind === 'await');
  context.report({
    at: caught.type ?? keywordOf(clause), message: MESSAGES[aftermath], data: { clause: label, fn: fn.name || 'the function' },
    ...(aftermath === 'ends' && !isAwaited ? { level: 'info' as const } : {}),
    fixes,
  });
}

function handlerFixes(handler: Handler, caught: CancellationCatch, aftermath: Aftermath, context: Context): Fixes {
  if (caught.breadth === 'named') {
    const edits = raiseAtEnd(handler);
    // Whoever waits for a task that used to end quietly would now get the exception.
    return edits ? [{ title: 'raise', safety: aftermath === 'ends' || prepares(handler) || isInHandler(handler) ? 'review' : 'safe', edits }] : [];
  }
  const safety = onlyTells(handler) && aftermath !== 'ends' && !isInHandler(handler) ? 'safe' : 'review';
  if (caught.breadth === 'listed') {
    const edits = caught.type && withoutType(handler, caught.type);
    return edits && caught.type ? [{ title: 'without', safety, edits, data: { type: labelOf(caught.type) } }] : [];
  }
  const edits = handlerInFront(handler, context);
  return edits ? [{ title: 'inFront', safety, edits }] : [];
}

/** What repairs after a failure has to get to its end; somebody should look at what is left undone. */
function isInHandler({ parent }: Handler): boolean {
  for (let node = parent?.parent; node && node.kind !== 'function'; node = node.parent) if (node.kind === 'handler') return true;
  return false;
}

function labelOf(type: Expression): string {
  return textOf(type).slice(0, 40);
}

function keywordOf(clause: Handler | WithItem): Place {
  const { path, start } = placeOf(clause);
  return { path, start, end: start + 'except'.length };
}
