import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import fs from 'node:fs';
import path from 'node:path';
import { describe, test } from 'node:test';
import js from '@eslint/js';
import * as core from 'eslint/use-at-your-own-risk';
import type { Linter } from 'eslint';
import { rules } from '../../rules/index.js';
import { asyncPitfalls, bundle, lint, placesOf, projectOf, versions, write } from './testing/bundled-plugin.js';

const { recommended, strict } = asyncPitfalls.configs;
const dropped = 'async def save(row): pass\n\nasync def main():\n    save(1)\n';

describe('plugin', () => {
  test('every trap is a rule with a page, messages and a schema', () => {
    assert.deepEqual(Object.keys(asyncPitfalls.rules ?? {}), rules.map(({ id }) => id));
    for (const { meta } of Object.values(asyncPitfalls.rules ?? {})) {
      assert.match(meta?.docs?.url ?? '', /^https:\/\/.+\.md$/);
      assert.ok(meta?.docs?.description);
      assert.ok(meta.languages && meta.languages.length > 0);
      for (const message of Object.values(meta.messages ?? {})) assert.doesNotMatch(message.replaceAll(/\{\{\w+\}\}/g, ''), /[{}]/);
    }
  });

  test('configurations enable a rule exactly where its trap exists', () => {
    for (const [preset, configs] of Object.entries({ recommended, strict })) {
      const [python, javascript] = configs;
      const wanted = rules.filter((rule) => preset === 'strict' || rule.preset === 'recommended');
      const levels = (language: 'python' | 'typescript'): Record<string, string> => Object.fromEntries(wanted
        .filter((rule) => rule.languages[language] === true).map((rule) => [`async-pitfalls/${rule.id}`, rule.level === 'error' ? 'error' : 'warn']));
      assert.deepEqual(python?.rules, levels('python'));
      assert.deepEqual(javascript?.rules, levels('typescript'));
    }
  });

  test('the bundle needs neither ESLint nor TypeScript nor any other package', () => {
    const folder = projectOf({});
    fs.copyFileSync(bundle, path.join(folder, 'plugin.cjs'));
    const run = spawnSync(process.execPath, ['--input-type=module', '-e', `
      import plugin from './plugin.cjs';
      import { createRequire } from 'node:module';
      const require = createRequire(import.meta.url);
      console.log(JSON.stringify([plugin === require('./plugin.cjs'), Object.keys(plugin), Object.keys(require.cache).length]));
    `], { cwd: folder, encoding: 'utf8', env: {} });
    assert.deepEqual(JSON.parse(run.stdout || run.stderr), [true, ['meta', 'languages', 'rules', 'configs', 'projectDigest'], 1]);
  });

  test('the digest changes with any Python file and the project settings, and with nothing else', () => {
    const folder = projectOf({ 'a.py': '1', 'b/c.py': '2', 'd.md': '3' });
    const digest = (): string => asyncPitfalls.projectDigest(folder);
    const first = digest();
    write(folder, 'd.md', '4');
    assert.equal(digest(), first);
    assert.equal(asyncPitfalls.projectDigest(projectOf({ 'a.py': '1', 'b/c.py': '2' })), first);
    write(folder, 'b/c.py', '5');
    const second = digest();
    write(folder, 'pyproject.toml', '');
    const third = digest();
    write(folder, 'b/pyproject.toml', '[project]\nrequires-python = ">=3.12"\n');
    assert.equal(new Set([first, second, third, digest()]).size, 4);
  });
});

