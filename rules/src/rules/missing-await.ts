import { awaitEdits, canAwait } from '../fixes/await.js';
import { awaitAndMakeAsync, namesOf, runEdits } from '../fixes/make-async.js';
import { keepDropped } from '../fixes/background-task.js';
import { inOrder } from '../fixes/edits.js';
import type { Edit } from '../engine/finding.js';
import { importModule } from '../fixes/imports.js';
import { functionOf, moduleOf, namePlace, nodesIn, visitCode, type CallExpression, type Expression, type FunctionModel } from '../model/index.js';
import { hasNodeCallback, isHandledPromise, isProgramStart, neverRejects } from '../semantics/promise-handling.js';
import { fateOf, type Fate, type Misuse, type MisuseAt, type Nature } from '../semantics/consumption.js';
import { ownMembersOf } from '../semantics/own-members.js';
import { isAskedAbout } from '../semantics/run-time-tests.js';
import type { AwaitableFact, Semantics } from '../semantics/semantics.js';
import { callLabel } from './labels.js';
import { defineRule, type Report, type RuleContext, type Target } from './rule.js';

type MessageId = 'dropped' | 'droppedPromise' | 'droppedGenerator' | 'unused' | 'unusedGenerator' | `as-${Misuse}`;
type Fixes = ReturnType<NonNullable<Report['fixes']>>;

