/** The product's source files and what each refers to, read with the compiler so that texts and comments do not count. */
import fs from 'node:fs';
import path from 'node:path';
import ts from 'typescript';

export interface Reference {
  /** A file of this repository by its path in it, or the package as it is named. */
  readonly target: string;
  /** `type`: gone at run time. `dynamic`: `import(…)`. */
  readonly form: 'value' | 'type' | 'dynamic';
}

export interface ProductModule {
  /** Path in the repository, with `/`. */
  readonly file: string;
  readonly references: readonly Reference[];
  /** Names that are called or constructed as they stand: `eval`, `require`, `Function`. */
  readonly calledNames: ReadonlySet<string>;
  /** Values of its string literals, without those that name modules. */
  readonly strings: ReadonlySet<string>;
  /** Names of module-level variables that can be assigned again. */
  readonly variables: readonly string[];
}

/** What starts: everything the product consists of is reached from here; tests and their helpers are not. */
export const entries = [
  'client/src/extension.ts',
  'server/src/main.ts',
  'rules/src/hosts/cli/main.ts',
  'rules/src/hosts/eslint/plugin.ts',
] as const;

/** By path, in no particular order. */
export function productModules(repository: string): ReadonlyMap<string, ProductModule> {
  const modules = new Map<string, ProductModule>();
  const waiting: string[] = [...entries];
  for (let file = waiting.pop(); file !== undefined; file = waiting.pop()) {
    if (modules.has(file)) continue;
    const module = read(repository, file);
    modules.set(file, module);
    waiting.push(...module.references.map(({ target }) => target).filter((target) => target.endsWith('.ts')));
  }
  return modules;
}

function read(repository: string, file: string): ProductModule {
  const source = ts.createSourceFile(file, fs.readFileSync(path.join(repository, file), 'utf8'), ts.ScriptTarget.Latest, true);
  const references: Reference[] = [];
  const calledNames = new Set<string>();
  const strings = new Set<string>();
  const refer = (specifier: ts.Expression | undefined, form: Reference['form']): void => {
    // An `import(…)` of something computed can be anything.
    const name = specifier && ts.isStringLiteralLike(specifier) ? specifier.text : '(computed)';
    references.push({ target: targetOf(file, name), form });
  };
  const visit = (node: ts.Node): void => {
    if (ts.isImportDeclaration(node)) refer(node.moduleSpecifier, isTypeOnly(node.importClause) ? 'type' : 'value');
    if (ts.isExportDeclaration(node) && node.moduleSpecifier) refer(node.moduleSpecifier, node.isTypeOnly ? 'type' : 'value');
    if (ts.isImportTypeNode(node) && ts.isLiteralTypeNode(node.argument)) refer(node.argument.literal, 'type');
    if (ts.isCallExpression(node) && node.expression.kind === ts.SyntaxKind.ImportKeyword) refer(node.arguments[0], 'dynamic');
    if ((ts.isCallExpression(node) || ts.isNewExpression(node)) && ts.isIdentifier(node.expression)) calledNames.add(node.expression.text);
    if (ts.isStringLiteralLike(node) && !ts.isImportDeclaration(node.parent) && !ts.isExportDeclaration(node.parent)) strings.add(node.text);
    ts.forEachChild(node, visit);
  };
  visit(source);
  return { file, references, calledNames, strings, variables: source.statements.flatMap(variablesOf) };
}

function isTypeOnly(clause: ts.ImportClause | undefined): boolean {
  if (!clause) return false;
  if (clause.phaseModifier === ts.SyntaxKind.TypeKeyword) return true;
  const names = clause.namedBindings;
  return !clause.name && names !== undefined && ts.isNamedImports(names) && names.elements.length > 0 && names.elements.every((element) => element.isTypeOnly);
}

function variablesOf(statement: ts.Statement): string[] {
  if (!ts.isVariableStatement(statement) || (statement.declarationList.flags & ts.NodeFlags.Const) !== 0) return [];
  return statement.declarationList.declarations.map(({ name }) => name.getText());
}

function targetOf(file: string, specifier: string): string {
  if (!specifier.startsWith('.')) return specifier;
  return path.posix.join(path.posix.dirname(file), specifier).replace(/\.js$/, '.ts');
}
