/** A program with its checker, asked so that no answer is ever an exception. */
import type ts from 'typescript';
import { originOf } from '../../lowering/typescript/index.js';
import type { Expression, ModuleModel, Node } from '../../model/index.js';
import type { TypeScriptCompiler } from '../../syntax/typescript/load.js';

export class CheckedProgram {
  #checker: ts.TypeChecker | undefined;

  /** `lower` gives the model of a source file: the same one whenever it is asked. */
  constructor(readonly ts: TypeScriptCompiler, readonly program: ts.Program, readonly lower: (file: ts.SourceFile) => ModuleModel | undefined) {}

  /**
   * Asks the checker. Undefined when it fails, which it does on some broken programs and when code is nested so deeply
   * that the call stack ends.
   */
  ask<T>(question: (checker: ts.TypeChecker) => T): T | undefined {
    try {
      this.#checker ??= this.program.getTypeChecker();
      return question(this.#checker);
    } catch {
      return undefined;
    }
  }

  /** The model of a file of the project or of an installed package with JavaScript sources; undefined for declarations. */
  moduleOf(file: ts.SourceFile): ModuleModel | undefined {
    if (file.isDeclarationFile || file.fileName.endsWith('.json')) return undefined;
    return this.lower(file);
  }

  /** The syntax of a model node that this very program holds. */
  syntaxOf(node: Node): ts.Node | undefined {
    const syntax = originOf(node);
    // Parents are there once the checker has bound the files.
    if (!syntax || !this.ask(() => true)) return undefined;
    const file = syntax.getSourceFile() as ts.SourceFile | undefined;
    return file && this.program.getSourceFile(file.fileName) === file ? syntax : undefined;
  }

  /** The type of an expression as it is used: with the assertions around it, narrowed by the flow before it. */
  typeOf(expression: Expression): ts.Type | undefined {
    const syntax = this.syntaxOf(expression);
    if (!syntax) return undefined;
    return this.ask((checker) => checker.getTypeAtLocation(this.#withWrapping(syntax)));
  }

  #withWrapping(syntax: ts.Node): ts.Node {
    const { ts } = this;
    let current = syntax;
    for (let { parent } = current; parent; parent = current.parent) {
      const isWrapping = ts.isParenthesizedExpression(parent) || ts.isAssertionExpression(parent) || ts.isSatisfiesExpression(parent) || ts.isNonNullExpression(parent);
      if (!isWrapping) break;
      current = parent;
    }
    return current;
  }

  /** The symbol that an identifier, property access or property name means, imports not followed. */
  symbolAt(syntax: ts.Node): ts.Symbol | undefined {
    const { ts } = this;
    return this.ask((checker) => {
      if (syntax.parent && ts.isShorthandPropertyAssignment(syntax.parent)) return checker.getShorthandAssignmentValueSymbol(syntax.parent);
      const symbol = checker.getSymbolAtLocation(syntax);
      return symbol && !checker.isUnknownSymbol(symbol) ? symbol : undefined;
    });
  }

  /** As `symbolAt`, with imports and re-exports followed to the declaration. */
  resolvedSymbolAt(syntax: ts.Node): ts.Symbol | undefined {
    const symbol = this.symbolAt(syntax);
    return symbol && this.withoutAlias(symbol);
  }

  withoutAlias(symbol: ts.Symbol): ts.Symbol | undefined {
    if ((symbol.flags & this.ts.SymbolFlags.Alias) === 0) return symbol;
    return this.ask((checker) => {
      const target = checker.getAliasedSymbol(symbol);
      return checker.isUnknownSymbol(target) ? undefined : target;
    });
  }

  /** Is it declared in code of the project (or in JavaScript that the program reads), and not in a `.d.ts`? */
  isInSource(declaration: ts.Node): boolean {
    return !declaration.getSourceFile().isDeclarationFile;
  }
}
