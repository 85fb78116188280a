/**
 * What files in a folder of packages add to `sys.path`: path files (`*.pth`, read as `site.py` does, but for the lines
 * that it would execute), links of `setup.py develop` (`*.egg-link`) and the finders of editable installs.
 */
import type { FileSystem } from '../file-system.js';
import { joinPath, resolvePath } from '../paths.js';
import { readFinder } from './editable-finder.js';

/** More than any honest file has; each costs a look at the disk. */
const maximumLines = 2_000;

export interface PathAdditions {
  /** In order; existing, no folder twice. */
  readonly folders: readonly string[];
  /** Dotted module name → package folders, or one file without its ending. */
  readonly modules: ReadonlyMap<string, readonly string[]>;
}

/** Reads nothing but the files that Python itself would look at; what is broken in them counts as nothing. */
export function pathAdditions(host: FileSystem, site: string): PathAdditions {
  // `site.py` leaves hidden ones out, since 3.12.
  const names = (host.list(site) ?? []).map(({ name }) => name).filter((name) => !name.startsWith('.'));
  const folders = new Set<string>();
  const modules = new Map<string, readonly string[]>();
  const realPathOf = (path: string): string => host.realPath?.(path) ?? path;
  const seen = new Set([realPathOf(site)]);
  const addFolder = (written: string): void => {
    const folder = resolvePath(site, written);
    if (host.kindOf(folder) === 'folder' && seen.size < seen.add(realPathOf(folder)).size) folders.add(folder);
  };
  for (const name of names.filter((one) => one.endsWith('.pth'))) {
    for (const line of linesOf(host, joinPath(site, name))) {
      if (!/^import[ \t]/.test(line)) addFolder(line);
      const finder = /^import\s+(\w*editable\w*)/.exec(line)?.[1];
      if (finder === undefined) continue;
      for (const [module, places] of readFinder(host, joinPath(site, `${finder}.py`))) modules.set(module, places);
    }
  }
  // Its second line leads from there to the project's folder.
  for (const name of names.filter((one) => one.endsWith('.egg-link'))) linesOf(host, joinPath(site, name)).slice(0, 1).forEach(addFolder);
  return { folders: [...folders], modules };
}

function linesOf(host: FileSystem, path: string): string[] {
  const text = host.kindOf(path) === 'file' ? host.readFile(path).text : undefined;
  if (text === undefined) return [];
  const lines = text.replace(/^\ufeff/, '').split(/\r\n|\r|\n/, maximumLines);
  return lines.map((line) => line.trimEnd()).filter((line) => line.trim() !== '' && !line.startsWith('#') && !line.includes('\0'));
}
