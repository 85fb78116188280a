/**
 * Finders of editable installs that map modules one by one. Their source is read, never run: setuptools writes two dict
 * literals (`MAPPING`, `NAMESPACES`), the package `editables` (hatch, PDM) calls `F.map_module(name, file)`.
 */
import { lowerPython } from '../../lowering/python/index.js';
import type { Expression, ModuleModel } from '../../model/index.js';
import type { FileSystem } from '../file-system.js';
import { folderOf, resolvePath } from '../paths.js';

/** Generated files are small; a larger one is something else. */
const maximumLength = 1_000_000;

/** Dotted module name → package folders, or one file without its ending. Empty for any other source. */
export function readFinder(host: FileSystem, path: string): ReadonlyMap<string, readonly string[]> {
  const found = new Map<string, readonly string[]>();
  const text = host.kindOf(path) === 'file' ? host.readFile(path).text : undefined;
  if (text === undefined || text.length > maximumLength) return found;
  const add = (name: string, places: readonly string[]): void => {
    if (/^\w+(?:\.\w+)*$/.test(name)) found.set(name, places.map((place) => moduleStem(resolvePath(folderOf(path), place))));
  };
  for (const [name, value] of literalsIn(lowerPython(path, text))) {
    const places = stringsIn(value);
    if (places.length > 0) add(name, places);
  }
  return found;
}

/** Names with what they are mapped to. */
function literalsIn({ root }: ModuleModel): (readonly [string, Expression])[] {
  return root.body.flatMap((statement) => {
    if (statement.kind === 'assignment') {
      const [target] = statement.targets;
      const isMapping = target?.kind === 'name' && (target.name === 'MAPPING' || target.name === 'NAMESPACES');
      return isMapping && statement.value?.kind === 'mapping' ? statement.value.entries.flatMap(({ key, value }) => pair(key, value)) : [];
    }
    if (statement.kind !== 'expression-statement' || statement.value.kind !== 'call') return [];
    const { callee, arguments: [name, file] } = statement.value;
    return callee.kind === 'member' && callee.name === 'map_module' && file ? pair(name?.value, file.value) : [];
  });
}

function pair(key: Expression | undefined, value: Expression): (readonly [string, Expression])[] {
  return key?.kind === 'literal' && typeof key.value === 'string' ? [[key.value, value]] : [];
}

function stringsIn(value: Expression): string[] {
  if (value.kind === 'sequence') return value.items.flatMap(stringsIn);
  return value.kind === 'literal' && typeof value.value === 'string' && value.value !== '' ? [value.value] : [];
}

/** `pkg/__init__.py` → `pkg`, `mod.py` → `mod`. */
function moduleStem(path: string): string {
  return path.replace(/\.pyi?$/, '').replace(/\/__init__$/, '');
}
