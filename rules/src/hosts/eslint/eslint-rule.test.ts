import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { Linter as Linter10, type ESLint, type Linter } from 'eslint';
import { Linter as Linter9 } from 'eslint9';
import { crashingRule, fakeRule } from '../../engine/testing/fake-rules.js';
import type { Rule } from '../../rules/rule.js';
import { eslintRule, namespace } from './eslint-rule.js';
import { LintSession } from './lint-session.js';
import { pythonLanguage } from './python-language.js';
import { reportOf } from './report.js';

const text = 'import asyncio\n\nasync def main():\n    work()\n    rest()\n';

function configFor(rules: readonly Rule[], levels: Linter.RulesRecord): Linter.Config[] {
  const session = new LintSession();
  const plugin: ESLint.Plugin = {
    meta: { namespace },
    languages: { python: pythonLanguage },
    rules: Object.fromEntries(rules.map((rule) => [rule.id, eslintRule(rule, session)])),
  };
  return [{ files: ['**/*.py'], plugins: { [namespace]: plugin }, language: `${namespace}/python`, rules: levels }];
}

/** The types of version 9 name the same things but are declared a second time. */
for (const [version, LinterOf] of [['ESLint 9', Linter9 as unknown as typeof Linter10], ['ESLint 10', Linter10]] as const) {
  const verify = (rules: readonly Rule[], levels: Linter.RulesRecord): Linter.LintMessage[] => (
    new LinterOf({ cwd: '/project' }).verify(text, configFor(rules, levels), { filename: '/project/a.py' })
  );

  describe(version, () => {
    test('a safe fix is the fix, one for review a suggestion', () => {
      const rules = [
        fakeRule({ id: 'one', callee: 'work', fix: { safety: 'safe', replacement: 'w' } }),
        fakeRule({ id: 'two', callee: 'rest', fix: { safety: 'review', replacement: 'r' } }),
      ];
      const messages = verify(rules, { 'async-pitfalls/one': 2, 'async-pitfalls/two': 1 });
      assert.deepEqual(messages.map(({ ruleId, severity, message, fix, suggestions }) => ({ ruleId, severity, message, fix, suggestions })), [
        { ruleId: 'async-pitfalls/one', severity: 2, message: '`work` is called', fix: { range: [38, 42], text: 'w' }, suggestions: undefined },
        {
          ruleId: 'async-pitfalls/two', severity: 1, message: '`rest` is called', fix: undefined,
          suggestions: [{ desc: 'Replace rest', fix: { range: [49, 53], text: 'r' } }],
        },
      ]);
    });

    test('a rule that is off does not run, even when it would crash', () => {
      assert.deepEqual(verify([crashingRule('bad')], { 'async-pitfalls/bad': 0 }), []);
    });

    test('a crashing rule ends neither the run nor the other rules', async () => {
      const warned = new Promise<Error>((resolve) => process.once('warning', resolve));
      const messages = verify([crashingRule('bad'), fakeRule({ id: 'good', callee: 'work' })], { 'async-pitfalls/bad': 2, 'async-pitfalls/good': 2 });
      assert.deepEqual(messages.map(({ ruleId }) => ruleId), ['async-pitfalls/good']);
      const { name, message } = await warned;
      assert.equal(name, 'AsyncPitfalls');
      assert.match(message, /^\/project\/a\.py: The rule `bad` failed on this file and was left out: Error: out of luck/);
    });

    test('options: defaults are filled in, mistakes are refused', () => {
      const seen: unknown[] = [];
      const options = {
        limit: { type: 'integer', minimum: 1, default: 3, description: { en: 'Most', zh: '' } },
        names: { type: 'strings', default: [], description: { en: 'Names', zh: '' } },
        deep: { type: 'boolean', default: false, description: { en: 'Deep', zh: '' } },
      } as const;
      const rule: Rule = { ...fakeRule({ id: 'one', callee: 'work', options }), check: (_fn, context) => void seen.push(context.options) };
      verify([rule], { 'async-pitfalls/one': 'error' });
      verify([rule], { 'async-pitfalls/one': ['error', { limit: 5, names: ['a'] }] });
      assert.deepEqual(new Set(seen.map((each) => JSON.stringify(each))), new Set([
        JSON.stringify({ limit: 3, names: [], deep: false }), JSON.stringify({ limit: 5, names: ['a'], deep: false }),
      ]));
      for (const wrong of [{ limit: 0 }, { limit: 1.5 }, { names: 'a' }, { deep: 1 }, { depth: true }]) {
        assert.throws(() => verify([rule], { 'async-pitfalls/one': ['error', wrong] }), /Key "async-pitfalls\/one"/, JSON.stringify(wrong));
      }
      assert.throws(() => verify([fakeRule({ id: 'one', callee: 'work' })], { 'async-pitfalls/one': ['error', {}] }), /Key "async-pitfalls\/one"/);
    });

    test('the same SourceCode again, with other rules', () => {
      const rules = [fakeRule({ id: 'one', callee: 'work' }), fakeRule({ id: 'two', callee: 'rest' })];
      const [config = {}] = configFor(rules, {});
      const linter = new LinterOf({ cwd: '/project' });
      const run = (code: string | ReturnType<typeof linter.getSourceCode>, rule: string): (string | null)[] => (
        linter.verify(code, [{ ...config, rules: { [rule]: 2 } }], { filename: '/project/a.py' }).map(({ ruleId }) => ruleId)
      );
      assert.deepEqual(run(text, 'async-pitfalls/one'), ['async-pitfalls/one']);
      assert.deepEqual(run(linter.getSourceCode(), 'async-pitfalls/two'), ['async-pitfalls/two']);
    });
  });
}

