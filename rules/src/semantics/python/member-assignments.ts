/** Assignments to attributes: `self.x = …` in the methods of a class, and `obj.x = …` anywhere in a function. */
import { isSameBlock } from '../../model/blocks.js';
import { boundValue } from './names.js';
import type { PythonProject } from './project.js';
import { union } from './value.js';
import type { Value } from './value.js';
import { Kept, isBelow, forEachChild, functionOf, nodesIn, walk } from '../../model/index.js';
import type { ClassModel, Expression, FunctionModel, MemberExpression, Node } from '../../model/index.js';

export interface MemberAssignment {
  readonly target: MemberExpression;
  /** The assignment, loop, with item … that gives the attribute a value. */
  readonly node: Node;
}

/** The values that methods of the class put into members of what an attribute holds: `self.executor.submit = lambda …: …`. */
export function replacedMembers(cls: ClassModel, name: string): readonly Expression[] {
  return assignmentsToSelf(cls, `${name}.`).flatMap(({ node }) => (node.kind === 'assignment' && node.value ? [node.value] : []));
}

const NONE_ASSIGNED: readonly MemberAssignment[] = [];
const ofClasses = new Kept<ClassModel, ReadonlyMap<string, readonly MemberAssignment[]>>();

/** What the methods of the class assign to an attribute of their receiver, in source order. */
export function assignmentsToSelf(cls: ClassModel, name: string): readonly MemberAssignment[] {
  let table = ofClasses.get(cls);
  if (!table) ofClasses.set(cls, (table = collectOfClass(cls)));
  return table.get(name) ?? NONE_ASSIGNED;
}

function collectOfClass(cls: ClassModel): Map<string, MemberAssignment[]> {
  const table = new Map<string, MemberAssignment[]>();
  const visit = (node: Node): void => {
    if (node.kind === 'class') return;
    if (node.kind !== 'function') {
      forEachChild(node, visit);
      return;
    }
    const receiver = node.method === 'static' ? undefined : node.parameters[0]?.name;
    if (receiver === undefined || !mayAssign(node, receiver)) return;
    for (const statement of node.body) {
      walk(statement, (inner) => {
        if (inner.kind === 'class') return 'skip';
        for (const target of memberTargets(inner)) {
          const { object } = target;
          if (object.kind === 'name' && object.name === receiver) add(table, target.name, { target, node: inner });
          else if (object.kind === 'member' && object.object.kind === 'name' && object.object.name === receiver) add(table, `${object.name}.`, { target, node: inner });
        }
        return undefined;
      });
    }
  };
  for (const statement of cls.body) visit(statement);
  return table;
}

/** A look at the text that saves lowering methods which assign nothing. */
function mayAssign(fn: FunctionModel, receiver: string): boolean {
  const { base, module } = fn.unit;
  const text = module.text.slice(base + fn.start, base + fn.end);
  return text.includes(`${receiver}.`) && /[^=!<>]=[^=]|\bas\b|\bfor\b/.test(text);
}

function add(table: Map<string, MemberAssignment[]>, name: string, assignment: MemberAssignment): void {
  const known = table.get(name);
  if (known) known.push(assignment);
  else table.set(name, [assignment]);
}

const NO_TARGETS: readonly MemberExpression[] = [];
const BINDING = ['assignment', 'for', 'with-item'] as const;

/** The members that a node assigns to. */
function memberTargets(node: Node): readonly MemberExpression[] {
  switch (node.kind) {
    case 'assignment': return node.targets.flatMap(membersIn);
    case 'for': return membersIn(node.target);
    case 'with-item': return node.target ? membersIn(node.target) : NO_TARGETS;
    default: return NO_TARGETS;
  }
}

function membersIn(target: Expression): readonly MemberExpression[] {
  switch (target.kind) {
    case 'member': return [target];
    case 'sequence': return target.items.flatMap(membersIn);
    case 'spread': return membersIn(target.value);
    default: return NO_TARGETS;
  }
}

const ofFunctions = new Kept<FunctionModel, ReadonlyMap<string, readonly MemberAssignment[]>>();

/**
 * What the same function assigned to this very path before: `self.conn = Connection()`, `service.fetch = Mock()`. Undefined
 * when it did not, or may not have (`otherwise` is then part of the answer, except for receivers, whose class knows all
 * assignments anyway).
 */
export function assignedBefore(project: PythonProject, member: MemberExpression, otherwise: () => Value): Value | undefined {
  const fn = functionOf(member);
  let table = ofFunctions.get(fn);
  if (!table) ofFunctions.set(fn, (table = collectOfFunction(fn)));
  const path = table.size === 0 ? undefined : pathOf(member);
  if (path === undefined) return undefined;
  const earlier = table.get(path)?.filter(({ target, node }) => target.end <= member.start && !isBelow(member, node)) ?? [];
  if (earlier.length === 0) return undefined;
  const certain = earlier.findLastIndex(({ node }) => alwaysComesBefore(node, member));
  const values = earlier.slice(Math.max(certain, 0)).map(({ node, target }) => boundValue(project, node, target));
  if (certain >= 0) return union(values);
  return isReceiver(path, fn) ? undefined : union([...values, otherwise()]);
}

function isReceiver(path: string, fn: FunctionModel): boolean {
  return fn.owner !== undefined && fn.parameters[0]?.name === path.slice(0, path.indexOf('.'));
}

/** Is the statement an earlier one of a block that the node is in? */
function alwaysComesBefore(statement: Node, node: Node): boolean {
  for (let current: Node | undefined = node; current; current = current.parent) {
    if (current.parent !== statement.parent) continue;
    return isSameBlock(statement, current);
  }
  return false;
}

function collectOfFunction(fn: FunctionModel): Map<string, MemberAssignment[]> {
  const table = new Map<string, MemberAssignment[]>();
  const note = (node: Node): void => {
    for (const target of memberTargets(node)) {
      const path = pathOf(target);
      if (path !== undefined && !(node.kind === 'assignment' && node.value === undefined)) add(table, path, { target, node });
    }
  };
  for (const kind of BINDING) for (const node of nodesIn(fn, kind)) note(node);
  for (const assignments of table.values()) if (assignments.length > 1) assignments.sort((a, b) => a.target.start - b.target.start);
  return table;
}

function pathOf(expression: Expression): string | undefined {
  if (expression.kind === 'name') return expression.name;
  if (expression.kind !== 'member') return undefined;
  const object = pathOf(expression.object);
  return object === undefined ? undefined : `${object}.${expression.name}`;
}
