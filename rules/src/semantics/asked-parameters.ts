/**
 * What depends on a parameter is known as soon as a call says what it gives: the method of a string (`name.upper()`), the
 * verb of a request (`session.request(method, …)`), the kind of a statement (`session.execute(statement)`).
 */
import { lookupFunction, type LibraryFacts } from '../knowledge/index.js';
import { resolveName, textOf, type CallExpression, type Expression, type Parameter } from '../model/index.js';
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
  const { before, option, position } = condition;
  if (before && !positional.slice(0, position).every(({ value }) => isOneOf(value, before, semantics))) return 'no';
  if (!given) return option === undefined ? 'no' : 'yes';
  return option === undefined ? meets(given, condition, callable, semantics) : hasOption(given, option, condition.values ?? []) ? 'yes' : 'no';
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
  if (condition.reads && (given.kind === 'literal' || given.kind === 'template')) return onlyReads(textOf(given).slice(1, -1)) ? 'yes' : 'no';
  const parameter = parameterNamed(given);
  return parameter ? { parameter, condition, callable } : 'no';
}

function isOneOf(value: Expression, classes: readonly string[], semantics: Semantics): boolean {
  const known = value.kind === 'template' ? ['String'] : semantics.classNames(value);
  return known.length > 0 && known.every((name) => classes.includes(name));
}

/** `{ method: 'GET' }`, or an object literal that does not mention the option. */
function hasOption(given: Expression, option: string, values: readonly string[]): boolean {
  if (given.kind !== 'mapping') return false;
  if (given.entries.some(({ key }) => key?.kind !== 'literal')) return false;
  const value = given.entries.find(({ key }) => key?.kind === 'literal' && key.value === option)?.value;
  return !value || (value.kind === 'literal' && typeof value.value === 'string' && values.includes(value.value.toUpperCase()));
}

/** Functions of SQL that only compute. */
const SQL_FUNCTIONS = /^(?:count|sum|min|max|avg|coalesce|nullif|lower|upper|length|trim|substring|concat|round|abs|cast|date|date_trunc|extract|now|to_char|array_agg|json_agg|jsonb_agg|json_build_object|jsonb_build_object|row_number|rank|over|in|exists|any|all|values|as|from|join|where|and|or|not|on|select|distinct|filter|order|by|partition|unnest|jsonb_array_elements|ifnull|group_concat)$/i;

/** A `SELECT` that takes no locks and calls nothing that may have effects; parts put together at run time are not known. */
function onlyReads(sql: string): boolean {
  if (!/^\s*(?:select|with)\b/i.test(sql) || sql.includes('${') || sql.includes(';')) return false;
  if (/\b(?:insert|update|delete|merge|into|share|nextval|setval|lock|call|truncate)\b/i.test(sql)) return false;
  return [...sql.matchAll(/(\w+)\s*\(/g)].every(([, name = '']) => SQL_FUNCTIONS.test(name));
}

/** Why a call is not known to be harmless as long as nobody answered. */
export function reasonOfAsked(asked: Asked): string {
  return 'method' in asked ? `calls something unknown: \`${asked.parameter.name ?? ''}.${asked.method}\`` : `\`${asked.callable}\` may have effects of its own`;
}
