/** Waiting to be told instead of asking again and again. */
import type { Edit } from '../engine/finding.js';
import {
  enclosingClass, functionOf, moduleOf, textOf, walk,
  type AssignmentStatement, type MemberExpression, type Node, type WhileStatement,
} from '../model/index.js';
import type { Polling } from '../semantics/polling.js';
import { dialectOf, type Surroundings } from './dialect.js';
import { endOf, indentOf, inOrder, insertAfter, lineBreakOf, replaceNode, replaceRange, startOf, startsLine } from './edits.js';
import { importModule } from './imports.js';

/** `await event.wait()`, `await asyncio.wait([task])`, or an event in place of a flag; undefined where that takes more. */
export function waitInstead({ loop, until, polled }: Polling, around: Surroundings): Edit[] | undefined {
  if (!until || !startsLine(loop)) return undefined;
  const module = moduleOf(loop);
  switch (polled.kind) {
    case 'event': return [instead(loop, `await ${textOf(polled.object)}.wait()`)];
    case 'task': {
      const asyncio = importModule(module, 'asyncio');
      return inOrder([...asyncio.edits, instead(loop, `await ${asyncio.name}.wait([${textOf(polled.object)}])`)]);
    }
    case 'state': return until.kind === 'member' && until === polled.state ? flagToEvent(loop, until, around) : undefined;
  }
}

/** Comments inside the loop move above what replaces it. */
function instead(loop: WhileStatement, text: string): Edit {
  const module = moduleOf(loop);
  const comments = module.comments.filter((comment) => comment.start >= startOf(loop) && comment.end <= endOf(loop));
  const above = comments.map((comment) => module.text.slice(comment.start, comment.end) + lineBreakOf(loop) + indentOf(loop)).join('');
  return replaceNode(loop, above + text);
}

/**
 * `self.ready = False` in `__init__` makes the event, `= True` sets it, `= False` clears it, every read asks `is_set()`.
 * Only when all of this is in one class, and no other attribute of the file has the name.
 */
function flagToEvent(loop: WhileStatement, flag: MemberExpression, around: Surroundings): Edit[] | undefined {
  const cls = enclosingClass(functionOf(loop));
  const module = moduleOf(loop);
  const dialect = dialectOf(module, around);
  if (!dialect) return undefined;
  const library = importModule(module, dialect);
  const edits: Edit[] = [];
  let isMade = false;
  let isOwn = cls !== undefined;
  walk(module.root, (node) => {
    if (node.kind === 'literal' && node.value === flag.name && isNameOfAttribute(node)) isOwn = false;
    if (node.kind !== 'member' || node.name !== flag.name || node === flag) return;
    const fn = functionOf(node);
    isOwn &&= node.object.kind === 'name' && node.object.name === fn.parameters[0]?.name && fn.method === 'instance' && fn.owner === cls;
    const write = writeOf(node);
    if (!write) edits.push(insertAfter(node, '.is_set()'));
    else if (write === 'other') isOwn = false;
    else if (fn.name === '__init__') {
      isOwn &&= !isMade && !write.value;
      isMade = true;
      edits.push(replaceRange(write.from, write.to, `${textOf(node)} = ${library.name}.Event()`));
    } else edits.push(replaceRange(write.from, write.to, `${textOf(node)}.${write.value ? 'set' : 'clear'}()`));
  });
  if (!isOwn || !isMade) return undefined;
  return inOrder([...library.edits, ...edits, instead(loop, `await ${textOf(flag)}.wait()`)]);
}

/** `getattr(service, "ready")` */
function isNameOfAttribute({ parent }: Node): boolean {
  const callee = parent?.kind === 'argument' && parent.parent?.kind === 'call' ? parent.parent.callee : undefined;
  return callee?.kind === 'name' && /^(?:get|set|has|del)attr$/.test(callee.name);
}

interface FlagWrite {
  readonly value: boolean;
  readonly from: number;
  readonly to: number;
}

/** undefined for a read. */
function writeOf(member: MemberExpression): FlagWrite | 'other' | undefined {
  const { parent } = member;
  if (parent?.kind === 'delete') return 'other';
  if (parent?.kind !== 'assignment' || !parent.targets.includes(member)) return undefined;
  return plainWrite(parent) ?? 'other';
}

function plainWrite(assignment: AssignmentStatement): FlagWrite | undefined {
  const { value, targets, operator } = assignment;
  if (targets.length !== 1 || operator !== undefined || value?.kind !== 'literal' || typeof value.value !== 'boolean') return undefined;
  return { value: value.value, from: startOf(assignment), to: endOf(assignment) };
}
