// Bundles every *.test.ts with esbuild (Node 20 cannot load TypeScript) and runs them with node's own test runner.
// usage: node scripts/test.mjs [substring of a test file's path …]
import { spawnSync } from 'node:child_process';
import fs from 'node:fs';
import path from 'node:path';
import { build } from 'esbuild';

const root = path.resolve(import.meta.dirname, '..');
const wanted = process.argv.slice(2);
const files = ['rules/src', 'server/src', 'client/src', 'test-fixtures', 'scripts']
  .filter((folder) => fs.existsSync(path.join(root, folder)))
  .flatMap((folder) => fs.readdirSync(path.join(root, folder), { recursive: true }).map((name) => path.join(folder, String(name))))
  .filter((name) => name.endsWith('.test.ts') && !name.includes('node_modules'))
  .filter((name) => wanted.length === 0 || wanted.some((part) => name.includes(part)))
  .sort();
if (files.length === 0) {
  console.error(`no test file matches ${wanted.join(' ')}`);
  process.exit(2);
}

// One folder per run, so that two runs at a time do not disturb each other.
const outdir = path.join(root, '.build', `tests-${process.pid}`);
await build({
  absWorkingDir: root,
  entryPoints: files.map((name) => ({ in: name, out: name.replaceAll(path.sep, '__').replace(/\.ts$/, '') })),
  outdir,
  outExtension: { '.js': '.mjs' },
  bundle: true,
  splitting: true,
  platform: 'node',
  format: 'esm',
  target: 'node20',
  packages: 'external',
  sourcemap: 'linked',
  logLevel: 'warning',
  define: { 'process.env.ASYNC_PITFALLS_ROOT': JSON.stringify(root) },
});
const bundles = fs.readdirSync(outdir).filter((name) => name.endsWith('.test.mjs')).map((name) => path.join(outdir, name));
const run = spawnSync(process.execPath, ['--enable-source-maps', '--test', '--test-reporter=spec', ...bundles], {
  cwd: root,
  stdio: 'inherit',
  // No test finds what another run left in the user's account.
  env: { ...process.env, ASYNC_PITFALLS_CACHE: '' },
});
fs.rmSync(outdir, { recursive: true, force: true });
process.exit(run.status ?? 1);
