import { keepInBackground } from '../fixes/background-task.js';
import {
  functionOf, textOf, visitCode, walk, type CallExpression, type Expression, type FunctionModel, type Node,
} from '../model/index.js';
import { stepOf } from '../model/cfg.js';
import { reachableFrom } from '../model/cfg-paths.js';
import { fateOf, type Fate } from '../semantics/consumption.js';
import type { Semantics } from '../semantics/semantics.js';
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
    dropped: { en: '`{call}` starts a task that nobody keeps: it may vanish and its error is lost', zh: '`{call}` 启动的任务没有人保留：它可能消失，错误也会丢失' },
    diesWithFunction: { en: '`{name}` is never used, so the task of `{call}` may vanish when `{fn}` returns', zh: '`{name}` 从未使用，`{fn}` 返回后 `{call}` 的任务可能消失' },
  },
  texts: {
    keep: { en: 'Keep the task in a module-level set', zh: '把任务保存在模块级集合中' },
    await: { en: 'Await the task', zh: '等待该任务' },
  },

  check(fn, context) {
    visitCode(fn, (node) => {
      if (node.kind === 'call' && node.parent?.kind !== 'await') checkCall(node, fn, context);
    });
  },
});

/** Every member access is a use of the task; which of them keep it is decided by `onlyLooks`. */
const NO_MEMBERS = new Set<string>();
const KEEPS_NOTHING = new Set(['add_done_callback', 'set_name', 'get_name', 'done', 'cancelled', 'remove_done_callback']);

function checkCall(call: CallExpression, fn: FunctionModel, context: RuleContext<MessageId>): void {
  if (!startsUnownedTask(call, context.semantics)) return;
  const data = { call: callLabel(call), fn: fn.name || 'the function', name: '' };
  const chained = chainedStatement(call);
  if (chained) {
    context.report({ at: call, message: 'dropped', data, fixes: () => fixes(chained, call, context) });
    return;
  }
  const fate = fateOf(call, { semantics: context.semantics, ownMembers: NO_MEMBERS });
  if (fate.fate === 'dropped') {
    context.report({ at: call, message: 'dropped', data, fixes: () => fixes(call, call, context) });
    return;
  }
  if (fate.fate === 'kept-unused' && onlyLooks(fate) && !suspendsAfter(call, fn)) {
    context.report({ at: call, message: 'diesWithFunction', data: { ...data, name: fate.variable.name }, fixes: () => fixes(call, call, context) });
  }
}

/** `asyncio.create_task(…)`, `loop.create_task(…)`, or a project function that does nothing with the task but return it. */
function startsUnownedTask(call: CallExpression, semantics: Semantics): boolean {
  const targets = semantics.targets(call);
  if (targets.library.length > 0 && targets.functions.length === 0) {
    return targets.library.every((callable) => callable.facts.role === 'spawn-task') && targets.complete;
  }
  const [wrapper] = targets.functions;
  if (targets.functions.length !== 1 || !wrapper || wrapper.isAsync || !targets.complete) return false;
  return semantics.awaitable(call).kind === 'task' && returnsFreshTask(wrapper, semantics);
}

function returnsFreshTask(wrapper: FunctionModel, semantics: Semantics): boolean {
  const returned: (Expression | undefined)[] = [];
  visitCode(wrapper, (node) => {
    if (node.kind === 'function') return 'skip';
    if (node.kind === 'return') returned.push(node.value);
    return undefined;
  });
  return returned.length > 0 && returned.every((value) => value?.kind === 'call'
    && semantics.targets(value).library.some((callable) => callable.facts.role === 'spawn-task'));
}

/** `create_task(…).add_done_callback(f)` as a statement: the call chain's value is dropped too. */
function chainedStatement(call: CallExpression): CallExpression | undefined {
  const member = call.parent;
  if (member?.kind !== 'member' || member.object !== call || !KEEPS_NOTHING.has(member.name)) return undefined;
  const outer = member.parent;
  return outer?.kind === 'call' && outer.callee === member && outer.parent?.kind === 'expression-statement' ? outer : undefined;
}

function onlyLooks(fate: Extract<Fate, { fate: 'kept-unused' }>): boolean {
  return fate.misuses.every((misuse) => misuse.misuse === 'member' && KEEPS_NOTHING.has(misuse.detail));
}

/** While the function is suspended later on, its frame keeps the local and with it the task. */
function suspendsAfter(call: CallExpression, fn: FunctionModel): boolean {
  return stepOf(call).some((step) => [...reachableFrom(step)].some((later) =>
    later !== step && (isAsyncStep(later.node) || later.evaluated.some((expression) => suspends(expression, fn)))));
}

/** `async for` and `async with` wait by themselves. */
function isAsyncStep(node: Node): boolean {
  const statement = node.kind === 'with-item' ? node.parent : node;
  return (statement?.kind === 'for' || statement?.kind === 'with') && statement.isAsync;
}

function suspends(node: Node, fn: FunctionModel): boolean {
  let found = false;
  walk(node, (inner) => {
    if (inner.kind === 'function' || inner.kind === 'class') return 'skip';
    if (inner.kind === 'await' || inner.kind === 'yield') found = functionOf(inner) === fn;
    return found ? 'skip' : undefined;
  });
  return found;
}

function fixes(value: Expression, spawn: CallExpression, context: RuleContext<MessageId>): Fixes {
  const statement = value.parent;
  if (statement?.kind !== 'expression-statement' || context.module.language !== 'python') return [];
  const edits = keepInBackground(statement, textOf(spawn));
  return edits && value === spawn ? [{ title: 'keep', safety: 'review', edits }] : [];
}
