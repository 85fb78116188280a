/** Python statements → the model's statements. */
import type {
  AssignmentStatement, ClassModel, Expression, Handler, ImportedName, MatchCase, Statement, WithItem,
} from '../../model/index.js';
import type * as ast from '../../syntax/python/index.js';
import { MAX_CHAIN, MAX_DEPTH, type Around } from './around.js';
import { expression, expressions, nameAt, none, optional } from './expressions.js';
import { definitionStart } from './functions.js';
import { BINARY } from './operators.js';
import { isIrrefutable, pattern } from './patterns.js';

export function statements(nodes: readonly ast.Stmt[], around: Around): Statement[] {
  return nodes.map((node) => statement(node, around));
}

function statement(node: ast.Stmt, around: Around): Statement {
  const start = node.start - around.origin;
  const end = node.end - around.origin;
  if (around.depth >= MAX_DEPTH) return { kind: 'block', start, end, parent: undefined, unit: undefined, answers: undefined, what: 'error', label: undefined, body: [] };
  around.depth++;
  const lowered = statementByType(node, start, end, around);
  around.depth--;
  return lowered;
}

function statementByType(node: ast.Stmt, start: number, end: number, around: Around): Statement {
  const parent = undefined;
  const unit = undefined;
  const answers = undefined;
  switch (node.type) {
    case 'Expr': return { kind: 'expression-statement', start, end, parent, unit, answers, value: expression(node.value, around) };
    case 'Assign':
      return assignment(start, end, expressions(node.targets, around), expression(node.value, around), undefined, undefined);
    case 'AugAssign':
      return assignment(start, end, [expression(node.target, around)], expression(node.value, around), undefined, BINARY[node.op]);
    case 'AnnAssign':
      return assignment(
        start, end, [expression(node.target, around)], optional(node.value, around), expression(node.annotation, around), undefined,
      );
    // Its value is evaluated when somebody asks for it (PEP 695); for names and types it acts as `name = value`.
    case 'TypeAlias':
      return {
        ...assignment(start, end, [expression(node.name, around)], expression(node.value, around), undefined, undefined),
        typeParameters: node.type_params.map((parameter) => parameter.name),
      };
    case 'Return': return { kind: 'return', start, end, parent, unit, answers, value: optional(node.value, around) };
    case 'Raise':
      return { kind: 'raise', start, end, parent, unit, answers, value: optional(node.exc, around), cause: optional(node.cause, around) };
    case 'If': return conditional(node, around);
    case 'For': case 'AsyncFor':
      return {
        kind: 'for', start, end, parent, unit, answers, target: expression(node.target, around), iterable: expression(node.iter, around),
        isAsync: node.type === 'AsyncFor', over: 'values',
        body: statements(node.body, around), otherwise: statements(node.orelse, around),
      };
    case 'While':
      return {
        kind: 'while', start, end, parent, unit, answers, form: 'while', initialisers: [], test: expression(node.test, around), update: undefined,
        body: statements(node.body, around), otherwise: statements(node.orelse, around),
      };
    case 'Try': case 'TryStar':
      return {
        kind: 'try', start, end, parent, unit, answers, body: statements(node.body, around),
        handlers: node.handlers.map((handler) => lowerHandler(handler, around)), otherwise: statements(node.orelse, around),
        finalizer: statements(node.finalbody, around), hasFinalizer: node.finalbody.length > 0,
        handlesGroups: node.type === 'TryStar',
      };
    case 'With': case 'AsyncWith':
      return {
        kind: 'with', start, end, parent, unit, answers, items: node.items.map((item) => withItem(item, around)),
        isAsync: node.type === 'AsyncWith', body: statements(node.body, around),
      };
    case 'Match':
      return {
        kind: 'match', start, end, parent, unit, answers, subject: expression(node.subject, around),
        cases: node.cases.map((matchCase) => lowerCase(matchCase, around)), fallsThrough: false,
      };
    case 'Break': return { kind: 'break', start, end, parent, unit, answers, label: undefined };
    case 'Continue': return { kind: 'continue', start, end, parent, unit, answers, label: undefined };
    case 'Pass': return { kind: 'block', start, end, parent, unit, answers, what: 'block', label: undefined, body: [] };
    case 'FunctionDef': case 'AsyncFunctionDef':
      return {
        kind: 'function-statement', start: definitionStart(node, around.text) - around.origin, end, parent, unit, answers, fn: around.define(node, around),
      };
    case 'ClassDef': {
      const cls = classModel(node, around);
      return { kind: 'class-statement', start: cls.start, end, parent, unit, answers, cls };
    }
    case 'Import':
      return { kind: 'import', start, end, parent, unit, answers, names: node.names.map((alias) => importedModule(alias, around)), typeOnly: false };
    case 'ImportFrom': {
      const module = '.'.repeat(node.level) + (node.module ?? '');
      return { kind: 'import', start, end, parent, unit, answers, names: node.names.map((alias) => importedName(module, alias, around)), typeOnly: false };
    }
    case 'Global': return { kind: 'scope', start, end, parent, unit, answers, scope: 'global', names: node.names };
    case 'Nonlocal': return { kind: 'scope', start, end, parent, unit, answers, scope: 'nonlocal', names: node.names };
    case 'Delete': return { kind: 'delete', start, end, parent, unit, answers, targets: expressions(node.targets, around) };
    case 'Assert':
      return { kind: 'assert', start, end, parent, unit, answers, test: expression(node.test, around), message: optional(node.msg, around) };
    case 'ErrorStmt':
      return { kind: 'block', start, end, parent, unit, answers, what: 'error', label: undefined, body: node.children.map((child) => recovered(child, around)) };
  }
}

