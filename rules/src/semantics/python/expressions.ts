/** Expressions → values. The entry point of inference. */
import { typeAsValue, typeOf } from './annotations.js';
import { argsOf } from './arguments.js';
import { attributeValue } from './attributes.js';
import { builtinClass, objectMethod } from './builtin-types.js';
import { callValue } from './calls.js';
import { assignedBefore } from './member-assignments.js';
import { nameValue } from './names.js';
import { narrowedMember } from './narrowing.js';
import { binaryValue, comparedValue, itemValue } from './operators.js';
import type { PythonProject } from './project.js';
import { awaitedValue, elementOf } from './protocols.js';
import { valueQuestion } from './questions.js';
import { parseType } from './type-notation.js';
import { importedTruthIn } from './imported-tests.js';
import { functionValue, instance, tuple, union, unknown, withoutNone } from './value.js';
import type { Value } from './value.js';
import { constantTruth, functionOf, moduleOf, textOf } from '../../model/index.js';
import type { CallExpression, Expression, MemberExpression } from '../../model/index.js';

/** Longer displays are tables of data: their items are not looked at. */
const MAX_ITEMS = 64;

/** What the expression's value is, as far as it can be told without running the program. */
export function valueOf(project: PythonProject, expression: Expression): Value {
  switch (expression.kind) {
    case 'literal': return expression.type === 'number' ? instance(numberClass(textOf(expression))) : literalValue(expression.type);
    case 'template': return instance('str');
    case 'function-expression': return functionValue(expression.fn);
    default: return project.memo.ask(valueQuestion, moduleOf(expression).path, expression, project, infer);
  }
}

function infer(project: PythonProject, expression: Expression): Value {
  switch (expression.kind) {
    case 'name': return nameValue(project, expression);
    case 'member': return memberValue(project, expression);
    case 'call': return callResult(project, expression);
    case 'await': return awaitedValue(project, valueOf(project, expression.value));
    case 'index': return indexValue(project, expression);
    case 'sequence': return sequenceValue(project, expression);
    case 'mapping': {
      const entries = expression.entries;
      if (entries.some((entry) => !entry.key)) return instance('dict');
      if (entries.length === 0 || entries.length > MAX_ITEMS) return instance('dict');
      return instance('dict', [union(entries.map((entry) => (entry.key ? valueOf(project, entry.key) : unknown('')))), union(entries.map((entry) => valueOf(project, entry.value)))]);
    }
    case 'comprehension': {
      const element = valueOf(project, expression.element);
      switch (expression.shape) {
        case 'dict': return instance('dict', [element, expression.value ? valueOf(project, expression.value) : unknown('')]);
        case 'generator': {
          const isAsync = expression.clauses.some((clause) => clause.isAsync);
          return instance(isAsync ? 'collections.abc.AsyncGenerator' : 'collections.abc.Generator', [element]);
        }
        default: return instance(expression.shape, [element]);
      }
    }
    case 'conditional': {
      const truth = constantTruth(expression.test, importedTruthIn(project));
      if (truth !== undefined) return valueOf(project, truth ? expression.then : expression.otherwise);
      if (isEmptyDisplay(expression.otherwise)) return filledBy(valueOf(project, expression.then), valueOf(project, expression.otherwise));
      return union([valueOf(project, expression.then), valueOf(project, expression.otherwise)]);
    }
    case 'logical': {
      const values = expression.operands.map((operand) => valueOf(project, operand));
      // Of `a or b` only the truthy part of `a` remains; None is never that.
      const last = values.length - 1;
      if (expression.operator === 'or' && isEmptyDisplay(expression.operands[last])) return filledBy(union(values.slice(0, last).map(truthy)), values[last]);
      return union(values.map((value, index) => (expression.operator === 'or' && index < last ? truthy(value) : value)));
    }
    case 'unary': {
      if (expression.operator === 'not') return instance('bool');
      const operand = valueOf(project, expression.operand);
      return operand.kind === 'instance' && (operand.cls === 'int' || operand.cls === 'float') ? operand : unknown(`\`${expression.operator}\` of an unknown value`);
    }
    case 'binary': {
      const left = valueOf(project, expression.left);
      const isType = expression.operator === '|' && (left.kind === 'class' || left.kind === 'type');
      return isType ? typeAsValue(project, expression) : binaryValue(project, expression.operator, left, valueOf(project, expression.right));
    }
    case 'compare': return comparedValue(project, expression);
    case 'assignment-expression': return valueOf(project, expression.value);
    case 'yield': return sentValue(project, expression);
    default: return unknown('is not followed');
  }
}