for (const { name: version, ESLint, bin } of versions) {
  describe(version, () => {
    test('both configurations are valid for every kind of file', async () => {
      for (const config of [recommended, strict]) {
        const own: Linter.Config = { files: ['**/*.{jsx,ts,tsx,mts,cts,json}'] };
        const eslint = new ESLint({ overrideConfigFile: true, overrideConfig: [own, ...config], cwd: projectOf({}) });
        for (const name of ['a.py', 'a.js', 'a.mjs', 'a.cjs', 'a.jsx', 'a.ts', 'a.tsx', 'a.mts', 'a.cts']) {
          const found = await eslint.calculateConfigForFile(name) as Linter.Config;
          assert.ok(found.rules?.['async-pitfalls/missing-await'], name);
        }
        assert.equal((await eslint.calculateConfigForFile('a.json') as Linter.Config).rules, undefined);
      }
    });

    test('rules for JavaScript without `files` find nothing in Python and do not throw', async () => {
      const everything = Object.fromEntries([...core.builtinRules.keys()].map((rule) => [rule, 'error'] as const));
      const folder = projectOf({ 'a.py': `#!/usr/bin/env python\n# TODO: comment\n\n\n\n\n${dropped}    x = 1; y = 2 \n`, 'empty.py': '' });
      for (const config of [js.configs.recommended, js.configs.all, { rules: everything }]) {
        const options = { config: [config, { languageOptions: { globals: { window: true }, sourceType: 'module', ecmaVersion: 2022 } }, ...recommended] satisfies Linter.Config[] };
        assert.deepEqual(placesOf((await lint(ESLint, folder, 'a.py', options)).messages), ['missing-await 10:5-10:12']);
        assert.deepEqual((await lint(ESLint, folder, 'empty.py', options)).messages, []);
      }
    });

    test('a folder: Python and JavaScript are checked, TypeScript only when somebody configures it', async () => {
      const folder = projectOf({ 'a.py': dropped, 'b.js': '', 'c.ts': 'let x: number;', 'd.jsx': '<p/>', 'e.json': '{' });
      const eslint = new ESLint({ cwd: folder, overrideConfigFile: true, overrideConfig: recommended });
      const results = await eslint.lintFiles(['.']);
      assert.deepEqual(results.map(({ filePath, messages }) => [path.basename(filePath), messages.length]), [['a.py', 1], ['b.js', 0]]);
    });

    test('the plugin may be named beside its configurations', async () => {
      const config: Linter.Config[] = [{ plugins: { 'async-pitfalls': asyncPitfalls } }, ...recommended, { rules: { 'async-pitfalls/missing-await': 'warn' } }];
      const { messages } = await lint(ESLint, projectOf({ 'a.py': dropped }), 'a.py', { config });
      assert.deepEqual(messages.map(({ ruleId, severity }) => [ruleId, severity]), [['async-pitfalls/missing-await', 1]]);
    });

    test('under another name', async () => {
      const config: Linter.Config[] = [{ files: ['**/*.py'], plugins: { traps: asyncPitfalls }, language: 'traps/python', rules: { 'traps/missing-await': 'error' } }];
      assert.deepEqual(placesOf((await lint(ESLint, projectOf({ 'a.py': dropped }), 'a.py', { config })).messages), ['traps/missing-await 4:5-4:12']);
    });

    for (const [languageOptions, message] of [
      [{ pythonVersion: '3.x' }, '`pythonVersion` must be a version such as "3.11", not "3.x"'],
      [{ pythonVersion: 3.11 }, '`pythonVersion` must be a string'],
      [{ pythonversion: '3.11' }, 'There is no option `pythonversion` for Python; did you mean `pythonVersion`?'],
    ] as const) {
      test(`mistake: ${JSON.stringify(languageOptions)}`, async () => {
        const config: Linter.Config[] = [...recommended, { files: ['**/*.py'], languageOptions }];
        await assert.rejects(lint(ESLint, projectOf({ 'a.py': dropped }), 'a.py', { config }), (error: Error) => error.message.includes(message));
      });
    }

    test('--cache: a digest in the configuration makes a change in an imported file count', async () => {
      const folder = projectOf({ 'db.py': 'def save(row): pass\n', 'main.py': 'from db import save\n\nasync def main():\n    save(1)\n' });
      const run = async (): Promise<string[]> => {
        const config: Linter.Config[] = [...recommended, { files: ['**/*.py'], languageOptions: { projectDigest: asyncPitfalls.projectDigest(folder) } }];
        const eslint = new ESLint({ cwd: folder, overrideConfigFile: true, overrideConfig: config, cache: true, cacheLocation: path.join(folder, '.eslintcache') });
        return placesOf((await eslint.lintFiles(['main.py'])).flatMap(({ messages }) => messages));
      };
      assert.deepEqual(await run(), []);
      write(folder, 'db.py', 'async def save(row): pass\n');
      assert.deepEqual(await run(), ['missing-await 4:5-4:12']);
    });

    test('command line with --concurrency', () => {
      const folder = projectOf({
        'eslint.config.cjs': `module.exports = require(${JSON.stringify(bundle)}).configs.recommended;`,
        ...Object.fromEntries(['a', 'b', 'c', 'd'].map((name) => [`app/${name}.py`, dropped])),
      });
      const run = spawnSync(process.execPath, [bin, '--concurrency', '2', '--format', 'json', '.'], { cwd: folder, encoding: 'utf8' });
      assert.equal(run.status, 1, run.stderr);
      const results = JSON.parse(run.stdout) as { filePath: string; messages: Linter.LintMessage[] }[];
      assert.deepEqual(results.filter(({ filePath }) => filePath.endsWith('.py')).map(({ filePath, messages }) => [path.relative(folder, filePath), ...placesOf(messages)]),
        ['a', 'b', 'c', 'd'].map((name) => [path.join('app', `${name}.py`), 'missing-await 4:5-4:12']));
    });
  });
}
