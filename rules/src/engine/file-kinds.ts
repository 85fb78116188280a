/** Which files are checked, and as which language. */
import type { Language } from '../model/index.js';

const languages: ReadonlyMap<string, Language> = new Map([
  ['.py', 'python'],
  ...['.ts', '.tsx', '.mts', '.cts', '.js', '.jsx', '.mjs', '.cjs'].map((extension) => [extension, 'typescript'] as const),
]);

/** The language of a file by its extension; undefined when it is not checked. TypeScript declarations hold no code. */
export function languageOf(path: string): Language | undefined {
  if (/\.d\.[cm]?ts$/.test(path)) return undefined;
  const dot = path.lastIndexOf('.');
  return dot > path.lastIndexOf('/') ? languages.get(path.slice(dot).toLowerCase()) : undefined;
}

/** Stubs are read for their types but not checked. */
export function isPythonPath(path: string): boolean {
  return path.endsWith('.py') || path.endsWith('.pyi');
}

/** May an import find a module by this name in a folder: a Python file, or a folder that is a package? */
export function isModuleName(name: string, kind: 'file' | 'folder'): boolean {
  if (kind === 'file') return isPythonPath(name);
  // Stub packages are the only ones that are looked for with another sign in their name (PEP 561).
  return /^[^\W\d]\w*(?:-stubs)?$/.test(name) && name !== '__pycache__';
}

/** Does a file of this name make its folder a package? */
export function isPackageFile(name: string): boolean {
  return name === '__init__.py' || name === '__init__.pyi';
}
