import assert from 'node:assert/strict';
import { test } from 'node:test';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { pathOfUri, schemeOf, uriKey, uriOfPath } from './uris.js';

test('spaces, umlauts, emoji, percent signs and hashes go both ways', () => {
  for (const path of ['/a b/ü.py', '/😀/x.py', '/100%/y.py', '/c#/z.py', "/it's (1)!*.py", '/q?/a.py', '/a%20b.py']) {
    assert.equal(pathOfUri(uriOfPath(path), 'linux'), path);
    assert.equal(fileURLToPath(uriOfPath(path), { windows: false }), path);
    assert.equal(pathOfUri(pathToFileURL(path, { windows: false }).href, 'linux'), path);
  }
});

test('a drive letter is the same drive in every spelling', () => {
  for (const uri of ['file:///c%3A/src/a.py', 'file:///C:/src/a.py', 'file:///c:/src/a.py']) {
    assert.equal(pathOfUri(uri, 'win32'), 'C:/src/a.py');
  }
  assert.equal(uriOfPath('C:/src/a.py'), 'file:///C%3A/src/a.py');
  assert.equal(pathOfUri('file:///C:/', 'win32'), 'C:/');
});

test('a share is a path on Windows only', () => {
  assert.equal(pathOfUri('file://server/share/a.py', 'win32'), '//server/share/a.py');
  assert.equal(uriOfPath('//server/share/a.py'), 'file://server/share/a.py');
  assert.equal(pathOfUri('file://server/share/a.py', 'linux'), undefined);
});

test('what is no file has no path, and nothing throws', () => {
  for (const uri of ['untitled:Untitled-1', 'vscode-notebook-cell:/a.ipynb#W0', '', 'file:', 'file://', 'file:///%E0%A4%A', 'file:///a%00b', 'nonsense', 'git:/a.py']) {
    assert.equal(pathOfUri(uri, 'linux'), undefined, uri);
  }
});

test('two spellings of a document have one key', () => {
  assert.equal(uriKey('file:///tmp/a%20b.py'), uriKey('file:///tmp/a b.py'));
  assert.notEqual(uriKey('untitled:Untitled-1'), uriKey('untitled:Untitled-2'));
  assert.equal(uriKey('untitled:%E0%A4%A'), 'untitled:%E0%A4%A');
});

test('schemes', () => {
  assert.equal(schemeOf('FILE:///a'), 'file');
  assert.equal(schemeOf('vscode-notebook-cell:/a'), 'vscode-notebook-cell');
  assert.equal(schemeOf('/a/b'), '');
});
