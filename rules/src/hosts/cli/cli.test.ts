/** The bundled program as a user runs it: spawned in a folder, judged by output, exit status and files. */
import assert from 'node:assert/strict';
import { spawn, spawnSync, type SpawnSyncReturns } from 'node:child_process';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { after, before, test } from 'node:test';

const repository = process.env['ASYNC_PITFALLS_ROOT'] ?? '.';
const base = fs.mkdtempSync(path.join(os.tmpdir(), 'async-pitfalls-cli-'));
const program = path.join(base, 'build', 'rules', 'dist', 'cli.cjs');
let folders = 0;

before(() => {
  const build = spawnSync(process.execPath, ['scripts/build.mjs', 'cli', '--into', path.join(base, 'build')], { cwd: repository, encoding: 'utf8' });
  assert.equal(build.status, 0, build.stderr);
});
after(() => { fs.rmSync(base, { recursive: true, force: true }); });

/** A new folder with these files. `.git` makes it a project of its own. */
function project(files: Readonly<Record<string, string | Uint8Array>>): string {
  const folder = path.join(base, `project-${++folders}`);
  fs.mkdirSync(path.join(folder, '.git'), { recursive: true });
  for (const [name, content] of Object.entries(files)) {
    fs.mkdirSync(path.dirname(path.join(folder, name)), { recursive: true });
    fs.writeFileSync(path.join(folder, name), content);
  }
  return folder;
}

function run(cwd: string, ...words: readonly string[]): SpawnSyncReturns<string> {
  return spawnSync(process.execPath, [program, ...words], { cwd, encoding: 'utf8', maxBuffer: 1e9, env: { ...process.env, FORCE_COLOR: undefined } });
}

interface Output {
  readonly version: number;
  readonly findings: readonly { readonly path: string; readonly line: number; readonly rule: string }[];
  readonly problems: readonly { readonly path?: string; readonly line?: number; readonly column?: number; readonly kind: string; readonly message: string }[];
  readonly stats: { readonly files: number; readonly recalledFiles: number; readonly budgets: Readonly<Record<string, number>> };
}

function json(cwd: string, ...words: readonly string[]): Output & { readonly status: number | null } {
  const result = run(cwd, 'check', '--format', 'json', ...words);
  assert.equal(result.stderr, '');
  return { ...JSON.parse(result.stdout) as Output, status: result.status };
}

const places = ({ findings }: Output): string[] => findings.map((finding) => `${finding.path}:${finding.line} ${finding.rule}`);

const sleeper = 'import asyncio, time\n\nasync def main():\n    time.sleep(1)\n\nasyncio.run(main())\n';
const repaired = 'import asyncio, time\n\nasync def main():\n    await asyncio.sleep(1)\n\nasyncio.run(main())\n';

test('text: place, level, rule, code with the range underlined, fixes, summary', () => {
  const folder = project({ 'pkg/app.py': 'import asyncio, time\n\nasync def main():\n\tprint("你好"); time.sleep(1)\n' });
  const result = run(folder, 'check');
  assert.equal(result.status, 1);
  assert.equal(result.stderr, '');
  const lines = result.stdout.split('\n');
  assert.match(lines[0] ?? '', /^pkg\/app\.py:4:15: warning \[blocking-call\] .*time\.sleep/);
  assert.deepEqual(lines.slice(1, 3), [
    '  4 |     print("你好"); time.sleep(1)',
    '    |                    ^^^^^^^^^^^^^',
  ]);
  assert.match(lines[3] ?? '', /^ {2}fix: /);
  assert.equal(lines.at(-2), '1 finding (1 warning), 1 file checked. 1 finding can be repaired with --fix.');
});

