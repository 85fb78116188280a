import assert from 'node:assert/strict';
import { test } from 'node:test';
import { closestName } from './closest-name.js';
import { Configuration } from './configuration.js';
import { MemoryFileSystem } from './memory-host.js';
import { firstUnsupportedMinor, lowestVersion, parsePythonVersion } from './python-version.js';
import { readSettings } from './settings-reader.js';
import { SourceTexts } from './source-texts.js';
import { fakeRule } from './testing/fake-rules.js';
import type { Settings } from './settings.js';

const english = { en: '', zh: '' };
const rules = [
  fakeRule({ id: 'blocking-call', callee: 'a', options: {
    strict: { type: 'boolean', default: false, description: english },
    depth: { type: 'integer', minimum: 1, default: 3, description: english },
    allow: { type: 'strings', default: [], description: english },
  } }),
  fakeRule({ id: 'sequential-await', callee: 'b', preset: 'strict', level: 'info' }),
];

function configure(files: Readonly<Record<string, string>>, more: { settings?: unknown; overrides?: Settings; file?: string } = {}): Configuration {
  const texts = new SourceTexts(new MemoryFileSystem(files));
  return new Configuration({ texts, roots: ['/w'], rules, settings: more.settings, overrides: more.overrides ?? {}, file: more.file });
}

const level = (configuration: Configuration, path: string, rule: string): string | undefined => configuration.settingsFor(path).rules.get(rule)?.level;

const mistakes: readonly (readonly [title: string, value: unknown, messages: readonly string[]])[] = [
  ['nothing', {}, []],
  ['a string', 'strict', ['The settings must be an object, not "strict"']],
  ['a mistyped key', { rulse: {} }, ['There is no setting `rulse`; did you mean `rules`?']],
  ['an unknown key', { colour: 1 }, ['There is no setting `colour`; the settings are `preset`, `rules`, `exclude` and `python-version`']],
  ['a rule outside rules', { 'blocking-call': 'off' }, ['The rule `blocking-call` stands outside `rules`; move it there']],
  ['a mistyped preset', { preset: 'recomended' }, ['There is no preset "recomended"; did you mean `recommended`; the presets are `recommended` and `strict`']],
  ['a mistyped rule', { rules: { 'blocking-calls': 'off' } }, ['There is no rule `blocking-calls`; did you mean `blocking-call`?']],
  ['an unknown rule', { rules: { 'no-var': 'off' } }, ['There is no rule `no-var`; remove the entry']],
  ['a mistyped level', { rules: { 'blocking-call': 'warn' } }, ['`blocking-call` has no level "warn"; did you mean `warning`; the levels are `off`, `info`, `warning` and `error`']],
  ['an unknown level', { rules: { 'blocking-call': 2 } }, ['`blocking-call` has no level 2; the levels are `off`, `info`, `warning` and `error`']],
  ['a mistyped option', { rules: { 'blocking-call': ['error', { dept: 2 }] } }, ['`blocking-call` has no option `dept`; did you mean `depth`?']],
  ['an option of a rule without', { rules: { 'sequential-await': ['error', { depth: 2 }] } }, ['`sequential-await` has no option `depth`; it has no options']],
  ['a wrong option', { rules: { 'blocking-call': ['error', { depth: 0, strict: true }] } }, ['The option `depth` of `blocking-call` must be a whole number of at least 1, not 0']],
  ['rules as a list', { rules: ['blocking-call'] }, ['`rules` must map rule names to levels, not be a list']],
  ['exclude as a string', { exclude: 'build' }, ['`exclude` must be a list of patterns such as ["build/"], not "build"']],
  ['a number as version', { 'python-version': 3.11 }, ['`python-version` must be a version such as "3.11", not 3.11']],
  ['Object.prototype names', { rules: { constructor: 'off', 'blocking-call': ['error', { toString: 1 }] } }, [
    'There is no rule `constructor`; remove the entry',
    '`blocking-call` has no option `toString`; its options are `strict`, `depth` and `allow`',
  ]],
];