function assignment(
  start: number, end: number, targets: readonly Expression[], value: Expression | undefined,
  annotation: Expression | undefined, operator: string | undefined,
): AssignmentStatement {
  return { kind: 'assignment', start, end, parent: undefined, unit: undefined, answers: undefined, targets, value, annotation, operator, declares: undefined };
}

/** `if`/`elif`/`else`. A chain too long to nest becomes a `match` whose cases are guards: same tests, same order. */
function conditional(node: ast.If, around: Around): Statement {
  const chain: ast.If[] = [node];
  let last: readonly ast.Stmt[] = node.orelse;
  for (let next = last[0]; last.length === 1 && next?.type === 'If'; next = last[0]) {
    chain.push(next);
    last = next.orelse;
  }
  if (chain.length > MAX_CHAIN) return guardedCases(chain, last, around);
  around.depth += chain.length;
  const innermost = chain.pop() ?? node;
  let lowered = branch(innermost, statements(last, around), around);
  for (const link of chain.reverse()) {
    around.depth--;
    lowered = branch(link, [lowered], around);
  }
  around.depth--;
  return lowered;
}

function branch(node: ast.If, otherwise: readonly Statement[], around: Around): Statement {
  return {
    kind: 'if', start: node.start - around.origin, end: node.end - around.origin, parent: undefined, unit: undefined, answers: undefined,
    test: expression(node.test, around), then: statements(node.body, around), otherwise,
  };
}

function guardedCases(chain: readonly ast.If[], otherwise: readonly ast.Stmt[], around: Around): Statement {
  const cases = chain.map((link): MatchCase => ({
    kind: 'match-case', start: link.start - around.origin, end: (link.body.at(-1)?.end ?? link.test.end) - around.origin, parent: undefined, unit: undefined, answers: undefined,
    tests: [], captures: [], guard: expression(link.test, around), isDefault: false, body: statements(link.body, around),
  }));
  const first = otherwise[0];
  if (first) {
    cases.push({
      kind: 'match-case', start: first.start - around.origin, end: (otherwise.at(-1) ?? first).end - around.origin, parent: undefined, unit: undefined, answers: undefined,
      tests: [], captures: [], guard: undefined, isDefault: true, body: statements(otherwise, around),
    });
  }
  const start = chain[0]?.start ?? 0;
  return {
    kind: 'match', start: start - around.origin, end: (chain[0]?.end ?? 0) - around.origin, parent: undefined, unit: undefined, answers: undefined,
    subject: none(start, around), cases, fallsThrough: false,
  };
}

