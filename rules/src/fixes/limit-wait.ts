/** A time limit around a wait, in the async library the file is written for. */
import type { Edit } from '../engine/finding.js';
import { moduleOf, type AwaitExpression, type CallExpression, type Statement } from '../model/index.js';
import { dialectOf, type Surroundings } from './dialect.js';
import { deeperIndent, indentOf, inOrder, insertAfter, insertBefore, lineBreakOf, startsLine } from './edits.js';
import { importModule } from './imports.js';
import { indentationOf } from './indentation.js';

/** `async with asyncio.timeout(…)` (3.11) around the statement, `wait_for` where that cannot stand or is not there yet. */
export function limitWait(awaited: AwaitExpression, call: CallExpression, seconds: number, around: Surroundings): Edit[] | undefined {
  const module = moduleOf(awaited);
  const dialect = dialectOf(module, around);
  if (!dialect) return undefined;
  const { python } = around.target;
  const statement = simpleStatement(awaited);
  const library = importModule(module, dialect);
  const hasBlock = dialect !== 'asyncio' || python[0] > 3 || (python[0] === 3 && python[1] >= 11);
  if (statement && hasBlock && startsLine(statement)) {
    const opening = dialect === 'asyncio' ? `async with ${library.name}.timeout(${seconds}):` : `with ${library.name}.fail_after(${seconds}):`;
    const indent = indentOf(statement);
    const deeper = deeperIndent(statement, indent);
    return inOrder([...library.edits, insertBefore(statement, `${opening}${lineBreakOf(statement)}${deeper}`), ...indentationOf([statement], deeper.slice(indent.length))]);
  }
  if (dialect !== 'asyncio') return undefined;
  return inOrder([...library.edits, insertBefore(call, `${library.name}.wait_for(`), insertAfter(call, `, ${seconds})`)]);
}

/** The statement around this wait, when a block can be put around it: nothing is handed out in the middle (`yield`). */
function simpleStatement(awaited: AwaitExpression): Statement | undefined {
  for (let node = awaited.parent; node; node = node.parent) {
    if (node.kind === 'assignment' || node.kind === 'expression-statement' || node.kind === 'return') return node;
    if (node.kind === 'function' || node.kind === 'yield' || node.kind === 'with-item' || node.kind === 'for' || node.kind === 'while' || node.kind === 'if' || node.kind === 'try') return undefined;
  }
  return undefined;
}
