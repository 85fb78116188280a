/** Values as text: for tests, hover and explain. */
import { classNameOf } from './class-names.js';
import type { PythonProject } from './project.js';
import type { Value } from './value.js';
import { moduleOf } from '../../model/index.js';
import type { FunctionModel } from '../../model/index.js';

/** A short name of a value's type, in Python's notation where there is one. */
export function displayOf(project: PythonProject, value: Value): string {
  const show = (part: Value): string => displayOf(project, part);
  const generic = (name: string, args: readonly Value[]): string => (args.length === 0 ? name : `${name}[${args.map(show).join(', ')}]`);
  switch (value.kind) {
    case 'unknown': case 'never': return 'unknown';
    case 'none': return 'None';
    case 'module': return `module ${project.resolver.nameOf(value.path)}`;
    case 'namespace': return `module ${value.name}`;
    case 'library': return value.name;
    case 'function': return `def ${functionNameOf(project, value.fn)}${value.wraps ? ` around ${functionNameOf(project, value.wraps.fn)}` : ''}`;
    case 'class': return `type[${generic(classNameOf(project, value.cls), value.args)}]`;
    case 'instance': return generic(shortened(classNameOf(project, value.cls)), value.args);
    case 'coroutine': return `Coroutine[${show(value.result)}]`;
    case 'tuple': return `tuple[${value.items.map(show).join(', ')}]`;
    case 'partial': return `partial(${show(value.callee)})`;
    case 'callable': return `Callable[..., ${show(value.result)}]`;
    case 'type': return `type ${show(value.type)}`;
    case 'super': return `super(${value.cls.name})`;
    case 'typevar': return value.name;
    case 'union': return value.members.map(show).sort().join(' | ');
  }
}

/** `module:qualified.name`; a lambda by its line. */
export function functionNameOf(project: PythonProject, fn: FunctionModel): string {
  const { path, lines } = moduleOf(fn);
  const name = fn.form === 'lambda' ? `<lambda:${lines.positionAt(fn.unit.base + fn.start).line + 1}>` : fn.qualifiedName;
  return `${project.resolver.nameOf(path)}:${name}`;
}

function shortened(name: string): string {
  return name.startsWith('collections.abc.') ? name.slice('collections.abc.'.length) : name;
}
