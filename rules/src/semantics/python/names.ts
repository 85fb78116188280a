/** Names → values, through the bindings that reach them. */
import { isAliasStatement, typeAsValue, typeOf } from './annotations.js';
import { isIn, isSameBlock } from '../../model/blocks.js';
import { definitionValue } from './definitions.js';
import { valueOf } from './expressions.js';
import { matchedValue, narrowed } from './narrowing.js';
import { entity } from './builtins.js';
import { typeVarsOf } from './generics.js';
import { importedTruthIn } from './imported-tests.js';
import { describedClass } from './installed-classes.js';
import { importedValue, starMember, variableValue, withLaterStars } from './module-members.js';
import { elementOf, enteredValue } from './protocols.js';
import { binaryValue } from './operators.js';
import type { PythonProject } from './project.js';
import { selfValue } from './receivers.js';
import { NEVER, classValue, instance, mapAlternatives, union, unknown } from './value.js';
import type { Value } from './value.js';
import { reachingBindings } from '../../model/flow.js';
import { asksForVersion, isSwitchedOff, moduleOf, placeOf, resolveName, scopeOf, testsConstants, textOf } from '../../model/index.js';
import type { Binding, Expression, FunctionModel, ModuleModel, NameExpression, Node, Parameter } from '../../model/index.js';

/** The value of a name where it is read. */
export function nameValue(project: PythonProject, name: NameExpression): Value {
  const reached = reachingBindings(name);
  return narrowed(project, name, reached ? reachedValue(project, name, reached) : nameAnywhere(project, name));
}

function reachedValue(project: PythonProject, name: NameExpression, reached: readonly Binding[]): Value {
  const value = bindingsValue(project, reached, name.name);
  const module = moduleOf(name);
  const variable = scopeOf(module.root).starImports.length > 0 ? resolveName(name) : undefined;
  return variable ? withLaterStars(project, module, variable, value, placeOf(name).start) : value;
}

/** The value that a name may have anywhere, over all bindings of its variable. */
export function nameAnywhere(project: PythonProject, name: NameExpression): Value {
  const variable = resolveName(name);
  if (!variable) return freeName(project, name);
  return variableValue(project, moduleOf(name), variable);
}

/** A name that nothing binds: brought by a star import, or built in. */
function freeName(project: PythonProject, name: NameExpression): Value {
  const module = moduleOf(name);
  for (const star of [...scopeOf(module.root).starImports].reverse()) {
    const value = starMember(project, module.path, star, name.name);
    if (value) return value;
  }
  return entity(name.name) ?? unknown(`\`${name.name}\` is not defined here`);
}

/** The union of what the bindings give; a declared type stands for values that are not known. */
export function bindingsValue(project: PythonProject, bindings: readonly Binding[], name: string): Value {
  const visible = bindings.length < 2 ? bindings : lastOnly(workingImportsFirst(project, typeCheckingFirst(runningOnly(project, bindings))));
  const declared = declaredType(project, bindings);
  const values: Value[] = [];
  for (const binding of visible) {
    const value = bindingValue(project, binding);
    values.push(declared && binding.kind === 'target' && tellsLess(value, declared) ? declared : value);
  }
  const value = union(values);
  if (value.kind === 'never' && bindings.every((binding) => binding.node.kind === 'delete')) return unknown(`\`${name}\` is deleted`);
  return value;
}

/** `x: T | None = None`, `x: list[T] = []`: the declaration knows more than the value. */
function tellsLess(value: Value, declared: Value): boolean {
  if (value.kind === 'unknown' || value.kind === 'none') return true;
  return value.kind === 'instance' && value.args.every((arg) => arg.kind === 'unknown') && declared.kind === 'instance' && declared.cls === value.cls;
}

/** `x: T` anywhere in the variable's scope; undefined when not declared or the type is not known. */
function declaredType(project: PythonProject, bindings: readonly Binding[]): Value | undefined {
  for (const { node } of bindings) {
    if (node.kind !== 'assignment' || !node.annotation) continue;
    const type = typeOf(project, node.annotation);
    return type.kind === 'unknown' ? undefined : type;
  }
  return undefined;
}

function bindingValue(project: PythonProject, binding: Binding): Value {
  switch (binding.kind) {
    case 'parameter': return parameterValue(project, binding.node);
    case 'import': return importedValue(project, moduleOf(binding.node).path, binding.imported);
    case 'function': return definitionValue(project, binding.node);
    case 'class': return classValue(describedClass(project, binding.node));
    case 'target': return boundValue(project, binding.node, binding.name);
  }
}

