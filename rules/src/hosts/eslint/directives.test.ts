import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import type { Linter } from 'eslint';
import { mayHoldDirectives, readDirective } from './directives.js';
import { asyncPitfalls, lint, placesOf, projectOf, versions } from './testing/bundled-plugin.js';

const { recommended } = asyncPitfalls.configs;
const unused = [...recommended, { linterOptions: { reportUnusedDisableDirectives: 'error' } }] satisfies Linter.Config[];
const silent = [...recommended, { linterOptions: { reportUnusedDisableDirectives: 'off' } }] satisfies Linter.Config[];

describe('readDirective', () => {
  for (const [comment, expected] of [
    ['# eslint-disable', { kind: 'directive', type: 'disable', value: '', justification: '' }],
    ['#eslint-enable a, b', { kind: 'directive', type: 'enable', value: 'a, b', justification: '' }],
    ['## eslint-disable-line a -- why -- so', { kind: 'directive', type: 'disable-line', value: 'a', justification: 'why -- so' }],
    ['# eslint-disable-next-line -- why', { kind: 'directive', type: 'disable-next-line', value: '', justification: 'why' }],
    ['# eslint a: off', { kind: 'configuration', rules: { rules: { a: 'off' } } }],
    ['# eslint "x/a": ["error", {"b": [1, "],"]}], y/c: 1 -- why', { kind: 'configuration', rules: { rules: { 'x/a': ['error', { b: [1, '],'] }], 'y/c': 1 } } }],
    ['# eslint a: "warn"', { kind: 'configuration', rules: { rules: { a: 'warn' } } }],
  ] as const) {
    test(comment, () => {
      assert.deepEqual(readDirective(comment), expected);
      assert.ok(mayHoldDirectives(comment));
    });
  }

  for (const comment of ['# eslint is another linter', '# see eslint-disable', '# eslint-disabled', '# eslint-disable-lines', '# eslint', '#', '# noqa']) {
    test(`prose: ${comment}`, () => assert.equal(readDirective(comment), undefined));
  }

  for (const [comment, mistake] of [
    ['# eslint a: of', '`of` is not a level, nor a list of a level and options'],
    ['# eslint a: ["error", {b: 1}]', '`["error", {b: 1}]` is not a level, nor a list of a level and options'],
    ['# eslint a: off; b: off', '`off; b: off` is not a level, nor a list of a level and options'],
    ['# eslint a: off, b', 'A rule name and a colon are expected before `b`'],
  ] as const) {
    test(`mistake: ${comment}`, () => assert.deepEqual(readDirective(comment), { kind: 'configuration', rules: { mistake } }));
  }
});

/** A program whose line 5 and 6 drop a coroutine; `{…}` marks where comments are put in. */
function program(comments: { readonly top?: string; readonly above?: string; readonly beside?: string; readonly below?: string }): string {
  const { top = '#', above = '#', beside = '', below = '#' } = comments;
  return `async def save(row): pass
${top}
async def main():
    ${above}
    save(1)  ${beside}
    save(2)
    ${below}
    save(3)
`;
}

const both = ['missing-await 5:5-5:12', 'missing-await 6:5-6:12', 'missing-await 8:5-8:12'];

