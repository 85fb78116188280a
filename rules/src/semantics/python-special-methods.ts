/** How Python itself calls special methods that nobody awaits, and what it demands of those that it awaits. */
import { visitCode, type ClassModel, type FunctionModel, type Statement } from '../model/index.js';
import type { AwaitableFact, Semantics } from './semantics.js';

/** What happens to the coroutine that an `async def` of this name gives. Data model, "Special method names". */
export type Misfit = 'refused' | 'never' | 'truth' | 'not-awaited';

const MISFITS: Readonly<Record<string, Misfit>> = {
  ...each('__init__ __len__ __length_hint__ __bool__ __str__ __repr__ __bytes__ __format__ __hash__ __int__ __float__ __complex__ __index__ __dir__', 'refused'),
  ...each('__del__ __setattr__ __delattr__ __setitem__ __delitem__ __set__ __delete__ __set_name__ __init_subclass__ __post_init__', 'never'),
  ...each('__contains__ __exit__ __instancecheck__ __subclasscheck__', 'truth'),
  ...each('__enter__ __iter__ __next__', 'not-awaited'),
};

function each(names: string, misfit: Misfit): Record<string, Misfit> {
  return Object.fromEntries(names.split(' ').map((name) => [name, misfit]));
}

/** undefined for methods that may be coroutines: whoever writes `await obj[key]` awaits `__getitem__`. */
export function misfitOf(name: string): Misfit | undefined {
  return Object.hasOwn(MISFITS, name) ? MISFITS[name] : undefined;
}

export function methodsOf(cls: ClassModel): ReadonlyMap<string, FunctionModel> {
  return new Map(cls.body.flatMap((statement) => (statement.kind === 'function-statement' ? [[statement.fn.name, statement.fn] as const] : [])));
}

/** Does a plain function certainly return something that cannot be awaited, on every way through it? */
export function returnsNothingToAwait(fn: FunctionModel, semantics: Semantics): boolean {
  if (fn.isAsync || fn.isGenerator || fn.decorators.length > 0 || isSignature(fn)) return false;
  if (fn.returns && semantics.annotationAwaitable(fn.returns, fn) !== 'no') return false;
  let isCertain = true;
  let returns = 0;
  visitCode(fn, (node) => {
    if (node.kind === 'function' || node.kind === 'class') return 'skip';
    if (node.kind !== 'return') return undefined;
    returns += 1;
    if (node.value && !isPlain(semantics.awaitable(node.value))) isCertain = false;
    return undefined;
  });
  return isCertain && (returns > 0 || fn.body.at(-1)?.kind !== 'raise');
}

/** `return self` too: that a subclass becomes awaitable to mend what its base gives is nothing to wait for. */
function isPlain({ verdict, ofOwnClass = verdict }: AwaitableFact): boolean {
  return ofOwnClass === 'no';
}

/** `...`, `pass`, a docstring, `raise`: what it gives is decided elsewhere. */
export function isSignature(fn: FunctionModel): boolean {
  return fn.body.every((statement: Statement) => statement.kind === 'raise'
    || (statement.kind === 'block' && statement.body.length === 0)
    || (statement.kind === 'expression-statement' && statement.value.kind === 'literal'));
}