export default defineRule<MessageId>({
  id: 'missing-await',
  group: 'awaiting',
  level: 'error',
  preset: 'recommended',
  languages: { python: true, typescript: true },
  docs: {
    summary: {
      en: 'A coroutine or promise is created and never awaited, or used as if it were its result',
      zh: '创建了协程或 Promise 却没有 await，或者把它当成结果使用',
    },
    why: {
      en: 'Calling an `async def` function only creates a coroutine object; its body starts when the object is awaited or '
        + 'wrapped into a task. A coroutine that is dropped never runs, and one that is printed, compared or tested gives '
        + 'an answer about the coroutine object, which is always true. In JavaScript the work does start, but nobody waits '
        + 'for it and a rejection has no handler.',
      zh: '调用 `async def` 函数只会得到一个协程对象；只有 `await` 它或把它包装成任务，函数体才会执行。被丢弃的协程永远不会运行；'
        + '被打印、比较或当作条件的协程，得到的只是协程对象本身（永远为真）。在 JavaScript 中任务确实已经开始，'
        + '但没有人等待它，出错时也没有人处理。',
    },
    allow: {
      en: 'Values that are returned, stored on an object, kept in a container that leaves the function or passed to an unknown '
        + 'call are not reported, unless another use of the same variable can only be wrong, or what else stands in its place is awaited. In TypeScript, `void save()` says that the promise is dropped on purpose.',
      zh: '被返回、保存到对象上、放进会离开函数的容器、或传给未知调用的值都不会报告，除非同一变量的另一处使用必然出错，或者同一位置的其他值都已 await。在 TypeScript 中，`void save()` 表示有意丢弃。',
    },
    examples: {
      python: {
        bad: `import asyncio

async def save(row):
    await asyncio.sleep(0)
    print("saved", row)

async def main():
    save(1)

asyncio.run(main())
`,
        good: `import asyncio

async def save(row):
    await asyncio.sleep(0)
    print("saved", row)

async def main():
    await save(1)

asyncio.run(main())
`,
      },
      typescript: {
        bad: `async function save(row: number): Promise<void> {
  console.log('saved', row);
}

export async function main(): Promise<void> {
  save(1);
}
`,
        good: `async function save(row: number): Promise<void> {
  console.log('saved', row);
}

export async function main(): Promise<void> {
  await save(1);
}
`,
      },
    },
    links: [
      'https://docs.python.org/3/library/asyncio-dev.html#detect-never-awaited-coroutines',
      'https://docs.python.org/3/library/asyncio-task.html#coroutines',
      'https://developer.mozilla.org/en-US/docs/Web/JavaScript/Reference/Operators/await',
    ],
  },
  messages: {
    dropped: { en: '`{call}` is never awaited, so it never runs', zh: '`{call}` 没有被 await，永远不会运行' },
    droppedPromise: { en: '`{call}` is not awaited: nobody waits for it or sees its error', zh: '`{call}` 没有被 await：没有人等待它，也没有人看到它的错误' },
    droppedGenerator: { en: '`{call}` is an async generator that is never iterated, so it never runs', zh: '`{call}` 是从未被迭代的异步生成器，永远不会运行' },
    unused: { en: '`{name}` holds the {thing} of `{call}`, which is never awaited', zh: '`{name}` 保存了 `{call}` 的 {thing}，但它从未被 await' },
    unusedGenerator: { en: '`{name}` holds the async generator `{call}`, which is never iterated', zh: '`{name}` 保存了异步生成器 `{call}`，但它从未被迭代' },
    'as-text': { en: '`{call}` is turned into text without `await`: you get the {thing}, not its result', zh: '`{call}` 没有 await 就被转成文本：得到的是 {thing} 而不是结果' },
    'as-condition': { en: '`{call}` is tested without `await`: a {thing} is always true', zh: '`{call}` 没有 await 就被当作条件：{thing} 永远为真' },
    'as-comparison': { en: '`{call}` is compared without `await`: a {thing} never equals its result', zh: '`{call}` 没有 await 就被比较：{thing} 永远不等于它的结果' },
    'as-arithmetic': { en: '`{call}` is used in arithmetic without `await`: it is a {thing}, not its result', zh: '`{call}` 没有 await 就参与运算：它是 {thing}，不是结果' },
    'as-index': { en: '`{call}` is indexed without `await`: it is a {thing}, not its result', zh: '`{call}` 没有 await 就被取下标：它是 {thing}，不是结果' },
    'as-key': { en: '`{call}` is used as a key without `await`: it is a {thing}, not its result', zh: '`{call}` 没有 await 就被当作键：它是 {thing}，不是结果' },
    'as-iteration': { en: '`{call}` is iterated without `await`: it is a {thing}, not its result', zh: '`{call}` 没有 await 就被迭代：它是 {thing}，不是结果' },
    'as-member': { en: '`.{detail}` is read from `{call}` without `await`: it is a {thing}', zh: '没有 await 就读取 `{call}` 的 `.{detail}`：它是 {thing}' },
    'as-call': { en: '`{call}` is called without `await`: it is a {thing}, not its result', zh: '`{call}` 没有 await 就被调用：它是 {thing}，不是结果' },
    'as-raise': { en: '`{call}` is raised without `await`: it is a {thing}, not an exception', zh: '`{call}` 没有 await 就被抛出：它是 {thing}，不是异常' },
    'as-argument': { en: '`{call}` is passed as `{detail}` without `await`: it is a {thing}', zh: '`{call}` 没有 await 就作为 `{detail}` 传入：它是 {thing}' },
    'as-return': { en: '`{call}` is returned without `await`: awaiting `{detail}` gives a {thing}', zh: '`{call}` 没有 await 就被返回：等待 `{detail}` 得到的是 {thing}' },
    'as-result': { en: '`{call}` is returned without `await`: the caller gets a {thing}', zh: '`{call}` 没有 await 就被返回：调用者得到的是 {thing}' },
    'as-yield': { en: '`{call}` is yielded without `await`: the receiver gets a {thing}', zh: '`{call}` 没有 await 就被 yield：接收者得到的是 {thing}' },
    'as-mixed': { en: '`{call}` is not awaited, but the other values of `{detail}` are', zh: '`{call}` 没有 await，而 `{detail}` 的其他值都已 await' },
    'as-guarded': { en: '`{call}` is not awaited inside `try`, so its errors are not raised here', zh: '`{call}` 没有在 `try` 内 await，它的异常不会在这里抛出' },
  },
  texts: {
    await: { en: 'Await `{call}`', zh: '等待 `{call}`' },
    makeAsync: { en: 'Await `{call}` and make `{fn}` async', zh: '等待 `{call}`，并把 `{fn}` 改为 async' },
    run: { en: 'Run `{call}` with `asyncio.run`', zh: '用 `asyncio.run` 运行 `{call}`' },
    background: { en: 'Run `{call}` in the background and keep the task', zh: '在后台运行 `{call}` 并保留任务' },
    defined: { en: '`{name}` is async', zh: '`{name}` 是 async 函数' },
    misused: { en: '`{name}` is used here as if it were the result', zh: '`{name}` 在这里被当作结果使用' },
    caller: { en: '`{fn}` is called here and would need `await`', zh: '这里调用了 `{fn}`，届时需要 `await`' },
  },

  check(fn, context) {
    for (const call of nodesIn(fn, 'call')) if (call.parent?.kind !== 'await') checkCall(call, context);
  },
});

