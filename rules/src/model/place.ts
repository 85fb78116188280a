/** From nodes to places in files. */
import type { ClassModel, FunctionModel } from './function.js';
import type { Node } from './nodes.js';
import type { ModuleModel } from './module.js';
import type { Unit } from './unit.js';

/** A range of a file: UTF-16 offsets into its text. */
export interface Place {
  readonly path: string;
  readonly start: number;
  readonly end: number;
}

/**
 * The function (or module) whose code evaluates the node. Decorators, defaults and annotations are evaluated by the
 * function around the one they belong to. For a function node: that function itself.
 */
export function functionOf(node: Node): FunctionModel {
  let child: Node | undefined;
  let grandchild: Node | undefined;
  let current: Node | undefined = node;
  while (current) {
    if (current.kind === 'function') {
      if (!child || !isHeader(current, child, grandchild) || !current.enclosing) return current;
      current = current.enclosing;
      return current;
    }
    grandchild = child;
    child = current;
    current = current.parent;
  }
  throw new Error('node outside any function: linkChildren was not called');
}

function isHeader(fn: FunctionModel, child: Node, grandchild: Node | undefined): boolean {
  if (child.kind === 'parameter') return grandchild !== undefined && grandchild !== child.target;
  return child === fn.returns || fn.decorators.some((decorator) => decorator === child);
}

export function unitOf(node: Node): Unit {
  const { unit } = node;
  if (!unit) throw new Error('node outside any unit: linkChildren was not called');
  return unit;
}

export function moduleOf(node: Node): ModuleModel {
  return unitOf(node).module;
}

export function placeOf(node: Node): Place {
  const unit = unitOf(node);
  return { path: unit.module.path, start: unit.base + node.start, end: unit.base + node.end };
}

/** The place of a function's or class's name (of its first character for lambdas). */
export function namePlace(owner: FunctionModel | ClassModel): Place {
  const { base, module } = owner.unit;
  return { path: module.path, start: base + owner.nameStart, end: base + owner.nameEnd };
}

/** The node's source text. */
export function textOf(node: Node): string {
  const { path: _path, start, end } = placeOf(node);
  return moduleOf(node).text.slice(start, end);
}