test('--python names the environment that is read: its folder or its interpreter', () => {
  const folder = project({
    'a.py': 'import pool\n\nasync def main():\n    pool.acquire()\n', 'bin/python': '', 'empty/readme': '',
    '.venv/pyvenv.cfg': '', '.venv/lib/python3.12/site-packages/pool.py': 'async def acquire(): ...\n',
    'other/pyvenv.cfg': '', 'other/bin/python': '', 'other/lib/python3.12/site-packages/pool.py': 'def acquire(): ...\n',
  });
  assert.deepEqual(places(json(folder)), ['a.py:4 missing-await']);
  assert.deepEqual(places(json(folder, '--python', 'other')), []);
  assert.deepEqual(places(json(folder, `--python=${folder}/other/bin/python`)), []);
  assert.match(run(folder, 'explain', 'a.py:4', '--python', 'other').stdout, /defined +other\/lib\/python3\.12\/site-packages\/pool\.py:1:5/);
  for (const [given, told] of [
    ['gone', 'There is no Python at `gone`'],
    ['empty', '`empty` is neither a Python environment nor an interpreter in one; give a folder such as `.venv`, or its `bin/python`'],
    ['bin/python', '`bin/python` is neither a Python environment nor an interpreter in one; give a folder such as `.venv`, or its `bin/python`'],
  ] as const) {
    for (const words of [['check', '--python', given], ['explain', 'a.py:4', '--python', given]]) {
      const { status, stdout, stderr } = run(folder, ...words);
      assert.deepEqual([status, stdout, stderr], [2, '', `async-pitfalls: ${told}\n`]);
    }
  }
});

test('nothing found: one line, exit 0', () => {
  const result = run(project({ 'a.py': repaired }), 'check');
  assert.deepEqual([result.status, result.stdout, result.stderr], [0, 'No findings, 1 file checked.\n', '']);
});

test('JSON: the documented shape', () => {
  const folder = project({ 'a.py': `\ufeff${sleeper}` });
  const { version, findings, problems } = json(folder, 'a.py');
  assert.deepEqual([version, problems], [1, []]);
  const [{ message, fixes, ...rest } = { message: '', fixes: [] }] = findings as unknown as { message: string; fixes: { title: string; safety: string }[] }[];
  assert.match(message, /time\.sleep/);
  assert.deepEqual(fixes.map(({ safety }) => safety), ['safe']);
  assert.deepEqual(rest, { path: 'a.py', line: 4, column: 5, endLine: 4, endColumn: 18, rule: 'blocking-call', level: 'warning', related: [] });
});

test('a byte order mark is no column', () => {
  const folder = project({ 'a.py': '\ufeffimport asyncio; asyncio.create_task(asyncio.sleep(1))\n' });
  assert.deepEqual(json(folder).findings.map(({ line, ...finding }) => [line, 'column' in finding && finding.column]), [[1, 17]]);
});

test('paths are relative to the working directory', () => {
  const folder = project({ 'a/x.py': sleeper, 'b/y.py': sleeper });
  assert.deepEqual(places(json(path.join(folder, 'a'), '../b', '.')), ['../b/y.py:4 blocking-call', 'x.py:4 blocking-call']);
});

test('presets and settings files', () => {
  const folder = project({ 'a.py': sleeper, 'sub/b.py': sleeper, 'pyproject.toml': '[tool.async-pitfalls]\nexclude = ["sub/"]\nrules = { blocking-call = "error" }\n', 'own.json': '{ /* none */ "rules": { "blocking-call": "off" } }' });
  assert.deepEqual(places(json(folder)), ['a.py:4 blocking-call']);
  assert.match(run(folder, 'check', 'a.py').stdout, /error \[blocking-call\]/);
  assert.equal(run(folder, 'check', '--config', 'own.json').status, 0);
});

test('TypeScript and JavaScript, across files', () => {
  const folder = project({
    'tsconfig.json': '{ "compilerOptions": { "strict": true, "target": "es2022", "module": "nodenext", "allowJs": true, "types": [] } }',
    'db.ts': 'export async function save(): Promise<void> {}\n',
    'app.ts': 'import { save } from "./db.js";\nexport function main(): void {\n  save();\n}\n',
    'old.mjs': 'async function load() {}\nexport function main() {\n  load();\n}\n',
    'broken.ts': `const x = ${'['.repeat(10_000)}`,
  });
  const output = json(folder);
  assert.deepEqual(places(output), ['app.ts:3 missing-await', 'old.mjs:3 missing-await']);
  assert.deepEqual(output.problems, []);
});

test('messages in Chinese', () => {
  assert.match(run(project({ 'a.py': sleeper }), 'check', '--language', 'zh-CN').stdout, /阻塞/);
});

test('.gitignore is respected', () => {
  const folder = project({ '.gitignore': 'gen/\n', 'gen/a.py': sleeper, 'b.py': sleeper });
  assert.deepEqual(places(json(folder)), ['b.py:4 blocking-call']);
});

