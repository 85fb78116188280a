/** One client for all items: its `with` moves out of the loop, or to the caller that has the items. */
import type { Edit } from '../engine/finding.js';
import {
  isBelow, functionOf, lookup, mentionsOf, moduleOf, textOf, visitCode, walk,
  type CallExpression, type FunctionModel, type Node, type Statement, type WithItem, type WithStatement,
} from '../model/index.js';
import type { Loop } from '../semantics/repeated-clients.js';
import { deeperIndent, endOf, indentOf, inOrder, insertAt, insertBefore, lineBreakOf, replaceRange, startOf, startsLine } from './edits.js';
import { freeName } from './free-name.js';
import { dedentationOf, indentationOf } from './indentation.js';

/** Opens the client before the loop; undefined where its lines cannot be moved. */
export function openBeforeLoop(item: WithItem, loop: Loop): Edit[] | undefined {
  const opening = openingOf(item);
  if (!opening || !startsLine(loop)) return undefined;
  const indent = indentOf(loop);
  const step = deeperIndent(loop, indent).slice(indent.length);
  const left = removal(opening, indentOf(opening.statement) + step);
  if (left.step !== undefined && left.step !== step) return undefined;
  // What is indented with the loop and taken out of its own `with` stays where it is.
  const stays = new Set(left.dedented.map(({ start }) => start));
  const { header } = left;
  const moved = indentationOf([loop], step).filter(({ start }) => !stays.has(start) && !(header && start >= header.start && start < header.end));
  const text = `${keywordOf(opening.statement)} ${textOf(item)}:${lineBreakOf(loop)}${indent}${step}`;
  return inOrder([insertBefore(loop, text), ...moved, ...left.others, ...(header ? [header] : [])]);
}

/** Opens the client in the caller and hands it on as the first argument; only when all calls are in one coroutine of the file. */
export function handOver(item: WithItem, call: CallExpression): Edit[] | undefined {
  const opening = openingOf(item);
  const fn = functionOf(item);
  const variable = lookup(fn.name, fn);
  if (!opening || fn.owner || fn.decorators.length > 0 || variable?.bindings.length !== 1 || variable.bindings[0]?.node !== fn) return undefined;
  const calls = mentionsOf(variable).map((mention) => (mention.parent?.kind === 'call' && mention.parent.callee === mention ? mention.parent : undefined));
  const caller = calls[0] && functionOf(calls[0]);
  if (!caller || !caller.isAsync || caller.isGenerator || caller === fn || calls.some((one) => !one || functionOf(one) !== caller)) return undefined;
  if (mentionsLocals(call, fn)) return undefined;
  const block = statementsFrom(caller, calls.filter((one) => one !== undefined));
  const [first] = block;
  if (!first || block.some((statement) => !startsLine(statement))) return undefined;
  const indent = indentOf(first);
  const deeper = deeperIndent(first, indent);
  const shared = freeName(opening.name, first);
  const left = removal(opening, indentOf(opening.statement));
  const text = `${keywordOf(opening.statement)} ${textOf(call)} as ${shared}:${lineBreakOf(first)}${deeper}`;
  return inOrder([
    parameterEdit(fn, opening.name, call),
    ...(left.header ? [left.header] : []), ...left.others, ...left.dedented,
    insertBefore(first, text), ...indentationOf(block, deeper.slice(indent.length)),
    ...calls.flatMap((one) => (one ? [argumentEdit(one, shared, deeper.slice(indent.length))] : [])),
  ]);
}

interface Opening {
  readonly statement: WithStatement;
  readonly item: WithItem;
  readonly name: string;
}

