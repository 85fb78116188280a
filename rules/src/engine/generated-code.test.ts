import assert from 'node:assert/strict';
import { test } from 'node:test';
import { createEngine } from './engine.js';
import { MemoryFileSystem } from './memory-host.js';

const trap = 'async function f() {}\nexport async function g() { f(); }\n';
const minified = `async function f(){}${'async function g(){f();}'.repeat(400)}`;

function check(path: string, text: string): { findings: number; problems: readonly string[] } {
  const report = createEngine({ host: new MemoryFileSystem({ [path]: text }), roots: ['/project'] }).check(path);
  return { findings: report.findings.length, problems: report.problems.map(({ message }) => message) };
}

test('hand-written scripts are checked', () => {
  assert.deepEqual(check('/project/app.js', trap), { findings: 1, problems: [] });
});

test('minified scripts are passed over, by name and by their lines', () => {
  assert.deepEqual(check('/project/app.min.js', trap), { findings: 0, problems: [] });
  assert.deepEqual(check('/project/bundle.js', minified), { findings: 0, problems: [] });
});

test('a long line in hand-written code is none of that', () => {
  const text = `${trap}export const logo = 'data:image/png;base64,${'A'.repeat(8000)}';\n`;
  assert.deepEqual(check('/project/app.js', text), { findings: 1, problems: [] });
});

test('a script too large for the type checker is a problem with its size', () => {
  const text = `${trap}${'// filler line\n'.repeat(110_000)}`;
  assert.deepEqual(check('/project/app.js', text), {
    findings: 0, problems: ['The file is not checked: it has 1.7 million characters, more than the limit of 1.5 million'],
  });
});