test('files that cannot be checked are problems, the rest is checked', () => {
  const folder = project({
    'binary.py': Uint8Array.of(1, 2, 0, 3), 'latin.py': Buffer.from('x = "é"\n', 'latin1'), 'huge.py': Buffer.alloc(10 * 1024 * 1024 + 1, 'x = 1\n'), 'ok.py': sleeper,
  });
  const output = json(folder);
  assert.deepEqual(places(output), ['ok.py:4 blocking-call']);
  assert.deepEqual(output.problems.map(({ path: file, message }) => `${file}: ${message}`), [
    'binary.py: The file is a binary file and was not checked',
    'huge.py: The file is 10.0 MB large and was not checked; the limit is 10 MB',
    'latin.py: The file is not valid UTF-8 (line 1) and was not checked; save it as UTF-8',
  ]);
  assert.equal(output.status, 1);
  assert.equal(json(folder, 'binary.py').status, 2);
});

test('a file that may not be read', { skip: process.getuid?.() === 0 ? 'root may read everything' : false }, () => {
  const folder = project({ 'a.py': sleeper, 'b.py': sleeper });
  fs.chmodSync(path.join(folder, 'a.py'), 0);
  const output = json(folder);
  assert.deepEqual(output.problems.map(({ message }) => message), ['The file cannot be read: permission denied']);
  assert.deepEqual(places(output), ['b.py:4 blocking-call']);
});

test('code nested 10,000 levels deep', () => {
  const deep = 10_000;
  const output = json(project({
    'brackets.py': `import asyncio\nx = ${'('.repeat(deep)}1${')'.repeat(deep)}\n`,
    'calls.py': `import asyncio\nx = ${'f('.repeat(deep)}1${')'.repeat(deep)}\n`,
    'blocks.py': `import asyncio\n${Array.from({ length: deep }, (_, level) => `${' '.repeat(level)}if x:\n`).join('')}${' '.repeat(deep)}pass\n`,
    'open.py': `import asyncio\nx = ${'['.repeat(deep)}`,
    'ok.py': sleeper,
  }));
  assert.deepEqual(places(output), ['ok.py:4 blocking-call']);
});

test('links: folders are not followed, loops end', () => {
  const folder = project({ 'a.py': sleeper });
  fs.symlinkSync(folder, path.join(folder, 'again'));
  fs.symlinkSync('loop.py', path.join(folder, 'loop.py'));
  assert.deepEqual(places(json(folder)), ['a.py:4 blocking-call']);
  assert.equal(run(folder, 'check', 'loop.py').status, 2);
});

const configurations: readonly (readonly [title: string, file: string, text: string, place: string, message: RegExp])[] = [
  ['unknown rule', 'pyproject.toml', '[tool.async-pitfalls.rules]\nblocking-cal = "off"\n', '2:1', /There is no rule `blocking-cal`; did you mean `blocking-call`\?/],
  ['unknown option', 'async-pitfalls.json', '{ "rules": {\n  "blocking-call": ["error", { "nonsense": 1 }] } }', '2:32', /`blocking-call` has no option `nonsense`/],
  ['unknown key', 'async-pitfalls.json', '{ "preest": "strict" }', '1:3', /There is no setting `preest`; did you mean `preset`\?/],
  ['unknown level', 'pyproject.toml', '[tool.async-pitfalls]\nrules."blocking-call" = "eror"\n', '2:1', /no level "eror"; did you mean `error`/],
  ['broken TOML', 'pyproject.toml', '[tool\n', '1:6', /The file is not valid TOML: /],
  ['broken JSON', 'async-pitfalls.json', '{ "preset": "strict"', '1:21', /The settings are not valid JSON: /],
];
for (const [title, file, text, place, message] of configurations) {
  test(`settings: ${title}: one sentence, exit 2, the rest still checked`, () => {
    const folder = project({ [file]: text, 'a.py': sleeper, 'sub/b.py': sleeper });
    const output = json(folder);
    assert.equal(output.status, 2);
    assert.deepEqual(places(output), ['a.py:4 blocking-call', 'sub/b.py:4 blocking-call']);
    assert.deepEqual(output.problems.map((problem) => `${problem.path} ${problem.line}:${problem.column} ${problem.kind}`), [`${file} ${place} configuration`]);
    assert.match(output.problems[0]?.message ?? '', message);
    const plain = run(folder, 'check');
    assert.ok(plain.stderr.startsWith(`${file}:${place}: problem: `), plain.stderr);
    assert.equal(plain.stderr.trimEnd().split('\n').length, 1);
  });
}

