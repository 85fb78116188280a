/** The places that belong to a finding. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { createEngine } from '../../engine/engine.js';
import { MemoryFileSystem } from '../../engine/memory-host.js';

/** `path:line text` of the related places of the only finding in `/project/main.py`. */
function related(files: Readonly<Record<string, string>>): string[] {
  const engine = createEngine({ host: new MemoryFileSystem(files), roots: ['/project'], crashes: 'throw', overrides: { preset: 'recommended' } });
  const { findings } = engine.check('/project/main.py');
  assert.equal(findings.length, 1);
  return (findings[0]?.related ?? []).map(({ place: { path, start, end }, message }) => {
    const lines = engine.lines(path);
    assert.ok(lines);
    return `${path.slice('/project/'.length)}:${lines.positionAt(start).line + 1} ${lines.text.slice(start, end)}: ${message.replaceAll('`', '')}`;
  });
}

test('missing-await: the async function, and the uses of the variable that holds the coroutine', () => {
  assert.deepEqual(related({
    '/project/main.py': 'from client import fetch\n\nasync def main():\n    body = fetch()\n    print(body)\n    return len(body)\n',
    '/project/client.py': '\nasync def fetch(): ...\n',
  }), [
    'client.py:2 fetch: fetch is async',
    'main.py:5 body: body is used here as if it were the result',
    'main.py:6 body: body is used here as if it were the result',
  ]);
});

test('missing-await: in a plain function the calls that will need await', () => {
  assert.deepEqual(related({
    '/project/main.py': 'async def fetch(): ...\n\ndef save():\n    fetch()\n\ndef main():\n    save()\n\nsave()\n',
  }), [
    'main.py:1 fetch: fetch is async',
    'main.py:7 save(): save is called here and would need await',
    'main.py:9 save(): save is called here and would need await',
  ]);
});

test('nested-event-loop: one place for each call on the way to the loop', () => {
  assert.deepEqual(related({
    '/project/main.py': 'from helpers import load\n\nasync def main():\n    return load()\n',
    '/project/helpers.py': 'import asyncio\n\nasync def fetch(): ...\n\ndef run(coro):\n    return asyncio.run(coro)\n\ndef load():\n    return run(fetch())\n',
  }), [
    'helpers.py:9 run(fetch()): run is called here',
    'helpers.py:6 asyncio.run(coro): asyncio.run starts a loop here',
  ]);
});

test('await-outside-async: the calls that will need await, and who else gets the function', () => {
  assert.deepEqual(related({
    '/project/main.py': 'import asyncio\nfrom threading import Thread\n\nasync def fetch(): ...\n\ndef save():\n    await fetch()\n\ndef other(save):\n    save()\n\n'
      + 'Thread(target=save)\nsave()\nasyncio.run(save())\n',
  }), [
    'main.py:12 save: save is handed on here to somebody who may not await it',
    'main.py:13 save(): save is called here and needs await once it is async',
  ]);
});