function lowerHandler(node: ast.ExceptHandler, around: Around): Handler {
  return {
    kind: 'handler', start: node.start - around.origin, end: node.end - around.origin, parent: undefined, unit: undefined, answers: undefined,
    type: optional(node.exception, around),
    target: node.name === undefined ? undefined : nameAt(node.name, node.nameStart, node.nameEnd, around),
    body: statements(node.body, around),
  };
}

function withItem(node: ast.WithItem, around: Around): WithItem {
  return {
    kind: 'with-item', start: node.start - around.origin, end: node.end - around.origin, parent: undefined, unit: undefined, answers: undefined,
    context: expression(node.context_expr, around), target: optional(node.optional_vars, around),
  };
}

function lowerCase(node: ast.MatchCase, around: Around): MatchCase {
  const { tests, captures, subject } = pattern(node.pattern, around);
  return {
    kind: 'match-case', start: node.start - around.origin, end: node.end - around.origin, parent: undefined, unit: undefined, answers: undefined, tests, captures,
    guard: optional(node.guard, around), isDefault: isIrrefutable(node.pattern) && !node.guard, body: statements(node.body, around),
    ...(subject ? { subject } : {}),
  };
}

function classModel(node: ast.ClassDef, around: Around): ClassModel {
  const { origin } = around;
  const keywords = new Map<string, Expression>();
  for (const keyword of node.keywords) keywords.set(keyword.arg ?? '**', expression(keyword.value, around));
  const body: Statement[] = [];
  const cls: ClassModel = {
    kind: 'class', start: definitionStart(node, around.text) - origin, end: node.end - origin, parent: undefined, unit: around.unit, answers: undefined,
    name: node.name, qualifiedName: around.prefix + node.name, nameStart: node.nameStart - origin, nameEnd: node.nameEnd - origin,
    bases: expressions(node.bases, around), keywords, decorators: expressions(node.decorator_list, around),
    typeParameters: node.type_params.map((parameter) => parameter.name), body,
    owner: around.owner, enclosing: around.enclosing,
  };
  const inside: Around = { ...around, owner: cls, prefix: `${cls.qualifiedName}.` };
  for (const inner of node.body) body.push(statement(inner, inside));
  return cls;
}

/** `import a.b` binds `a`; `import a.b as c` binds `c` to the module `a.b`. */
function importedModule(alias: ast.Alias, around: Around): ImportedName {
  const top = alias.name.indexOf('.');
  const bindsTop = alias.asname === undefined && top >= 0;
  return {
    module: alias.name, imported: undefined, local: alias.asname ?? (bindsTop ? alias.name.slice(0, top) : alias.name), bindsTop,
    start: alias.start - around.origin, end: alias.end - around.origin,
  };
}

function importedName(module: string, alias: ast.Alias, around: Around): ImportedName {
  return {
    module, imported: alias.name, local: alias.asname ?? alias.name, bindsTop: false,
    start: alias.start - around.origin, end: alias.end - around.origin,
  };
}

/** What the parser could still read of broken source. */
function recovered(node: ast.Expr | ast.Stmt, around: Around): Statement {
  return isStatement(node) ? statement(node, around) : {
    kind: 'expression-statement', start: node.start - around.origin, end: node.end - around.origin, parent: undefined, unit: undefined, answers: undefined,
    value: expression(node, around),
  };
}

const STATEMENTS: Readonly<Record<ast.Stmt['type'], true>> = {
  FunctionDef: true, AsyncFunctionDef: true, ClassDef: true, Return: true, Delete: true, Assign: true, TypeAlias: true, AugAssign: true,
  AnnAssign: true, For: true, AsyncFor: true, While: true, If: true, With: true, AsyncWith: true, Match: true, Raise: true, Try: true,
  TryStar: true, Assert: true, Import: true, ImportFrom: true, Global: true, Nonlocal: true, Expr: true, Pass: true, Break: true,
  Continue: true, ErrorStmt: true,
};

function isStatement(node: ast.Expr | ast.Stmt): node is ast.Stmt {
  return Object.hasOwn(STATEMENTS, node.type);
}