/**
 * The value that an assignment, loop, `with`, handler … gives to one of its targets (a name or a member).
 */
export function boundValue(project: PythonProject, node: Node, target: Expression): Value {
  switch (node.kind) {
    case 'assignment': {
      if (node.operator !== undefined) return node.value ? binaryValue(project, node.operator, valueOf(project, target), valueOf(project, node.value)) : NEVER;
      if (!node.value) return node.annotation ? typeOf(project, node.annotation) : unknown('has no value yet');
      if (node.value.kind === 'literal' && node.value.type === 'string' && isAliasStatement(node)) return typeAsValue(project, node.value);
      const value = declaredOr(project, node.annotation, valueOf(project, node.value));
      return union(node.targets.map((pattern) => destructured(project, pattern, value, target) ?? NEVER));
    }
    case 'assignment-expression': return valueOf(project, node.value);
    case 'for': case 'comprehension-clause': {
      const element = elementOf(project, valueOf(project, node.iterable), node.isAsync ? 'async' : 'sync');
      return destructured(project, node.target, element, target) ?? NEVER;
    }
    case 'with-item': {
      const isAsync = node.parent?.kind === 'with' && node.parent.isAsync;
      const entered = enteredValue(project, valueOf(project, node.context), isAsync ? 'async' : 'sync');
      return (node.target && destructured(project, node.target, entered, target)) ?? NEVER;
    }
    case 'handler': return node.type ? caughtValue(project, valueOf(project, node.type)) : instance('BaseException');
    case 'match-case': {
      if (node.subject?.name !== target || node.parent?.kind !== 'match') return unknown('is bound by a pattern');
      return matchedValue(project, node, valueOf(project, node.parent.subject));
    }
    case 'delete': return NEVER;
    default: return unknown('is bound in a way that is not followed');
  }
}

/** `self.queue: deque[Job] = deque()`: the declaration where it knows more. */
function declaredOr(project: PythonProject, annotation: Expression | undefined, value: Value): Value {
  const declared = annotation && typeOf(project, annotation);
  return declared && declared.kind !== 'unknown' && tellsLess(value, declared) ? declared : value;
}

/** The part of `value` that `target` gets when `pattern` is assigned; undefined when the pattern does not hold it. */
function destructured(project: PythonProject, pattern: Expression, value: Value, target: Expression): Value | undefined {
  if (pattern === target) return value;
  if (pattern.kind === 'spread') {
    const rest = destructured(project, pattern.value, instance('list', [elementOf(project, value, 'sync')]), target);
    return rest;
  }
  if (pattern.kind !== 'sequence') return undefined;
  const { items } = pattern;
  const star = items.findIndex((item) => item.kind === 'spread');
  for (const [index, item] of items.entries()) {
    const fromEnd = star >= 0 && index > star ? items.length - index : 0;
    const part = item.kind === 'spread' ? value : mapAlternatives(value, (member) => itemAt(project, member, index, fromEnd));
    const found = destructured(project, item, part, target);
    if (found) return found;
  }
  return undefined;
}

function itemAt(project: PythonProject, value: Value, index: number, fromEnd: number): Value {
  if (value.kind !== 'tuple') return elementOf(project, value, 'sync');
  return value.items[fromEnd > 0 ? value.items.length - fromEnd : index] ?? unknown('has too few items');
}

/** `except T as e`, `except (T, U) as e`. */
function caughtValue(project: PythonProject, type: Value): Value {
  return mapAlternatives(type, (member) => {
    if (member.kind === 'class') return instance(member.cls, member.args);
    if (member.kind === 'tuple') return union(member.items.map((item) => caughtValue(project, item)));
    return unknown('is an exception of unknown type');
  });
}

function parameterValue(project: PythonProject, parameter: Parameter): Value {
  const fn = parameter.parent;
  if (fn?.kind !== 'function') return unknown('is a parameter');
  const receiver = isReceiver(fn, parameter) ? selfValue(fn) : undefined;
  if (parameter.annotation) {
    const declared = typeOf(project, parameter.annotation);
    // `self: T`, `cls: type[T]`: no more than that it is the receiver.
    return receiver && typeVarsOf(declared).length > 0 ? receiver : spreadParameter(parameter, declared);
  }
  return receiver ?? spreadParameter(parameter, unknown(`parameter \`${parameter.name ?? ''}\` has no annotation`));
}

function spreadParameter(parameter: Parameter, type: Value): Value {
  if (parameter.form === 'rest') return instance('tuple', [type]);
  if (parameter.form === 'rest-keywords') return instance('dict', [instance('str'), type]);
  return type;
}

