/** Rewriting special methods: their names, their `async`. */
import type { Edit } from '../engine/finding.js';
import type { FunctionModel } from '../model/index.js';
import { hasAwait } from '../semantics/suspension.js';
import { inOrder, insertAt, replaceRange } from './edits.js';

/** `async def f` → `def f`; undefined when its code has something to wait for. */
export function plainEdits(fn: FunctionModel): Edit[] | undefined {
  const keyword = keywordOf(fn);
  return hasAwait(fn) || keyword === undefined ? undefined : [replaceRange(fn.unit.base + fn.keywordStart, fn.unit.base + fn.keywordStart + keyword.length, '')];
}

export function asyncEdits(fn: FunctionModel): Edit[] {
  return fn.isAsync ? [] : [insertAt(fn.unit.base + fn.keywordStart, 'async ')];
}

/** Gives the method another name where it is defined. */
export function renameEdits(fn: FunctionModel, name: string): Edit[] {
  return [replaceRange(fn.unit.base + fn.nameStart, fn.unit.base + fn.nameEnd, name)];
}

/** Each method under its new name, async where that is wanted. */
export function renamedAsync(methods: readonly (readonly [FunctionModel, string])[]): Edit[] {
  return inOrder(methods.flatMap(([fn, name]) => [...asyncEdits(fn), ...renameEdits(fn, name)]));
}

function keywordOf(fn: FunctionModel): string | undefined {
  const { text } = fn.unit.module;
  const start = fn.unit.base + fn.keywordStart;
  return /^async\s+/.exec(text.slice(start, start + 40))?.[0];
}
