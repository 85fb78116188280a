import { keepDropped, keepLocal } from '../fixes/background-task.js';
import { taskGroupEdits } from '../fixes/task-group.js';
import {
  functionOf, readsOf, resolveName, nodesIn, visitCode, walk, type CallExpression, type Expression, type FunctionModel, type Node, type Statement,
} from '../model/index.js';
import { stepOf } from '../model/cfg.js';
import { reachableFrom } from '../model/cfg-paths.js';
import { fateOf, type MisuseAt } from '../semantics/consumption.js';
import type { Semantics } from '../semantics/semantics.js';
import { suspends } from '../semantics/task-lifetime.js';
import { callLabel } from './labels.js';
import { defineRule, type Report, type RuleContext } from './rule.js';

type MessageId = 'dropped' | 'diesWithFunction';
type Fixes = ReturnType<NonNullable<Report['fixes']>>;

export default defineRule<MessageId>({
  id: 'dangling-task',
  group: 'lifetime',
  level: 'warning',
  preset: 'recommended',
  languages: {
    python: true,
    typescript: { notApplicable: 'the JavaScript engine keeps a pending promise alive; a dropped promise is `missing-await`' },
  },
  docs: {
    summary: {
      en: 'A task is started and nobody keeps it: it can vanish half-way, and its exception is lost',
      zh: '启动了任务却没有人保留它：任务可能中途消失，异常也会丢失',
    },
    why: {
      en: 'The event loop holds only weak references to tasks. When the last strong reference goes, the garbage collector may '
        + 'destroy the task in the middle of an `await` ("Task was destroyed but it is pending!"). And because nobody awaits '
        + 'it, an exception inside surfaces, if at all, as a log line at collection time.',
      zh: '事件循环只持有任务的弱引用。最后一个强引用消失后，垃圾回收器可能在任务 `await` 到一半时销毁它'
        + '（“Task was destroyed but it is pending!”）。而且没有人等待它，任务里的异常最多只会在回收时写进日志。',
    },
    allow: {
      en: 'A task that is awaited, returned, stored on an object, put into a container that lives longer than the call, or '
        + 'created by a `TaskGroup` is kept and never reported.',
      zh: '被等待、返回、保存在对象上、放进生命周期更长的容器，或由 `TaskGroup` 创建的任务都有人保留，不会报告。',
    },
    examples: {
      python: {
        bad: `import asyncio

async def audit(event):
    await asyncio.sleep(0.01)
    print("audited", event)

async def handler():
    asyncio.create_task(audit("login"))

async def main():
    await handler()
    await asyncio.sleep(0.05)

asyncio.run(main())
`,
        good: `import asyncio

background_tasks = set()

async def audit(event):
    await asyncio.sleep(0.01)
    print("audited", event)

async def handler():
    task = asyncio.create_task(audit("login"))
    background_tasks.add(task)
    task.add_done_callback(background_tasks.discard)

async def main():
    await handler()
    await asyncio.sleep(0.05)

asyncio.run(main())
`,
      },
    },
    links: [
      'https://docs.python.org/3/library/asyncio-task.html#asyncio.create_task',
      'https://docs.python.org/3/library/asyncio-task.html#task-groups',
    ],
  },
  messages: {
    dropped: { en: '`{call}` starts a task nobody keeps: it may vanish and its error is lost', zh: '`{call}` 启动的任务没有人保留：它可能消失，错误也会丢失' },
    diesWithFunction: { en: '`{name}` alone keeps the task of `{call}`: it may vanish when `{fn}` returns', zh: '只有 `{name}` 保留着 `{call}` 的任务：`{fn}` 返回后任务可能消失' },
  },
  texts: {
    keep: { en: 'Keep the task in a module-level set', zh: '把任务保存在模块级集合中' },
    group: { en: 'Wait for the task in an `asyncio.TaskGroup`', zh: '用 `asyncio.TaskGroup` 等待该任务' },
  },

  check(fn, context) {
    for (const call of nodesIn(fn, 'call')) if (call.parent?.kind !== 'await') checkCall(call, fn, context);
  },
});

/** Every member access is a use of the task; which of them keep it is decided by `isLook`. */
const NO_MEMBERS = new Set<string>();
const KEEPS_NOTHING = new Set(['add_done_callback', 'set_name', 'get_name', 'done', 'cancelled', 'remove_done_callback']);

function checkCall(call: CallExpression, fn: FunctionModel, context: RuleContext<MessageId>): void {
  if (!startsUnownedTask(call, context.semantics)) return;
  const data = { call: callLabel(call), fn: fn.name || 'the function', name: '' };
  const dropped: Report<MessageId> = { at: call, message: 'dropped', data, fixes: () => fixes(call, context) };
  if (isChained(call)) {
    context.report(dropped);
    return;
  }
  const fate = fateOf(call, { semantics: context.semantics, ownMembers: NO_MEMBERS });
  if (fate.fate === 'dropped' || (fate.fate === 'misused' && isLook(fate))) context.report(dropped);
  if (fate.fate === 'kept-unused' && fate.misuses.every(isLook) && !isHeldLater(call, context.semantics)) {
    context.report({ ...dropped, message: 'diesWithFunction', data: { ...data, name: fate.variable.name } });
  }
}

