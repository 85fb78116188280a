/** What `isinstance(value, types)` and a truth test give for a value whose type is known. */
import { chainOf, type ChainEntry } from './class-chain.js';
import { classNameOf } from './class-names.js';
import { isKnownClass, isTableClass, libraryChain } from './library.js';
import type { PythonProject } from './project.js';
import { agreed } from './value-protocols.js';
import { alternatives } from './value.js';
import type { ClassRef, InstanceValue, Value } from './value.js';
import type { KnownValue, Verdict } from '../semantics.js';
import { lookupClass } from '../../knowledge/index.js';

/** Is every value that `value` may be an instance of one of the classes that `tested` means? */
export function instanceVerdict(project: PythonProject, value: Value, tested: Value): Verdict {
  if (value.kind === 'never') return 'unknown';
  const classes = testedClasses(tested);
  return agreed(alternatives(value).map((member) => {
    const verdicts = classes.map((cls) => (cls === undefined ? 'unknown' : isOneOf(project, member, cls)));
    if (verdicts.includes('yes')) return 'yes';
    return verdicts.every((verdict) => verdict === 'no') ? 'no' : 'unknown';
  }));
}

/** `C`, `(C, D)`, `C | D`; undefined for what is not known. */
function testedClasses(tested: Value): readonly (ClassRef | undefined)[] {
  return alternatives(tested).flatMap((member): readonly (ClassRef | undefined)[] => {
    switch (member.kind) {
      case 'class': return [member.cls];
      case 'tuple': return member.items.flatMap(testedClasses);
      case 'none': return ['types.NoneType'];
      case 'type': return alternatives(member.type).map((one) => (one.kind === 'instance' ? one.cls : one.kind === 'none' ? 'types.NoneType' : undefined));
      default: return [undefined];
    }
  });
}

/** Classes of what has no class of its own in `Value`. */
const KIND_CLASSES: Partial<Record<Value['kind'], readonly string[]>> = {
  none: ['types.NoneType'],
  tuple: ['tuple', 'collections.abc.Sequence', 'collections.abc.Collection', 'collections.abc.Iterable', 'collections.abc.Reversible', 'collections.abc.Sized', 'collections.abc.Container'],
  coroutine: ['collections.abc.Coroutine', 'collections.abc.Awaitable', 'types.CoroutineType'],
  function: ['collections.abc.Callable', 'types.FunctionType', 'types.MethodType'],
  class: ['type', 'collections.abc.Callable'],
  module: ['types.ModuleType'],
};

function isOneOf(project: PythonProject, member: Value, tested: ClassRef): Verdict {
  if (tested === 'object') return 'yes';
  if (member.kind === 'instance') return typeof member.cls === 'string' ? libraryVerdict(project, member.cls, tested) : projectVerdict(project, member, tested);
  const classes = KIND_CLASSES[member.kind];
  if (!classes) return 'unknown';
  if (typeof tested !== 'string') return member.kind === 'class' ? 'unknown' : 'no';
  if (!classes.includes(tested)) return isStructural(tested) ? 'unknown' : 'no';
  // A plain function is no bound method.
  return member.kind === 'function' && tested !== 'collections.abc.Callable' ? 'unknown' : 'yes';
}

function libraryVerdict(project: PythonProject, cls: string, tested: ClassRef): Verdict {
  const chain = libraryChain(cls);
  if (typeof tested !== 'string') return chainOf(project, tested).entries.some((entry) => entry.cls === cls) || !chain.every(isKnownClass) ? 'unknown' : 'no';
  if (chain.includes(tested)) return 'yes';
  if (libraryChain(tested).includes(cls) || isStructural(cls) || !isConcrete(cls) || !chain.every(isKnownClass)) return 'unknown';
  if (tested === 'os.PathLike') return /^(pathlib|os|tempfile)\./.test(cls) ? 'unknown' : 'no';
  return isStructural(tested) ? 'unknown' : 'no';
}

/** Not a name for several classes (`io.FileObject`) or an interface of them (`typing.IO`). */
function isConcrete(cls: string): boolean {
  return isTableClass(cls) || (isKnownClass(cls) && lookupClass(cls) === undefined);
}

function projectVerdict(project: PythonProject, { cls }: InstanceValue, tested: ClassRef): Verdict {
  if (typeof cls === 'string') return 'unknown';
  const { entries, complete } = chainOf(project, cls);
  if (entries.some((entry) => entry.cls === tested)) return 'yes';
  if (!complete) return 'unknown';
  if (tested === 'os.PathLike') return entries.some((entry) => defines(entry, '__fspath__')) ? 'yes' : 'no';
  if (typeof tested === 'string') return isStructural(tested) || libraryChain(tested).some((name) => entries.some((entry) => entry.cls === name)) ? 'unknown' : 'no';
  return chainOf(project, tested).entries.some((entry) => entry.cls === cls) ? 'unknown' : 'no';
}

/** Does the class itself have a method of this name, as far as it shows? */
function defines({ cls }: ChainEntry, name: string): boolean {
  return typeof cls !== 'string' && cls.body.some((statement) => (
    (statement.kind === 'function-statement' && statement.fn.name === name)
    || (statement.kind === 'assignment' && statement.targets.some((target) => target.kind === 'name' && target.name === name))
  ));
}

/** Classes that recognise others by their methods (PEP 544, `__subclasshook__`), or that anything may be registered with. */
function isStructural(cls: string): boolean {
  return /^(collections\.abc|typing|typing_extensions|numbers|contextlib)\./.test(cls) || cls === 'os.PathLike' || cls === 'json.Value' || cls === 'object';
}

/** What tests at run time can tell of a value; undefined when its type is not known. */
export function knownValue(project: PythonProject, value: Value): KnownValue | undefined {
  const keys: string[] = [];
  for (const member of alternatives(value)) {
    const key = keyOf(project, member);
    if (key === undefined) return undefined;
    keys.push(key);
  }
  const isNone = agreed(alternatives(value).map((member) => (member.kind === 'none' ? 'yes' : 'no')));
  return { key: keys.sort().join('|'), isNone, truth: agreed(alternatives(value).map((member) => truthOf(project, member))) };
}

function keyOf(project: PythonProject, member: Value): string | undefined {
  if (member.kind === 'instance') return member.cls === 'json.Value' ? undefined : classNameOf(project, member.cls);
  return KIND_CLASSES[member.kind] && member.kind;
}

function truthOf(project: PythonProject, member: Value): Verdict {
  switch (member.kind) {
    case 'none': return 'no';
    case 'function': case 'class': case 'module': case 'coroutine': return 'yes';
    case 'tuple': return member.items.length > 0 ? 'yes' : 'no';
    case 'instance': {
      if (typeof member.cls === 'string') return 'unknown';
      const { entries, complete } = chainOf(project, member.cls);
      const isPlain = complete && entries.every((entry) => typeof entry.cls !== 'string');
      return isPlain && !entries.some((entry) => defines(entry, '__bool__') || defines(entry, '__len__')) ? 'yes' : 'unknown';
    }
    default: return 'unknown';
  }
}
