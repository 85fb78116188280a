/**
 * What an engine finds out may be kept for the next one and given up when memory is short; the answers stay those of a
 * fresh start, whatever was edited, created and deleted in between.
 */
import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { languageOf, MemoryFileSystem, noEnvironment, type EngineOptions, type IndexStore } from '../../rules/src/core.js';
import { chooser, edits, type Choose } from './testing/edits.js';
import { findingsOf, projectTexts, root, ruleProgramTexts, sourcesOf, strictEngine, type Texts } from './testing/programs.js';

const seed = Number(process.env['EDIT_SEED'] ?? 20261121);
const runs = Number(process.env['EDIT_STEPS'] ?? 25);

class MemoryStore implements IndexStore {
  text: string | undefined;
  saves = 0;

  load(): string | undefined {
    return this.text;
  }

  save(text: string): void {
    this.text = text;
    this.saves++;
  }
}

/** Every file looks as if it had just been written, so that only its text can tell whether it changed. */
class RacyFileSystem extends MemoryFileSystem {
  override signatureOf(path: string): { text: string; changed: number } | undefined {
    return this.kindOf(path) === 'file' ? { text: 'same', changed: Date.now() } : undefined;
  }
}

/** The Python files of a project that are there now. */
const pythonFiles = (texts: Texts): string[] => sourcesOf(texts, 'python');

for (const [name, texts] of [['demo-service', projectTexts('demo-service')], ['programs of the rules', ruleProgramTexts()]] as const) {
  describe(name, () => {
    for (const FileSystem of [MemoryFileSystem, RacyFileSystem]) {
      test(`run after run, ${FileSystem === RacyFileSystem ? 'by texts' : 'by signatures'} (seed ${seed})`, () => {
        const choose = chooser(seed);
        const store = new MemoryStore();
        let current: Record<string, string> = { ...texts };
        const done: string[] = [];
        for (let run = 0; run < runs; run++) {
          for (let step = choose(3); step > 0; step--) done.push(spoil(current, choose));
          const files = pythonFiles(current);
          const asked = files.filter(() => choose(4) > 0);
          const engine = strictEngine(current, { host: new FileSystem(current), index: store });
          assert.deepEqual(findingsOf(engine, asked), findingsOf(strictEngine(current), asked), done.join('\n'));
          engine.saveIndex();
          current = { ...current };
        }
      });
    }

    const size = pythonFiles(texts).reduce((sum, file) => sum + (texts[file]?.length ?? 0), 0);
    for (const [title, heldCharacters] of [['next to no', 3000], ['half the', size >> 1], ['nearly the', Math.round(size * 0.9)]] as const) {
      test(`with ${title} memory that the models take`, () => {
        const files = pythonFiles(texts);
        const engine = strictEngine(texts, { heldCharacters });
        assert.deepEqual(findingsOf(engine, files), findingsOf(strictEngine(texts), files));
        assert.ok((engine.statistics().python?.modules ?? 0) > files.length / 2);
        const choose = chooser(seed);
        const current: Record<string, string> = { ...texts };
        for (let step = 0; step < runs; step++) {
          const file = files[choose(files.length)] ?? assert.fail();
          const [edited, edit] = Object.entries(edits)[choose(Object.keys(edits).length)] ?? assert.fail();
          current[file] = edit((current[file] ?? '').split('\n'), choose).join('\n');
          engine.change(file, current[file]);
          const asked = files.filter(() => choose(3) > 0);
          assert.deepEqual(findingsOf(engine, asked), findingsOf(strictEngine(current), asked), `${edited}: ${file}`);
        }
      });
    }

    test('nothing is read again when nothing changed, and nothing is written', () => {
      const store = new MemoryStore();
      const files = pythonFiles(texts);
      const first = strictEngine(texts, { index: store });
      const expected = findingsOf(first, files);
      first.saveIndex();
      const host = new MemoryFileSystem(texts);
      const second = strictEngine(texts, { host, index: store });
      assert.deepEqual(findingsOf(second, files), expected);
      assert.deepEqual([...host.reads.keys()].filter((file) => languageOf(file) !== undefined), []);
      second.saveIndex();
      assert.equal(store.saves, 1);
    });
  });
}

