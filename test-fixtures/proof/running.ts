/** Runs programs and keeps what they said. */
import { spawn, spawnSync } from 'node:child_process';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { transform } from 'esbuild';
import type { Fixture } from './fixture.js';

export interface Run {
  readonly stdout: string;
  readonly stderr: string;
  /** undefined when it was ended at its deadline. */
  readonly status: number | undefined;
}

const python = process.env['PYTHON'] ?? 'python3';

/** Version of the Python that runs proofs; undefined when there is none. */
export function pythonVersion(): readonly [number, number] | undefined {
  const { stdout, status } = spawnSync(python, ['-c', 'import sys; print(*sys.version_info[:2])'], { encoding: 'utf8' });
  const [major, minor] = status === 0 ? stdout.trim().split(' ').map(Number) : [];
  return major !== undefined && minor !== undefined ? [major, minor] : undefined;
}

/** Modules that a program imports at its top level and the Python that runs proofs does not have. */
export function missingModules(text: string): string[] {
  const wanted = [...text.matchAll(/^(?:import|from) (\w+)/gm)].map(([, name = '']) => name);
  const code = 'import importlib.util, sys; print(*[name for name in sys.argv[1:] if importlib.util.find_spec(name) is None])';
  return spawnSync(python, ['-c', code, ...wanted], { encoding: 'utf8' }).stdout.split(/\s+/).filter((name) => name !== '');
}

/** Runs Python source in development mode with asyncio's debug mode, in its own folder next to copies of `siblings`. Milliseconds. */
export async function runPython(text: string, deadline: number, siblings?: string): Promise<Run> {
  return inFolder(siblings, /^(?!.*\.bad\.py$).*\.py$/, async (folder) => {
    fs.writeFileSync(path.join(folder, 'program.py'), text);
    const env = { ...process.env, PYTHONASYNCIODEBUG: '1', PYTHONDONTWRITEBYTECODE: '1', PYTHONIOENCODING: 'utf-8', PYTHONUNBUFFERED: '1' };
    return run(python, ['-X', 'dev', 'program.py'], { cwd: folder, env }, deadline);
  });
}

/** Runs TypeScript source under Node with its types taken off; a rejection that nobody handles becomes a warning. Milliseconds. */
export async function runTypeScript(text: string, deadline: number): Promise<Run> {
  return inFolder(undefined, /^$/, async (folder) => {
    const { code } = await transform(text, { loader: 'ts', format: 'esm', target: 'node20' });
    fs.writeFileSync(path.join(folder, 'program.mjs'), code);
    return run(process.execPath, ['--unhandled-rejections=warn', 'program.mjs'], { cwd: folder, env: process.env }, deadline);
  });
}

/** Runs a fixture's program (or what became of it). */
export function runFixture(fixture: Fixture, text: string, deadline: number): Promise<Run> {
  return fixture.language === 'python' ? runPython(text, deadline, path.dirname(fixture.file)) : runTypeScript(text, deadline);
}

async function inFolder(siblings: string | undefined, wanted: RegExp, use: (folder: string) => Promise<Run>): Promise<Run> {
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'async-pitfalls-proof-'));
  try {
    for (const name of siblings === undefined ? [] : fs.readdirSync(siblings).filter((candidate) => wanted.test(candidate))) {
      fs.copyFileSync(path.join(siblings ?? '', name), path.join(folder, name));
    }
    return await use(folder);
  } finally {
    fs.rmSync(folder, { recursive: true, force: true });
  }
}

function run(command: string, args: readonly string[], options: { cwd: string; env: NodeJS.ProcessEnv }, deadline: number): Promise<Run> {
  return new Promise((resolve, reject) => {
    const child = spawn(command, args, { ...options, stdio: ['ignore', 'pipe', 'pipe'] });
    const output = { stdout: '', stderr: '' };
    let isLate = false;
    const timer = setTimeout(() => {
      isLate = true;
      child.kill('SIGKILL');
    }, deadline);
    for (const stream of ['stdout', 'stderr'] as const) {
      child[stream].setEncoding('utf8').on('data', (chunk: string) => { output[stream] += chunk; });
    }
    child.on('error', reject);
    child.on('close', (code) => {
      clearTimeout(timer);
      resolve({ ...output, status: isLate ? undefined : code ?? 1 });
    });
  });
}
