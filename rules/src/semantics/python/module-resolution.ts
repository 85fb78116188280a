/**
 * Import names → files. Follows `sys.path` semantics: the folder that contains the importing file's outermost package
 * comes first (also of a file in a part of it without `__init__.py`), then the workspace roots and their `src/`; a regular package or module wins over a namespace package
 * (PEP 420); a `.pyi` wins over the `.py` beside it (PEP 561). What is not a file of the project belongs to a library.
 * Editable installs map names to places anywhere; a place in or around a root is the project's, any other is installed.
 */
import type { PythonHost } from './host.js';
import { isStandardLibrary } from '../python-stdlib-names.js';

export type ModuleTarget =
  | { readonly kind: 'file'; readonly path: string }
  | { readonly kind: 'namespace'; readonly name: string; readonly folders: readonly string[] }
  | { readonly kind: 'library'; readonly name: string };

type FileTarget = Extract<ModuleTarget, { readonly kind: 'file' }>;

/** Of names that were looked for. */
type Targets = Map<string, ModuleTarget | undefined>;

/** Packages nested deeper than this are not followed (symlink loops). */
const MAX_DEPTH = 64;

export class ModuleResolver {
  /** By folder, then by the module as it is written. */
  readonly #meanings = new Map<string, Targets>();
  readonly #installedModules: Targets = new Map();
  readonly #ownFolders = new Map<string, string>();
  readonly #names = new Map<string, string>();
  readonly #packageRoots = new Map<string, string>();
  readonly #around = new Map<string, string[]>();
  /** Answers of the host, by path without ending: the same places are asked about for each import of a package. */
  readonly #files = new Map<string, FileTarget | undefined>();
  readonly #folders = new Map<string, boolean>();
  /** By package file, then by name. */
  readonly #submodules = new Map<string, Targets>();

  /** Folders whose modules are installed, and places of installed mapped modules. */
  readonly #installed: readonly string[];
  /** Top-level names of mapped modules of the project itself. */
  readonly #ownMapped: ReadonlySet<string>;

  constructor(readonly host: PythonHost, readonly isKnownLibrary: (module: string) => boolean) {
    const { environment, roots, mappedModules } = host;
    const isOwn = (place: string): boolean => (
      roots.some((root) => isInside(place, root) || isInside(root, place)) && !environment.some((folder) => isInside(place, folder))
    );
    this.#installed = [...environment, ...[...mappedModules.values()].flat().filter((place) => !isOwn(place))];
    this.#ownMapped = new Set([...mappedModules].filter(([, places]) => places.some(isOwn)).map(([name]) => topOf(name)));
  }

  /** Forgets everything: a file appeared or vanished. */
  clear(): void {
    this.#meanings.clear();
    this.#installedModules.clear();
    this.#ownFolders.clear();
    this.#names.clear();
    this.#packageRoots.clear();
    this.#around.clear();
    this.#files.clear();
    this.#folders.clear();
    this.#submodules.clear();
  }

  /**
   * What `import module` (or `from module import …`) means in the file `from`; `module` may begin with dots.
   * Undefined: it belongs to the project but no file for it exists.
   */
  resolve(from: string, module: string): ModuleTarget | undefined {
    const isRelative = module.startsWith('.');
    const own = this.#ownFolder(from);
    // What is not relative means the same everywhere in a package.
    const folder = isRelative ? own : this.#packageRoot(own);
    const known = tableIn(this.#meanings, folder);
    let target = known.get(module);
    if (target === undefined && !known.has(module)) {
      target = isRelative ? this.#relative(folder, module) : this.#absolute(folder, module);
      known.set(module, target);
    }
    // `import redis` in the `redis.py` of a package's part: nobody means the file itself.
    const isItself = !isRelative && target?.kind === 'file' && target.path === from && own === folder && this.#packagesAround(folder).length > 0;
    return isItself ? undefined : target;
  }

  #ownFolder(path: string): string {
    let folder = this.#ownFolders.get(path);
    if (folder === undefined) this.#ownFolders.set(path, (folder = folderOf(path)));
    return folder;
  }