/** Changes, creates or deletes a file; the answer says which. */
function spoil(current: Record<string, string>, choose: Choose): string {
  const files = pythonFiles(current);
  const file = files[choose(files.length)] ?? assert.fail();
  const action = choose(8);
  if (action === 0 && files.length > 4) {
    Reflect.deleteProperty(current, file);
    return `deleted: ${file}`;
  }
  if (action === 1) {
    const renamed = file.replace(/(\w+)\.py$/, (_whole, stem: string) => `${stem === '__init__' ? 'init' : stem}_2.py`);
    current[renamed] = current[file] ?? '';
    Reflect.deleteProperty(current, file);
    return `renamed: ${file} → ${renamed}`;
  }
  if (action === 2) {
    const module = ['asyncio', 'requests', 'time', 'helpers', 'db'][choose(5)] ?? 'db';
    const created = `${file.replace(/[^/]+$/, '')}${module}.py`;
    current[created] = 'import time\n\ndef sleep(seconds):\n    time.sleep(seconds)\n\nasync def get(url):\n    sleep(1)\n';
    return `created: ${created}`;
  }
  const [title, edit] = Object.entries(edits)[choose(Object.keys(edits).length)] ?? assert.fail();
  current[file] = edit((current[file] ?? '').split('\n'), choose).join('\n');
  return `${title}: ${file}`;
}

test('lines that moved in a file that evidence is in', () => {
  const helper = 'import time\n\ndef pause():\n    time.sleep(1)\n';
  const texts: Record<string, string> = {
    [`${root}/helper.py`]: helper,
    [`${root}/main.py`]: 'import asyncio\nfrom helper import pause\n\nasync def main():\n    pause()\n\nasyncio.run(main())\n',
  };
  const file = `${root}/main.py`;
  const store = new MemoryStore();
  const engine = strictEngine(texts, { index: store });
  const before = engine.check(file).findings;
  engine.saveIndex();
  const later = { ...texts, [`${root}/helper.py`]: `\n\n${helper}` };
  const after = strictEngine(later, { index: store }).check(file).findings;
  assert.deepEqual(after, strictEngine(later).check(file).findings);
  assert.notDeepEqual(after, before);
});

test('another project file between two runs: what rests on branches for its versions is found out again', () => {
  const project = (versions: string): string => `[project]\nname = "new"\nrequires-python = "${versions}"\n`;
  const texts: Record<string, string> = {
    [`${root}/new/helper.py`]: 'import sys\nimport time\n\nif sys.version_info >= (3, 11):\n    def pause():\n        pass\nelse:\n    def pause():\n        time.sleep(1)\n',
    [`${root}/new/pyproject.toml`]: project('>=3.11'),
    [`${root}/main.py`]: 'import asyncio\nfrom new.helper import pause\n\nasync def main():\n    pause()\n\nasyncio.run(main())\n',
  };
  const store = new MemoryStore();
  const check = (current: Record<string, string>): readonly string[] => {
    const engine = strictEngine(current, { index: store });
    const found = engine.check(`${root}/main.py`).findings.map(({ rule }) => rule);
    engine.saveIndex();
    return found;
  };
  assert.deepEqual(check(texts), []);
  assert.deepEqual(check({ ...texts, [`${root}/new/pyproject.toml`]: project('>=3.8,<3.11') }), ['blocking-call']);
  assert.deepEqual(check(texts), []);
  Reflect.deleteProperty(texts, `${root}/new/pyproject.toml`);
  assert.deepEqual(check({ ...texts, [`${root}/pyproject.toml`]: project('>=3.11') }), []);
});

test('folders that were looked for in vain: the index does without them, and when they appear it is noticed', () => {
  const blocking = 'import time\n\ndef pause():\n    time.sleep(1)\n';
  const without: Texts = {
    [`${root}/pkg/__init__.py`]: '',
    [`${root}/pkg/main.py`]: 'import asyncio\nfrom .helper import pause\nfrom .deep.er import pause as longer\nfrom space.part import pause as third\n\n'
      + 'async def main():\n    pause()\n    longer()\n    third()\n\nasyncio.run(main())\n',
  };
  const appearing = [`${root}/pkg/helper/__init__.py`, `${root}/pkg/deep/er/__init__.py`, `${root}/space/part.py`];
  const file = `${root}/pkg/main.py`;
  const store = new MemoryStore();
  const first = strictEngine(without, { index: store });
  const before = first.check(file).findings.length;
  first.saveIndex();
  for (const path of appearing) assert.ok(!store.text?.includes(`${path.replace(/\/[^/]*$/, '')}"`), `${path}: ${store.text}`);
  for (let count = 1; count <= appearing.length; count++) {
    const texts = { ...without, ...Object.fromEntries(appearing.slice(0, count).map((path) => [path, blocking])) };
    const kept = new MemoryStore();
    kept.text = store.text;
    const second = strictEngine(texts, { index: kept });
    assert.equal(second.check(file).findings.length, before + count);
    second.saveIndex();
    assert.equal(strictEngine(without, { index: kept }).check(file).findings.length, before, 'and gone again');
  }
});

