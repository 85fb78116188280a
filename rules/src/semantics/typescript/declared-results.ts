/**
 * What calls give by their declarations alone. The checker finds out a call's type by choosing an overload, for which it looks
 * at every argument; where all declarations of the callee say the same, that is work for nothing: half the time of a check.
 */
import type ts from 'typescript';
import type { CheckedProgram } from './checked-program.js';

/** `yes`: a promise of the language. Undefined: the checker has to be asked. */
export type DeclaredResult = 'yes' | 'no' | undefined;

export class DeclaredResults {
  readonly #known = new WeakMap<ts.Symbol, { readonly result: DeclaredResult }>();

  constructor(readonly checked: CheckedProgram) {}

  /** Is what the call gives awaitable, whatever it is given? */
  of(node: ts.Node): DeclaredResult {
    const { ts } = this.checked;
    if (!ts.isCallExpression(node) || isAsserted(node, ts)) return undefined;
    const symbol = this.calleeOf(node);
    if (!symbol) return undefined;
    let known = this.#known.get(symbol);
    if (!known) this.#known.set(symbol, (known = { result: this.#ofSymbol(symbol) }));
    return known.result;
  }

  /** The function or method that the call names; what is held in variables and properties may be anything of its type. */
  calleeOf({ expression }: ts.CallExpression): ts.Symbol | undefined {
    const { ts } = this.checked;
    const name = ts.isIdentifier(expression) ? expression : ts.isPropertyAccessExpression(expression) ? expression.name : undefined;
    const symbol = name && this.checked.resolvedSymbolAt(name);
    return symbol && (symbol.flags & (ts.SymbolFlags.Function | ts.SymbolFlags.Method)) !== 0 && (symbol.flags & ts.SymbolFlags.Variable) === 0 ? symbol : undefined;
  }

  #ofSymbol({ declarations = [] }: ts.Symbol): DeclaredResult {
    const [first, ...others] = declarations.map((declaration) => this.#ofDeclaration(declaration));
    return others.every((other) => other === first) ? first : undefined;
  }

  #ofDeclaration(node: ts.Declaration): DeclaredResult {
    const { ts } = this.checked;
    if (!ts.isFunctionLike(node) || ts.isJSDocSignature(node)) return undefined;
    if (node.type) return this.#ofType(node.type);
    const isGenerator = (ts.isFunctionDeclaration(node) || ts.isMethodDeclaration(node)) && node.asteriskToken !== undefined;
    return !isGenerator && (ts.getCombinedModifierFlags(node) & ts.ModifierFlags.Async) !== 0 ? 'yes' : undefined;
  }

  #ofType(type: ts.TypeNode): DeclaredResult {
    const { ts } = this.checked;
    switch (type.kind) {
      case ts.SyntaxKind.VoidKeyword: case ts.SyntaxKind.StringKeyword: case ts.SyntaxKind.NumberKeyword: case ts.SyntaxKind.BooleanKeyword:
      case ts.SyntaxKind.BigIntKeyword: case ts.SyntaxKind.SymbolKeyword: case ts.SyntaxKind.UndefinedKeyword: case ts.SyntaxKind.LiteralType:
      case ts.SyntaxKind.ArrayType: case ts.SyntaxKind.TupleType: case ts.SyntaxKind.TypePredicate:
        return 'no';
      default: return ts.isTypeReferenceNode(type) && ts.isIdentifier(type.typeName) && type.typeName.text === 'Promise' && this.#isOfLanguage(type.typeName) ? 'yes' : undefined;
    }
  }

  #isOfLanguage(name: ts.Identifier): boolean {
    const symbol = this.checked.symbolAt(name);
    return symbol?.declarations?.some((declaration) => this.checked.program.isSourceFileDefaultLibrary(declaration.getSourceFile())) === true;
  }
}

/** `load() as unknown as string`: what counts is what it is said to be. */
function isAsserted(node: ts.Node, ts: CheckedProgram['ts']): boolean {
  let { parent } = node;
  while (parent && ts.isParenthesizedExpression(parent)) ({ parent } = parent);
  return parent !== undefined && (ts.isAssertionExpression(parent) || ts.isSatisfiesExpression(parent) || ts.isNonNullExpression(parent));
}
