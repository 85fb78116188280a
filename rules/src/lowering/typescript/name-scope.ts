/**
 * Block scopes folded into function scopes. The model resolves names per function (`scope.ts`), so a `let`, `const`,
 * `using` or catch variable of an inner block gets a key of its own, `x@120` with the block's offset; everything else
 * (`var`, parameters, functions, classes, imports, what stands directly in a function's body) has its name as key.
 */
import type ts from 'typescript';
import type { TypeScriptCompiler } from '../../syntax/typescript/load.js';
import { requiredNames } from './require.js';

export class NameScope {
  readonly #keys = new Map<string, string>();

  constructor(readonly outer: NameScope | undefined) {}

  declare(name: string, key: string): void {
    this.#keys.set(name, key);
  }

  /** The key of the variable that a name means here. */
  keyOf(name: string): string {
    for (let scope: NameScope | undefined = this; scope; scope = scope.outer) {
      const key = scope.#keys.get(name);
      if (key !== undefined) return key;
    }
    return name;
  }
}

/** Declares what stands directly in a function's or module's body, and the `var`s from anywhere in it. */
export function declareBody(ts: TypeScriptCompiler, statements: readonly ts.Node[], scope: NameScope): void {
  for (const { name } of lexicalNames(ts, statements)) scope.declare(name, name);
  for (const name of hoistedNames(ts, statements)) scope.declare(name, name);
}

/** The scope of a block at `offset`; the outer one when it declares nothing. */
export function blockScope(ts: TypeScriptCompiler, statements: readonly ts.Node[], offset: number, outer: NameScope): NameScope {
  const names = lexicalNames(ts, statements);
  if (names.length === 0) return outer;
  const scope = new NameScope(outer);
  for (const { name, isVariable } of names) scope.declare(name, isVariable ? `${name}@${offset}` : name);
  return scope;
}

interface LexicalName {
  readonly name: string;
  /** `let`, `const`, `using`; the others are bound under their plain name. */
  readonly isVariable: boolean;
}

function lexicalNames(ts: TypeScriptCompiler, statements: readonly ts.Node[]): LexicalName[] {
  return statements.flatMap((statement): LexicalName[] => {
    if (ts.isVariableStatement(statement)) return lexicalVariables(ts, statement.declarationList);
    if (ts.isVariableDeclarationList(statement)) return lexicalVariables(ts, statement);
    if (ts.isFunctionDeclaration(statement) || ts.isClassDeclaration(statement) || ts.isEnumDeclaration(statement)) {
      return statement.name ? [{ name: statement.name.text, isVariable: false }] : [];
    }
    if (ts.isLabeledStatement(statement)) return lexicalNames(ts, [statement.statement]);
    if (ts.isImportEqualsDeclaration(statement)) return [{ name: statement.name.text, isVariable: false }];
    if (ts.isImportDeclaration(statement)) return importedNames(ts, statement.importClause);
    return [];
  });
}

function lexicalVariables(ts: TypeScriptCompiler, list: ts.VariableDeclarationList): LexicalName[] {
  if ((list.flags & ts.NodeFlags.BlockScoped) === 0) return [];
  return list.declarations.flatMap((declaration) => {
    const isVariable = requiredNames(ts, declaration) === undefined;
    return boundNames(ts, declaration.name).map((name) => ({ name, isVariable }));
  });
}

function importedNames(ts: TypeScriptCompiler, clause: ts.ImportClause | undefined): LexicalName[] {
  if (!clause) return [];
  const { name, namedBindings } = clause;
  const locals = name ? [name] : [];
  if (namedBindings && ts.isNamespaceImport(namedBindings)) locals.push(namedBindings.name);
  else if (namedBindings) locals.push(...namedBindings.elements.map((element) => element.name));
  return locals.map((local) => ({ name: local.text, isVariable: false }));
}

/** The names of a declaration: one, or those in a destructuring pattern. */
export function boundNames(ts: TypeScriptCompiler, name: ts.BindingName): string[] {
  if (ts.isIdentifier(name)) return [name.text];
  return name.elements.flatMap((element) => (ts.isOmittedExpression(element) ? [] : boundNames(ts, element.name)));
}

/** `var` declarations of these statements, at any depth but in nested functions and classes. */
function hoistedNames(ts: TypeScriptCompiler, statements: readonly ts.Node[]): string[] {
  const found: string[] = [];
  // A stack instead of recursion: chains of `else if` may be long.
  const stack = [...statements];
  for (let node = stack.pop(); node; node = stack.pop()) {
    if (ts.isVariableDeclarationList(node)) {
      if ((node.flags & ts.NodeFlags.BlockScoped) === 0) found.push(...node.declarations.flatMap(({ name }) => boundNames(ts, name)));
    } else if (mayHoldStatements(ts, node)) ts.forEachChild(node, (child) => void stack.push(child));
  }
  return found;
}

function mayHoldStatements(ts: TypeScriptCompiler, node: ts.Node): boolean {
  switch (node.kind) {
    case ts.SyntaxKind.VariableStatement: case ts.SyntaxKind.Block: case ts.SyntaxKind.IfStatement:
    case ts.SyntaxKind.DoStatement: case ts.SyntaxKind.WhileStatement: case ts.SyntaxKind.ForStatement:
    case ts.SyntaxKind.ForInStatement: case ts.SyntaxKind.ForOfStatement: case ts.SyntaxKind.WithStatement:
    case ts.SyntaxKind.SwitchStatement: case ts.SyntaxKind.CaseBlock: case ts.SyntaxKind.CaseClause:
    case ts.SyntaxKind.DefaultClause: case ts.SyntaxKind.LabeledStatement: case ts.SyntaxKind.TryStatement:
    case ts.SyntaxKind.CatchClause:
      return true;
    default:
      return false;
  }
}
