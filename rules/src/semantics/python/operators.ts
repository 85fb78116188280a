/** Operators, comparisons and subscripts. */
import { argsOfValues } from './arguments.js';
import { attributeOf } from './attributes.js';
import { builtinClass } from './builtin-types.js';
import { callValue } from './calls.js';
import { valueOf } from './expressions.js';
import { libraryChain } from './library.js';
import type { PythonProject } from './project.js';
import { parseType } from './type-notation.js';
import { typedField } from './typed-dicts.js';
import { alternatives, instance, mapAlternatives, tuple, union, unknown, withoutNone } from './value.js';
import type { Value } from './value.js';
import { lookupFunction } from '../../knowledge/index.js';
import type { CompareExpression, Expression } from '../../model/index.js';

/** The special methods of the binary operators (data model, "Emulating numeric types"). */
export const OPERATOR_METHODS: Readonly<Record<string, string>> = {
  '+': '__add__', '-': '__sub__', '*': '__mul__', '@': '__matmul__', '/': '__truediv__', '%': '__mod__', '**': '__pow__',
  '<<': '__lshift__', '>>': '__rshift__', '|': '__or__', '^': '__xor__', '&': '__and__', '//': '__floordiv__',
  '==': '__eq__', '!=': '__ne__', '<': '__lt__', '<=': '__le__', '>': '__gt__', '>=': '__ge__', in: '__contains__', 'not in': '__contains__',
};

const NUMBERS = ['bool', 'int', 'float', 'complex'];

/** `left operator right`. */
export function binaryValue(project: PythonProject, operator: string, left: Value, right: Value): Value {
  return mapAlternatives(left, (member) => {
    if (member.kind === 'tuple' && right.kind === 'tuple' && operator === '+') return tuple([...member.items, ...right.items]);
    if (member.kind !== 'instance') return unknown(`\`${operator}\` of an unknown value`);
    if (typeof member.cls !== 'string') {
      const method = attributeOf(project, member, OPERATOR_METHODS[operator] ?? '');
      return method ? callValue(project, method, argsOfValues([right]), undefined) : unknown(`\`${operator}\` of an unknown value`);
    }
    return libraryOperator(project, member, OPERATOR_METHODS[operator] ?? '', [right]) ?? builtinBinary(operator, member.cls, member, right);
  });
}

/** The result of an operator that a library class defines and the tables know: `path / "x"`, `client["db"]`. */
function libraryOperator(project: PythonProject, receiver: Value & { readonly kind: 'instance' }, method: string, given: readonly Value[]): Value | undefined {
  if (typeof receiver.cls !== 'string') return undefined;
  const isKnown = libraryChain(receiver.cls).some((cls) => lookupFunction(`${cls}.${method}`)?.returns !== undefined);
  const callee = isKnown ? attributeOf(project, receiver, method) : undefined;
  return callee && callValue(project, callee, argsOfValues(given), undefined);
}

function builtinBinary(operator: string, cls: string, left: Value, right: Value): Value {
  if (cls === 'str' && operator === '%') return left;
  if (right.kind !== 'instance') return unknown(`\`${operator}\` of an unknown value`);
  if (NUMBERS.includes(cls) && typeof right.cls === 'string' && NUMBERS.includes(right.cls)) {
    if (operator === '/') return instance('float');
    return instance(NUMBERS[Math.max(NUMBERS.indexOf(cls), NUMBERS.indexOf(right.cls), 1)] ?? 'int');
  }
  if (operator === '*' && right.cls === 'int' && (cls === 'str' || cls === 'bytes' || cls === 'list')) return left;
  const isSame = right.cls === cls;
  if (!isSame) return unknown(`\`${operator}\` of different types`);
  if ((cls === 'str' || cls === 'bytes') && operator === '+') return left;
  if (cls === 'list' && operator === '+' && left.kind === 'instance') return instance('list', [union([...left.args, ...right.args])]);
  const isSetLike = cls === 'set' || cls === 'frozenset' || cls === 'dict';
  return isSetLike && ['|', '&', '-', '^'].includes(operator) ? left : unknown(`\`${operator}\` of an unknown value`);
}

/** A comparison is a bool unless a class of the project or a library decides otherwise. */
export function comparedValue(project: PythonProject, { operators, operands }: CompareExpression): Value {
  const isPlain = operators.every((operator) => operator === 'is' || operator === 'is not' || operator === 'in' || operator === 'not in');
  const left = operands[0] && valueOf(project, operands[0]);
  const isBuiltin = left && alternatives(left).every((member) => member.kind === 'none' || (member.kind === 'instance' && typeof member.cls === 'string' && builtinClass(member.cls)));
  return isPlain || isBuiltin ? instance('bool') : unknown('compares unknown values');
}

/** `object[index]`. */
export function itemValue(project: PythonProject, object: Value, index: Expression): Value {
  return mapAlternatives(withoutNone(object), (member) => {
    const isSlice = index.kind === 'opaque' && index.what === 'slice';
    if (member.kind === 'tuple') {
      if (isSlice) return instance('tuple', [union(member.items)]);
      return member.items.at(constantIndex(index) ?? member.items.length) ?? union(member.items);
    }
    if (member.kind !== 'instance') return unknown('has no known items');
    if (typeof member.cls !== 'string') {
      const field = index.kind === 'literal' && typeof index.value === 'string' ? typedField(project, member.cls, index.value) : undefined;
      if (field) return field;
      const method = attributeOf(project, member, '__getitem__');
      return method ? callValue(project, method, argsOfValues([valueOf(project, index)]), undefined) : unknown('has no known items');
    }
    if (isSlice && (member.cls === 'list' || member.cls === 'str' || member.cls === 'bytes')) return member;
    const own = libraryOperator(project, member, '__getitem__', [valueOf(project, index)]);
    if (own) return own;
    const item = libraryChain(member.cls).map((name) => builtinClass(name)?.item).find((found) => found !== undefined);
    return item === undefined || isSlice ? unknown(`\`${member.cls}\` has no known items`) : parseType(item, { self: member, args: member.args });
  });
}

function constantIndex(index: Expression): number | undefined {
  if (index.kind === 'literal' && typeof index.value === 'number') return index.value;
  if (index.kind !== 'unary' || index.operator !== '-' || index.operand.kind !== 'literal' || typeof index.operand.value !== 'number') return undefined;
  return -index.operand.value;
}
