/** The kinds of questions that `Memo` keeps answers to. */
import type { Fact, Question } from './memo.js';
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
/** What reading a property gives, by its getter. */
export const propertyQuestion = question('property');

/** The functions that a callee stands for. */
export const targetsFact: Fact = { name: 'targets' };
/** Does the class define `__await__`? */
export const awaitFact: Fact = { name: 'has-await' };
/** Everything that a function runs. */
export const invocationsFact: Fact = { name: 'invocations' };
/** Is the function handed to a thread or process? */
export const offLoopFact: Fact = { name: 'off-loop' };
