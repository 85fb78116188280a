/** What only a first run does, on the way to something that blocks. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { BlockingAnalysis } from './blocking.js';
import { pictureOf } from './python/reveal.js';

/** Of each call in `main` that blocks: `name first-run` or `name every-run`, with the category. */
function runsIn(text: string): string[] {
  const { project, semantics } = pictureOf(text);
  const fn = project.module('/project/main.py')?.functions.find(({ name }) => name === 'main');
  assert.ok(fn);
  const analysis = new BlockingAnalysis(semantics);
  return semantics.invocations(fn).flatMap((invocation) => {
    const fact = analysis.blocking(invocation);
    return fact ? [`${fact.chain[0]?.name} ${fact.firstRunOnly ? 'first-run' : 'every-run'} ${fact.category}`] : [];
  });
}

test('what fills an empty place is a first run: attributes, globals, caches, decorators', () => {
  assert.deepEqual(runsIn(`
    import functools, requests
    _settings = None
    _ready = False
    _pages = {}
    def load():
        return requests.get("u")
    def settings():
        global _settings
        if _settings is None:
            _settings = load()
        return _settings
    def early():
        global _settings
        if _settings is not None:
            return _settings
        _settings = load()
        return _settings
    def prepare():
        global _ready
        if not _ready:
            load()
            _ready = True
    def either():
        global _settings
        _settings = _settings or load()
        return _settings
    def page(name):
        if name not in _pages:
            _pages[name] = load()
        return _pages[name]
    def tried(name):
        try:
            return _pages[name]
        except KeyError:
            _pages[name] = load()
            return _pages[name]
    @functools.lru_cache(maxsize=None)
    def remembered(name):
        return load()
    class Service:
        def __init__(self):
            self._client = None
        def lazy(self):
            if not self._client:
                self._client = load()
            return self._client
        @functools.cached_property
        def cached(self):
            return load()
    async def main(service: Service):
        settings()
        early()
        prepare()
        either()
        page("a")
        tried("a")
        remembered("a")
        service.lazy()
        service.cached
  `), [
    'settings first-run http', 'early first-run http', 'prepare first-run http', 'either first-run http', 'page first-run http',
    'tried first-run http', 'remembered first-run http', 'service.lazy first-run http', 'service.cached first-run http',
  ]);
});

test('what runs again is none: nothing is kept, the place dies with the call, the other branch', () => {
  assert.deepEqual(runsIn(`
    import requests
    _settings = None
    _last = None
    def load():
        return requests.get("u")
    def unkept():
        if _settings is None:
            return load()
    def local():
        value = None
        if value is None:
            value = load()
        return value
    def refreshed():
        global _last
        if _last is not None:
            _last = load()
        return _last
    def emptied():
        global _last
        if _last is None:
            load()
            _last = None
    def always():
        global _last
        _last = load()
    async def main():
        unkept()
        local()
        refreshed()
        emptied()
        always()
  `), ['unkept every-run http', 'local every-run http', 'refreshed every-run http', 'emptied every-run http', 'always every-run http']);
});

test('a file that is read once does not hide what waits on every run further down', () => {
  assert.deepEqual(runsIn(`
    import time
    _settings = None
    def pause():
        time.sleep(1)
    def wait():
        pause()
    def settings():
        global _settings
        if _settings is None:
            _settings = open("settings.json").read()
        wait()
        return _settings
    async def main():
        settings()
  `), ['settings every-run sleep']);
});
