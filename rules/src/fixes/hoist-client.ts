/** One client for all in JavaScript: its declaration moves before the loop, to the module, or into a field of the class. */
import type { Edit } from '../engine/finding.js';
import {
  functionOf, isBelow, mentionsOf, moduleOf, resolveName, scopeOf, textOf, walk,
  type AssignmentStatement, type CallExpression, type FunctionModel, type NameExpression, type Node, type Statement, type TryStatement,
} from '../model/index.js';
import type { Loop, RepeatedClient } from '../semantics/repeated-clients.js';
import { deeperIndent, endOf, indentOf, inOrder, insertAt, insertBefore, lineBreakOf, mayHaveNeighbours, reindented, replaceRange, startOf, startsLine } from './edits.js';
import { freeName } from './free-name.js';
import { declarationBelowImports } from './imports.js';
import { dedentationOf, indentationOf } from './indentation.js';

/** Makes the client before the loop and closes it behind; undefined where its lines cannot be moved. */
export function clientBeforeLoop(client: RepeatedClient, loop: Loop): Edit[] | undefined {
  const moved = movable(client);
  if (!moved || !startsLine(loop) || !mayHaveNeighbours(loop) || moved.declaration.parent !== loop) return undefined;
  const variable = resolveName(moved.name);
  if (!variable || freeName(variable.name, loop) !== `${variable.name}_2`) return undefined;
  const indent = indentOf(loop);
  const lineBreak = lineBreakOf(loop);
  const close = moved.closings.map(({ statement }) => textOf(statement)).at(0);
  const isCertain = moved.closings.some(({ finalizer }) => finalizer !== undefined);
  if (!isCertain || close === undefined) {
    return inOrder([
      insertBefore(loop, `${textAt(indent, moved)}${lineBreak}${indent}`), ...moved.removals,
      ...(close === undefined ? [] : [insertAt(endOf(loop), `${lineBreak}${indent}${close}`)]),
    ]);
  }
  // What was closed whatever happens still is. Lines that a `try` in the loop gives back keep their place.
  const step = deeperIndent(loop, indent).slice(indent.length);
  const kept = new Set(moved.removals.filter(({ end, start, newText }) => end - start === step.length && newText === '').map(({ start }) => start));
  const removed = moved.removals.filter(({ start }) => !kept.has(start));
  const deeper = indentationOf([loop], step).filter(({ start }) => !kept.has(start) && !removed.some((edit) => start >= edit.start && start < edit.end));
  return inOrder([
    insertBefore(loop, `${textAt(indent, moved)}${lineBreak}${indent}try {${lineBreak}${indent}${step}`), ...deeper, ...removed,
    insertAt(endOf(loop), `${lineBreak}${indent}} finally {${lineBreak}${indent}${step}${close}${lineBreak}${indent}}`),
  ]);
}

/** Makes the client once, when the module is loaded or the object of the class is made, and leaves it open. */
export function clientOfModule(client: RepeatedClient): Edit[] | undefined {
  const moved = movable(client);
  if (!moved) return undefined;
  const home = functionOf(client.call);
  const variable = resolveName(moved.name);
  const needed = declarationsNeeded(client.call);
  if (!variable || !needed) return undefined;
  if (home.owner && home.method === 'instance' && moduleOf(home).path.endsWith('ts')) return clientOfClass(moved, home);
  const isTaken = scopeOf(home.unit.module.root).variables.has(variable.name);
  if (isTaken) return undefined;
  const text = textAt('', moved).replace(/^(?:let|var)\b/, 'const');
  const last = needed.sort((a, b) => a.end - b.end).at(-1);
  const place = last ? insertAt(endOf(last), `${lineBreakOf(last)}${text}`) : declarationBelowImports(moduleOf(home), text);
  // What stands below the function may not be there yet when the module gets to the client.
  return place.start < startOf(topLevel(home)) ? inOrder([place, ...moved.removals]) : undefined;
}

function topLevel(fn: FunctionModel): Node {
  let node: Node = fn;
  while (node.parent && node.parent !== fn.unit.module.root) node = node.parent;
  return node;
}

