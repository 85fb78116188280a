/** Python's built-in names. */
import { factsOf, isKnownClass } from './library.js';
import { builtinResult } from './builtin-types.js';
import { classValue, instance, library } from './value.js';
import type { Value } from './value.js';

const FUNCTIONS: ReadonlySet<string> = new Set(`
abs aiter all anext any ascii bin breakpoint callable chr compile delattr dir divmod eval exec exit format getattr globals
hasattr hash help hex id input isinstance issubclass iter len locals max min next oct open ord pow print quit repr round
setattr sorted sum vars __import__ __build_class__`.trim().split(/\s+/));

const CLASSES: ReadonlySet<string> = new Set(`
object type super property staticmethod classmethod bool int float complex str bytes bytearray memoryview list tuple dict
set frozenset range slice enumerate zip map filter reversed`.trim().split(/\s+/));

const CONSTANTS: Readonly<Record<string, string>> = { __name__: 'str', __file__: 'str', __doc__: 'str', __debug__: 'bool', __package__: 'str' };

/** The built-in that a name means; undefined when there is none. */
export function entity(name: string): Value | undefined {
  if (CLASSES.has(name) || isException(name) || isKnownClass(name)) return classValue(name);
  if (FUNCTIONS.has(name) || builtinResult(name) !== undefined || factsOf(name)) return library(name);
  const constant = Object.hasOwn(CONSTANTS, name) ? CONSTANTS[name] : undefined;
  return constant === undefined ? undefined : instance(constant);
}

/** Is it a built-in exception class (by its spelling)? */
export function isException(name: string): boolean {
  return /^[A-Z]\w*(Error|Warning|Exception|ExceptionGroup|Interrupt|Exit|Iteration|AsyncIteration)$/.test(name) || name === 'StopIteration';
}
