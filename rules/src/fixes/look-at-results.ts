/** Looking at results that may be exceptions, and at tasks that may have failed. */
import type { Edit } from '../engine/finding.js';
import { moduleOf, textOf, type Statement } from '../model/index.js';
import type { AwaitedStatement } from '../semantics/unobserved.js';
import { deeperIndent, endOf, indentOf, inOrder, insertAt, insertBefore, lineBreakOf, mayHaveNeighbours, startsLine } from './edits.js';
import { freeName } from './free-name.js';

/** Raises the first exception among the results of `gather(…, return_exceptions=True)`. */
export function raiseFirst({ statement, target }: AwaitedStatement): Edit[] | undefined {
  if (!startsLine(statement) || (target && target.kind !== 'name' && target.kind !== 'sequence')) return undefined;
  const names = target ? textOf(target) : freeName('results', statement);
  const element = freeName('result', statement);
  const step = deeperIndent(statement, '');
  const iterated = target?.kind === 'sequence' && !/^[([]/.test(names) ? `(${names})` : names;
  const lines = [`for ${element} in ${iterated}:`, `${step}if isinstance(${element}, BaseException):`, `${step}${step}raise ${element}`];
  return inOrder([...(target ? [] : [insertBefore(statement, `${names} = `)]), below(statement, lines)]);
}

/** Asks every finished task of `asyncio.wait` for its result, which raises what it failed with. */
export function askDone({ statement, target }: AwaitedStatement): Edit[] | undefined {
  if (!startsLine(statement)) return undefined;
  const done = target?.kind === 'sequence' && target.items[0] ? textOf(target.items[0]) : freeName('done', statement);
  if (done === '_') return undefined;
  const task = freeName('task', statement);
  const lines = [`for ${task} in ${done}:`, `${deeperIndent(statement, '')}${task}.result()`];
  return inOrder([...(target ? [] : [insertBefore(statement, `${done}, _ = `)]), below(statement, lines)]);
}

function below(statement: Statement, lines: readonly string[]): Edit {
  const module = moduleOf(statement);
  const end = module.lines.lineEnd(module.lines.positionAt(endOf(statement)).line);
  return insertAt(end, lines.map((line) => lineBreakOf(statement) + indentOf(statement) + line).join(''));
}

/** Throws the reason of the first failure among the results of `Promise.allSettled`. */
export function throwFirst({ statement, target }: AwaitedStatement): Edit[] | undefined {
  if (!startsLine(statement) || !mayHaveNeighbours(statement) || (target && target.kind !== 'name')) return undefined;
  const name = target ? textOf(target) : freeName('results', statement);
  const result = freeName('result', statement);
  const step = deeperIndent(statement, '');
  const { text } = moduleOf(statement);
  const semicolon = text[endOf(statement) - 1] === ';' || text[endOf(statement)] === ';' ? ';' : '';
  const lines = [`for (const ${result} of ${name}) {`, `${step}if (${result}.status === 'rejected') throw ${result}.reason${semicolon}`, '}'];
  return inOrder([...(target ? [] : [insertBefore(statement, `const ${name} = `)]), below(statement, lines)]);
}
