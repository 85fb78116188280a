/** Everything a function's own code runs: calls, getters and setters, iteration, callbacks that run at once, disposal. */
import {
  childrenOf, type AssignmentStatement, type CallExpression, type ClassModel, type Expression, type ForStatement, type FunctionModel, type MemberExpression,
  type Node, type Statement,
} from '../../model/index.js';
import type { Invocation, Targets } from '../semantics.js';
import { accessorNames } from './accessor-names.js';
import { UNKNOWN_TARGETS, type CallTargets } from './call-targets.js';
import type { CheckedProgram } from './checked-program.js';

/**
 * Library callables that call their function argument before they return, by name and position (ECMA-262). What such a
 * callback does, the caller does.
 */
const CALLS_AT_ONCE: ReadonlyMap<string, number> = new Map([
  ...['forEach', 'map', 'filter', 'some', 'every', 'find', 'findIndex', 'findLast', 'findLastIndex', 'flatMap', 'reduce', 'reduceRight', 'sort', 'toSorted']
    .map((name): [string, number] => [`Array.${name}`, 0]),
  ['Map.forEach', 0], ['Set.forEach', 0], ['String.replace', 1], ['String.replaceAll', 1], ['Array.from', 1], ['Promise', 0], ['Promise.try', 0],
]);

export class Invocations {
  #accessors: ReadonlySet<string> | undefined;

  constructor(readonly checked: CheckedProgram, readonly targets: CallTargets) {}

  /** In evaluation order. Field initialisers belong to the constructor; a class's definition runs its static parts only. */
  of(fn: FunctionModel): readonly Invocation[] {
    const found: Invocation[] = [];
    const cls = fn.name === 'constructor' && fn.method === 'instance' ? fn.owner : undefined;
    if (cls) for (const field of this.#instanceFields(cls)) this.#visit(field.value, found);
    for (const parameter of fn.parameters) this.#visit(parameter.default, found);
    for (const statement of fn.body) this.#visit(statement, found);
    return found;
  }

  #visit(node: Node | undefined, found: Invocation[]): void {
    if (!node) return;
    switch (node.kind) {
      case 'function': for (const decorator of node.decorators) this.#visit(decorator, found); return;
      case 'class': {
        const fields = new Set<Statement>(this.#instanceFields(node));
        for (const child of childrenOf(node)) if (!fields.has(child as Statement)) this.#visit(child, found);
        return;
      }
      case 'for':
        this.#visit(node.iterable, found);
        found.push(...this.#iteration(node));
        for (const part of [node.target, ...node.body]) this.#visit(part, found);
        return;
      default: break;
    }
    for (const child of childrenOf(node)) this.#visit(child, found);
    if (node.kind === 'call') found.push(...this.#call(node));
    else if (node.kind === 'member') found.push(...this.#accessor(node));
    else if (node.kind === 'assignment') found.push(...this.#disposal(node));
  }

  /** Fields whose initialisers run with each `new`; those of a class without a written constructor count nowhere. */
  #instanceFields(cls: ClassModel): AssignmentStatement[] {
    const { ts } = this.checked;
    return cls.body.filter((statement): statement is AssignmentStatement => {
      const syntax = statement.kind === 'assignment' ? this.checked.syntaxOf(statement) : undefined;
      return syntax !== undefined && ts.isPropertyDeclaration(syntax) && (ts.getCombinedModifierFlags(syntax) & ts.ModifierFlags.Static) === 0;
    });
  }

  #call(node: CallExpression): Invocation[] {
    const targets = this.targets.of(node);
    const call: Invocation = { node, form: 'call', targets, awaited: isAwaited(node) };
    const functions = this.#callbacks(node, targets);
    return functions.length > 0 ? [call, { node, form: 'call', targets: { ...UNKNOWN_TARGETS, functions, complete: true }, awaited: false }] : [call];
  }

  #callbacks(node: CallExpression, { library }: Targets): FunctionModel[] {
    const [callable] = library;
    const position = callable && CALLS_AT_ONCE.get(callable.name);
    const given = position === undefined ? undefined : node.arguments[position];
    if (!given || node.arguments.some((argument) => argument.spread !== 'none')) return [];
    if (given.value.kind === 'function-expression') return [given.value.fn];
    const syntax = this.checked.syntaxOf(given.value);
    return syntax && this.checked.ts.isExpression(syntax) ? this.targets.referenced(syntax) : [];
  }

  /** A property of the project's own classes and objects that runs a getter, or a setter when it is assigned to. */
  #accessor(node: MemberExpression): Invocation[] {
    this.#accessors ??= accessorNames(this.checked.program);
    if (!this.#accessors.has(node.name)) return [];
    const { ts } = this.checked;
    const syntax = this.checked.syntaxOf(node);
    if (!syntax || !ts.isPropertyAccessExpression(syntax)) return [];
    const symbol = this.checked.resolvedSymbolAt(syntax.name);
    if (!symbol || (symbol.flags & ts.SymbolFlags.Accessor) === 0) return [];
    const wanted = isStored(node) ? 'setter' : 'getter';
    const functions = this.targets.bySymbol(symbol).filter((fn) => fn.method === wanted);
    if (functions.length === 0) return [];
    return [{ node, form: 'property', targets: { functions, library: [], constructs: undefined, complete: true }, awaited: isAwaited(node) }];
  }

  /** The iterator's own code: a generator that is called in the head, or the class's `[Symbol.iterator]`. */
  #iteration(node: ForStatement): Invocation[] {
    if (node.over === 'keys') return [];
    const functions = this.#generators(node.iterable, node.isAsync ? 'asyncIterator' : 'iterator');
    if (functions.length === 0) return [];
    return [{ node, form: 'iteration', targets: { functions, library: [], constructs: undefined, complete: true }, awaited: node.isAsync }];
  }

  #generators(iterable: Expression, symbol: string): FunctionModel[] {
    if (iterable.kind === 'call') {
      const called = this.targets.of(iterable).functions.filter((fn) => fn.isGenerator);
      if (called.length > 0) return called;
    }
    return this.#wellKnownMethod(iterable, symbol);
  }

  /** `await using`/`using`: leaving the block runs the value's `[Symbol.dispose]`. */
  #disposal(node: AssignmentStatement): Invocation[] {
    if ((node.declares !== 'using' && node.declares !== 'await-using') || !node.value) return [];
    const isAsync = node.declares === 'await-using';
    const functions = this.#wellKnownMethod(node.value, isAsync ? 'asyncDispose' : 'dispose');
    if (functions.length === 0) return [];
    return [{ node, form: 'exit', targets: { functions, library: [], constructs: undefined, complete: true }, awaited: isAsync }];
  }

  #wellKnownMethod(value: Expression, name: string): FunctionModel[] {
    const type = this.checked.typeOf(value);
    // The checker calls the member of `Symbol.iterator` `__@iterator@12`.
    const member = type?.getProperties().find((property) => property.name.startsWith(`__@${name}@`));
    return member ? this.targets.bySymbol(member) : [];
  }
}

function isAwaited(node: Expression): boolean {
  return node.parent?.kind === 'await';
}

function isStored(node: MemberExpression): boolean {
  const { parent } = node;
  if (parent?.kind === 'assignment') return parent.targets.includes(node) && parent.operator === undefined;
  return parent?.kind === 'assignment-expression' && parent.target === node && parent.operator === undefined;
}