describe('reportOf', () => {
  const rule = { ...fakeRule({ id: 'one', callee: 'work' }), group: 'blocking' } as const;
  const finding = { rule: 'one', level: 'warning', path: '/project/a.py', start: 0, end: 4, messageId: 'found', message: '', related: [], fixes: [] } as const;
  const context = {
    cwd: '/project', locOf: (offset: number) => ({ line: 1, column: offset }),
    locate: ({ path, start }: { path: string; start: number }) => ({ path, line: start }),
  };
  const fixer = { replaceTextRange: (range: [number, number], replacement: string) => ({ range, text: replacement }) };
  const place = (path: string, line: number) => ({ place: { path, start: line, end: line }, message: '' });

  for (const [name, related, chain] of [
    ['none', [], ''],
    ['the same file, another, one outside', [place('/project/a.py', 8), place('/project/app/b.py', 9), place('/lib/c.py', 10)], ' — line 8 → app/b.py:9 → ../lib/c.py:10'],
    ['a long one', Array.from({ length: 20 }, (_, index) => place('/project/app/module.py', index + 1)), ' — app/module.py:1 → … → app/module.py:20'],
  ] as const) {
    test(`chain: ${name}`, () => assert.equal(reportOf({ ...finding, related }, rule, context).data['chain'], chain));
  }

  test('no chain for other kinds of traps', () => {
    const related = [place('/project/a.py', 8)];
    assert.deepEqual(reportOf({ ...finding, related, data: { name: 'x' } }, { ...rule, group: 'awaiting' }, context).data, { name: 'x' });
  });

  test('fixes that ESLint cannot apply are left out, equal titles as well', () => {
    const edit = { start: 1, end: 2, newText: 'x' };
    const { fix, suggest } = reportOf({
      ...finding,
      fixes: [
        { title: 'another file', safety: 'safe', edits: [edit, { ...edit, path: '/project/b.py' }] },
        { title: 'nothing', safety: 'safe', edits: [] },
        { title: 'overlapping', safety: 'safe', edits: [edit, { start: 1, end: 3, newText: 'y' }] },
        { title: 'good', safety: 'safe', edits: [{ start: 3, end: 3, newText: 'z' }, { ...edit, path: '/project/a.py' }] },
        { title: 'also safe', safety: 'safe', edits: [edit] },
        { title: 'review', safety: 'review', edits: [edit] },
        { title: 'review', safety: 'review', edits: [edit] },
      ],
    }, rule, context);
    assert.deepEqual(fix?.(fixer), [{ range: [1, 2], text: 'x' }, { range: [3, 3], text: 'z' }]);
    assert.deepEqual(suggest.map(({ desc }) => desc), ['also safe', 'review']);
  });
});
