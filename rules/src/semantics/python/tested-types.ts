/** What is left of a value when a test has said of what class it is, or is not. */
import { chainOf } from './class-chain.js';
import { valueOf } from './expressions.js';
import { instanceVerdict } from './instance-tests.js';
import { libraryChain } from './library.js';
import type { PythonProject } from './project.js';
import { NONE, alternatives, instance, same, union, unknown } from './value.js';
import type { Value } from './value.js';
import type { Expression } from '../../model/index.js';

/** The values that pass `isinstance(…, type)`, or match one of the class patterns. */
export function testedValue(project: PythonProject, types: readonly Expression[]): Value {
  return union(types.map((type) => (type.kind === 'literal' && type.type === 'none' ? NONE : instancesOf(valueOf(project, type)))));
}

function instancesOf(type: Value): Value {
  return union(alternatives(type).map((member) => {
    if (member.kind === 'class') return instance(member.cls, member.args);
    if (member.kind === 'type') return member.type;
    return member.kind === 'tuple' ? union(member.items.map(instancesOf)) : unknown('is an instance of an unknown class');
  }));
}

/** Those alternatives of `value` that are of the tested type; when none is, the tested type. */
export function narrowedTo(project: PythonProject, value: Value, tested: Value): Value {
  if (value.kind === 'unknown') return tested;
  if (tested.kind === 'unknown') return value;
  const wanted = alternatives(tested);
  const left = alternatives(value).filter((member) => wanted.some((one) => same(member, one) || isOf(project, member, one)));
  if (left.length > 0) return union(left);
  return alternatives(value).every((member) => member.kind === 'instance' || member.kind === 'none') ? tested : value;
}

function isOf(project: PythonProject, member: Value, tested: Value): boolean {
  if (tested.kind !== 'instance') return false;
  if (member.kind === 'tuple') return tested.cls === 'tuple';
  if (member.kind !== 'instance') return member.kind !== 'none';
  if (typeof member.cls === 'string') return libraryChain(member.cls).includes(String(tested.cls));
  const { entries, complete } = chainOf(project, member.cls);
  return !complete || entries.some(({ cls }) => cls === tested.cls);
}

/** Those alternatives of `value` that are not certainly of one of the tested types; all of them when none would be left. */
export function withoutTested(project: PythonProject, value: Value, types: readonly Expression[]): Value {
  if (value.kind !== 'union') return value;
  const left = value.members.filter((member) => !types.some((type) => (
    type.kind === 'literal' ? member.kind === 'none' : instanceVerdict(project, member, valueOf(project, type)) === 'yes'
  )));
  return left.length > 0 ? union(left) : value;
}
