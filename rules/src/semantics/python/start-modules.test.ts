import assert from 'node:assert/strict';
import { test } from 'node:test';
import { mayStart, startModules } from './start-modules.js';
import { pictureOf } from './reveal.js';
import { createEngine } from '../../engine/engine.js';
import { MemoryFileSystem } from '../../engine/memory-host.js';

test('what runs before a module', () => {
  const { project } = pictureOf(`
    # file: service/__init__.py
    # file: service/cli/__init__.py
    # file: service/web/__init__.py
    # file: service/web/socket.py
    # file: service/app.py
    # file: other/__init__.py
    # file: main.py
    started = True
    # file: tool.py
  `);
  const starts = (path: string): string[] => {
    const module = project.module(`/project/${path}`);
    assert.ok(module);
    return startModules(project, module).map((start) => start.path.slice('/project/'.length));
  };
  assert.deepEqual(starts('service/web/socket.py'), ['service/__init__.py', 'service/web/__init__.py', 'service/cli/__init__.py', 'service/app.py']);
  assert.deepEqual(starts('service/app.py'), ['service/__init__.py', 'service/cli/__init__.py']);
  assert.deepEqual(starts('other/__init__.py'), []);
  assert.deepEqual(starts('tool.py'), ['main.py']);
});

test('a file that appears may start others', () => {
  const cases: readonly (readonly [file: string, path: string, may: boolean])[] = [
    ['/p/service/cli.py', '/p/service/web/socket.py', true],
    ['/p/service/cli/__init__.py', '/p/service/web/socket.py', true],
    ['/p/service/__init__.py', '/p/service/web/socket.py', true],
    ['/p/main.py', '/p/tool.py', true],
    ['/p/service/helper.py', '/p/service/web/socket.py', false],
    ['/p/other/cli.py', '/p/service/web/socket.py', false],
  ];
  for (const [file, path, may] of cases) assert.equal(mayStart(file, path), may, `${file} ${path}`);
});

test('loops that the start of the program makes nestable, also when that changes', () => {
  const host = new MemoryFileSystem({
    '/w/service/__init__.py': '',
    '/w/service/socket.py': 'import asyncio\n\nasync def work(): ...\n\nasync def handler():\n    asyncio.run(work())\n',
  });
  const engine = createEngine({ host, roots: ['/w'], crashes: 'throw' });
  const found = (): readonly string[] => engine.check('/w/service/socket.py').findings.map(({ rule }) => rule);
  assert.deepEqual(found(), ['nested-event-loop']);
  host.set('/w/service/cli.py', 'import nest_asyncio\nnest_asyncio.apply()\nfrom service import socket\n');
  engine.fileChanged('/w/service/cli.py');
  assert.deepEqual(found(), []);
  host.set('/w/service/cli.py', 'import nest_asyncio\ndef later():\n    nest_asyncio.apply()\n');
  engine.fileChanged('/w/service/cli.py');
  assert.deepEqual(found(), ['nested-event-loop']);
});