  /** The submodule `name` of a package given by its `__init__` file or namespace folders. */
  submodule(of: { readonly path: string } | { readonly folders: readonly string[]; readonly name: string }, name: string): ModuleTarget | undefined {
    if (!('path' in of)) return this.#child(of.folders, name, `${of.name}.${name}`);
    if (!isPackage(of.path)) return undefined;
    const known = tableIn(this.#submodules, of.path);
    if (!known.has(name)) known.set(name, this.#child([folderOf(of.path)], name, `${this.nameOf(of.path)}.${name}`));
    return known.get(name);
  }

  /** The dotted name of a module file: from its outermost package, else from the root that contains it. */
  nameOf(path: string): string {
    let name = this.#names.get(path);
    if (name === undefined) this.#names.set(path, (name = this.#findName(path)));
    return name;
  }

  /** Does the file belong to an installed package? */
  isInstalled(path: string): boolean {
    return this.#installed.some((place) => path.startsWith(place) && /^(?:\/|\.pyi?$)/.test(path.slice(place.length)));
  }

  /** An installed module by dotted name; undefined when the environment does not have it. */
  installed(module: string): ModuleTarget | undefined {
    if (this.#installedModules.has(module)) return this.#installedModules.get(module);
    const target = this.#stub(module) ?? this.#descend(this.host.environment, module.split('.'), '');
    this.#installedModules.set(module, target);
    return target;
  }

  /** In a `…-stubs` package, wherever it is installed: it comes before the package itself (PEP 561). */
  #stub(module: string): ModuleTarget | undefined {
    const [top = '', ...rest] = module.split('.');
    for (const folder of this.host.environment) {
      const stubs = `${folder}/${top}-stubs`;
      const target = rest.length > 0 ? this.#descend([stubs], rest, top) : this.#file(`${stubs}/__init__`);
      if (target) return target;
    }
    return undefined;
  }

  #relative(folder: string, module: string): ModuleTarget | undefined {
    const dots = /^\.+/.exec(module)?.[0].length ?? 1;
    let base = folder;
    for (let up = 1; up < dots; up++) base = folderOf(base);
    const rest = module.slice(dots);
    if (rest !== '') return this.#descend([base], rest.split('.'), this.#folderName(base));
    const file = this.#file(`${base}/__init__`);
    if (file) return file;
    return this.#isFolder(base) ? { kind: 'namespace', name: this.#folderName(base), folders: [base] } : undefined;
  }

  /** `own`: the folder that contains the importing file's outermost package. */
  #absolute(own: string, module: string): ModuleTarget | undefined {
    const parts = module.split('.');
    const top = topOf(module);
    // With another `typing` nothing of the standard library would work; its extensions have its names behind tests for the version.
    if (top === 'typing' || top === 'typing_extensions') return { kind: 'library', name: module };
    const standard = isStandardLibrary(top);
    const around = this.#packagesAround(own);
    // What is imported as a part of a package is found from where that package is; only a program that starts there looks beside itself.
    const first = around.length > 0 ? around : [own];
    // Any `_name` may be one of CPython's own modules; a project's file of that name is what is meant all the same.
    const roots = standard && !/^_[^_]/.test(top) ? first : [...new Set([...first, ...this.host.roots.flatMap((root) => [root, `${root}/src`])])];
    for (const root of roots) {
      const found = this.#module([root], top);
      if (!found) continue;
      if (parts.length === 1) return found;
      return isPackage(found.path) ? this.#descend([folderOf(found.path)], parts.slice(1), top) : undefined;
    }
    if (!standard && this.#ownMapped.has(top)) return this.#descend(roots, parts, '');
    if (standard || this.isKnownLibrary(module) || this.installed(top)) return { kind: 'library', name: module };
    return this.#descend([...roots, own], parts, '') ?? { kind: 'library', name: module };
  }

  /** For a folder without `__init__.py` inside a package (PEP 420): the folders that hold the packages around it, the innermost first. */
  #packagesAround(own: string): readonly string[] {
    const known = this.#around.get(own);
    if (known) return known;
    const found: string[] = [];
    for (let at = own, depth = 0; depth < MAX_DEPTH && !this.#isSearched(at); depth++) {
      const outer = folderOf(at);
      if (outer === at) break;
      const isInPackage = this.#file(`${outer}/__init__`) !== undefined;
      at = isInPackage ? this.#packageRoot(outer) : outer;
      if (isInPackage) found.push(at);
    }
    this.#around.set(own, found);
    return found;
  }

