/** Holding one lock over everything between reading shared state and writing it. */
import type { Edit } from '../engine/finding.js';
import { blocksOf } from '../model/blocks.js';
import {
  isBelow, functionOf, lookup, moduleOf, scopeOf, textOf, visitCode, walk,
  type FunctionModel, type Statement,
} from '../model/index.js';
import type { AwaitRace } from '../semantics/await-races.js';
import type { Knowledge } from '../semantics/await-runs.js';
import { lockRegionsOf } from '../semantics/lock-regions.js';
import type { Invocation } from '../semantics/semantics.js';
import { madeLock } from '../semantics/locks.js';
import { mayWaitLong } from '../semantics/long-waits.js';
import { dialectOf, type Surroundings } from './dialect.js';
import { deeperIndent, endOf, indentOf, inOrder, insertAt, lineBreakOf, reindented, startOf, startsLine } from './edits.js';
import { declarationBelowImports, importModule } from './imports.js';
import { initializerForNewAttribute } from './new-attribute.js';

/** `async with self._lock:` around the statements; the class's lock if it has one that is free there, else a new one. */
export function lockRace(race: AwaitRace, context: Knowledge & Surroundings): Edit[] | undefined {
  const fn = functionOf(race.write);
  // JavaScript has no lock of its own.
  if (fn.unit.module.language !== 'python') return undefined;
  const statements = statementsOf(race, fn);
  // Whoever waits for the lock waits as long as its holder does.
  if (!statements || !isShort(statements) || mayWaitLong(statements, context.semantics)) return undefined;
  if (reachesFrom(fn, statements, context, (one) => one === fn)) return undefined;
  const around = wrapped(statements);
  const lock = lockFor(race, fn, statements, context);
  return around && lock && inOrder([...lock.edits, around(lock.name)]);
}

/** The statements of one block from the one that reads to the one that writes. */
function statementsOf(race: AwaitRace, fn: FunctionModel): readonly Statement[] | undefined {
  const [test] = race.steps.filter((step) => step.kind === 'condition').map(({ node }) => node);
  const inside = [race.read, race.write, ...(test ? [test] : [])];
  for (const block of [...blocksOf(fn)].reverse()) {
    const indexes = inside.map((node) => block.findIndex((statement) => isBelow(node, statement)));
    if (indexes.includes(-1)) continue;
    return block.slice(Math.min(...indexes), Math.max(...indexes) + 1);
  }
  return undefined;
}

/** What a reader sees at one glance. Longer code has more to it than one race, and wants a lock in other places. */
const MOST_LINES = 20;
const MOST_WAITS = 3;

function isShort(statements: readonly Statement[]): boolean {
  let waits = 0;
  for (const statement of statements) {
    walk(statement, (node) => {
      if (node.kind === 'await') waits++;
      return node.kind === 'function' ? 'skip' : undefined;
    });
  }
  const lines = statements.reduce((sum, statement) => sum + textOf(statement).split('\n').length, 0);
  return waits <= MOST_WAITS && lines <= MOST_LINES;
}

/** undefined where the lines cannot simply move to the right: strings over several lines, `elif`, `yield`. */
function wrapped(statements: readonly Statement[]): ((lock: string) => Edit) | undefined {
  const [first] = statements;
  const last = statements.at(-1);
  if (!first || !last || statements.some((statement) => !startsLine(statement) || !canMove(statement))) return undefined;
  const { lines, text } = moduleOf(first);
  const indent = indentOf(first);
  const start = startOf(first);
  const end = lines.lineEnd(lines.positionAt(endOf(last)).line);
  const deeper = deeperIndent(first, indent);
  return (lock) => ({ start, end, newText: `async with ${lock}:${lineBreakOf(first)}${deeper}${reindented(text.slice(start, end), indent, deeper)}` });
}

