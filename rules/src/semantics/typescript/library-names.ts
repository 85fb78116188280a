/**
 * Canonical names of what libraries export, with or without their types: `node:fs.readFileSync`, `Promise.all`,
 * `AbortController`. Methods are `Class.method` as in the knowledge tables (`Promise.then`, `Array.forEach`).
 *
 * Imports are read off their syntax, so that `import { readFileSync } from 'fs'` is known when `@types/node` is not
 * installed; methods need the type of their receiver.
 */
import type ts from 'typescript';
import { requiredModule } from '../../lowering/typescript/index.js';
import { canonicalName, isLibraryModule, lookupFunction, tables } from '../../knowledge/index.js';
import type { CheckedProgram } from './checked-program.js';
import { canonicalModule, packageOf } from './module-names.js';

/** Aliases followed before giving up: `const a = b; const c = a; …`, re-exports of re-exports. */
const LONGEST_ALIAS_CHAIN = 12;

/** Globals that mean something when no types say so: the first parts of the names in the tables. */
const KNOWN_GLOBALS = new Set(
  tables.filter((table) => table.module === 'globalThis').flatMap((table) => [...Object.keys(table.functions), ...Object.keys(table.classes)])
    .map((name) => name.split('.')[0] ?? name).concat('globalThis', 'window', 'global', 'process', 'Array', 'Buffer'),
);

export class LibraryNames {
  constructor(readonly checked: CheckedProgram, readonly receiverClass: (object: ts.Expression) => string | undefined) {}

  /** The name of a reference (not of the value of a call); undefined for the project's own things and the unknown. */
  of(expression: ts.Expression): string | undefined {
    const name = this.#expression(expression, 0);
    return name === undefined ? undefined : canonicalName(name, 'typescript');
  }

  /** `const knex = require('knex'); knex(…)`: who calls a module calls what it exports by default. */
  ofCallee(callee: ts.Expression): string | undefined {
    const name = this.of(callee);
    return name !== undefined && isLibraryModule(name, 'typescript') ? canonicalName(`${name}.default`, 'typescript') : name;
  }

  /** The name of a class, interface, function or variable that a declaration file declares. */
  ofSymbol(symbol: ts.Symbol): string | undefined {
    const name = this.#declared(symbol);
    return name === undefined ? undefined : canonicalName(name, 'typescript');
  }

