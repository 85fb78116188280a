import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Rule } from '../rules/rule.js';
import { createEngine, type Engine } from './engine.js';
import type { CheckOptions, EngineOptions } from './engine-options.js';
import { fixAll } from './fix-all.js';
import type { Problem } from './finding.js';
import { MemoryFileSystem } from './memory-host.js';
import { crashingRule, fakeRule } from './testing/fake-rules.js';

const trap = fakeRule({ id: 'trap', callee: 'trap', fix: { safety: 'safe', replacement: 'safe' } });
const pit = fakeRule({ id: 'pit', callee: 'pit', fix: { safety: 'review', replacement: 'bridge' } });

function engineWith(files: Readonly<Record<string, string | Uint8Array>>, rules: readonly Rule[] = [trap, pit], more: Partial<EngineOptions> = {}): Engine {
  return createEngine({ host: new MemoryFileSystem(files), roots: ['/w'], rules, crashes: 'throw', ...more });
}

/** `line:rule` of each finding. */
function found(engine: Engine, path = '/w/a.py', options: CheckOptions = {}): string[] {
  const report = engine.check(path, options);
  return report.findings.map(({ rule, start }) => `${report.lines.positionAt(start).line + 1}:${rule}`);
}

const head = 'import asyncio\n';

test('reports by position, in functions, methods, lambdas and the module', () => {
  const engine = engineWith({ '/w/a.py': `${head}async def f():\n    pit()\n    trap()\nclass A:\n    def m(self):\n        trap()\n    trap()\ng = lambda: trap()\n` });
  assert.deepEqual(found(engine), ['3:pit', '4:trap', '7:trap', '8:trap', '9:trap']);
});

test('messages in the chosen language, with data', () => {
  const files = { '/w/a.py': `${head}trap()\n` };
  assert.equal(engineWith(files).check('/w/a.py').findings[0]?.message, '`trap` is called');
  const chinese = engineWith(files, [trap], { language: 'zh' }).check('/w/a.py').findings[0];
  assert.equal(chinese?.message, '调用了 `trap`');
  assert.equal(chinese?.fixes[0]?.title, '替换 trap');
});

test('fixes are left out on request', () => {
  const engine = engineWith({ '/w/a.py': `${head}trap()\n` });
  assert.deepEqual(engine.check('/w/a.py', { fixes: 'none' }).findings[0]?.fixes, []);
  assert.equal(engine.check('/w/a.py').findings[0]?.fixes.length, 1);
});