function checkCall(call: CallExpression, context: RuleContext<MessageId>): void {
  const fact = context.semantics.awaitable(call);
  const nature = natureOf(fact, call, context);
  const isLost = isLostWhenDropped(fact, call, context);
  if (!isLost && nature === undefined) return;
  const { language } = context.module;
  const fate = fateOf(call, { semantics: context.semantics, ownMembers: ownMembersOf(language, fact.kind), failures: 'reported', nature });
  if (fate.fate === 'dropped' && givesBack(call, context)) return;
  if (fate.fate === 'consumed' || (!isLost && !needsResult(fate, fact))) return;
  if (fact.kind === 'async-generator' && (fate.fate === 'misused' || (fate.fate === 'kept-unused' && fate.misuses.length > 0))) return;
  if (language === 'python' && isAskedAbout(call.callee)) return;
  if (language === 'typescript' && (mayBeLeftAlone(call, fact, fate, context.semantics) || isTestedChain(call, fate))) return;
  if (fact.kind === 'other' && nature === undefined && touchesMembers(fate) && !isPendingCall(call, context)) return;
  if (language === 'typescript' && touchesMembers(fate) && isSaidByOthers(fact, call, context)) return;
  report(call, fact, fate, context);
}

/** Tasks run by themselves (`dangling-task` looks after them), other futures belong to whoever completes them. */
function isLostWhenDropped(fact: AwaitableFact, call: CallExpression, context: RuleContext<MessageId>): boolean {
  if (fact.kind === 'async-generator') return true;
  if (fact.verdict !== 'yes') return false;
  if (fact.kind === 'coroutine') return true;
  if (fact.kind === 'promise') return !fact.library?.startsWith('node:test');
  const { library } = context.semantics.targets(call);
  if (fact.kind === 'other') return library.length > 0 && library.every(({ facts }) => facts.awaitable === 'other' && facts.asyncContext);
  return library.some(({ facts }) => facts.role === 'gather' || facts.role === 'shield');
}

/** `tasks.pop(key)` gives back what was put in; it has been made, and may have been started, elsewhere. */
function givesBack(call: CallExpression, { semantics }: RuleContext<MessageId>): boolean {
  const { library, functions } = semantics.targets(call);
  return functions.length === 0 && library.length > 0 && library.every(({ name }) => GIVING_BACK.test(name));
}

const GIVING_BACK = /^(?:(?:dict|list|set|collections\.\w+|weakref\.\w+)\.(?:pop|popitem|popleft|get|setdefault|__getitem__)|Array\.(?:pop|shift|at|find|findLast)|(?:Weak)?Map\.get)$/;

/** A future, or something declared as no more than awaitable, may do its work all the same, but is never its result. */
function natureOf(fact: AwaitableFact, call: CallExpression, { semantics, module }: RuleContext<MessageId>): Nature | undefined {
  if (module.language !== 'python' || fact.verdict !== 'yes') return undefined;
  if (fact.kind === 'coroutine') return 'coroutine';
  const names = semantics.classNames(call);
  if (names.length === 0 || !names.every((name) => PLAIN_AWAITABLES.has(name))) return undefined;
  return semantics.targets(call).functions.some((fn) => givesFunction(fn, semantics)) ? undefined : 'awaitable';
}

