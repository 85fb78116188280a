/**
 * Names → variables. Lexical scoping as the Python reference describes it (execution model, "Resolution of names"):
 * functions, comprehensions and classes are scopes, a class scope is invisible to the functions in it. TypeScript's
 * block scopes are folded into function scopes by distinct `key`s; there only declarations make variables, a plain
 * assignment writes the variable that is in scope.
 */
import type { ClassModel, FunctionModel } from './function.js';
import type {
  ComprehensionExpression, Expression, ImportedName, NameExpression, Node, Parameter, Statement,
} from './nodes.js';
import { buildScope } from './scope-builder.js';
import type { Subject } from './subject.js';
import { walk } from './walk.js';
import { Kept } from './subject.js';

export type ScopeOwner = FunctionModel | ClassModel | ComprehensionExpression;

export interface Variable extends Subject {
  readonly key: string;
  readonly name: string;
  readonly owner: ScopeOwner;
  /** In source order; those of nested functions (`global`, `nonlocal`, JavaScript's assignments) after its own. */
  readonly bindings: readonly Binding[];
  /** Read or written by a nested function or class. Not computed for module variables (always reachable). */
  readonly escapesFunction: boolean;
}

/** One place where a variable gets a value. `name` is the name's own node where there is one. */
export type Binding =
  | { readonly kind: 'parameter'; readonly node: Parameter; readonly name: NameExpression | undefined }
  | { readonly kind: 'import'; readonly node: Statement; readonly imported: ImportedName; readonly name: undefined }
  | { readonly kind: 'function'; readonly node: FunctionModel; readonly name: undefined }
  | { readonly kind: 'class'; readonly node: ClassModel; readonly name: undefined }
  /** Assignment statement or expression, for, with item, handler, comprehension clause, match case, delete. */
  | { readonly kind: 'target'; readonly node: Node; readonly name: NameExpression };

export interface Scope {
  readonly owner: ScopeOwner;
  readonly variables: ReadonlyMap<string, Variable>;
  readonly globals: ReadonlySet<string>;
  readonly nonlocals: ReadonlySet<string>;
  /** Bindings made here of variables that belong to a scope further out, by key. */
  readonly outward: ReadonlyMap<string, readonly Binding[]>;
  /** Modules star-imported here, in source order. */
  readonly starImports: readonly ImportedName[];
}

const scopes = new Kept<ScopeOwner, Scope>();

/** The scope of a function, class or comprehension (cached while the model node lives). */
export function scopeOf(owner: ScopeOwner): Scope {
  let scope = scopes.get(owner);
  if (!scope) {
    scope = buildScope(owner);
    scopes.set(owner, scope);
  }
  return scope;
}

/** The variable a name means, or undefined for builtins and names that star imports may bring. */
export function resolveName(name: NameExpression): Variable | undefined {
  return lookup(name.key, name);
}

/** As `resolveName` for a bare identifier, seen from `at`. */
export function lookup(key: string, at: Node): Variable | undefined {
  let scope: ScopeOwner | undefined = scopeAround(at);
  let isInnermost = true;
  while (scope) {
    if (scope.kind !== 'class' || isInnermost) {
      const table = scopeOf(scope);
      if (table.globals.size > 0 && table.globals.has(key)) return scopeOf(moduleRoot(scope)).variables.get(key);
      const variable = table.nonlocals.size > 0 && table.nonlocals.has(key) ? undefined : table.variables.get(key);
      if (variable) return variable;
    }
    isInnermost = false;
    scope = outerScope(scope);
  }
  return undefined;
}

