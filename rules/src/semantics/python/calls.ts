/** Calls → values. */
import { callerParameters, valueForParameter, withLeading } from './arguments.js';
import type { CallArgs } from './arguments.js';
import { attributeOf } from './attributes.js';
import { builtinResult } from './builtin-types.js';
import { chainOf, typeParametersOf } from './class-chain.js';
import { typeOf } from './annotations.js';
import { solve } from './generics.js';
import { factsOf, isAwaitless, libraryMember, resultOfFacts } from './library.js';
import { constructedByLibrary, resultByLibrary } from './library-calls.js';
import type { PythonProject } from './project.js';
import { superValue } from './receivers.js';
import { resultOf } from './results.js';
import { parseType } from './type-notation.js';
import { instance, mapAlternatives, unknown, unknownPlain, withoutNone } from './value.js';
import type { ClassValue, LibraryValue, Value } from './value.js';
import { functionOf } from '../../model/index.js';
import type { CallExpression, ClassModel, FunctionModel } from '../../model/index.js';

/** The value of calling `callee`; `call` is the call's node where there is one. */
export function callValue(project: PythonProject, callee: Value, args: CallArgs, call: CallExpression | undefined): Value {
  return mapAlternatives(withoutNone(callee), (member) => {
    switch (member.kind) {
      case 'function': return resultOf(project, member, args);
      case 'class': return construct(project, member, args, call);
      case 'library': return libraryResult(project, member, args);
      case 'partial': return callValue(project, member.callee, withLeading(args, Array.from({ length: member.bound }, () => unknown('is bound by `partial`'))), undefined);
      case 'callable': return member.result;
      case 'instance': {
        const method = typeof member.cls === 'string' ? libraryMember(member.cls, member.args, '__call__', member) : attributeOf(project, member, '__call__');
        return method ? callValue(project, method, args, call) : unknown('is not known to be callable');
      }
      case 'typevar': return member.bound ? callValue(project, member.bound, args, call) : unknown('is a type variable');
      default: return unknown('is not known to be callable');
    }
  });
}

function libraryResult(project: PythonProject, callee: LibraryValue, args: CallArgs): Value {
  const { name, receiver } = callee;
  const typeArguments = callee.args.length > 0 || receiver?.kind !== 'instance' ? callee.args : receiver.args;
  const facts = factsOf(name);
  const special = resultByLibrary(project, callee, facts, args);
  if (special) return special;
  // The tables know nothing of element types.
  const builtin = builtinResult(name);
  if (builtin !== undefined) return parseType(builtin, { self: receiver, args: typeArguments });
  const byFacts = facts && resultOfFacts(name, facts, receiver, typeArguments);
  if (byFacts) return byFacts;
  if (!facts && isAwaitless(name)) return unknownPlain(`the result of \`${name}\` is not known`);
  return unknown(facts ? `the result of \`${name}\` is not known` : `\`${name}\` is not known`);
}

function construct(project: PythonProject, callee: ClassValue, args: CallArgs, call: CallExpression | undefined): Value {
  const { cls } = callee;
  if (typeof cls !== 'string') return instance(cls, callee.args.length > 0 ? callee.args : solvedArguments(project, cls, args));
  if (cls === 'super') return call && args.count === 0 ? superValue(functionOf(call)) : explicitSuper(args);
  const special = constructedByLibrary(project, callee, args);
  if (special) return special;
  const facts = factsOf(cls);
  return (facts && resultOfFacts(cls, facts, undefined)) ?? instance(cls, callee.args, { library: cls });
}

/** `super(C, self)` */
function explicitSuper(args: CallArgs): Value {
  const cls = args.positional(0);
  const receiver = args.positional(1);
  return cls?.kind === 'class' && typeof cls.cls !== 'string' && receiver ? { kind: 'super', cls: cls.cls, receiver } : unknown('`super` of an unknown class');
}

/** Type arguments of a generic class by what its `__init__` is given: `Box(1)` is a `Box[int]`. */
function solvedArguments(project: PythonProject, cls: ClassModel, args: CallArgs): readonly Value[] {
  const names = typeParametersOf(project, cls);
  if (names.length === 0) return [];
  const init = initializerOf(project, cls);
  const bound = new Map<string, Value | undefined>();
  const parameters = init ? callerParameters(init, 'bound') : [];
  for (const parameter of parameters) {
    const given = parameter.annotation && valueForParameter(args, parameters, parameter);
    if (given && parameter.annotation) solve(typeOf(project, parameter.annotation), given, bound);
  }
  return names.map((name) => bound.get(name) ?? unknown(`type variable \`${name}\` is not bound`));
}

/** The class's own or inherited `__init__` (else `__new__`); undefined when it has none in the project. */
export function initializerOf(project: PythonProject, cls: ClassModel): FunctionModel | undefined {
  for (const name of ['__init__', '__new__']) {
    for (const entry of chainOf(project, cls).entries) {
      if (typeof entry.cls === 'string') break;
      for (const statement of entry.cls.body) {
        if (statement.kind === 'function-statement' && statement.fn.name === name) return statement.fn;
      }
    }
  }
  return undefined;
}
