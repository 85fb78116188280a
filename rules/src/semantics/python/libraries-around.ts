/** Async libraries that the modules near a module import. */
import type { PythonProject } from './project.js';
import { isOptionalImport, type ImportedLibrary } from '../optional-imports.js';
import { neverRuns, visitCode, type ModuleModel } from '../../model/index.js';

const LIBRARIES: ReadonlySet<string> = new Set(['asyncio', 'anyio', 'trio', 'sniffio']);

/** Modules that are looked at: enough for the core of a package, few enough for a fix. */
const MOST_MODULES = 60;

/**
 * What the nearest modules of the same outermost package (of a module without one: of the same folder) import at their top:
 * first those that the module imports itself and the packages around it, then what those import. [] when none imports one.
 * Answers about `module` rest on the modules that were looked at from now on.
 */
export function asyncLibrariesAround(project: PythonProject, module: ModuleModel): readonly ImportedLibrary[] {
  const seen = new Set([module.path]);
  let level = [...neighbours(project, module, module), ...packagesAround(project, module)];
  while (level.length > 0) {
    const found: ImportedLibrary[] = [];
    const next: string[] = [];
    for (const path of level) {
      if (seen.has(path) || seen.size > MOST_MODULES) continue;
      seen.add(path);
      project.memo.depend(module.path, path);
      const other = project.module(path);
      if (!other) continue;
      found.push(...importsAtTop(other).map(({ name, isOptional }) => ({ name: topOf(name), isOptional })).filter(({ name }) => LIBRARIES.has(name)));
      next.push(...neighbours(project, other, module));
    }
    if (found.length > 0) return found;
    level = next;
  }
  return [];
}

/** Files of modules that `importing` imports at its top, as far as they are of the same package as `module`. */
function neighbours(project: PythonProject, importing: ModuleModel, module: ModuleModel): readonly string[] {
  const { resolver } = project;
  const top = topOf(resolver.nameOf(module.path));
  const isAlone = !resolver.nameOf(module.path).includes('.') && !/\/__init__\.pyi?$/.test(module.path);
  return importsAtTop(importing).flatMap(({ name }) => {
    if (!name.startsWith('.') && !isAlone && topOf(name) !== top) return [];
    const target = resolver.resolve(importing.path, name);
    return target?.kind === 'file' && !resolver.isInstalled(target.path) ? [target.path] : [];
  });
}

function packagesAround(project: PythonProject, { path }: ModuleModel): readonly string[] {
  const parts = project.resolver.nameOf(path).split('.');
  return parts.slice(0, -1).reverse().flatMap((_, index) => {
    const target = project.resolver.resolve(path, parts.slice(0, parts.length - 1 - index).join('.'));
    return target?.kind === 'file' ? [target.path] : [];
  });
}

/** `.a` and `.b` as well of `from . import a, b`. */
function importsAtTop(module: ModuleModel): readonly ImportedLibrary[] {
  const found: ImportedLibrary[] = [];
  visitCode(module.root, (node) => {
    if (node.kind === 'import' && !neverRuns(node)) {
      const isOptional = isOptionalImport(node);
      for (const { module: name, imported } of node.names) {
        found.push({ name, isOptional });
        if (imported !== undefined) found.push({ name: name.endsWith('.') ? name + imported : `${name}.${imported}`, isOptional });
      }
    }
    return node.kind === 'function' || node.kind === 'class' ? 'skip' : undefined;
  });
  return found;
}

function topOf(name: string): string {
  return name.split('.', 1)[0] ?? name;
}
