/** One index of several that were made at the same time, each about some files of one project. */
import type { StoredIndex, StoredModule } from './stored-index.js';

/**
 * Indexes may tell of the same modules. Where two saw different texts, the file was written meanwhile: such a module comes
 * out as one that is different from whatever is there, so that all that rests on it is found out again by the next run.
 */
export function mergedIndex(indexes: readonly StoredIndex[]): StoredIndex {
  const modules = new Map<string, StoredModule>();
  for (const module of indexes.flatMap((index) => index.modules)) {
    const other = modules.get(module.path);
    modules.set(module.path, other ? mergedModule(other, module) : module);
  }
  return {
    savedAt: Math.min(...indexes.map(({ savedAt }) => savedAt)),
    settings: indexes[0]?.settings ?? '',
    modules: [...modules.values()],
    folders: [...new Map(indexes.flatMap((index) => index.folders).map((folder) => [folder.path, folder])).values()],
    reports: indexes.flatMap((index) => index.reports),
  };
}

const written = 'written meanwhile';

/** What two engines say of one module. */
export function mergedModule(one: StoredModule, other: StoredModule): StoredModule {
  const uses = [...new Set([...one.uses, ...other.uses])];
  if (one.hash !== other.hash) return { path: one.path, signature: written, hash: written, summary: written, uses };
  // Nobody rests on it as far as the one knows, the other may know better.
  return { ...one, summary: one.summary ?? other.summary, uses };
}
