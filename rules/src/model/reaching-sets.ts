/** Bindings of one variable, carried along the edges of a control-flow graph. */
import type { Cfg, Edge, Step } from './cfg.js';
import { isException } from './cfg-paths.js';
import type { Binding } from './scope.js';

/** One binding as it happens in a step. */
export interface Definition {
  readonly binding: Binding;
  /** Happens in the middle of the step (`:=`), so that later parts of the step see it, and so do its exceptions. */
  readonly isInner: boolean;
  /** Always happens when the step is run to its end. */
  readonly isCertain: boolean;
}

export type Definitions = ReadonlyMap<Step, readonly Definition[]>;

/** Generated code may give one variable thousands of values; to list them for each read would be quadratic. */
export const MAX_ANSWER = 64;

/** The bindings that reach a step's start; undefined when they are too many, or the graph is too large to tell. */
export type Solution = (step: Step) => readonly Binding[] | undefined;

/** A search that has gone through more steps is not repeated for every read: `solve` then answers for all of them. */
const MAX_SEARCH = 500;

/** Most 32-bit words that a solution may take. */
const MAX_WORDS = 4_000_000;

/** Adds what reaches the start of `from` and returns true, or gives up and returns false: `found` is then not complete. */
export function searchBackwards(from: Step, definitions: Definitions, found: Set<Binding>): boolean {
  const seen = new Set<Step>();
  const pending: Step[] = [from];
  for (let step = pending.pop(); step; step = pending.pop()) {
    for (const edge of step.predecessors) {
      const { from: before } = edge;
      const here = definitions.get(before);
      if ((here && addFrom(edge, here, found)) || seen.has(before)) continue;
      if (seen.size >= MAX_SEARCH) return false;
      seen.add(before);
      pending.push(before);
    }
  }
  return true;
}

/** Forward data flow over the whole graph, for all reads of the variable at once. */
export function solve(cfg: Cfg, definitions: Definitions): Solution {
  const bindings = [...new Set([...definitions.values()].flat().map((definition) => definition.binding))];
  const width = Math.ceil(bindings.length / 32);
  if (width * cfg.steps.length > MAX_WORDS) return () => undefined;
  const bits = new Map(bindings.map((binding, i) => [binding, i]));
  const sets = new Uint32Array(width * cfg.steps.length);
  for (let changed = true; changed;) {
    changed = false;
    for (const step of cfg.steps) {
      const here = definitions.get(step);
      for (const edge of step.successors) {
        const added = new Set<Binding>();
        const isHidden = here !== undefined && addFrom(edge, here, added);
        const target = edge.to.index * width;
        if (!isHidden && merge(sets, target, step.index * width, width)) changed = true;
        for (const binding of added) if (setBit(sets, target, bits.get(binding) ?? 0)) changed = true;
      }
    }
  }
  return (step) => listed(bindings, sets, step.index * width);
}

function listed(bindings: readonly Binding[], sets: Uint32Array, at: number): readonly Binding[] | undefined {
  const found: Binding[] = [];
  for (const [i, binding] of bindings.entries()) {
    if ((((sets[at + (i >>> 5)] ?? 0) >>> (i & 31)) & 1) === 0) continue;
    if (found.length === MAX_ANSWER) return undefined;
    found.push(binding);
  }
  return found;
}

function merge(sets: Uint32Array, to: number, from: number, width: number): boolean {
  let changed = false;
  for (let i = 0; i < width; i++) {
    const before = sets[to + i] ?? 0;
    const after = (before | (sets[from + i] ?? 0)) >>> 0;
    if (after === before) continue;
    sets[to + i] = after;
    changed = true;
  }
  return changed;
}

function setBit(sets: Uint32Array, at: number, bit: number): boolean {
  const word = at + (bit >>> 5);
  const before = sets[word] ?? 0;
  const after = (before | (1 << (bit & 31))) >>> 0;
  sets[word] = after;
  return after !== before;
}

/** Adds what has been bound when the edge is taken; true when that hides everything from before the step. */
function addFrom(edge: Edge, definitions: readonly Definition[], found: Set<Binding>): boolean {
  let isHidden = false;
  for (const { binding, isInner, isCertain } of definitions) {
    if (!hasHappened(edge, isInner)) continue;
    if (binding.node.kind !== 'delete') found.add(binding);
    isHidden ||= isCertain && !(isException(edge) && isInner) && !(edge.kind === 'false' && edge.from.kind === 'case');
  }
  return isHidden;
}

/** A statement binds last, after all that can raise; the header of a `for` binds only when there is an item. */
function hasHappened(edge: Edge, isInner: boolean): boolean {
  if (isInner) return true;
  if (isException(edge)) return edge.from.kind === 'case';
  return edge.from.kind !== 'loop' || edge.kind === 'true';
}
