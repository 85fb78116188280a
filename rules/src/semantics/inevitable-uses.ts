/** Uses of a variable that no run gets around. */
import { cfgOf, functionOf, isAlwaysEvaluated, isException, stepOf, type Expression, type Step, type Variable } from '../model/index.js';

/**
 * Does every run that goes on normally after `from`, where the variable gets its value, evaluate one of these uses before
 * the variable gets another? Uses that expect to fail do not count.
 */
export function isInevitable(from: Step, variable: Variable, uses: readonly Expression[]): boolean {
  const [first] = uses;
  if (!first) return false;
  const stops = new Set(uses.filter((use) => !isGuarded(use)).flatMap((use) => stepOf(use).filter((step) => isAlwaysEvaluated(use, step))));
  const { exit } = cfgOf(functionOf(first));
  const ends = new Set([exit, ...variable.bindings.flatMap(({ name }) => (name ? stepOf(name) : []))]);
  const seen = new Set<Step>([from]);
  const pending: Step[] = [from];
  for (let step = pending.pop(); step; step = pending.pop()) {
    for (const edge of step.successors) {
      const { to } = edge;
      if (isException(edge) || seen.has(to) || stops.has(to)) continue;
      if (ends.has(to)) return false;
      seen.add(to);
      pending.push(to);
    }
  }
  return stops.size > 0;
}

/** Inside the body of a `try` with handlers: the failure may be what tells the two kinds of value apart. */
function isGuarded(use: Expression): boolean {
  for (let child: Expression['parent'] = use, node = use.parent; node && node.kind !== 'function'; child = node, node = node.parent) {
    if (node.kind === 'try' && node.handlers.length > 0 && node.body.some((statement) => statement === child)) return true;
  }
  return false;
}
