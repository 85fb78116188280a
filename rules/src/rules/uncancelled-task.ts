import type { Edit } from '../engine/finding.js';
import { clearLostTimer } from '../fixes/clear-timer.js';
import { awaitCancelled, awaitCancelledSet, cancelAndWait, cancelAround, cancelInMethod, clearInMethod } from '../fixes/cancel.js';
import {
  functionOf, resolveName, nodesIn, type AssignmentStatement, type CallExpression, type ForStatement, type FunctionModel,
  type Variable,
} from '../model/index.js';
import { attributeTarget, careForAttribute, closingCode, closingMethod, isClosing, isSignalled, mayBeToldToEnd } from '../semantics/attribute-tasks.js';
import { onlyCancelledSet } from '../semantics/cancelled-sets.js';
import {
  caresFor, earlyExit, forgetsArguments, hasRole, isMainCoroutine, leakOf, mayLeavePending, onlyCancelled, pendingTarget,
  plainLocal, spawnedBy,
} from '../semantics/task-lifetime.js';
import { timerLeakOf, unreachableAbort } from '../semantics/timer-lifetime.js';
import { callLabel } from './labels.js';
import { defineRule, type Data, type Report, type RuleContext } from './rule.js';

type MessageId =
  | 'pending' | 'return' | 'exception' | 'attribute' | 'attributeNoClose' | 'completed' | 'cancelled' | 'cancelledSet'
  | 'interval' | 'unusedInterval' | 'race' | 'abort';
type Context = RuleContext<MessageId>;

