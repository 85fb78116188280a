import { awaitEdits, canAwait } from '../fixes/await.js';
import { insertAfter, replaceNode } from '../fixes/edits.js';
import { asyncEdits, plainEdits, renameEdits, renamedAsync } from '../fixes/special-methods.js';
import {
  namePlace, nodesIn, visitCode, walk, type ClassModel, type Expression, type FunctionModel, type MemberExpression, type ModuleModel, type RaiseStatement,
} from '../model/index.js';
import type { Edit } from '../engine/finding.js';
import { fateOf } from '../semantics/consumption.js';
import { methodsOf, misfitOf, returnsNothingToAwait, type Misfit } from '../semantics/python-special-methods.js';
import type { Semantics } from '../semantics/semantics.js';
import { isAwaitedByOthers } from '../semantics/special-callers.js';
import { expressionLabel } from './labels.js';
import { defineRule, type Report, type RuleContext } from './rule.js';

type MessageId = Misfit | 'async-aiter' | 'plain' | 'stop-iteration' | 'signature' | 'partner' | 'property';
type Fixes = ReturnType<NonNullable<Report['fixes']>>;

export default defineRule<MessageId>({
  id: 'async-protocol-method',
  group: 'resources',
  level: 'error',
  preset: 'recommended',
  languages: {
    python: true,
    typescript: { notApplicable: 'JavaScript refuses async constructors and accessors, and its async protocols have symbols of their own' },
  },
  docs: {
    summary: {
      en: 'A special method is async where Python does not await it, or plain where Python does; an async property is read without `await`',
      zh: 'Python 不会 await 的特殊方法写成了 async，会 await 的却写成普通方法；读取异步属性时没有 await',
    },
    why: {
      en: 'Python calls special methods itself. It awaits only `__aenter__`, `__aexit__` and `__anext__`; all others have to give '
        + 'their result at once. An `async def` gives a coroutine instead, which is refused (`__init__`, `__len__`), dropped so '
        + 'that its body never runs (`__del__`, `__setitem__`), or taken for true – `async def __exit__` swallows every exception.\n\n'
        + '```\nobj = Client()           async def __init__ ──► coroutine ──► TypeError: should return None\n'
        + 'with Client():           async def __exit__ ──► coroutine is true ──► exception swallowed\n'
        + 'async for row in rows:   async def __aiter__ ──► coroutine has no __anext__ ──► TypeError\n```',
      zh: '特殊方法由 Python 自己调用。它只会 await `__aenter__`、`__aexit__` 和 `__anext__`，其余方法必须立刻给出结果。'
        + '`async def` 给出的是协程：有的会被拒绝（`__init__`、`__len__`），有的被丢弃、函数体永远不会执行（`__del__`、`__setitem__`），'
        + '有的被当作真值——`async def __exit__` 会吞掉所有异常。\n\n'
        + '```\nobj = Client()           async def __init__ ──► 协程 ──► TypeError: should return None\n'
        + 'with Client():           async def __exit__ ──► 协程为真 ──► 异常被吞掉\n'
        + 'async for row in rows:   async def __aiter__ ──► 协程没有 __anext__ ──► TypeError\n```',
    },
    allow: {
      en: '`__call__`, `__getitem__`, `__getattr__` and operators may be coroutines if their users await them. `async def __aiter__` '
        + 'with `yield` is an async generator and right. Methods without a body of their own (protocols, abstract classes) are not judged.',
      zh: '只要使用者会 await，`__call__`、`__getitem__`、`__getattr__` 和运算符都可以是协程。带 `yield` 的 `async def __aiter__` 是异步生成器，没有问题。'
        + '没有函数体的方法（协议、抽象类）不会报告。',
    },
    examples: {
      python: {
        bad: `import asyncio

class Client:
    async def __init__(self, name):
        await asyncio.sleep(0)
        self.name = name

async def main():
    client = Client("a")
    print(client.name)

asyncio.run(main())
`,
        good: `import asyncio

class Client:
    def __init__(self, name):
        self.name = name

    @classmethod
    async def open(cls, name):
        await asyncio.sleep(0)
        return cls(name)

async def main():
    client = await Client.open("a")
    print(client.name)

asyncio.run(main())
`,
      },
    },
    links: [
      'https://docs.python.org/3/reference/datamodel.html#special-method-names',
      'https://docs.python.org/3/reference/datamodel.html#asynchronous-iterators',
      'https://docs.python.org/3/reference/datamodel.html#asynchronous-context-managers',
    ],
  },
  messages: {
    refused: { en: '`async def {name}` gives a coroutine where Python wants a result: TypeError', zh: '`async def {name}` 给出的是协程，而 Python 需要结果：TypeError' },
    never: { en: '`async def {name}` never runs: Python drops the coroutine that it gives', zh: '`async def {name}` 永远不会执行：Python 会丢弃它的协程' },
    truth: { en: '`async def {name}` gives a coroutine, which is always true', zh: '`async def {name}` 给出的是协程，永远为真' },
    'not-awaited': { en: '`async def {name}` is not awaited by Python: `{twin}` is', zh: 'Python 不会 await `async def {name}`，只会 await `{twin}`' },
    'async-aiter': { en: '`async def __aiter__` gives a coroutine, which `async for` refuses', zh: '`async def __aiter__` 给出的是协程，`async for` 会拒绝' },
    plain: { en: '`{name}` returns nothing to await: Python awaits it and raises TypeError', zh: '`{name}` 的返回值不能等待：Python 会 await 它并抛出 TypeError' },
    'stop-iteration': { en: '`StopIteration` becomes a RuntimeError here: `async for` ends with `StopAsyncIteration`', zh: '`StopIteration` 在这里会变成 RuntimeError：`async for` 以 `StopAsyncIteration` 结束' },
    signature: { en: '`__aexit__` is called with three arguments: type, value and traceback', zh: '`__aexit__` 调用时有三个参数：异常类型、值和 traceback' },
    partner: { en: '`{cls}` has `{name}` but no `{partner}`: `async with` raises TypeError', zh: '`{cls}` 有 `{name}` 却没有 `{partner}`：`async with` 会抛出 TypeError' },
    property: { en: '`{name}` is an async property: without `await` it is a coroutine', zh: '`{name}` 是异步属性：不 await 得到的只是协程' },
  },
  texts: {
    plain: { en: 'Make `{name}` a plain method', zh: '把 `{name}` 改为普通方法' },
    rename: { en: 'Make it `{name}`', zh: '改为 `{name}`' },
    async: { en: 'Make `{name}` async', zh: '把 `{name}` 改为 async' },
    stop: { en: 'Raise `StopAsyncIteration`', zh: '抛出 `StopAsyncIteration`' },
    parameters: { en: 'Take the three arguments', zh: '接收这三个参数' },
    await: { en: 'Await `{name}`', zh: '等待 `{name}`' },
    defined: { en: '`{name}` is defined as an async property', zh: '`{name}` 定义为异步属性' },
  },

  check(fn, context) {
    if (fn.form === 'module') for (const cls of context.module.classes) checkClass(cls, context);
    for (const member of nodesIn(fn, 'member')) checkProperty(member, context);
  },
});

