/** Trees as text, one node a line in preorder, to be compared with CPython's `ast` (`scripts/diff-cpython.mjs`). */
import type { Arguments, Expr, JoinedStr, Node, Pattern, Stmt } from './ast.js';

type Labelled = Node | { readonly type: string };

/** Before 3.12, CPython reports wrong positions inside f-strings: they can be compared as a whole only. */
export type FStringDump = 'with-expressions' | 'opaque';

/** `Type start end label` of every node below the module. */
export function dumpTree(body: readonly Stmt[], fstrings: FStringDump = 'with-expressions'): string[] {
  const lines: string[] = [];
  const pending: (Node | undefined)[] = [...body].reverse();
  for (;;) {
    if (pending.length === 0) return lines;
    const node = pending.pop();
    if (!node) continue;
    lines.push(line(node));
    if (fstrings === 'opaque' && node.type === 'JoinedStr') continue;
    const children = childrenOf(node);
    for (let i = children.length - 1; i >= 0; i--) pending.push(children[i]);
  }
}

const WITHOUT_POSITION = new Set(['arguments', 'comprehension', 'withitem', 'match_case']);

function line(node: Node): string {
  const place = WITHOUT_POSITION.has(node.type) ? '- -' : `${node.start} ${node.end}`;
  return `${node.type} ${place} ${labelOf(node)}`;
}

function labelOf(node: Labelled & Node): string {
  switch (node.type) {
    case 'Name': return node.id;
    case 'Attribute': return node.attr;
    case 'FunctionDef': case 'AsyncFunctionDef': case 'ClassDef': case 'TypeVar': case 'ParamSpec': case 'TypeVarTuple': return node.name;
    case 'arg': return node.arg;
    case 'keyword': return node.arg ?? '**';
    case 'alias': return node.name + (node.asname === undefined ? '' : ` as ${node.asname}`);
    case 'Constant': return { str: 'str', bytes: 'bytes', int: 'int', float: 'float', complex: 'complex', bool: 'bool', none: 'NoneType', ellipsis: 'ellipsis' }[node.kind];
    case 'Global': case 'Nonlocal': return node.names.join(',');
    case 'BinOp': case 'BoolOp': case 'UnaryOp': case 'AugAssign': return node.op;
    case 'Compare': return node.ops.join(',');
    case 'ImportFrom': return '.'.repeat(node.level) + (node.module ?? '');
    case 'ExceptHandler': return node.name ?? '';
    case 'MatchAs': case 'MatchStar': return node.name ?? '_';
    case 'MatchMapping': return node.rest ?? '';
    case 'MatchClass': return node.kwd_attrs.join(',');
    case 'comprehension': return String(node.is_async);
    default: return '';
  }
}

type Children = readonly (Node | undefined)[];

/** In the order of CPython's `_fields`. */
function childrenOf(node: Node): Children {
  switch (node.type) {
    case 'FunctionDef': case 'AsyncFunctionDef': return [node.args, ...node.body, ...node.decorator_list, node.returns, ...node.type_params];
    case 'ClassDef': return [...node.bases, ...node.keywords, ...node.body, ...node.decorator_list, ...node.type_params];
    case 'Return': case 'Expr': case 'Await': case 'Yield': case 'YieldFrom': case 'Starred': case 'Attribute': case 'keyword': case 'MatchValue': return [node.value];
    case 'Delete': return node.targets;
    case 'Assign': return [...node.targets, node.value];
    case 'TypeAlias': return [node.name, ...node.type_params, node.value];
    case 'AugAssign': return [node.target, node.value];
    case 'AnnAssign': return [node.target, node.annotation, node.value];
    case 'For': case 'AsyncFor': return [node.target, node.iter, ...node.body, ...node.orelse];
    case 'While': case 'If': return [node.test, ...node.body, ...node.orelse];
    case 'With': case 'AsyncWith': return [...node.items, ...node.body];
    case 'Match': return [node.subject, ...node.cases];
    case 'Raise': return [node.exc, node.cause];
    case 'Try': case 'TryStar': return [...node.body, ...node.handlers, ...node.orelse, ...node.finalbody];
    case 'Assert': return [node.test, node.msg];
    case 'Import': case 'ImportFrom': return node.names;
    case 'ErrorStmt': case 'ErrorExpr': return node.children;
    case 'BoolOp': return node.values;
    case 'NamedExpr': return [node.target, node.value];
    case 'BinOp': return [node.left, node.right];
    case 'UnaryOp': return [node.operand];
    case 'Lambda': return [node.args, node.body];
    case 'IfExp': return [node.test, node.body, node.orelse];
    case 'Dict': return [...node.keys, ...node.values];
    case 'Set': case 'List': case 'Tuple': return node.elts;
    case 'ListComp': case 'SetComp': case 'GeneratorExp': return [node.elt, ...node.generators];
    case 'DictComp': return [node.key, node.value, ...node.generators];
    case 'Compare': return [node.left, ...node.comparators];
    case 'Call': return [node.func, ...node.args, ...node.keywords];
    case 'JoinedStr': case 'TemplateStr': return interpolated(node.values);
    case 'Subscript': return [node.value, node.slice];
    case 'Slice': return [node.lower, node.upper, node.step];
    case 'comprehension': return [node.target, node.iter, ...node.ifs];
    case 'ExceptHandler': return [node.exception, ...node.body];
    case 'arguments': return argumentsOf(node);
    case 'arg': return [node.annotation];
    case 'withitem': return [node.context_expr, node.optional_vars];
    case 'match_case': return [node.pattern, node.guard, ...node.body];
    case 'MatchSequence': case 'MatchOr': return node.patterns;
    case 'MatchMapping': return [...node.keys, ...node.patterns];
    case 'MatchClass': return [node.cls, ...node.patterns, ...node.kwd_patterns];
    case 'MatchAs': return [node.pattern] as readonly (Pattern | undefined)[];
    case 'TypeVar': return [node.bound, node.default_value];
    case 'ParamSpec': case 'TypeVarTuple': return [node.default_value];
    default: return [];
  }
}

/** Expressions in fields, format specs included; literal parts are left out (CPython merges them its own way). */
function interpolated(values: readonly Expr[]): Expr[] {
  const found: Expr[] = [];
  const visit = (spec: JoinedStr | undefined): void => {
    if (spec) found.push(...interpolated(spec.values));
  };
  for (const value of values) {
    if (value.type !== 'FormattedValue' && value.type !== 'Interpolation') continue;
    found.push(value.value);
    visit(value.format_spec);
  }
  return found;
}

function argumentsOf(node: Arguments): Children {
  return [...node.posonlyargs, ...node.args, node.vararg, ...node.kwonlyargs, ...node.kw_defaults, node.kwarg, ...node.defaults];
}
