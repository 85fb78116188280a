/** Turning a coroutine function that never waits into a plain one. */
import type { Edit } from '../engine/finding.js';
import { moduleOf, type AwaitExpression, type FunctionModel } from '../model/index.js';
import { inOrder, replaceRange, startOf } from './edits.js';

/** Takes `async` from the function and `await` from its calls; undefined where one of them is written in an unusual way. */
export function withoutAsync(fn: FunctionModel, awaits: readonly AwaitExpression[]): Edit[] | undefined {
  const { text } = moduleOf(fn);
  const start = fn.unit.base + fn.keywordStart;
  const keyword = /^async[ \t]+(?=def\b)/.exec(text.slice(start, start + 40))?.[0];
  if (keyword === undefined) return undefined;
  const edits: Edit[] = [replaceRange(start, start + keyword.length, '')];
  for (const awaited of awaits) {
    const [from, to] = [startOf(awaited), startOf(awaited.value)];
    if (!/^await[ \t]+$/.test(text.slice(from, to))) return undefined;
    edits.push(replaceRange(from, to, ''));
  }
  return inOrder(edits);
}
