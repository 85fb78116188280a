/** The pieces a control-flow graph is put together from. */
import type { Edge, EdgeKind, Step, StepKind } from './cfg.js';
import type { Expression, Node } from './nodes.js';

export class MutableStep implements Step {
  readonly successors: Edge[] = [];
  readonly predecessors: Edge[] = [];
  index = -1;

  constructor(readonly kind: StepKind, readonly node: Node, readonly evaluated: readonly Expression[]) {}
}

export function connect(from: MutableStep, to: MutableStep, kind: EdgeKind): void {
  const edge: Edge = { kind, from, to };
  from.successors.push(edge);
  to.predecessors.push(edge);
}

/** A function of one argument that computes each answer once. */
export function remembered<Key, Value>(compute: (key: Key) => Value): (key: Key) => Value {
  const known = new Map<Key, Value>();
  return (key) => {
    const found = known.get(key);
    if (found !== undefined || known.has(key)) return found as Value;
    const value = compute(key);
    known.set(key, value);
    return value;
  };
}

/** Numbers the steps: those reachable from the entry in reverse postorder, then the others as they stand. */
export function numbered(entry: MutableStep, all: readonly MutableStep[]): { steps: readonly MutableStep[]; reachableCount: number } {
  const order = postorder(entry).reverse();
  const reached = new Set(order);
  const steps = [...order, ...all.filter((step) => !reached.has(step))];
  steps.forEach((step, i) => { step.index = i; });
  return { steps, reachableCount: order.length };
}

/** Depth first without recursion: a function may have tens of thousands of steps in a row. */
function postorder(entry: MutableStep): MutableStep[] {
  const order: MutableStep[] = [];
  const seen = new Set<Step>([entry]);
  const path: { step: MutableStep; next: number }[] = [{ step: entry, next: 0 }];
  for (let top = path.at(-1); top; top = path.at(-1)) {
    const edge = top.step.successors[top.next++];
    if (!edge) {
      order.push(top.step);
      path.pop();
    } else if (edge.to instanceof MutableStep && !seen.has(edge.to)) {
      seen.add(edge.to);
      path.push({ step: edge.to, next: 0 });
    }
  }
  return order;
}
