/** Which Python environment a project has, and what it makes importable. Only looks at folders; runs nothing. */
import type { FileSystem } from '../file-system.js';
import { isInside, joinPath, nameOf } from '../paths.js';
import type { InterpreterHints, PythonEnvironment } from './environment.js';
import { isMadeEnvironment, packageFolders, prefixOf } from './layout.js';
import { pathAdditions } from './path-files.js';

/** Where tools put the environment of a project (venv, uv, Poetry, hatch, PDM; conda in VS Code; pixi). */
const environmentNames = ['.venv', 'venv', 'env', '.env', '.conda', '.pixi/envs/default'];

/**
 * What was chosen; else each root's own environment; else the one that is activated. An activated one that lies in a root
 * is that project's own. Environments are not mixed: what one does not have is not installed.
 */
export function findPythonEnvironment(host: FileSystem, roots: readonly string[], hints: InterpreterHints): PythonEnvironment {
  const interpreters = interpretersOf(host, roots, hints);
  const prefixes = [...new Set(interpreters.map(({ prefix }) => prefix))];
  const sites = [...packagesOfProject(host, roots), ...interpreters.flatMap(({ prefix, path }) => packageFolders(host, prefix, path, hints.home))];
  const inside = prefixes.filter((prefix) => roots.some((root) => isInside(prefix, root)));
  const folders = new Set<string>();
  const sources = new Set<string>();
  const modules = new Map<string, readonly string[]>();
  for (const site of sites) {
    folders.add(site);
    const added = pathAdditions(host, site);
    for (const folder of added.folders) (isOwn(folder, roots, [...sites, ...inside]) ? sources : folders).add(folder);
    for (const [name, places] of added.modules) if (!modules.has(name)) modules.set(name, places);
  }
  return { folders: [...folders], sources: [...sources], modules, prefixes };
}

/** Does a path name an environment's folder or one of its interpreters? */
export function isPythonEnvironment(host: FileSystem, path: string): boolean {
  return prefixOf(host, path) !== undefined;
}

/** Does a file decide what an environment has? When it changes, the environment is to be found again. */
export function describesEnvironment(path: string): boolean {
  return /^(?:pyvenv\.cfg|.*\.(?:pth|egg-link)|\w*editable\w*\.py)$/.test(nameOf(path));
}

interface Interpreter {
  /** As it was named: its file's name may tell the version. */
  readonly path: string;
  readonly prefix: string;
}

function interpretersOf(host: FileSystem, roots: readonly string[], hints: InterpreterHints): Interpreter[] {
  const at = (path: string | undefined): Interpreter[] => {
    const prefix = path === undefined || path === '' ? undefined : prefixOf(host, path);
    return path === undefined || prefix === undefined ? [] : [{ path, prefix }];
  };
  const { chosen, virtualEnvironment, condaPrefix } = hints;
  if (chosen !== undefined && chosen !== '') return at(chosen);
  const active = [...at(virtualEnvironment), ...at(condaPrefix)].slice(0, 1);
  const own = roots.flatMap((root) => {
    const activated = active.find(({ prefix }) => isInside(prefix, root));
    const named = environmentNames.map((name) => joinPath(root, name)).find((folder) => isMadeEnvironment(host, folder));
    return activated ? [activated] : at(named);
  });
  return own.length > 0 ? own : active;
}

/** `__pypackages__/3.12/lib` (PEP 582, PDM), newest first. */
function packagesOfProject(host: FileSystem, roots: readonly string[]): string[] {
  return roots.flatMap((root) => {
    const around = joinPath(root, '__pypackages__');
    const versions = (host.list(around) ?? []).map(({ name }) => name).filter((name) => /^3\.\d+$/.test(name));
    const newest = versions.sort((a, b) => Number(b.slice(2)) - Number(a.slice(2))).map((name) => joinPath(around, `${name}/lib`));
    return newest.filter((folder) => host.kindOf(folder) === 'folder').slice(0, 1);
  });
}

/** Source of the project, though an environment leads to it: in a root or around one, and in no environment's own folder. */
function isOwn(folder: string, roots: readonly string[], foreign: readonly string[]): boolean {
  if (foreign.some((other) => isInside(folder, other))) return false;
  return roots.some((root) => isInside(folder, root) || isInside(root, folder));
}