  #expression(wrapped: ts.Expression, depth: number): string | undefined {
    if (depth > LONGEST_ALIAS_CHAIN) return undefined;
    const { ts } = this.checked;
    const node = unwrapped(ts, wrapped);
    if (ts.isIdentifier(node)) return this.#identifier(node, depth);
    if (ts.isPropertyAccessExpression(node)) return this.#member(node.expression, node.name.text, node.name, depth);
    if (ts.isElementAccessExpression(node)) {
      const key = node.argumentExpression;
      return ts.isStringLiteralLike(key) ? this.#member(node.expression, key.text, key, depth) : undefined;
    }
    if (ts.isAwaitExpression(node)) return this.#dynamicImport(node.expression);
    if (!ts.isCallExpression(node)) return undefined;
    const required = requiredModule(ts, node);
    return required === undefined || this.#isShadowed(node, 'require') ? undefined : canonicalModule(required);
  }

  #dynamicImport(node: ts.Expression): string | undefined {
    const { ts } = this.checked;
    if (!ts.isCallExpression(node) || node.expression.kind !== ts.SyntaxKind.ImportKeyword) return undefined;
    const [specifier] = node.arguments;
    return specifier && ts.isStringLiteralLike(specifier) ? canonicalModule(specifier.text) : undefined;
  }

  #isShadowed(call: ts.CallExpression, name: string): boolean {
    const symbol = this.checked.symbolAt(call.expression);
    return symbol?.declarations?.some((declaration) => this.checked.isInSource(declaration)) === true && symbol.name === name;
  }

  #identifier(node: ts.Identifier, depth: number): string | undefined {
    const symbol = this.checked.symbolAt(node);
    if (symbol) return this.#symbol(symbol, depth);
    return KNOWN_GLOBALS.has(node.text) ? node.text : undefined;
  }

  #member(object: ts.Expression, name: string, nameNode: ts.Node, depth: number): string | undefined {
    const base = this.#expression(object, depth + 1);
    if (base !== undefined) return `${base}.${name}`;
    const symbol = this.checked.symbolAt(nameNode);
    if (symbol && this.#isExported(symbol)) return this.#symbol(symbol, depth + 1);
    return this.#method(object, name, symbol);
  }

  /** By the receiver's class, or by the class that declares the method: whichever the tables know. */
  #method(object: ts.Expression, name: string, symbol: ts.Symbol | undefined): string | undefined {
    const declared = symbol && this.#declared(symbol);
    // The project's own member, unless it is inherited from a library.
    if (symbol && declared === undefined) return undefined;
    const cls = this.receiverClass(object);
    const own = cls === undefined ? undefined : `${cls}.${name}`;
    return own !== undefined && (declared === undefined || lookupFunction(own)) ? own : declared;
  }

  /** `import * as own from './own'; own.read`: what the module re-exports. */
  #isExported(symbol: ts.Symbol): boolean {
    return (symbol.flags & this.checked.ts.SymbolFlags.Alias) !== 0;
  }

  #symbol(symbol: ts.Symbol, depth: number): string | undefined {
    const { checked } = this;
    const declarations = symbol.declarations ?? [];
    const inSource = declarations.filter((declaration) => checked.isInSource(declaration));
    if (inSource.length === 0) return this.#declaredOrAliased(symbol, declarations, depth);
    for (const declaration of inSource) {
      const name = this.#declaration(declaration, depth);
      if (name !== undefined) return name;
    }
    return undefined;
  }

  #declaredOrAliased(symbol: ts.Symbol, declarations: readonly ts.Declaration[], depth: number): string | undefined {
    // `globalThis` and `undefined` are symbols without a declaration.
    if (declarations.length === 0) return KNOWN_GLOBALS.has(symbol.name) ? symbol.name : undefined;
    if ((symbol.flags & this.checked.ts.SymbolFlags.Alias) === 0) return this.#declared(symbol);
    const target = this.checked.withoutAlias(symbol);
    return target && depth < LONGEST_ALIAS_CHAIN ? this.#symbol(target, depth + 1) : undefined;
  }

  /** What a declaration of the project is another name for. */
  #declaration(node: ts.Declaration, depth: number): string | undefined {
    const { ts } = this.checked;
    if (ts.isImportSpecifier(node)) return this.#imported(node.parent.parent.parent.moduleSpecifier, (node.propertyName ?? node.name).text, depth);
    if (ts.isImportClause(node)) return this.#imported(node.parent.moduleSpecifier, 'default', depth);
    if (ts.isNamespaceImport(node)) return specifierModule(ts, node.parent.parent.moduleSpecifier);
    if (ts.isNamespaceExport(node)) return specifierModule(ts, node.parent.moduleSpecifier);
    if (ts.isImportEqualsDeclaration(node)) {
      const { moduleReference } = node;
      return ts.isExternalModuleReference(moduleReference) ? specifierModule(ts, moduleReference.expression) : undefined;
    }
    if (ts.isExportSpecifier(node)) return this.#exported(node, depth);
    if (ts.isExportAssignment(node)) return this.#expression(node.expression, depth + 1);
    if (ts.isVariableDeclaration(node)) return this.#variable(node, depth);
    return ts.isBindingElement(node) ? this.#destructured(node, depth) : undefined;
  }

  #exported(node: ts.ExportSpecifier, depth: number): string | undefined {
    const from = node.parent.parent.moduleSpecifier;
    const name = (node.propertyName ?? node.name).text;
    if (from) return this.#imported(from, name, depth);
    const local = this.checked.ask((checker) => checker.getExportSpecifierLocalTargetSymbol(node));
    return local && depth < LONGEST_ALIAS_CHAIN ? this.#symbol(local, depth + 1) : undefined;
  }

  /** `import { name } from '…'`: from a library by its syntax, from a file of the project by what that exports. */
  #imported(specifier: ts.Expression, name: string, depth: number): string | undefined {
    const { checked } = this;
    const { ts } = checked;
    const module = checked.symbolAt(specifier);
    const isOwn = module?.declarations?.some((declaration) => checked.isInSource(declaration) && packageOf(declaration.getSourceFile().fileName) === undefined);
    if (module && isOwn) {
      const member = checked.ask((checker) => checker.tryGetMemberInModuleExports(name, module));
      return member && depth < LONGEST_ALIAS_CHAIN ? this.#symbol(member, depth + 1) : undefined;
    }
    const library = specifierModule(ts, specifier);
    return library && (name === 'default' && library.startsWith('node:') ? library : `${library}.${name}`);
  }

  /** `const sleep = timers.setTimeout`: another name for the same thing. */
  #variable(node: ts.VariableDeclaration, depth: number): string | undefined {
    const { ts } = this.checked;
    if (!node.initializer || !ts.isIdentifier(node.name)) return undefined;
    const isConstant = (ts.getCombinedNodeFlags(node) & ts.NodeFlags.Const) !== 0 || requiredModule(ts, node.initializer) !== undefined;
    return isConstant ? this.#expression(node.initializer, depth + 1) : undefined;
  }

  /** `const { readFile } = fs.promises`, `const { promises: { readFile } } = require('fs')` */
  #destructured(node: ts.BindingElement, depth: number): string | undefined {
    const { ts } = this.checked;
    const property = node.propertyName ?? node.name;
    if (node.dotDotDotToken || node.initializer || !ts.isIdentifier(property) || !ts.isObjectBindingPattern(node.parent)) return undefined;
    const holder = node.parent.parent;
    if (ts.isParameter(holder)) return undefined;
    if (ts.isBindingElement(holder)) {
      const base = this.#destructured(holder, depth + 1);
      return base && `${base}.${property.text}`;
    }
    if (!holder.initializer || (ts.getCombinedNodeFlags(holder) & ts.NodeFlags.Const) === 0) return undefined;
    const base = this.#expression(holder.initializer, depth + 1);
    if (base !== undefined) return `${base}.${property.text}`;
    const symbol = this.checked.symbolAt(property);
    return symbol && this.#declared(symbol);
  }

  /** By where declaration files declare it: module or package, class or interface, name. */
  #declared(symbol: ts.Symbol): string | undefined {
    const declaration = symbol.declarations?.[0];
    if (!declaration || this.checked.isInSource(declaration)) return undefined;
    const { ts } = this.checked;
    const parts = ts.isSourceFile(declaration) || isAmbientModule(ts, declaration) ? [] : [nameIn(ts, symbol, declaration)];
    let module: string | undefined;
    for (let node: ts.Node = declaration; module === undefined; node = node.parent) {
      if (node !== declaration && (ts.isInterfaceDeclaration(node) || ts.isClassDeclaration(node)) && node.name) parts.unshift(instanceName(node.name.text));
      else if (isAmbientModule(ts, node)) module = canonicalModule(node.name.text) ?? '';
      else if (ts.isModuleDeclaration(node) && node.name.text === 'global') module = '';
      else if (ts.isSourceFile(node)) module = fileModule(ts, node);
      if (!node.parent) break;
    }
    const path = parts.filter((part) => part !== undefined);
    if (path.length < parts.length) return undefined;
    return [...(module ? [module] : []), ...path].join('.') || undefined;
  }
}

