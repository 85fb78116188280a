/** `self.api = api` at the beginning of a function: what its later tests ask of the attribute they ask of the parameter. */
import { functionOf, nodesIn, textOf, type Expression, type MemberExpression, type NameExpression } from '../model/index.js';

/** The name whose value the attribute of `self` got in the same function, on every way to where it is read, and nothing since. */
export function storedName(expression: Expression): NameExpression | undefined {
  if (expression.kind !== 'member' || expression.object.kind !== 'name') return undefined;
  const fn = functionOf(expression);
  if (fn.method !== 'instance' || fn.isAsync || expression.object.name !== fn.parameters[0]?.name) return undefined;
  const [stored, ...others] = assignmentsBefore(expression);
  const value = stored?.parent === fn && others.length === 0 && stored.operator === undefined ? stored.value : undefined;
  return value?.kind === 'name' ? value : undefined;
}

function assignmentsBefore(read: MemberExpression) {
  const text = textOf(read);
  return nodesIn(functionOf(read), 'assignment').filter((node) => node.start < read.start && node.targets.some((target) => textOf(target) === text));
}
