import assert from 'node:assert/strict';
import { test } from 'node:test';
import { Interpreter, type PythonExtension } from './interpreter.js';

/** An editor with folders named by strings. */
function setUp(options: { extension?: PythonExtension<string>; setting?: unknown } = {}) {
  let changes = 0;
  const editor = { extension: options.extension, setting: options.setting, pythonExtension: () => editor.extension, defaultInterpreterPath: () => editor.setting };
  const interpreter = new Interpreter<string>(editor, () => { changes++; });
  return { interpreter, editor, changes: () => changes };
}

/** A Python extension that uses `<folder>/.venv`, started or not. */
function python(started: 'running' | 'waiting') {
  const listeners = new Set<() => void>();
  const extension = {
    isActive: started === 'running', activations: 0, path: '/.venv/bin/python',
    exports: {
      environments: {
        getActiveEnvironmentPath: (folder = '') => ({ path: extension.path === 'python' ? 'python' : folder + extension.path }),
        onDidChangeActiveEnvironmentPath: (listener: () => void) => {
          listeners.add(listener);
          return { dispose: () => listeners.delete(listener) };
        },
      },
    },
    activate: () => {
      extension.activations++;
      extension.isActive = true;
      return Promise.resolve(extension.exports);
    },
  };
  return { extension, listeners, change: () => { for (const listener of listeners) listener(); } };
}

test('without the Python extension the setting counts, when it is a path', () => {
  for (const [setting, expected] of [
    [undefined, undefined], ['python', undefined], ['', undefined], [5, undefined],
    ['${workspaceFolder}/env/bin/python', '${workspaceFolder}/env/bin/python'], ['C:\\env\\python.exe', 'C:\\env\\python.exe'],
  ] as const) assert.equal(setUp({ setting }).interpreter.pathFor('/w'), expected);
});

test('the Python extension\'s choice counts for each folder, and before the setting', () => {
  const { extension } = python('running');
  const { interpreter } = setUp({ extension, setting: '/other/python' });
  assert.equal(interpreter.pathFor('/a'), '/a/.venv/bin/python');
  assert.equal(interpreter.pathFor('/b'), '/b/.venv/bin/python');
  extension.path = 'python';
  assert.equal(interpreter.pathFor('/a'), '/other/python');
});

test('it is not started by a question; a Python document joins its start', async () => {
  const { extension, change, listeners } = python('waiting');
  const { interpreter, changes } = setUp({ extension });
  assert.equal(interpreter.pathFor('/w'), undefined);
  assert.equal(extension.activations, 0);
  await Promise.all([interpreter.pythonOpened(), interpreter.pythonOpened()]);
  await interpreter.pythonOpened();
  assert.deepEqual([extension.activations, changes(), listeners.size], [1, 1, 1]);
  assert.equal(interpreter.pathFor('/w'), '/w/.venv/bin/python');
  change();
  assert.equal(changes(), 2);
  interpreter.dispose();
  assert.equal(listeners.size, 0);
});

test('an extension that is missing, fails or has another interface changes nothing', async () => {
  const failing: PythonExtension<string> = {
    isActive: true, exports: { environments: { getActiveEnvironmentPath: () => { throw new Error('disposed'); } } }, activate: () => Promise.reject(new Error('broken')),
  };
  for (const extension of [undefined, failing, { isActive: true, exports: undefined, activate: () => Promise.resolve(undefined) }, { isActive: true, exports: {}, activate: () => Promise.resolve({}) }]) {
    const { interpreter } = setUp({ extension, setting: '/p/python' });
    await interpreter.pythonOpened();
    assert.equal(interpreter.pathFor('/w'), '/p/python');
  }
});

test('what starts after the end is not heard', async () => {
  const { extension, listeners } = python('waiting');
  const { interpreter, changes } = setUp({ extension });
  const opened = interpreter.pythonOpened();
  interpreter.dispose();
  await opened;
  assert.deepEqual([changes(), listeners.size], [0, 0]);
});
