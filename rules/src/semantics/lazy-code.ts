/** Code inside a generator expression runs when somebody steps the generator, not where it is written. */
import type { ComprehensionExpression, Node } from '../model/index.js';
import type { Semantics } from './semantics.js';

/** Builtins that step through their first argument before they return. */
export const CONSUMERS: ReadonlySet<string> = new Set('all any bytes dict frozenset list max min set sorted sum tuple'.split(' '));

/** Does evaluating the node's function run the node itself, as far as generator expressions around it are concerned? */
export function runsInPlace(node: Node, semantics: Semantics): boolean {
  let child: Node = node;
  for (let current = node.parent; current && current.kind !== 'function'; child = current, current = current.parent) {
    if (current.kind === 'comprehension' && current.shape === 'generator' && !isFirstIterable(node, child, current) && !isConsumed(current, semantics)) return false;
  }
  return true;
}

/** The first iterable is evaluated when the generator is made; stepping it is not. */
function isFirstIterable(node: Node, child: Node, generator: ComprehensionExpression): boolean {
  const [first] = generator.clauses;
  if (child !== first || node === first) return false;
  for (let current: Node | undefined = node; current && current !== first; current = current.parent) if (current === first.iterable) return true;
  return false;
}

function isConsumed(generator: ComprehensionExpression, semantics: Semantics): boolean {
  const { parent } = generator;
  switch (parent?.kind) {
    case 'spread': return true;
    case 'for': case 'comprehension-clause': return parent.iterable === generator;
    case 'yield': return parent.delegates;
    case 'argument': {
      const call = parent.parent;
      if (call?.kind !== 'call') return false;
      if (parent.spread === 'items') return true;
      const isJoin = call.callee.kind === 'member' && call.callee.name === 'join' && semantics.classNames(call.callee.object).includes('str');
      return isJoin || (call.arguments[0] === parent && CONSUMERS.has(semantics.libraryName(call.callee) ?? ''));
    }
    default: return false;
  }
}