/** The scope in which `node` is evaluated. */
export function scopeAround(node: Node): ScopeOwner {
  let child: Node = node;
  let current: Node | undefined = node.parent;
  while (current) {
    if (current.kind === 'comprehension' && !isFirstIterable(current, child)) return current;
    if (current.kind === 'comprehension-clause' && current.parent?.kind === 'comprehension') {
      const comprehension = current.parent;
      if (!(comprehension.clauses[0] === current && child === current.iterable)) return comprehension;
      child = comprehension;
      current = comprehension.parent;
      continue;
    }
    if (current.kind === 'function') {
      if (child.kind === 'parameter') return node === child || isWithin(node, child.target) ? current : definitionScope(current);
      return child === current.returns || isOneOf(child, current.decorators) ? definitionScope(current) : current;
    }
    if (current.kind === 'class') {
      const isHeader = isOneOf(child, current.bases) || isOneOf(child, current.decorators) || (current.keywords.size > 0 && isOneOf(child, [...current.keywords.values()]));
      return isHeader ? definitionScope(current) : current;
    }
    child = current;
    current = current.parent;
  }
  if (child.kind === 'function') return child;
  throw new Error('node outside any scope: its parents are not linked');
}

/** Every mention of the variable in its scope and the functions below it, bindings included, in source order. */
export function mentionsOf(variable: Variable): NameExpression[] {
  const found: NameExpression[] = [];
  walk(variable.owner, (node) => {
    if (node.kind === 'name' && node.key === variable.key && resolveName(node) === variable) found.push(node);
  });
  return found;
}

/** Mentions that read the variable. */
export function readsOf(variable: Variable): NameExpression[] {
  const written = new Set(variable.bindings.map((binding) => binding.name));
  return mentionsOf(variable).filter((name) => !written.has(name) || isAugmentedTarget(name));
}

/** Names bound by an assignment target, in source order. */
export function targetNames(target: Expression): NameExpression[] {
  switch (target.kind) {
    case 'name': return [target];
    case 'sequence': return target.items.flatMap(targetNames);
    case 'mapping': return target.entries.flatMap((entry) => targetNames(entry.value));
    case 'spread': return targetNames(target.value);
    case 'assignment-expression': return targetNames(target.target);
    default: return [];
  }
}

/** Where a binding stands, as an offset into the unit of its owner's code. */
export function positionOf(binding: Binding): number {
  if (binding.name) return binding.name.start;
  return (binding.kind === 'function' || binding.kind === 'class' ? binding.node.parent ?? binding.node : binding.node).start;
}

function isAugmentedTarget(name: NameExpression): boolean {
  return (name.parent?.kind === 'assignment' || name.parent?.kind === 'assignment-expression') && name.parent.operator !== undefined;
}

function isOneOf(node: Node, nodes: readonly Node[]): boolean {
  return nodes.includes(node);
}

function isFirstIterable(comprehension: ComprehensionExpression, child: Node): boolean {
  return child === comprehension.clauses[0]?.iterable;
}

/** Is the node the other one, or inside it, with no function between them? */
export function isWithin(node: Node, ancestor: Node): boolean {
  for (let current: Node | undefined = node; current; current = current.parent) {
    if (current === ancestor) return true;
    if (current.kind === 'function') return false;
  }
  return false;
}

/** The scope in which a function or class is defined. */
export function definitionScope(owner: FunctionModel | ClassModel): ScopeOwner {
  if (owner.owner) return owner.owner;
  if (owner.parent && owner.kind === 'function' && owner.form === 'lambda') return scopeAround(owner);
  if (owner.enclosing) return owner.enclosing;
  return owner;
}

/** The next scope out; undefined for a module. */
export function outerScope(owner: ScopeOwner): ScopeOwner | undefined {
  if (owner.kind === 'comprehension') return scopeAround(owner);
  if (owner.kind === 'function' && owner.form === 'module') return undefined;
  const outer = definitionScope(owner);
  return outer === owner ? undefined : outer;
}

function moduleRoot(owner: ScopeOwner): FunctionModel {
  let current: ScopeOwner = owner;
  for (;;) {
    const outer = outerScope(current);
    if (!outer) break;
    current = outer;
  }
  if (current.kind === 'function') return current;
  throw new Error('scope chain does not end in a module');
}
