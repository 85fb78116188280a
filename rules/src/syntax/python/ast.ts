/**
 * The Python syntax tree: node types, field names and nesting as in CPython's `ast` module.
 *
 * - `node.type` is CPython's class name (`'FunctionDef'`, `'withitem'`, `'match_case'` …) and tells the union apart.
 * - `start` and `end` are UTF-16 offsets into the parsed text, end exclusive, with CPython's choice of span.
 * - list fields are arrays; optional fields are `T | undefined`.
 * - operators are the names of CPython's operator classes (`'Add'`, `'NotIn'`).
 * - text that could not be read as Python becomes `ErrorExpr` or `ErrorStmt`.
 */

/** A stretch of the source text, end exclusive. */
export interface Span {
  readonly start: number;
  readonly end: number;
}

/** A `#` comment, from the `#` up to the end of its line. */
export interface Comment extends Span {}

/** Something CPython would reject, and where. */
export interface SyntaxProblem extends Span {
  readonly message: string;
}

interface NodeBase {
  start: number;
  end: number;
}

interface ExprBase extends NodeBase {
  /** The outermost pair of redundant parentheses around this expression, which its own span leaves out. */
  parenthesised: Span | undefined;
}

export type ExprContext = 'Load' | 'Store' | 'Del';
export type Operator =
  | 'Add' | 'Sub' | 'Mult' | 'MatMult' | 'Div' | 'Mod' | 'Pow'
  | 'LShift' | 'RShift' | 'BitOr' | 'BitXor' | 'BitAnd' | 'FloorDiv';
export type UnaryOperator = 'Invert' | 'Not' | 'UAdd' | 'USub';
export type BoolOperator = 'And' | 'Or';
export type CompareOperator = 'Eq' | 'NotEq' | 'Lt' | 'LtE' | 'Gt' | 'GtE' | 'Is' | 'IsNot' | 'In' | 'NotIn';

/** The whole file; `start` is 0 and `end` the length of the text. */
export interface Module extends NodeBase {
  type: 'Module';
  body: Stmt[];
}

// ---------------------------------------------------------------- statements

interface FunctionBase extends NodeBase {
  name: string;
  args: Arguments;
  body: Stmt[];
  decorator_list: Expr[];
  returns: Expr | undefined;
  type_params: TypeParam[];
  nameStart: number;
  nameEnd: number;
  /** Offset of `async` or `def`, after the decorators; the same as `start`. */
  keywordStart: number;
  /** Offset of the `:` that ends the header (of the place where it is missing, in broken code). */
  colon: number;
}

/** `def name(args): body` */
export interface FunctionDef extends FunctionBase {
  type: 'FunctionDef';
}

/** `async def name(args): body` */
export interface AsyncFunctionDef extends FunctionBase {
  type: 'AsyncFunctionDef';
}

/** `class name(bases, keywords): body` */
export interface ClassDef extends NodeBase {
  type: 'ClassDef';
  name: string;
  bases: Expr[];
  keywords: Keyword[];
  body: Stmt[];
  decorator_list: Expr[];
  type_params: TypeParam[];
  nameStart: number;
  nameEnd: number;
  /** Offset of `class`, after the decorators; the same as `start`. */
  keywordStart: number;
  /** Offset of the `:` that ends the header. */
  colon: number;
}

export interface Return extends NodeBase {
  type: 'Return';
  value: Expr | undefined;
}

/** `del targets` */
export interface Delete extends NodeBase {
  type: 'Delete';
  targets: Expr[];
}

/** `a = b = value`, with `targets` `[a, b]` */
export interface Assign extends NodeBase {
  type: 'Assign';
  targets: Expr[];
  value: Expr;
}

/** `type name[type_params] = value` (PEP 695) */
export interface TypeAlias extends NodeBase {
  type: 'TypeAlias';
  name: Expr;
  type_params: TypeParam[];
  value: Expr;
}

/** `target op= value` */
export interface AugAssign extends NodeBase {
  type: 'AugAssign';
  target: Expr;
  op: Operator;
  value: Expr;
}

/** `target: annotation = value`; `simple` is 1 for a bare name without parentheses, else 0 */
export interface AnnAssign extends NodeBase {
  type: 'AnnAssign';
  target: Expr;
  annotation: Expr;
  value: Expr | undefined;
  simple: 0 | 1;
}

interface ForBase extends NodeBase {
  target: Expr;
  iter: Expr;
  body: Stmt[];
  orelse: Stmt[];
  /** Offset of `async` or `for`; the same as `start`. */
  keywordStart: number;
}

