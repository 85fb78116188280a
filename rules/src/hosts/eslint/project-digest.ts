/** One short text for everything that findings in a project's Python files can depend on. */
import { createHash } from 'node:crypto';
import path from 'node:path';
import { configurationFileNames } from '../../engine/configuration-file.js';
import { discoverFiles } from '../../engine/file-discovery.js';
import { languageOf } from '../../engine/file-kinds.js';
import { nodeFileSystem } from '../../engine/node-host.js';
import { enginePath, joinPath, pathBelow } from '../../engine/paths.js';

/**
 * Changes when a Python file below the folder, or the folder's project settings, change; the same on every machine. Reads
 * all those files: about 0.1 s for 2,000. `folder`: the working directory by default.
 */
export function projectDigest(folder: string = process.cwd()): string {
  const root = enginePath(path.resolve(folder));
  const { files } = discoverFiles(nodeFileSystem, [root], () => false);
  const hash = createHash('sha256');
  for (const file of [...files.filter((name) => languageOf(name) === 'python'), ...configurationFileNames.map((name) => joinPath(root, name))].sort()) {
    const { text } = nodeFileSystem.readFile(file);
    if (text !== undefined) hash.update(JSON.stringify([pathBelow(file, root), text]));
  }
  return hash.digest('hex').slice(0, 16);
}