function checkClass(cls: ClassModel, context: RuleContext<MessageId>): void {
  const methods = methodsOf(cls);
  for (const [name, fn] of methods) {
    const misfit = fn.isAsync ? misfitOf(name) : undefined;
    if (!misfit) checkAsyncMethod(fn, context);
    else if (!isAwaitedByOthers(fn)) reportMisfit(fn, misfit, methods, context);
  }
  checkPartner(cls, methods, context);
}

const TWINS: Readonly<Record<string, string>> = { __enter__: '__aenter__', __exit__: '__aexit__', __iter__: '__aiter__', __next__: '__anext__' };

function reportMisfit(fn: FunctionModel, misfit: Misfit, methods: ReadonlyMap<string, FunctionModel>, context: RuleContext<MessageId>): void {
  const { name } = fn;
  const fixes = (): Fixes => {
    const plain = plainEdits(fn);
    const isGenerator = name === '__iter__' && fn.isGenerator;
    const renamed = isGenerator ? [[fn, '__aiter__'] as const] : renames(name, methods);
    return [
      ...(plain && !isGenerator ? [{ title: 'plain', safety: 'safe' as const, edits: plain, data: { name } }] : []),
      ...(renamed ? [{ title: 'rename', safety: 'review' as const, edits: isGenerator ? renameEdits(fn, '__aiter__') : withStopIteration(renamedAsync(renamed), fn, context.semantics), data: { name: TWINS[name] ?? '' } }] : []),
    ];
  };
  context.report({ at: namePlace(fn), message: misfit, data: { name, twin: TWINS[name] ?? '' }, fixes });
}

/** The methods that have to change their names together; undefined when the class has one of the new names already. */
function renames(name: string, methods: ReadonlyMap<string, FunctionModel>): readonly (readonly [FunctionModel, string])[] | undefined {
  const family = name === '__enter__' || name === '__exit__' ? ['__enter__', '__exit__'] : name === '__next__' ? ['__next__'] : [];
  if (family.length === 0 || family.some((each) => methods.has(TWINS[each] ?? ''))) return undefined;
  const found = family.map((each) => [methods.get(each), TWINS[each] ?? ''] as const);
  return found.every((pair): pair is readonly [FunctionModel, string] => pair[0] !== undefined) ? found : undefined;
}

function withStopIteration(edits: readonly Edit[], fn: FunctionModel, semantics: Semantics): Edit[] {
  return [...edits, ...stopIterations(fn, semantics).map(({ cls }) => replaceNode(cls, 'StopAsyncIteration'))];
}

