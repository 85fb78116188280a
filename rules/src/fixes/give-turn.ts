/** Giving the event loop a turn in a loop that takes none. */
import type { Edit } from '../engine/finding.js';
import { moduleOf, textOf, type Statement, type WhileStatement } from '../model/index.js';
import { dialectOf, type Surroundings } from './dialect.js';
import { indentOf, inOrder, insertBefore, lineBreakOf, replaceNode, startsLine } from './edits.js';
import { importModule } from './imports.js';

/** `await asyncio.sleep(0)` as the first statement of the loop, in the file's library; undefined where lines cannot be split. */
export function turnEdits(loop: WhileStatement, around: Surroundings): Edit[] | undefined {
  const [first] = loop.body;
  const module = moduleOf(loop);
  if (!first || (module.language === 'typescript' && !hasBraces(loop))) return undefined;
  const dialect = module.language === 'python' ? dialectOf(module, around) : undefined;
  if (module.language === 'python' && !dialect) return undefined;
  const library = dialect && importModule(module, dialect);
  const turn = library ? `await ${library.name}.sleep(0)` : 'await new Promise((resolve) => { setTimeout(resolve, 0); });';
  return inOrder([...(library?.edits ?? []), library && isPass(first) ? replaceNode(first, turn) : insertBefore(first, turn + separatorBefore(first, library ? '; ' : ' '))]);
}

function separatorBefore(first: Statement, sameLine: string): string {
  return startsLine(first) ? lineBreakOf(first) + indentOf(first) : sameLine;
}

function hasBraces(loop: WhileStatement): boolean {
  const last = loop.body.at(-1);
  return loop.form === 'do' ? /^do\s*\{/.test(textOf(loop)) : last !== undefined && last.end < loop.end;
}

function isPass(statement: Statement): boolean {
  return statement.kind === 'block' && statement.what === 'block' && statement.body.length === 0;
}