const usage: readonly (readonly [words: readonly string[], message: string])[] = [
  [['check', '--fromat', 'json'], 'There is no option `--fromat`; did you mean `--format`?'],
  [['check', '--format', 'xml'], '`xml` is not a value of `--format`; it takes `text` or `json`'],
  [['check', '--preset=stict'], '`stict` is not a value of `--preset`; did you mean `strict`?'],
  [['check', '--config'], 'The option `--config` needs a value'],
  [['check', '--threads', '0'], '`0` is not a number of threads; `--threads` takes a whole number from 1 to 99'],
  [['check', '--fix=yes'], 'The option `--fix` takes no value'],
  [['chekc'], 'There is no command `chekc`; did you mean `check`?'],
  [['src/'], 'There is no command `src/`; to check a path: `async-pitfalls check src/`'],
  [[], 'No command is given; `async-pitfalls check` checks this folder, `async-pitfalls --help` tells more'],
];
for (const [words, message] of usage) {
  test(`usage: ${words.join(' ')}`, () => {
    const result = run(base, ...words);
    assert.deepEqual([result.status, result.stdout, result.stderr], [2, '', `async-pitfalls: ${message}\n`]);
  });
}

test('a missing path is exit 2, the others are checked', () => {
  const folder = project({ 'a.py': sleeper });
  const output = json(folder, 'none', 'a.py', 'settings.json');
  assert.deepEqual([output.status, places(output)], [2, ['a.py:4 blocking-call']]);
  assert.deepEqual(output.problems.map(({ path: file, message }) => `${file}: ${message}`), ['none: There is no such file or folder', 'settings.json: There is no such file or folder']);
});

test('a missing settings file', () => {
  const result = run(project({ 'a.py': repaired }), 'check', '--config', 'none.json');
  assert.deepEqual([result.status, result.stderr], [2, 'none.json: problem: The file cannot be read: it does not exist\n']);
});

test('help and version', () => {
  assert.match(run(base, '--help').stdout, /^Finds async traps[^]*Usage: async-pitfalls check/);
  assert.match(run(base, '--version').stdout, /^\d+\.\d+\.\d+\n$/);
});

test('--fix writes safe fixes, keeps line breaks and encoding, reports what remains', () => {
  const cookie = '# -*- coding: latin-1 -*-\n';
  const dangling = 'async def other():\n    asyncio.create_task(main())\n';
  const folder = project({
    'crlf.py': sleeper.replaceAll('\n', '\r\n'),
    'latin.py': Buffer.from(`${cookie}# é\n${sleeper}`, 'latin1'),
    'mark.py': `\ufeff${sleeper}`,
    'rest.py': sleeper + dangling,
  });
  const result = run(folder, 'check', '--fix');
  assert.equal(result.status, 1);
  assert.match(result.stdout, /^rest\.py:8:5: warning \[dangling-task\][^]*\nApplied 4 fixes in 4 files\.\n1 finding \(1 warning\), 4 files checked\.\n$/);
  assert.equal(fs.readFileSync(path.join(folder, 'crlf.py'), 'utf8'), repaired.replaceAll('\n', '\r\n'));
  assert.equal(fs.readFileSync(path.join(folder, 'latin.py'), 'latin1'), `${cookie}# é\n${repaired}`);
  assert.equal(fs.readFileSync(path.join(folder, 'mark.py'), 'utf8'), `\ufeff${repaired}`);
  assert.equal(fs.readFileSync(path.join(folder, 'rest.py'), 'utf8'), repaired + dangling);
});

test('--fix-review applies the others as well', () => {
  const folder = project({ 'a.py': 'import asyncio\n\nasync def work():\n    await asyncio.sleep(0)\n\nasync def main():\n    work()\n\nasyncio.run(main())\n' });
  assert.equal(run(folder, 'check', '--fix').status, 1);
  assert.equal(run(folder, 'check', '--fix-review').status, 0);
  assert.match(fs.readFileSync(path.join(folder, 'a.py'), 'utf8'), /^ {4}await work\(\)$/m);
});

test('--fix does not write through a link to a place outside', () => {
  const outside = project({ 'real.py': sleeper });
  const folder = project({});
  fs.symlinkSync(path.join(outside, 'real.py'), path.join(folder, 'link.py'));
  const output = json(folder, '--fix', 'link.py');
  assert.deepEqual(output.problems.map(({ message }) => message), ['The file is a link to a place outside the workspace and was not changed']);
  assert.equal(fs.readFileSync(path.join(outside, 'real.py'), 'utf8'), sleeper);
});

