/** Where the packages are that a Python project has installed. Only looks at folders; runs nothing. */
import type { FileSystem } from './file-system.js';
import { joinPath } from './paths.js';

/** Usual names of a virtual environment in a project. */
const environmentNames = ['.venv', 'venv', 'env'];

/** `site-packages` of the virtual environments in the roots, then of `active` (what `VIRTUAL_ENV` names). */
export function findPythonEnvironment(host: FileSystem, roots: readonly string[], active: string | undefined): string[] {
  const candidates = roots.flatMap((root) => environmentNames.map((name) => joinPath(root, name)));
  if (active !== undefined && active !== '') candidates.push(active);
  const found = candidates.filter((folder) => host.kindOf(joinPath(folder, 'pyvenv.cfg')) === 'file').flatMap((folder) => sitePackages(host, folder));
  return [...new Set(found)];
}

/** `lib/python3.12/site-packages`, on Windows `Lib/site-packages`. */
function sitePackages(host: FileSystem, environment: string): string[] {
  const windows = joinPath(environment, 'Lib/site-packages');
  const lib = joinPath(environment, 'lib');
  const versions = (host.list(lib) ?? []).map(({ name }) => name).filter((name) => /^(?:python|pypy)3\.\d+$/.test(name));
  return [...versions.map((name) => joinPath(lib, `${name}/site-packages`)), windows].filter((folder) => host.kindOf(folder) === 'folder');
}
