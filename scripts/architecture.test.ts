/** The invariants of ARCHITECTURE.md that can be read off the sources: who may know whom, and what nobody does. */
import assert from 'node:assert/strict';
import fs from 'node:fs';
import path from 'node:path';
import { describe, test } from 'node:test';
import { build } from 'esbuild';
import { rules } from '../rules/src/core.js';
import { productModules, type ProductModule, type Reference } from './testing/product-modules.js';

const repository = process.env['ASYNC_PITFALLS_ROOT'] ?? '.';
const modules = productModules(repository);

test('the product is read', () => {
  for (const file of ['rules/src/core.ts', 'rules/src/rules/rule.ts', 'server/src/session.ts', 'client/src/client.ts', 'rules/src/syntax/python/ast.ts']) {
    assert.ok(modules.has(file), file);
  }
  assert.deepEqual([...modules.keys()].filter((file) => file.includes('.test.') || file.includes('/testing/')), []);
});

interface Border {
  readonly title: string;
  /** Files inside the border. */
  readonly of: RegExp;
  /** What they may not refer to. */
  readonly not: (target: string, form: Reference['form']) => boolean;
  /** File → why it may nevertheless. A file that no longer needs its exception fails the test. */
  readonly except?: Readonly<Record<string, string>>;
}

const among = (...allowed: readonly RegExp[]) => (target: string): boolean => !allowed.some((pattern) => pattern.test(target));

