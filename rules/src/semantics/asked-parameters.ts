/**
 * What depends on a parameter is known as soon as a call says what it gives: the method of a string (`name.upper()`), the
 * verb of a request (`session.request(method, …)`), the kind of a statement (`session.execute(statement)`).
 */
import { lookupFunction, type LibraryFacts } from '../knowledge/index.js';
import { resolveName, type CallExpression, type Expression, type Parameter } from '../model/index.js';
import type { Semantics } from './semantics.js';

type Condition = NonNullable<LibraryFacts['independentWith']>;

export type Asked =
  /** Is the method of what the parameter stands for without effects? */
  | { readonly parameter: Parameter; readonly method: string }
  /** Does what is given make the call independent? */
  | { readonly parameter: Parameter; readonly condition: Condition; readonly callable: string };

/** `yes`: nothing can go wrong; a question: it is about the caller's own parameter. */
export type Answer = 'yes' | 'no' | Asked;

/** The parameter that a name stands for all through its function. */
export function parameterNamed(expression: Expression): Parameter | undefined {
  if (expression.kind !== 'name') return undefined;
  const [binding, ...others] = resolveName(expression)?.bindings ?? [];
  return binding?.kind === 'parameter' && others.length === 0 && binding.node.form !== 'rest' && binding.node.form !== 'rest-keywords' ? binding.node : undefined;
}

/** Is a call of a library function that depends on one of its arguments independent? */
export function answerForCall(call: CallExpression, callable: string, condition: Condition, semantics: Semantics): Answer {
  if (call.arguments.slice(0, condition.position + 1).some(({ spread }) => spread !== 'none')) return 'no';
  const positional = call.arguments.filter(({ name, spread }) => name === undefined && spread === 'none');
  const given = call.arguments.find(({ name }) => name === condition.name)?.value ?? positional[condition.position]?.value;
  return given ? meets(given, condition, callable, semantics) : 'no';
}

/** The answer when a caller gives this expression for the parameter (undefined: nothing that is seen). */
export function answerFor(asked: Asked, given: Expression | undefined, semantics: Semantics, isHarmlessMethod: (name: string) => boolean): Answer {
  if (!given) return 'no';
  if ('condition' in asked) return meets(given, asked.condition, asked.callable, semantics);
  const classes = semantics.classNames(given);
  if (classes.length > 0) return classes.every((cls) => lookupFunction(`${cls}.${asked.method}`)?.plain === true && isHarmlessMethod(asked.method)) ? 'yes' : 'no';
  const parameter = parameterNamed(given);
  return parameter ? { parameter, method: asked.method } : 'no';
}

function meets(given: Expression, condition: Condition, callable: string, semantics: Semantics): Answer {
  const { values, classes } = condition;
  if (values && given.kind === 'literal') return typeof given.value === 'string' && values.includes(given.value.toUpperCase()) ? 'yes' : 'no';
  if (classes) {
    const known = semantics.classNames(given);
    if (known.length > 0) return known.every((name) => classes.includes(name)) ? 'yes' : 'no';
  }
  const parameter = parameterNamed(given);
  return parameter ? { parameter, condition, callable } : 'no';
}

/** Why a call is not known to be harmless as long as nobody answered. */
export function reasonOfAsked(asked: Asked): string {
  return 'method' in asked ? `calls something unknown: \`${asked.parameter.name ?? ''}.${asked.method}\`` : `\`${asked.callable}\` may have effects of its own`;
}
