/** Reaching definitions: which value may a variable have where it is read? */
import { cfgOf, isReachable, stepOf, type Cfg, type Step } from './cfg.js';
import { dominates } from './cfg-paths.js';
import type { FunctionModel } from './function.js';
import type { NameExpression, Node } from './nodes.js';
import { functionOf, unitOf } from './place.js';
import { MAX_ANSWER, searchBackwards, solve, type Definition, type Definitions, type Solution } from './reaching-sets.js';
import { positionOf, resolveName, type Binding, type Variable } from './scope.js';
import { onlyBindingBefore } from './straight-line.js';
import { childrenOf } from './walk.js';
import { Kept } from './subject.js';

const definitionsOf = new Kept<Variable, Definitions | 'not local'>();
const solutions = new Kept<Variable, Solution>();
const writtenNames = new Kept<Variable, ReadonlySet<NameExpression | undefined>>();
const answers = new Kept<NameExpression, readonly Binding[]>();

/**
 * The bindings that may have given the variable the value it has in this read, in source order. `del` and paths on which
 * it is unbound contribute nothing. undefined when that cannot be told from the function's own code: variables of
 * another function or of a class, variables that a nested function writes, builtins, names that are only written, and
 * reads with more possible bindings than anybody could reason about.
 *
 * A generator expression's names are answered as of where it stands, as if it were consumed there.
 */
export function reachingBindings(name: NameExpression): readonly Binding[] | undefined {
  const known = answers.get(name);
  if (known) return known;
  const variable = resolveName(name);
  if (!variable || isWrittenOnly(name, variable)) return undefined;
  if (variable.owner.kind === 'comprehension') return variable.bindings;
  if (variable.owner.kind !== 'function' || functionOf(name) !== variable.owner) return undefined;
  const only = onlyBindingBefore(name, variable, variable.owner);
  return only ? [only] : bindingsInGraph(name, variable, variable.owner);
}

/** As `reachingBindings`, for a read in the code of the function that owns the variable. */
export function bindingsInGraph(name: NameExpression, variable: Variable, owner: FunctionModel): readonly Binding[] | undefined {
  const definitions = localDefinitions(variable, owner);
  if (definitions === 'not local') return undefined;
  const found = reaching(name, variable, definitions, cfgOf(owner));
  if (!found || found.size > MAX_ANSWER) return undefined;
  const ordered = [...found].sort((a, b) => positionOf(a) - positionOf(b));
  // A default, decorator or annotation belongs to its function, which outlives the module's code that evaluates it.
  if (unitOf(name) === owner.unit) answers.set(name, ordered);
  return ordered;
}

/** So many are looked through in less time than a set of them takes to be made. */
const FEW = 8;

function isWrittenOnly(name: NameExpression, variable: Variable): boolean {
  const { parent } = name;
  const isAugmented = (parent?.kind === 'assignment' || parent?.kind === 'assignment-expression') && parent.operator !== undefined;
  if (isAugmented) return false;
  const { bindings } = variable;
  if (bindings.length <= FEW) return bindings.some((binding) => binding.name === name);
  let written = writtenNames.get(variable);
  if (!written) {
    written = new Set(bindings.map((binding) => binding.name));
    writtenNames.set(variable, written);
  }
  return written.has(name);
}

function localDefinitions(variable: Variable, owner: FunctionModel): Definitions | 'not local' {
  const known = definitionsOf.get(variable);
  if (known) return known;
  const found = new Map<Step, Definition[]>();
  const isLocal = variable.bindings.every((binding) => addDefinition(binding, owner, found));
  const result = isLocal ? found : 'not local';
  definitionsOf.set(variable, result);
  return result;
}