for (const [title, value, messages] of mistakes) {
  test(`settings: ${title}`, () => {
    assert.deepEqual(readSettings(value, rules).mistakes.map((mistake) => mistake.message), messages);
  });
}

test('what is right next to a mistake still applies', () => {
  const { settings } = readSettings({ preset: 'strict', nonsense: 1, rules: { 'blocking-call': ['error', { depth: 9, strict: 7 }], x: 'off' } }, rules);
  assert.deepEqual(settings, { preset: 'strict', rules: { 'blocking-call': ['error', { depth: 9 }] } });
});

test('rule default < preset < editor < project file < command line', () => {
  const file = '[tool.async-pitfalls.rules]\nblocking-call = "error"\n';
  assert.equal(level(configure({}), '/w/a.py', 'blocking-call'), 'warning');
  assert.equal(level(configure({}), '/w/a.py', 'sequential-await'), 'off');
  assert.equal(level(configure({}, { settings: { preset: 'strict' } }), '/w/a.py', 'sequential-await'), 'info');
  assert.equal(level(configure({}, { settings: { rules: { 'blocking-call': 'off' } } }), '/w/a.py', 'blocking-call'), 'off');
  assert.equal(level(configure({ '/w/pyproject.toml': file }, { settings: { rules: { 'blocking-call': 'off' } } }), '/w/a.py', 'blocking-call'), 'error');
  assert.equal(level(configure({ '/w/pyproject.toml': file }, { overrides: { rules: { 'blocking-call': 'info' } } }), '/w/a.py', 'blocking-call'), 'info');
});

test('options of the user are added to the defaults', () => {
  const configuration = configure({}, { settings: { rules: { 'blocking-call': ['error', { depth: 5 }] } } });
  assert.deepEqual(configuration.settingsFor('/w/a.py').rules.get('blocking-call'), { level: 'error', isExplicit: true, options: { strict: false, depth: 5, allow: [] } });
});

test('the nearest file with settings counts, up to the root and not beyond', () => {
  const configuration = configure({
    '/pyproject.toml': '[tool.async-pitfalls.rules]\nblocking-call = "off"\n',
    '/w/async-pitfalls.json': '{ "rules": { "blocking-call": "error" }, } // all',
    '/w/sub/pyproject.toml': '[project]\nname = "x"\n',
    '/w/sub/own/async-pitfalls.json': '{ "preset": "strict" }',
  });
  assert.equal(level(configuration, '/w/sub/a.py', 'blocking-call'), 'error');
  assert.equal(level(configuration, '/w/sub/own/a.py', 'blocking-call'), 'warning');
  assert.equal(level(configure({ '/pyproject.toml': '[tool.async-pitfalls.rules]\nblocking-call = "off"\n' }), '/w/a.py', 'blocking-call'), 'warning');
});

test('folders without settings of their own share those around them', () => {
  const configuration = configure({ '/w/own/async-pitfalls.json': '{ "preset": "strict" }', '/w/two/pyproject.toml': '[project]\nrequires-python = ">=3.13"\n' });
  const settings = configuration.settingsFor('/w/a.py');
  assert.equal(configuration.settingsFor('/w/b/c/d.py'), settings);
  assert.equal(configuration.settingsFor('/w/own/b/c.py'), configuration.settingsFor('/w/own/a.py'));
  assert.notEqual(configuration.settingsFor('/w/own/a.py'), settings);
  assert.deepEqual(configuration.settingsFor('/w/two/b/a.py').target.python, [3, 13]);
  assert.notDeepEqual(settings.target.python, [3, 13]);
});

