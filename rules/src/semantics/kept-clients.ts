/**
 * What keeps a new client of JavaScript: a local whose uses all end in the function, the one request that it is an option of, or
 * nothing. Clients that somebody else may keep have no keeper.
 */
import type { ResourceFact } from '../knowledge/index.js';
import {
  functionOf, isBelow, mentionsOf, resolveName,
  type CallExpression, type Expression, type FunctionModel, type MappingEntry, type NameExpression, type Node, type Variable,
} from '../model/index.js';
import type { Semantics } from './semantics.js';

export interface KeptClient {
  /** undefined: used where it is made. */
  readonly name: NameExpression | undefined;
}

/** What is made by `call` and stays in its function; undefined when it may not. */
export function keptClient(call: CallExpression, resource: ResourceFact, semantics: Semantics): KeptClient | undefined {
  const held = call.parent?.kind === 'await' ? call.parent : call;
  const { parent } = held;
  const from: Source = { resource, semantics, isLent: false };
  if (parent?.kind === 'assignment') {
    const [name] = parent.targets;
    if (parent.targets.length !== 1 || name?.kind !== 'name' || parent.operator !== undefined || parent.declares === undefined) return undefined;
    const variable = resolveName(name);
    const isLocal = variable?.owner.kind === 'function' && variable.owner.form !== 'module' && variable.bindings.length === 1;
    return isLocal && staysHere(name, variable, from) ? { name } : undefined;
  }
  if (parent?.kind === 'member') return endsHere(held, from) ? { name: undefined } : undefined;
  return isOptionOfRequest(held, semantics) ? { name: undefined } : undefined;
}

/** The client, or a part of it that it has lent. */
interface Source {
  readonly resource: ResourceFact;
  readonly semantics: Semantics;
  readonly isLent: boolean;
}

function staysHere(name: NameExpression, variable: Variable, from: Source): boolean {
  return mentionsOf(variable).every((mention) => mention === name || (isWithin(mention, functionOf(name)) && endsHere(mention, from)));
}

/** In the function itself, or in functions that are written as arguments of its calls: not in one that is stored or returned. */
function isWithin(mention: Node, home: FunctionModel): boolean {
  let fn: FunctionModel | undefined = functionOf(mention);
  while (fn && fn !== home) {
    if (fn.parent?.kind !== 'function-expression' || fn.parent.parent?.kind !== 'argument') return false;
    fn = fn.enclosing;
  }
  return fn === home;
}

/**
 * Does nothing of the client outlive this use of it? What a call on the client gives is data; of what it lends, only what is
 * waited for.
 */
function endsHere(use: Expression, from: Source): boolean {
  const { resource, semantics } = from;
  let current: Expression = use;
  let { isLent } = from;
  let called: string | undefined;
  let isPart = true;
  for (let { parent } = current; parent; parent = current.parent) {
    if (parent.kind === 'member' && parent.object === current) {
      if (resource.aloneFor?.includes(parent.name)) return false;
    } else if (parent.kind === 'call' && parent.callee === current) {
      called = current.kind === 'member' ? current.name : '';
      isLent ||= resource.lends?.includes(called) ?? false;
      isPart &&= isLent;
    } else if (parent.kind === 'await') {
      isPart &&= called === undefined || (resource.lends?.includes(called) ?? false);
    } else break;
    current = parent;
  }
  const { parent } = current;
  switch (parent?.kind) {
    case 'expression-statement': case 'compare': case 'unary': case 'if': return true;
    case 'assignment': return !isPart || isLocalPart(parent.targets, from);
    default: return !isPart || isOptionOfRequest(current, semantics);
  }
}

/** `const db = client.db('shop')`: a part that does not leave the function either. */
function isLocalPart(targets: readonly Expression[], from: Source): boolean {
  const [name] = targets;
  const variable = name?.kind === 'name' ? resolveName(name) : undefined;
  if (name?.kind !== 'name' || variable?.owner !== functionOf(name) || variable.bindings.length !== 1) return false;
  return variable.owner.form !== 'module' && staysHere(name, variable, { ...from, isLent: true });
}

/** `fetch(url, { dispatcher: new Agent() })`: when the request is over, nobody knows the agent any more. */
function isOptionOfRequest(value: Expression, semantics: Semantics): boolean {
  const entry = value.parent;
  const call = entry?.kind === 'mapping-entry' ? callWithOptions(entry) : undefined;
  if (entry?.kind !== 'mapping-entry' || entry.value !== value || !call) return false;
  const { library, functions } = semantics.targets(call);
  const key = entry.key?.kind === 'literal' && typeof entry.key.value === 'string' ? entry.key.value : undefined;
  return functions.length === 0 && library.length === 1 && key !== undefined && library.every(({ facts }) => facts.borrows?.includes(key));
}

function callWithOptions({ parent }: MappingEntry): CallExpression | undefined {
  const argument = parent?.parent;
  return argument?.kind === 'argument' && argument.parent?.kind === 'call' ? argument.parent : undefined;
}

/** Is the client used in a loop that it is not made in, and so serves several items itself? */
export function isUsedInOwnLoop(name: NameExpression, call: CallExpression): boolean {
  const variable = resolveName(name);
  return variable !== undefined && mentionsOf(variable).some((mention) => {
    for (let node: Node | undefined = mention.parent; node; node = node.parent) {
      if (isBelow(call, node)) return false;
      if (node.kind === 'for' || node.kind === 'while' || node.kind === 'comprehension') return true;
    }
    return false;
  });
}
