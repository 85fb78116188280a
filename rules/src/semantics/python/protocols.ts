/** What Python's protocols give: iterating, awaiting, entering a context. */
import { NO_ARGS } from './arguments.js';
import { attributeOf } from './attributes.js';
import { builtinClass } from './builtin-types.js';
import { callValue } from './calls.js';
import { classFact, libraryChain } from './library.js';
import type { PythonProject } from './project.js';
import { parseType } from './type-notation.js';
import { mapAlternatives, union, unknown, withoutNone } from './value.js';
import type { InstanceValue, Value } from './value.js';

export type Mode = 'sync' | 'async';

/** The value of the loop variable of `for` / `async for`. */
export function elementOf(project: PythonProject, iterable: Value, mode: Mode): Value {
  return mapAlternatives(withoutNone(iterable), (member) => {
    if (member.kind === 'tuple') return mode === 'sync' ? union(member.items) : unknown('is not an async iterable');
    if (member.kind !== 'instance') return unknown('has no known elements');
    return typeof member.cls === 'string' ? libraryElement(member, member.cls, mode) : projectElement(project, member, mode);
  });
}

function libraryElement(value: InstanceValue, cls: string, mode: Mode): Value {
  const context = { self: value, args: value.args };
  if (mode === 'async') {
    const element = classFact(cls, (entry) => entry.asyncElement);
    return element === undefined ? firstArgument(value, libraryChain(cls).some((name) => ASYNC_ITERABLE.test(name))) : parseType(element, context);
  }
  const element = libraryChain(cls).map((name) => builtinClass(name)?.element).find((found) => found !== undefined)
    ?? classFact(cls, (entry) => entry.element);
  return element === undefined ? unknown(`\`${cls}\` has no known elements`) : parseType(element, context);
}

const ASYNC_ITERABLE = /(^|\.)Async(Iterable|Iterator|Generator)$/;

function firstArgument(value: InstanceValue, hasElements: boolean): Value {
  return (hasElements ? value.args[0] : undefined) ?? unknown('has no known elements');
}

/** `__iter__().__next__()` and their async twins. */
function projectElement(project: PythonProject, value: InstanceValue, mode: Mode): Value {
  const iterator = callMethod(project, value, mode === 'async' ? '__aiter__' : '__iter__');
  return mapAlternatives(iterator, (member) => {
    if (member.kind !== 'instance') return unknown('has no known elements');
    if (typeof member.cls === 'string') return libraryElement(member, member.cls, mode);
    const next = callMethod(project, member, mode === 'async' ? '__anext__' : '__next__');
    return mode === 'async' ? awaitedValue(project, next) : next;
  });
}

/** The value of `await value`. */
export function awaitedValue(project: PythonProject, value: Value): Value {
  return mapAlternatives(withoutNone(value), (member) => {
    if (member.kind === 'coroutine') return member.result;
    if (member.kind !== 'instance') return unknown('has no known result when awaited');
    if (typeof member.cls === 'string') return member.args[0] ?? libraryAwaited(member, member.cls);
    const generator = callMethod(project, member, '__await__');
    return generator.kind === 'instance' ? generator.args[2] ?? unknown('has no known result when awaited') : unknown('has no known result when awaited');
  });
}

function libraryAwaited(value: InstanceValue, cls: string): Value {
  const result = classFact(cls, (entry) => entry.awaitResult);
  return result === undefined ? unknown(`\`${cls}\` has no known result when awaited`) : parseType(result, { self: value, args: value.args });
}

const CONTEXT_MANAGER = /^contextlib\.(AbstractContextManager|closing|nullcontext|AbstractAsyncContextManager|aclosing)$/;

/** The value that `with value as x` / `async with value as x` binds. */
export function enteredValue(project: PythonProject, value: Value, mode: Mode): Value {
  return mapAlternatives(withoutNone(value), (member) => {
    if (member.kind !== 'instance') return unknown('is not a known context manager');
    if (typeof member.cls !== 'string') {
      const entered = callMethod(project, member, mode === 'async' ? '__aenter__' : '__enter__');
      return mode === 'async' ? awaitedValue(project, entered) : entered;
    }
    const held = CONTEXT_MANAGER.test(member.cls) ? member.args[0] : undefined;
    if (held) return held;
    const type = classFact(member.cls, (entry) => (mode === 'async' ? entry.asyncEnter : entry.enter));
    return type === undefined ? unknown(`\`${member.cls}\` binds an unknown value`) : parseType(type, { self: member, args: member.args });
  });
}

/** The result of calling a method without arguments. */
export function callMethod(project: PythonProject, receiver: Value, name: string): Value {
  const method = attributeOf(project, receiver, name);
  return method ? callValue(project, method, NO_ARGS, undefined) : unknown(`has no \`${name}\``);
}