function memberValue(project: PythonProject, expression: MemberExpression): Value {
  const read = (): Value => attributeValue(project, valueOf(project, expression.object), expression.name);
  return narrowedMember(expression, assignedBefore(project, expression, read) ?? read());
}

function callResult(project: PythonProject, call: CallExpression): Value {
  const callee = valueOf(project, call.callee);
  const value = callValue(project, callee, argsOf(project, call), call);
  if (value.kind !== 'unknown') return value;
  // Data has methods, which give data; what is called itself is none.
  if (call.callee.kind !== 'member') return callee.kind === 'unknown' && callee.isPlain ? unknown('is called, whatever it is') : value;
  // The language demands what the special methods of any object give, unknown ones included.
  const demanded = objectMethod(call.callee.name);
  return demanded === undefined ? value : parseType(demanded);
}

/** `[]`, `{}`: it has whatever elements the other values have. */
function isEmptyDisplay(expression: Expression | undefined): boolean {
  return (expression?.kind === 'sequence' && expression.items.length === 0) || (expression?.kind === 'mapping' && expression.entries.length === 0);
}

function filledBy(other: Value, empty: Value | undefined): Value {
  const isSameClass = other.kind === 'instance' && empty?.kind === 'instance' && other.cls === empty.cls;
  return isSameClass || !empty ? other : union([other, empty]);
}

/** What `x = yield` receives: declared by `Generator[Y, S, R]` and `AsyncGenerator[Y, S]`. */
function sentValue(project: PythonProject, expression: Extract<Expression, { kind: 'yield' }>): Value {
  const { returns } = functionOf(expression);
  const declared = returns && !expression.delegates ? typeOf(project, returns) : undefined;
  const isGenerator = declared?.kind === 'instance' && typeof declared.cls === 'string' && /Generator$/.test(declared.cls);
  return (isGenerator ? declared.args[1] : undefined) ?? unknown('is sent into the generator');
}

function truthy(value: Value): Value {
  return value.kind === 'none' ? { kind: 'never' } : withoutNone(value);
}

function literalValue(type: string): Value {
  switch (type) {
    case 'string': return instance('str');
    case 'bytes': return instance('bytes');
    case 'boolean': return instance('bool');
    case 'none': return { kind: 'none' };
    default: return unknown('is not followed');
  }
}

function numberClass(text: string): string {
  if (/^0[xob]/i.test(text)) return 'int';
  return /j$/i.test(text) ? 'complex' : /[.e]/i.test(text) ? 'float' : 'int';
}

function sequenceValue(project: PythonProject, { shape, items }: Extract<Expression, { kind: 'sequence' }>): Value {
  const hasSpread = items.some((item) => item.kind === 'spread');
  if (shape === 'tuple' && !hasSpread) return tuple(items.map((item) => valueOf(project, item)));
  if (items.length === 0 || items.length > MAX_ITEMS) return instance(shape);
  return instance(shape, [union(items.map((item) => (item.kind === 'spread' ? elementOf(project, valueOf(project, item.value), 'sync') : valueOf(project, item))))]);
}

function indexValue(project: PythonProject, expression: Extract<Expression, { kind: 'index' }>): Value {
  const object = valueOf(project, expression.object);
  const isType = object.kind === 'class' || object.kind === 'type' || (object.kind === 'library' && isTypingName(object.name));
  return isType ? typeAsValue(project, expression) : itemValue(project, object, expression.index);
}

function isTypingName(name: string): boolean {
  return name.startsWith('typing.') || name.startsWith('typing_extensions.') || builtinClass(name) !== undefined;
}
