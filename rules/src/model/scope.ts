/**
 * Names → variables. Lexical scoping as the Python reference describes it (execution model, "Resolution of names"):
 * functions, comprehensions and classes are scopes, a class scope is invisible to the functions in it. TypeScript's
 * block scopes are folded into function scopes by distinct `key`s.
 */
import type { ClassModel, FunctionModel } from './function.js';
import type {
  ComprehensionExpression, Expression, ImportedName, NameExpression, Node, Parameter, Statement,
} from './nodes.js';
import { childrenOf, headerOf, walk } from './walk.js';

export type ScopeOwner = FunctionModel | ClassModel | ComprehensionExpression;

export interface Variable {
  readonly key: string;
  readonly name: string;
  readonly owner: ScopeOwner;
  /** In source order. */
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
  /** Modules star-imported here, in source order. */
  readonly starImports: readonly ImportedName[];
}

const scopes = new WeakMap<ScopeOwner, Scope>();

/** The scope of a function, class or comprehension (cached while the model node lives). */
export function scopeOf(owner: ScopeOwner): Scope {
  let scope = scopes.get(owner);
  if (!scope) {
    scope = new ScopeBuilder(owner).build();
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
      if (table.globals.has(key)) return scopeOf(moduleRoot(scope)).variables.get(key);
      const variable = table.nonlocals.has(key) ? undefined : table.variables.get(key);
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
      const fn: FunctionModel = current;
      if (child.kind === 'parameter') {
        if (node === child.target || node === child || isWithin(node, child.target)) return fn;
      } else if (!headerOf(fn).includes(child)) return fn;
      return definitionScope(fn);
    }
    if (current.kind === 'class') {
      const isBody = current.body.some((statement) => statement === child);
      return isBody ? current : definitionScope(current);
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

function isAugmentedTarget(name: NameExpression): boolean {
  return (name.parent?.kind === 'assignment' || name.parent?.kind === 'assignment-expression') && name.parent.operator !== undefined;
}

function isFirstIterable(comprehension: ComprehensionExpression, child: Node): boolean {
  return child === comprehension.clauses[0]?.iterable;
}

function isWithin(node: Node, ancestor: Node): boolean {
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

function outerScope(owner: ScopeOwner): ScopeOwner | undefined {
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

class ScopeBuilder {
  readonly #variables = new Map<string, { name: string; bindings: Binding[] }>();
  readonly #globals = new Set<string>();
  readonly #nonlocals = new Set<string>();
  readonly #starImports: ImportedName[] = [];
  readonly #readBelow = new Set<string>();

  constructor(readonly owner: ScopeOwner) {}

  build(): Scope {
    const { owner } = this;
    if (owner.kind === 'comprehension') this.#comprehension(owner);
    else {
      if (owner.kind === 'function') for (const parameter of owner.parameters) this.#parameter(parameter);
      for (const statement of owner.body) this.#visit(statement);
    }
    const variables = new Map<string, Variable>();
    for (const [key, { name, bindings }] of this.#variables) {
      if (this.#globals.has(key) || this.#nonlocals.has(key)) continue;
      variables.set(key, { key, name, owner, bindings, escapesFunction: this.#readBelow.has(key) });
    }
    this.#addGlobalWrites(variables);
    return { owner, variables, globals: this.#globals, nonlocals: this.#nonlocals, starImports: this.#starImports };
  }

  /** `global x; x = 1` in any function binds the module's `x`. */
  #addGlobalWrites(variables: Map<string, Variable>): void {
    const { owner } = this;
    if (owner.kind !== 'function') return;
    const isModule = owner.form === 'module';
    const { text, language } = owner.unit.module;
    if (language !== 'python' || !text.includes(isModule ? 'global' : 'nonlocal')) return;
    walk(owner, (node) => {
      if (node.kind !== 'function' || node === owner) return;
      for (const statement of scopeStatements(node)) {
        for (const name of statement.names) {
          if ((statement.scope === 'global') !== isModule) continue;
          const known = variables.get(name);
          if (!known && !isModule) continue;
          const bindings = [...(known?.bindings ?? []), ...writesIn(node, name)];
          variables.set(name, { key: name, name, owner, bindings, escapesFunction: true });
        }
      }
    });
  }

  #comprehension(comprehension: ComprehensionExpression): void {
    for (const clause of comprehension.clauses) {
      for (const name of targetNames(clause.target)) this.#add(name.key, name.name, { kind: 'target', node: clause, name });
    }
  }

  #parameter(parameter: Parameter): void {
    for (const name of targetNames(parameter.target)) {
      this.#add(name.key, name.name, { kind: 'parameter', node: parameter, name });
    }
  }

  #visit(node: Node): void {
    switch (node.kind) {
      case 'function':
        if (node.form === 'function' && node.name && node.parent?.kind === 'function-statement') {
          this.#add(node.name, node.name, { kind: 'function', node, name: undefined });
        }
        for (const child of headerOf(node)) if (child.kind !== 'parameter') this.#visit(child);
        for (const parameter of node.parameters) if (parameter.default) this.#visit(parameter.default);
        this.#noteReads(node);
        return;
      case 'class':
        if (node.parent?.kind === 'class-statement') this.#add(node.name, node.name, { kind: 'class', node, name: undefined });
        for (const child of [...node.decorators, ...node.bases, ...node.keywords.values()]) this.#visit(child);
        this.#noteReads(node);
        return;
      case 'import':
        for (const imported of node.names) {
          if (imported.imported === '*') this.#starImports.push(imported);
          else this.#add(imported.local, imported.local, { kind: 'import', node, imported, name: undefined });
        }
        return;
      case 'scope':
        for (const name of node.names) (node.scope === 'global' ? this.#globals : this.#nonlocals).add(name);
        return;
      case 'assignment':
        for (const target of node.targets) this.#target(target, node);
        break;
      case 'assignment-expression': this.#target(node.target, node); break;
      case 'for': this.#target(node.target, node); break;
      case 'with-item': case 'handler':
        if (node.target) this.#target(node.target, node);
        break;
      case 'match-case':
        for (const name of node.captures) this.#add(name.key, name.name, { kind: 'target', node, name });
        break;
      case 'delete':
        for (const target of node.targets) this.#target(target, node);
        break;
      case 'comprehension':
        // Its own targets are its own scope (PEP 289); only walruses inside bind here (PEP 572).
        this.#noteReads(node);
        walk(node, (inner) => {
          if (inner.kind === 'function') return 'skip';
          if (inner.kind === 'assignment-expression') this.#target(inner.target, inner);
          return undefined;
        });
        return;
      default: break;
    }
    for (const child of childrenOf(node)) this.#visit(child);
  }

  #target(target: Expression, node: Node): void {
    for (const name of targetNames(target)) this.#add(name.key, name.name, { kind: 'target', node, name });
  }

  #add(key: string, name: string, binding: Binding): void {
    const known = this.#variables.get(key);
    if (known) known.bindings.push(binding);
    else this.#variables.set(key, { name, bindings: [binding] });
  }

  #noteReads(below: Node): void {
    const isModule = this.owner.kind === 'function' && this.owner.form === 'module';
    if (isModule || below.kind === 'comprehension') return;
    walk(below, (node) => {
      if (node.kind === 'name') this.#readBelow.add(node.key);
    });
  }
}

function scopeStatements(fn: FunctionModel): { scope: 'global' | 'nonlocal'; names: readonly string[] }[] {
  const found: { scope: 'global' | 'nonlocal'; names: readonly string[] }[] = [];
  const visit = (node: Node): void => {
    if (node.kind === 'function' || node.kind === 'class') return;
    if (node.kind === 'scope') found.push(node);
    for (const child of childrenOf(node)) visit(child);
  };
  for (const statement of fn.body) visit(statement);
  return found;
}

function writesIn(fn: FunctionModel, name: string): Binding[] {
  const builder = new Map<string, Binding[]>();
  const note = (target: Expression, node: Node): void => {
    for (const found of targetNames(target)) builder.set(found.key, [...(builder.get(found.key) ?? []), { kind: 'target', node, name: found }]);
  };
  const visit = (node: Node): void => {
    if (node.kind === 'function' || node.kind === 'class') return;
    if (node.kind === 'assignment') for (const target of node.targets) note(target, node);
    else if (node.kind === 'assignment-expression' || node.kind === 'for') note(node.target, node);
    else if ((node.kind === 'with-item' || node.kind === 'handler') && node.target) note(node.target, node);
    for (const child of childrenOf(node)) visit(child);
  };
  for (const statement of fn.body) visit(statement);
  return builder.get(name) ?? [];
}
