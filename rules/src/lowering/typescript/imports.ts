/** Import and export declarations. */
import type ts from 'typescript';
import type { ImportedName, ImportStatement, Statement } from '../../model/index.js';
import type { Required } from './require.js';
import { cameFrom } from './origin.js';
import { rangeOf, startOf, type Site } from './site.js';

export function importStatement(node: ts.ImportDeclaration, site: Site): Statement {
  const { ts } = site;
  const module = specifierText(node.moduleSpecifier, site);
  const clause = node.importClause;
  const names: ImportedName[] = [];
  const add = (imported: string | undefined, local: ts.Identifier, syntax: ts.Node): void => {
    names.push({ module, imported, local: local.text, bindsTop: false, start: startOf(syntax, site), end: syntax.end });
  };
  if (clause?.name) add('default', clause.name, clause.name);
  const bindings = clause?.namedBindings;
  if (bindings && ts.isNamespaceImport(bindings)) add(undefined, bindings.name, bindings);
  else if (bindings) {
    for (const element of bindings.elements) if (!element.isTypeOnly) add((element.propertyName ?? element.name).text, element.name, element);
  }
  return made(node, names, clause?.phaseModifier === ts.SyntaxKind.TypeKeyword, site);
}

/** `import fs = require('fs')`; undefined for `import a = b.c`, which is an alias inside namespaces. */
export function importEquals(node: ts.ImportEqualsDeclaration, site: Site): Statement | undefined {
  const { moduleReference } = node;
  if (!site.ts.isExternalModuleReference(moduleReference)) return undefined;
  const module = specifierText(moduleReference.expression, site);
  const name: ImportedName = { module, imported: undefined, local: node.name.text, bindsTop: false, start: startOf(node.name, site), end: node.name.end };
  return made(node, [name], node.isTypeOnly, site);
}

/** `const fs = require('fs')` */
export function requireStatement(node: ts.Node, required: Required, site: Site): Statement {
  return made(node, required.names.map(({ imported, local, node: syntax }) => ({
    module: required.module, imported, local: local.text, bindsTop: false, start: startOf(syntax, site), end: syntax.end,
  })), false, site);
}

function made(node: ts.Node, names: readonly ImportedName[], typeOnly: boolean, site: Site): ImportStatement {
  return cameFrom({ kind: 'import', ...rangeOf(node, site), names, typeOnly }, node);
}

function specifierText(node: ts.Expression, { ts }: Site): string {
  return ts.isStringLiteralLike(node) ? node.text : '';
}
