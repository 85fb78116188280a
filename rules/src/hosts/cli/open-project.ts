/** The engine for the project that given paths lie in. */
import path from 'node:path';
import {
  createEngine, enginePath, environmentKey, findPythonEnvironment, indexFile, isInside, isPythonEnvironment, languageCode, nodeFileSystem,
  type Engine, type Preset,
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
  /** Nothing is kept by default. */
  readonly cache?: CheckArguments['cache'];
}

/** `paths`: absolute. Options name files relative to the working directory. */
export function openProject(paths: readonly string[], terminal: Terminal, options: ProjectOptions): { readonly engine: Engine; readonly roots: readonly string[] } {
  const roots = rootsOf(paths, enginePath(terminal.cwd));
  const pythonEnvironment = findPythonEnvironment(nodeFileSystem, roots, { ...terminal.python, chosen: chosenPath(options.python, terminal) });
  const cacheFolder = cacheFolderOf(options.cache ?? 'none', terminal);
  const engine = createEngine({
    host: nodeFileSystem,
    roots,
    overrides: options.preset ? { preset: options.preset } : {},
    configurationFile: options.configurationFile === undefined ? undefined : enginePath(path.resolve(terminal.cwd, options.configurationFile)),
    pythonEnvironment,
    index: cacheFolder === undefined ? undefined : indexFile(cacheFolder, path.basename(roots[0] ?? ''), JSON.stringify([roots, environmentKey(pythonEnvironment)])),
    language: languageCode(options.locale),
  });
  return { engine, roots };
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
