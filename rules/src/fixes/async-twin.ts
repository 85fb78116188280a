/** Replacing a blocking call by the awaited call of its async twin, arguments unchanged. */
import type { Edit } from '../engine/finding.js';
import type { Replacement } from '../knowledge/facts.js';
import { moduleOf, type CallExpression, type ModuleModel } from '../model/index.js';
import { awaitEdits, canAwait } from './await.js';
import { dialectOf, type Surroundings } from './dialect.js';
import { inOrder, replaceNode } from './edits.js';
import { importModule, importName } from './imports.js';

export interface TwinEdits {
  readonly edits: readonly Edit[];
  /** The replaced call as it will read: `asyncio.sleep(…)`. */
  readonly text: string;
}

/** undefined when there is no certain twin, or `await` is not possible at the call. */
export function twinEdits(call: CallExpression, replacement: Replacement | undefined, place: Surroundings & { readonly isNotebook: boolean }): TwinEdits | undefined {
  return replacement?.form === 'same' && canAwait(call, place) ? twinIn(call, replacement, place, awaitAndRename) : undefined;
}

/** As `twinEdits` for a call that is awaited already, though nothing comes of that. */
export function twinOfAwaited(call: CallExpression, replacement: Replacement | undefined, around: Surroundings): TwinEdits | undefined {
  return replacement?.form === 'same' ? twinIn(call, replacement, around, (_, callee) => [replaceNode(call.callee, callee)]) : undefined;
}

/** anyio and trio have a `sleep` of their own, with the same argument. */
function inDialect(replacement: Replacement, module: ModuleModel, around: Surroundings): Replacement | undefined {
  if (module.language !== 'python' || replacement.call !== 'asyncio.sleep') return replacement;
  const library = dialectOf(module, around);
  return library && { ...replacement, call: `${library}.sleep`, import: library };
}

function twinIn(call: CallExpression, twin: Replacement, around: Surroundings, rename: (call: CallExpression, callee: string) => Edit[]): TwinEdits | undefined {
  const module = moduleOf(call);
  const replacement = inDialect(twin, module, around);
  if (!replacement) return undefined;
  const imported = replacement.name === undefined ? importModule(module, replacement.import) : importName(module, replacement.import, replacement.name);
  const callee = replacement.name === undefined
    ? imported.name + replacement.call.slice(replacement.import.length)
    : imported.name;
  return { edits: inOrder([...imported.edits, ...rename(call, callee)]), text: `${callee}(…)` };
}

/** `await` goes before the callee; both start at the same offset, so they become one edit. */
function awaitAndRename(call: CallExpression, callee: string): Edit[] {
  const [first, ...rest] = awaitEdits(call);
  return [{ ...replaceNode(call.callee, (first?.newText ?? '') + callee) }, ...rest];
}