/** `PromiseConstructor` declares what is written `Promise.all`; a `ReadonlyArray` is an `Array`. */
function instanceName(name: string): string {
  if (/^Readonly(?:Array|Map|Set)$/.test(name)) return name.slice('Readonly'.length);
  return name.length > 'Constructor'.length && name.endsWith('Constructor') ? name.slice(0, -'Constructor'.length) : name;
}

function nameIn(ts: CheckedProgram['ts'], symbol: ts.Symbol, declaration: ts.Declaration): string | undefined {
  if (symbol.name === 'default' || symbol.name === 'export=') {
    const own = (declaration as ts.NamedDeclaration).name;
    return own && ts.isIdentifier(own) ? own.text : 'default';
  }
  // Members named by symbols and anonymous types: `__@iterator@37`, `__type`.
  return symbol.name.startsWith('__') ? undefined : symbol.name;
}

function isAmbientModule(ts: CheckedProgram['ts'], node: ts.Node): node is ts.ModuleDeclaration & { readonly name: ts.StringLiteral } {
  return ts.isModuleDeclaration(node) && ts.isStringLiteral(node.name);
}

function fileModule(ts: CheckedProgram['ts'], file: ts.SourceFile): string {
  return ts.isExternalModule(file) ? (packageOf(file.fileName) ?? '') : '';
}

function specifierModule(ts: CheckedProgram['ts'], specifier: ts.Expression | undefined): string | undefined {
  return specifier && ts.isStringLiteralLike(specifier) ? canonicalModule(specifier.text) : undefined;
}

function unwrapped(ts: CheckedProgram['ts'], node: ts.Expression): ts.Expression {
  let current = node;
  while (
    ts.isParenthesizedExpression(current) || ts.isAsExpression(current) || ts.isSatisfiesExpression(current) || ts.isTypeAssertionExpression(current)
    || ts.isNonNullExpression(current) || ts.isExpressionWithTypeArguments(current)
  ) current = current.expression;
  return current;
}
