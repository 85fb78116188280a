/** From a loop made by hand to `asyncio.run`, and from generators to coroutines. */
import type { Edit } from '../engine/finding.js';
import { blocksOf } from '../model/blocks.js';
import { functionOf, moduleOf, textOf, walk, type Argument, type CallExpression, type Expression, type FunctionModel, type Node, type Statement, type TryStatement, type YieldExpression } from '../model/index.js';
import { tryForLoop, type HandmadeRun } from '../semantics/legacy-loops.js';
import { endOf, indentOf, inOrder, insertAt, lineBreakOf, reindented, replaceNode, replaceRange, startOf, startsLine } from './edits.js';
import { importModule } from './imports.js';

/** `asyncio.run(main())` in place of everything that makes, uses and closes the loop. */
export function asyncioRunEdits(handmade: HandmadeRun): Edit[] | undefined {
  const { run, coroutine, service } = handmade;
  if (belongsToAnObject(coroutine)) return undefined;
  const asyncio = importModule(moduleOf(run), 'asyncio', run);
  const call = replaceNode(run, `${asyncio.name}.run(${textOf(coroutine)})`);
  const around = tryForLoop(handmade);
  const others = service.filter((statement) => !around?.finalizer.includes(statement));
  if (others.some((statement) => !standsAlone(statement) || isLastOf(statement, others))) return undefined;
  const unwrapped = around ? withoutFinally(around, call) : [call];
  return unwrapped && inOrder([...asyncio.edits, ...others.map(removed), ...unwrapped]);
}

/** `self.queue.get()`: what an object keeps (a queue, a lock, a connection) may be bound to the loop there was when it was made. */
function belongsToAnObject(coroutine: Expression): boolean {
  return coroutine.kind === 'call' && coroutine.callee.kind === 'member' && coroutine.callee.object.kind === 'member';
}

/** The line of the statement has nothing else but perhaps a comment. */
function standsAlone(statement: Statement): boolean {
  const { lines, text } = moduleOf(statement);
  const end = endOf(statement);
  return startsLine(statement) && /^[ \t]*(?:#.*)?$/.test(text.slice(end, lines.lineEnd(lines.positionAt(end).line)));
}

/** Without the statements its block would be empty. */
function isLastOf(statement: Statement, gone: readonly Statement[]): boolean {
  return blocksOf(functionOf(statement)).some((block) => block.includes(statement) && block.every((each) => gone.includes(each)));
}

/** Takes the line away, but leaves a comment that stands behind the statement. */
function removed(statement: Statement): Edit {
  const { lines, text } = moduleOf(statement);
  const [start, end] = [startOf(statement), endOf(statement)];
  const { line } = lines.positionAt(end);
  const comment = /^[ \t]*#/.exec(text.slice(end, lines.lineEnd(line)));
  if (comment) return replaceRange(start, end + comment[0].length - 1, '');
  return replaceRange(lines.lineStart(lines.positionAt(start).line), lines.lineStart(line + 1), '');
}

/** `try:` with nothing but the `finally` becomes its body; one with handlers only loses the `finally`. */
function withoutFinally(around: TryStatement, call: Edit): Edit[] | undefined {
  const { lines, text, comments } = moduleOf(around);
  const { body, handlers, otherwise } = around;
  const lastKept = otherwise.at(-1) ?? handlers.at(-1)?.body.at(-1) ?? body.at(-1);
  const [first] = body;
  if (!first || !lastKept || !startsLine(around) || !startsLine(first)) return undefined;
  const end = endOf(around);
  const keptEnd = lines.lineEnd(lines.positionAt(endOf(lastKept)).line);
  const isCommented = (from: number, to: number): boolean => comments.some((comment) => comment.start >= from && comment.start < to);
  const tail = lines.lineEnd(lines.positionAt(end).line);
  if (isCommented(keptEnd, tail)) return undefined;
  if (handlers.length > 0) return [call, replaceRange(keptEnd, tail, '')];
  const bodyStart = lines.lineStart(lines.positionAt(startOf(around)).line + 1);
  if (isCommented(startOf(around), bodyStart) || /"""|'''|\\\r?\n/.test(text.slice(bodyStart, keptEnd))) return undefined;
  const kept = text.slice(bodyStart, call.start) + call.newText + text.slice(call.end, keptEnd);
  const lineBreak = lineBreakOf(around);
  const moved = reindented(lineBreak + kept, indentOf(first), indentOf(around)).slice(lineBreak.length);
  return [replaceRange(lines.lineStart(lines.positionAt(startOf(around)).line), tail, moved)];
}

/** What `await` takes as a whole. */
const OPERANDS: ReadonlySet<Node['kind']> = new Set(['call', 'name', 'member', 'index']);

/** `@asyncio.coroutine def f(): … yield from g()` → `async def f(): … await g()`; undefined for a generator that also yields. */
export function nativeCoroutineEdits(fn: FunctionModel, decoratorIndex: number): Edit[] | undefined {
  const decorator = fn.decorators[decoratorIndex];
  const yields: YieldExpression[] = [];
  for (const statement of fn.body) {
    walk(statement, (node) => {
      if (node.kind === 'yield') yields.push(node);
      return node.kind === 'function' ? 'skip' : undefined;
    });
  }
  if (!decorator || yields.some(({ delegates, value }) => !delegates || !value || !OPERANDS.has(value.kind))) return undefined;
  const { lines } = moduleOf(fn);
  const line = lines.positionAt(startOf(decorator)).line;
  const edits: Edit[] = [
    replaceRange(lines.lineStart(line), lines.lineStart(line + 1), ''),
    insertAt(fn.unit.base + fn.keywordStart, 'async '),
  ];
  for (const each of yields) if (each.value) edits.push(replaceRange(startOf(each), startOf(each.value), 'await '));
  return inOrder(edits);
}

/** `asyncio.create_task(…)` around each coroutine. */
export function tasksInstead(coroutines: readonly CallExpression[]): Edit[] {
  const [first] = coroutines;
  if (!first) return [];
  const asyncio = importModule(moduleOf(first), 'asyncio', first);
  return inOrder([...asyncio.edits, ...coroutines.flatMap((each) => [insertAt(startOf(each), `${asyncio.name}.create_task(`), insertAt(endOf(each), ')')])]);
}

/** `uvloop.run(main())` instead of setting a policy before `asyncio.run(main())`, the only one of the module. */
export function uvloopRunEdits(policy: CallExpression, runs: readonly CallExpression[]): Edit[] | undefined {
  const statement = policy.parent;
  const [run, ...others] = runs;
  if (statement?.kind !== 'expression-statement' || !run || others.length > 0 || !standsAlone(statement) || isLastOf(statement, [statement])) return undefined;
  const uvloop = importModule(moduleOf(run), 'uvloop', run);
  return inOrder([...uvloop.edits, removed(statement), replaceNode(run.callee, `${uvloop.name}.run`)]);
}

/** Takes `loop=loop` out of a call. */
export function withoutLoopArgument(call: CallExpression, argument: Argument): Edit[] | undefined {
  const index = call.arguments.indexOf(argument);
  const [before, after] = [call.arguments[index - 1], call.arguments[index + 1]];
  const [start, end] = before ? [endOf(before), endOf(argument)] : [startOf(argument), after ? startOf(after) : endOf(argument)];
  const { comments } = moduleOf(call);
  return comments.some((comment) => comment.start >= start && comment.start < end) ? undefined : [replaceRange(start, end, '')];
}