/** `def choose(…) -> Awaitable: return fetch_async`: what is declared is what the result gives when it is called. */
function givesFunction(fn: FunctionModel, semantics: Semantics): boolean {
  let gives = false;
  visitCode(fn, (node) => {
    if (gives || node.kind === 'function') return 'skip';
    if (node.kind === 'return' && node.value) gives = semantics.callable(node.value) === 'yes' && semantics.awaitable(node.value).verdict !== 'yes';
    return undefined;
  });
  return gives;
}

const PLAIN_AWAITABLES = new Set(['typing.Awaitable', 'collections.abc.Awaitable', 'asyncio.Future', 'asyncio.Task']);
const RESULT_NEEDED: ReadonlySet<string> = new Set(['index', 'iteration', 'arithmetic', 'argument', 'result', 'yield', 'call', 'raise', 'guarded']);

/** A task or future may be tested to find out whether there is one (`current_task()`), as may a variable. */
function needsResult(fate: Exclude<Fate, { fate: 'consumed' }>, { kind }: AwaitableFact): boolean {
  switch (fate.fate) {
    case 'dropped': return false;
    case 'misused': return needsIt(fate, kind) || (fate.misuse === 'condition' && kind === 'other' && fate.expression.kind !== 'name');
    case 'kept-unused': return fate.misuses.some((misuse) => needsIt(misuse, kind));
  }
}

/** Tasks and futures have attributes and are compared with each other; what is only declared as awaitable has none. */
function needsIt({ misuse, expression }: MisuseAt, kind: AwaitableFact['kind']): boolean {
  if (RESULT_NEEDED.has(misuse) || (misuse === 'member' && kind === 'other')) return true;
  const { parent } = expression;
  return misuse === 'comparison' && parent?.kind === 'compare' && parent.operands.some((operand) => operand.kind === 'literal' && operand.type !== 'none');
}

/** A promise nobody needs to look at: what it does may be lost, but no error is. */
function mayBeLeftAlone(call: CallExpression, fact: AwaitableFact, fate: Fate, semantics: Semantics): boolean {
  if (isHandledPromise(call)) return true;
  if (fate.fate !== 'dropped') return false;
  return isProgramStart(call) || hasNodeCallback(call) || (fact.producer !== undefined && neverRejects(fact.producer, semantics));
}

/** `if (queue?.flush())`: undefined when there is no queue, so the test is not always true. */
function isTestedChain(call: CallExpression, fate: Fate): boolean {
  if (fate.fate !== 'misused' || (fate.misuse !== 'condition' && fate.misuse !== 'comparison')) return false;
  for (let node: Expression = call; ; node = node.kind === 'call' ? node.callee : node.object) {
    if (node.kind === 'member' && node.optional) return true;
    if (node.kind !== 'call' && node.kind !== 'member') return false;
  }
}

/**
 * JavaScript is not checked against the declarations of a library, which may be wrong: a member that is used tells more of the value
 * than they do. What the tables and the project's own code say still counts.
 */
function isSaidByOthers({ producer, library }: AwaitableFact, call: CallExpression, { semantics, module }: RuleContext<MessageId>): boolean {
  if (producer || library === undefined || !/\.[cm]?jsx?$/.test(module.path)) return false;
  return semantics.targets(call).library.every(({ facts }) => facts.awaitable === undefined);
}

function touchesMembers(fate: Fate): boolean {
  if (fate.fate === 'misused') return fate.misuse === 'member';
  return fate.fate === 'kept-unused' && fate.misuses.some(({ misuse }) => misuse === 'member');
}

/** An object that only stands between a call and its result; others (connections, pools) have methods of their own. */
function isPendingCall(call: CallExpression, context: RuleContext<MessageId>): boolean {
  const names = context.semantics.classNames(call);
  return names.length > 0 && names.every((name) => /\.Pending\w+$/.test(name));
}

