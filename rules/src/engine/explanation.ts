/** What was inferred about the code at a place, and why: for `async-pitfalls explain` and for hovers. */
import {
  functionOf, namePlace, placeOf, textOf, visitCode,
  type CallExpression, type Expression, type FunctionModel, type LineIndex, type ModuleModel, type Node, type Place,
} from '../model/index.js';
import type { Analyses, AwaitableFact, BlockingFact, EffectFact, Invocation, Semantics, Targets } from '../semantics/semantics.js';
import type { Analysed } from './language-support.js';

export interface Explanation {
  /** Of the whole expression. */
  readonly place: Place;
  readonly text: string;
  /** `call`: the definitions, library and blocking are those of what is called. */
  readonly form: 'call' | 'expression';
  /** Does it lie in the code of an asynchronous function? */
  readonly inAsync: boolean;
  readonly definitions: readonly Place[];
  /** Canonical library name of what is called or referred to. */
  readonly library: string | undefined;
  readonly type: string;
  readonly awaitable: AwaitableFact;
  /** Where the function is defined that makes the awaitable. */
  readonly producer: Place | undefined;
  /** One entry for each thing that evaluating the expression runs. */
  readonly runs: readonly Run[];
  /** Of calls. */
  readonly effects: EffectFact | undefined;
}

/** Something that the expression runs: the call itself, a property, iteration, a context manager. */
export interface Run {
  readonly form: Invocation['form'];
  readonly names: readonly string[];
  readonly blocking: BlockingFact | undefined;
  /** Why no blocking is reported. */
  readonly reason: string | undefined;
  /** Nothing at all is known of what runs. */
  readonly isUnresolved: boolean;
}

/**
 * Explains the innermost call or expression at a column, or without one all calls that begin on the line (where none does,
 * the outermost expressions). `line` and `character` count from 0. Empty when there is no code.
 */
export function explainAt(analysed: Analysed, line: number, character: number | undefined): Explanation[] {
  const { module } = analysed;
  const expressions = expressionsOf(module, line);
  const chosen = character === undefined ? onLine(expressions, module.lines, line) : atOffset(expressions, module.lines.offsetAt({ line, character }));
  return chosen.map((expression) => explain(analysed, expression));
}

/** The functions whose names stand on the line, or at the column. Counted from 0, too. */
export function functionsAt(module: ModuleModel, line: number, character: number | undefined): FunctionModel[] {
  const offset = character === undefined ? undefined : module.lines.offsetAt({ line, character });
  return module.functions.filter((fn) => {
    const { start, end } = namePlace(fn);
    return fn.form === 'function' && (offset === undefined ? module.lines.positionAt(start).line === line : offset >= start && offset <= end);
  });
}

/** Explains exactly the expression that begins and ends there; undefined when there is none. Offsets into the file. */
export function explainRange(analysed: Analysed, start: number, end: number): Explanation | undefined {
  const { line } = analysed.module.lines.positionAt(start);
  const found = expressionsOf(analysed.module, line).find((expression) => {
    const place = placeOf(expression);
    return place.start === start && place.end === end;
  });
  return found && explain(analysed, found);
}

/** In one line of Markdown: the way to what blocks (`load` → `requests.get`), else the type of what is awaitable. */
export function shortTrace({ text, type, awaitable, runs }: Explanation): string | undefined {
  const chain = runs.find(({ blocking }) => blocking)?.blocking?.chain;
  if (chain) return chain.map(({ name }) => markdownCode(name)).join(' → ');
  if (awaitable.verdict !== 'yes' || type === 'unknown') return undefined;
  return `${markdownCode(text.replace(/\s+/g, ' '))}: ${markdownCode(type)}`;
}

const longestCode = 60;

/** Text as Markdown code; backticks would end it. */
export function markdownCode(text: string): string {
  return `\`${(text.length > longestCode ? `${text.slice(0, longestCode - 1)}…` : text).replaceAll('`', "'")}\``;
}

function explain({ semantics, analyses }: Analysed, expression: Expression): Explanation {
  const subject = expression.kind === 'call' ? expression.callee : expression;
  const awaitable = semantics.awaitable(expression);
  return {
    place: placeOf(expression),
    text: textOf(expression),
    form: expression.kind === 'call' ? 'call' : 'expression',
    inAsync: functionOf(expression).isAsync,
    definitions: semantics.definitionPlaces(subject),
    library: semantics.libraryName(subject),
    type: semantics.typeText(expression),
    awaitable,
    producer: awaitable.producer && namePlace(awaitable.producer),
    runs: semantics.invocations(functionOf(expression)).filter(({ node }) => node === expression || isStepOver(node, expression))
      .map((invocation) => runOf(invocation, semantics, analyses)),
    effects: expression.kind === 'call' ? analyses.effects(expression) : undefined,
  };
}

