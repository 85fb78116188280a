/** Statements. */
import type ts from 'typescript';
import type { AssignmentStatement, Expression, Statement } from '../../model/index.js';
import { classModel } from './classes.js';
import { expression, namedExpression, withoutWrapping } from './expressions.js';
import { functionModel, givenName } from './functions.js';
import { importEquals, importStatement, requireStatement } from './imports.js';
import { doLoop, forEachLoop, forLoop, whileLoop } from './loops.js';
import { blockScope, NameScope, boundNames } from './name-scope.js';
import { assignedValue, assignmentOperator, isAssignment } from './operators.js';
import { cameFrom } from './origin.js';
import { bindingTarget } from './patterns.js';
import { requiredNames } from './require.js';
import { deeper, rangeOf, startOf, type Site } from './site.js';
import { typeAnnotation } from './types.js';

/** Lowers a list of statements; one source statement may give none (`;`) or several (`let a, b`). */
export function statements(nodes: readonly ts.Statement[], site: Site): Statement[] {
  return nodes.flatMap((node) => deeper(site, () => lower(node, site)) ?? [nothing(node, 'error', site)]);
}

/** The statements of a branch or loop body, in their own block scope. */
export function bodyStatements(node: ts.Statement, site: Site): Statement[] {
  if (!site.ts.isBlock(node)) return statements([node], site);
  return statements(node.statements, inBlock(node.statements, node, site));
}

/** `{ … }` that stands for itself, a class's static block, the body of a namespace. */
export function block(nodes: readonly ts.Statement[], node: ts.Node, site: Site): Statement {
  return cameFrom({ kind: 'block', ...rangeOf(node, site), what: 'block', label: undefined, body: statements(nodes, inBlock(nodes, node, site)) }, node);
}

function inBlock(nodes: readonly ts.Node[], node: ts.Node, site: Site): Site {
  const names = blockScope(site.ts, nodes, startOf(node, site), site.names);
  return names === site.names ? site : { ...site, names };
}

/** The site of a loop's head and body, whose variables are declared in the head. */
export function inLoop(head: ts.Node | undefined, node: ts.Node, site: Site): Site {
  return head ? inBlock([head], node, site) : site;
}

function nothing(node: ts.Node, what: 'type' | 'error', site: Site): Statement {
  return cameFrom({ kind: 'block', ...rangeOf(node, site), what, label: undefined, body: [] }, node);
}

function lower(node: ts.Statement, site: Site): Statement[] {
  const { ts } = site;
  const range = rangeOf(node, site);
  if (ts.isExpressionStatement(node)) return [expressionStatement(node, site)];
  if (ts.isVariableStatement(node)) return declarations(node.declarationList, node, site);
  if (ts.isReturnStatement(node)) return [cameFrom({ kind: 'return', ...range, value: node.expression && expression(node.expression, site) }, node)];
  if (ts.isIfStatement(node)) {
    const otherwise = node.elseStatement ? bodyStatements(node.elseStatement, site) : [];
    return [cameFrom({ kind: 'if', ...range, test: expression(node.expression, site), then: bodyStatements(node.thenStatement, site), otherwise }, node)];
  }
  if (ts.isBlock(node)) return [block(node.statements, node, site)];
  if (ts.isForOfStatement(node) || ts.isForInStatement(node)) return [forEachLoop(node, site)];
  if (ts.isForStatement(node)) return [forLoop(node, site)];
  if (ts.isWhileStatement(node)) return [whileLoop(node, site)];
  if (ts.isDoStatement(node)) return [doLoop(node, site)];
  if (ts.isTryStatement(node)) return [tryStatement(node, site)];
  if (ts.isThrowStatement(node)) return [cameFrom({ kind: 'raise', ...range, value: expression(node.expression, site), cause: undefined }, node)];
  if (ts.isSwitchStatement(node)) return [switchStatement(node, site)];
  if (ts.isBreakStatement(node)) return [{ kind: 'break', ...range, label: node.label?.text }];
  if (ts.isContinueStatement(node)) return [{ kind: 'continue', ...range, label: node.label?.text }];
  if (ts.isLabeledStatement(node)) return [{ kind: 'block', ...range, what: 'label', label: node.label.text, body: statements([node.statement], site) }];
  if (ts.isFunctionDeclaration(node)) {
    if (!node.body) return [nothing(node, 'type', site)];
    return [cameFrom({ kind: 'function-statement', ...range, fn: functionModel(node, site) }, node)];
  }
  if (ts.isClassDeclaration(node)) return [cameFrom({ kind: 'class-statement', ...range, cls: classModel(node, site) }, node)];
  if (ts.isWithStatement(node)) {
    const object: Statement = { kind: 'expression-statement', ...rangeOf(node.expression, site), value: expression(node.expression, site) };
    return [{ kind: 'block', ...range, what: 'block', label: undefined, body: [object, ...bodyStatements(node.statement, site)] }];
  }
  return moduleLevel(node, site);
}

