import assert from 'node:assert/strict';
import { test } from 'node:test';
import { createEngine, type Engine } from './engine.js';
import { MemoryFileSystem } from './memory-host.js';
import { fakeRule } from './testing/fake-rules.js';

const trap = fakeRule({ id: 'trap', callee: 'trap' });

function engineWith(host: MemoryFileSystem): Engine {
  return createEngine({ host, roots: ['/w'], rules: [trap], crashes: 'throw' });
}

test('TypeScript: edits, comments, syntax errors', () => {
  const engine = engineWith(new MemoryFileSystem({ '/w/a.ts': 'trap();\ntrap(); // async-pitfalls: ignore[trap]\nfunction f() { trap(; }\nconst g = () => trap();\n' }));
  const lines = (): number[] => {
    const report = engine.check('/w/a.ts');
    return report.findings.map(({ start }) => report.lines.positionAt(start).line + 1);
  };
  assert.deepEqual(lines(), [1, 4]);
  engine.open('/w/a.ts', '\n\ntrap();\n', { version: 1 });
  assert.deepEqual(lines(), [3]);
  engine.close('/w/a.ts');
  assert.deepEqual(lines(), [1, 4]);
});

test('TypeScript: another file of the language may change what is found, a Python file may not', () => {
  const host = new MemoryFileSystem({ '/w/a.ts': 'import { x } from "./b.js";\ntrap(x);\n', '/w/b.ts': 'export const x = 1;\n', '/w/c.py': 'import asyncio\n', '/w/tsconfig.json': '{}' });
  const engine = engineWith(host);
  engine.check('/w/c.py');
  const before = engine.check('/w/a.ts');
  engine.change('/w/c.py', 'import asyncio, os\n');
  assert.equal(engine.check('/w/a.ts'), before);
  const python = engine.check('/w/c.py');
  engine.change('/w/b.ts', 'export const x = 2;\n');
  assert.notEqual(engine.check('/w/a.ts'), before);
  const again = engine.check('/w/a.ts');
  host.set('/w/tsconfig.json', '{ "compilerOptions": {} }');
  engine.fileChanged('/w/tsconfig.json');
  assert.notEqual(engine.check('/w/a.ts'), again);
  assert.equal(engine.check('/w/c.py'), python);
});
