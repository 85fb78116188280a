/** Modules that run before anything else of the program that a module belongs to. */
import type { PythonProject } from './project.js';
import type { ModuleModel } from '../../model/index.js';

/** What `python -m`, a console script or a server is usually pointed at. */
const STARTING_NAMES: readonly string[] = ['__main__', 'cli', 'main', 'app'];

/**
 * The packages around the module, and modules of the outermost one (of a module without a package: beside it) that a program is
 * started with. Answers about `module` rest on them from now on.
 */
export function startModules(project: PythonProject, { path }: ModuleModel): readonly ModuleModel[] {
  const [top = '', ...rest] = project.resolver.nameOf(path).split('.');
  const isAlone = rest.length === 0 && !/\/__init__\.pyi?$/.test(path);
  const packages = isAlone ? [] : [top, ...rest.slice(0, -1).map((_, index) => [top, ...rest.slice(0, index + 1)].join('.'))];
  const found: ModuleModel[] = [];
  for (const name of [...packages, ...STARTING_NAMES.map((start) => (isAlone ? start : `${top}.${start}`))]) {
    const target = project.resolver.resolve(path, name);
    if (target?.kind !== 'file' || target.path === path) continue;
    project.memo.depend(path, target.path);
    const module = project.module(target.path);
    if (module) found.push(module);
  }
  return found;
}

/** May a file that appears or vanishes be one of the `startModules` of the other? */
export function mayStart(file: string, path: string): boolean {
  const [, folder, name] = /^(.*?)\/([^/]+?)(?:\/__init__)?\.pyi?$/.exec(file) ?? [];
  if (folder === undefined || name === undefined) return false;
  return name === '__init__' || STARTING_NAMES.includes(name) ? path.startsWith(`${folder}/`) : file.includes('/__init__.') && path.startsWith(`${folder}/${name}/`);
}
