/** Python expressions → the model's expressions. */
import type {
  Argument, ComprehensionClause, ComprehensionExpression, Expression, LiteralExpression, MappingEntry, NameExpression,
} from '../../model/index.js';
import type * as ast from '../../syntax/python/index.js';
import { MAX_CHAIN, MAX_DEPTH, type Around } from './around.js';
import { lambda } from './functions.js';
import { BINARY, COMPARE, UNARY } from './operators.js';
import { namesRead } from './syntax-walk.js';

/** Lowers an expression, an assignment target included. */
export function expression(node: ast.Expr, around: Around): Expression {
  if (around.depth >= MAX_DEPTH) return cutOff(node, around);
  around.depth++;
  const lowered = expressionByType(node, around);
  around.depth--;
  return lowered;
}

export function expressions(nodes: readonly ast.Expr[], around: Around): Expression[] {
  return nodes.map((node) => expression(node, around));
}

export function optional(node: ast.Expr | undefined, around: Around): Expression | undefined {
  return node && expression(node, around);
}

/** A name at an absolute offset of the parsed text. */
export function nameAt(name: string, start: number, end: number, around: Around): NameExpression {
  return { kind: 'name', start: start - around.origin, end: end - around.origin, parent: undefined, unit: undefined, answers: undefined, name, key: name };
}

export function none(offset: number, around: Around): LiteralExpression {
  const start = offset - around.origin;
  return { kind: 'literal', start, end: start, parent: undefined, unit: undefined, answers: undefined, type: 'none', value: undefined };
}

function expressionByType(node: ast.Expr, around: Around): Expression {
  const start = node.start - around.origin;
  const end = node.end - around.origin;
  const parent = undefined;
  const unit = undefined;
  const answers = undefined;
  switch (node.type) {
    case 'Name': return { kind: 'name', start, end, parent, unit, answers, name: node.id, key: node.id };
    case 'Attribute':
      return {
        kind: 'member', start, end, parent, unit, answers, object: expression(node.value, around), name: node.attr,
        nameStart: node.attrStart - around.origin, optional: false,
      };
    case 'Call':
      return {
        kind: 'call', start, end, parent, unit, answers, callee: expression(node.func, around),
        arguments: callArguments(node.args, node.keywords, around), open: node.open - around.origin, form: 'call',
      };
    case 'Constant': return literal(node, around);
    case 'Subscript':
      return { kind: 'index', start, end, parent, unit, answers, object: expression(node.value, around), index: expression(node.slice, around) };
    case 'Await': return { kind: 'await', start, end, parent, unit, answers, value: expression(node.value, around) };
    case 'BinOp': return binary(node, around);
    case 'Compare':
      return {
        kind: 'compare', start, end, parent, unit, answers, operators: node.ops.map((op) => COMPARE[op]),
        operands: [expression(node.left, around), ...expressions(node.comparators, around)],
      };
    case 'BoolOp':
      return {
        kind: 'logical', start, end, parent, unit, answers, operator: node.op === 'And' ? 'and' : 'or', operands: expressions(node.values, around),
      };
    case 'UnaryOp':
      return { kind: 'unary', start, end, parent, unit, answers, operator: UNARY[node.op], operand: expression(node.operand, around) };
    case 'JoinedStr': case 'TemplateStr':
      return { kind: 'template', start, end, parent, unit, answers, parts: expressions(interpolated(node.values), around) };
    case 'FormattedValue': case 'Interpolation':
      return { kind: 'template', start, end, parent, unit, answers, parts: expressions(interpolated([node]), around) };
    case 'Tuple': return { kind: 'sequence', start, end, parent, unit, answers, shape: 'tuple', items: expressions(node.elts, around) };
    case 'List': return { kind: 'sequence', start, end, parent, unit, answers, shape: 'list', items: expressions(node.elts, around) };
    case 'Set': return { kind: 'sequence', start, end, parent, unit, answers, shape: 'set', items: expressions(node.elts, around) };
    case 'Dict': return { kind: 'mapping', start, end, parent, unit, answers, entries: mappingEntries(node, around) };
    case 'Starred': return { kind: 'spread', start, end, parent, unit, answers, value: expression(node.value, around) };
    case 'IfExp':
      return {
        kind: 'conditional', start, end, parent, unit, answers, test: expression(node.test, around),
        then: expression(node.body, around), otherwise: expression(node.orelse, around),
      };
    case 'Lambda': return { kind: 'function-expression', start, end, parent, unit, answers, fn: lambda(node, around) };
    case 'ListComp': return comprehension(node, 'list', node.elt, undefined, around);
    case 'SetComp': return comprehension(node, 'set', node.elt, undefined, around);
    case 'GeneratorExp': return comprehension(node, 'generator', node.elt, undefined, around);
    case 'DictComp': return comprehension(node, 'dict', node.key, node.value, around);
    case 'NamedExpr':
      return {
        kind: 'assignment-expression', start, end, parent, unit, answers, target: expression(node.target, around),
        value: expression(node.value, around), operator: undefined,
      };
    case 'Yield': return { kind: 'yield', start, end, parent, unit, answers, value: optional(node.value, around), delegates: false };
    case 'YieldFrom': return { kind: 'yield', start, end, parent, unit, answers, value: expression(node.value, around), delegates: true };
    case 'Slice': {
      const bounds = [node.lower, node.upper, node.step].filter((bound) => bound !== undefined);
      return { kind: 'opaque', start, end, parent, unit, answers, what: 'slice', children: expressions(bounds, around) };
    }
    case 'ErrorExpr': return { kind: 'opaque', start, end, parent, unit, answers, what: 'error', children: expressions(node.children, around) };
  }
}

