import { twinOfAwaited } from '../fixes/async-twin.js';
import { callEdits } from '../fixes/call-reference.js';
import { inOrder, insertAfter, insertBefore, replaceRange, startOf, endOf } from '../fixes/edits.js';
import { importModule } from '../fixes/imports.js';
import { offLoopEdits } from '../fixes/off-loop.js';
import { functionOf, moduleOf, namePlace, resolveName, textOf, nodesIn, visitCode, type AwaitExpression, type CallExpression, type Expression, type FunctionModel, type Node } from '../model/index.js';
import type { Edit } from '../engine/finding.js';
import { isTypeIgnored } from '../semantics/contradicted-types.js';
import { isOtherName } from '../semantics/function-values.js';
import { isAskedAbout } from '../semantics/run-time-tests.js';
import type { BlockingFact, Semantics } from '../semantics/semantics.js';
import { callLabel, expressionLabel } from './labels.js';
import { defineRule, type Report, type RuleContext } from './rule.js';

type MessageId = 'function' | 'generator' | 'result' | 'value' | 'pointless';
type Fixes = ReturnType<NonNullable<Report['fixes']>>;

export default defineRule<MessageId>({
  id: 'await-non-awaitable',
  group: 'awaiting',
  level: 'error',
  preset: 'recommended',
  languages: { python: true, typescript: true },
  docs: {
    summary: {
      en: '`await` is given something that cannot be awaited: a plain result, a literal, a function that was not called',
      zh: '`await` 后面的东西不能等待：普通函数的结果、字面量，或者没有调用的函数',
    },
    why: {
      en: '`await` asks its operand for an iterator of steps (`__await__`). A coroutine, task or future has one; what a plain '
        + 'function returns has none, and neither has the function itself. The call still runs first – and blocks the loop if '
        + 'it blocks – and only then `await` raises `TypeError`.\n\n'
        + '```\nawait time.sleep(1)\n  loop   ████ time.sleep blocks every task ████ │ None has no __await__ ──► TypeError\n'
        + 'await asyncio.sleep(1)\n  loop   ░ free for other tasks ░░░░░░░░░░░░░░░░ │ goes on\n```\n\n'
        + 'In JavaScript `await` lets such a value pass. Awaiting a function that was meant to be called is the same mistake '
        + 'there; awaiting a plain value only costs a turn of the loop.',
      zh: '`await` 需要操作数提供步骤迭代器（`__await__`）。协程、任务和 future 都有；普通函数的返回值没有，函数对象本身也没有。'
        + '调用仍会先执行（如果它会阻塞，事件循环也会被阻塞），然后 `await` 才抛出 `TypeError`。\n\n'
        + '```\nawait time.sleep(1)\n  循环   ████ time.sleep 阻塞所有任务 ████ │ None 没有 __await__ ──► TypeError\n'
        + 'await asyncio.sleep(1)\n  循环   ░ 可以运行其他任务 ░░░░░░░░░░░░ │ 继续\n```\n\n'
        + 'JavaScript 的 `await` 会放行这样的值。忘记调用函数在那里同样是错误；等待普通值只是多等一轮事件循环。',
    },
    allow: {
      en: 'A value that is awaitable only sometimes, or whose type is not known, is never reported; neither is an `await` whose '
        + '`TypeError` is caught.',
      zh: '有时可等待、或类型未知的值不会报告；`TypeError` 会被捕获的 `await` 也不会报告。',
    },
    examples: {
      python: {
        bad: `import asyncio
import json

async def read(data):
    await asyncio.sleep(0)
    return await json.dumps(data)

async def main():
    print(await read([1, 2]))

asyncio.run(main())
`,
        good: `import asyncio
import json

async def read(data):
    await asyncio.sleep(0)
    return json.dumps(data)

async def main():
    print(await read([1, 2]))

asyncio.run(main())
`,
      },
      typescript: {
        bad: `async function load(): Promise<string> {
  return 'data';
}

export async function main(): Promise<void> {
  console.log(await load);
}
`,
        good: `async function load(): Promise<string> {
  return 'data';
}

export async function main(): Promise<void> {
  console.log(await load());
}
`,
      },
    },
    links: [
      'https://docs.python.org/3/library/asyncio-task.html#awaitables',
      'https://docs.python.org/3/reference/datamodel.html#awaitable-objects',
      'https://developer.mozilla.org/en-US/docs/Web/JavaScript/Reference/Operators/await',
    ],
  },
  messages: {
    function: { en: '`{name}` is not called here: `await` gets the function itself', zh: '这里没有调用 `{name}`：`await` 得到的是函数本身' },
    generator: { en: '`{name}` is an async generator: use `async for`, `await` raises TypeError', zh: '`{name}` 是异步生成器：请用 `async for`，`await` 会抛出 TypeError' },
    result: { en: '`{name}` is not async: awaiting its result raises TypeError', zh: '`{name}` 不是异步的：等待它的结果会抛出 TypeError' },
    value: { en: '`{name}` cannot be awaited: `await` raises TypeError', zh: '`{name}` 不能等待：`await` 会抛出 TypeError' },
    pointless: { en: '`{name}` is no promise: there is nothing to await', zh: '`{name}` 不是 promise：没有什么可等待的' },
  },
  texts: {
    defined: { en: '`{name}` is a plain function', zh: '`{name}` 是普通函数' },
    drop: { en: 'Drop `await`', zh: '去掉 `await`' },
    call: { en: 'Call `{name}`', zh: '调用 `{name}`' },
    twin: { en: 'Use `{twin}`', zh: '改用 `{twin}`' },
    offLoop: { en: 'Move `{name}` to a thread', zh: '把 `{name}` 移到线程中' },
    gather: { en: 'Wait for all with `asyncio.gather`', zh: '用 `asyncio.gather` 等待全部' },
  },

  check(fn, context) {
    for (const node of nodesIn(fn, 'await')) checkAwait(node, context);
  },
});

