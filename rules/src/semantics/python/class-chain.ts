/** Classes and their bases in method resolution order (C3), with type arguments carried along. */
import { substituted } from './generics.js';
import { libraryChain, isKnownClass } from './library.js';
import type { Question } from './memo.js';
import { valueOf } from './expressions.js';
import type { PythonProject } from './project.js';
import { isTypedDictBase } from './typed-dicts.js';
import { alternatives, instance } from './value.js';
import type { ClassRef, Value } from './value.js';
import { moduleOf } from '../../model/index.js';
import type { ClassModel, Expression } from '../../model/index.js';

export interface ChainEntry {
  readonly cls: ClassRef;
  /** Type arguments, in terms of the type parameters of the class that the chain belongs to. */
  readonly args: readonly Value[];
}

export interface ClassChain {
  readonly entries: readonly ChainEntry[];
  /** false when a base is unknown or is a library class about which nothing is known. */
  readonly complete: boolean;
  /** Every base is a class of the project or one with a name, whatever is known about that. */
  readonly basesKnown: boolean;
}

const chainQuestion: Question<ClassChain> = {
  name: 'chain',
  bottom: { entries: [], complete: true, basesKnown: true },
  fallback: () => ({ entries: [], complete: false, basesKnown: false }),
  same: (a, b) => a.complete === b.complete && a.basesKnown === b.basesKnown && a.entries.length === b.entries.length && a.entries.every((entry, index) => entry.cls === b.entries[index]?.cls),
};

/** The class itself, then its bases. */
export function chainOf(project: PythonProject, cls: ClassModel): ClassChain {
  return project.memo.ask(chainQuestion, moduleOf(cls).path, cls, project, buildChain);
}

function buildChain(project: PythonProject, cls: ClassModel): ClassChain {
  let complete = cls.keywords.get('**') === undefined;
  let basesKnown = true;
  const args = new Map<ClassRef, readonly Value[]>();
  const lists: ClassRef[][] = [];
  const direct: ClassRef[] = [];
  for (const base of cls.bases) {
    const known = baseClass(project, base);
    if (known === 'none') continue;
    if (!known || known.cls === cls) {
      complete = basesKnown = false;
      continue;
    }
    const chain = chainOfRef(project, known);
    complete &&= chain.complete;
    basesKnown &&= chain.basesKnown;
    // A cycle of classes: each would come before the other.
    if (chain.entries.some((entry) => entry.cls === cls)) {
      complete = false;
      continue;
    }
    for (const entry of chain.entries) if (!args.has(entry.cls)) args.set(entry.cls, entry.args);
    lists.push(chain.entries.map((entry) => entry.cls));
    direct.push(known.cls);
  }
  // With one base its own order is the order.
  const order = lists.length < 2 ? lists[0] ?? [] : merge([...lists, direct]);
  const own = { cls, args: typeParametersOf(project, cls).map((name): Value => ({ kind: 'typevar', name, bound: undefined })) };
  return { entries: [own, ...order.map((ref) => ({ cls: ref, args: args.get(ref) ?? [] }))], complete, basesKnown };
}

function chainOfRef(project: PythonProject, { cls, args }: ChainEntry): ClassChain {
  if (typeof cls === 'string') {
    const names = libraryChain(cls);
    return { entries: names.map((name) => ({ cls: name, args })), complete: names.every(isKnownClass), basesKnown: true };
  }
  const chain = chainOf(project, cls);
  const names = typeParametersOf(project, cls);
  const bound = new Map(names.map((name, index): [string, Value | undefined] => [name, args[index]]));
  return { entries: chain.entries.map((entry) => ({ cls: entry.cls, args: entry.args.map((value) => substituted(value, bound)) })), complete: chain.complete, basesKnown: chain.basesKnown };
}

const STRUCTURAL: ReadonlySet<string> = new Set(['typing.Generic', 'typing.Protocol', 'object', 'abc.ABC', 'typing.NamedTuple']);

/** The class that a base expression means; 'none' for those that only mark (`Generic[T]`, `ABC`). */
function baseClass(project: PythonProject, base: Expression): ChainEntry | 'none' | undefined {
  const marker = base.kind === 'index' ? base.object : base;
  const marked = valueOf(project, marker);
  if (isTypedDictBase(project, marker)) return { cls: 'dict', args: [instance('str')] };
  if ((marked.kind === 'library' && STRUCTURAL.has(marked.name)) || (marked.kind === 'class' && typeof marked.cls === 'string' && STRUCTURAL.has(marked.cls))) return 'none';
  // `try: from x import Base` / `except ImportError: Base = object`: the one that tells something.
  const candidates = alternatives(valueOf(project, base)).filter((value) => value.kind !== 'none' && !(value.kind === 'class' && value.cls === 'object'));
  const only = candidates.length === 1 ? candidates[0] : undefined;
  return only?.kind === 'class' ? { cls: only.cls, args: only.args } : undefined;
}

/** C3 merge; where the orders contradict each other, the first list wins. */
function merge(lists: ClassRef[][]): ClassRef[] {
  const result: ClassRef[] = [];
  let rest = lists.filter((list) => list.length > 0);
  while (rest.length > 0) {
    const heads = rest.map((list) => list[0]);
    const next = heads.find((head) => head !== undefined && !rest.some((list) => list.indexOf(head) > 0)) ?? heads[0];
    if (next === undefined) break;
    result.push(next);
    rest = rest.map((list) => list.filter((ref) => ref !== next)).filter((list) => list.length > 0);
  }
  return result;
}

/** Names of the class's type parameters: PEP 695, `Generic[T]`, `Protocol[T]`, else the type variables of its bases. */
export function typeParametersOf(project: PythonProject, cls: ClassModel): readonly string[] {
  if (cls.typeParameters.length > 0) return cls.typeParameters;
  const names: string[] = [];
  for (const base of cls.bases) {
    if (base.kind !== 'index') continue;
    const items = base.index.kind === 'sequence' ? base.index.items : [base.index];
    const found = items.filter((item) => valueOf(project, item).kind === 'typevar').flatMap((item) => (item.kind === 'name' ? [item.name] : []));
    const isGeneric = (base.object.kind === 'name' || base.object.kind === 'member') && (base.object.name === 'Generic' || base.object.name === 'Protocol');
    if (isGeneric) return found;
    for (const name of found) if (!names.includes(name)) names.push(name);
  }
  return names;
}

/** `class P(Protocol)`: what is declared is all that is known of the instances. */
export function isProtocol(project: PythonProject, cls: ClassModel): boolean {
  return cls.bases.some((base) => {
    const marked = valueOf(project, base.kind === 'index' ? base.object : base);
    return (marked.kind === 'class' && marked.cls === 'typing.Protocol') || (marked.kind === 'library' && marked.name === 'typing.Protocol');
  });
}
