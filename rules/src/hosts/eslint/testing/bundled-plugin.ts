/** The plugin as users get it: the CommonJS bundle, built once for each test file. */
import { spawnSync } from 'node:child_process';
import fs from 'node:fs';
import { createRequire } from 'node:module';
import os from 'node:os';
import path from 'node:path';
import { after } from 'node:test';
import { ESLint as ESLint10, Linter as Linter10, RuleTester as RuleTester10, type Linter } from 'eslint';
import * as nine from 'eslint9';
import type plugin from '../plugin.js';
import type { projectDigest } from '../project-digest.js';

export type Plugin = typeof plugin & { projectDigest: typeof projectDigest };

const root = process.env['ASYNC_PITFALLS_ROOT'] ?? '.';
const temporary = fs.mkdtempSync(path.join(fs.realpathSync(os.tmpdir()), 'async-pitfalls-eslint-'));
after(() => fs.rmSync(temporary, { recursive: true, force: true }));

export const bundle = path.join(temporary, 'rules', 'dist', 'plugin.cjs');
const build = spawnSync(process.execPath, [path.join(root, 'scripts', 'build.mjs'), 'plugin', '--into', temporary], { encoding: 'utf8' });
if (build.status !== 0) throw new Error(`the plugin does not build: ${build.stderr}`);

export const asyncPitfalls = createRequire(import.meta.url)(bundle) as Plugin;

/** The types of version 9 name the same things as those of version 10 but are declared a second time. */
const old = nine as unknown as { ESLint: typeof ESLint10; Linter: typeof Linter10; RuleTester: typeof RuleTester10 };

/** Both supported versions; `bin` is the command line's file. */
export const versions = [
  { name: 'ESLint 9', ESLint: old.ESLint, Linter: old.Linter, RuleTester: old.RuleTester, bin: path.join(root, 'node_modules', 'eslint9', 'bin', 'eslint.js') },
  { name: 'ESLint 10', ESLint: ESLint10, Linter: Linter10, RuleTester: RuleTester10, bin: path.join(root, 'node_modules', 'eslint', 'bin', 'eslint.js') },
] as const;

let folders = 0;

/** A new folder with these files in it. */
export function projectOf(files: Readonly<Record<string, string>>): string {
  const folder = path.join(temporary, `project-${folders++}`);
  fs.mkdirSync(folder);
  for (const [name, text] of Object.entries(files)) write(folder, name, text);
  return folder;
}

export function write(folder: string, name: string, text: string): void {
  const file = path.join(folder, name);
  fs.mkdirSync(path.dirname(file), { recursive: true });
  fs.writeFileSync(file, text);
}

export interface LintOptions {
  readonly config?: Linter.Config[];
  readonly fix?: boolean;
}

/** Lints files of a folder with the recommended configuration and nothing else. */
export async function lint(ESLint: typeof ESLint10, cwd: string, name: string, options: LintOptions = {}): Promise<import('eslint').ESLint.LintResult> {
  const { config = asyncPitfalls.configs.recommended, fix = false } = options;
  const [result] = await new ESLint({ cwd, overrideConfigFile: true, overrideConfig: config, fix }).lintFiles([name]);
  if (!result) throw new Error(`${name} was not linted`);
  return result;
}

/** `rule line:column-line:column`, the way people read it; without a rule, the message. */
export function placesOf(messages: readonly Linter.LintMessage[]): string[] {
  return messages.map(({ ruleId, message, line, column, endLine, endColumn }) => (
    `${ruleId?.replace('async-pitfalls/', '') ?? message} ${line}:${column}-${endLine}:${endColumn}`
  ));
}