function checkAsyncMethod(fn: FunctionModel, context: RuleContext<MessageId>): void {
  const { name } = fn;
  const { semantics } = context;
  const at = namePlace(fn);
  if (name === '__aiter__' && fn.isAsync && !fn.isGenerator && fn.decorators.length === 0) {
    const plain = plainEdits(fn);
    context.report({ at, message: 'async-aiter', fixes: () => (plain ? [{ title: 'plain', safety: 'safe', edits: plain, data: { name } }] : []) });
  }
  if (name !== '__aenter__' && name !== '__aexit__' && name !== '__anext__') return;
  if (returnsNothingToAwait(fn, semantics)) {
    context.report({ at, message: 'plain', data: { name }, fixes: () => [{ title: 'async', safety: 'safe', edits: asyncEdits(fn), data: { name } }] });
  }
  if (name === '__aexit__' && fn.decorators.length === 0 && !takesThree(fn)) {
    const [self, ...others] = fn.parameters;
    const fix: Fixes = self && others.length === 0 ? [{ title: 'parameters', safety: 'safe', edits: [insertAfter(self, ', *exc_info')] }] : [];
    context.report({ at, message: 'signature', fixes: () => fix });
  }
  for (const { raise, cls } of name === '__anext__' && fn.isAsync ? stopIterations(fn, semantics) : []) {
    context.report({ at: raise, message: 'stop-iteration', fixes: () => [{ title: 'stop', safety: 'safe', edits: [replaceNode(cls, 'StopAsyncIteration')] }] });
  }
}

/** `self` and three more. */
function takesThree({ parameters }: FunctionModel): boolean {
  const positional = parameters.filter(({ form }) => form === 'positional' || form === 'positional-only');
  const isOpen = parameters.some(({ form }) => form === 'rest');
  const needsKeyword = parameters.some(({ form, default: value }) => form === 'keyword-only' && value === undefined);
  const required = positional.filter(({ default: value }) => value === undefined).length;
  return !needsKeyword && required <= 4 && (isOpen || positional.length >= 4);
}

/** `raise StopIteration` of the function's own, outside of any `try`. */
function stopIterations(fn: FunctionModel, semantics: Semantics): readonly { readonly raise: RaiseStatement; readonly cls: Expression }[] {
  const found: { raise: RaiseStatement; cls: Expression }[] = [];
  visitCode(fn, (node) => {
    if (node.kind === 'function' || (node.kind === 'try' && node.handlers.length > 0)) return 'skip';
    if (node.kind !== 'raise' || !node.value) return undefined;
    const cls = node.value.kind === 'call' ? node.value.callee : node.value;
    if (semantics.libraryName(cls) === 'StopIteration') found.push({ raise: node, cls });
    return undefined;
  });
  return found;
}

/** One half of `async with` in a class that is made here, so that it is no mixin for others to complete. */
function checkPartner(cls: ClassModel, methods: ReadonlyMap<string, FunctionModel>, context: RuleContext<MessageId>): void {
  for (const [name, partner] of [['__aenter__', '__aexit__'], ['__aexit__', '__aenter__']] as const) {
    const own = methods.get(name);
    if (!own || cls.decorators.length > 0 || cls.keywords.size > 0) continue;
    const { classes, libraryBases, complete } = context.semantics.classChain(cls);
    if (!complete || libraryBases.some((base) => base !== 'object') || classes.some((each) => hasName(each, partner))) continue;
    if (isMadeIn(context.module, cls, context.semantics)) context.report({ at: namePlace(own), message: 'partner', data: { cls: cls.name, name, partner } });
  }
}

/** Defined or assigned in the body; whatever else stands there may define it too. */
function hasName(cls: ClassModel, name: string): boolean {
  return cls.body.some((statement) => {
    switch (statement.kind) {
      case 'function-statement': return statement.fn.name === name;
      case 'assignment': return statement.targets.some((target) => target.kind !== 'name' || target.name === name);
      case 'expression-statement': case 'block': case 'class-statement': return false;
      default: return true;
    }
  });
}

function isMadeIn(module: ModuleModel, cls: ClassModel, semantics: Semantics): boolean {
  let isMade = false;
  walk(module.root, (node) => {
    if (!isMade && node.kind === 'call' && node.callee.kind === 'name' && node.callee.name === cls.name && semantics.targets(node).constructs === cls) isMade = true;
    return isMade ? 'skip' : undefined;
  });
  return isMade;
}

/** Members of a coroutine itself; touching them does not need the result. */
const OWN_MEMBERS = new Set(['close', 'send', 'throw', '__await__', 'cr_frame', 'cr_running', 'cr_await', 'cr_code']);

function checkProperty(node: MemberExpression, context: RuleContext<MessageId>): void {
  const { semantics } = context;
  const getters = semantics.getters?.(node) ?? [];
  if (getters.length === 0 || !getters.every((getter) => getter.isAsync && !getter.isGenerator)) return;
  const fact = semantics.awaitable(node);
  if (fact.verdict !== 'yes' || fact.kind !== 'coroutine' || fateOf(node, { semantics, ownMembers: OWN_MEMBERS }).fate === 'consumed') return;
  const name = expressionLabel(node);
  context.report({
    at: node, message: 'property', data: { name },
    related: getters.map((getter) => ({ at: namePlace(getter), text: 'defined', data: { name: getter.name } })),
    fixes: () => (canAwait(node, context) ? [{ title: 'await', safety: 'review', edits: awaitEdits(node), data: { name } }] : []),
  });
}
