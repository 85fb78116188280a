/** Functions of all forms, whose bodies are lowered when somebody first looks. */
import type ts from 'typescript';
import { linkChildren, type Answer, type ClassModel, type Expression, type FunctionModel, type Node, type Parameter, type Statement, type Unit } from '../../model/index.js';
import { expression } from './expressions.js';
import { boundNames, declareBody, NameScope } from './name-scope.js';
import { cameFrom } from './origin.js';
import { bindingTarget } from './patterns.js';
import { rangeOf, startOf, type Site } from './site.js';
import { statements } from './statements.js';
import { typeAnnotation } from './types.js';

/** Function syntax with code of its own; overload signatures and ambient declarations have none. */
export type FunctionSyntax = ts.FunctionLikeDeclaration & { readonly body?: ts.ConciseBody };

type Header = Omit<FunctionModel, 'kind' | 'body' | 'parent' | 'answers'>;

export class LoweredFunction implements FunctionModel {
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
  readonly isGenerator: boolean;
  readonly parameters: readonly Parameter[];
  readonly decorators: readonly Expression[];
  readonly returns: Expression | undefined;
  readonly typeParameters: readonly string[];
  readonly isPrivate: boolean;
  readonly method: FunctionModel['method'];
  owner: ClassModel | undefined;
  enclosing: FunctionModel | undefined;
  parent: Node | undefined = undefined;
  unit: Unit;
  answers: Answer | undefined = undefined;
  #lower: ((fn: FunctionModel) => readonly Statement[]) | undefined;
  #body: readonly Statement[] | undefined;

  constructor(header: Header, lower: (fn: FunctionModel) => readonly Statement[]) {
    this.form = header.form;
    this.name = header.name;
    this.qualifiedName = header.qualifiedName;
    this.start = header.start;
    this.end = header.end;
    this.nameStart = header.nameStart;
    this.nameEnd = header.nameEnd;
    this.keywordStart = header.keywordStart;
    this.isAsync = header.isAsync;
    this.isPrivate = header.isPrivate === true;
    this.isGenerator = header.isGenerator;
    this.parameters = header.parameters;
    this.decorators = header.decorators;
    this.returns = header.returns;
    this.typeParameters = header.typeParameters;
    this.method = header.method;
    this.owner = header.owner;
    this.enclosing = header.enclosing;
    this.unit = header.unit;
    this.#lower = lower;
  }

