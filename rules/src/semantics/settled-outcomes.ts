/** What `Promise.allSettled` gives, and whether anybody looks which of it failed. A question of `unobserved-exception`. */
import {
  functionOf, mentionsOf, resolveName, targetNames, walk,
  type CallExpression, type Expression, type NameExpression, type Node,
} from '../model/index.js';
import { isHandledPromise, neverRejects } from './promise-handling.js';
import type { Semantics } from './semantics.js';
import { onlyValue } from './state-places.js';
import { privateLocal, usesOf, type AwaitedStatement } from './unobserved.js';

/** `dropped`, or the use of a `value` that a failure does not have; undefined when the outcomes are looked at or given away. */
export function unreadOutcome(call: CallExpression, { target }: AwaitedStatement, semantics: Semantics): Node | 'dropped' | undefined {
  const [given] = call.arguments;
  if (given && cannotReject(given.value, semantics)) return undefined;
  if (!target) return 'dropped';
  if (target.kind === 'sequence') return unreadIn(targetNames(target));
  const local = privateLocal(target);
  if (!local) return undefined;
  const uses = usesOf(local);
  return uses.length === 0 ? 'dropped' : unreadElement(uses);
}

/** Every promise has its handler (`save(1).catch(report)`), or is of a function that sees to its errors itself. */
function cannotReject(value: Expression, semantics: Semantics): boolean {
  switch (value.kind) {
    case 'sequence': return value.items.length > 0 && value.items.every((item) => cannotReject(item, semantics));
    case 'name': {
      const variable = resolveName(value);
      const made = variable && onlyValue(variable);
      return made !== undefined && made.kind !== 'name' && made.kind !== 'sequence' && cannotReject(made, semantics);
    }
    case 'call': {
      if (isHandledPromise(value)) return true;
      const mapped = value.callee.kind === 'member' && value.callee.name === 'map' ? value.arguments[0]?.value : undefined;
      const { producer } = mapped ? semantics.awaitableWhenCalled(mapped) : semantics.awaitable(value);
      return producer !== undefined && neverRejects(producer, semantics);
    }
    default: return false;
  }
}

/** `for (const result of results)`, `results[0].value`, `results.map((result) => result.value)`. */
function unreadElement(uses: readonly NameExpression[]): Node | undefined {
  const elements: NameExpression[] = [];
  let unread: Node | undefined;
  for (const use of uses) {
    const { parent } = use;
    if (parent?.kind === 'for' && parent.iterable === use && !parent.isAsync) elements.push(...targetNames(parent.target));
    else if (parent?.kind === 'index' && parent.object === use && isValueOf(parent)) unread ??= parent.parent;
    else {
      const parameter = parent?.kind === 'member' && parent.object === use ? callbackParameter(parent) : undefined;
      if (!parameter) return undefined;
      elements.push(parameter);
    }
  }
  return looksAtOutcomes(uses) ? undefined : unread ?? (elements.length > 0 ? unreadIn(elements) : undefined);
}

const VISITING: ReadonlySet<string> = new Set(['map', 'flatMap', 'forEach']);

function callbackParameter(method: Node & { kind: 'member' }): NameExpression | undefined {
  const call = method.parent;
  if (!VISITING.has(method.name) || call?.kind !== 'call' || call.callee !== method) return undefined;
  const callback = call.arguments[0]?.value;
  const target = callback?.kind === 'function-expression' ? callback.fn.parameters[0]?.target : undefined;
  return target?.kind === 'name' ? target : undefined;
}

/** The first `value` that is read of one of the names, when nothing else is done with any of them. */
function unreadIn(names: readonly NameExpression[]): Node | undefined {
  let unread: Node | undefined;
  for (const name of names) {
    const variable = resolveName(name);
    if (!variable) return undefined;
    for (const mention of mentionsOf(variable)) {
      if (mention === name) continue;
      if (!isValueOf(mention)) return undefined;
      unread ??= mention.parent;
    }
  }
  return unread && looksAtOutcomes(names) ? undefined : unread;
}

function isValueOf(element: Expression): boolean {
  const { parent } = element;
  return parent?.kind === 'member' && parent.object === element && parent.name === 'value' && !parent.optional;
}

/** Somewhere the function tells successes and failures apart, in whichever way. */
function looksAtOutcomes([first]: readonly NameExpression[]): boolean {
  let looks = false;
  if (first) {
    walk(functionOf(first), (node) => {
      if (node.kind === 'member') looks ||= node.name === 'status' || node.name === 'reason';
      else if (node.kind === 'literal') looks ||= node.value === 'rejected' || node.value === 'fulfilled' || node.value === 'status' || node.value === 'reason';
      return looks ? 'skip' : undefined;
    });
  }
  return looks;
}
