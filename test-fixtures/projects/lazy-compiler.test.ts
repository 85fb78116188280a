/** The TypeScript compiler costs a quarter of a second and 60 MB: whoever checks Python only never loads it. */
import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { after, before, test } from 'node:test';

const repository = path.resolve(process.env['ASYNC_PITFALLS_ROOT'] ?? '.');
const base = fs.mkdtempSync(path.join(fs.realpathSync(os.tmpdir()), 'async-pitfalls-lazy-'));
const log = path.join(base, 'loaded');
const hook = path.join(base, 'hook.cjs');

/** Writes down each file that is loaded as a module. */
const hookText = `const { Module } = require('node:module');
const { appendFileSync } = require('node:fs');
const load = Module._load;
Module._load = function (request, parent, isMain) {
  appendFileSync(${JSON.stringify(log)}, Module._resolveFilename(request, parent, isMain) + '\\n');
  return load.call(this, request, parent, isMain);
};
`;

before(() => {
  fs.writeFileSync(hook, hookText);
  const build = spawnSync(process.execPath, [path.join(repository, 'scripts/build.mjs'), 'cli', 'plugin', '--into', base], { encoding: 'utf8' });
  assert.equal(build.status, 0, build.stderr);
  fs.symlinkSync(path.join(repository, 'node_modules'), path.join(base, 'node_modules'), 'junction');
  fs.writeFileSync(path.join(base, 'eslint.config.cjs'), `module.exports = require('./rules/dist/plugin.cjs').configs.strict;\n`);
  for (const name of ['demo-service', 'ts-service']) {
    fs.cpSync(path.join(repository, 'test-fixtures/projects', name), path.join(base, name), { recursive: true });
  }
});
after(() => { fs.rmSync(base, { recursive: true, force: true }); });

/** Whether the program, run on the folder, loads a compiler. It must find something there. */
function loadsCompiler(words: readonly string[]): boolean {
  fs.rmSync(log, { force: true });
  const run = spawnSync(process.execPath, ['--require', hook, ...words], { cwd: base, encoding: 'utf8' });
  assert.match(run.stdout, /missing-await/, run.stderr);
  const loaded = fs.readFileSync(log, 'utf8').split('\n');
  assert.ok(loaded.length > 3, 'the hook saw nothing');
  return loaded.some((file) => /[\\/]typescript(?:\.cjs|[\\/]lib[\\/]typescript\.js)$/.test(file));
}

const commandLine = ['rules/dist/cli.cjs', 'check'];
const eslint = [path.join(repository, 'node_modules/eslint/bin/eslint.js'), '--config', 'eslint.config.cjs'];

for (const [host, words] of [['command line', commandLine], ['ESLint', eslint]] as const) {
  test(`${host}: Python does not load the compiler`, () => {
    assert.equal(loadsCompiler([...words, 'demo-service']), false);
  });

  // The hook would notice: JavaScript does load it.
  test(`${host}: JavaScript does`, () => {
    fs.writeFileSync(path.join(base, 'ts-service/src/local.js'), 'async function save() {}\nexport async function main() {\n  save();\n}\n');
    assert.equal(loadsCompiler([...words, 'ts-service/src/local.js', 'demo-service']), true);
  });
}
