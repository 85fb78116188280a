import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { TextEdit } from 'vscode-languageserver/node';
import { mergeEdits } from './merge-edits.js';

const edit = (start: number, end: number, newText: string): TextEdit => (
  { range: { start: { line: 0, character: start }, end: { line: 0, character: end } }, newText }
);
const merge = (...fixes: TextEdit[][]) => mergeEdits(fixes).map(({ range, newText }) => [range.start.character, range.end.character, newText]);

test('fixes that do not meet are all made, in order', () => {
  assert.deepEqual(merge([edit(8, 9, 'c')], [edit(0, 1, 'a'), edit(4, 4, 'b')]), [[0, 1, 'a'], [4, 4, 'b'], [8, 9, 'c']]);
});

test('a fix that overlaps an earlier one is left out whole', () => {
  assert.deepEqual(merge([edit(2, 6, 'a')], [edit(0, 1, 'b'), edit(5, 8, 'b')]), [[2, 6, 'a']]);
});

test('ranges that touch go together, two insertions at one place do not', () => {
  assert.deepEqual(merge([edit(0, 2, 'a')], [edit(2, 4, 'b')]), [[0, 2, 'a'], [2, 4, 'b']]);
  assert.deepEqual(merge([edit(3, 3, 'a')], [edit(3, 3, 'b')]), [[3, 3, 'a']]);
});

test('an import that two fixes need is inserted once', () => {
  const imported = edit(0, 0, 'import asyncio\n');
  assert.deepEqual(merge([imported, edit(5, 6, 'a')], [imported, edit(8, 9, 'b')]), [[0, 0, 'import asyncio\n'], [5, 6, 'a'], [8, 9, 'b']]);
});
