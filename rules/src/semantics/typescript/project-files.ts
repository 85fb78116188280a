/** What programs are made from: the texts of files as the user sees them. */
export interface ProjectFiles {
  /** Open documents over the file system; undefined for what is missing or no text. */
  readFile(path: string): string | undefined;
  isFile(path: string): boolean;
  isFolder(path: string): boolean;
  list(path: string): readonly { readonly name: string; readonly kind: string }[] | undefined;
  /** Where links lead; packages of some package managers are found only that way. */
  readonly realPath?: (path: string) => string;
}

const SKIPPED_FOLDERS = new Set(['node_modules', 'dist', 'build', 'out', 'coverage', 'bower_components']);
const SOURCES = /\.(?:[cm]?ts|tsx|[cm]?js|jsx)$/;

/** Deepest folder and most entries that are looked at. */
const DEEPEST = 12;
const MOST_ENTRIES = 20_000;

export interface FoundSources {
  readonly declarations: readonly string[];
  readonly sources: readonly string[];
}

/** The source files in a folder and, if wanted, below it; hidden and generated folders left out; what lies beyond the limits is not seen. */
export function findSources(folder: string, reach: 'below' | 'folder', files: ProjectFiles): FoundSources {
  const declarations: string[] = [];
  const sources: string[] = [];
  const deepest = reach === 'below' ? DEEPEST : 0;
  let entries = 0;
  const visit = (path: string, depth: number): void => {
    for (const { name, kind } of files.list(path) ?? []) {
      if (++entries > MOST_ENTRIES) return;
      const child = path.endsWith('/') ? path + name : `${path}/${name}`;
      if (kind === 'folder') {
        if (depth < deepest && !name.startsWith('.') && !SKIPPED_FOLDERS.has(name)) visit(child, depth + 1);
      } else if (kind === 'file' && SOURCES.test(name)) (/\.d\.[cm]?ts$/.test(name) ? declarations : sources).push(child);
    }
  };
  visit(folder, 0);
  return { declarations, sources };
}