export default defineRule<MessageId>({
  id: 'uncancelled-task',
  group: 'lifetime',
  level: 'warning',
  preset: 'recommended',
  languages: { python: true, typescript: true },
  docs: {
    summary: {
      en: 'A task or timer is still running when nobody wants it any more',
      zh: '任务或定时器在没有人需要之后仍在运行',
    },
    why: {
      en: '`asyncio.wait` returns with a set of tasks that go on running; a function that returns early leaves the task it started '
        + 'behind; a service that is closed leaves its worker. Such tasks hold connections, write results nobody reads and fail '
        + 'into the log long after their cause is gone. In JavaScript an interval, or the timer of a lost `Promise.race`, keeps '
        + 'the process alive.',
      zh: '`asyncio.wait` 返回时，`pending` 中的任务仍在运行；提前返回的函数会留下自己启动的任务；关闭的服务会留下工作任务。'
        + '这些任务占用连接、写出没人读取的结果，很久以后才在日志里报错。在 JavaScript 中，定时器或 `Promise.race` 落败一方的计时器会让进程无法退出。',
    },
    allow: {
      en: 'Tasks that are awaited, cancelled, tested, returned or passed on along every way out are fine, and so is whatever is '
        + 'left when the coroutine given to `asyncio.run` ends: `asyncio.run` cancels it.',
      zh: '在每条退出路径上都被等待、取消、检查、返回或传递的任务没有问题；传给 `asyncio.run` 的协程结束时剩余的任务会由 `asyncio.run` 取消。',
    },
    examples: {
      python: {
        bad: `import asyncio

async def probe(delay):
    await asyncio.sleep(delay)
    print("probe finished", delay)
    return delay

async def fastest():
    tasks = [asyncio.create_task(probe(delay)) for delay in (0.01, 0.05)]
    done, pending = await asyncio.wait(tasks, return_when=asyncio.FIRST_COMPLETED)
    return done.pop().result()

async def main():
    print(await fastest())
    await asyncio.sleep(0.1)

asyncio.run(main())
`,
        good: `import asyncio

async def probe(delay):
    await asyncio.sleep(delay)
    print("probe finished", delay)
    return delay

async def fastest():
    tasks = [asyncio.create_task(probe(delay)) for delay in (0.01, 0.05)]
    done, pending = await asyncio.wait(tasks, return_when=asyncio.FIRST_COMPLETED)
    for task in pending:
        task.cancel()
    await asyncio.gather(*pending, return_exceptions=True)
    return done.pop().result()

async def main():
    print(await fastest())
    await asyncio.sleep(0.1)

asyncio.run(main())
`,
      },
      typescript: {
        bad: `export async function withLimit<T>(work: Promise<T>, ms: number): Promise<T> {
  return await Promise.race([
    work,
    new Promise<never>((_, reject) => { setTimeout(() => reject(new Error('too slow')), ms); }),
  ]);
}
`,
        good: `export async function withLimit<T>(work: Promise<T>, ms: number): Promise<T> {
  let timer: ReturnType<typeof setTimeout> | undefined;
  const limit = new Promise<never>((_, reject) => { timer = setTimeout(() => reject(new Error('too slow')), ms); });
  try {
    return await Promise.race([work, limit]);
  } finally {
    clearTimeout(timer);
  }
}
`,
      },
    },
    links: [
      'https://docs.python.org/3/library/asyncio-task.html#asyncio.wait',
      'https://docs.python.org/3/library/asyncio-task.html#task-cancellation',
      'https://developer.mozilla.org/en-US/docs/Web/API/Window/clearInterval',
    ],
  },
  messages: {
    pending: { en: '`{call}` returns with tasks still running and nobody cancels them', zh: '`{call}` 返回时仍有任务在运行，没有人取消它们' },
    return: { en: 'The task `{name}` keeps running when `{fn}` returns at line {line}', zh: '`{fn}` 在第 {line} 行返回时，任务 `{name}` 仍在运行' },
    exception: { en: 'The task `{name}` keeps running when line {line} raises', zh: '第 {line} 行抛出异常时，任务 `{name}` 仍在运行' },
    attribute: { en: '`{cls}.{method}()` never cancels the task `{name}`', zh: '`{cls}.{method}()` 从不取消任务 `{name}`' },
    attributeNoClose: { en: 'The task `{name}` is never cancelled: `{cls}` has no method that ends it', zh: '任务 `{name}` 从不被取消：`{cls}` 没有结束它的方法' },
    completed: { en: 'Leaving this loop early leaves the other tasks of `{call}` running', zh: '提前离开该循环会让 `{call}` 的其余任务继续运行' },
    cancelled: { en: '`{name}` is cancelled but never awaited: it may still run when `{fn}` returns', zh: '`{name}` 已取消但从未等待：`{fn}` 返回时它可能仍在运行' },
    cancelledSet: {
      en: 'The tasks in `{name}` are cancelled but never awaited: they may still run when `{fn}` returns',
      zh: '`{name}` 中的任务已取消但从未等待：`{fn}` 返回时它们可能仍在运行',
    },
    interval: { en: '`{call}` can never be stopped: its handle is dropped', zh: '`{call}` 永远无法停止：句柄被丢弃' },
    unusedInterval: { en: '`{name}` is never cleared, so the interval runs for ever', zh: '`{name}` 从不被清除，定时器会一直运行' },
    race: { en: 'The timer of this `{call}` stays armed when the other promise wins', zh: '另一个 Promise 先完成时，`{call}` 的计时器仍未清除' },
    abort: { en: 'Nothing can abort `{name}`: its signal is used but `abort()` is out of reach', zh: '`{name}` 无法被中止：使用了 signal，但没有任何地方能调用 `abort()`' },
  },
  texts: {
    cancelPending: { en: 'Cancel the pending tasks', zh: '取消未完成的任务' },
    tryFinally: { en: 'Cancel `{name}` in a `finally`', zh: '在 `finally` 中取消 `{name}`' },
    tryExcept: { en: 'Cancel `{name}` when the rest fails', zh: '后续代码失败时取消 `{name}`' },
    cancelInMethod: { en: 'Cancel `{name}` in `{method}()`', zh: '在 `{method}()` 中取消 `{name}`' },
    clearInMethod: { en: 'Clear `{name}` in `{method}()`', zh: '在 `{method}()` 中清除 `{name}`' },
    clearTimer: { en: 'Clear the timer when the race is over', zh: '竞赛结束后清除计时器' },
    awaitCancelled: { en: 'Wait until `{name}` has ended', zh: '等待 `{name}` 真正结束' },
    left: { en: 'The function is left here', zh: '函数在这里离开' },
    closing: { en: '`{method}` ends the life of `{cls}`', zh: '`{method}` 结束 `{cls}` 的生命周期' },
    timer: { en: 'This timer is never cleared', zh: '该计时器从不被清除' },
  },

  check(fn, context) {
    if (context.module.language === 'python') checkPython(fn, context);
    else checkTypeScript(fn, context);
  },
});