function report(call: CallExpression, fact: AwaitableFact, fate: Exclude<Fate, { fate: 'consumed' }>, context: RuleContext<MessageId>): void {
  const data = { call: callLabel(call), thing: thingOf(fact), name: '', detail: '' };
  const related: NonNullable<Report['related']>[number][] = [];
  if (fact.producer?.name) related.push({ at: namePlace(fact.producer), text: 'defined', data: { name: fact.producer.name } });
  related.push(...futureCallers(call, context));
  const base = { at: call, related, fixes: () => fixesFor(call, fate, fact, context) };
  if (fate.fate === 'misused') {
    context.report({ ...base, message: `as-${fate.misuse}`, data: { ...data, detail: fate.detail } });
    return;
  }
  const isGenerator = fact.kind === 'async-generator';
  // A promise or future does its work all the same: what is lost is its result and its error.
  const level = fact.kind === 'promise' || fact.kind === 'future' ? 'warning' as const : undefined;
  if (fate.fate === 'kept-unused') {
    for (const { expression } of fate.misuses) related.push({ at: expression, text: 'misused', data: { name: fate.variable.name } });
    context.report({ ...base, level: fate.misuses.length > 0 ? undefined : level, message: isGenerator ? 'unusedGenerator' : 'unused', data: { ...data, name: fate.variable.name } });
    return;
  }
  const message = isGenerator ? 'droppedGenerator' : fact.kind === 'coroutine' || fact.kind === 'other' ? 'dropped' : 'droppedPromise';
  context.report({ ...base, level, message, data });
}

/** In a plain function: the calls that need `await` as well once it is async. */
function futureCallers(call: CallExpression, context: RuleContext<MessageId>): NonNullable<Report['related']>[number][] {
  const fn = functionOf(call);
  if (fn.isAsync || fn.form !== 'function') return [];
  return context.semantics.callersInModule(fn).map((caller) => ({ at: caller, text: 'caller', data: { fn: fn.name } }));
}

function thingOf(fact: AwaitableFact): string {
  return fact.kind === 'promise' || fact.kind === 'coroutine' ? fact.kind : fact.kind === 'other' ? 'pending call' : 'future';
}

function fixesFor(call: CallExpression, fate: Fate, fact: AwaitableFact, context: RuleContext<MessageId>): Fixes {
  if (fact.kind === 'async-generator') return [];
  const data = { call: callLabel(call) };
  const fn = functionOf(call);
  if (canAwait(call, context)) {
    const fixes = [{ title: 'await', safety: 'review' as const, edits: awaitEdits(call), data }];
    const canSpawn = fact.kind === 'coroutine' && fate.fate === 'dropped' && context.module.language === 'python';
    const background = canSpawn ? backgroundFix(call, context.target) : undefined;
    return background ? [...fixes, { title: 'background', safety: 'review' as const, edits: background, data }] : fixes;
  }
  if (fn.form === 'module') {
    // A future belongs to a loop that does not run yet; `asyncio.run` takes coroutines only.
    if (context.module.language !== 'python' || fact.kind !== 'coroutine') return [];
    return [{ title: 'run', safety: 'review', edits: runEdits(call), data }];
  }
  const made = awaitAndMakeAsync(call, context);
  return made ? [{ title: 'makeAsync', safety: 'review', edits: made.edits, makesAsync: namesOf(made.functions), data: { ...data, fn: fn.name } }] : [];
}

function backgroundFix(call: CallExpression, target: Target): Edit[] | undefined {
  const statement = call.parent;
  if (statement?.kind !== 'expression-statement') return undefined;
  const asyncio = importModule(moduleOf(call), 'asyncio', call);
  const edits = keepDropped(statement, call, target, { before: `${asyncio.name}.create_task(`, after: ')' });
  return edits && inOrder([...asyncio.edits, ...edits]);
}
