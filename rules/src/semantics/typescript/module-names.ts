/** Canonical names of modules: `node:fs` for builtins however they are written, the package's name for packages. */
import { isBuiltin } from 'node:module';

/** Undefined for relative and absolute paths, which name files and not libraries. */
export function canonicalModule(specifier: string): string | undefined {
  if (specifier === '' || specifier.startsWith('.') || specifier.startsWith('/') || specifier.startsWith('#')) return undefined;
  if (specifier.startsWith('node:')) return specifier;
  return isBuiltin(specifier) ? `node:${specifier}` : specifier;
}

/** The package that a file belongs to: `redis` for `…/node_modules/redis/…` and `…/node_modules/@types/redis/…`. */
export function packageOf(path: string): string | undefined {
  const marker = '/node_modules/';
  const at = path.lastIndexOf(marker);
  if (at < 0) return undefined;
  const [first = '', second = ''] = path.slice(at + marker.length).split('/');
  const name = first.startsWith('@') ? `${first}/${second}` : first;
  if (!name.startsWith('@types/')) return name;
  // Scoped packages: `@types/babel__core` describes `@babel/core`.
  const described = name.slice('@types/'.length);
  return described.includes('__') ? `@${described.replace('__', '/')}` : described;
}
