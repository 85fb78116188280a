/** Everything a function's own code runs: calls, properties, context managers, iteration, operators. */
import { attributeOf, propertyGetters } from './attributes.js';
import { NO_TARGETS, callable, joined, targetsAt, targetsOf } from './callables.js';
import { valueOf } from './expressions.js';
import { importedTruthIn } from './imported-tests.js';
import { classFact, libraryChain } from './library.js';
import { longConsumer, longLoop } from './long-ranges.js';
import { OPERATOR_METHODS } from './operators.js';
import type { PythonProject } from './project.js';
import { callMethod } from './protocols.js';
import { alternatives, withoutNone } from './value.js';
import type { Value } from './value.js';
import { CONSUMERS } from '../lazy-code.js';
import type { Invocation, Targets } from '../semantics.js';
import { protocolFacts } from '../../knowledge/index.js';
import { forEachChild, runningStatements, takenBranch } from '../../model/index.js';
import type { CallExpression, Expression, FunctionModel, MemberExpression, Node, WithItem } from '../../model/index.js';

/** In evaluation order; code of nested functions and lambdas is theirs. */
export function invocationsOf(project: PythonProject, fn: FunctionModel): readonly Invocation[] {
  const found: Invocation[] = [];
  const imported = importedTruthIn(project);
  const visit = (node: Node): void => {
    switch (node.kind) {
      case 'with':
        for (const item of node.items) {
          visit(item.context);
          found.push(...contextInvocations(project, item, 'enter', node.isAsync));
          if (item.target) visit(item.target);
        }
        for (const statement of node.body) visit(statement);
        for (const item of [...node.items].reverse()) found.push(...contextInvocations(project, item, 'exit', node.isAsync));
        return;
      case 'for':
        // The loop steps its iterator before its body runs.
        visit(node.iterable);
        found.push(...invocationsAt(project, node));
        for (const part of [node.target, ...node.body, ...node.otherwise]) visit(part);
        return;
      case 'comprehension-clause':
        visit(node.iterable);
        found.push(...invocationsAt(project, node));
        for (const part of [node.target, ...node.conditions]) visit(part);
        return;
      case 'if': {
        visit(node.test);
        const taken = takenBranch(node, imported);
        for (const block of taken ? [taken] : [node.then, node.otherwise]) for (const statement of runningStatements(block, imported)) visit(statement);
        return;
      }
      case 'assignment':
        for (const part of [...(node.value ? [node.value] : []), ...node.targets]) visit(part);
        return;
      case 'function':
        for (const decorator of node.decorators) visit(decorator);
        for (const parameter of node.parameters) if (parameter.default) visit(parameter.default);
        return;
      default:
        // What a call, attribute or operator works on runs before it.
        forEachChild(node, visit);
        found.push(...invocationsAt(project, node));
    }
  };
  for (const statement of runningStatements(fn.body, imported)) visit(statement);
  return found;
}

function invocationsAt(project: PythonProject, node: Node): readonly Invocation[] {
  switch (node.kind) {
    case 'call': {
      const targets = longConsumer(project, node) ?? targetsAt(project, node);
      return [...consumedArgument(project, node, targets), { node, form: 'call', targets, awaited: isAwaited(node) }];
    }
    case 'member': return propertyRead(project, node);
    case 'for': case 'comprehension-clause': {
      const targets = iterationTargets(project, valueOf(project, node.iterable), node.isAsync) ?? longLoop(project, node);
      return targets ? [{ node, form: 'iteration', targets, awaited: node.isAsync }] : [];
    }
    case 'binary': return operatorCall(project, node, node.operator, node.left);
    case 'compare':
      return node.operators.flatMap((operator, index) => {
        const left = node.operands[index];
        const right = node.operands[index + 1];
        if (!left || !right) return [];
        return operator === 'in' || operator === 'not in' ? operatorCall(project, node, operator, right) : operatorCall(project, node, operator, left);
      });
    case 'index': return isStored(node) ? [] : methodCall(project, node, valueOf(project, node.object), '__getitem__');
    default: return [];
  }
}

/** `list(path.iterdir())`, `any(lines())`: the builtin steps through what it is given. */
function consumedArgument(project: PythonProject, call: CallExpression, { library }: Targets): Invocation[] {
  const [argument] = call.arguments;
  if (!argument || argument.name !== undefined || argument.spread !== 'none' || argument.value.kind === 'comprehension') return [];
  if (library.length !== 1 || !library.every(({ name }) => CONSUMERS.has(name))) return [];
  const targets = iterationTargets(project, valueOf(project, argument.value), false);
  return targets ? [{ node: argument.value, form: 'iteration', targets, awaited: false }] : [];
}

