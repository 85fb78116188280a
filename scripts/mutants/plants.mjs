/**
 * The traps that are planted, one edit of clean code each. A plant looks at one function of the program model and yields
 * where it could go: `edits` make the mutant, `rule` must then report something that touches `start`–`end` of the new text
 * (the edited lines by default), or one of `others` anywhere in the file. `isResolvable` says whether what the trap is about was
 * known before.
 */

/** `ours`: the engine's bundle (see `mutants.mjs`). */
export function plants(ours) {
  const { neverRuns, placeOf, textOf, visitCode, walk } = ours;

  const nodesOf = (fn, fits) => {
    const found = [];
    visitCode(fn, (node) => { if (fits(node) && !neverRuns(node)) found.push(node); });
    return found;
  };
  const replace = (node, newText) => ({ start: placeOf(node).start, end: placeOf(node).end, newText });
  const remove = (start, end) => ({ start, end, newText: '' });
  const isAwaitable = ({ semantics }, expression) => semantics.awaitable(expression).verdict === 'yes';
  /** Without the keyword in front of the operand. */
  const withoutAwait = (node) => remove(placeOf(node).start, placeOf(node.value).start);
  const awaits = (fn) => nodesOf(fn, (node) => node.kind === 'await' && node.value.kind === 'call');

  /** Statements written before the first one of a coroutine's body that is not its docstring, at its indentation. */
  const atStart = (analysed, fn, lines, end = '') => {
    const first = fn.body.find((statement) => statement.kind !== 'expression-statement' || statement.value.kind !== 'literal');
    if (!first) return undefined;
    const { start } = placeOf(first);
    const { text } = analysed.module;
    const lineStart = text.lastIndexOf('\n', start - 1) + 1;
    const indent = text.slice(lineStart, start);
    if (indent.trim() !== '' || indent === '') return undefined;
    const planted = lines.map((line) => `${line}\n${indent}`).join('');
    const edits = [{ start, end: start, newText: planted }, ...(end === '' ? [] : [{ start: text.length, end: text.length, newText: `\n\n${end}\n` }])];
    return { edits, start, end: start + planted.length };
  };
  const planted = (rule, lines, end) => ({
    rule,
    * at(analysed, fn) {
      const found = fn.isAsync && fn.form === 'function' && !fn.isGenerator ? atStart(analysed, fn, lines, end) : undefined;
      if (found) yield { ...found, isResolvable: true };
    },
  });

  /** Rules that say what is wrong with a coroutine in the place of its result. */
  const DROPPED = { rule: 'missing-await', others: ['sync-protocol', 'await-non-awaitable'] };
  /** What is lost when nobody looks at the result: a future or an object of its own may do its work without being awaited. */
  const isLost = ({ semantics }, call) => semantics.awaitable(call).verdict === 'yes' && semantics.awaitable(call).kind === 'coroutine';
  const dropAwait = (fits, isWrong = isAwaitable) => ({
    ...DROPPED,
    * at(analysed, fn) {
      for (const node of awaits(fn)) {
        if (fits(node.parent, node)) yield { edits: [withoutAwait(node)], isResolvable: isWrong(analysed, node.value) };
      }
    },
  });

  /** Methods that end the life of an object, as the catalogue names them. */
  const CLOSING = /^(?:a?close|stop|shutdown|disconnect|cancel|cleanup|terminate|__aexit__|cog_unload|async_(?:stop|close|shutdown|unload))$/;
  const MERE_LOOK = new Set(['done', 'cancelled', 'get_name', 'set_name', 'add_done_callback']);

  /**
   * What a class does with the task that one of its attributes holds: the statements that cancel it or wait for it, a `try`
   * around nothing else included. undefined where no closing method cancels it, or where the task is given to somebody who may.
   */
  const careStatements = (cls, spawned) => {
    const { name } = spawned;
    const statements = new Set();
    let isCancelledAtClosing = false;
    for (const { fn } of cls.body.filter(({ kind }) => kind === 'function-statement')) {
      for (const member of nodesOf(fn, (node) => node.kind === 'member' && node.name === name && node !== spawned)) {
        const { parent } = member;
        if (parent.kind === 'assignment' && parent.targets.includes(member)) continue;
        if (['if', 'while', 'unary', 'compare', 'logical', 'assert'].includes(parent.kind) || (parent.kind === 'member' && MERE_LOOK.has(parent.name))) continue;
        let statement = member;
        while (!statement.kind.endsWith('statement') && statement.kind !== 'function' && statement.parent) statement = statement.parent;
        if (statement.kind !== 'expression-statement') return undefined;
        if (parent.kind === 'member' && parent.name === 'cancel') isCancelledAtClosing ||= CLOSING.test(fn.name);
        const around = statement.parent;
        statements.add(around?.kind === 'try' && around.body.length === 1 && around.finalizer.length === 0 ? around : statement);
      }
    }
    const all = [...statements];
    const isInside = (one, other) => one !== other && placeOf(one).start >= placeOf(other).start && placeOf(one).end <= placeOf(other).end;
    return isCancelledAtClosing ? all.filter((one) => !all.some((other) => isInside(one, other))) : undefined;
  };

  /** Functions that end something may swallow what comes while they do: the catalogue has nothing against it. */
  const ENDS_SOMETHING = /(?:^|_)(?:a?close|stop|shutdown|clean_?up|teardown|disconnect|cancel|finish|a?exit)(?:_|$)/;
  /** The handler gives the exception to somebody who is told by it: `stream.fail(exc)`, `self.failure = exc`. */
  const isHandedOn = (handler) => {
    let isGiven = false;
    for (const statement of handler.body) {
      walk(statement, (node) => {
        if (node.kind !== 'name' || node.name !== handler.target?.name) return;
        const { parent } = node;
        isGiven ||= parent.kind === 'assignment' || (parent.kind === 'argument' && !/log|print|debug|warn/i.test(textOf(parent.parent.callee)));
      });
    }
    return isGiven;
  };
  /** A coroutine that is only ever started as a task, and has nothing to do behind the handler: it ends, as it was asked to. */
  const endsAsTask = (handler, fn, semantics) => {
    const calls = semantics.callersInModule(fn);
    const isTask = calls.length > 0 && calls.every((call) => call.parent.kind === 'argument' && call.parent.parent.kind === 'call' && semantics.awaitable(call.parent.parent).kind === 'task');
    if (!isTask) return false;
    for (let node = handler.parent; node.parent; node = node.parent) {
      if (node.parent.kind === 'for' || node.parent.kind === 'while') return false;
      if (node.parent.kind === 'function') return fn.body.at(-1) === node;
      const blocks = ['body', 'then', 'otherwise', 'finalizer'].map((name) => node.parent[name]).filter((block) => Array.isArray(block) && block.includes(node));
      if (blocks.some((block) => block.at(-1) !== node)) return false;
    }
    return false;
  };

  return {
    'await dropped, result ignored': dropAwait((parent) => parent.kind === 'expression-statement', isLost),
    'await dropped, result in a variable': dropAwait((parent, node) => parent.kind === 'assignment' && parent.value === node && parent.operator === undefined && parent.targets[0].kind === 'name'),
    'await dropped, member of the result': {
      ...DROPPED,
      * at(analysed, fn) {
        for (const node of awaits(fn)) {
          if (node.parent.kind !== 'member' || node.parent.object !== node) continue;
          const { start, end } = placeOf(node);
          const { text } = analysed.module;
          // `(await f()).x` → `f().x`
          const open = text.lastIndexOf('(', start);
          const close = text.indexOf(')', end);
          if (text.slice(open + 1, start).trim() !== '' || text.slice(end, close).trim() !== '') continue;
          yield { edits: [remove(open, placeOf(node.value).start), remove(end, close + 1)], isResolvable: isAwaitable(analysed, node.value) };
        }
      },
    },
    'await dropped, condition': dropAwait((parent) => ['if', 'while', 'logical', 'compare', 'unary', 'conditional'].includes(parent.kind)),
    'await dropped, result returned': dropAwait((parent) => parent.kind === 'return'),
    'await dropped, result passed on': dropAwait((parent) => parent.kind === 'argument'),
    'asyncio.sleep made time.sleep': {
      rule: 'blocking-call',
      * at({ semantics }, fn) {
        for (const node of awaits(fn)) {
          if (node.parent.kind !== 'expression-statement' || semantics.libraryName(node.value.callee) !== 'asyncio.sleep' || node.value.arguments.length !== 1) continue;
          yield { edits: [{ start: placeOf(node).start, end: placeOf(node.value.callee).end, newText: 'import time; time.sleep' }], isResolvable: true };
        }
      },
    },
    'a helper that sleeps': planted('blocking-call', ['_planted_pause()'], 'def _planted_pause():\n    import time\n    time.sleep(1)'),
    'a process waited for': planted('blocking-call', ['import subprocess', 'subprocess.run(["ls"])']),
    'task kept by nobody': {
      rule: 'dangling-task',
      * at({ semantics }, fn) {
        for (const node of nodesOf(fn, ({ kind }) => kind === 'assignment')) {
          const { value, targets } = node;
          if (value?.kind !== 'call' || targets.length !== 1 || targets[0].kind !== 'name') continue;
          const name = semantics.libraryName(value.callee);
          if (name === 'asyncio.create_task' || name === 'asyncio.ensure_future') {
            yield { edits: [remove(placeOf(node).start, placeOf(value).start)], isResolvable: isAwaitable({ semantics }, value) };
          }
        }
      },
    },
    'task attribute never cancelled': {
      rule: 'uncancelled-task',
      * at({ semantics }, fn) {
        for (const node of nodesOf(fn, ({ kind }) => kind === 'assignment')) {
          const { value, targets: [target] } = node;
          if (value?.kind !== 'call' || target?.kind !== 'member' || !fn.owner || semantics.libraryName(value.callee) !== 'asyncio.create_task') continue;
          const care = careStatements(fn.owner, target);
          if (!care) continue;
          const { start, end } = placeOf(node);
          yield { edits: care.map((statement) => replace(statement, 'pass')), start, end, isResolvable: semantics.classChain(fn.owner).complete };
        }
      },
    },
    'cancellation caught, raise dropped': {
      rule: 'swallowed-cancellation',
      * at({ semantics }, fn) {
        if (!fn.isAsync) return;
        for (const handler of nodesOf(fn, ({ kind }) => kind === 'handler')) {
          if (!handler.type || semantics.libraryName(handler.type) !== 'asyncio.CancelledError') continue;
          const last = handler.body.at(-1);
          if (last?.kind !== 'raise' || last.value) continue;
          // Without it these are no traps.
          if (ENDS_SOMETHING.test(fn.name) || isHandedOn(handler) || endsAsTask(handler, fn, semantics)) continue;
          const { start } = placeOf(handler);
          yield { edits: [replace(last, 'pass')], start, end: placeOf(last).end, isResolvable: true };
        }
      },
    },
    'async with made with': {
      rule: 'sync-protocol',
      * at({ module, semantics }, fn) {
        for (const node of nodesOf(fn, ({ kind, isAsync }) => kind === 'with' && isAsync)) {
          const { start } = placeOf(node);
          const keyword = /^async\s+/.exec(module.text.slice(start));
          if (keyword) yield { edits: [remove(start, start + keyword[0].length)], isResolvable: node.items.every(({ context }) => semantics.typeText(context) !== 'unknown') };
        }
      },
    },
    'async for made for': {
      rule: 'sync-protocol',
      * at({ module, semantics }, fn) {
        for (const node of nodesOf(fn, ({ kind, isAsync }) => kind === 'for' && isAsync)) {
          const { start } = placeOf(node);
          const keyword = /^async\s+/.exec(module.text.slice(start));
          if (keyword) yield { edits: [remove(start, start + keyword[0].length)], isResolvable: semantics.typeText(node.iterable) !== 'unknown' };
        }
      },
    },
    'await made asyncio.run': {
      rule: 'nested-event-loop',
      * at(analysed, fn) {
        for (const node of awaits(fn)) {
          if (node.parent.kind !== 'expression-statement') continue;
          const { start, end } = placeOf(node);
          yield { edits: [{ start, end: placeOf(node.value).start, newText: 'import asyncio; asyncio.run(' }, { start: end, end, newText: ')' }], isResolvable: true };
        }
      },
    },
    'coroutine function instead of coroutine': {
      rule: 'passed-not-called',
      * at(analysed, fn) {
        for (const call of nodesOf(fn, ({ kind }) => kind === 'call')) {
          const name = analysed.semantics.libraryName(call.callee);
          const [argument] = call.arguments;
          if (!['asyncio.create_task', 'asyncio.run', 'asyncio.wait_for', 'asyncio.gather'].includes(name) || argument?.value.kind !== 'call' || argument.value.arguments.length > 0) continue;
          if (argument.value.callee.kind !== 'name' && argument.value.callee.kind !== 'member') continue;
          yield { edits: [remove(placeOf(argument.value.callee).end, placeOf(argument.value).end)], isResolvable: isAwaitable(analysed, argument.value) };
        }
      },
    },
    'called instead of handed over': {
      rule: 'called-not-passed',
      * at({ semantics }, fn) {
        for (const call of nodesOf(fn, ({ kind }) => kind === 'call')) {
          const at = { 'asyncio.to_thread': 0, 'asyncio.loop.run_in_executor': 1 }[semantics.libraryName(call.callee)];
          const target = call.arguments[at]?.value;
          if (!target || (target.kind !== 'name' && target.kind !== 'member')) continue;
          const { end } = placeOf(call);
          const rest = call.arguments.slice(at + 1);
          const edits = rest.length === 0
            ? [{ start: placeOf(target).end, end: placeOf(target).end, newText: '()' }]
            : [{ start: placeOf(target).end, end: placeOf(rest[0]).start, newText: '(' }, { start: end, end, newText: ')' }];
          yield { edits, isResolvable: semantics.referencedFunctions(target).length > 0 };
        }
      },
    },
    'plain call awaited': {
      rule: 'await-non-awaitable',
      * at({ semantics }, fn) {
        if (!fn.isAsync) return;
        for (const node of nodesOf(fn, ({ kind, value }) => kind === 'expression-statement' && value.kind === 'call')) {
          const { start } = placeOf(node);
          const isResolvable = semantics.awaitable(node.value).verdict === 'no';
          if (isResolvable) yield { edits: [{ start, end: start, newText: 'await ' }], isResolvable };
        }
      },
    },
    'async dropped from a coroutine': {
      rule: 'await-outside-async',
      * at({ module }, fn) {
        if (!fn.isAsync || fn.form !== 'function' || awaits(fn).length === 0) return;
        const start = fn.unit.base + fn.keywordStart;
        const keyword = /^async\s+/.exec(module.text.slice(start));
        if (keyword) yield { edits: [remove(start, start + keyword[0].length)], start, end: placeOf(fn).end, isResolvable: true };
      },
    },
    'a limit around plain code': planted('ineffective-timeout', ['import asyncio', 'async with asyncio.timeout(5):', '    planted = 1']),
    'an endless loop': planted('loop-without-await', ['planted = 1', 'while planted:', '    print("planted")']),
    'a lock for oneself': planted('per-call-lock', ['import asyncio', 'planted_lock = asyncio.Lock()', 'async with planted_lock:', '    await asyncio.sleep(0)']),
    'a thread lock held over an await': planted('sync-lock-across-await', ['import asyncio', 'with _planted_lock:', '    await asyncio.sleep(0)'], 'import threading\n_planted_lock = threading.Lock()'),
    'read, await, write': planted('race-across-await', ['import asyncio', 'global _planted_count', 'planted = _planted_count', 'await asyncio.sleep(0)', '_planted_count = planted + 1'], '_planted_count = 0'),
    // With what shows that it is one: two tasks at a time.
    'read, await, write in two tasks': {
      ...planted(
        'race-across-await', ['import asyncio', 'await asyncio.gather(_planted_add(1), _planted_add(2))'],
        '_planted_sum = 0\n\n\nasync def _planted_add(n):\n    import asyncio\n    global _planted_sum\n    planted = _planted_sum\n    await asyncio.sleep(0)\n    _planted_sum = planted + n',
      ),
      others: ['race-across-await'],
    },
    'get_event_loop': planted('legacy-event-loop', ['import asyncio', 'asyncio.get_event_loop().time()']),
    'results with exceptions dropped': planted('unobserved-exception', ['import asyncio', 'await asyncio.gather(_planted_work(1), _planted_work(0), return_exceptions=True)'], 'async def _planted_work(n):\n    return 1 / n'),
    'a connection left open': planted('unclosed-resource', ['import asyncio', 'reader, writer = await asyncio.open_connection("localhost", 80)', 'await reader.read()']),
    'a session for each item': planted('session-per-request', ['import httpx', 'for n in range(10):', '    async with httpx.AsyncClient() as planted:', '        await planted.get(f"http://localhost/{n}")']),
    'an async callback': planted('async-callback', ['import asyncio', 'asyncio.get_running_loop().call_soon(_planted_callback)'], 'async def _planted_callback():\n    pass'),
    'two waits in a row': planted('sequential-await', ['import asyncio', 'await asyncio.sleep(1)', 'await _planted_wait()', 'await _planted_wait()'], 'async def _planted_wait():\n    import asyncio\n    await asyncio.sleep(1)'),
  };
}
