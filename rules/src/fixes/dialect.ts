/** Which async library code is written for, so that a fix neither mixes two nor binds a library of many loops to one. */
import type { Target } from '../rules/rule.js';
import { functionOf, mentionsOf, moduleOf, neverRuns, scopeOf, visitCode, type ImportedName, type ImportStatement, type ModuleModel, type Node, type Variable } from '../model/index.js';
import { isOptionalImport, type ImportedLibrary } from '../semantics/optional-imports.js';
import type { Semantics } from '../semantics/semantics.js';

export type Dialect = 'asyncio' | 'anyio' | 'trio';

/** What is known of the project around a file. */
export interface Surroundings {
  readonly semantics: Semantics;
  readonly target: Target;
}

/**
 * What the file imports itself; else what the project declares to need, then what the modules around it import; else asyncio.
 * undefined for code of several libraries that has nothing in common: a fix in one of them would break in the others.
 */
export function dialectOf(module: ModuleModel, around: Surroundings): Dialect | undefined {
  const own = ownLibraries(module);
  if (own.length > 0) return chosen(own, module);
  const declared = around.target.asyncLibraries ?? [];
  // What runs on anyio runs on asyncio as well, not the other way round.
  if (declared.includes('anyio')) return 'anyio';
  const near = around.semantics.asyncLibrariesAround?.(module) ?? [];
  if (near.length > 0) return near.some(({ name, isOptional }) => name === 'asyncio' && !isOptional) ? 'asyncio' : chosen(near, module);
  return declared.length > 0 ? chosen(declared.map((name) => ({ name, isOptional: false })), module) : 'asyncio';
}

/** Code that does without each of its libraries runs on whichever is there. */
function chosen(imported: readonly ImportedLibrary[], module: ModuleModel): Dialect | undefined {
  const libraries = new Set(imported.filter(({ isOptional }) => !isOptional).map(({ name }) => name));
  if (libraries.has('anyio')) return libraries.has('asyncio') && !isAwaitedWithAnyio(module) ? 'asyncio' : 'anyio';
  if (libraries.size > 1 || libraries.has('sniffio')) return undefined;
  return libraries.has('trio') ? 'trio' : libraries.has('asyncio') ? 'asyncio' : undefined;
}

const LIBRARIES: ReadonlySet<string> = new Set(['asyncio', 'anyio', 'trio', 'sniffio']);

/** Members of asyncio that work with every library. */
const NEUTRAL: ReadonlySet<string> = new Set(['iscoroutine', 'iscoroutinefunction']);

/** The async libraries that the code of the file imports, wherever, and uses for more than a look at functions. */
function ownLibraries(module: ModuleModel): readonly ImportedLibrary[] {
  const found: ImportedLibrary[] = [];
  for (const fn of [module.root, ...module.functions]) {
    visitCode(fn, (node) => {
      if (node.kind === 'import' && !neverRuns(node)) for (const imported of node.names) found.push(...libraryIn(imported, node));
      return node.kind === 'function' ? 'skip' : undefined;
    });
  }
  return found;
}

function libraryIn(imported: ImportedName, statement: ImportStatement): readonly ImportedLibrary[] {
  const [name = ''] = imported.module.split('.');
  return !LIBRARIES.has(name) || (name === 'asyncio' && isNeutral(imported, statement)) ? [] : [{ name, isOptional: isOptionalImport(statement) }];
}

function isNeutral(imported: ImportedName, statement: ImportStatement): boolean {
  if (imported.imported !== undefined) return NEUTRAL.has(imported.imported);
  const variable = scopeOf(functionOf(statement)).variables.get(imported.local);
  const uses = variable ? mentionsOf(variable).map(({ parent }) => parent) : [];
  return uses.length > 0 && uses.every((parent) => parent?.kind === 'member' && NEUTRAL.has(parent.name));
}

/** Do the coroutines of a file that imports both use anyio alone? */
function isAwaitedWithAnyio(module: ModuleModel): boolean {
  const used = new Set<string>();
  for (const variable of scopeOf(module.root).variables.values()) {
    const library = libraryOf(variable);
    if (library !== undefined && mentionsOf(variable).some(isInCoroutine)) used.add(library);
  }
  return used.has('anyio') && !used.has('asyncio');
}

function libraryOf(variable: Variable): string | undefined {
  for (const binding of variable.bindings) if (binding.kind === 'import') return binding.imported.module.split('.')[0];
  return undefined;
}

function isInCoroutine(node: Node): boolean {
  return functionOf(node).isAsync && moduleOf(node).language === 'python';
}