test('mistakes are reported with their line, once, and the file is re-read when it changes', () => {
  const host = new MemoryFileSystem({ '/w/pyproject.toml': '[project]\nname = "x"\n\n[tool.async-pitfalls]\npreset = "strict"\nrules = { "blocking-cal" = "off" }\n' });
  const texts = new SourceTexts(host);
  const configuration = new Configuration({ texts, roots: ['/w'], rules, settings: {}, overrides: {}, file: undefined });
  configuration.settingsFor('/w/a.py');
  configuration.settingsFor('/w/b/c.py');
  assert.deepEqual(configuration.problems(), [{
    path: '/w/pyproject.toml', kind: 'configuration', line: 6, column: 11,
    message: 'There is no rule `blocking-cal`; did you mean `blocking-call`?',
  }]);
  host.set('/w/pyproject.toml', '[tool.async-pitfalls.rules]\nblocking-call = "off"\n');
  texts.forget('/w/pyproject.toml');
  assert.equal(configuration.fileChanged('/w/pyproject.toml'), true);
  assert.equal(configuration.fileChanged('/w/a.py'), false);
  assert.equal(level(configuration, '/w/a.py', 'blocking-call'), 'off');
  assert.deepEqual(configuration.problems(), []);
});

const broken: readonly (readonly [path: string, text: string, line: number, column: number, message: RegExp])[] = [
  ['/w/pyproject.toml', '[tool.async-pitfalls]\npreset = strict\n', 2, 10, /^The file is not valid TOML: /],
  ['/w/async-pitfalls.json', '{\n  "preset": "strict"\n  "rules": {}\n}', 3, 3, /^The settings are not valid JSON: `,` or `}` is expected here$/],
  ['/w/async-pitfalls.json', "{ 'preset': 1 }", 1, 3, /a key in double quotes or `}` is expected here$/],
  ['/w/async-pitfalls.json', '{ "preset": strict }', 1, 13, /`strict` is not a value; strings need double quotes$/],
  ['/w/async-pitfalls.json', '', 1, 1, /the text ends before the value is complete$/],
  ['/w/async-pitfalls.json', '['.repeat(100_000), 1, 102, /nested too deeply$/],
  ['/w/async-pitfalls.json', '{ "rules": {\n "blocking-call": "of" } }', 2, 2, /^`blocking-call` has no level "of"; did you mean `off`; the levels/],
];
for (const [path, text, line, column, message] of broken) {
  test(`broken ${path}: ${text.slice(0, 30)}`, () => {
    const configuration = configure({ [path]: text });
    assert.equal(level(configuration, '/w/a.py', 'blocking-call'), 'warning');
    const [problem, ...more] = configuration.problems();
    assert.deepEqual(more, []);
    assert.deepEqual({ path: problem?.path, line: problem?.line, column: problem?.column }, { path, line, column });
    assert.match(problem?.message ?? '', message);
  });
}

test('a file named by the host is the only one', () => {
  const configuration = configure({ '/w/pyproject.toml': '[tool.async-pitfalls]\nnonsense = 1', '/c/mine.json': '{"preset": "strict"}' }, { file: '/c/mine.json' });
  assert.equal(level(configuration, '/w/a.py', 'sequential-await'), 'info');
  assert.deepEqual(configuration.problems(), []);
  assert.match(configure({}, { file: '/c/none.json' }).problems()[0]?.message ?? '', /does not exist/);
});

test('exclude patterns are relative to their file', () => {
  const configuration = configure({ '/w/sub/async-pitfalls.json': '{ "exclude": ["gen/", "*_pb2.py", "/top.py"] }' }, { settings: { exclude: ['legacy'] } });
  const excluded = ['/w/sub/gen/', '/w/sub/x/gen/', '/w/sub/a_pb2.py', '/w/sub/top.py', '/w/sub/x/top.py', '/w/top.py', '/w/legacy/', '/w/a.py']
    .filter((path) => configuration.isExcluded(path));
  assert.deepEqual(excluded, ['/w/sub/gen/', '/w/sub/x/gen/', '/w/sub/a_pb2.py', '/w/sub/top.py', '/w/legacy/']);
});