  /** Is it a folder that modules are looked for in, or one around a root? No package is around those. */
  #isSearched(folder: string): boolean {
    return this.host.environment.includes(folder) || this.host.roots.some((root) => isInside(root, folder));
  }

  #descend(folders: readonly string[], parts: readonly string[], prefix: string): ModuleTarget | undefined {
    let current: ModuleTarget | undefined;
    let within = folders;
    let name = prefix;
    for (const part of parts) {
      name = name === '' ? part : `${name}.${part}`;
      current = this.#child(within, part, name);
      if (!current || current.kind === 'library') return undefined;
      within = current.kind === 'namespace' ? current.folders : isPackage(current.path) ? [folderOf(current.path)] : [];
    }
    return current;
  }

  #child(folders: readonly string[], name: string, dotted: string): ModuleTarget | undefined {
    const found = this.#module(folders, name) ?? this.#mapped(dotted);
    if (found) return found;
    const places = [...folders.map((folder) => `${folder}/${name}`), ...(this.host.mappedModules.get(dotted) ?? [])];
    const spaces = places.filter((folder) => this.#isFolder(folder));
    const leadsOn = spaces.length > 0 || [...this.host.mappedModules.keys()].some((mapped) => mapped.startsWith(`${dotted}.`));
    return leadsOn ? { kind: 'namespace', name: dotted, folders: spaces } : undefined;
  }

  #mapped(dotted: string): FileTarget | undefined {
    for (const place of this.host.mappedModules.get(dotted) ?? []) {
      const found = this.#file(`${place}/__init__`) ?? this.#file(place);
      if (found) return found;
    }
    return undefined;
  }

  #module(folders: readonly string[], name: string): FileTarget | undefined {
    for (const folder of folders) {
      const found = this.#file(`${folder}/${name}/__init__`) ?? this.#file(`${folder}/${name}`);
      if (found) return found;
    }
    return undefined;
  }

  #file(stem: string): FileTarget | undefined {
    let target = this.#files.get(stem);
    if (target !== undefined || this.#files.has(stem)) return target;
    const path = [`${stem}.pyi`, `${stem}.py`].find((candidate) => this.host.isFile(candidate));
    target = path === undefined ? undefined : { kind: 'file', path };
    this.#files.set(stem, target);
    return target;
  }

  #isFolder(path: string): boolean {
    let isFolder = this.#folders.get(path);
    if (isFolder === undefined) this.#folders.set(path, (isFolder = this.host.isFolder(path)));
    return isFolder;
  }

  /** The folder that contains the outermost package around `folder`; `folder` itself outside of packages. */
  #packageRoot(folder: string): string {
    let root = this.#packageRoots.get(folder);
    if (root !== undefined) return root;
    root = folder;
    for (let depth = 0; depth < MAX_DEPTH && this.#file(`${root}/__init__`); depth++) {
      const outer = folderOf(root);
      if (outer === root) break;
      root = outer;
    }
    this.#packageRoots.set(folder, root);
    return root;
  }

  #findName(path: string): string {
    const folder = folderOf(path);
    const inPackage = this.#folderName(folder);
    const stem = path.slice(folder.length + 1).replace(/\.pyi?$/, '');
    if (stem === '__init__') return inPackage === '' ? stem : inPackage;
    return inPackage === '' ? stem : `${inPackage}.${stem}`;
  }

  /** The dotted name of a folder; '' for a search path itself. */
  #folderName(folder: string): string {
    for (const [name, places] of this.host.mappedModules) {
      const place = places.find((candidate) => isInside(folder, candidate));
      if (place !== undefined) return name + folder.slice(place.length).replaceAll('/', '.');
    }
    const root = this.#packageRoot(folder);
    const bases = [...this.host.environment, ...this.host.roots.flatMap((base) => [`${base}/src`, base])];
    const base = bases.filter((candidate) => root === candidate || root.startsWith(`${candidate}/`))
      .sort((a, b) => b.length - a.length)[0];
    const start = root === folder ? base ?? root : root;
    return folder === start ? '' : folder.slice(start.length + 1).replaceAll('/', '.');
  }
}

function tableIn(tables: Map<string, Targets>, key: string): Targets {
  let table = tables.get(key);
  if (!table) tables.set(key, (table = new Map<string, ModuleTarget | undefined>()));
  return table;
}

function isInside(path: string, folder: string): boolean {
  return path === folder || path.startsWith(`${folder}/`);
}

function topOf(module: string): string {
  return module.split('.', 1)[0] ?? module;
}

export function isPackage(path: string): boolean {
  return /\/__init__\.pyi?$/.test(path);
}

export function folderOf(path: string): string {
  const slash = path.lastIndexOf('/');
  return slash <= 0 ? '/' : path.slice(0, slash);
}
