/** Letting a cancellation through that a clause takes. */
import type { Edit } from '../engine/finding.js';
import { moduleOf, textOf, walk, type CallExpression, type Expression, type Handler, type Node, type Statement } from '../model/index.js';
import { blockAround } from '../model/blocks.js';
import { dialectOf, type Surroundings } from './dialect.js';
import { deeperIndent, endOf, indentOf, inOrder, insertAfter, insertAt, lineBreakOf, replaceNode, replaceRange, startOf, startsLine } from './edits.js';
import { importModule } from './imports.js';

/** `raise` as the last statement of the handler. undefined when the handler has other ways out, or leaves its loop for what stands behind it. */
export function raiseAtEnd(handler: Handler): Edit[] | undefined {
  const { body } = handler;
  const last = body.at(-1);
  if (!last || body.slice(0, -1).some(mayJump) || (last.kind === 'break' && hasWorkBehindLoop(handler))) return undefined;
  if (isNothing(last) || isPlainJump(last)) return [replaceNode(last, 'raise')];
  if (mayJump(last)) return undefined;
  if (!startsLine(last)) return [insertAfter(last, '; raise')];
  const { lines } = moduleOf(last);
  return [insertAt(lines.lineEnd(lines.positionAt(endOf(last)).line), `${lineBreakOf(last)}${indentOf(last)}raise`)];
}

/** Does anything but telling come after the loop that a `break` leaves? It is there to run, and `raise` would not reach it. */
function hasWorkBehindLoop(handler: Handler): boolean {
  let loop: Node = handler;
  while (loop.kind !== 'for' && loop.kind !== 'while' && loop.parent) loop = loop.parent;
  const behind: readonly Statement[] = blockAround(loop) ?? [];
  return behind.slice(behind.findIndex((statement) => statement === loop) + 1).some((statement) => !isNothing(statement) && !isPlainJump(statement) && !isTelling(statement));
}

/** A handler for cancellation alone, in front of a broad one: whatever else that takes goes where it went. */
export function handlerInFront(handler: Handler, around: Surroundings): Edit[] | undefined {
  if (!startsLine(handler)) return undefined;
  const module = moduleOf(handler);
  const dialect = dialectOf(module, around);
  if (!dialect) return undefined;
  const library = importModule(module, dialect, handler);
  const type = { asyncio: '.CancelledError', trio: '.Cancelled', anyio: '.get_cancelled_exc_class()' }[dialect];
  const indent = indentOf(handler);
  const lineBreak = lineBreakOf(handler);
  const [first] = handler.body;
  const deeper = first && startsLine(first) ? indentOf(first) : deeperIndent(handler, indent);
  const text = `except ${library.name}${type}:${lineBreak}${deeper}raise${lineBreak}${indent}`;
  return inOrder([...library.edits, insertAt(startOf(handler), text)]);
}

/** `except (A, CancelledError)` → `except A`. */
export function withoutType(handler: Handler, type: Expression): Edit[] | undefined {
  const { type: types } = handler;
  if (types?.kind !== 'sequence' || !types.items.includes(type) || textOf(types).includes('#')) return undefined;
  const others = types.items.filter((item) => item !== type);
  const [only] = others;
  if (others.length === 1 && only) return [replaceNode(types, textOf(only))];
  return [withoutItem(types.items, type)];
}

/** `suppress(A, CancelledError)` → `suppress(A)`. */
export function withoutArgument(call: CallExpression, type: Expression): Edit[] | undefined {
  const argument = call.arguments.find(({ value }) => value === type);
  if (!argument || call.arguments.length < 2 || textOf(call).includes('#')) return undefined;
  return [withoutItem(call.arguments, argument)];
}

function withoutItem(items: readonly Node[], item: Node): Edit {
  const index = items.indexOf(item);
  const before = items[index - 1];
  const after = items[index + 1];
  if (before) return replaceRange(endOf(before), endOf(item), '');
  return replaceRange(startOf(item), after ? startOf(after) : endOf(item), '');
}

/** Does the handler nothing that somebody would miss when it is passed by: telling, leaving? */
export function onlyTells({ body }: Handler): boolean {
  return body.every((statement) => isNothing(statement) || isPlainJump(statement) || isTelling(statement));
}

/** Does the handler set something for the code behind it, which a `raise` would not reach: `cancelled = True`? */
export function prepares({ body }: Handler): boolean {
  let sets = false;
  for (const statement of body) {
    walk(statement, (node) => {
      if (node.kind === 'assignment' && node.targets.some(({ kind }) => kind === 'name')) sets = true;
      return sets || node.kind === 'function' ? 'skip' : undefined;
    });
  }
  return sets;
}

const TELLS: ReadonlySet<string> = new Set(['debug', 'info', 'warning', 'warn', 'error', 'exception', 'critical', 'log', 'print', 'print_exc']);

function isTelling(statement: Statement): boolean {
  if (statement.kind !== 'expression-statement' || statement.value.kind !== 'call') return false;
  const { callee } = statement.value;
  return (callee.kind === 'name' || callee.kind === 'member') && TELLS.has(callee.name);
}

/** `pass`, `...`, a docstring-like comment. */
function isNothing(statement: Statement): boolean {
  if (statement.kind === 'block') return statement.body.length === 0 && statement.what === 'block';
  return statement.kind === 'expression-statement' && statement.value.kind === 'literal';
}

function isPlainJump(statement: Statement): boolean {
  if (statement.kind === 'break' || statement.kind === 'continue') return true;
  return statement.kind === 'return' && (!statement.value || statement.value.kind === 'literal' || statement.value.kind === 'name');
}

function mayJump(statement: Statement): boolean {
  let jumps = false;
  walk(statement, (node) => {
    if (node.kind === 'return' || node.kind === 'break' || node.kind === 'continue') jumps = true;
    return jumps || node.kind === 'function' ? 'skip' : undefined;
  });
  return jumps;
}