/** Imports, exports and declarations of types. */
function moduleLevel(node: ts.Statement, site: Site): Statement[] {
  const { ts } = site;
  if (ts.isImportDeclaration(node)) return [importStatement(node, site)];
  if (ts.isImportEqualsDeclaration(node)) return [importEquals(node, site) ?? nothing(node, 'type', site)];
  if (ts.isExportAssignment(node)) return [defaultExport(node, site)];
  if (ts.isEnumDeclaration(node)) return [enumDeclaration(node, site)];
  if (ts.isModuleDeclaration(node)) {
    const body = innermostBody(node, site);
    return body ? [block(body.statements, node, site)] : [nothing(node, 'type', site)];
  }
  if (ts.isInterfaceDeclaration(node) || ts.isTypeAliasDeclaration(node) || ts.isExportDeclaration(node) || ts.isNamespaceExportDeclaration(node)) {
    return [nothing(node, 'type', site)];
  }
  return ts.isEmptyStatement(node) || node.kind === ts.SyntaxKind.DebuggerStatement ? [] : [nothing(node, 'error', site)];
}

/** `namespace A.B { … }`; undefined for ambient ones, which run nothing. */
function innermostBody(node: ts.ModuleDeclaration, { ts }: Site): ts.ModuleBlock | undefined {
  if (ts.getCombinedModifierFlags(node) & ts.ModifierFlags.Ambient) return undefined;
  let body = node.body;
  while (body && ts.isModuleDeclaration(body)) body = body.body;
  return body && ts.isModuleBlock(body) ? body : undefined;
}

/** The value leaves the module, as in an assignment to a variable that everybody can read. */
function defaultExport(node: ts.ExportAssignment, site: Site): Statement {
  const start = startOf(node, site);
  const target: Expression = { kind: 'name', start, end: start, parent: undefined, unit: undefined, answers: undefined, name: 'default', key: 'default' };
  return cameFrom({
    kind: 'assignment', ...rangeOf(node, site), targets: [target],
    value: namedExpression(node.expression, { text: 'default', start: startOf(node.expression, site), end: node.expression.end }, site),
    annotation: undefined, operator: undefined, declares: 'const',
  }, node);
}

function enumDeclaration(node: ts.EnumDeclaration, site: Site): Statement {
  if (site.ts.getCombinedModifierFlags(node) & site.ts.ModifierFlags.Ambient) return nothing(node, 'type', site);
  const children = node.members.flatMap((member) => (member.initializer ? [expression(member.initializer, site)] : []));
  const value: Expression = { kind: 'opaque', ...rangeOf(node, site), what: 'other', children };
  return cameFrom({
    kind: 'assignment', ...rangeOf(node, site), targets: [bindingTarget(node.name, site)], value, annotation: undefined,
    operator: undefined, declares: 'const',
  }, node);
}

function expressionStatement(node: ts.ExpressionStatement, site: Site): Statement {
  const { ts } = site;
  const inner = withoutWrapping(node.expression, site);
  if (isAssignment(inner, site)) return assignment(inner, node, site);
  if (ts.isDeleteExpression(inner)) return cameFrom({ kind: 'delete', ...rangeOf(node, site), targets: [expression(inner.expression, site)] }, node);
  return cameFrom({ kind: 'expression-statement', ...rangeOf(node, site), value: expression(node.expression, site) }, node);
}

