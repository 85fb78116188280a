/**
 * Which uses of an awaitable are wrong whatever else is done with it, and who may know what it is: the evidence that counts
 * although another use hands the value on.
 */
import { functionOf, type Argument, type CallExpression, type Expression, type FunctionModel } from '../model/index.js';
import type { FateQuestion, MisuseAt, Nature } from './fate.js';
import { ADDING } from './local-containers.js';
import type { Declaration, Semantics } from './semantics.js';
import { hasRole } from './task-lifetime.js';
import type { Misuse } from './value-takers.js';

/** What raises at run time: no awaitable has a length, items or its result's members, and none can be called or raised. */
const FAILURES: ReadonlySet<Misuse> = new Set<Misuse>(['index', 'iteration', 'arithmetic', 'member', 'call', 'raise']);

/** What contradicts a declaration or what a library's function takes. */
const CONTRADICTIONS: ReadonlySet<Misuse> = new Set<Misuse>(['argument', 'result', 'yield']);

/** Is the misuse a mistake whatever else is done with the value? */
export function isFailure({ misuse }: MisuseAt, nature: Nature | undefined): boolean {
  return FAILURES.has(misuse) || (nature !== undefined && CONTRADICTIONS.has(misuse));
}

/** Does the misuse ask a question that has only one answer? `others` are the uses that hand the value on. */
export function isVainTest({ misuse, expression }: MisuseAt, { nature, semantics }: FateQuestion, others: readonly Expression[]): boolean {
  return nature === 'coroutine' && isEmptyTest(misuse, expression, semantics) && others.every(isIndifferent);
}

/** A test of a new coroutine – it is true, equal to nothing and identical with nothing that was there before – or its return from a coroutine. */
function isEmptyTest(misuse: Misuse, read: Expression, semantics: Semantics): boolean {
  if (misuse === 'condition' || misuse === 'return') return true;
  if (misuse !== 'comparison') return false;
  const { parent } = read;
  if (parent?.kind !== 'compare') return true;
  return parent.operators.every((operator) => !operator.startsWith('is')) || parent.operands.every((operand) => operand === read || isSomethingElse(operand, semantics));
}

/** No coroutine that was made in between; `self.current` may have become one. */
function isSomethingElse(operand: Expression, semantics: Semantics): boolean {
  return operand.kind === 'literal' || operand.kind === 'name' || semantics.awaitable(operand).verdict === 'no';
}

/** Goes on as a value like any other: nothing here says that the receiver looks for something to await. */
function isIndifferent(read: Expression): boolean {
  const { parent } = read;
  switch (parent?.kind) {
    case 'return': case 'yield': case 'mapping-entry': case 'index': case 'assignment': return true;
    // What is collected may be awaited together.
    case 'argument': return parent.parent?.kind === 'call' && !(parent.parent.callee.kind === 'member' && ADDING.has(parent.parent.callee.name));
    default: return false;
  }
}

/**
 * Does a known function give the value? `fn: Callable[…, Awaitable[…]]` is declared in code for both worlds as well, which asks
 * elsewhere what `fn` is.
 */
export function isOfDefinition(subject: Expression, semantics: Semantics): boolean {
  if (subject.kind !== 'call') return false;
  const { functions, library } = semantics.targets(subject);
  return functions.length + library.length > 0;
}

/** A task runs whether somebody waits for it or not: where nothing is expected (`-> None`) it is handed out for whoever wants to. */
export function isTaskForAnybody({ returns }: FunctionModel, subject: Expression, semantics: Semantics): boolean {
  return returns?.kind === 'literal' && returns.type === 'none' && subject.kind === 'call' && hasRole(subject, semantics, 'spawn-task');
}

/** Can nothing that is declared so be such a value? `origin`: see `annotationTakesCoroutine`. */
export function takesNone({ annotation, at }: Declaration, { nature, semantics }: FateQuestion, origin: 'given' | 'made' = 'given'): boolean {
  if (semantics.annotationAwaitable(annotation, at) === 'no') return true;
  // A type variable that is no coroutine's is no other awaitable's either.
  const isLike = nature === 'coroutine' || (nature === 'awaitable' && origin === 'made' && semantics.annotationTakesCoroutine?.(annotation, 'given') === 'unknown');
  return isLike && semantics.annotationTakesCoroutine?.(annotation, origin) === 'no';
}

/** `cast(T, value)` in a coroutine: what the value is said to be. Code for both worlds casts coroutines in plain functions, and what is declared wrongly. */
export function castTo(call: CallExpression, argument: Argument, semantics: Semantics): Expression | undefined {
  const [type, value] = call.arguments;
  return value === argument && call.arguments.length === 2 && functionOf(call).isAsync && semantics.libraryName(call.callee) === 'typing.cast' ? type?.value : undefined;
}

/** Code that looks at what kind of thing it has knows what it does. */
const INSPECTORS = new Set(['isinstance', 'type', 'hasattr', 'callable', 'inspect.isawaitable', 'inspect.iscoroutine', 'asyncio.iscoroutine', 'asyncio.isfuture']);

/** Does this use await the value, hand it to somebody who takes awaitables, or ask whether it is one? */
export function knowsAwaitables(read: Expression, semantics: Semantics): boolean {
  const { parent } = read;
  if (parent?.kind === 'await') return true;
  if (parent?.kind !== 'argument' || parent.parent?.kind !== 'call') return false;
  const call = parent.parent;
  const name = semantics.libraryName(call.callee);
  if (name !== undefined && INSPECTORS.has(name.replace(/^builtins\./, ''))) return true;
  if (semantics.targets(call).library.some(({ facts }) => facts.takesAwaitables === true)) return true;
  const parameter = semantics.parameterFor(call, parent);
  return parameter?.annotation !== undefined && semantics.annotationAwaitable(parameter.annotation, functionOf(parameter)) === 'yes';
}

/** `isinstance(x, Response)`: asks for something that is no awaitable, which says nothing about one. `subject`: what `x` is. */
export function isPlainTest(call: CallExpression, subject: Expression, semantics: Semantics): boolean {
  const type = call.arguments[1]?.value;
  if (call.arguments.length !== 2 || semantics.libraryName(call.callee) !== 'isinstance' || type === undefined) return false;
  return isPlainClass(type, semantics) || semantics.isInstance?.(subject, type) === 'no';
}

function isPlainClass(type: Expression, semantics: Semantics): boolean {
  if (type.kind === 'sequence') return type.items.length > 0 && type.items.every((item) => isPlainClass(item, semantics));
  if (type.kind === 'binary' && type.operator === '|') return isPlainClass(type.left, semantics) && isPlainClass(type.right, semantics);
  return (type.kind === 'name' || type.kind === 'member') && semantics.awaitableWhenCalled(type).verdict === 'no';
}
