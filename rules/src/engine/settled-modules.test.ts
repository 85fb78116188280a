import assert from 'node:assert/strict';
import { test } from 'node:test';
import { createEngine } from './engine.js';
import { MemoryFileSystem } from './memory-host.js';
import { SettledModules } from './settled-modules.js';

/** `users`: by module, who rests on it. What is given up is not held any more. */
function project(users: Readonly<Record<string, readonly string[]>>): (path: string) => string {
  const held = new Set(Object.keys(users));
  const settled = new SettledModules({ isHeld: (path) => held.has(path), users: (path) => new Set(users[path]) });
  return (path) => {
    const gone = settled.checked(path);
    for (const module of gone) held.delete(module);
    return [...gone].sort().join(' ');
  };
}

test('what nobody used goes with its check, what its folder used when the checks leave the folder', () => {
  const check = project({
    '/p/a/__init__.py': [], '/p/a/const.py': ['/p/a/__init__.py', '/p/a/sensor.py'], '/p/a/sensor.py': [],
    '/p/a/deep/one.py': ['/p/a/const.py'], '/p/b/__init__.py': [],
  });
  assert.equal(check('/p/a/__init__.py'), '/p/a/__init__.py');
  assert.equal(check('/p/a/const.py'), '', 'the rest of the folder will ask again');
  assert.equal(check('/p/a/deep/one.py'), '', 'still inside of the folder');
  assert.equal(check('/p/a/sensor.py'), '/p/a/sensor.py', 'const rests on deep/one, and stays');
  assert.equal(check('/p/b/__init__.py'), '/p/a/const.py /p/b/__init__.py');
});

test('what something rests on that is kept stays, through others as well', () => {
  const check = project({
    '/p/a/base.py': ['/p/a/middle.py'], '/p/a/middle.py': ['/p/z/app.py'], '/p/a/other.py': ['/p/a/base.py'], '/p/b/main.py': [], '/p/z/app.py': ['/p/z/x.py'],
  });
  for (const path of ['/p/a/base.py', '/p/a/middle.py', '/p/a/other.py']) assert.equal(check(path), '');
  assert.equal(check('/p/b/main.py'), '/p/b/main.py');
});

test('modules that rest on each other go together', () => {
  const check = project({ '/p/a/one.py': ['/p/a/two.py'], '/p/a/two.py': ['/p/a/one.py'], '/p/b/main.py': [] });
  assert.equal(check('/p/a/one.py') + check('/p/a/two.py'), '');
  assert.equal(check('/p/b/main.py'), '/p/a/one.py /p/a/two.py /p/b/main.py');
});

const FILES = {
  '/w/p/a/__init__.py': 'from .client import send\nasync def setup():\n    send()\n',
  '/w/p/a/client.py': 'from .const import open_it\nasync def send():\n    open_it()\n',
  '/w/p/a/const.py': 'import time\ndef open_it():\n    time.sleep(3)\n',
  '/w/p/a/sensor.py': 'from .client import send\nasync def read():\n    send()\n',
  '/w/p/b/__init__.py': 'from p.a.const import open_it\nasync def start():\n    open_it()\n',
};

test('files that are checked once have the findings that they always have', () => {
  const [once, again] = (['once', 'again'] as const).map((checks) => {
    const engine = createEngine({ host: new MemoryFileSystem(FILES), roots: ['/w'], checks });
    const findings = Object.keys(FILES).map((path) => engine.check(path).findings.map(({ rule, message, start, fixes }) => [path, rule, message, start, fixes]));
    return { findings, parsed: engine.statistics()['python']?.modules };
  });
  assert.deepEqual(once?.findings, again?.findings);
  assert.equal(again?.findings.flat().length, 4);
  assert.deepEqual([again?.parsed, once?.parsed], [5, 6], 'only const is asked for after its folder has been left');
});
