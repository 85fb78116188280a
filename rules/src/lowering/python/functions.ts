/** Python functions and lambdas, whose bodies are lowered when somebody first looks. */
import type {
  Answer, ClassModel, Expression, FunctionModel, Node, Parameter, Statement, Unit,
} from '../../model/index.js';
import { linkChildren } from '../../model/index.js';
import type * as ast from '../../syntax/python/index.js';
import type { Around, Define } from './around.js';
import { expression, expressions, nameAt, optional } from './expressions.js';
import { statements } from './statements.js';
import { hasOwnYield } from './syntax-walk.js';

type Definition = ast.FunctionDef | ast.AsyncFunctionDef;

/** What is known of a function without its body. */
type Header = Omit<FunctionModel, 'kind' | 'body' | 'parent' | 'unit' | 'answers' | 'isGenerator'>;

/** Syntax that waits for its lowering. Positions are those of the text it was parsed from. */
export interface PendingBody {
  readonly code: readonly ast.Stmt[] | ast.Expr;
  readonly text: string;
  readonly origin: number;
  readonly depth: number;
  readonly define: Define;
  readonly onLowered?: () => void;
}

export class PythonFunction implements FunctionModel {
  readonly kind = 'function';
  readonly form: FunctionModel['form'];
  readonly name: string;
  readonly qualifiedName: string;
  readonly start: number;
  readonly end: number;
  readonly nameStart: number;
  readonly nameEnd: number;
  readonly keywordStart: number;
  readonly isAsync: boolean;
  readonly parameters: readonly Parameter[];
  readonly decorators: readonly Expression[];
  readonly returns: Expression | undefined;
  readonly typeParameters: readonly string[];
  readonly method: FunctionModel['method'];
  owner: ClassModel | undefined;
  enclosing: FunctionModel | undefined;
  parent: Node | undefined = undefined;
  unit: Unit;
  answers: Answer | undefined = undefined;
  #pending: PendingBody | undefined;
  #body: readonly Statement[] | undefined;
  #isGenerator: boolean | undefined;

  /** `unitFor` gives the unit the function belongs to; an outermost function makes its own. */
  constructor(header: Header, unitFor: (fn: FunctionModel) => Unit, pending: PendingBody) {
    this.form = header.form;
    this.name = header.name;
    this.qualifiedName = header.qualifiedName;
    this.start = header.start;
    this.end = header.end;
    this.nameStart = header.nameStart;
    this.nameEnd = header.nameEnd;
    this.keywordStart = header.keywordStart;
    this.isAsync = header.isAsync;
    this.parameters = header.parameters;
    this.decorators = header.decorators;
    this.returns = header.returns;
    this.typeParameters = header.typeParameters;
    this.method = header.method;
    this.owner = header.owner;
    this.enclosing = header.enclosing;
    this.#pending = pending;
    this.unit = unitFor(this);
  }

  get isLowered(): boolean {
    return this.#body !== undefined;
  }

  get isGenerator(): boolean {
    this.#isGenerator ??= this.form !== 'module' && this.#yields();
    return this.#isGenerator;
  }

