import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { build } from 'esbuild';

/** The catalogue as data: the rules' modules are bundled and loaded, since Node 20 reads no TypeScript. */
export async function loadRules(root) {
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'async-pitfalls-'));
  const outfile = path.join(folder, 'rules.mjs');
  try {
    await build({
      absWorkingDir: root, entryPoints: ['rules/src/rules/index.ts'], outfile, bundle: true, platform: 'node', format: 'esm', target: 'node20', logLevel: 'error',
      external: ['typescript'],
    });
    return (await import(pathToFileURL(outfile).href)).rules;
  } finally {
    fs.rmSync(folder, { recursive: true, force: true });
  }
}
