/** Rewriting a loop or comprehension that awaits item by item so that all items are awaited together. */
import type { Edit } from '../engine/finding.js';
import { moduleOf, targetNames, textOf, type Expression, type ForStatement, type ModuleModel, type Statement } from '../model/index.js';
import type { AwaitLoop } from '../semantics/await-loops.js';
import { deeperIndent, endOf, indentOf, inOrder, lineBreakOf, replaceRange, startOf, startsLine } from './edits.js';
import { importModule } from './imports.js';

const LIMIT = 10;

/** One `gather` over a generator (`Promise.all` over a mapped list); undefined where that would not be readable or certain. */
export function gatherLoopEdits(loop: AwaitLoop): Edit[] | undefined {
  const module = moduleOf(loop.site);
  if (module.language === 'typescript') return loop.site.kind === 'for' ? promiseAllEdits(loop, loop.site) : undefined;
  const asyncio = importModule(module, 'asyncio');
  const all = `await ${asyncio.name}.gather(*(${textOf(loop.call)} for ${headText(loop)}))`;
  const replacement = replacementOf(loop, all);
  return replacement && inOrder([...asyncio.edits, replacement]);
}

/** As `gatherLoopEdits`, with a semaphore that lets ten calls run at a time. Statements only: a helper needs room. */
export function limitedLoopEdits(loop: AwaitLoop): Edit[] | undefined {
  const { site } = loop;
  const module = moduleOf(site);
  if (module.language !== 'python' || site.kind !== 'for' || !startsLine(site)) return undefined;
  const asyncio = importModule(module, 'asyncio');
  const parameters = targetNames(loop.target).map((name) => name.name).join(', ');
  const all = `await ${asyncio.name}.gather(*(limited(${parameters}) for ${headText(loop)}))`;
  const replacement = replacementOf(loop, all);
  if (!replacement) return undefined;
  const indent = indentOf(site);
  const step = deeperIndent(site, indent).slice(indent.length);
  const helper = [
    `limit = ${asyncio.name}.Semaphore(${LIMIT})`, '',
    `${indent}async def limited(${parameters}):`,
    `${indent}${step}async with limit:`,
    `${indent}${step}${step}return await ${textOf(loop.call)}`, '', indent,
  ].join(lineBreakOf(site));
  return inOrder([...asyncio.edits, { ...replacement, newText: helper + replacement.newText }]);
}

/** `x in xs if x` */
function headText({ target, iterable, conditions }: AwaitLoop): string {
  return [`${textOf(target)} in ${parenthesised(iterable)}`, ...conditions.map((condition) => `if ${textOf(condition)}`)].join(' ');
}