export interface For extends ForBase {
  type: 'For';
}

export interface AsyncFor extends ForBase {
  type: 'AsyncFor';
}

export interface While extends NodeBase {
  type: 'While';
  test: Expr;
  body: Stmt[];
  orelse: Stmt[];
}

/** `if`; an `elif` is an `If` that is alone in `orelse` and starts at its `elif` */
export interface If extends NodeBase {
  type: 'If';
  test: Expr;
  body: Stmt[];
  orelse: Stmt[];
}

interface WithBase extends NodeBase {
  items: WithItem[];
  body: Stmt[];
  /** Offset of `async` or `with`; the same as `start`. */
  keywordStart: number;
}

export interface With extends WithBase {
  type: 'With';
}

export interface AsyncWith extends WithBase {
  type: 'AsyncWith';
}

export interface Match extends NodeBase {
  type: 'Match';
  subject: Expr;
  cases: MatchCase[];
}

/** `raise exc from cause` */
export interface Raise extends NodeBase {
  type: 'Raise';
  exc: Expr | undefined;
  cause: Expr | undefined;
}

interface TryBase extends NodeBase {
  body: Stmt[];
  handlers: ExceptHandler[];
  orelse: Stmt[];
  finalbody: Stmt[];
}

export interface Try extends TryBase {
  type: 'Try';
}

/** `try` with `except*` handlers (PEP 654) */
export interface TryStar extends TryBase {
  type: 'TryStar';
}

export interface Assert extends NodeBase {
  type: 'Assert';
  test: Expr;
  msg: Expr | undefined;
}

export interface Import extends NodeBase {
  type: 'Import';
  names: Alias[];
  /** 1 for `lazy import` (PEP 810), else 0. */
  is_lazy: 0 | 1;
}

/** `from module import names`; `level` counts the leading dots */
export interface ImportFrom extends NodeBase {
  type: 'ImportFrom';
  module: string | undefined;
  names: Alias[];
  level: number;
  /** 1 for `lazy from` (PEP 810), else 0. */
  is_lazy: 0 | 1;
}

export interface Global extends NodeBase {
  type: 'Global';
  names: string[];
}

export interface Nonlocal extends NodeBase {
  type: 'Nonlocal';
  names: string[];
}

/** An expression as a statement. */
export interface ExprStmt extends NodeBase {
  type: 'Expr';
  value: Expr;
}

export interface Pass extends NodeBase {
  type: 'Pass';
}

export interface Break extends NodeBase {
  type: 'Break';
}

export interface Continue extends NodeBase {
  type: 'Continue';
}

/** Text where a statement was expected and none could be read; `children` are the parts that could. */
export interface ErrorStmt extends NodeBase {
  type: 'ErrorStmt';
  children: (Expr | Stmt)[];
}

// --------------------------------------------------------------- expressions

/** `a and b and c` is one node with three values */
export interface BoolOp extends ExprBase {
  type: 'BoolOp';
  op: BoolOperator;
  values: Expr[];
}

/** `target := value` */
export interface NamedExpr extends ExprBase {
  type: 'NamedExpr';
  target: Expr;
  value: Expr;
}

export interface BinOp extends ExprBase {
  type: 'BinOp';
  left: Expr;
  op: Operator;
  right: Expr;
}

export interface UnaryOp extends ExprBase {
  type: 'UnaryOp';
  op: UnaryOperator;
  operand: Expr;
}

export interface Lambda extends ExprBase {
  type: 'Lambda';
  args: Arguments;
  body: Expr;
}

/** `body if test else orelse` */
export interface IfExp extends ExprBase {
  type: 'IfExp';
  test: Expr;
  body: Expr;
  orelse: Expr;
}

/** `{key: value, **value}`; the key of a `**` entry is undefined */
export interface Dict extends ExprBase {
  type: 'Dict';
  keys: (Expr | undefined)[];
  values: Expr[];
}

/** `{a, b}`: CPython's `Set`, named so that it does not hide the global `Set` */
export interface SetDisplay extends ExprBase {
  type: 'Set';
  elts: Expr[];
}

export interface ListComp extends ExprBase {
  type: 'ListComp';
  elt: Expr;
  generators: Comprehension[];
}

export interface SetComp extends ExprBase {
  type: 'SetComp';
  elt: Expr;
  generators: Comprehension[];
}

/** `{key: value for …}`; `{**key for …}` (PEP 798) has no `value` */
export interface DictComp extends ExprBase {
  type: 'DictComp';
  key: Expr;
  value: Expr | undefined;
  generators: Comprehension[];
}

