import assert from 'node:assert/strict';
import { test } from 'node:test';
import { MemoryFileSystem } from './memory-host.js';
import { findPythonEnvironment } from './python-environment.js';

const cases: readonly (readonly [title: string, files: readonly string[], active: string | undefined, expected: readonly string[]])[] = [
  ['none', ['/w/a.py'], undefined, []],
  ['in the project', ['/w/.venv/pyvenv.cfg', '/w/.venv/lib/python3.12/site-packages/x.py'], undefined, ['/w/.venv/lib/python3.12/site-packages']],
  ['on Windows', ['/w/venv/pyvenv.cfg', '/w/venv/Lib/site-packages/x.py'], undefined, ['/w/venv/Lib/site-packages']],
  ['a folder that only has the name', ['/w/env/lib/python3.12/site-packages/x.py'], undefined, []],
  ['the active one comes last', ['/w/.venv/pyvenv.cfg', '/w/.venv/lib/python3.9/site-packages/x.py', '/e/pyvenv.cfg', '/e/lib/python3.13/site-packages/x.py'], '/e',
    ['/w/.venv/lib/python3.9/site-packages', '/e/lib/python3.13/site-packages']],
];
for (const [title, files, active, expected] of cases) {
  test(`environment: ${title}`, () => {
    const host = new MemoryFileSystem(Object.fromEntries(files.map((file) => [file, ''])));
    assert.deepEqual(findPythonEnvironment(host, ['/w'], active), expected);
  });
}
