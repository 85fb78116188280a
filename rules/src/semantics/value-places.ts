/** Places of the syntax in which a value can stand: what they make of it that cannot be told from the parent node alone. */
import type { Expression, FunctionModel, Node } from '../model/index.js';
import { CONSUMED, misused, type Fate } from './fate.js';

/** The right side of `'…' % value`. */
export function isFormatting(binary: Node, value: Expression): boolean {
  return binary.kind === 'binary' && binary.operator === '%' && binary.right === value
    && (binary.left.kind === 'template' || (binary.left.kind === 'literal' && binary.left.type === 'string'));
}

export function isJoin(callee: Expression): boolean {
  return callee.kind === 'member' && callee.name === 'join';
}

/** `await (cached or f())`: only what `or` has chosen is awaited. */
export function isAwaitedChoice(choice: Node): boolean {
  if (choice.kind !== 'logical' || choice.operator !== 'or') return false;
  return choice.parent?.kind === 'await' || (choice.parent !== undefined && isAwaitedChoice(choice.parent));
}

/** `a, b = f(), g()` binds element by element. */
export function pairedTarget(container: Expression & { kind: 'sequence' }, value: Expression): Expression | undefined {
  const assignment = container.parent;
  if (assignment?.kind !== 'assignment' || assignment.value !== container) return undefined;
  const target = assignment.targets.length === 1 ? assignment.targets[0] : undefined;
  if (target?.kind !== 'sequence' || target.items.length !== container.items.length) return undefined;
  if ([...target.items, ...container.items].some((item) => item.kind === 'spread')) return undefined;
  return target.items[container.items.indexOf(value)];
}

/** `locals()` and `eval` may read any local. */
export function readsFrameLocals(fn: FunctionModel): boolean {
  const { text } = fn.unit.module;
  const code = text.slice(fn.unit.base + fn.start, fn.unit.base + fn.end);
  return /\b(?:locals|vars|eval|exec)\(/.test(code);
}

export function unaryFate(operator: string, value: Expression): Fate {
  switch (operator) {
    case 'not': case '!': return misused('condition', value);
    case '-': case '+': case '~': return misused('arithmetic', value);
    // `void p` is the documented way to say "on purpose".
    default: return CONSUMED;
  }
}

/** `await value.close()`: of all that a value has and its coroutine has as well, only the value's `close` can be awaited. */
export function isAwaitedClose(member: Expression): boolean {
  const call = member.parent;
  return member.kind === 'member' && member.name === 'close' && call?.kind === 'call' && call.callee === member && call.parent?.kind === 'await';
}