/** false when the binding is not part of the owner's own code. */
function addDefinition(binding: Binding, owner: FunctionModel, found: Map<Step, Definition[]>): boolean {
  const cfg = cfgOf(owner);
  const add = (step: Step, definition: Definition): void => {
    const definitions = found.get(step);
    if (definitions) definitions.push(definition);
    else found.set(step, [definition]);
  };
  const { node } = binding;
  if (node.kind === 'parameter') {
    add(cfg.entry, { binding, isInner: false, isCertain: true });
    return true;
  }
  const place = node.kind === 'function' || node.kind === 'class' ? node.parent : node;
  if (!place || functionOf(place) !== owner) return false;
  // Function declarations of JavaScript have their value from the start of the function.
  const isHoisted = node.kind === 'function' && owner.unit.module.language === 'typescript';
  const isInner = node.kind === 'assignment-expression';
  const steps = isHoisted ? [cfg.entry] : stepOf(place).filter((step) => node.kind !== 'class' || step.kind === 'define');
  // Python's `x: int` leaves the value as it was.
  const isBare = node.kind === 'assignment' && !node.value && owner.unit.module.language === 'python';
  for (const step of steps) add(step, { binding, isInner, isCertain: !isBare && (!isInner || isAlwaysEvaluated(node, step)) });
  return true;
}

/** Is a part of a step evaluated whenever the step is? Not on the right of `and`, in a branch of `… if …`, in a comprehension. */
export function isAlwaysEvaluated(node: Node, step: Step): boolean {
  let child = node;
  for (let current = node.parent; current; child = current, current = current.parent) {
    if (step.evaluated.some((root) => root === child) || current === step.node) return true;
    if (current.kind === 'comprehension' || current.kind === 'comprehension-clause' || current.kind === 'function') return false;
    if (current.kind === 'logical' && current.operands[0] !== child) return false;
    if (current.kind === 'compare' && current.operands.indexOf(child as never) > 1) return false;
    if (current.kind === 'conditional' && current.test !== child) return false;
  }
  return true;
}

function reaching(
  name: NameExpression, variable: Variable, definitions: Definitions, cfg: Cfg,
): ReadonlySet<Binding> | undefined {
  const found = new Set<Binding>();
  const steps = stepOf(name);
  if (isAlways(variable, definitions, steps, cfg)) return new Set(variable.bindings);
  for (const step of steps) {
    if (foundWithin(step, name, definitions.get(step) ?? [], found)) continue;
    let solution = solutions.get(variable);
    if (!solution) {
      if (searchBackwards(step, definitions, found)) continue;
      solutions.set(variable, (solution = solve(cfg, definitions)));
    }
    const reached = solution(step);
    if (!reached) return undefined;
    for (const binding of reached) found.add(binding);
  }
  return found;
}

/** The common case, answered without a search: one binding, which has always happened before. */
function isAlways(variable: Variable, definitions: Definitions, steps: readonly Step[], cfg: Cfg): boolean {
  if (variable.bindings.length !== 1 || variable.bindings[0]?.node.kind === 'delete') return false;
  const [only, ...more] = definitions.keys();
  if (!only || more.length > 0 || only.kind === 'loop') return false;
  return steps.every((step) => step !== only && isReachable(cfg, step) && dominates(cfg, only, step));
}

/** Adds what the step itself has bound before the read; true when that hides everything from before the step. */
function foundWithin(step: Step, name: NameExpression, definitions: readonly Definition[], found: Set<Binding>): boolean {
  const inner = definitions.filter((definition) => definition.isInner);
  if (inner.length === 0) return false;
  const before = new Set<Node>();
  for (const root of step.evaluated) if (addUntil(root, name, before)) break;
  let isHidden = false;
  for (const { binding, isCertain } of inner) {
    if (!before.has(binding.node)) continue;
    found.add(binding);
    isHidden ||= isCertain;
  }
  return isHidden;
}

/** Collects the assignment expressions that are complete before `name` is read; true once it has been read. */
function addUntil(node: Node, name: NameExpression, before: Set<Node>): boolean {
  if (node === name) return true;
  if (node.kind === 'function') return false;
  for (const child of inEvaluationOrder(node)) if (addUntil(child, name, before)) return true;
  if (node.kind === 'assignment-expression') before.add(node);
  return false;
}

function inEvaluationOrder(node: Node): readonly Node[] {
  return node.kind === 'conditional' ? [node.test, node.then, node.otherwise] : childrenOf(node);
}