function checkAwait(node: AwaitExpression, context: RuleContext<MessageId>): void {
  const { semantics, module } = context;
  const { value } = node;
  const fact = semantics.awaitable(value);
  if (fact.verdict !== 'no' || isHandled(node)) return;
  const name = value.kind === 'call' ? callLabel(value) : expressionLabel(value);
  if (value.kind !== 'call' && semantics.callable(value) === 'yes') {
    // `job = fetch; await job`: `passed-not-called` tells.
    if (isOtherName(value)) return;
    context.report({ at: node, message: 'function', data: { name }, fixes: () => callFix(value, name, semantics) });
  } else if (fact.kind === 'async-generator') {
    if (module.language === 'python') context.report({ at: node, message: 'generator', data: { name } });
  } else if (module.language === 'python') {
    if (value.kind === 'call' && (isAskedAbout(value.callee) || semantics.targets(value).functions.some((fn) => mayGiveAwaitable(fn, semantics)))) return;
    const related = definitionsOf(value, semantics);
    const isDeclared = restsOnDeclaration(value, semantics);
    if (isDeclared && isTypeIgnored(module, endOf(node))) return;
    const level = isDeclared ? 'warning' as const : undefined;
    context.report({
      at: node, message: value.kind === 'call' ? 'result' : 'value', level, data: { name }, related, fixes: () => valueFixes(node, isDeclared ? 'review' : 'safe', context),
    });
  } else if (value.kind === 'call' && /\.[mc]?tsx?$/.test(module.path)) {
    // Legal, and good for nothing but one more turn of the loop, which somebody may rely on.
    context.report({ at: node, message: 'pointless', level: 'info', data: { name }, fixes: () => [{ title: 'drop', safety: 'review', edits: dropEdits(node) }] });
  }
}

/**
 * `async def f(session: Session): await session.execute(…)`, or a callable that is declared as `Callable[…, str]`: nobody holds
 * callers to what is declared, and `await` was written on purpose.
 */
function restsOnDeclaration(value: Expression, semantics: Semantics): boolean {
  if (value.kind !== 'call') return false;
  const { functions, library, constructs } = semantics.targets(value);
  if (functions.length === 0 && library.length === 0 && !constructs) return true;
  if (value.callee.kind !== 'member') return false;
  const { object } = value.callee;
  const [binding, ...others] = object.kind === 'name' ? resolveName(object)?.bindings ?? [] : [];
  return binding?.kind === 'parameter' && binding.node.annotation !== undefined && others.length === 0;
}

