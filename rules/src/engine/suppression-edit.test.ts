import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Language } from '../model/index.js';
import { applyEdits } from './edits.js';
import { suppressionEdit } from './suppression-edit.js';

const cases: readonly (readonly [title: string, language: Language, text: string, scope: number | 'file', expected: string])[] = [
  ['at the line end', 'python', 'a()\nb()  \nc()\n', 1, 'a()\nb()  # async-pitfalls: ignore[r]\nc()\n'],
  ['last line', 'typescript', 'a();', 0, 'a();  // async-pitfalls: ignore[r]'],
  ['CRLF', 'python', 'a()\r\nb()\r\n', 0, 'a()  # async-pitfalls: ignore[r]\r\nb()\r\n'],
  ['into a comment of ours', 'python', 'a()  # async-pitfalls: ignore[q] why\n', 0, 'a()  # async-pitfalls: ignore[q, r] why\n'],
  ['above another comment', 'python', 'if x:\r\n    a()  # why\r\n', 1, 'if x:\r\n    # async-pitfalls: ignore[r]\r\n    a()  # why\r\n'],
  ['above a continued line', 'python', 'a(1) + \\\n  b\n', 0, '# async-pitfalls: ignore[r]\na(1) + \\\n  b\n'],
  ['above a template', 'typescript', '\ta(`x\n`);\n', 0, '\t// async-pitfalls: ignore[r]\n\ta(`x\n`);\n'],
  ['file', 'python', 'a()\n', 'file', '# async-pitfalls: ignore-file[r]\na()\n'],
  ['file with #! and cookie', 'python', '#!/usr/bin/env python\n# coding: utf-8\na()\n', 'file', '#!/usr/bin/env python\n# coding: utf-8\n# async-pitfalls: ignore-file[r]\na()\n'],
  ['file with a byte order mark', 'typescript', '\ufeffa();\n', 'file', '\ufeff// async-pitfalls: ignore-file[r]\na();\n'],
  ['file again', 'python', '# async-pitfalls: ignore-file[q]\na()\n', 'file', '# async-pitfalls: ignore-file[q, r]\na()\n'],
  ['empty file', 'python', '', 'file', '# async-pitfalls: ignore-file[r]\n'],
];
for (const [title, language, text, scope, expected] of cases) {
  test(`silence: ${title}`, () => {
    const edit = suppressionEdit(text, language, 'r', scope === 'file' ? 'file' : { line: scope });
    assert.equal(applyEdits(text, [edit]), expected);
  });
}
