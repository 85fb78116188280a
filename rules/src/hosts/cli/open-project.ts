/** The engine for the project that given paths lie in. */
import path from 'node:path';
import { createEngine, enginePath, findPythonEnvironment, isInside, languageCode, nodeFileSystem, type Engine, type Preset } from '../../core.js';
import { projectRoot } from './project-root.js';
import type { Terminal } from './terminal.js';

export interface ProjectOptions {
  readonly preset?: Preset | undefined;
  readonly configurationFile?: string | undefined;
  readonly locale?: string | undefined;
}

/** `paths`: absolute. Options name files relative to the working directory. */
export function openProject(paths: readonly string[], terminal: Terminal, options: ProjectOptions): { readonly engine: Engine; readonly roots: readonly string[] } {
  const roots = rootsOf(paths, enginePath(terminal.cwd));
  const engine = createEngine({
    host: nodeFileSystem,
    roots,
    overrides: options.preset ? { preset: options.preset } : {},
    configurationFile: options.configurationFile === undefined ? undefined : enginePath(path.resolve(terminal.cwd, options.configurationFile)),
    pythonEnvironment: findPythonEnvironment(nodeFileSystem, roots, terminal.virtualEnvironment),
    language: languageCode(options.locale),
  });
  return { engine, roots };
}

/** Outermost first; a root inside another is kept only when it was given, since imports may start there. */
function rootsOf(paths: readonly string[], cwd: string): string[] {
  const roots = new Set(paths.map((given) => projectRoot(nodeFileSystem, given, cwd)));
  for (const given of paths) if (nodeFileSystem.kindOf(given) === 'folder') roots.add(given);
  return [...roots].filter((root, _index, all) => all.every((other) => other === root || !isInside(root, other)) || paths.includes(root));
}