/** Arguments in source order, which is how readers see them; CPython evaluates `*args` before keywords on its left. */
function callArguments(positional: readonly ast.Expr[], keywords: readonly ast.Keyword[], around: Around): Argument[] {
  const found: Argument[] = [];
  for (const node of positional) {
    const isSpread = node.type === 'Starred';
    found.push({
      kind: 'argument', start: node.start - around.origin, end: node.end - around.origin, parent: undefined, unit: undefined, answers: undefined,
      value: expression(isSpread ? node.value : node, around), name: undefined, spread: isSpread ? 'items' : 'none',
    });
  }
  if (keywords.length === 0) return found;
  for (const keyword of keywords) {
    found.push({
      kind: 'argument', start: keyword.start - around.origin, end: keyword.end - around.origin, parent: undefined, unit: undefined, answers: undefined,
      value: expression(keyword.value, around), name: keyword.arg, spread: keyword.arg === undefined ? 'mapping' : 'none',
    });
  }
  return found.sort((a, b) => a.start - b.start);
}

/** Operator chains nest to the left without bound; a very long one becomes the flat list of its operands. */
function binary(node: ast.BinOp, around: Around): Expression {
  const chain: ast.BinOp[] = [];
  let leftmost: ast.Expr = node;
  while (leftmost.type === 'BinOp') {
    chain.push(leftmost);
    leftmost = leftmost.left;
  }
  chain.reverse();
  if (chain.length > MAX_CHAIN) {
    const operands = [leftmost, ...chain.map((link) => link.right)];
    return {
      kind: 'opaque', start: node.start - around.origin, end: node.end - around.origin, parent: undefined, unit: undefined, answers: undefined,
      what: 'other', children: expressions(operands, around),
    };
  }
  const depth = around.depth;
  around.depth = depth + chain.length;
  let left = expression(leftmost, around);
  for (const link of chain) {
    around.depth--;
    left = {
      kind: 'binary', start: link.start - around.origin, end: link.end - around.origin, parent: undefined, unit: undefined, answers: undefined,
      operator: BINARY[link.op], left, right: expression(link.right, around),
    };
  }
  around.depth = depth;
  return left;
}

function mappingEntries(node: ast.Dict, around: Around): MappingEntry[] {
  return node.values.map((value, i) => {
    const key = optional(node.keys[i], around);
    const lowered = expression(value, around);
    return { kind: 'mapping-entry', start: (key ?? lowered).start, end: lowered.end, parent: undefined, unit: undefined, answers: undefined, key, value: lowered };
  });
}

function comprehension(
  node: ast.Expr & { generators: ast.Comprehension[] }, shape: ComprehensionExpression['shape'],
  element: ast.Expr, value: ast.Expr | undefined, around: Around,
): ComprehensionExpression {
  return {
    kind: 'comprehension', start: node.start - around.origin, end: node.end - around.origin, parent: undefined, unit: undefined, answers: undefined, shape,
    element: expression(element, around), value: optional(value, around),
    clauses: node.generators.map((clause): ComprehensionClause => ({
      kind: 'comprehension-clause', start: clause.start - around.origin, end: clause.end - around.origin, parent: undefined, unit: undefined, answers: undefined,
      target: expression(clause.target, around), iterable: expression(clause.iter, around),
      conditions: expressions(clause.ifs, around), isAsync: clause.is_async === 1,
    })),
  };
}

/** The expressions in the braces of an f-string or t-string, those of format specifications included, in source order. */
function interpolated(values: readonly ast.Expr[]): ast.Expr[] {
  const found: ast.Expr[] = [];
  for (const value of values) {
    if (value.type === 'FormattedValue' || value.type === 'Interpolation') {
      found.push(value.value);
      if (value.format_spec) found.push(...interpolated(value.format_spec.values));
    } else if (value.type !== 'Constant') found.push(value);
  }
  return found;
}

const LITERAL_TYPES: Readonly<Record<ast.ConstantKind, LiteralExpression['type']>> = {
  int: 'number', float: 'number', complex: 'number', str: 'string', bytes: 'bytes', bool: 'boolean', none: 'none', ellipsis: 'ellipsis',
};

function literal(node: ast.Constant, around: Around): LiteralExpression {
  const { kind } = node;
  const hasValue = kind === 'str' || kind === 'int' || kind === 'float' || kind === 'bool';
  const value = hasValue ? node.value : undefined;
  return {
    kind: 'literal', start: node.start - around.origin, end: node.end - around.origin, parent: undefined, unit: undefined, answers: undefined, type: LITERAL_TYPES[kind],
    value: typeof value === 'bigint' || value === null ? undefined : value,
  };
}

/** Too deep to lower: what it reads is kept, so that a variable read only there does not look unused. */
function cutOff(node: ast.Expr, around: Around): Expression {
  return {
    kind: 'opaque', start: node.start - around.origin, end: node.end - around.origin, parent: undefined, unit: undefined, answers: undefined, what: 'other',
    children: namesRead(node).map((name) => nameAt(name.id, name.start, name.end, around)),
  };
}
