/** The kinds of questions that `Memo` caches answers to. */
import type { Question } from './memo.js';
import { NEVER, same, unknown } from './value.js';
import type { Value } from './value.js';

function question(name: string): Question<Value> {
  return { name, bottom: NEVER, fallback: unknown, same };
}

/** The value of an expression, or of a variable over all its bindings. */
export const valueQuestion = question('value');
/** The value that an annotation declares. */
export const typeQuestion = question('type');
/** What a function definition binds to its name: the function, decorated. */
export const definitionQuestion = question('definition');
/** The result of running a function's body, as its `return` statements tell. */
export const returnQuestion = question('return');
/** An attribute, by the first binding that gives it. */
export const attributeQuestion = question('attribute');
