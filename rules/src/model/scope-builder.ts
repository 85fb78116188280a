/** Finds the variables of one function, class or comprehension. */
import type { ClassModel, FunctionModel } from './function.js';
import type { ComprehensionExpression, Expression, ImportedName, Node, Parameter } from './nodes.js';
import { textOf } from './place.js';
import { outerScope, positionOf, scopeOf, targetNames, type Binding, type Scope, type ScopeOwner, type Variable } from './scope.js';
import type { Answer } from './subject.js';
import { forEachChild, headerOf, walk } from './walk.js';

export function buildScope(owner: ScopeOwner): Scope {
  return new ScopeBuilder(owner).build();
}

interface Found {
  readonly name: string;
  readonly bindings: Binding[];
  /** TypeScript: written only at its declaration, as far as its own function shows (`const`, imports, functions …). */
  isConstant: boolean;
}

/** Nested writes are looked for when somebody asks: that lowers everything below. */
class WritableVariable implements Variable {
  answers: Answer | undefined = undefined;
  #bindings: readonly Binding[] | undefined;

  constructor(
    readonly key: string, readonly name: string, readonly owner: ScopeOwner, readonly escapesFunction: boolean,
    readonly own: readonly Binding[],
  ) {}

  get bindings(): readonly Binding[] {
    this.#bindings ??= [...this.own, ...(writesBelow(this.owner, isAnyFunction).get(this.key) ?? [])];
    return this.#bindings;
  }
}

class ScopeBuilder {
  readonly #variables = new Map<string, Found>();
  readonly #writes = new Map<string, Binding[]>();
  readonly #globals = new Set<string>();
  readonly #nonlocals = new Set<string>();
  readonly #starImports: ImportedName[] = [];
  readonly #mentionedBelow = new Set<string>();
  readonly #isModule: boolean;
  readonly #isPython: boolean;
  /** One closure for all nodes. */
  readonly #visitChild = (child: Node): void => { this.#visit(child); };

  constructor(readonly owner: ScopeOwner) {
    this.#isModule = owner.kind === 'function' && owner.form === 'module';
    this.#isPython = owner.kind === 'comprehension' || owner.unit.module.language === 'python';
  }

