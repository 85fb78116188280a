/** Which async library a file is written for, so that a fix does not mix two. */
import { scopeOf, type ModuleModel } from '../model/index.js';

export type Dialect = 'asyncio' | 'anyio' | 'trio';

/** anyio or trio only where the file imports it and not asyncio. */
export function dialectOf(module: ModuleModel): Dialect {
  if (importsModule(module, 'asyncio')) return 'asyncio';
  return (['trio', 'anyio'] as const).find((library) => importsModule(module, library)) ?? 'asyncio';
}

function importsModule(module: ModuleModel, name: string): boolean {
  return [...scopeOf(module.root).variables.values()].some((variable) =>
    variable.bindings.some((binding) => binding.kind === 'import' && binding.imported.module.split('.')[0] === name));
}
