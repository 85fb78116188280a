/** What may cut the evaluation of an expression short. */
import type { CallExpression, Expression, Node } from './nodes.js';
import { forEachChild } from './walk.js';

export interface Interruptions {
  /** Calls, attribute and item access, iteration, `await`: may raise an error in well-written code. */
  readonly error: boolean;
  /** Waits or yields: the place where cancellation (or a generator's close) is raised. */
  readonly cancellation: boolean;
  /** Operators, unpacking, plain names: raise in rare cases, which only a handler right around them is written for. */
  readonly rare: boolean;
}

export const NOTHING: Interruptions = { error: false, cancellation: false, rare: false };
export const ERROR: Interruptions = { error: true, cancellation: false, rare: true };
export const RARE: Interruptions = { error: false, cancellation: false, rare: true };
export const WAITING: Interruptions = { error: true, cancellation: true, rare: true };

/** What may happen while the nodes are evaluated once. Functions in them do not run, only their defaults and decorators. */
export function interruptionsIn(nodes: readonly Node[]): Interruptions {
  const found = { error: false, cancellation: false, rare: false };
  const collect = (node: Node): void => {
    switch (node.kind) {
      case 'literal': return;
      case 'await': case 'yield':
        found.cancellation = found.error = found.rare = true;
        return;
      case 'call': case 'member': case 'index':
        found.error = found.rare = true;
        break;
      case 'comprehension': {
        found.error = found.rare = true;
        const first = node.clauses[0];
        // A generator expression only evaluates its first iterable here (PEP 289).
        if (node.shape === 'generator') {
          if (first) collect(first.iterable);
          return;
        }
        if (node.clauses.some((clause) => clause.isAsync)) found.cancellation = true;
        break;
      }
      case 'opaque':
        if (node.what === 'other' || node.what === 'error') found.error = true;
        found.rare = true;
        break;
      case 'function':
        for (const decorator of node.decorators) collect(decorator);
        for (const parameter of node.parameters) if (parameter.default) collect(parameter.default);
        return;
      case 'function-expression': case 'argument': case 'mapping-entry':
        break;
      default:
        found.rare = true;
    }
    forEachChild(node, collect);
  };
  for (const node of nodes) collect(node);
  return found;
}

export function either(a: Interruptions, b: Interruptions): Interruptions {
  return { error: a.error || b.error, cancellation: a.cancellation || b.cancellation, rare: a.rare || b.rare };
}

/** `a.b.c` as text; undefined for anything else. */
export function dottedName(expression: Expression): string | undefined {
  if (expression.kind === 'name') return expression.name;
  if (expression.kind !== 'member') return undefined;
  const object = dottedName(expression.object);
  return object === undefined ? undefined : `${object}.${expression.name}`;
}

/** The last name of `a.b.c` or of the callee of `a.b.c(…)`. */
export function lastName(expression: Expression): string | undefined {
  if (expression.kind === 'name' || expression.kind === 'member') return expression.name;
  return expression.kind === 'call' ? lastName(expression.callee) : undefined;
}

const ENDS_PROCESS: ReadonlyMap<string, Interruptions> = new Map([
  ['sys.exit', { error: false, cancellation: true, rare: true }], // raises SystemExit
  ['os._exit', NOTHING], ['os.abort', NOTHING], ['process.exit', NOTHING], ['process.abort', NOTHING],
]);

/** What happens instead of returning, for a call that never returns. */
export function insteadOfReturning(call: CallExpression): Interruptions | undefined {
  const name = dottedName(call.callee);
  return name === undefined ? undefined : ENDS_PROCESS.get(name);
}

/** Context managers known to swallow exceptions: contextlib, pytest, unittest, the cancel scopes of trio and anyio. */
const SWALLOWING: ReadonlySet<string> = new Set([
  'suppress', 'raises', 'assertRaises', 'assertRaisesRegex', 'move_on_after', 'move_on_at', 'CancelScope', 'catch',
]);

export function swallowsExceptions(context: Expression): boolean {
  const name = context.kind === 'call' ? lastName(context) : undefined;
  return name !== undefined && SWALLOWING.has(name);
}