/** The `with` item or loop whose context or iterable the expression is. */
function isStepOver(node: Node, expression: Expression): boolean {
  switch (node.kind) {
    case 'with-item': return node.context === expression;
    case 'for': case 'comprehension-clause': return node.iterable === expression;
    default: return false;
  }
}

function runOf(invocation: Invocation, semantics: Semantics, analyses: Analyses): Run {
  const { targets, form } = invocation;
  const names = [...targets.functions.map(qualifiedNameOf), ...targets.library.map(({ name }) => name)];
  const blocking = analyses.blocking(invocation);
  return { form, names, blocking, reason: blocking ? undefined : reasonOf(invocation, semantics), isUnresolved: isUnresolved(targets) };
}

function qualifiedNameOf(fn: FunctionModel): string {
  return fn.form === 'lambda' ? 'a lambda' : fn.qualifiedName;
}

function isUnresolved({ functions, library, constructs, complete }: Targets): boolean {
  return functions.length + library.length === 0 && !constructs && !complete;
}

function reasonOf({ node, targets, awaited }: Invocation, semantics: Semantics): string {
  const { functions, library, complete } = targets;
  if (awaited) return 'it is awaited';
  if (isUnresolved(targets)) return calleeReason(node, semantics) ?? 'it is not known what runs';
  if (functions.length > 0 && functions.every((fn) => fn.isAsync)) return 'the call only makes a coroutine, which runs when it is awaited';
  const unlisted = library.find(({ facts }) => Object.keys(facts).length === 0);
  if (unlisted) return `nothing is known about \`${unlisted.name}\``;
  return complete ? 'nothing that it is known to run blocks' : 'nothing that it is known to run blocks, but something else may run as well';
}

function calleeReason(node: Node, semantics: Semantics): string | undefined {
  const reason = node.kind === 'call' ? semantics.awaitable(node.callee).reason : undefined;
  return reason === undefined ? undefined : `it is not known what runs: ${reason}`;
}

/** The expressions of all functions that the line touches, outer ones first. */
function expressionsOf(module: ModuleModel, line: number): Expression[] {
  const start = module.lines.offsetAt({ line, character: 0 });
  const end = start + module.lines.lineText(line).length;
  const found: Expression[] = [];
  for (const fn of new Set([module.root, ...module.functions])) {
    const { base } = fn.unit;
    if (fn !== module.root && (base + fn.end < start || base + fn.start > end)) continue;
    visitCode(fn, (node) => {
      // Statements nest inside classes and blocks: only what cannot reach the line is left out.
      if (isExpression(node) && touches(placeOf(node), start, end)) found.push(node);
      return undefined;
    });
  }
  return found;
}

function touches(place: Place, start: number, end: number): boolean {
  return place.start <= end && place.end >= start;
}

const EXPRESSIONS: ReadonlySet<Node['kind']> = new Set([
  'name', 'member', 'index', 'call', 'await', 'literal', 'template', 'sequence', 'mapping', 'comprehension', 'conditional', 'logical', 'unary', 'binary',
  'compare', 'assignment-expression', 'yield', 'function-expression',
]);

function isExpression(node: Node): node is Expression {
  return EXPRESSIONS.has(node.kind);
}

function onLine(expressions: readonly Expression[], lines: LineIndex, line: number): Expression[] {
  const starting = expressions.filter((expression) => lines.positionAt(placeOf(expression).start).line === line);
  const calls = starting.filter((expression): expression is CallExpression => expression.kind === 'call');
  const chosen = calls.length > 0 ? calls : starting.filter((expression) => !starting.some((other) => other !== expression && isInside(expression, other)));
  return [...new Set(chosen)].sort((a, b) => placeOf(a).start - placeOf(b).start || placeOf(b).end - placeOf(a).end);
}

/** The smallest expression around the offset; for what is called, the call. */
function atOffset(expressions: readonly Expression[], offset: number): Expression[] {
  const around = expressions.filter((expression) => touches(placeOf(expression), offset, offset));
  const length = (expression: Expression): number => expression.end - expression.start;
  const smallest = around.reduce<Expression | undefined>((best, one) => (!best || length(one) < length(best) ? one : best), undefined);
  if (!smallest) return [];
  return [calledBy(smallest) ?? smallest];
}

/** The call whose function is named by the expression: for `open` and for `open` in `self.open(…)`. */
function calledBy(expression: Expression): CallExpression | undefined {
  const { parent } = expression;
  return parent?.kind === 'call' && parent.callee === expression ? parent : undefined;
}

function isInside(inner: Expression, outer: Expression): boolean {
  const a = placeOf(inner);
  const b = placeOf(outer);
  return a.start >= b.start && a.end <= b.end;
}