const targets: readonly (readonly [files: Readonly<Record<string, string>>, target: readonly [number, number]])[] = [
  [{}, [3, 9]],
  [{ '/w/pyproject.toml': '[project]\nrequires-python = ">=3.11,<4"\n' }, [3, 11]],
  [{ '/w/pyproject.toml': '[tool.poetry.dependencies]\npython = "^3.10"\n' }, [3, 10]],
  [{ '/w/pyproject.toml': '[project]\nrequires-python = ">=3.8"\n[tool.async-pitfalls]\npython-version = "3.13"\n' }, [3, 13]],
  [{ '/w/pyproject.toml': '[project]\nrequires-python = ">=3.12"\n', '/w/async-pitfalls.json': '{}' }, [3, 12]],
];
for (const [files, target] of targets) {
  test(`target ${target.join('.')}`, () => {
    assert.deepEqual(configure(files).settingsFor('/w/a.py').target.python, target);
  });
}

test('supported versions: of all roots, from the settings or the project', () => {
  const supported = (text: string): unknown => configure({ '/w/pyproject.toml': text }).pythonVersionsFor('/w/a.py');
  assert.deepEqual(configure({}).pythonVersionsFor('/w/a.py'), { lowest: 9, below: undefined });
  assert.deepEqual(supported('[project]\nrequires-python = ">=3.10,<3.13"\n'), { lowest: 10, below: 13 });
  assert.deepEqual(supported('[project]\nrequires-python = ">=3.10,<4"\n'), { lowest: 10, below: undefined });
  assert.deepEqual(supported('[project]\nrequires-python = ">=3.8,<3.13"\n[tool.async-pitfalls]\npython-version = "3.12"\n'), { lowest: 12, below: 13 });
  // A limit that the settings contradict is none.
  assert.deepEqual(supported('[project]\nrequires-python = "<3.11"\n[tool.async-pitfalls]\npython-version = "3.12"\n'), { lowest: 12, below: undefined });
  assert.deepEqual(['<3.13', '>=3.9,<3.12.0', '<3.12.4', '<=3.11', '~=3.9.1', '~=3.9', '~3.10', '==3.11.*', '^3.9', '>=3.9', '<4', '>=3.9, <3.14, !=3.10.*'].map(firstUnsupportedMinor),
    [13, 12, 13, 12, 10, undefined, 11, 12, undefined, undefined, undefined, 14]);
});

test('supported versions: of the nearest project in a repository of several', () => {
  const project = (versions: string): string => `[project]\nrequires-python = "${versions}"\n`;
  const files = {
    '/w/pyproject.toml': project('>=3.9'), '/w/new/pyproject.toml': project('>=3.12'), '/w/new/tests/pyproject.toml': '[tool.other]\nx = 1\n',
    '/w/old/pyproject.toml': `${project('>=3.8,<3.11')}[tool.async-pitfalls]\npython-version = "3.10"\n`,
  };
  const configuration = configure(files);
  assert.deepEqual(['/w/a.py', '/w/new/src/a.py', '/w/new/tests/a.py', '/w/old/a.py', '/usr/lib/site-packages/a.py'].map((path) => configuration.pythonVersionsFor(path)), [
    { lowest: 9, below: undefined }, { lowest: 12, below: undefined }, { lowest: 12, below: undefined }, { lowest: 10, below: 11 }, { lowest: 9, below: undefined },
  ]);
});

test('versions', () => {
  assert.deepEqual(['3.11', 'py312', '3.9.2', '2.7', '3', 'latest'].map(parsePythonVersion), [[3, 11], [3, 12], [3, 9], undefined, undefined, undefined]);
  assert.deepEqual(['>=3.9', '>=3.8, !=3.9.*, <4', '~=3.10', '==3.12.*', '>3.7', '<4', '', '>=2.7', '3.11', '>=3'].map(lowestVersion),
    [[3, 9], [3, 8], [3, 10], [3, 12], [3, 7], undefined, undefined, undefined, [3, 11], [3, 0]]);
});

test('closest name', () => {
  const known = ['missing-await', 'blocking-call', 'dangling-task'];
  assert.deepEqual(['missing_await', 'mising-await', 'blocking', 'danglingtask', 'xyz', ''].map((name) => closestName(name, known)),
    ['missing-await', 'missing-await', 'blocking-call', 'dangling-task', undefined, undefined]);
});
