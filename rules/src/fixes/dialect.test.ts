import assert from 'node:assert/strict';
import { test } from 'node:test';
import { applyEdits } from '../engine/edits.js';
import { createEngine } from '../engine/engine.js';
import { MemoryFileSystem } from '../engine/memory-host.js';

const BODY = 'import requests\n\nasync def main(url):\n    requests.get(url)\n';
const ASYNCIO = 'await asyncio.to_thread(requests.get, url)';
const ANYIO = 'await anyio.to_thread.run_sync(requests.get, url)';
const TRIO = 'await trio.to_thread.run_sync(requests.get, url)';
const needing = (...names: string[]): string => `[project]\nname = "x"\ndependencies = [${names.map((name) => `"${name}"`).join(', ')}]\n`;

interface Case {
  readonly name: string;
  readonly files: Readonly<Record<string, string>>;
  /** The blocking line after the fix; undefined when there must be none. */
  readonly fixed: string | undefined;
  /** What stands above the body. */
  readonly above?: string;
}

const cases: readonly Case[] = [
  { name: 'nothing is known', files: {}, fixed: ASYNCIO },
  { name: 'its own import', files: {}, above: 'import trio\n', fixed: TRIO },
  { name: 'an import in a function', files: {}, above: 'async def other():\n    import anyio\n    await anyio.sleep(0)\n\n', fixed: ANYIO },
  { name: 'an import for type checkers only', files: {}, above: 'from typing import TYPE_CHECKING\nif TYPE_CHECKING:\n    import trio\n', fixed: ASYNCIO },
  { name: 'both, and coroutines use anyio', files: {}, above: 'import anyio\nimport asyncio\n\nasync def nap():\n    await anyio.sleep(1)\n\ndef close(it):\n    asyncio.get_running_loop().create_task(it)\n\n', fixed: ANYIO },
  { name: 'both, and coroutines use both', files: {}, above: 'import anyio\nimport asyncio\n\nasync def nap():\n    await anyio.sleep(1)\n    await asyncio.sleep(1)\n\n', fixed: ASYNCIO },
  { name: 'code that asks which library runs it', files: {}, above: 'import asyncio\nimport sniffio\nimport trio\n\nasync def nap():\n    if sniffio.current_async_library() == "trio":\n        await trio.sleep(1)\n    else:\n        await asyncio.sleep(1)\n\n', fixed: undefined },
  { name: 'asyncio only to look at functions', files: { 'pyproject.toml': needing('anyio>=4') }, above: 'import asyncio\n\ndef is_async(fn):\n    return asyncio.iscoroutinefunction(fn)\n\n', fixed: ANYIO },
  { name: 'asyncio itself, although anyio is declared', files: { 'pyproject.toml': needing('anyio') }, above: 'import asyncio\n\nlock = asyncio.Lock()\n', fixed: ASYNCIO },
  { name: 'declared', files: { 'pyproject.toml': needing('httpx', 'anyio >=3.5,<5; python_version > \'3.8\'', 'sniffio') }, fixed: ANYIO },
  { name: 'declared to Poetry', files: { 'pyproject.toml': '[tool.poetry.dependencies]\npython = "^3.10"\nAnyIO = "^4"\n' }, fixed: ANYIO },
  { name: 'optional for Poetry', files: { 'pyproject.toml': '[tool.poetry.dependencies]\nanyio = { version = "^4", optional = true }\n' }, fixed: ASYNCIO },
  { name: 'an extra', files: { 'pyproject.toml': '[project]\nname = "x"\n[project.optional-dependencies]\ntrio = ["trio"]\n' }, fixed: ASYNCIO },
  { name: 'declared: trio', files: { 'pyproject.toml': needing('trio') }, fixed: TRIO },
  { name: 'declared: which library runs it is asked', files: { 'pyproject.toml': needing('sniffio') }, fixed: undefined },
  { name: 'the package around it', files: { 'pkg/__init__.py': '', 'pkg/concurrency.py': 'import anyio.to_thread\n', 'pkg/data.py': 'from pkg.concurrency import run\n' }, above: 'from pkg.data import File\n', fixed: ANYIO },
  { name: 'relative imports', files: { 'pkg/__init__.py': '', 'pkg/concurrency.py': 'import anyio\n' }, above: 'from . import concurrency\n', fixed: ANYIO },
  { name: 'the package itself', files: { 'pkg/__init__.py': 'from .server import serve\n', 'pkg/server.py': 'import trio\n' }, fixed: TRIO },
  { name: 'the nearest module counts', files: { 'pkg/__init__.py': 'from .server import serve\n', 'pkg/server.py': 'import trio\n', 'pkg/core.py': 'import asyncio\n' }, above: 'from .core import x\n', fixed: ASYNCIO },
  { name: 'what several libraries run', files: { 'pkg/__init__.py': '', 'pkg/synchronization.py': 'try:\n    import trio\nexcept ImportError:\n    trio = None\nimport sniffio\n' }, above: 'from .synchronization import Lock\n', fixed: undefined },
  { name: 'what runs with whichever is there', files: { 'pkg/__init__.py': '', 'pkg/synchronization.py': 'try:\n    import anyio\nexcept ImportError:\n    anyio = None\n' }, above: 'from .synchronization import Lock\n', fixed: undefined },
  { name: 'its own import, which it can do without', files: {}, above: 'try:\n    import trio\nexcept ImportError:\n    trio = None\n', fixed: undefined },
  { name: 'asyncio, and a library that it can do without', files: {}, above: 'import asyncio\ntry:\n    import trio\nexcept ImportError:\n    trio = None\n\nlock = asyncio.Lock()\n', fixed: ASYNCIO },
  { name: 'other packages tell nothing', files: { 'pkg/__init__.py': '', 'other.py': 'import trio\n' }, above: 'import other\n', fixed: ASYNCIO },
];

for (const { name, files, fixed, above = '' } of cases) {
  test(`dialect: ${name}`, () => {
    const path = '/w/pkg/main.py';
    const text = above + BODY;
    const host = new MemoryFileSystem({ [path]: text, ...Object.fromEntries(Object.entries(files).map(([file, content]) => [`/w/${file}`, content])) });
    const engine = createEngine({ host, roots: ['/w'], crashes: 'throw', overrides: { rules: { 'blocking-call': 'warning' } } });
    const finding = engine.check(path).findings.find(({ rule }) => rule === 'blocking-call');
    assert.ok(finding);
    const edits = finding.fixes.find(({ title }) => title.includes('thread'))?.edits;
    assert.equal(edits && applyEdits(text, edits).split('\n').find((line) => line.includes('requests.get'))?.trim(), fixed);
  });
}

test('a fix follows what the project declares and what its modules import', () => {
  const host = new MemoryFileSystem({ '/w/pkg/__init__.py': 'from .core import x\n', '/w/pkg/core.py': 'x = 1\n', '/w/pkg/main.py': BODY, '/w/pyproject.toml': needing('trio') });
  const engine = createEngine({ host, roots: ['/w'], crashes: 'throw' });
  const fixed = (): string => engine.check('/w/pkg/main.py').findings.flatMap(({ fixes }) => fixes.flatMap(({ edits }) => edits.map(({ newText }) => newText))).join(' ');
  assert.match(fixed(), /trio\.to_thread/);
  host.set('/w/pyproject.toml', needing('httpx'));
  engine.fileChanged('/w/pyproject.toml');
  assert.match(fixed(), /asyncio\.to_thread/);
  engine.change('/w/pkg/core.py', 'import anyio\nx = 1\n');
  assert.match(fixed(), /anyio\.to_thread/);
});
