import assert from 'node:assert/strict';
import { test } from 'node:test';
import { createEngine, type Engine } from '../engine.js';
import type { EngineOptions } from '../engine-options.js';
import { MemoryFileSystem } from '../memory-host.js';
import { finished, type SearchBudget } from './caller-search.js';

const ROOT = '/project';

function engineWith(files: Readonly<Record<string, string>>, more: Partial<EngineOptions> = {}): Engine {
  const placed = Object.entries(files).map(([name, text]) => [`${ROOT}/${name}`, text] as const);
  return createEngine({ host: new MemoryFileSystem(Object.fromEntries(placed)), roots: [ROOT], crashes: 'throw', ...more });
}

interface Found {
  /** `path:line use caller`, async callers with `async` in front of their name. */
  readonly uses: readonly string[];
  readonly unresolved: number;
  readonly isCut: boolean;
}

/** Searches for who uses the function that `definition` (such as `def load`) begins. */
function callersOf(engine: Engine, file: string, definition: string, own: 'with' | 'without' = 'without', budget: Partial<SearchBudget> = {}): Found {
  const path = `${ROOT}/${file}`;
  const text = engine.texts.read(path).text ?? '';
  const name = definition.split(' ').at(-1) ?? '';
  const steps = engine.callersOf(path, text.indexOf(definition) + definition.length - name.length, { own, budget });
  assert.ok(steps, `${definition} in ${file}`);
  const { uses, unresolved, isCut } = finished(steps);
  const told = uses.map(({ place, use, caller, isCallerAsync }) => {
    const line = (engine.lines(place.path)?.positionAt(place.start).line ?? NaN) + 1;
    return `${place.path.slice(ROOT.length + 1)}:${line} ${use} ${isCallerAsync ? 'async ' : ''}${caller}`.trimEnd();
  });
  return { uses: told, unresolved, isCut };
}

const LOADER = 'def load(key):\n    return key\n';

