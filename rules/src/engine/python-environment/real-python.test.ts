/** Python is asked for its `sys.path`, and ours must be the same: order, path files, editable installs, packages of the system. */
import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { after, describe, test } from 'node:test';
import { nodeFileSystem } from '../node-host.js';
import { enginePath } from '../paths.js';
import { findPythonEnvironment } from './discovery.js';

const python = process.env['PYTHON'] ?? 'python3';
const run = (program: string, ...words: readonly string[]) => spawnSync(program, words, { encoding: 'utf8', cwd: os.tmpdir(), env: { ...process.env, PYTHONPATH: '' } });
const isThere = run(python, '-c', 'import venv').status === 0;

/** Folders of packages: without the standard library's own and what is no folder. */
const question = `
import json, os, sys, sysconfig
own = {os.path.realpath(sysconfig.get_path(name)) for name in ("stdlib", "platstdlib")}
own |= {os.path.join(folder, "lib-dynload") for folder in own}
print(json.dumps([sys.executable, [p for p in sys.path[1:] if os.path.isdir(p) and os.path.realpath(p) not in own]]))
`;

function compare(interpreter: string): void {
  const { stdout, stderr } = run(interpreter, '-c', question);
  assert.equal(stderr, '');
  const [executable, folders] = JSON.parse(stdout) as [string, string[]];
  const found = findPythonEnvironment(nodeFileSystem, ['/nowhere'], { chosen: enginePath(executable), home: enginePath(os.homedir()) });
  assert.deepEqual(found.folders, folders.map(enginePath));
}

describe('as Python itself has it', { skip: !isThere && `there is no ${python} with venv` }, () => {
  const base = fs.realpathSync(fs.mkdtempSync(path.join(os.tmpdir(), 'async-pitfalls-python-')));
  after(() => { fs.rmSync(base, { recursive: true, force: true }); });
  const interpreterIn = (folder: string): string => path.join(folder, process.platform === 'win32' ? 'Scripts/python.exe' : 'bin/python');

  test('the interpreter', () => { compare(python); });

  for (const options of [[], ['--system-site-packages'], ['--copies']]) {
    test(`a virtual environment with path files: ${options.join() || 'plain'}`, () => {
      const folder = path.join(base, `environment ${options.join()}`);
      assert.equal(run(python, '-m', 'venv', '--without-pip', ...options, folder).status, 0);
      const site = findPythonEnvironment(nodeFileSystem, [], { chosen: enginePath(folder) }).folders[0] ?? assert.fail('nothing was found');
      for (const name of ['b', 'a', 'c d']) fs.mkdirSync(path.join(base, 'far', name), { recursive: true });
      fs.mkdirSync(path.join(site, 'inner'));
      fs.writeFileSync(path.join(site, 'z.pth'), `# first\n${base}/far/b\n${base}/far/gone\n\nimport sys; sys.flags\ninner\n`);
      fs.writeFileSync(path.join(site, 'a.pth'), `${base}/far/a\r\n${base}/far/../far/c d\n${base}/far/b\n.\n`);
      fs.writeFileSync(path.join(site, 'pkg.py'), '');
      compare(interpreterIn(folder));
    });
  }
});
