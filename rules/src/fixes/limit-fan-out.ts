/** A semaphore around every one of many calls, so that only some of them run at a time. */
import type { Edit } from '../engine/finding.js';
import { lookup, moduleOf, type Node } from '../model/index.js';
import type { FanOut } from '../semantics/fan-out.js';
import { dialectOf, type Surroundings } from './dialect.js';
import { deeperIndent, indentOf, inOrder, insertAfter, insertAt, insertBefore, lineBreakOf, startOf, startsLine } from './edits.js';
import { importModule } from './imports.js';

const LIMIT = 10;

/** `limited(fetch(url))` instead of `fetch(url)`, with the helper before the statement. */
export function limitEdits({ call, loop }: FanOut, around: Surroundings): Edit[] | undefined {
  const statement = statementAround(loop);
  const module = moduleOf(call);
  const isTaken = (name: string): boolean => lookup(name, call) !== undefined;
  if (!statement || !startsLine(statement) || dialectOf(module, around) !== 'asyncio' || isTaken('limit') || isTaken('limited')) return undefined;
  const asyncio = importModule(module, 'asyncio');
  const indent = indentOf(statement);
  const deeper = deeperIndent(statement, indent);
  const deepest = deeperIndent(statement, deeper);
  const helper = [
    `limit = ${asyncio.name}.Semaphore(${LIMIT})`, '',
    `${indent}async def limited(work):`,
    `${deeper}async with limit:`,
    `${deepest}return await work`, '', indent,
  ].join(lineBreakOf(statement));
  return inOrder([...asyncio.edits, insertAt(startOf(statement), helper), insertBefore(call, 'limited('), insertAfter(call, ')')]);
}

/** The statement that the loop is or stands in; of a `for` in a `for` the outer one stays as it is. */
function statementAround(loop: Node): Node | undefined {
  if (loop.kind === 'for') return loop;
  for (let node: Node | undefined = loop; node && node.kind !== 'function'; node = node.parent) {
    if (node.kind === 'assignment' || node.kind === 'expression-statement' || node.kind === 'return') return node;
  }
  return undefined;
}
