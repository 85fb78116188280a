/** Loops. */
import type ts from 'typescript';
import type { Expression, Statement } from '../../model/index.js';
import { expression } from './expressions.js';
import { cameFrom } from './origin.js';
import { bindingTarget } from './patterns.js';
import { rangeOf, type Site } from './site.js';
import { bodyStatements, declarations, inLoop } from './statements.js';

/** `for…of`, `for await…of`, `for…in` */
export function forEachLoop(node: ts.ForOfStatement | ts.ForInStatement, site: Site): Statement {
  const { ts } = site;
  const inner = inLoop(node.initializer, node, site);
  return cameFrom({
    kind: 'for', ...rangeOf(node, site), target: loopTarget(node.initializer, inner), iterable: expression(node.expression, site),
    isAsync: ts.isForOfStatement(node) && node.awaitModifier !== undefined, over: ts.isForOfStatement(node) ? 'values' : 'keys',
    body: bodyStatements(node.statement, inner), otherwise: [],
  }, node);
}

function loopTarget(node: ts.ForInitializer, site: Site): Expression {
  if (!site.ts.isVariableDeclarationList(node)) return expression(node, site);
  const [declaration] = node.declarations;
  return declaration ? bindingTarget(declaration.name, site) : { kind: 'opaque', ...rangeOf(node, site), what: 'error', children: [] };
}

/** `for (let i = 0; i < n; i++)` */
export function forLoop(node: ts.ForStatement, site: Site): Statement {
  const { initializer, condition, incrementor } = node;
  const inner = inLoop(initializer, node, site);
  return cameFrom({
    kind: 'while', ...rangeOf(node, site), form: 'for', initialisers: initializer ? initialisers(initializer, inner) : [],
    test: condition && expression(condition, inner), update: incrementor && expression(incrementor, inner),
    body: bodyStatements(node.statement, inner), otherwise: [],
  }, node);
}

function initialisers(node: ts.ForInitializer, site: Site): Statement[] {
  if (site.ts.isVariableDeclarationList(node)) return declarations(node, node, site);
  return [{ kind: 'expression-statement', ...rangeOf(node, site), value: expression(node, site) }];
}

export function whileLoop(node: ts.WhileStatement, site: Site): Statement {
  return cameFrom({
    kind: 'while', ...rangeOf(node, site), form: 'while', initialisers: [], test: expression(node.expression, site), update: undefined,
    body: bodyStatements(node.statement, site), otherwise: [],
  }, node);
}

export function doLoop(node: ts.DoStatement, site: Site): Statement {
  return cameFrom({
    kind: 'while', ...rangeOf(node, site), form: 'do', initialisers: [], test: expression(node.expression, site), update: undefined,
    body: bodyStatements(node.statement, site), otherwise: [],
  }, node);
}
