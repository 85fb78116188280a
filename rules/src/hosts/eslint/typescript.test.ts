import assert from 'node:assert/strict';
import fs from 'node:fs';
import path from 'node:path';
import { describe, test } from 'node:test';
import type { Linter } from 'eslint';
import { parser } from 'typescript-eslint';
import { asyncPitfalls, lint, placesOf, projectOf, versions, write } from './testing/bundled-plugin.js';

const { recommended } = asyncPitfalls.configs;
const root = process.env['ASYNC_PITFALLS_ROOT'] ?? '.';

const tsconfig = JSON.stringify({ compilerOptions: { target: 'ES2022', module: 'ESNext', moduleResolution: 'bundler', strict: true, allowJs: true, types: [] } });

/** As in the documentation of typescript-eslint. */
function typed(folder: string): Linter.Config[] {
  return [...recommended, {
    files: ['**/*.{ts,tsx,js}'],
    languageOptions: { parser, parserOptions: { projectService: true, tsconfigRootDir: folder } },
    linterOptions: { reportUnusedDisableDirectives: 'error' },
  }];
}

/** Makes `require('typescript')` work in the folder. */
function withTypeScript(folder: string): string {
  fs.mkdirSync(path.join(folder, 'node_modules'));
  fs.symlinkSync(path.join(root, 'node_modules', 'typescript'), path.join(folder, 'node_modules', 'typescript'), 'junction');
  return folder;
}

const local = `async function save(row) {
  console.log(row);
}

export async function main() {
  save(1);
}
`;