const cases: readonly (readonly [title: string, files: Readonly<Record<string, string>>, definition: string, uses: readonly string[], unresolved?: number])[] = [
  ['calls in functions, in async ones and in the module', {
    'loader.py': LOADER,
    'a.py': 'from loader import load\n\ndef plain():\n    return load(1)\n\nasync def swift():\n    load(2)\n\nload(3)\n',
    'b.py': 'import loader\n\nclass Reader:\n    def read(self):\n        return loader.load(4)\n',
  }, 'def load', ['a.py:4 called plain', 'a.py:7 called async swift', 'a.py:9 called', 'b.py:5 called Reader.read']],
  ['through a re-export and under another name', {
    'app/loader.py': LOADER,
    'app/__init__.py': 'from .loader import load\n',
    'a.py': 'from app import load as fetch\n\ndef plain():\n    fetch(1)\n',
    'b.py': 'import app\n\ndef other():\n    app.load(2)\n',
  }, 'app/def load', ['a.py:4 called plain', 'b.py:4 called other']],
  ['a name that another module gives it', {
    'loader.py': LOADER,
    'names.py': 'from loader import load as fetch\n',
    'assigned.py': 'import loader\n\nget = loader.load\n',
    'a.py': 'from names import fetch\nfrom assigned import get\n\ndef plain():\n    fetch(1)\n    get(2)\n',
  }, 'def load', ['a.py:5 called plain', 'a.py:6 called plain', 'assigned.py:3 handed-on']],
  ['somebody else of the same name', {
    'loader.py': LOADER,
    'other.py': 'def load(key):\n    return key\n\ndef plain():\n    load(1)\n',
    'a.py': 'from other import load\n\nload(2)\n',
    'b.py': 'def go(thing):\n    thing.load(3)\n',
    'c.py': '"""Here we load nothing; upload and loader are other words."""\n',
  }, 'def load', []],
  ['what is awaited already, and what is handed on', {
    'loader.py': LOADER.replace('def', 'async def'),
    'a.py': 'import asyncio\nimport functools\nimport threading\nfrom loader import load\n\nasync def swift(button):\n    await load(1)\n    asyncio.create_task(load(2))\n'
      + '    threading.Thread(target=load).start()\n    button.on_click = functools.partial(load, 3)\n    button.load = None\n\nasyncio.run(load(4))\n',
  }, 'async def load', ['a.py:7 awaited async swift', 'a.py:8 awaited async swift', 'a.py:9 handed-on async swift', 'a.py:10 handed-on async swift', 'a.py:13 awaited']],
  ['methods: by the object, inherited, and not those of another class', {
    'store.py': 'class Store:\n    def load(self, key):\n        return key\n\nclass Cache:\n    def load(self, key):\n        return key\n',
    'a.py': 'from store import Cache, Store\n\ndef plain(store: Store, cache: Cache):\n    store.load(1)\n    cache.load(2)\n    Store().load(3)\n',
    'b.py': 'from store import Store\n\nclass Own(Store):\n    def warm(self):\n        return self.load(4)\n\nclass Over(Store):\n    def load(self, key):\n        return super().load(key)\n\n'
      + '    def warm(self):\n        return self.load(5)\n\ndef plain(own: Own):\n    own.load(6)\n',
    'c.py': 'def unknown(thing):\n    thing.load(7)\n    thing.unload(8)\n',
  }, 'def load', ['a.py:4 called plain', 'a.py:6 called plain', 'b.py:5 called Own.warm', 'b.py:9 called Over.load', 'b.py:15 called plain'], 1],
  ['an overloaded function, by its first signature', {
    'loader.py': 'from typing import overload\n\n@overload\ndef load(key: int) -> int: ...\n@overload\ndef load(key: str) -> str: ...\ndef load(key):\n    return key\n',
    'a.py': 'from loader import load\n\nload(1)\nload("b")\n',
  }, 'def load', ['a.py:3 called', 'a.py:4 called']],
  ['who makes an object', {
    'store.py': 'class Store:\n    def __init__(self, key):\n        self.key = key\n',
    'a.py': 'from store import Store\n\nclass Own(Store):\n    def __init__(self):\n        super().__init__(1)\n\ndef plain() -> Store:\n    return Store(2)\n',
  }, 'def __init__', ['a.py:5 called Own.__init__', 'a.py:8 called plain']],
  ['a star import of what cannot be found leaves a call unresolved', {
    'loader.py': LOADER,
    'a.py': 'from nowhere import *\n\nload(1)\n',
  }, 'def load', [], 1],
  ['a file that does not parse is read as far as it can be', {
    'loader.py': LOADER,
    'a.py': 'from loader import load\n\ndef broken():\n    x = = 1\n    load(1)\n\ndef whole(:\n    load(2)\n\ndef after():\n    load(3)\n',
  }, 'def load', ['a.py:5 called broken', 'a.py:11 called after']],
];