/** `asyncio.create_task(…)`, `loop.create_task(…)`, or a project function that does nothing with the task but return it. */
function startsUnownedTask(call: CallExpression, semantics: Semantics): boolean {
  const targets = semantics.targets(call);
  if (targets.library.length > 0 && targets.functions.length === 0) {
    return targets.library.every((callable) => callable.facts.role === 'spawn-task') && targets.complete && !mayPassOn(call, semantics);
  }
  const [wrapper] = targets.functions;
  if (targets.functions.length !== 1 || !wrapper || wrapper.isAsync || !targets.complete) return false;
  return semantics.awaitable(call).kind === 'task' && returnsFreshTask(wrapper, semantics);
}

/** `ensure_future(lock.acquire())`: what is a future already is given back as it is, and belongs to who made it. */
function mayPassOn(call: CallExpression, semantics: Semantics): boolean {
  const [awaited] = call.arguments;
  // `create_task` takes nothing but coroutines.
  if (!awaited || !semantics.targets(call).library.some(({ name }) => name === 'asyncio.ensure_future')) return false;
  const { verdict, kind } = semantics.awaitable(awaited.value);
  return verdict !== 'yes' || kind !== 'coroutine';
}

/** Every `return` gives a task that was started right there, or a local that nothing else keeps. */
function returnsFreshTask(wrapper: FunctionModel, semantics: Semantics): boolean {
  const returned: (Expression | undefined)[] = [];
  visitCode(wrapper, (node) => {
    if (node.kind === 'function') return 'skip';
    if (node.kind === 'return') returned.push(node.value);
    return undefined;
  });
  return returned.length > 0 && returned.every((value) => value !== undefined && isFreshTask(value, semantics));
}

function isFreshTask(value: Expression, semantics: Semantics): boolean {
  if (value.kind === 'call') return semantics.targets(value).library.some((callable) => callable.facts.role === 'spawn-task');
  const variable = value.kind === 'name' ? resolveName(value) : undefined;
  if (!variable || variable.owner !== functionOf(value) || variable.escapesFunction) return false;
  const isSpawned = variable.bindings.every(({ node }) =>
    node.kind === 'assignment' && node.targets.length === 1 && node.value?.kind === 'call' && isFreshTask(node.value, semantics));
  return isSpawned && readsOf(variable).every(({ parent }) =>
    parent?.kind === 'return' || (parent?.kind === 'member' && KEEPS_NOTHING.has(parent.name)));
}

/** `create_task(…).add_done_callback(f)` as a statement: the call chain's value is dropped too. */
function isChained(call: CallExpression): boolean {
  const member = call.parent;
  if (member?.kind !== 'member' || member.object !== call || !KEEPS_NOTHING.has(member.name)) return false;
  const outer = member.parent;
  return outer?.kind === 'call' && outer.callee === member && outer.parent?.kind === 'expression-statement';
}

/** Uses that neither wait for the task nor hand it to anybody. */
function isLook({ misuse, detail }: MisuseAt): boolean {
  if (misuse === 'member') return KEEPS_NOTHING.has(detail);
  return misuse === 'text' || misuse === 'condition' || misuse === 'comparison';
}

/** While the function is suspended later on, or runs the loop itself, its frame keeps the local and with it the task. */
function isHeldLater(call: CallExpression, semantics: Semantics): boolean {
  return stepOf(call).some((step) => [...reachableFrom(step)].some((later) =>
    later !== step && (isAsyncStep(later.node) || later.evaluated.some((expression) => suspends(expression) || runsLoop(expression, semantics)))));
}

/** `loop.run_forever()`, `loop.run_until_complete(…)` */
function runsLoop(expression: Expression, semantics: Semantics): boolean {
  let runs = false;
  walk(expression, (node) => {
    if (node.kind === 'call') runs ||= semantics.targets(node).library.some(({ facts }) => facts.role === 'run-loop' || facts.role === 'run-loop-forever');
    return runs || node.kind === 'function' ? 'skip' : undefined;
  });
  return runs;
}

/** `async for` and `async with` wait by themselves. */
function isAsyncStep(node: Node): boolean {
  const statement = node.kind === 'with-item' ? node.parent : node;
  return (statement?.kind === 'for' || statement?.kind === 'with') && statement.isAsync;
}

function fixes(spawn: CallExpression, context: RuleContext<MessageId>): Fixes {
  const statement = statementOf(spawn);
  const kept = statement?.kind === 'expression-statement' ? keepDropped(statement, spawn, context.target)
    : statement?.kind === 'assignment' && statement.value === spawn ? keepLocal(statement, context.target) : undefined;
  const [major, minor] = context.target.python;
  const grouped = major > 3 || minor >= 11 ? taskGroupEdits(spawn, (other) => droppedBy(other, context.semantics)) : undefined;
  return [
    ...(kept ? [{ title: 'keep', safety: 'review' as const, edits: kept }] : []),
    ...(grouped ? [{ title: 'group', safety: 'review' as const, edits: grouped }] : []),
  ];
}

/** The task that a statement starts and drops. */
function droppedBy(statement: Statement, semantics: Semantics): CallExpression | undefined {
  if (statement.kind !== 'expression-statement' || statement.value.kind !== 'call') return undefined;
  return startsUnownedTask(statement.value, semantics) ? statement.value : undefined;
}

function statementOf(spawn: CallExpression): Node | undefined {
  if (!isChained(spawn)) return spawn.parent;
  return spawn.parent?.parent?.parent;
}
