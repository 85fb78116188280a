/** A lock for threads becomes one for tasks: where it is made, and `async with` wherever it is taken. */
import type { Edit } from '../engine/finding.js';
import {
  functionOf, mentionsOf, moduleOf, resolveName, textOf, walk,
  type AssignmentStatement, type CallExpression, type Expression, type Node,
} from '../model/index.js';
import { madeLock } from '../semantics/locks.js';
import type { Semantics } from '../semantics/semantics.js';
import { dialectOf, type Dialect, type Surroundings } from './dialect.js';
import { inOrder, insertBefore, replaceNode } from './edits.js';
import { importModule } from './imports.js';

const TWINS: ReadonlyMap<string, string> = new Map([
  ['threading.Lock', 'Lock'], ['threading.RLock', 'Lock'], ['threading.Semaphore', 'Semaphore'], ['threading.BoundedSemaphore', 'BoundedSemaphore'],
]);

/**
 * undefined unless the lock is made once, in this file, and only ever taken and given back in async functions: everybody
 * else would get a coroutine instead of the lock. A reentrant lock has a twin only where it is taken in one place.
 */
export function asyncLockEdits(lock: Expression, around: Surroundings): Edit[] | undefined {
  const mentions = mentionsOfLock(lock);
  const made = mentions.map(assignmentOf).filter((assignment) => assignment !== undefined);
  const [definition, ...more] = made;
  const call = definition?.value;
  if (!definition || more.length > 0 || call?.kind !== 'call') return undefined;
  const { semantics } = around;
  const dialect = dialectOf(moduleOf(lock), around);
  const name = dialect && asyncName(call, dialect, around);
  const uses = mentions.filter((mention) => assignmentOf(mention) === undefined);
  const edits = uses.map(useEdits);
  const taking = edits.filter((each) => each !== undefined && each.length > 0);
  if (!dialect || name === undefined || edits.includes(undefined) || (isReentrant(call, semantics) && taking.length > 1)) return undefined;
  const imported = importModule(moduleOf(lock), dialect);
  const twin = `${imported.name}.${name}`;
  const { annotation } = definition;
  const retyped = annotation && textOf(annotation) === textOf(call.callee) ? [replaceNode(annotation, twin)] : [];
  return inOrder([...imported.edits, ...retyped, replaceNode(call.callee, twin), ...edits.flatMap((each) => each ?? [])]);
}

/** Every mention of the variable or, in this file, of the attribute by its name, whatever object it is of. */
function mentionsOfLock(lock: Expression): readonly Expression[] {
  if (lock.kind === 'name') {
    const variable = resolveName(lock);
    return variable ? mentionsOf(variable) : [];
  }
  if (lock.kind !== 'member') return [];
  const found: Expression[] = [];
  walk(moduleOf(lock).root, (node) => {
    if (node.kind === 'member' && node.name === lock.name) found.push(node);
    if (node.kind === 'name' && node.name === lock.name && resolveName(node)?.owner.kind === 'class') found.push(node);
  });
  return found;
}

function assignmentOf(mention: Expression): AssignmentStatement | undefined {
  const { parent } = mention;
  return parent?.kind === 'assignment' && parent.targets.length === 1 && parent.targets[0] === mention && parent.operator === undefined ? parent : undefined;
}

function asyncName(call: CallExpression, dialect: Dialect, { semantics, target: { python: [major, minor] } }: Surroundings): string | undefined {
  const cls = madeLock(call, semantics)?.cls;
  const twin = cls === undefined ? undefined : TWINS.get(cls);
  if (dialect !== 'asyncio') return twin === 'Lock' || (twin !== undefined && call.arguments.length > 0) ? twin?.replace('Bounded', '') : undefined;
  // Until 3.9 a lock belonged to the loop that was current when it was made, which is none while modules are imported.
  const isMadeOnImport = functionOf(call).form === 'module';
  return isMadeOnImport && major === 3 && minor < 10 ? undefined : twin;
}

function isReentrant(call: CallExpression, semantics: Semantics): boolean {
  return madeLock(call, semantics)?.cls === 'threading.RLock';
}

/** Edits for one use of the lock; undefined when it cannot become asynchronous. */
function useEdits(mention: Expression): readonly Edit[] | undefined {
  const { parent } = mention;
  if (!functionOf(mention).isAsync) return undefined;
  if (parent?.kind === 'with-item' && parent.context === mention) {
    const statement = parent.parent;
    return statement?.kind === 'with' && statement.items.length === 1 ? [insertBefore(statement, 'async ')] : undefined;
  }
  const call: Node | undefined = parent?.kind === 'member' ? parent.parent : undefined;
  if (parent?.kind !== 'member' || call?.kind !== 'call' || call.callee !== parent) return undefined;
  if (parent.name === 'release' || parent.name === 'locked') return [];
  return parent.name === 'acquire' && call.arguments.length === 0 && call.parent?.kind === 'expression-statement' ? [insertBefore(call, 'await ')] : undefined;
}
