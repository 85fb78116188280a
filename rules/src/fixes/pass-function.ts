/** Handing a function over together with its arguments instead of the result of calling it: `work(x)` → `work, x`. */
import type { Edit } from '../engine/finding.js';
import { moduleOf, textOf, type Argument, type CallExpression } from '../model/index.js';
import type { CallbackArgument } from '../semantics/callbacks.js';
import type { Semantics } from '../semantics/semantics.js';
import { isRequired, parametersToFill } from './call-reference.js';
import { endOf, inOrder, insertAfter, replaceRange, startOf } from './edits.js';
import { importModule, importName } from './imports.js';

/** undefined where the taker gives its callables other arguments than the function takes, or a comment would be lost. */
export function passEdits(call: CallExpression, { argument, taker }: CallbackArgument, semantics: Semantics): Edit[] | undefined {
  if (call.callee.kind === 'function-expression' || losesComment(call)) return undefined;
  const forwarding = taker.facts.calls?.arguments;
  if (typeof forwarding === 'number' && !takesArguments(call, forwarding, semantics)) return undefined;
  if (call.arguments.length === 0) return [replaceRange(endOf(call.callee), endOf(call), '')];
  const outer = argument.parent?.kind === 'call' ? argument.parent : undefined;
  const hasKeywords = call.arguments.some(({ name, spread }) => name !== undefined || spread === 'mapping');
  const isLastPositional = argument.name === undefined && outer?.arguments.filter(({ name, spread }) => name === undefined && spread !== 'mapping').at(-1) === argument;
  if (isLastPositional && (forwarding === 'all' || (forwarding === 'positional' && !hasKeywords)) && !hasClashing(call, outer)) return spread(call);
  if (forwarding === 'args' && outer && !outer.arguments.some(({ name }) => name === 'args' || name === 'kwargs') && (argument.name !== undefined || isLastPositional)) return [separate(call)];
  return partial(call);
}

/** `work(x, y)` → `work, x, y` */
function spread(call: CallExpression): Edit[] {
  const [first] = call.arguments;
  const last = call.arguments.at(-1);
  if (!first || !last) return [];
  return [replaceRange(endOf(call.callee), startOf(first), ', '), replaceRange(endOf(last), endOf(call), '')];
}

/** `work(x, k=v)` → `work, args=(x,), kwargs={'k': v}` */
function separate(call: CallExpression): Edit {
  const values = call.arguments.filter(({ name, spread: kind }) => name === undefined && kind !== 'mapping').map(textOf);
  const quote = moduleOf(call).text.includes('"') ? '"' : '\'';
  const keywords = call.arguments.filter(({ name, spread: kind }) => name !== undefined || kind === 'mapping')
    .map((argument) => (argument.name === undefined ? textOf(argument) : `${quote}${argument.name}${quote}: ${textOf(argument.value)}`));
  const args = values.length > 0 ? `, args=(${values.join(', ')}${values.length === 1 ? ',' : ''})` : '';
  const kwargs = keywords.length > 0 ? `, kwargs={${keywords.join(', ')}}` : '';
  return replaceRange(endOf(call.callee), endOf(call), `${args}${kwargs}`);
}

/** `work(x)` → `functools.partial(work, x)` */
function partial(call: CallExpression): Edit[] {
  const module = moduleOf(call);
  const named = importName(module, 'functools', 'partial');
  const functools = named.edits.length > 0 ? importModule(module, 'functools') : undefined;
  const [first] = call.arguments;
  if (!first) return [];
  const start = startOf(call);
  return inOrder([
    ...(functools?.edits ?? []), replaceRange(start, start, `${functools ? `${functools.name}.partial` : named.name}(`),
    replaceRange(endOf(call.callee), startOf(first), ', '),
  ]);
}

/** Keywords of the function that the taker takes for its own: `pool.submit(f(fn=…))`. */
function hasClashing(call: CallExpression, outer: CallExpression | undefined): boolean {
  const taken = new Set(['func', 'fn', 'callback', ...(outer?.arguments.map(({ name }) => name) ?? [])]);
  return call.arguments.some(({ name }) => name !== undefined && taken.has(name));
}

/** Can the function be called with that many arguments more than it is given here? */
function takesArguments(call: CallExpression, count: number, semantics: Semantics): boolean {
  const { functions } = semantics.targets(call);
  if (functions.length === 0 || call.arguments.some(({ name, spread: kind }) => name !== undefined || kind !== 'none')) return false;
  return functions.every((fn) => {
    const parameters = parametersToFill(fn, call.callee, semantics).filter(({ form }) => form !== 'keyword-only' && form !== 'rest-keywords');
    const wanted = call.arguments.length + count;
    return parameters.filter(isRequired).length <= wanted && (parameters.length >= wanted || parameters.some(({ form }) => form === 'rest'));
  });
}

function losesComment(call: CallExpression): boolean {
  const { comments } = moduleOf(call);
  const end = endOf(call);
  return comments.some((comment) => comment.start > endOf(call.callee) && comment.end < end);
}

/** Lambdas around a call: nothing runs until the taker calls it. */
export function lambdaEdits(argument: Argument, opening: string, closing: string): Edit[] {
  const start = startOf(argument.value);
  return [replaceRange(start, start, opening), ...(closing === '' ? [] : [insertAfter(argument.value, closing)])];
}
