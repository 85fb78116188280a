/** Clearing the timer that a lost race leaves armed: its handle is kept, and `finally` clears it. TypeScript and JavaScript. */
import type { Edit } from '../engine/finding.js';
import { isBelow, moduleOf, textOf, type CallExpression, type Node, type Statement } from '../model/index.js';
import { endOf, indentOf, inOrder, insertAfter, insertAt, insertBefore, lineBreakOf, mayHaveNeighbours, startOf, startsLine } from './edits.js';
import { freeName } from './free-name.js';

/** undefined where no declaration can stand before the race, or where the timer is not plainly a statement or a result. */
export function clearLostTimer(race: CallExpression, timer: CallExpression): Edit[] | undefined {
  const statement = statementAround(race);
  const kept = statement && isBelow(timer, race) ? handleKept(timer, freeName('timer', statement)) : undefined;
  if (!statement || !kept) return undefined;
  const name = freeName('timer', statement);
  const { path, text } = moduleOf(statement);
  const type = /\.[cm]?tsx?$/.test(path) ? ': ReturnType<typeof setTimeout> | undefined' : '';
  const semicolon = text[endOf(statement) - 1] === ';' ? ';' : '';
  return inOrder([
    insertBefore(statement, `let ${name}${type}${semicolon}${lineBreakOf(statement)}${indentOf(statement)}`),
    ...kept,
    insertAfter(race, `.finally(() => { clearTimeout(${name})${semicolon} })`),
  ]);
}

/** `setTimeout(…);` as a statement, or all that an arrow function gives. */
function handleKept(timer: CallExpression, name: string): Edit[] | undefined {
  const { parent } = timer;
  if (parent?.kind === 'expression-statement') return [insertBefore(timer, `${name} = `)];
  if (parent?.kind !== 'return') return undefined;
  // An arrow function without a block: its `return` is not written.
  if (startOf(parent) !== startOf(timer)) return undefined;
  return [insertAt(startOf(timer), `{ ${name} = `), insertAt(endOf(timer), '; }')];
}

function statementAround(race: Node): Statement | undefined {
  for (let node = race.parent; node && node.kind !== 'function'; node = node.parent) {
    if (node.kind !== 'expression-statement' && node.kind !== 'assignment' && node.kind !== 'return') continue;
    const isWritten = node.kind !== 'return' || /^return\b/.test(textOf(node));
    return isWritten && startsLine(node) && mayHaveNeighbours(node) ? node : undefined;
  }
  return undefined;
}
