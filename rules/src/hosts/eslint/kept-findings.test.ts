/** What one run of ESLint found out is kept for the next; another process, the same findings. */
import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import fs from 'node:fs';
import path from 'node:path';
import { test } from 'node:test';
import { bundle, projectOf, versions, write } from './testing/bundled-plugin.js';

const main = 'import asyncio\nfrom lib import fetch\n\nasync def main():\n    fetch()\n\nasyncio.run(main())\n';

for (const { name, bin } of versions) {
  test(`${name}: from process to process`, () => {
    const folder = projectOf({
      'main.py': main,
      'lib.py': 'async def fetch():\n    pass\n',
      'eslint.config.cjs': `module.exports = [...require(${JSON.stringify(bundle)}).configs.recommended];\n`,
    });
    const cache = path.join(projectOf({}), 'cache');
    const lint = (): unknown[] => {
      const { stdout, stderr } = spawnSync(process.execPath, [bin, '--format', 'json', 'main.py'], { cwd: folder, encoding: 'utf8', env: { ...process.env, ASYNC_PITFALLS_CACHE: cache } });
      assert.equal(stderr, '');
      const [result] = JSON.parse(stdout) as { messages: unknown[] }[];
      return result?.messages ?? [];
    };
    const first = lint();
    assert.equal(first.length, 1);
    const [index = assert.fail()] = fs.readdirSync(cache);
    const written = fs.statSync(path.join(cache, index)).mtimeMs;
    assert.deepEqual(lint(), first);
    assert.equal(fs.statSync(path.join(cache, index)).mtimeMs, written, 'nothing new to keep');
    write(folder, 'lib.py', 'def fetch():\n    pass\n');
    assert.deepEqual(lint(), []);
    assert.ok(fs.statSync(path.join(cache, index)).mtimeMs > written);
  });
}
