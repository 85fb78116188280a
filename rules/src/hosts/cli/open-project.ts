/** The engine for the project that given paths lie in. */
import path from 'node:path';
import {
  createEngine, enginePath, environmentKey, findPythonEnvironment, indexFile, isInside, isPythonEnvironment, languageCode, nodeFileSystem,
  type Engine, type IndexStore, type LanguageCode, type Preset, type PythonEnvironment,
} from '../../core.js';
import type { CheckArguments } from './arguments.js';
import { projectRoot } from './project-root.js';
import type { Terminal } from './terminal.js';

export interface ProjectOptions {
  readonly preset?: Preset | undefined;
  readonly configurationFile?: string | undefined;
  readonly locale?: string | undefined;
  /** An interpreter or an environment's folder. */
  readonly python?: string | undefined;
}

/** What an engine is made of; plain data, so that threads can make the same one. */
export interface Project {
  readonly roots: readonly string[];
  readonly overrides: { readonly preset?: Preset };
  readonly configurationFile: string | undefined;
  readonly pythonEnvironment: PythonEnvironment;
  readonly language: LanguageCode;
}

/** `paths`: absolute. Options name files relative to the working directory. */
export function describeProject(paths: readonly string[], terminal: Terminal, options: ProjectOptions): Project {
  const roots = rootsOf(paths, enginePath(terminal.cwd));
  return {
    roots,
    overrides: options.preset ? { preset: options.preset } : {},
    configurationFile: options.configurationFile === undefined ? undefined : enginePath(path.resolve(terminal.cwd, options.configurationFile)),
    pythonEnvironment: findPythonEnvironment(nodeFileSystem, roots, { ...terminal.python, chosen: chosenPath(options.python, terminal) }),
    language: languageCode(options.locale),
  };
}

/** `index`: where the engine keeps what it finds out; nowhere by default. */
export function openProject(project: Project, index?: IndexStore): Engine {
  return createEngine({ ...project, host: nodeFileSystem, index, checks: 'once' });
}

/** Where findings of a project are kept from run to run; undefined when they are not. */
export function indexOf({ roots, pythonEnvironment }: Project, terminal: Terminal, cache: CheckArguments['cache']): IndexStore | undefined {
  const folder = cacheFolderOf(cache, terminal);
  if (folder === undefined) return undefined;
  return indexFile(folder, path.basename(roots[0] ?? ''), JSON.stringify([roots, environmentKey(pythonEnvironment)]));
}

function cacheFolderOf(cache: CheckArguments['cache'], terminal: Terminal): string | undefined {
  if (cache === 'none') return undefined;
  return cache === 'default' ? terminal.cacheFolder : path.resolve(terminal.cwd, cache.folder);
}

/** Why `--python` cannot be followed; undefined when it can, or is not given. */
export function pythonMistake(given: string | undefined, terminal: Terminal): string | undefined {
  const path = chosenPath(given, terminal);
  if (path === undefined || isPythonEnvironment(nodeFileSystem, path)) return undefined;
  return nodeFileSystem.kindOf(path) === undefined
    ? `There is no Python at \`${given}\``
    : `\`${given}\` is neither a Python environment nor an interpreter in one; give a folder such as \`.venv\`, or its \`bin/python\``;
}

function chosenPath(given: string | undefined, terminal: Terminal): string | undefined {
  return given === undefined ? undefined : enginePath(path.resolve(terminal.cwd, given));
}

/** Outermost first; a root inside another is kept only when it was given, since imports may start there. */
function rootsOf(paths: readonly string[], cwd: string): string[] {
  const roots = new Set(paths.map((given) => projectRoot(nodeFileSystem, given, cwd)));
  for (const given of paths) if (nodeFileSystem.kindOf(given) === 'folder') roots.add(given);
  return [...roots].filter((root, _index, all) => all.every((other) => other === root || !isInside(root, other)) || paths.includes(root));
}
