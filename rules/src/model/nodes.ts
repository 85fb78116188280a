/**
 * The program model: one small tree for Python, TypeScript and JavaScript. Rules and semantics see only this.
 *
 * Positions are UTF-16 offsets **relative to the node's unit** (see `unit.ts`), so that an unchanged function is reused
 * after an edit above it. `placeOf` in `place.ts` turns a node into a place in its file.
 */
import type { ClassModel, FunctionModel } from './function.js';
import type { Subject } from './subject.js';
import type { Unit } from './unit.js';

export interface NodeBase extends Subject {
  readonly start: number;
  readonly end: number;
  /** The node that contains this one; the function or class for outermost nodes. Set once by `linkChildren`. */
  parent: Node | undefined;
  /** The unit that the node is part of. Set with `parent`. */
  unit: Unit | undefined;
}

export type Node = Expression | Statement | Argument | MappingEntry | ComprehensionClause | Handler | WithItem | MatchCase | Parameter | FunctionModel | ClassModel;

// ---- Expressions ------------------------------------------------------------------------------------------------

export interface NameExpression extends NodeBase {
  readonly kind: 'name';
  readonly name: string;
  /** Distinguishes block-scoped declarations of one name inside one function (TypeScript); otherwise equal to `name`. */
  readonly key: string;
}

export interface MemberExpression extends NodeBase {
  readonly kind: 'member';
  readonly object: Expression;
  readonly name: string;
  readonly nameStart: number;
  /** `a?.b` */
  readonly optional: boolean;
}

export interface IndexExpression extends NodeBase {
  readonly kind: 'index';
  readonly object: Expression;
  readonly index: Expression;
}

export interface CallExpression extends NodeBase {
  readonly kind: 'call';
  readonly callee: Expression;
  readonly arguments: readonly Argument[];
  /** Offset of the opening parenthesis; -1 for `new X` without one and for tagged templates. */
  readonly open: number;
  readonly form: 'call' | 'new' | 'tagged-template';
}

/** One argument of a call: positional, keyword (`name` set) or spread (`*a`, `**k`, `...a`). */
export interface Argument extends NodeBase {
  readonly kind: 'argument';
  readonly value: Expression;
  readonly name: string | undefined;
  readonly spread: 'none' | 'items' | 'mapping';
}

export interface AwaitExpression extends NodeBase {
  readonly kind: 'await';
  readonly value: Expression;
}

export interface YieldExpression extends NodeBase {
  readonly kind: 'yield';
  readonly value: Expression | undefined;
  /** `yield from` / `yield*` */
  readonly delegates: boolean;
}

/** A lambda, arrow function or function expression. */
export interface FunctionExpression extends NodeBase {
  readonly kind: 'function-expression';
  readonly fn: FunctionModel;
}

export interface ClassExpression extends NodeBase {
  readonly kind: 'class-expression';
  readonly cls: ClassModel;
}

export interface LiteralExpression extends NodeBase {
  readonly kind: 'literal';
  readonly type: 'string' | 'bytes' | 'number' | 'boolean' | 'none' | 'ellipsis' | 'regexp';
  /** Strings cooked, numbers when exactly representable, booleans; undefined otherwise. */
  readonly value: string | number | boolean | undefined;
}

/** f-string, t-string or template literal; `parts` are the interpolated expressions in order. */
export interface TemplateExpression extends NodeBase {
  readonly kind: 'template';
  readonly parts: readonly Expression[];
}

export interface SequenceExpression extends NodeBase {
  readonly kind: 'sequence';
  readonly shape: 'list' | 'tuple' | 'set';
  readonly items: readonly Expression[];
}

/** dict display or object literal. */
export interface MappingExpression extends NodeBase {
  readonly kind: 'mapping';
  readonly entries: readonly MappingEntry[];
}

/** `key` is undefined for `**spread` / `...spread`; an object literal's plain key is a string literal. */
export interface MappingEntry extends NodeBase {
  readonly kind: 'mapping-entry';
  readonly key: Expression | undefined;
  readonly value: Expression;
}

export interface SpreadExpression extends NodeBase {
  readonly kind: 'spread';
  readonly value: Expression;
}

export interface ComprehensionExpression extends NodeBase {
  readonly kind: 'comprehension';
  readonly shape: 'list' | 'set' | 'dict' | 'generator';
  readonly element: Expression;
  /** The value of a dict comprehension (`element` is its key). */
  readonly value: Expression | undefined;
  readonly clauses: readonly ComprehensionClause[];
}

export interface ComprehensionClause extends NodeBase {
  readonly kind: 'comprehension-clause';
  readonly target: Expression;
  readonly iterable: Expression;
  readonly conditions: readonly Expression[];
  readonly isAsync: boolean;
}

export interface ConditionalExpression extends NodeBase {
  readonly kind: 'conditional';
  readonly test: Expression;
  readonly then: Expression;
  readonly otherwise: Expression;
}

