import assert from 'node:assert/strict';
import { test } from 'node:test';
import { applyEdits, applyFix, chooseFixes } from './edits.js';
import type { Edit, Finding, Safety } from './finding.js';
import { lineBreakOf, withLineBreaks } from './line-breaks.js';

const edit = (start: number, end: number, newText: string, path?: string): Edit => ({ path, start, end, newText });

function finding(name: string, ...fixes: readonly (readonly [Safety, ...Edit[]])[]): Finding {
  return {
    rule: name, level: 'warning', path: '/a.py', start: 0, end: 0, messageId: 'm', message: '', related: [],
    fixes: fixes.map(([safety, ...edits]) => ({ title: name, safety, edits })),
  };
}

test('edits mean the text before any of them', () => {
  assert.equal(applyEdits('abcdef', [edit(4, 6, 'X'), edit(0, 1, ''), edit(2, 2, '--')]), 'b--cdX');
  assert.equal(applyEdits('ab', [edit(1, 1, '1'), edit(1, 1, '2'), edit(1, 2, 'B')]), 'a12B');
  assert.throws(() => applyEdits('abc', [edit(0, 2, ''), edit(1, 3, '')]), RangeError);
  assert.throws(() => applyEdits('abc', [edit(2, 4, '')]), RangeError);
});

const choices: readonly (readonly [title: string, findings: readonly Finding[], safety: Safety, chosen: readonly string[]])[] = [
  ['overlapping', [finding('a', ['safe', edit(0, 5, '')]), finding('b', ['safe', edit(4, 6, '')])], 'safe', ['a']],
  ['side by side', [finding('a', ['safe', edit(0, 5, '')]), finding('b', ['safe', edit(5, 6, '')])], 'safe', ['a', 'b']],
  ['insertions at one place', [finding('a', ['safe', edit(0, 0, 'x')]), finding('b', ['safe', edit(0, 0, 'x')])], 'safe', ['a']],
  ['insertion at the edge of a replacement', [finding('a', ['safe', edit(0, 5, '')]), finding('b', ['safe', edit(5, 5, 'x')])], 'safe', ['a']],
  ['one part of a fix is taken', [finding('a', ['safe', edit(9, 9, 'x')]), finding('b', ['safe', edit(0, 1, ''), edit(9, 9, 'x')])], 'safe', ['a']],
  ['review fixes are left out', [finding('a', ['review', edit(0, 1, '')]), finding('b', ['review', edit(3, 4, '')], ['safe', edit(5, 6, '')])], 'safe', ['b']],
  ['review takes the first fix', [finding('a', ['review', edit(0, 1, '')], ['safe', edit(0, 1, '')])], 'review', ['a']],
  ['the same offsets in another file', [finding('a', ['safe', edit(0, 5, '')]), finding('b', ['safe', edit(0, 5, '', '/b.py')])], 'safe', ['a', 'b']],
  ['a fix that overlaps itself', [finding('a', ['safe', edit(0, 5, ''), edit(2, 3, '')])], 'safe', []],
  ['a fix without edits', [finding('a', ['safe'])], 'safe', []],
];
for (const [title, findings, safety, chosen] of choices) {
  test(`chooses: ${title}`, () => {
    assert.deepEqual(chooseFixes(findings, safety).map(({ finding: { rule } }) => rule), chosen);
  });
}

test('a fix for another version is refused', () => {
  const fix = { title: '', safety: 'safe' as const, edits: [edit(0, 1, 'X')] };
  assert.deepEqual(applyFix({ text: 'abc', version: 3 }, fix, 3), { text: 'Xbc' });
  assert.deepEqual(applyFix({ text: 'abc', version: 4 }, fix, 3), { refused: 'The document has changed since the fix was made' });
  assert.deepEqual(applyFix({ text: 'abc', version: 3 }, { ...fix, edits: [edit(0, 2, ''), edit(1, 2, '')] }, 3), { refused: 'The edits of the fix overlap' });
});

test('line breaks of the file', () => {
  assert.equal(lineBreakOf('a\r\nb\r\nc\n'), '\r\n');
  assert.equal(lineBreakOf('abc'), '\n');
  assert.equal(withLineBreaks('x\ny\r\n', 'a\r\n'), 'x\r\ny\r\n');
  assert.equal(withLineBreaks('x\r\ny\n', 'a\n'), 'x\ny\n');
});
