/** node:fs and node:fs/promises. https://nodejs.org/api/fs.html */
import type { LibraryFacts, LibraryTable } from './facts.js';
import { awaits, blocks, each, plain, twin } from './notation.js';

const operations =
  'access appendFile chmod chown copyFile lchown link lstat lutimes mkdir mkdtemp readdir readFile readlink realpath rename rm rmdir stat statfs symlink truncate unlink utimes writeFile cp opendir';
/** Answered from one inode: as cheap as Python's stat class, yet each has a promise twin. */
const cheap = new Set(['access', 'lstat', 'stat', 'statfs', 'realpath', 'readlink']);

function synchronous(name: string): LibraryFacts {
  const replacement = twin(name, 'node:fs/promises', name);
  return cheap.has(name) ? plain(undefined, { replacement }) : blocks('file', undefined, { replacement });
}

const twins = Object.fromEntries(operations.split(' ').map((name): [string, LibraryFacts] => [`${name}Sync`, synchronous(name)]));

export const nodeFs: LibraryTable = {
  module: 'node:fs',
  language: 'typescript',
  functions: {
    ...twins,
    existsSync: plain('boolean'),
    // File descriptors have no promise twin of the same shape (`FileHandle` methods instead).
    ...each('openSync readSync writeSync readvSync writevSync fsyncSync fdatasyncSync ftruncateSync', blocks('file', undefined)),
    ...each('closeSync fstatSync fchmodSync fchownSync futimesSync', plain()),
    globSync: blocks('file', 'Array', { since: '22.0' }),
    ...each('createReadStream createWriteStream watch watchFile unwatchFile', plain()),
    ...each('readFile writeFile appendFile stat lstat readdir mkdir rm rmdir unlink rename copyFile access open close exists', plain('undefined')),
  },
  classes: {},
  aliases: { fs: 'node:fs', 'node:fs.default': 'node:fs', 'node:fs.promises': 'node:fs/promises', 'fs/promises': 'node:fs/promises', 'node:fs/promises.default': 'node:fs/promises' },
};

export const nodeFsPromises: LibraryTable = {
  module: 'node:fs/promises',
  language: 'typescript',
  functions: {
    ...each('access lstat readdir readFile readlink realpath stat statfs', awaits('promise', undefined, { independent: true })),
    ...each('appendFile chmod chown copyFile lchown link lutimes mkdir mkdtemp rename rm rmdir symlink truncate unlink utimes writeFile cp open opendir', awaits('promise')),
  },
  classes: {},
};
