/** A lock that every call makes for itself moves to where all calls find the same one: the object, or the module. */
import type { Edit } from '../engine/finding.js';
import {
  functionOf, lookup, mentionsOf, moduleOf, resolveName, scopeOf, textOf,
  type AssignmentStatement, type CallExpression, type FunctionModel, type NameExpression, type Node, type Statement, type Variable,
} from '../model/index.js';
import type { Target } from '../rules/rule.js';
import { endOf, indentOf, inOrder, insertAt, lineBreakOf, replaceNode, replaceRange, startOf, startsLine } from './edits.js';
import { declarationBelowImports } from './imports.js';
import { initializerForNewAttribute } from './new-attribute.js';

/** `lock = asyncio.Lock()` becomes `self._lock` of the object's `__init__`, or a variable of the module. */
export function shareLocalLock(made: AssignmentStatement, name: NameExpression, variable: Variable, target: Target): Edit[] | undefined {
  const call = made.value;
  const gone = withoutStatement(made);
  if (call?.kind !== 'call' || !gone || !canMove(call, target)) return undefined;
  const uses = mentionsOf(variable).filter((mention) => mention !== name);
  const fn = functionOf(made);
  const init = fn.method === 'instance' && fn.owner ? initializerForNewAttribute(fn.owner) : undefined;
  const self = fn.parameters[0]?.name;
  if (init && self !== undefined) {
    const attribute = `_${name.name.replace(/^_+/, '')}`;
    if (moduleOf(made).text.includes(`.${attribute}`)) return undefined;
    return inOrder([atEndOf(init, `${init.parameters[0]?.name ?? self}.${attribute} = ${textOf(call)}`), gone, ...uses.map((use) => replaceNode(use, `${self}.${attribute}`))]);
  }
  const shared = freeInModule(name.name, made);
  const renamed = shared === name.name ? [] : uses.map((use) => replaceNode(use, shared));
  return inOrder([declarationBelowImports(moduleOf(made), `${shared} = ${textOf(call)}`), gone, ...renamed]);
}

/** `async with asyncio.Lock():` takes a lock of the module instead. */
export function shareUnnamedLock(call: CallExpression, wanted: string, target: Target): Edit[] | undefined {
  if (!canMove(call, target)) return undefined;
  const shared = freeInModule(wanted, call);
  return inOrder([declarationBelowImports(moduleOf(call), `${shared} = ${textOf(call)}`), replaceNode(call, shared)]);
}

/**
 * Everything in the call means the same at the top of the module. Until Python 3.9 a lock of asyncio belonged to the loop
 * that was current when it was made, so it could not be made early.
 */
function canMove(call: CallExpression, { python: [major, minor] }: Target): boolean {
  const callee = call.callee.kind === 'member' ? call.callee.object : call.callee;
  const variable = callee.kind === 'name' ? resolveName(callee) : undefined;
  const isImported = variable?.owner === moduleOf(call).root && variable.bindings.every(({ kind }) => kind === 'import');
  return isImported && (major > 3 || minor >= 10) && call.arguments.every(({ value }) => value.kind === 'literal');
}

function atEndOf(fn: FunctionModel, line: string): Edit {
  const last = fn.body.at(-1);
  if (!last) return insertAt(endOf(fn), ` ${line}`);
  const { lines } = moduleOf(last);
  const first = fn.body[0] ?? last;
  return insertAt(lines.lineEnd(lines.positionAt(endOf(last)).line), lineBreakOf(last) + (startsLine(first) ? indentOf(first) : `${indentOf(fn)}    `) + line);
}

/** Takes the statement's lines away; a comment behind it stays. undefined where that would leave an empty block. */
function withoutStatement(statement: Statement): Edit | undefined {
  const { lines, text } = moduleOf(statement);
  if (!startsLine(statement) || isAlone(statement)) return undefined;
  const end = endOf(statement);
  const { line } = lines.positionAt(end);
  const rest = text.slice(end, lines.lineEnd(line)).trim();
  if (rest.startsWith('#')) return replaceRange(startOf(statement), text.indexOf('#', end), '');
  if (rest !== '' || line + 1 >= lines.lineCount) return undefined;
  return replaceRange(lines.lineStart(lines.positionAt(startOf(statement)).line), lines.lineStart(line + 1), '');
}

function isAlone(statement: Statement): boolean {
  const { parent } = statement;
  if (!parent) return true;
  const blocks: (readonly Node[])[] = [];
  if ('body' in parent) blocks.push(parent.body);
  if (parent.kind === 'if') blocks.push(parent.then, parent.otherwise);
  if (parent.kind === 'try') blocks.push(parent.otherwise, parent.finalizer);
  return !blocks.some((block) => block.length > 1 && block.includes(statement));
}

function freeInModule(wanted: string, at: Node): string {
  const { root } = moduleOf(at);
  const isTaken = (name: string): boolean => scopeOf(root).variables.has(name) || (lookup(name, at)?.owner ?? functionOf(at)) !== functionOf(at);
  let name = wanted;
  for (let n = 2; isTaken(name); n++) name = `${wanted}_${n}`;
  return name;
}
