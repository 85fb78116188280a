/**
 * Functions that ask where they run. What they do on another thread, or where no loop runs, proves nothing about the loop.
 */
import { Kept, nodesIn, resolveName, textOf, type Expression, type FunctionModel, type Node, type Statement, type TryStatement, type WithStatement } from '../model/index.js';
import { conditionsAt } from './conditions.js';
import type { Semantics } from './semantics.js';

const THREAD_QUESTIONS: ReadonlySet<string> = new Set([
  'threading.get_ident', 'threading.get_native_id', 'threading.current_thread', 'threading.main_thread', '_thread.get_ident',
]);

/** Does the function compare threads, or ask whether a loop is running? */
export function knowsWhereItRuns(fn: FunctionModel, semantics: Semantics): boolean {
  // JavaScript has one loop per thread, and nothing to ask: resolving every call for it would cost a fifth of a check.
  if (semantics.language !== 'python') return false;
  return nodesIn(fn, 'call').some((call) => isLoopQuestion(call, semantics, LOOP_GIVEN))
    || nodesIn(fn, 'if').some(({ test }) => isLoopQuestion(test, semantics))
    || nodesIn(fn, 'compare').some(({ operands }) => operands.some((operand) => isThreadQuestion(operand, semantics) || isLoopQuestion(operand, semantics)))
    || nodesIn(fn, 'try').some((node) => triesForLoop(node, semantics))
    || nodesIn(fn, 'with').some((node) => suppressesNoLoop(node, semantics));
}

/** `threading.get_ident()`, `threading.current_thread().ident` */
function isThreadQuestion(expression: Expression, semantics: Semantics): boolean {
  if (expression.kind === 'member') return isThreadQuestion(expression.object, semantics);
  return expression.kind === 'call' && THREAD_QUESTIONS.has(semantics.libraryName(expression.callee) ?? '');
}

type Asking = ReadonlySet<Statement['kind']>;

const LOOP_GIVEN: Asking = new Set(['return']);
const LOOP_USED: Asking = new Set(['return', 'expression-statement', 'assignment']);

/**
 * A call of a function that gives the running loop or something else when there is none. Of one that is tested it is enough that
 * it asks for the loop; others may only keep something per loop.
 */
function isLoopQuestion(expression: Expression, semantics: Semantics, asking: Asking = LOOP_USED): boolean {
  if (expression.kind !== 'call') return false;
  return semantics.targets(expression).functions.some((fn) => !fn.isAsync && mayTryFor(fn) && fn.body.some((statement) => (
    statement.kind === 'try' ? triesForLoop(statement, semantics, asking) : statement.kind === 'with' && suppressesNoLoop(statement, semantics, asking)
  )));
}

const trying = new Kept<FunctionModel, boolean>();

/** A look at the text that saves lowering helpers which try nothing: this is asked of every callee. */
function mayTryFor(fn: FunctionModel): boolean {
  let may = trying.get(fn);
  if (may === undefined) trying.set(fn, (may = /\b(?:try|with)\b/.test(textOf(fn))));
  return may;
}

/** `try: asyncio.get_running_loop()` with a handler: it raises where no loop runs. */
function triesForLoop({ body, handlers }: TryStatement, semantics: Semantics, asking: Asking = LOOP_USED): boolean {
  return handlers.length > 0 && asksForLoop(body, semantics, asking);
}

/** `with contextlib.suppress(RuntimeError): return asyncio.get_running_loop()` */
function suppressesNoLoop({ items, body }: WithStatement, semantics: Semantics, asking: Asking = LOOP_USED): boolean {
  return items.some(({ context }) => context.kind === 'call' && semantics.libraryName(context.callee) === 'contextlib.suppress') && asksForLoop(body, semantics, asking);
}

function asksForLoop(body: readonly Statement[], semantics: Semantics, asking: Asking): boolean {
  return body.some((statement) => {
    if (!asking.has(statement.kind)) return false;
    const value = statement.kind === 'expression-statement' || statement.kind === 'assignment' || statement.kind === 'return' ? statement.value : undefined;
    return value?.kind === 'call' && semantics.targets(value).library.some(({ facts }) => facts.role === 'running-loop');
  });
}

/**
 * Is the node where the code has found that no loop runs? `try: loop = get_running_loop()` with `except RuntimeError: loop = None`, and
 * then `if loop is None: …`. In a coroutine that never happens.
 */
export function runsWithoutLoop(node: Node, semantics: Semantics): boolean {
  if (semantics.language !== 'python') return false;
  for (let current: Node | undefined = node; current && current.kind !== 'function'; current = current.parent) {
    if (current.kind === 'handler' && current.parent?.kind === 'try' && triesForLoop(current.parent, semantics)) return true;
  }
  return conditionsAt(node).some(({ test, holds }) => {
    if (test.kind === 'name') return !holds && mayBeNoLoop(test, semantics);
    const [left, right] = test.kind === 'compare' && test.operands.length === 2 ? test.operands : [];
    if (test.kind !== 'compare' || !left || right?.kind !== 'literal' || right.type !== 'none') return false;
    const isAbsent = test.operators[0] === 'is' ? holds : test.operators[0] === 'is not' ? !holds : false;
    return isAbsent && mayBeNoLoop(left, semantics);
  });
}

/** A variable that holds the running loop, or None as there is none. */
function mayBeNoLoop(expression: Expression, semantics: Semantics): boolean {
  const bindings = expression.kind === 'name' ? resolveName(expression)?.bindings ?? [] : [];
  const values = bindings.map(({ node }) => (node.kind === 'assignment' ? node.value : undefined));
  return values.some((value) => value?.kind === 'call' && semantics.targets(value).library.some(({ facts }) => facts.role === 'running-loop'))
    && values.every((value) => value?.kind === 'call' || (value?.kind === 'literal' && value.type === 'none'));
}