export interface LogicalExpression extends NodeBase {
  readonly kind: 'logical';
  readonly operator: 'and' | 'or' | 'nullish';
  readonly operands: readonly Expression[];
}

/** `operator` is the source token (`not`, `-`, `~`, `!`, `typeof`, `void`, `delete`, `++` …). */
export interface UnaryExpression extends NodeBase {
  readonly kind: 'unary';
  readonly operator: string;
  readonly operand: Expression;
}

export interface BinaryExpression extends NodeBase {
  readonly kind: 'binary';
  readonly operator: string;
  readonly left: Expression;
  readonly right: Expression;
}

/** `a < b < c`; operators are source tokens (`==`, `in`, `not in`, `is`, `===`, `instanceof` …). */
export interface CompareExpression extends NodeBase {
  readonly kind: 'compare';
  readonly operators: readonly string[];
  readonly operands: readonly Expression[];
}

/** `x := v` and JavaScript's assignment used as an expression. `operator` is undefined for a plain assignment. */
export interface AssignmentExpression extends NodeBase {
  readonly kind: 'assignment-expression';
  readonly target: Expression;
  readonly value: Expression;
  readonly operator: string | undefined;
}

/** A slice, a type-only wrapper, a broken piece of source …: evaluates `children` in order, means nothing else. */
export interface OpaqueExpression extends NodeBase {
  readonly kind: 'opaque';
  readonly what: 'slice' | 'error' | 'jsx' | 'type-assertion' | 'other';
  readonly children: readonly Expression[];
}

export type Expression =
  | NameExpression | MemberExpression | IndexExpression | CallExpression | AwaitExpression | YieldExpression
  | FunctionExpression | ClassExpression | LiteralExpression | TemplateExpression | SequenceExpression | MappingExpression
  | SpreadExpression | ComprehensionExpression | ConditionalExpression | LogicalExpression | UnaryExpression
  | BinaryExpression | CompareExpression | AssignmentExpression | OpaqueExpression;

// ---- Statements -------------------------------------------------------------------------------------------------

export interface ExpressionStatement extends NodeBase {
  readonly kind: 'expression-statement';
  readonly value: Expression;
}

/**
 * `a = b = v`, `x: T = v`, `x += v`, `const {a} = v`. `value` is undefined for a bare declaration (`x: int`, `let x`).
 * Targets are names, members, indexes, sequences and spreads; a destructured object is a `mapping` of targets.
 */
export interface AssignmentStatement extends NodeBase {
  readonly kind: 'assignment';
  readonly targets: readonly Expression[];
  readonly value: Expression | undefined;
  readonly annotation: Expression | undefined;
  /** `+` for `+=`; undefined for a plain assignment. */
  readonly operator: string | undefined;
  readonly declares: 'const' | 'let' | 'var' | 'using' | 'await-using' | undefined;
  /** Of `type Alias[T] = …` (PEP 695): its type parameters. */
  readonly typeParameters?: readonly string[];
}

export interface ReturnStatement extends NodeBase {
  readonly kind: 'return';
  readonly value: Expression | undefined;
}

export interface RaiseStatement extends NodeBase {
  readonly kind: 'raise';
  readonly value: Expression | undefined;
  readonly cause: Expression | undefined;
}

export interface IfStatement extends NodeBase {
  readonly kind: 'if';
  readonly test: Expression;
  readonly then: readonly Statement[];
  readonly otherwise: readonly Statement[];
}

/** `for target in iterable`, `for…of`, `for…in`. */
export interface ForStatement extends NodeBase {
  readonly kind: 'for';
  readonly target: Expression;
  readonly iterable: Expression;
  readonly isAsync: boolean;
  /** JavaScript `for…in` iterates over keys. */
  readonly over: 'values' | 'keys';
  readonly body: readonly Statement[];
  /** Python's `else`: runs when the loop ends without `break`. */
  readonly otherwise: readonly Statement[];
}

/** `while`, `do…while` and C-style `for`. */
export interface WhileStatement extends NodeBase {
  readonly kind: 'while';
  readonly form: 'while' | 'do' | 'for';
  readonly initialisers: readonly Statement[];
  /** undefined: endless. */
  readonly test: Expression | undefined;
  readonly update: Expression | undefined;
  readonly body: readonly Statement[];
  readonly otherwise: readonly Statement[];
}

export interface TryStatement extends NodeBase {
  readonly kind: 'try';
  readonly body: readonly Statement[];
  readonly handlers: readonly Handler[];
  readonly otherwise: readonly Statement[];
  readonly finalizer: readonly Statement[];
  readonly hasFinalizer: boolean;
  /** Python's `except*` (PEP 654): several handlers may run for one exception group. */
  readonly handlesGroups?: boolean;
}

