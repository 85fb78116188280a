/** CommonJS: `const fs = require('fs')` and `const { readFileSync: read } = require('fs')` are imports. */
import type ts from 'typescript';
import type { TypeScriptCompiler } from '../../syntax/typescript/load.js';

export interface RequiredName {
  /** Undefined for the module itself. */
  readonly imported: string | undefined;
  readonly local: ts.Identifier;
  readonly node: ts.Node;
}

export interface Required {
  readonly module: string;
  readonly names: readonly RequiredName[];
}

/** The module of `require('…')`, whatever `require` is bound to; undefined for other expressions. */
export function requiredModule(ts: TypeScriptCompiler, expression: ts.Expression | undefined): string | undefined {
  if (!expression || !ts.isCallExpression(expression) || !ts.isIdentifier(expression.expression)) return undefined;
  const [specifier, ...more] = expression.arguments;
  if (expression.expression.text !== 'require' || !specifier || more.length > 0) return undefined;
  return ts.isStringLiteralLike(specifier) ? specifier.text : undefined;
}

/** What a declaration imports; undefined for other declarations and for nested or defaulted patterns. */
export function requiredNames(ts: TypeScriptCompiler, declaration: ts.VariableDeclaration): Required | undefined {
  const module = requiredModule(ts, declaration.initializer);
  if (module === undefined) return undefined;
  const { name } = declaration;
  if (ts.isIdentifier(name)) return { module, names: [{ imported: undefined, local: name, node: name }] };
  if (!ts.isObjectBindingPattern(name)) return undefined;
  const names: RequiredName[] = [];
  for (const element of name.elements) {
    const property = element.propertyName ?? element.name;
    if (element.initializer || element.dotDotDotToken || !ts.isIdentifier(element.name) || !ts.isIdentifier(property)) return undefined;
    names.push({ imported: property.text, local: element.name, node: element });
  }
  return { module, names };
}
