/** What a process was started in: environments are activated by variables. */
import { enginePath } from '../paths.js';
import type { InterpreterHints } from './environment.js';

/** `variables`: `process.env`. */
export function activatedEnvironment(variables: Readonly<Record<string, string | undefined>>): InterpreterHints {
  const folder = (name: string): string | undefined => variables[name] ? enginePath(variables[name]) : undefined;
  return { virtualEnvironment: folder('VIRTUAL_ENV'), condaPrefix: folder('CONDA_PREFIX'), home: folder('HOME') };
}