function textAt(indent: string, { declaration }: Movable): string {
  return reindented(textOf(declaration) + behind(declaration), indentOf(declaration), indent);
}

function clientOfClass(moved: Movable, method: FunctionModel): Edit[] | undefined {
  const [first] = method.owner?.body ?? [];
  const variable = resolveName(moved.name);
  if (!first || !variable || !startsLine(first) || moduleOf(first).text.includes(`.${variable.name}`)) return undefined;
  const mentions = mentionsOf(variable).filter((mention) => mention !== moved.name && !moved.removals.some((edit) => startOf(mention) >= edit.start && startOf(mention) < edit.end));
  // `this` of another function is another.
  if (mentions.some((mention) => hasOwnThis(mention, method))) return undefined;
  const declaration = textAt(indentOf(first), moved).replace(/^(?:const|let|var)\b/, 'private readonly');
  return inOrder([
    insertBefore(first, `${declaration}${lineBreakOf(first)}${lineBreakOf(first)}${indentOf(first)}`), ...moved.removals,
    ...mentions.map((mention) => insertBefore(mention, mention.parent?.kind === 'mapping-entry' && startOf(mention.parent) === startOf(mention) ? `${mention.name}: this.` : 'this.')),
  ]);
}

function hasOwnThis(node: Node, method: FunctionModel): boolean {
  for (let fn: FunctionModel | undefined = functionOf(node); fn && fn !== method; fn = fn.enclosing) if (fn.form !== 'lambda') return true;
  return false;
}

interface Movable {
  readonly declaration: AssignmentStatement;
  readonly name: NameExpression;
  readonly closings: readonly Closing[];
  /** Deletes the declaration's line and the lines that close the client. */
  readonly removals: readonly Edit[];
}

interface Closing {
  readonly statement: Statement;
  /** The `try` whose `finally` has nothing else to do. */
  readonly finalizer: TryStatement | undefined;
}

