/** The Python environment of a workspace folder: what its settings choose, else what is found there. */
import os from 'node:os';
import { activatedEnvironment, enginePath, findPythonEnvironment, isPythonEnvironment, nodeFileSystem, resolvePath, type PythonEnvironment } from '../../rules/src/core.js';

export interface ChoiceLog {
  info(message: string): void;
  warn(message: string): void;
}

/** `wanted`: the setting `python` as it was written. One that leads nowhere is logged, and discovery goes on without it. */
export function pythonEnvironmentOf(folder: string, wanted: string | undefined, log: ChoiceLog): PythonEnvironment {
  const chosen = wanted === undefined ? undefined : resolvePath(folder, expanded(wanted, folder));
  const exists = chosen !== undefined && isPythonEnvironment(nodeFileSystem, chosen);
  if (chosen !== undefined && !exists) log.warn(`The setting \`python\` is not used: there is no Python environment or interpreter at ${chosen}`);
  const environment = findPythonEnvironment(nodeFileSystem, [folder], { ...activatedEnvironment(process.env), chosen: exists ? chosen : undefined });
  if (environment.prefixes.length > 0) log.info(`Python packages for ${folder} are read from ${environment.prefixes.join(', ')}`);
  return environment;
}

/** `~` and the variables that VS Code has in settings; the client does not replace them. */
function expanded(written: string, folder: string): string {
  const text = written
    .replace(/^~(?=$|[/\\])/, () => os.homedir())
    .replaceAll(/\$\{(workspaceFolder|userHome|env:[^}]+)\}/g, (_, name: string) => {
      if (name === 'workspaceFolder') return folder;
      return name === 'userHome' ? os.homedir() : process.env[name.slice('env:'.length)] ?? '';
    });
  return enginePath(text);
}
