/** Which `tsconfig.json` or `jsconfig.json` a file belongs to, and the options it gives. Nothing in it is executed. */
import { posix } from 'node:path';
import type ts from 'typescript';
import { foldersUpTo, folderOf, isInside, joinPath, nameOf } from '../../engine/paths.js';
import type { TypeScriptCompiler } from '../../syntax/typescript/load.js';
import type { ProjectFiles } from './project-files.js';

export interface Configuration {
  /** The configuration file; a folder when there is none. */
  readonly key: string;
  readonly folder: string;
  /** Whether folders below belong to it: not for a file that lies anywhere. */
  readonly reach: 'below' | 'folder';
  readonly options: ts.CompilerOptions;
}

/** Does a change of this file change how programs are made? */
export function isConfiguration(path: string): boolean {
  return /^(?:tsconfig|jsconfig)(?:\.[^/]*)?\.json$|^package\.json$/.test(nameOf(path));
}

/** The nearest configuration file around a source file. */
export function configurationPath(path: string, files: ProjectFiles): string | undefined {
  for (const folder of foldersUpTo(folderOf(path), undefined)) {
    for (const name of ['tsconfig.json', 'jsconfig.json']) {
      const candidate = joinPath(folder, name);
      if (files.isFile(candidate)) return candidate;
    }
  }
  return undefined;
}

/** Reads a configuration file as far as it can be read; errors in it leave defaults. */
export function readConfiguration(ts: TypeScriptCompiler, path: string, files: ProjectFiles): Configuration {
  const folder = folderOf(path);
  const host: ts.ParseConfigHost = {
    useCaseSensitiveFileNames: true, fileExists: (name) => files.isFile(name), readFile: (name) => files.readFile(name),
    // Programs begin with the files that are checked, so `include` is not expanded.
    readDirectory: () => [],
  };
  const read: { config?: unknown } = ts.readConfigFile(path, (name) => files.readFile(name));
  const solution = onlyReference(read.config);
  if (solution !== undefined) {
    const target = ts.resolveProjectReferencePath({ path: posix.join(folder, solution) });
    if (target !== path && files.isFile(target)) return { ...readConfiguration(ts, target, withoutFile(files, path)), key: path };
  }
  const { options } = ts.parseJsonConfigFileContent(read.config ?? {}, host, folder, undefined, path);
  return { key: path, folder, reach: 'below', options: checkingOptions(ts, options, folder, files) };
}

/** A solution file (`"files": []` with references) has no options of its own; its first project speaks for it. */
function onlyReference(config: unknown): string | undefined {
  if (typeof config !== 'object' || config === null) return undefined;
  const { files, references } = config as { readonly files?: unknown; readonly references?: unknown };
  if (!Array.isArray(files) || files.length > 0 || !Array.isArray(references)) return undefined;
  const first: unknown = references[0];
  const path: unknown = typeof first === 'object' && first !== null ? Reflect.get(first, 'path') : undefined;
  return typeof path === 'string' ? path : undefined;
}

/** References in a circle end where they began. */
function withoutFile(files: ProjectFiles, path: string): ProjectFiles {
  return {
    readFile: (name) => files.readFile(name), isFile: (name) => name !== path && files.isFile(name), isFolder: (name) => files.isFolder(name),
    list: (name) => files.list(name), ...(files.realPath && { realPath: files.realPath }),
  };
}

/**
 * What a file without a configuration belongs to: its package, else the workspace root around it, else its folder alone.
 */
export function inferredFolder(path: string, roots: readonly string[], files: ProjectFiles): Pick<Configuration, 'folder' | 'reach'> {
  const root = roots.filter((each) => isInside(path, each)).sort((a, b) => b.length - a.length)[0];
  for (const folder of foldersUpTo(folderOf(path), root)) if (files.isFile(joinPath(folder, 'package.json'))) return { folder, reach: 'below' };
  return root === undefined ? { folder: folderOf(path), reach: 'folder' } : { folder: root, reach: 'below' };
}

/** For files without a configuration: the most permissive reading. */
export function inferredConfiguration(
  ts: TypeScriptCompiler, { folder, reach }: Pick<Configuration, 'folder' | 'reach'>, files: ProjectFiles,
): Configuration {
  const options: ts.CompilerOptions = {
    strict: true, target: ts.ScriptTarget.ESNext, module: ts.ModuleKind.ESNext, moduleResolution: ts.ModuleResolutionKind.Bundler, esModuleInterop: true,
    jsx: ts.JsxEmit.Preserve,
  };
  return { key: folder, folder, reach, options: checkingOptions(ts, options, folder, files) };
}

function checkingOptions(ts: TypeScriptCompiler, options: ts.CompilerOptions, folder: string, files: ProjectFiles): ts.CompilerOptions {
  return {
    ...options,
    jsx: options.jsx ?? ts.JsxEmit.Preserve,
    // Since TypeScript 6 no `@types` package is included unless it is listed; before, all were.
    types: options.types ?? (hasNodeTypes(folder, files) ? ['node'] : []),
    allowJs: true, checkJs: options.checkJs ?? false, noEmit: true, skipLibCheck: true, allowImportingTsExtensions: true,
    composite: false, incremental: false, declaration: false, declarationMap: false, tsBuildInfoFile: undefined, plugins: undefined,
    configFilePath: undefined,
  };
}

function hasNodeTypes(folder: string, files: ProjectFiles): boolean {
  return [...foldersUpTo(folder, undefined)].some((each) => files.isFile(joinPath(each, 'node_modules/@types/node/package.json')));
}
