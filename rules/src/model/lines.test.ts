import assert from 'node:assert/strict';
import { test } from 'node:test';
import { LineIndex } from './lines.js';

const text = 'a\r\n\rbc\n\n\u{1F600}d';
const lines = new LineIndex(text);

test('lines end with LF, CRLF or CR', () => {
  assert.equal(lines.lineCount, 5);
  assert.deepEqual(Array.from({ length: 5 }, (_, i) => lines.lineText(i)), ['a', '', 'bc', '', '\u{1F600}d']);
  assert.equal(new LineIndex('').lineCount, 1);
});

test('offset to position and back', () => {
  for (let offset = 0; offset <= text.length; offset++) {
    const isInsideCrLf = text.charCodeAt(offset) === 10 && text.charCodeAt(offset - 1) === 13;
    if (!isInsideCrLf) assert.equal(lines.offsetAt(lines.positionAt(offset)), offset);
  }
  assert.deepEqual(lines.positionAt(text.length), { line: 4, character: 3 });
  assert.deepEqual(lines.positionAt(999), { line: 4, character: 3 });
  assert.deepEqual(lines.positionAt(-1), { line: 0, character: 0 });
});

test('positions outside the text are clamped', () => {
  assert.equal(lines.offsetAt({ line: 2, character: 99 }), text.indexOf('bc') + 2);
  assert.equal(lines.offsetAt({ line: 99, character: 0 }), text.length);
  assert.equal(lines.offsetAt({ line: -1, character: 5 }), 0);
});

test('indentation', () => {
  assert.equal(new LineIndex('x\n\t  y').indentAt(4), '\t  ');
  assert.equal(new LineIndex('x\n   ').indentAt(3), '   ');
});