/** The first item of a `with` on a line of its own that binds a name. */
function openingOf(item: WithItem): Opening | undefined {
  const statement = item.parent;
  if (statement?.kind !== 'with' || statement.items[0] !== item || item.target?.kind !== 'name' || !startsLine(statement)) return undefined;
  const { text } = moduleOf(item);
  const isPlain = /^(?:async[ \t]+)?with[ \t]+$/.test(text.slice(startOf(statement), startOf(item)));
  const [first] = statement.body;
  return isPlain && first && startsLine(first) ? { statement, item, name: item.target.name } : undefined;
}

function keywordOf({ isAsync }: WithStatement): string {
  return isAsync ? 'async with' : 'with';
}

interface Removal {
  /** Deletes the line of the `with`, when it has no other item. */
  readonly header: Edit | undefined;
  readonly dedented: readonly Edit[];
  /** How much the block of the `with` is taken back. */
  readonly step: string | undefined;
  readonly others: readonly Edit[];
}

/** @param commentIndent of a comment behind the `with`, which gets a line of its own. */
function removal({ statement, item }: Opening, commentIndent: string): Removal {
  const [, second] = statement.items;
  if (second) return { header: undefined, dedented: [], step: undefined, others: [replaceRange(startOf(item), startOf(second), '')] };
  const { lines } = moduleOf(statement);
  const [first = statement] = statement.body;
  const indent = indentOf(statement);
  const start = lines.lineStart(lines.positionAt(startOf(statement)).line);
  const colon = lines.positionAt(endOf(item)).line;
  const rest = moduleOf(statement).text.slice(endOf(item), lines.lineEnd(colon));
  const comment = /#.*$/.exec(rest)?.[0];
  const header = replaceRange(start, lines.lineStart(colon + 1), comment === undefined ? '' : `${commentIndent}${comment}${lineBreakOf(statement)}`);
  const step = indentOf(first).slice(indent.length);
  return { header, dedented: dedentationOf(lines.lineStart(colon), statement.body, step), step, others: [] };
}

/** The statements of the function's own block from the first to the last that contains one of the calls, and what follows. */
function statementsFrom(caller: FunctionModel, calls: readonly CallExpression[]): readonly Statement[] {
  const index = caller.body.findIndex((statement) => calls.some((call) => isBelow(call, statement)));
  return index < 0 ? [] : caller.body.slice(index);
}

function mentionsLocals(call: CallExpression, fn: FunctionModel): boolean {
  const names = new Set<string>(fn.parameters.map(({ name }) => name ?? ''));
  visitCode(fn, (node) => {
    if (node.kind === 'assignment') for (const target of node.targets) if (target.kind === 'name') names.add(target.name);
  });
  let found = false;
  for (const argument of call.arguments) walk(argument, (node) => { if (node.kind === 'name' && names.has(node.name)) found = true; });
  return found;
}

/** The client as the first argument of a call, whose lines move to the right by `more`. */
function argumentEdit(call: CallExpression, client: string, more: string): Edit {
  const [first] = call.arguments;
  return first ? insertBefore(first, `${client},${gapBefore(first, more)}`) : insertAt(startOf(call) - call.start + call.open + 1, client);
}

/** What stands between two items of a list: a new line where each has one of its own. */
function gapBefore(item: Node, more = ''): string {
  return startsLine(item) ? lineBreakOf(item) + indentOf(item) + more : ' ';
}

/** `session: aiohttp.ClientSession` where the function declares its other parameters, else just `session`. */
function parameterEdit(fn: FunctionModel, name: string, { callee }: CallExpression): Edit {
  const [first] = fn.parameters;
  const isClass = (callee.kind === 'name' || callee.kind === 'member') && /^[A-Z]/.test(callee.name);
  const isTyped = isClass && fn.parameters.some(({ annotation }) => annotation !== undefined);
  const parameter = isTyped ? `${name}: ${textOf(callee)}` : name;
  if (first) return insertBefore(first, `${parameter},${gapBefore(first)}`);
  const { text } = moduleOf(fn);
  return insertAt(text.indexOf('(', fn.unit.base + fn.nameEnd) + 1, parameter);
}