  build(): Scope {
    const { owner } = this;
    if (owner.kind === 'comprehension') this.#comprehension(owner);
    else {
      if (owner.kind === 'function') for (const parameter of owner.parameters) this.#parameter(parameter);
      for (const statement of owner.body) this.#visit(statement);
    }
    const outward = this.#takeOutward();
    const variables = new Map<string, Variable>();
    for (const [key, found] of this.#variables) variables.set(key, this.#variable(key, found));
    if (this.#isPython) this.#addDeclaredWrites(variables);
    return {
      owner, variables, globals: this.#globals, nonlocals: this.#nonlocals, outward, starImports: this.#starImports,
    };
  }

  #variable(key: string, { name, bindings, isConstant }: Found): Variable {
    const escapesFunction = this.#mentionedBelow.has(key);
    if (this.#isPython || isConstant) return { key, name, owner: this.owner, bindings, escapesFunction, answers: undefined };
    return new WritableVariable(key, name, this.owner, escapesFunction, bindings);
  }

  /** Takes out what was bound here but belongs further out. */
  #takeOutward(): Map<string, Binding[]> {
    const outward = new Map<string, Binding[]>();
    for (const key of [...this.#globals, ...this.#nonlocals]) {
      const found = this.#variables.get(key);
      if (found) outward.set(key, found.bindings);
      // At module level `global x` says nothing new.
      if (!this.#isModule) this.#variables.delete(key);
    }
    for (const [key, bindings] of this.#writes) {
      const found = this.#variables.get(key);
      if (!found) outward.set(key, bindings);
      else {
        found.bindings.push(...bindings);
        found.bindings.sort((a, b) => positionOf(a) - positionOf(b));
      }
    }
    return outward;
  }

  /** `global x; x = 1` in any function binds the module's `x`, `nonlocal x` that of the function around. */
  #addDeclaredWrites(variables: Map<string, Variable>): void {
    const { owner } = this;
    if (owner.kind !== 'function') return;
    const word = this.#isModule ? 'global' : 'nonlocal';
    if (!textOf(owner).includes(word)) return;
    for (const [key, more] of writesBelow(owner, (fn) => fn.unit.root !== fn || textOf(fn).includes(word))) {
      const known = variables.get(key);
      if (!known && !this.#isModule) continue;
      variables.set(key, { key, name: key, owner, bindings: [...(known?.bindings ?? []), ...more], escapesFunction: true, answers: undefined });
    }
  }

  #comprehension(comprehension: ComprehensionExpression): void {
    for (const clause of comprehension.clauses) {
      for (const name of targetNames(clause.target)) this.#add(name.key, name.name, { kind: 'target', node: clause, name });
    }
  }

  #parameter(parameter: Parameter): void {
    for (const name of targetNames(parameter.target)) {
      this.#add(name.key, name.name, { kind: 'parameter', node: parameter, name }).isConstant = false;
    }
  }

  #visit(node: Node): void {
    switch (node.kind) {
      case 'function':
        if (node.form === 'function' && node.name && node.parent?.kind === 'function-statement') {
          this.#add(node.name, node.name, { kind: 'function', node, name: undefined });
        }
        for (const child of headerOf(node)) if (child.kind !== 'parameter') this.#visit(child);
        for (const parameter of node.parameters) {
          if (parameter.default) this.#visit(parameter.default);
          if (parameter.annotation) this.#visit(parameter.annotation);
        }
        this.#noteMentions(node);
        return;
      case 'class':
        if (node.parent?.kind === 'class-statement') this.#add(node.name, node.name, { kind: 'class', node, name: undefined });
        for (const child of [...node.decorators, ...node.bases, ...node.keywords.values()]) this.#visit(child);
        this.#noteMentions(node);
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
        for (const target of node.targets) {
          if (!this.#isPython && !node.declares && this.owner.kind !== 'class') this.#write(target, node);
          else this.#declare(target, node, node.declares === 'let' || node.declares === 'var');
        }
        break;
      case 'assignment-expression':
        if (this.#isPython) this.#declare(node.target, node, true);
        else this.#write(node.target, node);
        break;
      case 'for':
        this.#declare(node.target, node, true);
        break;
      case 'with-item': case 'handler':
        if (node.target) this.#declare(node.target, node, true);
        break;
      case 'match-case':
        for (const name of node.captures) this.#add(name.key, name.name, { kind: 'target', node, name });
        break;
      case 'delete':
        if (this.#isPython) for (const target of node.targets) this.#declare(target, node, true);
        break;
      case 'comprehension':
        this.#visitComprehension(node);
        return;
      default: break;
    }
    forEachChild(node, this.#visitChild);
  }

  /** Its own targets are its own scope (PEP 289); only walruses inside bind here (PEP 572). */
  #visitComprehension(comprehension: ComprehensionExpression): void {
    walk(comprehension, (node) => {
      if (node.kind === 'assignment-expression') this.#declare(node.target, node, true);
      if (node.kind !== 'function') return undefined;
      this.#noteMentions(node);
      return 'skip';
    });
  }

  #declare(target: Expression, node: Node, isWritable: boolean): void {
    for (const name of targetNames(target)) {
      const found = this.#add(name.key, name.name, { kind: 'target', node, name });
      if (isWritable) found.isConstant = false;
    }
  }

  #write(target: Expression, node: Node): void {
    for (const name of targetNames(target)) {
      const binding: Binding = { kind: 'target', node, name };
      const known = this.#writes.get(name.key);
      if (known) known.push(binding);
      else this.#writes.set(name.key, [binding]);
    }
  }

  #add(key: string, name: string, binding: Binding): Found {
    let found = this.#variables.get(key);
    if (!found) this.#variables.set(key, (found = { name, bindings: [], isConstant: true }));
    found.bindings.push(binding);
    return found;
  }

  #noteMentions(below: FunctionModel | ClassModel): void {
    // Nobody asks whether a module's variables are used elsewhere, and functions do not see those of a class (PEP 227).
    if (this.#isModule || this.owner.kind === 'class') return;
    walk(below, (node) => {
      if (node.kind === 'name') this.#mentionedBelow.add(node.key);
    });
  }
}

/** What functions and classes below `owner` bind of its variables, by key. `isWanted` says which functions to look into. */
function writesBelow(owner: ScopeOwner, isWanted: (fn: FunctionModel) => boolean): Map<string, Binding[]> {
  const found = new Map<string, Binding[]>();
  walk(owner, (node) => {
    if ((node.kind !== 'function' && node.kind !== 'class') || node === owner) return undefined;
    if (node.kind === 'function' && !isWanted(node)) return 'skip';
    for (const [key, bindings] of scopeOf(node).outward) {
      if (!belongsTo(owner, node, key)) continue;
      const known = found.get(key);
      if (known) known.push(...bindings);
      else found.set(key, [...bindings]);
    }
    return undefined;
  });
  return found;
}

/** Does `key`, bound outward by `from`, mean a variable of `owner`? */
function belongsTo(owner: ScopeOwner, from: FunctionModel | ClassModel, key: string): boolean {
  const isModule = owner.kind === 'function' && owner.form === 'module';
  if (scopeOf(from).globals.has(key)) return isModule;
  for (let scope = outerScope(from); scope && scope !== owner; scope = outerScope(scope)) {
    if (scope.kind !== 'function') continue;
    const table = scopeOf(scope);
    if (table.variables.has(key) || table.globals.has(key)) return false;
  }
  // The module's own variables cannot be declared nonlocal; in TypeScript they are simply in scope.
  return !(isModule && scopeOf(from).nonlocals.has(key));
}

function isAnyFunction(): boolean {
  return true;
}
