/** Where a project begins: settings are looked for up to there, imports are resolved from there, fixes stay inside. */
import { foldersUpTo, folderOf, isInside, joinPath, type FileSystem } from '../../core.js';

const projectFiles = ['pyproject.toml', 'async-pitfalls.json', 'package.json', 'setup.py', 'setup.cfg', 'tsconfig.json'];

/**
 * The repository that a given path lies in; else the nearest folder around it that has a project file; else the working
 * directory when it contains the path, or the path's own folder.
 */
export function projectRoot(host: FileSystem, path: string, cwd: string): string {
  const folder = host.kindOf(path) === 'folder' ? path : folderOf(path);
  const around = [...foldersUpTo(folder, undefined)];
  const repository = around.find((candidate) => host.kindOf(joinPath(candidate, '.git')) !== undefined);
  if (repository !== undefined) return repository;
  const project = around.find((candidate) => projectFiles.some((name) => host.kindOf(joinPath(candidate, name)) === 'file'));
  return project ?? (isInside(folder, cwd) ? cwd : folder);
}