function offered(title: string, edits: readonly Edit[] | undefined, data: Data = {}): ReturnType<NonNullable<Report['fixes']>> {
  return edits ? [{ title, safety: 'review', edits, data }] : [];
}

function checkPython(fn: FunctionModel, context: Context): void {
  for (const call of nodesIn(fn, 'call')) if (hasRole(call, context.semantics, 'wait')) checkWait(call, context);
  for (const node of nodesIn(fn, 'assignment')) {
    const spawn = spawnedBy(node.value, context.semantics);
    if (spawn) checkSpawn(node, spawn, fn, context);
  }
  for (const loop of nodesIn(fn, 'for')) checkAsCompleted(loop, fn, context);
}

function checkTypeScript(fn: FunctionModel, context: Context): void {
  for (const node of nodesIn(fn, 'assignment')) {
    const name = unreachableAbort(node, context.semantics);
    if (name) context.report({ at: name, message: 'abort', level: 'info', data: { name: name.name } });
  }
  for (const call of nodesIn(fn, 'call')) checkTimer(call, fn, context);
}

function checkTimer(node: CallExpression, fn: FunctionModel, context: Context): void {
  const leak = timerLeakOf(node, context.semantics);
  if (!leak) return;
  const data = { call: callLabel(node) };
  if (leak.leak === 'dropped-interval') context.report({ at: node, message: 'interval', level: 'info', data });
  else if (leak.leak === 'unused-interval') reportInterval(node, leak.name, leak.field && fn.owner && closingMethod(fn.owner, context.semantics), context);
  else {
    const { timer } = leak;
    context.report({ at: node, message: 'race', data, related: [{ at: timer, text: 'timer' }], fixes: () => offered('clearTimer', clearLostTimer(node, timer)) });
  }
}

function reportInterval(interval: CallExpression, name: string, closing: FunctionModel | undefined, context: Context): void {
  const data = { name, method: closing?.name ?? '' };
  context.report({
    at: interval, message: 'unusedInterval', data: { name },
    fixes: () => offered('clearInMethod', closing?.unit.module === context.module ? clearInMethod(closing, name) : undefined, data),
  });
}

function checkWait(wait: CallExpression, context: Context): void {
  if (!mayLeavePending(wait)) return;
  const target = pendingTarget(wait);
  if (!target) return;
  const fn = functionOf(wait);
  if (fn.form === 'module' || isMainCoroutine(fn, context.semantics)) return;
  const pending = target.name && resolveName(target.name);
  if (pending && (pending.owner !== fn || pending.escapesFunction)) return;
  if (!forgetsArguments(wait, context.semantics)) return;
  if (pending && caresFor(pending, new Set(), context.semantics)) {
    reportCancelledSet(pending, context);
    return;
  }
  const { name } = target;
  context.report({
    at: wait, message: 'pending', data: { call: callLabel(wait) },
    fixes: () => offered('cancelPending', name && cancelAndWait(wait, name)),
  });
}