test('--stats', () => {
  const result = run(project({ 'a.py': sleeper, 'b.py': 'import os\n' }), 'check', '--stats');
  assert.match(result.stdout, /^files +2, with asynchronous code 1, modules parsed 1$/m);
  assert.match(result.stdout, /^calls +3 resolved, 0 unresolved \(100 % resolved\)$/m);
  assert.match(result.stdout, /^limits +none reached$/m);
});

test('--stats: limits that inference came to are visible', () => {
  // Each of the functions returns what the next one returns.
  const chain = Array.from({ length: 400 }, (_, index) => `def f${index}():\n    return f${index + 1}()\n`).join('');
  const folder = project({ 'a.py': `${chain}def f400():\n    return 1\n\nasync def main():\n    f0()\n` });
  assert.match(run(folder, 'check', '--stats').stdout, /^limits +.*inference depth [1-9]\d*/m);
  const output = json(folder, '--stats');
  assert.deepEqual(Object.keys(output.stats.budgets), ['call search', 'inference depth', 'inference effort', 'inference rounds']);
});

test('large output arrives whole through a pipe', () => {
  const folder = project({ 'a.py': `import time\n${Array.from({ length: 400 }, (_, index) => `async def f${index}():\n    time.sleep(${index})\n`).join('')}` });
  const output = json(folder);
  assert.equal(output.findings.length, 400);
});

test('a reader that goes away is no error', { skip: process.platform === 'win32' ? 'needs a shell' : false }, () => {
  const folder = project({ 'a.py': `import time\n${Array.from({ length: 400 }, (_, index) => `async def f${index}():\n    time.sleep(${index})\n`).join('')}` });
  const result = spawnSync('sh', ['-c', `"${process.execPath}" "${program}" check | head -n 1`], { cwd: folder, encoding: 'utf8' });
  assert.deepEqual([result.status, result.stderr, result.stdout.split('\n').length], [0, '', 2]);
});

test('a Python-only run does not load the TypeScript compiler', () => {
  const compiler = path.join(path.dirname(program), 'typescript');
  fs.renameSync(compiler, `${compiler}-away`);
  try {
    assert.equal(run(project({ 'a.py': sleeper }), 'check').status, 1);
    const broken = json(project({ 'a.py': sleeper, 'b.ts': 'f();\n' }));
    assert.deepEqual(places(broken), ['a.py:4 blocking-call']);
    assert.match(broken.problems[0]?.message ?? '', /the TypeScript compiler is missing; install async-pitfalls again/);
  } finally {
    fs.renameSync(`${compiler}-away`, compiler);
  }
});

const explained = {
  'app.py': [
    'from loading import load_config, fetch',
    '',
    'class Service:',
    '    async def start(self, handler):',
    '        self.config = load_config("a")',
    '        await fetch()',
    '        handler()',
    '        return self.config',
    '',
  ].join('\n'),
  'loading.py': 'import json\n\ndef load_config(name: str) -> dict:\n    return json.loads(read(name))\n\ndef read(name):\n    with open(name) as file:\n        return file.read()\n\nasync def fetch() -> int:\n    return 1\n',
};

test('explain: a call that blocks, by line', () => {
  const folder = project(explained);
  const result = run(folder, 'explain', 'app.py:5');
  assert.deepEqual([result.status, result.stderr], [0, '']);
  assert.match(result.stdout, /\n {2}effects {4}not known: .*`open`.*\n$/);
  assert.deepEqual(result.stdout.split('\n').slice(0, -2), [
    'app.py:5:23: load_config("a")',
    '  defined    loading.py:3:5',
    '  type       dict',
    '  awaitable  no',
    '  blocks     yes, file: load_config → read → open',
    '             app.py:5:23: load_config',
    '             loading.py:4:23: read',
    '             loading.py:7:10: open',
  ]);
});

test('explain: by column; coroutines; what is not known and why', () => {
  const folder = project(explained);
  assert.match(run(folder, 'explain', 'app.py:6:17').stdout, /^app\.py:6:15: fetch\(\)\n.*\n {2}type {7}Coroutine\[int\]\n {2}awaitable {2}yes: coroutine made by fetch, loading\.py:10:11\n {2}blocks {5}not known to: it is awaited\n/);
  assert.match(run(folder, 'explain', 'app.py:7').stdout, /\n {2}defined {4}app\.py:4:27\n {2}type {7}unknown\n {2}awaitable {2}unknown: parameter `handler` has no annotation\n {2}blocks {5}not known to: it is not known what runs: parameter `handler` has no annotation\n/);
  assert.match(run(folder, 'explain', 'app.py:8:22').stdout, /^app\.py:8:16: self\.config\n {2}defined {4}app\.py:5:14\n {2}type {7}dict\n {2}awaitable {2}no\n$/);
});

