/** From paths on the command line to the files that are checked. */
import ignore, { type Ignore } from 'ignore';
import { languageOf } from './file-kinds.js';
import type { FileSystem, FolderEntry } from './file-system.js';
import { folderOf, foldersUpTo, isInside, joinPath, pathBelow } from './paths.js';

export interface Discovery {
  /** In a fixed order: folder by folder, names by code unit; no file twice. */
  readonly files: readonly string[];
  /** Given paths that do not exist. */
  readonly missing: readonly string[];
  /** Given files that are neither Python, TypeScript nor JavaScript. */
  readonly unsupported: readonly string[];
}

/** Never entered, whatever .gitignore says. Hidden folders are left out as well. */
const skippedFolders: ReadonlySet<string> = new Set(['node_modules', '__pycache__', 'site-packages', 'bower_components', 'jspm_packages', 'venv']);

interface IgnoreRules {
  readonly folder: string;
  readonly patterns: Ignore;
}

/**
 * A file that is named is taken, ignored or not. A folder is searched: without what .gitignore files (nested ones, and
 * those above up to the repository's root) and `isExcluded` leave out, without hidden folders, without following links.
 */
export function discoverFiles(host: FileSystem, paths: readonly string[], isExcluded: (path: string) => boolean): Discovery {
  const files = new Set<string>();
  const missing: string[] = [];
  const unsupported: string[] = [];
  for (const path of paths) {
    const kind = host.kindOf(path);
    if (kind === undefined) missing.push(path);
    else if (kind === 'folder') for (const file of filesIn(host, path, isExcluded)) { if (file !== undefined) files.add(file); }
    else if (languageOf(path)) files.add(path);
    else unsupported.push(path);
  }
  return { files: [...files], missing, unsupported };
}

/** The files that a folder is searched for, one by one, and undefined after each folder: whoever has more to do can do it then. */
export function* filesIn(host: FileSystem, folder: string, isExcluded: (path: string) => boolean): Generator<string | undefined, void> {
  yield* searchFolder(host, { path: folder, entries: host.list(folder) ?? [] }, rulesAround(host, folder), isExcluded);
}

interface Folder {
  readonly path: string;
  readonly entries: readonly FolderEntry[];
}

function* searchFolder(
  host: FileSystem, folder: Folder, around: readonly IgnoreRules[], isExcluded: (path: string) => boolean,
): Generator<string | undefined, void> {
  const own = has(folder, '.gitignore') ? rulesIn(host, folder.path) : undefined;
  const rules = own ? [...around, own] : around;
  for (const { name, kind } of folder.entries) {
    const path = joinPath(folder.path, name);
    if (kind === 'file' && languageOf(path) && !isIgnored(path, rules) && !isExcluded(path)) yield path;
    if (kind !== 'folder' || name.startsWith('.') || skippedFolders.has(name)) continue;
    if (isIgnored(`${path}/`, rules) || isExcluded(`${path}/`)) continue;
    const inner = { path, entries: host.list(path) ?? [] };
    if (!isEnvironment(host, inner)) yield* searchFolder(host, inner, rules, isExcluded);
  }
  yield undefined;
}

function has({ entries }: Folder, name: string): boolean {
  return entries.some((entry) => entry.name === name);
}

/** A virtual environment of any name (PEP 405). */
function isEnvironment(host: FileSystem, folder: Folder): boolean {
  return has(folder, 'pyvenv.cfg') && host.kindOf(joinPath(folder.path, 'pyvenv.cfg')) === 'file';
}

/** .gitignore files of the folders above, outermost first; none outside a repository. */
function rulesAround(host: FileSystem, folder: string): IgnoreRules[] {
  const above = [...foldersUpTo(folder, undefined)];
  const root = above.findIndex((candidate) => host.kindOf(joinPath(candidate, '.git')) !== undefined);
  return above.slice(1, root + 1).reverse().map((candidate) => rulesIn(host, candidate)).filter((rules) => rules !== undefined);
}

function rulesIn(host: FileSystem, folder: string): IgnoreRules | undefined {
  const path = joinPath(folder, '.gitignore');
  if (host.kindOf(path) !== 'file') return undefined;
  const { text } = host.readFile(path);
  return text === undefined ? undefined : { folder: folderOf(path), patterns: ignore({ allowRelativePaths: true }).add(text) };
}

/** The innermost .gitignore that says something about the path decides (gitignore(5)). */
function isIgnored(path: string, rules: readonly IgnoreRules[]): boolean {
  for (const { folder, patterns } of [...rules].reverse()) {
    if (!isInside(path, folder)) continue;
    const { ignored, unignored } = patterns.test(pathBelow(path, folder));
    if (ignored || unignored) return ignored;
  }
  return false;
}
