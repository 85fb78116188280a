/** Tasks that nobody keeps become those of an `asyncio.TaskGroup` (3.11), which waits for them where its block ends. */
import type { Edit } from '../engine/finding.js';
import { functionOf, moduleOf, textOf, type CallExpression, type ExpressionStatement, type Statement } from '../model/index.js';
import { deeperIndent, endOf, indentOf, inOrder, insertBefore, lineBreakOf, replaceRange, startOf, startsLine } from './edits.js';
import { importModule } from './imports.js';
import { freeName } from './free-name.js';
import { indentationOf } from './indentation.js';

/**
 * Puts the statement and the rest of its block into `async with asyncio.TaskGroup() as group:`. `isDropped` tells which
 * other statements there start a task that nobody keeps: they join the group. undefined outside async functions, in async
 * generators (a group must not stay open across `yield`), and where lines cannot be moved.
 */
export function taskGroupEdits(spawn: CallExpression, isDropped: (statement: Statement) => CallExpression | undefined): Edit[] | undefined {
  const statement = spawn.parent;
  if (statement?.kind !== 'expression-statement' || !isCreateTask(spawn)) return undefined;
  const fn = functionOf(statement);
  const block = restOfBlock(statement);
  if (!fn.isAsync || fn.isGenerator || !block || block.some((each) => !startsLine(each))) return undefined;
  const asyncio = importModule(moduleOf(statement), 'asyncio', statement);
  const group = freeName('group', statement);
  const indent = indentOf(statement);
  const deeper = deeperIndent(statement, indent);
  const edits: Edit[] = [
    ...asyncio.edits,
    insertBefore(statement, `async with ${asyncio.name}.TaskGroup() as ${group}:${lineBreakOf(statement)}${deeper}`),
    ...indentationOf(block, deeper.slice(indent.length)),
  ];
  for (const each of block) {
    const call = isDropped(each);
    if (call && isCreateTask(call) && call.parent === each) edits.push(replaceRange(startOf(call.callee), endOf(call.callee), `${group}.create_task`));
  }
  return inOrder(edits);
}

/** Ways to start a task that take what `TaskGroup.create_task` takes: a coroutine, `name`, `context`. */
function isCreateTask(spawn: CallExpression): boolean {
  return /(?:^|\.)create_task$/.test(textOf(spawn.callee)) && !textOf(spawn.callee).includes('\n');
}

function restOfBlock(statement: ExpressionStatement): readonly Statement[] | undefined {
  const { parent } = statement;
  if (!parent) return undefined;
  const lists = [
    'body' in parent ? parent.body : [], 'then' in parent ? parent.then : [], 'otherwise' in parent ? parent.otherwise : [], 'finalizer' in parent ? parent.finalizer : [],
  ];
  for (const list of lists) {
    const index = Array.isArray(list) ? list.indexOf(statement) : -1;
    if (index >= 0) return (list as readonly Statement[]).slice(index);
  }
  return undefined;
}