test('explain: TypeScript', () => {
  const folder = project({ 'a.ts': 'import fs from "node:fs";\nasync function load(): Promise<string> { return read(); }\nfunction read(): string { return fs.readFileSync("x", "utf8"); }\nexport const later = load();\n' });
  assert.match(run(folder, 'explain', 'a.ts:4').stdout, /^a\.ts:4:22: load\(\)\n {2}defined {4}a\.ts:2:16\n {2}type {7}Promise<string>\n {2}awaitable {2}yes: promise made by load, a\.ts:2:16\n/);
  assert.match(run(folder, 'explain', 'a.ts:2').stdout, /\n {2}blocks {5}yes, file: read → fs\.readFileSync\n/);
});

test('explain: JSON has the same facts', () => {
  const output = JSON.parse(run(project(explained), 'explain', 'app.py:5:24', '--format', 'json').stdout) as { version: number; explanations: Record<string, unknown>[] };
  const [{ runs, effects: _effects, ...rest } = {}] = output.explanations;
  assert.equal(output.version, 1);
  assert.deepEqual(rest, { path: 'app.py', line: 5, column: 23, text: 'load_config("a")', definitions: [{ path: 'loading.py', line: 3, column: 5 }], type: 'dict', awaitable: { verdict: 'no' } });
  assert.deepEqual(runs, [{
    form: 'call', names: ['load_config'], blocks: true, category: 'file',
    chain: [{ name: 'load_config', path: 'app.py', line: 5, column: 23 }, { name: 'read', path: 'loading.py', line: 4, column: 23 }, { name: 'open', path: 'loading.py', line: 7, column: 10 }],
  }]);
});

test('explain: 简体中文', () => {
  const folder = project(explained);
  assert.deepEqual(run(folder, 'explain', 'app.py:5', '--language', 'zh-CN').stdout.split('\n').slice(0, -1), [
    'app.py:5:23: load_config("a")',
    '  定义       loading.py:3:5',
    '  类型       dict',
    '  可等待     否',
    '  阻塞       是，文件：load_config → read → open',
    '             app.py:5:23: load_config',
    '             loading.py:4:23: read',
    '             loading.py:7:10: open',
    '  影响       未知：`open` 可能有自己的影响',
  ]);
  assert.match(run(folder, 'explain', 'app.py:6:17', '--language', 'zh-CN').stdout, /\n {2}可等待 {5}是：协程 由 fetch，loading\.py:10:11 产生\n {2}阻塞 {7}未发现阻塞：它被 await\n/);
  assert.match(run(folder, 'explain', 'app.py:7', '--language=zh-CN').stdout, /\n {2}类型 {7}未知\n {2}可等待 {5}未知：参数 `handler` 没有类型标注\n {2}阻塞 {7}未发现阻塞：不知道会运行什么：参数 `handler` 没有类型标注\n/);
});

test('explain: who calls the function that a line defines', () => {
  const folder = project({ ...explained, 'other.py': 'import loading\n\ndef go(pool):\n    pool.submit(loading.load_config, "b")\n\nloading.load_config("c")\n' });
  assert.deepEqual(run(folder, 'explain', 'loading.py:3').stdout.split('\n').slice(0, -1), [
    'loading.py:3:5: def load_config(name: str) -> dict:',
    '  called by  app.py:5:23: async Service.start',
    '             other.py:4:17: go, handed on as a value',
    '             other.py:6:1: the module',
  ]);
  assert.match(run(folder, 'explain', 'loading.py:10:13', '--language', 'zh-CN').stdout, /^loading\.py:10:11: async def fetch\(\) -> int:\n {2}调用者 {5}app\.py:6:15：async Service\.start，已 await\n$/);
  assert.match(run(folder, 'explain', 'app.py:4').stdout, /\n {2}called by {2}nobody that is known\n$/);
  const { functions } = JSON.parse(run(folder, 'explain', 'loading.py:6', '--format', 'json').stdout) as { functions: unknown };
  assert.deepEqual(functions, [{
    path: 'loading.py', line: 6, column: 5, name: 'read', isAsync: false, text: 'def read(name):', unresolvedCalls: 0, isComplete: true,
    callers: [{ path: 'loading.py', line: 4, column: 23, use: 'called', caller: 'load_config', callerForm: 'function', isCallerAsync: false }],
  }]);
});