for (const { name: version, ESLint } of versions) {
  describe(version, () => {
    for (const { name, text, places } of [
      { name: 'none', text: program({}), places: both },
      { name: 'line', text: program({ beside: '# eslint-disable-line async-pitfalls/missing-await -- on purpose' }), places: both.slice(1) },
      { name: 'line, all rules', text: program({ beside: '# eslint-disable-line' }), places: both.slice(1) },
      { name: 'next line', text: program({ above: '# eslint-disable-next-line async-pitfalls/missing-await' }), places: both.slice(1) },
      { name: 'block', text: program({ above: '# eslint-disable async-pitfalls/missing-await', below: '# eslint-enable async-pitfalls/missing-await' }), places: both.slice(2) },
      { name: 'file', text: program({ top: '# eslint-disable' }), places: [] },
      { name: 'another rule', text: program({ beside: '# eslint-disable-line async-pitfalls/blocking-call' }), places: both },
      { name: 'our own comment', text: program({ beside: '# async-pitfalls: ignore[missing-await] on purpose' }), places: both.slice(1) },
      { name: 'our own comment for the file', text: program({ top: '# async-pitfalls: ignore-file' }), places: [] },
      { name: 'configuration comment', text: program({ top: '# eslint async-pitfalls/missing-await: off' }), places: [] },
      { name: 'directive in a string', text: program({ top: 'text = "# eslint-disable"' }), places: both },
      { name: 'prose', text: program({ top: '# eslint is another linter' }), places: both },
    ]) {
      test(name, async () => {
        const { messages } = await lint(ESLint, projectOf({ 'a.py': text }), 'a.py', { config: silent });
        assert.deepEqual(placesOf(messages), places);
      });
    }

    test('a suppressed finding is kept with its justification', async () => {
      const text = program({ top: '# eslint-disable async-pitfalls/missing-await -- fire and forget' });
      const { suppressedMessages } = await lint(ESLint, projectOf({ 'a.py': text }), 'a.py', { config: unused });
      assert.deepEqual(suppressedMessages.map(({ line, suppressions }) => [line, suppressions]), [5, 6, 8].map((line) => (
        [line, [{ kind: 'directive', justification: 'fire and forget' }]]
      )));
    });

    test('used comments are not reported as unused; unused ones are, and --fix removes them', async () => {
      const used = program({ beside: '# eslint-disable-line async-pitfalls/missing-await' });
      assert.deepEqual(placesOf((await lint(ESLint, projectOf({ 'a.py': used }), 'a.py', { config: unused })).messages), both.slice(1));
      const text = program({ above: '# eslint-disable-next-line async-pitfalls/missing-await, async-pitfalls/blocking-call', beside: '# eslint-disable-line async-pitfalls/dangling-task' });
      const folder = projectOf({ 'a.py': text });
      const { messages } = await lint(ESLint, folder, 'a.py', { config: unused });
      assert.deepEqual(messages.map(({ ruleId, message, line }) => ruleId ?? `${line}: ${message}`).sort(), [
        "4: Unused eslint-disable directive (no problems were reported from 'async-pitfalls/blocking-call').",
        "5: Unused eslint-disable directive (no problems were reported from 'async-pitfalls/dangling-task').",
        'async-pitfalls/missing-await',
        'async-pitfalls/missing-await',
      ]);
      const { output } = await lint(ESLint, folder, 'a.py', { config: unused, fix: true });
      assert.equal(output, text.replace(', async-pitfalls/blocking-call', '').replace('# eslint-disable-line async-pitfalls/dangling-task', ' '));
    });

    test('a comment for the same trap of another plugin silences ours as well', async () => {
      const text = program({ beside: '# eslint-disable-line @typescript-eslint/no-floating-promises' });
      const stranger = { rules: { 'no-floating-promises': { create: () => ({}) } } };
      const { messages } = await lint(ESLint, projectOf({ 'a.py': text }), 'a.py', {
        config: [...silent, { plugins: { '@typescript-eslint': stranger } }],
      });
      assert.deepEqual(placesOf(messages), both.slice(1));
    });

    test('a mistake in a configuration comment is one message at its place', async () => {
      const text = program({ top: '# eslint async-pitfalls/missing-await: of' });
      const { messages } = await lint(ESLint, projectOf({ 'a.py': text }), 'a.py');
      assert.deepEqual(placesOf(messages), [both[0], both[1], both[2]].toSpliced(0, 0, '`of` is not a level, nor a list of a level and options 2:1-2:42'));
    });

    test('noInlineConfig: comments do nothing and are named', async () => {
      const text = program({ top: '# eslint-disable' });
      const { messages } = await lint(ESLint, projectOf({ 'a.py': text }), 'a.py', { config: [...recommended, { linterOptions: { noInlineConfig: true } }] });
      assert.deepEqual(messages.map(({ ruleId, line }) => [ruleId, line]), [
        [null, 2], ...[5, 6, 8].map((line) => ['async-pitfalls/missing-await', line]),
      ]);
    });
  });
}