const borders: readonly Border[] = [
  {
    title: 'parsers and their trees stay in syntax/, lowering/ and semantics/typescript/',
    of: /^(?:rules|server|client)\/src\/(?!syntax\/|lowering\/|semantics\/typescript\/)/,
    not: (target) => target === 'typescript' || target.startsWith('rules/src/syntax/'),
    except: {
      'rules/src/engine/typescript-support.ts': 'decides when the compiler is loaded; sees no tree',
      'rules/src/hosts/eslint/compiler-copies.ts': 'finds the compiler that made the tree of the user\'s parser',
      'rules/src/hosts/eslint/single-file-programs.ts': 'makes a program for a file whose parser gave none',
      'rules/src/hosts/eslint/typescript-programs.ts': 'takes the program from the user\'s parser to lowering',
      'rules/src/hosts/eslint/python-source-code.ts': 'needs comments and the tokens\' lines for ESLint\'s directives',
    },
  },
  {
    title: 'the compiler is loaded in one place, on demand: everybody else knows its types only',
    of: /^(?:rules|server|client)\/src\//,
    not: (target, form) => target === 'typescript' && form !== 'type',
  },
  {
    title: 'rules and fixes see the model, the questions and facts; no tree, no language\'s semantics, no engine',
    of: /^rules\/src\/(?:rules|fixes)\//,
    not: among(/^rules\/src\/(?:rules|fixes|model)\//, /^rules\/src\/semantics\/[^/]+$/, /^rules\/src\/knowledge\/facts\.ts$/, /^rules\/src\/engine\/finding\.ts$/),
  },
  {
    title: 'the model knows nothing but itself',
    of: /^rules\/src\/model\//,
    not: among(/^rules\/src\/model\//),
  },
  {
    title: 'knowledge is data',
    of: /^rules\/src\/knowledge\//,
    not: among(/^rules\/src\/knowledge\//, /^rules\/src\/model\//),
  },
  {
    title: 'server and command line come in through core.ts',
    of: /^(?:server\/src|rules\/src\/hosts\/cli)\//,
    not: (target) => target.startsWith('rules/src/') && target !== 'rules/src/core.ts' && !target.startsWith('rules/src/hosts/cli/'),
  },
  {
    title: 'the client contains no analysis and nothing of the server',
    of: /^client\/src\//,
    not: among(/^client\/src\//, /^vscode$/, /^vscode-languageclient\//),
  },
  {
    title: 'what analyses does not know its hosts',
    of: /^rules\/src\/(?!hosts\/)/,
    not: (target) => target.startsWith('rules/src/hosts/') || target.startsWith('server/') || target.startsWith('client/'),
  },
  {
    title: 'nothing is executed and no connection opened: no processes, sockets, workers, other code',
    of: /^(?:rules|server)\/src\//,
    not: (target, form) => form === 'dynamic' || /^(?:node:)?(?:child_process|cluster|dgram|dns|http|https|http2|inspector|net|repl|tls|vm|wasi|worker_threads)(?:\/|$)/.test(target),
    except: {
      'rules/src/hosts/cli/check-in-threads.ts': 'starts this very program again, in a thread',
      'rules/src/hosts/cli/check-thread.ts': 'is that thread',
    },
  },
];

describe('borders', () => {
  for (const { title, of, not, except = {} } of borders) {
    test(title, () => {
      const inside = [...modules.values()].filter(({ file }) => of.test(file));
      assert.ok(inside.length > 0, 'no file is inside');
      const crossing = inside.filter(({ references }) => references.some(({ target, form }) => not(target, form)));
      const told = ({ file, references }: ProductModule) => `${file} refers to ${references.filter(({ target, form }) => not(target, form)).map(({ target }) => target).join(', ')}`;
      assert.deepEqual(crossing.filter(({ file }) => !Object.hasOwn(except, file)).map(told), []);
      assert.deepEqual(Object.keys(except).filter((file) => !crossing.some((module) => module.file === file)), [], 'exceptions that nobody needs');
    });
  }
});

const loaders: Readonly<Record<string, string>> = {
  'rules/src/syntax/typescript/load.ts': 'the bundled compiler',
  'rules/src/hosts/eslint/compiler-copies.ts': 'the compiler of the project that ESLint, which runs the project\'s code anyway, was started in',
};

test('nothing evaluates code; only the TypeScript compiler is loaded at run time', () => {
  const suspicious = ['eval', 'Function', 'require', 'createRequire', 'fetch', 'WebSocket', 'XMLHttpRequest'];
  const found = [...modules.values()]
    .filter(({ file }) => !Object.hasOwn(loaders, file))
    .flatMap(({ file, calledNames }) => suspicious.filter((name) => calledNames.has(name)).map((name) => `${file}: ${name}`));
  assert.deepEqual(found, []);
  for (const file of Object.keys(loaders)) assert.ok(modules.get(file)?.calledNames.has('createRequire'), `${file} loads nothing any more`);
});

const reached: Readonly<Record<string, readonly string[]>> = {
  'rules/src/hosts/cli/main.ts': ['crypto', 'fs', 'module', 'os', 'path', 'url', 'v8', 'worker_threads'],
  'rules/src/hosts/eslint/plugin.ts': ['crypto', 'fs', 'module', 'path', 'url', 'v8'],
};

for (const [entry, allowed] of Object.entries(reached)) {
  test(`with its packages bundled, ${path.basename(path.dirname(entry))} still reaches for nothing but files`, async () => {
    const { metafile } = await build({
      absWorkingDir: path.resolve(repository), entryPoints: [entry], bundle: true, write: false, metafile: true, platform: 'node', format: 'esm', outdir: 'unwritten', logLevel: 'error',
    });
    const outside = new Set(Object.values(metafile.outputs).flatMap(({ imports }) => imports.filter(({ external }) => external).map(({ path: name }) => name.replace(/^node:/, ''))));
    assert.deepEqual([...outside].filter((name) => !allowed.includes(name)), []);
  });
}

/** What their weak maps are keyed by; none of it is a node. */
const weakMaps: Readonly<Record<string, string>> = {
  'rules/src/semantics/blocking.ts': 'the question of a rule',
  'rules/src/semantics/lock-regions.ts': 'analyses',
  'rules/src/semantics/python/imported-tests.ts': 'projects',
};

test('what is known of nodes hangs on them (`model/subject.ts`): weak maps keep models alive that nobody needs any more', () => {
  const using = [...modules.values()].filter(({ file, calledNames }) => /^rules\/src\/(?:model|rules|semantics(?!\/typescript))\//.test(file) && calledNames.has('WeakMap'));
  assert.deepEqual(using.map(({ file }) => file).sort(), Object.keys(weakMaps).sort());
});

/** VS Code calls `activate` and `deactivate` without anything in common. */
const betweenCalls = ['client/src/extension.ts: life'];

test('no module keeps state: nothing at module level can be assigned again', () => {
  assert.deepEqual([...modules.values()].flatMap(({ file, variables }) => variables.map((name) => `${file}: ${name}`)), betweenCalls);
});

/** Names of ours for what others call the trap: an entry makes their comments count and is nothing a rule needs. */
const translations = 'rules/src/engine/foreign-rule-names.ts';

describe('rules', () => {
  for (const { id } of rules) {
    test(`${id} is registered in its file and one line of the catalogue`, () => {
      const isNamedIn = ({ strings, references }: ProductModule) => strings.has(id) || references.some(({ target }) => target === `rules/src/rules/${id}.ts`);
      const naming = [...modules.values()].filter((module) => isNamedIn(module) && module.file !== translations).map(({ file }) => file);
      assert.deepEqual(naming.sort(), ['rules/src/rules/index.ts', `rules/src/rules/${id}.ts`].sort());
    });

    test(`${id} has pages in both languages, runnable fixtures and tests`, () => {
      for (const page of [`docs/rules/${id}.md`, `docs/rules/${id}.zh-CN.md`]) assert.ok(fs.existsSync(path.join(repository, page)), page);
      const fixtures = path.join(repository, 'test-fixtures', id);
      assert.ok(fs.existsSync(fixtures) && fs.readdirSync(fixtures).length > 0, `test-fixtures/${id}`);
      const tests = fs.readdirSync(path.join(repository, 'rules/src/rules')).filter((name) => name.startsWith(`${id}.`) && name.endsWith('.test.ts'));
      assert.notEqual(tests.length, 0, `rules/src/rules/${id}.test.ts`);
    });
  }

  test('none has a gap left by `npm run new-rule`', () => {
    const gaps = [...modules.values()].filter(({ file, strings }) => file.startsWith('rules/src/rules/') && [...strings].some((text) => /[‹›]/.test(text)));
    assert.deepEqual(gaps.map(({ file }) => file), []);
  });

  test('every rule file is in the catalogue', () => {
    const files = fs.readdirSync(path.join(repository, 'rules/src/rules')).filter((name) => /^[a-z-]+\.ts$/.test(name));
    const defining = files.filter((name) => fs.readFileSync(path.join(repository, 'rules/src/rules', name), 'utf8').includes('export default defineRule'));
    assert.deepEqual(defining.sort(), rules.map(({ id }) => `${id}.ts`).sort());
  });
});
