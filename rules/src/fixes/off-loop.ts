/** Moving a blocking call to a thread: `await asyncio.to_thread(f, a, k=v)`. */
import type { Edit } from '../engine/finding.js';
import { functionOf, mentionsOf, moduleOf, resolveName, textOf, visitCode, type CallExpression, type Expression, type FunctionModel, type ModuleModel, type Node } from '../model/index.js';
import { constructionsOf } from '../semantics/constructions.js';
import type { BlockingFact, Semantics } from '../semantics/semantics.js';
import { awaitEdits, canAwait } from './await.js';
import { dialectOf, type Surroundings } from './dialect.js';
import { endOf, indentOf, inOrder, insertAfter, insertBefore, lineBreakOf, replaceRange, startOf } from './edits.js';
import { asOneBlock, importModule, importName, type ImportedAs } from './imports.js';

interface Place extends Surroundings {
  readonly isNotebook: boolean;
}

/**
 * Edits that hand the call to a worker thread, in the dialect of the file: asyncio (`to_thread`, `run_in_executor` below
 * Python 3.9), anyio or trio. undefined where a thread would break the code or `await` is not possible.
 */
export function offLoopEdits(call: CallExpression, fact: BlockingFact, place: Place): Edit[] | undefined {
  const module = moduleOf(call);
  if (module.language !== 'python' || !canAwait(call, place) || !functionOf(call).isAsync) return undefined;
  if (makesObjectOfTheLoop(call, place.semantics) || isBoundToItsThread(call, fact, place.semantics) || call.parent?.kind === 'with-item' || isInGeneratorExit(call)) return undefined;
  const runner = runnerOf(call, place);
  if (!runner) return undefined;
  const partial = runner.takesKeywords || !hasKeywords(call) ? undefined : importPartial(module);
  const [before, ...after] = awaitEdits(call);
  const open = call.open < 0 ? endOf(call) : startOf(call) - call.start + call.open + 1;
  const opening = `${before?.newText ?? ''}${runner.text}${partial ? `${partial.name}(` : ''}${functionArgument(call, open)}`;
  const closing = partial ? [{ start: endOf(call), end: endOf(call), newText: ')' }] : [];
  return inOrder([...asOneBlock([...runner.edits, ...(partial?.edits ?? [])]), replaceRange(startOf(call), open, opening), ...closing, ...after]);
}

/** What can be listed as a whole in a thread: iterating it goes to the disk, its items do not. */
const LISTINGS: ReadonlySet<string> = new Set(['pathlib.Paths', 'glob.Matches']);

/** `for path in await asyncio.to_thread(list, folder.iterdir())`; undefined for what is not a listing of files. */
export function offLoopListing(iterable: Expression, place: Place): Edit[] | undefined {
  const module = moduleOf(iterable);
  const classes = place.semantics.classNames(iterable);
  if (module.language !== 'python' || iterable.kind !== 'call' || !canAwait(iterable, place) || !functionOf(iterable).isAsync) return undefined;
  if (classes.length === 0 || !classes.every((name) => LISTINGS.has(name))) return undefined;
  const runner = runnerOf(iterable, place);
  if (!runner) return undefined;
  const [before, ...after] = awaitEdits(iterable);
  return inOrder([...runner.edits, insertBefore(iterable, `${before?.newText ?? ''}${runner.text}list, `), insertAfter(iterable, ')'), ...after]);
}

/** The function as the first argument: on a line of its own where the arguments have lines of their own. */
function functionArgument(call: CallExpression, open: number): string {
  const [first] = call.arguments;
  if (!first) return textOf(call.callee);
  const { text } = moduleOf(call);
  const isOnNextLine = /^[ \t]*(?:#.*)?[\r\n]/.test(text.slice(open, startOf(first)));
  return isOnNextLine ? `${lineBreakOf(call)}${indentOf(first)}${textOf(call.callee)},` : `${textOf(call.callee)}, `;
}

/** Factories that are followed: `Message.from_dict` returns `cls(…)`. */
const DEEPEST = 3;

/** An object with coroutine methods is used on the loop, and may look for the running one where it is made. */
function makesObjectOfTheLoop(call: CallExpression, semantics: Semantics, depth = 0): boolean {
  const { constructs, functions } = semantics.targets(call);
  if (constructs) {
    return semantics.classChain(constructs).classes.some((cls) =>
      cls.body.some((statement) => statement.kind === 'function-statement' && statement.fn.isAsync));
  }
  return depth < DEEPEST && functions.some((fn) => !fn.isAsync && !fn.isGenerator
    && returnedCalls(fn).some((made) => makesObjectOfTheLoop(made, semantics, depth + 1)));
}

function returnedCalls(fn: FunctionModel): readonly CallExpression[] {
  const calls: CallExpression[] = [];
  visitCode(fn, (node) => {
    if (node.kind === 'function') return 'skip';
    if (node.kind === 'return' && node.value) calls.push(...constructionsOf(node.value));
    return undefined;
  });
  return calls;
}

/** `except GeneratorExit:` may run when the loop is closing, or is gone: nothing can be waited for there. */
function isInGeneratorExit(call: CallExpression): boolean {
  for (let node: Node | undefined = call; node && node.kind !== 'function'; node = node.parent) {
    if (node.kind === 'handler' && node.type && /\bGeneratorExit\b/.test(textOf(node.type))) return true;
  }
  return false;
}

/** Locks belong to the thread that took them; sqlite3 objects refuse other threads; a scoped session is another one in each; an open file is used afterwards. */
function isBoundToItsThread(call: CallExpression, fact: BlockingFact, semantics: Semantics): boolean {
  const { primitive, chain } = fact;
  // https://docs.sqlalchemy.org/en/20/orm/contextual.html#thread-local-scope
  if (primitive.startsWith('sqlalchemy.orm.scoped_session.')) return true;
  if (primitive.startsWith('sqlite3.')) return primitive !== 'sqlite3.connect' || !keepsConnectionsToItself(fact.functions.at(-1), semantics);
  if (chain.length > 1) return false;
  if (/^threading\.(?:Lock|RLock|Condition|Semaphore|BoundedSemaphore)\./.test(primitive)) return true;
  return fact.category === 'file' && call.callee.kind === 'name' && call.callee.name === 'open';
}

/** Every connection that the function makes is used by methods and `with` only: not returned, stored or passed on. */
function keepsConnectionsToItself(fn: FunctionModel | undefined, semantics: Semantics): boolean {
  if (!fn) return false;
  let keeps = true;
  visitCode(fn, (node) => {
    if (node.kind !== 'call' || semantics.libraryName(node.callee) !== 'sqlite3.connect') return;
    const { parent } = node;
    const name = parent?.kind === 'with-item' ? parent.target : parent?.kind === 'assignment' && parent.targets.length === 1 ? parent.targets[0] : undefined;
    const variable = name?.kind === 'name' ? resolveName(name) : undefined;
    const isLocal = variable?.owner === fn && !variable.escapesFunction;
    keeps &&= isLocal && mentionsOf(variable).every((mention) => mention === name || mention.parent?.kind === 'member' || mention.parent?.kind === 'with-item');
  });
  return keeps;
}

interface Runner {
  readonly text: string;
  readonly edits: readonly Edit[];
  readonly takesKeywords: boolean;
}

function runnerOf(call: Expression, place: Place): Runner | undefined {
  const module = moduleOf(call);
  const dialect = dialectOf(module, place);
  if (!dialect) return undefined;
  if (dialect !== 'asyncio') {
    const library = importModule(module, dialect, call);
    return { text: `${library.name}.to_thread.run_sync(`, edits: library.edits, takesKeywords: false };
  }
  const asyncio = importModule(module, 'asyncio', call);
  const [major, minor] = place.target.python;
  if (major > 3 || minor >= 9) return { text: `${asyncio.name}.to_thread(`, edits: asyncio.edits, takesKeywords: true };
  return { text: `${asyncio.name}.get_running_loop().run_in_executor(None, `, edits: asyncio.edits, takesKeywords: false };
}

function hasKeywords(call: CallExpression): boolean {
  return call.arguments.some((argument) => argument.name !== undefined || argument.spread === 'mapping');
}

/** As the file imports it already, else `functools.partial`. */
function importPartial(module: ModuleModel): ImportedAs {
  const named = importName(module, 'functools', 'partial');
  if (named.edits.length === 0) return named;
  const functools = importModule(module, 'functools');
  return { name: `${functools.name}.partial`, edits: functools.edits };
}
