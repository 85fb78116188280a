/**
 * Finds the copy of the TypeScript compiler that made a syntax tree. Several can be loaded; kinds and flags of one mean
 * something else in another.
 */
import { createRequire } from 'node:module';
import path from 'node:path';
import type ts from 'typescript';
import type { TypeScriptCompiler } from '../../syntax/typescript/load.js';

/** The copy that made `node`: loaded already, since the parser used it. Undefined when it cannot be found. */
export function compilerOf(node: ts.Node, cwd: string): TypeScriptCompiler | undefined {
  const isMaker = (copy: TypeScriptCompiler): boolean => probe(copy)?.constructor === rootOf(node).constructor;
  return loadedCopies().find(isMaker) ?? [installedCompiler(cwd)].find((copy) => copy !== undefined && isMaker(copy));
}

/** The copy that a file in the folder would get from `require('typescript')`, if it has the compiler's interface. */
export function installedCompiler(cwd: string): TypeScriptCompiler | undefined {
  try {
    const copy: unknown = createRequire(path.join(cwd, 'package.json'))('typescript');
    return isCompiler(copy) ? copy : undefined;
  } catch {
    return undefined;
  }
}

function loadedCopies(): TypeScriptCompiler[] {
  return Object.entries(createRequire(import.meta.url).cache)
    .filter(([file]) => /[\\/]lib[\\/]typescript\.js$/.test(file))
    .map(([, module]): unknown => module?.exports)
    .filter(isCompiler);
}

/** TypeScript 7 has another interface. */
function isCompiler(copy: unknown): copy is TypeScriptCompiler {
  return typeof copy === 'object' && copy !== null
    && 'createProgram' in copy && typeof copy.createProgram === 'function'
    && 'createSourceFile' in copy && typeof copy.createSourceFile === 'function';
}

/** A tree of the copy's own: its classes are not shared with other copies. */
function probe(copy: TypeScriptCompiler): ts.SourceFile | undefined {
  try {
    return copy.createSourceFile('probe.ts', '', copy.ScriptTarget.Latest);
  } catch {
    return undefined;
  }
}

function rootOf(node: ts.Node): ts.Node {
  let root = node;
  while (root.parent) root = root.parent;
  return root;
}
