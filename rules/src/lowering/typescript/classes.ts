/** Classes: methods as functions of the class, fields as assignments in its body. */
import type ts from 'typescript';
import type { ClassModel, Statement } from '../../model/index.js';
import { expression, namedExpression } from './expressions.js';
import { decoratorsOf, functionModel, givenName, hasModifier, nameText, type GivenName } from './functions.js';
import { cameFrom } from './origin.js';
import { block } from './statements.js';
import { rangeOf, startOf, type Site } from './site.js';
import { typeAnnotation } from './types.js';

/** `given` names a class expression that has no name of its own. */
export function classModel(node: ts.ClassLikeDeclaration, site: Site, given?: GivenName): ClassModel {
  const named = node.name && node.name.text !== '' ? givenName(node.name, site) : given;
  const { start, end } = rangeOf(node, site);
  const name = named?.text ?? '';
  const qualifiedName = site.prefix + (name === '' ? '<anonymous>' : name);
  const body: Statement[] = [];
  const cls: ClassModel = cameFrom({
    kind: 'class', start, end, parent: undefined, unit: site.unit, answers: undefined, name, qualifiedName, nameStart: named?.start ?? start, nameEnd: named?.end ?? start,
    bases: basesOf(node, site), keywords: new Map(), decorators: decoratorsOf(node, site),
    typeParameters: node.typeParameters?.map((parameter) => parameter.name.text) ?? [],
    body, owner: site.owner, enclosing: site.enclosing,
  }, node);
  const inner: Site = { ...site, owner: cls, prefix: `${qualifiedName}.` };
  for (const member of node.members) body.push(...memberStatements(member, inner));
  return cls;
}

function basesOf(node: ts.ClassLikeDeclaration, site: Site): ClassModel['bases'] {
  const clause = node.heritageClauses?.find((heritage) => heritage.token === site.ts.SyntaxKind.ExtendsKeyword);
  return clause?.types.map((type) => expression(type.expression, site)) ?? [];
}

function memberStatements(member: ts.ClassElement, site: Site): Statement[] {
  const { ts } = site;
  const range = rangeOf(member, site);
  if (ts.isPropertyDeclaration(member)) return [field(member, site)];
  if (ts.isClassStaticBlockDeclaration(member)) return [block(member.body.statements, member, site)];
  if (!ts.isMethodDeclaration(member) && !ts.isConstructorDeclaration(member) && !ts.isAccessor(member)) return [];
  // Overload signatures and abstract methods have no body.
  if (!member.body) return [];
  return [cameFrom({ kind: 'function-statement', ...range, fn: functionModel(member, site) }, member)];
}

/** The key keeps the field apart from variables: a bare `x` in an initialiser does not mean `this.x`. */
function field(node: ts.PropertyDeclaration, site: Site): Statement {
  const name = nameText(node.name, site);
  const start = startOf(node.name, site);
  const kind = hasModifier(site.ts, node, site.ts.SyntaxKind.StaticKeyword) ? 'static' : 'instance';
  const value = node.initializer && namedExpression(node.initializer, { ...givenName(node.name, site), field: kind }, site);
  return cameFrom({
    kind: 'assignment', ...rangeOf(node, site),
    targets: [cameFrom({ kind: 'name', start, end: node.name.end, parent: undefined, unit: undefined, answers: undefined, name, key: `this.${name}` }, node.name)],
    value, annotation: node.type && typeAnnotation(node.type, site), operator: undefined, declares: undefined,
  }, node);
}