/** A bare tuple must be put in parentheses inside a generator. */
function parenthesised(iterable: Expression): string {
  const text = textOf(iterable);
  return iterable.kind === 'sequence' && !/^[([{]/.test(text) ? `(${text})` : text;
}

function replacementOf(loop: AwaitLoop, all: string): Edit | undefined {
  const { site } = loop;
  if (site.kind === 'for') return startsLine(site) ? replacedStatements(loop, site, all) : undefined;
  const results = loop.result === 'list' ? all : collectionText(loop, all);
  if (!results || hasComments(moduleOf(site), startOf(site), endOf(site))) return undefined;
  const { parent } = site;
  const bindsTighter = parent?.kind === 'member' || parent?.kind === 'index' || parent?.kind === 'call' || (parent?.kind === 'binary' && parent.operator === '**');
  return replaceRange(startOf(site), endOf(site), bindsTighter && loop.result === 'list' ? `(${results})` : results);
}

/** `out = []` right before the loop joins into `out = await gather(…)`; comments inside the loop move above it. */
function replacedStatements(loop: AwaitLoop, site: ForStatement, all: string): Edit | undefined {
  const { into, result } = loop;
  const module = moduleOf(site);
  const comments = commentsOf(module, startOf(site), endOf(site));
  const calls = commentsOf(module, startOf(loop.call), endOf(loop.call));
  const above = comments.filter((comment) => !calls.includes(comment)).map((comment) => comment + lineBreakOf(site) + indentOf(site)).join('');
  if (!into) return replaceRange(startOf(site), endOf(site), above + all);
  const collection = result === 'list' ? all : collectionText(loop, all);
  const before = statementBefore(site);
  if (collection && before && makesEmpty(before, loop) && isDirectlyBefore(before, site)) {
    const value = before.value ? startOf(before.value) : endOf(before);
    return replaceRange(startOf(before), endOf(site), above + module.text.slice(startOf(before), value) + collection);
  }
  const added = result === 'list' ? all : result === 'set' ? all : zipped(loop, all);
  const method = result === 'list' ? 'extend' : 'update';
  return added === undefined ? undefined : replaceRange(startOf(site), endOf(site), `${above}${into.name}.${method}(${added})`);
}

/** The results of `gather` as the wanted container. */
function collectionText(loop: AwaitLoop, all: string): string | undefined {
  if (loop.result === 'set') return `set(${all})`;
  const pairs = zipped(loop, all);
  return pairs && `dict(${pairs})`;
}

/** The iterable is named twice, so it must be one that can be iterated twice, and the key must be the item. */
function zipped({ key, target, iterable, conditions }: AwaitLoop, all: string): string | undefined {
  if (!key || textOf(key) !== textOf(target) || iterable.kind !== 'name' || conditions.length > 0) return undefined;
  return `zip(${textOf(iterable)}, ${all})`;
}

function statementBefore(loop: ForStatement): (Statement & { kind: 'assignment' }) | undefined {
  const { parent } = loop;
  if (!parent || !('body' in parent) || !Array.isArray(parent.body)) return undefined;
  const body: readonly Statement[] = parent.body;
  const before = body[body.indexOf(loop) - 1];
  return before?.kind === 'assignment' ? before : undefined;
}

/** `out = []`, `out = {}`, `out = set()`, annotated or not. */
function makesEmpty(statement: Statement & { kind: 'assignment' }, { into, result }: AwaitLoop): boolean {
  const { targets: [target, ...others], value } = statement;
  if (others.length > 0 || target?.kind !== 'name' || target.name !== into?.name || !value || !startsLine(statement)) return false;
  const text = textOf(value).replace(/\s/g, '');
  return EMPTY[result].includes(text);
}

const EMPTY: Readonly<Record<AwaitLoop['result'], readonly string[]>> = { list: ['[]', 'list()'], set: ['set()'], dict: ['{}', 'dict()'], unused: [] };

/** Only white space stands between, so that no comment is lost. */
function isDirectlyBefore(statement: Statement, loop: ForStatement): boolean {
  return moduleOf(loop).text.slice(endOf(statement), startOf(loop)).trim() === '';
}

function commentsOf(module: ModuleModel, start: number, end: number): string[] {
  return module.comments.filter((comment) => comment.start >= start && comment.end <= end).map((comment) => module.text.slice(comment.start, comment.end));
}

function hasComments(module: ModuleModel, start: number, end: number): boolean {
  return commentsOf(module, start, end).length > 0;
}

function promiseAllEdits(loop: AwaitLoop, site: ForStatement): Edit[] | undefined {
  if (loop.result === 'dict' || hasComments(moduleOf(site), startOf(site), endOf(site))) return undefined;
  const item = textOf(loop.target).replace(/^(?:const|let|var)\s+/, '');
  const parameter = /^[{[]/.test(item) || /^[\w$]+$/.test(item) ? `(${item})` : undefined;
  if (!parameter) return undefined;
  const all = `await Promise.all(Array.from(${textOf(loop.iterable)}, ${parameter} => ${textOf(loop.call)}))`;
  const text = !loop.into ? all : loop.result === 'list' ? `${loop.into.name}.push(...(${all}))` : undefined;
  return text === undefined ? undefined : [replaceRange(startOf(site), endOf(site), `${text};`)];
}