export interface Handler extends NodeBase {
  readonly kind: 'handler';
  /** undefined: catches everything. */
  readonly type: Expression | undefined;
  readonly target: Expression | undefined;
  readonly body: readonly Statement[];
}

export interface WithStatement extends NodeBase {
  readonly kind: 'with';
  readonly items: readonly WithItem[];
  readonly isAsync: boolean;
  readonly body: readonly Statement[];
}

export interface WithItem extends NodeBase {
  readonly kind: 'with-item';
  readonly context: Expression;
  readonly target: Expression | undefined;
}

export interface BreakStatement extends NodeBase {
  readonly kind: 'break';
  readonly label: string | undefined;
}

export interface ContinueStatement extends NodeBase {
  readonly kind: 'continue';
  readonly label: string | undefined;
}

export interface FunctionStatement extends NodeBase {
  readonly kind: 'function-statement';
  readonly fn: FunctionModel;
}

export interface ClassStatement extends NodeBase {
  readonly kind: 'class-statement';
  readonly cls: ClassModel;
}

/**
 * One imported name. Python: `import a.b as c` has module `a.b`, imported undefined, local `c`; `import a.b` binds `a`
 * (local `a`, `bindsTop`). `from .m import x as y`: module `.m`, imported `x`, local `y`; star import: imported `*`.
 * TypeScript: default import is imported `default`, namespace import is imported undefined.
 */
export interface ImportedName {
  readonly module: string;
  readonly imported: string | undefined;
  readonly local: string;
  readonly bindsTop: boolean;
  readonly start: number;
  readonly end: number;
}

export interface ImportStatement extends NodeBase {
  readonly kind: 'import';
  readonly names: readonly ImportedName[];
  readonly typeOnly: boolean;
}

/** `match`/`switch`. */
export interface MatchStatement extends NodeBase {
  readonly kind: 'match';
  readonly subject: Expression;
  readonly cases: readonly MatchCase[];
  /** JavaScript cases fall through to the next one. */
  readonly fallsThrough: boolean;
}

export interface MatchCase extends NodeBase {
  readonly kind: 'match-case';
  /** Expressions evaluated by the pattern (values, class names); undefined test = default. */
  readonly tests: readonly Expression[];
  /** Names that the pattern binds. */
  readonly captures: readonly NameExpression[];
  readonly guard: Expression | undefined;
  readonly isDefault: boolean;
  readonly body: readonly Statement[];
  /** What the pattern demands of the subject itself, where that is a type (Python). */
  readonly subject?: CaseSubject;
}

/** `case str() | bytes() as text`, `case None`, `case other`. */
export interface CaseSubject {
  /** Some of `tests`: the classes, or None, of which the subject is one; [] when anything matches. */
  readonly types: readonly Expression[];
  /** The pattern asks for nothing else. */
  readonly isAll: boolean;
  /** What the pattern compares the subject with or asks of it, one of which must hold; undefined when it asks for something else. */
  readonly alternatives?: readonly CaseTest[] | undefined;
  /** The capture that gets the subject itself. */
  readonly name: NameExpression | undefined;
}

/** `case "r"`, `case Mode.READ`, `case None`: the value; `case Path()`, `case Point(x=0)`: the class, which may not be all. */
export interface CaseTest {
  readonly form: 'value' | 'class' | 'part of class';
  readonly test: Expression;
}

/** Python's `global` / `nonlocal`. */
export interface ScopeStatement extends NodeBase {
  readonly kind: 'scope';
  readonly scope: 'global' | 'nonlocal';
  readonly names: readonly string[];
}

export interface DeleteStatement extends NodeBase {
  readonly kind: 'delete';
  readonly targets: readonly Expression[];
}

export interface AssertStatement extends NodeBase {
  readonly kind: 'assert';
  readonly test: Expression;
  readonly message: Expression | undefined;
}

/** A `{ … }` block, a labelled statement, a type alias (no children) or broken source (`error`). */
export interface BlockStatement extends NodeBase {
  readonly kind: 'block';
  readonly what: 'block' | 'label' | 'type' | 'error';
  readonly label: string | undefined;
  readonly body: readonly Statement[];
}

export type Statement =
  | ExpressionStatement | AssignmentStatement | ReturnStatement | RaiseStatement | IfStatement | ForStatement
  | WhileStatement | TryStatement | WithStatement | BreakStatement | ContinueStatement | FunctionStatement
  | ClassStatement | ImportStatement | MatchStatement | ScopeStatement | DeleteStatement | AssertStatement | BlockStatement;

export interface Parameter extends NodeBase {
  readonly kind: 'parameter';
  /** A name, or a destructuring target (TypeScript). */
  readonly target: Expression;
  readonly name: string | undefined;
  readonly annotation: Expression | undefined;
  readonly default: Expression | undefined;
  readonly form: 'positional-only' | 'positional' | 'keyword-only' | 'rest' | 'rest-keywords';
}
