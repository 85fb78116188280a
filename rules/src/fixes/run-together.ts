/** Rewriting awaits that wait in a row so that they wait together. */
import type { Edit } from '../engine/finding.js';
import { moduleOf, targetNames, textOf, type Expression, type ForStatement, type Statement } from '../model/index.js';
import type { AwaitLoop, AwaitStep } from '../semantics/await-runs.js';
import { deeperIndent, endOf, indentOf, inOrder, lineBreakOf, replaceRange, startOf, startsLine } from './edits.js';
import { importModule } from './imports.js';

const LONGEST_LINE = 88;

/** `a, b = await asyncio.gather(f(), g())` / `const [a, b] = await Promise.all([f(), g()])`. undefined when targets are annotated. */
export function gatherEdits(run: readonly AwaitStep[]): Edit[] | undefined {
  const [first] = run;
  const last = run.at(-1);
  if (!first || !last || !canMerge(run)) return undefined;
  const module = moduleOf(first.statement);
  const isPython = module.language === 'python';
  const asyncio = isPython ? importModule(module, 'asyncio') : { name: '', edits: [] };
  const opening = isPython ? `await ${asyncio.name}.gather(` : 'await Promise.all([';
  const head = targetsText(run) + opening;
  const tail = isPython ? ')' : `])${module.text[endOf(last.statement) - 1] === ';' ? ';' : ''}`;
  const edit = replaceRange(startOf(first.statement), endOf(last.statement), callList(run, head, tail));
  return inOrder([...asyncio.edits, edit]);
}

/** The structured form (3.11): a task group that ends its tasks together. Only for coroutines bound to plain names. */
export function taskGroupEdits(run: readonly AwaitStep[]): Edit[] | undefined {
  const [first] = run;
  const last = run.at(-1);
  if (!first || !last || !canMerge(run) || commentsBetween(run)) return undefined;
  const asyncio = importModule(moduleOf(first.statement), 'asyncio');
  const indent = indentOf(first.statement);
  const deeper = deeperIndent(first.statement, indent);
  const lines = [`async with ${asyncio.name}.TaskGroup() as group:`];
  const results: string[] = [];
  for (const step of run) {
    const spawn = `group.create_task(${textOf(step.call)})`;
    const names = step.target ? targetNames(step.target) : [];
    if (!step.target) lines.push(deeper + spawn);
    else {
      const task = `${names.map((name) => name.name).join('_')}_task`;
      lines.push(`${deeper}${task} = ${spawn}`);
      results.push(`${indent}${textOf(step.target)} = ${task}.result()`);
    }
  }
  const text = [...lines, ...results].join(lineBreakOf(first.statement));
  return inOrder([...asyncio.edits, replaceRange(startOf(first.statement), endOf(last.statement), text)]);
}

/** The loop as one `gather` over a generator (`Promise.all` over a mapped list). */
export function gatherLoopEdits(found: AwaitLoop): Edit[] | undefined {
  const { loop } = found;
  if (!startsLine(loop)) return undefined;
  const module = moduleOf(loop);
  if (module.language === 'typescript') return [replaceRange(startOf(loop), endOf(loop), promiseAllLoop(found))];
  const asyncio = importModule(module, 'asyncio');
  const all = `await ${asyncio.name}.gather(*(${textOf(found.call)} for ${textOf(loop.target)} in ${iterableText(loop)}))`;
  const replaced = collectText(found, all);
  return replaced && inOrder([...asyncio.edits, replaceRange(replaced.start, endOf(loop), replaced.text)]);
}

/** As `gatherLoopEdits`, with a semaphore that lets ten calls run at a time. */
export function limitedLoopEdits(found: AwaitLoop): Edit[] | undefined {
  const { loop } = found;
  const module = moduleOf(loop);
  const names = targetNames(loop.target);
  if (module.language !== 'python' || !startsLine(loop)) return undefined;
  const asyncio = importModule(module, 'asyncio');
  const indent = indentOf(loop);
  const step = deeperIndent(loop, indent).slice(indent.length);
  const lineBreak = lineBreakOf(loop);
  const parameters = names.map((name) => name.name).join(', ');
  const all = `await ${asyncio.name}.gather(*(limited(${parameters}) for ${textOf(loop.target)} in ${iterableText(loop)}))`;
  const replaced = collectText(found, all);
  if (!replaced) return undefined;
  const helper = [
    `limit = ${asyncio.name}.Semaphore(10)`, '',
    `${indent}async def limited(${parameters}):`,
    `${indent}${step}async with limit:`,
    `${indent}${step}${step}return await ${textOf(found.call)}`, '', `${indent}${replaced.text}`,
  ].join(lineBreak);
  return inOrder([...asyncio.edits, replaceRange(replaced.start, endOf(loop), helper)]);
}

/** One kind of declaration, no annotations, every statement on lines of its own. */
function canMerge(run: readonly AwaitStep[]): boolean {
  const declarations = new Set(run.map(({ statement }) => (statement.kind === 'assignment' ? statement.declares : undefined)));
  const isAnnotated = run.some(({ statement }) => statement.kind === 'assignment' && statement.annotation !== undefined);
  return !isAnnotated && declarations.size === 1 && run.every(({ statement }) => startsLine(statement));
}

