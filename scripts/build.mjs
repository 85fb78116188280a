// Bundles what runs outside this repository.
//   node scripts/build.mjs [client|server|cli|plugin …] [--minify] [--watch] [--into DIR]
// Without a name everything is built. A target whose entry does not exist yet is skipped with a message.
//
// `typescript` is never inside a bundle: it is 40 times the rest, and a Python-only run must not load it. Server and
// CLI find a minified copy beside themselves (with the lib.*.d.ts files, which it looks for in its own folder); the
// ESLint plugin takes the user's own, so that its types are those of the user's parser.
import fs from 'node:fs';
import path from 'node:path';
import { createHash } from 'node:crypto';
import { createRequire } from 'node:module';
import { parseArgs } from 'node:util';
import { build, context } from 'esbuild';

const root = path.resolve(import.meta.dirname, '..');
const BESIDE = './typescript/typescript.cjs';

/** `out` files hold the same bundle: the extension ships one copy, the npm package of the server another. */
const TARGETS = {
  client: { entry: 'client/src/extension.ts', out: ['dist/client.js'], external: ['vscode'] },
  server: { entry: 'server/src/main.ts', out: ['dist/server.js', 'server/dist/server.cjs'], executable: true, typescript: BESIDE },
  cli: { entry: 'rules/src/hosts/cli/main.ts', out: ['rules/dist/cli.cjs'], executable: true, typescript: BESIDE },
  plugin: {
    entry: 'rules/src/hosts/eslint/plugin.ts', out: ['rules/dist/plugin.cjs'], typescript: 'typescript',
    external: ['eslint', '@typescript-eslint/parser'], types: 'rules/src/hosts/eslint/plugin.d.cts',
    // `require` and `import` of the package both give the plugin object itself.
    footer: 'module.exports = module.exports.default;',
  },
};

const { values: options, positionals } = parseArgs({
  allowPositionals: true,
  options: { minify: { type: 'boolean' }, watch: { type: 'boolean' }, into: { type: 'string' } },
});
const into = options.into ? path.resolve(options.into) : root;
const unknown = positionals.filter((name) => !(name in TARGETS));
if (unknown.length > 0) {
  console.error(`unknown target ${unknown.join(', ')}; there are ${Object.keys(TARGETS).join(', ')}`);
  process.exit(2);
}

// What a build found out is not for another one to believe: see rules/src/engine/project-index/.
const buildId = digestOf(['rules/src', 'package.json']);

for (const [name, target] of Object.entries(TARGETS)) {
  if (positionals.length > 0 && !positionals.includes(name)) continue;
  if (!fs.existsSync(path.join(root, target.entry))) {
    console.warn(`${name}: skipped, ${target.entry} does not exist`);
    continue;
  }
  if (target.typescript === BESIDE) for (const out of target.out) await placeTypeScript(path.dirname(path.join(into, out)));
  const settings = settingsOf(target);
  if (options.watch) await (await context(settings)).watch();
  // What is wrong has been printed; the other bundles may be right.
  else await build(settings).catch(() => { process.exitCode = 1; });
}

/** Of all files below the paths. */
function digestOf(paths) {
  const hash = createHash('sha256');
  for (const start of paths.map((each) => path.join(root, each))) {
    const below = fs.statSync(start).isDirectory() ? fs.readdirSync(start, { recursive: true }).sort() : [''];
    for (const name of below) {
      const file = path.join(start, name);
      if (fs.statSync(file).isFile()) hash.update(`${name}\0`).update(fs.readFileSync(file));
    }
  }
  return hash.digest('hex').slice(0, 16);
}

