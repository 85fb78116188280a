/** Special forms of `typing` and the classes whose instances have a value of their own. */
import type { TypeArguments } from './annotations.js';
import { NEVER, NONE, classValue, coroutine, instance, mapAlternatives, tuple, union, unknown } from './value.js';
import type { Value } from './value.js';

type Form = (args: TypeArguments) => Value;

const first: Form = ({ expressions, read }) => (expressions[0] ? read(expressions[0]) : unknown('has no type argument'));
const vague = (name: string): Form => () => unknown(`is declared as \`${name}\``);
const bool: Form = () => instance('bool');

/** By canonical name (see `canonicalTypeName`). */
export const SPECIAL_FORMS: ReadonlyMap<string, Form> = new Map<string, Form>([
  ['typing.Any', vague('Any')],
  ['object', vague('object')],
  ['typing.AnyStr', () => union([instance('str'), instance('bytes')])],
  ['typing.Optional', (args) => union([first(args), NONE])],
  ['typing.Union', ({ expressions, read }) => union(expressions.map(read))],
  ...['Annotated', 'ClassVar', 'Final', 'Required', 'NotRequired', 'ReadOnly'].map((name): [string, Form] => [`typing.${name}`, first]),
  ['dataclasses.InitVar', first],
  ['typing.Literal', ({ expressions }) => union(expressions.map(literalType))],
  ['typing.Self', ({ selfType }) => selfType()],
  ['typing.NoReturn', () => NEVER],
  ['typing.Never', () => NEVER],
  ['typing.TypeGuard', bool],
  ['typing.TypeIs', bool],
  ['type', ({ expressions, read }) => classOf(expressions[0] ? read(expressions[0]) : unknown('is a class'))],
  ['collections.abc.Callable', ({ expressions, read }) => ({ kind: 'callable', result: expressions[1] ? read(expressions[1]) : unknown('is a callable with an unknown result') })],
  ['tuple', tupleType],
  ['collections.abc.Coroutine', ({ expressions, read }) => coroutine(expressions[2] ? read(expressions[2]) : unknown('has no declared result'))],
  ['types.CoroutineType', ({ expressions, read }) => coroutine(expressions[2] ? read(expressions[2]) : unknown('has no declared result'))],
  // PEP 612: `*args: P.args, **kwargs: P.kwargs`; the parameter's form adds the tuple and the dict.
  ['typing.ParamSpec.args', vague('object')],
  ['typing.ParamSpec.kwargs', vague('object')],
  ['typing.Generic', vague('Generic')],
  ['typing.Protocol', vague('Protocol')],
]);

function tupleType({ expressions, read }: TypeArguments): Value {
  const [only, dots] = expressions;
  if (!only) return instance('tuple');
  if (dots?.kind === 'literal' && dots.type === 'ellipsis') return instance('tuple', [read(only)]);
  if (expressions.some((item) => item.kind === 'spread')) return instance('tuple');
  return tuple(only.kind === 'sequence' && only.items.length === 0 ? [] : expressions.map(read));
}

function classOf(type: Value): Value {
  return mapAlternatives(type, (member) => {
    if (member.kind === 'instance') return classValue(member.cls, member.args);
    // What matters of `type[T]` is that calling it gives a T.
    return member.kind === 'typevar' ? { kind: 'callable', result: member } : unknown('is a class');
  });
}

function literalType(item: TypeArguments['expressions'][number]): Value {
  if (item.kind !== 'literal') return unknown('is a literal of unknown type');
  switch (item.type) {
    case 'string': return instance('str');
    case 'bytes': return instance('bytes');
    case 'boolean': return instance('bool');
    case 'none': return NONE;
    case 'number': return instance('int');
    default: return unknown('is a literal of unknown type');
  }
}