/** The call's value is awaited right where it is made. */
export function isAwaited(call: Node): boolean {
  const { parent } = call;
  if (parent?.kind === 'await') return true;
  if (parent?.kind === 'with-item') return parent.context === call && parent.parent?.kind === 'with' && parent.parent.isAsync;
  return (parent?.kind === 'for' || parent?.kind === 'comprehension-clause') && parent.isAsync && parent.iterable === call;
}

function isStored(node: Expression): boolean {
  const { parent } = node;
  if (parent?.kind === 'assignment') return parent.operator === undefined && parent.targets.includes(node);
  return parent?.kind === 'delete' || ((parent?.kind === 'for' || parent?.kind === 'with-item') && parent.target === node);
}

/** The getters that a member expression runs where it is read. */
export function gettersAt(project: PythonProject, node: MemberExpression): readonly FunctionModel[] {
  return isStored(node) ? [] : propertyGetters(project, withoutNone(valueOf(project, node.object)), node.name);
}

function propertyRead(project: PythonProject, node: MemberExpression): Invocation[] {
  const getters = gettersAt(project, node);
  if (getters.length === 0) return [];
  return [{ node, form: 'property', targets: { functions: getters, library: [], constructs: undefined, complete: true }, awaited: isAwaited(node) }];
}

function operatorCall(project: PythonProject, node: Node, operator: string, receiver: Expression): Invocation[] {
  return methodCall(project, node, valueOf(project, receiver), OPERATOR_METHODS[operator] ?? '');
}

/** A special method of a project class, run by syntax. */
function methodCall(project: PythonProject, node: Node, receiver: Value, name: string): Invocation[] {
  const methods = projectMethods(project, receiver, name);
  return methods.length === 0 ? [] : [{ node, form: 'operator', targets: joined(methods), awaited: false }];
}

function projectMethods(project: PythonProject, receiver: Value, name: string): Targets[] {
  return alternatives(withoutNone(receiver)).flatMap((member) => {
    if (member.kind !== 'instance' || typeof member.cls === 'string') return [];
    const method = attributeOf(project, member, name);
    return method?.kind === 'function' ? [targetsOf(project, method)] : [];
  });
}

/** What `with` runs on entering or leaving one of its items. */
function contextInvocations(project: PythonProject, item: WithItem, form: 'enter' | 'exit', isAsync: boolean): Invocation[] {
  const name = `__${isAsync ? 'a' : ''}${form}__`;
  const all = alternatives(withoutNone(valueOf(project, item.context))).map((member): Targets => {
    if (member.kind !== 'instance') return NO_TARGETS;
    if (typeof member.cls === 'string') return libraryContext(member.cls, member.origin && 'fn' in member.origin ? member.origin.fn : undefined, form, isAsync);
    const method = attributeOf(project, member, name);
    return method ? targetsOf(project, method) : NO_TARGETS;
  });
  return [{ node: item, form, targets: joined(all), awaited: isAsync }];
}

/** A library's context manager; one made by `@contextmanager` runs the generator function's code. */
function libraryContext(cls: string, producer: FunctionModel | undefined, form: 'enter' | 'exit', isAsync: boolean): Targets {
  if (producer && /^contextlib\.Abstract/.test(cls)) return { functions: [producer], library: [], constructs: undefined, complete: true };
  const method = `${cls}.__${isAsync ? 'a' : ''}${form}__`;
  const known = callable(method);
  const facts = isAsync ? undefined : protocolFacts(cls, form);
  const isKnown = facts !== undefined || libraryChain(cls).some((name) => classFact(name, (entry) => entry.enter ?? entry.asyncEnter) !== undefined);
  return { functions: [], library: [{ name: method, facts: facts ?? known.facts }], constructs: undefined, complete: isKnown };
}

/** What stepping through a value runs; undefined when that is only built-in code. */
function iterationTargets(project: PythonProject, iterable: Value, isAsync: boolean): Targets | undefined {
  const all = alternatives(withoutNone(iterable)).map((member): Targets | undefined => {
    if (member.kind !== 'instance') return member.kind === 'tuple' ? undefined : NO_TARGETS;
    const { origin, cls } = member;
    if (typeof cls === 'string') {
      if (origin && 'fn' in origin && /Generator$/.test(cls)) return { functions: [origin.fn], library: [], constructs: undefined, complete: true };
      const facts = isAsync ? undefined : protocolFacts(cls, 'iteration');
      return facts && { functions: [], library: [{ name: `${cls}.__next__`, facts }], constructs: undefined, complete: true };
    }
    const iterator = callMethod(project, member, isAsync ? '__aiter__' : '__iter__');
    const starts = projectMethods(project, member, isAsync ? '__aiter__' : '__iter__');
    const steps = projectMethods(project, iterator, isAsync ? '__anext__' : '__next__');
    return starts.length + steps.length === 0 ? NO_TARGETS : joined([...starts, ...steps]);
  });
  const some = all.filter((targets): targets is Targets => targets !== undefined);
  return some.length === 0 ? undefined : joined(some);
}
