/** `npm run new-rule` in a copy of the repository: what it makes can be compiled, tested and documented at once. */
import assert from 'node:assert/strict';
import { spawnSync, type SpawnSyncReturns } from 'node:child_process';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { after, before, test } from 'node:test';
import { rules } from '../rules/src/core.js';

const repository = path.resolve(process.env['ASYNC_PITFALLS_ROOT'] ?? '.');
const copy = fs.mkdtempSync(path.join(fs.realpathSync(os.tmpdir()), 'async-pitfalls-new-rule-'));
const id = 'never-seen-before';

before(() => {
  for (const name of ['rules', 'scripts', 'docs/rules', 'README.md', 'package.json', 'package.nls.json', 'package.nls.zh-cn.json', 'tsconfig.json']) {
    fs.cpSync(path.join(repository, name), path.join(copy, name), { recursive: true, filter: (file) => !/[\\/](?:dist|node_modules)$/.test(file) });
  }
  fs.symlinkSync(path.join(repository, 'node_modules'), path.join(copy, 'node_modules'), 'junction');
});
after(() => { fs.rmSync(copy, { recursive: true, force: true }); });

function run(...words: readonly string[]): SpawnSyncReturns<string> {
  // This test may itself be run by node's runner, whose variable would keep another one from running.
  const { NODE_TEST_CONTEXT: _, ...env } = process.env;
  return spawnSync(process.execPath, words, { cwd: copy, encoding: 'utf8', env });
}

const newRule = (...words: readonly string[]) => run(path.join(copy, 'scripts/new-rule.mjs'), ...words);
const catalogue = () => fs.readFileSync(path.join(copy, 'rules/src/rules/index.ts'), 'utf8');

for (const [words, sentence] of [
  [[], /^Give one rule id: .*\n$/],
  [['one-rule', 'two-rules'], /^Give one rule id: .*\n$/],
  [['Missing-Await'], /^"Missing-Await" is no rule id: .*\n$/],
  [['../escape-this'], /^"\.\.\/escape-this" is no rule id: .*\n$/],
  [['index'], /^"index" is no rule id: .*\n$/],
  [[rules[0]?.id ?? ''], /^".*" is taken: rules\/src\/rules\/.*\.ts exists\n$/],
] as const) {
  test(`refused: ${words.join(' ') || 'nothing'}`, () => {
    const earlier = catalogue();
    const { status, stderr, stdout } = newRule(...words);
    assert.equal(status, 2);
    assert.match(stderr, sentence);
    assert.equal(stdout, '');
    assert.equal(catalogue(), earlier);
  });
}

test('a new rule compiles, is found by its test and gets its pages', { timeout: 180_000 }, () => {
  const made = newRule(id);
  assert.equal(made.status, 0, made.stderr);
  assert.match(catalogue(), /import neverSeenBefore from '\.\/never-seen-before\.js';[^]*\n {2}neverSeenBefore,\n\];/);
  const imports = [...catalogue().matchAll(/from '(\.\/[a-z-]+\.js)'/g)].map(([, file]) => file).filter((file) => file !== './rule.js');
  assert.deepEqual(imports, [...imports].sort());
  assert.equal(newRule(id).status, 2, 'a second time');

  const pictures = run('scripts/test.mjs', `rules/src/rules/${id}`);
  assert.equal(pictures.status, 0, pictures.stdout + pictures.stderr);
  assert.match(pictures.stdout, /pass 2\n/);

  fs.writeFileSync(path.join(copy, 'tsconfig.one.json'), JSON.stringify({ extends: './tsconfig.json', include: [`rules/src/rules/${id}*.ts`, 'rules/src/rules/index.ts'] }));
  const types = run(path.join(repository, 'node_modules/typescript/lib/tsc.js'), '-p', 'tsconfig.one.json');
  assert.equal(types.status, 0, types.stdout);

  const generated = run('scripts/generate.mjs');
  assert.equal(generated.status, 0, generated.stderr);
  for (const page of [`${id}.md`, `${id}.zh-CN.md`]) assert.ok(fs.existsSync(path.join(copy, 'docs/rules', page)), page);
  assert.equal(run('scripts/generate.mjs', '--check').status, 0);
});