for (const { name: version, ESLint, Linter, RuleTester } of versions) {
  describe(version, () => {
    for (const { name, text, places } of [
      { name: 'plain', text: local, places: ['missing-await 6:3-6:10'] },
      { name: 'CRLF', text: local.replaceAll('\n', '\r\n'), places: ['missing-await 6:3-6:10'] },
      { name: 'byte order mark', text: `\uFEFF${local}`, places: ['missing-await 6:3-6:10'] },
      { name: 'astral characters', text: local.replace('save(1)', '"😀"; save("🦊")'), places: ['missing-await 6:9-6:19'] },
      { name: 'line separator ends a line', text: `/*\u2028*/${local}`, places: ['missing-await 7:3-7:10'] },
      { name: 'awaited', text: local.replace('save(1)', 'await save(1)'), places: [] },
      { name: 'eslint-disable-line', text: local.replace('save(1);', 'save(1); // eslint-disable-line async-pitfalls/missing-await'), places: [] },
      { name: 'our own comment', text: local.replace('save(1);', 'save(1); // async-pitfalls: ignore[missing-await]'), places: [] },
    ]) {
      test(`typed: ${name}`, async () => {
        const folder = projectOf({ 'tsconfig.json': tsconfig, 'a.ts': text.replace('save(row)', 'save(row: unknown): Promise<void>') });
        assert.deepEqual(placesOf((await lint(ESLint, folder, 'a.ts', { config: typed(folder) })).messages), places);
      });

      test(`JavaScript without types: ${name}`, async () => {
        const folder = withTypeScript(projectOf({ 'a.js': text }));
        assert.deepEqual(placesOf((await lint(ESLint, folder, 'a.js')).messages), places);
      });
    }

    test('typed: across files', async () => {
      const folder = projectOf({
        'tsconfig.json': tsconfig,
        'db.ts': 'export async function save(row: number): Promise<number> {\n  return row;\n}\n',
        'main.ts': "import { save } from './db';\n\nexport async function main(): Promise<void> {\n  save(1);\n  await save(2);\n}\n",
      });
      const { messages } = await lint(ESLint, folder, 'main.ts', { config: typed(folder) });
      assert.deepEqual(placesOf(messages), ['missing-await 4:3-4:10']);
      const suggestion = messages[0]?.suggestions?.find(({ desc }) => desc === 'Await `save(…)`');
      assert.equal(suggestion?.fix.text, 'await ');
    });

    test('without types another file is unknown, hence quiet', async () => {
      const folder = withTypeScript(projectOf({
        'db.js': 'export async function save(row) {\n  return row;\n}\n',
        'main.js': "import { save } from './db.js';\n\nexport async function main() {\n  save(1);\n}\n",
      }));
      assert.deepEqual((await lint(ESLint, folder, 'main.js')).messages, []);
    });

    test('what a script declares hides the global of that name', async () => {
      const script = 'function fetch(url) {\n  return url;\n}\n\nfetch("a");\nopen("b");\n\nasync function open(url) {\n  return url;\n}\n';
      const folder = withTypeScript(projectOf({ 'a.js': script, 'b.js': 'fetch("a");\nopen("b");\n' }));
      assert.deepEqual(placesOf((await lint(ESLint, folder, 'a.js')).messages), ['missing-await 6:1-6:10']);
      assert.deepEqual(placesOf((await lint(ESLint, folder, 'b.js')).messages), ['missing-await 1:1-1:11']);
    });

    test('without types and without TypeScript: quiet', async () => {
      assert.deepEqual((await lint(ESLint, projectOf({ 'a.js': local }), 'a.js')).messages, []);
    });

    test('TypeScript without types', async () => {
      const folder = withTypeScript(projectOf({ 'a.tsx': `${local.replace('(row)', '(row: number)')}export const x = <p>{1}</p>;\n` }));
      const config: Linter.Config[] = [...recommended, { files: ['**/*.tsx'], languageOptions: { parser } }];
      assert.deepEqual(placesOf((await lint(ESLint, folder, 'a.tsx', { config })).messages), ['missing-await 6:3-6:10']);
    });

    test('one file after another, changing texts', async () => {
      const folder = withTypeScript(projectOf({ 'a.js': local, 'b.js': local.replace('save(1)', 'await save(1)') }));
      for (const [name, places] of [['a.js', 1], ['b.js', 0], ['a.js', 1]] as const) {
        assert.equal((await lint(ESLint, folder, name)).messages.length, places, name);
      }
      write(folder, 'a.js', local.replace('async function save', 'function save'));
      assert.deepEqual((await lint(ESLint, folder, 'a.js')).messages, []);
    });

    test('a text without a file', () => {
      const linter = new Linter({ cwd: root });
      const config: Linter.Config[] = [{ files: ['**/*'], plugins: { 'async-pitfalls': asyncPitfalls }, rules: { 'async-pitfalls/missing-await': 'error' } }];
      assert.deepEqual(placesOf(linter.verify(local, config)), ['missing-await 6:3-6:10']);
    });

    for (const [name, parserServices] of [
      ['a program of another text', { program: { getSourceFile: () => undefined }, esTreeNodeToTSNodeMap: { get: () => ({ kind: 1 }) } }],
      ['no map', { program: {} }],
      ['nonsense', { program: 1, esTreeNodeToTSNodeMap: { get: () => 1 } }],
    ] as const) {
      test(`parser services: ${name}`, async () => {
        const strange = {
          parseForESLint: (text: string) => ({
            ast: {
              type: 'Program', body: [], tokens: [], comments: [], sourceType: 'module', range: [0, text.length],
              loc: { start: { line: 1, column: 0 }, end: { line: 1, column: text.length } },
            },
            services: parserServices, visitorKeys: { Program: [] },
          }),
        };
        const config: Linter.Config[] = [...recommended, { languageOptions: { parser: strange as unknown as Linter.Parser } }];
        assert.deepEqual((await lint(ESLint, withTypeScript(projectOf({ 'a.js': local })), 'a.js', { config })).messages, []);
      });
    }

    test('RuleTester', () => {
      const rule = asyncPitfalls.rules?.['missing-await'];
      assert.ok(rule);
      RuleTester.describe = (_title, run) => run();
      RuleTester.it = (_title, run) => run();
      const tester = new RuleTester();
      tester.run('missing-await', rule, {
        valid: [local.replace('save(1)', 'await save(1)')],
        invalid: [{
          code: local,
          errors: [{ messageId: 'droppedPromise', suggestions: [{ desc: 'Await `save(…)`', output: local.replace('save(1)', 'await save(1)') }] }],
        }],
      });
    });
  });
}