test('--fix-review says which files were changed because a function became async', () => {
  const loader = 'import asyncio\n\ndef load():\n    await asyncio.sleep(0)\n    return 1\n';
  const caller = 'from loader import load\n\nasync def main():\n    print(load())\n';
  const folder = project({
    'loader.py': loader,
    'a.py': caller,
    'b.py': 'from loader import load\n\ndef plain():\n    print(load())\n',
    'c.py': 'import asyncio\n\nasync def other():\n    asyncio.sleep(1)\n',
  });
  const output = JSON.parse(run(folder, 'check', '--fix-review', '--format', 'json').stdout) as { madeAsync: unknown; findings: unknown };
  assert.deepEqual(output.findings, []);
  assert.deepEqual(output.madeAsync, [{ path: 'loader.py', name: 'load', files: ['a.py', 'b.py'] }, { path: 'b.py', name: 'plain', files: [] }]);
  const told = (files: Readonly<Record<string, string>>): string => run(project(files), 'check', '--fix-review').stdout;
  assert.match(told({ 'loader.py': loader, 'a.py': caller }), /^`load` in loader\.py is async now, so a\.py was changed as well\.\nApplied 2 fixes in 2 files\.\n/);
  assert.match(told({ 'loader.py': loader }), /^`load` in loader\.py is async now\.\nApplied 1 fix in 1 file\.\n/);
  // An `await` that is taken away in one round and put back in the next changes nothing.
  assert.match(told({ 'loader.py': loader, 'a.py': caller.replace('load())', 'await load())') }), /^`load` in loader\.py is async now\.\n/);
});

const unexplainable: readonly (readonly [words: readonly string[], message: string])[] = [
  [[], 'No place is given: `async-pitfalls explain FILE:LINE[:COLUMN]`'],
  [['app.py'], '`app.py` is not a place: `async-pitfalls explain FILE:LINE[:COLUMN]`'],
  [['app.py:1', 'app.py:2'], 'Only one place can be explained at a time: `async-pitfalls explain FILE:LINE[:COLUMN]`'],
  [['app.py:0'], 'Lines and columns count from 1'],
  [['app.py:1', '--fix'], '`explain` has no option `--fix`'],
  [['none.py:1'], 'There is no file `none.py`'],
  [['notes.txt:1'], 'Only Python, TypeScript and JavaScript files can be explained'],
  [['app.py:99'], '`app.py` has only 9 lines'],
  [['app.py:2'], 'There is no expression that begins on `app.py:2`'],
  [['app.py:2:1'], 'There is no expression at `app.py:2:1`'],
];
for (const [words, message] of unexplainable) {
  test(`explain: ${words.join(' ') || 'nothing'}: one sentence, exit 2`, () => {
    const result = run(project({ ...explained, 'notes.txt': 'x' }), 'explain', ...words);
    assert.deepEqual([result.status, result.stdout, result.stderr], [2, '', `async-pitfalls: ${message}\n`]);
  });
}

test('findings are kept from run to run, outside of the project', () => {
  const folder = project({ 'a.py': sleeper, 'b.py': 'from a import main\n\nasync def other():\n    main()\n' });
  const cache = path.join(base, 'cache-1');
  const first = json(folder, '--cache-location', cache);
  assert.equal(first.findings.length, 2);
  assert.equal(first.stats.recalledFiles, 0);
  assert.deepEqual(fs.readdirSync(folder).sort(), ['.git', 'a.py', 'b.py']);
  const second = json(folder, '--cache-location', cache);
  assert.deepEqual(second.findings, first.findings);
  assert.equal(second.stats.recalledFiles, 2);
  fs.writeFileSync(path.join(folder, 'a.py'), sleeper.replace('async def main', 'def main'));
  const third = json(folder, '--cache-location', cache);
  assert.deepEqual(places(third), ['b.py:4 blocking-call']);
  assert.equal(third.stats.recalledFiles, 0);
  assert.equal(json(folder, '--cache-location', cache, '--no-cache').stats.recalledFiles, 0);
  assert.equal(json(folder, '--cache-location', cache, '--preset', 'strict').stats.recalledFiles, 0);
  assert.equal(json(folder, '--cache-location', cache).stats.recalledFiles, 2);
  const repairing = run(folder, 'check', '--cache-location', cache, '--fix-review');
  assert.match(repairing.stdout, /^No findings/m);
});