function checkSpawn(assignment: AssignmentStatement, spawn: CallExpression, fn: FunctionModel, context: Context): void {
  const attribute = attributeTarget(assignment);
  if (attribute) {
    checkAttribute(attribute, spawn, context);
    return;
  }
  const local = plainLocal(assignment);
  if (!local || isMainCoroutine(fn, context.semantics)) return;
  const cancel = fn.isAsync ? onlyCancelled(local.name, local.variable) : undefined;
  if (cancel) {
    reportCancelled(cancel, local.name.name, context);
    return;
  }
  const leak = leakOf(local.name, local.variable, context.semantics);
  if (!leak) return;
  const witness = leak.witness && leak.witness.kind !== 'exit' && leak.witness.kind !== 'entry' ? leak.witness.node : undefined;
  const { lines } = context.module;
  const line = lines.positionAt(fn.unit.base + (witness ? witness.start : fn.end)).line + 1;
  context.report({
    at: local.name, message: leak.way, level: leak.way === 'return' ? 'warning' : 'info',
    data: { name: local.name.name, fn: fn.name, line },
    related: witness ? [{ at: witness, text: 'left' }] : [],
    fixes: () => {
      const cancelled = cancelAround(assignment, local.name.name);
      // `except` does nothing for a way that returns.
      const isRepair = cancelled?.form === 'tryFinally' || leak.way !== 'return';
      return cancelled && isRepair ? [{ title: cancelled.form, safety: 'review', edits: cancelled.edits, data: { name: local.name.name } }] : [];
    },
  });
}

function checkAttribute(attribute: NonNullable<ReturnType<typeof attributeTarget>>, spawn: CallExpression, context: Context): void {
  const { member, cls } = attribute;
  const closing = closingMethod(cls, context.semantics);
  const ending = closing ? closingCode(cls, context.semantics) : undefined;
  // `def close(self): self.close_task = create_task(self._close())`
  if (ending && isClosing(spawn, ending, context.semantics)) return;
  const care = careForAttribute(member, cls, context.semantics);
  const isPrivate = member.name.startsWith('_');
  if (!care || (!closing && !isPrivate)) return;
  const name = `self.${member.name}`;
  for (const cancel of care.isFirst ? care.onlyCancelled : []) {
    if (closing?.isAsync && functionOf(cancel) === closing && closing.unit.module === context.module) reportCancelled(cancel, name, context);
  }
  if (care.isCaredFor || (ending ? [...ending].some((fn) => mayBeToldToEnd(spawn, fn, context.semantics)) : isSignalled(spawn, cls, context.semantics))) return;
  const data = { name, cls: cls.name, method: closing?.name ?? '' };
  if (!closing) {
    context.report({ at: spawn, message: 'attributeNoClose', level: 'info', data });
    return;
  }
  context.report({
    at: spawn, message: 'attribute', data,
    related: [{ at: { path: closing.unit.module.path, start: closing.unit.base + closing.nameStart, end: closing.unit.base + closing.nameEnd }, text: 'closing', data }],
    fixes: () => offered('cancelInMethod', closing.unit.module === context.module ? cancelInMethod(closing, name, care) : undefined, data),
  });
}

function reportCancelled(cancel: CallExpression, name: string, context: Context): void {
  context.report({
    at: cancel, message: 'cancelled', level: 'info', data: { name, fn: functionOf(cancel).name },
    fixes: () => offered('awaitCancelled', awaitCancelled(cancel, name), { name }),
  });
}

/** `for task in pending: task.cancel()`: each gets its `CancelledError` only when the loop runs again. */
function reportCancelledSet(pending: Variable, context: Context): void {
  const cancelled = onlyCancelledSet(pending);
  if (!cancelled) return;
  const { cancel, statement } = cancelled;
  const data = { name: pending.name, fn: functionOf(cancel).name };
  context.report({
    at: cancel, message: 'cancelledSet', level: 'info', data,
    fixes: () => offered('awaitCancelled', awaitCancelledSet(statement, pending.name), data),
  });
}

/** `for next_done in asyncio.as_completed(tasks): … return`: the rest goes on running. */
function checkAsCompleted(loop: ForStatement, fn: FunctionModel, context: Context): void {
  const { iterable } = loop;
  if (iterable.kind !== 'call' || !hasRole(iterable, context.semantics, 'as-completed') || isMainCoroutine(fn, context.semantics)) return;
  const exit = earlyExit(loop);
  if (!exit) return;
  if (!forgetsArguments(iterable, context.semantics)) return;
  context.report({ at: exit, message: 'completed', data: { call: callLabel(iterable) } });
}
