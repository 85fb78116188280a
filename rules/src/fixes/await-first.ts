/** Waiting before the old value is read: `self.n += await f()` → `more = await f()`, `self.n += more`. */
import type { Edit } from '../engine/finding.js';
import { moduleOf, textOf, walk, type AssignmentStatement, type AwaitExpression } from '../model/index.js';
import type { AwaitRace } from '../semantics/await-races.js';
import { endOf, indentOf, insertBefore, lineBreakOf, mayHaveNeighbours, replaceNode, startsLine } from './edits.js';
import { freeName } from './free-name.js';

/** undefined for races over several statements, and where something else would change its turn with the wait. */
export function awaitFirst({ steps, suspended }: AwaitRace): Edit[] | undefined {
  const [step, ...others] = steps;
  if (!step || others.length > 0 || step.node.kind !== 'assignment' || suspended.kind !== 'await') return undefined;
  const statement = step.node;
  if (!startsLine(statement) || !mayHaveNeighbours(statement) || !isOnlyCode(suspended, statement) || !standsAlone(suspended)) return undefined;
  const name = freeName('more', statement);
  const { language, text } = moduleOf(statement);
  const [declared, end] = language === 'python' ? ['', ''] : ['const ', text[endOf(statement) - 1] === ';' ? ';' : ''];
  return [
    insertBefore(statement, `${declared}${name} = ${textOf(suspended)}${end}${lineBreakOf(statement)}${indentOf(statement)}`),
    replaceNode(suspended, name),
  ];
}

/** Around the wait is nothing but arithmetic over names, attributes and literals. */
function isOnlyCode(wait: AwaitExpression, { value, targets }: AssignmentStatement): boolean {
  for (let node = wait.parent; node && node.kind !== 'assignment'; node = node.parent) if (node.kind !== 'binary') return false;
  let isOnly = true;
  for (const part of value ? [value, ...targets] : targets) {
    walk(part, (node) => {
      if (node === wait) return 'skip';
      if (node.kind === 'call' || node.kind === 'await' || node.kind === 'function' || node.kind === 'comprehension') isOnly = false;
      return isOnly ? undefined : 'skip';
    });
  }
  return isOnly;
}

/** Is it an expression without the parentheses that may stand around it? Line breaks are free only between its own. */
function standsAlone(wait: AwaitExpression): boolean {
  const text = textOf(wait);
  return !text.slice(0, Math.max(text.indexOf('('), 0) || text.length).includes('\n');
}
