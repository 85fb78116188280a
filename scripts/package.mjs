// Makes the extension: node scripts/package.mjs [--out FILE]   (default dist/async-pitfalls.vsix)
// Everything is laid out in a folder of its own first, so that a minified bundle never replaces the one that is being
// debugged and vsce does not walk node_modules and test tools.
import fs from 'node:fs';
import path from 'node:path';
import { execFileSync } from 'node:child_process';
import { parseArgs } from 'node:util';
import { createVSIX } from '@vscode/vsce';

const root = path.resolve(import.meta.dirname, '..');
const { values: options } = parseArgs({ options: { out: { type: 'string' } } });
const packagePath = path.resolve(options.out ?? path.join(root, 'dist/async-pitfalls.vsix'));
const stage = path.join(root, '.build', `extension-${process.pid}`);

try {
  fs.mkdirSync(stage, { recursive: true });
  fs.mkdirSync(path.dirname(packagePath), { recursive: true });
  execFileSync(process.execPath, [path.join(root, 'scripts/build.mjs'), 'client', 'server', '--minify', '--into', stage], { stdio: 'inherit' });
  const allowed = fs.readFileSync(path.join(root, '.vscodeignore'), 'utf8').split(/\r?\n/).filter((line) => line.startsWith('!'));
  for (const name of [...allowed.map((line) => line.slice(1)), '.vscodeignore']) {
    const source = path.join(root, name);
    if (name.startsWith('dist/')) continue;
    if (!fs.existsSync(source)) throw new Error(`.vscodeignore names ${name}, which does not exist`);
    fs.cpSync(source, path.join(stage, name), { recursive: true });
  }
  // What only matters in the repository would only confuse in an installed extension.
  const manifest = JSON.parse(fs.readFileSync(path.join(stage, 'package.json'), 'utf8'));
  for (const key of ['private', 'workspaces', 'scripts', 'devDependencies']) delete manifest[key];
  fs.writeFileSync(path.join(stage, 'package.json'), `${JSON.stringify(manifest, null, 2)}\n`);
  await createVSIX({ cwd: stage, packagePath, dependencies: false, allowMissingRepository: true, rewriteRelativeLinks: false });
} finally {
  fs.rmSync(stage, { recursive: true, force: true });
}
