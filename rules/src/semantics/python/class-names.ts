/** Canonical names: `asyncio.Task` for libraries and installed packages, `pkg.mod:Class` for the project. */
import { canonical } from './library.js';
import type { PythonProject } from './project.js';
import { alternatives, withoutNone } from './value.js';
import type { ClassRef, Value } from './value.js';
import { moduleOf } from '../../model/index.js';

/** The name of a class. */
export function classNameOf(project: PythonProject, cls: ClassRef): string {
  if (typeof cls === 'string') return cls;
  const { path } = moduleOf(cls);
  const module = project.resolver.nameOf(path);
  return project.resolver.isInstalled(path) ? canonical(`${module}.${cls.qualifiedName}`) : `${module}:${cls.qualifiedName}`;
}

/** Classes the value may be an instance of, None left out; [] when one of them is not known. */
export function classNamesOf(project: PythonProject, value: Value): readonly string[] {
  const names = new Set<string>();
  for (const member of alternatives(withoutNone(value))) {
    switch (member.kind) {
      case 'instance': names.add(classNameOf(project, member.cls)); break;
      case 'coroutine': names.add('collections.abc.Coroutine'); break;
      case 'tuple': names.add('tuple'); break;
      case 'none': names.add('None'); break;
      default: return [];
    }
  }
  return [...names];
}

/** The one library name that a reference means; undefined when it means several things or none of a library. */
export function libraryNameOf(value: Value): string | undefined {
  const names = new Set<string | undefined>();
  for (const member of alternatives(withoutNone(value))) {
    if (member.kind === 'library') names.add(member.name);
    else names.add(member.kind === 'class' && typeof member.cls === 'string' ? member.cls : undefined);
  }
  return names.size === 1 ? [...names][0] : undefined;
}
