import assert from 'node:assert/strict';
import { test } from 'node:test';
import { BlockingAnalysis } from './blocking.js';
import { pictureOf } from './python/reveal.js';

/** Each blocking call of the coroutines in `main.py` (or `path`) with the circumstance that makes it harmless. */
function circumstances(text: string, path = '/project/main.py'): string[] {
  const { project, semantics } = pictureOf(text);
  const module = project.module(path);
  assert.ok(module);
  const analysis = new BlockingAnalysis(semantics);
  return module.functions.filter(({ isAsync }) => isAsync).flatMap((fn) => semantics.invocations(fn).flatMap((invocation) => {
    const fact = analysis.blocking(invocation);
    return fact ? [`${fact.chain[0]?.name} ${fact.category} ${fact.circumstance ?? 'usual'}`] : [];
  }));
}

test('in development, also further down a chain', () => {
  assert.deepEqual(circumstances(`
    import time
    from settings import settings, DEBUG, DEVICE
    def page():
        if settings.DEVELOPMENT_MODE:
            time.sleep(1)
    async def main(debug: bool):
        page()
        if DEBUG: time.sleep(2)
        if not DEBUG: time.sleep(3)
        if DEVICE: time.sleep(4)
        if not debug: return
        time.sleep(5)
  `), ['page sleep development', 'time.sleep sleep development', 'time.sleep sleep usual', 'time.sleep sleep usual', 'time.sleep sleep development']);
});

test('before an application serves', () => {
  assert.deepEqual(circumstances(`
    import contextlib, time
    from fastapi import FastAPI
    @contextlib.asynccontextmanager
    async def lifespan(app):
        time.sleep(1)
        yield
        time.sleep(2)
    @contextlib.asynccontextmanager
    async def watcher(app: FastAPI):
        time.sleep(3)
        yield
    @contextlib.asynccontextmanager
    async def borrowed(pool):
        time.sleep(4)
        yield
  `), ['time.sleep sleep start-up', 'time.sleep sleep usual', 'time.sleep sleep start-up', 'time.sleep sleep usual']);
});

test('an instant', () => {
  assert.deepEqual(circumstances(`
    import time
    def pause(seconds): time.sleep(seconds)
    def short(): time.sleep(0.001)
    async def main():
        time.sleep(0.01)
        time.sleep(0.1)
        short()
        pause(0.001)
  `), ['time.sleep sleep instant', 'time.sleep sleep usual', 'short sleep instant', 'pause sleep usual']);
});

test('tests and what is made for them', () => {
  const text = `
    # file: plugin.py
    import pytest, time
    @pytest.fixture
    async def repository(): time.sleep(1)
    # file: test_it.py
    import time
    async def test_it(): time.sleep(1)
    # file: latest.py
    import time
    async def latest():
        import pytest
        time.sleep(1)
  `;
  for (const [path, wanted] of [['plugin', 'test'], ['test_it', 'test'], ['latest', 'usual']]) {
    assert.deepEqual(circumstances(text, `/project/${path}.py`), [`time.sleep sleep ${wanted}`]);
  }
});

test('of a row of objects that say themselves who can, all must block', () => {
  assert.deepEqual(circumstances(`
    import time, urllib.request
    class Local:
        def can(self, name): return True
        def read(self, name): return name
        def load(self, name): time.sleep(1)
    class Remote:
        def can(self, name): return b"x" in urllib.request.urlopen(name).read()
        def read(self, name): return urllib.request.urlopen(name).read()
        def load(self, name): time.sleep(2)
    READERS = [Local(), Remote()]
    def read(name):
        for reader in READERS:
            if reader.can(name):
                return reader.read(name)
    def load(name):
        for reader in READERS:
            if reader.can(name):
                return reader.load(name)
    def read_all(name):
        for reader in READERS:
            reader.read(name)
    def known(name):
        for reader in READERS:
            if reader.can(name):
                print(name)
    async def main():
        known("a")
        read("a")
        load("a")
        read_all("a")
  `), ['known http usual', 'load sleep usual', 'read_all http usual']);
});