  get body(): readonly Statement[] {
    if (this.#body) return this.#body;
    const pending = this.#pending;
    if (!pending) return [];
    void this.isGenerator; // needs the syntax, which is let go below
    this.#pending = undefined;
    const around: Around = {
      text: pending.text, origin: pending.origin, unit: this.unit, enclosing: this, owner: undefined,
      prefix: this.qualifiedName === '' ? '' : `${this.qualifiedName}.`, depth: pending.depth, define: pending.define,
      onLambda: undefined,
    };
    this.#body = 'type' in pending.code ? [result(pending.code, around)] : statements(pending.code, around);
    linkChildren(this, this.#body);
    pending.onLowered?.();
    return this.#body;
  }

  #yields(): boolean {
    const pending = this.#pending;
    if (!pending) return false;
    const { origin, text } = pending;
    if (!text.slice(origin + this.start, origin + this.end).includes('yield')) return false;
    return hasOwnYield('type' in pending.code ? [pending.code] : pending.code);
  }
}

/** A lambda; it belongs to the unit it stands in. */
export function lambda(node: ast.Lambda, around: Around): FunctionModel {
  const start = node.start - around.origin;
  const fn = new PythonFunction({
    form: 'lambda', name: '', qualifiedName: `${around.prefix}<lambda>`, start, end: node.end - around.origin,
    nameStart: start, nameEnd: start + 'lambda'.length, keywordStart: start, isAsync: false,
    parameters: parameters(node.args, around), decorators: [], returns: undefined, typeParameters: [],
    method: 'none', owner: undefined, enclosing: around.enclosing,
  }, () => around.unit, { code: node.body, text: around.text, origin: around.origin, depth: around.depth, define: defineNested });
  around.onLambda?.(fn);
  return fn;
}

/** A `def` inside another function: same unit. */
export function defineNested(node: Definition, around: Around): FunctionModel {
  return makeFunction(node, around, () => around.unit);
}

/** Offset of the first decorator's `@`, or of `async`/`def`/`class`. */
export function definitionStart(node: Definition | ast.ClassDef, text: string): number {
  const first = node.decorator_list[0];
  if (!first) return node.start;
  const at = text.lastIndexOf('@', first.parenthesised?.start ?? first.start);
  return at < 0 ? first.start : at;
}

/** `around` supplies the offsets' origin; `unitFor` the unit. */
export function makeFunction(node: Definition, around: Around, unitFor: (fn: FunctionModel) => Unit): PythonFunction {
  const { origin } = around;
  return new PythonFunction({
    form: 'function', name: node.name, qualifiedName: around.prefix + node.name,
    start: definitionStart(node, around.text) - origin, end: node.end - origin,
    nameStart: node.nameStart - origin, nameEnd: node.nameEnd - origin, keywordStart: node.keywordStart - origin,
    isAsync: node.type === 'AsyncFunctionDef', parameters: parameters(node.args, around),
    decorators: expressions(node.decorator_list, around), returns: optional(node.returns, around),
    typeParameters: node.type_params.map((parameter) => parameter.name),
    method: around.owner ? methodKind(node) : 'none', owner: around.owner, enclosing: around.enclosing,
  }, unitFor, { code: node.body, text: around.text, origin, depth: around.depth, define: defineNested });
}

function result(value: ast.Expr, around: Around): Statement {
  return {
    kind: 'return', start: value.start - around.origin, end: value.end - around.origin, parent: undefined, unit: undefined, answers: undefined,
    value: expression(value, around),
  };
}

function parameters(args: ast.Arguments, around: Around): Parameter[] {
  const found: Parameter[] = [];
  const add = (arg: ast.Arg, form: Parameter['form'], value: ast.Expr | undefined): void => {
    found.push({
      kind: 'parameter', start: arg.start - around.origin, end: Math.max(arg.end, value?.end ?? 0) - around.origin, parent: undefined, unit: undefined, answers: undefined,
      target: nameAt(arg.arg, arg.start, arg.nameEnd, around), name: arg.arg, annotation: optional(arg.annotation, around),
      default: optional(value, around), form,
    });
  };
  const positional = [...args.posonlyargs, ...args.args];
  const firstDefault = positional.length - args.defaults.length;
  positional.forEach((arg, i) => {
    // An index below zero would be looked up as a property's name.
    add(arg, i < args.posonlyargs.length ? 'positional-only' : 'positional', i < firstDefault ? undefined : args.defaults[i - firstDefault]);
  });
  if (args.vararg) add(args.vararg, 'rest', undefined);
  args.kwonlyargs.forEach((arg, i) => add(arg, 'keyword-only', args.kw_defaults[i]));
  if (args.kwarg) add(args.kwarg, 'rest-keywords', undefined);
  return found;
}

const DECORATED: ReadonlyMap<string, FunctionModel['method']> = new Map([
  ['staticmethod', 'static'], ['abstractstaticmethod', 'static'],
  ['classmethod', 'class'], ['abstractclassmethod', 'class'],
  ['property', 'getter'], ['cached_property', 'getter'], ['abstractproperty', 'getter'], ['getter', 'getter'],
  ['setter', 'setter'], ['deleter', 'setter'],
]);

/** Static and class methods without a decorator (data model, "Special method names"). */
const IMPLICIT: ReadonlyMap<string, FunctionModel['method']> = new Map([
  ['__new__', 'static'], ['__init_subclass__', 'class'], ['__class_getitem__', 'class'],
]);

function methodKind(node: Definition): FunctionModel['method'] {
  for (const decorator of node.decorator_list) {
    const name = decorator.type === 'Name' ? decorator.id : decorator.type === 'Attribute' ? decorator.attr : undefined;
    const kind = name === undefined ? undefined : DECORATED.get(name);
    if (kind) return kind;
  }
  return IMPLICIT.get(node.name) ?? 'instance';
}
