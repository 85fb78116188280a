/** Paths inside the engine: absolute, `/` as separator, no trailing slash but for a root. */

export function folderOf(path: string): string {
  const slash = path.lastIndexOf('/');
  if (slash < 0) return '.';
  return isRoot(path.slice(0, slash + 1)) ? path.slice(0, slash + 1) : path.slice(0, slash);
}

export function nameOf(path: string): string {
  return path.slice(path.lastIndexOf('/') + 1);
}

export function joinPath(folder: string, name: string): string {
  return folder.endsWith('/') ? folder + name : `${folder}/${name}`;
}

/** Is `path` the folder itself or below it? */
export function isInside(path: string, folder: string): boolean {
  return path === folder || path.startsWith(folder.endsWith('/') ? folder : `${folder}/`);
}

/** The path as seen from a folder that contains it. */
export function pathBelow(path: string, folder: string): string {
  return path === folder ? '' : path.slice(folder.endsWith('/') ? folder.length : folder.length + 1);
}

/** The folder and those around it, innermost first, up to `root` or the file system's root. */
export function* foldersUpTo(folder: string, root: string | undefined): Generator<string> {
  for (let current = folder; ; current = folderOf(current)) {
    yield current;
    if (current === root || current === folderOf(current)) return;
  }
}

/** What a path written in some file means, seen from the folder: absolute and without `.` and `..`. */
export function resolvePath(folder: string, written: string): string {
  // A drive or a share: backslashes separate. Elsewhere they are part of a name.
  const path = /^(?:[A-Za-z]:[\\/]|\\\\)/.test(written) || process.platform === 'win32' ? written.replaceAll('\\', '/') : written;
  const [, root = '/', rest = ''] = /^([A-Za-z]:\/|\/\/|\/)(.*)$/s.exec(isAbsolute(path) ? path : joinPath(folder, path)) ?? [];
  const names: string[] = [];
  for (const name of rest.split('/')) {
    if (name === '..') names.pop();
    else if (name !== '' && name !== '.') names.push(name);
  }
  return root + names.join('/');
}

function isAbsolute(path: string): boolean {
  return /^(?:\/|[A-Za-z]:\/)/.test(path);
}

/** A path of the operating system in the engine's form. */
export function enginePath(path: string): string {
  const slashed = path.replaceAll('\\', '/');
  const plain = process.platform === 'win32' ? slashed : path;
  return plain.length > 1 && plain.endsWith('/') && !isRoot(plain) ? plain.slice(0, -1) : plain;
}

function isRoot(path: string): boolean {
  return path === '/' || /^[A-Za-z]:\/$/.test(path);
}