test('a crashing rule is left out for the file, told once, and the others go on', () => {
  const told: Problem[] = [];
  const files = { '/w/a.py': `${head}trap()\n`, '/w/b.py': `${head}trap()\n` };
  const engine = engineWith(files, [crashingRule('broken'), trap], { crashes: 'isolate', onProblem: (problem) => told.push(problem) });
  assert.deepEqual(found(engine), ['2:trap']);
  engine.change('/w/a.py', `${head}\ntrap()\n`);
  assert.deepEqual(found(engine), ['3:trap']);
  assert.deepEqual(found(engine, '/w/b.py'), ['2:trap']);
  assert.deepEqual(told.map(({ path, kind }) => `${path} ${kind}`), ['/w/a.py internal', '/w/b.py internal']);
  assert.match(told[0]?.message ?? '', /^The rule `broken` failed on this file and was left out: Error: out of luck \(at /);
  assert.throws(() => engineWith(files, [crashingRule('broken')]).check('/w/a.py'), /out of luck/);
});

test('one finding for one thing, however often it is reported', () => {
  const engine = engineWith({ '/w/a.py': `${head}trap()\n` }, [trap, trap]);
  assert.deepEqual(found(engine), ['2:trap']);
});

test('a function with a syntax error is left out, its neighbours are not', () => {
  const engine = engineWith({ '/w/a.py': `${head}def f():\n    trap()\n    x = = 1\n\ndef g():\n    trap()\n` });
  assert.deepEqual(found(engine), ['7:trap']);
  assert.ok(engine.check('/w/a.py').syntaxErrors > 0);
});

test('more findings than the limit become one problem', () => {
  const engine = engineWith({ '/w/a.py': head + 'trap()\n'.repeat(9) });
  const report = engine.check('/w/a.py', { maximumFindings: 7 });
  assert.equal(report.findings.length, 7);
  assert.deepEqual(report.problems, [{ path: '/w/a.py', kind: 'budget', message: '2 more findings are not shown' }]);
});

const levelCases: readonly (readonly [title: string, rule: Rule, settings: unknown, level: string | undefined])[] = [
  ['default', fakeRule({ id: 'r', callee: 'trap' }), {}, 'warning'],
  ['level of the report', fakeRule({ id: 'r', callee: 'trap', reportedLevel: 'info' }), {}, 'info'],
  ['the user decides over the report', fakeRule({ id: 'r', callee: 'trap', reportedLevel: 'info' }), { rules: { r: 'error' } }, 'error'],
  ['off stays off', fakeRule({ id: 'r', callee: 'trap', reportedLevel: 'error' }), { rules: { r: 'off' } }, undefined],
  ['strict only', fakeRule({ id: 'r', callee: 'trap', preset: 'strict' }), {}, undefined],
  ['in strict', fakeRule({ id: 'r', callee: 'trap', preset: 'strict' }), { preset: 'strict' }, 'warning'],
];
for (const [title, rule, settings, level] of levelCases) {
  test(`levels: ${title}`, () => {
    const engine = engineWith({ '/w/a.py': `${head}trap()\n` }, [rule], { settings });
    assert.equal(engine.check('/w/a.py').findings[0]?.level, level);
  });
}

test('comments silence findings on the first and last line of the statement', () => {
  const engine = engineWith({ '/w/a.py': [
    'import asyncio',
    'trap()  # async-pitfalls: ignore[trap]',
    '# async-pitfalls: ignore[trap] reason',
    'trap()',
    'x = f(',
    '    trap(),',
    ')  # async-pitfalls: ignore[trap]',
    'x = f(  # async-pitfalls: ignore',
    '    trap(),',
    ')',
    'trap()  # async-pitfalls: ignore[pit]',
    'trap()  # noqa',
    's = "# async-pitfalls: ignore"; trap()',
    '',
  ].join('\n') });
  assert.deepEqual(found(engine), ['11:trap', '12:trap', '13:trap']);
});

test('unused comments are reported on request, with a fix', () => {
  const text = `${head}# async-pitfalls: ignore[trap]\nx = 1\ntrap()  # async-pitfalls: ignore[trap]\ny()  # async-pitfalls: ignore[tarp]\ntrap()  # async-pitfalls: ignore[trap, pit]\nz()  # noqa: RUF006\n`;
  const engine = engineWith({ '/w/a.py': text });
  assert.deepEqual(found(engine), []);
  const { findings } = engine.check('/w/a.py', { unusedSuppressions: 'report' });
  assert.deepEqual(findings.map(({ message }) => message), [
    'This comment silences nothing', 'There is no rule `tarp`; did you mean `trap`?', 'This comment silences nothing for pit',
  ]);
  assert.deepEqual(findings.map(({ fixes }) => fixes.flatMap(({ edits }) => edits.map((edit) => text.slice(edit.start, edit.end)))), [
    ['# async-pitfalls: ignore[trap]\n'], ['  # async-pitfalls: ignore[tarp]'], [],
  ]);
});

test('an edit changes what is reported; an unchanged file is not checked again', () => {
  const engine = engineWith({ '/w/a.py': `${head}trap()\n`, '/w/b.py': `${head}trap()\n` });
  const before = engine.check('/w/b.py');
  assert.deepEqual(found(engine), ['2:trap']);
  engine.open('/w/a.py', `${head}\ntrap()\n`, { version: 1 });
  assert.deepEqual(found(engine), ['3:trap']);
  assert.equal(engine.check('/w/a.py').version, 1);
  engine.change('/w/a.py', head, 2);
  assert.deepEqual(found(engine), []);
  engine.close('/w/a.py');
  assert.deepEqual(found(engine), ['2:trap']);
  assert.equal(engine.check('/w/b.py'), before);
});

test('a settings file that changes counts at once', () => {
  const host = new MemoryFileSystem({ '/w/a.py': `${head}trap()\n` });
  const engine = createEngine({ host, roots: ['/w'], rules: [trap], crashes: 'throw' });
  assert.deepEqual(found(engine), ['2:trap']);
  host.set('/w/async-pitfalls.json', '{"rules": {"trap": "off"}}');
  engine.fileChanged('/w/async-pitfalls.json');
  assert.deepEqual(found(engine), []);
  host.delete('/w/async-pitfalls.json');
  engine.fileChanged('/w/async-pitfalls.json');
  assert.deepEqual(found(engine), ['2:trap']);
  engine.configure({ rules: { trap: 'off' } });
  assert.deepEqual(found(engine), []);
});

test('the supported Python versions decide which branches count, also when they change', () => {
  const text = `${head}import sys\nif sys.version_info >= (3, 10):\n    trap()\nelse:\n    pit()\n`;
  const host = new MemoryFileSystem({ '/w/a.py': text });
  const engine = createEngine({ host, roots: ['/w'], rules: [trap, pit], crashes: 'throw' });
  assert.deepEqual(found(engine), ['4:trap', '6:pit']);
  host.set('/w/pyproject.toml', '[project]\nrequires-python = ">=3.10"\n');
  engine.fileChanged('/w/pyproject.toml');
  assert.deepEqual(found(engine), ['4:trap']);
  host.set('/w/pyproject.toml', '[project]\nrequires-python = ">=3.8,<3.10"\n');
  engine.fileChanged('/w/pyproject.toml');
  assert.deepEqual(found(engine), ['6:pit']);
});

test('a constant of another module decides which branches count, also when it changes', () => {
  const compat = (test: string): string => `import sys\nNEW = sys.version_info ${test}\n`;
  const host = new MemoryFileSystem({
    '/w/a.py': `${head}from compat import NEW\nif NEW:\n    trap()\nelse:\n    pit()\n`,
    '/w/b.py': 'from helper import pause\n\nasync def main():\n    pause()\n',
    '/w/helper.py': 'import time\nfrom compat import NEW\n\ndef pause():\n    if NEW:\n        return\n    time.sleep(1)\n',
    '/w/compat.py': compat('>= (3, 8)'), '/w/pyproject.toml': '[project]\nrequires-python = ">=3.10"\n',
  });
  const engine = createEngine({ host, roots: ['/w'], rules: [trap, pit], crashes: 'throw' });
  const blocking = createEngine({ host, roots: ['/w'], crashes: 'throw' });
  assert.deepEqual([found(engine), found(blocking, '/w/b.py')], [['4:trap'], []]);
  for (const each of [engine, blocking]) each.change('/w/compat.py', compat('< (3, 8)'));
  assert.deepEqual([found(engine), found(blocking, '/w/b.py')], [['6:pit'], ['4:blocking-call']]);
  for (const each of [engine, blocking]) each.change('/w/compat.py', compat('>= (3, 12)'));
  assert.deepEqual([found(engine), found(blocking, '/w/b.py')], [['4:trap', '6:pit'], ['4:blocking-call']]);
});

test('an edit of a version constant decides branches of functions that it leaves as they were', () => {
  const code = (version: string): string => (
    `import sys, time\nNEW = sys.version_info >= (3, ${version})\nasync def wait():\n    pause = print\n    if NEW:\n        pause = time.sleep\n    pause(3)\n`
  );
  const host = new MemoryFileSystem({ '/w/a.py': code('99'), '/w/pyproject.toml': '[project]\nrequires-python = ">=3.10"\n' });
  const engine = createEngine({ host, roots: ['/w'], crashes: 'throw' });
  assert.deepEqual(found(engine), []);
  engine.change('/w/a.py', code('9'));
  assert.deepEqual(found(engine), ['7:blocking-call']);
  engine.change('/w/a.py', code('99'));
  assert.deepEqual(found(engine), []);
});

test('in a repository of several projects each file has the versions of its own', () => {
  const text = `${head}import sys\nif sys.version_info >= (3, 11):\n    trap()\nelse:\n    pit()\n`;
  const project = (versions: string): string => `[project]\nrequires-python = "${versions}"\n`;
  const host = new MemoryFileSystem({ '/w/a.py': text, '/w/new/a.py': text, '/w/new/pyproject.toml': project('>=3.11'), '/w/pyproject.toml': project('>=3.9') });
  const engine = createEngine({ host, roots: ['/w'], rules: [trap, pit], crashes: 'throw' });
  assert.deepEqual([found(engine), found(engine, '/w/new/a.py')], [['4:trap', '6:pit'], ['4:trap']]);
  host.set('/w/new/pyproject.toml', project('>=3.8,<3.11'));
  engine.fileChanged('/w/new/pyproject.toml');
  assert.deepEqual([found(engine), found(engine, '/w/new/a.py')], [['4:trap', '6:pit'], ['6:pit']]);
});

test('a file without asynchronous words is not analysed, unless it uses one that has some', () => {
  const engine = engineWith({
    '/w/plain.py': 'import os\ntrap()\n',
    '/w/caller.py': 'from pkg.db import save\ntrap()\n',
    '/w/pkg/__init__.py': '', '/w/pkg/db.py': 'async def save(): ...\n',
  });
  assert.equal(engine.check('/w/plain.py').stats.isAnalysed, false);
  assert.deepEqual(found(engine, '/w/caller.py'), ['2:trap']);
});

test('a document that was never saved has the language it says', () => {
  const engine = engineWith({});
  engine.open('untitled:1', `${head}trap()\n`, { language: 'python' });
  assert.deepEqual(found(engine, 'untitled:1'), ['2:trap']);
});

test('unreadable files are problems', () => {
  const engine = engineWith({ '/w/a.py': Uint8Array.of(0x61, 0) });
  assert.deepEqual(engine.check('/w/a.py').problems.map(({ message }) => message), ['The file is a binary file and was not checked']);
  assert.equal(engine.check('/w/none.py').problems.length, 1);
});

test('fixes are applied until none is left; safe ones only unless asked', () => {
  const text = `${head}trap(trap(trap()))\r\npit()\r\n`;
  const engine = engineWith({ '/w/a.py': text });
  const safe = fixAll(engine, ['/w/a.py'], 'safe');
  assert.equal(safe.changed.get('/w/a.py')?.after, `${head}safe(safe(safe()))\r\npit()\r\n`);
  assert.equal(safe.applied, 3);
  assert.deepEqual(found(engine), ['3:pit']);
  const review = fixAll(engine, ['/w/a.py'], 'review');
  assert.equal(review.changed.get('/w/a.py')?.after, `${head}safe(safe(safe()))\r\nbridge()\r\n`);
});

test('an `await` that is in vain only until a function becomes async stays where it is', () => {
  const waits = 'import asyncio\n\n\ndef pause():\n    await asyncio.sleep(1)\n';
  const files = {
    '/w/a.py': 'from c import outer\nfrom d import plain\n\n\nasync def main():\n    await outer()\n    await plain()\n',
    '/w/b.py': waits,
    '/w/c.py': 'from b import pause\n\n\ndef outer():\n    pause()\n',
    '/w/d.py': 'def plain():\n    print(1)\n',
  };
  const engine = createEngine({ host: new MemoryFileSystem(files), roots: ['/w'], crashes: 'throw' });
  const { applied, changed } = fixAll(engine, Object.keys(files), 'review');
  assert.deepEqual(Object.fromEntries([...changed].map(([path, { after }]) => [path, after])), {
    '/w/a.py': files['/w/a.py'].replace('await plain()', 'plain()'),
    '/w/b.py': waits.replace('def', 'async def'),
    '/w/c.py': files['/w/c.py'].replace('def outer', 'async def outer').replace('    pause()', '    await pause()'),
  });
  assert.equal(applied, 3);
});

test('a fix that leaves its finding is applied once', () => {
  const vain = fakeRule({ id: 'vain', callee: 'a', fix: { safety: 'safe', replacement: '; c()', place: 'behind' } });
  const other = fakeRule({ id: 'other', callee: 'c', fix: { safety: 'safe', replacement: 'longer' } });
  const result = fixAll(engineWith({ '/w/a.py': `${head}c()\na(); a()\n` }, [vain, other]), ['/w/a.py'], 'safe');
  assert.equal(result.changed.get('/w/a.py')?.after, `${head}longer()\na(); longer(); a(); longer()\n`);
  assert.equal(result.applied, 5);
});

test('fixes that undo each other end', () => {
  const there = fakeRule({ id: 'there', callee: 'a', fix: { safety: 'safe', replacement: 'b' } });
  const back = fakeRule({ id: 'back', callee: 'b', fix: { safety: 'safe', replacement: 'a' } });
  const result = fixAll(engineWith({ '/w/a.py': `${head}a()\n` }, [there, back]), ['/w/a.py'], 'safe');
  assert.equal(result.applied, 10);
  assert.equal(result.changed.size, 0);
});

test('fixes that would break the code are taken back', () => {
  const bad = fakeRule({ id: 'bad', callee: 'trap', fix: { safety: 'safe', replacement: '(trap' } });
  const engine = engineWith({ '/w/a.py': `${head}trap()\n`, '/w/b.py': `${head}trap()\n` }, [bad]);
  const result = fixAll(engine, ['/w/a.py'], 'safe');
  assert.equal(result.changed.size, 0);
  assert.deepEqual(result.problems.map(({ message }) => message), ['The fixes for this file were not applied: the result would not be valid code']);
});

test('inserted lines have the line breaks of the file', () => {
  const multi = fakeRule({ id: 'multi', callee: 'trap', fix: { safety: 'safe', replacement: 'a\nb' } });
  const engine = engineWith({ '/w/a.py': 'import asyncio\r\ntrap()\r\n' }, [multi]);
  assert.equal(engine.check('/w/a.py').findings[0]?.fixes[0]?.edits[0]?.newText, 'a\r\nb');
});

test('only modules that can see a difference are checked again', () => {
  const host = new MemoryFileSystem({
    '/w/a.py': 'import asyncio\nimport b\nasync def main():\n    await b.save()\n', '/w/b.py': 'async def save():\n    x = 1\n', '/w/other.py': 'import asyncio\ntrap()\n',
  });
  const engine = createEngine({ host, roots: ['/w'], crashes: 'throw' });
  const [a, other] = [engine.check('/w/a.py'), engine.check('/w/other.py')];
  engine.check('/w/b.py');
  engine.change('/w/b.py', 'async def save():\n    x = 2\n');
  assert.equal(engine.check('/w/a.py'), a);
  engine.change('/w/b.py', 'def save():\n    x = 2\n');
  assert.notEqual(engine.check('/w/a.py'), a);
  assert.equal(engine.check('/w/other.py'), other);
});

test('what a caller passes through another file is judged anew when a test, a default or a class on the way changes', () => {
  const texts = {
    '/w/a.py': 'import asyncio, b, kinds\nasync def main():\n    b.load(kinds.Kind())\n    b.wait()\n',
    '/w/b.py': 'import c\ndef load(x): return c.read(x)\ndef wait(limit=None): return c.pause(limit)\n',
    '/w/c.py': 'import time\nfrom kinds import Base\ndef read(x):\n    if isinstance(x, Base):\n        return\n    time.sleep(1)\ndef pause(limit):\n    if limit: time.sleep(limit)\n',
    '/w/kinds.py': 'class Base: ...\nclass Kind(Base): ...\n',
  };
  const engine = createEngine({ host: new MemoryFileSystem(texts), roots: ['/w'], crashes: 'throw' });
  const after = (path: keyof typeof texts, from: string, to: string): string[] => {
    assert.ok(texts[path].includes(from));
    engine.change(path, texts[path].replace(from, to));
    const findings = found(engine);
    engine.change(path, texts[path]);
    return findings;
  };
  assert.deepEqual(engine.check('/w/a.py').findings, []);
  assert.deepEqual(after('/w/kinds.py', 'Kind(Base)', 'Kind'), ['3:blocking-call']);
  assert.deepEqual(engine.check('/w/a.py').findings, []);
  assert.deepEqual(after('/w/c.py', 'if isinstance', 'if not isinstance'), ['3:blocking-call']);
  assert.deepEqual(after('/w/b.py', 'limit=None', 'limit=3'), ['4:blocking-call']);
  assert.deepEqual(engine.check('/w/a.py').findings, []);
});

test('an edit that nobody can see does not make the engine forget who uses whom', () => {
  const host = new MemoryFileSystem({
    '/w/a.py': 'import asyncio, b, z\nasync def main():\n    b.plain()\n    z.save()\n', '/w/b.py': 'async def own():\n    x = 1\ndef plain(): ...\n', '/w/z.py': 'def save(): ...\n',
  });
  const engine = createEngine({ host, roots: ['/w'], crashes: 'throw' });
  for (const path of ['/w/a.py', '/w/b.py', '/w/z.py']) engine.check(path);
  engine.change('/w/b.py', 'async def own():\n    x = 2\ndef plain(): ...\n');
  engine.check('/w/b.py');
  engine.change('/w/z.py', 'async def save(): ...\n');
  assert.deepEqual(found(engine), ['4:missing-await']);
});