  get body(): readonly Statement[] {
    if (this.#body) return this.#body;
    const lower = this.#lower;
    if (!lower) return []; // asked for while it is being lowered
    this.#lower = undefined;
    const body = lower(this);
    this.#body = body;
    linkChildren(this, body);
    return body;
  }
}

/** What a function is called where its own syntax does not say: `const load = async () => …`, `{ load() {} }`. */
export interface GivenName {
  readonly text: string;
  readonly start: number;
  readonly end: number;
  /** Set for fields of a class: `handle = async () => …` is called like a method. */
  readonly field?: 'instance' | 'static';
}

/** The name that a declared variable, property or field gives to the function assigned to it. */
export function givenName(name: ts.PropertyName | ts.BindingName, site: Site): GivenName {
  return { text: nameText(name, site), start: startOf(name, site), end: name.end };
}

/**
 * A function declaration, method, accessor, constructor, function expression or arrow. Function expressions and arrows
 * are named as ECMA-262 does ("NamedEvaluation"): by the variable, property or field they are assigned to.
 */
export function functionModel(node: FunctionSyntax, site: Site, given?: GivenName): FunctionModel {
  const { ts } = site;
  const named = ownName(node, site) ?? given;
  const start = startOf(node, site);
  const names = new NameScope(site.names);
  if (ts.isFunctionExpression(node) && node.name) names.declare(node.name.text, node.name.text);
  const real = node.parameters.filter((parameter) => !isThisParameter(ts, parameter));
  for (const parameter of real) for (const name of boundNames(ts, parameter.name)) names.declare(name, name);
  const header: Site = { ...site, names };
  const text = named?.text ?? '';
  const qualifiedName = site.prefix + (text === '' ? '<anonymous>' : text);
  const level = site.depth.level + 1;
  const fn = new LoweredFunction({
    form: ts.isArrowFunction(node) ? 'lambda' : 'function', name: text, qualifiedName, start, end: node.end,
    nameStart: named?.start ?? start, nameEnd: named?.end ?? start,
    keywordStart: keywordStart(node, site), isAsync: hasModifier(ts, node, ts.SyntaxKind.AsyncKeyword),
    isGenerator: node.asteriskToken !== undefined, parameters: real.map((parameter) => parameterModel(parameter, header)),
    decorators: decoratorsOf(node, site), returns: node.type && typeAnnotation(node.type, site),
    isPrivate: hasModifier(ts, node, ts.SyntaxKind.PrivateKeyword) || (node.name !== undefined && ts.isPrivateIdentifier(node.name)),
    typeParameters: node.typeParameters?.map((parameter) => parameter.name.text) ?? [],
    method: given?.field ?? methodKind(node, site), owner: given?.field || ts.isClassElement(node) ? site.owner : undefined, enclosing: site.enclosing, unit: site.unit,
  }, (self) => {
    const inner: Site = { ...site, enclosing: self, owner: undefined, names, prefix: `${qualifiedName}.`, depth: { level } };
    return bodyOf(node, inner);
  });
  return cameFrom(fn, node);
}

function bodyOf(node: FunctionSyntax, site: Site): Statement[] {
  const { body } = node;
  if (!body) return [];
  if (!site.ts.isBlock(body)) {
    const value = expression(body, site);
    return [{ kind: 'return', start: startOf(body, site), end: body.end, parent: undefined, unit: undefined, answers: undefined, value }];
  }
  declareBody(site.ts, body.statements, site.names);
  return statements(body.statements, site);
}

function parameterModel(node: ts.ParameterDeclaration, site: Site): Parameter {
  const { ts } = site;
  return cameFrom({
    kind: 'parameter', ...rangeOf(node, site), target: bindingTarget(node.name, site),
    name: ts.isIdentifier(node.name) ? node.name.text : undefined,
    annotation: node.type && typeAnnotation(node.type, site),
    default: node.initializer && expression(node.initializer, site),
    form: node.dotDotDotToken ? 'rest' : 'positional',
  }, node);
}

/** `function f(this: Window)` declares the type of `this`, not a parameter. */
function isThisParameter(ts: Site['ts'], node: ts.ParameterDeclaration): boolean {
  return ts.isIdentifier(node.name) && node.name.text === 'this';
}

function ownName(node: FunctionSyntax, site: Site): GivenName | undefined {
  const { ts } = site;
  if (ts.isConstructorDeclaration(node)) {
    const start = keywordStart(node, site);
    return { text: 'constructor', start, end: start + 'constructor'.length };
  }
  if (!node.name || node.name.pos === node.name.end) return undefined;
  return givenName(node.name, site);
}

/** The text of a member's name; `[Symbol.iterator]` as it is written. */
export function nameText(name: ts.PropertyName | ts.BindingName, site: Site): string {
  const { ts } = site;
  if (ts.isIdentifier(name) || ts.isPrivateIdentifier(name) || ts.isStringLiteralLike(name) || ts.isNumericLiteral(name)) return name.text;
  if (!ts.isComputedPropertyName(name)) return '';
  if (ts.isStringLiteralLike(name.expression)) return name.expression.text;
  return ts.isPropertyAccessExpression(name.expression) ? site.source.text.slice(startOf(name, site), name.end) : '';
}

/** Where `async` stands or belongs: before `function`, a method's `*` or name, an arrow's parameters. */
function keywordStart(node: FunctionSyntax, site: Site): number {
  const { ts } = site;
  const modifiers = ts.canHaveModifiers(node) ? ts.getModifiers(node) : undefined;
  const written = modifiers?.find((modifier) => modifier.kind === ts.SyntaxKind.AsyncKeyword);
  if (written) return startOf(written, site);
  const last = [...(modifiers ?? []), ...((ts.canHaveDecorators(node) && ts.getDecorators(node)) || [])].reduce((end, one) => Math.max(end, one.end), -1);
  if (last < 0) return startOf(node, site);
  return skipTrivia(site, last);
}

/** The next offset that is neither white space nor comment. */
function skipTrivia({ ts, source: { text } }: Site, from: number): number {
  let at = from;
  for (const comment of [...(ts.getTrailingCommentRanges(text, from) ?? []), ...(ts.getLeadingCommentRanges(text, from) ?? [])]) at = Math.max(at, comment.end);
  while (at < text.length && /\s/.test(text[at] ?? '')) at++;
  return at;
}

export function hasModifier(ts: Site['ts'], node: ts.Node, kind: ts.SyntaxKind): boolean {
  return ts.canHaveModifiers(node) && (ts.getModifiers(node)?.some((modifier) => modifier.kind === kind) ?? false);
}

export function decoratorsOf(node: ts.Node, site: Site): Expression[] {
  if (!site.ts.canHaveDecorators(node)) return [];
  return site.ts.getDecorators(node)?.map((decorator) => expression(decorator.expression, site)) ?? [];
}

function methodKind(node: FunctionSyntax, site: Site): FunctionModel['method'] {
  const { ts } = site;
  if (ts.isGetAccessor(node)) return 'getter';
  if (ts.isSetAccessor(node)) return 'setter';
  // Methods of object literals have no class.
  if (!site.owner || !ts.isClassElement(node)) return 'none';
  return hasModifier(ts, node, ts.SyntaxKind.StaticKeyword) ? 'static' : 'instance';
}
