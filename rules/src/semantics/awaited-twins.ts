/**
 * Coroutines in the place of results: where `await f()` and `g()` may be the value of one variable, the element of one list or
 * the result of one function, whoever takes it expects a result, and the second lacks its `await`.
 */
import { reachingBindings } from '../model/flow.js';
import { mentionsOf, visitCode, type Expression, type FunctionModel, type NameExpression, type Variable } from '../model/index.js';
import { knowsAwaitables } from './certain-misuse.js';
import { ADDING, isAddedInto } from './local-containers.js';
import type { Semantics } from './semantics.js';

const MAX_ALIASES = 3;

/**
 * Does the coroutine function return results, awaited or plain, on other ways than this one? None says nothing, and one that
 * also passes on what calls give, awaitable or who knows, may mean to.
 */
export function returnsResults(fn: FunctionModel, returned: Expression, semantics: Semantics): boolean {
  const others: Expression[] = [];
  visitCode(fn, (node) => {
    if (node.kind === 'function') return 'skip';
    if (node.kind === 'return' && node.value) others.push(...choicesOf(node.value).filter((choice) => choice !== returned));
    return undefined;
  });
  const own = choicesOf(returned);
  const passesOn = others.some((choice) => choice.kind === 'call' && !own.includes(choice) && semantics.awaitable(choice).verdict !== 'no');
  // What one `await` gives is no result when it is the coroutine in question; neither need it be what another gives.
  const tellsAwaited = returned.kind !== 'await';
  return !passesOn && others.some((choice) => (tellsAwaited && isAwaited(choice, semantics, 0)) || isPlain(choice, semantics));
}

/** May the variable have an awaited result as well where it is read? `name`: where it gets the coroutine. */
export function isResultElsewhere(read: NameExpression, name: NameExpression, semantics: Semantics): boolean {
  const { parent } = name;
  if (parent?.kind === 'assignment' && parent.value && choicesOf(parent.value).some((choice) => isAwaited(choice, semantics, 0))) return true;
  return (reachingBindings(read) ?? []).some((binding) => binding.name !== name && givesAwaited(binding, semantics, 0));
}

/** Do awaited results go into the container as well, of which nothing is taken out here that might be awaited? */
export function takesResults(container: Variable, semantics: Semantics): boolean {
  if (container.bindings.length !== 1) return false;
  let takes = false;
  for (const mention of mentionsOf(container)) {
    if (mention === container.bindings[0]?.name) continue;
    const added = addedInto(mention);
    if (added) takes ||= isAwaited(added, semantics, 0);
    else if (!goesOn(mention) || knowsAwaitables(mention, semantics)) return false;
  }
  return takes;
}

/** The `x` of `xs.append(x)` and `xs[k] = x`. */
function addedInto(container: NameExpression): Expression | undefined {
  const { parent } = container;
  if (isAddedInto(container)) return parent?.parent?.kind === 'assignment' ? parent.parent.value : undefined;
  const call = parent?.kind === 'member' && ADDING.has(parent.name) ? parent.parent : undefined;
  return call?.kind === 'call' && call.callee === parent && call.arguments.length === 1 ? call.arguments[0]?.value : undefined;
}

/** As a whole, to somebody else. */
function goesOn({ parent }: NameExpression): boolean {
  return parent?.kind === 'return' || parent?.kind === 'argument';
}

/** What `x if c else y` and `x or y` choose from. */
function choicesOf(expression: Expression): readonly Expression[] {
  switch (expression.kind) {
    case 'conditional': return [...choicesOf(expression.then), ...choicesOf(expression.otherwise)];
    case 'logical': return expression.operands.flatMap(choicesOf);
    default: return [expression];
  }
}

function isAwaited(expression: Expression, semantics: Semantics, depth: number): boolean {
  if (expression.kind === 'await') return semantics.awaitable(expression).verdict !== 'yes';
  if (expression.kind !== 'name' || depth >= MAX_ALIASES) return false;
  const bindings = reachingBindings(expression) ?? [];
  return bindings.length > 0 && bindings.every((binding) => givesAwaited(binding, semantics, depth + 1));
}

function givesAwaited({ name, node }: Variable['bindings'][number], semantics: Semantics, depth: number): boolean {
  return node.kind === 'assignment' && node.operator === undefined && node.value !== undefined && node.targets.some((target) => target === name)
    && choicesOf(node.value).some((choice) => isAwaited(choice, semantics, depth));
}

function isPlain(expression: Expression, semantics: Semantics): boolean {
  return semantics.awaitable(expression).verdict === 'no' && semantics.knownValue?.(expression)?.isNone === 'no';
}