for (const [title, files, where, uses, unresolved = 0] of cases) {
  test(`callers: ${title}`, () => {
    const definition = where.replace(/^.*\//, '');
    const file = where.includes('/') ? `${where.slice(0, where.lastIndexOf('/'))}/loader.py` : Object.keys(files)[0] ?? '';
    const engine = engineWith(files);
    assert.deepEqual(callersOf(engine, file, definition), { uses, unresolved, isCut: false });
    // What was checked before changes nothing.
    for (const name of Object.keys(files)) engine.check(`${ROOT}/${name}`);
    assert.deepEqual(callersOf(engine, file, definition), { uses, unresolved, isCut: false });
  });
}

const TWO = { 'loader.py': `${LOADER}\nload(0)\n`, 'a.py': 'from loader import load\nload(1)\n', 'b.py': 'from loader import load\nload(2)\n' };

test('the own file counts where it is asked for', () => {
  assert.deepEqual(callersOf(engineWith(TWO), 'loader.py', 'def load', 'with').uses, ['a.py:2 called', 'b.py:2 called', 'loader.py:4 called']);
});

test('an open document counts with the text that nobody has saved, and one that is nowhere on disk counts too', () => {
  const engine = engineWith(TWO);
  engine.open(`${ROOT}/b.py`, 'from loader import load\n\n\nload(3)\n');
  engine.open(`${ROOT}/new.py`, 'from loader import load\nload(4)\n');
  assert.deepEqual(callersOf(engine, 'loader.py', 'def load').uses, ['a.py:2 called', 'b.py:4 called', 'new.py:2 called']);
  engine.close(`${ROOT}/b.py`);
  assert.deepEqual(callersOf(engine, 'loader.py', 'def load').uses, ['a.py:2 called', 'b.py:2 called', 'new.py:2 called']);
});

test('what is excluded or ignored is not searched', () => {
  const files = { ...TWO, '.gitignore': 'built.py\n', '.git/HEAD': '', 'built.py': TWO['a.py'], '.venv/a.py': TWO['a.py'], 'gen/a.py': TWO['a.py'] };
  assert.deepEqual(callersOf(engineWith(files, { settings: { exclude: ['gen/**'] } }), 'loader.py', 'def load').uses, ['a.py:2 called', 'b.py:2 called']);
});

test('a budget that runs out is told, and spent on the likely ones first', () => {
  const far = Object.fromEntries([1, 2, 3].map((n) => [`far/a${n}.py`, 'def load():\n    pass\nload()\n']));
  const engine = engineWith({ ...far, 'src/loader.py': LOADER, 'src/use.py': 'from src.loader import load\nload(1)\n' });
  assert.deepEqual(callersOf(engine, 'src/loader.py', 'def load', 'without', { models: 1 }), { uses: ['src/use.py:2 called'], unresolved: 0, isCut: true });
  assert.deepEqual(callersOf(engine, 'src/loader.py', 'def load', 'without', { models: 4 }), { uses: ['src/use.py:2 called'], unresolved: 0, isCut: false });
  assert.equal(callersOf(engine, 'src/loader.py', 'def load', 'without', { files: 1 }).isCut, true);
  assert.deepEqual(callersOf(engine, 'src/loader.py', 'def load', 'without', { milliseconds: -1 }), { uses: [], unresolved: 0, isCut: true });
});

test('only files that mention the name are modelled, and a step is no more than one file', () => {
  const many = Object.fromEntries(Array.from({ length: 50 }, (_, n) => [`quiet${n}.py`, 'async def other():\n    pass\n']));
  const engine = engineWith({ ...many, ...TWO });
  engine.analyse(`${ROOT}/loader.py`);
  const parsed = (): number => engine.statistics()['python']?.modules ?? 0;
  const before = parsed();
  const steps = engine.callersOf(`${ROOT}/loader.py`, TWO['loader.py'].indexOf('load'), { own: 'without' });
  assert.ok(steps);
  let last = parsed();
  for (let step = steps.next(); !step.done; step = steps.next()) {
    assert.ok(parsed() - last <= 1, 'more than one file in a step');
    last = parsed();
  }
  assert.equal(parsed() - before, 2);
});

test('short memory changes no answer', () => {
  const wide = Object.fromEntries(Array.from({ length: 12 }, (_, n) => [`m${n}.py`, `from loader import load\n\nasync def go():\n    load(${n})\n${'# filler\n'.repeat(40)}`]));
  const files = { 'loader.py': LOADER, ...wide };
  assert.deepEqual(callersOf(engineWith(files, { heldCharacters: 500 }), 'loader.py', 'def load'), callersOf(engineWith(files), 'loader.py', 'def load'));
});

test('no function, no search', () => {
  const engine = engineWith(TWO);
  assert.equal(engine.callersOf(`${ROOT}/loader.py`, 0, { own: 'without' }), undefined);
  assert.equal(engine.callersOf(`${ROOT}/missing.py`, 4, { own: 'without' }), undefined);
});

test('TypeScript: imports, methods, other names', () => {
  const files = {
    'store.ts': 'export function load(key: number): number {\n  return key;\n}\nexport class Store {\n  load(key: number): number {\n    return key;\n  }\n}\n',
    'index.ts': "export { load } from './store';\n",
    'a.ts': "import { load as fetch } from './index';\nimport { Store, load } from './store';\nexport async function main(): Promise<void> {\n  fetch(1);\n  new Store().load(2);\n  [3].map(load);\n}\n",
    'b.py': 'load(4)\n',
  };
  const engine = engineWith(files);
  assert.deepEqual(callersOf(engine, 'store.ts', 'function load').uses, ['a.ts:4 called async main', 'a.ts:6 handed-on async main']);
  assert.deepEqual(callersOf(engine, 'store.ts', '  load').uses, ['a.ts:5 called async main']);
});
