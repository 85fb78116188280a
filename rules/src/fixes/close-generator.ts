/** Closing an async generator where its loop ends: `contextlib.aclosing` (3.10), before that `try … finally`. */
import type { Edit } from '../engine/finding.js';
import { moduleOf, textOf, type ForStatement } from '../model/index.js';
import { deeperIndent, endOf, indentOf, inOrder, insertAt, insertBefore, lineBreakOf, replaceNode, startsLine } from './edits.js';
import { freeName } from './free-name.js';
import { importModule, importName } from './imports.js';
import { indentationOf } from './indentation.js';

/** Wraps the loop; undefined where its lines cannot be moved. */
export function closeAfterLoop(loop: ForStatement, python: readonly [number, number]): Edit[] | undefined {
  if (!startsLine(loop)) return undefined;
  const { iterable } = loop;
  const isNamed = iterable.kind === 'name';
  const name = isNamed ? iterable.name : freeName('items', loop);
  const lineBreak = lineBreakOf(loop);
  const indent = indentOf(loop);
  const deeper = deeperIndent(loop, indent);
  const inner = [
    ...(isNamed ? [] : [replaceNode(iterable, name)]),
    ...indentationOf([loop], deeper.slice(indent.length)).filter(({ start }) => isNamed || start > endOf(iterable)),
  ];
  if (python[0] === 3 && python[1] < 10) {
    const module = moduleOf(loop);
    const start = isNamed ? '' : `${name} = ${textOf(iterable)}${lineBreak}${indent}`;
    const lineEnd = module.lines.lineEnd(module.lines.positionAt(endOf(loop)).line);
    return inOrder([
      insertBefore(loop, `${start}try:${lineBreak}${deeper}`), ...inner,
      insertAt(lineEnd, `${lineBreak}${indent}finally:${lineBreak}${deeper}await ${name}.aclose()`),
    ]);
  }
  const aclosing = closingName(loop);
  const opening = isNamed ? `async with ${aclosing.name}(${name}):` : `async with ${aclosing.name}(${textOf(iterable)}) as ${name}:`;
  return inOrder([...aclosing.edits, insertBefore(loop, `${opening}${lineBreak}${deeper}`), ...inner]);
}

function closingName(loop: ForStatement): { readonly name: string; readonly edits: readonly Edit[] } {
  const module = moduleOf(loop);
  const contextlib = importModule(module, 'contextlib');
  return contextlib.edits.length === 0 ? { name: `${contextlib.name}.aclosing`, edits: [] } : importName(module, 'contextlib', 'aclosing');
}