test('a cache that cannot be written or read costs nothing but time', () => {
  const folder = project({ 'a.py': sleeper });
  const file = path.join(base, 'no-folder');
  fs.writeFileSync(file, 'x');
  assert.equal(json(folder, '--cache-location', file).findings.length, 1);
  const cache = path.join(base, 'cache-2');
  json(folder, '--cache-location', cache);
  for (const name of fs.readdirSync(cache)) {
    fs.rmSync(path.join(cache, name));
    fs.mkdirSync(path.join(cache, name));
  }
  assert.equal(json(folder, '--cache-location', cache).findings.length, 1);
  assert.deepEqual(fs.readdirSync(cache).filter((name) => name.endsWith('.new')), []);
});

test('processes that share a cache at the same time', async () => {
  const files = Object.fromEntries(Array.from({ length: 30 }, (_none, index) => [`m${index}.py`, sleeper]));
  const folder = project(files);
  const cache = path.join(base, 'cache-3');
  const results = await Promise.all(Array.from({ length: 6 }, (_none, index) => new Promise<Output>((resolve, reject) => {
    const child = spawn(process.execPath, [program, 'check', '--format', 'json', '--cache-location', cache, ...(index % 2 ? ['.'] : ['m1.py', 'm2.py'])], { cwd: folder });
    let output = '';
    child.stdout.on('data', (part: Buffer) => { output += part.toString(); });
    child.on('error', reject);
    child.on('close', () => { resolve(JSON.parse(output) as Output); });
  })));
  assert.deepEqual(results.map(({ findings }) => findings.length), [2, 30, 2, 30, 2, 30]);
  assert.equal(json(folder, '--cache-location', cache).findings.length, 30);
  assert.deepEqual(fs.readdirSync(cache).filter((name) => name.endsWith('.new')), []);
});

/** 100 files that rest on one another across the chunks that threads are handed. */
function chained(): Record<string, string> {
  const files: Record<string, string> = { 'm0.py': 'import time\n\ndef step0():\n    time.sleep(1)\n' };
  for (let index = 1; index < 100; index++) {
    const below = index - 1 - (index % 3 === 0 ? Math.min(index - 1, 40) : 0);
    files[`m${index}.py`] = `from m${below} import step${below}\n\ndef step${index}():\n    step${below}()\n\nasync def main${index}():\n    step${index}()\n`;
  }
  return files;
}

test('threads find what one finds, and the next run knows all of it', () => {
  const folder = project({ ...chained(), 'broken.py': 'async def main(:\n', 'web.ts': 'export const later = async () => 1;\n' });
  const alone = json(folder, '--threads', '1', '--no-cache');
  assert.ok(alone.findings.length > 20, String(alone.findings.length));
  const cache = path.join(base, 'cache-threads');
  const together = json(folder, '--threads', '3', '--cache-location', cache);
  assert.deepEqual(together.findings, alone.findings);
  assert.deepEqual(together.problems, alone.problems);
  assert.deepEqual([together.stats.files, together.stats.recalledFiles], [102, 0]);
  const again = json(folder, '--threads', '3', '--cache-location', cache);
  assert.deepEqual(again.findings, alone.findings);
  assert.equal(again.stats.recalledFiles, 101);   // what is found in TypeScript is not kept
  const first = path.join(folder, 'm0.py');
  fs.writeFileSync(first, fs.readFileSync(first, 'utf8').replace('time.sleep(1)', 'time.time()'));
  assert.deepEqual(json(folder, '--cache-location', cache).findings, []);
  assert.deepEqual(json(folder, '--threads', '2', '--no-cache').findings, []);
});

test('a thread that fails costs nothing but time', () => {
  const folder = project(chained());
  const alone = json(folder, '--threads', '1', '--no-cache');
  // The program again, but every thread ends as soon as it is handed files.
  const failing = path.join(base, 'build', 'rules', 'dist', 'failing.cjs');
  fs.writeFileSync(failing, `
    const { isMainThread, parentPort } = require('node:worker_threads');
    if (isMainThread) require('./cli.cjs');
    else { parentPort.on('message', () => { throw new Error('lost'); }); parentPort.postMessage('ready'); }
  `);
  const result = spawnSync(process.execPath, [failing, 'check', '--format', 'json', '--threads', '2', '--no-cache'], { cwd: folder, encoding: 'utf8' });
  assert.equal(result.stderr, '');
  assert.deepEqual((JSON.parse(result.stdout) as Output).findings, alone.findings);
});