function movable({ call, name, resource }: RepeatedClient): Movable | undefined {
  const declaration = name?.parent;
  if (!name || declaration?.kind !== 'assignment' || declaration.value !== call || !startsLine(declaration) || !mayHaveNeighbours(declaration) || !/^\s*(?:\/\/.*)?$/.test(behind(declaration)) || /\n[ \t]*\S.*\/\//.test(textOf(declaration))) return undefined;
  const text = textOf(declaration);
  if (!/^(?:const|let|var)\s/.test(text) || text.includes('\n') && !isPlainlyIndented(text, indentOf(declaration))) return undefined;
  const closings = closingsOf(name, resource.close);
  const removals = closings?.map((closing) => removalOf(closing));
  if (!closings || !removals || removals.some((one) => one === undefined) || resource.setUp?.some((method) => usesMethod(name, method))) return undefined;
  return { declaration, name, closings, removals: [lineOf(declaration), ...removals.flatMap((edits) => edits ?? [])] };
}

/** The statements `await client.close();`; undefined where it is closed in another way. */
function closingsOf(name: NameExpression, methods: readonly string[]): Closing[] | undefined {
  const variable = resolveName(name);
  const closings: Closing[] = [];
  for (const mention of variable ? mentionsOf(variable) : []) {
    const { parent } = mention;
    if (parent?.kind !== 'member' || !methods.includes(parent.name)) continue;
    const call = parent.parent;
    if (call?.kind !== 'call' || call.callee !== parent || call.arguments.length > 0) return undefined;
    const outer = call.parent?.kind === 'await' ? call.parent.parent : call.parent;
    if (outer?.kind !== 'expression-statement' || functionOf(outer) !== functionOf(name) || !ownLines(outer)) return undefined;
    const around = outer.parent;
    const finalizer = around?.kind === 'try' && around.finalizer.length === 1 && around.finalizer[0] === outer ? around : undefined;
    if (!finalizer && !isUnconditional(outer, name)) return undefined;
    closings.push({ statement: outer, finalizer });
  }
  return closings;
}

/** In the block of the declaration, or in a `finally` with more to do. */
function isUnconditional(statement: Statement, name: NameExpression): boolean {
  const block = name.parent?.parent;
  return statement.parent === block || (statement.parent?.kind === 'try' && statement.parent.finalizer.includes(statement));
}

function removalOf({ statement, finalizer }: Closing): Edit[] | undefined {
  if (!finalizer) return [lineOf(statement)];
  const { text, lines } = moduleOf(finalizer);
  const last = finalizer.handlers.at(-1) ?? finalizer.body.at(-1);
  const [first] = finalizer.body;
  if (!last || !first || !startsLine(finalizer) || !startsLine(first)) return undefined;
  // `} finally { await client.close(); }`, nothing else in it.
  const tail = /^([\s\S]*?)(\s*\}?\s*finally\s*\{\s*)$/.exec(text.slice(endOf(last), startOf(statement)));
  const end = endOf(finalizer);
  if (!tail || !/^[\s;]*\}$/.test(text.slice(endOf(statement), end))) return undefined;
  if (finalizer.handlers.length > 0) return tail[1]?.trim() === '' ? [replaceRange(endOf(last), end, '')] : undefined;
  const open = lines.positionAt(startOf(finalizer)).line;
  const close = lines.positionAt(endOf(last) + (tail[1] ?? '').length + (/^\s*/.exec(tail[2] ?? '')?.[0].length ?? 0)).line;
  if (!/^\s*try\s*\{\s*$/.test(lines.lineText(open)) || !/^\s*\}\s*finally\b/.test(lines.lineText(close))) return undefined;
  const step = indentOf(first).slice(indentOf(finalizer).length);
  const start = lines.lineStart(open);
  return [
    replaceRange(start, lines.lineStart(open + 1), ''),
    ...dedentationOf(lines.lineStart(open), finalizer.body, step).filter((edit) => edit.start < lines.lineStart(close)),
    replaceRange(lines.lineStart(close), lines.lineStart(lines.positionAt(end).line + 1), ''),
  ];
}

/** Nothing else on its lines, and others may stand where it stands. */
function ownLines(statement: Statement): boolean {
  return startsLine(statement) && mayHaveNeighbours(statement) && behind(statement).trim() === '';
}

/** The rest of the statement's last line. */
function behind(statement: Statement): string {
  const { text, lines } = moduleOf(statement);
  return text.slice(endOf(statement), lines.lineEnd(lines.positionAt(endOf(statement)).line));
}

function lineOf(statement: Statement): Edit {
  const { lines } = moduleOf(statement);
  return replaceRange(lines.lineStart(lines.positionAt(startOf(statement)).line), lines.lineStart(lines.positionAt(endOf(statement)).line + 1), '');
}

function isPlainlyIndented(text: string, indent: string): boolean {
  return !text.includes('`') && text.split(/\r?\n/).slice(1).every((line) => line.startsWith(indent) || line.trim() === '');
}

/** The declarations of the module's variables that the call mentions; undefined when it mentions something that only a function knows. */
function declarationsNeeded(call: CallExpression): Statement[] | undefined {
  const { root } = functionOf(call).unit.module;
  const found: Statement[] = [];
  let isLocal = false;
  walk(call, (node) => {
    const variable = node.kind === 'name' ? resolveName(node) : undefined;
    if (node.kind === 'name' && node.name === 'this') isLocal = true;
    for (const { kind, node: binding } of variable?.bindings ?? []) {
      if (kind === 'import' || kind === 'function') continue;
      if (variable?.owner === root && binding.kind === 'assignment' && binding.parent === root && startsLine(binding)) found.push(binding);
      else isLocal = true;
    }
  });
  return isLocal ? undefined : found;
}

function usesMethod(name: NameExpression, method: string): boolean {
  const variable = resolveName(name);
  return variable !== undefined && mentionsOf(variable).some(({ parent }) => parent?.kind === 'member' && parent.name === method && isBelow(parent, functionOf(name)));
}
