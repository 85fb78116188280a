// Lints our own code: the typed rules of typescript-eslint, and our own plugin in its strict preset (`npm run lint`
// builds it first). A rule is on when what it finds is a mistake here; taste is left to the reviewer.
import { createRequire } from 'node:module';
import js from '@eslint/js';
import tseslint from 'typescript-eslint';

const asyncPitfalls = createRequire(import.meta.url)('./rules/dist/plugin.cjs');

const globals = (...names) => Object.fromEntries(names.map((name) => [name, 'readonly']));

export default tseslint.config(
  {
    ignores: [
      '**/dist/', '**/node_modules/', '.build/', 'e2e/.installed/',
      // Programs with mistakes on purpose.
      'test-fixtures/**/*.py', 'test-fixtures/projects/*/src/', 'test-fixtures/**/*.bad.*', 'test-fixtures/**/*.good.*', 'e2e/scene/',
    ],
  },
  js.configs.recommended,
  ...asyncPitfalls.configs.strict,
  {
    files: ['**/*.{js,mjs,cjs}'],
    languageOptions: {
      globals: globals(
        'process', 'console', 'performance', 'Buffer', 'URL', 'URLSearchParams', 'fetch', 'WebSocket',
        'setTimeout', 'clearTimeout', 'setInterval', 'clearInterval', 'AbortSignal', 'AbortController', 'structuredClone',
      ),
    },
  },
  { files: ['**/*.cjs'], languageOptions: { globals: globals('require', 'module', 'exports', '__dirname') } },
  // Functions that are sent into the browser.
  { files: ['e2e/**'], languageOptions: { globals: globals('document', 'window', 'MutationObserver', 'NodeFilter') } },
  {
    files: ['**/*.ts'],
    extends: [tseslint.configs.strictTypeChecked],
    languageOptions: { parserOptions: { project: './tsconfig.json', tsconfigRootDir: import.meta.dirname } },
    rules: {
      // One idea per file is about this long.
      'max-lines': ['error', { max: 300, skipBlankLines: true, skipComments: true }],
      '@typescript-eslint/consistent-type-imports': ['error', { fixStyle: 'inline-type-imports', disallowTypeAnnotations: false }],
      '@typescript-eslint/switch-exhaustiveness-check': ['error', { considerDefaultExhaustiveForUnions: true }],
      // `node:test` runs what it is given by itself.
      '@typescript-eslint/no-floating-promises': ['error', {
        allowForKnownSafeCalls: [{ from: 'package', package: 'node:test', name: ['test', 'describe'] }],
      }],
      '@typescript-eslint/restrict-template-expressions': ['error', { allowNumber: true }],
      '@typescript-eslint/no-unused-vars': ['error', { argsIgnorePattern: '^_', varsIgnorePattern: '^_' }],
      // A name of its own for a node that adds nothing to another.
      '@typescript-eslint/no-empty-object-type': ['error', { allowInterfaces: 'with-single-extends' }],

      // Off, because nearly everything they find is right:
      '@typescript-eslint/no-unnecessary-condition': 'off', // guards against what protocols and other programs really send
      '@typescript-eslint/no-confusing-void-expression': 'off', // `return this.fail(…)` ends a branch in one line
      '@typescript-eslint/no-meaningless-void-operator': 'off', // `void lazy.member` computes a getter
      '@typescript-eslint/no-invalid-void-type': 'off', // visitors may return nothing
      '@typescript-eslint/no-unsafe-enum-comparison': 'off', // ranges of token and syntax kinds
      '@typescript-eslint/no-unsafe-enum-assignment': 'off', // tokens are stored as numbers
      '@typescript-eslint/no-unnecessary-type-arguments': 'off', // names what protocol handlers answer
      '@typescript-eslint/no-base-to-string': 'off', // plain data in messages
      '@typescript-eslint/no-deprecated': 'off', // old clients speak the old protocol
      '@typescript-eslint/unbound-method': 'off', // tables of methods that use no `this`
      '@typescript-eslint/no-this-alias': 'off', // walking up a chain that starts with `this`
      'no-control-regex': 'off', // text from files is made printable
    },
  },
  {
    // The node types of CPython's grammar: one list.
    files: ['rules/src/syntax/python/ast.ts'],
    rules: { 'max-lines': 'off' },
  },
  {
    // Tables of cases are long, and what a child process or another linter's interface answers is `any`.
    files: ['**/*.test.ts'],
    rules: {
      'max-lines': 'off',
      '@typescript-eslint/no-unsafe-argument': 'off',
      '@typescript-eslint/no-unsafe-assignment': 'off',
      '@typescript-eslint/no-unsafe-call': 'off',
      '@typescript-eslint/no-unsafe-return': 'off',
    },
  },
  {
    // Nothing else runs meanwhile: tests, and programs that end when they are done.
    files: ['**/*.test.ts', '**/testing/**', 'test-fixtures/**', 'scripts/**', 'e2e/**', 'bench/**'],
    rules: { 'async-pitfalls/blocking-call': 'off', 'async-pitfalls/sequential-await': 'off' },
  },
);
