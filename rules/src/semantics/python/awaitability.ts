/** Values and annotations → awaitable or not. */
import { typeOf } from './annotations.js';
import { attributeOf } from './attributes.js';
import { chainOf, isProtocol } from './class-chain.js';
import { factsOf } from './library.js';
import type { PythonProject } from './project.js';
import { awaitFact } from './questions.js';
import { alternatives, instance, unknown } from './value.js';
import type { InstanceValue, Origin, Value } from './value.js';
import type { AwaitableFact, AwaitableKind, Verdict } from '../semantics.js';
import { moduleOf } from '../../model/index.js';
import type { ClassModel, Expression } from '../../model/index.js';

/** Is the value awaitable? A union is only when all of its members are. */
export function awaitableFact(project: PythonProject, value: Value): AwaitableFact {
  if (value.kind !== 'union') return factOf(project, value);
  const facts = alternatives(value).map((member) => factOf(project, member));
  const [first] = facts;
  if (!first) return fact('unknown', undefined, undefined, 'has no known value');
  if (facts.length === 1) return first;
  const verdicts = new Set(facts.map(({ verdict }) => verdict));
  if (verdicts.size > 1) return fact('unknown', undefined, undefined, 'is awaitable only sometimes');
  return {
    verdict: first.verdict,
    kind: agreed(facts.map(({ kind }) => kind)) ?? (first.verdict === 'yes' ? 'other' : undefined),
    producer: agreed(facts.map(({ producer }) => producer)),
    library: agreed(facts.map(({ library }) => library)),
    reason: first.reason,
  };
}

function agreed<T>(values: readonly (T | undefined)[]): T | undefined {
  return new Set(values).size === 1 ? values[0] : undefined;
}

function fact(verdict: Verdict, kind: AwaitableKind | undefined, origin: Origin | undefined, reason?: string): AwaitableFact {
  return {
    verdict, kind, reason,
    producer: origin && 'fn' in origin ? origin.fn : undefined,
    library: origin && 'library' in origin ? origin.library : undefined,
  };
}

function factOf(project: PythonProject, value: Value): AwaitableFact {
  switch (value.kind) {
    case 'coroutine': return fact('yes', 'coroutine', value.origin);
    case 'instance': return ofInstance(project, value);
    case 'unknown': return fact(value.isPlain ? 'no' : 'unknown', undefined, undefined, value.reason);
    case 'none': case 'module': case 'namespace': case 'function': case 'class': case 'tuple': case 'partial': case 'super': case 'type': case 'callable': return fact('no', undefined, undefined);
    case 'typevar': return value.bound ? awaitableFact(project, value.bound) : fact('unknown', undefined, undefined, `type variable \`${value.name}\` is not bound`);
    // A function that the tables know is a function: only what calling it gives may be awaitable.
    case 'library': return factsOf(value.name) ? fact('no', undefined, undefined) : fact('unknown', undefined, undefined, `\`${value.name}\` is not known`);
    default: return fact('unknown', undefined, undefined, 'has no known type');
  }
}

const ASYNC_GENERATOR = 'collections.abc.AsyncGenerator';

function ofInstance(project: PythonProject, { cls, origin }: InstanceValue): AwaitableFact {
  if (cls === ASYNC_GENERATOR) return fact('no', 'async-generator', origin);
  if (typeof cls === 'string') {
    const { verdict, kind } = project.tables.awaitability(cls);
    return fact(verdict, kind, origin, verdict === 'unknown' ? `\`${cls}\` is not known well enough` : undefined);
  }
  const { entries, complete, basesKnown } = chainOf(project, cls);
  const library = entries.map((entry) => (typeof entry.cls === 'string' ? project.tables.awaitability(entry.cls).kind : undefined)).find((kind) => kind !== undefined);
  if (library) return fact('yes', library, origin);
  if (hasAwait(project, cls)) return fact('yes', 'other', origin);
  const isPlain = complete || (basesKnown && entries.every((entry) => typeof entry.cls !== 'string' || project.tables.awaitability(entry.cls).verdict === 'no'));
  if (!isPlain) return fact('unknown', undefined, origin, `\`${cls.name}\` has a base class that is not known`);
  if (isProtocol(project, cls)) return fact('unknown', undefined, origin, `\`${cls.name}\` is a protocol`);
  // A subclass may be awaitable, but nobody declares that with a type that is not.
  return fact('no', undefined, origin);
}

function hasAwait(project: PythonProject, cls: ClassModel): boolean {
  return project.memo.remember(awaitFact, moduleOf(cls).path, cls, project, definesAwait);
}

function definesAwait(project: PythonProject, cls: ClassModel): boolean {
  const member = attributeOf(project, instance(cls), '__await__');
  return member !== undefined && member.kind !== 'unknown';
}

/** May a value declared with this annotation be awaitable? Unknown without annotation. */
export function annotationVerdict(project: PythonProject, annotation: Expression | undefined): Verdict {
  const value = annotation ? typeOf(project, annotation) : unknown('has no annotation');
  // What is only known to be callable may be an object that can be awaited as well.
  return alternatives(value).some(({ kind }) => kind === 'callable') ? 'unknown' : awaitableFact(project, value).verdict;
}

/** May a coroutine be what is declared with this annotation? */
export function coroutineVerdict(project: PythonProject, annotation: Expression, origin: 'given' | 'made'): Verdict {
  return takesCoroutine(project, typeOf(project, annotation), origin);
}

/** Coroutines are of one class, so what has to be of any other is none. */
function takesCoroutine(project: PythonProject, type: Value, origin: 'given' | 'made'): Verdict {
  const verdicts = alternatives(type).map((member): Verdict => {
    if (member.kind === 'callable' || (origin === 'made' && member.kind === 'typevar' && !member.bound)) return 'no';
    const { verdict, kind } = factOf(project, member);
    if (verdict === 'yes') return kind === 'coroutine' || kind === 'other' ? 'yes' : 'no';
    return verdict === 'no' || isClassOfOwn(project, member) ? 'no' : 'unknown';
  });
  if (verdicts.includes('yes')) return 'yes';
  return verdicts.length > 0 && verdicts.every((verdict) => verdict === 'no') ? 'no' : 'unknown';
}

/** An instance of a class that is no interface, whatever its bases are. */
function isClassOfOwn(project: PythonProject, value: Value): boolean {
  return value.kind === 'instance' && typeof value.cls !== 'string' && chainOf(project, value.cls).basesKnown && !isProtocol(project, value.cls);
}

const YIELDING = /^collections\.abc\.(?:Async)?(?:Iterable|Iterator|Generator)$/;

/** May a coroutine be what a generator yields that is declared with this annotation? */
export function yieldedVerdict(project: PythonProject, annotation: Expression | undefined): Verdict {
  const declared = annotation ? typeOf(project, annotation) : unknown('has no annotation');
  const element = declared.kind === 'instance' && typeof declared.cls === 'string' && YIELDING.test(declared.cls) ? declared.args[0] : undefined;
  return element ? takesCoroutine(project, element, 'made') : 'unknown';
}
