/** TypeScript: synchronous Node calls in async code. */
import { pictures, type Case } from './testing/pictures.js';

function typescript(name: string, source: string, more: Partial<Case> = {}): Case {
  return { name, language: 'typescript', source, ...more };
}

pictures('blocking-call', [
  typescript('TypeScript: files get their twin from node:fs/promises', `
import { readFileSync } from 'node:fs';

export async function handler(path: string): Promise<string> {
  return readFileSync(path, 'utf8').trim();
         ~~~~~~~~~~~~~~~~~~~~~~~~~~ readFileSync(…) blocks the event loop (file I/O)
}
`, { fixed: `import { readFile } from 'node:fs/promises';
import { readFileSync } from 'node:fs';

export async function handler(path: string): Promise<string> {
  return (await readFile(path, 'utf8')).trim();
}
` }),
  typescript('TypeScript: child processes, hashes, compression, Atomics', `
import { execSync, spawnSync } from 'node:child_process';
import crypto, { pbkdf2Sync } from 'node:crypto';
import * as zlib from 'node:zlib';
import fs from 'node:fs';

export async function work(data: Buffer, flags: Int32Array): Promise<void> {
  execSync('ls');
  ~~~~~~~~~~~~~~ execSync(…) blocks the event loop (child process)
  spawnSync('ls', []);
  ~~~~~~~~~~~~~~~~~~~ spawnSync(…) blocks the event loop (child process)
  crypto.scryptSync('a', 'b', 32);
  ~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~ crypto.scryptSync(…) blocks the event loop (CPU)
  pbkdf2Sync('a', 'b', 1, 32, 'sha1');
  ~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~ pbkdf2Sync(…) blocks the event loop (CPU)
  zlib.gzipSync(data);
  ~~~~~~~~~~~~~~~~~~~ zlib.gzipSync(…) blocks the event loop (CPU)
  Atomics.wait(flags, 0, 0);
  ~~~~~~~~~~~~~~~~~~~~~~~~~ Atomics.wait(…) blocks the event loop (thread lock or queue)
  fs.writeFileSync('x', data);
  ~~~~~~~~~~~~~~~~~~~~~~~~~~~ fs.writeFileSync(…) blocks the event loop (file I/O)
}
`),
  typescript('TypeScript: through helpers', `
import { execSync } from 'node:child_process';

function version(): string {
  return read('git --version');
}

function read(command: string): string {
  return execSync(command).toString();
}

export async function handler(): Promise<string> {
  return version();
         ~~~~~~~~~ version() blocks the event loop: it reaches node:child_process.execSync (child process)
}
`),
  typescript('TypeScript: top level, sync code, cheap calls, callbacks', `
import { existsSync, readFileSync } from 'node:fs';
import { readFile } from 'node:fs/promises';

const config = readFileSync('config.json', 'utf8');

export function load(): string {
  return readFileSync('x', 'utf8');
}

export async function handler(path: string): Promise<string> {
  const later = (): string => readFileSync(path, 'utf8');
  register(later);
  if (!existsSync(path)) return config;
  return await readFile(path, 'utf8');
}

function register(callback: () => string): void {
  void callback;
}
`),
]);
