import assert from 'node:assert/strict';
import { test } from 'node:test';
import { discoverFiles } from './file-discovery.js';
import { MemoryFileSystem } from './memory-host.js';

function discover(files: readonly string[], contents: Readonly<Record<string, string>>, paths: readonly string[], excluded: readonly string[] = []): string[] {
  const host = new MemoryFileSystem({ ...Object.fromEntries(files.map((path) => [path, ''])), ...contents });
  return [...discoverFiles(host, paths, (path) => excluded.includes(path)).files];
}

test('kinds of files, in a fixed order', () => {
  const files = ['/w/z.py', '/w/a.ts', '/w/b/c.mjs', '/w/types.d.ts', '/w/readme.md', '/w/stub.pyi', '/w/B.tsx', '/w/n.ipynb', '/w/py'];
  assert.deepEqual(discover(files, {}, ['/w']), ['/w/B.tsx', '/w/a.ts', '/w/b/c.mjs', '/w/z.py']);
});

test('installed and hidden folders, virtual environments', () => {
  const files = ['/w/node_modules/a.js', '/w/.venv/a.py', '/w/.hidden/a.py', '/w/__pycache__/a.py', '/w/env3/lib/a.py', '/w/env3/pyvenv.cfg', '/w/ok/a.py'];
  assert.deepEqual(discover(files, {}, ['/w']), ['/w/ok/a.py']);
});

test('.gitignore: nested, negated, above the given folder', () => {
  const files = ['/w/.git/HEAD', '/w/a.py', '/w/gen/a.py', '/w/sub/x_pb2.py', '/w/sub/keep_pb2.py', '/w/sub/deep/gen/a.py', '/w/sub/only.py'];
  const contents = { '/.gitignore': '*.py\n', '/w/.gitignore': 'gen/\n*_pb2.py\n', '/w/sub/.gitignore': '!keep_pb2.py\n/only.py\n' };
  assert.deepEqual(discover(files, contents, ['/w']), ['/w/a.py', '/w/sub/keep_pb2.py']);
  assert.deepEqual(discover(files, contents, ['/w/sub']), ['/w/sub/keep_pb2.py']);
});

test('a named file is taken though ignored, and no file twice', () => {
  const contents = { '/w/.gitignore': '*.py\n' };
  assert.deepEqual(discover(['/w/a.py', '/w/b.py'], contents, ['/w/b.py', '/w', '/w/b.py']), ['/w/b.py']);
});

test('exclude', () => {
  assert.deepEqual(discover(['/w/a.py', '/w/b/c.py', '/w/d.py'], {}, ['/w'], ['/w/b/', '/w/d.py']), ['/w/a.py']);
});

test('missing and unsupported paths', () => {
  const host = new MemoryFileSystem({ '/w/a.md': '' });
  const found = discoverFiles(host, ['/w/a.md', '/w/none.py', '/x'], () => false);
  assert.deepEqual(found, { files: [], missing: ['/w/none.py', '/x'], unsupported: ['/w/a.md'] });
});
