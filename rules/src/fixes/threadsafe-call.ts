/** Handing a call to the loop from another thread: `call_soon_threadsafe`, `run_coroutine_threadsafe`. */
import type { Edit } from '../engine/finding.js';
import { functionOf, moduleOf, textOf, type FunctionStatement } from '../model/index.js';
import { loopInReach, type UnsafeCall } from '../semantics/cross-thread.js';
import type { Semantics } from '../semantics/semantics.js';
import { inOrder, indentOf, insertBefore, lineBreakOf, replaceNode, startsLine } from './edits.js';
import { freeName } from './free-name.js';
import { importModule } from './imports.js';

interface Loop {
  readonly text: string;
  readonly edits: readonly Edit[];
}

/** undefined where the result is used, keywords are given, or no loop is in reach. */
export function threadsafeEdits({ call, owner }: UnsafeCall, semantics: Semantics): Edit[] | undefined {
  const { callee, arguments: given } = call;
  if (call.parent?.kind !== 'expression-statement') return undefined;
  if (owner === 'running' || (owner === 'AbstractEventLoop' && callee.kind === 'member' && callee.name === 'create_task')) return coroutineEdits(call, owner, semantics);
  if (callee.kind !== 'member' || given.some(({ name, spread }) => name !== undefined || spread === 'mapping')) return undefined;
  const object = textOf(callee.object);
  const loop = owner === 'AbstractEventLoop' ? { text: object, edits: [] } : owner === 'Future' || owner === 'Task' ? { text: `${object}.get_loop()`, edits: [] } : loopFor(call, semantics);
  if (!loop) return undefined;
  const args = given.map(textOf);
  const handed = callee.name === 'call_soon' ? args : [textOf(callee), ...args];
  return inOrder([...loop.edits, replaceNode(call, `${loop.text}.call_soon_threadsafe(${handed.join(', ')})`)]);
}

function coroutineEdits(call: UnsafeCall['call'], owner: UnsafeCall['owner'], semantics: Semantics): Edit[] | undefined {
  const [coroutine] = call.arguments;
  if (!coroutine || coroutine.name !== undefined || coroutine.spread !== 'none') return undefined;
  const loop = owner === 'AbstractEventLoop' && call.callee.kind === 'member' ? { text: textOf(call.callee.object), edits: [] } : loopFor(call, semantics);
  if (!loop) return undefined;
  const asyncio = importModule(moduleOf(call), 'asyncio', call);
  return inOrder([...asyncio.edits, ...loop.edits, replaceNode(call, `${asyncio.name}.run_coroutine_threadsafe(${textOf(coroutine.value)}, ${loop.text})`)]);
}

/** A loop that has a name already, or one that the async function around gets before it defines this one. */
function loopFor(call: UnsafeCall['call'], semantics: Semantics): Loop | undefined {
  const fn = functionOf(call);
  const known = loopInReach(fn, semantics);
  if (known) return { text: known, edits: [] };
  const definition = fn.parent?.kind === 'function-statement' ? fn.parent : undefined;
  if (!definition || fn.enclosing?.isAsync !== true || fn.decorators.length > 0 || !startsLine(definition)) return undefined;
  return loopBefore(definition);
}

function loopBefore(definition: FunctionStatement): Loop {
  const asyncio = importModule(moduleOf(definition), 'asyncio', definition);
  const name = freeName('loop', definition);
  const line = `${name} = ${asyncio.name}.get_running_loop()${lineBreakOf(definition)}${indentOf(definition)}`;
  return { text: name, edits: [...asyncio.edits, insertBefore(definition, line)] };
}
