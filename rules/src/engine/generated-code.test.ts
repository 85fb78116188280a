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

test('long lines of code are minified however few they are, and lines that a bundler has broken', () => {
  assert.deepEqual(check('/project/part-X2.js', `import "./a.js";\n${trap.repeat(9)}${'async function g(){f();}'.repeat(60)}\n`), { findings: 0, problems: [] });
  assert.deepEqual(check('/project/part-X3.mjs', `// licence\n${`${'async function g(){f();}'.repeat(20)}\n`.repeat(30)}`), { findings: 0, problems: [] });
});

test('small parts of a bundle are minified too; one dense line in hand-written code is not the whole', () => {
  const chunk = `import{r as t}from"./index.js";${'async function g(){f();}'.repeat(40)}\n`;
  assert.deepEqual(check('/project/part-X1.js', chunk), { findings: 0, problems: [] });
  assert.ok(check('/project/app.js', `${trap}${'// what this is for\n'.repeat(40)}${chunk}`).findings > 0);
});

test('what a script imports from a bundle is unknown, and the bundle is not read for it', () => {
  const bundle = `export async function late() { }\n${'export async function g(){late();}\n'.repeat(50_000)}`;
  const files = { '/project/app.js': `import { late } from './bundle.js';\n${trap}export async function h() { late(); }\n`, '/project/bundle.js': bundle };
  const engine = createEngine({ host: new MemoryFileSystem(files), roots: ['/project'] });
  assert.deepEqual(engine.check('/project/app.js').findings.map(({ rule }) => rule), ['missing-await']);
  const small = createEngine({ host: new MemoryFileSystem({ ...files, '/project/bundle.js': bundle.slice(0, 1000) }), roots: ['/project'] });
  assert.deepEqual(small.check('/project/app.js').findings.map(({ rule }) => rule), ['missing-await', 'missing-await']);
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
