/**
 * Which modules may import a file that appeared or vanished? Whoever imports a module has its name in the text, so a look
 * at words tells, without parsing. It says yes too often, never no for a module whose imports mean something else now.
 */
import { isPackageFile } from './file-kinds.js';
import { folderOf, isInside, nameOf } from './paths.js';

export interface ModuleMention {
  /** May the module with this text mean the file by one of its imports? */
  mayBeIn(path: string, text: string): boolean;
}

/** `isInPackage`: the folder that holds the module (or the package that `path` is the `__init__` of) is a package. */
export function mentionOf(path: string, isInPackage: boolean): ModuleMention {
  const folder = folderOf(path);
  const isInit = isPackageFile(nameOf(path));
  const name = isInit ? nameOf(folder) : nameOf(path).replace(/\.[^.]*$/, '');
  const around = isInit ? folderOf(folder) : folder;
  const word = wordOf(name);
  // `import package as p` elsewhere, and here `p.name`.
  const asMember = new RegExp(`^(?!\\s*(?:from|import)\\b).*\\.\\s*${escaped(name)}(?![\\w])`, 'm');
  const packageWord = wordOf(nameOf(around));
  return {
    mayBeIn(other, text) {
      // What becomes a package changes what absolute imports inside of it mean.
      if (isInit && isInside(other, folder)) return true;
      if (!word.test(text)) return false;
      return !isInPackage || isInside(other, around) || packageWord.test(text) || asMember.test(text);
    },
  };
}

function wordOf(name: string): RegExp {
  return new RegExp(`(?<![\\w])${escaped(name)}(?![\\w])`);
}

function escaped(name: string): string {
  return name.replace(/[^\w]/g, '\\$&');
}