/** Inside `try: … except TypeError:` the failure is expected. */
function isHandled(node: Node): boolean {
  let child = node;
  for (let current = node.parent; current && current.kind !== 'function'; child = current, current = current.parent) {
    if (current.kind !== 'try' || !current.body.some((statement) => statement === child)) continue;
    if (current.handlers.some(({ type }) => type === undefined || /\b(TypeError|Exception|BaseException)\b/.test(textOf(type)))) return true;
  }
  return false;
}

/** Whatever it declares: `return task if loop.is_running() else loop.run_until_complete(task)`. */
function mayGiveAwaitable(fn: FunctionModel, semantics: Semantics): boolean {
  let mayGive = false;
  visitCode(fn, (node) => {
    if (node.kind === 'function') return 'skip';
    if (node.kind === 'return' && node.value && choicesOf(node.value).some((choice) => semantics.awaitable(choice).verdict === 'yes')) mayGive = true;
    return undefined;
  });
  return mayGive;
}

function choicesOf(value: Expression): readonly Expression[] {
  if (value.kind === 'conditional') return [...choicesOf(value.then), ...choicesOf(value.otherwise)];
  return value.kind === 'logical' ? value.operands.flatMap(choicesOf) : [value];
}

function definitionsOf(value: Expression, semantics: Semantics): NonNullable<Report['related']> {
  const { functions } = value.kind === 'call' ? semantics.targets(value) : { functions: [] };
  return functions.filter(({ name }) => name !== '').map((fn) => ({ at: namePlace(fn), text: 'defined', data: { name: fn.name } }));
}

function callFix(value: Expression, name: string, semantics: Semantics): Fixes {
  const edits = semantics.awaitableWhenCalled(value).verdict === 'yes' ? callEdits(value, semantics) : undefined;
  return edits ? [{ title: 'call', safety: 'safe', edits, data: { name: `${name}()` } }] : [];
}

/** Without `await` the program does what it did up to the error, if it is one; the async twin does what was meant. */
function valueFixes(node: AwaitExpression, safety: 'safe' | 'review', context: RuleContext<MessageId>): Fixes {
  const { value } = node;
  const gathered = gatherEdits(value, context.semantics);
  if (gathered) return [{ title: 'gather', safety: 'review', edits: gathered }];
  const drop = { title: 'drop', safety, edits: dropEdits(node) };
  if (value.kind !== 'call') return [drop];
  const [target] = context.semantics.targets(value).library;
  const twin = twinOfAwaited(value, target?.facts.replacement, context);
  if (twin) return [{ title: 'twin', safety, edits: twin.edits, data: { twin: twin.text } }, drop];
  const fact = blockingOf(value, context);
  if (!fact) return [drop];
  // Without `await` the call would run, and block the loop: that is no repair.
  const offLoop = offLoopEdits(value, fact, context);
  return offLoop ? [{ title: 'offLoop', safety: 'review', edits: inOrder([...dropEdits(node), ...offLoop]), data: { name: callLabel(value) } }] : [];
}

/** What the call would do to the loop without its `await`. */
function blockingOf(call: CallExpression, { semantics, analyses }: RuleContext<MessageId>): BlockingFact | undefined {
  const invocation = semantics.invocations(functionOf(call)).find(({ node }) => node === call);
  return invocation && analyses.blocking({ ...invocation, awaited: false });
}

function dropEdits(node: AwaitExpression): Edit[] {
  const keyword = /^await\s*/.exec(textOf(node))?.[0] ?? '';
  return [replaceRange(startOf(node), startOf(node) + keyword.length, '')];
}

/** `await [a(), b()]`, `await [f(x) for x in xs]` */
function gatherEdits(value: Expression, semantics: Semantics): Edit[] | undefined {
  if (value.kind !== 'sequence' && value.kind !== 'comprehension') return undefined;
  const elements = value.kind === 'sequence' ? value.items : [value.element];
  if (elements.length === 0 || !elements.every((element) => semantics.awaitable(element).verdict === 'yes')) return undefined;
  const asyncio = importModule(moduleOf(value), 'asyncio', value);
  if (value.kind === 'comprehension') return inOrder([...asyncio.edits, insertBefore(value, `${asyncio.name}.gather(*`), insertAfter(value, ')')]);
  if (!/^[[(].*[\])]$/s.test(textOf(value))) return undefined;
  return inOrder([
    ...asyncio.edits, replaceRange(startOf(value), startOf(value) + 1, `${asyncio.name}.gather(`), replaceRange(endOf(value) - 1, endOf(value), ')'),
  ]);
}
