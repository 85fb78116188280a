/** Moving a blocking call to a thread: `await asyncio.to_thread(f, a, k=v)`. */
import type { Edit } from '../engine/finding.js';
import { functionOf, moduleOf, scopeOf, textOf, type CallExpression, type ModuleModel } from '../model/index.js';
import type { Target } from '../rules/rule.js';
import type { BlockingFact } from '../semantics/semantics.js';
import { awaitEdits, canAwait } from './await.js';
import { inOrder, replaceRange, startOf, endOf } from './edits.js';
import { importModule } from './imports.js';

interface Place {
  readonly isNotebook: boolean;
  readonly target: Target;
}

/**
 * Edits that hand the call to a worker thread, in the dialect of the file: asyncio (`to_thread`, `run_in_executor` below
 * Python 3.9), anyio or trio. undefined where a thread would break the code or `await` is not possible.
 */
export function offLoopEdits(call: CallExpression, fact: BlockingFact, place: Place): Edit[] | undefined {
  const module = moduleOf(call);
  if (module.language !== 'python' || !canAwait(call, place) || !functionOf(call).isAsync) return undefined;
  if (isBoundToItsThread(call, fact) || isContextOrIterable(call)) return undefined;
  const head = dialect(module, place.target, call);
  if (!head) return undefined;
  const callee = textOf(call.callee);
  const separator = call.arguments.length > 0 ? ', ' : '';
  const [before, ...after] = awaitEdits(call);
  const open = call.open < 0 ? endOf(call) : startOf(call) - call.start + call.open + 1;
  const opening = `${before?.newText ?? ''}${head.text}${callee}${separator}`;
  return inOrder([...head.edits, replaceRange(startOf(call), open, opening), ...after]);
}

/** Locks belong to the thread that took them; sqlite3 objects refuse other threads; an open file is used afterwards. */
function isBoundToItsThread(call: CallExpression, fact: BlockingFact): boolean {
  if (fact.chain.length > 1) return false;
  const { primitive } = fact;
  if (/^threading\.(?:Lock|RLock|Condition|Semaphore|BoundedSemaphore)\./.test(primitive)) return true;
  if (/^sqlite3\./.test(primitive)) return true;
  return fact.category === 'file' && call.callee.kind === 'name' && call.callee.name === 'open';
}

/** `with f():`, `for x in f():` would get a coroutine's result that still blocks when it is used. */
function isContextOrIterable(call: CallExpression): boolean {
  return call.parent?.kind === 'with-item';
}

interface Head {
  readonly text: string;
  readonly edits: readonly Edit[];
}

function dialect(module: ModuleModel, target: Target, call: CallExpression): Head | undefined {
  const hasKeywords = call.arguments.some((argument) => argument.name !== undefined || argument.spread === 'mapping');
  for (const library of ['trio', 'anyio']) {
    if (importsModule(module, library) && !importsModule(module, 'asyncio')) {
      return hasKeywords ? undefined : { text: `${library}.to_thread.run_sync(`, edits: [] };
    }
  }
  const asyncio = importModule(module, 'asyncio');
  const [major, minor] = target.python;
  if (major > 3 || minor >= 9) return { text: `${asyncio.name}.to_thread(`, edits: asyncio.edits };
  if (hasKeywords) return undefined;
  return { text: `${asyncio.name}.get_running_loop().run_in_executor(None, `, edits: asyncio.edits };
}

function importsModule(module: ModuleModel, name: string): boolean {
  return [...scopeOf(module.root).variables.values()].some((variable) =>
    variable.bindings.some((binding) => binding.kind === 'import' && binding.imported.module.split('.')[0] === name));
}