test('a package that a program is started with appears beside a module', () => {
  const texts: Texts = {
    [`${root}/pkg/__init__.py`]: '',
    [`${root}/pkg/work.py`]: 'import asyncio\n\nasync def main():\n    asyncio.get_event_loop().run_until_complete(asyncio.sleep(1))\n',
  };
  const file = `${root}/pkg/work.py`;
  const store = new MemoryStore();
  const first = strictEngine(texts, { index: store });
  assert.equal(first.check(file).findings.length, 1);
  first.saveIndex();
  const later = { ...texts, [`${root}/pkg/app/__init__.py`]: 'import nest_asyncio\n\nnest_asyncio.apply()\n' };
  assert.equal(strictEngine(later).check(file).findings.length, 0, 'after a fresh start');
  assert.equal(strictEngine(later, { index: store }).check(file).findings.length, 0);
});

test('what the last files rest on is not read again', () => {
  const texts: Record<string, string> = {
    [`${root}/lib.py`]: 'async def fetch():\n    return 1\n',
    [`${root}/main.py`]: 'import lib\n\nasync def main():\n    lib.fetch()\n',
  };
  for (let index = 0; index < 40; index++) texts[`${root}/other${index}.py`] = 'async def nothing():\n    await nothing()\n'.repeat(20);
  const engine = strictEngine(texts, { heldCharacters: 10_000 });
  const parsed = (): number => engine.statistics().python?.modules ?? 0;
  findingsOf(engine, pythonFiles(texts).filter((file) => !file.endsWith('main.py')));
  assert.equal(engine.check(`${root}/main.py`).findings.length, 1);
  const before = parsed();
  findingsOf(engine, Array.from({ length: 12 }, (_none, index) => `${root}/other${index}.py`));
  engine.change(`${root}/other1.py`, 'async def other():\n    pass\n'.repeat(100));
  engine.check(`${root}/other1.py`);
  engine.change(`${root}/main.py`, 'import lib\n\nasync def main():\n    x = lib.fetch()\n');
  assert.equal(engine.check(`${root}/main.py`).findings.length, 1);
  assert.equal(parsed() - before, 2);
});

describe('an index that cannot be trusted', () => {
  const texts: Texts = {
    [`${root}/main.py`]: 'import asyncio\nfrom lib import fetch\n\nasync def main():\n    fetch()\n\nasyncio.run(main())\n',
    [`${root}/lib.py`]: 'async def fetch():\n    return 1\n',
  };
  const files = pythonFiles(texts);
  const store = new MemoryStore();
  const engine = strictEngine(texts, { index: store });
  const expected = findingsOf(engine, files);
  engine.saveIndex();
  const whole = store.text ?? assert.fail();
  const isRead = (text: string, options: Partial<EngineOptions> = {}): boolean => {
    const host = new MemoryFileSystem(texts);
    const given = new MemoryStore();
    given.text = text;
    assert.deepEqual(findingsOf(strictEngine(texts, { host, index: given, ...options }), files), expected);
    return !host.reads.has(`${root}/main.py`);
  };

  test('is whole', () => {
    assert.equal(expected[`${root}/main.py`]?.length, 1);
    assert.equal(isRead(whole), true);
  });

  test('is cut off, anywhere', () => {
    for (let end = 0; end < whole.length; end += 7) assert.equal(isRead(whole.slice(0, end)), false, String(end));
  });

  test('has another character, anywhere', () => {
    for (let at = 0; at < whole.length; at += 11) assert.equal(isRead(`${whole.slice(0, at)}${whole[at] === '1' ? '2' : '1'}${whole.slice(at + 1)}`), false, String(at));
  });

  test('was made for other settings, roots or packages', () => {
    assert.equal(isRead(whole, { overrides: { preset: 'strict' } }), false);
    assert.equal(isRead(whole, { pythonEnvironment: { ...noEnvironment, folders: ['/elsewhere/site-packages'] } }), false);
    assert.equal(isRead(whole, { roots: [root, '/other'] }), false);
  });
});