function isReceiver(fn: FunctionModel, parameter: Parameter): boolean {
  return fn.owner !== undefined && (fn.method !== 'static' || fn.name === '__new__') && fn.method !== 'none' && fn.parameters[0] === parameter && parameter.form !== 'rest';
}

/** A binding that a later one in the same block always replaces does not count for readers elsewhere. */
function lastOnly(bindings: readonly Binding[]): readonly Binding[] {
  if (bindings.length < 2) return bindings;
  return bindings.filter((binding, index) => {
    const statement = statementOf(binding.node);
    return !statement || !bindings.slice(index + 1).some((later) => {
      const other = statementOf(later.node);
      return other !== undefined && replaces(later) && isSameBlock(statement, other);
    });
  });
}

function replaces(binding: Binding): boolean {
  const { node } = binding;
  if (node.kind === 'assignment') return node.value !== undefined && node.operator === undefined;
  return binding.kind === 'function' || binding.kind === 'class' || binding.kind === 'import';
}

function statementOf(node: Node): Node | undefined {
  return node.kind === 'function' || node.kind === 'class' ? node.parent : node;
}

/**
 * `try: from fast import Parser` / `except ImportError: class Parser: …`: where the import is found, the makeshift in the
 * handler is not used. (Another import there may be: the first module can fail to import what it needs itself.)
 */
function workingImportsFirst(project: PythonProject, bindings: readonly Binding[]): readonly Binding[] {
  if (bindings.length < 2 || !bindings.some((binding) => importHandlerOf(binding.node))) return bindings;
  const working = new Set(bindings.flatMap((binding) => {
    const attempt = binding.kind === 'import' ? binding.node.parent : undefined;
    if (binding.kind !== 'import' || attempt?.kind !== 'try') return [];
    const value = importedValue(project, moduleOf(binding.node).path, binding.imported);
    const isFound = value.kind === 'module' || value.kind === 'function' || (value.kind === 'class' && typeof value.cls !== 'string');
    return isFound ? [attempt] : [];
  }));
  return bindings.filter((binding) => {
    const attempt = binding.kind === 'class' || binding.kind === 'function' ? importHandlerOf(binding.node)?.parent : undefined;
    return attempt?.kind !== 'try' || !working.has(attempt);
  });
}

/** The `except ImportError` (or wider) clause that the statement of a binding is in. */
function importHandlerOf(node: Node): Node | undefined {
  const handler = statementOf(node)?.parent;
  return handler?.kind === 'handler' && (!handler.type || /Import|ModuleNotFound|^Exception$/.test(textOf(handler.type))) ? handler : undefined;
}

/** What a supported Python version can bind: not the other branch of `if sys.version_info >= (3, 9)`. */
export function runningOnly(project: PythonProject, bindings: readonly Binding[]): readonly Binding[] {
  const [first] = bindings;
  if (!first || bindings.length < 2 || !mayTestVersion(moduleOf(first.node))) return bindings;
  const imported = importedTruthIn(project);
  const running = bindings.filter(({ node }) => !isSwitchedOff(node, imported));
  return running.length > 0 ? running : bindings;
}

function mayTestVersion(module: ModuleModel): boolean {
  return asksForVersion(module) || testsConstants(module);
}

/** Type checkers take the `if TYPE_CHECKING:` branch; so do we when both branches bind the name. */
function typeCheckingFirst(bindings: readonly Binding[]): readonly Binding[] {
  const checked = bindings.filter((binding) => isUnderTypeChecking(binding.node));
  if (checked.length === 0 || checked.length === bindings.length) return bindings;
  return bindings.filter((binding) => checked.includes(binding) || !isTypeCheckingElse(binding.node));
}

function isUnderTypeChecking(node: Node): boolean {
  const block = statementOf(node);
  const test = block?.parent;
  return test?.kind === 'if' && mentionsTypeChecking(test.test) && isIn(test.then, block ?? node);
}

function isTypeCheckingElse(node: Node): boolean {
  const block = statementOf(node);
  const test = block?.parent;
  return test?.kind === 'if' && mentionsTypeChecking(test.test) && isIn(test.otherwise, block ?? node);
}

function mentionsTypeChecking(test: Expression): boolean {
  if (test.kind === 'logical' && test.operator === 'or') return test.operands.some(mentionsTypeChecking);
  return (test.kind === 'name' && test.name === 'TYPE_CHECKING') || (test.kind === 'member' && test.name === 'TYPE_CHECKING');
}