/** `(elt for …)`; the span includes the parentheses, also when they are those of a call */
export interface GeneratorExp extends ExprBase {
  type: 'GeneratorExp';
  elt: Expr;
  generators: Comprehension[];
}

export interface Await extends ExprBase {
  type: 'Await';
  value: Expr;
}

export interface Yield extends ExprBase {
  type: 'Yield';
  value: Expr | undefined;
}

export interface YieldFrom extends ExprBase {
  type: 'YieldFrom';
  value: Expr;
}

/** `left ops[0] comparators[0] ops[1] comparators[1] …` */
export interface Compare extends ExprBase {
  type: 'Compare';
  left: Expr;
  ops: CompareOperator[];
  comparators: Expr[];
}

export interface Call extends ExprBase {
  type: 'Call';
  func: Expr;
  args: Expr[];
  keywords: Keyword[];
  /** Offset of the `(`. */
  open: number;
}

/** `{value!conversion:format_spec}` in an f-string; `conversion` is a character code or -1 */
export interface FormattedValue extends ExprBase {
  type: 'FormattedValue';
  value: Expr;
  conversion: number;
  format_spec: JoinedStr | undefined;
}

/**
 * An f-string, or an implicit concatenation with one in it.
 * Literal parts are `Constant`s; unlike CPython's, neighbouring ones are not merged.
 */
export interface JoinedStr extends ExprBase {
  type: 'JoinedStr';
  values: Expr[];
}

/** `{value}` in a t-string (PEP 750); `str` is the source of the expression */
export interface Interpolation extends ExprBase {
  type: 'Interpolation';
  value: Expr;
  str: string;
  conversion: number;
  format_spec: JoinedStr | undefined;
}

/** A t-string (PEP 750), with values as in `JoinedStr`. */
export interface TemplateStr extends ExprBase {
  type: 'TemplateStr';
  values: Expr[];
}

export type ConstantKind = 'int' | 'float' | 'complex' | 'str' | 'bytes' | 'bool' | 'none' | 'ellipsis';

/**
 * A literal. `value` is worked out on each access:
 * the text after escapes for `str` (implicit concatenation joined) and `bytes` (one character per byte),
 * a number for `int` (a bigint beyond the safe range) and `float`, the imaginary part for `complex`,
 * a boolean, null for `None`, undefined for `...`.
 */
export interface Constant extends ExprBase {
  type: 'Constant';
  kind: ConstantKind;
  readonly value: string | number | bigint | boolean | null | undefined;
}

export interface Attribute extends ExprBase {
  type: 'Attribute';
  value: Expr;
  attr: string;
  ctx: ExprContext;
  /** Offset of the name after the dot; it ends at `end`. */
  attrStart: number;
}

export interface Subscript extends ExprBase {
  type: 'Subscript';
  value: Expr;
  slice: Expr;
  ctx: ExprContext;
}

/** `*value` */
export interface Starred extends ExprBase {
  type: 'Starred';
  value: Expr;
  ctx: ExprContext;
}

export interface Name extends ExprBase {
  type: 'Name';
  /** The name, NFKC-normalised as CPython does (PEP 3131). */
  id: string;
  ctx: ExprContext;
}

export interface List extends ExprBase {
  type: 'List';
  elts: Expr[];
  ctx: ExprContext;
}

/** A tuple; the span includes the parentheses if it has its own */
export interface Tuple extends ExprBase {
  type: 'Tuple';
  elts: Expr[];
  ctx: ExprContext;
}

/** `lower:upper:step`, only as (part of) a `Subscript.slice` */
export interface Slice extends ExprBase {
  type: 'Slice';
  lower: Expr | undefined;
  upper: Expr | undefined;
  step: Expr | undefined;
}

/** Text where an expression was expected; `children` are the parts that could be read. Empty if nothing is there. */
export interface ErrorExpr extends ExprBase {
  type: 'ErrorExpr';
  children: Expr[];
}

// --------------------------------------------------------------- other nodes

/** One `for target in iter if … if …` of a comprehension; `is_async` is 1 for `async for` */
export interface Comprehension extends NodeBase {
  type: 'comprehension';
  target: Expr;
  iter: Expr;
  ifs: Expr[];
  is_async: 0 | 1;
}

/** `except type as name: body` */
export interface ExceptHandler extends NodeBase {
  type: 'ExceptHandler';
  /** CPython's field `type`, the exception class or tuple: renamed because `type` tells nodes apart. */
  exception: Expr | undefined;
  name: string | undefined;
  body: Stmt[];
  /** Offsets of `name`, or -1. */
  nameStart: number;
  nameEnd: number;
}

