/** Giving a promise a handler before anything else is awaited. TypeScript and JavaScript. */
import type { Edit } from '../engine/finding.js';
import { moduleOf, textOf, type AssignmentStatement, type Expression, type Statement } from '../model/index.js';
import { blockAround } from '../model/blocks.js';
import type { LateHandler } from '../semantics/late-handlers.js';
import { deeperIndent, endOf, indentOf, insertAt, lineBreakOf, replaceRange, startOf, startsLine } from './edits.js';

const LONGEST_LINE = 100;

/** `const [x, y] = await Promise.all([a(), b()])` for three statements in a row; undefined when they are anything else. */
export function waitTogether(assignment: AssignmentStatement, { promise, handled }: LateHandler): Edit[] | undefined {
  const block = blockAround(assignment) ?? [];
  const at = block.indexOf(assignment);
  const [between, last] = [block[at + 1], block[at + 2]];
  const other = between && awaitedBy(between);
  const own = last && awaitedBy(last);
  if (!between || !last || !other || own?.value !== handled || !isPlainRow([assignment, between, last])) return undefined;
  const targets = [own.target, other.target];
  const names = targets.map((target) => (target ? textOf(target) : '')).join(', ').replace(/, $/, '');
  const head = names === '' ? '' : `const [${names}] = `;
  const end = moduleOf(assignment).text[endOf(last) - 1] === ';' ? ';' : '';
  return [replaceRange(startOf(assignment), endOf(last), promiseAll(assignment, head, [textOf(promise), textOf(other.value)], end))];
}

function promiseAll(at: Statement, head: string, calls: readonly string[], end: string): string {
  const indent = indentOf(at);
  const single = `${head}await Promise.all([${calls.join(', ')}])${end}`;
  if (!single.includes('\n') && indent.length + single.length <= LONGEST_LINE) return single;
  const deeper = deeperIndent(at, indent);
  return [`${head}await Promise.all([`, ...calls.map((call) => `${deeper}${call},`), `${indent}])${end}`].join(lineBreakOf(at));
}

/** `await f()` and `const x = await f()` without a declared type. */
function awaitedBy(statement: Statement): { readonly value: Expression; readonly target: Expression | undefined } | undefined {
  if (statement.kind === 'expression-statement' && statement.value.kind === 'await') return { value: statement.value.value, target: undefined };
  if (statement.kind !== 'assignment' || statement.value?.kind !== 'await' || statement.declares !== 'const' || statement.annotation) return undefined;
  const [target, ...others] = statement.targets;
  return others.length === 0 && target ? { value: statement.value.value, target } : undefined;
}

/** Each on lines of its own, with nothing but white space between them. */
function isPlainRow(statements: readonly Statement[]): boolean {
  return statements.every((statement, index) => {
    const before = statements[index - 1];
    if (!startsLine(statement)) return false;
    return !before || moduleOf(statement).text.slice(endOf(before), startOf(statement)).trim() === '';
  });
}

/** `p.catch(() => {});` below: a handler that takes nothing away, since every `await p` still throws. */
export function handleAtOnce(assignment: AssignmentStatement, { name }: LateHandler): Edit[] | undefined {
  const { text, lines } = moduleOf(assignment);
  const end = endOf(assignment);
  const lineEnd = lines.lineEnd(lines.positionAt(end).line);
  if (!startsLine(assignment) || !/^\s*;?\s*(?:\/\/.*)?$/.test(text.slice(end, lineEnd))) return undefined;
  const semicolon = text[end - 1] === ';' || text[end] === ';' ? ';' : '';
  return [insertAt(lineEnd, `${lineBreakOf(assignment)}${indentOf(assignment)}${name.name}.catch(() => {})${semicolon}`)];
}
