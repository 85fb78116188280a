/** Which classes a value may be an instance of: by the checker, or by how it was made where types are missing. */
import type ts from 'typescript';
import { lookupClass, lookupFunction } from '../../knowledge/index.js';
import type { LibraryFacts } from '../../knowledge/facts.js';
import { moduleOf } from '../../model/index.js';
import type { CheckedProgram } from './checked-program.js';
import { classOfSymbol } from './declarations.js';
import { LibraryNames } from './library-names.js';

const LONGEST_VALUE_CHAIN = 12;

export class Receivers {
  readonly names: LibraryNames;
  readonly #active = new Set<ts.Node>();

  constructor(readonly checked: CheckedProgram) {
    this.names = new LibraryNames(checked, (object) => {
      const classes = this.classesOf(object);
      return classes.length === 1 && classes[0] && !classes[0].includes(':/') ? classes[0] : undefined;
    });
  }

  /** Canonical names, `path:Class` for classes of the project; [] when one of them is not known. */
  classesOf(expression: ts.Expression): readonly string[] {
    const type = this.checked.ask((checker) => checker.getNonNullableType(checker.getTypeAtLocation(expression)));
    const byType = type ? this.#ofType(type) : [];
    if (byType.length > 0) return byType;
    const made = this.#made(expression, 0);
    return made === undefined ? [] : [made];
  }

  #ofType(type: ts.Type): readonly string[] {
    const parts = type.isUnion() ? type.types : [type];
    const names = new Set<string>();
    for (const part of parts) {
      const name = this.#nameOfType(part);
      if (name === undefined) return [];
      names.add(name);
    }
    return [...names];
  }

  #nameOfType(type: ts.Type): string | undefined {
    const { ts } = this.checked;
    if (type.flags & ts.TypeFlags.StringLike) return 'String';
    if (type.flags & ts.TypeFlags.NumberLike) return 'Number';
    if (type.flags & ts.TypeFlags.BooleanLike) return 'Boolean';
    const target = type.flags & ts.TypeFlags.TypeParameter ? this.checked.ask((checker) => checker.getBaseConstraintOfType(type)) : type;
    if (target && this.checked.ask((checker) => checker.isArrayType(target) || checker.isTupleType(target))) return 'Array';
    const symbol = target?.getSymbol();
    if (!symbol) return undefined;
    const cls = classOfSymbol(symbol, this.checked);
    if (cls) return projectClassName(moduleOf(cls).path, cls.qualifiedName);
    // Only named types: an object literal's or function's symbol is called `__object`, `__type`, `__function`.
    const isNamed = (symbol.flags & (ts.SymbolFlags.Class | ts.SymbolFlags.Interface)) !== 0;
    return isNamed ? this.names.ofSymbol(symbol) : undefined;
  }

  /** Without types: `new X()`, what the tables say a call returns, the constant that holds one. */
  #made(expression: ts.Expression, depth: number): string | undefined {
    const { ts } = this.checked;
    if (depth > LONGEST_VALUE_CHAIN || this.#active.has(expression)) return undefined;
    this.#active.add(expression);
    try {
      if (ts.isParenthesizedExpression(expression) || ts.isNonNullExpression(expression)) return this.#made(expression.expression, depth + 1);
      if (ts.isAwaitExpression(expression)) {
        const call = expression.expression;
        const facts = ts.isCallExpression(call) ? this.factsOf(call) : undefined;
        const made = facts?.awaitable ? this.#returned(call, facts) : undefined;
        return made !== undefined && isPending(made) ? lookupClass(made)?.awaitResult : made;
      }
      if (ts.isCallExpression(expression) || ts.isNewExpression(expression)) {
        const facts = this.factsOf(expression);
        if (ts.isNewExpression(expression)) {
          const name = this.names.ofCallee(expression.expression);
          return facts?.returns ?? name;
        }
        const made = facts && this.#returned(expression, facts);
        return facts?.awaitable && !(made !== undefined && isPending(made)) ? undefined : made;
      }
      return ts.isIdentifier(expression) ? this.#constant(expression, depth) : undefined;
    } finally {
      this.#active.delete(expression);
    }
  }

  #returned(call: ts.Expression, facts: LibraryFacts): string | undefined {
    const { ts } = this.checked;
    if (facts.returns !== 'self') return facts.returns;
    if (!ts.isCallExpression(call) || !ts.isPropertyAccessExpression(call.expression)) return undefined;
    const classes = this.classesOf(call.expression.expression);
    return classes.length === 1 ? classes[0] : undefined;
  }

  #constant(name: ts.Identifier, depth: number): string | undefined {
    const { ts } = this.checked;
    const symbol = this.checked.resolvedSymbolAt(name);
    const declaration = symbol?.valueDeclaration;
    // `exports.users = new Pool()`, and nothing else is assigned to it.
    if (declaration && symbol.declarations?.length === 1 && ts.isPropertyAccessExpression(declaration) && ts.isBinaryExpression(declaration.parent)) {
      return this.#made(declaration.parent.right, depth + 1);
    }
    if (!declaration || !ts.isVariableDeclaration(declaration) || declaration.type || !declaration.initializer) return undefined;
    if ((ts.getCombinedNodeFlags(declaration) & ts.NodeFlags.Const) === 0) return undefined;
    return this.#made(declaration.initializer, depth + 1);
  }

  /** What the tables say about the callee. */
  factsOf(call: ts.CallExpression | ts.NewExpression): LibraryFacts | undefined {
    const name = this.names.ofCallee(call.expression);
    return name === undefined ? undefined : lookupFunction(name);
  }
}

/** What stands between a call and its result and has methods of its own: `Model.find(…).sort(…)`. */
function isPending(cls: string): boolean {
  return lookupClass(cls)?.awaitable !== undefined;
}

export function projectClassName(path: string, qualifiedName: string): string {
  return `${path}:${qualifiedName}`;
}
