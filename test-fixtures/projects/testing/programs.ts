/** Every program in this folder as a file system in memory: the material for tests that spoil it. */
import fs from 'node:fs';
import path from 'node:path';
import { createEngine, languageOf, MemoryFileSystem, type Engine, type EngineOptions, type Finding } from '../../../rules/src/core.js';

const fixtures = path.resolve(process.env['ASYNC_PITFALLS_ROOT'] ?? '.', 'test-fixtures');

export type Texts = Readonly<Record<string, string>>;

/** The project's folder in memory; settings files are brought along. */
export const root = '/w';

export function projectTexts(name: string): Texts {
  const folder = path.join(fixtures, 'projects', name);
  return textsBelow(folder, () => true);
}

/** The single-file programs of all rules, in a project that has every rule on. */
export function ruleProgramTexts(): Texts {
  const programs = textsBelow(fixtures, (name) => !name.startsWith('projects/') && /\.bad\.[a-z]+$/.test(name));
  return { ...programs, [`${root}/async-pitfalls.json`]: '{ "preset": "strict" }' };
}

function textsBelow(folder: string, isWanted: (name: string) => boolean): Texts {
  const names = fs.readdirSync(folder, { recursive: true }).map((name) => String(name).replaceAll(path.sep, '/'));
  const files = names.filter((name) => isWanted(name) && !name.includes('__pycache__') && fs.statSync(path.join(folder, name)).isFile());
  return Object.fromEntries(files.sort().map((name) => [`${root}/${name}`, fs.readFileSync(path.join(folder, name), 'utf8')]));
}

export function sourcesOf(texts: Texts, language: 'python' | 'typescript'): string[] {
  return Object.keys(texts).filter((file) => languageOf(file) === language);
}

/** Any exception of a rule, of lowering or of inference reaches the caller. */
export function strictEngine(texts: Texts, options: Partial<EngineOptions> = {}): Engine {
  return createEngine({ host: new MemoryFileSystem(texts), roots: [root], crashes: 'throw', ...options });
}

/** Findings with fixes and related places, by file. */
export function findingsOf(engine: Engine, files: readonly string[]): Record<string, readonly Finding[]> {
  return Object.fromEntries(files.map((file) => [file, engine.check(file).findings]));
}