/** `a = b = v` as one statement with two targets. */
function assignment(first: ts.BinaryExpression, node: ts.Statement, site: Site): Statement {
  const operator = assignmentOperator(first, site);
  const targets = [expression(first.left, site)];
  let last = first;
  for (let next = withoutWrapping(last.right, site); operator === undefined && isPlainAssignment(next, site); next = withoutWrapping(last.right, site)) {
    targets.push(expression(next.left, site));
    last = next;
  }
  return cameFrom({
    kind: 'assignment', ...rangeOf(node, site), targets, value: assignedValue(last, site), annotation: undefined, operator, declares: undefined,
  }, node);
}

function isPlainAssignment(node: ts.Expression, site: Site): node is ts.BinaryExpression {
  return isAssignment(node, site) && assignmentOperator(node, site) === undefined;
}

/** One assignment per declaration; `whole` is the statement, whose range a single declaration takes. */
export function declarations(list: ts.VariableDeclarationList, whole: ts.Node, site: Site): Statement[] {
  const declares = kindOfDeclaration(list, site);
  return list.declarations.map((node): Statement => {
    const syntax = list.declarations.length === 1 ? whole : node;
    const required = requiredNames(site.ts, node);
    if (required) return requireStatement(syntax, required, site);
    const value = node.initializer && namedExpression(node.initializer, givenName(node.name, site), site);
    return cameFrom({
      kind: 'assignment', ...rangeOf(syntax, site), targets: [bindingTarget(node.name, site)], value,
      annotation: node.type && typeAnnotation(node.type, site), operator: undefined, declares,
    }, node);
  });
}

function kindOfDeclaration(list: ts.VariableDeclarationList, { ts }: Site): AssignmentStatement['declares'] {
  // `using` shares bits with `const` and `let`, so the whole field is compared.
  switch (list.flags & ts.NodeFlags.BlockScoped) {
    case ts.NodeFlags.AwaitUsing: return 'await-using';
    case ts.NodeFlags.Using: return 'using';
    case ts.NodeFlags.Const: return 'const';
    case ts.NodeFlags.Let: return 'let';
    default: return 'var';
  }
}

function tryStatement(node: ts.TryStatement, site: Site): Statement {
  const clause = node.catchClause;
  return cameFrom({
    kind: 'try', ...rangeOf(node, site), body: bodyStatements(node.tryBlock, site), handlers: clause ? [catchHandler(clause, site)] : [],
    otherwise: [], finalizer: node.finallyBlock ? bodyStatements(node.finallyBlock, site) : [], hasFinalizer: node.finallyBlock !== undefined,
  }, node);
}

function catchHandler(node: ts.CatchClause, site: Site): Extract<Statement, { kind: 'try' }>['handlers'][number] {
  const names = new NameScope(site.names);
  const variable = node.variableDeclaration?.name;
  if (variable) for (const name of boundNames(site.ts, variable)) names.declare(name, `${name}@${startOf(node, site)}`);
  const inner = { ...site, names };
  return cameFrom({
    kind: 'handler', ...rangeOf(node, site), type: undefined, target: variable && bindingTarget(variable, inner),
    body: bodyStatements(node.block, inner),
  }, node);
}

/** All cases share one block scope (ECMA-262 14.12). */
function switchStatement(node: ts.SwitchStatement, site: Site): Statement {
  const { clauses } = node.caseBlock;
  const inner = inBlock(clauses.flatMap((clause) => clause.statements), node.caseBlock, site);
  return cameFrom({
    kind: 'match', ...rangeOf(node, site), subject: expression(node.expression, site), fallsThrough: true,
    cases: clauses.map((clause) => ({
      kind: 'match-case', ...rangeOf(clause, site), tests: site.ts.isCaseClause(clause) ? [expression(clause.expression, inner)] : [],
      captures: [], guard: undefined, isDefault: site.ts.isDefaultClause(clause), body: statements(clause.statements, inner),
    })),
  }, node);
}