function canMove(statement: Statement): boolean {
  if (/"""|'''|\\\r?\n|^elif\b/.test(textOf(statement))) return false;
  let yields = false;
  walk(statement, (node) => {
    if (node.kind === 'yield') yields = true;
    return node.kind === 'function' ? 'skip' : undefined;
  });
  return !yields;
}

interface FoundLock {
  readonly name: string;
  readonly edits: readonly Edit[];
}

function lockFor(race: AwaitRace, fn: FunctionModel, statements: readonly Statement[], context: Knowledge & Surroundings): FoundLock | undefined {
  const { place } = race;
  const wanted = `${place.name.replace(/^_+/, '').toLowerCase()}_lock`;
  const dialect = dialectOf(moduleOf(race.write), context);
  if (!dialect) return undefined;
  const imported = importModule(moduleOf(race.write), dialect);
  const made = `${imported.name}.Lock()`;
  if (place.root === 'module') {
    const [major, minor] = context.target.python;
    // Until Python 3.9 a lock belonged to the loop that was current when it was made: there is none on import.
    if (imported.name === 'asyncio' && major === 3 && minor < 10) return undefined;
    const isTaken = scopeOf(moduleOf(race.write).root).variables.has(wanted) || lookup(wanted, race.write) !== undefined;
    return isTaken ? undefined : { name: wanted, edits: [...imported.edits, declarationBelowImports(moduleOf(race.write), `${wanted} = ${made}`)] };
  }
  const self = fn.parameters[0]?.name;
  const init = place.root === 'self' && fn.owner ? initializerForNewAttribute(fn.owner) : undefined;
  if (!init || self === undefined) return undefined;
  const existing = existingLock(init, context);
  if (existing !== undefined && !isForAnother(existing, place.name, init) && !mayTake(existing, fn, statements, context)) return { name: `${self}.${existing}`, edits: [] };
  const last = init.body.at(-1);
  const attribute = `_${wanted}`;
  if (!last || !startsLine(last) || moduleOf(last).text.includes(`.${attribute}`)) return undefined;
  const { lines } = moduleOf(last);
  const line = `${lineBreakOf(last)}${indentOf(last)}${init.parameters[0]?.name ?? self}.${attribute} = ${made}`;
  return { name: `${self}.${attribute}`, edits: [...imported.edits, insertAt(lines.lineEnd(lines.positionAt(endOf(last)).line), line)] };
}

/** The one lock for tasks that `__init__` makes. */
function existingLock(init: FunctionModel, { semantics }: Knowledge): string | undefined {
  const found: string[] = [];
  visitCode(init, (node) => {
    if (node.kind !== 'assignment' || node.value?.kind !== 'call') return;
    const [target] = node.targets;
    const lock = madeLock(node.value, semantics);
    if (lock?.kind === 'lock' && lock.stops === 'task' && target?.kind === 'member') found.push(target.name);
  });
  return found.length === 1 ? found[0] : undefined;
}

/** `self._session_lock` keeps `self._session`: it says so, and whoever reads `self._token` would not look for it there. */
function isForAnother(lock: string, place: string, init: FunctionModel): boolean {
  const bare = (name: string): string => name.replace(/^_+/, '').toLowerCase();
  const kept = bare(lock).replace(/_?(?:lock|mutex)$/, '');
  if (kept === '' || kept === bare(place) || !init.owner) return false;
  let isAttribute = false;
  walk(init, (node) => {
    if (node.kind === 'member' && bare(node.name) === kept) isAttribute = true;
  });
  return isAttribute;
}

/** Is the lock taken here already, or somewhere below these statements? Then taking it again would wait for ever. */
function mayTake(lock: string, fn: FunctionModel, statements: readonly Statement[], knowledge: Knowledge): boolean {
  const takes = (one: FunctionModel): boolean => lockRegionsOf(one, knowledge).some(({ taken }) => taken.kind === 'member' && taken.name === lock);
  return takes(fn) || reachesFrom(fn, statements, knowledge, takes);
}

/** Functions that a search below a lock looks at; what is larger is not known well enough. */
const MOST_FUNCTIONS = 200;

/** May the statements of `fn` come to a function of which that is true? */
function reachesFrom(fn: FunctionModel, statements: readonly Statement[], { semantics }: Knowledge, isWanted: (one: FunctionModel) => boolean): boolean {
  const within = ({ node }: Invocation): boolean => statements.some((statement) => isBelow(node, statement));
  const pending = semantics.invocations(fn).filter(within).flatMap(({ targets }) => targets.functions);
  const seen = new Set<FunctionModel>();
  for (let one = pending.pop(); one; one = pending.pop()) {
    if (seen.has(one)) continue;
    if (isWanted(one) || seen.size >= MOST_FUNCTIONS) return true;
    seen.add(one);
    for (const { targets } of semantics.invocations(one)) pending.push(...targets.functions);
  }
  return false;
}
