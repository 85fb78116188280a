/**
 * Classes that the knowledge tables describe and the environment has the source of. They go by their public name, so that
 * the facts apply wherever they come from; what the tables leave out is read in the source.
 */
import { canonical, definitionsOf, isKnownClass, isTableClass } from './library.js';
import type { PythonProject } from './project.js';
import type { ClassRef } from './value.js';
import { functionOf, moduleOf } from '../../model/index.js';
import type { ClassModel, Expression } from '../../model/index.js';

/** The name under which the tables describe an installed class, else the class itself. */
export function describedClass(project: PythonProject, cls: ClassModel): ClassRef {
  const { path } = moduleOf(cls);
  if (!project.resolver.isInstalled(path)) return cls;
  const name = canonical(`${project.resolver.nameOf(path)}.${cls.qualifiedName}`);
  return isTableClass(name) ? name : cls;
}

/** The class that the tables describe as `name`, where the environment has its source. */
export function sourceOf(project: PythonProject, name: string): ClassModel | undefined {
  if (project.host.environment.length === 0) return undefined;
  for (const definition of definitionsOf(name)) {
    const dot = definition.lastIndexOf('.');
    const target = dot > 0 ? project.resolver.installed(definition.slice(0, dot)) : undefined;
    if (target?.kind !== 'file') continue;
    const cls = project.module(target.path)?.classes.find((candidate) => candidate.qualifiedName === definition.slice(dot + 1));
    if (!cls) continue;
    if (project.memo.current !== undefined) project.memo.depend(project.memo.current, target.path);
    return cls;
  }
  return undefined;
}

/** The name under which the tables describe the alias that is made here: `Send = Callable[…]`, in the library or a copy of it. */
export function describedAlias(project: PythonProject, value: Expression): string | undefined {
  const { parent } = value;
  const target = parent?.kind === 'assignment' && parent.value === value && functionOf(parent).form === 'module' ? parent.targets[0] : undefined;
  if (target?.kind !== 'name') return undefined;
  const name = canonical(`${project.resolver.nameOf(moduleOf(value).path)}.${target.name}`);
  return isKnownClass(name) ? name : undefined;
}