function targetsText(run: readonly AwaitStep[]): string {
  if (run.every((step) => step.target === undefined)) return '';
  const [first] = run;
  const isPython = first !== undefined && moduleOf(first.statement).language === 'python';
  const names = run.map(({ target }) => {
    if (!target) return isPython ? '_' : '';
    const text = textOf(target);
    return isPython && target.kind === 'sequence' && !/^[([]/.test(text) ? `(${text})` : text;
  });
  if (isPython) return `${names.join(', ')} = `;
  const declares = first?.statement.kind === 'assignment' ? first.statement.declares : undefined;
  return `${declares ? `${declares} ` : ''}[${names.join(', ')}] = `;
}

function callList(run: readonly AwaitStep[], head: string, tail: string): string {
  const [first] = run;
  if (!first) return head + tail;
  const indent = indentOf(first.statement);
  const calls = run.map((step) => textOf(step.call));
  const single = `${head}${calls.join(', ')}${tail}`;
  const hasComments = commentsBetween(run);
  if (!hasComments && !single.includes('\n') && indent.length + single.length <= LONGEST_LINE) return single;
  const deeper = deeperIndent(first.statement, indent);
  const lineBreak = lineBreakOf(first.statement);
  const lines = run.flatMap((step, index) => {
    const { trailing, leading } = commentsBefore(run, index);
    return [...(trailing ? [trailing] : []), ...leading, ...[textOf(step.call) + ',']].map((line) => deeper + line);
  });
  return [head, ...lines, indent + tail].join(lineBreak);
}

/** Comments between the previous statement and this one: at the end of the previous line, and on lines of their own. */
function commentsBefore(run: readonly AwaitStep[], index: number): { trailing: string | undefined; leading: string[] } {
  const previous = run[index - 1];
  const step = run[index];
  if (!previous || !step) return { trailing: undefined, leading: [] };
  const [sameLine = '', ...others] = moduleOf(step.statement).text.slice(endOf(previous.statement), startOf(step.statement)).split(/\r\n|\r|\n/);
  const leading = others.map((line) => line.trim()).filter((line) => line !== '');
  return { trailing: sameLine.replace(/^\s*;?\s*/, '').trim() || undefined, leading };
}

function commentsBetween(run: readonly AwaitStep[]): boolean {
  return run.some((_, index) => {
    const { trailing, leading } = commentsBefore(run, index);
    return trailing !== undefined || leading.length > 0;
  });
}

function iterableText(loop: ForStatement): string {
  const text = textOf(loop.iterable);
  return loop.iterable.kind === 'sequence' && !/^[([{]/.test(text) ? `(${text})` : text;
}

/** `out = []` right before the loop joins into `out = await gather(…)`. */
function collectText(found: AwaitLoop, all: string): { readonly start: number; readonly text: string } | undefined {
  const { loop, collects } = found;
  const start = startOf(loop);
  if (!collects) return { start, text: all };
  if (!collects.key) {
    const before = statementBefore(loop);
    if (before && isEmptyList(before, collects.into.name)) return { start: startOf(before), text: `${collects.into.name} = ${all}` };
    return { start, text: `${collects.into.name}.extend(${all})` };
  }
  // The iterable is named twice, so it must be one that can be iterated twice.
  const isPlainKey = textOf(collects.key) === textOf(loop.target);
  if (!isPlainKey || loop.iterable.kind !== 'name') return undefined;
  return { start, text: `${collects.into.name}.update(zip(${iterableText(loop)}, ${all}))` };
}

function statementBefore(loop: ForStatement): Statement | undefined {
  const { parent } = loop;
  if (!parent || !('body' in parent) || !Array.isArray(parent.body)) return undefined;
  const body: readonly Statement[] = parent.body;
  return body[body.indexOf(loop) - 1];
}

/** Only when nothing but white space stands between, so that no comment is lost. */
function isEmptyList(statement: Statement, name: string): boolean {
  if (statement.kind !== 'assignment' || statement.annotation || statement.targets.length !== 1) return false;
  const [target] = statement.targets;
  const isList = statement.value?.kind === 'sequence' && statement.value.shape === 'list' && statement.value.items.length === 0;
  return isList && target?.kind === 'name' && target.name === name && startsLine(statement) && !/#/.test(textAfter(statement));
}

function textAfter(statement: Statement): string {
  const { lines } = moduleOf(statement);
  return lines.text.slice(endOf(statement), lines.lineEnd(lines.positionAt(endOf(statement)).line));
}

function promiseAllLoop({ loop, call, collects }: AwaitLoop): string {
  const all = `await Promise.all(Array.from(${textOf(loop.iterable)}, (${parameterText(loop.target)}) => ${textOf(call)}))`;
  if (!collects) return `${all};`;
  return `${collects.into.name}.push(...(${all}));`;
}

function parameterText(target: Expression): string {
  return textOf(target).replace(/^(?:const|let|var)\s+/, '');
}
