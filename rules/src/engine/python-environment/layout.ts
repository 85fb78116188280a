/** An environment on disk: its folder (the *prefix*), and the folders of packages that belong to it (as `site.py` finds them). */
import type { FileSystem } from '../file-system.js';
import { folderOf, joinPath, nameOf, resolvePath } from '../paths.js';

/** Links from one interpreter to the next: `python` → `python3` → `python3.12` → …; more is a loop. */
const maximumLinks = 16;

/** What `pyvenv.cfg` says (PEP 405). */
interface VenvSettings {
  /** Where the interpreter is that the environment was made with. */
  readonly home: string | undefined;
  /** `python3.12`. */
  readonly version: string | undefined;
  readonly includesSystem: boolean;
}

/**
 * The environment that a folder is or an interpreter belongs to; undefined when there is none. An interpreter that is a
 * link stays in the virtual environment that it stands in; outside of one it is followed.
 */
export function prefixOf(host: FileSystem, path: string): string | undefined {
  if (host.kindOf(path) === 'folder') return isEnvironment(host, path) ? path : undefined;
  let interpreter = path;
  for (let link = 0; link < maximumLinks && host.kindOf(interpreter) === 'file'; link++) {
    const prefix = prefixAround(interpreter);
    if (isMadeEnvironment(host, prefix)) return prefix;
    const target = host.realPath?.(interpreter) ?? interpreter;
    if (target === interpreter) return isEnvironment(host, prefix) ? prefix : undefined;
    interpreter = target;
  }
  return undefined;
}

/** Does the folder say of itself that it is an environment: a virtual one (PEP 405) or conda's? */
export function isMadeEnvironment(host: FileSystem, folder: string): boolean {
  return host.kindOf(joinPath(folder, 'pyvenv.cfg')) === 'file' || host.kindOf(joinPath(folder, 'conda-meta')) === 'folder';
}

/** Folders of packages in the order of `sys.path`; those of the system too where the environment wants them. */
export function packageFolders(host: FileSystem, prefix: string, interpreter: string, home: string | undefined): string[] {
  const settings = venvSettings(host, prefix);
  const version = settings?.version ?? versionIn(nameOf(host.realPath?.(interpreter) ?? interpreter)) ?? versionIn(nameOf(interpreter));
  if (settings && !settings.includesSystem) return siteFolders(host, prefix, version);
  const own = settings ? siteFolders(host, prefix, version) : [];
  const system = settings ? settings.home && basePrefix(settings.home) : prefix;
  if (system === undefined || system === '') return own;
  const shared = siteFolders(host, system, version);
  return [...own, ...userFolders(host, home, shared, version), ...shared];
}

function isEnvironment(host: FileSystem, folder: string): boolean {
  return isMadeEnvironment(host, folder) || siteFolders(host, folder, undefined).length > 0;
}

/** `bin/python` and `Scripts\python.exe` stand below their environment, conda's and Python's own `python.exe` in it. */
function prefixAround(interpreter: string): string {
  return basePrefix(folderOf(interpreter));
}

function basePrefix(folder: string): string {
  return /^(?:bin|scripts)$/i.test(nameOf(folder)) ? folderOf(folder) : folder;
}

/**
 * `lib/python3.12/site-packages`, on Windows `Lib/site-packages`, Debian's `dist-packages` (those of pip, then those of
 * apt, which all versions share). Of several versions the wanted one counts, else the newest.
 */
function siteFolders(host: FileSystem, prefix: string, version: string | undefined): string[] {
  const windows = joinPath(prefix, 'Lib/site-packages');
  const found = [joinPath(prefix, 'local/lib'), joinPath(prefix, 'lib'), joinPath(prefix, 'lib64')].flatMap((lib) => versionFolders(host, lib, version));
  return distinctFolders(host, [...found, joinPath(prefix, 'lib/python3/dist-packages'), windows]);
}

function versionFolders(host: FileSystem, lib: string, version: string | undefined): string[] {
  const named = (host.list(lib) ?? []).filter(({ name }) => /^(?:python|pypy)3\.\d+t?$/.test(name)).map(({ name }) => name);
  const all = named.includes(version ?? '') ? [version ?? ''] : named.sort(newestFirst);
  for (const name of all) {
    const folders = ['site-packages', 'dist-packages'].map((last) => joinPath(lib, `${name}/${last}`)).filter((folder) => host.kindOf(folder) === 'folder');
    if (folders.length > 0) return folders;
  }
  return [];
}

/** `pip install --user`: only where the system's packages count as well, and before them. */
function userFolders(host: FileSystem, home: string | undefined, shared: readonly string[], version: string | undefined): string[] {
  const used = version ?? shared.map((folder) => versionIn(nameOf(folderOf(folder)))).find((name) => name !== undefined);
  if (home === undefined || used === undefined) return [];
  const number = used.replace(/^\D+/, '');
  return distinctFolders(host, [joinPath(home, `.local/lib/${used}/site-packages`), joinPath(home, `Library/Python/${number}/lib/python/site-packages`)]);
}

/** Existing folders; one that is a link to another of them (`lib64`, `Lib` on a Mac) is left out. */
function distinctFolders(host: FileSystem, folders: readonly string[]): string[] {
  const seen = new Set<string>();
  return folders.filter((folder) => {
    if (host.kindOf(folder) !== 'folder') return false;
    const real = host.realPath?.(folder) ?? folder;
    return seen.size < seen.add(real).size;
  });
}

function venvSettings(host: FileSystem, prefix: string): VenvSettings | undefined {
  const path = joinPath(prefix, 'pyvenv.cfg');
  if (host.kindOf(path) !== 'file') return undefined;
  const values = new Map<string, string>();
  for (const line of (host.readFile(path).text ?? '').split('\n')) {
    const equals = line.indexOf('=');
    if (equals > 0) values.set(line.slice(0, equals).trim().toLowerCase(), line.slice(equals + 1).trim());
  }
  const home = values.get('home');
  // `version` by venv, `version_info` by virtualenv and uv.
  const number = /^3\.\d+/.exec(values.get('version_info') ?? values.get('version') ?? '')?.[0];
  const family = values.get('implementation')?.toLowerCase() === 'pypy' ? 'pypy' : 'python';
  return {
    home: home === undefined || home === '' ? undefined : resolvePath(prefix, home),
    version: number === undefined ? undefined : family + number,
    includesSystem: values.get('include-system-site-packages')?.toLowerCase() === 'true',
  };
}

/** `python3.12` in `python3.12` and `python3.12.exe`. */
function versionIn(name: string): string | undefined {
  return /^(?:python|pypy)3\.\d+t?(?=$|\.exe$)/.exec(name)?.[0];
}

function newestFirst(a: string, b: string): number {
  return Number(/\d+(?=t?$)/.exec(b)?.[0]) - Number(/\d+(?=t?$)/.exec(a)?.[0]);
}
