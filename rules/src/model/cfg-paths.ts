/** Questions about the paths through a control-flow graph. */
import type { Cfg, Edge, Step } from './cfg.js';
import { Kept } from './subject.js';

export interface Avoidance {
  /** Some path reaches the normal end of the function without a stop. */
  readonly reachesExit: boolean;
  /** Some path leaves the function by an exception without a stop. */
  readonly reachesRaise: boolean;
  /** The last step of such a path (of one to the normal end if there is one), for a message's related place. */
  readonly witness: Step | undefined;
}

/**
 * Follows every path from `from` until a step for which `isStop` holds. `from` itself is not asked, and it is taken to
 * succeed: its own exceptions are not followed. A stop counts as passed even if it raises. `mayTake` can leave edges out.
 */
export function pathsAvoiding(cfg: Cfg, from: Step, isStop: (step: Step) => boolean, mayTake: (edge: Edge) => boolean = () => true): Avoidance {
  /** The step from which each step was first reached. */
  const cameFrom = new Map<Step, Step>();
  const pending: Step[] = [];
  const follow = (edge: Edge): void => {
    if (!mayTake(edge)) return;
    const { to } = edge;
    if (cameFrom.has(to) || !mayTake(edge) || isStop(to)) return;
    cameFrom.set(to, edge.from);
    if (to !== cfg.exit && to !== cfg.raiseExit) pending.push(to);
  };
  for (const edge of from.successors) if (!isException(edge)) follow(edge);
  for (let step = pending.pop(); step; step = pending.pop()) step.successors.forEach(follow);
  let witness = cameFrom.get(cfg.exit) ?? cameFrom.get(cfg.raiseExit);
  while (witness?.kind === 'dispatch') witness = cameFrom.get(witness);
  return { reachesExit: cameFrom.has(cfg.exit), reachesRaise: cameFrom.has(cfg.raiseExit), witness };
}

export function isException(edge: Edge): boolean {
  return edge.kind === 'exception' || edge.kind === 'cancellation';
}

/** Steps that may run after `from`; contains `from` itself exactly when it is in a loop. */
export function reachableFrom(from: Step): ReadonlySet<Step> {
  const seen = new Set<Step>();
  const pending: Step[] = [from];
  for (let step = pending.pop(); step; step = pending.pop()) {
    for (const { to } of step.successors) {
      if (seen.has(to)) continue;
      seen.add(to);
      pending.push(to);
    }
  }
  return seen;
}

interface DominatorTree {
  /** Preorder interval of each reachable step's subtree, by step index. */
  readonly enter: readonly number[];
  readonly leave: readonly number[];
}

const trees = new Kept<Cfg, DominatorTree>();

/** Does every path from the entry to `b` pass `a` (or is it `a`)? False for unreachable steps. */
export function dominates(cfg: Cfg, a: Step, b: Step): boolean {
  if (a.index >= cfg.reachableCount || b.index >= cfg.reachableCount) return false;
  let tree = trees.get(cfg);
  if (!tree) trees.set(cfg, (tree = dominatorTree(cfg)));
  const at = tree.enter[b.index] ?? 0;
  return (tree.enter[a.index] ?? 0) <= at && at < (tree.leave[a.index] ?? 0);
}

/** Cooper, Harvey, Kennedy, "A Simple, Fast Dominance Algorithm": steps are already in reverse postorder. */
function dominatorTree(cfg: Cfg): DominatorTree {
  const count = cfg.reachableCount;
  const parents = new Int32Array(count).fill(-1);
  parents[0] = 0;
  const meet = (a: number, b: number): number => {
    while (a !== b) {
      if (a > b) a = parents[a] ?? 0;
      else b = parents[b] ?? 0;
    }
    return a;
  };
  for (let changed = true; changed;) {
    changed = false;
    for (let i = 1; i < count; i++) {
      let parent = -1;
      for (const { from } of cfg.steps[i]?.predecessors ?? []) {
        if (from.index >= count || (parents[from.index] ?? -1) < 0) continue;
        parent = parent < 0 ? from.index : meet(parent, from.index);
      }
      if (parents[i] === parent) continue;
      parents[i] = parent;
      changed = true;
    }
  }
  return intervals(parents);
}

/** A parent comes before its children, so sizes can be summed from the end and positions given from the start. */
function intervals(parents: Int32Array): DominatorTree {
  const count = parents.length;
  const sizes = new Int32Array(count).fill(1);
  for (let i = count - 1; i > 0; i--) sizes[parents[i] ?? 0] = (sizes[parents[i] ?? 0] ?? 0) + (sizes[i] ?? 0);
  const enter: number[] = [0];
  const leave: number[] = [count];
  const nextFree: number[] = [1];
  for (let i = 1; i < count; i++) {
    const parent = parents[i] ?? 0;
    const at = nextFree[parent] ?? 0;
    enter[i] = at;
    leave[i] = at + (sizes[i] ?? 0);
    nextFree[i] = at + 1;
    nextFree[parent] = at + (sizes[i] ?? 0);
  }
  return { enter, leave };
}
