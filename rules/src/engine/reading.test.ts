import assert from 'node:assert/strict';
import { test } from 'node:test';
import { decodeFile, encodeText, maximumFileBytes } from './reading.js';

const bytes = (text: string, encoding: BufferEncoding = 'utf8'): Uint8Array => Buffer.from(text, encoding);

const readable: readonly (readonly [title: string, path: string, content: Uint8Array, text: string, encoding: string])[] = [
  ['empty', '/a.py', bytes(''), '', 'utf-8'],
  ['UTF-8', '/a.py', bytes('é = "𝄞"'), 'é = "𝄞"', 'utf-8'],
  ['a byte order mark is kept', '/a.py', bytes('\ufeffx'), '\ufeffx', 'utf-8'],
  ['latin-1 cookie', '/a.py', bytes('# -*- coding: latin-1 -*-\né', 'latin1'), '# -*- coding: latin-1 -*-\né', 'latin-1'],
  ['cookie in line 2', '/a.py', bytes('#!/usr/bin/python\n# vim: set fileencoding=iso_8859-1 :\né', 'latin1'), '#!/usr/bin/python\n# vim: set fileencoding=iso_8859-1 :\né', 'latin-1'],
  ['cookie behind a blank line', '/a.py', bytes('\r\n \t\f# coding: latin-1\né', 'latin1'), '\r\n \t\f# coding: latin-1\né', 'latin-1'],
  ['cookie behind a byte order mark', '/a.py', bytes('\ufeff# coding: utf8\né'), '\ufeff# coding: utf8\né', 'utf-8'],
  ['a cookie inside a string does not count', '/a.py', bytes('"""\n# coding: latin-1\né"""'), '"""\n# coding: latin-1\né"""', 'utf-8'],
  ['cp1252', '/a.py', Uint8Array.of(...bytes('# coding: cp1252\n'), 0x80), '# coding: cp1252\n€', 'cp1252'],
  ['a cookie after code does not count', '/a.py', bytes('x = 1\n# coding: latin-1\né'), 'x = 1\n# coding: latin-1\né', 'utf-8'],
  ['a cookie in JavaScript does not count', '/a.js', bytes('# coding: latin-1\né'), '# coding: latin-1\né', 'utf-8'],
];
for (const [title, path, content, text, encoding] of readable) {
  test(`reads ${title}`, () => {
    const read = decodeFile(path, content);
    assert.equal(read.problem, undefined);
    assert.deepEqual(read, { text, encoding });
    if (read.text !== undefined) assert.deepEqual([...encodeText(read.text, read.encoding) ?? []], [...content]);
  });
}

const unreadable: readonly (readonly [title: string, content: Uint8Array, message: string])[] = [
  ['NUL', bytes('abc\0def'), 'The file is a binary file and was not checked'],
  ['not UTF-8', Uint8Array.of(...bytes('x = 1\ny = "'), 0xe9, ...bytes('"\n')), 'The file is not valid UTF-8 (line 2) and was not checked; save it as UTF-8'],
  ['UTF-16', Uint8Array.of(0xff, 0xfe, 0x61, 0), 'The file is encoded as UTF-16 and was not checked; save it as UTF-8'],
  ['unknown cookie', bytes('# coding: rot13\n'), 'The file declares the encoding `rot13`, which cannot be read; save it as UTF-8'],
  ['unknown cookie behind a byte order mark', bytes('\ufeff# coding: rot13\n'), 'The file declares the encoding `rot13`, which cannot be read; save it as UTF-8'],
  ['not ASCII', bytes('# coding: ascii\né'), 'The file declares the encoding `ascii` but is not valid in it; save it as UTF-8'],
  ['too large', new Uint8Array(maximumFileBytes + 1), 'The file is 10.0 MB large and was not checked; the limit is 10 MB'],
];
for (const [title, content, message] of unreadable) {
  test(`does not read ${title}`, () => {
    assert.deepEqual(decodeFile('/a.py', content).problem, { path: '/a.py', kind: 'file', message });
  });
}

test('a text that an encoding cannot hold is not written', () => {
  assert.equal(encodeText('€', 'latin-1'), undefined);
  assert.equal(encodeText('é', 'ascii'), undefined);
  assert.equal(encodeText('𝄞', 'cp1252'), undefined);
});