/** Parameters: `defaults` belong to the last of `posonlyargs` + `args`; `kw_defaults` run along `kwonlyargs` */
export interface Arguments extends NodeBase {
  type: 'arguments';
  posonlyargs: Arg[];
  args: Arg[];
  vararg: Arg | undefined;
  kwonlyargs: Arg[];
  kw_defaults: (Expr | undefined)[];
  kwarg: Arg | undefined;
  defaults: Expr[];
}

/** One parameter; its name starts at `start` */
export interface Arg extends NodeBase {
  type: 'arg';
  arg: string;
  annotation: Expr | undefined;
  nameEnd: number;
}

/** `arg=value` in a call or class header; `arg` is undefined and `nameStart` -1 for `**value` */
export interface Keyword extends NodeBase {
  type: 'keyword';
  arg: string | undefined;
  value: Expr;
  nameStart: number;
}

/** `name as asname` in an import; `name` may be dotted or `*`; `asnameStart` is -1 without `as` */
export interface Alias extends NodeBase {
  type: 'alias';
  name: string;
  asname: string | undefined;
  asnameStart: number;
}

export interface WithItem extends NodeBase {
  type: 'withitem';
  context_expr: Expr;
  optional_vars: Expr | undefined;
}

export interface MatchCase extends NodeBase {
  type: 'match_case';
  pattern: Pattern;
  guard: Expr | undefined;
  body: Stmt[];
}

// ------------------------------------------------------------------ patterns

export interface MatchValue extends NodeBase {
  type: 'MatchValue';
  value: Expr;
}

/** `None`, `True` or `False` */
export interface MatchSingleton extends NodeBase {
  type: 'MatchSingleton';
  value: boolean | null;
}

export interface MatchSequence extends NodeBase {
  type: 'MatchSequence';
  patterns: Pattern[];
}

/** `{keys: patterns, **rest}` */
export interface MatchMapping extends NodeBase {
  type: 'MatchMapping';
  keys: Expr[];
  patterns: Pattern[];
  rest: string | undefined;
}

export interface MatchClass extends NodeBase {
  type: 'MatchClass';
  cls: Expr;
  patterns: Pattern[];
  kwd_attrs: string[];
  kwd_patterns: Pattern[];
}

/** `*name`; undefined for `*_` */
export interface MatchStar extends NodeBase {
  type: 'MatchStar';
  name: string | undefined;
}

/** `pattern as name`, a capture (no pattern) or `_` (neither) */
export interface MatchAs extends NodeBase {
  type: 'MatchAs';
  pattern: Pattern | undefined;
  name: string | undefined;
}

export interface MatchOr extends NodeBase {
  type: 'MatchOr';
  patterns: Pattern[];
}

// ----------------------------------------------------------- type parameters

export interface TypeVar extends NodeBase {
  type: 'TypeVar';
  name: string;
  bound: Expr | undefined;
  default_value: Expr | undefined;
}

export interface ParamSpec extends NodeBase {
  type: 'ParamSpec';
  name: string;
  default_value: Expr | undefined;
}

export interface TypeVarTuple extends NodeBase {
  type: 'TypeVarTuple';
  name: string;
  default_value: Expr | undefined;
}

// -------------------------------------------------------------------- unions

export type Stmt =
  | FunctionDef | AsyncFunctionDef | ClassDef | Return | Delete | Assign | TypeAlias | AugAssign | AnnAssign
  | For | AsyncFor | While | If | With | AsyncWith | Match | Raise | Try | TryStar | Assert
  | Import | ImportFrom | Global | Nonlocal | ExprStmt | Pass | Break | Continue | ErrorStmt;

export type Expr =
  | BoolOp | NamedExpr | BinOp | UnaryOp | Lambda | IfExp | Dict | SetDisplay
  | ListComp | SetComp | DictComp | GeneratorExp | Await | Yield | YieldFrom | Compare | Call
  | FormattedValue | JoinedStr | Interpolation | TemplateStr | Constant
  | Attribute | Subscript | Starred | Name | List | Tuple | Slice | ErrorExpr;

export type Pattern =
  | MatchValue | MatchSingleton | MatchSequence | MatchMapping | MatchClass | MatchStar | MatchAs | MatchOr;

export type TypeParam = TypeVar | ParamSpec | TypeVarTuple;

export type Node =
  | Module | Stmt | Expr | Pattern | TypeParam
  | Comprehension | ExceptHandler | Arguments | Arg | Keyword | Alias | WithItem | MatchCase;
