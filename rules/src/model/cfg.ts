/**
 * Control flow of one function as a graph of steps: a simple statement, a condition, a loop's header, entering and
 * leaving a `with` … What runs on several ways out (`finally`, the end of a `with`) has one copy per way, so that no
 * path through the graph mixes them.
 *
 * Two kinds of exception are told apart: errors, which `except Exception` catches, and cancellation, which it does not
 * (`asyncio.CancelledError`, and with it `GeneratorExit`, `SystemExit`, `KeyboardInterrupt`). JavaScript has no second kind.
 */
import type { FunctionModel } from './function.js';
import type { Expression, Node } from './nodes.js';
import { functionOf } from './place.js';
import { buildCfg } from './cfg-builder.js';
import { Kept, type Subject } from './subject.js';

export type StepKind =
  | 'entry'
  /** Normal end: `return` or falling off. */
  | 'exit'
  /** An exception leaves the function. */
  | 'raise-exit'
  | 'statement'
  /** A test with a true and a false edge (`if`, a `match` guard). */
  | 'condition'
  /** A loop's header: the test of `while`; of `for`, fetching the next item and binding the target. */
  | 'loop'
  /** Evaluates the iterable of a `for`, once. */
  | 'iterate'
  /** Evaluates a `with` item's context and binds its target. */
  | 'enter'
  /** The context manager's exit; there is one per way of leaving. */
  | 'leave'
  | 'handler'
  | 'case'
  /** Binds a class's name when its body has run. */
  | 'define'
  /** Looks for a handler, or goes on leaving; evaluates nothing. */
  | 'dispatch';

export type EdgeKind = 'normal' | 'true' | 'false' | 'exception' | 'cancellation';

export interface Edge {
  readonly kind: EdgeKind;
  readonly from: Step;
  readonly to: Step;
}

export interface Step {
  readonly kind: StepKind;
  /** The statement, with item, handler, case or expression this step belongs to; the function for entry and exits. */
  readonly node: Node;
  /** What is evaluated in this step, in order. Assignment targets are included. */
  readonly evaluated: readonly Expression[];
  readonly successors: readonly Edge[];
  readonly predecessors: readonly Edge[];
  /** Position in `Cfg.steps`. */
  readonly index: number;
}

export interface Cfg extends Subject {
  readonly fn: FunctionModel;
  readonly entry: Step;
  readonly exit: Step;
  readonly raiseExit: Step;
  /** Reachable steps in reverse postorder (a step comes after all that must run before it), then the unreachable ones. */
  readonly steps: readonly Step[];
  /** `steps[i]` can be reached from the entry when `i` is less than this. */
  readonly reachableCount: number;
  /** Steps by their node and by the expressions they evaluate. */
  readonly stepsByNode: ReadonlyMap<Node, readonly Step[]>;
}

const graphs = new Kept<FunctionModel, Cfg>();

/** The control-flow graph of a function, lambda or module; built on first use, kept as long as the function. */
export function cfgOf(fn: FunctionModel): Cfg {
  let cfg = graphs.get(fn);
  if (!cfg) {
    cfg = buildCfg(fn);
    graphs.set(fn, cfg);
  }
  return cfg;
}

/**
 * The steps in which a node is evaluated (several inside `finally`), in the graph of the function that evaluates it. For
 * a compound statement the step that starts it; for parameters the entry. Empty for nodes that are never evaluated.
 */
export function stepOf(node: Node): readonly Step[] {
  const cfg = cfgOf(functionOf(node));
  for (let current: Node | undefined = node; current; current = current.parent) {
    const steps = cfg.stepsByNode.get(current);
    if (steps) return steps;
    if (current === cfg.fn) return [cfg.entry];
    const first = firstPart(current);
    if (first) return first === node ? [] : stepOf(first);
  }
  return [];
}

/** Where a statement without a step of its own starts. */
function firstPart(node: Node): Node | undefined {
  if (node.kind === 'try' || node.kind === 'block') return node.body[0];
  if (node.kind === 'with') return node.items[0];
  return undefined;
}

export function isReachable(cfg: Cfg, step: Step): boolean {
  return step.index < cfg.reachableCount;
}
