/** Rewriting awaits that wait in a row so that they wait together. */
import type { Edit } from '../engine/finding.js';
import { moduleOf, targetNames, textOf } from '../model/index.js';
import type { AwaitStep } from '../semantics/await-runs.js';
import { deeperIndent, endOf, indentOf, inOrder, lineBreakOf, reindented, replaceRange, startOf, startsLine } from './edits.js';
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
  const head = targetsText(run, opening) + opening;
  const tail = isPython ? ')' : `])${module.text[endOf(last.statement) - 1] === ';' ? ';' : ''}`;
  const edit = replaceRange(startOf(first.statement), endOf(last.statement), callList(run, head, tail));
  return inOrder([...asyncio.edits, edit]);
}

/** The structured form (3.11): a task group that ends its tasks together. Only for coroutines. */
export function taskGroupEdits(run: readonly AwaitStep[]): Edit[] | undefined {
  const [first] = run;
  const last = run.at(-1);
  if (!first || !last || !canMerge(run)) return undefined;
  const asyncio = importModule(moduleOf(first.statement), 'asyncio', first.statement);
  const indent = indentOf(first.statement);
  const deeper = deeperIndent(first.statement, indent);
  const lines = [`async with ${asyncio.name}.TaskGroup() as group:`];
  const results: string[] = [];
  for (const [index, step] of run.entries()) {
    const { leading } = commentsBefore(run, index);
    const { trailing } = commentsBefore(run, index + 1);
    lines.push(...leading.map((comment) => deeper + comment));
    const spawn = `group.create_task(${callText(step, indent, deeper)})`;
    const names = step.target ? targetNames(step.target) : [];
    const end = trailing ? `  ${trailing}` : '';
    if (!step.target) lines.push(deeper + spawn + end);
    else {
      const task = `${names.map((name) => name.name).join('_')}_task`;
      lines.push(`${deeper}${task} = ${spawn}${end}`);
      results.push(`${indent}${textOf(step.target)} = ${task}.result()`);
    }
  }
  const text = [...lines, ...results].join(lineBreakOf(first.statement));
  return inOrder([...asyncio.edits, replaceRange(startOf(first.statement), endOf(last.statement), text)]);
}

/** One kind of declaration, no annotations, every statement on lines of its own. */
function canMerge(run: readonly AwaitStep[]): boolean {
  const declarations = new Set(run.map(({ statement }) => (statement.kind === 'assignment' ? statement.declares : undefined)));
  const isAnnotated = run.some(({ statement }) => statement.kind === 'assignment' && statement.annotation !== undefined);
  return !isAnnotated && declarations.size === 1 && run.every(({ statement }) => startsLine(statement));
}

function targetsText(run: readonly AwaitStep[], opening: string): string {
  if (run.every((step) => step.target === undefined)) return '';
  const [first] = run;
  const isPython = first !== undefined && moduleOf(first.statement).language === 'python';
  const names = run.map(({ target }) => {
    if (!target) return isPython ? '_' : '';
    const text = textOf(target);
    return isPython && target.kind === 'sequence' && !/^[([]/.test(text) ? `(${text})` : text;
  });
  if (isPython) {
    const indent = first ? indentOf(first.statement) : '';
    const single = `${names.join(', ')} = `;
    if (!first || indent.length + single.length + opening.length <= LONGEST_LINE) return single;
    const lineBreak = lineBreakOf(first.statement);
    return ['(', ...names.map((name) => `${deeperIndent(first.statement, indent)}${name},`), `${indent}) = `].join(lineBreak);
  }
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
    const { leading } = commentsBefore(run, index);
    const { trailing } = commentsBefore(run, index + 1);
    return [...leading, `${callText(step, indent, deeper)},${trailing ? `  ${trailing}` : ''}`].map((line) => deeper + line);
  });
  return [head, ...lines, indent + tail].join(lineBreak);
}

/** A call over several lines moves as a whole, unless some of them are inside a string. */
function callText({ call }: AwaitStep, indent: string, deeper: string): string {
  const text = textOf(call);
  return /"""|'''|`|\\\r?\n/.test(text) ? text : reindented(text, indent, deeper);
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
