import assert from 'node:assert/strict';
import fs from 'node:fs';
import path from 'node:path';
import { describe, test } from 'node:test';
import { asyncPitfalls, lint, placesOf, projectOf, versions, write } from './testing/bundled-plugin.js';

const { recommended } = asyncPitfalls.configs;

const dropped = `async def save(row):
    pass

async def main():
    save(1)
`;

const sleeping = `import asyncio
import time

async def main():
    time.sleep(1)
    time.sleep(2)
`;

for (const { name: version, ESLint, RuleTester } of versions) {
  describe(version, () => {
    for (const { name, text, places } of [
      { name: 'plain', text: dropped, places: ['missing-await 5:5-5:12'] },
      { name: 'no line end at the end', text: dropped.trimEnd(), places: ['missing-await 5:5-5:12'] },
      { name: 'CRLF', text: dropped.replaceAll('\n', '\r\n'), places: ['missing-await 5:5-5:12'] },
      { name: 'byte order mark', text: `\uFEFF${dropped}`, places: ['missing-await 5:5-5:12'] },
      { name: 'byte order mark on the line of the finding', text: '\uFEFFimport asyncio; asyncio.create_task(print())\n', places: ['dangling-task 1:17-1:45'] },
      { name: 'tabs', text: dropped.replaceAll('    ', '\t'), places: ['missing-await 5:2-5:9'] },
      { name: 'astral characters count twice', text: dropped.replace('save(1)', 'x = "😀"; save("🦊")'), places: ['missing-await 5:15-5:25'] },
      { name: 'over several lines', text: dropped.replace('save(1)', 'save(\n        1,\n    )'), places: ['missing-await 5:5-7:6'] },
      { name: 'form feed and line separator are no line ends', text: `\f# \u2028\n${dropped}`, places: ['missing-await 6:5-6:12'] },
    ]) {
      test(`place: ${name}`, async () => {
        const folder = projectOf({ 'a.py': text });
        assert.deepEqual(placesOf((await lint(ESLint, folder, 'a.py')).messages), places);
      });
    }

    test('a finding has its message, its id and suggestions for the fixes that want a review', async () => {
      const [message] = (await lint(ESLint, projectOf({ 'a.py': dropped }), 'a.py')).messages;
      assert.ok(message);
      assert.equal(message.message, '`save(…)` is never awaited, so it never runs');
      assert.equal(message.messageId, 'dropped');
      assert.equal(message.fix, undefined);
      const suggestion = message.suggestions?.find(({ desc }) => desc === 'Await `save(…)`');
      const start = dropped.indexOf('save(1)');
      assert.deepEqual(suggestion?.fix, { range: [start, start], text: 'await ' });
    });

    test('--fix applies safe fixes only, over several passes', async () => {
      const folder = projectOf({ 'a.py': `${sleeping}${dropped.replace('main', 'other')}` });
      const { output, messages } = await lint(ESLint, folder, 'a.py', { fix: true });
      assert.equal(output, `${sleeping}${dropped.replace('main', 'other')}`.replaceAll('time.sleep', 'await asyncio.sleep'));
      assert.deepEqual(placesOf(messages), ['missing-await 11:5-11:12']);
    });

    test('--fix keeps byte order mark and CRLF', async () => {
      const folder = projectOf({ 'a.py': `\uFEFF${sleeping.replaceAll('\n', '\r\n')}` });
      const { output } = await lint(ESLint, folder, 'a.py', { fix: true });
      assert.equal(output, `\uFEFF${sleeping.replaceAll('time.sleep', 'await asyncio.sleep').replaceAll('\n', '\r\n')}`);
    });

    test('a blocking chain through another file stands in the message', async () => {
      const folder = projectOf({
        'app/db.py': 'import time\n\ndef load():\n    time.sleep(1)\n',
        'app/main.py': 'from app.db import load\n\ndef helper():\n    load()\n\nasync def main():\n    helper()\n',
      });
      const { messages } = await lint(ESLint, folder, 'app/main.py');
      assert.deepEqual(messages.map(({ message }) => message), ['`helper()` blocks the event loop: it reaches `time.sleep` (sleep) — line 4 → app/db.py:4']);
    });

    test('a change in an imported file is noticed by the next run of the same process', async () => {
      const folder = projectOf({ 'db.py': 'def save(row):\n    pass\n', 'main.py': 'from db import save\n\nasync def main():\n    save(1)\n' });
      assert.deepEqual((await lint(ESLint, folder, 'main.py')).messages, []);
      write(folder, 'db.py', 'async def save(row):\n    pass\n');
      assert.deepEqual(placesOf((await lint(ESLint, folder, 'main.py')).messages), ['missing-await 4:5-4:12']);
      fs.rmSync(path.join(folder, 'db.py'));
      assert.deepEqual((await lint(ESLint, folder, 'main.py')).messages, []);
      write(folder, 'db.py', 'async def save(row):\n    await save(row)\n');
      assert.deepEqual(placesOf((await lint(ESLint, folder, 'main.py')).messages), ['missing-await 4:5-4:12']);
    });

    test('an unsaved text counts for its own file only', async () => {
      const folder = projectOf({ 'db.py': 'def save(row):\n    pass\n', 'main.py': 'from db import save\n\nasync def main():\n    save(1)\n' });
      const eslint = new ESLint({ cwd: folder, overrideConfigFile: true, overrideConfig: recommended });
      const [unsaved] = await eslint.lintText('import time\nasync def save(row):\n    time.sleep(1)\n', { filePath: 'db.py' });
      assert.deepEqual(placesOf(unsaved?.messages ?? []), ['blocking-call 3:5-3:18']);
      assert.deepEqual((await lint(ESLint, folder, 'main.py')).messages, []);
      const [saved] = await eslint.lintText(fs.readFileSync(path.join(folder, 'db.py'), 'utf8'), { filePath: 'db.py' });
      assert.deepEqual(saved?.messages, []);
    });

    test('a syntax error hides nothing but the function it stands in', async () => {
      const folder = projectOf({ 'a.py': `${dropped}\nasync def broken():\n    save(2)\n    x = (1,\n\nasync def later():\n    save(3)\n` });
      const { messages, fatalErrorCount } = await lint(ESLint, folder, 'a.py');
      assert.equal(fatalErrorCount, 0);
      assert.ok(placesOf(messages).includes('missing-await 5:5-5:12'), placesOf(messages).join());
    });

    for (const text of ['', '\uFEFF', '\0\0\u0001', '}{)(', 'async def f(:\n', '"""', 'def '.repeat(500), '('.repeat(20_000), '\ud800 = 1']) {
      test(`survives ${JSON.stringify(text.slice(0, 20))}`, async () => {
        const eslint = new ESLint({ overrideConfigFile: true, overrideConfig: asyncPitfalls.configs.strict, cwd: projectOf({}) });
        const [result] = await eslint.lintText(text, { filePath: 'a.py' });
        assert.deepEqual(result?.messages, []);
      });
    }

    test('the lowest Python version comes from the configuration, else from the project', async () => {
      const folder = projectOf({ 'a.py': 'import asyncio, time\n\ndef load():\n    time.sleep(1)\n\nasync def main():\n    load()\n' });
      const fixesFor = async (languageOptions: Record<string, string>): Promise<string> => {
        const { messages } = await lint(ESLint, folder, 'a.py', { config: [...recommended, { files: ['**/*.py'], languageOptions }] });
        return messages.flatMap(({ suggestions = [] }) => suggestions).map(({ fix }) => fix.text).join();
      };
      assert.match(await fixesFor({}), /to_thread/);
      assert.match(await fixesFor({ pythonVersion: '3.8' }), /run_in_executor/);
      write(folder, 'pyproject.toml', '[project]\nrequires-python = ">=3.8"\n');
      assert.match(await fixesFor({}), /run_in_executor/);
      assert.match(await fixesFor({ pythonVersion: '3.12' }), /to_thread/);
    });

    test('installed packages: the environment in the project, or the one that is named', async () => {
      const folder = projectOf({
        'a.py': 'import pool\n\nasync def main():\n    pool.acquire()\n',
        '.venv/pyvenv.cfg': '', '.venv/lib/python3.12/site-packages/pool.py': 'async def acquire(): ...\n',
        'other/pyvenv.cfg': '', 'other/lib/python3.12/site-packages/pool.py': 'def acquire(): ...\n',
      });
      const withPython = async (python?: string): Promise<string[]> => {
        const { messages } = await lint(ESLint, folder, 'a.py', { config: [...recommended, { files: ['**/*.py'], languageOptions: { python } }] });
        return placesOf(messages);
      };
      assert.deepEqual(await withPython(), ['missing-await 4:5-4:19']);
      assert.deepEqual(await withPython('other'), []);
      assert.deepEqual(await withPython('nowhere'), ['missing-await 4:5-4:19']);
    });

    test('RuleTester', () => {
      const rule = asyncPitfalls.rules?.['missing-await'];
      assert.ok(rule);
      const titles: string[] = [];
      RuleTester.describe = (_title, run) => run();
      RuleTester.it = (title, run) => {
        titles.push(title);
        run();
      };
      const tester = new RuleTester({ plugins: { 'async-pitfalls': asyncPitfalls }, language: 'async-pitfalls/python' });
      tester.run('missing-await', rule, {
        valid: [{ name: 'awaited', code: dropped.replace('save(1)', 'await save(1)') }],
        invalid: [{
          name: 'kept and never awaited',
          code: dropped.replace('save(1)', 'row = save(1)'),
          errors: [{
            messageId: 'unused', data: { name: 'row', call: 'save(…)', thing: 'coroutine' }, line: 5, column: 11, endLine: 5, endColumn: 18,
            suggestions: [{ desc: 'Await `save(…)`', output: dropped.replace('save(1)', 'row = await save(1)') }],
          }],
        }],
      });
      assert.deepEqual(titles, ['awaited', 'kept and never awaited']);
    });
  });
}