function settingsOf(target) {
  return {
    absWorkingDir: root,
    entryPoints: [target.entry],
    outfile: path.join(into, target.out[0]),
    bundle: true,
    platform: 'node',
    format: 'cjs',
    target: 'node20',
    minify: options.minify === true,
    sourcemap: options.minify ? false : 'linked',
    external: target.external ?? [],
    // Sources are ES modules; in a CommonJS bundle these have to come from somewhere.
    define: {
      'import.meta.url': 'importMetaUrl',
      'import.meta.dirname': '__dirname',
      'process.env.ASYNC_PITFALLS_BUILD': JSON.stringify(buildId),
      'process.env.ASYNC_PITFALLS_TYPESCRIPT': JSON.stringify(target.typescript ?? 'typescript'),
    },
    banner: { js: `${target.executable ? '#!/usr/bin/env node\n' : ''}const importMetaUrl = require('node:url').pathToFileURL(__filename).href;` },
    footer: { js: target.footer ?? '' },
    plugins: [outsideTypeScript(target.typescript), finish(target)],
    logLevel: 'warning',
  };
}

/** Sends `require('typescript')` and `import('typescript')` to where the bundle will find it at run time. */
function outsideTypeScript(place) {
  return {
    name: 'outside-typescript',
    setup(build) {
      build.onResolve({ filter: /^typescript$/ }, () => {
        if (place) return { path: place, external: true };
        return { errors: [{ text: 'this bundle must not need typescript' }] };
      });
    },
  };
}

function finish(target) {
  return {
    name: 'finish',
    setup(build) {
      build.onEnd((result) => {
        if (result.errors.length > 0) return;
        const [first, ...copies] = target.out.map((out) => path.join(into, out));
        // A map left by an earlier build would send a debugger to the wrong lines.
        if (options.minify) fs.rmSync(`${first}.map`, { force: true });
        for (const copy of copies) {
          fs.mkdirSync(path.dirname(copy), { recursive: true });
          fs.copyFileSync(first, copy);
        }
        if (target.executable) for (const out of target.out) fs.chmodSync(path.join(into, out), 0o755);
        const types = target.types && path.join(root, target.types);
        if (types && fs.existsSync(types)) fs.copyFileSync(types, path.join(path.dirname(first), path.basename(types)));
        console.log(`${path.relative(root, first)}  ${Math.ceil(fs.statSync(first).size / 1024)} kB`);
      });
    },
  };
}

/** Puts the minified compiler and its library declarations into `folder`/typescript; kept between builds per version. */
async function placeTypeScript(folder) {
  const lib = path.dirname(createRequire(import.meta.url).resolve('typescript'));
  const { version } = JSON.parse(fs.readFileSync(path.join(lib, '..', 'package.json'), 'utf8'));
  const kept = path.join(root, '.build', `typescript-${version}`);
  if (!fs.existsSync(kept)) {
    const fresh = `${kept}.${process.pid}`;
    fs.mkdirSync(fresh, { recursive: true });
    await build({
      entryPoints: [path.join(lib, 'typescript.js')],
      outfile: path.join(fresh, 'typescript.cjs'),
      platform: 'node', format: 'cjs', target: 'node20', minify: true, legalComments: 'none', logLevel: 'error',
    });
    for (const name of fs.readdirSync(lib)) if (/^lib\..*d\.ts$/.test(name)) fs.copyFileSync(path.join(lib, name), path.join(fresh, name));
    for (const name of ['LICENSE.txt', 'ThirdPartyNoticeText.txt']) fs.copyFileSync(path.join(lib, '..', name), path.join(fresh, name));
    // Another build may have finished meanwhile; both made the same.
    if (fs.existsSync(kept)) fs.rmSync(fresh, { recursive: true });
    else fs.renameSync(fresh, kept);
  }
  const place = path.join(folder, 'typescript');
  const stamp = path.join(place, 'VERSION');
  if (fs.existsSync(stamp) && fs.readFileSync(stamp, 'utf8') === version) return;
  fs.rmSync(place, { recursive: true, force: true });
  fs.cpSync(kept, place, { recursive: true });
  fs.writeFileSync(stamp, version);
}
